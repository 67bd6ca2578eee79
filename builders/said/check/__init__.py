"""Checks one document and says what is wrong, where, by which rule, and what to do.

`checks` is the table of all checks: the level of each, what it needs, of which layers it tells;
`document` runs them. Level 1 (the files can be read) is in `said.seeds`; `shape` is level 2 (the
values fit the schema), `spans` with `layout` level 3 (the spans fit the text and each other),
`links` with `sense` level 4 (references lead somewhere, values mean something and go together).
Level 5, which stops no build, is `coverage` (nothing is left over) and `guidelines` (what the rules
lead one to expect). `lines` is what a check looks at; `partly` decides what can be checked in a
document with errors, and reports what cannot. Level 6, the corpus as a whole, is
`said.validation`.
"""

from said.check.document import (
    BadSeeds,
    check_annotations,
    check_corpus_file,
    check_document,
    check_guidelines,
    check_level,
    check_levels,
    check_registries,
    check_registry_names,
    find_every_error,
    read_and_check,
)
from said.findings.catalogue import KINDS, Finding, Kind

__all__ = [
    "KINDS",
    "BadSeeds",
    "Finding",
    "Kind",
    "check_annotations",
    "check_corpus_file",
    "check_document",
    "check_guidelines",
    "check_level",
    "check_levels",
    "check_registries",
    "check_registry_names",
    "find_every_error",
    "read_and_check",
]
