"""Times of the day, with the day they belong to."""

from __future__ import annotations

from datetime import date, timedelta

from said.annotate.dates.days import day_reference, month_day, weekday
from said.annotate.dates.phrase import DCT, LAST, NUMBERS, PARTS, Phrase, Timex


def part_of_day(p: Phrase) -> Timex | None:
    """Tuesday evening; this morning; last night; yesterday afternoon; May 14 evening."""
    token = p.token("PART", "NOON")
    assert token is not None
    day, anchor = _day_in(p)
    return on_day(day, f"T{PARTS[token.lower]}", anchor)


def clock(p: Phrase) -> Timex | None:
    """7:00 p.m. Tuesday; 10 AM PT; noon Thursday; Tuesday, May 14, 2024 — 10:00 AM PT."""
    time = _time_of(p)
    if time is None:
        return None
    day, anchor = _day_in(p)
    zone = p.token("ZONE") if p.convention == "said" else None
    offset = _offset(zone.lower, day) if zone else ""
    return on_day(day, f"T{time}{offset}", anchor)


def on_day(day: date | None, time: str, anchor: str | None) -> Timex:
    """A time of the day on a day, of which the digits are X if it is unknown."""
    return Timex("TIME", (day.isoformat() if day else "XXXX-XX-XX") + time, anchor=anchor)


def _day_in(p: Phrase) -> tuple[date | None, str | None]:
    """The day that a time of the day belongs to."""
    dct = p.context.dct
    inner = p._replace(
        found=[t for t in p.found if t.kind not in ("PART", "NOON", "CLOCK", "AMPM")]
    )
    for kind, maker in (("MONTH", month_day), ("WDAY", weekday), ("DAYREF", day_reference)):
        if p.has(kind):
            numberless = inner if kind != "MONTH" else _without_clock(p)
            found = maker(numberless)
            if found is None or "X" in found.value:
                return None, None
            return date.fromisoformat(found.value[:10]), found.anchor
    last = p.context.last
    if p.has("NEXT") or p.words() & {"previous", "preceding"}:
        start, anchor = (last.date, LAST) if last and last.unit == "day" else (dct, DCT)
        away = timedelta(days=1 if p.has("NEXT") else -1)
        return (start + away if start else None), anchor
    if p.has("THIS"):
        return dct, DCT
    if p.has("LAST"):
        return (dct - timedelta(days=1) if dct else None), DCT
    if last and last.unit == "day":
        return last.date, LAST
    return dct, DCT


def _without_clock(p: Phrase) -> Phrase:
    """The phrase without what belongs to the clock: "5 p.m. EST Nov. 9"."""
    kept = []
    for at, token in enumerate(p.found):
        then = p.found[at + 1].kind if at + 1 < len(p.found) else ""
        clock = token.kind in ("CLOCK", "AMPM", "OCLOCK", "ZONE", "PART", "NOON")
        if not clock and not (token.kind == "NUM" and then in ("AMPM", "OCLOCK")):
            kept.append(token)
    return p._replace(found=kept)


def _time_of(p: Phrase) -> str | None:
    noon = p.token("NOON")
    if noon:
        return "24:00" if noon.lower == "midnight" else "12:00"
    fields = _fields(p)
    if not all(field.isdecimal() for field in fields) or len(fields[1]) != 2:
        return None
    hour = int(fields[0])
    half_day = p.token("AMPM")
    if half_day:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half_day.lower.startswith("p") else 0)
    if hour > 23 or int(fields[1]) > 59:
        return None
    return ":".join([f"{hour:02}", *fields[1:]])


def _fields(p: Phrase) -> list[str]:
    """Hours, minutes and perhaps seconds, as written: 7:00, 2.30 p.m., 2 p.m., 0930 GMT."""
    token = p.token("CLOCK")
    if token:
        return token.text.split(":")
    token, then = next(
        (t, then)
        for t, then in zip(p.found, p.found[1:], strict=False)
        if t.kind in ("NUM", "NUMW", "YEAR", "YEARQ") and then.kind in ("AMPM", "OCLOCK", "ZONE")
    )
    if then.kind == "ZONE":
        return [token.text[:-2], token.text[-2:]] if len(token.text) == 4 else ["", ""]
    digits = str(NUMBERS[token.lower]) if token.kind == "NUMW" else token.text
    return digits.split(".") if "." in digits else [digits, "00"]


def _offset(zone: str, day: date | None) -> str:
    summer = bool(day) and _summer(day) if day else False
    if zone in ("gmt", "utc"):
        return "Z"
    base = {"e": -5, "c": -6, "m": -7, "p": -8}[zone[0]] if zone != "cet" else 1
    if zone.endswith("dt") or (len(zone) == 2 and summer):
        base += 1
    return f"{'-' if base < 0 else '+'}{abs(base):02}:00"


def _summer(day: date) -> bool:
    """Whether American clocks show summer time: from March to November, as since 2007."""
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    starts = march + timedelta(days=(6 - march.weekday()) % 7)
    ends = november + timedelta(days=(6 - november.weekday()) % 7)
    return starts <= day < ends
