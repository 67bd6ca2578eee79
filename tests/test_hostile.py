"""What is made to take long takes time in proportion to its size, in each layer and command."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import harbour
import hostile
import said
from said import formats
from said.annotators.annotate import Registry
from said.annotators.checked import without_errors
from said.check import coverage
from said.check.detectors import dates, names
from said.check.detectors.cues import find_cues
from said.edit import fix
from said.findings.catalogue import MOST
from said.formats.document import AnnotatedText
from said.formats.labels import UNMAPPED
from said.schema import canonical, scheme
from said.scoring import spans
from said.seeds import documents, registries
from said.system.errors import SaidError
from said.system.places import Checkout
from said.text import jsontext, marked
from said.text.reading import Reading

pytestmark = pytest.mark.slow

DCT = "2024-05-15"
SMALL, LARGE = 10_000, 100_000
REGISTRY = Registry(
    (
        {"id": "jan-leike", "name": "Jan Leike", "kind": "person", "aliases": ["@jan"]},
        {"id": "openai", "name": "OpenAI", "kind": "organisation", "aliases": []},
    ),
    [
        json.loads(line)
        for line in (
            Path(__file__).parent.parent / "seeds/topics/openai-departures/targets.jsonl"
        ).open()
    ],
)
PERSONS = ("@jan", "Aa", "Jan", "Jan Leike", "a a a")


def detect(text: str) -> None:
    """All that level 5 looks for in a text."""
    assert Reading(text).marks is not None
    dates.find_dates(Reading(text))
    names.find_names(Reading(text), PERSONS)
    find_cues(Reading(text))


def cut(text: str) -> None:
    """Paragraphs, sentences, tokens and words; a document has no half characters."""
    reading = Reading(text.replace("\ud800", "\ufffd"))
    assert len(reading.sentences) >= len(reading.paragraphs)
    assert len(reading.words.starts) == len(reading.word_classes)


TEXT_FUNCTIONS: Mapping[str, Callable[[str], object]] = {
    "dates": lambda text: said.annotate(text, DCT),
    "dates by TimeML": lambda text: said.annotate(text, DCT, convention="timeml"),
    "quotes": lambda text: said.annotate(text, DCT, "quotes"),
    "quotes by PolNeAR": lambda text: said.annotate(text, DCT, "quotes,dates", "polnear"),
    "stances": lambda text: said.annotate(text, DCT, "dates,stances", registry=REGISTRY),
    "detectors": detect,
    "sentences and tokens": cut,
}


def read(checkout: Checkout) -> tuple[documents.Seed, list[said.check.Finding]]:
    """The document of a checkout."""
    return documents.read_document(checkout, "harbour")


def cover(checkout: Checkout) -> None:
    """What `said coverage` does."""
    seed, _ = read(checkout)
    coverage.check_coverage(
        seed._replace(annotations=None), registries.read_registries(checkout)[0]
    )


def document_of(checkout: Checkout) -> AnnotatedText:
    """The document as formats have it, without annotations that have no place."""
    seed, _ = read(checkout)
    assert seed.text is not None
    lines = seed.annotations.values if seed.annotations else []
    placed = [one for one in lines if '"exact"' not in _without_places(one)]
    return AnnotatedText("harbour", seed.text, DCT, placed)


def _without_places(annotation: Any) -> str:
    """An annotation as JSON without the strings of those spans that have offsets."""
    if isinstance(annotation, dict):
        annotation = {
            k: v for k, v in annotation.items() if k != "exact" or "end" not in annotation
        }
        return "".join(f'"{key}"{_without_places(one)}' for key, one in annotation.items())
    return "".join(map(_without_places, annotation)) if isinstance(annotation, list) else ""


def score(checkout: Checkout) -> None:
    """Pairs of places, and the types of quotes by their marks."""
    document = document_of(checkout)
    places = [scheme.place_of(one) for one in document.annotations]
    spans.most_pairs(spans.near_pairs(places, places))
    inside = marked.marked_stretches(document.text)
    for place in places:
        marked.type_of(document.text, place, inside)


def exchange(checkout: Checkout, name: str) -> None:
    """Writes a format and reads it again, unless it is refused as too large."""
    format_ = formats.format_named(name)
    folder = checkout.root / name
    folder.mkdir(exist_ok=True)
    for file, content in format_.write(document_of(checkout)).files.items():
        (folder / file).write_bytes(content)
    with suppress(SaidError):
        for file in folder.glob(f"harbour*{format_.suffix}"):
            format_.read(file, UNMAPPED)


DOCUMENT_FUNCTIONS: Mapping[str, Callable[[Checkout], object]] = {
    "validate": lambda checkout: [str(one) for one in said.validate(checkout.root)],
    "coverage": cover,
    "fmt": lambda checkout: fix.format_document(*read(checkout)),
    "fix": lambda checkout: fix.fix_document(*read(checkout)),
    "score": score,
    **{
        name: partial(exchange, name=name)
        for name in ("brat", "conll", "doccano", "labelstudio", "timeml")
    },
}


def checkout_with(folder: Path, document: hostile.AnnotatedText) -> Checkout:
    """A checkout with a document that has this text and these annotations."""
    text, annotations = document
    checkout = harbour.copy(folder)
    metadata = json.loads((checkout.root / harbour.METADATA).read_bytes())
    metadata |= {
        "title": None,
        "provenance": [],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    metadata["dct"]["evidence"] = [{"start": 0, "end": 1, "exact": text[0]}]
    if not annotations:  # an adjudicated document without any has one finding
        metadata["status"] = "draft"
    (checkout.root / harbour.TEXT).write_bytes(text.encode())
    (checkout.root / harbour.METADATA).write_bytes(canonical.metadata(metadata))
    lines = b"".join(jsontext.line(one) + b"\n" for one in annotations)
    (checkout.root / harbour.LINES).write_bytes(lines)
    return checkout


def slow_texts(function: str, chosen: Mapping[str, hostile.Text], small: int) -> dict[str, float]:
    """The texts for which a function takes too long, and how many times as long it takes."""
    found = {
        name: hostile.growth(TEXT_FUNCTIONS[function], make(small), make(10 * small))
        for name, make in chosen.items()
    }
    return {name: round(times, 1) for name, times in found.items() if times > hostile.MOST}


@pytest.fixture(scope="module", autouse=True)
def _lexicons_are_read() -> None:
    text = "“We lost,” Jan Leike said on May 5. He criticised OpenAI.\n"
    for function in TEXT_FUNCTIONS.values():
        function(text)


SAMPLE = {
    "quotes": ("'\"”\"'", "'’'", "'‘a’ '", "'x — y (@a) '", "women, then he", "one given name"),
    "sentences and tokens": ("'“'", "'7 p.m. Monday '", "accents on a letter"),
    "dates": ("accents on a letter",),
    "detectors": ('"\'"',),
}


@pytest.mark.parametrize("function", SAMPLE)
def test_some_hostile_texts_take_time_in_proportion(function: str):
    chosen = {name: hostile.TEXTS[name] for name in SAMPLE[function]}
    assert slow_texts(function, chosen, SMALL // 3) == {}


def test_a_text_of_many_findings_takes_time_in_proportion(tmp_path: Path):
    small, large = (
        checkout_with(tmp_path / f"{size}", hostile.DOCUMENTS["apostrophes"](size))
        for size in (SMALL // 3, LARGE // 3)
    )
    assert hostile.growth(DOCUMENT_FUNCTIONS["validate"], small, large) <= hostile.MOST


@pytest.mark.parametrize("name", hostile.WRONG_OUTPUT)
def test_annotations_with_errors_are_left_out_in_proportion(name: str):
    small, large = (hostile.WRONG_OUTPUT[name](size) for size in (SMALL, LARGE))

    def leave_out(document: hostile.Document) -> None:
        kept = without_errors(*document, (), REGISTRY)
        assert len(kept) <= 1

    assert hostile.growth(leave_out, small, large) <= hostile.MOST


def test_level_5_tells_as_many_findings_as_the_levels_before(tmp_path: Path):
    checkout = checkout_with(tmp_path, hostile.DOCUMENTS["dates of nobody"](6 * 2 * MOST))
    found = list(said.validate(checkout.root, levels=(5,)))
    assert Counter(one.kind for one in found) == {"uncovered-date": MOST, "not-checked": 1}


def test_more_mistakes_than_are_told_keep_level_5_from_being_asked(tmp_path: Path):
    checkout = checkout_with(tmp_path, hostile.DOCUMENTS["open names"](40 * 2 * MOST))
    found = list(said.validate(checkout.root))
    assert {one.kind for one in found if one.level} == {"no-offsets"}
    assert len([one for one in found if one.level]) == 1
    assert any(one.message.startswith("level 5 of") for one in found if one.kind == "not-checked")


# Every change is held to a third of the size that a release is held to, see `make test-slow`.
SIZES = [
    pytest.param(SMALL // 3, marks=pytest.mark.exhaustive),
    pytest.param(SMALL, marks=pytest.mark.slowest),
]
INCLUDED = {"dates", "quotes"}
"""Functions whose work is a part of what others do."""


@pytest.mark.exhaustive
@pytest.mark.parametrize("function", sorted(TEXT_FUNCTIONS.keys() - INCLUDED))
def test_every_hostile_text_takes_time_in_proportion(function: str):
    assert slow_texts(function, hostile.TEXTS, SMALL // 3) == {}


@pytest.mark.slowest
@pytest.mark.parametrize("function", TEXT_FUNCTIONS)
def test_every_long_hostile_text_takes_time_in_proportion(function: str):
    assert slow_texts(function, hostile.TEXTS, SMALL) == {}


@pytest.mark.parametrize("small", SIZES)
def test_every_hostile_document_takes_time_in_proportion(small: int, tmp_path: Path):
    slow = {}
    for name, make in hostile.DOCUMENTS.items():
        checkouts = [
            checkout_with(tmp_path / f"{name}-{size}", make(size)) for size in (small, 10 * small)
        ]
        for function, call in DOCUMENT_FUNCTIONS.items():
            times = hostile.growth(call, *checkouts)
            if times > hostile.MOST:
                slow[name, function] = round(times, 1)
    assert slow == {}
