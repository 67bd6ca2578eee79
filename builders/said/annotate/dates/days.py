"""Days: by their date, their name, their place in the month."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from said.annotate.dates.context import Day, add_months, value_at
from said.annotate.dates.phrase import DCT, Phrase, Timex
from said.annotate.dates.words import listed


def iso(p: Phrase) -> Timex | None:
    """2024-05-14, 2024-05-14T19:00."""
    text = p.found[0].text
    return Timex("TIME" if "T" in text else "DATE", text)


def slashed(p: Phrase) -> Timex | None:
    """11/02/89: month, day and year, as Americans write them; 1989/11/02."""
    first, second, third = map(int, p.found[0].text.split("/"))
    year, month, day = (first, second, third) if first > 31 else (third, first, second)
    full = year if year > 99 else 1900 + year if year > 30 else 2000 + year
    return _date(full, month, day)


def _date(year: int, month: int, day: int) -> Timex | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Timex("DATE", f"{year:04}-{month:02}-{day:02}")


def month_day(p: Phrase) -> Timex | None:
    """May 14, 2024; Friday, May 17; 14 May."""
    month, day, year = p.month(), p.day(), p.year()
    if not 1 <= day <= (29 if month == 2 else calendar.monthrange(2000, month)[1]):
        return None
    if year is not None:
        found = _date(year, month, day)
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
    years = [
        y for y in (dct.year - 1, dct.year, dct.year + 1) if day <= calendar.monthrange(y, month)[1]
    ]
    if not years:
        return None
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


def week_of(p: Phrase) -> Timex | None:
    """The week of November 17, 2023."""
    if p.unit() != "week":
        return None
    day = month_day(p._replace(found=[t for t in p.found if t.kind not in ("UNIT", "THE")]))
    if day is None or "X" in day.value:
        return None
    found = date.fromisoformat(day.value)
    p.context.last = Day(found, "week")
    return Timex("DATE", value_at(found, "week"), anchor=day.anchor)


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
    if p.has("UNIT") and p.unit() != "day":
        return None
    given = p.year()
    years = [given] if given else [dct.year - 1, dct.year, dct.year + 1]
    days = [_holiday(token.lower, year) for year in years]
    past = [day for day in days if day <= dct] or days
    ahead = [day for day in days if day >= dct] or days
    future = p.has("NEXT") or p.context.tense(p.first, p.after) == "future"
    return Timex("DATE", (min(ahead) if future else max(past)).isoformat(), anchor=DCT)


def _holiday(name: str, year: int) -> date:
    if name == "thanksgiving":  # the fourth Thursday of November
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return date(year, 12, 25) if name == "christmas" else date(year, 10, 31)
