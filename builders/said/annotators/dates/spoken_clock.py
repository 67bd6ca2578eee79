"""Times of the day that are not written as on a digital clock: half past six, ten to midnight,
1600hrs, a line that begins with 18.42."""

from __future__ import annotations

import re

from said.annotators.dates.numerals import COMPACT_CLOCK, NUMBERS, read_number
from said.annotators.dates.phrase import Phrase
from said.text.datetokens import BREAK, Token
from said.text.datewords import listed

_HOURS = ("NUM", "NUMW", "NOON")
_JOINTS = ("LAST", "TILL", "AFTER", "BEFORE", "OF")
_MINUTES = frozenset({5, 10, 20, 25})
_BEFORE_HOUR = frozenset({"to", "till", "before", "of"})
_DOTTED = re.compile(r"(?:[01]\d|2[0-3])\.[0-5]\d")


def with_spoken_clock(p: Phrase) -> Phrase | None:
    """The phrase with "half past six" as a token 6:30; as it is where it has no such words, and
    None where these are no time ("ten to twelve people")."""
    found = list(p.found)
    for at, token in enumerate(found[:-1]):
        half = token.kind == "HALF" and found[at + 1].kind == "NUMW"
        joint = at + 1 if half else at + 2
        is_joined = token.kind in _JOINTS and at and found[at - 1].kind in _PARTS
        if is_joined and found[at + 1].kind in _HOURS:
            first = _first_of_minutes(found, at)
            minutes = _minutes(found[first:at])
            hour = _hour(found[at + 1])
            if minutes is None or hour is None or not _is_time(p, first, at, minutes):
                return None
            minutes = -minutes if token.lower in _BEFORE_HOUR else minutes
            return _with_clock(p, first, at + 2, 60 * hour + minutes)
        if half and at + 1 < len(found):
            hour = _hour(found[at + 1])
            if hour is None or not _is_led(p, at) or p.is_before_noun():
                return None
            return _with_clock(p, at, joint + 1, 60 * hour + 30)
    return p


_PARTS = ("HALF", "QTR", "NUM", "NUMW", "UNIT")


def _first_of_minutes(found: list[Token], joint: int) -> int:
    """The place where the minutes before "past" begin."""
    first = joint
    while first and found[first - 1].kind in (*_PARTS, "A", "HYPH"):
        first -= 1
    return first


def _minutes(found: list[Token]) -> int | None:
    kinds = [token.kind for token in found]
    if "HALF" in kinds:
        return 30
    if "QTR" in kinds:
        return 15
    number = read_number([token for token in found if token.kind != "A"])
    minutes = int(number) if number.isdigit() else 0
    if "UNIT" in kinds:
        return minutes if found[-1].lower.startswith("min") and 1 <= minutes <= 29 else None
    return minutes if minutes in _MINUTES else None


def _hour(token: Token) -> int | None:
    if token.kind == "NOON":
        return 24 if token.lower == "midnight" else 12
    hour = NUMBERS[token.lower] if token.kind == "NUMW" else token.text
    return int(hour) if str(hour).isdecimal() and 1 <= int(hour) <= 12 else None


def _is_time(p: Phrase, first: int, joint: int, minutes: int) -> bool:
    """Whether minutes, a word and an hour are a time: "past" says so, other words need more."""
    word = p.found[joint].lower
    if word in ("preceding", "previous", "prior", "last", "until", "through"):
        return False
    then = p.next_word if joint + 2 == len(p.found) else ""
    if then == "%" or then in listed("counted"):
        return False
    if minutes in (15, 30) and p.found[joint - 1].kind != "UNIT":
        return word == "past" or (minutes == 15 and _is_led(p, first))
    if then.isalpha() and then not in listed("after a day"):
        return False
    sure = word == "past" or p.found[joint + 1].kind == "NOON"
    return sure or p.has("PART", "AMPM", "OCLOCK") or _is_led(p, first)


def _is_led(p: Phrase, first: int) -> bool:
    """Whether a preposition that leads times of the day stands before, or "it is"."""
    before = p.found[first - 1].lower if first else p.word_before
    return before in listed("before an hour") or (not first and _is_told(p))


def _is_told(p: Phrase) -> bool:
    """Whether the time is stated: it's 8.15, the time was twenty to nine; or a stamp leads it."""
    words = p.words_before(2)
    told = len(words) == 2 and words[0] in ("it", "time") and words[1] in _TELLING
    return told or bool(words and words[-1] in listed("stamps"))


def _departs(p: Phrase) -> bool:
    """Whether a time names a train or the like: the 7.52 was cancelled, the 8.03 to Halden."""
    return p.word_before == "the" and p.next_word in listed("behind a scheduled time")


_TELLING = frozenset({"is", "was", "'s", "’s"})


def _with_clock(p: Phrase, first: int, after: int, minutes: int) -> Phrase:
    """The phrase with one token of the clock for those from `first` up to `after`."""
    digits = f"{minutes // 60 % 24}:{minutes % 60:02}"
    clock = Token(digits, digits, "CLOCK", p.found[first].start, p.found[after - 1].end)
    return p._replace(found=[*p.found[:first], clock, *p.found[after:]])


def with_compact_clock(p: Phrase) -> Phrase | None:
    """The phrase with 1600 as a token 16:00: before "hrs" without a space, or where it begins with
    0 or words before and after lead and follow times. None if it is no such time."""
    number = p.found[0]
    if not COMPACT_CLOCK.fullmatch(number.text[:4]):
        return None
    if len(number.text) > 4:  # 1600hrs, 0600 hours
        return _with_digits(p)
    unit, word = p.token("UNIT"), p.word_before
    led = word in listed("before an hour") or p.joint() in ("HYPH", "TILL", "AND")
    led = led or p.begins_paragraph()
    if unit is not None:
        if len(number.text) != 4 or not led or _HOUR.fullmatch(unit.lower) is None:
            return None
    elif not led or (len(p.found) == 1 and not _stands_alone(p)):
        return None
    return _with_digits(p.without("UNIT"))


_HOUR = re.compile("hours|hrs?")


def _stands_alone(p: Phrase) -> bool:
    """Whether 0415 alone can be a time: no noun or other number follows, and at the beginning of a
    line something separates it from what does."""
    counted = p.is_before_noun() or p.next_word.isdecimal()
    separated = not p.begins_paragraph() or p.next_word in (":", "—")
    return p.found[0].kind == "COMPACT" and separated and not counted


def first_compact_clock(p: Phrase) -> Phrase | None:
    """The same for 2130 of "between 2130 and 2245 on 9 March", with the day of the second time."""
    ahead = list(p.tokens_behind(8))
    if not all(COMPACT_CLOCK.fullmatch(token.text[:4]) for token in (p.found[0], ahead[1])):
        return None
    if p.word_before not in ("between", "from"):
        return None
    day = []
    for token in ahead[2:]:
        if token.kind not in ("ON", "UNIT", "WDAY", "NUM", "ORD", "MONTH", "YEAR", "OF", "DAYREF"):
            break
        day.append(token)
    return _with_digits(p._replace(found=[*p.found, *day]).without("UNIT"))


def with_time_of_entry(p: Phrase) -> Phrase | None:
    """The phrase with 18.42 or 1842 as 18:42 where it begins an entry of a live blog or a log."""
    tokens, then = p.context.tokens, p.next_word
    if COMPACT_CLOCK.fullmatch(p.found[0].text):
        return _with_digits(p) if p.begins_paragraph() and then in (":", "—") else None
    if not p.begins_paragraph() or not _DOTTED.fullmatch(p.found[0].text):
        return None
    if p.after < len(tokens) and tokens.kind(p.after) == BREAK:  # a line of its own
        behind = tokens[p.after + 1 : p.after + 2]
        return _with_digits(p) if behind and not behind[0].text[0].islower() else None
    return _with_digits(p) if len(p.found) > 1 or then in (":", "-", "–", "—") else None


def with_dotted_clock(p: Phrase) -> Phrase | None:
    """The phrase with 6.30 as 6:30 where words lead times, the minutes are whole fives, and nothing
    is counted."""
    hours, _, minutes = p.found[0].text.partition(".")
    exact = minutes[-1:] in ("0", "5") or _is_told(p) or _departs(p)
    if len(minutes) != _TWO_DIGITS or not exact or not hours.isdecimal():
        return None
    counted = p.next_word in ("%", "/", "-", "$") or p.is_before_noun() or p.next_word.isdecimal()
    counted = counted and not _departs(p)
    led = p.word_before in listed("before an hour") and p.word_before not in ("by", "to", "about")
    led = led or _is_told(p) or _departs(p)
    if int(hours) > _LAST_HOUR or counted or not led:
        return None
    return _with_digits(
        p._replace(found=[p.found[0]._replace(text=f"{int(hours):02}{minutes}"), *p.found[1:]])
    )


_TWO_DIGITS, _LAST_HOUR = 2, 23


def _with_digits(p: Phrase) -> Phrase:
    """The phrase with its first number as a time of the clock, which nothing else can be."""
    number = p.found[0]
    digits = number.text.replace(".", "")[:4]
    text = f"{digits[:2]}:{digits[2:]}"
    clock = number._replace(text=text, lower=text, kind="CLOCK")
    sure = Token("o'clock", "o'clock", "OCLOCK", number.end, number.end)
    return p._replace(found=[clock, sure, *p.found[1:]])
