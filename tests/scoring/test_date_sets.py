"""Sets of dates from everywhere: what is read, and what is refused where."""

import json
from pathlib import Path
from typing import Any

import pytest

from said.findings.catalogue import KINDS
from said.scoring.date_sets import ComparedDate, DatedDocument, read_date_sets
from said.scoring.sets import BadSet
from said.system.errors import SaidError
from said.system.places import Checkout

TEXT = "\nOn May 2 , or late May."
DATE = ComparedDate(4, 9, "DATE", "2024-05-02")


def line(start: int = 4, end: int = 9, **fields: Any) -> dict[str, Any]:
    span = {"start": start, "end": end, "exact": TEXT[start:end]}
    return {"layer": "date", "span": span, "type": "DATE", "value": "2024-05-02", **fields}


def tml(
    folder: Path, text: str = '\nOn <TIMEX3 type="DATE" value="2024-05-02">May 2 </TIMEX3>, or'
) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "x.1.tml").write_text(f"<TimeML><TEXT>{text} late May.</TEXT></TimeML>")
    return str(folder)


def lines(folder: Path, *values: Any, text: str | None = TEXT) -> str:
    folder.mkdir(exist_ok=True)
    (folder / "x.1.jsonl").write_text("".join(json.dumps(value) + "\n" for value in values))
    if text is not None:
        (folder / "x.1.txt").write_bytes(text.encode())
    return str(folder)


def tagger(file: Path, *values: Any, name: str = "x.1.tml") -> str:
    file.write_text(json.dumps({"docs_per_s": 1.5, "pred": {name: values}}))
    return str(file)


def entry(start: Any = 4, end: Any = 9, value: Any = "2024-05-02") -> dict[str, Any]:
    return {"start": start, "end": end, "type": "DATE", "value": value, "tid": "t1"}


def test_every_kind_of_set_gives_the_same(tmp_path: Path):
    found, lonely = read_date_sets(
        None,
        [
            tml(tmp_path / "tml"),
            lines(tmp_path / "lines", line(), {"layer": "mark", "kind": "scare"}),
            lines(tmp_path / "bare", line(4, 10, doc_id="x.1"), text=None),
            tagger(tmp_path / "a.json", entry()),
            tagger(tmp_path / "b.json", entry(3, 10), name="x.1"),
        ],
    )
    assert found == [DatedDocument("x.1", ([DATE],) * 5)]
    assert lonely == []


def test_white_space_is_cut_without_the_text_too(tmp_path: Path):
    bare = lines(tmp_path / "bare", line(3, 10), text=None)
    assert read_date_sets(None, [bare, bare])[0] == [DatedDocument("x.1", ([DATE], [DATE]))]
    white = lines(tmp_path / "white", line(3, 4))
    assert read_date_sets(None, [white, white])[0][0].sets[0][0][:2] == (3, 4)


def test_values_that_the_project_does_not_know_are_compared(tmp_path: Path):
    odd = lines(tmp_path / "odd", line(type="ERA", value="", mod="ODD"))
    assert read_date_sets(None, [odd, odd])[0][0].sets[0] == [ComparedDate(4, 9, "ERA", "")]


def test_an_empty_file_is_a_document_without_dates(tmp_path: Path):
    empty = lines(tmp_path / "empty")
    assert read_date_sets(None, [tml(tmp_path / "tml"), empty])[0] == [
        DatedDocument("x.1", ([DATE], []))
    ]


def test_the_sets_of_a_checkout(checkout: Checkout):
    found, lonely = read_date_sets(checkout, ["gold", "gold"])
    assert found
    assert lonely == []
    assert all(one.sets[0] == one.sets[1] != [] for one in found)


def test_documents_that_not_all_have_are_told(tmp_path: Path):
    one, other = tagger(tmp_path / "a.json", entry()), tmp_path / "b.json"
    other.write_text(json.dumps({"pred": {"x.1.tml": [], "y.tml": []}}))
    assert read_date_sets(None, [one, str(other)]) == ([DatedDocument("x.1", ([DATE], []))], ["y"])
    other.write_text(json.dumps({"pred": {"y.tml": []}}))
    with pytest.raises(SaidError, match="no document is in all"):
        read_date_sets(None, [one, str(other)])


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ([1], "no line with layer"),
        ({**line(), "type": None}, "no line with layer"),
        ({**line(), "span": {"start": 4, "end": 9}}, "no line with layer"),
        (line() | {"span": {"start": 9, "end": 4, "exact": "x"}}, "no line with layer"),
        (line() | {"span": {"start": 4, "end": 9, "exact": "May 3"}}, "'May 2', not 'May 3'"),
        (line() | {"span": {"start": 4, "end": 99, "exact": "May 2"}}, "no span of a text"),
    ],
)
def test_bad_lines_are_told_with_their_place(tmp_path: Path, value: Any, what: str):
    bad = lines(tmp_path / "bad", line(), value)
    with pytest.raises(BadSet) as refused:
        read_date_sets(None, [bad, bad])
    assert what in str(refused.value.findings[0])
    assert f"{bad}/x.1.jsonl:2:" in str(refused.value.findings[0])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"pred": []}',
        '{"pred": {"x": 1}}',
        json.dumps({"pred": {"x": [entry(4, 4)]}}),
        json.dumps({"pred": {"x": [entry(4.5, 9)]}}),
        json.dumps({"pred": {"x": [entry(value=None)]}}),
        json.dumps({"pred": {"x": [entry(-1, 9)]}}),
    ],
)
def test_bad_output_of_a_tagger(tmp_path: Path, content: str):
    file = tmp_path / "bad.json"
    file.write_text(content)
    with pytest.raises(SaidError, match=r"bad\.json: "):
        read_date_sets(None, [str(file), str(file)])


def test_what_does_not_fit_the_text_or_is_no_set(tmp_path: Path):
    gold = tml(tmp_path / "tml")
    with pytest.raises(SaidError, match="has a date at 99 in 24 characters"):
        read_date_sets(None, [gold, tagger(tmp_path / "far.json", entry(4, 99))])
    with pytest.raises(SaidError, match="different texts"):
        read_date_sets(None, [gold, tml(tmp_path / "other", "On")])
    with pytest.raises(SaidError, match="no set of dates"):
        read_date_sets(None, [gold, str(tmp_path)])
    with pytest.raises(SaidError, match="no set of dates"):
        read_date_sets(None, [gold, "gold"])


def test_warnings_do_not_keep_a_set_from_being_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = lines(tmp_path / "a", line())
    wrong = lines(tmp_path / "b", {**line(), "span": {"start": 4, "end": 9, "exact": "May 3"}})
    with pytest.raises(BadSet):
        read_date_sets(None, [folder, wrong])
    monkeypatch.setitem(KINDS, "span-exact", KINDS["span-exact"]._replace(severity="warning"))
    assert read_date_sets(None, [folder, wrong])
