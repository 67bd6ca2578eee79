"""Annotations go where their words have gone, and none is lost."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import effort
from each_case import each_case
from edit.making import ANNOTATIONS, PROJECT, lines, real, seed, source, values
from said.check import check_document
from said.edit import spans
from said.edit.reanchor import Moved, reanchor_document
from said.findings.catalogue import errors
from said.release import BadSeeds
from said.schema import canonical
from said.seeds.registries import NO_REGISTRIES, document_ids
from said.system.errors import SaidError

TEXT = "Lind said on Monday that the pier was shut.\nThe pier is old.\n"
METADATA = "seeds/x/document.json"
REAL = [real(doc_id) for doc_id in document_ids(PROJECT)[0]]


def mention(text: str, start: int, end: int, number: int = 1) -> dict[str, Any]:
    span = {"start": start, "end": end, "exact": text[start:end]}
    layer = {"id": f"s{number}", "layer": "speaker"}
    return {**layer, "span": span, "form": "name", "speakers": ["lind"]}


def moved(new: str, *places: tuple[int, int]) -> Moved:
    annotations = [mention(TEXT, *place, number) for number, place in enumerate(places, 1)]
    return reanchor_document(seed(TEXT, lines(annotations)), [], new)


def starts(one: Moved) -> dict[str, int]:
    return {value["id"]: value["span"]["start"] for value in values(one.files[ANNOTATIONS])}


# A letter of a text with the place it had in the old one; None is a new letter.
Letters = list[tuple[str, int | None]]


@st.composite
def edited(draw: st.DrawFn, text: str) -> Letters:
    """A text after some edits that cut, insert, copy or move whole pieces of it."""
    letters: Letters = [(letter, place) for place, letter in enumerate(text)]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(letters)))
        end = min(len(letters), start + draw(st.integers(0, 12)))
        piece = letters[start:end]
        match draw(st.sampled_from(["cut", "insert", "copy", "move"])):
            case "cut":
                letters[start:end] = []
            case "insert":
                new = draw(st.text("ab é\n🚢", max_size=6))
                letters[start:start] = [(letter, None) for letter in new]
            case "copy":
                letters[start:start] = [(letter, None) for letter, _ in piece]
            case _:
                del letters[start:end]
                there = draw(st.integers(0, len(letters)))
                letters[there:there] = piece
    return letters


@given(st.data())
@settings(max_examples=effort.examples(400))
def test_what_is_placed_has_its_words_and_nothing_is_lost(data: st.DataObject) -> None:
    pieces = st.sampled_from(["Lind", "pier", "a", "é", "🚢", " ", " ", "\n", "."])
    text = "".join(data.draw(st.lists(pieces, min_size=1, max_size=40)))
    letters = data.draw(edited(text))
    new = "".join(letter for letter, _ in letters)
    words = [match for match in range(len(text)) if not text[match].isspace()]
    assume(words and new.strip() and new != text)
    places = set()
    for _ in range(6):
        start, end = sorted((data.draw(st.sampled_from(words)), data.draw(st.sampled_from(words))))
        places.add((start, end + 1))
    annotations = [mention(text, *place, n) for n, place in enumerate(sorted(places), 1)]
    document = seed(text, lines(annotations), provenance=[])
    told = json.loads(document.metadata.raws[0]) if document.metadata else {}
    told["dct"]["evidence"] = [mention(text, *min(places))["span"]]
    document = seed(text, canonical.annotations(annotations), dct=told["dct"])
    result = reanchor_document(document, [], new)
    placed = values(result.files[ANNOTATIONS])
    for one in placed:
        assert spans.span_fits(one["span"], new)
    kept = {one["id"] for one in placed}
    left = {one.record["id"]: one.record for one in result.rest if one.file == ANNOTATIONS}
    assert kept.isdisjoint(left)
    assert kept | set(left) == {one["id"] for one in annotations}
    assert all(one in annotations for one in left.values())
    assert len(result.findings) == len(result.rest)
    assert result.moved + result.found + len(result.rest) == len(annotations) + 1
    assert result.files["seeds/x/raw.txt"] == new.encode()
    recorded = json.loads(result.files[METADATA])["sha256"]
    assert recorded == hashlib.sha256(new.encode()).hexdigest()


@given(st.data())
@settings(max_examples=effort.examples(400))
def test_where_every_word_stands_once_each_goes_to_its_own_place(data: st.DataObject) -> None:
    count = data.draw(st.integers(3, 40))
    # No word stands in another one.
    words = [f"{'QXZ'[at % 3]}{at:03}é" for at in range(count)]
    breaks = data.draw(st.lists(st.sampled_from([" ", " ", " ", "\n"]), min_size=count))
    text = "".join(word + gap for word, gap in zip(words, breaks, strict=False))
    letters = data.draw(edited(text))
    new = "".join(letter for letter, _ in letters)
    assume(new.strip() and new != text)
    place_of = [(text.index(word), text.index(word) + len(word)) for word in words]
    annotations = [mention(text, *place, n) for n, place in enumerate(place_of, 1)]
    placed = starts(reanchor_document(seed(text, lines(annotations)), [], new))
    origin = [place for _, place in letters]
    for number, (start, end) in enumerate(place_of, 1):
        was = list(range(start, end))
        gone_to = [at for at in range(len(letters)) if origin[at : at + len(was)] == was]
        there = placed.get(f"s{number}")
        if new.count(text[start:end]) == 1 and there is not None and gone_to:
            assert there == gone_to[0]


@each_case("document", REAL)
def test_a_document_with_a_new_line_in_front_stays_sound(document: Any) -> None:
    """All of it moves: the passes, what was decided, the evidence."""
    text = "UPDATED: with a new headline 🚢\n\n" + document.text
    result = reanchor_document(document, [], text)
    assert (result.findings, result.rest, result.found) == ([], [], 0)
    parsed = {
        name: source(name, content, lines=name.endswith("l"))
        for name, content in result.files.items()
        if not name.endswith(".txt")
    }
    home = document.name
    after = document._replace(
        text=text,
        metadata=parsed[f"{home}/document.json"],
        annotations=parsed[f"{home}/annotations.jsonl"],
        decided=document.decided and parsed[f"{home}/decided.jsonl"],
        adjudication=document.adjudication and parsed[f"{home}/adjudication.jsonl"],
        passes=tuple(parsed[one.name] for one in document.passes),
        files={
            **document.files,
            f"{home}/raw.txt": hashlib.sha256(text.encode()).hexdigest(),
        },
    )
    assert errors(check_document(after, NO_REGISTRIES)) == []
    assert set(result.files) == set(document.files)


def test_words_that_an_edit_touches_are_found_again() -> None:
    new = TEXT.replace("said on Monday", "Lind, on Monday, said")
    result = moved(new, (0, 4), (5, 9), (13, 19))
    assert starts(result)["s3"] == new.index("Monday")
    assert not [one for one in result.rest if one.record["id"] == "s3"]


def test_words_between_what_has_stayed_are_found_again() -> None:
    text, new = "He said no. He left.", "He said no. He ran. He left."
    annotation = mention(text, 12, 19)
    result = reanchor_document(seed(text, lines([annotation])), [], new)
    assert (starts(result), result.found) == ({"s1": 20}, 1)


def test_words_that_are_gone_are_told_at_their_place() -> None:
    result = moved(TEXT.replace("Monday", "Tuesday"), (13, 19), (29, 33))
    (finding,) = result.findings
    assert str(finding).startswith(
        f"{ANNOTATIONS}:1:76: where 'Monday' stood, the new text has 'Tuesday'"
    )
    assert starts(result) == {"s2": 30}
    (rest,) = result.rest
    assert rest == (ANNOTATIONS, 1, mention(TEXT, 13, 19))
    assert json.loads(rest.as_line())["record"] == mention(TEXT, 13, 19)


def test_a_word_is_not_found_inside_another_one() -> None:
    assert moved(TEXT.replace("pier was", "piers were"), (29, 33)).rest
    assert moved(TEXT.replace("shut.", "shut!"), (38, 42)).rest == []


def test_a_letter_is_not_cut_from_an_accent() -> None:
    assert moved(TEXT.replace("pier was", "pier\u0301 was"), (29, 33)).rest


def test_words_in_two_places_between_the_same_are_not_placed() -> None:
    text, new = "So he left it.", "So now he left, and he left, it."
    result = reanchor_document(seed(text, lines([mention(text, 3, 10)])), [], new)
    (finding,) = result.findings
    assert finding.message.startswith("'he left' is not in one place, or inside a word, in 'now he")


def test_a_paragraph_that_has_moved_takes_its_annotations() -> None:
    first, second, _ = TEXT.split("\n")
    result = moved(f"{second}\n{first}\n", (0, 4), (48, 52))
    assert starts(result) == {"s2": 4, "s1": 17}


def test_evidence_that_is_gone_is_handed_back() -> None:
    evidence = [mention(TEXT, 13, 19)["span"], mention(TEXT, 0, 4)["span"]]
    dct = {"value": "2024-05-15", "status": "inferred", "evidence": evidence, "note": None}
    result = reanchor_document(seed(TEXT, b"", dct=dct), [], TEXT.replace("Monday", "May 13"))
    (rest,) = result.rest
    assert (rest.file, rest.line) == (METADATA, 10)
    assert rest.record == {"field": "dct", "evidence": evidence[:1]}
    assert json.loads(result.files[METADATA])["dct"]["evidence"] == evidence[1:]


def test_the_text_that_it_has() -> None:
    with pytest.raises(SaidError, match="the new text is the one it has"):
        reanchor_document(seed(TEXT, b""), [], TEXT)


def test_a_document_with_mistakes_is_not_moved() -> None:
    wrong = {**mention(TEXT, 0, 4), "span": {"start": 1, "end": 5, "exact": "Lind"}}
    with pytest.raises(BadSeeds) as caught:
        reanchor_document(seed(TEXT, lines([wrong])), [], "Lind")
    assert [one.kind for one in caught.value.findings] == ["span-exact"]


def test_what_refers_to_nothing_yet_is_moved_all_the_same() -> None:
    quote = {
        "id": "q1",
        "layer": "quote",
        "content": [mention(TEXT, 25, 42)["span"]],
        "type": "indirect",
        "source": ["s9"],
        "speakers": ["nobody"],
        "resolution": "explicit",
    }
    result = reanchor_document(seed(TEXT, lines([quote])), [], f"So: {TEXT}")
    assert values(result.files[ANNOTATIONS])[0]["content"][0]["start"] == 29
