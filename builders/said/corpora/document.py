"""What the modules of the corpora share: a corpus, its texts, and the making of their records.

A reader never changes a text. What it changes of the annotations, and what it leaves out, it counts
by reason, so that a person can see what became of a corpus.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, cast

from said.schema.records import (
    Annotation,
    AnyAnnotation,
    Entity,
    EntityKind,
    Layer,
    MentionForm,
    Split,
)
from said.schema.scheme import LETTERS, REFERENCES, place_of, span_at, unnamed_prefix
from said.seeds.documents import DOC_ID
from said.seeds.files import decode_text
from said.seeds.names import slug_of
from said.system.files import read_file
from said.text import jsontext
from said.text.marked import marked_stretches, type_of
from said.text.pronouns import pronouns
from said.text.segments import (
    Place,
    Range,
    join_ranges,
    splits_grapheme,
    trimmed_range,
)

_DEEPEST = 6
"""How many folders below the one that is named are looked into."""


class Source(NamedTuple):
    """The files of a text, or of several: the main one, and those that belong to it."""

    file: Path
    others: tuple[Path, ...] = ()


class Sources(NamedTuple):
    """What was found in a folder: the texts, and what cannot be read as one, a line for each."""

    found: list[Source]
    problems: list[str]


class Facts(NamedTuple):
    """What a corpus tells of a text beside its annotations. `dct` is known from outside the text,
    and `dct_note` says where from; `title` is where the text has it."""

    dct: str
    dct_note: str
    collection: str
    split: Split = "train"
    title: Range | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    known_from: str = ""
    """Where the outlet and the authors are known from."""
    wrapped: bool = False


class CorpusText(NamedTuple):
    """A text of a corpus as a document: `annotations` are those of the first reading, `passes` all
    readings by annotator where there are several."""

    doc_id: str
    text: str
    facts: Facts
    annotations: list[Annotation]
    layers: tuple[Layer, ...]
    conventions: Mapping[str, str]
    entities: Sequence[Entity] = ()
    passes: Mapping[str, list[Annotation]] = {}
    changed: Mapping[str, int] = {}
    left_out: Mapping[str, int] = {}


class Unread(NamedTuple):
    """A text that cannot be read: where it is, and why."""

    where: str
    cause: str


class Corpus(NamedTuple):
    """A corpus: what it is called and cited as, the licence of its annotations and texts in words,
    the SPDX id of a licence under which its texts may be passed on, if one is known, and what a
    folder of it has.

    `find` looks for its texts in a folder; `read` gives the documents of a source, and `Unread` for
    what cannot be read. `notes` say what holds for the whole corpus.
    """

    name: str
    title: str
    licence: str
    license: str | None
    expected: str
    find: Callable[[Path], Sources]
    read: Callable[[Source], Iterator[CorpusText | Unread]]
    notes: tuple[str, ...] = ()


# ---- finding


def walk_files(folder: Path) -> Iterator[Path]:
    """The files in a folder and in those below it, by name. No link to a folder is followed."""
    depth = len(folder.parts)
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(Path(root).parts) - depth >= _DEEPEST:
            folders.clear()
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))


_LINE = 1 << 22
"""Bytes of a line of JSON that are read to see whose file it is."""
_TRIED = 5
"""Lines of a file that are looked at for that, as the first may be damaged."""


def has_lines_with(file: Path, *keys: str) -> bool:
    """Whether a file begins with lines of JSON that are objects with these keys."""
    with file.open("rb") as opened:
        for _ in range(_TRIED):
            value = _json_value(opened.readline(_LINE))
            if isinstance(value, dict) and value.keys() >= {*keys}:
                return True
    return False


def read_json_lines(file: Path) -> Iterator[tuple[str, Mapping[str, Any]] | Unread]:
    """The objects of a file of JSON lines, each with its place; empty lines are left out."""
    for number, line in enumerate(read_file(file).split(b"\n"), 1):
        if line.strip():
            value = _json_value(line)
            where = f"{file}:{number}"
            if isinstance(value, dict):
                yield where, value
            else:
                yield Unread(where, value.message if value is not None else "not a JSON object")


def _json_value(line: bytes) -> Any:
    """An object of JSON, the problem with a line that is no JSON, or None for another value."""
    text, findings = decode_text(line.strip(), "line")
    if text is None:
        return findings[0]
    value, problem = jsontext.parse(text.encode() or b"null")
    return problem or (value if isinstance(value, dict) else None)


def document_id(name: str) -> str:
    """The id of the document of a text that a corpus calls by a name. A name that has to be cut, or
    loses more than blanks and full stops, ends in a part of its digest, so that none is like
    another's."""
    if DOC_ID.fullmatch(name):
        return name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    found = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_") or "text"
    if len(found) <= 100 and re.fullmatch(r"[A-Za-z0-9_. -]+", name):
        return found
    return f"{found[:91].rstrip('-_')}-{sha256(name.encode()).hexdigest()[:8]}"


def split_named(*names: str) -> Split:
    """The split that the name of a folder or file tells; `train` where none does."""
    for name in map(str.lower, names):
        if re.search(r"(?<![a-z])(?:test|devtest|platinum|evaluation)(?![a-z])", name):
            return "test"
        if re.search(r"(?<![a-z])(?:dev|valid|validation)(?![a-z])", name):
            return "validation"
    return "train"


# ---- making records


class RecordMaker:
    """Makes the records of one text: each span is fitted to the text, and each record gets the next
    id of its layer. What has no place is left out and counted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.made: list[AnyAnnotation] = []
        self.changed: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self._numbers: Counter[str] = Counter()
        self._mentions: dict[Range, str] = {}
        self._stretches: Place | None = None

    def fit(self, place: Iterable[Range]) -> Place:
        """Ranges as the fragments of a record: in order, apart, without white space at their edges,
        of whole characters; () if nothing is left."""
        given = list(place)
        inside = [one for one in given if 0 <= one[0] < one[1] <= len(self.text)]
        if len(inside) < len(given):
            self.left_out["fragments that lie outside the text"] += len(given) - len(inside)
        joined = join_ranges(inside)
        if len(joined) < len(inside):
            self.changed["fragments that touch or overlap: joined"] += 1
        if list(joined) != inside and len(joined) == len(inside):
            self.changed["fragments in another order: sorted"] += 1
        found = [self._fit(one) for one in joined]
        return join_ranges(one for one in found if one[0] < one[1])

    def _fit(self, one: Range) -> Range:
        start, end = trimmed_range(self.text, *one)
        if (start, end) != one:
            self.changed["white space at the edge of a span: trimmed"] += 1
        before = start, end
        while 0 < start < end and splits_grapheme(self.text, start):
            start -= 1
        while start < end < len(self.text) and splits_grapheme(self.text, end):
            end += 1
        if (start, end) != before:
            self.changed["spans that cut a character: extended to the whole of it"] += 1
        return trimmed_range(self.text, start, end)

    def type_of(self, content: Place) -> str:
        """The type that the quotation marks in the text give a quote."""
        if self._stretches is None:
            self._stretches = marked_stretches(self.text)
        return type_of(self.text, content, self._stretches)

    def add_quote(
        self,
        content: Iterable[Range],
        cue: Iterable[Range] = (),
        source: Iterable[Range] = (),
        **fields: Any,
    ) -> AnyAnnotation | None:
        """A quote, with its source as a mention and as the whole phrase; None if nothing is left of
        its content. Without a type it has the one that its marks tell."""
        place, cue, source = self.fit(content), self.fit(cue), self.fit(source)
        if not place:
            self.left_out["quotes without content"] += 1
            return None
        return self.add(
            "quote",
            content=self.spans(place),
            cue=self.spans(cue),
            type=fields.pop("type", None) or self.type_of(place),
            source=[self.mention(one) for one in source],
            phrase=self.spans(source),
            **fields,
        )

    def mention(self, place: Range, form: MentionForm | None = None) -> str:
        """The id of the mention at a range, which is made if it is not there."""
        if place not in self._mentions:
            words = self.text[slice(*place)]
            made = self.add("speaker", span=span_at(self.text, place), form=form or form_of(words))
            self._mentions[place] = made["id"]
        return self._mentions[place]

    def add(self, layer: str, **fields: Any) -> AnyAnnotation:
        """A record of a layer; fields that are empty are left out."""
        self._numbers[layer] += 1
        record: AnyAnnotation = {"id": f"{LETTERS[layer]}{self._numbers[layer]}", "layer": layer}
        record |= {name: value for name, value in fields.items() if value not in (None, [], ())}
        self.made.append(record)
        return record

    def spans(self, place: Iterable[Range]) -> list[Any]:
        """Ranges as the spans of a record."""
        return [span_at(self.text, one) for one in place]

    def records(self) -> list[Annotation]:
        """What was made, by place, with ids in that order."""
        return in_order(self.made)


def in_order(records: Iterable[AnyAnnotation]) -> list[Annotation]:
    """Records by place, with ids in that order, and references that follow them."""
    ordered = sorted(records, key=lambda one: (place_of(one)[0][0], -place_of(one)[-1][1]))
    numbers: Counter[str] = Counter()
    ids: dict[str, str] = {}
    for one in ordered:
        letter = LETTERS[one["layer"]]
        numbers[letter] += 1
        ids[one["id"]] = f"{letter}{numbers[letter]}"
    return [cast("Annotation", _renamed(one, ids)) for one in ordered]


def _renamed(record: AnyAnnotation, ids: Mapping[str, str]) -> AnyAnnotation:
    made = dict(record)
    for field in ("id", *REFERENCES[record["layer"]]):
        value = made.get(field)
        if isinstance(value, list):
            made[field] = [ids.get(one, one) for one in value]
        elif isinstance(value, str):
            made[field] = ids.get(value, value)
    return made


def form_of(words: str) -> MentionForm:
    """The form of a source by its words alone (S4): a phrase with a word that has a capital in
    mid-phrase, or that is a single word with one, is taken for a name."""
    if words.lower() in pronouns():
        return "pronoun"
    if words.startswith("@"):
        return "handle"
    first, *rest = words.split()
    named = [word for word in rest if word[:1].isupper()]
    return "name" if named or (not rest and first[:1].isupper()) else "nominal"


# ---- entities


def entity(id_: str, name: str, kind: EntityKind, aliases: Iterable[str] = ()) -> Entity:
    """An entity as a line of a registry."""
    others = [one for one in dict.fromkeys(map(str.strip, aliases)) if one and one != name]
    return {
        "id": id_,
        "name": name,
        "kind": kind,
        "aliases": others,
        "role": None,
        "wikidata": None,
    }


def entity_id(doc_id: str, name: str) -> str:
    """The id of somebody in a novel: two novels may have the same name for two people."""
    plain = unicodedata.normalize("NFKD", f"{doc_id} {name}").encode("ascii", "ignore").decode()
    found = slug_of(plain)
    if len(found) <= 120:
        return found
    digest = sha256(f"{doc_id} {name}".encode()).hexdigest()[:8]
    return f"{found[:111].rstrip('-')}-{digest}"


def unnamed_entity(doc_id: str, number: int, name: str) -> Entity:
    """A voice of one document that has no name (S6)."""
    return entity(f"{unnamed_prefix(doc_id)}{number}", name, "anonymous")
