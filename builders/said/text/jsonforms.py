"""JSON values that are not written one on each line: an array, records with line ends inside, or
several on a line.

All are read without loss, so that a program can write them one on each line.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any, NamedTuple

from said.text import jsonfaults, jsontext
from said.text.jsonfaults import Problem

_SPACE = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n]*(,?)[ \t\r\n]*")
_scan = json.JSONDecoder(parse_int=str, parse_float=str).scan_once  # type: ignore[attr-defined]


class Records(NamedTuple):
    """The records in a text: their values, where each starts and ends in characters, and how they
    are written, in words."""

    values: list[Any]
    places: list[tuple[int, int]]
    form: str


def read_records(text: str, longest: int) -> Records | Problem:
    """The records in a text that are not one on each line, or the first problem with it. A record
    has at most `longest` characters."""
    start = 1 if text.startswith("\ufeff") else 0
    at = _after_space(text, start)
    is_array = text.startswith("[", at)
    places, end, problem = _places(text, at + is_array)
    if problem is not None:
        return problem
    if is_array:
        if not text.startswith("]", end):
            return Problem("json-syntax", "the array that begins the file is not closed", start)
        end += 1
    if (rest := _after_space(text, end)) != len(text):
        message = "something stands behind the end of the records"
        return Problem("json-syntax", f"not valid JSON: {message}", rest)
    values = []
    for first, last in places:
        if last - first > longest:
            return Problem("too-large", f"{last - first:,} characters in a record", first)
        value, fault = jsontext.parse(text[first:last].encode())
        if fault is not None:
            return fault._replace(offset=first + fault.offset)
        values.append(value)
    if len(values) == 1 and not is_array and (inner := _only_list(text, places[0], values[0])):
        return inner
    if not all(isinstance(value, dict) for value in values):
        odd = next(index for index, value in enumerate(values) if not isinstance(value, dict))
        return Problem("json-syntax", "this is not a record in { }", places[odd][0])
    return Records(values, places, _form(text, places, start, is_array))


def is_one_on_a_line(text: str) -> bool:
    """Whether most lines begin as a record does, so that they are read one by one."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return 2 * sum(line[0] == "{" and len(line) > 1 for line in lines) >= len(lines)


def _only_list(text: str, place: tuple[int, int], value: Any) -> Records | Problem | None:
    """The records of an object that has nothing but one list of them; a problem if it has other
    fields, which writing the records alone would lose."""
    if not isinstance(value, dict) or not value.keys().isdisjoint(("id", "layer")):
        return None
    lists = {
        key: inner
        for key, inner in value.items()
        if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner)
    }
    if len(lists) != 1 and not (len(value) == 1 and [] in value.values()):
        return None
    name, inner = next(iter((lists or value).items()))
    if len(value) > 1:
        if not all(one.keys() & {"id", "layer"} for one in inner):
            return None
        message = f"not a record on each line: one object has them in {name!r:.60}, beside others"
        way = f".{name}[]" if name.isidentifier() else ".[][]"
        remedy = f"run: jq -c '{way}' on the file, and put the result in its place"
        return Problem("json-syntax", message, place[0], remedy)
    raw = text[place[0] : place[1]]
    places = []
    for index in range(len(inner)):
        first, last = jsontext.place_of(raw, (name, index))
        places.append((place[0] + first, place[0] + last))
    return Records(inner, places, f"one object has the records in {name!r:.60}")


def _places(text: str, at: int) -> tuple[list[tuple[int, int]], int, Problem | None]:
    """Where values stand, with white space or one comma between them; where they end."""
    places: list[tuple[int, int]] = []
    at = _after_space(text, at)
    while text.startswith("{", at):
        try:
            end = _scan(text, at)[1]
        except json.JSONDecodeError as error:
            return places, at, jsonfaults.syntax_problem(text, error)
        except StopIteration as stop:
            return places, at, jsonfaults.problem_at(text, stop.value)
        except RecursionError:
            return places, at, Problem("json-syntax", "not usable JSON: nested too deeply", at)
        places.append((at, end))
        between = _BETWEEN.match(text, end)
        at = between.end() if between else end
    if at < len(text) and text[at] != "]":
        return places, at, jsonfaults.problem_at(text, at)
    return places, at, None


def _form(text: str, places: list[tuple[int, int]], start: int, is_array: bool) -> str:
    """How records are written."""
    if is_array:
        return "this is a JSON array"
    between = [text[a[1] : b[0]] for a, b in pairwise(places)]
    if places and any("\n" in text[first:last] for first, last in places):
        return "records go over several lines"
    if any("\n" not in one for one in between):
        return "several records are on one line"
    behind = text[places[-1][1] :] if places else ""
    if any("," in one for one in [*between, behind]):
        return "there are commas between the records"
    return "the file begins with a byte order mark" if start else "line ends are missing"


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
