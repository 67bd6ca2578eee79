r"""CoNLL-U Plus for taggers: a line for each token, with its offsets and a BIO tag for each column.

https://universaldependencies.org/ext-format.html. The columns are `ID FORM START END`, those of
`said.tokens.COLUMNS` in upper case, `SPANS` and `MISC`. The tags of a layer that the document lacks
are `_`. A sequence between two blank lines is a paragraph; what goes on from the one before begins
anew with B. A file can have many documents, each beginning with `# newdoc id`.

Tags cannot hold nested quotes, nor what belongs together. `SPANS` can, in brackets as those of
CoNLL-2012 for coreference: `(q1-direct` where a fragment of an annotation begins and `q1)` where it
ends, `(q1.cue)` for a span in one of its fields, with `|` between several. The comments of a
document have the rest: `# link q1.source = s2 s3`, and `# fields q1 = {...}` for what is neither a
span nor a link. The text can be had back from `SpaceAfter=No` and `SpacesAfter` in `MISC`, with the
escapes of UDPipe (`\s \t \r \n \p \\`) and `\uXXXX` for other line ends.

Reading takes `SPANS` where the file has it. Without it, tags are decoded as `said.tokens.decode`
does, so that a linker finds which cues and sources belong to which quotes. Without `START` and
`END`, offsets follow from the tokens and the spaces. Other columns of tags, also those of a file
that does not name its columns, count as `said.formats.tagcolumns` says; the rest is reported.

Writing reports spans that touch no token, spans that get longer since they begin or end inside a
token, and links that lead nowhere.
"""

from said.formats.conll.cells import SUFFIX
from said.formats.conll.reader import parse_conll, read_conll, read_tag_rows
from said.formats.conll.writer import write_conll
from said.formats.document import Format
from said.schema.scheme import LAYERS

FORMAT = Format(SUFFIX, LAYERS, read_conll, write_conll)

__all__ = ["FORMAT", "SUFFIX", "parse_conll", "read_conll", "read_tag_rows", "write_conll"]
