"""Lengths of time, and times that come again."""

from __future__ import annotations

from itertools import takewhile

from said.annotators.dates.phrase import PARTS, Phrase, Timex
from said.annotators.dates.relative import relative_unit
from said.schema.scheme import DCT
from said.text.datetokens import BREAK
from said.text.datewords import listed


def length(p: Phrase) -> Timex | None:
    """Three years; a 10-year; more than two months; a couple of weeks; 24 hours; several days."""
    if p.has("AGO", "EARLIER"):  # "the year-earlier nine months"
        p = p.cut_at("AGO", "EARLIER")[1]
    unit, then = p.unit(), p.next_word
    if unit == "quarter" and (then == "of" or p.has("ABOUT", "MORE")):
        return None
    clock = len(p.found[0].text) == 4 and p.found[0].text.startswith("0")  # 0600 hours
    if clock or _is_name(p):
        return None
    single = p.has("A") and not p.has("COUPLE", "FEW", "HUND", "THAN", "HALF")
    alone = single and not p.has("HYPH") and p.found[0].kind == "A"
    # "A quarter" is a fraction, "a week-long" has a shorter span, "miles an hour" are a speed.
    speed = unit in ("hour", "second") and p.word_before in listed("distances")
    if alone and (then == "-" or p.found[-1].lower != unit or unit == "quarter" or speed):
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
    if p.found[0].kind != "NUM" or not unit.text[0].isupper() or unit.text.isupper():
        return False
    before = takewhile(lambda token: token.kind != BREAK, reversed(p.tokens_before(_LINE)))
    words = [token.text for token in (*before, *p.tokens_behind(_LINE)) if len(token.text) > 3]
    return not words or any(word[0].islower() for word in words)


_LINE = 8
"""Tokens on either side that tell whether a line is written with capitals."""


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
    """Two hours and 15 minutes: one length in two units, the longer one first."""
    parts = p.cut_at("AND")
    first, second = (part.duration(part.number()).value for part in parts)
    units = tuple(part.unit() for part in parts)
    if units not in _TOGETHER or "X" in first + second or p.next_word == "ago":
        return None
    second = second.removeprefix("PT" if "T" in first else "P")
    return Timex("DURATION", first + second, p.mod())


_TOGETHER = frozenset(
    {("year", "month"), ("month", "week"), ("month", "day"), ("week", "day"), ("day", "hour")}
    | {("hour", "minute"), ("minute", "second")}
)


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
    """Within hours; for years; centuries."""
    ranked = any(token.kind in ("ORDW", "THE", "OF") for token in p.tokens_before(1))
    counted = p.next_word in ("after", "before") and not ranked
    known = counted or p.word_before in listed("before bare units")
    return p.duration("X") if known and p.is_plural() else None


def every(p: Phrase) -> Timex | None:
    """Every Tuesday; each year; Sundays; annually."""
    part = p.token("PART")
    if p.has("WDAY", "WDAYS"):
        time = f"T{PARTS[part.lower]}" if part else ""
        return Timex("SET", f"XXXX-WXX-{p.weekday() + 1}{time}", quant=p.quant())
    if p.has("MONTH"):
        return Timex("SET", f"XXXX-{p.month():02}", quant=p.quant())
    if part:
        return Timex("SET", f"XXXX-XX-XXT{PARTS[part.lower]}", quant=p.quant())
    count = "2" if p.has("ALTERNATE", "ORDW") else p.number()
    return p.repeated(count if count.isdigit() else "1")


def so_often(p: Phrase) -> Timex | None:
    """Twice a week, three times a year: the unit, and how often in it (D3)."""
    once = p.token("ONCE")
    often = {"once": "1", "twice": "2", "thrice": "3"}[once.lower] if once else p.number()
    return p.repeated(freq=f"{often}X") if often.isdigit() else None


def adverb(p: Phrase) -> Timex | None:
    """Annually, daily: as often as their unit."""
    word = p.found[-1].lower
    if p.convention == "timeml" and word in ("annual", "quarterly", "yearly"):
        return None
    value = {
        "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "daily": "P1D", "nightly": "P1D",
        "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M", "quarterly": "P1Q", "hourly": "PT1H",
    }[word]  # fmt: skip
    return Timex("SET", value, quant="EVERY")
