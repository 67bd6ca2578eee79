"""Each rule of the annotator of speakers finds its example, and it is this rule that does."""

from __future__ import annotations

import re

from each_case import each_case
from said.annotators.quotes.attribution import Attribution
from said.annotators.speakers.cast import Cast
from said.annotators.speakers.entities import SpeakerEntities
from said.annotators.speakers.mentions import find_names
from said.annotators.speakers.people import People
from said.annotators.speakers.phrases import reduce_phrase
from said.annotators.speakers.resolve import resolve_speakers
from said.annotators.speakers.rules import (
    IMPLICIT,
    NAMES,
    PHRASES,
    SCENE,
    SOURCES,
    SpeakerRule,
)
from said.annotators.speakers.scene import find_scene_names
from said.annotators.speakers.turns import Exchanges
from said.text.reading import Reading
from said.text.segments import Range

CREWS = {
    "id": "port-crews",
    "name": "Norrvik Port's crews",
    "kind": "group",
    "aliases": [],
}


def unmarked(example: str) -> tuple[str, Range]:
    """An example without its brackets, and where they were."""
    text = example.replace("[", "").replace("]", "")
    return text, (example.index("["), example.index("]") - 1)


@each_case("rule", NAMES)
def test_a_name(rule: SpeakerRule) -> None:
    text, place = unmarked(rule.example)
    found = {(one.start, one.end): one for one in find_names(Reading(text), [], People({})).persons}
    assert (found[place].rule, found[place].person.id) == (rule.id, rule.expected)


@each_case("rule", SCENE)
def test_a_single_name(rule: SpeakerRule) -> None:
    text, place = unmarked(rule.example)
    reading, people = Reading(text), People({})
    names = find_names(reading, [], people)
    exchanges = Exchanges(reading, [], names.persons)
    singles = find_scene_names(reading, names.others, people, exchanges, [])
    found = {(one.start, one.end): one for one in singles}
    assert (found[place].rule, found[place].person.id) == (rule.id, rule.expected)


@each_case("rule", PHRASES)
def test_a_part_of_a_phrase(rule: SpeakerRule) -> None:
    phrase, (start, end) = unmarked(rule.example)
    before = "it is late, and so "
    reading = Reading(f"{before}{phrase} said it was over.")
    source = len(before), len(before) + len(phrase)
    names = find_names(reading, [source], People({})).persons
    found = reduce_phrase(reading, source, [one for one in names if source[0] <= one.start])
    place = start + source[0], end + source[0]
    assert (*place, rule.expected, rule.id) in [one[:4] for one in found]


@each_case("rule", (*SOURCES, *IMPLICIT))
def test_who_is_quoted(rule: SpeakerRule) -> None:
    """A source is in square brackets, and a quote in pointed ones."""
    text, quotes, source, start = "", [], None, 0
    for piece in re.split(r"([\[\]<>])", rule.example):
        if piece == "]":
            source = start, len(text)
        elif piece == ">":
            quotes.append(Attribution(((start, len(text)),), (), source))
            source = None
        elif piece not in ("[", "<"):
            text += piece
        else:
            start = len(text)
    if source:  # behind the last quote
        quotes[-1] = quotes[-1]._replace(source=source)
    if rule.id == "continued":
        quotes[-1] = quotes[-1]._replace(continues=0)
    if rule.id == "interview":
        quotes[-1] = quotes[-1]._replace(rule="answer")
    if rule.id == "verb alone":
        verb = text.index("said")
        quotes[-1] = quotes[-1]._replace(cue=((verb, verb + 4),), type="indirect")
    reading, known = Reading(text), SpeakerEntities([CREWS])
    people = People(known.persons)
    names = find_names(reading, [one.source for one in quotes if one.source], people)
    exchanges = Exchanges(reading, quotes, names.persons)
    resolved = resolve_speakers(reading, quotes, names, people, Cast(known, ""), exchanges)
    last = resolved[0 if rule.id == "beside" else -1]
    rules = [one.rule for one in last.source] if last.source else [last.rule]
    assert rules == [rule.id]
    assert [one.id for one in last.speakers] == rule.expected.split()


def test_every_rule_has_an_id_of_its_own() -> None:
    ids = [rule.id for rule in (*NAMES, *SCENE, *PHRASES, *SOURCES, *IMPLICIT)]
    assert len(set(ids)) == len(ids)
