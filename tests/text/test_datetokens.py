"""Tokens of calendar and clock: how they are joined, and the class of words that may be no date."""

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.annotators.dates.zones import zone_offset
from said.lexicon import words
from said.text.datetokens import coded, find_date_tokens
from said.text.datewords import classes
from said.text.reading import Reading


def kinds(text: str) -> list[str]:
    return [f"{token.text}/{token.kind}" for token in find_date_tokens(Reading(text))[:]]


@each_case(
    "text, expected",
    [
        ("at 7:30p.m.", "at/AT 7:30/CLOCK p.m./AMPM"),
        (
            "10am, 5 o\u2019clock UTC+2",
            "10/NUM am/AMPM ,/COMMA 5/NUM o\u2019clock/OCLOCK UTC+2/OFFSET",
        ),
        ("the \u201990s of 3Q24", "the/THE \u201990s/DECADE of/OF 3Q24/HALFYEAR"),
        ("1,200 on 17th x_2", "1,200/NUM on/ON 17th/ORD x/OTHER 2/NUM"),
        ("2024-05-14T10:00Z", "2024-05-14T10:00Z/ISO"),
        ("don't a. p", "don/OTHER '/OTHER t/OTHER a/A ./STOP p/OTHER"),
    ],
)
def test_tokens_are_joined(text: str, expected: str):
    assert " ".join(kinds(text)) == expected


@each_case(
    "text, word, is_date",
    [
        # Joined to another one.
        ("open Mon-Fri", "Mon", True), ("open Mon-Fri", "Fri", True), ("Sat & Sun", "Sat", True),
        ("between Mar and Jun", "Jun", True), ("March and June", "March", True),
        ("Jan. to Mar.", "Mar", True), ("Mark and Jun left", "Jun", False),
        # Beside a day, a weekday, a word that leads one.
        ("3 Dec", "Dec", True), ("March the 7th", "March", True), ("every Sun", "Sun", True),
        ("by Sun Marine", "Sun", False), ("They March the crew off", "March", False),
        # In lower case.
        ("on sunday", "sunday", True), ("in june", "june", True),
        ("an august body", "august", False),
        ("on august 3", "august", True), ("they may march", "march", False),
    ],
)  # fmt: skip
def test_a_doubtful_word_is_a_date_beside_others(text: str, word: str, is_date: bool):
    (kind,) = {one.kind for one in find_date_tokens(Reading(text))[:] if one.text == word}
    assert (kind in ("MONTH", "WDAY")) == is_date


def test_paragraphs_end_with_a_break():
    assert kinds("in\nMay") == ["in/IN", "\n/BREAK", "May/OTHER"]


@given(st.text(max_size=60) | st.text(alphabet="aFYQp1'.,:- \n\u0301_", max_size=60))
def test_tokens_are_in_order_and_leave_out_no_letter(text: str):
    tokens = find_date_tokens(Reading(text))
    ends = [0, *tokens.ends]
    gaps = [text[end:start] for end, start in zip(ends, [*tokens.starts, len(text)], strict=True)]
    assert not any(character.isalpha() for gap in gaps for character in gap)
    assert len(tokens) == len(tokens.codes) == len(tokens.starts)


def test_every_class_has_a_character_of_its_own():
    assert len({coded(kind) for kind in set(classes().values()) if kind.isalpha()}) > 60
    assert len(words("calendar", "MONTH")) == 12


def test_every_zone_has_an_offset():
    assert all(zone_offset(zone, None) for zone in words("calendar", "ZONE"))
