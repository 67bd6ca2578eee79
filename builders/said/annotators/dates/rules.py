"""The patterns of temporal expressions: one table, each with an example that is run as a test.

A pattern is a regular expression over the classes of tokens (see `words`), written with their
names, and with the macros of `patterns`. Of all patterns that match at a token the longest match
counts, of equally long ones the first in the table. Examples are read on Wednesday, May 15, 2024.
"""

from __future__ import annotations

from said.annotators.dates.rules_dates import DATES
from said.annotators.dates.rules_lengths import LENGTHS
from said.annotators.dates.rules_times import TIMES

RULES = (*DATES, *LENGTHS, *TIMES)
