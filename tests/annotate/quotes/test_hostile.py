"""Texts made to break the quote annotator are read without harm, and in time linear in them.

How much work is done is counted in lines of Python executed, for that is the same everywhere.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from said.annotate.quotes import Convention, find

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


@pytest.mark.parametrize("convention", ["said", "polnear"])
@pytest.mark.parametrize("name", HOSTILE)
def test_every_text_is_read(name: str, convention: Convention):
    text = HOSTILE[name] * 60
    for tail in ("", " said", ' said that it was "'):
        whole = text + tail
        for one in find(whole, convention):
            assert all(whole[start:end].strip() for start, end in one.content)


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
        find(text, convention)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("convention", ["said", "polnear"])
@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_grows_no_faster_than_the_text(name: str, convention: Convention):
    piece = HOSTILE[name]
    piece *= max(1, 24 // len(piece))
    find(piece, convention)  # the lexicons are read once
    small = lines_executed(piece * 150, convention)
    large = lines_executed(piece * 600, convention)
    assert large < 6 * small + 1000


READ_ALL = """
import json, sys
from said.annotate.quotes import find
for piece in json.load(sys.stdin):
    text = piece * (40_000 // len(piece))
    find(text, "said"), find(text, "polnear")
"""


def test_long_texts_come_to_an_end():
    """Work that no line of Python shows, in regular expressions and string searches, ends too."""
    subprocess.run(
        [sys.executable, "-c", READ_ALL],
        input=json.dumps(list(HOSTILE.values())),
        env={"PYTHONPATH": ":".join(sys.path)},
        check=True,
        text=True,
        timeout=120,
    )
