"""Tags by line, as the table `tokens` has them, and scored as a system's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import said
from cli.running import run
from said.system.errors import SaidError
from said.tokens import IGNORED, decode, labels
from said.tokens.lines import decode_lines, tagged_columns

TEXT = "“Yes,” Lind said.\n“No,” Berg said on Tuesday."
LINES: list[dict[str, Any]] = [
    {
        "tokens": ["“", "Yes", ",", "”", "Lind", "said", "."],
        "content": [0, 1, 2, 0, 0, 0, 0],
        "cue": ["O", "O", "O", "O", "O", "B", "O"],
    },
    {
        "tokens": ["“", "No", ",", "”", "Berg", "said", "on", "Tuesday", "."],
        "content": [0, 1, 2, 0, 0, 0, 0, 0, 0],
        "date": ["O", "O", "O", "O", "O", "O", "O", "B-DATE", "O"],
    },
]


def test_lines_without_offsets():
    decoded = decode_lines(LINES, TEXT)
    assert [(s.column, TEXT[s.start : s.end]) for s in decoded.spans] == [
        ("content", "Yes,"),
        ("content", "No,"),
        ("cue", "said"),
        ("date", "Tuesday"),
    ]
    columns = [list(tagged_columns(line)) for line in LINES]
    assert columns == [["content", "cue"], ["content", "date"]]


@pytest.mark.parametrize("name", ["tags", "labels", "ner_tags", "predictions"])
def test_one_list_of_tags(name: str):
    tags = [
        ["O", "B-content-direct", "I-content-direct", "O", "O", "B-cue", "O"],
        ["O", "B-direct", "I-direct", "O", "O", "O", "O", "B-DATE", "O"],
    ]
    lines = [{"tokens": line["tokens"], name: own} for line, own in zip(LINES, tags, strict=True)]
    found, expected = decode_lines(lines, TEXT), decode_lines(LINES, TEXT)
    assert sorted(found.spans) == sorted(expected.spans)
    assert found.lost == {}
    unknown = decode_lines([lines[0] | {name: ["B-LOC", *tags[0][1:]]}], TEXT)
    assert unknown.lost == {"unknown_tags": 1}


def test_rows_of_the_table_tokens():
    """The tags of the released table give the spans that the tags of whole texts give."""
    folder = Path(said.path())
    for split in ("train", "validation", "test"):
        (documents,) = (folder / "documents").glob(f"{split}-*.parquet")
        (tokens,) = (folder / "tokens").glob(f"{split}-*.parquet")
        rows = pq.read_table(tokens).to_pylist()
        for document in pq.read_table(documents).to_pylist():
            own = [row for row in rows if row["doc_id"] == document["doc_id"]]
            found = decode_lines(own, document["text"])
            encoded = said.tokens.encode(document)
            assert found.spans == decode(encoded.tags, document["text"]).spans
            assert [labels("date")[tag] for tag in encoded.tags["date"] if tag != IGNORED]


def test_tokens_as_the_penn_treebank_writes_them():
    text = '“We ‘lost’ (badly) — [sic] …” «So» {x} "y"\n\n  z'
    words = "`` We ` lost ' -LRB- badly -RRB- -- -LSB- sic -RSB- ... '' `` So '' -LCB- x -RCB-"
    tokens = words.split()
    tokens += ["``", "y", "''", "\n", "z"]
    tags = ["B-cue" if token.isalpha() else "O" for token in tokens]
    spans = decode_lines([{"tokens": tokens, "tags": tags}], text).spans
    found = [text[span.start : span.end] for span in spans]
    assert found == ["We", "lost", "badly", "sic", "So", "x", "y", "z"]
    with pytest.raises(SaidError, match="go on with the token '-LRB-'"):
        decode_lines([{"tokens": ["-LRB-"], "tags": ["O"]}], text)


def test_what_does_not_fit():
    with pytest.raises(SaidError, match="row 1: the text does not go on with the token 'No'"):
        decode_lines([LINES[1], LINES[0]], TEXT)
    short = [LINES[0] | {"cue": ["O"]}]
    with pytest.raises(SaidError, match="row 1: 1 tags of cue for 7 tokens"):
        decode_lines(short, TEXT)
    assert tagged_columns({"tokens": "abc", "cue": [0]}) == {}
    assert tagged_columns({"tokens": ["a"], "cue": [{"start": 1}]}) == {}


def test_tags_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Also tags of a text in which nothing was found."""
    gold, system = tmp_path / "gold", tmp_path / "system.jsonl"
    gold.mkdir()
    (gold / "harbour.txt").write_text(TEXT, encoding="utf-8")
    annotations = [one | {"doc_id": "harbour"} for one in decode_lines(LINES, TEXT).annotations]
    (gold / "harbour.jsonl").write_text("".join(json.dumps(one) + "\n" for one in annotations))
    lines = [line | {"doc_id": "harbour"} for line in LINES]
    system.write_text("".join(json.dumps(line) + "\n" for line in lines))
    status, out, err = run(capsys, "score", gold, system)
    assert (status, err) == (0, "")
    assert "quote: F1 exact 100.0" in out
    assert "date: F1 exact 100.0" in out
    lines[1]["date"] = ["O"] * 9
    system.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert "date: F1 exact 0.0" in run(capsys, "score", gold, system)[1]
    lines[1]["date"] = ["O"] * 8
    system.write_text("".join(json.dumps(line) + "\n" for line in lines))
    status, out, err = run(capsys, "score", gold, system)
    assert "tags that do not fit the text" in out + err


def test_sources_without_other_mentions_are_no_layer_of_mentions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """A tagger of sources has not looked for all mentions, so that none is missed."""
    keys = ("doc_id", "tokens", "content", "source")
    tables = sorted(Path(said.path(), "tokens").glob("*.parquet"))
    rows = [
        {key: row[key] for key in keys}
        for file in tables
        for row in pq.read_table(file).to_pylist()
    ]
    system = tmp_path / "system.jsonl"
    system.write_text("".join(json.dumps(row) + "\n" for row in rows))
    out = run(capsys, "score", "gold", system)[1]
    assert "speaker: F1" not in out
    assert "source: F1 exact 100.0" in out


def test_conll_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(capsys, "export", "conll", "--out", tmp_path)[0] == 0
    status, out, _ = run(capsys, "score", "gold", tmp_path)
    assert (status, "quote: F1 exact 100.0" in out) == (0, True)
    file = sorted(tmp_path.iterdir())[0]
    file.write_text("no CoNLL")
    status, out, err = run(capsys, "score", "gold", tmp_path)
    assert (status, "file that cannot be read" in out + err) == (0, True)
