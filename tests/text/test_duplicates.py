"""Near-duplicate texts are found by their words, whatever stands between the words."""

from __future__ import annotations

import pickle
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from each_case import each_case
from said.system.places import SOURCE_ROOT
from said.text.duplicates import LIMIT, Index, text_signature, word_sequences

search = settings(derandomize=True)

TEXTS = sorted((SOURCE_ROOT / "seeds").glob("*/raw.txt"))


def best(*texts: str) -> tuple[int, float] | None:
    """What the last of some texts is most like: number and share."""
    index = Index(dict(enumerate(texts)).get)
    for number, text in enumerate(texts):
        kept = text_signature(text)
        if kept is None:
            continue
        found = index.like(number, kept)
        index.add(number, text, kept)
    return (found.number, found.share) if found else None


def words(count: int, seed: int) -> list[str]:
    drawn = random.Random(seed)
    return [f"w{drawn.randrange(10**6)}" for _ in range(count)]


def test_sequences_are_of_words_alone() -> None:
    assert word_sequences("“It is,” – NEW now…") == {"it is new", "is new now"}
    assert word_sequences("Pier shut") == {"pier shut"}
    assert word_sequences("“…”\n—") == frozenset()
    assert text_signature("“…”") is None


@each_case("changed", [0, 50, 120])
def test_a_text_with_a_part_replaced_is_found(changed: int) -> None:
    first = words(300, 1)
    second = [*words(changed, 2), *first[changed:]]
    found = best(" ".join(words(300, 3)), " ".join(first), " ".join(second))
    kept = 1 - changed / 300
    assert found is not None
    assert found[0] == 1
    assert found[1] == pytest.approx(kept, abs=0.02)


def test_a_text_of_which_half_is_replaced_in_many_places_is_another_one() -> None:
    first, other = words(300, 1), words(300, 2)
    second = [
        mine if at // 10 % 2 else theirs
        for at, (mine, theirs) in enumerate(zip(first, other, strict=True))
    ]
    assert best(" ".join(first), " ".join(second)) is None


def test_a_reprint_with_other_marks_case_and_headline_is_found() -> None:
    text = TEXTS[0].read_text(encoding="utf-8")
    reprint = "Another headline\n" + text.replace("“", '"').replace("’", "'").upper()
    found = best(text, reprint)
    assert found is not None
    assert found[1] > 0.9


def test_reports_of_one_event_are_no_near_duplicates() -> None:
    texts = [file.read_text(encoding="utf-8") for file in TEXTS]
    for number in range(1, len(texts) + 1):
        assert best(*texts[:number]) is None


def test_the_most_alike_of_several_is_told() -> None:
    first = words(300, 1)
    near, nearer = ([*words(count, count), *first[count:]] for count in (90, 20))
    found = best(*(" ".join(one) for one in (near, nearer, first)))
    assert found is not None
    assert found[0] == 1


def test_a_text_that_cannot_be_read_any_more_is_like_nothing() -> None:
    kept = text_signature("the pier is shut")
    index = Index(lambda _: None)
    index.add(0, "", kept)
    assert index.like(1, kept) is None


def test_a_signature_is_the_same_in_every_process() -> None:
    kept = text_signature(TEXTS[0].read_text(encoding="utf-8"))
    assert kept is not None
    assert len(pickle.dumps(kept)) < 1_000
    assert pickle.loads(pickle.dumps(kept)).jaccard(kept) == 1
    assert text_signature("a b c d").digest()[:2] == [3482024015, 120276897]


def test_ten_thousand_copies_are_looked_at_once_each() -> None:
    kept = text_signature("the pier is shut")
    index = Index(lambda _: "the pier is shut")
    for number in range(10_000):
        found = index.like(number, kept)
        index.add(number, "same", kept)
        assert (found is None) == (number == 0)


@search
@given(
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12),
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12),
)
def test_what_is_told_is_true(first: list[str], second: list[str]) -> None:
    found = best(" ".join(first), " ".join(second))
    one, other = word_sequences(" ".join(first)), word_sequences(" ".join(second))
    share = len(one & other) / len(one | other)
    if found:
        assert share >= LIMIT
        assert found[1] == len(one & other) / len(other)
    else:
        assert share < 0.95
