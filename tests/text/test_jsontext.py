"""JSON is read strictly, with the place of every mistake, and written in one way."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from each_case import each_case
from said.text import jsontext

search = settings(derandomize=True)

STRINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
KEYS = st.one_of(st.sampled_from(["a", "b", "a\n", 'a"', "ä", "😀"]), STRINGS)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), STRINGS)
# What the corpus holds: no numbers with a point.
ROWS = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)
VALUES = st.recursive(
    LEAVES | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
)
SPACES = st.text(" \t\n\r", max_size=3)


@st.composite
def written(draw: st.DrawFn, values: st.SearchStrategy[Any] = VALUES) -> tuple[Any, str]:
    """A value and a JSON text of it, with any spacing and any escaping."""
    value = draw(values)
    item, key = (draw(SPACES) + mark + draw(SPACES) for mark in ",:")
    indent = draw(st.sampled_from([None, 0, 2, "\t"]))
    ascii_only = draw(st.booleans())
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent, separators=(item, key))
    return value, draw(SPACES) + text + draw(SPACES)


def places(value: Any, pointer: jsontext.Pointer = ()) -> list[tuple[jsontext.Pointer, Any]]:
    """Every value inside a value with what leads to it."""
    found = [(pointer, value)]
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(inner, (*pointer, key))
    return found


@each_case(
    ("written", "read", "reread"),
    [
        ("73.0", 73, 73),
        ("-0.0", 0, 0),
        ("0.92", 0.92, 0.92),
        ("0.10", "0.10", 0.1),
        ("1e2", "1e2", 100.0),
        ("1e400", "1e400", None),
        (f"1{'0' * 300}.0", f"1{'0' * 300}.0", 1e300),
    ],
)
def test_an_offset_is_never_a_float_and_a_number_is_written_as_it_was(
    written: str, read: Any, reread: Any
) -> None:
    raw = f'{{"a": {written}}}'.encode()
    value = jsontext.parse(raw)[0]["a"]
    assert (value, type(value)) == (read, type(read))
    assert jsontext.reread(raw) == (None if reread is None else {"a": reread})


@search
@given(written(ROWS))
def test_parse_accepts_what_json_writes(case: tuple[Any, str]) -> None:
    value, text = case
    assert jsontext.parse(text.encode()) == (value, None)


@search
@given(written())
def test_place_of_leads_to_every_value(case: tuple[Any, str]) -> None:
    value, text = case
    for pointer, inner in places(value):
        start, end = jsontext.place_of(text, pointer)
        assert json.JSONDecoder().raw_decode(text, start) == (inner, end)


@search
@given(written(), st.lists(st.one_of(KEYS, st.integers(0, 9)), max_size=3))
def test_place_of_a_pointer_that_leads_nowhere_is_that_of_the_value_around_it(
    case: tuple[Any, str], beyond: list[str | int]
) -> None:
    value, text = case
    for pointer, inner in places(value):
        if not isinstance(inner, dict | list):
            there = jsontext.place_of(text, pointer)
            assert jsontext.place_of(text, (*pointer, *beyond)) == there


@search
@given(written(st.lists(ROWS, min_size=1)), st.data())
def test_parse_finds_a_repeated_key_at_any_depth(
    case: tuple[Any, str], data: st.DataObject
) -> None:
    value, text = case
    pointers = [pointer for pointer, inner in places(value) if isinstance(inner, dict) and inner]
    if not pointers:
        value, text = [{"a": 1}], '[{"a": 1}]'
        pointers = [(0,)]
    pointer = data.draw(st.sampled_from(pointers))
    at = jsontext.place_of(text, pointer)[0] + 1
    key = next(iter(dict(places(value))[pointer]))
    new = f"{json.dumps(key)}:{json.dumps({key: key})},"
    text = text[:at] + new + text[at:]
    problem = jsontext.parse(text.encode())[1]
    assert problem is not None
    assert problem.kind == "json-duplicate-key"
    assert problem.offset > at
    assert json.JSONDecoder().raw_decode(text, problem.offset)[0] == key
    assert not text[at + len(new) : problem.offset].strip()


@each_case(
    ("text", "again"),
    [
        ('{"id": "s1", "id": "s2"}', '"id": "s2"'),
        ('{"id": "s1", "id": "s1"}', '"id": "s1"}'),
        ('{"span": {"start": 1, "end": 2, "start": 1}}', '"start": 1}'),
        ('[0, [{"ä": "“", "\\u00e4": 1}]]', '"\\u00e4"'),
        ('{"a": {"b": 1, "b": 2}, "a": 3, "a": 4}', '"b": 2'),
        ('{"a": {"b": 1}, "a": {"b": 2}}', '"a": {"b": 2'),
        ('{\n "😀": [],\n "a": 1,\n "a": 1}', '"a": 1}'),
    ],
)
def test_the_first_repeated_key_is_told(text: str, again: str) -> None:
    problem = jsontext.parse(text.encode())[1]
    assert problem is not None
    assert (problem.kind, problem.offset) == ("json-duplicate-key", text.index(again))


@each_case("text", ['[{"a": 1}, {"a": 1}]', '{"a": {"a": 1}}', '{"a": 1, "A": 1}'])
def test_a_key_repeats_in_its_own_object_alone(text: str) -> None:
    assert jsontext.parse(text.encode()) == (json.loads(text), None)


@each_case(
    ("text", "offset"),
    [
        ("", 0),
        ('{"a": 1', 7),
        ('{"ä😀": 1 "b": 2}', 9),
        ('{"a": 1}\n{"b": 1}', 9),
        ("{'a': 1}", 1),
        ('\ufeff{"a": 1}', 0),
        ('{"a": NaN}', 6),
        ('["NaN", true, -1.5e3, [-Infinity]]', 23),
        ('["\\ud800"]', 2),
        ('["\\ud83d\\ude00 \\\\ud800 \\udc00x"]', 23),
        ("[1, " + "9" * 5_000 + "]", 4),
        ('["\t"]', 2),
        ('["\0"]', 2),
        ('{"a": 1}\0', 8),
        ("[01]", 2),
        ("[" * 100_000, 100),
        ("[" * 100_000 + "]" * 100_000, 100),
        ('["]", ' + "[" * 100_000, 105),
        ('{"a":' * 2_000 + "1" + "}" * 2_000, 500),
    ],
)
def test_what_is_no_json_is_told_with_its_place(text: str, offset: int) -> None:
    problem = jsontext.parse(text.encode())[1]
    assert problem is not None
    assert (problem.kind, problem.offset) == ("json-syntax", offset)
    assert "\n" not in problem.message


def test_a_text_is_nested_at_most_a_hundred_deep() -> None:
    """With every Python, whose own limits differ; brackets in strings do not count."""
    deepest = "[" * 99 + '"' + "[" * 99 + '"' + "]" * 99
    text = f"[{deepest}, {deepest}]"
    assert jsontext.parse(text.encode()) == (json.loads(text), None)
    problem = jsontext.parse(f"[{text}]".encode())[1]
    assert problem is not None
    assert (problem.kind, problem.offset) == ("json-syntax", 100)
    deep = json.loads("[" * 101 + "]" * 101)
    assert jsontext.parse_indented(jsontext.indented(deep) + b"\n") is None


@search
@given(st.lists(ROWS))
@example([])
def test_lines_as_we_write_them_are_read_at_once(rows: list[Any]) -> None:
    assert jsontext.parse_lines(b"".join(jsontext.line(row) + b"\n" for row in rows)) == rows


@each_case(
    "content",
    [
        "\n",
        "{}",
        "{}\n\n",
        "{}{}\n",
        "{}, {}\n",
        "[1\n]\n",
        '{"a":1}\n',
        '{"a": 1.0}\n',
        '{"a": 1, "a": 1}\n',
        '{"a": "\\u00e4"}\n',
        '{"a": 1} \n',
        "{}\r\n",
        "-0\n",
        "{\n",
        '["\\ud800"]\n',
        "[" * 100_000 + "\n",
        "[" * 101 + "]" * 101 + "\n",
    ],
)
def test_lines_in_any_other_form_are_not_read_at_once(content: str) -> None:
    assert jsontext.parse_lines(content.encode()) is None


def test_what_is_no_utf8_is_not_read_at_once() -> None:
    assert jsontext.parse_lines(b'["\xff"]\n') is None
    assert jsontext.parse_indented(b'"\xff"\n') is None


@search
@given(ROWS)
def test_indented_is_what_json_writes_and_is_read_again(row: Any) -> None:
    written = jsontext.indented(row)
    assert written.decode() == json.dumps(row, indent=2, ensure_ascii=False)
    assert jsontext.parse_indented(written + b"\n") == row
    assert jsontext.parse_indented(written) is None


@each_case("depth", [99, 900])
def test_nesting_that_can_be_read_has_places(depth: int) -> None:
    text = '{"a": [' + "[" * depth + "]" * depth + "]}"
    assert jsontext.place_of(text, ("a", 0)) == (7, 7 + 2 * depth)


@search
@given(ROWS)
@example({"z": 1, "a": "“\u2028\x7f\x1f/\\", "ä": None, "😀": [], "\uffff": {}})
def test_canonical_is_what_json_writes(row: Any) -> None:
    expected = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert jsontext.canonical(row) == expected.encode()


@search
@given(ROWS)
def test_compact_and_line_keep_value_and_order(row: Any) -> None:
    assert (
        jsontext.compact(row) == json.dumps(row, separators=(",", ":"), ensure_ascii=False).encode()
    )
    assert jsontext.line(row) == json.dumps(row, ensure_ascii=False).encode()


@search
@given(st.text("ab\n\r\u2028😀"), st.data())
def test_line_and_column_lead_back_to_the_character(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line, column = jsontext.line_and_column(text, offset)
    lines = text.split("\n")
    assert offset == sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
    assert 1 <= column <= len(lines[line - 1]) + 1
