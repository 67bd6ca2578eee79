"""Documents in files are annotated as texts are, whatever stands in them and beside them."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import said
from said.annotators import files
from said.annotators.annotate import Draft
from said.annotators.files import Done, Options, annotate_all
from said.annotators.inputs import Input, find_inputs
from said.system.errors import SaidError
from said.system.places import Checkout

DOC = "003_bf3454ffed0dd5e7"
DCT = "2024-05-15"
PIECES = st.sampled_from(
    ["Tuesday", " ", "\r\n", "May 14", "two weeks", "\u2028", "é", "\ufeff", '"']
)


def annotated(inputs: list[Input], dct: str | None = None, jobs: int = 1) -> list[Done]:
    return list(annotate_all(inputs, Options(dct), jobs))


def problems(*named: Path) -> list[str]:
    """What is wrong, without the folders of the files."""
    found = annotated(find_inputs(map(str, named)))
    return [re.sub(r"^\S*/", "", told) for one in found for told in one.problems]


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_lines_are_the_records_of_the_text(text: str):
    (one,) = annotated([Input("ü.1", Path("x"), raw=text.encode())], DCT)
    lines = one.lines.decode().splitlines(keepends=True) if "\u2028" not in text else None
    records = [json.loads(line) for line in one.lines.split(b"\n")[:-1]]
    assert one.annotations == len(records)
    assert all(next(iter(record.items())) == ("doc_id", "ü.1") for record in records)
    assert [{k: v for k, v in r.items() if k != "doc_id"} for r in records] == said.annotate(
        text, DCT
    )
    for record in records:
        span = record["span"]
        assert text[span["start"] : span["end"]] == span["exact"]
    if lines is not None:
        assert lines == [json.dumps(r, ensure_ascii=False) + "\n" for r in records]


def test_bytes_are_read_as_they_are(tmp_path: Path):
    """No byte order mark is dropped and no line end changed: offsets count them."""
    file = tmp_path / "x.txt"
    file.write_bytes("\ufeffOn\r\nTuesday".encode())
    (one,) = annotated(find_inputs([str(file)]))
    assert json.loads(one.lines)["span"] == {"start": 5, "end": 12, "exact": "Tuesday"}


def test_an_empty_file_has_no_annotations(tmp_path: Path):
    (tmp_path / "x.txt").touch()
    assert annotated(find_inputs([str(tmp_path)])) == [Done("x", b"", 0)]


def test_a_document_has_its_own_time(checkout: Checkout):
    folder = checkout.seeds / DOC
    metadata = json.loads((folder / "document.json").read_bytes())
    text = (folder / "raw.txt").read_bytes().decode()
    for dct in (metadata["dct"]["value"], "1999-12-31T23:00:00Z"):
        metadata["dct"]["value"] = dct
        (folder / "document.json").write_text(json.dumps(metadata))
        (one,) = annotated(find_inputs([str(folder)]))
        records = [json.loads(line) for line in one.lines.splitlines()]
        assert records == [{"doc_id": DOC, **record} for record in said.annotate(text, dct)]
        assert any(record.get("anchor") == "dct" for record in records)


def test_the_gold_is_not_seen(checkout: Checkout):
    before = annotated(find_inputs([str(checkout.root)]))
    for file in [*checkout.seeds.glob("*/*.jsonl"), *checkout.seeds.glob("*/passes/*")]:
        file.write_bytes(b"\xff")
    assert annotated(find_inputs([str(checkout.root)])) == before


def test_a_time_is_refused_where_documents_have_their_own(checkout: Checkout, tmp_path: Path):
    (tmp_path / "x.txt").write_text("Tuesday")
    with pytest.raises(SaidError, match=f"{DOC}/document.json tells the time"):
        annotate_all(find_inputs([str(tmp_path), str(checkout.seeds / DOC)]), Options(DCT))
    for bad in (Options("x"), Options(None, ["x"]), Options(None, (), "x")):  # type: ignore[arg-type]
        with pytest.raises(SaidError, match="x"):
            annotate_all([], bad)


def test_what_cannot_be_read_is_told_and_the_rest_annotated(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"On Tuesday\nJ\xe4n")
    (tmp_path / "b.txt").write_bytes(b"On Tuesday")
    (tmp_path / "c.txt").write_bytes(b"\xff")
    inputs = find_inputs([str(tmp_path)])
    (tmp_path / "d.txt").write_bytes(b"")
    inputs += find_inputs([str(tmp_path / "d.txt")])
    (tmp_path / "d.txt").unlink()
    found = annotated(inputs)
    assert [one.doc_id for one in found] == ["a", "b", "c", "d"]
    assert [bool(one.lines) for one in found] == [False, True, False, False]
    told = ["".join(one.problems).split(";")[0] for one in found]
    assert told == [
        f"{tmp_path}/a.txt:2:2: byte 0xe4 is not UTF-8: this is text in ISO-8859-1, not in UTF-8",
        "",
        f"{tmp_path}/c.txt:1:1: byte 0xff is not UTF-8: this is text in CP850, not in UTF-8",
        f"{tmp_path}/d.txt: No such file or directory",
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b'"value": "2024-05-', b'"value": "2024-15-', "document.json:8:14: '2024-15-"),
        (b'"dct"', b'"time"', "document.json:1:1: the document has no time"),
        (b'"doc_id": "003', b'"doc_id": "../003', f"document.json:2:13: the doc_id is not '{DOC}'"),
        (b"{", b"[", "document.json:2:11: not valid JSON"),
        (b"{", b"\xff", "document.json:1:1: byte 0xff is not UTF-8"),
    ],
)
def test_bad_metadata_is_told_with_its_place(checkout: Checkout, old: bytes, new: bytes, told: str):
    file = checkout.seeds / DOC / "document.json"
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new, 1))
    (problem,) = problems(checkout.seeds / DOC)
    assert problem.startswith(told)


def test_missing_halves_of_documents_are_told(checkout: Checkout):
    first, second = (file.parent for file in sorted(checkout.seeds.glob("*/raw.txt"))[:2])
    (first / "raw.txt").unlink()
    (second / "document.json").unlink()
    found = problems(checkout.seeds)
    assert [told.split(";")[0] for told in found] == [
        "raw.txt: No such file or directory",
        "document.json:1:1: the file is missing",
    ]


def test_a_fault_of_the_software_stops_no_other(monkeypatch: pytest.MonkeyPatch):
    def fail(text: str, *_: object, **__: object) -> Draft:
        return Draft([] if text == "good" else [1 / 0], [], (), [])

    monkeypatch.setattr(files, "draft", fail)
    one, other = annotated([Input(x, Path(x), raw=x.encode()) for x in ("bad", "good")])
    assert "please report it" in one.problems[0]
    assert other.problems == ()


@pytest.mark.slow
def test_the_number_of_processes_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"On Tuesday, {number + 1} May. " * (30 - number))
    inputs = find_inputs([str(tmp_path)])
    monkeypatch.setattr(files, "_UNIT", 1000)
    alone = annotated(inputs, DCT)
    assert [one.doc_id for one in alone] == [one.doc_id for one in inputs]
    assert annotated(inputs, DCT, jobs=2) == alone
    monkeypatch.undo()
    assert annotated(inputs, DCT) == alone
