"""CAS of Apache UIMA, as XMI 1.0 with its type system, for INCEpTION, by `dkpro-cassis`.

https://inception-project.github.io. A document is `<doc_id>.xmi`, the type system `TypeSystem.xml`;
INCEpTION makes its layers of the latter (Settings, Layers, Import) and takes the former for a
document ("UIMA CAS XMI (XML 1.0)"). What it exports is a file of each, side by side, in an archive.

A layer is a type, `custom.Quote`, its fields are features of their names, but that `type`, which
INCEpTION reserves, is `quoteType`, `dateType`. Lists are arrays of strings. References are links in
slots of their names; cue and verbatim fragments are `custom.Cue` and `custom.Verbatim` in slots of
a quote. An annotation of a CAS is one stretch, so a unit covers its first fragment, and each other
one is a `custom.Fragment` in its slot `fragments`. `custom.Document` has the document's id and
time. Sentences (as those of English) and tokens are there for INCEpTION to show; nobody reads them.

Offsets in the file are UTF-16 units; dkpro-cassis gives and takes code points.

Reading leaves out, and tells: annotations and other structures of other types, ids that are taken
or of another form, a document's id or time that is no string, what is not in the first view,
fragments that are in no slot, features that are not ours, links without a target. A file without
`custom.Document`, as INCEpTION exports it where that is no layer of the project, is named after the
file, and its time is not known. Document type declarations are refused, so that nothing grows or is
fetched while a file is read; texts of more than 10 MB are, too, which libxml2 takes for an attack.

Writing leaves out, and tells: references that lead nowhere; characters that XML has not, for which
U+FFFD stands. A type system has no tag sets: who wants them in INCEpTION makes them there.
"""

from said.formats.cas.reader import SUFFIX, read_cas
from said.formats.cas.writer import write_cas
from said.formats.document import Format
from said.schema.scheme import LAYERS

FORMAT = Format(SUFFIX, LAYERS, read_cas, write_cas)
