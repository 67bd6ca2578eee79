"""The life of a release: built, checked against its seeds, closed.

A version listed in `seeds/corpus.json` is closed. Its release is held against its own manifest and
is never written again, whatever the seeds, the card's template or the software have become since.
A version that is not listed may be rebuilt at will.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from said.check import BadSeeds, check_corpus_file, check_registries
from said.findings.catalogue import errors
from said.release import card, card_slots, folder, manifest, swap, without_text
from said.release.folder import Tables
from said.release.folds import find_folds
from said.release.stage import UNIT, StageUnit, stage_unit
from said.schema.rows import Manifest
from said.seeds import changes
from said.seeds.registries import document_ids, read_corpus_file, read_registries
from said.system.errors import SaidError
from said.system.files import refuse_link, replace_file
from said.system.places import Checkout
from said.system.workers import Progress, core_count, in_order, item_batches


class BuildResult(NamedTuple):
    """What a build came to; `changed` is False if the release was up to date, `drafts` is the
    number of documents that were left out because they are not finished."""

    version: str
    digest: str
    folder: Path
    documents: int
    changed: bool
    drafts: int = 0


class _Built(NamedTuple):
    """What the seeds give: the content of `corpus.json`, the manifest of the release, the content
    of its card and the template that it fills, and the number of drafts left out."""

    corpus: Mapping[str, Any]
    manifest: Manifest
    content: card.Content
    template: card.Template
    drafts: int


class WithoutText(NamedTuple):
    """What a release without text came to: the digest of its rows and that of the full ones."""

    version: str
    digest: str
    restores_to: str
    folder: Path
    documents: int


def build_release(
    checkout: Checkout,
    jobs: int | None = None,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
) -> BuildResult:
    """Builds the current version into `corpus/<version>` and the root's `.huggingface.yaml`.

    `jobs` is the number of worker processes, by default the number of cores. Raises BadSeeds, and
    SaidError if the version is closed and the seeds give other content; then nothing has changed.
    """
    with swap.locked_corpus(checkout, waiting), swap.staging_folder(checkout.corpus) as stage:
        built = _write(checkout, stage, jobs, progress)
        told, version = built.manifest, built.manifest["version"]
        _refuse_if_closed(built)
        is_changed = bool(_release_differences(checkout, built))
        if is_changed:
            swap.commit_release(checkout, stage)
        elif _hub_file_differs(checkout, stage):
            replace_file(checkout.hub_file, swap.hub_file_in(stage).read_bytes())
            is_changed = True
        place = checkout.corpus / version
        return BuildResult(
            version, told["digest"], place, told["documents"], is_changed, built.drafts
        )


def build_without_text(
    checkout: Checkout,
    out: Path | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
) -> WithoutText:
    """Writes the current version, as the seeds give it, without the articles' text to `out`, by
    default a folder in `dist/`; one that was written there before is replaced.

    Raises what `build_release` raises, and SaidError if something else stands at `out`.
    """
    with swap.locked_corpus(checkout, waiting), swap.staging_folder(checkout.corpus) as stage:
        if out is not None:
            refuse_link(out)
            without_text.refuse_to_replace(out)
        built = _write(checkout, stage, jobs, progress)
        full, version = built.manifest, built.manifest["version"]
        _refuse_if_closed(built)
        name = f"{full['name']}-{version}{without_text.SUFFIX}"
        out = out.resolve() if out else checkout.dist / name
        with swap.placing_release(out, waiting) as beside:
            without_text.refuse_to_replace(out)
            told = without_text.write_without_text(
                swap.release_in(stage, version),
                full,
                built.content,
                built.template,
                stage / "without",
                swap.release_in(beside, out.name),
            )
        return WithoutText(version, told["digest"], full["digest"], out, told["documents"])


def check_release(
    checkout: Checkout, jobs: int | None = None, progress: Progress | None = None
) -> list[str]:
    """What the committed release differs in from what the seeds give, and what closed versions
    differ in from what they were closed with; changes nothing.

    Raises BadSeeds.
    """
    swap.repair_corpus(checkout)
    return _check(checkout, jobs, progress)[1]


def close_release(
    checkout: Checkout,
    jobs: int | None = None,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
) -> str:
    """Closes the current version: lists it with its digest in `seeds/corpus.json`.

    Gives the digest. Raises BadSeeds, and SaidError if the committed release is not what the seeds
    give.
    """
    with swap.locked_corpus(checkout, waiting), changes.locked_home(checkout.seeds, waiting):
        built, found = _check(checkout, jobs, progress)
        if found:
            raise SaidError(f"the release cannot be closed: {found[0]}", "run: said build --check")
        entry = {key: built.manifest[key] for key in ("version", "digest")}
        released = built.corpus["released"]
        if entry["version"] not in _closed(built):
            changed = {**built.corpus, "released": [*released, entry]}
            content = json.dumps(changed, ensure_ascii=False, indent=2) + "\n"
            changes.write_files(checkout.seeds, {checkout.corpus_file.name: content.encode()})
        return built.manifest["digest"]


def _check(
    checkout: Checkout, jobs: int | None, progress: Progress | None
) -> tuple[_Built, list[str]]:
    """What the seeds give, and all differences from it."""
    with tempfile.TemporaryDirectory(prefix="said-check-") as folder:
        stage = Path(folder)
        built = _write(checkout, stage, jobs, progress)
        found = _release_differences(checkout, built)
        if _hub_file_differs(checkout, stage):
            found.append(f"{checkout.hub_file.name}: not what the seeds give")
    return built, found + _closed_differences(checkout, built)


def _closed(built: _Built) -> list[str]:
    """The versions that are closed."""
    return [entry["version"] for entry in built.corpus["released"]]


def _closed_differences(checkout: Checkout, built: _Built) -> list[str]:
    """The closed versions that are not what they were closed with."""
    found = []
    name = checkout.name_of(checkout.corpus_file)
    for entry in built.corpus["released"]:
        version, digest = entry["version"], entry["digest"]
        if _closed(built).count(version) > 1:
            found.append(f"{name}: version {version} is listed twice; keep the right entry")
        if version == built.manifest["version"]:
            if digest != built.manifest["digest"]:
                found.append(f"{name}: version {version} was closed with other content; {_NEXT}")
            continue
        place = checkout.corpus / version
        told = manifest.read_manifest(place)
        if told is None or told["digest"] != digest or manifest.damaged_files(place, told):
            where = checkout.name_of(place)
            found.append(f"{where}: not what the version was closed with; restore it from history")
    return found


_NEXT = (
    "write a new version into seeds/corpus.json: the last number for corrected annotations, the "
    "middle one for new documents or optional fields, the first one for other meanings, ids, "
    "splits or texts"
)


def _refuse_if_closed(built: _Built) -> None:
    version, digest = built.manifest["version"], built.manifest["digest"]
    for entry in built.corpus["released"]:
        if entry["version"] == version and entry["digest"] != digest:
            raise SaidError(
                f"version {version} is closed and the seeds now give other content", _NEXT
            )


def _release_differences(checkout: Checkout, built: _Built) -> list[str]:
    """What the release in place differs in from what the seeds give. Of a closed version only the
    rows are compared: the files around them stay those that it was closed with."""
    wanted = built.manifest
    place = checkout.corpus / wanted["version"]
    name = checkout.name_of(place)
    committed = manifest.read_manifest(place)
    if committed is None:
        return [f"{name}/{manifest.NAME}: missing, or no manifest"]
    rows_alone = wanted["version"] in _closed(built)
    found = [f"{name}/{one}" for one in manifest.damaged_files(place, committed)]
    if not found:
        differences = manifest.manifest_differences(committed, wanted, rows_alone)
        found = [f"{name}: {one}" for one in differences]
    if not found and (rows_alone or committed["pyarrow"] != wanted["pyarrow"]):
        found = [f"{name}/{one}" for one in manifest.false_rows(place, committed)]
    return found


def _hub_file_differs(checkout: Checkout, stage: Path) -> bool:
    """Whether the root's `.huggingface.yaml` is not the one in the staging folder."""
    wanted = swap.hub_file_in(stage).read_bytes()
    return not checkout.hub_file.is_file() or checkout.hub_file.read_bytes() != wanted


def _write(checkout: Checkout, stage: Path, jobs: int | None, progress: Progress | None) -> _Built:
    """Writes the release of the current version and the hub file into a staging folder."""
    changes.repair_home(checkout.seeds)
    source, findings = read_corpus_file(checkout)
    findings = errors([*findings, *(check_corpus_file(source) if source else ())])
    corpus = source.values[0] if source and not findings else {"version": "unread"}
    doc_ids, problems = document_ids(checkout)
    findings += errors(problems)
    registries, problems = read_registries(checkout)
    findings += errors([*problems, *check_registries(registries)])
    release = swap.release_in(stage, corpus["version"])
    release.mkdir(parents=True)
    batches = list(item_batches(doc_ids, UNIT))
    processes = jobs or core_count()

    def report(done: int) -> None:
        # Every document is read twice: for the folds, and for its rows.
        if progress:
            progress(done, 2 * len(doc_ids))

    folds = {} if findings else find_folds(checkout, batches, processes, report)
    units = [
        StageUnit(
            checkout,
            ids,
            stage / "parts" / f"{number:09d}",
            check_only=bool(findings),
            folds={doc_id: folds[doc_id] for doc_id in ids if doc_id in folds},
        )
        for number, ids in enumerate(batches)
    ]
    tables = Tables(release, stage / "parts", registries.utterances)
    files = dict(registries.files)
    done, drafts = len(doc_ids), 0
    results = in_order(stage_unit, units, processes)
    for unit, staged in zip(units, results, strict=True):
        findings += staged.findings
        files |= staged.files
        if not findings:
            tables.add(staged)
        done += len(unit.doc_ids)
        drafts += staged.drafts
        report(done)
    if findings:
        raise BadSeeds(findings)
    content, entries = tables.finish(corpus["version"])
    swap.hub_file_in(stage).write_text(
        card.hub_file(content, f"{checkout.corpus.name}/{corpus['version']}"), encoding="utf-8"
    )
    told = {"name": corpus["name"], "cut_tokens": tables.cut_tokens, "seeds": files}
    template = _card_template(checkout, corpus, files)
    described = folder.describe_release(release, template, content, entries, told)
    return _Built(corpus, described, content, template, drafts)


def _card_template(
    checkout: Checkout, corpus: Mapping[str, Any], files: Iterable[str]
) -> card.Template:
    """The template of the card with what `corpus.json` and the files of the seeds, given by name,
    say besides the rows.

    Raises SaidError if it cannot be read.
    """
    template = card.read_template(checkout.card, checkout.name_of(checkout.card))
    template = card_slots.describe_corpus(template, corpus)
    if template.has("agreement"):
        template = template.telling("agreement", card_slots.agreement_of(checkout, corpus, files))
    return template
