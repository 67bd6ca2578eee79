"""The tables of the dataset: a checked seed in, rows out.

`record` makes the record of a document out of its seed. A row is a dict with the columns of
`schema/tables/<table>.json`. `dates`, `quotes`, `speakers` and `tokens` each make the rows of one
table for one document, in the order of the text, and `rows` those of all of them; `stances` and
`utterances` also look beyond the document. `counts` counts what is annotated.
"""
