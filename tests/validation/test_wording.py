"""Level 6: the same words are decided alike in all documents."""

from __future__ import annotations

from typing import Any

from check.test_guidelines import quote, seed, source, span
from each_case import each_case
from said.validation.wording import find_difference, read_wording


@each_case(
    ("here", "there", "differs"),
    [
        ("the pier is safe now", "the pier is safe now", None),
        # What one of them leaves out at an edge is no difference.
        ("pier is safe now", "the new pier is safe now he said", None),
        ("a pier which is quite safe", "a pier which is safe", ("is quite safe", "is safe")),
        ("a pier which is safe", "a pier which is not safe", ("is safe", "is not safe")),
        ("a new pier which is safe", "such a pier which is safe", ("a new pier", "a pier")),
        ("he has five boats", "he has five new boats", ("five boats", "five new boats")),
        # Words without content.
        ("the pier which is at the harbour", "the pier which is in the harbour", None),
        # Too much differs for one stretch, or one word alone agrees again.
        ("the old pier was rebuilt after storms", "the old pier after floods", None),
        ("the pier is a very old and rusty one here", "the pier is safe here", None),
    ],
)
def test_a_difference_lies_between_shared_words(
    here: str, there: str, differs: tuple[str, str] | None
) -> None:
    one, other = here.split(), there.split()
    place, at = next(
        (place, at)
        for place in range(len(one) - 1)
        for at in range(len(other) - 1)
        if one[place : place + 3] == other[at : at + 3]
    )
    assert find_difference(one, other, place, at) == differs
    assert find_difference(other, one, at, place) == (differs and differs[::-1])


def stance(text: str, *exacts: str, **fields: Any) -> dict[str, Any]:
    expression = [span(text, exact) for exact in exacts]
    given = {"form": "explicit", "modality": "assert", "intensity": 2, **fields}
    return {"layer": "stance", "expression": expression, "holder": "author", **given}


@each_case(
    ("expression", "fields", "words"),
    [
        (["a very safe pier"], {}, ["very"]),
        (["nothing short of safe"], {}, ["nothing short of"]),
        (["safe", "no one left"], {}, ["no one"]),
        (["not always safe"], {}, []),
        (["without such faults"], {}, []),
        (["very safe"], {"form": "implied"}, []),
        (["very safe"], {"modality": "hedged"}, []),
        (["safe"], {}, []),
    ],
)
def test_boosters_are_those_of_explicit_stances(
    expression: list[str], fields: dict[str, str], words: list[str]
) -> None:
    text = ". ".join(expression)
    kept = read_wording(seed(text, stance(text, *expression, **fields))).boosted
    assert [one.word for one in kept] == words


def test_what_was_decided_is_compared_with_nothing() -> None:
    text = "“The pier is very safe.”"
    report = quote(text, "The pier is very safe.", utterance="speech")
    rated = stance(text, "very safe", quote="q1")
    whole = seed(text, report, rated)
    assert [len(kept) for kept in read_wording(whole)] == [1, 1]
    for layer, rule, left in (("quote", "T13", [1, 0]), ("stance", "T12", [0, 1])):
        decision = {"layer": layer, "span": span(text, "very safe"), "rule": rule}
        decided = source("seeds/pier/decided.jsonl", [decision])
        kept = read_wording(whole._replace(decided=decided))
        assert [len(one) for one in kept] == left


@each_case(
    ("content", "fields", "pieces"),
    [
        ("The pier is safe, and new.", {}, ["the pier is safe and new"]),
        ("The pier is … and it is new.", {}, ["the pier is", "and it is new"]),
        ("The pier [here] is safe now.", {}, ["is safe now"]),
        ("The pier is safe.", {"flags": ["source_error"]}, []),
        ("The pier is safe.", {"flags": ["anachronism"]}, ["the pier is safe"]),
        ("The pier is safe.", {"type": "indirect"}, []),
        ("Safe pier.", {}, []),
    ],
)
def test_words_are_compared_from_sign_to_sign(
    content: str, fields: dict[str, Any], pieces: list[str]
) -> None:
    report = quote(content, content, utterance="speech", **fields)
    kept = read_wording(seed(content, report)).given
    assert [" ".join(one.words) for one in kept] == pieces
