"""What is named from the time of the text, or of the story."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import takewhile

from said.annotators.dates.context import LAST, Day
from said.annotators.dates.phrase import Phrase, Timex
from said.annotators.dates.units import (
    OF_DAY,
    UNITS,
    add_halves,
    add_months,
    add_units,
    value_at,
    years_in,
)
from said.schema.scheme import DCT
from said.text.datetokens import Token
from said.text.datewords import STOP, listed


def relative_unit(p: Phrase) -> Timex | None:
    """Last year; this week; next month; the current quarter; early next year; that year."""
    unit, dct = p.unit(), p.dct
    if unit in (*OF_DAY, "millennium") or (unit == "day" and "last" in p.words()):
        return None  # the last day is that of something
    present = "present" in p.words() and unit == "day"
    if present or (p.story and (p.has("CURRENT") or (p.word_before == "to" and p.has("THIS")))):
        return Timex("DATE", "PRESENT_REF", anchor=DCT)  # the present day; to this day
    if p.story and p.words() & {"last", "past"} and p.next_word == "of":
        return None  # the last year of the war
    last, shift = p.context.last, p.shift() or 0
    over = p.has("NEXT") and p.has("THE") and p.word_before in listed("before a stretch")
    if over and p.convention == "said" and not (p.story or p.is_plural()):
        return p.duration("1", anchor=DCT)
    if p.has("THAT"):
        if last is None or (last.unit == "year" and unit == "day" and not p.story):
            return None
        return Timex("DATE", value_at(last.date, unit), p.mod(), anchor=LAST)
    plural = p.token("UNIT", "QTR")
    if plural and plural.lower.endswith("s"):
        return None
    told = last if shift and p.found[0].kind == "THE" and "next" in p.words() else None
    if told and (told.unit == unit == "day" or _is_told_on(p, told)):  # the next day
        return p.point(add_units(told.date, unit, 1), unit, LAST, p.mod())
    if shift and last and p.words() & {"following", "previous", "preceding", "subsequent"}:
        return p.point(add_units(last.date, unit, shift), unit, LAST, p.mod())
    if dct is None:
        return Timex("DATE", UNITS[unit].unknown, p.mod())
    if unit == "quarter" and shift == 0 and p.context.last_quarter:
        return Timex("DATE", value_at(p.context.last_quarter.date, unit), anchor=DCT)
    return p.point(add_units(dct, unit, shift), unit, DCT, p.mod())


def _is_told_on(p: Phrase, told: Day) -> bool:
    """Whether "the next year" is that after the year named shortly before, and nothing lasts it."""
    if p.unit() not in ("week", "month", "year") or p.first - told.after > _SHORTLY:
        return False
    return p.word_before not in listed("before a stretch") and p.tense() == "past"


_SHORTLY = 30
"""Tokens behind a date in which "the next year" counts from it."""


def present_day(p: Phrase) -> Timex | None:
    """Present-day: now."""
    is_day = "present" in p.words() and p.found[-1].lower == "day"
    return Timex("DATE", "PRESENT_REF", anchor=DCT) if is_day else None


def ago(p: Phrase, ahead: bool = False) -> Timex | None:
    """Six months ago; two days later; a year earlier; the year-earlier quarter.

    With `ahead`, what is counted from the text's own time is counted on.
    """
    unit, dct, count = p.unit(), p.dct, p.number()
    back = p.has("AGO", "EARLIER") and not ahead
    last = None if p.has("AGO") else p.context.last
    if unit in OF_DAY and last and last.unit != "day" and not p.story:
        last = p.context.scene
    start = last.date if last else dct
    anchor = DCT if p.has("AGO") else LAST
    if start is None and unit not in OF_DAY:
        return Timex("DATE", UNITS[unit].unknown, p.mod())
    if start is None or unit in OF_DAY:
        anchor_of_time = anchor if start else None
        return Timex("TIME", f"{start or 'XXXX-XX-XX'}TXX", p.mod(), anchor=anchor_of_time)
    if not count.isdigit() and not count.endswith(".5"):
        if p.convention == "timeml" and not p.story:
            return Timex("DATE", "PAST_REF" if back else "FUTURE_REF")
        vague = "XXXX" if p.has("HUNDREDS") else _unknown(start, unit)
        return Timex("DATE", vague, p.mod(), anchor=anchor)
    quarter = p.context.last_quarter
    if unit == "year" and quarter and not p.has("LATER") and p.convention == "timeml":
        day = add_units(quarter.date, "year", -int(count) if back else int(count))
        return Timex("DATE", value_at(day, "quarter"), p.mod(), anchor=anchor)
    if count == "0.5":
        halves = {"year": ("6", "month"), "decade": ("5", "year"), "century": ("50", "year")}
        if unit not in halves:
            return None
        count, unit = halves[unit]
    if count.endswith(".5"):  # two and a half years ago: as exact as the unit
        day = add_halves(start, unit, -int(2 * float(count)) if back else int(2 * float(count)))
        return p.point(day, unit, anchor, p.mod())
    if unit == "decade" and p.convention == "timeml":
        count, unit = str(10 * int(count)), "year"
    year = start.year - int(count) * years_in(unit)
    if back and year < 1:  # 1 BC comes directly before the year 1
        return Timex("DATE", f"BC{1 - year:04}", p.mod(), anchor=anchor)
    day = add_units(start, unit, -int(count) if back else int(count))
    return p.point(day, unit, anchor, p.mod())


def units_from(p: Phrase) -> Timex | None:
    """Two days after; a year before: in a story, from where it is."""
    if p.next_word[:1].isalnum():
        return None
    return _beside_event(p)


def units_from_event(p: Phrase) -> Timex | None:
    """Two days of "two days after the siege", the day of "the day after the vote": in a story, from
    the point at which the event was narrated."""
    if p.story is None or not p.context.tokens.lowered[p.after + 1 : p.after + 2]:
        return None
    if p.story.is_dated(p.first):
        return None  # "in 1941, five years after he had left"
    named = [
        token for token in takewhile(_is_inside, p.tokens_behind(_EVENT)) if token.kind in _DATED
    ]
    if named:  # "two years after the revolt of 1905", but not "two days after that of 3 May 1905"
        year = int(named[0].text) if [token.kind for token in named] == ["YEAR"] else None
        if year is None or p.unit() != "year":
            return None
        p.context.last = p.context.origin = Day(date(year, 1, 1), "year")
        return _beside_event(p)
    p.story.count_from_event(p)
    return _beside_event(p)


_EVENT = 8
"""Tokens of an event that are searched for its date."""
_DATED = frozenset({"YEAR", "MONTH", "ERA", "WDAY", "SLASH", "ISO"})


def _is_inside(token: Token) -> bool:
    return token.kind not in (STOP, "COMMA")


def _beside_event(p: Phrase) -> Timex | None:
    """The point so many units before or after the one named last; some hours away is on its day."""
    last = p.context.last
    if last is None:
        return None
    if p.unit() in OF_DAY:
        return p.point(last.date, "day", LAST) if last.unit == "day" else None
    after = p.has("AFTER") or (not p.has("BEFORE") and p.next_word == "after")
    kind = "LATER" if after else "EARLIER"
    token = Token(kind.lower(), kind.lower(), kind, -1, -1)
    number = [] if p.has("A", "NUM", "NUMW", "FEW", "COUPLE", "HUND") else [_ONE]
    found = [token for token in p.found if token.kind not in ("AFTER", "BEFORE")]
    return ago(p._replace(found=[*number, *found, token]))


_ONE = Token("a", "a", "A", -1, -1)


def _unknown(day: date, unit: str) -> str:
    """The digits that the story fixes, X for those that a vague distance leaves open."""
    if unit == "day":
        return f"{day.year:04}-{day.month:02}-XX"
    if unit in ("week", "fortnight"):
        return f"{day.year:04}-WXX"
    if unit in ("month", "quarter"):
        return f"{day.year:04}-XX"
    return f"{day.year:04}"[:3] + "X" if unit == "year" else "XXXX"


def from_now(p: Phrase) -> Timex | None:
    """A year's time, two weeks' time, after "in"; a year from now."""
    if p.has("TIME") and p.word_before != "in":
        return None
    if p.has("DAYREF") and p.day_reference() != "today":
        return None
    return ago(p._replace(found=[*p.found, Token("now", "now", "AGO", -1, -1)]), ahead=True)


def next_but_one(p: Phrase) -> Timex | None:
    """The week after next, the year before last."""
    unit, dct = p.unit(), p.dct
    if dct is None or unit not in ("day", "week", "weekend", "month", "quarter", "year"):
        return None
    if p.next_word.isalnum() and p.next_word not in listed("after a day"):
        return None  # the day before last Tuesday
    if p.has("AFTER") != (p.found[-1].lower == "next") or p.found[-1].lower not in ("next", "last"):
        return None
    return p.point(add_units(dct, unit, 2 if p.has("AFTER") else -2), unit)


def beside(p: Phrase) -> Timex | None:
    """The day before, the year after: counted from the date named last. An event may follow ("the
    day before the vote"), from which only its reader could count."""
    unit, dct, then = p.unit(), p.dct, p.next_word
    if unit not in ("day", "week", "month", "year") or dct is None:
        return None
    if then[:1].isalnum() and [token.lower for token in p.tokens_behind(2)][1:] != ["had"]:
        return None
    last = p.context.last
    day = add_units(last.date if last else dct, unit, 1 if p.has("AFTER") else -1)
    return p.point(day, unit, LAST if last else DCT)


def the_unit(p: Phrase) -> Timex | None:
    """The quarter, the year, the week: what was spoken of."""
    unit, dct, then = p.unit(), p.dct, p.next_word
    if p.word_before in ("within", "inside") and not p.has("EDGE") and not p.is_plural():
        return p.duration("1")
    if unit in ("decade", "century") and p.has("EDGE") and dct is not None:
        return Timex("DATE", value_at(dct, unit), p.mod(), anchor=DCT)
    if unit not in ("year", "quarter", "week", "month", "day", "weekend") or dct is None:
        return None
    if then in ("-", "–") or p.found[-1].lower.endswith("s"):
        return None
    if then in ("ended", "ending", "to") and unit == "year":
        return Timex("DURATION", "P1Y")
    if unit == "quarter":
        last = p.context.last_quarter
        day = last.date if last else add_months(dct, -3)
        return Timex("DATE", value_at(day, unit), p.mod(), anchor=DCT)
    if unit == "weekend":
        day = dct if p.points_ahead() else dct - timedelta(days=dct.weekday() + 1)
        return Timex("DATE", value_at(day, unit), anchor=DCT)
    vague = p.has("EARLY", "LATE", "MID")
    if vague and unit == "day":
        return None
    this_year = unit == "year" and p.word_before in ("of", "for", "in")
    if vague or p.has("EDGE") or unit == "week" or this_year:
        return Timex("DATE", value_at(dct, unit), p.mod(), anchor=DCT)
    return Timex("DURATION", "P1Y") if unit == "year" else None


def year_end(p: Phrase) -> Timex | None:
    """Year-end, year's end: its last day."""
    if p.unit() != "year" or p.found[-1].lower != "end" or p.dct is None:
        return None
    return Timex("DATE", f"{p.dct.year:04}-12-31", anchor=DCT)


def reported_period(p: Phrase) -> Timex | None:
    """The year-earlier quarter; the latest period; the year-ago period; the 1988 quarter."""
    dct, year, last = p.dct, p.year(), p.context.last_quarter
    if dct is None:
        return None
    day = last.date if last and not p.has("RECENT") else add_months(dct, -3)
    if year is not None:
        day = day.replace(year=year, day=1)
    elif p.has("AGO", "EARLIER"):
        day = add_months(day, -12)
    return Timex("DATE", value_at(day, "quarter"), anchor=LAST if last else DCT)


def now(p: Phrase) -> Timex | None:
    """Now, currently; recently."""
    word = p.found[-1].lower
    return Timex("DATE", "PAST_REF" if word == "recently" else "PRESENT_REF", anchor=DCT)


def same_unit(p: Phrase) -> Timex | None:
    """The same day, the same year: that of the date named last."""
    unit, last = p.unit(), p.context.last
    if last is None or unit not in ("day", "week", "month", "quarter", "year"):
        return None
    if unit == "day" and last.unit != "day" and not p.story:
        return None
    return Timex("DATE", value_at(last.date, unit), anchor=LAST)


def these_days(p: Phrase) -> Timex | None:
    """These days: now."""
    if [token.lower for token in p.found] != ["these", "days"]:
        return None
    return Timex("DATE", "PRESENT_REF", anchor=DCT)


def the_past(p: Phrase) -> Timex | None:
    """The past; the future: where they name a time, not "the future of X" (D1)."""
    word = p.found[-1].lower
    if word not in ("past", "future") or p.next_word in ("of", "'s", "’s"):
        return None
    counted = ("UNIT", "QTR", "NUM", "NUMW", "FEW", "SEASON")
    if any(token.kind in counted for token in p.tokens_behind(1)):
        return None
    return Timex("DATE", "PAST_REF" if word == "past" else "FUTURE_REF", anchor=DCT)
