"""brat: a text `.txt` with its annotations `.ann`, and the `annotation.conf` and `visual.conf` that
let the tool edit them: https://brat.nlplab.org. A folder with these files can be used as a
collection in brat's `data/`; it needs no other setting.

Offsets are code points, as brat's server counts them. Its pages count a character beyond U+FFFF (an
emoji) as two, so what a person marks behind one there is shifted by one.

A cue and the verbatim fragments are spans of their own, linked to their quote. The id and the
fields are attributes; flags and the anchor `dct` are attributes without a value; references are
relations. What an attribute has no room for, such as several speakers or a sentence, is in the note
on the span (`lines` describes the syntax), for brat lets every box with a note glow. In a note, a
person can also write what `annotation.conf` does not list. A span without an id gets a new one.

brat cannot hold a line end in a span. A fragment that contains one is cut there. When a document is
read, fragments that only a line end or a tab separates are joined, because brat, too, cuts what a
person marks over several lines. Fragments that were separate before stay separate by their note.

An attribute without a value is read as a flag if a flag can have its name: the file does not say
which flags the corpus declares.

Reading leaves out, and reports: spans of another type; cues and verbatim fragments that no relation
links to a quote; events, normalisations, equivalences; attributes and fields that the span's layer
does not have; notes in free words, and notes on anything but a span; a field or an id that is given
a second time. The document's time is not kept.

Writing leaves out, and reports: references that lead nowhere.
"""

from said.formats.brat.conf import open_values
from said.formats.brat.reader import read_brat
from said.formats.brat.standoff import SUFFIX
from said.formats.brat.writer import write_brat
from said.formats.document import Format
from said.schema.scheme import LAYERS

FORMAT = Format(SUFFIX, LAYERS, read_brat, write_brat, open_values)
