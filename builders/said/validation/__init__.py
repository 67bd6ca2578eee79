"""Validates whatever the user names: documents, files, registries, or the corpus as a whole.

`targets` finds what is meant by the paths, `validate` checks it level by level (`said.validate` is
here), and `partly` decides what can still be checked in a document with mistakes. Level 6 is
`corpus`, with `duplicates` (texts that occur twice) and `releases` (releases against their seeds).
"""
