"""RiQuA (Papay and Padó 2020) as CofeNet has it: quotes, cues and sources in novels, as BIO tags.

A folder has `train.txt`, `valid.txt` and `test.txt`: JSON lines with `tokens`, `labels` and `id`, a
line a passage. There are no offsets, so the text is rebuilt from the tokens, and no links: which
cue and source belong to which content is lost. A content becomes a quote; cues and sources, which
nothing would refer to, are left out. The passages of an id are one document, a paragraph each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from said.corpora.document import (
    Corpus,
    CorpusText,
    Facts,
    RecordMaker,
    Source,
    Sources,
    Unread,
    document_id,
    has_lines_with,
    read_json_lines,
    split_named,
    walk_files,
)
from said.schema.records import Split
from said.text.segments import Range

FILES = ("train.txt", "valid.txt", "test.txt")
_ROLES = ("content", "cue", "source")
_LABELS = {"O", *(f"{mark}-{role}" for mark in "BI" for role in _ROLES)}
_OPENING, _CLOSING = ("``", "“", "(", "[", "$"), ("''", "”", ")", "]")
_NO_BLANK_BEFORE = {",", ".", ";", ":", "!", "?", "''", "”", ")", "]", "%", "...", "n't", "n’t"}
_BETWEEN = "\n\n"
"""What parts two passages."""
_WRITTEN = {"``": '"', "''": '"'}


def find_sources(folder: Path) -> Sources:
    """The folders with the files of the three splits, of which one may be missing. CofeNet's copy
    of PolNeAR, which has parts of speech and names as well, is passed over."""
    folders: dict[Path, list[Path]] = {}
    for file in walk_files(folder):
        is_other = has_lines_with(file, "pos", "ner") if file.name in FILES else True
        if not is_other and has_lines_with(file, "tokens", "labels"):
            folders.setdefault(file.parent, []).append(file)
    found = []
    for files in folders.values():
        files.sort(key=lambda one: FILES.index(one.name))
        found.append(Source(files[0], tuple(files[1:])))
    return Sources(found, [])


class _Passage(NamedTuple):
    tokens: Sequence[str]
    labels: Sequence[str]


class _Book(NamedTuple):
    split: Split
    passages: list[_Passage]


def read_source(source: Source) -> Iterator[CorpusText | Unread]:
    """The documents of a folder, one for each id."""
    books: dict[str, _Book] = {}
    for file in (source.file, *source.others):
        for line in read_json_lines(file):
            if isinstance(line, Unread):
                yield line
                continue
            where, value = line
            if reason := _problem_with(value):
                yield Unread(where, reason)
            else:
                name = value.get("id") if isinstance(value.get("id"), str) else file.stem
                book = books.setdefault(str(name), _Book(split_named(file.stem), []))
                book.passages.append(_Passage(value["tokens"], value["labels"]))
    for name, book in books.items():
        yield _document(name, book)


def _problem_with(value: Mapping[str, Any]) -> str:
    """Why a line is no passage, if it is none."""
    tokens, labels = value.get("tokens"), value.get("labels")
    if not isinstance(tokens, list) or not isinstance(labels, list) or not tokens:
        return "tokens or labels are missing"
    if not all(isinstance(one, str) for one in (*tokens, *labels)):
        return "a token or label is not a string"
    if len(tokens) != len(labels):
        return f"{len(tokens)} tokens and {len(labels)} labels"
    unknown = sorted({*labels} - _LABELS)
    return f"unknown labels: {', '.join(unknown)[:60]}" if unknown else ""


def _document(name: str, book: _Book) -> CorpusText:
    parts: list[str] = []
    places: list[list[Range]] = []
    at = 0
    for passage in book.passages:
        written, ranges = rebuild_text(passage.tokens)
        places.append([(start + at, end + at) for start, end in ranges])
        parts.append(written)
        at += len(written) + len(_BETWEEN)
    made = RecordMaker(_BETWEEN.join(parts) + "\n")
    for passage, ranges in zip(book.passages, places, strict=True):
        for role, first, after in tagged_spans(passage.labels):
            if role == "content":
                made.add_quote([(ranges[first][0], ranges[after - 1][1])])
            else:
                made.left_out[f"{role}s, which no link joins to a content"] += 1
    facts = Facts(
        "2020-01-01",
        "RiQuA does not give the book's time; this is the first day of the year in which RiQuA was "
        "published, and no layer needs it",
        CORPUS.name,
        book.split,
    )
    stem = name.removesuffix(".ann")
    return CorpusText(
        document_id(stem), made.text, facts, made.records(), ("quote",), {"quote": CORPUS.name},
        changed=made.changed, left_out=made.left_out,
    )  # fmt: skip


def rebuild_text(tokens: Sequence[str]) -> tuple[str, list[Range]]:
    """The text of tokens of the Penn Treebank, with straight quotation marks, and their places."""
    parts: list[str] = []
    places: list[Range] = []
    at = 0
    before = ""
    for token in tokens:
        written = _WRITTEN.get(token, "_".join(token.split()) or "_")
        glued = (
            not parts
            or token in _NO_BLANK_BEFORE
            or (token not in _WRITTEN and len(token) > 1 and token[0] in "'’")
            or before in _OPENING
        )
        if not glued:
            parts.append(" ")
            at += 1
        parts.append(written)
        places.append((at, at + len(written)))
        at += len(written)
        before = token
    return "".join(parts), places


def tagged_spans(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The stretches that BIO labels mark: role, first token, token after the last. An I that
    continues nothing begins a stretch."""
    role, first = "", 0
    for place, label in enumerate((*labels, "O")):
        mark, _, name = label.partition("-")
        if role and (mark != "I" or name != role):
            yield role, first, place
            role = ""
        if name and not role:
            role, first = name, place


CORPUS = Corpus(
    "riqua",
    "RiQuA, in CofeNet's copy",
    "see the licence in the corpus; the novels are in the public domain",
    None,
    "train.txt, valid.txt and test.txt of JSON lines with tokens, labels and id",
    find_sources,
    read_source,
    (
        "the text is rebuilt from tokens: `` and '' are written as straight marks, blanks by rule",
        "each content is a quote, whose type its marks tell; 0 links to cues, sources or speakers",
    ),
)
