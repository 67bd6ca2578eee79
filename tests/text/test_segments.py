"""Lines, sentences, tokens and graphemes give the text back to the character (X1, X2)."""

from __future__ import annotations

import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from each_case import each_case
from said.system.places import SOURCE_ROOT
from said.text import segments as texts
from said.text.paragraphs import find_lines
from said.text.reading import Reading
from said.text.segments import Range
from said.text.tokens import find_tokens

search = settings(derandomize=True)

# White space and what only looks like it, combining marks, joiners, flags, jamo, marks of news.
TRICKY = (
    "\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u180e\u2003\u200b\u200c\u200d\u2028\u2029\u202f\u3000\ufeff"
    "\u0301\u0903\u0e33\u0600\u1100\u1161\u11a8\uac00\U0001f1e9\U0001f1ea\U0001f469\U0001f3fd\u2764\ufe0f©"
    "\"'“”‘’«»„‚()[]{}.?!…—–-,:;/@# aAbB07"
)
CHARACTERS = st.characters(exclude_categories=["Cs"])
PIECES = st.sampled_from([*TRICKY, "p.m. ", "Tuesday", ". “", ".” “", "Mr. ", "\r\n", "。", "。”"])
TEXTS = st.lists(st.one_of(PIECES, CHARACTERS), max_size=40).map("".join)
REAL = {
    file.parent.name[:3]: file.read_bytes().decode()
    for file in sorted((SOURCE_ROOT / "seeds").glob("*/raw.txt"))
}
real_texts = each_case("text", REAL.values())


def sentences_of(text: str, line: Range, language: str = "en") -> list[Range]:
    """The sentences of a line."""
    return Reading(text, language, wrapped=False).sentences_in(*line)


def check_cover(text: str, ranges: list[tuple[int, int]], whole: tuple[int, int]) -> None:
    """The ranges are in order, disjoint, not empty, without white space at their edges, inside the
    whole, and only white space lies between them."""
    at, end = whole
    for start, after in ranges:
        assert at <= start < after <= end
        assert text[start:after] == text[start:after].strip()
        assert not text[at:start].strip()
        at = after
    assert not text[at:end].strip()


def check_text(text: str) -> None:
    lines = find_lines(text)
    check_cover(text, lines, (0, len(text)))
    for line in lines:
        assert "\n" not in text[slice(*line)]
        check_cover(text, sentences_of(text, line), line)
        tokens = find_tokens(text, line)
        ranges = list(zip(tokens.starts, tokens.ends, strict=True))
        check_cover(text, ranges, line)
        assert [text[slice(*one)] for one in ranges] == tokens.strings


@search
@given(TEXTS)
@example("\u0301 a")
@example("😀 A. “B”")
def test_units_give_the_text_back(text: str) -> None:
    check_text(text)


@real_texts
def test_units_give_a_real_text_back(text: str) -> None:
    check_text(text)


@search
@given(TEXTS, st.sampled_from(["de", "fr", "ja", "ar", "hi", "xx"]))
def test_sentences_of_any_language_cover_the_line(text: str, language: str) -> None:
    for line in find_lines(text):
        check_cover(text, sentences_of(text, line, language), line)


@search
@given(TEXTS)
@example("e\u0301")
@example("\r\n")
@example("👩🏽‍🦰")
@example("©\u200d®")
@example("🇩🇪🇺🇸🇩\u0301🇪")
@example("\u0600🇩🇪🇺🇸🇩")
def test_a_cut_splits_a_grapheme_as_unicode_has_it(text: str) -> None:
    starts = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    for offset in range(len(text) + 1):
        assert texts.splits_grapheme(text, offset) == (offset not in starts)


@real_texts
def test_tokens_split_no_grapheme_of_a_real_text(text: str) -> None:
    for line in find_lines(text):
        tokens = find_tokens(text, line)
        assert not any(texts.splits_grapheme(text, at) for at in tokens.starts + tokens.ends)


def sentences_with(number: str, string: str) -> list[str]:
    """The sentences of the line of a seed in which the string stands."""
    text = REAL[number]
    at = text.index(string)
    line = next(line for line in find_lines(text) if line[0] <= at < line[1])
    return [text[slice(*one)] for one in sentences_of(text, line)]


@each_case(
    ("number", "beginning"),
    [
        ("001", "“The company’s trajectory has been nothing short of miraculous"),
        ("001", "“After almost a decade"),
        ("001", "“[B]ut what did you see?”"),
        ("001", "“How much did they pay you"),
        ("000", '"Safe and beneficial" AI'),
        ("003", "\"It's a process of trust"),
        ("003", "“OpenAI is training"),
        ("003", "“I have been disagreeing with OpenAI leadership"),
    ],
)
def test_an_opening_mark_belongs_to_the_sentence_it_opens(number: str, beginning: str) -> None:
    found = sentences_with(number, beginning)
    assert any(one.startswith(beginning) for one in found)
    assert not any(one.endswith(("“", ' "', "(", "[")) for one in found)


@each_case("clock", ["at 7:00 p.m. Tuesday.", "at 12:43 a.m. Wednesday."])
def test_a_time_of_day_ends_no_sentence(clock: str) -> None:
    assert any(one.endswith(clock) for one in sentences_with("001", clock))


@each_case(
    ("line", "count"),
    [
        ("He left at 7:00 p.m. Tuesday.", 1),
        ("He left at 7:00 p.m. EDT on Tuesday.", 1),
        ("It closed at 5 p.m. May saw it leave.", 1),  # the price of the rule
        ("It closed at 5 p.m. Nobody saw it leave.", 2),
        ("He left. “It is over,” he said. (She stayed.)", 3),
        ("It opens at 9:30 a.m. Eastern, or 6 a.m. Pacific time.", 1),
        ("It opens at 9 a.m. Sept. 3 and at 8 p.m. ET.", 1),
        ("It opens at 5 p.m. Beijing time.", 1),
        ("It opens at 6 a.m. Christmas Day.", 1),
        ("GPT-4.5 costs 3.5 million; see Smith vs. Jones, No. 5.", 1),
        ("I met Ms. Lind near Ft. Worth.", 1),
        ("It left in May. Brightwater denied it. Lind said no. Berg told me. Finch did.", 5),
    ],
)
def test_number_of_sentences(line: str, count: int) -> None:
    assert len(sentences_of(line, (0, len(line)))) == count


@each_case(
    ("line", "strings"),
    [
        ("OpenAI’s 20% — $7.50", ["OpenAI", "’", "s", "20", "%", "—", "$", "7", ".", "50"]),
        ("(@janleike) GPT-4o", ["(", "@", "janleike", ")", "GPT", "-", "4o"]),
        ("Cafe\u0301 naïve", ["Cafe\u0301", "naïve"]),
        ("‘\u0301a", ["‘\u0301", "a"]),
    ],
)
def test_tokens(line: str, strings: list[str]) -> None:
    assert find_tokens(line).strings == strings


def test_a_line_ends_at_a_line_feed_alone() -> None:
    text = " a\u2028b \r\n\n \t\nc\x85"
    assert [text[slice(*line)] for line in find_lines(text)] == ["a\u2028b", "c"]


@search
@given(st.text("aB. \n\u00a0\u2009\u3000\u2028\x85?!“”\"'(e.g", max_size=30))
@example("I\u00a0.\u00a0.\u00a0. do not know")
def test_odd_white_space_stops_no_sentence_splitter(text: str) -> None:
    """sentencex panics at a letter, white space that is no ASCII, and a full stop."""
    for line in find_lines(text):
        for start, end in sentences_of(text, line):
            assert line[0] <= start < end <= line[1]


def test_a_line_in_wrapping_marks_is_cut_into_its_sentences():
    text = ", ‘He stated, “It is shut.” She left. The ‘Blue Gull’ sails.’,"
    (line,) = find_lines(text)
    assert [text[a:b] for a, b in sentences_of(text, line)] == [
        ", ‘He stated, “It is shut.”",
        "She left.",
        "The ‘Blue Gull’ sails.’,",
    ]
    quoted = "‘We tried. We failed,’ he said. She left."
    (line,) = find_lines(quoted)
    assert len(sentences_of(quoted, line)) == 3
