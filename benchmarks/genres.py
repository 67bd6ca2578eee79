"""Measures the annotators on a corpus of texts of many genres, by genre and part.

A corpus is a checkout, or a folder with `seeds/`, whose documents have gold annotations; ours are
made without its registry. A quote is right if its content, type, cue, source and speaker are:
places are compared without the marks and punctuation at their edges, a speaker by name, an unnamed
voice, or a group that only the registry names, by the quotes that it has. A date is right if its
span, type and value are. Persons are the mentions by name of entities of the kind person, with
exactly their span. Numbers are those of the gold and of what we give.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from narrow import table
from rich.console import Console

from said.annotators.annotate import draft
from said.schema.records import AnyAnnotation
from said.schema.scheme import is_unnamed, place_of, ranges
from said.scoring.attribution import comparable_place
from said.scoring.spans import one_to_one
from said.seeds.documents import read_document
from said.seeds.registries import document_ids, read_registries
from said.system.places import Checkout
from said.text.segments import Place

LAYERS = ("quotes", "speakers", "dates")
PARTS = ("content", "type", "cue", "source", "speaker")
TYPES = ("direct", "indirect", "mixed")


class Side(NamedTuple):
    """Annotations of a text, with the names and kinds of the entities in them."""

    text: str
    lines: Sequence[AnyAnnotation]
    names: Mapping[str, str]
    kinds: Mapping[str, str]

    def quotes(self) -> list[dict[str, Any]]:
        """The parts of each quote, in the order of the text."""
        mentions = {one["id"]: place_of(one) for one in self.lines if one["layer"] == "speaker"}
        return [
            {
                "content": self._place(one["content"]),
                "type": one["type"],
                "cue": self._place(one.get("cue", ())),
                "source": tuple(
                    sorted(place for id_ in one.get("source", ()) for place in mentions[id_])
                ),
                "speaker": frozenset(map(self._voice, one.get("speakers", ()))),
            }
            for one in self.lines
            if one["layer"] == "quote"
        ]

    def _place(self, spans: Iterable[Any]) -> Place:
        return comparable_place(self.text, ranges(spans))

    def _voice(self, id_: str) -> str:
        return id_ if is_unnamed(id_) else self.names.get(id_, id_)

    def dates(self) -> list[tuple[Any, ...]]:
        """Span, type and value of each date."""
        return [
            (*place_of(one), one["type"], one["value"])
            for one in self.lines
            if one["layer"] == "date"
        ]

    def persons(self) -> list[Place]:
        """The mentions of persons by name."""
        return [
            place_of(one)
            for one in self.lines
            if one["layer"] == "speaker"
            and one["form"] == "name"
            and any(self.kinds.get(id_) == "person" for id_ in one["speakers"])
        ]


def sides(checkout: Checkout) -> Iterator[tuple[str, Side, Side]]:
    """The gold annotations and ours of each document, with its genre."""
    registries, _ = read_registries(checkout)
    for doc_id in document_ids(checkout)[0]:
        seed, _ = read_document(checkout, doc_id)
        assert seed.text is not None
        assert seed.annotations is not None
        assert seed.metadata is not None
        fields = seed.metadata.values[0]
        entities = [*registries.entities.values(), *fields.get("entities", ())]
        gold = Side(
            seed.text,
            seed.annotations.values,
            {one["id"]: one.get("name", one["id"]) for one in entities},
            {one["id"]: one["kind"] for one in entities},
        )
        made = draft(seed.text, fields["dct"]["value"], LAYERS, doc_id=doc_id)
        ours = Side(
            seed.text,
            made.annotations,
            {one["id"]: one["name"] for one in made.entities},
            {one["id"]: one["kind"] for one in made.entities},
        )
        yield fields.get("genre") or doc_id, gold, ours


def counts(gold: Side, ours: Side) -> Counter[str]:
    """How many quotes, dates and persons the gold has, we give, and are right; of the quotes with
    the right content also how many have each other part right."""
    found: Counter[str] = Counter()
    theirs, made = gold.quotes(), ours.quotes()
    at = {one["content"]: one for one in made}
    nameless = {name for id_, name in gold.names.items() if gold.kinds[id_] != "person"}
    voices = _same_voices(theirs, at, nameless)
    for one in theirs:
        other = at.get(one["content"])
        found["quote gold"] += 1
        found[f"{one['type']} gold"] += 1
        if other is None:
            continue
        speaker = frozenset(voices.get(who, who) for who in one["speaker"])
        right = {part: one[part] == other[part] for part in PARTS}
        right["speaker"] = speaker == other["speaker"] or _is_shorter(speaker, other["speaker"])
        for part in PARTS:
            found[f"{part} right"] += right[part]
        found["quote right"] += all(right.values())
        found[f"{one['type']} right"] += all(right.values())
    found["quote found"] += len(made)
    for name, have, give in (
        ("date", gold.dates(), ours.dates()),
        ("person", gold.persons(), ours.persons()),
    ):
        found[f"{name} gold"] += len(have)
        found[f"{name} found"] += len(give)
        found[f"{name} right"] += (Counter(have) & Counter(give)).total()
    return found


def _same_voices(
    gold: Sequence[dict[str, Any]], ours: Mapping[Place, dict[str, Any]], nameless: Container[str]
) -> dict[str, str]:
    """What we call each unnamed voice of the gold, by the quotes that they share. `nameless` are
    those whom the registry names and the text may not: "the government"."""
    shared = Counter(
        (voice, other)
        for one in gold
        if one["content"] in ours
        for voice in one["speaker"]
        for other in ours[one["content"]]["speaker"]
        if is_unnamed(voice) or (voice in nameless and is_unnamed(other))
    )
    return one_to_one(shared)


def _is_shorter(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a set of names is another one with a name that lacks some words."""
    if len(one) != 1 or len(other) != 1:
        return False
    first, second = (set(name.split()) for name in (*one, *other))
    return first <= second or second <= first


def row(name: str, found: Counter[str]) -> list[str]:
    """A line of the table."""

    def share(right: str, of: str) -> str:
        return f"{100 * found[right] / found[of]:.0f}" if found[of] else ""

    persons = 2 * found["person right"] / max(1, found["person gold"] + found["person found"])
    return [
        name,
        share("quote right", "quote gold"),
        *(share(f"{type_} right", f"{type_} gold") for type_ in TYPES),
        f"{found['quote gold']}/{found['quote found']}",
        share("date right", "date gold"),
        f"{found['date gold']}/{found['date found']}",
        f"{100 * persons:.0f}",
    ]


HEAD = (
    "genre",
    "quotes\nright",
    "direct",
    "in-\ndirect",
    "mixed",
    "n",
    "dates\nright",
    "n",
    "persons\nF1",
)


def corpora(folder: Path) -> list[Path]:
    """The folder, if it is a corpus, or else those in it."""
    if (folder / "seeds").is_dir():
        return [folder]
    return sorted(file.parent for file in folder.glob("*/seeds"))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="a corpus with seeds/, or a folder of several")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    genres: dict[str, Counter[str]] = {}
    totals: dict[str, Counter[str]] = {}
    for corpus in corpora(arguments.folder):
        of_corpus = {genre: counts(*pair) for genre, *pair in sides(Checkout(corpus))}
        genres |= of_corpus
        totals[f"all: {corpus.name}"] = sum(of_corpus.values(), Counter[str]())
    if arguments.json:
        print(json.dumps(totals | genres, indent=2))
        return
    console = Console(highlight=False)
    rows = [row(name, found) for name, found in (*sorted(genres.items()), *totals.items())]
    console.print(table(HEAD, rows))
    for name, total in totals.items():
        parts = ", ".join(f"{part} {total[f'{part} right']}" for part in PARTS)
        console.print(f"{name}: of {total['quote gold']} quotes right: {parts}")
        console.print(f"{name}: persons {total['person gold']}, found {total['person found']}")


if __name__ == "__main__":
    main()
