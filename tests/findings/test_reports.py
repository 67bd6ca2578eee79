"""What is printed for a finding: for a person, a program and a pull request."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

import effort
from said.findings import explain
from said.findings.catalogue import KINDS, Finding, FindingCounts
from said.findings.excerpt import excerpt_of
from said.findings.reporters import REPORTERS, finding_as_command, finding_as_json, finding_as_text

FILE = "seeds/x/annotations.jsonl"
FOUND = Finding(FILE, 3, 5, "span-exact", "it is 'a', not 'b'", length=4, suggestion="[1, 2)")


def written(root: Path, content: str) -> Path:
    file = root / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode())
    return root


def test_for_a_person(tmp_path: Path) -> None:
    written(tmp_path, "one\ntwo\nand some more\n")
    assert finding_as_text(FOUND, tmp_path, 80).plain.split("\n") == [
        "seeds/x/annotations.jsonl:3:5: error: it is 'a', not 'b'",
        "  and some more",
        "      ^^^^",
        "  did you mean [1, 2)?",
        "  correct the offsets or the string [span-exact, X2]",
    ]


@pytest.mark.parametrize("content", ["one\n", "one\ntwo\n\n", ""])
def test_without_its_line_a_finding_is_told_all_the_same(tmp_path: Path, content: str) -> None:
    shown = finding_as_text(FOUND, written(tmp_path, content), 80).plain
    assert "^" not in shown
    assert shown.startswith("seeds/x/annotations.jsonl:3:5: error: ")
    (tmp_path / FILE).unlink()
    assert finding_as_text(FOUND, tmp_path, 80).plain == shown


def test_a_note_is_one_line(tmp_path: Path) -> None:
    note = Finding(FILE, 1, 1, "not-checked", "nothing was")
    shown = finding_as_text(note, written(tmp_path, "one"), 80).plain
    assert shown == f"{FILE}:1:1: note: nothing was [not-checked]"


def test_what_would_change_the_terminal_is_escaped(tmp_path: Path) -> None:
    written(tmp_path, "a\x1b[31mb\u202ec\n")
    found = FOUND._replace(line=1, column=9, length=1, message="\x1b]0;title\x07")
    shown = finding_as_text(found, tmp_path, 80).plain
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    _, line, caret, *_ = shown.split("\n")
    assert line[caret.index("^") :] == "c"


@settings(derandomize=True, max_examples=effort.examples(400))
@given(
    st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=300),
    st.data(),
)
def test_the_caret_stands_under_what_was_found(
    tmp_path_factory: pytest.TempPathFactory, line: str, data: st.DataObject
) -> None:
    column = data.draw(st.integers(1, len(line) + 1))
    length = data.draw(st.integers(1, 20))
    cells = data.draw(st.integers(30, 150))
    root = written(tmp_path_factory.getbasetemp() / "excerpts", f"\n{line}\n")
    found = excerpt_of(root, FOUND._replace(line=2, column=column, length=length), cells)
    if found is None:
        assert line.strip() in ("", "{", "[")
        return
    assert cell_len(found.shown) <= cells + 2
    assert found.shown.isprintable()
    before = ""
    while cell_len(before) < found.indent:
        before = found.shown[: len(before) + 1]
    marked = line[column - 1 : column - 1 + length]
    if marked and marked[0].isprintable() and cell_len(marked[0]):
        assert found.shown[len(before) :].lstrip().startswith(marked[0].strip())


def test_a_long_line_is_cut_around_the_place(tmp_path: Path) -> None:
    written(tmp_path, "x" * 5_000_000 + "HERE" + "y" * 5_000_000)
    found = excerpt_of(tmp_path, FOUND._replace(line=1, column=5_000_001), 60)
    assert found is not None
    assert found.shown[found.indent : found.indent + found.width] == "HERE"
    assert len(found.shown) <= 62
    assert (found.shown[0], found.shown[-1]) == ("…", "…")
    found = excerpt_of(tmp_path, FOUND._replace(line=1, column=1, length=5_000_000), 60)
    assert found is not None
    assert len(found.shown) <= 60


def test_for_a_program() -> None:
    told = json.loads(finding_as_json(FOUND))
    assert told == {
        "file": FILE,
        "line": 3,
        "column": 5,
        "length": 4,
        "kind": "span-exact",
        "level": 3,
        "severity": "error",
        "rule": "X2",
        "message": "it is 'a', not 'b'",
        "suggestion": "[1, 2)",
        "remedy": "correct the offsets or the string",
    }


def test_for_a_pull_request() -> None:
    assert finding_as_command(FOUND) == (
        f"::error file={FILE},line=3,col=5,endColumn=9,title=span-exact%2C X2::"
        "it is 'a', not 'b'; did you mean [1, 2)?; correct the offsets or the string"
    )
    assert finding_as_command(FOUND._replace(softened=True)).startswith("::warning ")
    note = Finding("a:b,c", 1, 1, "not-checked", "100%\r\n::error::done")
    assert finding_as_command(note) == (
        "::notice file=a%3Ab%2Cc,line=1,col=1,endColumn=2,title=not-checked::"
        "100%25%0D%0A::error::done; correct what is reported beside this, or give the check what "
        "it needs, and run it again"
    )


def test_findings_are_counted_by_severity() -> None:
    counts = FindingCounts()
    assert (str(counts), counts.fails(), counts.fails(strict=True)) == (
        "0 errors, 0 warnings",
        False,
        False,
    )
    counts.add(FOUND._replace(softened=True))
    assert (counts.fails(), counts.fails(strict=True)) == (False, True)
    counts.add(FOUND)
    counts.add(Finding(FILE, 1, 1, "not-checked", "nothing was"))
    assert (str(counts), counts.fails()) == ("1 error, 1 warning, 1 note", True)


def test_the_documentation_is_made_of_the_table() -> None:
    document = (Path(__file__).parents[2] / "FINDINGS.md").read_text(encoding="utf-8")
    assert document == explain.catalogue_as_markdown()
    assert re.findall(r"^### (.+)$", document, re.M) == sorted(
        KINDS, key=lambda name: KINDS[name].level
    )


@pytest.mark.parametrize("name", REPORTERS)
def test_each_reporter_prints_a_finding_and_says_whom_it_is_for(name: str, tmp_path: Path) -> None:
    reporter = REPORTERS[name]
    assert FILE in str(reporter.render(FOUND, tmp_path, 80))
    assert reporter.purpose.startswith("a ")
