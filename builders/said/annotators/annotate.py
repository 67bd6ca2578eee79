"""`said.annotate(text, dct="2024-05-15")`: the annotations of a text, layer by layer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from said.annotators.protocol import Annotator, Context, Convention
from said.annotators.registry import NOTHING, Registry, wrong_argument
from said.schema.canonical import place
from said.system.errors import SaidError, SoftwareError, faults_as_errors

if TYPE_CHECKING:
    from said.annotators.learned.folder import Model
    from said.schema.records import Annotation, AnyAnnotation, Entity
    from said.text.reading import Reading

    AnyModels = str | Path | Model | Sequence[str | Path | Model]

__all__ = ["CONVENTIONS", "LAYERS", "NOTHING", "Convention", "Draft", "Registry", "annotate",
           "check_options", "draft", "is_time", "named_layers"]  # fmt: skip

CONVENTIONS = ("said", "timeml", "polnear")
RECORDS = {
    "dates": ("date",),
    "quotes": ("quote", "mark"),
    "speakers": ("speaker",),
    "stances": ("stance",),
}
"""The layers of the records that annotating one of `LAYERS` gives."""

TABLES = {record: layer for layer, records in RECORDS.items() for record in records}
"""The one of `LAYERS` that gives a layer of the records."""

LAYERS = tuple(RECORDS)
"""What can be annotated, by the names of the tables."""

_DCT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.+)?")


class Draft(NamedTuple):
    """The annotations of a text, by place, and the entities in them that the registry has not.

    `layers` are those that were annotated, `problems` the errors of those on which the software
    failed.
    """

    annotations: list[Annotation]
    entities: list[Entity]
    layers: tuple[str, ...]
    problems: list[SoftwareError]


def annotate(
    text: str,
    dct: str | None = None,
    layers: Sequence[str] = ("dates",),
    convention: Convention | None = None,
    registry: Registry = NOTHING,
    *,
    narrative: bool = False,
    min_precision: float = 0,
    model: AnyModels = (),
) -> list[Annotation]:
    """The annotations of a text, by place: what a line of `annotations.jsonl` holds.

    `dct` is the document's time, an ISO 8601 date or date and time; without it relative values stay
    unresolved. `layers` are names of `LAYERS`, also with commas in one string; the layers that
    their annotations point to come with them: with quotes the speakers, with stances both.
    In a `narrative` (history, biography, fiction), dates follow the time of the story: "In June"
    after "1943" is June 1943, whatever `dct` is. Annotations whose rule was right less often than
    `min_precision` (0 to 1) are left out, and so are dates that are counted from one of them; those
    of rules that were not measured stay. Offsets are code points, half open.

    `model` is a folder that `said train` has written, or a list of such folders, one for a layer:
    the parts that a model does better than the rules are its own. By default `convention` is that
    of the model for quotes, or else `said`.

    Raises SaidError for arguments of the wrong kind, a `dct` that is not a date, an unknown layer
    or convention, a model that does not fit, and stances without targets, and where the software
    fails on a layer: `draft` then gives the other layers.
    """
    made = draft(
        text,
        dct,
        layers,
        convention,
        registry,
        narrative=narrative,
        min_precision=min_precision,
        model=model,
    )
    if made.problems:
        raise made.problems[0]
    return made.annotations


def draft(
    text: str,
    dct: str | None = None,
    layers: Sequence[str] = ("dates",),
    convention: Convention | None = None,
    registry: Registry = NOTHING,
    doc_id: str = "",
    *,
    narrative: bool = False,
    min_precision: float = 0,
    model: AnyModels = (),
) -> Draft:
    """As `annotate`, with the entities too; `doc_id` leads the ids of voices without a name.

    A layer on which the software fails costs no other one, except those that need it.
    """
    from said.annotators.composed import carried_back, composed

    for name, value in (("text", text), ("doc_id", doc_id)):
        if not isinstance(value, str):
            raise wrong_argument(name, value, "a string")
    wanted = check_options(dct, layers, convention, registry, narrative, min_precision, model)
    models = load_models(model)
    used = used_convention(convention, models)
    context = Context(dct, used, registry, doc_id, narrative, min_precision, models)
    read = composed(text)
    if read is None:
        return _drafted(text, wanted, context)
    made = _drafted(read.text, wanted, context)
    return made._replace(annotations=[carried_back(one, read, text) for one in made.annotations])


def _quotes(reading: Reading, context: Context) -> list[AnyAnnotation]:
    from said.annotators.voices import annotate_quotes

    return annotate_quotes(reading, context)


def _speakers(reading: Reading, context: Context) -> list[AnyAnnotation]:
    from said.annotators.voices import annotate_speakers

    return annotate_speakers(reading, context)


def _dates(reading: Reading, context: Context) -> list[AnyAnnotation]:
    from said.annotators.dates import annotate_dates

    return annotate_dates(reading, context)


def _stances(reading: Reading, context: Context) -> list[AnyAnnotation]:
    from said.annotators.stance import find_stances

    targets = context.registry.known_targets
    return find_stances(reading, context.quotes, context.mentions, targets)


class _Layer(NamedTuple):
    annotate: Annotator
    reads: tuple[str, ...] = ()
    """The layers that the annotator reads, which are made before."""
    points_to: tuple[str, ...] = ()
    """The layers that the annotations point to, which are given with them."""

    def needs(self, layer: str) -> bool:
        """Whether this layer is lost with another one."""
        return layer in self.reads or layer in self.points_to


_LAYERS = {
    "quotes": _Layer(_quotes, points_to=("speakers",)),
    "speakers": _Layer(_speakers, reads=("quotes",)),
    "dates": _Layer(_dates),
    "stances": _Layer(_stances, ("quotes", "speakers"), ("quotes", "speakers")),
}
"""The layers in the order in which they are made. Dates read quotes, too, if there are any."""


def _drafted(text: str, wanted: Sequence[str], context: Context) -> Draft:
    """The draft of a text whose letters are composed, from one reading of it."""
    from said.annotators.checked import without_doubtful, without_errors
    from said.text.reading import read_text

    reading = read_text(text)
    made: dict[str, list[AnyAnnotation]] = {}
    problems: list[SoftwareError] = []
    run = {*wanted, *(other for layer in wanted for other in _LAYERS[layer].reads)}
    for name, layer in _LAYERS.items():
        if name not in run or not made.keys() >= set(layer.reads):
            continue
        lost = [other for other in LAYERS if other == name or _LAYERS[other].needs(name)]
        told = [other for other in lost if other in wanted]
        layer_annotations = _attempt(told, partial(layer.annotate, reading, context), problems)
        if layer_annotations is not None:
            made[name] = layer_annotations
            continue
        for other in lost:
            made.pop(other, None)
        if "quotes" not in made:
            context.quotes = []
    annotations = sorted((one for layer in wanted for one in made.get(layer, ())), key=place)
    _add_precision(annotations, context)
    annotations = without_doubtful(annotations, context.min_precision)
    check = partial(without_errors, text, annotations, context.entities, context.registry)
    valid = _attempt(wanted, check, problems)
    if valid is None:
        return Draft([], [], (), problems)
    # `without_errors` has checked them against the schema.
    checked, entities = cast("list[Annotation]", valid), cast("list[Entity]", context.entities)
    return Draft(checked, entities, tuple(layer for layer in wanted if layer in made), problems)


def _add_precision(annotations: Iterable[AnyAnnotation], context: Context) -> None:
    """Says of each annotation how often its rule was right, where that is known."""
    from said.annotators.precision import rule_precision

    models: dict[str, Model] = {model.layer: model for model in context.models}
    for one in annotations:
        model = models.get(TABLES[one["layer"]])
        precision = model.rule_precision(one["rule"]) if model else None
        if precision is None:
            precision = rule_precision(one["layer"], one["rule"], context.convention)
        if precision is not None:
            one["precision"] = precision


T = TypeVar("T")


def _attempt(
    layers: Sequence[str], work: Callable[[], T], problems: list[SoftwareError]
) -> T | None:
    """What some work for layers gives; None if the software fails at it, which is a problem."""
    try:
        with faults_as_errors(f"the text could not be annotated for {', '.join(layers)}"):
            return work()
    except SoftwareError as error:
        problems.append(error)
        return None


def named_layers(layers: str | Sequence[str] | Set[str]) -> list[str]:
    """The layers named in a list, or in one string with commas, as in `LAYERS`. A layer may be
    named as the table (`quotes`) or as in a record (`quote`). Raises SaidError for other names."""
    named = layers.split(",") if isinstance(layers, str) else list(layers)
    canonical = {form: layer for layer in LAYERS for form in (layer, layer.removesuffix("s"))}
    _refuse_unknown("layer", named, list(canonical), LAYERS)
    return [canonical[name] for name in named]


def _refuse_unknown(
    what: str, names: Iterable[str], known: Sequence[str], shown: Sequence[str]
) -> None:
    if unknown := [name for name in names if name not in known]:
        raise SaidError(f"no {what} {unknown[0]!r}", f"take {' or '.join(shown)}")


def check_options(
    dct: str | None,
    layers: Sequence[str],
    convention: str | None,
    registry: Registry = NOTHING,
    narrative: bool = False,
    min_precision: float = 0,
    model: AnyModels = (),
) -> list[str]:
    """The names of the layers with those they need, in the order of `LAYERS`.

    Raises SaidError for what `annotate` does not take.
    """
    if dct is not None and not isinstance(dct, str):
        raise wrong_argument("dct", dct, "a string like 2024-05-15")
    if not isinstance(layers, str | Sequence | Set) or isinstance(layers, bytes | bytearray):
        raise wrong_argument("layers", layers, "a list of names of layers")
    if not isinstance(registry, Registry):
        raise wrong_argument("registry", registry, "a said.Registry")
    registry.check_rows()
    if not isinstance(narrative, bool):
        raise wrong_argument("narrative", narrative, "True or False")
    if not isinstance(min_precision, int | float) or not 0 <= min_precision <= 1:
        raise wrong_argument("min_precision", min_precision, "a number from 0 to 1")
    if dct is not None and not is_time(dct):
        raise SaidError(
            f"{dct!r} is no date", "give the document's time like 2024-05-15 or 2024-05-15T10:00"
        )
    named = named_layers(layers)
    if convention is not None:
        _refuse_unknown("convention", [convention], CONVENTIONS, CONVENTIONS)
    if "stances" in named and not registry.has_targets:
        raise SaidError(
            "there are no targets to take a stance on",
            "run it in a checkout with topics, or name a folder with targets.jsonl: "
            "--registry FOLDER",
        )
    needed = {*named, *(other for layer in named for other in _LAYERS[layer].points_to)}
    made = {*needed, *(other for layer in needed for other in _LAYERS[layer].reads)}
    for one in load_models(model):
        _refuse_model(one, made, convention)
    return [layer for layer in LAYERS if layer in needed]


def _refuse_model(model: Model, layers: Set[str], convention: str | None) -> None:
    """Raises SaidError for a model of a layer that is not made, or of quotes by another convention
    than the one that is asked for."""
    if model.layer not in layers:
        raise SaidError(
            f"{model.folder}: this is a model for {model.layer}, and only "
            f"{', '.join(layer for layer in LAYERS if layer in layers)} are wanted",
            f"name {model.layer} among the layers, or leave the model out",
        )
    # TimeML's convention is for dates: quotes follow ours.
    wanted = "said" if convention == "timeml" else convention
    if model.layer == "quotes" and wanted not in (None, model.convention):
        raise SaidError(
            f"{model.folder}: the model was trained by the convention {model.convention}, and "
            f"{convention} is wanted",
            "leave the convention out, or name a model of that convention",
        )


def load_models(model: object) -> tuple[Model, ...]:
    """The models in a folder or in several. Raises SaidError for one that does not fit."""
    if isinstance(model, tuple | list) and not model:
        return ()
    from said.annotators.learned.folder import Model, read_models

    named = [model] if isinstance(model, str | Path | Model) else model
    if not isinstance(named, tuple | list) or not all(
        isinstance(one, str | Path | Model) for one in named
    ):
        raise wrong_argument("model", model, "the folder of a model, or a list of folders")
    return read_models(named)


def used_convention(convention: Convention | None, models: Sequence[Model]) -> Convention:
    """The convention that is given, or else that of the model for quotes; where the rules do not
    know it, ours."""
    named = next((one.convention for one in models if one.layer == "quotes"), "said")
    return convention or cast("Convention", named if named in CONVENTIONS else "said")


def is_time(dct: str) -> bool:
    """Whether a document's time is one from which a day can be counted."""
    try:
        datetime.fromisoformat(dct)
    except ValueError:
        return False
    return _DCT.fullmatch(dct) is not None
