"""The date annotator and others that pip installs, each behind the same function.

A maker imports its system, and raises ImportError where that is not installed; what it gives is a
function from a text and its time to TIMEX3. The others do not speak TIMEX3: recognizers-text has a
dialect of its own, dateparser gives moments. What is made of their output here is as good as it
gets without a second annotator; their rows depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

Timex = dict[str, Any]
"""`start`, `end`, `type` and `value`; offsets in code points, half open."""
Find = Callable[[str, str | None], list[Timex]]


def said(narrative: bool = False) -> Find:
    """Ours, by TimeML's conventions; in a `narrative`, dates follow the time of the story."""
    from said.annotators.dates import find_dates
    from said.text.reading import Reading

    def find(text: str, dct: str | None) -> list[Timex]:
        found = find_dates(Reading(text), dct, convention="timeml", narrative=narrative)
        return [{**date, **date["span"]} for date in found]

    return find


def recognizers_text() -> Find:
    """https://github.com/microsoft/Recognizers-Text, package `recognizers-text-suite`."""
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_text import Culture

    model = DateTimeRecognizer(Culture.English).get_datetime_model()

    def find(text: str, dct: str | None) -> list[Timex]:
        return [
            {"start": one.start, "end": one.end + 1, **_timex3(one, (dct or "")[:10])}
            for one in model.parse(text, moment(dct) or datetime.now())
        ]

    return find


def _timex3(one: Any, day: str) -> Timex:
    """The type and the value of a result of recognizers-text, most of which have two readings: that
    of the past, if it does not begin behind the day of the text, suits news."""
    readings = (one.resolution or {}).get("values") or [{}]
    past = [reading for reading in readings if _resolved(reading)[:10] <= day]
    reading = past[-1] if past else readings[0]
    timex, resolved = (
        reading.get("timex", ""),
        _resolved(reading).replace(" ", "T").removesuffix(":00"),
    )
    kind = one.type_name.rpartition(".")[2]
    type_ = {"duration": "DURATION", "set": "SET"}.get(
        kind, "TIME" if "time" in kind and timex != "PRESENT_REF" else "DATE"
    )
    if timex.startswith("("):  # a range: start, end, length
        return {"type": "DURATION", "value": timex.strip("()").rpartition(",")[2]}
    if timex.startswith("T"):
        timex = day + timex
    elif re.match(r"XXXX-W..-[1-7]", timex):
        timex = resolved if "T" in timex else resolved[:10]
    elif timex.startswith("XXXX-"):
        timex = resolved if "T" in timex else resolved[: len(timex)]
    return {"type": type_, "value": timex}


def _resolved(reading: dict[str, str]) -> str:
    return reading.get("start") or reading.get("value") or ""


def dateparser() -> Find:
    """https://github.com/scrapinghub/dateparser, package `dateparser`."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    forms = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "time": "%Y-%m-%dT%H:%M"}

    def find(text: str, dct: str | None) -> list[Timex]:
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "RETURN_TIME_AS_PERIOD": True}
        if day := moment(dct):
            settings["RELATIVE_BASE"] = day
        parser = DateDataParser(languages=["en"], settings=settings)
        found = []
        for start, exact, when in _placed(text, search_dates(text, ["en"], settings) or []):
            period = parser.get_date_data(exact).period
            found.append(
                {
                    "start": start,
                    "end": start + len(exact),
                    "type": "TIME" if period == "time" else "DATE",
                    "value": when.strftime(forms.get(period, "%Y-%m-%d")),
                }
            )
        return found

    return find


def _placed(text: str, found: list[tuple[str, datetime]]) -> Iterator[tuple[int, str, datetime]]:
    """The strings that were found, with their places; they come in the order of the text."""
    at = 0
    for exact, when in found:
        start = text.find(exact, at)
        if start >= 0:
            yield start, exact, when
            at = start + len(exact)


def moment(dct: str | None) -> datetime | None:
    """The midnight at which the day of a document's time begins."""
    try:
        return datetime.fromisoformat((dct or "")[:10])
    except ValueError:
        return None


SYSTEMS: dict[str, Callable[[], Find]] = {
    "said": said,
    "recognizers-text": recognizers_text,
    "dateparser": dateparser,
}
