"""Strings of a language model become drafts; what the text does not have is reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.running import run
from said.check.shape import reference_validator
from said.formats.strings import read_strings
from said.system.errors import SaidError

TEXT = (
    "“We lost,” pilot Jonas Berg told Radio Norrvik. He said that the pier had been “rotten” "
    "for years."
)
LINES: list[dict[str, Any]] = [
    {"doc_id": "pier", "quote": '"we lost."', "speaker": "Jonas Berg", "cue": "told"},
    {
        "doc_id": "pier",
        "quote": 'that the pier had been "rotten" for years',
        "speaker": "He",
        "cue": "said",
    },
    {"doc_id": "pier", "quote": "We won", "speaker": "Jonas Berg"},
]


def write(folder: Path, lines: list[dict[str, Any]], text: str | None = TEXT) -> Path:
    file = folder / "answers.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    if text is not None:
        (folder / "pier.txt").write_text(text)
    return file


def test_drafts(tmp_path: Path) -> None:
    (found,) = read_strings(write(tmp_path, LINES))
    assert found.text == TEXT
    assert found.left_out == ("line 3: the quote is not in the text: 'We won'",)
    for line in found.annotations:
        reference_validator("annotation").validate(line)
    lines: dict[str, Any] = {line["id"]: line for line in found.annotations}
    assert [lines[id_]["form"] for id_ in ("s1", "s2")] == ["name", "pronoun"]
    assert [lines[id_]["type"] for id_ in ("q1", "q2")] == ["direct", "mixed"]
    assert lines["q1"]["source"] == ["s1"]
    assert [one["exact"] for one in lines["q2"]["verbatim"]] == ["rotten"]


def test_text_and_lists_in_one_line(tmp_path: Path) -> None:
    row = {"doc_id": "pier", "text": TEXT, "quotes": [{"quote": "We lost"}, {"quote": "We lost"}]}
    (found,) = read_strings(write(tmp_path, [row], None))
    assert len(found.annotations) == 1
    assert found.left_out == ("line 1: the same quote again: 'We lost'",)


@pytest.mark.parametrize(
    ("raw", "cause"),
    [
        ("{", "answers.jsonl:1:1: "),
        ("[]", "answers.jsonl:1:1: not an object"),
        ('{"cue": "said"}', "answers.jsonl:1:1: no string quote"),
        ('{"quote": 1}', "answers.jsonl:1:1: no string quote"),
        ('{"quotes": ["a"]}', "answers.jsonl:1:1: no string quote"),
        ('{"doc_id": "../pier", "quote": "a"}', "no text of '../pier'"),
    ],
)
def test_what_is_refused(raw: str, cause: str, tmp_path: Path) -> None:
    file = write(tmp_path, [])
    file.write_text(raw)
    with pytest.raises(SaidError) as caught:
        read_strings(file)
    assert cause in caught.value.cause


@pytest.mark.slow
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path, LINES)
    status, out, err = run(capsys, "import", "strings", file)
    assert (status, out.count("\n")) == (0, 4)
    assert "left out of pier: line 3: the quote is not in the text: 'We won'" in err
