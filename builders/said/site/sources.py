"""Reads documents to show, wherever they are: seeds, releases, tables, plain texts.

Reading is lenient, since a draft is shown so that somebody can see what is wrong with it: what has
no shape or does not fit the text is left out, and the notes of the document say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from pathlib import Path
from typing import Any, cast

from said.annotators.inputs import TABLE, Columns, Input
from said.check import shape
from said.formats.document import AnnotatedText
from said.formats.table import TableColumns, read_table
from said.release import manifest
from said.schema.canonical import place
from said.schema.records import AnyAnnotation, AnyRecord
from said.schema.scheme import LAYERS, fits_text
from said.scoring.sets import GOLD, read_set
from said.seeds.documents import Seed, read_document, read_document_folder
from said.seeds.files import decode_text
from said.seeds.json_files import JsonFile
from said.seeds.layers import read_layers
from said.seeds.registries import NO_REGISTRIES, Registries, document_ids, read_registries
from said.seeds.topics import named_topics
from said.site.shown import Decision, Known, Shown
from said.system.errors import SaidError
from said.system.files import read_file
from said.system.places import Checkout, built_releases

_FACTS = {
    **dict.fromkeys(("title", "outlet", "language", "split", "rights", "status", "origin"), str),
    **dict.fromkeys(("event", "collection", "genre", "license", "url", "published_at"), str),
    **{"authors": list, "topics": list, "wrapped": bool},
}
"""The fields of the metadata that are shown, and what each holds if it is sound."""


# Seeds.


def seed_ids(checkout: Checkout) -> list[str]:
    """The ids of the documents in the seeds of a checkout, drafts too."""
    return document_ids(checkout)[0]


def read_shown(checkout: Checkout, doc_id: str, name: str = GOLD) -> Shown:
    """A document of the seeds with its annotations in a set: `gold` stands for those of the
    document itself, whatever its status, other names are as for `said score`. Raises SaidError if
    there is no such set, or no text."""
    seed, _ = read_document(checkout, doc_id)
    return shown_seed(seed, read_registries(checkout)[0], name)


def read_shown_folder(folder: Path, name: str = GOLD) -> Shown:
    """As `read_shown`, for the folder of a document that is in no checkout."""
    seed, _ = read_document_folder(folder, str(folder))
    return shown_seed(seed, NO_REGISTRIES, name)


def shown_seed(seed: Seed, registries: Registries, name: str = GOLD) -> Shown:
    """A document as it was read from its folder, with its annotations in a set."""
    if seed.text is None:
        cause = f"{seed.name}/raw.txt: there is no text that can be read"
        raise SaidError(cause, f"see what is wrong: said validate {seed.name}")
    source = seed.annotations if name == GOLD else read_set(seed, name)[0]
    if source is None and name != GOLD:
        names = ", ".join([GOLD, *(Path(one.name).stem for one in seed.passes)])
        cause = f"{seed.doc_id} is not in a set called {name}"
        raise SaidError(cause, f"name {names}, or a folder with {seed.doc_id}.jsonl")
    annotations, left_out = _sound_annotations(source, seed.text) if source else ([], 0)
    notes = []
    if source is not None and left_out:
        lines = "1 line is" if left_out == 1 else f"{left_out} lines are"
        notes.append(f"{lines} left out, because they have mistakes: said validate {seed.name}")
    metadata = seed.metadata_fields
    return Shown(
        seed.doc_id,
        seed.text,
        annotations,
        read_layers(seed, registries).layers,
        _facts(metadata),
        _known(metadata, registries),
        any("rule" in one for one in annotations),
        source.name if source else f"{seed.name}/annotations.jsonl",
        _line_numbers(source) if source else {},
        tuple(notes),
        _decisions(seed) if name == GOLD else {},
    )


def _sound_annotations(source: JsonFile, text: str) -> tuple[list[AnyAnnotation], int]:
    """The annotations in a file that have their shape, fit the text and have an id of their own, by
    place; and how many do not."""
    _, sound = shape.sound_lines(source, "annotation")
    found: dict[str, AnyAnnotation] = {}
    for value in (source.values[index] for index in sound):
        if fits_text(value, text):
            found.setdefault(value["id"], value)
    return sorted(found.values(), key=place), len(source.values) - len(found)


def _line_numbers(source: JsonFile) -> dict[str, int]:
    return {
        value["id"]: line
        for value, line in zip(source.values, source.lines, strict=True)
        if isinstance(value, dict) and isinstance(value.get("id"), str)
    }


def _facts(metadata: Mapping[str, Any]) -> dict[str, Any]:
    facts = {name: metadata[name] for name, type_ in _FACTS.items()
             if isinstance(metadata.get(name), type_)}  # fmt: skip
    for name in ("authors", "topics"):
        facts[name] = [one for one in facts.get(name, ()) if isinstance(one, str)]
    dct = metadata.get("dct")
    if isinstance(dct, dict) and isinstance(dct.get("value"), str):
        facts["dct"] = dct["value"]
        facts["dct_status"] = dct.get("status") or metadata.get("dct_status")
    return facts


def _known(metadata: Mapping[str, Any], registries: Registries) -> Known:
    own = metadata.get("entities")
    voices = own if isinstance(own, list) else []
    entities: dict[str, AnyRecord] = dict(registries.entities)
    entities |= {one["id"]: one for one in voices if isinstance(one, dict) and "id" in one}
    targets = registries.targets_of(named_topics(dict(metadata)))
    return Known(
        entities,
        {name: one["description"] for name, one in registries.utterances.items()},
        {name: one["proposition"] for name, one in targets.items()},
    )


def _decisions(seed: Seed) -> dict[str, Decision]:
    found: dict[str, Decision] = {}
    for value in seed.adjudication.values if seed.adjudication else ():
        match value:
            case {"result": list(ids), "rule": str(rule), "decision": str(text)}:
                found |= {str(id_): Decision(rule, text) for id_ in ids}
    return found


# Releases and tables.


def release_folder(checkout: Checkout | None, name: str) -> Path | None:
    """The folder of the release with that version or at that path; None if it is no release."""
    built = built_releases(checkout) if checkout else {}
    folder = built.get(name, Path(name))
    return folder if (folder / manifest.NAME).is_file() else None


def read_released(folder: Path, only: str | None = None) -> Iterator[Shown]:
    """The documents of a release in the order of their ids, or the one with the id `only`, a few in
    memory at a time. Raises SaidError if the release has no texts."""
    found = False
    files = sorted((folder / "documents").glob(f"*{TABLE}"))
    for document in merge(
        *(_released_in(file, only) for file in files), key=lambda one: one.doc_id
    ):
        found = True
        yield document
    if not found and only is None:
        cause = f"{folder}: the release has no texts to show"
        raise SaidError(cause, "put them back with said restore")


def _released_in(file: Path, only: str | None) -> Iterator[Shown]:
    """The documents of a split."""
    split = file.name.split("-", 1)[0]
    for document in read_table(file, TableColumns(), only):
        yield _shown_row(document, {"split": split, "status": "adjudicated"})


def read_tables(files: Iterable[Path], only: str | None = None) -> Iterator[Shown]:
    """The documents in tables that `said annotate` wrote, or the one with the id `only`."""
    from said.annotators.parquet.source import open_source

    files = list(files)
    named = open_source(files, Columns()).columns
    columns = TableColumns(str(named.text), named.id, named.dct)
    for file in files:
        for document in read_table(file, columns, only):
            yield _shown_row(document, {})


def _shown_row(document: AnnotatedText, facts: Mapping[str, Any]) -> Shown:
    given = cast("list[AnyAnnotation]", document.annotations)
    found: dict[str, AnyAnnotation] = {}
    for one in given:
        if shape.fits_schema("annotation", one):
            found.setdefault(one["id"], one)
    notes = list(document.left_out)
    if lost := len(given) - len(found):
        notes.append(f"{lost} of {len(given)} annotations do not have the form of one")
    return Shown(
        document.doc_id,
        document.text,
        list(found.values()),
        document.layers or LAYERS,
        _facts({**facts, **document.facts, "dct": {"value": document.dct}}),
        Known({one["id"]: one for one in document.entities if isinstance(one.get("id"), str)}),
        document.automatic,
        notes=tuple(notes),
    )


# Plain text.


def annotate_input(given: Input, checkout: Checkout | None, dct: str | None) -> Shown:
    """A text file, or a text from standard input, with the annotations of the annotators for all
    layers; what the checkout knows is taken. Raises SaidError if it is no text."""
    from said.annotators.annotate import LAYERS as DRAFTED
    from said.annotators.annotate import NOTHING, draft
    from said.annotators.registry import read_registry

    raw = read_file(given.file) if given.raw is None else given.raw
    text, findings = decode_text(raw, str(given.file))
    if text is None:
        raise SaidError(str(findings[0]), "name a text file in UTF-8")
    registry = read_registry(checkout.root) if checkout else NOTHING
    layers = [one for one in DRAFTED if one != "stances" or registry.has_targets]
    made = draft(text, dct, layers, registry=registry, doc_id=given.doc_id)
    entities: dict[str, AnyRecord] = {**registry.entities_by_id}
    entities |= {one["id"]: one for one in made.entities}
    targets = {
        name: str(row.get("proposition", "")) for name, row in registry.targets_by_id.items()
    }
    return Shown(
        given.doc_id,
        text,
        cast("list[AnyAnnotation]", made.annotations),
        tuple(layer for layer in LAYERS if layer != "block" and f"{layer}s" in (*layers, "marks")),
        {"dct": dct} if dct else {},
        Known(entities, targets=targets),
        automatic=True,
        notes=tuple(problem.cause for problem in made.problems),
    )
