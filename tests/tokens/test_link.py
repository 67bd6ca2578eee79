"""Which contents, cues and sources make one quote."""

from __future__ import annotations

import json
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from formats.made import real_documents
from said.tokens.link import link_quotes


def place(text: str, exact: str) -> tuple[int, int]:
    start = text.index(exact)
    return start, start + len(exact)


def linked(text: str, contents: list[str], cues: list[str], sources: list[str]) -> list[list[str]]:
    found = link_quotes(
        text, *([place(text, one) for one in of] for of in (contents, cues, sources))
    )
    assert found.left == 0
    return [[" … ".join(text[a:b] for a, b in part) for part in quote] for quote in found.quotes]


def test_each_quote_has_its_cue_and_source():
    text = "“Yes,” Maya Lind said. Jo Berg, a pilot, denied that he was asked."
    quotes = linked(text, ["Yes", "he was asked"], ["said", "denied"], ["Maya Lind", "Jo Berg"])
    assert quotes == [["Yes", "said", "Maya Lind"], ["he was asked", "denied", "Jo Berg"]]


def test_a_quote_around_its_cue_has_two_fragments():
    text = "“Yes,” said Maya Lind, “we will.”"
    assert linked(text, ["Yes", "we will"], ["said"], ["Maya Lind"]) == [
        ["Yes … we will", "said", "Maya Lind"]
    ]


def test_quotes_share_a_source():
    text = "Lind said that it rained and added that it was cold."
    assert linked(text, ["it rained", "it was cold"], ["said", "added"], ["Lind"]) == [
        ["it rained", "said", "Lind"],
        ["it was cold", "added", "Lind"],
    ]


def test_two_sources():
    text = "Lind and Berg said that it rained."
    assert linked(text, ["it rained"], ["said"], ["Lind", "Berg"]) == [
        ["it rained", "said", "Lind … Berg"]
    ]


def test_what_is_in_another_paragraph_far_away_stays_alone():
    text = "“Yes,” Lind said.\n" + "It rained. " * 60 + "\nBerg denied it. “No.”"
    found = link_quotes(
        text, [place(text, "Yes")], [place(text, "said"), place(text, "denied")], []
    )
    assert (len(found.quotes), found.left) == (1, 1)


def test_the_real_documents():
    """As `docs/api.md` says: 86 of the 88 quotes come back whole from the places of their parts."""
    whole = total = 0
    for document in real_documents():
        mentions = {
            one["id"]: (one["span"]["start"], one["span"]["end"])
            for one in document.annotations
            if one["layer"] == "speaker"
        }
        gold = [
            (
                [(s["start"], s["end"]) for s in one["content"]],
                [(s["start"], s["end"]) for s in one.get("cue", ())],
                sorted(mentions[mention] for mention in one.get("source", ())),
            )
            for one in document.annotations
            if one["layer"] == "quote"
        ]
        parts = ({place for quote in gold for place in quote[part]} for part in range(3))
        found = link_quotes(document.text, *map(sorted, parts)).quotes
        total += len(gold)
        whole += sum(tuple(quote) in gold for quote in map(tuple, found))
    assert (whole, total) == (86, 88), json.dumps((whole, total))


PLACES = st.lists(st.integers(0, 30), unique=True, max_size=12).map(
    lambda ends: list(zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False))
)


@given(PLACES, PLACES, PLACES)
def test_every_content_is_in_one_quote(contents, cues, sources):
    found = link_quotes("One two. Three four!\nFive six seven.", contents, cues, sources)
    assert sorted(place for quote in found.quotes for place in quote.content) == contents
    linked_cues = [place for quote in found.quotes for place in quote.cue]
    assert len(linked_cues) == len(set(linked_cues))
    linked_sources = {place for quote in found.quotes for place in quote.source}
    assert len(cues) - len(linked_cues) + len(sources) - len(linked_sources) == found.left


def test_the_time_does_not_grow_with_the_square():
    def effort(number: int) -> float:
        text = "“a” said b. " * number
        places = [
            [(12 * i + a, 12 * i + b) for i in range(number)] for a, b in ((0, 3), (4, 8), (9, 10))
        ]
        before = process_time()
        link_quotes(text, *places)
        return process_time() - before

    effort(100)
    assert effort(8000) < 40 * effort(1000)
