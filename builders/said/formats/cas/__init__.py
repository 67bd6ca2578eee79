"""CAS of Apache UIMA, as XMI 1.0 with its type system, for INCEpTION, by `dkpro-cassis`.

https://inception-project.github.io. A document is `<doc_id>.xmi`, the type system `TypeSystem.xml`.
INCEpTION makes its layers from the type system (Settings, Layers, Import) and imports the document
as "UIMA CAS XMI (XML 1.0)". It exports one file of each, side by side, in an archive.

A layer is a type, `custom.Quote`, and its fields are features with the same names, except that
`type`, which INCEpTION reserves, is `quoteType` or `dateType`. Lists are arrays of strings.
References are links in slots with their names; cue and verbatim fragments are `custom.Cue` and
`custom.Verbatim` in slots of a quote. An annotation of a CAS is one stretch, so a unit covers its
first fragment, and each other one is a `custom.Fragment` in its slot `fragments`. `custom.Document`
has the document's id and time. Sentences (of English) and tokens are written for INCEpTION to show;
they are not read.

Offsets in the file are UTF-16 units; dkpro-cassis converts them from and to code points.

Annotations of other types are read where a person mapped them (`foreign`). A file without any of
our types, whose type system is not beside it, is refused if nothing in it is mapped.

Reading leaves out, and reports: annotations and other structures of types that are not mapped, ids
that are taken or not valid, a document's id or time that is not a string, everything outside the
first view, fragments that are in no slot, features that are not ours, links without a target. A
file without `custom.Document`, as INCEpTION exports it where that is not a layer of the project, is
named after the file, and its time is not known. Document type declarations are refused, so that
nothing grows or is fetched while a file is read. Texts of more than 10 MB are refused too, because
libxml2 takes them for an attack.

Writing leaves out, and reports: references that lead nowhere; characters that XML does not have,
which become U+FFFD. A type system has no tag sets; they can be added in INCEpTION.
"""

from said.formats.cas.reader import SUFFIX, read_cas
from said.formats.cas.writer import write_cas
from said.formats.document import Format
from said.schema.scheme import LAYERS

FORMAT = Format(SUFFIX, LAYERS, read_cas, write_cas)
