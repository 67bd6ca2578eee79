"""A model as a folder: `model.json`, the weights, and `README.md`, its model card. No pickle.

`model.json` names everything that the model depends on: the layer, the convention, the digest of
the rules it was trained beside, and the digest of each file of weights, which is part of the file's
name. A model whose rules have changed since, or whose files are not those that were written, is
refused. Weights are read when they are first used, once in each process.

A model is written so that a kill does no harm: a new folder appears when it is whole. In a folder
that has a model already, `model.json` is replaced last, and until then names the old weights.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from said.annotators.precision import RuleFigure
from said.system.errors import SaidError
from said.system.files import kind_of, new_folder, read_file, refuse_link, replace_file
from said.system.places import PACKAGE
from said.text import jsontext

FORMAT = 1
RECORD, CARD, WEIGHTS = "model.json", "README.md", ".crfsuite"
LANGUAGE = "en"
"""The language of the rules, and so of every model."""
_KIND = "said-model"
_LIBRARY = "python-crfsuite"
INSTALL = "pip install 'said-corpus[learn]'"

_NAME = re.compile(rf"[a-z][a-z-]*{re.escape(WEIGHTS)}")

ModelLayer = Literal["quotes", "speakers"]
_RULES = {
    "quotes": ("annotators/quotes", "annotators/learned", "text", "lexicon"),
    "speakers": (
        "annotators/quotes", "annotators/speakers", "annotators/learned", "text", "lexicon",
    ),
}  # fmt: skip
"""The folders of the package with the rules and features that a model of a layer depends on."""


class TrainedOn(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The documents that a model was trained on: the names of the sets, how many they are, their
    digest, how many have each licence, and the folds that its figures come from."""

    names: list[str]
    documents: int
    digest: str
    licences: dict[str, int]
    folds_by: str
    folds: int


class ModelRecord(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What `model.json` says, except its own digest. `precision` tells how many annotations of each
    rule of the model were right on the folds, of how many; `weights` the digest of each file."""

    kind: str = _KIND
    format: int = FORMAT
    layer: ModelLayer
    language: str = LANGUAGE
    convention: str
    parts: list[str]
    software: str
    rules: str
    library: str
    data: TrainedOn
    figures: list[dict[str, Any]]
    precision: dict[str, tuple[int, int]]
    weights: dict[str, str]


class Model(NamedTuple):
    """A model that fits the software. `parts` are those that it takes over from the rules, and
    `weights` the digests of its files by their names."""

    folder: Path
    layer: ModelLayer
    convention: str
    parts: frozenset[str]
    precision: tuple[tuple[str, RuleFigure], ...]
    weights: tuple[tuple[str, str], ...]
    digest: str

    def read_weights(self, name: str) -> bytes:
        """The weights with a name. Raises SaidError if they are not those that were written."""
        digest = dict(self.weights)[name]
        file = self.folder / _file_name(name, digest)
        try:
            raw = read_file(file)
        except OSError as error:
            raise _broken(self.folder, f"{file.name} cannot be read: {error.strerror}") from error
        if sha256(raw).hexdigest() != digest:
            raise _broken(self.folder, f"{file.name} is truncated or was changed")
        return raw

    def rule_precision(self, rule: str) -> float | None:
        """How often a rule of the model was right on the folds; None where that is not known."""
        figure = dict(self.precision).get(rule)
        return figure and figure.precision


def _file_name(name: str, digest: str) -> str:
    # Two versions of the weights never have one name, so that neither is written over the other.
    return f"{name.removesuffix(WEIGHTS)}-{digest[:12]}{WEIGHTS}"


# ---- reading


def read_model(folder: str | Path) -> Model:
    """The model in a folder. Raises SaidError if there is none, or if it does not fit."""
    folder = Path(folder)
    if not (folder / RECORD).is_file():
        why = f"no {RECORD} in this folder" if folder.is_dir() else "there is no such folder"
        raise SaidError(
            f"{folder}: no model: {why}", "name the folder that said train --out has written"
        )
    raw = read_file(folder / RECORD)
    return _read(folder, raw)


@lru_cache(maxsize=8)
def _read(folder: Path, raw: bytes) -> Model:
    """The model whose `model.json` has these bytes; its weights are checked, too."""
    record, digest = _parsed(folder, raw)
    _refuse_unfit(folder, record)
    model = Model(
        folder,
        record.layer,
        record.convention,
        frozenset(record.parts),
        tuple((rule, RuleFigure(*figure)) for rule, figure in sorted(record.precision.items())),
        tuple(sorted(record.weights.items())),
        digest,
    )
    for name in record.weights:
        model.read_weights(name)
    _require_library()
    return model


def _parsed(folder: Path, raw: bytes) -> tuple[ModelRecord, str]:
    value, problem = jsontext.parse(raw)
    if problem or not isinstance(value, dict) or value.get("kind") != _KIND:
        why = f": {problem.message}" if problem else ""
        raise _broken(folder, f"{RECORD} does not describe a model{why}")
    if value.get("format") != FORMAT:
        raise SaidError(
            f"{folder}: the model has the format {value.get('format')!r:.20}, and this version "
            f"of said reads format {FORMAT}",
            "update said-corpus, or train the model again with this version: said train",
        )
    digest = value.pop("digest", None)
    if digest != _digest(value):
        raise _broken(folder, f"{RECORD} was changed")
    try:
        record = msgspec.convert(value, ModelRecord)
    except msgspec.ValidationError as error:
        raise _broken(folder, f"{RECORD}: {error}") from error
    for name in record.weights:
        if not _NAME.fullmatch(name):
            raise _broken(folder, f"{RECORD}: {name!r:.40} is not the name of a file of weights")
    return record, str(digest)


def _digest(fields: Mapping[str, Any]) -> str:
    return sha256(jsontext.canonical(fields)).hexdigest()


def _broken(folder: Path, cause: str) -> SaidError:
    return SaidError(
        f"{folder}: {cause}", "copy the whole folder again, or train the model again: said train"
    )


def _refuse_unfit(folder: Path, record: ModelRecord) -> None:
    """Raises SaidError for a model that was trained for other rules or another language."""
    if record.language != LANGUAGE:
        raise SaidError(
            f"{folder}: the model is for the language {record.language!r:.20}, and the rules are "
            f"for {LANGUAGE}",
            "name a model for English",
        )
    own = rules_digest(record.layer)
    if record.rules != own:
        raise SaidError(
            f"{folder}: the model was trained beside other rules (said {record.software}, rules "
            f"{record.rules[:12]}) than those of this version (said {software_version()}, rules "
            f"{own[:12]})",
            f"train it again on the same data: said train {record.layer} DATA --out MODEL; or "
            f"install said-corpus {record.software}",
        )


def _require_library() -> None:
    """Raises SaidError if the library that reads the weights is missing."""
    try:
        import pycrfsuite  # noqa: F401
    except ImportError as error:
        raise SaidError(f"{_LIBRARY} is not installed, and models need it", INSTALL) from error


def library_version() -> str:
    """The name and version of the library that makes the weights. Raises SaidError if it is
    missing."""
    from importlib.metadata import version

    _require_library()
    return f"{_LIBRARY} {version(_LIBRARY)}"


def software_version() -> str:
    """The version of this package."""
    from importlib.metadata import version

    return version("said-corpus")


@cache
def rules_digest(layer: ModelLayer) -> str:
    """The digest of the source files on which a model of a layer depends: a model goes with exactly
    the rules and features that it was trained beside."""
    files = sorted(
        file
        for name in _RULES[layer]
        for file in (PACKAGE / name).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and file.name[0] != "."
    )
    told = sha256()
    for file in files:
        told.update(f"{file.relative_to(PACKAGE).as_posix()}\n".encode())
        told.update(sha256(file.read_bytes()).digest())
    return told.hexdigest()


# ---- writing


def refuse_out(out: Path) -> None:
    """Raises SaidError unless a model can be written to a folder: one that is not there, is empty,
    or has a model."""
    refuse_link(out)
    kind = kind_of(out)
    if kind == "folder" and (_is_model(out) or not any(out.iterdir())):
        return
    if kind is not None:
        what = (
            "this folder holds something other than a model"
            if kind == "folder"
            else (f"this is a {kind}, not a folder")
        )
        raise SaidError(f"{out}: {what}; nothing was written", "name another folder with --out")


def _is_model(folder: Path) -> bool:
    file = folder / RECORD
    if kind_of(file) != "file":
        return False
    value, _ = jsontext.parse(read_file(file))
    return isinstance(value, dict) and value.get("kind") == _KIND


def write_model(out: Path, record: ModelRecord, weights: Mapping[str, bytes], card: str) -> None:
    """Writes a model; `record.weights` are filled in. An older model in the folder is replaced; any
    other file in it stays. Raises SaidError as `refuse_out` does."""
    refuse_out(out)
    record.weights = {name: sha256(raw).hexdigest() for name, raw in sorted(weights.items())}
    # As they are read again: 1.0 is 1 there.
    fields, _ = jsontext.parse(jsontext.compact(msgspec.to_builtins(record)))
    told = jsontext.indented({**fields, "digest": _digest(fields)})
    files = {_file_name(name, record.weights[name]): raw for name, raw in weights.items()}
    files |= {CARD: card.encode(), RECORD: told}
    if kind_of(out) == "folder" and _is_model(out):
        old = _weights_in(out)
        _write_files(out, files)
        for name in old - files.keys():
            (out / name).unlink(missing_ok=True)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    new = new_folder(out.parent)
    try:
        _write_files(new, files)
        new.replace(out)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, raw in files.items():
        replace_file(folder / name, raw)


def _weights_in(folder: Path) -> set[str]:
    """The files of weights that the model in a folder names."""
    value, _ = jsontext.parse(read_file(folder / RECORD))
    named = value.get("weights") if isinstance(value, dict) else None
    if not isinstance(named, dict):
        return set()
    files = {_file_name(str(name), str(digest)) for name, digest in named.items()}
    return {name for name in files if Path(name).name == name}


def read_models(folders: Sequence[str | Path | Model]) -> tuple[Model, ...]:
    """The models in some folders. Raises SaidError for one that does not fit, and for two of one
    layer."""
    found: dict[str, Model] = {}
    for folder in folders:
        model = folder if isinstance(folder, Model) else read_model(folder)
        other = found.setdefault(model.layer, model)
        if other is not model:
            raise SaidError(
                f"{other.folder} and {model.folder} are both models for {model.layer}",
                "name one model for each layer",
            )
    return tuple(found.values())
