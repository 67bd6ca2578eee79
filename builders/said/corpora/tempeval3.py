"""TempEval-3 (UzZaman and others 2013): the dates of TimeBank, AQUAINT and its own test set.

A folder has TimeML, a document a file. The text is what stands inside `<TEXT>`, tags taken out.
Values are TimeML's, as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from said.corpora.dates import add_dates, timex3_dates
from said.corpora.document import (
    Corpus,
    CorpusText,
    Facts,
    RecordMaker,
    Source,
    Sources,
    Unread,
    document_id,
    split_named,
    walk_files,
)
from said.formats import timeml
from said.seeds.names import slug_of

CONVENTION = "timeml"
_DCT = "1998-01-01"


def find_sources(folder: Path) -> Sources:
    """Every file of TimeML."""
    found = [file for file in walk_files(folder) if file.suffix == timeml.SUFFIX]
    return Sources([Source(one) for one in found], [])


def read_source(source: Source) -> Iterator[CorpusText | Unread]:
    """The document in a file. Raises SaidError if it is not TimeML."""
    (given,) = timeml.read_timeml(source.file)
    made = RecordMaker(given.text)
    add_dates(made, timex3_dates(given, made))
    collection = slug_of(source.file.parent.name) or CORPUS.name
    dct, note = document_time(given.dct)
    facts = Facts(dct, note, collection, split_named(source.file.parent.name))
    yield CorpusText(
        document_id(source.file.stem), given.text, facts, made.records(), ("date",),
        {"date": CONVENTION}, changed=made.changed, left_out=made.left_out,
    )  # fmt: skip


def document_time(given: str | None) -> tuple[str, str]:
    """The time of a document in our form, and where it is known from."""
    value = re.sub(r"(T[0-9]{2}:[0-9]{2})(?![:0-9])", r"\1:00", given or "")
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return _DCT, f"the TimeML gives no day as its DCT ({given or 'none'}); this one is made up"
    return value, "the DCT of the TimeML"


CORPUS = Corpus(
    "tempeval3",
    "TempEval-3 (TimeBank, AQUAINT, platinum)",
    "the rights in the texts are with the newspapers and agencies; TimeBank is of the LDC",
    None,
    "files of TimeML, <name>.tml, in any folder",
    find_sources,
    read_source,
    ("events, signals and links are left out; types and values are TimeML's, as they stand",),
)
