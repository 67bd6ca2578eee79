"""Level 5: what no annotation and no decision covers is told, and nothing else."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from each_case import each_case
from said.check import coverage
from said.seeds.documents import Seed, read_document
from said.seeds.json_files import JsonFile
from said.seeds.registries import Registries, document_ids, read_registries
from said.system.places import SOURCE_ROOT, Checkout
from said.text import jsontext
from said.text.segments import Cover

search = settings(derandomize=True)

LIND = {"id": "marta-lind", "name": "Marta Lind", "kind": "person", "aliases": ["Lind"]}


def source(name: str, values: list[dict[str, Any]]) -> JsonFile:
    return JsonFile(name, values, list(map(jsontext.line, values)), list(range(1, len(values) + 1)))


def seed(text: str, annotations: Any = (), decided: Any = ()) -> Seed:
    return Seed(
        "pier",
        "seeds/pier",
        text,
        None,
        source("seeds/pier/annotations.jsonl", list(annotations)),
        (),
        source("seeds/pier/decided.jsonl", list(decided)) if decided else None,
        None,
        {},
    )


def registries(*entities: dict[str, Any]) -> Registries:
    return Registries({entity["id"]: entity for entity in entities}, {}, {}, (), {})


def span(text: str, exact: str) -> dict[str, Any]:
    assert text.count(exact) == 1
    return {"start": text.index(exact), "end": text.index(exact) + len(exact), "exact": exact}


def quote(text: str, *content: str, **lists: list[str]) -> dict[str, Any]:
    fields = {key: [span(text, one) for one in exacts] for key, exacts in lists.items()}
    return {"layer": "quote", "content": [span(text, one) for one in content], **fields}


def spanned(layer: str, text: str, exact: str, **fields: str) -> dict[str, Any]:
    return {"layer": layer, "span": span(text, exact), **fields}


def found(checked: Seed, *entities: dict[str, Any]) -> list[tuple[str, str]]:
    """Kind and the string in question of all findings."""
    return [
        (finding.kind, re.split("['\"](?= )", finding.message, maxsplit=1)[0][1:])
        for finding in coverage.check_coverage(checked, registries(*entities))
    ]


def test_places_are_lines_and_columns_of_the_text() -> None:
    findings = coverage.check_coverage(seed("\n  Lind left.\n\nIt was May 3."), registries(LIND))
    assert [str(finding) for finding in findings] == [
        "seeds/pier/raw.txt:2:3: warning: 'Lind' is no mention of a person; annotate the name as a "
        "mention, or add a line to the document's decided.jsonl [uncovered-name, S2]",
        "seeds/pier/raw.txt:4:8: warning: 'May 3' lies in no date; annotate the whole expression, "
        "or add a line to the document's decided.jsonl [uncovered-date, D1]",
    ]


def test_without_text_or_annotations() -> None:
    nothing = seed("Lind left.")._replace(annotations=None)
    assert found(nothing, LIND) == [("uncovered-name", "Lind")]
    assert found(nothing._replace(text=None), LIND) == []


MARKS = "“We tried,” said the “crew”; 'odd', the pilots' and \"so\" on."


@each_case(
    ("annotations", "left"),
    [
        ([], "“”“”''\"\""),
        # Marks stand directly outside a direct quote or a mark, or inside a mixed quote.
        ([quote(MARKS, "We tried,")], "“”''\"\""),
        ([quote(MARKS, "“crew”; 'odd', the pilots' and \"so\"", verbatim=["crew"])], "“”"),
        ([spanned("mark", MARKS, one, kind="term") for one in ("crew", "odd")], '“”""'),
        # One character further off is too far.
        ([quote(MARKS, "We tried")], "”“”''\"\""),
        ([spanned("mark", MARKS, "rew", kind="term")], "“”“''\"\""),
        # Only content, verbatim and marks count.
        ([quote(MARKS, "tried", cue=["We", "crew"])], "“”“”''\"\""),
        ([spanned("speaker", MARKS, "crew", form="nominal")], "“”“”''\"\""),
    ],
)
def test_marks(annotations: list[dict[str, Any]], left: str) -> None:
    kinds = [one for one in found(seed(MARKS, annotations)) if one[0] == "uncovered-mark"]
    assert "".join(string for _, string in kinds) == left


DATES = "In May 2024, on Monday, two days"


def test_a_wrapper_says_nothing_of_the_marks_inside_it() -> None:
    text = "‘The “old pier” is shut.’"
    wrapper = spanned("mark", text, "The “old pier” is shut.", kind="wrapper")
    assert found(seed(text, [wrapper])) == [("uncovered-mark", "“"), ("uncovered-mark", "”")]
    inner = spanned("mark", text, "old pier", kind="term")
    assert found(seed(text, [wrapper, inner])) == []


@each_case(
    ("dates", "left"),
    [
        ([], ["May", "2024", "Monday", "two days"]),
        (["May 2024", "on Monday", "two days"], []),
        (["May 2", "days"], ["2024", "Monday", "two days"]),
        (["May 2024, on", "Mon"], ["Monday", "two days"]),
    ],
)
def test_dates(dates: list[str], left: list[str]) -> None:
    checked = seed(DATES, [spanned("date", DATES, one) for one in dates])
    assert found(checked) == [("uncovered-date", one) for one in left]


def test_a_name_that_looks_like_a_date_is_none() -> None:
    text = "April Lind and June Berg left with April and June."
    april = {"id": "april-lind", "name": "April Lind", "kind": "person", "aliases": []}
    mention = spanned("speaker", text, "June Berg", form="name")
    assert found(seed(text, [mention]), april) == [
        ("uncovered-name", "April Lind"),
        ("uncovered-date", "April"),
        ("uncovered-date", "June"),
    ]


NAMES = "Harbour master Marta Lind, of the Lind crew"


@each_case(
    ("mentions", "left"),
    [
        ([], ["Marta Lind", "Lind"]),
        ([("Marta Lind", "name"), ("Lind crew", "name")], []),
        ([("Marta Lind", "handle"), ("the Lind crew", "nominal")], ["Lind"]),
        ([("Marta", "name"), ("master Marta Lin", "name")], ["Marta Lind", "Lind"]),
    ],
)
def test_names(mentions: list[tuple[str, str]], left: list[str]) -> None:
    annotations = [spanned("speaker", NAMES, one, form=form) for one, form in mentions]
    assert found(seed(NAMES, annotations), LIND) == [("uncovered-name", one) for one in left]


CUES = "Sand said it rained. He told Radio Norrvik so. Berg replied, too.\nHe asked the crew."


@each_case(
    ("quotes", "left"),
    [
        ([], ["said", "told", "replied", "asked"]),
        ([quote(CUES, "it rained")], ["told", "replied", "asked"]),
        # A cue alone is enough, and a fragment in each sentence.
        ([quote(CUES, "it rained", cue=["told"])], ["replied", "asked"]),
        ([quote(CUES, "it rained", "Radio Norrvik so", "He asked")], ["replied"]),
        ([quote(CUES, "rained. He")], ["replied", "asked"]),
    ],
)
def test_cues(quotes: list[dict[str, Any]], left: list[str]) -> None:
    assert found(seed(CUES, quotes)) == [("uncovered-cue", one) for one in left]


def test_a_capital_counts_as_a_name_in_prose_alone() -> None:
    text = "Pilot Recalls Storm\nThe Pilot Recalls Storm"
    title = spanned("block", text, "Pilot Recalls Storm\n", kind="headline")
    assert found(seed(text)) == []
    assert found(seed(text, [title])) == [("uncovered-cue", "Recalls")]


def test_nothing_is_looked_for_in_boilerplate() -> None:
    text = "Lind left. (MORE: Lind said “no” on Monday.) Lind said so.\nMore from Lind in May"
    inline = spanned("block", text, "(MORE: Lind said “no” on Monday.)", kind="boilerplate")
    within = spanned("block", text, "“no”", kind="boilerplate")
    line = spanned("block", text, "More from Lind in May", kind="boilerplate")
    for blocks in ([inline, line], [line, within, inline]):
        assert found(seed(text, blocks), LIND) == [
            ("uncovered-name", "Lind"),
            ("uncovered-name", "Lind"),
            ("uncovered-cue", "said"),
        ]


DECIDED = "The “Gull” was in May, Lind said so."


@each_case(
    ("decided", "left"),
    [
        ([("mark", "“Gull”")], ["May", "Lind", "said"]),
        ([("mark", "“Gu")], ["”", "May", "Lind", "said"]),
        ([("date", "ay, L"), ("quote", "said so")], ["“", "”", "Lind"]),
        ([("speaker", "Lind")], ["“", "”", "May", "said"]),
    ],
)
def test_a_decision_covers_what_it_overlaps_in_its_layer(
    decided: list[tuple[str, str]], left: list[str]
) -> None:
    decisions = [spanned(layer, DECIDED, exact, rule="Q4") for layer, exact in decided]
    assert [string for _, string in found(seed(DECIDED, (), decisions), LIND)] == left


@each_case(
    ("layer", "exact"),
    [("date", "Gull"), ("mark", "Gull"), ("mark", "May"), ("quote", "so."), ("speaker", "May,")],
)
def test_a_decision_that_nothing_asks_for_is_idle(layer: str, exact: str) -> None:
    checked = seed(DECIDED, (), [spanned(layer, DECIDED, exact, rule="Q4")])
    (idle,) = [
        f for f in coverage.check_coverage(checked, registries(LIND)) if f.kind == "idle-decision"
    ]
    assert idle[:2] == ("seeds/pier/decided.jsonl", 1)
    assert idle.message == f"nothing in {exact!r} asks for a decision on a {layer}"


def test_a_decision_on_what_is_annotated_is_idle() -> None:
    decision = spanned("date", DECIDED, "May", rule="D1")
    annotation = spanned("date", DECIDED, "May")
    kinds = [kind for kind, _ in found(seed(DECIDED, [annotation], [decision]))]
    assert kinds == ["idle-decision", "uncovered-mark", "uncovered-mark", "uncovered-cue"]


def released() -> list[dict[str, Any]]:
    """The documents of a closed version, which never change."""
    files = sorted((SOURCE_ROOT / "corpus/0.1.0/jsonl/documents").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def test_our_own_documents_are_complete() -> None:
    checkout = Checkout(SOURCE_ROOT)
    known, _ = read_registries(checkout)
    seeds = [read_document(checkout, doc_id)[0] for doc_id in document_ids(checkout)[0]]
    released = [one for one in seeds if one.released]
    assert len(released) >= 5
    assert {one.doc_id: coverage.check_coverage(one, known) for one in released} == {
        one.doc_id: [] for one in released
    }


LISTS = {"blocks": "block", "marks": "mark", "speakers": "speaker", "dates": "date"}


def annotations_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    keys = "start", "end", "exact"
    found = [
        {**entry, "layer": layer, "span": {key: entry[key] for key in keys}}
        for column, layer in LISTS.items()
        for entry in record[column]
    ]
    return [*found, *({**entry, "layer": "quote"} for entry in record["quotes"])]


@each_case(
    ("number", "left"),
    [
        ("000", ["praise"]),
        ("001", ["announced", "thanked", "questions", "announced"]),
        ("003", ["spoke", "announced", "expressing"]),
    ],
)
def test_a_released_document_leaves_little_over(number: str, left: list[str]) -> None:
    """All of it verbs without a clause, and nouns."""
    (record,) = [record for record in released() if record["doc_id"].startswith(number)]
    persons = [{**entity, "aliases": []} for entity in record["entities"]]
    checked = seed(record["text"], annotations_of(record))
    assert found(checked, *persons) == [("uncovered-cue", one) for one in left]


RANGES = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda one: (one[0], one[0] + one[1]))
)


@search
@given(RANGES, st.integers(0, 25), st.integers(1, 5))
def test_cover_answers_as_a_walk_over_all_ranges(
    ranges: list[tuple[int, int]], start: int, length: int
) -> None:
    end = start + length
    cover = Cover(ranges)
    holding = [(a, b) for a, b in ranges if a <= start and end <= b]
    assert cover.contains((start, end)) == bool(holding)
    assert cover.holding((start, end)) == max(holding, default=None)
    assert cover.touches((start, end)) == any(a < end and start < b for a, b in ranges)


@pytest.mark.slowest
@pytest.mark.slow
@pytest.mark.sampled
@each_case("piece", ["'", "said. ", "“said” May 1. ", "Lind\n", "a.b said "])
def test_a_long_text_is_checked_to_its_end(piece: str) -> None:
    assert coverage.check_coverage(
        seed(piece * (effort.examples(200_000) // len(piece))), registries(LIND)
    )
