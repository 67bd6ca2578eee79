"""Reads the sets of annotations to compare, beside the texts they annotate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from said.check import check_level, check_registries, shape
from said.check.lines import Lines
from said.findings.catalogue import Finding, refuse_errors
from said.schema.records import Annotation
from said.seeds import documents
from said.seeds.accepted import soften_findings
from said.seeds.documents import JsonFile, Registries, Seed
from said.seeds.topics import VERSION_1, named_topics
from said.system.errors import SaidError
from said.system.places import Checkout

GOLD = "gold"


class Compared(NamedTuple):
    """A document with its annotations in the first and in the second set; `topics` are those that
    it names."""

    doc_id: str
    language: str
    text: str
    first: list[Annotation]
    second: list[Annotation]
    topics: tuple[str, ...] | None = (VERSION_1,)


class BadSet(SaidError):
    """A set holds mistakes; `findings` are all of them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        count = "1 mistake" if len(findings) == 1 else f"{len(findings)} mistakes"
        super().__init__(f"{count} in the sets to compare", "correct them and run it again")
        self.findings = sorted(findings)


def of_checkout(
    checkout: Checkout, first: str, second: str, doc_ids: Iterable[str] | None = None
) -> tuple[list[Compared], list[str], Registries]:
    """The documents that both sets annotate, the ids of those that only one does, the registries.

    A set is `gold` (the `annotations.jsonl` of adjudicated documents), the name of a pass, or the
    path of a folder with `<doc_id>.jsonl`. `doc_ids` are the documents to look at, by default all.
    Raises BadSet, and SaidError if there is nothing to compare.
    """
    registries, findings = _registries(checkout)
    doc_ids = documents.document_ids(checkout)[0] if doc_ids is None else list(doc_ids)
    both: list[Compared] = []
    lonely: list[str] = []
    files: dict[str, str] = {}
    for doc_id in doc_ids:
        seed, problems = documents.read_document(checkout, doc_id)
        files |= seed.files
        sources = [_source(seed, name, findings) for name in (first, second)]
        if any(sources) or _has_pass(seed, first) or _has_pass(seed, second):
            findings += problems
        one, other = sources
        if one is None or other is None:
            lonely += [doc_id] if one or other else []
            continue
        metadata = _metadata(seed, findings)
        if seed.text is not None and metadata is not None:
            findings += _problems(one, seed, registries) + _problems(other, seed, registries)
            language, topics = metadata["language"], named_topics(metadata)
            both.append(Compared(doc_id, language, seed.text, one.values, other.values, topics))
    refuse_errors(soften_findings(findings, files, registries.closed), BadSet)
    if not both:
        names = ", ".join(sorted(set(_names(checkout, doc_ids)))) or "none"
        raise SaidError(
            f"no document is annotated in both {first} and {second}",
            f"name {GOLD}, a pass ({names}) or a folder with <doc_id>.jsonl",
        )
    return both, lonely, registries


def _registries(checkout: Checkout) -> tuple[Registries, list[Finding]]:
    registries, findings = documents.read_registries(checkout)
    return registries, findings + check_registries(registries)


def _has_pass(seed: Seed, name: str) -> bool:
    """Whether a document has a file for a pass, be it readable or not."""
    return f"{seed.name}/passes/{name}.jsonl" in seed.files


def _metadata(seed: Seed, findings: list[Finding]) -> dict[str, Any] | None:
    """The sound metadata of a document; what is wrong with it is added to the findings."""
    if seed.metadata is None:
        return None
    misshapen = shape.check_shape(seed.metadata, "metadata")
    findings += misshapen
    return None if misshapen else dict(seed.metadata.values[0])


def own_set(checkout: Checkout, name: str) -> list[tuple[Seed, JsonFile]] | None:
    """The documents of a checkout that the set `gold` or a pass annotates; None for other names.

    Raises BadSet.
    """
    doc_ids = documents.document_ids(checkout)[0]
    if name != GOLD and name not in _names(checkout, doc_ids):
        return None
    registries, findings = _registries(checkout)
    found = []
    files: dict[str, str] = {}
    for doc_id in doc_ids:
        seed, problems = documents.read_document(checkout, doc_id)
        files |= seed.files
        source = _source(seed, name, findings)
        if source is not None:
            findings += problems
            if seed.text is not None:
                findings += _problems(source, seed, registries)
                found.append((seed, source))
    refuse_errors(soften_findings(findings, files, registries.closed), BadSet)
    return found


def common_text(doc_id: str, names: Sequence[str], texts: Sequence[str | None]) -> str | None:
    """The text of a document in all sets that have it; None if none has.

    Raises SaidError where it differs.
    """
    known = [(name, text) for name, text in zip(names, texts, strict=True) if text is not None]
    for name, other in known[1:]:
        if other != known[0][1]:
            raise SaidError(
                f"{doc_id}: {known[0][0]} and {name} have different texts",
                "compare sets of the same texts, to the character",
            )
    return known[0][1] if known else None


def _source(seed: Seed, name: str, findings: list[Finding]) -> JsonFile | None:
    """The annotations of a document in a set; None if the set has none of it."""
    if name == GOLD:
        return seed.annotations if seed.released else None
    for source in seed.passes:
        if Path(source.name).stem == name:
            return source
    file = Path(name) / f"{seed.doc_id}.jsonl"
    if not file.is_file():
        return None
    found, problems = documents.read_lines_file(file, str(file))
    findings += problems
    for value in found.values if found else ():
        # What a program annotated may tell whose annotation it is.
        if isinstance(value, dict) and value.get("doc_id") == seed.doc_id:
            del value["doc_id"]
    return found


def _problems(source: JsonFile, seed: Seed, registries: Registries) -> list[Finding]:
    """What is wrong with a set, which may have names of its own for voices and utterances; one from
    elsewhere than the seeds also for those whom no registry knows."""
    misshapen, sound = shape.sound_lines(source, "annotation")
    found = check_level(3, Lines(source, sound, seed, registries))
    linked = list(check_level(4, Lines(source, sound, seed, registries, is_pass=True)))
    if source is not seed.annotations and source not in seed.passes:
        linked = [one for one in linked if one.kind != "unknown-entity"]
    return [*misshapen, *found, *linked]


def _names(checkout: Checkout, doc_ids: Sequence[str]) -> Iterator[str]:
    for doc_id in doc_ids:
        for file in (checkout.seeds / doc_id / "passes").glob("*.jsonl"):
            yield file.stem
