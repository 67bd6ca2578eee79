"""WikiWars (Mazur and Dale 2010): the dates of 22 articles of Wikipedia on wars.

Two layouts are read: `tml/NN_Name.tml`, TimeML whose spans all have the type DATE, and
`keyinline/NN_Name.key.xml`, SGML with TIMEX2 inline. Where a folder has both, the second, which
tells more, is taken. The text is what stands inside `<TEXT>`, from the line end behind it. The type
of a date is told by its value.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from said.corpora.dates import UNKNOWN, GivenDate, add_dates, timex3_dates
from said.corpora.document import (
    Corpus,
    CorpusText,
    Facts,
    RecordMaker,
    Source,
    Sources,
    Unread,
    document_id,
    walk_files,
)
from said.formats import timeml
from said.formats.encoding import decode_utf8
from said.system.errors import SaidError
from said.system.files import read_file

CONVENTION = "timex2"
_KEY = ".key.xml"
_OUTPUT = "output-timeml"
"""The folder of what a tagger made of the texts."""
_DCT = "2009-12-19"
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r"""(?<![A-Za-z_])([A-Za-z_]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def find_sources(folder: Path) -> Sources:
    """The articles, of those in both layouts the one with TIMEX2."""
    found: dict[str, Source] = {}
    for file in walk_files(folder):
        name = _name_of(file)
        if name and (file.name.endswith(_KEY) or name not in found):
            found[name] = Source(file)
    return Sources([found[name] for name in sorted(found)], [])


def _name_of(file: Path) -> str:
    """The name of an article, if a file has one with its gold."""
    if _OUTPUT in file.parts or not re.match(r"[0-9]{2}_", file.name):
        return ""
    suffix = next((one for one in (_KEY, timeml.SUFFIX) if file.name.endswith(one)), None)
    return file.name.removesuffix(suffix) if suffix else ""


def read_source(source: Source) -> Iterator[CorpusText | Unread]:
    """The document of an article. Raises SaidError for a file of another layout."""
    if source.file.name.endswith(_KEY):
        text, dates, made = _read_key(source.file)
    else:
        (given,) = timeml.read_timeml(source.file)
        made = RecordMaker(given.text)
        text, dates = given.text, [_typed(one, made) for one in timex3_dates(given, made)]
    add_dates(made, dates)
    facts = Facts(
        _DCT,
        "the day on which the articles were downloaded: nothing in them counts from it",
        CORPUS.name,
    )
    yield CorpusText(
        document_id(_name_of(source.file)), text, facts, made.records(), ("date",),
        {"date": CONVENTION}, changed=made.changed, left_out=made.left_out,
    )  # fmt: skip


def type_of_value(value: str) -> str:
    """The type that a value tells."""
    if re.match(r"P[0-9XT]", value):
        return "DURATION"
    return "TIME" if "T" in value and not value.endswith("_REF") else "DATE"


def _typed(one: GivenDate, made: RecordMaker) -> GivenDate:
    """A date of TimeML with the type that its value tells, and without an anchor."""
    fields = dict(one.fields)
    if fields["value"] == "null":
        fields["value"] = ""
    type_ = type_of_value(fields["value"])
    if type_ != fields["type"]:
        made.changed[f"type {fields['type']}: written {type_} by the value"] += 1
    return one._replace(fields={**fields, "type": type_})


def _read_key(file: Path) -> tuple[str, list[GivenDate], RecordMaker]:
    """The text and the dates of an article with TIMEX2 inline."""
    content = decode_utf8(read_file(file), str(file), "store it in UTF-8").replace("\r\n", "\n")
    opened = re.search(r"<TEXT>", content, re.I)
    closed = content.lower().rfind("</text>")
    if not opened or closed < opened.end():
        raise SaidError(f"{file}: it has no <TEXT>", "name the files keyinline/NN_Name.key.xml")
    parts: list[str] = []
    length = at = 0
    inside: list[tuple[int, dict[str, str]]] = []
    spans: list[tuple[int, int, dict[str, str], int]] = []
    body = content[opened.end() : closed]
    for tag in _TAG.finditer(body):
        words = html.unescape(body[at : tag.start()])
        parts.append(words)
        length += len(words)
        at = tag.end()
        if tag[2].upper() != "TIMEX2":
            continue
        if not tag[1]:
            given = {
                name.lower(): html.unescape(one or other)
                for name, one, other in _ATTRIBUTE.findall(tag[3])
            }
            inside.append((length, given))
        elif inside:
            start, given = inside.pop()
            spans.append((start, length, given, len(inside)))
    parts.append(html.unescape(body[at:]))
    text = "".join(parts)
    made = RecordMaker(text)
    if inside:
        made.left_out["TIMEX2 that is not closed"] += len(inside)
    return text, list(_timex2_dates(spans, made)), made


def _timex2_dates(
    spans: list[tuple[int, int, dict[str, str], int]], made: RecordMaker
) -> Iterator[GivenDate]:
    """The dates among TIMEX2: of nested ones the outer."""
    for number, (start, end, given, depth) in enumerate(sorted(spans, key=lambda one: one[:2]), 1):
        if depth:
            made.left_out["TIMEX2 inside another"] += 1
            continue
        value = given.get("val", "")
        fields: dict[str, Any] = {"type": type_of_value(value), "value": value}
        if given.get("set", "").upper() == "YES":
            fields["type"] = "SET"
        if given.get("mod"):
            fields["mod"] = given["mod"].upper()
        for name in ("anchor_val", "anchor_dir", "non_specific", "comment"):
            if given.get(name):
                made.left_out[f"TIMEX2: no field for {name}"] += 1
        yield GivenDate(f"d{number}", (start, end), fields)


CORPUS = Corpus(
    "wikiwars",
    "WikiWars",
    "see the licence in the corpus; the articles are of Wikipedia, CC-BY-SA-3.0",
    "CC-BY-SA-3.0",
    "tml/NN_Name.tml, or keyinline/NN_Name.key.xml",
    find_sources,
    read_source,
    (
        "spans are those of TIMEX2, longer than TIMEX3; the type is told by the value",
        f"a date without a value is written {UNKNOWN}; the DCT is the day of the download",
    ),
)
