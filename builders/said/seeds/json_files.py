"""A file of JSON or JSON Lines as it was read: its values, with the places where they are.

Nothing here raises for a file, whatever is in it: what cannot be read is None beside its findings.
What is written in another form than one record on each line is read all the same, and reported.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from said.findings.catalogue import MOST, Finding, first_of
from said.seeds import form
from said.seeds.files import DOCUMENT_LIMIT, LINE_LIMIT, Read, decode_text, load_file
from said.text import foreign, hidden, jsonfaults, jsonforms, jsontext

# Of lines that cannot be read, whatever marks stand around names and strings.
_ID = re.compile(r"""\bid["'”’]?\s*:\s*["'“‘]([A-Za-z0-9._-]{1,200})["'”’]""")


class JsonFile(NamedTuple):
    """A JSON or JSONL file as read: its values, and the bytes and the line each stands in."""

    name: str
    values: list[Any]
    raws: list[bytes]
    lines: list[int]
    lost_ids: frozenset[str] = frozenset()
    """The ids in lines that could not be read: who refers to them makes no mistake."""
    columns: tuple[int, ...] = ()
    """What stands before each value on its line, in characters, if not all begin a line."""

    def finding(
        self,
        index: int,
        pointer: jsontext.Pointer,
        kind: str,
        message: str,
        rule: str | None = None,
        suggestion: str | None = None,
    ) -> Finding:
        """A finding at a place inside one of the values; of a value of several lines it shows the
        first, of a whole record where it begins."""
        text = _decoded(self.raws[index])
        start, end = jsontext.place_of(text, pointer)
        line, column = jsontext.line_and_column(text, start)
        line_end = text.find("\n", start, end)
        length = (line_end if line_end >= 0 else end) - start if pointer else 1
        column += self.columns[index] if self.columns and line == 1 else 0
        line += self.lines[index] - 1
        return Finding(self.name, line, column, kind, message, rule, length, suggestion)


@lru_cache(maxsize=4)
def _decoded(raw: bytes) -> str:
    """A line as text, the same object each time: a line may have thousands of findings."""
    return raw.decode()


def read_json_file(
    file: str | Path, name: str, schema: str | None = None, follow: bool = False
) -> Read[JsonFile]:
    """The value of a JSON file. With `schema`, the name of one, its canonical form is asked for;
    `follow` is for files that somebody named, which may be links."""
    raw, findings, digest = load_file(file, name, LINE_LIMIT, follow)
    if raw is None:
        return None, findings, digest
    bare = raw.removeprefix(codecs.BOM_UTF8)
    value = jsontext.parse_indented(bare)
    is_written = value is not None
    if not is_written:
        value, problem = _parse(bare, name, 1)
        if problem:
            is_cut = problem.message in jsonfaults.CUT_OFF and not bare.rstrip().endswith(b"}")
            return None, [_cut_off(problem) if is_cut else problem], digest
    source = JsonFile(name, [value], [bare], [1])
    if schema:
        fault = form.fault_of_object(value, bare, schema, is_written)
        if bare != raw:
            fault = form.Fault(0, 0, "the file begins with a byte order mark")
        findings = [*_hidden(source, raw), *_out_of_form(source, fault)]
    return source, findings, digest


def read_json_lines(
    file: str | Path,
    name: str,
    schema: str | None = None,
    text: str | None = None,
    limit: int = DOCUMENT_LIMIT,
    follow: bool = False,
) -> Read[JsonFile]:
    """The values of a JSONL file, one a line; a line that is no JSON is left out. `text` is that of
    the document, for the order of annotations; the rest as with `read_json_file`."""
    raw, findings, digest = load_file(file, name, limit, follow)
    if raw is None:
        return None, findings, digest
    raws = raw.removesuffix(b"\n").split(b"\n") if raw else []
    is_short = len(raw) <= LINE_LIMIT or max(map(len, raws)) <= LINE_LIMIT
    values = jsontext.parse_lines(raw) if is_short else None
    if values is not None:
        source = JsonFile(name, values, raws, list(range(1, len(raws) + 1)))
    else:
        found, findings = _line_by_line(name, raws)
        if found is None and not any(one.kind == "json-syntax" for one in findings):
            return None, findings, digest
        source = found or JsonFile(name, [], [], [])
    is_odd = _may_be_otherwise(source.values, is_ours=schema is not None)
    if is_odd or any(one.kind == "json-syntax" for one in findings):
        is_unread = values is None and found is None
        found, findings = _otherwise(name, raw, None if is_unread else source, findings)
        if found is None:
            return None, findings, digest
        source = found
    if schema and not any(one.kind == "not-lines" for one in findings):
        findings += _hidden(source, raw)
        fault = form.fault_of_lines(source.values, source.raws, schema, text, values is not None)
        if fault is None and source.lines[-1:] == [len(raws)] and not raw.endswith(b"\n"):
            end = len(source.raws[-1].decode())
            fault = form.Fault(len(source.raws) - 1, end, "the last line is not ended")
        findings += _out_of_form(source, fault)
    return source, findings, digest


def _may_be_otherwise(values: list[Any], is_ours: bool) -> bool:
    """Whether there are values that are not records, or, in files of seeds, one that may hold
    them all."""
    if not all(isinstance(value, dict) for value in values):
        return True
    if not is_ours or len(values) != 1 or not values[0].keys().isdisjoint(("id", "layer")):
        return False
    return any(isinstance(one, list) for one in values[0].values())


def _otherwise(
    name: str, raw: bytes, found: JsonFile | None, findings: list[Finding]
) -> tuple[JsonFile | None, list[Finding]]:
    """The values of a file with lines that are not JSON, given what was read line by line: all of
    them if they are written in another form than one on each line. A file of which no more than
    half the lines can be read counts as unread."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:  # in a line that is too long to be read
        return found, findings
    if other := _not_json(raw, text, name):
        return None, [Finding(name, 1, 1, "not-text", other.message, advice=other.remedy)]
    records = jsonforms.read_records(text, LINE_LIMIT)
    if isinstance(records, jsonforms.Records):
        place = jsontext.line_and_column(text, records.places[0][0] if records.places else 0)
        message = f"not a record on each line: {records.form}"
        return _source_of(name, text, records), [Finding(name, *place, "not-lines", message)]
    bad = [one for one in findings if one.kind == "json-syntax"]
    if not bad and found is not None:
        if not all(isinstance(value, dict) for value in found.values):
            return _of_strings(name, found, findings)
        place = jsontext.line_and_column(text, records.offset)
        return None, [Finding(name, *place, records.kind, records.message, advice=records.remedy)]
    is_whole = not any(one.message == jsonfaults.CONFLICT for one in bad)
    if bad and bad[-1].message in jsonfaults.CUT_OFF and not raw.endswith(b"\n"):
        bad[-1] = _cut_off(bad[-1])
        findings = [*(one for one in findings if one.line != bad[-1].line), bad[-1]]
        is_whole = False
    if found is not None and is_whole and len(found.values) > len(bad):
        return found, findings
    if jsonforms.is_one_on_a_line(text):
        return None, findings
    place = jsontext.line_and_column(text, records.offset)
    return None, [Finding(name, *place, records.kind, records.message, advice=records.remedy)]


def _of_strings(
    name: str, found: JsonFile, findings: list[Finding]
) -> tuple[JsonFile | None, list[Finding]]:
    """The values of a file in which most are not records: those that are in the strings, if each
    is a string that holds a record."""
    odd = [index for index, value in enumerate(found.values) if not isinstance(value, dict)]
    if 2 * len(odd) <= len(found.values):
        return found, findings
    inner = [jsontext.parse(str(value).encode("utf-8", "replace")) for value in found.values]
    if all(isinstance(one, str) for one in found.values) and all(
        problem is None and isinstance(value, dict) for value, problem in inner
    ):
        message = "not a record on each line: each is written into a string"
        raws = [str(value).encode() for value in found.values]
        values = [value for value, _ in inner]
        columns = tuple([0] * len(raws))
        source = found._replace(values=values, raws=raws, columns=columns)
        return source, [Finding(name, found.lines[0], 1, "not-lines", message)]
    message = "these are not records, which begin with { and end with }"
    advice = "write each record as an object with the names of its fields"
    place = found.lines[odd[0]], 1
    return None, [Finding(name, *place, "json-syntax", message, advice=advice)]


_CUT_OFF = "not valid JSON: the file ends in the middle of a record, so it was cut off"
_RESTORE = "restore the end of the file from git or from where it came"


def _cut_off(finding: Finding) -> Finding:
    """The finding on the last record of a file, as that of a file that was cut off."""
    return finding._replace(message=_CUT_OFF, cause=_CUT_OFF, advice=_RESTORE)


_RECORDS = "write each row as a record in { } on a line of its own, with the names of its fields"
_OF_JSON = ("JSON, not the text of an article", "text with the marks of a merge conflict")
"""What a file of JSON may be: it is reported where it is read."""


def _not_json(raw: bytes, text: str, name: str) -> foreign.Foreign | None:
    """What a file is instead of JSON."""
    if other := foreign.identify_bytes(raw, name):
        return other
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return None
    found = foreign.identify_text(text, name)
    other = next((one for one in found if not one.trace and one.name not in _OF_JSON), None)
    is_table = other is not None and "--table" in other.remedy
    return other._replace(remedy=_RECORDS) if other and is_table else other


def _source_of(name: str, text: str, records: jsonforms.Records) -> JsonFile:
    """The records as the values of a file, at their places."""
    starts = [jsontext.line_and_column(text, start) for start, _ in records.places]
    return JsonFile(
        name,
        records.values,
        [text[start:end].encode() for start, end in records.places],
        [line for line, _ in starts],
        columns=tuple(column - 1 for _, column in starts),
    )


def _line_by_line(name: str, raws: list[bytes]) -> tuple[JsonFile | None, list[Finding]]:
    """The values of the lines that have one; None if a line is no UTF-8, or very many are bad."""
    source = JsonFile(name, [], [], [])
    findings: list[Finding] = []
    lost: set[str] = set()
    rest_from = b""  # what ends a string or a comment that goes over several lines
    for number, raw in enumerate(raws, 1):
        if len(findings) > MOST:
            return None, first_of(findings, name)
        if rest_from:
            is_record = raw.lstrip().startswith(b"{")
            is_last = is_record if rest_from == b"{" else rest_from in raw
            rest_from = b"" if is_last or is_record else rest_from
            if not is_record:
                lost.update(_ID.findall(raw[:LINE_LIMIT].decode("utf-8", "replace")))
                continue
        if not raw.strip():
            findings.append(
                Finding(name, number, 1, "blank-line", "the line is empty", cause="empty")
            )
            continue
        value, problem = _parse(raw, name, number)
        if problem and problem.kind in ("utf8", "not-text"):
            # What the file is shows in all of its lines.
            return None, decode_text(b"\n".join(raws), name)[1][:1] or [problem]
        if problem:
            if problem.message in jsonfaults.CUT_OFF and _goes_on(raws, number):
                problem = problem._replace(
                    message=jsonfaults.GOES_ON,
                    cause=jsonfaults.GOES_ON,
                    advice=jsonfaults.GOES_ON_REMEDY,
                )
                rest_from = b"{"
            elif raw.lstrip().startswith(b"/*") and b"*/" not in raw:
                rest_from = b"*/"
            findings.append(problem)
            lost.update(_ID.findall(raw[:LINE_LIMIT].decode()))
            continue
        source.values.append(value)
        source.raws.append(raw)
        source.lines.append(number)
    return source._replace(lost_ids=frozenset(lost)), findings


def _goes_on(raws: list[bytes], number: int) -> bool:
    """Whether the line behind that number begins no record."""
    return number < len(raws) and not raws[number].lstrip().startswith((b"{", b"[", b"<", b"="))


def _parse(raw: bytes, name: str, number: int) -> tuple[Any, Finding | None]:
    """The value that begins in that line, or what is wrong with it."""
    if len(raw) > LINE_LIMIT:
        message = f"{len(raw):,} bytes in a line, of at most {LINE_LIMIT:,}"
        return None, Finding(name, number, 1, "too-large", message)
    text, findings = decode_text(raw, name)
    if text is None:
        return None, findings[0]._replace(line=number + findings[0].line - 1)
    value, problem = jsontext.parse(raw)
    if problem is None:
        return value, None
    line, column = jsontext.line_and_column(text, problem.offset)
    place = number + line - 1, column
    cause = problem.message if problem.kind == "json-syntax" else None
    return value, Finding(
        name, *place, problem.kind, problem.message, advice=problem.remedy, cause=cause
    )


def _hidden(source: JsonFile, raw: bytes) -> list[Finding]:
    """The characters in the values of a source that nobody sees."""
    findings = []
    for one in hidden.find_hidden_in_json(raw, source.raws):
        line, column = jsontext.line_and_column(source.raws[one.number].decode(), one.offset)
        place = source.lines[one.number] + line - 1, column
        findings.append(Finding(source.name, *place, "control-character", one.message))
    return findings


def _out_of_form(source: JsonFile, fault: form.Fault | None) -> list[Finding]:
    if fault is None:
        return []
    text = source.raws[fault.number].decode()
    line, column = jsontext.line_and_column(text, fault.offset)
    place = source.lines[fault.number] + line - 1, column
    return [Finding(source.name, *place, "not-canonical", fault.message)]
