"""Training a model for quotes, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import said
from learn.making import VERBS, article, articles, marked_article, write_rows
from said.annotators.annotate import annotate
from said.annotators.learned.folder import read_model, write_model
from said.learn.data import read_training_set
from said.learn.learners import learner_for
from said.learn.report import figure_records, verdict
from said.learn.train import Trained, model_record, train_model, write_trained
from said.system.errors import SaidError

TEXT = f"Ida Falk {VERBS[0]} that the mill was too small.\n“We lost,” Jonas Berg said.\n"
LEARNED = "the mill was too small", "learned"


def train(folder: Path, rows: Sequence[dict[str, Any]], **options: Any) -> Trained:
    data = read_training_set(None, [write_rows(folder / "rows.jsonl", rows)], "quote")
    return train_model(learner_for("quotes", data.convention), data, **options)


def figures(trained: Trained) -> dict[tuple[str, str], tuple[float, float]]:
    """The figures of the rules and of the model, by layer and measure."""
    return {
        (one["layer"], one["measure"]): (one["rules"]["value"], one["model"]["value"])
        for one in figure_records(trained.result)
    }


def quotes(text: str, **options: Any) -> list[tuple[str, str]]:
    """The contents and rules of the quotes in a text."""
    found = annotate(text, layers="quotes", **options)
    return [(one["content"][0]["exact"], one["rule"]) for one in found if one["layer"] == "quote"]


def test_a_model_learns_what_the_rules_do_not_know(tmp_path: Path) -> None:
    trained = train(tmp_path, articles(6))
    assert "quotes" in trained.result.parts
    rules, model = figures(trained)["cue", "exact"]
    assert (rules, model) == (0, 1)
    assert trained.folds == 6
    assert trained.result.precision["learned"] == (30, 30)


def test_a_model_is_applied(trained_model: Path) -> None:
    assert LEARNED not in quotes(TEXT)
    assert LEARNED in quotes(TEXT, model=trained_model)
    (learned,) = (
        one
        for one in said.annotate(TEXT, layers="quotes", model=[str(trained_model)])
        if one["layer"] == "quote" and one["rule"] == "learned"
    )
    assert learned["precision"] == 1
    assert learned["speakers"] == ["ida-falk"]


def test_what_the_model_found_can_be_left_out(tmp_path: Path) -> None:
    trained = train(tmp_path, articles(6))
    record = model_record(trained)
    record.precision["learned"] = (15, 30)
    write_model(tmp_path / "model", record, trained.weights, "")
    assert LEARNED in quotes(TEXT, model=tmp_path / "model", min_precision=0.5)
    assert LEARNED not in quotes(TEXT, model=tmp_path / "model", min_precision=0.6)


def test_a_model_that_learns_nothing_takes_nothing_over(tmp_path: Path) -> None:
    plain = "{Marta Lind} <said> that [the pier was shut].\nIt rained.\n"
    others = [" ".join(f"word{n}x{m}" for m in range(60)) for n in range(4)]
    rows = [marked_article(f"d{n}", f"{plain}{other}.") for n, other in enumerate(others)]
    trained = train(tmp_path, rows)
    assert all(rules == model for rules, model in figures(trained).values())
    assert trained.result.parts == set()
    assert trained.weights == {}
    write_trained(tmp_path / "model", trained)
    assert quotes(TEXT, model=tmp_path / "model") == quotes(TEXT)
    assert "does not beat the rules" in (tmp_path / "model" / "README.md").read_text()


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    rows = articles(5)
    for name, given in {"one": rows, "other": rows[::-1]}.items():
        (tmp_path / name).mkdir()
        write_trained(tmp_path / name / "model", train(tmp_path / name, given))
    written = [
        {file.name: file.read_bytes() for file in (tmp_path / name / "model").iterdir()}
        for name in ("one", "other")
    ]
    assert written[0] == written[1]
    assert len(written[0]) > 2


def test_no_figure_is_below_that_of_the_rules(tmp_path: Path) -> None:
    # What the gold calls a quote is chosen without sense, so that there is little to learn.
    rows = articles(6)
    for number, row in enumerate(rows):
        row["quotes"] = row["quotes"][number % 2 :: 2]
    trained = train(tmp_path, rows)
    assert all(model >= rules for rules, model in figures(trained).values())


def test_folds_by_event(tmp_path: Path) -> None:
    rows = [article(f"a{n}", event=f"e{n % 3}", collection="x") for n in range(6)]
    trained = train(tmp_path, rows, by="event")
    assert (trained.by, trained.folds) == ("event", 3)
    with pytest.raises(SaidError, match="share the collection x"):
        train(tmp_path, rows, by="collection")


@pytest.mark.exhaustive
def test_a_curve_has_four_points(tmp_path: Path) -> None:
    trained = train(tmp_path, articles(5), curve=True)
    assert [point.share for point in trained.curve] == [0.25, 0.5, 0.75, 1]
    assert [point.documents for point in trained.curve] == [1, 2, 3, 4]
    assert figure_records(trained.curve[-1].result) == figure_records(trained.result)


def test_progress_ends_at_its_total(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    train(tmp_path, articles(3), progress=lambda *step: steps.append(step))
    assert steps[-1][0] == steps[-1][1]
    assert len({total for _, total in steps}) == 1
    assert [done for done, _ in steps] == sorted({done for done, _ in steps})


@pytest.mark.parametrize("number", [0, 1])
def test_one_document_is_too_few(tmp_path: Path, number: int) -> None:
    with pytest.raises(SaidError, match=r"no annotated document|is the only document"):
        train(tmp_path, articles(number))


def test_the_card_says_what_the_model_is(trained_model: Path) -> None:
    card = (trained_model / "README.md").read_text()
    model = read_model(trained_model)
    assert "beats the rules on these documents: it takes over" in card
    assert "- CC0-1.0: 6 documents" in card
    assert f"convention `{model.convention}`" in card
    rows = [line for line in card.splitlines() if line.startswith("| cue, same place |")]
    assert rows[0].split(" | ")[1:3] == ["0.0", "100.0"]
    assert str(trained_model.parent) not in card + (trained_model / "model.json").read_text()


def test_the_verdict_names_what_is_gained() -> None:
    def figure(measure: str, rules: float, model: float) -> dict[str, Any]:
        names = ("value", "low", "high")
        values = {"rules": rules, "model": model, "difference": model - rules}
        intervals = {key: dict.fromkeys(names, value) for key, value in values.items()}
        return {"layer": "cue", "label": "all", "measure": measure, "n": 9, **intervals}

    told = verdict("quotes", ["cue"], [figure("exact", 0.5, 0.6), figure("overlap 0.3", 0.5, 0.7)])
    assert "cue, overlap of at least 0.3: 70.0" in told
    assert "does not beat the rules" in verdict("quotes", [], [figure("exact", 0.5, 0.5)])
    assert "speakers" in verdict("speakers", ["speakers"], [figure("exact", 0.5, 0.6)])


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        ({"layers": "dates"}, "this is a model for quotes, and only dates are wanted"),
        ({"convention": "polnear"}, "trained by the convention said, and polnear is wanted"),
    ],
)
def test_a_model_that_does_not_fit_the_call_is_refused(
    trained_model: Path, options: dict[str, Any], cause: str
) -> None:
    with pytest.raises(SaidError) as told:
        annotate(TEXT, **({"layers": "quotes", "model": trained_model} | options))
    assert cause in told.value.cause


@pytest.mark.parametrize(
    "options", [{"layers": "quotes,dates"}, {"convention": "timeml"}, {"convention": "said"}]
)
def test_a_model_goes_with_other_layers(trained_model: Path, options: dict[str, Any]) -> None:
    given = {"layers": "quotes", "model": trained_model} | options
    assert annotate(TEXT, **given) != annotate(TEXT, **given | {"model": ()})


def test_the_speakers_alone_follow_the_model(trained_model: Path) -> None:
    text = f"Officials {VERBS[0]} that the mill was too small.\n"
    given = {"layers": "speakers", "model": trained_model}
    assert annotate(text, **given) != annotate(text, layers="speakers")
