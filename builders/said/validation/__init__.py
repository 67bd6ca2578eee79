"""Validates whatever the user names: documents, files, registries, or the corpus as a whole.

`selection` finds what is meant by the paths, and `validate` checks it level by level; the function
`said.validate` is there. Level 6, the corpus as a whole, is `corpus`, with `releases` (releases
compared with their seeds).
"""
