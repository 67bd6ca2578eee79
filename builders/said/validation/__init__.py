"""Asks everything that somebody names for all that `said.check` knows, and the corpus as a whole.

`run` is `said.validate`: it reads the `targets` that somebody names and gives what is found, level
by level; `partly` says what can still be asked of a document with mistakes. Level 6 is `corpus`,
with `duplicates` (texts that stand there twice) and `releases` (what was built of the seeds).
"""
