"""Texts made to break the quote annotator are read without harm, and in time linear in them.

How much work is done is counted in lines of Python executed, for that is the same everywhere.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import effort
from each_case import each_case
from quoted import attributions
from said.annotators.quotes import Convention

NEWS = "“We lost,” Jonas Berg said. He told reporters that it was bad, according to the mayor. "
HOSTILE = {
    "news": NEWS,
    "capitals": NEWS.upper(),
    "no capitals": NEWS.lower(),
    "one quotation": '"',
    "open marks": "“",
    "nested marks": "“a ",
    "closed marks": "” a",
    "single marks": "'a ",
    "apostrophes": "s' ",
    "backticks": "`` a ' ",
    "cues": "said, ",
    "cues with that": "said that ",
    "phrases": "according to ",
    "relative clauses": ", who said ",
    "names": "Berg ",
    "coordinators": "and ",
    "brackets": "() ",
    "bracket": "( ",
    "commas": "a, ",
    "colons": "A: ",
    "turns": "LIND: ",
    "dashes": "a - (@b) ",
    "posts": "x — y (@a) ",
    "links": "x https://a ",
    "stops": ".",
    "line feeds": "\n",
    "opened lines": "“a\n",
    "wrapped lines": "‘He said “we lost” and left.’\n",
    "HTML": '<p class="x">“We <b>lost</b>,” he said.</p>',
    "word": "x",
    "numbers": "1,",
    "null": "\x00“",
    "accents": "e\u0301\u0301",
    "joiners": "👩\u200d",
    "one character apart": "“a” ",
    "labels": "“Blue Gull” ",
    "noun cues": "a warning that ",
    "subjects": "the pier of the port of ",
    "quoted parts": 'said "a b" ',
}


@each_case("convention", ["said", "polnear"])
@each_case("name", HOSTILE)
def test_every_text_is_read_to_its_end(name: str, convention: Convention):
    """The quote behind the hostile text is found, and what is found before it is sound."""
    hostile = HOSTILE[name] * 60
    whole = f"{hostile}\n\nThe pier is shut.\n\n“We lost the pier,” Marta Lind said.\n"
    found = attributions(whole, convention)
    for one in found:
        ranges = [*one.content, *one.cue, *one.verbatim]
        assert all(whole[start:end].strip() for start, end in ranges)
    last = found[-1]
    assert [whole[start:end].strip(",") for start, end in last.content] == ["We lost the pier"]
    assert last.source is not None
    assert whole[slice(*last.source)] == "Marta Lind"
    for tail in (" said", ' said that it was "'):
        for one in attributions(hostile + tail, convention):
            assert all((hostile + tail)[start:end].strip() for start, end in one.content)


def lines_executed(text: str, convention: Convention) -> int:
    """How many lines of Python are executed to find the quotes of a text."""
    count = 0

    def trace(_frame, event, _arg):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        attributions(text, convention)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.exhaustive
@pytest.mark.slow
@pytest.mark.sampled
@each_case("convention", ["said", "polnear"])
@each_case("name", effort.some_of(HOSTILE))
def test_the_work_grows_no_faster_than_the_text(name: str, convention: Convention):
    piece = HOSTILE[name]
    piece *= max(1, 24 // len(piece))
    attributions(piece, convention)  # the lexicons are read once
    small = lines_executed(piece * 150, convention)
    large = lines_executed(piece * 600, convention)
    assert large < 6 * small + 1000


READ_ALL = """
import json, sys
from said.annotators.quotes import find_attributions
from said.text.reading import Reading
for piece in json.load(sys.stdin):
    reading = Reading(piece * (int(sys.argv[1]) // len(piece)))
    find_attributions(reading, "said"), find_attributions(reading, "polnear")
"""


@pytest.mark.slowest
@pytest.mark.slow
@pytest.mark.sampled
def test_long_texts_come_to_an_end():
    """Work that no line of Python shows, in regular expressions and string searches, ends too."""
    subprocess.run(
        [sys.executable, "-c", READ_ALL, str(effort.examples(40_000))],
        input=json.dumps(list(HOSTILE.values())),
        env={"PYTHONPATH": ":".join(sys.path)},
        check=True,
        text=True,
        timeout=120,
    )
