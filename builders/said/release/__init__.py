"""Builds, checks and closes releases.

`stage` turns a unit of documents into parts (in worker processes), `write` puts the parts together
as Parquet and JSONL, `manifest` and `card` describe the result, `swap` moves it into place at once,
and `life` is what the commands call.
"""

from said.release.life import BadSeeds, Outcome, build, check, close

__all__ = ["BadSeeds", "Outcome", "build", "check", "close"]
