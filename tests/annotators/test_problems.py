"""A fault in an annotator costs one layer of one text, is reported, and is never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import harbour
import said
from cli.running import run
from said.annotators import dates, stance, voices
from said.annotators.annotate import LAYERS, Registry, draft
from said.system.errors import SaidError, SoftwareError
from said.text import sentences
from said.text.reading import Reading

TARGET = {"id": "pier", "kind": "entity", "proposition": "It stays.", "aliases": ["Pier Trust"]}
REGISTRY = Registry((), [TARGET])
BAD, GOOD = "bad", "good"
TEXT = "“I support the Pier Trust,” Ana Ruiz said on 4 March 2024. {}"


class PanicException(BaseException):
    """What a panic of a library in Rust is in Python: no Exception."""


ERRORS = [ValueError("odd"), RecursionError(), KeyError("x"), PanicException("index out of bounds")]
PLACES = {
    "dates": (dates, "find_dates", ["dates"]),
    "quotes": (voices, "find_attributions", ["quotes", "speakers", "stances"]),
    "speakers": (voices, "find_speakers", ["quotes", "speakers", "stances"]),
    "stances": (stance, "find_stances", ["stances"]),
}
"""Where a layer is made, and the layers that are missing when that fails."""

Breaker = Callable[[str, BaseException], list[str]]


@pytest.fixture
def break_layer(monkeypatch: pytest.MonkeyPatch) -> Breaker:
    """Makes a layer fail on texts that have the word `bad`; the layers that are missing then."""

    def break_it(layer: str, error: BaseException) -> list[str]:
        module, name, missing = PLACES[layer]
        made = getattr(module, name)

        def annotator(text: str | Reading, *arguments: object) -> object:
            if BAD in (text if isinstance(text, str) else text.text):
                raise error
            return made(text, *arguments)

        monkeypatch.setattr(module, name, annotator)
        return missing

    return break_it


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("layer", PLACES)
def test_the_other_layers_are_there(layer: str, error: BaseException, break_layer: Breaker) -> None:
    whole = draft(TEXT.format(BAD), layers=LAYERS, registry=REGISTRY)
    assert (set(whole.layers), whole.problems) == (set(LAYERS), [])
    missing = break_layer(layer, error)
    made = draft(TEXT.format(BAD), layers=LAYERS, registry=REGISTRY)
    assert set(made.layers) == set(LAYERS) - set(missing)
    assert made.annotations
    (problem,) = made.problems
    assert problem.cause.startswith(f"the text could not be annotated for {', '.join(missing)}: ")
    assert (str(error) or type(error).__name__) in problem.cause
    with pytest.raises(SaidError, match=layer):
        said.annotate(TEXT.format(BAD), layers=LAYERS, registry=REGISTRY)


def test_no_reference_leads_to_a_date_that_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = draft(TEXT, layers="dates,quotes")
    assert any("said" in one for one in whole.annotations)

    def fail(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(dates, "find_times_of_saying", fail)
    made = draft(TEXT, layers="dates,quotes")
    assert made.layers == ("quotes", "speakers")
    assert not any("said" in one for one in made.annotations)


def test_an_interrupt_is_no_fault_of_a_layer(break_layer: Breaker) -> None:
    for end in (KeyboardInterrupt(), SystemExit(3), SaidError("interrupted", "run it again")):
        break_layer("dates", end)
        with pytest.raises(type(end)):
            draft(BAD)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_files(
    error: BaseException,
    break_layer: Breaker,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in (BAD, GOOD):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(name))
    out = tmp_path / "out"
    break_layer("quotes", error)
    command = ["annotate", tmp_path, "--layer", "dates,quotes", "--jobs", "1"]
    status, _, err = run(capsys, *command, "--out", out)
    problem, cause, remedy = err.splitlines()
    assert status == 1
    assert problem.startswith(f"{tmp_path}/bad.txt: the text could not be annotated for quotes, ")
    assert problem.endswith("; please report it with the text")
    assert cause == "error: 0 of 2 documents were not annotated, 1 not in all layers"
    assert remedy.startswith("remedy: ")
    layers = {
        name: {json.loads(line)["layer"] for line in (out / f"{name}.jsonl").open()}
        for name in (BAD, GOOD)
    }
    assert layers == {BAD: {"date"}, GOOD: {"date", "quote", "speaker"}}
    assert run(capsys, *command).out.count("\n") == sum(
        len((out / f"{name}.jsonl").read_bytes().splitlines()) for name in (BAD, GOOD)
    )


def test_a_document_without_any_layer_gets_no_file(
    break_layer: Breaker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty file would say that there is nothing to annotate."""
    (tmp_path / "x.txt").write_text(BAD)
    break_layer("dates", ValueError())
    status, _, err = run(capsys, "annotate", tmp_path / "x.txt", "--out", tmp_path / "out")
    assert status == 1
    assert "error: 1 of 1 documents were not annotated\n" in err
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_tables(
    error: BaseException,
    break_layer: Breaker,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = {"text": [TEXT.format(name) for name in (GOOD, BAD)]}
    pq.write_table(pa.table(rows), tmp_path / "in.parquet")
    out = tmp_path / "out.parquet"
    break_layer("speakers", error)
    status, _, err = run(
        capsys, "annotate", tmp_path / "in.parquet", "--out", out, "--jobs", "1",
        "--layer", "dates,quotes",
    )  # fmt: skip
    assert status == 1
    assert "row 1: the text could not be annotated for quotes, speakers: " in err
    good, bad = pq.read_table(out).to_pylist()
    assert (len(good["quotes"]), good["problem"]) == (1, None)
    assert (len(bad["quotes"]), len(bad["dates"])) == (0, 1)


@pytest.mark.parametrize("layer", ["dates", "speakers"])
def test_a_new_document(
    layer: str, break_layer: Breaker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = harbour.copy(tmp_path)
    (tmp_path / "new.txt").write_text(TEXT.format(BAD))
    missing = break_layer(layer, PanicException())
    command = ["new", tmp_path / "new.txt", "--dct", "2024-03-05", "--layer", "dates,quotes"]
    status, _, err = run(capsys, *command, "--root", base.root)
    assert status == 1
    assert "could not be annotated for" in err
    assert "remedy: report it with the text" in err
    lines = (base.seeds / "new" / "annotations.jsonl").read_bytes().splitlines()
    layers = {json.loads(line)["layer"] for line in lines}
    assert layers == ({"date"} if "quotes" in missing else {"quote", "speaker"})


def test_a_panic_of_a_library_is_an_ordinary_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def panic(*_: object) -> None:
        raise PanicException("not a char boundary")

    monkeypatch.setattr(sentences, "get_sentence_boundaries", panic)
    with pytest.raises(SoftwareError, match="sentencex failed: not a char boundary"):
        Reading("One. Two.").sentences  # noqa: B018


def test_the_other_libraries_panic_in_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    import rensa

    from said.check import shape
    from said.text import duplicates

    class Panicking:
        def __init__(self, *_: object, **__: object) -> None:
            raise PanicException

        @staticmethod
        def is_valid(_: object) -> bool:
            raise PanicException

    monkeypatch.setattr(rensa, "RMinHash", Panicking)
    with pytest.raises(SoftwareError, match="rensa"):
        duplicates.text_signature("One two three four.")
    monkeypatch.setattr(shape, "fast_validator", lambda _: Panicking)
    with pytest.raises(SoftwareError, match="jsonschema-rs"):
        shape.fits_schema("target", {})
