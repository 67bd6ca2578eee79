"""Any text is accepted, every record is sound, and a text always gives the same records."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from annotators.stance.norrvik import TARGETS, targets_of
from annotators.stance.norrvik import WORDS as LISTS
from each_case import each_case
from said.annotators.stance import find_stances
from said.annotators.stance.phrases import FILES, Phrases
from said.check.shape import fast_validator
from said.lexicon import sections
from said.text.reading import Reading

WORDS = sorted(
    {word for file in FILES for rows in sections(file).values() for row in rows for word in row}
    | {word for one in LISTS for word in one["words"]}
)
NAMES = ["Norrvik", "Ada Lind", "Lind", "Berg", "harbour team", "he", "the company", "AI", "safety"]
MARKS = [".", "?", ",", "—", "\n\n", "“", "”", "’s", "(", "|", "- "]
PIECES = st.one_of(st.sampled_from(NAMES), st.sampled_from(WORDS), st.sampled_from(MARKS))
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(PIECES, PIECES, PIECES, st.text(max_size=3)), max_size=40).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
)


def stances(text: str, quotes: list, mentions: list, targets: list, blocks=()) -> list:
    return find_stances(Reading(text), quotes, mentions, targets_of(targets), blocks)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[str, list, list]:
    """A text, quotes in it that may stand in each other, and mentions."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [(start, end) for start, end in pairwise(cuts) if text[start:end].strip()]
    quotes = []
    for number, (start, end) in enumerate(spans[::2], 1):
        speakers = draw(st.sampled_from([["ada-lind"], ["ada-lind", "tom-berg"], ["x.anon-1"]]))
        content = [{"start": start, "end": end, "exact": text[start:end]}]
        quotes.append({"id": f"q{number}", "content": content, "speakers": speakers})
        if len(quotes) > 1 and draw(st.booleans()):
            quotes[-1]["parent"] = quotes[-2]["id"]
    mentions = []
    for name, person in [("Lind", "ada-lind"), ("Berg", "tom-berg"), ("he", "tom-berg")]:
        start = text.find(name)
        if start >= 0:
            form = "pronoun" if name == "he" else "name"
            span = {"start": start, "end": start + len(name)}
            mentions.append({"span": span, "form": form, "speakers": [person]})
    return text, quotes, mentions


@settings(max_examples=effort.examples(200))
@given(annotated())
def test_every_record_is_sound(document: tuple[str, list, list]):
    text, quotes, mentions = document
    found = stances(text, quotes, mentions, TARGETS)
    assert found == stances(text, quotes, mentions, TARGETS)
    assert [one["id"] for one in found] == [f"t{n}" for n in range(1, len(found) + 1)]
    contents = {quote["id"]: quote["content"] for quote in quotes}
    known = {target["id"] for target in TARGETS}
    for one in found:
        assert fast_validator("annotation").is_valid(one)
        assert one["target"] in known
        parts = one["expression"]
        assert all(text[p["start"] : p["end"]] == p["exact"] for p in parts)
        assert all(p["exact"] == p["exact"].strip() != "" for p in parts)
        assert all(a["end"] < b["start"] for a, b in pairwise(parts))
        if "quote" in one:
            inside = [
                (p, c)
                for p in parts
                for c in contents[one["quote"]]
                if c["start"] < p["end"] and p["start"] < c["end"]
            ]
            assert inside
    keys = [(one["quote"], one["holder"], one["target"]) for one in found if "quote" in one]
    assert len(keys) == len(set(keys))


PHRASES = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(" ".join))


@given(st.dictionaries(st.sampled_from("xyz"), PHRASES), st.lists(st.sampled_from("abcd")))
def test_of_each_list_the_longest_phrase_that_begins_at_a_place_is_found(
    lists: dict[str, list[str]], words: list[str]
):
    longest: dict[tuple[int, str], int] = {}
    for kind, phrases in lists.items():
        for place in range(len(words)):
            for phrase in (phrase.split() for phrase in phrases):
                if words[place : place + len(phrase)] == phrase:
                    after = longest.get((place, kind), 0)
                    longest[place, kind] = max(after, place + len(phrase))
    found = Phrases(lists).find_hits(words)
    assert {(hit.first, hit.kind): hit.after for hit in found} == longest
    assert [hit.first for hit in found] == sorted(hit.first for hit in found)


SENTENCE = "“Berg is brilliant,” said Lind. Lind praised Berg, and Norrvik lied about AI safety. "


@each_case(
    "text",
    [
        "",
        " \n\t ",
        SENTENCE.upper(),
        SENTENCE.lower(),
        "<p>Lind praised <b>Berg</b></p>",
        "Lind praised Berg 👩‍🚀🙂.",
        "\udc80 Lind praised \ud800 Berg",
        "İ Lind praised Berg.",
        "he praised " * 2000,
        "Berg " * 2000 + "praised " * 2000,
        SENTENCE * 300,
        ("Lind praised him because " * 3000),
        "“" * 3000,
    ],
)
def test_odd_texts_are_accepted(text: str):
    mentions = [
        {"span": {"start": at, "end": at + 4}, "form": "name", "speakers": ["tom-berg"]}
        for at in range(len(text))
        if text.startswith("Berg", at)
    ]
    assert stances(text, [], mentions, TARGETS) == stances(text, [], mentions, TARGETS)


def test_offsets_are_those_of_the_text_where_lower_case_is_longer():
    text = "İİİ Berg is brilliant."
    (found,) = stances(text, [], _berg(text), TARGETS)
    assert found["expression"] == [{"start": 12, "end": 21, "exact": "brilliant"}]


@each_case("kind", ["headline", "heading", "byline", "caption", "boilerplate"])
def test_no_author_stands_in_a_block_that_is_no_unit(kind: str):
    text = "Berg is brilliant.\n\nThe end."
    block = {"span": {"start": 0, "end": 18, "exact": text[:18]}, "kind": kind}
    assert stances(text, [], _berg(text), TARGETS, [block]) == []
    assert len(stances(text, [], _berg(text), TARGETS, [{**block, "kind": "list_item"}])) == 1


def test_a_line_that_ends_like_no_sentence_is_taken_for_a_heading():
    text = "Berg Is Brilliant\n\nThe end."
    assert stances(text, [], _berg(text), TARGETS) == []
    item = "- Berg is brilliant"
    assert len(stances(item, [], _berg(item), TARGETS)) == 1


def test_words_of_a_quote_are_not_the_authors():
    text = "Berg is brilliant."
    quote = {"id": "q1", "content": [{"start": 0, "end": 17}], "speakers": ["ada-lind"]}
    (found,) = stances(text, [quote], _berg(text), TARGETS)
    assert (found["quote"], found["holder"]) == ("q1", "ada-lind")


def test_the_expression_has_its_booster_and_negation():
    text = "Berg is extremely talented. Berg was never really honest. Berg may be brilliant."
    found = stances(text, [], _berg(text), TARGETS)
    assert [one["expression"][0]["exact"] for one in found] == [
        "extremely talented",
        "honest",
        "brilliant",
    ]
    assert [one["intensity"] for one in found] == [3, 2, 1]
    assert [one["modality"] for one in found] == ["assert", "assert", "hedged"]


def _berg(text: str) -> list:
    return [
        {"span": {"start": at, "end": at + 4}, "form": "name", "speakers": ["tom-berg"]}
        for at in range(len(text))
        if text.startswith("Berg", at)
    ]


def test_a_definite_phrase_that_means_a_source_is_found_again():
    text = "The harbour inspectors spoke. The harbour inspectors praised Berg."
    span = {"start": 0, "end": 22, "exact": text[:22]}
    source = {"span": span, "form": "description", "speakers": ["inspectors"]}
    (found,) = stances(text, [], [source, *_berg(text)], TARGETS)
    assert (found["holder"], found["target"]) == ("inspectors", "tom-berg")


def test_without_any_target_that_is_named_only_an_exit_is_judged():
    text = "Berg is brilliant. Ada praised Berg. We will miss Berg."
    strangers = [target for target in TARGETS if target["kind"] == "issue"]
    quote = {"id": "q1", "content": [{"start": 37, "end": 54}], "speakers": ["ada-lind"]}
    assert stances(text, [quote], _berg(text), strangers) == [], "the topic is not named"
    text += " AI is a tool."
    (found,) = stances(text, [quote], _berg(text), strangers)
    assert (found["target"], found["label"]) == ("departures", "against")
