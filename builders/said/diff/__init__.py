"""Compares two releases: documents, annotations, labels, columns, and what the version must do.

`releases` reads two releases document by document, `compare` compares two records of a document,
`matrix` knows the label fields, `summary` counts, `version` compares columns and applies the rule
for the number, and `report` puts it all into words and tables.
"""

from said.diff.releases import Release, open_release
from said.diff.summary import Diff, compare_releases

__all__ = ["Diff", "Release", "compare_releases", "open_release"]
