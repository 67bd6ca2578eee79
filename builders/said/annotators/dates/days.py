"""Days: by their date, their name, their place in the month."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from said.annotators.dates.phrase import LAST, ORDINALS, NoTime, Phrase, Timex, full_year
from said.annotators.dates.relative import relative_unit
from said.annotators.dates.story import find_day_of_month, find_month, find_weekday
from said.annotators.dates.units import add_months
from said.annotators.dates.years import month_only
from said.schema.scheme import DCT
from said.text.datewords import listed


def slashed(p: Phrase) -> Timex | None:
    """11/02/89: month, day and year, as Americans write them, unless the month would be above 12:
    14/05/2024; 1989/11/02."""
    first, second, third = p.found[0].text.split("/")
    year, month, day = (first, second, third) if int(first) > 31 else (third, first, second)
    return _either_order(p, full_year(year), int(month), int(day))


def dotted(p: Phrase) -> Timex | None:
    """14.05.2024, 14-05-2024: day, month and year, as Europeans write them."""
    day, month, year = map(int, re.split("[.-]", p.found[0].text))
    return _either_order(p, year, month, day)


def _either_order(p: Phrase, year: int, month: int, day: int) -> Timex | None:
    found = _date(year, *((month, day) if month <= 12 else (day, month)))
    return p.point(date.fromisoformat(found.value), "day", None) if found else None


def _date(year: int, month: int, day: int) -> Timex | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Timex("DATE", f"{year:04}-{month:02}-{day:02}")


def month_day(p: Phrase) -> Timex | None:
    """May 14, 2024; Friday, May 17; 14 May. Raises NoTime, if no calendar has that day."""
    month, day = p.month(), p.day()
    year = p.year() or p.year_ahead()
    if year is not None:
        found = _date(year, month, day)
        if found is None:
            raise NoTime
    elif not 1 <= day <= (29 if month == 2 else calendar.monthrange(2000, month)[1]):
        # "In February 30 people died" names a month, as does "in May 40 people".
        if day > 31 or p.word_before == "in":
            return None
        raise NoTime
    elif p.dct is None:
        return Timex("DATE", f"XXXX-{month:02}-{day:02}")
    elif p.story and p.context.last:
        return p.point(find_month(p, p.context.last, month, day), "day", LAST)
    else:
        return p.point(_nearest_day(p, p.dct, month, day), "day")
    return p.point(date.fromisoformat(found.value), "day", None)


def _nearest_day(p: Phrase, dct: date, month: int, day: int) -> date:
    leap = (month, day) == (2, 29)
    near = range(dct.year - 8, dct.year + 9) if leap else range(dct.year - 1, dct.year + 2)
    years = [y for y in near if 1 <= y <= 9999 and day <= calendar.monthrange(y, month)[1]]
    days = [date(year, month, day) for year in years]
    if p.has("LAST"):
        return max(day for day in days if day < dct)
    tense = p.tense()

    def distance(one: date) -> tuple[float, int]:
        away = (one - dct).days
        # The tense outweighs half a year, so that "by Jan. 31" in October lies ahead.
        wrong = (tense == "past" and away > 0) or (tense == "future" and away < 0)
        unsure = 15 if away > 0 and tense is None else 0
        return abs(away) + (200 if wrong else unsure), abs(one.year - dct.year)

    return min(days, key=distance)


def day_of_month(p: Phrase) -> Timex | None:
    """The 17th: the day of that number that the tense asks for, where no noun follows."""
    dct, day = p.dct, p.ordinal()
    if p.word_before not in listed("before a day") or not 1 <= day <= 31 or p.is_before_noun():
        return None
    if dct is None:
        return Timex("DATE", f"XXXX-XX-{day:02}")
    if p.story and p.context.last:
        return find_day_of_month(p, p.context.last, day)
    tense = "future" if p.points_ahead() else p.tense()
    months = [add_months(dct.replace(day=1), shift) for shift in (-1, 0, 1)]
    days = [m.replace(day=day) for m in months if day <= calendar.monthrange(m.year, m.month)[1]]
    if tense == "future":
        found = min([day for day in days if day >= dct] or days)
    elif tense == "past":
        found = max([day for day in days if day <= dct] or days)
    else:
        found = min(days, key=lambda day: abs(day - dct))
    return p.point(found, "day")


def numbered_weekday(p: Phrase) -> Timex | None:
    """Tuesday the 14th: the nearest such day. Raises NoTime, if none is near: "Friday the 13th"
    is then no day of the story."""
    dct, day, number = p.dct, p.day(), p.weekday()
    if p.is_before_noun():
        return None  # "Friday, the 13th victory"
    if dct is None:
        return Timex("DATE", f"XXXX-XX-{day:02}")
    near = [dct + timedelta(days=away) for away in range(-45, 46)]
    days = [one for one in near if (one.day, one.weekday()) == (day, number)]
    if not days:
        raise NoTime
    return p.point(min(days, key=lambda one: abs(one - dct)), "day")


def next_to_day(p: Phrase) -> Timex | None:
    """The day before last Tuesday, the day after May 3."""
    _, day = p.cut_at("BEFORE", "AFTER")
    day = day._replace(first=p.after - len(day.found))
    other = month_day(day) if p.has("MONTH") else weekday(day)
    if p.unit() != "day" or other is None or "X" in other.value:
        return None
    away = timedelta(days=1 if p.has("AFTER") else -1)
    return p.point(date.fromisoformat(other.value) + away, "day", other.anchor)


def part_of_month(p: Phrase) -> Timex | None:
    """The last day of May, the third week of next month: a week by the day in its middle."""
    unit = p.unit()
    number = -1 if p.found[1].kind == "LAST" else ORDINALS.get(p.found[1].lower, 0)
    _, rest = p.cut_at("OF")
    month = month_only(rest) if rest.has("MONTH") else relative_unit(rest)
    if month is None or unit not in ("day", "week") or len(month.value) != 7 or "W" in month.value:
        return None
    first = date(int(month.value[:4]), int(month.value[5:7]), 1)
    length = calendar.monthrange(first.year, first.month)[1]
    step = 1 if unit == "day" else 7
    day = number * step - step // 2 if number > 0 else length - step // 2
    if not 1 <= day <= length:
        return None
    return p.point(first.replace(day=day), unit, month.anchor)


def week_of(p: Phrase) -> Timex | None:
    """The week of November 17, 2023; the weekend of May 4."""
    if p.unit() not in ("week", "weekend"):
        return None
    day = month_day(p.without("UNIT", "THE"))
    if day is None or "X" in day.value:
        return None
    return p.point(date.fromisoformat(day.value), p.unit(), day.anchor)


def weekday(p: Phrase) -> Timex | None:
    """Tuesday; last Friday; early Tuesday."""
    number, dct = p.weekday(), p.dct
    if dct is None:
        return Timex("DATE", f"XXXX-WXX-{number + 1}")
    if p.story and p.context.last:
        return find_weekday(p, p.context.last, number)
    return p.point(_day_of_week(p, dct, number), "day")


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
    is_range = p.joint() in ("HYPH", "TILL") and p.tokens_before(2)[0].kind == "WDAY"
    if told and is_range:
        return told + timedelta(days=(number - told.weekday()) % 7)
    if back == 0:
        return dct
    known = p.next_word in ("'s", "’s")  # "Wednesday's ruling" was made already
    tense = "past" if known else p.tense()
    if p.has("THIS") or tense == "future" or p.points_ahead():
        return dct + timedelta(days=7 - back)
    return dct - timedelta(days=back)


def day_reference(p: Phrase) -> Timex | None:
    """Today, yesterday, tomorrow; late yesterday; tonight."""
    word, dct = p.needed("DAYREF").lower, p.dct
    if word == "today" and p.story:  # the author's
        return Timex("DATE", "PRESENT_REF", anchor=DCT)
    if word == "tonight":
        return Timex("TIME", f"{dct or 'XXXX-XX-XX'}TNI", anchor=DCT)
    if dct is None:
        return Timex("DATE", "XXXX-XX-XX")
    away = {"today": 0, "tomorrow": 1, "yesterday": -1}[word]
    if p.has("BEFORE", "AFTER"):
        if p.unit() != "day":
            return None
        away += 1 if p.has("AFTER") else -1
    return p.point(dct + timedelta(days=away), "day")


def holiday(p: Phrase) -> Timex | None:
    """Thanksgiving, Christmas, Halloween: dates for TimeML, events for our scheme (D1)."""
    name, dct = p.needed("HOLIDAY").lower, p.dct
    if p.convention != "timeml" or dct is None:
        return None
    if p.has("UNIT") and p.unit() not in ("day", "year"):
        return None
    given = p.year()
    years = [given] if given else [dct.year - 1, dct.year, dct.year + 1]
    eve = timedelta(days=p.has("EVE"))
    days = [_day_of_holiday(name, year) - eve for year in years]
    past = [day for day in days if day <= dct] or days
    ahead = [day for day in days if day >= dct] or days
    future = p.has("NEXT") or p.tense() == "future"
    return Timex("DATE", (min(ahead) if future else max(past)).isoformat(), anchor=DCT)


def new_year(p: Phrase) -> Timex | None:
    """New Year's Day, New Year's Eve, as `holiday`."""
    token = p.found[0]
    if not token.text[0].isupper() or not p.found[1].text[0].isupper() or p.unit() != "year":
        return None
    named = [token._replace(kind="HOLIDAY"), *p.without("UNIT", "NEW", "POSS").found]
    return holiday(p._replace(found=named))


def _day_of_holiday(name: str, year: int) -> date:
    if name == "new":
        return date(year, 1, 1)
    if name == "thanksgiving":  # the fourth Thursday of November
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    return date(year, 12, 25) if name == "christmas" else date(year, 10, 31)
