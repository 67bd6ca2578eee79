"""PDNC, the Project Dialogism Novel Corpus (Vishnubhotla and others 2022): who says what in novels.

A folder has a folder for each novel, with `novel_text.txt`, `quotation_info.csv` and
`character_info.csv`. A row of the first table is a direct quote, in one span or several, without
its marks. `speaker` is the name of a character, or an alias; `_unknowable`, `_group` and `_narr`
are voices without a name. Cues and sources are not annotated.
"""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from said.corpora.document import (
    Corpus,
    CorpusText,
    Facts,
    RecordMaker,
    Source,
    Sources,
    Unread,
    document_id,
    entity,
    entity_id,
    unnamed_entity,
    walk_files,
)
from said.formats.encoding import decode_utf8
from said.schema.records import Entity
from said.system.errors import SaidError
from said.system.files import read_file
from said.text.segments import Range

_TEXT, _QUOTES, _CHARACTERS = "novel_text.txt", "quotation_info.csv", "character_info.csv"
_RESOLUTIONS = {"Explicit": "explicit", "Anaphoric": "anaphoric", "Implicit": "implicit"}
_VOICES = {"_unknowable": False, "_group": False, "_narr": True}
"""The voices without a name, and whether it is the same one in all quotes of a novel."""
_REMEDY = "take the file from the corpus again"


def find_sources(folder: Path) -> Sources:
    """The novels that have a text and a table of quotes."""
    found, problems = [], []
    for file in walk_files(folder):
        if file.name == _QUOTES:
            text, characters = file.with_name(_TEXT), file.with_name(_CHARACTERS)
            if text.is_file() and characters.is_file():
                found.append(Source(text, (file, characters)))
            else:
                missing = _CHARACTERS if text.is_file() else _TEXT
                problems.append(f"{file.parent}: {missing} is missing")
    return Sources(found, problems)


def read_source(source: Source) -> Iterator[CorpusText | Unread]:
    """The document of a novel. Raises SaidError for a file that is not what it should be."""
    raw = read_file(source.file)
    text = decode_utf8(raw, str(source.file), "store it in UTF-8")
    quotes, characters = source.others
    doc_id = document_id(source.file.parent.name)
    made = RecordMaker(text)
    cast = _Cast(doc_id, _rows(characters, "Main Name"), made)
    rows = _rows(quotes, "quoteByteSpans")
    offsets = _offsets(raw, text, rows)
    for row in rows:
        _add_quote(made, row, cast, offsets)
    facts = Facts(
        "2022-01-01",
        "PDNC does not give the novel's time; this is the first day of the year in which PDNC was "
        "published, and no layer needs it",
        CORPUS.name,
        wrapped=True,
    )
    yield CorpusText(
        doc_id, text, facts, made.records(), ("speaker", "quote"),
        {"speaker": CORPUS.name, "quote": CORPUS.name}, cast.entities,
        changed=made.changed, left_out=made.left_out,
    )  # fmt: skip


def _rows(file: Path, needed: str) -> list[dict[str, str]]:
    """The rows of a table, in either of its dialects."""
    csv.field_size_limit(1 << 24)
    content = decode_utf8(read_file(file), str(file), "store it in UTF-8").removeprefix("\ufeff")
    try:
        rows = list(csv.DictReader(io.StringIO(content, newline="")))
    except csv.Error as error:
        raise SaidError(f"{file}: not readable as CSV: {error}", _REMEDY) from error
    if rows and needed not in rows[0]:
        raise SaidError(f"{file}: it has no column {needed}", _REMEDY)
    return [{key: value or "" for key, value in row.items() if key is not None} for row in rows]


class _Cast:
    """The characters of a novel by all their names, and the voices that have none."""

    def __init__(self, doc_id: str, rows: list[dict[str, str]], made: RecordMaker) -> None:
        self._doc_id, self._made = doc_id, made
        self._ids: dict[str, str] = {}
        self._of_alias: dict[str, set[str]] = {}
        self._voices = 0
        self.entities: list[Entity] = []
        for row in rows:
            name = row["Main Name"].strip()
            if not name or name in _VOICES or name in self._ids:
                continue
            aliases = sorted(str(one).strip() for one in _listed(row.get("Aliases", "")))
            self._add(name, aliases)
            for alias in aliases:
                self._of_alias.setdefault(alias, set()).add(name)

    def speaker(self, given: str) -> str:
        """The id of who speaks, by what a row calls them."""
        name = given.strip()
        if name != given:
            self._made.changed["white space at the edge of a speaker's name: trimmed"] += 1
        if name in self._ids:
            return self._ids[name]
        of_alias = self._of_alias.get(name, set())
        if len(of_alias) == 1 and name not in _VOICES:
            self._made.changed["a speaker's alias: the main name taken"] += 1
            return self._ids[next(iter(of_alias))]
        if not name or name.startswith("_"):
            return self._unnamed(name or "_unknowable")
        self._made.changed["a speaker who is not among the characters: added"] += 1
        return self._add(name, [])

    def _add(self, name: str, aliases: list[str]) -> str:
        id_ = entity_id(self._doc_id, name)
        taken = set(self._ids.values())
        number = 2
        while id_ in taken:
            id_, number = entity_id(self._doc_id, f"{name} {number}"), number + 1
        self._ids[name] = id_
        self.entities.append(entity(id_, name, "person", aliases))
        return id_

    def _unnamed(self, name: str) -> str:
        """A voice without a name: of *_narr* there is one, elsewhere nothing says that two are."""
        self._voices += 1
        made = unnamed_entity(self._doc_id, self._voices, name)
        self.entities.append(made)
        if _VOICES.get(name, False):
            self._ids[name] = made["id"]
        return made["id"]


def _add_quote(
    made: RecordMaker, row: Mapping[str, str], cast: _Cast, offsets: Mapping[int, int] | None
) -> None:
    spans = _spans(row["quoteByteSpans"])
    place = [(offsets[a], offsets[b]) for a, b in spans if a in offsets and b in offsets] if (
        offsets is not None
    ) else spans  # fmt: skip
    texts = [str(one) for one in _listed(row.get("subQuotationList", ""))]
    if not place or not _agree(made.text, place, texts):
        made.left_out["quotes whose words are not those of the text at their spans"] += 1
        return
    kind = row.get("quoteType", "").strip()
    if kind not in _RESOLUTIONS:
        made.changed["no quoteType: the resolution is written implicit"] += 1
    if row.get("referringExpression", "").strip() not in ("", "nan"):
        made.left_out["words of the speech tag, which have no offsets"] += 1
    made.left_out["addressees"] += len(_listed(row.get("addressees", "")))
    mentions = _listed(row.get("mentionTextsList", ""))
    made.left_out["mentions inside quotes"] += sum(
        len(one) for one in mentions if isinstance(one, list)
    )
    made.left_out = +made.left_out
    made.add_quote(
        place,
        type="direct",
        speakers=[cast.speaker(row.get("speaker", ""))],
        resolution=_RESOLUTIONS.get(kind, "implicit"),
    )


def _listed(written: str) -> list[Any]:
    """The members of a list or set that is written as in Python; none where it is neither."""
    try:
        value = ast.literal_eval(written.strip()) if written.strip() else []
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return []
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return list(value) if isinstance(value, list | tuple) else []


def _spans(written: str) -> list[Range]:
    return [
        (one[0], one[1])
        for one in _listed(written)
        if isinstance(one, list | tuple) and len(one) == 2 and all(type(at) is int for at in one)
    ]


def _agree(text: str, place: list[Range], texts: list[str]) -> bool:
    """Whether the text has the words of a quote at its spans, but for white space."""
    if not texts:
        return True
    return [text[slice(*one)].split() for one in place] == [one.split() for one in texts]


def _offsets(raw: bytes, text: str, rows: list[dict[str, str]]) -> Mapping[int, int] | None:
    """The offsets in code points of those in bytes, if the spans of the table are in bytes; None if
    they are in code points, which in a text of ASCII alone is the same."""
    if len(raw) == len(text):
        return None
    points: dict[int, int] = {}
    at = 0
    for number, character in enumerate(text):
        points[at] = number
        at += len(character.encode())
    points[at] = len(text)

    def fitting(offsets: Mapping[int, int] | None) -> int:
        found = 0
        for row in rows:
            place = _spans(row["quoteByteSpans"])
            if offsets is not None:
                place = [(offsets.get(a, 0), offsets.get(b, 0)) for a, b in place]
            found += _agree(text, place, [str(one) for one in _listed(row["subQuotationList"])])
        return found

    return points if fitting(points) > fitting(None) else None


CORPUS = Corpus(
    "pdnc",
    "PDNC, the Project Dialogism Novel Corpus",
    "see the licence in the corpus; the novels are from Project Gutenberg",
    None,
    "<title>/novel_text.txt, <title>/quotation_info.csv and <title>/character_info.csv",
    find_sources,
    read_source,
    (
        "every quote is direct; cues, sources and mentions are not annotated, so do not learn the "
        "speaker tags of tokens",
        "each quote of _unknowable or _group has an unnamed voice of its own; _narr is one voice",
    ),
)
