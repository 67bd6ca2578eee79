"""The measure attribution: the counts, what must not change them, two systems."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.scoring import Comparison, SystemScores, score_attribution
from said.scoring.attribution import LEAST, ROLES, SOURCE, SPEAKERS, Quote, figure_key
from said.scoring.items import Item
from said.text.segments import Place
from scoring.made import joined


def score(gold: list[Quote], *systems: list[Quote]) -> SystemScores:
    return scored([(gold, *systems)])


def scored(*documents: list[tuple[list[Quote], ...]]) -> SystemScores:
    """Of documents with their readings; in each the quotes of each set."""
    names = ["gold", "first", "second"][: len(documents[0][0])]
    made = ((str(n), [[*map(items, sets)] for sets in one]) for n, one in enumerate(documents))
    return score_attribution(joined(*made, layer="quote"), names)


def items(quotes: list[Quote]) -> list[Item]:
    return [
        Item("quote", one.content, one.type, one.cue, one.source, one.speakers) for one in quotes
    ]


def report(gold: list[Quote], system: list[Quote]) -> Comparison:
    return score(gold, system).reports[0]


def f1(found: Comparison, layer: str, measure: str) -> float | None:
    return found.value(*figure_key(layer, f"{measure} F1"))


def content(*places: Place) -> list[Quote]:
    return [Quote(place) for place in places]


def test_the_counts_of_spans():
    gold = content(((0, 10),), ((20, 30),), ((40, 50),), ((60, 70),))
    found = content(((0, 10),), ((20, 25),), ((42, 52),), ((80, 90),))
    measured = report(gold, found)
    values = {m: f1(measured, "content", m) for m in ("exact", "begin", "overlap 0.3")}
    assert values == {"exact": 0.25, "begin": 0.5, "overlap 0.3": 0.75}
    assert f1(measured, "content", "overlap 0.8") == 0.25
    assert f1(measured, "cue", "exact") is None, "neither set has a cue"


@each_case(("end", "least"), [(3, 0.3), (8, 0.8)])
def test_a_jaccard_of_just_that_is_enough(end: int, least: float):
    measure = f"overlap {least}"
    gold = content(((0, 10),))
    assert f1(report(gold, content(((0, end),))), "content", measure) == 1
    assert f1(report(gold, content(((0, end), (10, 11)))), "content", measure) == 0


def test_pairs_are_one_to_one_and_as_many_as_there_can_be():
    gold = content(((0, 10),), ((3, 13),))
    found = content(((2, 12),), ((11, 16),))
    measured = report(gold, found)
    assert f1(measured, "content", "overlap 0.3") == 0.5
    gold, found = content(((0, 10),), ((4, 10),)), content(((0, 9),), ((0, 3),))
    # The heaviest pair is (0, 10) with (0, 9); to pair (4, 10) and (0, 3) too, it must give way.
    assert f1(report(gold, found), "content", "overlap 0.3") == 1


def test_a_quote_begins_where_its_first_fragment_does():
    gold, found = content(((0, 5), (10, 15))), content(((0, 5), (30, 35)))
    assert f1(report(gold, found), "content", "begin") == 1
    assert f1(report(gold, content(((2, 5), (10, 15)))), "content", "begin") == 0


def test_any_counts_the_spans_of_the_system():
    gold, found = content(((0, 10),), ((20, 30),)), content(((0, 5),), ((5, 10),))
    measured = report(gold, found)
    assert f1(measured, "content", "any 0.3") == 1
    assert f1(measured, "content", "overlap 0.3") == 0.5
    with pytest.raises(KeyError):
        f1(measured, "cue", "any 0.3")


def test_a_span_that_serves_two_quotes_counts_once():
    gold = [
        Quote(((0, 5),), ((6, 8),), ((9, 12),)),
        Quote(((20, 25),), ((26, 28),), ((9, 12),)),
    ]
    measured = report(gold, gold[:1])
    assert f1(measured, "source", "exact") == 1
    assert f1(measured, "cue", "exact") == pytest.approx(2 / 3)


WHOLE = Quote(((0, 10),), ((12, 16),), ((17, 27),))


@each_case(
    ("found", "exact", "overlap"),
    [
        (WHOLE, 1, 1),
        (WHOLE._replace(type="direct", speakers=frozenset("x")), 1, 1),
        (WHOLE._replace(content=((0, 3),)), 0, 1),
        (WHOLE._replace(content=((0, 2),)), 0, 0),
        (WHOLE._replace(source=((24, 30),)), 0, 0),
        (WHOLE._replace(source=((22, 27),)), 0, 1),
        (WHOLE._replace(source=()), 0, 0),
        (WHOLE._replace(cue=()), 0, 0),
        (WHOLE._replace(cue=((15, 20),)), 0, 0),
    ],
)
def test_a_whole_quote_matches_in_all_three(found: Quote, exact: int, overlap: int):
    for one, other in ((WHOLE, found), (found, WHOLE)):
        measured = report([one], [other])
        assert f1(measured, "quote", "exact") == exact
        assert f1(measured, "quote", "overlap 0.3") == overlap


def test_what_neither_has_matches():
    assert f1(report(content(((0, 9),)), content(((0, 9),))), "quote", "overlap 0.3") == 1


def test_recall_is_told_by_the_type_of_the_gold_alone():
    gold = [
        Quote(((0, 10),), type="direct"),
        Quote(((20, 30),), type="mixed"),
        Quote(((40, 50),), type="mixed"),
        Quote(((60, 70),)),
    ]
    found = [Quote(((0, 10),), type="mixed"), Quote(((20, 25),), type="indirect")]
    measured = report(gold, found)
    values = {
        (type_, least): measured.value(*figure_key("content", f"recall {least}", type_))
        for type_ in ("direct", "indirect", "mixed")
        for least in LEAST
    }
    assert values == {
        ("direct", 0.3): 1,
        ("direct", 0.8): 1,
        ("indirect", 0.3): None,
        ("indirect", 0.8): None,
        ("mixed", 0.3): 0.5,
        ("mixed", 0.8): 0,
    }


def test_speakers_are_those_of_paired_quotes():
    gold = [
        Quote(((0, 10),), source=((12, 20),), speakers=frozenset({"lind"})),
        Quote(((30, 40),), source=((42, 50),), speakers=frozenset({"d.anon-1", "lind"})),
        Quote(((60, 70),), source=((72, 80),), speakers=frozenset({"d.anon-1"})),
        Quote(((90, 99),), speakers=frozenset({"berg"})),
        Quote(((110, 120),), source=((122, 130),), speakers=frozenset({"berg"})),
    ]
    found = [
        Quote(((0, 10),), source=((19, 21),), speakers=frozenset({"lind"})),
        Quote(((30, 40),), source=((50, 52),), speakers=frozenset({"d.anon-7", "lind"})),
        Quote(((60, 70),), source=(), speakers=frozenset({"d.anon-7"})),
        Quote(((90, 99),), source=((85, 88),), speakers=frozenset({"lind"})),
    ]
    measured = report(gold, found)
    figures = {one.measure: one for one in measured.figures if one.layer == "speaker"}
    assert (figures[SOURCE].value, figures[SOURCE].n) == (pytest.approx(1 / 3), (3,))
    assert (figures[SPEAKERS].value, figures[SPEAKERS].n) == (0.75, (4,))
    without = report(gold, [one._replace(speakers=None) for one in found])
    assert without.value(*figure_key("speaker", SPEAKERS)) is None


def test_readings_of_a_text_share_its_weight():
    one, other = [Quote(((0, 5),), type="direct")], [Quote(((10, 15),), type="direct")]
    (measured,) = scored(
        [(one, one), (other, one), (other, one), (one, one)], [(one, other)]
    ).reports
    (figure,) = (f for f in measured.figures if f[:4] == figure_key("content", "exact F1"))
    assert (figure.value, figure.n) == (0.25, (2, 2))
    (figure,) = (
        f for f in measured.figures if f[:4] == figure_key("content", "recall 0.3", "direct")
    )
    assert (figure.value, figure.n) == (0.25, (2,))
    assert (measured.unit, measured.units) == ("document", 2)


edges = st.lists(st.integers(0, 60), min_size=2, max_size=6, unique=True).map(sorted)
places = edges.map(lambda e: tuple(zip(e[::2], e[1::2], strict=False)))
maybe = st.one_of(st.just(()), places)
types = st.sampled_from(["direct", "indirect", "mixed"])
voices = st.frozensets(st.sampled_from(["lind", "d.anon-1", "d.anon-2"]), max_size=2)
quotes = st.builds(Quote, places, maybe, maybe, types, voices)
lists = st.lists(quotes, max_size=6)
MATCHES = [
    *((layer, measure) for layer in (*ROLES, "quote") for measure in ("exact", "overlap 0.3")),
    *((role, measure) for role in ROLES for measure in ("begin", "overlap 0.8")),
]


@given(lists)
def test_a_set_is_right_against_itself(found: list[Quote]):
    values = {one.value for one in report(found, found).figures}
    assert values <= {1.0, None}
    assert (1.0 in values) == bool(found)


@given(lists, lists)
def test_f1_does_not_depend_on_the_direction(first: list[Quote], second: list[Quote]):
    one, other = report(first, second), report(second, first)
    for layer, measure in MATCHES:
        assert f1(one, layer, measure) == f1(other, layer, measure)
        names = [figure_key(layer, f"{measure} {name}") for name in ("precision", "recall")]
        assert one.value(*names[0]) == other.value(*names[1])


def moved(one: Quote, by: int) -> Quote:
    content, cue, source = (
        tuple((start + by, end + by) for start, end in place) for place in one[:3]
    )
    return one._replace(content=content, cue=cue, source=source)


@given(lists, lists, st.integers(1, 1000))
def test_only_places_to_each_other_count(first: list[Quote], second: list[Quote], by: int):
    shifted = [[moved(one, by) for one in quotes] for quotes in (first, second)]
    assert report(first, second) == report(*shifted)


@given(lists, lists, st.randoms(use_true_random=False))
def test_the_order_of_spans_and_quotes_does_not_count(
    first: list[Quote], second: list[Quote], random: Random
):
    mixed = random.sample(first, len(first)), random.sample(second, len(second))
    one, other = report(first, second), report(*mixed)
    for figure, again in zip(one.figures, other.figures, strict=True):
        if figure.layer != "speaker" and figure.label == "all":
            assert figure == again


@given(lists, lists)
def test_stricter_measures_are_no_higher(first: list[Quote], second: list[Quote]):
    measured = report(first, second)
    for role in ROLES:
        values = [f1(measured, role, m) or 0 for m in ("exact", "overlap 0.8", "overlap 0.3")]
        assert values == sorted(values)
    values = [f1(measured, "content", m) or 0 for m in ("overlap 0.3", "any 0.3")]
    assert values == sorted(values)


def test_two_systems_are_compared_on_the_same_resamples():
    right, wrong = content(((0, 5),)), content(((10, 15),))
    documents = [[(right, right if n % 4 else wrong, right if n % 2 else wrong)] for n in range(40)]
    outcome = scored(*documents)
    found = {(one.layer, one.measure): one for one in outcome.differences}
    exact = found["content", "exact F1"]
    assert exact.value == pytest.approx(0.25)
    assert exact.low is not None
    assert exact.high is not None
    assert 0 < exact.low < 0.25 < exact.high < 0.5, "paired: the first is never worse"
    assert exact.not_above == 0
    assert found["cue", "exact F1"].value is None
    assert outcome == scored(*documents)
