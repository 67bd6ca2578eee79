"""Each detector comes to an end on long texts that invite it to look far ahead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import effort
from each_case import each_case
from said.check.detectors import dates, names
from said.check.detectors.cues import find_cues
from said.text.reading import Reading
from said.text.segments import Range

LENGTH = effort.examples(200_000)
PERSONS = ("@janleike", "Aa", "Jan", "Jan Leike", "Leike", "a a a")
DETECTORS: dict[str, Callable[[str], list[Range]]] = {
    "marks": lambda text: Reading(text).marks,
    "dates": lambda text: dates.find_dates(Reading(text)),
    "names": lambda text: names.find_names(Reading(text), PERSONS),
    "cues": lambda text: find_cues(Reading(text)),
}
PIECES = {
    "marks": ["'", "a'", "s' ", "'a ", "‘s’", "'n'", "6'2\"", "“", "\n'", "‘a s’"],
    "dates": [
        "1",
        "1,",
        "1.111",
        "20",
        "2024-",
        "12:30:",
        "a ",
        "one of ",
        "twenty-",
        "May ",
        "May-",
        "Mon, ",
        "Mon and ",
        "in May in ",
        "1st of ",
        "a full ",
        "a second ",
        " ",
        "https://",
        "of ",
    ],
    "names": ["a", "a ", "Jan ", "Jan Leike-", "@", "@Jan", "Aa"],
    "cues": [
        "a",
        "said ",
        "a a post ",
        "according ",
        "point ",
        "per ",
        "per A",
        "that claim that ",
        "in the ",
        "'s ",
        "-",
        "https://",
        " ",
        "Said ",
        "\n",
    ],
}


@pytest.mark.slowest
@pytest.mark.slow
@pytest.mark.sampled
@each_case(("detector", "piece"), [(name, piece) for name in PIECES for piece in PIECES[name]])
def test_a_long_text_is_read_to_its_end(detector: str, piece: str) -> None:
    text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    found = DETECTORS[detector](text)
    assert found == sorted(found)
    assert all(0 <= start < end <= LENGTH for start, end in found)
