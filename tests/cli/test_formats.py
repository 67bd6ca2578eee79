"""`said import`, `said export`, and `said score --measure tempeval3` on what they write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import run
from said.formats import timeml
from said.system.places import Checkout

TML = (
    '<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2024-05-14">x</TIMEX3></DCT><TEXT>\n'
    'The <TIMEX3 tid="t2" type="DATE" value="2024-05-13" anchorTimeID="t0" beginPoint="t0">'
    "day before</TIMEX3> ☃</TEXT></TimeML>"
)
LINE = (
    '{"doc_id": "x.1", "id": "d2", "layer": "date", "span": {"start": 5, "end": 15, '
    '"exact": "day before"}, "type": "DATE", "value": "2024-05-13", "anchor": "dct"}\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "x.1.tml").write_text(TML, encoding="utf-8")
    return tmp_path


def test_import_prints_lines(folder: Path, capsys: pytest.CaptureFixture[str]):
    status, out, err = run(capsys, "import", "timeml", folder / "x.1.tml")
    assert (status, out) == (0, LINE)
    assert err == "left out of x.1: TIMEX3 t2: no field for beginPoint\n"
    assert run(capsys, "import", "timeml", folder)[1] == LINE


def test_import_writes_files(folder: Path, capsys: pytest.CaptureFixture[str]):
    out = folder / "new" / "out"
    status, told, _ = run(capsys, "import", "timeml", folder, "--out", out)
    assert (status, told) == (0, f"{out}: 1 documents, 1 annotations\n")
    assert sorted(file.name for file in out.iterdir()) == ["x.1.json", "x.1.jsonl", "x.1.txt"]
    assert (out / "x.1.jsonl").read_text(encoding="utf-8") == LINE
    assert (out / "x.1.txt").read_bytes().decode() == "\nThe day before ☃"
    assert json.loads((out / "x.1.json").read_bytes()) == {"doc_id": "x.1", "dct": "2024-05-14"}
    status, told, _ = run(capsys, "score", folder, out, "--measure", "tempeval3", "--json")
    assert status == 0
    assert {one["value"] for one in json.loads(told)["figures"]} == {1.0}


@pytest.mark.parametrize("bad", ["<TimeML>", "<p>x</p>"])
def test_nothing_is_written_where_a_file_is_bad(
    folder: Path, bad: str, capsys: pytest.CaptureFixture[str]
):
    (folder / "z.tml").write_text(bad)
    status, out, err = run(capsys, "import", "timeml", folder, "--out", folder / "out")
    assert (status, out) == (1, "")
    assert err.startswith(f"error: {folder}/z.tml:")
    assert "\nremedy: " in err
    assert not (folder / "out").exists()


def test_what_cannot_be_imported(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "empty").mkdir()
    for arguments in ([folder / "empty"], [folder / "none.tml"], [folder, folder / "x.1.tml"]):
        status, out, err = run(capsys, "import", "timeml", *arguments)
        assert (status, out) == (1, "")
        assert err.startswith("error: ")


def test_export_gives_what_was_annotated(checkout: Checkout, capsys: pytest.CaptureFixture[str]):
    status, out, _ = run(capsys, "export", "timeml", "--root", checkout.root, "--json")
    told = json.loads(out)
    assert status == 0
    assert told["folder"] == str(checkout.root / "dist" / "timeml")
    assert told["documents"]
    for doc_id in told["documents"]:
        seed = checkout.seeds / doc_id
        found = timeml.read_timeml(Path(told["folder"]) / f"{doc_id}.tml")[0]
        assert found.text == (seed / "raw.txt").read_bytes().decode()
        assert found.dct == json.loads((seed / "document.json").read_bytes())["dct"]["value"]
        lines = (seed / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
        dates = [one for one in map(json.loads, lines) if one["layer"] == "date"]
        flagged = [one.pop("flags", None) for one in dates]
        assert len(told["left_out"].get(doc_id, [])) == len([one for one in flagged if one])
        assert found.annotations == dates


def test_export_of_named_documents(
    checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    doc_id = "003_bf3454ffed0dd5e7"
    status, out, _ = run(
        capsys, "export", "timeml", doc_id, "--out", tmp_path / "out", "--root", checkout.root
    )
    assert (status, out) == (0, f"{tmp_path / 'out'}: 1 documents, with the layer date alone\n")
    assert [file.name for file in (tmp_path / "out").iterdir()] == [f"{doc_id}.tml"]
    status, _, err = run(capsys, "export", "timeml", "nobody", "--root", checkout.root)
    assert (status, "nobody: no document of seeds/" in err) == (1, True)


def test_nothing_is_exported_from_bad_seeds(checkout: Checkout, capsys: pytest.CaptureFixture[str]):
    (checkout.seeds / "003_bf3454ffed0dd5e7" / "annotations.jsonl").write_text("{\n")
    status, out, err = run(capsys, "export", "timeml", "--root", checkout.root)
    assert (status, out) == (1, "")
    assert "annotations.jsonl:2:" in err
    assert not (checkout.root / "dist").exists()


def test_the_score_of_two_systems(folder: Path, capsys: pytest.CaptureFixture[str]):
    worse = folder / "worse.json"
    worse.write_text(
        json.dumps({"pred": {"x.1": [{"start": 5, "end": 8, "type": "DATE", "value": ""}]}})
    )
    arguments = "score", folder, folder, worse, "--measure", "tempeval3"
    status, out, err = run(capsys, *arguments)
    assert (status, err) == (0, "")
    assert "worse.json against" in out
    assert "+100.0 [+100.0, +100.0]" in out
    assert "too few" in out
    found = json.loads(run(capsys, *arguments, "--json")[1])
    assert found["other"]["second"] == str(worse)
    (value,) = (one for one in found["differences"] if one["measure"] == "value F1")
    assert (value["value"], value["not_above"]) == (1, 0)


def test_three_sets_do_not_agree(checkout: Checkout, capsys: pytest.CaptureFixture[str]):
    arguments = "score", "gold", "gold", "gold", "--root", checkout.root
    assert run(capsys, *arguments, "--measure", "agreement")[0] == 2
    assert run(capsys, *arguments)[0] == 0
    assert run(capsys, *arguments[:3], *arguments[4:])[0] == 0


def test_lines_that_name_their_document_are_compared_in_every_measure(
    checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    doc_id = "003_bf3454ffed0dd5e7"
    lines = (checkout.seeds / doc_id / "annotations.jsonl").read_text("utf-8").splitlines()
    for given, status in ((doc_id, 0), ("another", 1)):
        named = ({"doc_id": given, **json.loads(line)} for line in lines)
        content = "".join(json.dumps(line) + "\n" for line in named)
        (tmp_path / f"{doc_id}.jsonl").write_text(content)
        found = run(capsys, "score", "gold", tmp_path, "--root", checkout.root, "--json")
        assert found[0] == status
