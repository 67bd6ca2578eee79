"""Level 4: what annotations say of each other goes together."""

from __future__ import annotations

import unicodedata
from typing import Any

from check.test_guidelines import BERG, CREW, LIND, mention, quote, registries, seed, source
from each_case import each_case
from said.check import check_document, check_guidelines, check_registries
from said.check.words import contradicted


def found(text: str, *annotations: dict[str, Any]) -> list[str]:
    """The kinds of what is found, but for what these small texts always raise."""
    known = registries(LIND, BERG, CREW)
    numbered = [{"id": f"{one['layer'][0]}{n}", **one} for n, one in enumerate(annotations, 1)]
    kinds = [one.kind for one in check_document(seed(text, *numbered), known)]
    return [kind for kind in kinds if kind not in ("idle-mention", "mention-form", "unlike-name")]


@each_case(
    ("sources", "resolution", "kinds"),
    [
        ([], "implicit", []),
        ([], "explicit", ["resolution"]),
        (["name"], "explicit", []),
        (["handle"], "anaphoric", ["resolution"]),
        (["name"], "implicit", ["resolution"]),
        (["pronoun"], "anaphoric", []),
        (["pronoun"], "explicit", ["resolution"]),
        (["nominal"], "explicit", []),
        (["nominal"], "anaphoric", []),
        (["nominal"], "implicit", ["resolution"]),
        (["name", "pronoun"], "anaphoric", []),
    ],
)
def test_the_resolution_goes_with_the_source(
    sources: list[str], resolution: str, kinds: list[str]
) -> None:
    text = "“It is safe,” Lind, Lind"
    mentions = [
        mention(text, "Lind", "lind", nth=number, form=form, id=f"s{number + 1}")
        for number, form in enumerate(sources)
    ]
    fields = {"source": [one["id"] for one in mentions]} if sources else {}
    given = quote(text, "It is safe,", resolution=resolution, **fields)
    assert found(text, given, *mentions) == kinds


def test_a_source_that_is_not_there_is_one_mistake() -> None:
    text = "“It is safe,”"
    given = quote(text, "It is safe,", source=["s9"], resolution="explicit")
    assert found(text, given) == ["unknown-annotation"]


def test_who_is_quoted_is_the_source() -> None:
    text = "“It is safe,” Lind and Berg said"
    mentions = [mention(text, "Lind", "lind", id="s8"), mention(text, "Berg", "berg", id="s9")]
    fields = {"source": ["s8", "s9"], "resolution": "explicit"}
    assert (
        found(text, quote(text, "It is safe,", speakers=["lind", "berg"], **fields), *mentions)
        == []
    )
    assert found(text, quote(text, "It is safe,", **fields), *mentions) == ["speakers-differ"]


@each_case(
    ("kind", "value", "exact", "told"),
    [
        ("DATE", "2024-05-14", "Tuesday, May 14, 2024", None),
        ("DATE", "2024-05-15", "Tuesday, May 15, 2024", "Wednesday"),
        ("DATE", "2024-06-14", "May 14", "May"),
        ("DATE", "2023", "the summer of 2024", "2024"),
        ("DATE", "202", "the 2020s", None),
        ("DATE", "2025-W01", "the week of December 30, 2024", None),
        ("DATE", "XXXX-05", "May", None),
        ("TIME", "2024-05-14T19:00", "7:00 p.m.", None),
        ("TIME", "2024-05-14T07:30", "7:00", "7:00"),
        ("DURATION", "PT24H", "24 hours", None),
        ("DURATION", "PT12H", "24 hours", "24"),
        ("DURATION", "P2Y", "the next 2-3 years", None),
        ("SET", "XXXX-WXX-2", "every Tuesday", None),
        ("DATE", "2024-02-30", "Tuesday", None),
        ("DATE", "PRESENT_REF", "today", None),
    ],
)
def test_a_value_has_what_its_words_say(
    kind: str, value: str, exact: str, told: str | None
) -> None:
    one = {"type": kind, "value": value, "span": {"start": 0, "end": len(exact), "exact": exact}}
    problem = contradicted(one)
    assert (told in problem) if told and problem else problem is None and told is None
    assert contradicted({**one, "flags": ["source_error"]}) is None


def test_decomposed_letters_are_the_same_letters() -> None:
    known = registries({**LIND, "name": "Zoë Lind", "aliases": []})
    text = unicodedata.normalize("NFD", "Zoë Lind")
    given = {**mention(text, text, "lind"), "id": "s1"}
    checked = seed(text, given)
    found = [*check_document(checked, known), *check_guidelines(checked, known)]
    assert not {one.kind for one in found} & {"unlike-name", "unlisted-name"}
    wrong = seed("Zoé Lind", {**mention("Zoé Lind", "Zoé Lind", "lind"), "id": "s1"})
    assert "unlike-name" in [one.kind for one in check_document(wrong, known)]


@each_case(
    ("text", "words", "kinds"),
    [
        ("LIND: We lost the pier.", "We lost the pier.", []),
        ("Marta Lind (harbour master): We lost.", "We lost.", []),
        ("Lind left. We lost the pier.", "We lost the pier.", ["not-in-marks"]),
        ("Note: the time: We lost the pier.", "We lost the pier.", ["not-in-marks"]),
    ],
)
def test_a_turn_of_a_transcript_needs_no_marks(text: str, words: str, kinds: list[str]) -> None:
    turn = quote(text, words)
    assert found(text, turn) == kinds


def test_an_act_may_be_that_of_an_unnamed_voice() -> None:
    act = {"id": "warning", "speakers": ["pier.anon-1"], "description": "A warning."}
    acts = source("seeds/utterances.jsonl", [act])
    known = registries()._replace(utterances={"warning": act})
    assert check_registries(known._replace(sources=(*known.sources, acts))) == []
