"""Days: by their date, their name, their place in the month."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from said.annotators.dates.context import LAST
from said.annotators.dates.determiners import find_article
from said.annotators.dates.numerals import ORDINALS, full_year
from said.annotators.dates.phrase import MONTHS, PARTS, NoTime, Phrase, Timex
from said.annotators.dates.relative import relative_unit
from said.annotators.dates.story import find_day_of_month, find_month, find_weekday
from said.annotators.dates.units import OF_DAY, add_months, add_units
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


def month_slash_day(p: Phrase) -> Timex | None:
    """8/14: month and day, where a preposition or the number rules out a fraction."""
    month, slash, day = p.found
    joined = slash.text == "/" and month.end == slash.start and slash.end == day.start
    if not joined or not (month.text + day.text).isdecimal() or len(month.text + day.text) > 4:
        return None
    numbers = int(month.text), int(day.text)
    led = p.word_before in listed("before a day") and not p.is_before_noun()
    fraction = numbers[1] in _DENOMINATORS or numbers[1] <= 12
    around = p.next_word in ("/", "-", "%") or p.word_before in ("/", "-", "$")
    if around or numbers == _SEPTEMBER or (fraction and not led):
        return None
    if not 1 <= numbers[0] <= 12 or not 1 <= numbers[1] <= 31:
        return None
    name = MONTHS[numbers[0] - 1]
    return month_day(p._replace(found=[month._replace(text=name, lower=name, kind="MONTH"), day]))


_DENOMINATORS = (16, 20, 24, 25, 30)
_SEPTEMBER = (9, 11)
"""What is called 9/11 is an event (D1)."""


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
    if year is not None and p.has_clock_for_year():
        return None
    year = year or p.year_beside()
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
    if p.word_before not in listed("before a day") or p.is_before_noun():
        return None
    return numbered_day(p)


def numbered_day(p: Phrase) -> Timex | None:
    """The day of a number, whatever stands around it."""
    dct, day = p.dct, p.ordinal()
    if not 1 <= day <= 31:
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


def day_of_the_month(p: Phrase) -> Timex | None:
    """The first of the month, the 15th of next month; the 15th of each month comes again."""
    if p.unit() != "month":
        return None
    which, month = p.cut_at("OF")
    if p.has("EACH"):
        return Timex("SET", f"XXXX-XX-{which.ordinal():02}", quant=p.quant())
    if not month.has("LAST", "NEXT", "THIS", "THAT"):
        return numbered_day(p)
    of_month = relative_unit(month)
    if of_month is None or "X" in of_month.value:
        return None
    year, number = map(int, of_month.value.split("-"))
    return p.point(date(year, number, which.ordinal()), "day", of_month.anchor)


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


def nth_of_stretch(p: Phrase) -> Timex | None:
    """The last day of May, the third Monday in January 2026, the second week of next month, the
    third week of 2027; the first Saturday of every month. A week counts by the day in its middle.
    """
    which, what = p.without("THE").found[:2]
    unit = "weekday" if what.kind == "WDAY" else p.unit()
    number = -1 if which.kind in ("LAST", "FINAL") else ORDINALS.get(which.lower, 0)
    if p.has("EACH"):
        return Timex("SET", "P1Y" if p.found[-1].lower == "year" else "P1M", quant=p.quant())
    _, rest = p.cut_at("OF", "IN")
    rest = rest._replace(first=p.after - len(rest.found))
    stretch = _stretch(rest)
    if stretch is None or not number:
        return None
    value, anchor = stretch
    year, month = int(value[:4]), int(value[5:] or 0)
    first, end = date(year, month or 1, 1), date(year, month or 12, 1)
    end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    if unit == "month" and not month:
        return p.point(date(year, number % 13, 1), "month", anchor) if number < 13 else None
    if unit == "week" and not month:
        weeks = date(year, 12, 28).isocalendar().week
        day = date.fromisocalendar(year, number % (weeks + 1), 1)
    elif unit in ("weekday", "weekend"):
        weekday = 5 if unit == "weekend" else p.weekday()
        start = first if number > 0 else end - timedelta(days=6)
        day = start + timedelta(days=(weekday - start.weekday()) % 7 + 7 * max(0, number - 1))
        unit = unit.removesuffix("day") if unit == "weekend" else "day"
    elif unit in ("day", "week"):
        step = 1 if unit == "day" else 7
        away = timedelta(days=number * step - step // 2 - 1) if number > 0 else timedelta()
        day = first + away if number > 0 else end - timedelta(days=step // 2)
    else:
        return None
    return p.point(day, unit, anchor) if not month or first <= day <= end else None


def _stretch(rest: Phrase) -> tuple[str, str | None] | None:
    """The value and the anchor of a month or a year that days and weeks are counted in."""
    if rest.has("MONTH"):
        found: Timex | None = month_only(rest)
    elif rest.has("UNIT"):
        found = relative_unit(rest)
    else:
        year = rest.year()
        found = None if year is None else Timex("DATE", f"{year:04}")
    if found is None or len(found.value) not in (4, 7) or not found.value[-1].isdigit():
        return None
    return None if "W" in found.value or "X" in found.value else (found.value, found.anchor)


def week_of(p: Phrase) -> Timex | None:
    """The week of November 17, 2023; the weekend of May 4."""
    if p.unit() not in ("week", "weekend"):
        return None
    day = month_day(p.without("UNIT", "THE"))
    if day is None or "X" in day.value:
        return None
    return p.point(date.fromisoformat(day.value), p.unit(), day.anchor)


def some_day(p: Phrase) -> Timex | None:
    """A Friday in October, one cold Monday in May 2019, a Thursday morning in June: a day of that
    month that is not known."""
    if find_article(p) is None:
        return None
    _, rest = p.cut_at("IN")
    month = month_only(rest.part(rest.found))
    return within_month(p, month) if month else None


def within_month(p: Phrase, month: Timex) -> Timex | None:
    """A day of a month, with the part of the day that a phrase names."""
    if not re.fullmatch(r"(?:BC)?....-\d\d", month.value):
        return None
    part = p.token("PART")
    time = f"T{PARTS[part.lower]}" if part else ""
    kind = "TIME" if part else "DATE"
    return Timex(kind, f"{month.value}-XX{time}", anchor=month.anchor)


def part_in_month(p: Phrase) -> Timex | None:
    """One night in November: part of an unknown day of that month."""
    at = p.found.index(p.needed("PART"))
    month = month_only(p._replace(found=p.found[at + 2 :]))
    return within_month(p, month) if month else None


def weekday_of_week(p: Phrase) -> Timex | None:
    """Monday next week; Thursday of last week."""
    week = relative_unit(p.without("WDAY", "OF")) if p.unit() == "week" else None
    if week is None or "X" in week.value:
        return None
    year, number = int(week.value[:4]), int(week.value[6:8])
    return p.point(date.fromisocalendar(year, number, p.weekday() + 1), "day")


def weekday_week(p: Phrase) -> Timex | None:
    """Saturday week: the next Saturday, and a week later."""
    if p.found[-1].lower != "week" or p.next_word == "-" or p.is_before_noun():
        return None
    return _weeks_ahead(p, 1)


def week_on_day(p: Phrase) -> Timex | None:
    """A week on Friday, two weeks from Monday, a week tomorrow; a week last Monday goes back."""
    count, unit, dct = p.number(), p.unit(), p.dct
    if unit not in ("week", "fortnight") or not count.isdigit() or p.next_word in ("'s", "’s"):
        return None
    weeks = int(count) * (2 if unit == "fortnight" else 1)
    if not p.has("DAYREF"):
        return _weeks_ahead(p, -weeks if p.has("LAST") else weeks)
    away = {"today": 0, "tomorrow": 1}.get(p.day_reference() or "")
    if dct is None or away is None:
        return None
    return p.point(dct + timedelta(days=7 * weeks + away), "day")


def _weeks_ahead(p: Phrase, weeks: int) -> Timex | None:
    """So many weeks from the next such weekday, or back from the last one."""
    if p.dct is None:
        return Timex("DATE", f"XXXX-WXX-{p.weekday() + 1}")
    step = 1 if weeks > 0 else -1
    away = step * (p.weekday() - p.dct.weekday()) % 7
    return p.point(p.dct + timedelta(days=step * away + 7 * weeks), "day")


def day_ago(p: Phrase) -> Timex | None:
    """A year ago today; a week ago on Sunday: such a day that is nearest to that distance."""
    count, unit, dct = p.number(), p.unit(), p.dct
    reference = p.day_reference()
    away = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(reference or "today")
    if not count.isdigit() or unit in OF_DAY or away is None:
        return None
    if dct is None:
        return Timex("DATE", "XXXX-XX-XX")
    day = add_units(dct + timedelta(days=away), unit, -int(count))
    if p.has("WDAY"):
        ahead = (p.weekday() - day.weekday()) % 7
        day += timedelta(days=ahead if ahead < 4 else ahead - 7)
    return p.point(day, "day")


def weekday(p: Phrase) -> Timex | None:
    """Tuesday; last Friday; early Tuesday."""
    number, dct = p.weekday(), p.dct
    if dct is None or (p.convention == "said" and find_article(p) == p.first - 1):
        return Timex("DATE", f"XXXX-WXX-{number + 1}")
    last = p.context.last
    if p.story and last:
        return find_weekday(p, last, number)
    if p.has("THAT") and last and last.unit in ("day", "week"):
        monday = last.date - timedelta(days=last.date.weekday())
        return p.point(monday + timedelta(days=number), "day", LAST)
    return p.point(_day_of_week(p, dct, number), "day")


def _day_of_week(p: Phrase, dct: date, number: int) -> date:
    back = (dct.weekday() - number) % 7
    told = p.context.last.date if p.context.last and p.context.last.unit == "day" else None
    if told and p.words() & {"previous", "preceding", "following"}:
        away = (told.weekday() - number) % 7 or 7
        return told + timedelta(days=7 - away if "following" in p.words() else -away)
    if p.has("LAST"):
        return dct - timedelta(days=back or 7)
    if p.has("NEXT"):  # "next Tuesday" on a Monday is not tomorrow
        return dct + timedelta(days=8 if back == _TOMORROW else 7 - back)
    is_range = p.joint() in ("HYPH", "TILL") and p.tokens_before(2)[0].kind == "WDAY"
    if told and is_range:
        return told + timedelta(days=(number - told.weekday()) % 7)
    if back == 0:
        return dct
    known = p.next_word in ("'s", "’s")  # "Wednesday's ruling" was made already
    tense = "past" if known else p.tense()
    # "They vote from Monday"; but "the tape is from Monday".
    begins = p.word_before == "from" and p.tokens_before(2)[0].lower not in listed("forms of be")
    begins = begins and tense is None and not (p.is_before_noun() or p.begins_sentence())
    # "Saturday: rain and sleet" is a forecast or a programme, "Saturday: I slept" a diary.
    heads = tense is None and p.next_word == ":" and p.begins_paragraph()
    ahead = tense == "future" or begins or heads
    if p.has("THIS") or ahead or p.points_ahead():
        return dct + timedelta(days=7 - back)
    return dct - timedelta(days=back)


_TOMORROW = 6
"""Days since the weekday that is tomorrow's."""


def day_reference(p: Phrase) -> Timex | None:
    """Today, yesterday, tomorrow; late yesterday; tonight."""
    word, dct = p.day_reference(), p.dct
    if word == "today" and p.story:  # the author's
        return Timex("DATE", "PRESENT_REF", anchor=DCT)
    if word == "tonight":
        return Timex("TIME", f"{dct or 'XXXX-XX-XX'}TNI", anchor=DCT)
    if dct is None:
        return Timex("DATE", "XXXX-XX-XX")
    away = {"today": 0, "tomorrow": 1, "yesterday": -1}[word or ""]
    if p.has("BEFORE", "AFTER"):
        if p.unit() != "day":
            return None
        away += 1 if p.has("AFTER") else -1
    return p.point(dct + timedelta(days=away), "day")
