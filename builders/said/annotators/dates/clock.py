"""Times of the day, with the day they belong to."""

from __future__ import annotations

import re
from datetime import date

from said.annotators.dates.day_of_time import DayOfTime, day_unknown, find_day, names_day
from said.annotators.dates.days import (
    month_day,
)
from said.annotators.dates.lengths import every
from said.annotators.dates.matches import is_of_accounts
from said.annotators.dates.numerals import NUMBERS
from said.annotators.dates.phrase import PARTS, Phrase, Timex
from said.annotators.dates.scene import days_in_night, is_in_day
from said.annotators.dates.spoken_clock import (
    first_compact_clock,
    with_compact_clock,
    with_dotted_clock,
    with_spoken_clock,
    with_time_of_entry,
)
from said.annotators.dates.zones import written_offset, zone_offset
from said.schema.scheme import DCT
from said.text.datetokens import BREAK, Token, coded
from said.text.datewords import OTHER, STOP, listed

_ISO = re.compile(r"([\d-]+)(?:(?:T|\s+)([\d:]+)(?:[.,]\d+)?(Z|[+-][\d:]+)?)?")


def part_of_day(p: Phrase) -> Timex | None:
    """Tuesday evening; this morning; last night; yesterday afternoon; May 14 evening."""
    token = p.needed("PART", "NOON")
    if p.has("WDAY") and token.lower.endswith("s"):
        return every(p)
    return find_day(p).at(f"T{PARTS[token.lower]}")


def early_hours(p: Phrase) -> Timex | None:
    """The early hours of Tuesday, the small hours: where its morning begins."""
    if p.unit() != "hour":
        return None
    return find_day(p.without("UNIT", "OF")).at("TMO")._replace(mod="START")


def overnight(p: Phrase) -> Timex | None:
    """Overnight: the night before the text, where it is no adjective ("overnight rates")."""
    if p.found[0].lower != "overnight" or p.is_before_noun():
        return None
    if p.word_before in ("the", "an", "a", "-"):
        return None
    return DayOfTime.of(p.dct, DCT).later(-1).at("TNI")


def hour_at(p: Phrase) -> Timex | None:
    """10 on Tuesday, 10 tonight, where "at" stands before; Tuesday at 10."""
    then = p.next_word
    if not p.has("AT") and p.word_before != "at":
        return None
    if p.has("AT") and (then == "%" or (then.isalnum() and then not in listed("after a day"))):
        return None
    return _at_hour(p, next(token for token in p.found if token.kind in ("NUM", "NUMW")))


def _at_hour(p: Phrase, number: Token) -> Timex | None:
    """The time of a phrase of which a number is the hour."""
    oclock = Token("o'clock", "o'clock", "OCLOCK", number.end, number.end)
    found = [one for token in p.found for one in ([token, oclock] if token is number else [token])]
    return clock(p._replace(found=found))


def clock(p: Phrase) -> Timex | None:
    """7:00 p.m. Tuesday; 10 AM PT; noon Thursday; Tuesday, May 14, 2024 — 10:00 AM PT; half past
    six on Friday; Sundays at 10 a.m."""
    read = with_spoken_clock(p)
    time = _time_of(read) if read else None
    if read is None or time is None or not _is_clock(p):
        return None
    if read.has("WDAYS", "EACH", "DAILY") or (read.has("PART", "WDAY") and _recurs(read)):
        return _recurring(read, time)
    if not names_day(read):
        away = days_in_night(read, time)
        if away is None and read.is_habitual():
            return Timex("TIME", f"XXXX-XX-XXT{time}{_zone(read, None)}")
    else:
        away = None
    if (unknown := day_unknown(read)) is not None:
        return unknown._replace(type="TIME", value=f"{unknown.value[:10]}T{time}")
    day = find_day(read, time < _EARLY and not away)
    if away:
        day = day.later(away)
    return day.at(f"T{time}{_zone(read, day.day)}")


_EARLY = "08"
"""Before it, a time may end a night."""


def bare_hour(p: Phrase) -> Timex | None:
    """Nine of "on Friday it was full at nine": an hour that ends a clause which names its day."""
    if p.next_word.isalnum() or p.next_word in ("%", "-", "'s", "’s"):
        return None
    if not is_in_day(p) and not p.is_habitual():
        return None
    return hour_at(p) if NUMBERS[p.found[0].lower] in range(1, 13) else None


def informal_hour(p: Phrase) -> Timex | None:
    """7 of "game starts at 7!", in a line of informal writing, which begins without a capital."""
    number, then = p.found[0].text, p.next_word
    ends = not then or then in _ENDS or p.context.tokens.kind(p.after) == BREAK
    if not (number.isdecimal() and 1 <= int(number) <= 12 and ends and _is_informal(p)):
        return None
    return _at_hour(p, p.found[0])


_ENDS = frozenset([".", "!", "?", ",", "-", "–", ")", "and", "so", "who", "if"])


def _is_informal(p: Phrase) -> bool:
    """Whether the paragraph begins without a capital, or a sign leads the phrase: @ 7."""
    tokens = p.context.tokens
    if p.word_before == "@":
        return True
    first = tokens.codes.rfind(coded(BREAK), 0, p.first) + 1
    return tokens.string(first).islower()


def _recurs(p: Phrase) -> bool:
    """Whether a part of the day is a plural: Friday nights."""
    part = p.token("PART")
    return part is not None and part.lower.endswith("s") and p.has("WDAY")


def _recurring(p: Phrase, time: str) -> Timex | None:
    """A time of the day on each of some days: every Monday at noon, daily at 6 p.m."""
    daily = (p.has("UNIT") and p.unit() == "day") or p.words() & {"daily", "nightly"}
    if not daily and not p.has("WDAY", "WDAYS"):
        return None
    day = "XXXX-XX-XX" if daily else f"XXXX-WXX-{p.weekday() + 1}"
    return Timex("SET", f"{day}T{time}", quant=p.quant())


def about_clock(p: Phrase) -> Timex | None:
    """About 4.20 a.m. on Wednesday: with us, the word belongs to the time (D2)."""
    if p.convention == "timeml":
        return None
    read = p._replace(found=p.found[1:], first=p.first + 1)
    time = compact_clock(read) if read.has("COMPACT") else clock(read)
    return time and time._replace(mod="APPROX")


def clock_with_offset(p: Phrase) -> Timex | None:
    """Fri, 7 Mar 2025 18:02:11 +0100."""
    written = _SIGNED.search(p.context.tokens.text[p.found[0].start : p.found[-1].end])
    return clock(p) if written else None


def day_and_compact_clock(p: Phrase) -> Timex | None:
    """21 April 1030: a day and a clock time, or a day and a year where 1030 cannot be a time."""
    if not p.has_clock_for_year():
        return month_day(p)
    year = p.needed("YEAR")
    text = f"{year.text[:2]}:{year.text[2:]}"
    read = [t._replace(text=text, lower=text, kind="CLOCK") if t is year else t for t in p.found]
    return clock(p._replace(found=read))


def compact_clock(p: Phrase) -> Timex | None:
    """1600hrs; 0530 hours on Monday; 0415, after "at"."""
    read = with_compact_clock(p)
    return clock(read) if read else None


def first_compact(p: Phrase) -> Timex | None:
    """2130 of "between 2130 and 2245 on 9 March"."""
    read = first_compact_clock(p)
    return clock(read) if read else None


def dotted_clock(p: Phrase) -> Timex | None:
    """6.30 after "at" or the like, as the British write it, where no accounts are spoken of."""
    read = with_dotted_clock(p)
    return clock(read) if read and not is_of_accounts(p) else None


def time_of_entry(p: Phrase) -> Timex | None:
    """18.42 at the beginning of a line, as in live blogs."""
    read = with_time_of_entry(p)
    return clock(read) if read else None


def bare_part(p: Phrase) -> Timex | None:
    """The morning, evening, dawn, where a preposition stands before and no noun follows."""
    part = p.needed("PART").lower
    then = p.next_word
    if part.endswith("s") or part == "overnight" or p.is_before_noun():
        return None
    night_after_night = p.word_before == "after" and p.tokens_before(2)[0].lower == part
    if then in ("-", "of", "'s", "’s") or night_after_night:
        return None
    before = "before the part of a day" if p.has("THE") else "before a part of a day"
    if p.word_before not in listed(before):
        return None
    return find_day(p, PARTS[part] == "MO").at(f"T{PARTS[part]}")


def clock_on_next_day(p: Phrase) -> Timex | None:
    """2 a.m. the next day, 6 p.m. of the previous day: from the day named last."""
    last_of_all = p.has("LAST") and not p.words() & {"previous", "preceding"}
    if last_of_all or (p.has("UNIT") and p.unit() != "day"):
        return None
    return clock(p.without("UNIT"))


def part_before(p: Phrase) -> Timex | None:
    """The night before, the morning after, where no event follows."""
    then = p.next_word
    event = then[:1].isalnum() and then not in listed("after a day")
    part = p.needed("PART").lower
    return None if event or part.endswith("s") else find_day(p).at(f"T{PARTS[part]}")


def iso(p: Phrase) -> Timex | None:
    """2024-05-14, 2024-05-14T19:00, 2024-05-14 19:00:05 UTC; parts of a second are left out."""
    match = _ISO.fullmatch(p.found[0].text)
    assert match is not None
    day = date.fromisoformat(match[1])
    found = p.point(day, "day", None)
    if match[2] is None:
        return None if len(p.found) > 1 else found
    zone = written_offset(match[3]) if match[3] and p.convention == "said" else _zone(p, day)
    return Timex("TIME", f"{match[1]}T{match[2]}{zone}")


def _time_of(p: Phrase) -> str | None:
    noon = p.token("NOON")
    if noon and p.has("HIGH") and noon.lower != "noon":
        return None
    if noon and noon.lower == "midday" and p.convention == "said":
        return "MI"
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
    part = p.token("PART")
    if part and not half_day and hour <= 12:  # 4 in the morning, 10 tonight
        hour = _by_part(hour, PARTS[part.lower])
    elif p.day_reference() == "tonight" and not half_day and hour < 12:
        hour += 12
    if hour > 23 or int(fields[1]) > 59:
        return None
    return ":".join([f"{hour:02}", *fields[1:]])


def _is_clock(p: Phrase) -> bool:
    """Whether digits with a colon alone are a clock time, and no verse, result or ratio."""
    only, before = p.found[0], p.tokens_before(1)
    listed_before = p.word_before in listed("before clock times")
    if not before or len(p.found) > 1 or only.kind != "CLOCK" or listed_before:
        return True
    if p.word_before == "with" or p.next_word in ("left", "remaining"):
        return False  # on the clock of a match
    if before[0].kind not in (OTHER, STOP):
        return before[0].kind not in ("OF", "IN")
    verse = before[0].text[0].isupper() and only.text[1] == ":"
    return not verse and only.text.count(":") == 1


def _by_part(hour: int, part: str) -> int:
    """The hour of the day that an hour to twelve is in a part of the day."""
    hour %= 12
    late = part in ("AF", "EV") or (part == "NI" and hour > 5)
    return hour + 12 if late else hour


def _fields(p: Phrase) -> list[str]:
    """Hours, minutes and perhaps seconds, as written: 7:00, 2.30 p.m., 2 p.m., 0930 GMT."""
    token = p.token("CLOCK")
    if token:
        return token.text.split(":")
    kinds = [*(token.kind for token in p.found), ""]
    token, then = next(
        (token, p.found[place + 1])
        for place, token in enumerate(p.found[:-1])
        if token.kind in ("NUM", "NUMW", "YEAR", "COMPACT")
        and (kinds[place + 1] in _BEHIND_HOUR or kinds[place + 1 : place + 3] == ["AT", "PART"])
    )
    if then.kind in ("ZONE", "OFFSET"):
        if "." in token.text:  # 07.09 BST
            return token.text.split(".")
        return [token.text[:-2], token.text[-2:]] if len(token.text) == 4 else ["", ""]
    digits = str(NUMBERS[token.lower]) if token.kind == "NUMW" else token.text
    return digits.split(".") if "." in digits else [digits, "00"]


_BEHIND_HOUR = ("AMPM", "OCLOCK", "ZONE", "OFFSET", "IN")
"""The classes of what shows that a number is an hour; "at night" does, too."""


def _zone(p: Phrase, day: date | None) -> str:
    """The offset of the zone that is written, empty if there is none or TimeML's conventions
    count."""
    if p.convention != "said":
        return ""
    zone = p.token("ZONE", "OFFSET")
    if zone is not None:
        return zone_offset(zone.lower, day)
    signed = _SIGNED.search(p.context.tokens.text[p.found[0].start : p.found[-1].end])
    return written_offset(signed[1].replace("−", "-")) if signed else ""


_SIGNED = re.compile(r"\s([+−-][01]\d{3})$")
"""An offset without the name of a zone at the end of a time: 18:02:11 +0100."""
