"""What can be named: files, standard input, folders of texts and of documents."""

import os
from pathlib import Path

import pytest

from said.annotators.inputs import BadInput, Input, find_inputs, find_tables
from said.system.errors import SaidError
from said.system.places import Checkout

PROJECT = Path(__file__).parent.parent.parent
DOC = "003_bf3454ffed0dd5e7"


def write(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder


def ids(*named: Path | str) -> list[str]:
    return [one.doc_id for one in find_inputs(map(str, named))]


def findings(*named: Path | str) -> list[str]:
    with pytest.raises(BadInput) as told:
        find_inputs(map(str, named))
    assert told.value.cause.endswith("nothing was annotated")
    return list(told.value.findings)


def test_the_id_of_a_file_is_its_stem(tmp_path: Path):
    write(tmp_path, "a.b.txt", "README", "é.html", ".txt")
    files = [tmp_path / name for name in ("é.html", "a.b.txt", "README", ".txt")]
    assert ids(*files) == ["é", "a.b", "README", ".txt"]


def test_standard_input_has_an_id():
    assert find_inputs(["-"], b"x") == [Input("stdin", Path("stdin"), raw=b"x")]
    assert len(findings("-", "-")) == 1


def test_a_folder_gives_its_texts_sorted(tmp_path: Path):
    write(tmp_path, "b.txt", "a.txt", ".hidden.txt", "c.md", "folder.txt/x", "deeper/d.txt")
    assert ids(tmp_path) == ["a", "b"]


def test_documents_are_found_from_every_side(monkeypatch: pytest.MonkeyPatch):
    doc_ids = [file.parent.name for file in sorted((PROJECT / "seeds").glob("*/raw.txt"))]
    assert ids(PROJECT) == ids(PROJECT / "seeds") == doc_ids
    folder = PROJECT / "seeds" / DOC
    one = Input(DOC, folder / "raw.txt", folder / "document.json")
    assert find_inputs([str(folder)]) == [one]
    monkeypatch.chdir(folder)
    assert [found.doc_id for found in find_inputs(["."])] == [DOC]
    monkeypatch.chdir(folder / "passes")
    assert [found.doc_id for found in find_inputs([".."])] == [DOC]


def test_half_a_document_is_one(checkout: Checkout):
    """So that what is missing is told when it is read."""
    (checkout.seeds / DOC / "document.json").unlink()
    assert DOC in ids(checkout.seeds)


def test_documents_and_texts_may_lie_together(tmp_path: Path):
    write(tmp_path, "x/raw.txt", "x/document.json", "y.txt")
    assert ids(tmp_path) == ["x", "y"]


def test_all_that_is_missing_or_empty_is_told(tmp_path: Path):
    write(tmp_path, "empty/notes.md", "a.txt")
    none, empty = tmp_path / "none.txt", tmp_path / "empty"
    assert findings(none, tmp_path / "a.txt", empty) == [
        f"{none}: no such file or folder",
        f"{empty}: no .txt file and no document in this folder",
    ]


def test_an_id_is_given_once(tmp_path: Path):
    write(tmp_path, "a/x.txt", "b/x.txt", "b/y.txt")
    first, second = tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt"
    (told,) = findings(tmp_path / "a", tmp_path / "b")
    assert told == f"{second}: its id would be x, as that of {first}"
    assert len(findings(tmp_path / "b", second)) == 1


def test_a_name_that_is_no_utf8_is_told(tmp_path: Path):
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    try:
        Path(name).write_bytes(b"x")
    except OSError:
        pytest.skip("the file system has no such names")
    (told,) = findings(tmp_path)
    assert told.endswith("the name is no UTF-8, so it can be no id")
    assert told.isascii()


def test_tables_are_named_apart_from_texts(tmp_path: Path):
    names = "b.parquet", "in/2.parquet", "in/1.parquet", "in/.3.parquet", "in/4.csv", "a.txt"
    write(tmp_path, *names, "mixed/x.parquet", "mixed/x.txt", "empty/y")
    tables = [tmp_path / name for name in ("b.parquet", "in/1.parquet", "in/2.parquet")]
    assert find_tables([str(tmp_path / "b.parquet"), str(tmp_path / "in")]) == tables
    for name in ("a.txt", "mixed", "empty", "missing", "-"):
        assert find_tables([str(tmp_path / name)]) is None
        with pytest.raises(SaidError, match=f"{name} is no Parquet file, .*in/1.parquet is one"):
            find_tables([str(tmp_path / "in"), str(tmp_path / name)])
    assert find_tables([]) is None
