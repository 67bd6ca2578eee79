"""LitBank (Bamman and others 2019, 2020; Sims and Bamman 2020): quotes and mentions in novels.

A folder has `quotations/tsv/<name>.ann` and `coref/tsv/<name>.ann`, each with the tokenised text
`<name>.txt`: a sentence a line, tokens parted by blanks. Sentences and tokens count from 0, and the
last token is inside. A quote includes its marks and names an entity of `coref`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

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
from said.schema.records import Entity, MentionForm
from said.schema.scheme import span_at
from said.system.files import read_file
from said.text.segments import Range

_FORMS: dict[str, MentionForm] = {"PROP": "name", "NOM": "nominal", "PRON": "pronoun"}
_PERSON = "PER"
_FIELDS = {"QUOTE": 6, "ATTRIB": 3, "MENTION": 6, "COREF": 3, "COP": 3, "APPOS": 3}
"""The kinds of lines, and how many fields each needs."""


def find_sources(folder: Path) -> Sources:
    """The texts in `quotations/tsv`, each with its quotes and the mentions in `coref/tsv`."""
    found, problems = [], []
    for file in walk_files(folder):
        if file.parts[-3:-1] != ("quotations", "tsv") or file.suffix != ".ann":
            continue
        text = file.with_suffix(".txt")
        mentions = file.parents[2] / "coref" / "tsv" / file.name
        if not text.is_file() or not mentions.is_file():
            missing = text if not text.is_file() else mentions
            problems.append(f"{file}: {missing} is missing")
        else:
            found.append(Source(text, (file, mentions)))
    return Sources(found, problems)


class _Mention(NamedTuple):
    id: str
    place: Range
    category: str
    kind: str


class _Annotations:
    """The lines of a text's two files of annotations, by kind."""

    def __init__(self, files: tuple[Path, ...], made: RecordMaker) -> None:
        self._made = made
        self._tokens = [_tokens_of(line, at) for line, at in _lines_of(made.text)]
        self.quotes: dict[str, Range] = {}
        self.speakers: dict[str, str] = {}
        self.mentions: dict[str, _Mention] = {}
        self.entities: dict[str, str] = {}
        for file in files:
            content = decode_utf8(read_file(file), str(file), "store it in UTF-8")
            for line in content.splitlines():
                if line.strip():
                    self._read(line.split("\t"))

    def _read(self, fields: list[str]) -> None:
        kind = fields[0]
        if len(fields) < _FIELDS.get(kind, 1 << 30):
            self._made.left_out[f"lines that cannot be read: {kind:.20}"] += 1
        elif kind in ("QUOTE", "MENTION"):
            place = self._place(fields[2:6])
            if place is None or not self._fits(place, fields[6:7]):
                self._made.left_out[f"{kind} without a place in the text"] += 1
            elif kind == "QUOTE":
                self.quotes[fields[1]] = place
            else:
                category, form = (*fields[7:9], "", "")[:2]
                self.mentions[fields[1]] = _Mention(fields[1], place, category, form)
        elif kind == "ATTRIB":
            self.speakers[fields[1]] = fields[2]
        elif kind == "COREF":
            self.entities[fields[1]] = fields[2]

    def _place(self, numbers: list[str]) -> Range | None:
        """Where the tokens are that four numbers name."""
        try:
            first, token, last, final = map(int, numbers)
            if min(first, token, last, final) < 0:
                return None
            return self._tokens[first][token][0], self._tokens[last][final][1]
        except (ValueError, IndexError):
            return None

    def _fits(self, place: Range, words: list[str]) -> bool:
        """Whether the text has the words of a line at its place."""
        return not words or self._made.text[slice(*place)].split() == words[0].split()


def _lines_of(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for line in text.split("\n"):
        yield line, at
        at += len(line) + 1


def _tokens_of(line: str, at: int) -> list[Range]:
    """The tokens of a sentence: what blanks part. Other white space is part of a token."""
    return [(at + one.start(), at + one.end()) for one in re.finditer(r"[^ \r]+", line)]


def read_source(source: Source) -> Iterator[CorpusText | Unread]:
    """The document of a text. Raises SaidError for a file that is not UTF-8."""
    text = decode_utf8(read_file(source.file), str(source.file), "store it in UTF-8")
    doc_id = document_id(source.file.stem)
    made = RecordMaker(text)
    given = _Annotations(source.others, made)
    people = _People(doc_id, given, made)
    for id_, place in given.quotes.items():
        speaker = people.speaker(given.speakers.get(id_, ""))
        made.add_quote([place], type="direct", speakers=[speaker], resolution="implicit")
    people.add_mentions()
    facts = Facts(
        "2020-01-01",
        "LitBank does not give the novel's time; this is the first day of the year in which its "
        "quotes were published, and no layer needs it",
        CORPUS.name,
    )
    yield CorpusText(
        doc_id, text, facts, made.records(), ("speaker", "quote"),
        {"speaker": CORPUS.name, "quote": CORPUS.name}, people.entities,
        changed=made.changed, left_out=made.left_out,
    )  # fmt: skip


class _People:
    """The persons of a text: those that `coref` has, and those that speak."""

    def __init__(self, doc_id: str, given: _Annotations, made: RecordMaker) -> None:
        self._doc_id, self._given, self._made = doc_id, given, made
        self._ids: dict[str, str] = {}
        self.entities: list[Entity] = []
        self._unnamed = 0
        names: dict[str, list[str]] = {}
        for mention in sorted(given.mentions.values(), key=lambda one: one.place):
            if mention.kind == "PROP" and mention.id in given.entities:
                words = " ".join(made.text[slice(*mention.place)].split())
                names.setdefault(given.entities[mention.id], []).append(words)
        self._names = names

    def speaker(self, name: str) -> str:
        """The id of an entity, which becomes a line of the registry when it is first asked for."""
        if not name:
            self._unnamed += 1
            self._made.changed["a quote without a speaker: an unnamed voice"] += 1
            self.entities.append(unnamed_entity(self._doc_id, self._unnamed, "unknown"))
            return self.entities[-1]["id"]
        if name not in self._ids:
            self._ids[name] = entity_id(self._doc_id, name)
            called = re.sub(r"-[0-9]+$", "", name).replace("_", " ").strip() or name
            aliases = self._names.get(name, [])
            self.entities.append(entity(self._ids[name], called, "person", aliases))
        return self._ids[name]

    def add_mentions(self) -> None:
        """Adds the mentions of persons whose entity is known."""
        taken: set[Range] = set()
        for mention in self._given.mentions.values():
            words = "mentions of places, things and organisations"
            if mention.category != _PERSON:
                self._made.left_out[words] += 1
            elif mention.kind not in _FORMS:
                self._made.left_out["mentions of an unknown type"] += 1
            elif mention.id not in self._given.entities:
                self._made.left_out["mentions of persons that COP or APPOS alone link"] += 1
            elif mention.place in taken:
                self._made.left_out["second mentions on the same words"] += 1
            else:
                taken.add(mention.place)
                place = self._made.fit([mention.place])
                self._made.add(
                    "speaker",
                    span=span_at(self._made.text, (place[0][0], place[-1][1])),
                    form=_FORMS[mention.kind],
                    speakers=[self.speaker(self._given.entities[mention.id])],
                )


CORPUS = Corpus(
    "litbank",
    "LitBank",
    "CC-BY-4.0; the novels are from Project Gutenberg",
    "CC-BY-4.0",
    "quotations/tsv/<name>.ann with <name>.txt, and coref/tsv/<name>.ann",
    find_sources,
    read_source,
    (
        "the text is the tokenised one, a sentence a line; it is not aligned with original/",
        "a quote includes its marks; cues and sources are not annotated, every quote is direct, "
        "and its resolution is written implicit",
    ),
)
