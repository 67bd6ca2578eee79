"""Level 5: what hardly ever goes with the rules is told, and what goes with them is not."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from each_case import each_case
from said.check import check_guidelines, check_registry_names
from said.seeds.documents import Seed, read_document
from said.seeds.json_files import JsonFile
from said.seeds.registries import Registries, document_ids, read_registries
from said.system.places import SOURCE_ROOT, Checkout
from said.text import jsontext

search = settings(derandomize=True)

LIND = {"id": "lind", "name": "Marta Lind", "kind": "person", "aliases": ["Lind", "@lind"]}
BERG = {"id": "berg", "name": "Jonas Berg", "kind": "person", "aliases": ["Berg"]}
CREW = {"id": "crew", "name": "the crew of the ferry", "kind": "group", "aliases": []}


def source(name: str, values: list[dict[str, Any]]) -> JsonFile:
    return JsonFile(name, values, list(map(jsontext.line, values)), list(range(1, len(values) + 1)))


def registries(*entities: dict[str, Any]) -> Registries:
    by_id = {entity["id"]: entity for entity in entities}
    read = source("seeds/entities.jsonl", list(entities))
    return Registries(by_id, {}, {}, (read,), {})


def seed(text: str, *annotations: dict[str, Any]) -> Seed:
    numbered = [{"id": f"{one['layer'][0]}{n}", **one} for n, one in enumerate(annotations, 1)]
    read = source("seeds/pier/annotations.jsonl", numbered)
    return Seed("pier", "seeds/pier", text, None, read, (), None, None, {})


def found(text: str, *annotations: dict[str, Any]) -> list[str]:
    """The kinds of what is found."""
    known = registries(LIND, BERG, CREW)
    return [one.kind for one in check_guidelines(seed(text, *annotations), known)]


def span(text: str, exact: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(exact, start + 1)
    return {"start": start, "end": start + len(exact), "exact": exact}


def mention(text: str, exact: str, *speakers: str, nth: int = 0, **fields: Any) -> dict[str, Any]:
    place = span(text, exact, nth)
    return {"layer": "speaker", "span": place, "form": "name", "speakers": [*speakers], **fields}


def date(text: str, exact: str, value: str, nth: int = 0, **fields: Any) -> dict[str, Any]:
    place = span(text, exact, nth)
    return {"layer": "date", "span": place, "type": "DATE", "value": value, **fields}


def mark(text: str, exact: str, kind: str, nth: int = 0) -> dict[str, Any]:
    return {"layer": "mark", "span": span(text, exact, nth), "kind": kind}


def quote(text: str, *content: str, nth: int = 0, **fields: Any) -> dict[str, Any]:
    """A direct quote of Lind's without a source phrase, unless the fields tell otherwise."""
    return {
        "layer": "quote",
        "content": [span(text, one, nth) for one in content],
        "type": "direct",
        "speakers": ["lind"],
        "resolution": "implicit",
        **fields,
    }


def stance(text: str, exact: str, nth: int = 0, **fields: Any) -> dict[str, Any]:
    """A stance of the author's, unless the fields tell otherwise."""
    return {
        "layer": "stance",
        "expression": [span(text, exact, nth)],
        "holder": "author",
        "target": "pier",
        "label": "favor",
        "form": "explicit",
        "modality": "assert",
        "intensity": 2,
        "confidence": "high",
        **fields,
    }


# ---- names


def test_the_rarer_reading_of_a_name_is_told_with_the_place_of_the_other() -> None:
    text = "LIND\n@x and Lind and Lind."
    given = [mention(text, "LIND", "berg"), *(mention(text, "Lind", "lind", nth=n) for n in (0, 1))]
    findings = check_guidelines(seed(text, *given), registries(LIND, BERG))
    told = {one.kind: one for one in findings}
    assert set(told) == {"name-two-ways", "name-of-another"}
    assert "'LIND' is berg here and lind in s2 (raw.txt:2:8)" in told["name-two-ways"].message
    assert told["name-two-ways"].line == 1


@each_case(
    ("exact", "speakers", "kinds"),
    [
        ("Lind", ["lind"], []),
        ("LIND", ["lind"], []),
        ("@lind", ["lind"], []),
        ("Lindt", ["lind"], ["unlisted-name"]),
        ("Lind", ["berg"], ["name-of-another"]),
        ("Linds", ["lind", "berg"], []),
        ("Lindt", ["pier.anon-1"], []),
        ("Lindt", ["unknown"], []),
    ],
)
def test_names_are_those_of_the_registry(exact: str, speakers: list[str], kinds: list[str]) -> None:
    assert found(exact, mention(exact, exact, *speakers)) == kinds


def test_what_is_no_name_is_not_looked_up() -> None:
    text = "the pilot and she"
    nominal = mention(text, "the pilot", "berg", form="nominal")
    assert found(text, nominal, mention(text, "she", "lind", form="pronoun")) == []


def test_entities_share_no_name() -> None:
    other = {"id": "maria", "name": "Maria", "kind": "person", "aliases": ["M.", "LIND"]}
    (finding,) = check_registry_names(registries(BERG, LIND, other))
    assert (finding.line, finding.kind) == (3, "shared-alias")
    assert finding.message == "'LIND' is a name of lind too, on line 2"
    twice = {**BERG, "aliases": ["Berg", "BERG", "Jonas Berg"]}
    assert check_registry_names(registries(LIND, twice)) == []


# ---- dates


@each_case(
    ("first", "second", "kinds"),
    [
        ({"value": "2024-05"}, {"value": "2024-05"}, []),
        ({"value": "2024-05"}, {"value": "2023-05"}, ["date-two-ways"]),
        ({"value": "2024-05"}, {"value": "P1M", "type": "DURATION"}, ["date-two-ways"]),
        ({"value": "2024-05", "anchor": "dct"}, {"value": "2023-05", "anchor": "d9"}, []),
        ({"value": "2024-05"}, {"value": "2023-05", "flags": ["source_error"]}, []),
        ({"value": "2024-05", "anchor": "dct"}, {"value": "PRESENT_REF", "anchor": "dct"}, []),
    ],
)
def test_an_expression_has_one_value(
    first: dict[str, Any], second: dict[str, Any], kinds: list[str]
) -> None:
    text = "May or may"
    both = [date(text, "May", "x") | first, date(text, "may", "x") | second]
    assert found(text, *both) == kinds


def test_dates_do_not_overlap() -> None:
    text = "the week of May 3"
    whole, day, week = (date(text, exact, "2024") for exact in (text, "May 3", "the week"))
    assert found(text, whole, day) == ["date-in-date"]
    assert found(text, day, whole, week) == ["date-in-date"] * 2
    assert found(text, day, week) == []


@each_case(
    ("exact", "said", "anchor", "kinds"),
    [
        ("now", "d9", "dct", ["quoted-deixis"]),
        ("now", "d9", "d9", []),
        ("now", "d9", None, ["missing-anchor"]),
        ("now", None, None, []),
        ("today", None, "dct", []),
        ("today", None, None, ["missing-anchor"]),
    ],
)
def test_what_a_source_says_counts_from_the_time_of_saying(
    exact: str, said: str | None, anchor: str | None, kinds: list[str]
) -> None:
    text = "“It is now,” today"
    given = date(text, exact, "PRESENT_REF") | ({"anchor": anchor} if anchor else {})
    assert (
        found(text, quote(text, "It is now,", **({"said": said} if said else {})), given) == kinds
    )


def test_indirect_speech_counts_from_the_document() -> None:
    text = "it is now and “now” too"
    parts = {"type": "mixed", "verbatim": [span(text, "now", 1)]}
    content = quote(text, "it is now and “now”", **parts)
    outside = date(text, "now", "PRESENT_REF", anchor="dct")
    inside = date(text, "now", "PRESENT_REF", nth=1, anchor="dct")
    assert found(text, content, outside) == []
    assert found(text, content, inside) == ["quoted-deixis"]


# ---- marks


@each_case(
    ("text", "content", "kinds"),
    [
        ("“It is safe,” she said.", ["It is safe,"], []),
        ("« It is safe »", ["It is safe"], []),
        ("``It is safe''", ["It is safe"], []),
        ("“It is safe,” she said, “and new.”", ["It is safe,", "and new."], []),
        ("“It is safe.", ["It is safe."], ["unbalanced-marks"]),
        ("“It is\nsafe.”", ["It is", "safe."], []),
        ("“It is ‘safe’ now”", ["It is ‘safe’ now"], ["unlisted-marks"]),
        ("“It isn’t the Linds’ pier”", ["It isn’t the Linds’ pier"], []),
    ],
)
def test_a_direct_quote_goes_from_mark_to_mark(
    text: str, content: list[str], kinds: list[str]
) -> None:
    assert found(text, quote(text, *content)) == kinds


def test_a_quotation_may_go_on_in_the_next_paragraph() -> None:
    text = "“It is safe.\n\n“It is new.”"
    first, second = quote(text, "It is safe."), quote(text, "It is new.")
    assert found(text, first, {**second, "continues": "q1"}) == []
    assert found(text, first, second) == ["unbalanced-marks"]


def test_a_post_that_is_set_off_needs_no_marks() -> None:
    text = "“It is safe\n“It is safe"
    post = {"layer": "block", "span": span(text, "“It is safe"), "kind": "embedded_post"}
    assert found(text, post, quote(text, "It is safe")) == []
    assert found(text, post, quote(text, "It is safe", nth=1)) == ["unbalanced-marks"]


def test_a_mark_in_a_quote_belongs_to_something_there() -> None:
    text = "the “Gull” is “a mess” now"
    content = [span(text, text)]
    mixed = quote(text, content=content, type="mixed", verbatim=[span(text, "a mess")])
    assert found(text, mixed) == ["unlisted-marks"]
    assert found(text, mixed, mark(text, "Gull", "term")) == []
    assert found(text, quote(text, content=content, type="indirect")) == ["unlisted-marks"]


@each_case(
    ("first", "second", "kinds"),
    [
        ("term", "term", []),
        ("term", "scare", ["marks-two-ways"]),
        ("quote", "echo", []),
        ("quote", "scare", ["marks-two-ways"]),
        ("quote", "quote", []),
        ("term", "quote", ["marks-two-ways"]),
        ("scare", "quote", []),
        ("echo", "term", ["echo-of-nothing"]),
    ],
)
def test_marked_words_are_read_in_one_way(first: str, second: str, kinds: list[str]) -> None:
    text = "“a mess,” “A mess”"
    given = [
        quote(text, exact) if kind == "quote" else mark(text, exact, kind)
        for exact, kind in (("a mess,", first), ("A mess", second))
    ]
    assert found(text, *given) == kinds


def test_an_echo_takes_up_a_word_that_was_quoted() -> None:
    text = "“It is safe.” “Safe and sound”, “sound”"
    echoes = [mark(text, "Safe and sound", "echo"), mark(text, "sound", "echo", nth=1)]
    findings = check_guidelines(seed(text, quote(text, "It is safe."), *echoes), registries())
    assert [(one.kind, one.line) for one in findings] == [("echo-of-nothing", 3)]


# ---- stances


@each_case(
    ("holder", "content", "kinds"),
    [
        ("lind", "It is bad", []),
        ("berg", "It is bad", ["holder-speaker"]),
        ("author", "It is bad", ["holder-speaker"]),
        ("berg", "Berg finds it bad", []),
        ("berg", "JONAS finds it bad", []),
        ("crew", "the ferry is bad", []),
        ("crew", "the pier is bad", ["holder-speaker"]),
        ("berg", "he finds it bad", ["holder-speaker"]),
    ],
)
def test_who_holds_a_stance_speaks_or_is_spoken_of(
    holder: str, content: str, kinds: list[str]
) -> None:
    text = f"Lind said that {content}"
    given = quote(text, content, type="indirect", id="q9")
    assert found(text, given, stance(text, "bad", quote="q9", holder=holder)) == kinds


def test_a_mention_in_the_quote_speaks_of_the_holder() -> None:
    text = "Lind said that the old man is bad"
    given = quote(text, "the old man is bad", type="indirect", id="q9")
    held = stance(text, "bad", quote="q9", holder="berg")
    there = mention(text, "the old man", "berg", form="nominal")
    assert found(text, given, held) == ["holder-speaker"]
    assert found(text, given, held, there) == []


def test_somebody_near_is_not_meant_without_a_pronoun() -> None:
    text = "Berg left. Lind said that the pier is bad."
    given = quote(text, "the pier is bad", type="indirect", id="q9")
    held = stance(text, "bad", quote="q9", holder="berg")
    assert found(text, given, held, mention(text, "Berg", "berg")) == ["holder-speaker"]


def test_a_pronoun_in_the_quote_may_stand_for_somebody_near() -> None:
    text = "Berg.\n\nLind said that he finds it bad. Far.\n\nFar. She said that he was bad."
    berg = mention(text, "Berg", "berg")
    near = quote(text, "he finds it bad", type="indirect", id="q8")
    far = quote(text, "he was bad", type="indirect", id="q9")
    given = [stance(text, "finds it bad", quote="q8", holder="berg")]
    assert found(text, berg, near, *given) == []
    given = [stance(text, "bad", nth=1, quote="q9", holder="berg")]
    assert found(text, berg, far, *given) == ["holder-speaker"]


def test_words_of_a_quote_belong_to_it() -> None:
    text = "“It is safe,” a fine word"
    given = quote(text, "It is safe,", id="q9", cue=[span(text, "word")])
    inside = stance(text, "safe", holder="lind")
    assert found(text, given, {**inside, "quote": "q9"}) == []
    parts = [span(text, "safe"), span(text, "word")]
    assert found(text, given, {**inside, "quote": "q9", "expression": parts}) == []
    parts = [span(text, "safe"), span(text, "fine")]
    assert found(text, given, {**inside, "quote": "q9", "expression": parts}) == ["stance-unit"]
    assert found(text, given, stance(text, "fine")) == []


def test_a_unit_has_one_stance_of_a_holder_on_a_target() -> None:
    text = "A fine pier, a safe one. A good one."
    first, second, third = (stance(text, exact) for exact in ("fine", "safe", "good"))
    assert found(text, first, third) == []
    assert found(text, first, second) == ["stance-twice"]
    assert found(text, first, {**second, "target": "town"}) == []
    other = {"target": "other", "proposition": "It is safe."}
    assert found(text, {**first, **other}, {**second, **other, "proposition": "It is new."}) == []
    assert found(text, {**first, **other}, {**second, **other}) == ["stance-twice"]


@each_case(
    ("fields", "kinds"),
    [
        ({"intensity": 3}, []),
        ({"intensity": 3, "form": "implied"}, ["stance-intensity"]),
        ({"intensity": 3, "modality": "hedged"}, ["stance-intensity"]),
        ({"intensity": 2, "form": "implied", "modality": "hedged"}, []),
        ({"modality": "question"}, ["stance-question"]),
        ({"modality": "question", "label": "against"}, ["stance-question"]),
        ({"modality": "question", "label": "against", "form": "implied"}, []),
    ],
)
def test_attributes_of_a_stance_go_together(fields: dict[str, Any], kinds: list[str]) -> None:
    assert found("A fine pier", stance("A fine pier", "fine", **fields)) == kinds


# ---- the whole


def test_the_seeds_follow_the_guidelines() -> None:
    checkout = Checkout(SOURCE_ROOT)
    known, _ = read_registries(checkout)
    told = [
        one.message
        for doc_id in document_ids(checkout)[0]
        for one in check_guidelines(read_document(checkout, doc_id)[0], known)
    ]
    assert told == []
    assert check_registry_names(known) == []


def test_without_text_or_annotations_nothing_is_found() -> None:
    empty = seed("Lind")
    assert check_guidelines(empty._replace(text=None), registries(LIND)) == []
    assert check_guidelines(empty._replace(annotations=None), registries(LIND)) == []


WORDS = st.text("“”‘’\"' .,\nabé🙂", max_size=30)


@search
@given(st.data())
def test_places_lie_in_the_files_whatever_is_annotated(data: st.DataObject) -> None:
    text = "x" + data.draw(WORDS) + "x"

    def drawn() -> dict[str, Any]:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        return {"start": start, "end": end, "exact": text[start:end]}

    given = [
        {"layer": "speaker", "span": drawn(), "form": "name", "speakers": ["lind"], "id": "s1"},
        {"layer": "date", "span": drawn(), "type": "DATE", "value": "PRESENT_REF", "id": "d1"},
        {"layer": "mark", "span": drawn(), "kind": "echo", "id": "m1"},
        quote(text, content=[drawn()], id="q1", source=["s1"]),
        quote(text, content=[drawn()], verbatim=[drawn()], type="mixed", id="q2", continues="q1"),
        {**stance(text, "x"), "expression": [drawn()], "quote": "q1"},
        {**stance(text, "x"), "expression": [drawn()]},
    ]
    checked = seed(text, *given)
    assert checked.annotations
    lines = {
        "seeds/pier/annotations.jsonl": [raw.decode() for raw in checked.annotations.raws],
        "seeds/pier/raw.txt": text.split("\n"),
    }
    findings = check_guidelines(checked, registries(LIND))
    assert findings == sorted(findings)
    for finding in findings:
        line = lines[finding.file][finding.line - 1]
        assert 1 <= finding.column <= len(line)
        assert finding.column - 1 + finding.length <= len(line)


@each_case("count", [4_000])
def test_many_annotations_of_one_place_are_checked_to_the_end(count: int) -> None:
    text = "“x”"
    quotes = [quote(text, text, type="indirect", source=["s1"]) for _ in range(count)]
    stances = [stance(text, "x", quote="q1", holder="berg") for _ in range(count)]
    assert found(text, *quotes, *stances, mention(text, "x", "lind"))


@each_case("metadata", [{"layers": ["quote"]}, {"convention": {"quote": "polnear"}}])
def test_marks_in_quotes_are_asked_for_where_both_layers_follow_the_guidelines(
    metadata: dict[str, Any],
) -> None:
    text = "Lind said that the pier “was shut” early.\n"
    one = quote(text, "the pier “was shut” early", type="indirect", cue=[span(text, "said")])
    assert "unlisted-marks" in found(text, one)
    asked = seed(text, one)._replace(
        metadata=source("seeds/pier/document.json", [{**metadata, "entities": []}])
    )
    kinds = [finding.kind for finding in check_guidelines(asked, registries(LIND))]
    assert "unlisted-marks" not in kinds
