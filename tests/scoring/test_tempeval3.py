"""Dates by TempEval-3's definition: the counts, the intervals, two systems, and public figures."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.scoring import Comparison, SystemScores, score_tempeval3
from said.scoring.items import Item
from said.scoring.joined import read_joined
from said.scoring.tempeval3 import MEASURES, ComparedDate, pair_dates
from scoring.made import joined

BENCHMARKS = os.environ.get("SAID_BENCHMARKS")


def dates(
    *given: tuple[int, int] | tuple[int, int, str] | tuple[int, int, str, str],
) -> list[ComparedDate]:
    """Dates with the type DATE and the value 2024 unless others are given."""
    return [ComparedDate(*one, *("DATE", "2024")[len(one) - 2 :]) for one in given]


def items(found: list[ComparedDate]) -> list[Item]:
    return [
        Item("date", ((one.start, one.end),), one.type, fields={"value": one.value})
        for one in found
    ]


def scored(*documents: tuple[list[ComparedDate], ...]) -> SystemScores:
    names = ["gold", "first", "second"][: len(documents[0])]
    made = ((str(n), [[*map(items, sets)]]) for n, sets in enumerate(documents))
    return score_tempeval3(joined(*made, layer="date"), names)


def score(gold: list[ComparedDate], *systems: list[ComparedDate]) -> SystemScores:
    return scored((gold, *systems))


def f1(report: Comparison) -> dict[str, float | None]:
    return {name: report.value("tempeval3", "date", "all", f"{name} F1") for name in MEASURES}


def test_the_counts():
    gold = dates((0, 5), (10, 20), (30, 35), (40, 45))
    found = dates((0, 5, "TIME"), (12, 25, "DATE", "2023"), (28, 35), (50, 60))
    (report,) = score(gold, found).reports
    assert f1(report) == {"strict": 0.25, "relaxed": 0.75, "type": 0.5, "value": 0.5}


def test_precision_is_of_the_system_and_recall_of_the_gold():
    (report,) = score(dates((0, 5), (10, 15)), dates((1, 4))).reports
    assert report.value("tempeval3", "date", "all", "value precision") == 1
    assert report.value("tempeval3", "date", "all", "value recall") == 0.5
    (figure,) = (one for one in report.figures if one.measure == "value recall")
    assert figure.n == (2, 1)


def test_pairs_are_one_to_one_in_the_order_of_the_text():
    gold = dates((0, 5), (10, 15))
    assert pair_dates(gold, dates((0, 2), (3, 5), (4, 12), (14, 20))) == [
        (gold[0], ComparedDate(0, 2, "DATE", "2024")),
        (gold[1], ComparedDate(4, 12, "DATE", "2024")),
    ]
    assert pair_dates(dates((0, 5)), dates((5, 9))) == [], "touching is no overlap"
    assert len(pair_dates(dates((0, 9), (0, 3), (1, 2)), dates((0, 9), (1, 2), (1, 2)))) == 3


spans = st.tuples(st.integers(0, 15), st.integers(1, 15)).map(lambda s: (s[0], s[0] + s[1]))
lists = st.lists(spans, max_size=8).map(
    lambda found: dates(*sorted(found, key=lambda s: (s[0], -s[1])))
)


@given(lists, lists)
def test_pairs_are_those_of_the_definition(gold: list[ComparedDate], found: list[ComparedDate]):
    """Against the definition, read slowly."""
    free, expected = list(gold), []
    for date in found:
        over = [one for one in free if one.start < date.end and date.start < one.end]
        if over:
            free.remove(over[0])
            expected.append((over[0], date))
    assert pair_dates(gold, found) == expected


@given(lists)
def test_a_set_is_right_against_itself(found: list[ComparedDate]):
    (report,) = score(found, found).reports
    assert set(f1(report).values()) == ({1.0} if found else {None})


def test_counts_are_summed_over_documents():
    documents = [(dates((0, 5)), dates((0, 5))), (dates((0, 5), (6, 9), (10, 12)), [])]
    (report,) = scored(*documents).reports
    assert report.value("tempeval3", "date", "all", "strict recall") == 0.25
    assert report.value("tempeval3", "date", "all", "strict precision") == 1
    assert (report.unit, report.units) == ("document", 2)


def test_two_systems_are_compared_on_the_same_resamples():
    right, wrong = dates((0, 5)), dates((0, 5, "DATE", "1999"))
    documents = [(right, right if n % 4 else wrong, right if n % 2 else wrong) for n in range(40)]
    outcome = scored(*documents)
    found = {one.measure: one for one in outcome.differences}
    value = found["value F1"]
    assert value.value == pytest.approx(0.25)
    assert value.low is not None
    assert value.high is not None
    assert 0 < value.low < 0.25 < value.high < 0.5, "paired: the first is never worse"
    assert value.not_above == 0
    strict = found["strict F1"]
    assert strict[4:] == (0, 0, 0, 1)
    assert outcome == scored(*documents)
    back = scored(*((gold, second, first) for gold, first, second in documents))
    assert {one.measure: one for one in back.differences}["value F1"].not_above == 1


def test_a_figure_without_a_value_has_no_difference():
    outcome = score(dates((0, 5)), [], dates((0, 5)))
    found = {one.measure: one for one in outcome.differences}
    assert found["strict precision"][4:] == (None,) * 4
    assert found["strict F1"].value == -1


# F1 in per cent: strict, relaxed, type, value.
PEERS = {
    ("timebank", "heideltime_news_treetagger"): (85.3, 91.9, 89.7, 79.6),
    ("timebank", "sutime_none"): (81.2, 91.0, 85.0, 65.0),
    ("timebank", "recognizers"): (62.2, 81.8, 67.9, 54.4),
    ("timebank", "chrono"): (48.9, 70.8, 64.5, 43.6),
    ("timebank", "dateparser"): (22.3, 55.9, 46.8, 19.8),
    ("aquaint", "heideltime_news_treetagger"): (81.3, 92.5, 84.4, 73.1),
    ("aquaint", "sutime_none"): (76.6, 89.4, 79.0, 64.9),
    ("aquaint", "chrono"): (55.5, 82.8, 70.6, 59.1),
}
GOLD = {"timebank": "TimeBank", "aquaint": "AQUAINT"}


@pytest.mark.skipif(not BENCHMARKS, reason="SAID_BENCHMARKS names no folder")
@each_case(("corpus", "system"), PEERS)
def test_the_figures_of_public_taggers(corpus: str, system: str):
    folder = Path(BENCHMARKS or "") / "dates"
    names = [str(folder / GOLD[corpus]), str(folder / "peers" / corpus / f"{system}.json")]
    read = read_joined(None, names[0], names[1:])
    assert read.inputs[0].left_out == read.inputs[0].unknown == []
    (report,) = score_tempeval3(read, names).reports
    measured = [100 * (value or 0) for value in f1(report).values()]
    assert measured == pytest.approx(PEERS[corpus, system], abs=0.1)
