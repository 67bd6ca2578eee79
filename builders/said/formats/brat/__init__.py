"""brat: a text `.txt` with its annotations `.ann`, and the `annotation.conf` and `visual.conf` that
let the tool edit them: https://brat.nlplab.org. A folder with these files is a collection of brat's
`data/`; it needs no other setting.

Offsets are code points, as brat's server counts them; its pages count a character beyond U+FFFF (an
emoji) as two, so that what a person marks behind one there comes out shifted by one.

A cue and the verbatim fragments are spans of their own, linked to their quote. Fields with a closed
set of values are attributes, flags and the anchor `dct` attributes without a value, references are
relations; the note on a span has its id and the other fields (`lines` says how they are written). A
span without an id gets a new one.

brat cannot hold a line end in a span. A fragment that has one is cut there, and what a line end or
a tab alone keeps apart is one fragment when it is read, as brat too cuts what a person marks over
lines; fragments that were apart before stay apart by their note.

Reading leaves out, and tells: spans of another type; cues and verbatim fragments that no relation
links to a quote; events, normalisations, equivalences; attributes and fields that a span of its
layer has not; notes in free words, or on what is no span; a field or an id that is given a second
time. It does not keep the document's time.

Writing leaves out, and tells: references that lead nowhere.
"""

from said.formats.brat.reader import read_brat
from said.formats.brat.standoff import SUFFIX
from said.formats.brat.writer import write_brat
from said.formats.document import Format
from said.schema.scheme import LAYERS

FORMAT = Format(SUFFIX, LAYERS, read_brat, write_brat)
