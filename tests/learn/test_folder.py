"""A model's folder: what is written, what is refused, and what a kill leaves."""

from __future__ import annotations

import builtins
import json
import os
import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest

from said.annotators.learned import folder
from said.annotators.learned.folder import (
    ModelRecord,
    TrainedOn,
    read_model,
    read_models,
    refuse_out,
    rules_digest,
    write_model,
)
from said.system.errors import SaidError

WEIGHTS = {"cues.crfsuite": b"lCRF one", "arguments.crfsuite": b"lCRF two"}


def record(**fields: Any) -> ModelRecord:
    data = TrainedOn(
        names=["harbour"],
        documents=3,
        digest="0" * 64,
        licences={"CC0-1.0": 3},
        folds_by="document",
        folds=3,
    )
    given: dict[str, Any] = {
        "layer": "quotes",
        "convention": "polnear",
        "parts": ["cue"],
        "software": "0.3.0",
        "rules": rules_digest("quotes"),
        "library": "python-crfsuite 0.9.12",
        "data": data,
        "figures": [{"value": 1.0, "low": 0.5, "n": 7}],
        "precision": {"learned": (30, 40), "seldom": (3, 4)},
        "weights": {},
    }
    return ModelRecord(**(given | fields))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    write_model(tmp_path / "model", record(), WEIGHTS, "A card.\n")
    return tmp_path / "model"


def change(model: Path, **fields: Any) -> None:
    """Changes model.json, and puts its digest right."""
    value = json.loads((model / "model.json").read_text()) | fields
    del value["digest"]
    value["digest"] = folder._digest(value)
    (model / "model.json").write_text(json.dumps(value))


def refused(model: Path, cause: str) -> str:
    with pytest.raises(SaidError) as told:
        read_model(model)
    assert cause in told.value.cause
    assert str(model) in told.value.cause or "not installed" in told.value.cause
    return told.value.remedy


def test_what_is_written_is_read(model: Path) -> None:
    read = read_model(model)
    assert (read.layer, read.convention, read.parts) == ("quotes", "polnear", {"cue"})
    assert {name: read.read_weights(name) for name in WEIGHTS} == WEIGHTS
    assert read.rule_precision("learned") == 0.75
    assert read.rule_precision("seldom") is None
    assert read.rule_precision("colon") is None
    assert (model / "README.md").read_text() == "A card.\n"
    assert pickle.loads(pickle.dumps(read)) == read


def test_the_files_are_plain(model: Path) -> None:
    assert sorted(file.suffix for file in model.iterdir()) == [
        *(".crfsuite", ".crfsuite"),
        *(".json", ".md"),
    ]
    assert json.loads((model / "model.json").read_text())["data"]["licences"] == {"CC0-1.0": 3}


def test_the_same_model_has_the_same_bytes(model: Path, tmp_path: Path) -> None:
    write_model(tmp_path / "other", record(), dict(reversed(WEIGHTS.items())), "A card.\n")
    for file in model.iterdir():
        assert file.read_bytes() == (tmp_path / "other" / file.name).read_bytes()


@pytest.mark.parametrize("kept", [0, 3])
def test_truncated_weights_are_refused(model: Path, kept: int) -> None:
    file = next(model.glob("cues-*"))
    file.write_bytes(file.read_bytes()[:kept])
    assert "copy the whole folder again" in refused(model, f"{file.name} is truncated")


def test_missing_weights_are_refused(model: Path) -> None:
    next(model.glob("cues-*")).unlink()
    refused(model, "cannot be read: No such file")


def test_weights_that_change_later_are_refused(model: Path) -> None:
    read = read_model(model)
    next(model.glob("cues-*")).write_bytes(b"lCRF 1ne")
    with pytest.raises(SaidError, match="was changed"):
        read.read_weights("cues.crfsuite")


def test_an_edited_description_is_refused(model: Path) -> None:
    file = model / "model.json"
    file.write_text(file.read_text().replace('"cue"', '"source"'))
    refused(model, "model.json was changed")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"kind": "other"}', "null"])
def test_another_description_is_refused(model: Path, text: str) -> None:
    (model / "model.json").write_text(text)
    refused(model, "model.json does not describe a model")


@pytest.mark.parametrize(
    ("fields", "cause", "remedy"),
    [
        ({"format": 2}, "the model has the format 2", "update said-corpus"),
        ({"rules": "0" * 64}, "trained beside other rules (said 0.3.0", "said train quotes DATA"),
        ({"language": "de"}, "for the language 'de'", "English"),
        ({"parts": "cue"}, "Expected `array`", "train the model again"),
        ({"layer": "dates"}, "Invalid enum value 'dates'", "train the model again"),
        ({"more": 1}, "unknown field `more`", "train the model again"),
        ({"weights": {"../x": "0" * 64}}, "'../x' is not the name of a file", "train the model"),
    ],
)
def test_a_model_that_does_not_fit_is_refused(
    model: Path, fields: dict[str, Any], cause: str, remedy: str
) -> None:
    change(model, **fields)
    assert remedy in refused(model, cause)


def test_another_folder_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, "no model.json in this folder")
    refused(tmp_path / "none", "there is no such folder")


def test_the_library_is_asked_for(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pycrfsuite":
            raise ImportError(name)
        return imported(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    folder._read.cache_clear()
    assert refused(model, "python-crfsuite is not installed") == "pip install 'said-corpus[learn]'"


def test_one_model_a_layer(model: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write_model(other, record(convention="said"), WEIGHTS, "")
    assert len(read_models([model, model])) == 1
    with pytest.raises(SaidError, match="are both models for quotes"):
        read_models([model, other])


def test_the_rules_are_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def digest() -> str:
        rules_digest.cache_clear()
        return rules_digest("quotes")

    try:
        before = digest()
        copy = Path(shutil.copytree(folder.PACKAGE, tmp_path / "said"))
        monkeypatch.setattr(folder, "PACKAGE", copy)
        assert digest() == before
        file = copy / "annotators" / "quotes" / "rules.py"
        file.write_text(file.read_text() + "\n")
        assert digest() != before
        file.write_text(file.read_text().removesuffix("\n"))
        (copy / "annotators" / "dates" / "rules.py").write_text("")
        assert digest() == before
        (copy / "lexicon" / "more.txt").write_text("")
        assert digest() != before
    finally:
        rules_digest.cache_clear()


# ---- writing


def test_a_model_that_is_there_is_replaced(model: Path) -> None:
    (model / "notes.txt").write_text("mine")
    write_model(model, record(parts=["content"]), {"cues.crfsuite": b"lCRF new"}, "Another.\n")
    read = read_model(model)
    assert read.parts == {"content"}
    assert read.read_weights("cues.crfsuite") == b"lCRF new"
    assert len(list(model.glob("*.crfsuite"))) == 1
    assert (model / "notes.txt").read_text() == "mine"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    write_model(tmp_path / "model", record(), WEIGHTS, "")
    assert read_model(tmp_path / "model").parts == {"cue"}


def test_something_else_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("")
    (tmp_path / "json").mkdir()
    (tmp_path / "json" / "model.json").write_text("{}")
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name, cause in {
        "other": "holds something other than a model",
        "json": "holds something other than a model",
        "file": "this is a file, not a folder",
        "link": "this is a link",
    }.items():
        for attempt in (refuse_out, lambda out: write_model(out, record(), WEIGHTS, "")):
            with pytest.raises(SaidError) as told:
                attempt(tmp_path / name)
            assert cause in told.value.cause
    assert sorted(file.name for file in tmp_path.rglob("*")) == [
        *("file", "json", "link"),
        *("model.json", "other", "thesis.txt"),
    ]


class Killed(BaseException):
    """Stands for a kill: nothing is tidied up."""


def killed_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Ends the process at a certain replacement of a file."""
    replace, left = os.replace, [number]

    def one(*arguments: Any) -> None:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        replace(*arguments)

    monkeypatch.setattr(os, "replace", one)


@pytest.mark.parametrize("number", range(4))
def test_a_kill_leaves_no_half_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    killed_at(monkeypatch, number)
    monkeypatch.setattr(folder.shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(Killed):
        write_model(tmp_path / "model", record(), WEIGHTS, "")
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("number", range(4))
def test_a_kill_leaves_the_old_model(
    model: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = read_model(model)
    killed_at(monkeypatch, number)
    with pytest.raises(Killed):
        write_model(model, record(parts=["content"]), {**WEIGHTS, "cues.crfsuite": b"x"}, "")
    monkeypatch.undo()
    folder._read.cache_clear()
    assert read_model(model) == before
    write_model(model, record(parts=["content"]), {"cues.crfsuite": b"x"}, "")
    assert read_model(model).parts == {"content"}
