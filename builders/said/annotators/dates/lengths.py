"""Lengths of time, and times that come again."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from said.annotators.dates.context import LAST
from said.annotators.dates.phrase import PARTS, SEASONS, Phrase, Timex
from said.annotators.dates.relative import ago, relative_unit
from said.annotators.dates.spoken_clock import with_compact_clock
from said.annotators.dates.units import OF_DAY, UNITS, add_units, duration
from said.schema.scheme import DCT
from said.text.datetokens import BREAK, Token
from said.text.datewords import STOP, listed


def length(p: Phrase) -> Timex | None:
    """Three years; a 10-year; more than two months; a couple of weeks; 24 hours; several days."""
    if p.found[0].kind == "AS" and p.convention == "timeml":
        return None  # TimeML leaves "as much as" out
    if p.has("AGO", "EARLIER"):  # "the year-earlier nine months"
        p = p.cut_at("AGO", "EARLIER")[1]
    unit, then = p.unit(), p.next_word
    if p.found[0].kind == "OVER" and p.word_before not in listed("before over"):
        return None  # "over three days" is when
    if p.found[0].kind == "EDGE" and p.found[0].lower != "close":
        return None
    if p.found[0].lower == "second" and then in ("later", "earlier", "before", "after"):
        return None  # "added a second seven minutes later"
    if unit == "quarter" and (then == "of" or p.has("ABOUT", "MORE")):
        return None
    if unit == "minute" and p.word_before == "on":  # "levelled on 54 minutes"
        return None
    if p.has("YEAR") and (unit == "weekend" or not (p.is_plural() or p.has("HYPH"))):
        return None  # the 2000 weekend
    if _is_name(p) or (unit == "hour" and with_compact_clock(p.without("APPROX"))):
        return None
    single = p.has("A") and not p.has("COUPLE", "FEW", "HUND", "THAN", "HALF")
    alone = single and not p.has("HYPH") and p.found[0].kind == "A"
    # "A quarter" is a fraction, "a week-long" has a shorter span, "miles an hour" are a speed.
    speed = unit in ("hour", "second") and p.word_before in listed("distances")
    if alone and (then == "-" or p.is_plural() or unit == "quarter" or speed):
        return None
    if alone and _is_rate(p):
        return None if p.convention == "timeml" else p.repeated()
    return p.duration(p.number(), p.mod())


def _is_rate(p: Phrase) -> bool:
    """Whether "a year" says how often, as in "$1 billion a year" and "dozens of calls a year"."""
    before = p.word_before
    if before in listed("before a unit") or p.next_word in ("after", "before"):
        return False
    near = p.tokens_before(_AMOUNT)
    return before.endswith("s") or any(token.kind in _AMOUNTS for token in near)


_AMOUNTS = frozenset({"NUM", "NUMW", "HUND", "HUNDREDS", "FEW", "ONCE", "YEAR", "A"})
_AMOUNT = 6
"""Tokens before "a year" in which an amount is looked for."""


def _is_name(p: Phrase) -> bool:
    """Whether a number and a unit are the name of a work ("60 Minutes"): the unit has a capital,
    and words around it show that the line is no headline."""
    unit = p.found[-1]
    behind = [token.lower for token in p.tokens_behind(2) if token.kind != "POSS"]
    if unit.text[0].isupper() and behind and behind[0] in listed("events named by a length"):
        return True  # the Seven Years' War
    if p.found[0].kind != "NUM" or not unit.text[0].isupper() or unit.text.isupper():
        return False
    before = takewhile(lambda token: token.kind != BREAK, reversed(p.tokens_before(_LINE)))
    words = [token.text for token in (*before, *p.tokens_behind(_LINE)) if len(token.text) > 3]
    return not words or any(word[0].islower() for word in words)


_LINE = 8
"""Tokens on either side that tell whether a line is written with capitals."""


def and_more(p: Phrase) -> Timex | None:
    """10+ years, 20-plus years; 30-odd years are about so many."""
    sign = p.needed("OTHER").lower
    if sign not in ("+", "plus", "odd", "something"):
        return None
    found = length(p.without("OTHER", "HYPH"))
    return found and found._replace(mod="EQUAL_OR_MORE" if sign in ("+", "plus") else "APPROX")


def fraction(p: Phrase) -> Timex | None:
    """A quarter of a century, three quarters of an hour, a quarter-century."""
    unit = p.found[-1].lower
    if unit not in ("century", "hour"):
        return None
    quarters = 1 if p.found[0].kind == "A" else int(p._replace(found=p.found[:1]).number())
    if not 1 <= quarters <= 3:
        return None
    if p.convention == "timeml":
        value = f"P{25 * quarters}Y" if unit == "century" else f"PT{15 * quarters}M"
        return Timex("DURATION", value)
    return p.duration(f"{quarters / 4:g}", unit=unit)


def vague_length(p: Phrase) -> Timex | None:
    """Hundreds of years."""
    return p.duration("X", p.mod()) if p.is_plural() else None


def plural_age(p: Phrase) -> Timex | None:
    """A decades-old dispute: the only age that TimeML has; for us none is a date (D1)."""
    return vague_length(p) if p.convention == "timeml" and p.found[-1].lower == "old" else None


def compound(p: Phrase) -> Timex | None:
    """Two hours and 15 minutes; two hours, four minutes and 35 seconds; an hour and a quarter: one
    length in several units, the longer ones first."""
    if p.found[-1].kind == "QTR":
        first, _ = p.cut_at("AND")
        whole, more = first.number(), 0.75 if p.found[-1].lower == "quarters" else 0.25
        return first.duration(f"{int(whole) + more:g}", p.mod()) if whole.isdigit() else None
    parts = _parts(p)
    units = [part.unit() for part in parts]
    values = [duration(part.number(), part.unit(), "said") for part in parts]
    places = [_DESCENDING.index(unit) if unit in _DESCENDING else -1 for unit in units]
    falling = -1 not in places and all(a < b for a, b in pairwise(places))
    # "Ten years and two days" are rarely one length.
    near = len(units) > 2 or places[-1] - places[0] <= (1 if units[0] == "year" else 2)
    if not falling or not near or "X" in "".join(values):
        return None
    of_calendar = "".join(value[1:] for value in values if "T" not in value)
    of_day = "".join(value[2:] for value in values if "T" in value)
    return Timex("DURATION", f"P{of_calendar}{'T' if of_day else ''}{of_day}", p.mod())


def _parts(p: Phrase) -> list[Phrase]:
    """The numbers of a length, each with its unit."""
    parts: list[Phrase] = []
    found: list[Token] = []
    for token in p.found:
        found.append(token)
        if token.kind == "UNIT":
            parts.append(p._replace(found=found))
            found = []
    return parts


def compound_ago(p: Phrase) -> Timex | None:
    """Two hours and 20 minutes later, a year and two months ago: as exact as the last unit."""
    length_of = compound(p._replace(found=p.found[:-1]))
    if length_of is None:
        return None
    *others, last = _parts(p)
    if others[0].unit() in OF_DAY or p.dct is None:
        return ago(p._replace(found=[*last.found, p.found[-1]]))
    story = p.context.last
    start = story.date if story and not p.has("AGO") else p.dct
    sign = 1 if p.has("LATER") else -1
    for part in others:
        if part.unit() not in OF_DAY:
            start = add_units(start, part.unit(), sign * int(part.number()))
    unit = "day" if last.unit() in OF_DAY else last.unit()
    if last.unit() == unit:
        start = add_units(start, unit, sign * int(last.number()))
    return p.point(start, unit, LAST if story and not p.has("AGO") else DCT)


_DESCENDING = ["year", "month", "week", "day", "hour", "minute", "second"]


def written_hours(p: Phrase) -> Timex | None:
    """4h 30m, 2h05."""
    hours, minutes, *seconds = re.findall(r"\d+", p.found[0].text)
    value = f"PT{int(hours)}H{int(minutes)}M" + "".join(f"{int(second)}S" for second in seconds)
    return Timex("DURATION", value)


def nights(p: Phrase) -> Timex | None:
    """Two nights: as many days; TIMEX3 has no unit for nights."""
    if not p.found[-1].lower.startswith(("night", "nite")) or p.number() == "1":
        return None
    if p.has("YEAR"):  # "2021 night"
        return None
    anchor = DCT if p.has("LAST", "NEXT") else None
    return Timex("DURATION", duration(p.number(), "day", p.convention), p.mod(), anchor=anchor)


def whole_unit(p: Phrase) -> Timex | None:
    """All day, the whole week; all summer and all night are that of the text."""
    if p.has("FULL") and not p.words() & {"whole", "entire"}:
        return None
    if p.has("PART"):
        part = p.needed("PART").lower
        value = f"{p.dct or 'XXXX-XX-XX'}T{PARTS[part]}"
        return None if part.endswith("s") else Timex("TIME", value, anchor=DCT)
    if p.is_plural() or p.unit() in ("second", "minute", "hour") or p.next_word == "-":
        return None
    return p.duration("1")


def one_more(p: Phrase) -> Timex | None:
    """Another week, another two years, a further 18 months."""
    count = p.without("A").number()
    if count == "X" and not p.has("FEW"):
        if p.is_plural() or p.word_before in ("on", "one"):  # "yet on another day"
            return None
        count = "1"
    return p.duration(count)


def lasting(p: Phrase) -> Timex | None:
    """Yearlong, weeklong."""
    return p.duration("1", unit=p.found[-1].lower.removesuffix("long"))


def length_range(p: Phrase) -> Timex | None:
    """The next 2-3 years; two to three weeks: the lower bound (D3)."""
    lower, _ = p.cut_at("HYPH", "TILL", "OR")
    anchor = DCT if p.has("NEXT", "LAST") else None
    return p.duration(lower.number(), "EQUAL_OR_MORE", anchor)


def deictic_length(p: Phrase) -> Timex | None:
    """The past 48 hours; the next two years; recent months; the last few weeks."""
    unit = p.unit()
    if "following" in p.words() and not p.has("THE"):
        return None
    if unit == "day" and p.has("THE") and "last" in p.words() and not p.is_plural():
        # "The last day to register" is the last of some, "in the last day" lasts one.
        return p.duration("1", anchor=DCT) if p.word_before in ("in", "over", "within") else None
    if p.has("NUM", "NUMW", "FEW", "COUPLE", "HUND", "YEAR"):
        return p.duration(p.number(), p.mod(), anchor=DCT)
    if not p.is_plural():
        # "The past decade" lasts, "last decade" does not (D3).
        past = p.has("THE") and "past" in p.words()
        lasts = past and (p.convention == "said" or unit in ("decade", "century"))
        if lasts and not p.has("FISCAL"):
            return p.duration("1", anchor=DCT)
        return relative_unit(p)
    if p.convention == "timeml" and p.has("RECENT", "NEXT"):
        return Timex("DATE", "PAST_REF" if p.has("RECENT") else "FUTURE_REF")
    return p.duration("X", anchor=DCT)


def bare_units(p: Phrase) -> Timex | None:
    """Within hours; for years; centuries. Weekends come again: on weekends."""
    if p.word_before in ("on", "at") and p.is_plural() and p.unit() == "weekend":
        return Timex("SET", "XXXX-WXX-WE", quant="EVERY")
    if not p.is_plural():
        return None
    before = p.tokens_before(1)
    ranked = any(token.kind in ("ORDW", "THE", "OF") for token in before)
    counted = p.next_word in ("after", "before") and not ranked
    fronted = not before or before[0].kind in (BREAK, STOP)
    lasts = fronted and p.next_word in ("of", "after", "before", "into") and p.unit() != "minute"
    lasts = lasts or [token.lower for token in p.tokens_behind(3)] in _ON_END
    known = counted or lasts or p.word_before in listed("before bare units")
    if p.convention == "said" and not known:
        known = p.word_before in listed("before units that last") or _took_somebody(p)
    return p.duration("X") if known else None


def _took_somebody(p: Phrase) -> bool:
    """Whether units are what somebody needed or won: took us hours, bought them weeks."""
    before = p.words_before(2)
    lasting = before[:1] and before[0] in listed("before the time of somebody")
    return len(before) > 1 and bool(lasting) and before[1] in _SOMEBODY


_SOMEBODY = frozenset({"her", "him", "it", "me", "them", "us", "you"})
_ON_END = (["at", "a", "time"], ["in", "the", "making"])
"""Words behind units that last."""


def every(p: Phrase) -> Timex | None:
    """Every Tuesday; each year; Sundays; annually."""
    part = p.token("PART")
    if p.has("ALTERNATE", "FEW", "NUMW", "NUM") and not p.has("UNIT", "QTR", "CENTURY"):
        # "Every other Sunday" is every second week, "every few winters" comes in some years.
        count = "X" if p.has("FEW") else "2" if p.has("ALTERNATE") else p.number()
        unit = "week" if p.has("WDAY") else "day" if part else "year"
        return Timex("SET", duration(count, unit, p.convention), quant=p.quant())
    if p.has("SEASON"):
        return Timex("SET", f"XXXX-{SEASONS[p.needed('SEASON').lower]}", quant=p.quant())
    if p.has("WDAY", "WDAYS"):
        time = f"T{PARTS[part.lower]}" if part else ""
        return Timex("SET", f"XXXX-WXX-{p.weekday() + 1}{time}", quant=p.quant())
    if p.has("MONTH"):
        return Timex("SET", f"XXXX-{p.month():02}", quant=p.quant())
    if part:
        return Timex("SET", f"XXXX-XX-XXT{PARTS[part.lower]}", quant=p.quant())
    count = "2" if p.has("ALTERNATE", "ORDW") else p.number()
    if not count.isdigit() and not p.has("FEW") and p.unit() == "weekend":
        return Timex("SET", "XXXX-WXX-WE", quant=p.quant())
    return p.repeated(count if count.isdigit() or p.has("FEW") else "1")


def workdays(p: Phrase) -> Timex | None:
    """Every weekday; weekdays, where no noun follows."""
    plural = p.found[-1].lower.endswith("s") and not p.is_before_noun()
    return Timex("SET", "P1D", quant=p.quant()) if plural or p.has("EACH") else None


def every_half(p: Phrase) -> Timex | None:
    """Every half hour."""
    return None if p.is_plural() else p.repeated("0.5")


def so_often(p: Phrase) -> Timex | None:
    """Twice a week, three times a year: the unit, and how often in it (D3)."""
    once = p.token("ONCE")
    often = {"once": "1", "twice": "2", "thrice": "3"}[once.lower] if once else p.number()
    if not often.isdigit():
        return None
    if p.has("DAILY"):  # twice daily
        daily = adverb(p)
        return daily and daily._replace(quant=None, freq=f"{often}X")
    return p.repeated(freq=f"{often}X")


def so_long_in(p: Phrase) -> Timex | None:
    """Three days a week, 20 minutes each day, two nights a month: the longer unit, and how much of
    it."""
    *many, _, whole = p.found
    shorter, longer = p._replace(found=many), p._replace(found=[whole])
    count, part = shorter.number(), shorter.token("PART")
    if not count.isdigit() or (count == "1" and part) or longer.is_plural():
        return None
    unit = "day" if part else shorter.unit()
    if not {unit, longer.unit()} <= set(_DESCENDING) or unit == longer.unit():
        return None
    if _DESCENDING.index(unit) < _DESCENDING.index(longer.unit()):
        return None
    return longer.repeated(freq=f"{count}{'X' if part else UNITS[unit].code}")


def adverb(p: Phrase) -> Timex | None:
    """Annually, daily: as often as their unit."""
    word = p.found[-1].lower
    if word == "everyday" and p.is_before_noun() and p.word_before:  # everyday life
        return None
    if p.convention == "timeml" and word in ("annual", "quarterly", "yearly"):
        return None
    value = {
        "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "daily": "P1D", "everyday": "P1D",
        "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M",
        "quarterly": "P1Q", "hourly": "PT1H",
    }[word]  # fmt: skip
    return Timex("SET", value, quant="EVERY")
