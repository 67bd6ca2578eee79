"""doccano: a line of JSON for each document, as its projects for sequence labelling with relations
import it ("JSONL(Relation)") and export it: https://github.com/doccano/doccano, 1.6 and later.

The project must allow overlapping spans, use relation labelling, and not count grapheme clusters;
the `README.md` beside the files says so. Offsets are UTF-16 code units, as doccano's pages count
them while they do not count graphemes.

A span has one label and no attributes. doccano shows twelve characters of it, so it is the value of
the field that its layer is known by (`direct`), with the layer where two have it (`quote:mixed`),
or a role (`cue`). Labels of exports up to version 2.0 (`quote: direct`) are read too. Relations
lead from the first fragment to further fragments, to the cue and to the verbatim fragments;
references are relations too. Ids and the other fields are in the document's metadata (`said`),
which doccano keeps but nobody can edit there.

Reading finds each annotation in the metadata again by its label and place, then by its place, then
by what it overlaps. It keeps its id and its fields, except for the field that the label states. A
new annotation has no other fields. Records of a project without relations (`label`: triples) are
read. Reading leaves out, and reports: spans and relations with labels that are neither ours nor
mapped, counted by label; cues and verbatim fragments that no relation links to a quote; comments;
which of several annotations with one label and place was removed; a `doc_id` or `dct` that is not a
string; fields that are not ours. It also reports that `said` is missing.

Writing leaves out, and reports: references that lead nowhere.
"""

from said.formats.doccano.reader import read_doccano
from said.formats.doccano.records import SUFFIX, write_doccano
from said.formats.document import Format
from said.schema.scheme import LAYERS

FORMAT = Format(SUFFIX, LAYERS, read_doccano, write_doccano)
