"""Passages of many genres, read with their quotes on the day in their heading.

`passages.txt` has them as [span|TYPE value]; "----" separates passages, "## class | day" heads
those of a class.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import said

PASSAGES = Path(__file__).with_name("passages.txt")
MARK = re.compile(r"\[([^\[\]|]+)\|(\w+) ([^\[\]|]+)\]")


def passages() -> Iterator[tuple[str, str]]:
    """The passages, each with its day."""
    for part in re.split(r"(?m)^## .* \| ", PASSAGES.read_text(encoding="utf-8"))[1:]:
        day, _, marked = part.partition("\n")
        for passage in re.split(r"(?m)^----\n", marked):
            yield day, passage.rstrip("\n")


def test_what_is_found() -> None:
    wrong = []
    for day, marked in passages():
        text = MARK.sub(r"\1", marked)
        dates = [one for one in said.annotate(text, day, "quotes,dates") if one["layer"] == "date"]
        found = text
        for one in reversed(dates):
            start, end = one["span"]["start"], one["span"]["end"]
            found = f"{found[:start]}[{found[start:end]}|{one['type']} {one['value']}]{found[end:]}"
        if found != marked:
            wrong.append((day, marked, found))
    assert not wrong
