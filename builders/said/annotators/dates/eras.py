"""Years before and after Christ, and the centuries and millennia of both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from said.annotators.dates.context import LAST
from said.annotators.dates.phrase import SEASONS, Phrase, Timex
from said.annotators.dates.story import FIRST_MONTHS
from said.annotators.dates.units import DateBC, value_at, year_at
from said.text.datetokens import Token
from said.text.datewords import listed

_YEAR = ("NUM", "YEAR")


def year_of_era(p: Phrase) -> Timex | None:
    """480 BC; AD 79; around 1200 CE."""
    year = _year(p.found)
    if year > 9999 and _is_bc(p.found):
        return Timex("DATE", f"BC{year}", p.mod())
    return p.point(_date(p, year), "year", None, p.mod())


def first_year_of_era(p: Phrase) -> Timex | None:
    """264 of "264 to 146 BC": the first of two years, of which the second names the era."""
    _, second, *era = p.tokens_behind(3)
    first, last, before = _year(p.found), _year([second]), _is_bc(era)
    if first == last or (first > last) != before:
        return None
    return p.point(DateBC.of_year(first) if before else date(first, 1, 1), "year", None)


def date_of_era(p: Phrase) -> Timex | None:
    """15 March 44 BC; September 480 BC; the spring of AD 68."""
    era = p.found.index(p.needed("ERA"))
    return _part_of_year(p, _date(p, _year([p.found[-1 if era < len(p.found) - 1 else -2]])))


def _part_of_year(p: Phrase, year: date, anchor: str | None = None) -> Timex:
    """The season, month or day of a year; the last number of the phrase, without an anchor, is that
    of the year."""
    if p.has("SEASON"):
        code = SEASONS[p.needed("SEASON").lower]
        p.point(year.replace(month=FIRST_MONTHS[code]), "season", anchor)
        return Timex("DATE", f"{year_at(year)}-{code}", p.mod(), anchor=anchor)
    days = sum(token.kind in (*_YEAR, "ORD", "ORDW") for token in p.found) - (anchor is None)
    if not days:
        return p.point(year.replace(month=p.month()), "month", anchor, p.mod())
    return p.point(year.replace(month=p.month(), day=p.day()), "day", anchor)


def part_of_other_year(p: Phrase) -> Timex | None:
    """June of that year, 3 May of the following year, the spring of the same year: of the year that
    was named last."""
    last = p.context.last
    if last is None or p.unit() != "year":
        return None
    year = last.date.replace(year=last.date.year + (p.shift() or 0), month=1, day=1)
    return _part_of_year(p, year, LAST)


def named_year(p: Phrase) -> Timex | None:
    """The year 800; the year 2300 is a year by itself."""
    year = _year(p.found)
    if p.found[1].lower != "year" or not 100 <= year <= 9999 or "," in p.found[-1].text:
        return None
    return p.point(date(year, 1, 1), "year", None)


def year_of_story(p: Phrase) -> Timex | None:
    """In 390, in a story of 395 BC: a year of fewer than four digits near to where the story is."""
    if p.word_before not in listed("before years"):
        return None
    year = _year_near(p, p.found[0])
    return p.point(year, "year", None) if year else None


def part_of_year_of_story(p: Phrase) -> Timex | None:
    """April 390, the spring of 390, in a story of 395 BC."""
    year = _year_near(p, p.found[-1])
    return _part_of_year(p, year) if year else None


def decade_of_story(p: Phrase) -> Timex | None:
    """The 390s, in a story of 395 BC."""
    token = p.needed("DECADE")
    year = _year_near(p, token._replace(text=token.text.rstrip("s'’")))
    return Timex("DATE", value_at(year, "decade"), p.mod()) if year else None


def _year_near(p: Phrase, number: Token) -> date | None:
    """The year of a number of two or three digits, if a story is near it and no noun follows."""
    now = p.context.last
    if p.story is None or now is None or not number.text.isdigit():
        return None
    year = int(number.text)
    noun = p.next_word.isalpha() and p.next_word not in listed("after a day")
    if noun or not _SMALLEST <= year <= 999:
        return None
    day = DateBC.of_year(year) if isinstance(now.date, DateBC) else date(year, 1, 1)
    return day if abs(day.year - now.date.year) <= _NEAR else None


_SMALLEST = 32
"""A smaller number may be a day of a month."""
_NEAR = 150
"""Years within which a story moves on by a year without an era."""


def century(p: Phrase) -> Timex | None:
    """The 19th century; the fifth century BC; the early 1st century AD."""
    return _century(p, _is_bc(p.found))


def first_century(p: Phrase) -> Timex | None:
    """The 2nd of "the 2nd or 3rd century BC"."""
    behind = list(p.tokens_behind(8))
    at = next(n for n, token in enumerate(behind) if token.kind == "CENTURY")
    return _century(p, _is_bc(behind[at + 1 : at + 2]))


def _century(p: Phrase, before: bool) -> Timex | None:
    """A century has the digits that its years begin with: 480 BC is of the fifth, which is BC04."""
    number = (p.cut_at("OF")[1] if p.has("HALF", "QTR") else p).ordinal()
    if not 1 <= number <= 99:
        return None
    return Timex("DATE", f"{'BC' if before else ''}{number - 1:02}", _mod(p))


def _mod(p: Phrase) -> str | None:
    """The part of a stretch: its first half is its beginning, its last quarter its end."""
    if not p.has("HALF", "QTR"):
        return p.mod()
    words = p.words()
    half = p.has("HALF")
    if "first" in words:
        return "START"
    return "END" if "last" in words or ("second" if half else "fourth") in words else None


def half_of_decade(p: Phrase) -> Timex | None:
    """The first half of the 1930s."""
    digits = p.needed("DECADE").text[:4]
    return Timex("DATE", digits[:3], _mod(p)) if digits.isdigit() else None


def millennium(p: Phrase) -> Timex | None:
    """The third millennium BC; the second millennium."""
    if p.unit() != "millennium" or not 1 <= p.ordinal() <= 9:
        return None
    return Timex("DATE", f"{'BC' if _is_bc(p.found) else ''}{p.ordinal() - 1}", p.mod())


def decade_of_era(p: Phrase) -> Timex | None:
    """The 480s BC; the 60s AD; the 500s BC are a century."""
    first = int(p.needed("DECADE", "TENS").text.strip("s'’"))
    value = f"{first // 10:03}" if first % 100 else f"{first // 100:02}"
    return Timex("DATE", f"{'BC' if _is_bc(p.found) else ''}{value}", p.mod())


def _is_bc(found: Iterable[Token]) -> bool:
    return any(token.kind == "ERA" and token.lower[0] == "b" for token in found)


def _year(found: Iterable[Token]) -> int:
    """The first number that can be a year. Raises ValueError for other numbers."""
    number = next(token for token in found if token.kind in _YEAR)
    return int(number.text.replace(",", ""))


def _date(p: Phrase, year: int, month: int = 1, day: int = 1) -> date:
    """A day of the era that a phrase names. Raises ValueError if there is none."""
    return DateBC.of_year(year, month, day) if _is_bc(p.found) else date(year, month, day)
