"""The words by which quotes are found, from the lexicons `attribution` and `cues`.

Each form of a verb that attributes has a `Verb`, which says what may be beside it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from said import lexicon


class Verb(NamedTuple):
    """A verb that attributes, by its first form in the lexicon, and what it takes: a clause without
    "that", those who are told, an infinitive, "as" before a name for something. `noun`
    says whether the form is as often a noun, `attitude` whether it is a verb of thought."""

    lemma: str
    noun: bool = False
    clause: bool = False
    recipient: bool = False
    infinitive: bool = False
    as_: bool = False
    attitude: bool = False


PHRASE = Verb("according to")
NOUN = Verb("statement")
ATTITUDE = Verb("attitude", attitude=True)


@cache
def listed(section: str) -> frozenset[str]:
    """The words of a section of `attribution.txt`."""
    return frozenset(lexicon.words("attribution", section))


@cache
def verbs() -> dict[str, Verb]:
    """The verbs by each of their forms, those of several words under all of them."""
    nouns = {*lexicon.words("cues", "verbs or nouns"), *listed("attitude verbs or nouns")}
    found: dict[str, Verb] = {}
    for row in lexicon.section_lines("cues", "verbs"):
        for form in row:
            found.setdefault(form, _verb(row[0], form in nouns, attitude=False))
    for row in lexicon.section_lines("attribution", "occasional verbs"):
        for form in row:
            found.setdefault(form, _verb(row[0], form in nouns, attitude=False))
    for row in lexicon.section_lines("attribution", "attitude verbs"):
        for form in row:
            found.setdefault(form, _verb(row[0], form in nouns, attitude=True))
    return found


@cache
def speakers() -> frozenset[str]:
    """Nouns for those who can say something: persons, their groups, and texts."""
    singular = {
        word
        for section in ("titles", "roles", "voices", "organisations", "firms", "outlets")
        for word in lexicon.words("persons", section)
    }
    return frozenset({*listed("documents"), *listed("recipients"), *singular,
                      *(f"{word}s" for word in singular)})  # fmt: skip


def _verb(lemma: str, noun: bool, attitude: bool) -> Verb:
    return Verb(
        lemma,
        noun,
        lemma in listed("with a clause"),
        lemma in listed("with a recipient"),
        lemma in listed("with an infinitive"),
        lemma in listed("with as"),
        attitude,
    )


@cache
def phrases() -> dict[str, list[tuple[tuple[str, ...], Verb]]]:
    """What attributes with several words ("according to", "pointed out"), by the first of them: the
    others, and the verb, PHRASE if there is none."""
    found: dict[str, list[tuple[tuple[str, ...], Verb]]] = {}
    several = [(phrase, PHRASE) for phrase in lexicon.words("cues", "phrases")]
    several += [(form, verb) for form, verb in verbs().items() if " " in form]
    for form, verb in several:
        first, *others = form.split()
        found.setdefault(first, []).append((tuple(others), verb))
    return found
