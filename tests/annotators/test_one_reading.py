"""A text is read once for all layers, and a registry is made ready once for all texts."""

from __future__ import annotations

import pickle
import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from said.annotators.annotate import LAYERS, Registry, draft
from said.annotators.files import Options, annotate_all
from said.annotators.inputs import Input
from said.annotators.quotes.attribution import Attribution
from said.annotators.speakers import entities, find_speakers
from said.annotators.stance import find_stances, targets
from said.annotators.stance.targets import Targets
from said.check.detectors.dates import find_dates
from said.text import datetokens, reading, segments
from said.text.reading import Reading, read_text

ENTITY = {"id": "m-lind", "name": "Marta Lind", "kind": "person", "aliases": ["Lind"]}
TARGET = {"id": "pier-trust", "kind": "entity", "aliases": ["Pier Trust"]}
REGISTRY = Registry([ENTITY], [TARGET])
TEXT = (
    "Pier Trust closes the pier\n\n"
    "“I support the Pier Trust,” harbour master Marta Lind said on Tuesday. She left. According "
    "to Zyx Sand, a spokesman for the Norrvik Port Authority, it was late.\n\n"
    "Lind criticised Pier Trust, and Jonas Berg O’Dell told Radio Norrvik that she was wrong. He "
    "had praised Pier Trust."
)


def test_a_text_is_cut_into_tokens_and_sentences_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[str] = Counter()
    cut = Reading(TEXT)

    def count(module: Any, name: str) -> None:
        function = getattr(module, name, None)

        def counted(text: str, *arguments: Any) -> Any:
            calls[name] += text == TEXT
            assert function is not None
            return function(text, *arguments)

        monkeypatch.setattr(module, name, counted, raising=False)

    def count_joined(read: Reading, *arguments: Any) -> Any:
        calls["joined"] += read.text == TEXT
        return joined(read, *arguments)

    joined = datetokens._joined
    monkeypatch.setattr(datetokens, "_joined", count_joined)
    read_text.cache_clear()
    for module, name in (
        (reading, "find_tokens"),
        (reading, "find_sentences"),
        (segments, "tokens"),
        (segments, "sentences"),
    ):
        count(module, name)
    made = draft(TEXT, "2024-05-15", LAYERS, registry=REGISTRY)
    assert {one["layer"] for one in made.annotations} == {"quote", "speaker", "date", "stance"}
    assert find_dates(read_text(TEXT))
    assert calls["joined"] == 1
    assert calls["find_tokens"] == 1
    assert calls["find_sentences"] == len(cut.paragraphs) == 3
    assert (calls["tokens"], calls["sentences"]) == (0, 0)


def voices_and_stances(text: str, attributions: Sequence[Attribution]) -> tuple[list[Any], ...]:
    """Place, form and speakers of the mentions, and the stances, of a text."""
    read = Reading(text)
    made = find_speakers(read, attributions, REGISTRY.known_entities, "x")
    quotes = [
        {
            "id": f"q{number}",
            "content": [{"start": start, "end": end} for start, end in one.content],
            "speakers": who.speakers,
        }
        for number, (one, who) in enumerate(zip(attributions, made.quotes, strict=True))
    ]
    mentions = [
        (one["span"]["start"], one["span"]["end"], one["form"], one["speakers"])
        for one in made.mentions
    ]
    stances = find_stances(read, quotes, made.mentions, Targets([{"targets": [TARGET]}]))
    expressions = [(one["expression"][0]["start"], one["holder"], one["label"]) for one in stances]
    return mentions, expressions


@pytest.mark.parametrize("width", range(48, 78, 3))
def test_a_line_end_in_hard_wrapped_text_is_a_space(width: int) -> None:
    """A name, a source phrase and a sentence go on over it."""
    paragraphs = TEXT.split("\n\n")
    wrapped = "\n\n".join(
        textwrap.fill(one, width, break_on_hyphens=False) for one in (*paragraphs, *paragraphs[1:])
    )
    plain = "\n\n".join([*paragraphs, *paragraphs[1:]])
    assert len(wrapped) == len(plain)
    sources = [
        ("I support the Pier Trust,", "harbour master Marta Lind"),
        ("it was late", "Zyx Sand, a spokesman for the Norrvik Port Authority"),
        ("she was wrong", "Jonas Berg O’Dell"),
    ]

    def place(string: str) -> tuple[int, int]:
        return plain.index(string), plain.index(string) + len(string)

    attributions = [Attribution((place(said),), (), place(who)) for said, who in sources]
    found = voices_and_stances(plain, attributions)
    assert all(found)
    assert voices_and_stances(wrapped, attributions) == found


def test_a_registry_is_made_ready_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[str] = Counter()

    def count(module: Any, name: str) -> None:
        original = getattr(module, name)

        def counted(*rows: Any) -> Any:
            made[name] += 1
            return original(*rows)

        monkeypatch.setattr(module, name, counted)

    count(entities, "SpeakerEntities")
    count(targets, "Targets")
    (tmp_path / "x.txt").write_text(TEXT)
    inputs = [Input(f"x{number}", tmp_path / "x.txt") for number in range(3)]
    done = list(
        annotate_all(inputs, Options(None, LAYERS, "said", Registry([ENTITY], [TARGET])), 1)
    )
    assert len(done) == 3
    assert made == {"SpeakerEntities": 1, "Targets": 1}


def test_a_worker_keeps_the_registry_that_it_has() -> None:
    """It is given one with each piece of its work."""
    first, again, other = (
        pickle.loads(pickle.dumps(one)) for one in (REGISTRY, REGISTRY, Registry([ENTITY]))
    )
    assert first is again
    assert first == REGISTRY != other
