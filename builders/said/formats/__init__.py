"""Annotations in the formats of other programs: a module a format. `timeml` reads and writes,
`brat` reads.

A format is text, annotations and the document's time; no module here knows seeds or releases. What
a format cannot hold is told by its functions, beside what they give, and listed in its module.
"""
