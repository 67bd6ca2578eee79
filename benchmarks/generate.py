"""Writes a corpus of N generated documents, on which builds and loads are measured.

A document has about 530 words in 26 sentences, cut out of the five real texts and shuffled, and 40
annotations without a finding: 16 speaker mentions, 8 quotes with cue and source (4 of them report
an utterance, 4 tell when it was said), 8 dates, 6 stances, and 2 blocks or marks. Entities and
targets are the real ones; utterances grow with the corpus, one for every 4 documents, each reported
10 to 22 times. The same N and seed give the same bytes as long as the real seeds stay the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import regex
from rich.console import Console
from rich.progress import track

from said.schema import canonical
from said.text import jsontext
from said.text.reading import Reading

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
TOPIC = "openai-departures"
CUES = ("said", "wrote", "announced", "posted", "stated", "added", "explained", "tweeted")
QUOTES = ("direct", "direct", "indirect", "mixed")
HOW = {"form": "explicit", "modality": "assert", "intensity": 2, "confidence": "high"}
PER_DOCUMENT = 4  # quotes that report an utterance
DOCUMENTS_EACH = 4  # documents for each utterance

Span = dict[str, Any]


class Piece(NamedTuple):
    """A sentence of the real texts, with the annotation in it: layer, start, end and fields."""

    text: str
    layer: str = ""
    start: int = 0
    end: int = 0
    fields: dict[str, Any] = {}  # noqa: RUF012 - never written to


class Material(NamedTuple):
    """Pieces by their layer, names by person, points of time with their TIMEX3 fields, and the
    targets."""

    pieces: dict[str, list[Piece]]
    names: dict[str, list[str]]
    times: list[tuple[str, dict[str, Any]]]
    targets: list[str]


class Utterance(NamedTuple):
    """A generated act of speaking: its id, who spoke, and the words."""

    id: str
    speaker: str
    words: list[str]


def gather() -> Material:
    """Cuts the real texts into sentences and finds names and dates in them."""
    persons = [e for e in values(SEEDS / "entities.jsonl") if e["kind"] == "person"]
    names = {e["id"]: [e["name"], *(a for a in e["aliases"] if a[0] != "@")] for e in persons}
    owners = {
        name: {"form": "name", "speakers": [entity]}
        for entity, own in names.items()
        for name in own
    }
    phrases = {
        date["span"]["exact"]: {key: date[key] for key in ("type", "value", "mod") if key in date}
        for file in sorted(SEEDS.glob("*/annotations.jsonl"))
        for date in values(file)
        if date["layer"] == "date"
    }
    targets = [target["id"] for target in values(SEEDS / "topics" / TOPIC / "targets.jsonl")]
    marked = {name: ("speaker", entity) for name, entity in owners.items()}
    marked |= {phrase: ("date", fields) for phrase, fields in phrases.items()}
    longest_first = sorted(marked, key=lambda string: (-len(string), string))
    pattern = regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, longest_first))})(?!\w)")
    pieces: dict[str, list[Piece]] = {"": [], "speaker": [], "date": []}
    for sentence in real_sentences():
        match list(pattern.finditer(sentence)):
            case []:
                pieces[""].append(Piece(sentence))
            case [only]:
                layer, fields = marked[only.group()]
                pieces[layer].append(Piece(sentence, layer, *only.span(), fields))
    times = [one for one in phrases.items() if one[1]["type"] in ("DATE", "TIME")]
    return Material(pieces, names, times, targets)


def values(file: Path) -> list[dict[str, Any]]:
    """The values of a JSONL file."""
    return [json.loads(line) for line in file.read_bytes().splitlines()]


def real_sentences() -> Iterator[str]:
    """The sentences of 8 to 45 words in the real texts."""
    for file in sorted(SEEDS.glob("*/raw.txt")):
        whole = file.read_bytes().decode()
        for start, end in Reading(whole).sentences:
            if 8 <= whole[start:end].count(" ") < 45:
                yield whole[start:end]


class Draft:
    """A document under way. `write` appends to its text, the others add what stands there."""

    def __init__(self, rng: Random, material: Material) -> None:
        self.rng, self.material = rng, material
        self.text = ""
        self.annotations: list[dict[str, Any]] = []

    def write(self, string: str) -> Span:
        """Appends a string and gives its span."""
        start = len(self.text)
        self.text += string
        return {"start": start, "end": len(self.text), "exact": string}

    def add(self, layer: str, letter: str = "", **fields: Any) -> str:
        """Adds an annotation with the fields that are neither None nor empty; gives its id."""
        number = sum(other["layer"] == layer for other in self.annotations) + 1
        name = f"{letter or layer[0]}{number}"
        kept = {key: value for key, value in fields.items() if value}
        self.annotations.append({"id": name, "layer": layer, **kept})
        return name

    def some_words(self, span: Span, count: int) -> Span:
        """Some consecutive words of a span."""
        words = list(regex.finditer(r"\w+", span["exact"]))
        first = self.rng.randrange(max(1, len(words) - count))
        last = words[min(first + count, len(words)) - 1]
        return part(span, words[first].start(), last.end())

    def stance(self, span: Span, **fields: Any) -> None:
        """A stance expressed by some words of a span."""
        target = self.rng.choice(self.material.targets)
        label = self.rng.choice(("favor", "against", "mixed"))
        expression = [self.some_words(span, 3)]
        self.add("stance", "t", expression=expression, **fields, target=target, label=label, **HOW)

    def narrate(self, piece: Piece, with_stance: bool) -> None:
        """A sentence of the author's, with the name or the date in it."""
        span = self.write(piece.text)
        if piece.layer:
            self.add(piece.layer, span=part(span, piece.start, piece.end), **piece.fields)
        if with_stance:
            self.stance(span, holder="author")

    def quote(self, words: list[str], reported: Utterance | None, number: int) -> None:
        """A quote with cue and source; of eight, four tell their time and three hold a stance."""
        kind = QUOTES[number % len(QUOTES)]
        speaker = reported.speaker if reported else self.rng.choice(list(self.material.names))
        verbatim = []
        if kind == "direct":
            self.write("“")
            content = self.write(" ".join(words) + ",")
            self.write("” ")
        source, cue, said = self._attribution(speaker, with_time=number % 2 == 0)
        if kind != "direct":
            self.write(" that ")
            marked = f"{words[0]} “{' '.join(words[1:])}”"
            content = self.write(marked if kind == "mixed" else " ".join(words))
            if kind == "mixed":
                verbatim = [part(content, len(words[0]) + 2, len(marked) - 1)]
        self.write(".")
        name = self.add(
            "quote", content=[content], verbatim=verbatim, cue=[cue], type=kind, source=[source],
            speakers=[speaker], resolution="explicit", said=said,
            utterance=reported and reported.id,
        )  # fmt: skip
        if number < 3:
            self.stance(content, quote=name, holder=speaker)

    def _attribution(self, speaker: str, with_time: bool) -> tuple[str, Span, str | None]:
        name = self.write(self.rng.choice(self.material.names[speaker]))
        source = self.add("speaker", span=name, form="name", speakers=[speaker])
        self.write(" ")
        cue = self.write(self.rng.choice(CUES))
        if not with_time:
            return source, cue, None
        self.write(" ")
        phrase, fields = self.rng.choice(self.material.times)
        return source, cue, self.add("date", span=self.write(phrase), **fields)


def part(span: Span, start: int, end: int) -> Span:
    """The span of a part of another one."""
    first = span["start"]
    return {"start": first + start, "end": first + end, "exact": span["exact"][start:end]}


def quotable(sentence: str) -> list[str]:
    """The words of a sentence without what marks a sentence or a quote."""
    return regex.sub(r"[\"“”*|]", "", sentence).rstrip(" .:,;-").split()


def report(rng: Random, utterance: Utterance) -> list[str]:
    """The words of an utterance as one document has them: whole, cut short or reworded."""
    words = list(utterance.words)
    match rng.randrange(4):
        case 0:
            return words[: max(4, rng.randrange(len(words)))]
        case 1:
            words[rng.randrange(len(words))] = rng.choice(words)
    return words


def document(rng: Random, material: Material, reported: Sequence[Utterance]) -> Draft:
    """A document: a headline, 24 sentences in paragraphs of one to three, and a last line."""
    draft = Draft(rng, material)
    plain = rng.sample(material.pieces[""], 12)
    draft.add("block", span=draft.write(plain.pop().text), kind="headline")
    last = plain.pop()
    acts = [*reported, *[None] * (8 - len(reported))]
    quotes = [
        (report(rng, act) if act else quotable(plain.pop().text), act, number)
        for number, act in enumerate(rng.sample(acts, 8))
    ]
    told = [
        *plain,
        *rng.sample(material.pieces["speaker"], 8),
        *rng.sample(material.pieces["date"], 4),
    ]
    sentences = [*quotes, *((piece, number < 3) for number, piece in enumerate(told))]
    rng.shuffle(sentences)
    left = 0
    for sentence in sentences:
        draft.write(" " if left else "\n\n")
        left = (left or rng.randint(1, 3)) - 1
        draft.quote(*sentence) if len(sentence) == 3 else draft.narrate(*sentence)
    draft.write("\n\n")
    if rng.random() < 0.5:
        draft.add("block", span=draft.write(last.text), kind="boilerplate")
    else:
        draft.write("“")
        draft.add("mark", span=draft.write(last.text), kind="scare")
        draft.write("”")
    draft.write("\n")
    return draft


def utterances(
    rng: Random, material: Material, documents: int
) -> tuple[list[Utterance], list[int]]:
    """The generated acts, and for each place of a report the act that stands there."""
    acts = []
    for number in range(max(PER_DOCUMENT, documents // DOCUMENTS_EACH)):
        words = quotable(rng.choice(material.pieces[""]).text)
        acts.append(Utterance(f"u-{number:06d}", rng.choice(list(material.names)), words))
    places = [act for act in range(len(acts)) for _ in range(rng.randint(10, 22))]
    wanted = documents * PER_DOCUMENT
    places += [rng.randrange(len(acts)) for _ in range(wanted - len(places))]
    rng.shuffle(places)
    return acts, places[:wanted]


def write(folder: Path, number: int, draft: Draft) -> None:
    """Writes the folder of a document."""
    raw = draft.text.encode()
    digest = hashlib.sha256(raw).hexdigest()
    doc_id = f"{number:06d}_{digest[:16]}"
    first = draft.annotations[0]["span"]
    evidence = next(a["span"] for a in draft.annotations if a["layer"] == "date")
    day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    metadata = {
        "doc_id": doc_id,
        "title": first["exact"],
        "outlet": None,
        "authors": [],
        "language": "en",
        "dct": {"value": day, "status": "inferred", "evidence": [evidence], "note": None},
        "provenance": [{"field": "title", "status": "stated", "evidence": [first], "note": None}],
        "split": {8: "validation", 9: "test"}.get(number % 10, "train"),
        "rights": "Generated to measure the build; no text of its own.",
        "sha256": digest,
        "entities": [],
        "status": "adjudicated",
        "topics": [TOPIC],
    }
    place = folder / doc_id
    place.mkdir()
    (place / "raw.txt").write_bytes(raw)
    (place / "document.json").write_bytes(canonical.metadata(metadata))
    (place / "annotations.jsonl").write_bytes(canonical.annotations(draft.annotations))


def generate(folder: Path, documents: int, seed: int = 0) -> None:
    """Writes a checkout's `seeds/` and card into a new folder."""
    material = gather()
    rng = Random(seed)  # noqa: S311 - nothing is secret here
    acts, places = utterances(rng, material, documents)
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    shutil.copy(SEEDS / "entities.jsonl", seeds)
    shutil.copytree(SEEDS / "topics" / TOPIC, seeds / "topics" / TOPIC)
    shutil.copy(SEEDS.parent / "dataset_card.md", folder)
    entries = [
        {"id": act.id, "speakers": [act.speaker], "description": " ".join(act.words)}
        for act in acts
    ]
    (seeds / "utterances.jsonl").write_bytes(b"".join(jsontext.line(e) + b"\n" for e in entries))
    console = Console(stderr=True)
    hidden = not console.is_terminal
    for number in track(range(documents), "generating", console=console, disable=hidden):
        at = number * PER_DOCUMENT
        reported = [acts[place] for place in places[at : at + PER_DOCUMENT]]
        write(seeds, number, document(rng, material, reported))
    corpus = {"name": "said", "version": "0.1.0", "released": []}
    (seeds / "corpus.json").write_text(json.dumps(corpus, indent=2) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("documents", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.documents, arguments.seed)
