"""Lengths of time, and times that come again."""

from __future__ import annotations

from itertools import takewhile

from said.annotators.dates.phrase import DCT, PARTS, Phrase, Timex
from said.annotators.dates.relative import relative_unit
from said.annotators.dates.units import duration
from said.text.datetokens import BREAK, Token
from said.text.datewords import listed


def length(p: Phrase) -> Timex | None:
    """Three years; a 10-year; more than two months; a couple of weeks; 24 hours; several days."""
    if p.has("AGO", "EARLIER"):  # "the year-earlier nine months"
        cut = next(n for n, t in enumerate(p.found) if t.kind in ("AGO", "EARLIER")) + 1
        p = p._replace(found=p.found[cut:])
    unit, then = p.unit(), p.next_word
    age = then == "old" or p.found[-1].lower == "old"
    if age or (unit == "quarter" and (then == "of" or p.has("ABOUT", "MORE"))):
        return None
    clock = len(p.found[0].text) == 4 and p.found[0].text.startswith("0")  # 0600 hours
    if clock or _is_name(p):
        return None
    single = p.has("A") and not p.has("COUPLE", "FEW", "HUND", "THAN", "HALF")
    alone = single and not p.has("HYPH") and p.found[0].kind == "A"
    # "A quarter" is a fraction, "a week-long" has a shorter span, "miles an hour" are a speed.
    speed = unit in ("hour", "second") and p.context.before(p.first) in listed("distances")
    if alone and (then == "-" or p.found[-1].lower != unit or unit == "quarter" or speed):
        return None
    if alone and _is_rate(p):
        if p.convention == "timeml":
            return None
        return Timex("SET", duration("1", unit, p.convention), quant="EVERY")
    return Timex("DURATION", duration(p.number(), unit, p.convention), p.mod())


def _is_rate(p: Phrase) -> bool:
    """Whether "a year" says how often, as in "$1 billion a year" and "dozens of calls a year"."""
    before = p.context.before(p.first)
    if before in listed("before a unit") or p.next_word in ("after", "before"):
        return False
    near = p.context.tokens[max(0, p.first - _AMOUNT) : p.first]
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
    read = p.context.tokens
    before = (read[at] for at in range(p.first - 1, max(-1, p.first - _LINE), -1))
    near = [*takewhile(_in_line, before)][:_LINE], [*p.context.paragraph(p.after, _LINE)]
    words = [token.text for side in near for token in side if len(token.text) > 3]
    return not words or any(word[0].islower() for word in words)


def _in_line(token: Token) -> bool:
    return token.kind != BREAK


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
        return Timex(
            "DURATION", f"P{25 * quarters}Y" if unit == "century" else f"PT{15 * quarters}M"
        )
    return Timex("DURATION", duration(f"{quarters / 4:g}", unit, p.convention))


def vague_length(p: Phrase) -> Timex | None:
    """Hundreds of years, tens of thousands of years."""
    if p.found[-1].lower == p.unit():
        return None
    return Timex("DURATION", duration("X", p.unit(), p.convention), p.mod())


def years_old(p: Phrase) -> Timex | None:
    """A decades-old dispute; "a 10-year-old" is an age (D1)."""
    if p.found[0].lower == p.unit():
        return None
    return Timex("DURATION", duration("X", p.unit(), p.convention))


def compound(p: Phrase) -> Timex | None:
    """Two hours and 15 minutes: one length in two units, the longer one first."""
    cut = next(n for n, token in enumerate(p.found) if token.kind == "AND")
    parts = [p._replace(found=found) for found in (p.found[:cut], p.found[cut + 1 :])]
    values = [duration(part.number(), part.unit(), p.convention) for part in parts]
    units = [part.unit() for part in parts]
    if tuple(units) not in _TOGETHER or "X" in "".join(values) or p.next_word in ("ago", "old"):
        return None
    second = values[1].removeprefix("P")
    return Timex(
        "DURATION", values[0] + second.removeprefix("T" if "T" in values[0] else ""), p.mod()
    )


_TOGETHER = frozenset(
    {("year", "month"), ("month", "week"), ("month", "day"), ("week", "day"), ("day", "hour")}
    | {("hour", "minute"), ("minute", "second")}
)


def lasting(p: Phrase) -> Timex | None:
    """Yearlong, weeklong."""
    unit = p.found[-1].lower.removesuffix("long")
    return Timex("DURATION", duration("1", unit, p.convention))


def length_range(p: Phrase) -> Timex | None:
    """The next 2-3 years; two to three weeks: the lower bound (D3)."""
    lower = p._replace(
        found=p.found[: next(n for n, t in enumerate(p.found) if t.kind in ("HYPH", "TILL", "OR"))]
    )
    unit = p.unit()
    anchor = DCT if p.has("NEXT", "LAST") else None
    return Timex(
        "DURATION", duration(lower.number(), unit, p.convention), "EQUAL_OR_MORE", anchor=anchor
    )


def deictic_length(p: Phrase) -> Timex | None:
    """The past 48 hours; the next two years; recent months; the last few weeks."""
    unit = p.unit()
    if "following" in p.words() and not p.has("THE"):
        return None
    if p.has("NUM", "NUMW", "FEW", "COUPLE", "HUND", "YEAR"):
        return Timex("DURATION", duration(p.number(), unit, p.convention), p.mod(), anchor=DCT)
    token = p.token("UNIT", "QTR", "CENTURY")
    plural = token is not None and token.lower != unit
    if not plural:
        # "The past decade" lasts, "last decade" does not (D3).
        past = p.has("THE") and "past" in p.words()
        lasts = past and (p.convention == "said" or unit in ("decade", "century"))
        if lasts and not p.has("FISCAL"):
            return Timex("DURATION", duration("1", unit, p.convention), anchor=DCT)
        return relative_unit(p)
    if p.convention == "timeml" and p.has("RECENT", "NEXT"):
        return Timex("DATE", "PAST_REF" if p.has("RECENT") else "FUTURE_REF")
    return Timex("DURATION", duration("X", unit, p.convention), anchor=DCT)


def bare_units(p: Phrase) -> Timex | None:
    """Within hours; for years; centuries."""
    token = p.token("UNIT", "CENTURY", "QTR")
    assert token is not None
    if token.lower == p.unit():
        return None
    ranked = p.first > 0 and p.context.tokens[p.first - 1].kind in ("ORDW", "THE", "OF")
    counted = p.next_word in ("after", "before") and not ranked
    if p.context.before(p.first) not in listed("before bare units") and not counted:
        return None
    return Timex("DURATION", duration("X", p.unit(), p.convention))


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
    return Timex(
        "SET", duration(count if count.isdigit() else "1", p.unit(), p.convention), quant=p.quant()
    )


def so_often(p: Phrase) -> Timex | None:
    """Twice a week, three times a year: the unit, and how often in it (D3)."""
    once = p.token("ONCE")
    often = {"once": "1", "twice": "2", "thrice": "3"}[once.lower] if once else p.number()
    if not often.isdigit():
        return None
    return Timex("SET", duration("1", p.unit(), p.convention), freq=f"{often}X")


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
