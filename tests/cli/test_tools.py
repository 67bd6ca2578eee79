"""`said export` and `said import --into` for annotation tools."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from cli.running import run
from said.formats import FORMATS, format_named
from said.formats.labels import UNMAPPED
from said.system.places import Checkout
from said.text import jsontext

pytestmark = pytest.mark.slow

DOC_ID = "001_78d37bcc90e0bc44"
SPACY = pytest.mark.skipif(find_spec("spacy") is None, reason="spaCy is not installed")
TOOLS = [
    pytest.param(name, marks=SPACY if name == "spacy" else ())
    for name in FORMATS
    if len(format_named(name).layers) > 1
]


def lines_of(checkout: Checkout, doc_id: str = DOC_ID) -> list[dict[str, Any]]:
    raw = (checkout.seeds / doc_id / "annotations.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in raw.splitlines()]


def write(checkout: Checkout, lines: list[dict[str, Any]], **metadata: Any) -> None:
    """Gives the document other annotations, and other metadata."""
    folder = checkout.seeds / DOC_ID
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "annotations.jsonl").write_text(content, encoding="utf-8")
    told = json.loads((folder / "document.json").read_bytes()) | metadata
    (folder / "document.json").write_bytes(jsontext.indented(told) + b"\n")


@pytest.fixture
def made(checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Exports the document in a format, and gives the file to read."""

    def export(name: str) -> Path:
        out = tmp_path / name
        status, _, err = run(capsys, "export", name, DOC_ID, "--root", checkout.root, "--out", out)
        assert (status, err) == (0, "")
        return out / f"{DOC_ID}{format_named(name).suffix}"

    return export


@pytest.mark.parametrize("name", TOOLS)
def test_out_and_into_the_folder_again(
    name: str, checkout: Checkout, made: Any, capsys: pytest.CaptureFixture[str]
):
    file = made(name)
    own = checkout.seeds / DOC_ID / "annotations.jsonl"
    before, lines = own.read_bytes(), lines_of(checkout)
    status, out, err = run(capsys, "import", name, file, "--into", checkout.seeds / DOC_ID)
    assert (status, err) == (0, "")
    assert out == f"{own}: {len(lines)} annotations: 0 added, 0 removed, 0 changed\n"
    assert own.read_bytes() == before
    first, second, *others = lines
    write(checkout, [first | {"id": f"{first['id'][0]}999"}, *others])
    status, out, _ = run(capsys, "import", name, file, "--into", own.parent, "--json")
    assert json.loads(out) == {
        "schema": "import/1",
        "file": str(own),
        "added": [first["id"], second["id"]],
        "removed": [f"{first['id'][0]}999"],
        "changed": [],
        "left_out": [],
    }
    assert own.read_bytes() == before
    flagged = {**others[0], "flags": ["source_error"]}
    write(checkout, [first, second, flagged, *others[1:]])
    status, out, _ = run(capsys, "import", name, file, "--into", own.parent)
    assert out.endswith(" annotations: 0 added, 0 removed, 1 changed\n")


@pytest.mark.parametrize("name", TOOLS)
def test_a_draft_is_exported_where_its_spans_are_sound(
    name: str, checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    lines = lines_of(checkout)
    mention = next(line for line in lines if line["layer"] == "speaker")
    mention["speakers"] = ["nobody-at-all"]
    stance = next(line for line in lines if "quote" in line)
    stance["quote"] = "q999"
    arguments = "export", name, DOC_ID, "--root", checkout.root, "--out", tmp_path
    write(checkout, lines)
    status, _, err = run(capsys, *arguments)
    assert (status, "nobody-at-all is not in seeds/entities.jsonl" in err) == (1, True)
    write(checkout, lines, status="draft")
    status, out, err = run(capsys, *arguments, "--json")
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert told["documents"] == [DOC_ID]
    (note,) = told["left_out"][DOC_ID]
    assert note == f"{stance['id']}: its quote q999 is not in the document"
    file = tmp_path / f"{DOC_ID}{format_named(name).suffix}"
    (found,) = format_named(name).read(file, UNMAPPED)
    del stance["quote"]
    assert found.annotations == lines
    write(checkout, [*lines, lines[0]], status="draft")
    status, _, err = run(capsys, *arguments)
    assert (status, "a second time" in err) == (1, True)
    mention["span"]["end"] += 1
    write(checkout, lines, status="draft")
    status, _, err = run(capsys, *arguments)
    assert (status, "annotations.jsonl:" in err) == (1, True)


@pytest.mark.parametrize("name", TOOLS)
def test_the_text_must_be_that_of_the_folder(
    name: str, checkout: Checkout, made: Any, capsys: pytest.CaptureFixture[str]
):
    file = made(name)
    folder = checkout.seeds / DOC_ID
    raw = (folder / "raw.txt").read_bytes()
    before = (folder / "annotations.jsonl").read_bytes()
    (folder / "raw.txt").write_bytes(raw[:3] + b"\n!" + raw[3:])
    status, out, err = run(capsys, "import", name, file, "--into", folder)
    assert (status, out) == (1, "")
    assert err.startswith(f"error: {folder / 'raw.txt'}:1:4: '\\n!")
    assert "stands there, and '" in err
    (folder / "raw.txt").unlink()
    status, _, err = run(capsys, "import", name, file, "--into", folder)
    assert (status, "raw.txt: the file is missing" in err) == (1, True)
    assert (folder / "annotations.jsonl").read_bytes() == before


def test_nothing_annotated_takes_nothing_away(
    checkout: Checkout, made: Any, capsys: pytest.CaptureFixture[str]
):
    own = checkout.seeds / DOC_ID / "annotations.jsonl"
    before = own.read_bytes()
    file = made("brat")
    file.write_bytes(b"")
    status, out, err = run(capsys, "import", "brat", file, "--into", own.parent)
    assert (status, out) == (1, "")
    assert "nothing is annotated in what is read" in err
    assert own.read_bytes() == before
    status, _, err = run(capsys, "import", "brat", file.parent / "gone.ann", "--into", own.parent)
    assert (status, "no such file or folder" in err) == (1, True)


def test_into_a_folder_without_annotations(
    checkout: Checkout, made: Any, capsys: pytest.CaptureFixture[str]
):
    own = checkout.seeds / DOC_ID / "annotations.jsonl"
    before = own.read_bytes()
    file = made("brat")
    own.unlink()
    status, out, _ = run(capsys, "import", "brat", file, "--into", own.parent)
    assert (status, " 0 removed, 0 changed" in out) == (0, True)
    assert own.read_bytes() == before
    own.write_text('{"id": 1}\n')
    status, _, err = run(capsys, "import", "brat", file, "--into", own.parent)
    assert (status, "annotations.jsonl:1:1" in err) == (1, True)


def test_a_format_of_one_layer_leaves_the_others_alone(
    checkout: Checkout, made: Any, capsys: pytest.CaptureFixture[str]
):
    own = checkout.seeds / DOC_ID / "annotations.jsonl"
    before = own.read_bytes()
    file = made("timeml")
    status, out, _ = run(capsys, "import", "timeml", file, "--into", own.parent)
    assert (status, out.endswith("0 added, 0 removed, 0 changed\n")) == (0, True)
    assert own.read_bytes() == before


def test_the_document_of_the_folder_is_taken_of_several(
    checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    run(capsys, "export", "doccano", "--root", checkout.root, "--out", tmp_path)
    every = tmp_path / "all"
    files = sorted(tmp_path.glob("*.jsonl"))
    every.write_bytes(b"".join(file.read_bytes() for file in files))
    folder = checkout.seeds / DOC_ID
    status, out, _ = run(capsys, "import", "doccano", every, "--into", folder)
    assert (status, out.endswith("0 added, 0 removed, 0 changed\n")) == (0, True)
    other = folder.rename(checkout.seeds / "other")
    status, _, err = run(capsys, "import", "doccano", every, "--into", other)
    assert (status, err.split("\n")[0]) == (1, f"error: other: none of {len(files)} documents")
    status, out, _ = run(capsys, "import", "doccano", every, "--out", tmp_path / "in", "--json")
    told = json.loads(out)
    assert (status, told["folder"], told["left_out"]) == (0, str(tmp_path / "in"), {})
    assert told["documents"][DOC_ID] == len(lines_of(checkout, "other"))
    status, _, err = run(capsys, "import", "doccano", every, "--out", other, "--into", other)
    assert (status, "--out and --into" in err) == (2, True)


@pytest.mark.parametrize(
    "doc_id",
    [
        *(
            "../x",
            "/x",
            "..",
            ".x",
            " ",
            "C:x",
            "a\\b",
            "a\0",
            "a\n::error::x",
            "a\x1b[31m",
            "a\u202eb",
        ),
        *("NUL", "com1.x", "x" * 201, "é" * 101),
    ],
)
def test_an_id_that_no_file_can_have_is_refused(
    doc_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    record = {"text": "x", "doc_id": doc_id, "entities": [], "relations": []}
    (tmp_path / "f.jsonl").write_text(json.dumps(record))
    out = tmp_path / "out"
    status, _, err = run(capsys, "import", "doccano", tmp_path / "f.jsonl", "--out", out)
    assert (status, "cannot name a document's files" in err) == (1, True)
    assert len(err.splitlines()) == 2
    assert err.replace("\n", "").isprintable()
    assert not out.exists()


def two_annotators(file: Path) -> None:
    """Gives the one task of a file two annotations; the second one lacks a region."""
    (task,) = json.loads(file.read_bytes())
    (annotation,) = task["annotations"]
    who = {"id": 1, "email": "anna@example.org"}
    dates = [one for one in annotation["result"] if str(one.get("id", "")).startswith("d")]
    first = annotation | {"completed_by": who}
    second = annotation | {"completed_by": 2, "result": dates}
    file.write_text(json.dumps([task | {"id": 12, "annotations": [first, second]}]))


def test_a_project_of_two_annotators_gives_two_readings(
    checkout: Checkout, made: Any, capsys: pytest.CaptureFixture[str]
):
    file = made("labelstudio")
    two_annotators(file)
    folder = checkout.seeds / DOC_ID
    into = "import", "labelstudio", file, "--into", folder
    status, out, err = run(capsys, *into)
    assert (status, out) == (1, "")
    cause = f"error: {DOC_ID} (task 12): annotated 2 times, by anna@example.org, 2"
    assert err.startswith(cause)
    assert "--annotator" in err
    status, out, _ = run(capsys, *into, "--annotator", "anna@example.org")
    assert (status, out.endswith("0 added, 0 removed, 0 changed\n")) == (0, True)
    before = (folder / "annotations.jsonl").read_bytes()
    status, out, _ = run(capsys, *into, "--annotator", "2", "--pass", "ben")
    assert (status, out.startswith(f"{folder / 'passes' / 'ben.jsonl'}: ")) == (0, True)
    assert (folder / "annotations.jsonl").read_bytes() == before
    read = (folder / "passes" / "ben.jsonl").read_text(encoding="utf-8")
    assert {json.loads(line)["layer"] for line in read.splitlines()} == {"date"}
    status, _, err = run(capsys, *into, "--annotator", "eva")
    assert (status, "the annotators are anna@example.org, 2" in err) == (1, True)
    status, _, err = run(capsys, *into[:3], "--pass", "ben")
    assert (status, "--pass needs --into" in err) == (2, True)


def test_labels_of_others_are_mapped(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "x.txt").write_text("Maya Lind left.")
    (tmp_path / "x.ann").write_text("T1\tPER 0 9\tMaya Lind\nT2\tVERB 10 14\tleft\n")
    status, out, err = run(capsys, "import", "brat", tmp_path, "--map", "PER=speaker:name")
    (line,) = out.splitlines()
    assert (status, json.loads(line)["form"]) == (0, "name")
    note = "spans 'VERB' (1); --map VERB=TARGET reads them"
    assert err == f"left out of x: {note}\n"
    for pair, cause in (("PER=x", "there is no 'x'"), ("ORG=speaker", "no file has the label")):
        status, _, err = run(capsys, "import", "brat", tmp_path, "--map", pair)
        assert (status, cause in err) == (1, True)


def test_the_id_of_what_was_removed_is_not_given_again(
    checkout: Checkout, made: Any, capsys: pytest.CaptureFixture[str]
):
    """The last mention is removed in the tool, and another one added."""
    file = made("labelstudio")
    mentions = [one["id"] for one in lines_of(checkout) if one["layer"] == "speaker"]
    last = max(mentions, key=lambda id_: int(id_[1:]))
    (task,) = json.loads(file.read_bytes())
    (annotation,) = task["annotations"]
    ends = "id", "from_id", "to_id"
    annotation["result"] = [
        one for one in annotation["result"] if last not in (one.get(end) for end in ends)
    ]
    value = {"start": 0, "end": 3, "labels": ["speaker"]}
    region = {"id": "Xk3", "from_name": "label", "to_name": "text", "type": "labels"}
    annotation["result"].append({**region, "value": value})
    file.write_text(json.dumps([task]), encoding="utf-8")
    folder = checkout.seeds / DOC_ID
    status, out, _ = run(capsys, "import", "labelstudio", file, "--into", folder, "--json")
    told = json.loads(out)
    assert (status, told["removed"]) == (0, [last])
    (added,) = told["added"]
    assert int(added[1:]) > int(last[1:])
