"""Stances: which items there are, which records are pairs, and alpha from scratch."""

from typing import Any

import pytest
from nltk.metrics.agreement import AnnotationTask

from each_case import each_case
from said.scoring import Comparison
from said.scoring.stance import FIELDS, stance_sentences
from scoring import made
from scoring.made import Made, compare, figure

TEXT = (
    "Trouble at OpenAI again\n"
    "OpenAI failed badly. Altman did well, she says! Nobody came.\n"
    "Great people (see more) left. Advertisement here. It was sad.\n"
    "Read on. See OpenAI there.\n"
)
_AT = TEXT.index("OpenAI failed")
SECOND_NAME = {"start": _AT, "end": _AT + 6, "exact": "OpenAI"}
HEADLINE = made.block(1, "Trouble at OpenAI again", "headline", TEXT)
LINK = made.block(2, "Read on. See OpenAI there.", "boilerplate", TEXT)
INLINE = made.block(3, "(see more)", "boilerplate", TEXT)
ADVERT = made.block(4, "Advertisement here.", "boilerplate", TEXT)
BLOCKS = [HEADLINE, LINK, INLINE, ADVERT]


def stance(number: int, exact: str, label: str = "favor", **fields: Any) -> Made:
    if fields.get("target") == "other":
        fields.setdefault("proposition", f"Proposition {number}.")
    return made.stance(number, exact, label, TEXT, **fields)


def compared(first: list[Made], second: list[Made]) -> Comparison:
    return compare([*BLOCKS, *first], [*BLOCKS, *second], TEXT)


def value(report: Comparison, label: str, measure: str) -> float | None:
    return report.value("stance", "stance", label, measure)


def counts(report: Comparison) -> dict[str, tuple[int, ...]]:
    """How many items there are, and how many of each label in each set."""
    found = {"all": figure(report, "stance", "stance", "all", "alpha").n}
    for label in ("favor", "against", "mixed", "none"):
        found[label] = figure(report, "stance", "stance", label, "items F1").n
    return found


def alpha_of(items: list[tuple[str, str]]) -> float:
    task = [(who, str(n), item[at]) for n, item in enumerate(items) for at, who in enumerate("ab")]
    return float(AnnotationTask(data=task).alpha())


# Items.


def test_aliases_make_items_in_sentences_and_not_in_headlines_or_boilerplate():
    report = compared([], [])
    assert counts(report) == {
        "all": (2,),
        "favor": (0, 0),
        "against": (0, 0),
        "mixed": (0, 0),
        "none": (2, 2),
    }
    found = figure(report, "stance", "stance", "all", "alpha")
    assert (found.value, found.reason) == (None, "all 2 items have one value, none")
    assert value(report, "none", "items F1") == 1
    polarity = figure(report, "stance", "stance", "all", "alpha on polarity")
    assert (polarity.value, polarity.n, polarity.reason) == (None, (0,), "no items")
    assert polarity.of == "items with a stance in both"


def test_a_record_makes_an_item_where_no_alias_is():
    first = [stance(1, "Nobody", target="safety"), stance(2, "Trouble", "against")]
    assert counts(compared(first, [])) == {
        "all": (4,),
        "favor": (1, 0),
        "against": (1, 0),
        "mixed": (0, 0),
        "none": (2, 4),
    }
    assert counts(compared([], first))["none"] == (4, 2)
    assert counts(compared([stance(1, "Read")], [stance(1, "Read")]))["all"] == (2,)


def test_a_sentence_with_boilerplate_inside_still_counts():
    kinds = {(b["span"]["start"], b["span"]["end"]): b["kind"] for b in BLOCKS}
    found = list(stance_sentences(TEXT, "en", kinds, [4, 5, 6, 7]))
    assert [(TEXT[slice(*one.span)], *one[1:]) for one in found] == [
        ("Trouble at OpenAI again", 4, False),
        ("OpenAI failed badly.", 5, True),
        ("Altman did well, she says!", 5, True),
        ("Nobody came.", 5, True),
        ("Great people (see more) left.", 6, True),
        ("It was sad.", 6, True),
    ]
    with pytest.raises(ValueError, match="shorter"):
        list(stance_sentences(TEXT, "en", {}, [1]))


def test_a_record_is_in_every_sentence_it_touches():
    wide = stance(1, "badly. Altman did", "against")
    report = compared([wide], [])
    assert counts(report) == {
        "all": (3,),
        "favor": (0, 0),
        "against": (2, 0),
        "mixed": (0, 0),
        "none": (1, 3),
    }
    up_to_the_next = stance(1, "badly. ", "against")
    assert counts(compared([up_to_the_next], []))["against"] == (1, 0)
    fragments = {**wide, "expression": [made.span(one, TEXT) for one in ("badly", "Nobody")]}
    assert counts(compared([fragments], []))["against"] == (2, 0)


def test_labels_of_one_item_that_differ_make_it_mixed():
    first = [stance(1, "failed", "against"), stance(2, "badly", "favor")]
    report = compared(first, [stance(1, "OpenAI failed", "mixed")])
    assert value(report, "mixed", "items F1") == 1
    assert counts(report)["favor"] == counts(report)["against"] == (0, 0)
    same = compared([first[0], stance(2, "badly", "against")], [first[0]])
    assert value(same, "against", "items F1") == 1
    apart = compared([first[0], stance(2, "badly", target="safety")], [first[0]])
    assert counts(apart)["mixed"] == (0, 0)


def test_alphas_are_those_of_the_items():
    first = [
        stance(1, "failed", "against"),
        stance(2, "did well", target="sam-altman"),
        stance(3, "Great", target="safety"),
        stance(4, "sad", "against", target="safety"),
    ]
    second = [
        stance(1, "badly", "against"),
        stance(2, "did well", "against", target="sam-altman"),
        stance(3, "sad", "against", target="safety"),
        stance(4, "Trouble", "against"),
    ]
    report = compared(first, second)
    polarity = [("against", "against"), ("favor", "against"), ("against", "against")]
    items = [*polarity, ("favor", "none"), ("none", "against")]
    assert value(report, "all", "alpha") == pytest.approx(alpha_of(items))
    assert value(report, "all", "alpha on polarity") == pytest.approx(alpha_of(polarity))
    assert figure(report, "stance", "stance", "all", "alpha on polarity").n == (3,)
    assert value(report, "against", "items precision") == 2 / 4
    assert value(report, "against", "items recall") == 2 / 2
    assert value(report, "favor", "items F1") == 0


def test_token_alpha_is_that_of_the_tokens():
    report = compared([stance(1, "failed badly", "against")], [stance(1, "badly.", "favor")])
    # Of the 42 tokens those of the link and of the inline boilerplate are left out.
    items = [("against", "outside"), ("against", "favor"), ("outside", "favor")]
    found = figure(report, "tokens", "stance", "all", "alpha")
    items += [("outside", "outside")] * (found.n[0] - 3)
    assert found.value == pytest.approx(alpha_of(items))
    assert found.n == (4 + 4 + 7 + 3 + 4 + 4,)


# Records.

BASE = stance(1, "failed badly", "against")


@each_case(
    ("change", "paired"),
    [
        ({}, True),
        ({"id": "t7", "quote": "q1", "form": "implied", "intensity": 1}, True),
        ({"holder": "zoe"}, False),
        ({"target": "safety"}, False),
        ({"label": "mixed"}, False),
        ({"expression": [made.span("badly", TEXT)]}, True),
        ({"expression": [made.span("did well", TEXT)]}, False),
        ({"expression": [made.span("OpenAI failed", TEXT)]}, True),
    ],
)
def test_records_agree_in_holder_target_and_label_where_they_overlap(change: Made, paired: bool):
    report = compared([BASE], [{**BASE, **change}])
    for name in ("F1", "precision", "recall"):
        assert value(report, "all", f"records {name}") == paired
    found = figure(report, "stance", "stance", "all", "records F1")
    assert (found.n, found.of) == ((1, 1), "records")
    unequal = compared([BASE], [{**BASE, **change}, stance(5, "sad", "against")])
    assert value(unequal, "all", "records precision") == paired / 2
    assert value(unequal, "all", "records recall") == paired


FIELDS_CHANGED = {
    "expression": [made.span("failed", TEXT)],
    "form": "implied",
    "modality": "hedged",
    "intensity": 3,
    "confidence": "low",
    "flags": ["typo"],
    "holder": "zoe",
}


@each_case("field", FIELDS_CHANGED)
def test_one_field_that_differs_is_the_only_one_that_disagrees(field: str):
    assert set(FIELDS_CHANGED) == {"holder", *FIELDS}
    one = {**BASE, "flags": ["wrong", "typo"]}
    for pair in ((one, {**one, field: FIELDS_CHANGED[field]}), (one, one)):
        report = compared(*([each] for each in pair))
        expected = dict.fromkeys(FIELDS_CHANGED, 1) | {field: int(pair[0] == pair[1])}
        assert {name: value(report, "all", name) for name in FIELDS_CHANGED} == expected


def test_flags_have_no_order_and_are_not_counted_where_no_set_has_them():
    first, second = {**BASE, "flags": ["a", "b"]}, {**BASE, "flags": ["b", "a"]}
    assert value(compared([first], [second]), "all", "flags") == 1
    assert value(compared([first], [BASE]), "all", "flags") == 0
    neither = figure(compared([BASE], [BASE]), "stance", "stance", "all", "flags")
    assert (neither.value, neither.n, neither.reason) == (None, (0,), "no records that overlap")


def test_fields_are_compared_where_target_and_place_are_shared():
    """The label need not be, nor the holder."""
    report = compared([BASE], [stance(1, "badly", "favor", holder="zoe")])
    assert figure(report, "stance", "stance", "all", "modality").n == (1,)
    other = compared([BASE], [stance(1, "badly", "against", target="safety")])
    assert figure(other, "stance", "stance", "all", "modality").n == (0,)


def test_the_nearest_expression_is_the_pair_and_the_holder_decides_only_between_equals():
    wide = stance(2, "OpenAI failed badly.", "against", holder="zoe", modality="hedged")
    near = stance(1, "failed badly", "against", modality="hedged")
    first = stance(1, "failed badly", "against", holder="zoe")
    report = compared([first], [near, wide])
    assert value(report, "all", "holder") == 0
    assert value(report, "all", "records recall") == 1, "the wider one is the same record"
    collective = [{**near, "id": f"t{n}", "holder": holder} for n, holder in enumerate("abc")]
    for order in (collective, collective[::-1]):
        found = compared(order, [collective[2], collective[0], collective[1]])
        assert value(found, "all", "holder") == 1
        assert value(found, "all", "records F1") == 1


def test_two_records_are_not_paired_with_one():
    first = [BASE, stance(2, "badly", "against")]
    report = compared(first, [BASE])
    assert value(report, "all", "records recall") == 1 / 2
    assert value(report, "all", "records precision") == 1
    assert figure(report, "stance", "stance", "all", "holder").n == (1,)


# Records by unit.


def test_records_of_a_unit_need_not_overlap_but_share_unit_holder_target_and_label():
    first = [stance(1, "failed badly", "against"), stance(2, "did well")]
    for exact, label, shared in (
        ("OpenAI", "against", 1),
        ("OpenAI", "favor", 0),
        ("sad", "against", 0),
    ):
        at = {"expression": [SECOND_NAME]} if exact == "OpenAI" else {}
        second = [{**stance(5, "sad", label), **at}]
        report = compared(first, second)
        assert value(report, "all", "records of a unit precision") == shared
        assert value(report, "all", "records of a unit recall") == shared / 2
        found = figure(report, "stance", "stance", "all", "records of a unit F1")
        assert (found.n, found.of) == ((2, 1), "records")
        assert value(report, "all", "records F1") == 0


def test_a_quote_is_the_unit_whatever_its_id_and_however_many_sentences_it_has():
    quoted = "Altman did well, she says! Nobody came."
    first = [made.quote(1, quoted, "zoe", text=TEXT), stance(1, "well", quote="q1")]
    second = [made.quote(2, quoted, "zoe", text=TEXT), stance(1, "Nobody", quote="q2")]
    assert value(compared(first, second), "all", "records of a unit F1") == 1
    elsewhere = made.quote(2, "OpenAI failed badly.", "zoe", text=TEXT)
    unpaired = [elsewhere, stance(1, "Nobody", quote="q2")]
    assert value(compared(first, unpaired), "all", "records of a unit F1") == 0
    # An id of one set tells nothing about the same id of the other.
    namesake = [{**elsewhere, "id": "q1"}, stance(1, "Nobody", quote="q1")]
    assert value(compared(first, namesake), "all", "records of a unit F1") == 0
    authors = [first[0], stance(1, "well")]
    assert value(compared(first, authors), "all", "records of a unit F1") == 0


# The target `other`.


def other(number: int, exact: str, label: str = "favor", **fields: Any) -> Made:
    return stance(number, exact, label, target="other", **fields)


def test_others_are_the_same_where_they_overlap_whatever_their_propositions():
    first = [other(1, "failed badly", proposition="It failed.")]
    near = compared(first, [other(1, "badly", proposition="It was bad.")])
    assert value(near, "favor", "items F1") == 1
    assert value(near, "all", "records F1") == 1
    apart = compared(first, [other(1, "did well", proposition="It failed.")])
    assert value(apart, "favor", "items F1") == 0
    assert value(apart, "all", "records F1") == 0
    assert counts(apart)["all"] == (4,)


def test_two_others_in_one_sentence_stay_two():
    first = [other(1, "failed"), other(2, "badly", "against")]
    report = compared(first, first)
    assert counts(report) == {
        "all": (4,),
        "favor": (1, 1),
        "against": (1, 1),
        "mixed": (0, 0),
        "none": (2, 2),
    }
    assert value(report, "all", "alpha") == 1
    lonely = compared(first, [])
    assert counts(lonely)["none"] == (2, 4)
    assert counts(compared([], first))["all"] == (4,)


def test_an_other_shares_its_target_with_the_nearest_and_with_no_further_one():
    first = [other(1, "OpenAI failed badly.")]
    second = [other(1, "badly.", "against"), other(2, "OpenAI failed")]
    for pair in ((first, second), (second, first), (first, second[::-1])):
        report = compared(*pair)
        assert value(report, "favor", "items F1") == 1
        assert value(report, "all", "records F1") == pytest.approx(2 / 3)
        assert figure(report, "stance", "stance", "all", "holder").n == (1,)


def test_others_of_a_collective_go_by_holder_and_label():
    voices = [other(n, "failed", holder=holder) for n, holder in enumerate(["a", "b"], 1)]
    swapped = [{**one, "id": f"t{3 - n}"} for n, one in enumerate(voices, 1)]
    assert value(compared(voices, swapped), "all", "records F1") == 1
    labelled = [other(1, "failed"), other(2, "failed", "against")]
    swapped = [{**one, "id": f"t{3 - n}"} for n, one in enumerate(labelled, 1)]
    report = compared(labelled, swapped)
    assert value(report, "all", "records F1") == 1
    assert value(report, "all", "alpha") == 1


def test_an_other_is_no_registered_target():
    report = compared([other(1, "failed")], [stance(1, "failed")])
    assert value(report, "favor", "items F1") == 0
    assert figure(report, "stance", "stance", "all", "holder").n == (0,)
