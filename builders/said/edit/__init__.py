"""Changes the files that people edit: what a program may write there, and in which form.

`selection` is what is to be edited. `fix` writes canonical form and mends offsets, with `edited`,
`spans` and `ids`; `new` makes a document from a text, `create` and `from_table` add it to a corpus,
which `init` makes; `reanchor` moves one to another text, with `align`; `merge` takes annotations
back from another program.
"""
