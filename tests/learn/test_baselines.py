"""Baselines: what the systems may see, what they predict, and what the card says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from said.annotators.registry import read_registry
from said.learn.baselines import TASKS, measure_baselines
from said.learn.baselines.attribution import predictions
from said.learn.baselines.task import (
    EVENT,
    FOLD,
    BaselineTask,
    Row,
    System,
    majority,
    measure_task,
    train_classifier,
)
from said.learn.baselines.tokens import tagged_spans
from said.release.baselines import (
    BaselineFigure,
    Baselines,
    describe_baselines,
    read_baselines,
    stored_form,
)
from said.release.manifest import sound_manifest
from said.scoring.figures import FigureCounts
from said.system.places import SOURCE_ROOT, Checkout, current_release

RELEASE = current_release(Checkout(SOURCE_ROOT))
REMEDY = "run: .venv/bin/python benchmarks/baselines.py --update, and then: said build"
KEY = "baseline", "x", "all", "right"


def task_of(rows: Sequence[Row], **systems: System) -> BaselineTask:
    """A task in which each row has a label to predict."""

    def judge(tally: FigureCounts, unit: int, rows: Sequence[Row], found: Sequence[Any]) -> None:
        for row, one in zip(rows, found, strict=True):
            tally.count_share(KEY, unit, row["label"] == one["label"])

    return BaselineTask("x", rows, lambda tally: tally.expect(KEY, "rows", 2), judge, systems)


def spying(seen: list[tuple[set[str], set[str]]]) -> System:
    """A system that writes down the documents that it learns from and is tested on."""

    def learn(training: Sequence[Row]) -> Any:
        def predict(rows: Sequence[Row]) -> list[dict[str, str]]:
            seen.append((documents(training), documents(rows)))
            return [{"label": "a"} for _ in rows]

        return predict

    def documents(rows: Sequence[Row]) -> set[str]:
        names = ("doc_id", "doc_a", "doc_b")
        return {row[name] for row in rows for name in names if name in row}

    return learn


def rows_of(*documents: tuple[str, str, int]) -> list[Row]:
    return [
        {"doc_id": doc_id, "event": event, "fold": fold, "label": label}
        for doc_id, event, fold in documents
        for label in "ab"
    ]


NAMES = "one", "two", "three", "four"
DOCUMENTS = ("one", "fire", 0), ("two", "fire", 1), ("three", "vote", 0), ("four", "vote", 1)


def test_a_system_never_learns_from_the_fold_or_event_that_it_is_tested_on():
    for left_out, held_out in [(FOLD, {"one", "three"}), (EVENT, {"one", "two"})]:
        seen: list[tuple[set[str], set[str]]] = []
        measure_task(task_of(rows_of(*DOCUMENTS), spy=spying(seen)), left_out)
        for training, tested in seen:
            assert training == ({*NAMES} - held_out if tested <= held_out else held_out)
        assert sorted(one for _, tested in seen for one in tested) == sorted(NAMES)


def test_a_pair_is_predicted_by_a_system_that_saw_neither_document():
    pairs = [("a", "b", 0, 1), ("a", "c", 0, 2), ("b", "c", 1, 2), ("c", "d", 2, 3)]
    rows = [
        {"doc_a": a, "doc_b": b, "fold_a": i, "fold_b": j, "event": "x", "label": "a"}
        for a, b, i, j in pairs
    ]
    seen: list[tuple[set[str], set[str]]] = []
    measure_task(task_of(rows, spy=spying(seen)), FOLD)
    assert ({"c", "d"}, {"a", "b"}) in seen
    assert all(training.isdisjoint(tested) for training, tested in seen)


def test_where_nothing_is_left_to_learn_from_nothing_is_measured():
    one = rows_of(("one", "fire", 0))
    assert measure_task(task_of(one, majority=majority(["label"])), FOLD) == []
    assert measure_task(task_of([], majority=majority(["label"])), FOLD) == []


def test_the_majority_is_that_of_the_other_documents():
    rows = rows_of(*DOCUMENTS)
    for row, label in zip(rows, "aabbbbbb", strict=True):
        row["label"] = label
    (figure,) = measure_task(task_of(rows, majority=majority(["label"])), FOLD)
    # Of all rows it is b, but where two and four are left out, a and b are equally frequent.
    assert figure == BaselineFigure("right", 8, {"majority": [0.25, None, None]})


def test_of_labels_that_are_equally_frequent_the_first_is_the_majority():
    for labels in ("ab", "ba"):
        rows = [{"label": label} for label in labels]
        assert majority(["label"])(rows)(rows)[0] == {"label": "a"}


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O B-a I-a O", [(1, 3, "a")]),
        ("B-a B-a I-a", [(0, 1, "a"), (1, 3, "a")]),
        ("B-a I-b I-b", [(0, 1, "a"), (1, 3, "b")]),
        ("B I O B", [(0, 2, ""), (3, 4, "")]),
        ("O O", []),
    ],
)
def test_the_spans_that_tags_tell(tags: str, spans: list[tuple[int, int, str]]):
    assert list(tagged_spans(tags.split())) == spans


TEXT = "“We lost,” Lind said. “Yes.”"
QUOTES: list[Any] = [
    {"layer": "speaker", "id": "s1", "span": {"start": 11, "end": 15}},
    {"layer": "quote", "content": [{"start": 0, "end": 10}], "cue": [{"start": 16, "end": 20}],
     "type": "direct", "source": ["s1"], "speakers": ["lind"], "resolution": "explicit"},
]  # fmt: skip


def test_the_answer_is_that_of_the_quote_at_the_content():
    rows = [
        {"text": TEXT, "content": [{"start": at, "end": end}]} for at, end in ((1, 8), (23, 27))
    ]
    found = predictions(rows, QUOTES)
    assert found == [
        {"type": "direct", "resolution": "explicit", "cue": ((16, 20),), "source": ((11, 15),),
         "speakers": ["lind"]},
        {},
    ]  # fmt: skip


def test_rarer_labels_weigh_as_much_if_balanced():
    examples = [(["x"], "a")] * 9 + [(["x", "y"], "b")] * 2 + [(["y"], "a")] * 3
    assert train_classifier(examples)(["x", "y"]) == "a"
    assert train_classifier(examples, balanced=True)(["x", "y"]) == "b"


FIGURES = Baselines(
    "d" * 64,
    2,
    {
        "dates": {
            "document": [
                BaselineFigure("F1", 1234, {"majority": [0.5, None, None], "rules": [1.0, 0.9, 1]}),
                BaselineFigure("recall", 3, {"majority": [None, None, None]}),
            ]
        }
    },
)


def test_figures_are_stored_and_read_back(tmp_path):
    file = tmp_path / "baselines.json"
    file.write_text(stored_form(FIGURES))
    assert read_baselines(file) == FIGURES


def test_the_card_shows_the_figures_of_its_own_rows_alone():
    assert describe_baselines("d" * 64, FIGURES).splitlines() == [
        "**`dates`**, leaving out one document",
        "",
        "| figure | n | majority | rules |",
        "| --- | ---: | --- | --- |",
        "| F1 | 1234 | 0.500 | 1.000 [0.900, 1.000] |",
        "| recall | 3 | – | – |",
        "",
        "n is the number in the annotations. In square brackets are 95 % intervals from 1,000 "
        "bootstrap resamples of the 2 documents, for `pairs` of the pairs of documents; none where "
        "fewer than 5 of them count or nothing differs. With so few documents the intervals are "
        "rough. The documents do not report several events to leave out.",
    ]
    assert describe_baselines("e" * 64, FIGURES).startswith("No baselines were measured")


def test_the_card_has_the_stored_figures():
    """Those of its own rows: where a document has changed since, it says that there are none."""
    card = (RELEASE / "README.md").read_text(encoding="utf-8")
    described = describe_baselines(sound_manifest(RELEASE)["digest"], read_baselines())
    assert described in card, "run: said build"


def test_the_rules_beat_the_majority():
    found = measure_baselines(RELEASE, read_registry(SOURCE_ROOT), ["dates"])
    (figures,) = found.views["dates"].values()
    values = {one.measure: one.systems for one in figures}["value right"]
    assert (values["rules"][0] or 0) > 0.9 > 0.5 > (values["majority"][0] or 0)


@pytest.mark.exhaustive
@pytest.mark.parametrize("view", TASKS)
def test_the_stored_figures_are_those_of_the_command(view: str):
    found = measure_baselines(RELEASE, read_registry(SOURCE_ROOT), [view])
    stored = read_baselines()
    assert stored.digest == found.digest, REMEDY
    assert set(stored.views) == set(TASKS)
    for left_out, figures in stored.views[view].items():
        measured = {one.measure: one for one in found.views[view][left_out]}
        assert [*measured] == [one.measure for one in figures], REMEDY
        for one in figures:
            assert measured[one.measure].n == one.n, REMEDY
            for name, estimate in one.systems.items():
                now = measured[one.measure].systems[name]
                # Models that are trained on another machine can differ in the last digits.
                assert now == pytest.approx(estimate, abs=0.01), (one.measure, name, REMEDY)
