"""The files of `seeds/` as they are on the disk: what people write and edit.

`documents` reads a document, `registries` what all documents share, with `topics`, `events`
and `rulings`;
`files` reads a single file, `json_files` one of JSON with the places of its values. `form` says
what in a file is not in canonical form, `accepted` which documents are in a closed version,
`changes` writes several files as one change.
"""
