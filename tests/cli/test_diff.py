"""`said diff`: what it prints, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.running import run
from each_case import each_case
from said import release
from said.diff import report
from said.system.places import SOURCE_ROOT, Checkout

pytestmark = pytest.mark.slow

BASE = Path(__file__).parent.parent / "cases" / "base"
EDITS = {
    '"form": "pronoun"': '"form": "nominal"',
    '"label": "favor"': '"label": "mixed"',
}
search = settings(derandomize=True)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout with the versions 0.1.0 and, relabelled, 0.1.1 and 0.10.0."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    shutil.copy(SOURCE_ROOT / "dataset_card.md", root)
    checkout = Checkout(root)
    release.build_release(checkout, jobs=1)
    file = checkout.seeds / "harbour" / "annotations.jsonl"
    content = file.read_text(encoding="utf-8")
    for old, new in EDITS.items():
        assert old in content
        content = content.replace(old, new)
    file.write_text(content, encoding="utf-8")
    for version in ("0.10.0", "0.1.1"):
        corpus = {"name": "harbour-news", "version": version, "released": []}
        checkout.corpus_file.write_text(json.dumps(corpus))
        release.build_release(checkout, jobs=1)
    return checkout


@pytest.fixture
def said(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs `said diff` in the checkout, which must end well; gives what it prints."""

    def diff(*arguments: str | Path) -> str:
        ended = run(capsys, "diff", *arguments, "--root", checkout.root)
        assert (ended.status, ended.err) == (0, "")
        return ended.out

    return diff


def test_text(said: Any) -> None:
    out = said("0.1.0", "0.1.1")
    assert out.startswith("0.1.1 compared with 0.1.0: 1 document in both, 0 added, 0 removed.\n")
    cells = [re.findall(r"[\w/]+", line) for line in out.splitlines()]
    assert ["speaker", "0", "0", "1", "2"] in cells
    assert ["pronoun", "0", "1"] in cells
    assert ["favor", "1"] in cells
    assert "│ harbour  │       │      │ ~1      │       │      │ ~1     │" in out
    assert "harbour/s2" not in out
    assert out.endswith(
        "Version: at least the last number (patch) has to rise. After 0.1.0, 0.1.1 is enough. "
        "Reasons:\n  patch: annotations corrected: 2 changed\n"
    )


def test_text_with_every_change(said: Any) -> None:
    lines = said("0.1.0", "0.1.1", "--list").splitlines()
    at = lines.index("Every single change:")
    assert lines[at + 1 : at + 3] == [
        "  harbour/s2 speaker form: pronoun -> nominal",
        "  harbour/t1 stance label: favor -> mixed",
    ]


def test_markdown(said: Any) -> None:
    out = said("0.1.0", "0.1.1", "--markdown")
    assert out.startswith("## 0.1.1\n\n0.1.1 compared with 0.1.0: ")
    table = (
        "### Relabelled: speaker form\n\n"
        "| old / new | name | nominal |\n"
        "| --- | ---: | ---: |\n"
        "| name | 1 | 0 |\n"
        "| nominal | 0 | 1 |\n"
        "| pronoun | 0 | 1 |\n\n"
    )
    assert table in out
    assert "harbour/s2" not in out
    listed = said("0.1.0", "0.1.1", "--markdown", "--list")
    assert "\n- `harbour/s2` speaker form: `pronoun` -> `nominal`\n" in listed


def test_long_tables_and_lists_are_cut(said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "FEW", 0)
    out = said("0.1.0", "0.1.1")
    assert "│ harbour " not in out
    assert "and 1 more, shown with --list\n" in out
    assert "│ harbour " in said("0.1.0", "0.1.1", "--list")
    assert report._names(["harbour"], False, str) == " and 1 more"
    assert report._names(["harbour"], True, str) == "harbour"


def test_json_holds_every_change(said: Any) -> None:
    out = said("0.1.0", "0.1.1", "--json")
    (line,) = out.splitlines()
    told = json.loads(line)
    assert (told["old"]["version"], told["new"]["version"]) == ("0.1.0", "0.1.1")
    assert told["annotations"]["speaker"]["changed"] == 1
    assert told["annotations"]["quote"]["unchanged"] == 3
    assert told["changes"][0] == {
        "id": "harbour/s2",
        "layer": "speaker",
        "change": "changed",
        "fields": [{"field": "form", "old": "pronoun", "new": "nominal"}],
    }
    assert told["relabelled"][0] == {
        "layer": "speaker",
        "field": "form",
        "old": ["name", "nominal", "pronoun"],
        "new": ["name", "nominal"],
        "counts": [[1, 0], [0, 1], [0, 1]],
    }
    assert told["version"] == {
        "least": "patch",
        "lowest": "0.1.1",
        "satisfied": True,
        "reasons": [{"part": "patch", "why": "annotations corrected: 2 changed"}],
    }


def test_no_difference(said: Any) -> None:
    assert said("0.1.0", "0.1.0") == (
        "0.1.0 compared with 0.1.0: no difference in 1 document with 13 annotations.\n"
        "Version: no number has to rise.\n"
    )
    assert " 0.1.1 is below 0.10.0." in said("0.10.0", "0.1.1")


def test_a_number_that_is_too_low(said: Any) -> None:
    assert "After 0.1.1, 0.1.0 is not enough, take 0.1.2 or higher." in said("0.1.1", "0.1.0")


def test_a_release_may_be_a_folder(
    checkout: Checkout, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Also outside a checkout."""
    copied = shutil.copytree(checkout.corpus / "0.1.1", tmp_path / "copied")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        ended = run(capsys, "diff", checkout.corpus / "0.1.0", "copied")
        assert ended.out.startswith("0.1.1 compared with 0.1.0: ")
        ended = run(capsys, "diff", "0.1.0", copied)
    assert ended.status == 1
    assert ended.err == (
        "error: 0.1.0: no version in corpus/, and no folder with a manifest.json\n"
        "remedy: name the folder of a release\n"
    )


def test_an_unknown_version_is_told_with_those_that_are_there(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = run(capsys, "diff", "0.1.0", "2.0.0", "--root", checkout.root)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == (
        "error: 2.0.0: no version in corpus/, and no folder with a manifest.json\n"
        "remedy: name one of 0.1.0, 0.1.1, 0.10.0, or the folder of a release\n"
    )


def test_a_folder_without_seeds_is_no_checkout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = run(capsys, "diff", "0.1.0", "0.1.1", "--root", tmp_path)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"error: {tmp_path}: no seeds/corpus.json")


@pytest.mark.parametrize(
    "arguments", [["0.1.0"], ["0.1.0", "0.1.1", "--json", "--markdown"]], ids=" ".join
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "diff", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "Usage: " in ended.err


@search
@given(st.text("`a |*", min_size=1))
def test_a_code_span_holds_any_text(text: str) -> None:
    """As CommonMark reads it: closed by a run of as many marks, a space at both edges taken off."""
    span = report.code_span(text)
    fence = re.match("`+", span)[0]
    inner = span[len(fence) : -len(fence)]
    assert fence not in re.findall("`+", inner)
    if inner.startswith(" ") and inner.endswith(" ") and inner.strip(" "):
        inner = inner[1:-1]
    assert inner == text


@each_case(
    ("value", "told"),
    [
        (None, "null"),
        ("ana-ruiz", "ana-ruiz"),
        ("Ana\n“Ruiz”", '"Ana\\n“Ruiz”"'),
        (2, "2"),
        ([], "[]"),
        (["ana-ruiz", "bo"], "ana-ruiz, bo"),
        ([{"start": 3, "end": 9}, {"start": 10, "end": 12}], "[3, 9) + [10, 12)"),
        ({"start": 3, "end": 7, "exact": "June"}, '[3, 7) "June"'),
        (
            {"start": 3, "end": 123, "exact": "a " * 60},
            f'[3, 123) "{"a " * 20} … {"a " * 20}"',
        ),
        ("a " * 60, f'"{"a " * 60}"'),
    ],
)
def test_values_on_one_line(value: Any, told: str) -> None:
    assert report.shown_value(value) == told
