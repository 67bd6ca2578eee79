"""Which attributes agree: one field at a time, and names that each set chose for itself."""

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from each_case import each_case
from said.scoring.attributes import ATTRIBUTES
from said.scoring.figures import Comparison
from scoring import made
from scoring.made import Made, compare, figure

TEXT = (
    "Harbour to reopen\n"
    "Ana Ruiz left on Monday. She told the Post and the Times: “I quit now.” It was ‘fun’ then.\n"
    "It ended in early May."
)
FULL = [
    made.block(1, "Harbour to reopen", "headline", TEXT),
    made.mark(1, "fun", "scare", TEXT),
    made.mention(1, "Ana Ruiz", "ana-ruiz", text=TEXT),
    {**made.mention(2, "the Post", "post", text=TEXT), "flags": ["typo", "wrong"]},
    made.mention(3, "the Times", "times", text=TEXT),
    made.date(1, "Monday", "2024-05-06", TEXT),
    made.date(2, "early May", "2024-05", TEXT, mod="START", anchor="d1", flags=["typo", "wrong"]),
    made.quote(
        1,
        "I quit now",
        "ana-ruiz",
        text=TEXT,
        type="mixed",
        verbatim=[made.span("quit", TEXT)],
        cue=[made.span("told", TEXT)],
        source=["s1"],
        via=["s2"],
        said="d1",
        utterance="farewell",
        flags=["typo", "wrong"],
        polarity="negative",
        determinacy="indeterminate",
        phrase=[made.span("Ana Ruiz", TEXT)],
        addressee=["s2"],
    ),
]
CHANGED: dict[tuple[str, str], Any] = {
    ("block", "kind"): "heading",
    ("mark", "kind"): "echo",
    ("speaker", "form"): "handle",
    ("speaker", "speakers"): ["zoe"],
    ("speaker", "flags"): ["typo"],
    ("quote", "type"): "indirect",
    ("quote", "speakers"): ["ana-ruiz", "zoe"],
    ("quote", "resolution"): "implicit",
    ("quote", "verbatim"): [made.span("now", TEXT)],
    ("quote", "cue"): [made.span("She", TEXT)],
    ("quote", "source"): ["s1", "s3"],
    ("quote", "via"): ["s3"],
    ("quote", "said"): "d2",
    ("quote", "utterance"): None,
    ("quote", "flags"): ["typo"],
    ("quote", "polarity"): "positive",
    ("quote", "determinacy"): "determinate",
    ("quote", "phrase"): [made.span("Ana", TEXT)],
    ("quote", "addressee"): ["s2", "s3"],
    ("date", "type"): "TIME",
    ("date", "value"): "2023",
    ("date", "mod"): "END",
    ("date", "anchor"): "dct",
    ("date", "flags"): ["wrong"],
}
OPTIONAL = [(field.layer, field.name) for field in ATTRIBUTES if field.is_optional]


def changed(layer: str, name: str, value: Any) -> list[Made]:
    """The full set with another value of one field, None to leave it out; where a field is
    optional only what has it changes."""
    found = deepcopy(FULL)
    for one in found:
        if one["layer"] == layer and name in one:
            if value is None:
                del one[name]
            else:
                one[name] = value
    return found


def shares(report: Comparison) -> dict[tuple[str, str], float | None]:
    """The shares of all fields but `passages`, which is not compared quote by quote."""
    found = {(f.layer, f.measure): f.value for f in report.figures if f.group == "attributes"}
    del found["quote", "passages"]
    return found


def test_every_attribute_has_its_case():
    assert list(CHANGED) == [(field.layer, field.name) for field in ATTRIBUTES]
    assert set(shares(compare(FULL, FULL, TEXT)).values()) == {1}


@each_case(("layer", "name"), CHANGED)
@each_case("side", ["first", "second"])
def test_one_field_that_differs_is_the_only_one_that_disagrees(layer: str, name: str, side: str):
    other = changed(layer, name, CHANGED[layer, name])
    pair = (other, FULL) if side == "first" else (FULL, other)
    assert shares(compare(*pair, TEXT)) == dict.fromkeys(CHANGED, 1) | {(layer, name): 0}


@each_case(("layer", "name"), OPTIONAL)
def test_an_optional_field_counts_where_either_set_has_it(layer: str, name: str):
    without = changed(layer, name, None)
    for pair in ((without, FULL), (FULL, without)):
        assert shares(compare(*pair, TEXT)) == dict.fromkeys(CHANGED, 1) | {(layer, name): 0}
    neither = figure(compare(without, without, TEXT), "attributes", layer, "all", name)
    assert (neither.value, neither.n, neither.reason) == (None, (0,), "no pairs with it")
    assert neither.of == "pairs with it"


def test_only_a_field_that_may_be_left_out_is_optional():
    assert {name for _, name in OPTIONAL} == {
        *("verbatim", "cue", "source", "via", "said", "utterance", "flags", "mod", "anchor"),
        *("polarity", "determinacy", "phrase", "addressee"),
    }
    required = figure(compare([], [], TEXT), "attributes", "date", "all", "type")
    assert (required.value, required.reason, required.of) == (None, "no pairs", "pairs")


def test_ids_and_the_order_of_ids_are_each_sets_own():
    first, second = deepcopy(FULL), deepcopy(FULL)
    first[-1]["source"] = ["s1", "s3"]
    second[-1].update(
        source=["s13", "s11"], via=["s12"], said="d11", flags=["wrong", "typo"], addressee=["s12"]
    )
    for one in second:
        one["id"] = f"{one['id'][0]}1{one['id'][1:]}"
    second[-2].update(anchor="d11", flags=["wrong", "typo"])
    assert set(shares(compare(first, second, TEXT)).values()) == {1}


ACT = ["We quit", "It is over", "Nobody stays"]
ACT_TEXT = "“We quit.” “It is over.” “Nobody stays.”"


def act(*passages: list[str], utterances: list[str] | None = None) -> list[Made]:
    """Three quotes of one act, each with the passages that it gives."""
    quotes = []
    for number, (words, ids) in enumerate(zip(ACT, passages, strict=True), 1):
        of = utterances[number - 1] if utterances else "farewell"
        fields = {"utterance": of, **({"passages": ids} if ids else {})}
        quotes.append(made.quote(number, words, "ana-ruiz", text=ACT_TEXT, **fields))
    return quotes


def passages(first: list[Made], second: list[Made]) -> tuple[float | None, tuple[int, ...]]:
    found = figure(compare(first, second, ACT_TEXT), "attributes", "quote", "all", "passages")
    return found.value, found.n


def test_passages_are_compared_by_the_quotes_that_share_them():
    both = act(["exit"], ["exit"], [])
    assert passages(both, act(["x"], ["x", "y"], ["z"])) == (1, (1,))
    assert passages(both, act(["x"], ["y"], [])) == (0, (1,))
    assert passages(both, act(["x"], ["x", "y"], ["y"])) == (0.5, (2,))
    assert passages(act([], [], []), act([], [], [])) == (None, (0,))


def test_quotes_of_two_acts_share_no_passage():
    apart = act(["exit"], ["exit"], [], utterances=["farewell", "reply", "farewell"])
    assert passages(act(["exit"], ["exit"], []), apart) == (0, (1,))
    assert passages(apart, apart) == (None, (0,))


def test_coverage_is_the_share_of_spans_that_are_paired():
    fewer = [one for one in FULL if one["id"] not in ("s2", "s3", "q1")]
    report = compare(fewer, FULL, TEXT)
    assert figure(report, "attributes", "speaker", "all", "form").coverage == 0.5
    assert figure(report, "attributes", "date", "all", "mod").coverage == 1
    assert figure(report, "tokens", "speaker", "all", "alpha").coverage is None
    empty = compare([], [], TEXT)
    assert figure(empty, "attributes", "speaker", "all", "form").coverage is None


# Names that each set chose for itself.

LINES = "\n".join(f"He{n} says “go{n}”. It{n} is bad{n}." for n in range(6))
voices = st.lists(
    st.sampled_from(["d.anon-1", "d.anon-2", "d.anon-3", "ana"]),
    min_size=1,
    max_size=2,
    unique=True,
)
utterances = st.sampled_from([None, "u1", "u2", "u3"])
drawn = st.lists(st.tuples(voices, voices, utterances), min_size=6, max_size=6)


def voiced(values: list[tuple[list[str], list[str], str | None]]) -> list[Made]:
    """A mention, a quote and a stance in each line."""
    found = []
    for n, (mentioned, quoted, utterance) in enumerate(values):
        found += [
            made.mention(n, f"He{n}", *mentioned, text=LINES),
            made.quote(n, f"go{n}", *quoted, text=LINES),
            made.stance(n, f"bad{n}", "favor", LINES, holder=quoted[0]),
        ]
        if utterance:
            found[-2]["utterance"] = utterance
    return found


def renamed(values: Any, names: dict[str, str]) -> Any:
    if isinstance(values, list | tuple):
        return type(values)(renamed(value, names) for value in values)
    return names.get(values, values)


@settings(derandomize=True, max_examples=effort.examples(60))
@given(
    drawn,
    drawn,
    st.permutations(["d.anon-1", "d.anon-2", "d.anon-3"]),
    st.permutations(["u1", "u2", "u3"]),
    st.booleans(),
)
def test_renaming_voices_and_utterances_of_one_set_changes_no_figure(
    first: Any, second: Any, entities: list[str], own: list[str], is_first: bool
):
    new = dict(zip(["d.anon-1", "d.anon-2", "d.anon-3"], entities, strict=True))
    new |= dict(zip(["u1", "u2", "u3"], own, strict=True))
    before = compare(voiced(first), voiced(second), LINES)
    if is_first:
        first = renamed(first, new)
    else:
        second = renamed(second, new)
    assert compare(voiced(first), voiced(second), LINES) == before


@each_case("layer", ["speaker", "quote"])
def test_voices_that_are_not_aligned_do_not_agree_by_accident(layer: str):
    def of(*voices: str) -> list[Made]:
        if layer == "quote":
            return [made.quote(n, f"go{n}", v, text=LINES) for n, v in enumerate(voices)]
        return [made.mention(n, f"He{n}", v, text=LINES) for n, v in enumerate(voices)]

    first, second = of("d.anon-2", "d.anon-2", "d.anon-1"), of(*["d.anon-1"] * 3)
    for pair in ((first, second), (second, first)):
        assert compare(*pair, LINES).value("attributes", layer, "all", "speakers") == 2 / 3


def test_utterances_that_are_not_aligned_do_not_agree_by_accident():
    def of(*utterances: str) -> list[Made]:
        return [
            made.quote(n, f"go{n}", "ana", text=LINES, utterance=one)
            for n, one in enumerate(utterances)
        ]

    first, second = of("u2", "u2", "u1"), of("u1", "u1", "u1")
    for pair in ((first, second), (second, first)):
        assert compare(*pair, LINES).value("attributes", "quote", "all", "utterance") == 2 / 3


def test_holders_that_are_not_aligned_do_not_agree_by_accident():
    first = [
        *(made.quote(n, f"go{n}", "d.anon-2", text=LINES) for n in range(2)),
        made.stance(1, "bad2", "favor", LINES, holder="d.anon-1"),
        made.stance(2, "bad3", "favor", LINES, holder="d.anon-2"),
    ]
    second = [
        *(made.quote(n, f"go{n}", "d.anon-1", text=LINES) for n in range(2)),
        made.stance(1, "bad2", "favor", LINES, holder="d.anon-1"),
        made.stance(2, "bad3", "favor", LINES, holder="d.anon-1"),
    ]
    assert compare(first, second, LINES).value("stance", "stance", "all", "holder") == 0.5


def test_named_voices_are_the_same_in_both_sets():
    first = [made.quote(n, f"go{n}", "ana", text=LINES) for n in range(3)]
    second = [made.quote(n, f"go{n}", "zoe", text=LINES) for n in range(3)]
    assert compare(first, second, LINES).value("attributes", "quote", "all", "speakers") == 0


def test_speakers_count_in_every_pair_although_a_document_may_lack_them():
    always = {(field.layer, field.name) for field in ATTRIBUTES if not field.is_optional}
    assert {("speaker", "speakers"), ("quote", "speakers"), ("quote", "resolution")} <= always
