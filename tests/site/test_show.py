"""`said show`: every kind of document, at 80 columns, with overlaps that can be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

import harbour
from cli.running import run
from said.annotators.files import Options
from said.annotators.inputs import Columns
from said.annotators.parquet import annotate_parquet
from said.site.compared import compare_readings
from said.site.shown import Shown
from said.site.terminal import comparison_lines, document_lines, merge_readings
from said.system.places import Checkout

DOC = "harbour"
ARTICLE = "“We lost,” pilot Jonas Berg said on May 3, 2024. He added that it was “over.”\n"


@pytest.fixture
def base(built_base: Checkout, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    monkeypatch.chdir(built_base.root)
    monkeypatch.setenv("COLUMNS", "80")
    return built_base


def span(text: str, exact: str) -> dict[str, object]:
    start = text.index(exact)
    return {"start": start, "end": start + len(exact), "exact": exact}


def test_a_document_shows_who_is_behind_each_quote(
    base: Checkout, capsys: pytest.CaptureFixture[str]
):
    out = run(capsys, "show", DOC).out
    assert "[q1 The harbour will reopen on [d2 June 3]]" in out
    assert re.search(r"^    q1 indirect quote by Ana Ruiz\n      source s1 “", out, re.M)
    assert all(cell_len(line) <= 80 for line in out.splitlines())
    assert run(capsys, "show", base.seeds / DOC).out == out


def test_released_documents_show_what_the_seeds_show(
    base: Checkout, capsys: pytest.CaptureFixture[str]
):
    seeds = run(capsys, "show", DOC).out
    version = json.loads(base.corpus_file.read_text())["version"]
    for source in (version, base.corpus / version):
        assert run(capsys, "show", DOC, "--from", source).out.replace(f"{version}", "") == seeds


def test_a_draft_is_shown_and_what_does_not_fit_is_left_out(
    base: Checkout, capsys: pytest.CaptureFixture[str]
):
    harbour.edit(base, harbour.METADATA, '"status": "adjudicated"', '"status": "draft"')
    file = base.root / harbour.LINES
    file.write_text(file.read_text().replace('{"start": 0,', '{"start": 1,', 1) + "{}\n")
    out = run(capsys, "show", DOC).out
    assert "draft" in out
    note = "note: 2 lines are left out, because they have mistakes: said validate seeds/harbour"
    assert note in " ".join(out.split())
    assert "q1 indirect quote" in out


def test_a_text_is_annotated_first(base: Checkout, capsys: pytest.CaptureFixture[str]):
    (base.root / "new.txt").write_text(ARTICLE)
    out = run(capsys, "show", "new.txt", "--dct", "2024-05-15").out
    assert "q1 direct quote by Jonas Berg [rule " in out
    assert "d1 May 3, 2024 = 2024-05-03" in out


def test_a_table_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    import pyarrow as pa
    import pyarrow.parquet as pq

    given, made = tmp_path / "given.parquet", tmp_path / "made.parquet"
    pq.write_table(pa.table({"text": [ARTICLE, "Nothing."], "doc_id": ["one", "two"]}), given)
    annotate_parquet([given], made, Columns(), Options(layers=["quotes", "dates"]))
    out = run(capsys, "show", "one", "--from", made).out
    assert "q1 direct quote by Jonas Berg" in out
    assert run(capsys, "show", "three", "--from", made).status == 1


def test_a_reading_and_two_readings(base: Checkout, capsys: pytest.CaptureFixture[str]):
    passes = base.seeds / DOC / "passes"
    passes.mkdir(exist_ok=True)
    lines = (base.root / harbour.LINES).read_text()
    changed = lines.replace('"type": "indirect"', '"type": "mixed"', 1)
    (passes / "x.jsonl").write_text("".join(changed.splitlines(keepends=True)[1:]))
    assert "q1 mixed quote" in run(capsys, "show", DOC, "--set", "x").out
    done = run(capsys, "show", DOC, "--set", "x", "--against", "gold")
    assert "type: mixed → indirect" in done.out
    assert "not alike 1, only in x 0, only in gold 1" in done.err
    report = json.loads(run(capsys, "show", DOC, "--set", "x", "--against", "gold", "--json").out)
    assert report["differences"][-1] == {
        "status": "changed",
        "first": "q1",
        "second": "q1",
        "fields": ["type"],
    }


@pytest.mark.usefixtures("base")
def test_a_folder_of_drafts_is_a_set(capsys: pytest.CaptureFixture[str]):
    run(capsys, "annotate", "seeds", "--layer", "date,quote", "--out", "drafts")
    assert "[rule " in run(capsys, "show", DOC, "--set", "drafts", "--against", "gold").out


@pytest.mark.usefixtures("base")
def test_only_the_layers_that_are_named(capsys: pytest.CaptureFixture[str]):
    out = run(capsys, "show", DOC, "--layer", "dates,mark").out
    assert "[d2 June 3]" in out
    assert not re.search(r"\[[qst]\d", out)


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (["nowhere"], "nowhere: no such document or file"),
        (["harbor"], "did you mean harbour"),
        ([DOC, "--set", "z"], "harbour is not in a set called z"),
        ([DOC, "--layer", "colour"], "there is no layer 'colour'"),
        ([DOC, "--from", "9.9.9"], "9.9.9: neither a release nor a table"),
        (["other", "--from", "1.0.0"], "other is not in 1.0.0"),
    ],
)
def test_what_cannot_be_shown(
    base: Checkout, words: list[str], cause: str, capsys: pytest.CaptureFixture[str]
):
    release = next(base.corpus.glob("*.*.*"))
    done = run(capsys, "show", *(word.replace("1.0.0", release.name) for word in words))
    assert done.status == 1
    assert cause.replace("1.0.0", release.name) in done.err


# The text with its brackets.

TEXT = "She said: one two three four, he said."


def shown(*annotations: dict[str, object]) -> Shown:
    return Shown("d", TEXT, annotations)


def quote(id_: str, *exacts: str, **fields: object) -> dict[str, object]:
    content = [span(TEXT, exact) for exact in exacts]
    return {"id": id_, "layer": "quote", "content": content, "type": "direct", **fields}


def stance(id_: str, exact: str) -> dict[str, object]:
    return {
        "id": id_,
        "layer": "stance",
        "expression": [span(TEXT, exact)],
        "holder": "author",
        "target": "pier",
        **{"label": "favor", "form": "explicit", "modality": "assert", "intensity": 2},
    }


def body(document: Shown, *, colour: bool = False) -> str:
    return [line.plain for line in document_lines(document, colour=colour)][3]


def test_nested_annotations_close_in_order():
    assert body(shown(quote("q1", "one two three"), stance("t1", "two"))) == (
        "She said: [q1 one [t1 two] three] four, he said."
    )


def test_crossing_annotations_say_which_of_them_ends():
    assert body(shown(quote("q1", "one two three"), stance("t1", "three four"))) == (
        "She said: [q1 one two [t1 threeq1] fourt1], he said."
    )


def test_fragments_are_numbered_and_cues_are_named():
    assert body(shown(quote("q1", "one", "three", cue=[span(TEXT, "said")]))) == (
        "She [q1:cue said]: [q1.1 one] two [q1.2 three] four, he said."
    )


def test_in_colour_only_ends_that_could_be_mistaken_are_marked():
    document = shown(quote("q1", "one two three"), stance("t1", "three four"))
    assert body(document, colour=True) == "She said: [q1 one two [t1 threeq1] fourt1], he said."
    assert (
        body(shown(quote("q1", "one")), colour=True) == "She said: [q1 one two three four, he said."
    )


def test_two_readings_show_both_places():
    first, second = shown(quote("q1", "one two three")), shown(quote("q2", "one two three four"))
    matches = compare_readings(first.annotations, second.annotations)
    merged = first._replace(annotations=[one for one, _ in merge_readings(matches)])
    lines = [line.plain for line in comparison_lines(merged, (first, second), matches)]
    assert "She said: [+q2 [~q1 one two three~q1] four+q2], he said." in lines


def test_hostile_text_neither_changes_the_terminal_nor_breaks_a_line():
    text = "He \x1b[31msaid\u202e: “\x07no” 𝒳 end.\n"
    content = [span(text, "\x07no")]
    document = Shown(
        "d\x1b", text, [{"id": "q1", "layer": "quote", "content": content, "type": "direct"}]
    )
    lines = [line.plain for line in document_lines(document)]
    assert all(line.isprintable() for line in lines)
    assert "He \\x1b[31msaid\\u202e: “[q1 \\x07no]” 𝒳 end." in lines


def test_white_space_that_does_not_break_is_a_space():
    lines = [line.plain for line in document_lines(Shown("d", "10\u00a0000\tboats\u2009.", []))]
    assert "10 000 boats ." in lines


def test_a_text_of_one_long_line_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "long.txt"
    file.write_text("“I " + "x" * 20_000 + "” " + "she said so. " * 100)
    done = run(capsys, "show", file)
    assert done.status == 0
    assert max(map(cell_len, done.out.splitlines())) <= 80
