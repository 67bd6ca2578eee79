"""Who is quoted in short passages of many genres, from the text to the speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from each_case import each_case
from said.annotators.annotate import draft

PASSAGES = (Path(__file__).parent / "passages.txt").read_text("utf-8")
Quote = tuple[str, str, list[str]]
"""Some words of a quote, its source, and who is quoted."""


def passages() -> Iterator[tuple[str, list[Quote]]]:
    """The text and the quotes of each passage."""
    for part in re.split(r"^=== ", PASSAGES, flags=re.MULTILINE)[1:]:
        lines = part.partition("\n")[2].strip("\n").split("\n")
        quotes = [line[2:].split(" | ") for line in lines if line.startswith("> ")]
        text = "\n".join(line for line in lines if not line.startswith("> ")).strip("\n")
        yield text, [(words, source, who.split(", ")) for words, source, who in quotes]


def quoted(text: str, expected: list[Quote]) -> list[Quote]:
    """What we give for the quotes that have these words; voices without a name are called as they
    are expected to be, each by one name."""
    made = draft(text, "2024-05-15", ("quotes", "speakers", "dates"), doc_id="t")
    unnamed = {one["id"] for one in made.entities if one["kind"] == "anonymous"}
    places = {
        one["id"]: one["span"]["exact"] for one in made.annotations if one["layer"] == "speaker"
    }
    quotes = [one for one in made.annotations if one["layer"] == "quote"]
    names: dict[str, str] = {}
    found: list[Quote] = []
    for words, _, expected_voices in expected:
        with_words = [
            one for one in quotes if any(words in span["exact"] for span in one["content"])
        ]
        quote = min(with_words, key=lambda one: sum(len(span["exact"]) for span in one["content"]))
        called = iter(voice for voice in expected_voices if voice.startswith("?"))
        voices = []
        for voice in quote["speakers"]:
            name = next(called, "?") if voice in unnamed else voice
            is_taken = name in names.values() and names.get(voice) != name
            voices.append(names.setdefault(voice, voice if is_taken else name))
        source = " & ".join(places[one] for one in quote.get("source", ())) or "-"
        found.append((words, source, sorted(voices)))
    return found


@each_case(("text", "expected"), list(passages()))
def test_who_is_quoted(text: str, expected: list[Quote]) -> None:
    wanted = [(words, source, sorted(voices)) for words, source, voices in expected]
    assert quoted(text, expected) == wanted
