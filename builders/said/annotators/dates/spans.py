"""The ends of ranges and the members of lists that are written short: May 3-5, 1990-91, 2 to 4 p.m.

TimeML has no tag for a stretch between two points, so each point is an expression of its own, with
the month, the year or the half of the day that the other one gives (D2).
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache

from said.annotators.dates import clock
from said.annotators.dates.days import month_day
from said.annotators.dates.patterns import expanded
from said.annotators.dates.phrase import Phrase, Timex
from said.text.datetokens import Token


def first_day(p: Phrase) -> Timex | None:
    """24 of "24 and 25 April", 3 of "3-5 May 2024"."""
    ahead = list(p.tokens_behind(8))
    if ahead[0].kind == "OTHER" and ahead[0].text != "/":
        return None
    at = next(n for n, token in enumerate(ahead) if token.kind == "MONTH")
    numbers = [token for token in (*p.found, *ahead[:at]) if token.kind in ("NUM", "ORD")]
    if not 1 <= _number(numbers[0]) < _number(numbers[1]) <= 31:
        return None
    year = [token for token in ahead[at + 1 : at + 3] if token.kind == "YEAR"]
    return month_day(p._replace(found=[*p.found, ahead[at], *year[:1]]))


def second(p: Phrase) -> Timex | None:
    """5 of "May 3-5" and of "May 3 and 5"; 91 of "1990-91"; 24 of "2023/24"."""
    if p.joint() is None:
        return None
    before = p.tokens_before(2)[0]
    if before.kind == "COMMA":
        before = p.tokens_before(3)[0]
    if before.kind == "YEAR":
        return _second_year(p, int(before.text))
    return _second_day(p) if before.kind in ("NUM", "ORD", "ORDW") else None


def night_between(p: Phrase) -> Timex | None:
    """The night of 12/13 June: that of the first day."""
    at = next(n for n, token in enumerate(p.found) if token.kind in ("NUM", "ORD"))
    joint, *rest = p.found[at + 1 :]
    first, second = _number(p.found[at]), _number(rest[0])
    if joint.text not in ("/", "-", "–", "to", "and") or second not in (first + 1, 1):
        return None
    return clock.part_of_day(p._replace(found=[*p.found[: at + 1], *rest[1:]]))


def night_between_days(p: Phrase) -> Timex | None:
    """The night of Saturday to Sunday, of 30 April to 1 May: that of the first day."""
    at = next(n for n, token in enumerate(p.found) if n > 2 and _joins_days(token))
    first, second = p._replace(found=p.found[:at]), p._replace(found=p.found[at + 1 :])
    if p.has("WDAY"):
        if (second.weekday() - first.weekday()) % 7 != 1:
            return None
        return clock.part_of_day(first)
    evening, morning = ((day.month(), day.day()) for day in (first, second))
    written = p.year()
    if not any(_follows(evening, morning, year) for year in ([written] if written else _YEARS)):
        return None
    years = [token for token in second.found if token.kind == "YEAR"]
    return clock.part_of_day(first._replace(found=[*first.found, *years]))


def _joins_days(token: Token) -> bool:
    return token.kind in ("HYPH", "TILL", "AND") or token.text == "/"


_YEARS = (2000, 2001)
"""A leap year and another one."""


def _follows(first: tuple[int, int], second: tuple[int, int], year: int) -> bool:
    """Whether a month and day, in a year, is directly followed by another."""
    if first == (12, 31):
        return second == (1, 1)
    try:
        return (date(year, *second) - date(year, *first)).days == 1
    except ValueError:  # 29 February
        return False


def _number(token: Token) -> int:
    """The number of a day, 0 if it is none."""
    digits = token.text.rstrip("stndrh")
    return int(digits) if digits.isdecimal() and len(digits) < 3 else 0


def _second_day(p: Phrase) -> Timex | None:
    last = p.context.last
    if last is None or last.unit != "day" or p.has_clock_for_year():
        return None
    joined = p.joint()
    # "May 3 and 5 people": what is counted follows.
    if p.next_word == "%" or (p.is_before_noun() and joined != "HYPH" and p.year() is None):
        return None
    kinds = [token.kind for token in p.tokens_behind(3)]
    list_goes_on = [kind for kind in kinds if kind not in ("COMMA", "AND")][:1] != kinds[:1]
    if joined == "COMMA" and not (list_goes_on and {"NUM", "ORD"} & set(kinds)):
        return None
    year, month, day = p.year() or last.date.year, last.date.month, _number(p.found[0])
    if not last.date.day < day <= calendar.monthrange(year, month)[1]:
        return None
    return p.point(date(year, month, day), "day", None if p.year() else p.context.anchor)


def _second_year(p: Phrase, first: int) -> Timex | None:
    if len(p.found) > 1 or len(p.found[0].text) != 2 or p.found[0].kind != "NUM":
        return None
    if p.joint() not in ("HYPH", "OTHER"):
        return None
    tens = int(p.found[0].text)
    following = tens == (first + 1) % 100
    if not following and (p.word_before == "/" or tens <= first % 100):
        return None
    year = first - first % 100 + tens + (100 if tens < first % 100 else 0)
    return p.point(date(year, 1, 1), "year", None)


def year_month(p: Phrase) -> Timex | None:
    """2024-05, where the second number cannot be a year that follows the first."""
    year, dash, month = p.found
    if dash.text != "-" or year.end != dash.start or dash.end != month.start:
        return None
    number, tens = int(month.text), int(year.text) % 100
    if len(month.text) != 2 or not 1 <= number <= min(12, tens) or p.next_word == "-":
        return None
    return p.point(date(int(year.text), number, 1), "month", None)


def first_hour(p: Phrase) -> Timex | None:
    """2 of "from 2 to 4 p.m.", 11 of "11 to 3 p.m."."""
    ahead = list(p.tokens_behind(3))
    half_day = ahead[2]
    first, last = (token.text.split(":")[0] for token in (p.found[0], ahead[1]))
    if not (first.isdecimal() and last.isdecimal() and 1 <= int(first) <= 12 >= int(last) >= 1):
        return None
    if int(first) % 12 > int(last) % 12:
        other = "a.m." if half_day.lower.startswith("p") else "p.m."
        half_day = half_day._replace(text=other, lower=other)
    return clock.clock(p._replace(found=[*p.found, half_day]))


def first_clock(p: Phrase) -> Timex | None:
    """2am of "between 2am and 4am on Friday", noon of "from noon to 3 p.m. that day": of the day
    that the second time has, or of the day before it where they are the ends of a night."""
    tokens = p.context.tokens
    second = _clock_pattern().match(tokens.codes, p.after + 1)
    day = second and _day_pattern().match(tokens.codes, second.end())
    if second is None or day is None:
        return None
    end = clock.clock(p._replace(found=tokens[second.start() : day.end()], first=second.start()))
    begin = clock.clock(p._replace(found=[*p.found, *tokens[day.start() : day.end()]]))
    if end is None or begin is None or "X" in begin.value or begin.value <= end.value:
        return begin
    evening = date.fromisoformat(begin.value[:10]) - timedelta(days=1)
    return begin._replace(value=f"{evening.isoformat()}{begin.value[10:]}")


@cache
def _clock_pattern() -> re.Pattern[str]:
    return re.compile(expanded("{CLOCK}"))


@cache
def _day_pattern() -> re.Pattern[str]:
    return re.compile(expanded("(?:{OFDAY}|{THATDAY})"))
