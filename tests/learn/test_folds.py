"""Folds: which documents are kept together, and that the order they come in changes nothing."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from said.learn.data import TrainingDocument
from said.learn.folds import assign_folds, fold_count
from said.scoring.joined import GoldDocument
from said.system.errors import SaidError

WORDS = [f"word{number}" for number in range(5000)]


def document(name: str, text: str = "", event: str | None = None, **facts: str) -> TrainingDocument:
    """A document; without a text one unlike all others."""
    text = text or " ".join(random.Random(name).choices(WORDS, k=60))
    gold = GoldDocument(name, text, [])
    return TrainingDocument(name, text, [], gold, "said", event=event, **facts)


def documents(number: int) -> list[TrainingDocument]:
    return [document(f"d{one}") for one in range(number)]


@pytest.mark.parametrize(("number", "count"), [(2, 2), (10, 10), (11, 5), (60, 5)])
def test_few_documents_are_held_out_one_at_a_time(number: int, count: int) -> None:
    sizes = Counter(assign_folds(documents(number)))
    assert sorted(sizes) == list(range(count))
    assert max(sizes.values()) - min(sizes.values()) <= 1


def test_there_are_fewer_folds_of_much_text() -> None:
    long = [document(str(number), "x" * 200_000) for number in range(20)]
    assert [fold_count(long[:n], 20) for n in (7, 8, 14, 15)] == [5, 3, 3, 2]


def test_the_order_of_documents_does_not_matter() -> None:
    given = [*documents(17), document("e1", event="fire"), document("e2", event="fire")]
    before = dict(zip((one.doc_id for one in given), assign_folds(given, "event"), strict=True))
    random.Random(0).shuffle(given)
    after = dict(zip((one.doc_id for one in given), assign_folds(given, "event"), strict=True))
    assert before == after


@pytest.mark.parametrize("by", ["event", "collection"])
def test_documents_that_share_it_are_in_one_fold(by: str) -> None:
    shared = [document(f"s{n}", **{by: f"x{n % 3}"}) for n in range(12)]
    given = [*shared, *documents(4)]
    folds = assign_folds(given, by)
    assert len({fold for one, fold in zip(given, folds, strict=True) if getattr(one, by)}) > 1
    for name in ("x0", "x1", "x2"):
        held = [f for one, f in zip(given, folds, strict=True) if getattr(one, by) == name]
        assert len(set(held)) == 1
    by_document = assign_folds(given)
    assert any(by_document[n] != by_document[n + 3] for n in range(9))


def test_near_duplicates_are_in_one_fold() -> None:
    text = " ".join(WORDS[:300])
    copies = [document("a", text), document("z", f"{text} and more"), document("m", text)]
    folds = assign_folds([*documents(9), *copies])
    assert len(set(folds[-3:])) == 1


@pytest.mark.parametrize(
    ("given", "by", "cause"),
    [
        ([document("a")], "document", "a is the only document"),
        ([document("a"), document("b", document("a").text)], "document", "are near-duplicates"),
        ([document("a", event="x"), document("b", event="x")], "event", "share the event x"),
        ([document("a", collection="x"), document("b", collection="x")], "collection", "share the"),
    ],
)
def test_one_group_cannot_be_divided(given: list[TrainingDocument], by: str, cause: str) -> None:
    with pytest.raises(SaidError, match=cause):
        assign_folds(given, by)
