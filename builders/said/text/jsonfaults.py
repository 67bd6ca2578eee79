"""What is wrong where a text stops being valid JSON, in words for somebody who does not know it.

Python's reader tells where it gave up; what stands there tells why: a comment, a curly quotation
mark, a Python literal, the marks of a merge conflict. `_FAULTS` is the table.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_SPACES = " \t\n\r"


class Problem(NamedTuple):
    """Why a text is no acceptable JSON: the kind of problem, what it is, and its character. The
    remedy is None where it is that of the kind."""

    kind: str
    message: str
    offset: int
    remedy: str | None = None


def syntax_problem(text: str, error: json.JSONDecodeError) -> Problem:
    """What is wrong where Python's JSON reader gave up, for somebody who does not know Python."""
    words = (words for start, words in _WORDS.items() if error.msg.startswith(start))
    return problem_at(text, error.pos, next(words, error.msg))


_MISSING = "a value is missing here"


def problem_at(text: str, offset: int, otherwise: str = _MISSING) -> Problem:
    """What stands at a place where valid JSON cannot go on; `otherwise` is told of what is in no
    row of the table."""
    before = text[max(0, offset - 200) : offset].rstrip(_SPACES)
    end = len(text[:offset].rstrip(_SPACES))
    is_next_line = "\n" in text[end:offset] and text.startswith('"', offset)
    if otherwise == _WORDS["Expecting ',' delimiter"] and is_next_line:
        message = "not valid JSON: there is no comma behind this value"
        return Problem("json-syntax", message, end - 1, "write a comma behind it")
    scalar = _FOREIGN.match(text, offset)
    if scalar and before.endswith((":", ",", "[")):
        return foreign_scalar(scalar[0], before, offset)
    for pattern, behind, message, remedy in _FAULTS:
        if pattern.match(text, offset) and (not behind or (before and before[-1] in behind)):
            return Problem("json-syntax", f"not valid JSON: {message}", offset, remedy)
    is_behind = otherwise == _MISSING and before.endswith("}") and "\n" in text[:offset]
    if not before.strip("\ufeff") or is_behind:
        form = next((form for pattern, form in _OTHER_FORMS if pattern.match(text, offset)), None)
        if form:
            return Problem("json-syntax", f"not valid JSON: this is {form[0]}", offset, form[1])
        otherwise = _NO_RECORD
    message = f"not valid JSON: {otherwise}"
    return Problem("json-syntax", message, offset, _REMEDIES.get(otherwise))


_FOREIGN = re.compile(r"(?:None|True|False|NaN|undefined|-?Infinity|nan|NA|NULL|Null|nil)\b")
_JSON = {"True": "true", "False": "false"}
_OFFSET = re.compile(r'"(start|end)"\s*:$')


def foreign_scalar(scalar: str, before: str, offset: int) -> Problem:
    """What is wrong with a value of another language, such as None or NaN, and what to write in its
    place, which depends on the name `before` it."""
    is_python = scalar in ("None", "True", "False")
    message = f"not valid JSON: {scalar} is {'Python' if is_python else 'no value of JSON'}"
    if is_offset := _OFFSET.search(before):
        message += f", and {is_offset[1]} must be a whole number"
        remedy = "take start and end out of the span and run: said fmt, which fills them in"
        return Problem("json-syntax", message, offset, remedy)
    written = _JSON.get(scalar, "null")
    remedy = f"write {written} for each {scalar}"
    remedy += ", or leave the field out where it is optional" if written == "null" else ""
    return Problem("json-syntax", message, offset, remedy)


_CONTROL = "a string goes over the end of its line, or holds a tab"
_NO_RECORD = "this is not a record, which begins with {"
_OTHER_FORMS = (
    (
        re.compile(r"(?:- )?[A-Za-z_][\w-]*:(?: |$|\n)"),
        ("YAML", "write it as JSON: names and strings in double quotes, each record in { }"),
    ),
    (
        re.compile(r"\.\.\.|…"),
        ("a sign that lines were left out", "put the lines that were left out in its place"),
    ),
    (
        re.compile(r"\*/|\*\s"),
        ("a part of a comment, and JSON has none", "move the comments to a file outside seeds/"),
    ),
    (
        re.compile(r"[A-Z][^{}\n]*[.:!?]?\s*(?:\n|$)"),
        ("prose, not a record", "take the line out, or move it to a file outside seeds/"),
    ),
)
_REMEDIES = {
    _NO_RECORD: "write a record in { } here, or take the line out",
    _CONTROL: "write \\n or \\t in a string; if an editor wrapped long lines, take that back",
    "a backslash in a string is not doubled": "write \\\\ for a backslash in a string",
}
_WORDS = {
    "Unexpected UTF-8 BOM": "the file begins with a byte order mark",
    "Expecting property name": "a name in straight double quotes is missing here",
    "Unterminated string": "this string is not closed",
    "Invalid control character": _CONTROL,
    "Invalid \\escape": "a backslash in a string is not doubled",
    "Extra data": "something stands behind the end of the record",
    "Expecting value": "a value is missing here",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing here",
    "Expecting ':' delimiter": "a colon is missing here",
}
_COMMENT = "JSON has no comments"
_PYTHON = (
    "this is Python: read it with ast.literal_eval, write each record on a line of its own with "
    "json.dumps(record, ensure_ascii=False), and run: said fmt"
)
_FAULTS = tuple(
    (re.compile(pattern), behind, message, remedy)
    for pattern, behind, message, remedy in (
        (
            r"(?:<{7}|\|{7}|={7}|>{7})(?:[ \r\n]|$)",
            "",
            "these are the marks of a merge conflict",
            "between the marks keep the lines that are right, of both versions if need be; take "
            "the marks out; then run said fmt",
        ),
        (
            r"\\n\s*\{",
            "}",
            "\\n is written between the records, in the place of a line end",
            "write a line end for each \\n between the records",
        ),
        (
            r":\s*[\"{\[\d]",
            '"',
            "the record does not begin with {",
            "write { before its first name",
        ),
        (r"```", "", "this is the fence of a code block", "take the lines with ``` out"),
        (r"//|/\*|#", "", _COMMENT, "move the comments to a file outside seeds/"),
        (r"<!--|<[!?a-zA-Z]", "", "this is markup, such as HTML", "put the records into the file"),
        (r"['‘’]", "", "a single quotation mark stands where JSON has a double one", _PYTHON),
        (
            r"[“”„‟«»″＂]",
            "",
            "a curly quotation mark stands where JSON has a straight one",
            'write " around names and strings, and turn “smart quotes” off in the editor',
        ),
        (
            r"[\w-]+\s*:",
            "{,",
            "a name stands without quotation marks",
            'write names in double quotes: "layer": "date"',
        ),
        (r"[}\]]", ",", "there is a comma before a closing bracket", "take the comma out"),
        (r",\s*[}\]]", "", "there is a comma before a closing bracket", "take the comma out"),
        (r",\s*,", "", "there are two commas", "take one of them out"),
        (r",\s*(?:\n|$)", "}", "there is a comma behind the record", "take the comma out"),
        (
            r"\{",
            "}",
            "another record begins here",
            "a .json file has one; in a .jsonl file each begins a line",
        ),
        (
            r"\x1e",
            "",
            "a record separator stands before the record",
            "take the separators (U+001E) out",
        ),
        (r";", "}", "there is a semicolon behind the record", "take the semicolon out"),
        (
            r"\d+[.):]?\s*\{",
            "",
            "a number stands before the record",
            "take the numbers before the records out",
        ),
        (
            r"&(?:quot|#34|#x22);",
            "",
            "quotation marks are written as HTML entities",
            "copy the source of the file, not what a page shows of it",
        ),
        (r"=", '"', "there is = in the place of a colon", "write : behind a name"),
        (
            r"\x00",
            "",
            "there are null characters, so the file was damaged",
            "restore the file from git or a backup",
        ),
        (r"[}\]]", "", "a bracket is closed that was not opened", "take one bracket out"),
        (
            r"[^\W\d_]",
            '"',
            "a quotation mark stands in a string without a backslash",
            'write \\" for a quotation mark in a string',
        ),
        (r"\s*$", "", "the record is not complete", "complete it; its end may have been cut off"),
        (r"\+?\d*\.\d+|0\d+|\+\d+", "", "JSON has no such number", "write it like 12"),
    )
)


CONFLICT = "not valid JSON: these are the marks of a merge conflict"
"""Lines of the file are there twice."""
GOES_ON = f"not valid JSON: {_CONTROL}"
GOES_ON_REMEDY = _REMEDIES[_CONTROL]
"""Of a string that is not closed on its line, but goes on in the next."""
CUT_OFF = (
    "not valid JSON: the record is not complete",
    "not valid JSON: this string is not closed",
)
"""If it is the last line, and not ended, there were more."""
