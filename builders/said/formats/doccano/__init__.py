"""doccano: a line of JSON a document, as its projects for sequence labelling with relations import
it ("JSONL(Relation)") and export it: https://github.com/doccano/doccano, 1.6 and later.

The project must allow overlapping spans, use relation labelling, and not count grapheme clusters;
`README.md` beside the files says so to whoever makes it. Offsets there are UTF-16 code units, as
its pages count them while they do not count graphemes.

A span has one label and no attributes. The label is a layer and the first of its fields that has a
closed set of values (`quote: direct`), or a layer and a role (`quote cue`). Further fragments, the
cue and the verbatim fragments hang on the first fragment by relations; references are relations.
What is left, ids and the other fields, stands in the document's metadata (`said`), which doccano
keeps and nobody can edit there.

Reading finds an annotation of before again by its label and place, then by its place, then by what
it overlaps: it keeps its id and its fields, but for what the label says. What is new there has no
other fields. It leaves out, and tells: spans with another label; cues and verbatim fragments that
no relation links to a quote; comments; which of several with one label and place was removed; a
`doc_id` or `dct` that is no string; fields that are not ours. It tells, too, where `said` is gone.

Writing leaves out, and tells: references that lead nowhere.
"""

from said.formats.doccano.reader import read_doccano
from said.formats.doccano.records import SUFFIX, write_doccano
from said.formats.document import Format
from said.schema.scheme import LAYERS

FORMAT = Format(SUFFIX, LAYERS, read_doccano, write_doccano)
