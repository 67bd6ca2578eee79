"""The lexicons are in order, and every verb has all its forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from each_case import each_case
from said import lexicon

SECTIONS = [(name, section) for name in lexicon.FILES for section in lexicon.sections(name)]
FOLDER = Path(lexicon.__file__).parent
VERBS = lexicon.section_lines("cues", "verbs")
IN_AN_ORDER = {"MONTH", "MONTH ABBREVIATED", "WDAY", "WDAYS", "WDAY ABBREVIATED", "NUMW", "ORDW"}
in_every_section = each_case(("name", "section"), SECTIONS)


def test_every_file_is_listed() -> None:
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(lexicon.FILES)


@each_case("name", lexicon.FILES)
def test_a_file_and_its_sections_say_what_they_are(name: str) -> None:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert all(len(line) <= 100 for line in lines)
    headings = [number for number, line in enumerate(lines) if line.startswith("[")]
    assert len(headings) == len(lexicon.sections(name)), "a section stands twice"
    assert all(lines[number - 1].startswith("# ") for number in headings)


@in_every_section
def test_entries_are_lower_case_and_stand_once(name: str, section: str) -> None:
    words = lexicon.words(name, section)
    assert words
    assert len(words) == len(set(words))
    assert all(re.fullmatch(r"[a-z0-9]+([' -][a-z]+)*", word) for word in words)


@in_every_section
def test_entries_are_sorted(name: str, section: str) -> None:
    """By lines where a line is a paradigm, else throughout, unless words have an order."""
    if section in IN_AN_ORDER:
        return
    if section in (
        "verbs",
        "attitude verbs",
        "occasional verbs",
        "CENTURY",
        "DAYREF",
        "UNIT",
        "UNIT ABBREVIATED",
        "kinds of organisations",
        "short forms",
    ):
        rows = lexicon.section_lines(name, section)
        assert list(rows) == sorted(rows)
    else:
        assert list(lexicon.words(name, section)) == sorted(lexicon.words(name, section))


@each_case("forms", VERBS)
def test_the_forms_of_a_verb_belong_together(forms: tuple[str, ...]) -> None:
    """They begin alike; a verb that has its bare form has those in -s and -ing, too."""
    heads = [form.split()[0] for form in forms]
    assert len({head[0] for head in heads}) == 1
    if len(heads) > 3 and not heads[0].endswith("ed"):
        assert heads[1] in (f"{heads[0]}s", f"{heads[0]}es", f"{heads[0][:-1]}ies")
        assert heads[-1].endswith("ing")


COMMON = (
    "accuse acknowledge add admit announce argue ask assert call cite claim complain confirm "
    "continue criticise criticize declare demand deny describe emphasise emphasize explain express "
    "inquire insist lament mention note pledge post praise predict promise propose quote recall "
    "recommend reply report respond reveal say speak state stress suggest tell thank threaten "
    "tweet urge voice vow warn write"
)


@each_case("verb", COMMON.split())
def test_the_common_verbs_are_there(verb: str) -> None:
    assert verb in {forms[0] for forms in VERBS}


def test_what_can_be_a_noun_is_a_form_of_a_verb() -> None:
    forms = {
        *lexicon.words("cues", "verbs"),
        *lexicon.words("attribution", "occasional verbs"),
    }
    assert set(lexicon.words("cues", "verbs or nouns")) <= forms


def test_a_section_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        lexicon.words("cues", "adjectives")
