"""Holidays: on which day of a year each is, and which year a text means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from said.annotators.dates.context import LAST
from said.annotators.dates.phrase import PARTS, Phrase, Timex
from said.annotators.dates.story import find_holiday

DayOfYear = Callable[[int], date]
_AHEAD = 60
"""Days up to which a holiday is still ahead where no verb tells."""


def holiday(p: Phrase) -> Timex | None:
    """Thanksgiving; Easter week; St. Patrick's Day 2024; nothing in "Christmas tree"."""
    if len(p.found) == 1 and p.convention != "timeml" and _is_part_of_name(p):
        return None
    return _time_of_holiday(p, _name(p))


def part_of_holiday(p: Phrase) -> Timex | None:
    """Christmas morning, Easter Sunday evening."""
    part = p.needed("PART")
    day = _time_of_holiday(p, _name(p).removesuffix(f" {part.lower}"))
    if day is None or p.context.last is None or not day.value[-1].isdigit():
        return None
    return Timex("TIME", f"{day.value}T{PARTS[part.lower]}", anchor=day.anchor)


def _time_of_holiday(p: Phrase, name: str) -> Timex | None:
    """The day of a holiday, or its week or weekend."""
    unit = next((unit for unit in ("weekend", "week") if name.endswith(f" {unit}")), "day")
    day_of = HOLIDAYS.get(name.removesuffix(f" {unit}") if unit != "day" else name)
    year, dct = p.year(), p.dct
    if day_of is None:
        return None
    if year is not None:
        return p.point(_in_unit(day_of(year), unit), unit, None)
    if dct is None:
        # A holiday that is the same day in every year needs no year.
        fixed = unit == "day" and _is_fixed(day_of)
        return Timex("DATE", f"XXXX{day_of(1).isoformat()[4:]}") if fixed else None
    if p.story and p.context.last:
        told = find_holiday(p, p.context.last, day_of)
        return p.point(_in_unit(told, unit), unit, LAST) if told else None
    return p.point(_in_unit(_nearest(p, dct, day_of), unit), unit)


def _in_unit(day: date, unit: str) -> date:
    """A day of the weekend of a holiday, which is the one before an early weekday."""
    early = unit == "weekend" and day.weekday() in (0, 1, 2)
    return day - timedelta(days=day.weekday() + 1) if early else day


def _is_part_of_name(p: Phrase) -> bool:
    """Whether a holiday of one word only describes something: "Christmas tree"."""
    informal = p.found[0].text.islower()
    described = p.next_word == "-" or (p.is_before_noun() and not informal)
    return described or p.word_before in ("father", "merry")


def new_year(p: Phrase) -> Timex | None:
    """New Year's Day, New Year's Eve; "new years eve" in informal writing."""
    is_name = p.found[0].text[0].isupper() and p.found[1].text[0].isupper()
    if p.next_word in ("'s", "’s"):  # New Year's resolutions
        return None
    return holiday(p) if is_name or p.has("EVE") else None


def the_new_year(p: Phrase) -> Timex | None:
    """The new year: the coming one, and the present one in its first half."""
    if p.unit() != "year" or p.is_plural() or p.dct is None or p.is_before_noun():
        return None
    return p.point(date(p.dct.year + p.dct.month // 7, 1, 1), "year")


def _name(p: Phrase) -> str:
    """The name as the lexicon has it: in lower case, without year, "this", "'s" and full stop."""
    kinds = ("LAST", "NEXT", "THIS", "POSS", "DOT", "STOP", "COMMA", "YEAR", "SHORTYEAR")
    return " ".join(token.lower for token in p.without(*kinds).found)


def _is_fixed(day_of: DayOfYear) -> bool:
    return len({day_of(year).isoformat()[4:] for year in (1, 2, 3, 9)}) == 1


def _nearest(p: Phrase, dct: date, day_of: DayOfYear) -> date:
    """The holiday that "last" or "next", a verb, or else its distance points to."""
    past = [day for year in (dct.year - 1, dct.year) if (day := day_of(year)) <= dct]
    ahead = [day for year in (dct.year, dct.year + 1) if (day := day_of(year)) >= dct]
    tense = "future" if p.has("NEXT", "THIS") or p.points_ahead() else p.tense()
    if p.has("LAST"):
        return max(day for day in past if day < dct)
    if p.has("UNIT") and p.unit() == "week" and min(ahead) - dct < timedelta(days=7):
        tense = "future"  # "as Easter week began"
    if tense is None:
        tense = "future" if (min(ahead) - dct).days <= _AHEAD else "past"
    return min(ahead) if tense == "future" else max(past)


def _fixed(month: int, day: int) -> DayOfYear:
    return lambda year: date(year, month, day)


def _nth(number: int, weekday: int, month: int) -> DayOfYear:
    """The n-th weekday of a month; Monday is 0."""

    def day_of(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))

    return day_of


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())


def _election_day(year: int) -> date:
    """The Tuesday after the first Monday of November."""
    return _nth(1, 0, 11)(year) + timedelta(days=1)


def _from_easter(days: int) -> DayOfYear:
    return lambda year: _easter(year) + timedelta(days=days)


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by Butcher's algorithm."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    skipped = century - (century + 8) // 25
    epact = (19 * golden + century - century // 4 - (skipped + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


HOLIDAYS: dict[str, DayOfYear] = {
    **dict.fromkeys(("new year", "new year day", "new years day"), _fixed(1, 1)),
    **dict.fromkeys(("new year eve", "new years eve", "nye", "hogmanay"), _fixed(12, 31)),
    **dict.fromkeys(("christmas", "christmas day", "xmas", "xmas day"), _fixed(12, 25)),
    **dict.fromkeys(("christmas eve", "xmas eve"), _fixed(12, 24)),
    **dict.fromkeys(("valentine day", "valentines day"), _fixed(2, 14)),
    **dict.fromkeys(("april fool day", "april fools day"), _fixed(4, 1)),
    **dict.fromkeys(("armistice day", "remembrance day", "veterans day"), _fixed(11, 11)),
    **dict.fromkeys(("bonfire night", "guy fawkes night"), _fixed(11, 5)),
    **{"anzac day": _fixed(4, 25), "australia day": _fixed(1, 26), "bastille day": _fixed(7, 14)},
    **{"boxing day": _fixed(12, 26), "burns night": _fixed(1, 25), "canada day": _fixed(7, 1)},
    **{"cinco de mayo": _fixed(5, 5), "earth day": _fixed(4, 22), "groundhog day": _fixed(2, 2)},
    **{"halloween": _fixed(10, 31), "juneteenth": _fixed(6, 19), "may day": _fixed(5, 1)},
    **dict.fromkeys(("patrick day", "st patrick day"), _fixed(3, 17)),
    **{"midsummer day": _fixed(6, 24)},
    **dict.fromkeys(
        ("martin luther king day", "martin luther king jr day", "mlk day"), _nth(3, 0, 1)
    ),
    **dict.fromkeys(("mother day", "mothers day"), _nth(2, 6, 5)),
    **dict.fromkeys(("father day", "fathers day"), _nth(3, 6, 6)),
    **dict.fromkeys(("thanksgiving", "thanksgiving day"), _nth(4, 3, 11)),
    **dict.fromkeys(("president day", "presidents day"), _nth(3, 0, 2)),
    **{"memorial day": _last_monday_of_may},
    **{"election day": _election_day, "labor day": _nth(1, 0, 9), "columbus day": _nth(2, 0, 10)},
    **{"remembrance sunday": _nth(2, 6, 11), "shrove tuesday": _from_easter(-47)},
    **{"ash wednesday": _from_easter(-46), "palm sunday": _from_easter(-7)},
    **{"maundy thursday": _from_easter(-3), "good friday": _from_easter(-2)},
    **{"easter saturday": _from_easter(-1), "easter monday": _from_easter(1)},
    **dict.fromkeys(("easter", "easter day", "easter sunday"), _from_easter(0)),
    **{"ascension day": _from_easter(39), "whit monday": _from_easter(50)},
    **dict.fromkeys(("pentecost", "whit sunday"), _from_easter(49)),
}
"""The day of each holiday in a year. Election Day, Mother's and Father's Day are those of the
United States."""
