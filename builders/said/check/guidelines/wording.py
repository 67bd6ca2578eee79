"""Stances: the same words are decided alike (T0, T3, T11).

Where a word or a name that is annotated elsewhere is rightly left out, a line of `decided.jsonl`
with the layer `stance` says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from said import lexicon
from said.check.detectors.names import find_names
from said.check.lines import AnnotationLine, Lines, range_of, ranges, words_of
from said.findings.catalogue import Finding
from said.schema.records import StanceAnnotation, Target
from said.schema.scheme import NO_UNITS
from said.seeds.layers import SAID
from said.seeds.topics import named_topics
from said.text import jsontext
from said.text.segments import Cover, Range

# What parts the names of one subject or object: "Lind, Berg and Sand". A comma alone may as well
# open an apposition.
_COMMA = re.compile(r"\s*,\s+(?:the\s+)?")
_CONJUNCTION = re.compile(r"\s*(?:,?\s(?:and|or|as well as)|&)\s+(?:the\s+)?")

_ARTICLES = frozenset({"a", "an", "one", "of", "the"})
_LONGEST_EDGE = 3
_BEHIND_VERB = 5
"""Words between a verb and what it says, at most."""
LEVEL_6_RULES = {"stance": "T12", "quote": "T13"}
"""The rules of the decisions that answer what level 6 asks of a layer, by layer: no document by
itself knows whether they are idle."""


class _Question(NamedTuple):
    """A finding that a decision may answer, and the place in the text that it is about."""

    place: Range
    finding: Finding


def check_wording(lines: Lines) -> Iterator[Finding]:
    """Words at the edge of an expression that carry no stance, importance words in no stance, and
    predicates of several targets that are annotated for some; decisions that answer nothing."""
    stances = lines.of("stance")
    yield from _edges(lines, stances)
    if lines.annotated.convention("stance") != SAID:
        return
    questions = [*_importance(lines, stances), *_joint_targets(lines, stances)]
    decisions = lines.seed.decided.values if lines.seed.decided else []
    answers = {
        index: range_of(one)
        for index, one in enumerate(decisions)
        if one["layer"] == "stance" and one["rule"] != LEVEL_6_RULES["stance"]
    }
    decided = Cover(answers.values())
    asked = Cover(question.place for question in questions)
    yield from (one.finding for one in questions if not decided.touches(one.place))
    for index, place in answers.items():
        if not asked.touches(place):
            decision = decisions[index]
            message = f"nothing in {decision['span']['exact']!r} asks for a decision on a stance"
            assert lines.seed.decided is not None
            yield lines.seed.decided.finding(index, ("span",), "idle-decision", message)


# ---- edges


def _edges(lines: Lines, stances: Sequence[AnnotationLine[StanceAnnotation]]) -> Iterator[Finding]:
    """Fragments that begin or end with a word that carries no stance."""
    for stance in stances:
        for number, span in enumerate(stance.annotation["expression"]):
            if problem := _explain_edge(span["exact"].split()):
                yield lines.finding(stance, ("expression", number), "expression-edge", problem)


def _explain_edge(words: Sequence[str]) -> str | None:
    """What is at an edge of an expression and does not belong there, in words; a word that is the
    whole expression stays."""
    for count in range(min(_LONGEST_EDGE, len(words) - 1), 0, -1):
        edge = " ".join(words[:count])
        if edge.casefold() in lexicon.word_set("wording", "beginnings"):
            return f"the expression begins with {edge!r}, which carries no stance"
    if len(words) > 1 and words[-1].casefold() in lexicon.word_set("wording", "ends"):
        return f"the expression ends with {words[-1]!r}, which carries no stance"
    return None


# ---- importance words


def _importance(
    lines: Lines, stances: Sequence[AnnotationLine[StanceAnnotation]]
) -> Iterator[_Question]:
    """Importance words in no stance that are said of something, or are in a stance elsewhere in the
    document. In a title nothing is asked, because only its quotes are units."""
    rated = {place: one.annotation for one in stances for place in _places(one)}
    in_stance, untold = Cover(rated), Cover(lines.blocks(NO_UNITS))
    annotated: dict[str, StanceAnnotation] = {}
    bare: list[tuple[str, int, Range]] = []
    words = lines.reading.lowered_words
    starts, ends = lines.reading.words.starts, lines.reading.words.ends
    for number, word in enumerate(words):
        if word in lexicon.word_set("wording", "importance"):
            place = starts[number], ends[number]
            if holding := in_stance.holding(place):
                annotated.setdefault(word, rated[holding])
            elif not untold.contains(place):
                bare.append((word, number, place))
    for word, number, place in bare:
        if word in annotated:
            other = lines.named(annotated[word])
            message = f"{word!r} is part of the stance {other} and of none here"
        elif _is_predicated(words, number):
            message = f"{word!r} is said of something here, and is part of no stance"
        else:
            continue
        yield _Question(place, lines.seed.finding(place, "importance-word", message))


def _is_predicated(words: Sequence[str], number: int) -> bool:
    """Whether a verb says a word of something: *is now a key*, *are considered essential*."""
    for word in reversed(words[max(0, number - _BEHIND_VERB) : number]):
        if word in lexicon.word_set("stance", "copulas"):
            return True
        if word not in _between_verb_and_rating():
            return False
    return False


@cache
def _between_verb_and_rating() -> frozenset[str]:
    sections = (("attribution", "adverbs"), ("stance", "boosters"), ("wording", "views"))
    phrases = frozenset().union(*(lexicon.word_set(*section) for section in sections))
    return frozenset(word for phrase in phrases for word in phrase.split()) | _ARTICLES


def _places(stance: AnnotationLine[StanceAnnotation]) -> list[Range]:
    return ranges(stance.annotation, "expression")


# ---- one predicate of several targets


def _joint_targets(
    lines: Lines, stances: Sequence[AnnotationLine[StanceAnnotation]]
) -> Iterator[_Question]:
    """Stances on a target that its unit names only together with another one, on which the same
    holder has no stance there."""
    names = _Names(lines)
    units = [_unit(lines, one.annotation) for one in stances]
    held: dict[tuple[tuple[Range, ...], str], set[str]] = defaultdict(set)
    for unit, (_, annotation) in zip(units, stances, strict=True):
        held[unit, annotation["holder"]].add(annotation["target"])
    for unit, stance in zip(units, stances, strict=True):
        about = stance.annotation["target"]
        joint = names.joint_in(unit).get(about, {})
        for other in sorted(joint.keys() - held[unit, stance.annotation["holder"]]):
            line, column = jsontext.line_and_column(lines.text, joint[other][0])
            message = f"{words_of(stance.annotation)} is on {about} and not on {other}, named "
            message += f"together with it at raw.txt:{line}:{column}"
            finding = lines.finding(stance, ("target",), "target-left-out", message)
            yield _Question(joint[other], finding)


def _unit(lines: Lines, stance: StanceAnnotation) -> tuple[Range, ...]:
    """The stretches of text of the unit that a stance belongs to (T2)."""
    quote = lines.one(stance.get("quote"))
    if quote is not None and quote["layer"] == "quote":
        return tuple(ranges(quote, "content"))
    place = range_of(stance)
    return (lines.reading.sentence_at(place[0]) or place,)


class _Names:
    """Where a document names the entities that are its targets, and which it names together."""

    def __init__(self, lines: Lines) -> None:
        topics = named_topics(lines.seed.metadata_fields)
        self._targets = _by_alias(lines.registries.targets_of(topics))
        found = find_names(lines.reading, tuple(sorted(self._targets)))
        self._places = [place for place in found if lines.text[slice(*place)] in self._targets]
        self._text = lines.text
        self._joint: dict[tuple[Range, ...], dict[str, dict[str, Range]]] = {}

    def joint_in(self, unit: tuple[Range, ...]) -> dict[str, dict[str, Range]]:
        """For each target that a unit names only together with others: those, each with a place.
        What is also named alone may have its own predicate."""
        if unit not in self._joint:
            self._joint[unit] = self._joint_in(unit)
        return self._joint[unit]

    def _joint_in(self, unit: tuple[Range, ...]) -> dict[str, dict[str, Range]]:
        joint: dict[str, dict[str, Range]] = defaultdict(dict)
        alone: set[str] = set()
        for group in self._groups(unit):
            places: dict[str, Range] = {}
            for place in group:
                places.setdefault(self._targets[self._text[slice(*place)]], place)
            if len(places) == 1:
                alone |= places.keys()
            for target in places:
                joint[target] |= {one: at for one, at in places.items() if one != target}
        return {target: others for target, others in joint.items() if target not in alone}

    def _groups(self, unit: tuple[Range, ...]) -> Iterator[list[Range]]:
        """The names in a unit, those together that commas and a conjunction join."""
        for start, end in unit:
            group: list[Range] = []
            is_joined = False
            first = bisect_left(self._places, (start, start))
            for place in self._places[first : bisect_left(self._places, (end, end))]:
                between = (group[-1][1], place[0]) if group else (start, start)
                joins = _CONJUNCTION.fullmatch(self._text, *between) is not None
                if not joins and (is_joined or not _COMMA.fullmatch(self._text, *between)):
                    yield from [group] if is_joined else ([one] for one in group)
                    group, is_joined = [], False
                group.append(place)
                is_joined = joins
            yield from [group] if is_joined else ([one] for one in group)


def _by_alias(targets: dict[str, Target]) -> dict[str, str]:
    """The entities among some targets by their aliases; what is an alias of two names neither."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for id_, target in targets.items():
        if target["kind"] == "entity":
            for alias in target["aliases"]:
                if found.setdefault(alias, id_) != id_:
                    shared.add(alias)
    return {alias: id_ for alias, id_ in found.items() if alias not in shared}
