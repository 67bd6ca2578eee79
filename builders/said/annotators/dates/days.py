"""Days: by their date, their name, their place in the month."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from said.annotators.dates.context import Day
from said.annotators.dates.phrase import DCT, ORDINALS, PIVOT, NoTime, Phrase, Timex
from said.annotators.dates.relative import relative_unit
from said.annotators.dates.units import add_months, value_at
from said.annotators.dates.years import month_only
from said.text.datewords import listed


def slashed(p: Phrase) -> Timex | None:
    """11/02/89: month, day and year, as Americans write them, unless the month would be above 12:
    14/05/2024; 1989/11/02."""
    first, second, third = map(int, p.found[0].text.split("/"))
    year, month, day = (first, second, third) if first > 31 else (third, first, second)
    full = year if year > 99 else year + (2000 if year <= PIVOT else 1900)
    return _either_order(full, month, day)


def dotted(p: Phrase) -> Timex | None:
    """14.05.2024, 14-05-2024: day, month and year, as Europeans write them."""
    day, month, year = map(int, re.split("[.-]", p.found[0].text))
    return _either_order(year, month, day)


def _either_order(year: int, month: int, day: int) -> Timex | None:
    return _date(year, *((month, day) if month <= 12 else (day, month)))


def _date(year: int, month: int, day: int) -> Timex | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Timex("DATE", f"{year:04}-{month:02}-{day:02}")


def month_day(p: Phrase) -> Timex | None:
    """May 14, 2024; Friday, May 17; 14 May. Raises NoTime, if no calendar has that day."""
    month, day = p.month(), p.day()
    year = p.year() or p.context.year_ahead(p.after)
    if year is not None:
        found = _date(year, month, day)
        if found is None:
            raise NoTime
    elif not 1 <= day <= (29 if month == 2 else calendar.monthrange(2000, month)[1]):
        # "In February 30 people died" names a month, as does "in May 40 people".
        if day > 31 or p.context.before(p.first) == "in":
            return None
        raise NoTime
    elif p.context.dct is None:
        return Timex("DATE", f"XXXX-{month:02}-{day:02}")
    else:
        found = _nearest_day(p, month, day)
    if found:
        p.context.last = Day(date.fromisoformat(found.value), "day")
    return found


def _nearest_day(p: Phrase, month: int, day: int) -> Timex | None:
    dct = p.context.dct
    assert dct is not None
    leap = (month, day) == (2, 29)
    near = range(dct.year - 8, dct.year + 9) if leap else range(dct.year - 1, dct.year + 2)
    years = [y for y in near if 1 <= y <= 9999 and day <= calendar.monthrange(y, month)[1]]
    days = [date(year, month, day) for year in years]
    if p.has("LAST"):
        return Timex("DATE", max(one for one in days if one < dct).isoformat(), anchor=DCT)
    tense = p.context.tense(p.first, p.after)

    def distance(one: date) -> tuple[float, int]:
        away = (one - dct).days
        # The tense outweighs half a year, so that "by Jan. 31" in October lies ahead.
        wrong = (tense == "past" and away > 0) or (tense == "future" and away < 0)
        unsure = 15 if away > 0 and tense is None else 0
        return abs(away) + (200 if wrong else unsure), abs(one.year - dct.year)

    return Timex("DATE", min(days, key=distance).isoformat(), anchor=DCT)


def day_of_month(p: Phrase) -> Timex | None:
    """The 17th: the day of that number that the tense asks for, where no noun follows."""
    dct, day = p.context.dct, p.ordinal()
    before, then = p.context.before(p.first), p.next_word
    if before not in listed("before a day") or not 1 <= day <= 31:
        return None
    if then.isalpha() and then not in listed("after a day"):
        return None
    if dct is None:
        return Timex("DATE", f"XXXX-XX-{day:02}")
    tense = "future" if p.context.ahead(p.first) else p.context.tense(p.first, p.after)
    months = [add_months(dct.replace(day=1), shift) for shift in (-1, 0, 1)]
    days = [m.replace(day=day) for m in months if day <= calendar.monthrange(m.year, m.month)[1]]
    if tense == "future":
        days = [one for one in days if one >= dct] or days
        found = min(days)
    elif tense == "past":
        found = max([one for one in days if one <= dct] or days)
    else:
        found = min(days, key=lambda one: abs(one - dct))
    p.context.last = Day(found, "day")
    return Timex("DATE", found.isoformat(), anchor=DCT)


def numbered_weekday(p: Phrase) -> Timex | None:
    """Tuesday the 14th: the nearest such day. Raises NoTime, if none is near: "Friday the 13th"
    is then no day of the story."""
    dct, day, number = p.context.dct, p.day(), p.weekday()
    if p.next_word.isalpha() and p.next_word not in listed("after a day"):
        return None  # "Friday, the 13th victory"
    if dct is None:
        return Timex("DATE", f"XXXX-XX-{day:02}")
    near = [dct + timedelta(days=away) for away in range(-45, 46)]
    days = [one for one in near if (one.day, one.weekday()) == (day, number)]
    if not days:
        raise NoTime
    found = min(days, key=lambda one: abs(one - dct))
    p.context.last = Day(found, "day")
    return Timex("DATE", found.isoformat(), anchor=DCT)


def next_to_day(p: Phrase) -> Timex | None:
    """The day before last Tuesday, the day after May 3."""
    at = next(n for n, token in enumerate(p.found) if token.kind in ("BEFORE", "AFTER"))
    day = p._replace(found=p.found[at + 1 :], first=p.first + at + 1)
    told = month_day(day) if p.has("MONTH") else weekday(day)
    if p.unit() != "day" or told is None or "X" in told.value:
        return None
    found = date.fromisoformat(told.value) + timedelta(days=1 if p.has("AFTER") else -1)
    p.context.last = Day(found, "day")
    return Timex("DATE", found.isoformat(), anchor=told.anchor)


def part_of_month(p: Phrase) -> Timex | None:
    """The last day of May, the third week of next month: a week by the day in its middle."""
    unit = p.unit()
    number = -1 if p.found[1].kind == "LAST" else ORDINALS.get(p.found[1].lower, 0)
    of = next(n for n, token in enumerate(p.found) if token.kind == "OF")
    month = p._replace(found=p.found[of + 1 :])
    told = month_only(month) if month.has("MONTH") else relative_unit(month)
    if told is None or unit not in ("day", "week") or len(told.value) != 7 or "W" in told.value:
        return None
    first = date(int(told.value[:4]), int(told.value[5:7]), 1)
    length = calendar.monthrange(first.year, first.month)[1]
    step = 1 if unit == "day" else 7
    day = number * step - step // 2 if number > 0 else length - step // 2
    if not 1 <= day <= length:
        return None
    found = first.replace(day=day)
    p.context.last = Day(found, unit)
    return Timex("DATE", value_at(found, unit), anchor=told.anchor)


def week_of(p: Phrase) -> Timex | None:
    """The week of November 17, 2023; the weekend of May 4."""
    if p.unit() not in ("week", "weekend"):
        return None
    day = month_day(p._replace(found=[t for t in p.found if t.kind not in ("UNIT", "THE")]))
    if day is None or "X" in day.value:
        return None
    found = date.fromisoformat(day.value)
    p.context.last = Day(found, "week")
    return Timex("DATE", value_at(found, p.unit()), anchor=day.anchor)


def weekday(p: Phrase) -> Timex | None:
    """Tuesday; last Friday; early Tuesday."""
    number, dct = p.weekday(), p.context.dct
    if dct is None:
        return Timex("DATE", f"XXXX-WXX-{number + 1}")
    day = _day_of_week(p, dct, number)
    p.context.last = Day(day, "day")
    return Timex("DATE", day.isoformat(), anchor=DCT)


def _day_of_week(p: Phrase, dct: date, number: int) -> date:
    back = (dct.weekday() - number) % 7
    told = p.context.last.date if p.context.last and p.context.last.unit == "day" else None
    if told and p.words() & {"previous", "preceding", "following"}:
        away = (told.weekday() - number) % 7 or 7
        return told + timedelta(days=7 - away if "following" in p.words() else -away)
    if p.has("LAST"):
        return dct - timedelta(days=back or 7)
    if p.has("NEXT"):
        return dct + timedelta(days=(7 - back) or 7)
    before = p.context.tokens[p.first - 2].kind if p.first > 1 else ""
    if told and before == "WDAY" and p.context.joined(p.first) in ("HYPH", "TILL"):
        return told + timedelta(days=(number - told.weekday()) % 7)
    if back == 0:
        return dct
    known = p.next_word in ("'s", "’s")  # "Wednesday's ruling" was made already
    tense = "past" if known else p.context.tense(p.first, p.after)
    if p.has("THIS") or tense == "future" or p.context.ahead(p.first):
        return dct + timedelta(days=7 - back)
    return dct - timedelta(days=back)


def day_reference(p: Phrase) -> Timex | None:
    """Today, yesterday, tomorrow; late yesterday; tonight."""
    token = p.token("DAYREF")
    assert token is not None
    dct = p.context.dct
    if token.lower == "tonight":
        return Timex("TIME", f"{dct or 'XXXX-XX-XX'}TNI", anchor=DCT)
    if dct is None:
        return Timex("DATE", "XXXX-XX-XX")
    away = {"today": 0, "tomorrow": 1, "yesterday": -1}[token.lower]
    if p.has("BEFORE", "AFTER"):
        if p.unit() != "day":
            return None
        away += 1 if p.has("AFTER") else -1
    day = dct + timedelta(days=away)
    p.context.last = Day(day, "day")
    return Timex("DATE", day.isoformat(), anchor=DCT)


def holiday(p: Phrase) -> Timex | None:
    """Thanksgiving, Christmas, Halloween: dates for TimeML, events for our scheme (D1)."""
    token, dct = p.token("HOLIDAY"), p.context.dct
    if token is None or p.convention != "timeml" or dct is None:
        return None
    if p.has("UNIT") and p.unit() not in ("day", "year"):
        return None
    given = p.year()
    years = [given] if given else [dct.year - 1, dct.year, dct.year + 1]
    eve = timedelta(days=p.has("EVE"))
    days = [_holiday(token.lower, year) - eve for year in years]
    past = [day for day in days if day <= dct] or days
    ahead = [day for day in days if day >= dct] or days
    future = p.has("NEXT") or p.context.tense(p.first, p.after) == "future"
    return Timex("DATE", (min(ahead) if future else max(past)).isoformat(), anchor=DCT)


def new_year(p: Phrase) -> Timex | None:
    """New Year's Day, New Year's Eve, as `holiday`."""
    token = p.found[0]
    if not token.text[0].isupper() or not p.found[1].text[0].isupper() or p.unit() != "year":
        return None
    return holiday(
        p._replace(found=[token._replace(kind="HOLIDAY"), *(t for t in p.found if t.kind == "EVE")])
    )


def _holiday(name: str, year: int) -> date:
    if name == "new":
        return date(year, 1, 1)
    if name == "thanksgiving":  # the fourth Thursday of November
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return date(year, 12, 25) if name == "christmas" else date(year, 10, 31)
