"""Automatic annotation of plain text.

`annotate` is what `said.annotate` calls. Each annotator is a package: `dates`, `quotes` (who is
quoted with which words), `speakers` (who that is) and `stance`; `voices` makes records of quotes
and speakers. `inputs` finds what the command line names, `files` annotates files, `parquet` tables.
"""
