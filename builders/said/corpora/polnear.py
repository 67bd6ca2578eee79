"""PolNeAR 1.0.0 (Newell, Margolin and Ruths 2018): who said or thought what, in political news.

A folder has `text/<stem>.txt` and `attributions/<stem>_<annotator>.ann`, where a stem is outlet,
date and title, joined by `_`. The annotations are brat's; an event is an attribution. Its contents
include the quotation marks, *that* and *to*, and thoughts and attitudes count as well as sayings; a
source is the whole phrase. A text that several annotators read has a pass for each of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

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
from said.formats.brat import standoff
from said.formats.encoding import decode_utf8
from said.schema.records import Annotation
from said.system.errors import SaidError
from said.system.files import read_file
from said.text.segments import trimmed_range

_TEXTS, _ANNOTATIONS = "text", "attributions"
_DCT = "2016-01-01"
_UNSURE = {
    "Discuss": "spans that the annotator was unsure of (Discuss)",
    "Discard": "spans that the annotator threw out (Discard)",
}
_ROLES = {"Content", "Cue", "Source"}


def find_sources(folder: Path) -> Sources:
    """The texts in folders `text`, each with the annotations in the folder beside that."""
    texts: dict[tuple[Path, str], Path] = {}
    annotations: list[Path] = []
    for file in walk_files(folder):
        if file.parent.name == _TEXTS and file.suffix == standoff.TEXT_SUFFIX:
            texts[file.parent.parent, file.stem] = file
        elif file.parent.name == _ANNOTATIONS and file.suffix == standoff.SUFFIX:
            annotations.append(file)
    if not annotations:
        return Sources([], [])
    belonging: dict[Path, list[Path]] = {}
    problems = []
    for file in annotations:
        above = file.parent.parent
        stem = next(
            (one for one in (file.stem, file.stem.rpartition("_")[0]) if (above, one) in texts), ""
        )
        if stem:
            belonging.setdefault(texts[above, stem], []).append(file)
        else:
            problems.append(f"{file}: there is no text for it in {above / _TEXTS}")
    without = len(texts) - len(belonging)
    if without:
        problems.append(f"{folder}: texts without annotations, which were left out: {without}")
    return Sources([Source(one, tuple(belonging[one])) for one in sorted(belonging)], problems)


def read_source(source: Source) -> Iterator[CorpusText | Unread]:
    """The document of a text and its annotations. Raises SaidError for a text that is not UTF-8."""
    text = decode_utf8(read_file(source.file), str(source.file), "store it in UTF-8")
    stem = source.file.stem
    readings: dict[str, list[Annotation]] = {}
    changed: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for file in sorted(source.others):
        annotator = file.stem.removeprefix(stem).lstrip("_") or "a"
        try:
            given = standoff.parse_standoff(read_file(file), text, stem, str(file), lenient=True)
        except SaidError as error:
            yield Unread(str(file), error.cause)
            continue
        made = _read_annotations(given)
        readings[annotator] = made.records()
        changed += made.changed
        left_out += made.left_out
    if readings:
        first = next(iter(readings.values()))
        passes = readings if len(readings) > 1 else {}
        facts = _facts(source, text)
        yield CorpusText(
            document_id(stem), text, facts, first, ("quote",), {"quote": CORPUS.name},
            passes=passes, changed=changed, left_out=left_out,
        )  # fmt: skip


def _read_annotations(given: standoff.Brat) -> RecordMaker:
    made = RecordMaker(given.text)
    for one in given.attributions():
        made.add_quote(*one)
    for bound in given.bounds.values():
        if bound.type in _UNSURE:
            made.left_out[_UNSURE[bound.type]] += 1
    for event in given.events:
        roles = {role for role, of in event.roles if of in given.bounds}
        if not roles:
            made.left_out["attributions without a content, cue and source"] += 1
        elif "Content" not in roles:
            made.left_out["attributions without a content"] += 1
        if others := roles - _ROLES:
            made.left_out[f"roles: {', '.join(sorted(others))}"] += 1
    made.left_out["notes of annotators"] += len(given.notes)
    made.left_out["lines that are not brat's, or do not fit the text"] += len(given.left_out)
    if not given.lines:
        made.left_out["files without an annotation"] += 1
    made.left_out = +made.left_out
    return made


def _facts(source: Source, text: str) -> Facts:
    """What the name of the file and the first line of the text tell."""
    outlet, _, rest = source.file.stem.partition("_")
    day = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", rest)
    try:
        dct = date.fromisoformat(day[0]).isoformat() if day else ""
    except ValueError:
        dct = ""
    note = "from the name of the file in PolNeAR"
    if not dct:
        note = "PolNeAR gives no date for this text; its texts are from 2016 and 2017"
    start, end = trimmed_range(text, 0, len(text))
    line_end = text.find("\n", start)
    title = trimmed_range(text, start, end if line_end < 0 else line_end)
    return Facts(
        dct or _DCT,
        note,
        CORPUS.name,
        split_named(source.file.parent.parent.name),
        title if title[0] < title[1] else None,
        outlet if rest else None,
        known_from="the name of the file in PolNeAR",
    )


CORPUS = Corpus(
    "polnear",
    "PolNeAR 1.0.0",
    "PolNeAR states no licence; the rights in the texts are with the outlets",
    None,
    "<split>/text/<outlet>_<date>_<title>.txt and <split>/attributions/<the same>_<annotator>.ann",
    find_sources,
    read_source,
    (
        "a source is the whole phrase, and so is its mention; who is behind it is not annotated",
        "the type of a quote is told by its quotation marks",
        "a text that several annotators read has the first in annotations.jsonl, all in passes/",
    ),
)
