"""Puts the articles' text back into a release that was written without it.

The rows of `documents` are the document records: with the text, and with the string of every span
cut out of it anew, all other tables are made of them as in a build. What a build takes from the
registries stands in the rows: the pairs of `stances`, the speakers of `utterances`. The digest of
the result tells whether it is the release that was built.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import merge
from importlib.metadata import version as installed_version
from itertools import groupby, product
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from said.release import card, folder, manifest, swap
from said.release.crossing import FULL
from said.release.life import BuildResult
from said.release.stage import UNIT, StagedDocument, write_parts
from said.release.without_text import SUFFIX, refuse_to_replace
from said.schema import labels, load_schemas
from said.schema.records import AnyRecord, Utterance
from said.schema.rows import Manifest, StanceRow
from said.system import workers
from said.system.errors import SaidError
from said.system.files import read_file, refuse_link
from said.system.workers import Progress, item_batches
from said.tables import stances
from said.tables.view import View


def default_out(release: Path) -> Path:
    """Where a release without text is restored to if nobody says where: beside it."""
    name = release.name.removesuffix(SUFFIX)
    return release.with_name(name if name not in ("", release.name) else f"{release.name}-restored")


def restore_release(
    release: Path,
    raw_texts: Path,
    out: Path | None = None,
    progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
) -> BuildResult:
    """Writes the full release to `out`, given the folder of one without text and that of the texts.

    `changed` is False if it is there already. Raises BadTexts with all texts that are missing or
    differ, and SaidError if the release is damaged, if something else is at `out`, or if the result
    is not what was built; then nothing is written.
    """
    release = release.resolve()
    told = _manifest(release)
    wanted = told["without_text"]["restores_to"]
    out = out or default_out(release)
    refuse_link(out)
    out = out.resolve()
    if out.is_relative_to(release):
        raise SaidError(f"{out}: in the release that is read", "name another folder with --out")
    refuse_to_replace(out, wanted)
    if not raw_texts.is_dir():
        raise SaidError(f"{raw_texts}: no folder", "name the folder of the texts with --texts")
    with _readable(release):
        _check_texts(release, told, raw_texts)
    with swap.placing_release(out, waiting) as stage:
        outcome = BuildResult(told["version"], wanted, out, told["documents"], changed=True)
        if _stands(out, wanted):
            return outcome._replace(changed=False)
        refuse_to_replace(out, wanted)
        target = swap.release_in(stage, out.name)
        target.mkdir(parents=True)
        with _readable(release):
            tables = _tables(release, told, raw_texts, stage, target, progress)
            content, files = tables.finish(told["version"])
        if content.digest != wanted:
            raise _other_rows(release, told, content.digest)
        name = str(release / folder.README)
        template = card.template_of(card.read_template(release / folder.README, name))
        described = {**told, "cut_tokens": tables.cut_tokens}
        folder.describe_release(target, template, content, files, described)
        return outcome


def _manifest(release: Path) -> Manifest:
    """The manifest of an undamaged release without text that this software can restore."""
    told = manifest.sound_manifest(release)
    if "without_text" not in told:
        raise SaidError(f"{release}: this release has its text", "there is nothing to restore")
    if told["schema"] != load_schemas().version:
        raise SaidError(
            f"{release}: schema {told['schema']}, and this software has {load_schemas().version}",
            _use_writer(told),
        )
    return told


def _use_writer(told: Manifest) -> str:
    """The remedy where a release needs the software that wrote it."""
    return f"install said-corpus {told['software']}, which wrote it, and restore it again"


def _stands(out: Path, digest: str) -> bool:
    standing = manifest.read_manifest(out)
    return (
        standing is not None
        and standing["digest"] == digest
        and not manifest.damaged_files(out, standing)
    )


def _other_rows(release: Path, told: Manifest, digest: str) -> SaidError:
    other = told["software"] != installed_version("said-corpus")
    wanted = told["without_text"]["restores_to"]
    return SaidError(
        f"{release}: the restored rows have the digest {digest}, not {wanted}; nothing was written",
        _use_writer(told) if other else "get the release again; if that does not help, report it",
    )


@contextmanager
def _readable(release: Path) -> Iterator[None]:
    """Turns what goes wrong with rows that do not fit together into an error for people."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, msgspec.MsgspecError) as error:
        raise SaidError(
            f"{release}: its rows do not fit together: {error!r}", "get the release again"
        ) from error


def _check_texts(release: Path, told: Manifest, raw_texts: Path) -> None:
    """Raises BadTexts with all texts that are missing or differ."""
    sound = re.compile(load_schemas().named("common")["$defs"]["doc_id"]["pattern"])
    problems = []
    for split in labels(load_schemas(), "split"):
        for record in manifest.split_rows(release, told, "documents", split):
            # An id is part of a path.
            if not sound.fullmatch(record["doc_id"]):
                raise ValueError(record["doc_id"])
            found = _find_text(record, raw_texts)
            if isinstance(found, TextProblem):
                problems.append(found)
    if problems:
        raise BadTexts(problems)


def _find_text(record: Any, raw_texts: Path) -> bytes | TextProblem:
    """The text of a document: that of its record, if the release has it, or its file."""
    if record["text"] is not None:
        return str(record["text"]).encode()
    return find_text(raw_texts, record["doc_id"], record["sha256"])


def _tables(
    release: Path,
    told: Manifest,
    raw_texts: Path,
    stage: Path,
    target: Path,
    progress: Progress | None,
) -> folder.Tables:
    """The tables of the full release, all but closed."""
    # A release does not hold the descriptions, and its tables do not need them.
    registry: dict[str, Utterance] = {
        row["id"]: {"id": row["id"], "speakers": row["speakers"], "description": ""}
        for split in (*labels(load_schemas(), "split"), FULL)
        for row in manifest.split_rows(release, told, "utterances", split)
    }
    tables = folder.Tables(target, stage / "parts", registry)
    documents = _documents(release, told, raw_texts)
    for number, batch in enumerate(item_batches(documents, UNIT)):
        with workers.without_collector():
            tables.add(write_parts(stage / "parts" / f"{number:09d}", batch))
        if progress:
            progress(tables.documents.total(), told["documents"])
    return tables


def _documents(release: Path, told: Manifest, raw_texts: Path) -> Iterator[StagedDocument]:
    """The documents of all splits in the order of their ids, as a build has them."""
    splits = labels(load_schemas(), "split")
    by_split = (_split_documents(release, told, raw_texts, split) for split in splits)
    return merge(*by_split, key=lambda one: one.view.record["doc_id"])


def _split_documents(
    release: Path, told: Manifest, raw_texts: Path, split: str
) -> Iterator[StagedDocument]:
    groups = groupby(manifest.split_rows(release, told, "stances", split), itemgetter("doc_id"))
    owner, pairs = next(groups, (None, iter(())))
    for record in manifest.split_rows(release, told, "documents", split):
        doc_id = record["doc_id"]
        own: list[AnyRecord] = []
        if owner == doc_id:
            own = list(pairs)
            owner, pairs = next(groups, (None, iter(())))
        raw = _find_text(record, raw_texts)
        if isinstance(raw, TextProblem):
            raise BadTexts([raw])
        text = raw.decode()
        view = View.of(put_back({**record, "text": text}, text))
        yield StagedDocument(split, view, _restored_pairs(view, own))


def _restored_pairs(view: View, pairs: Iterable[AnyRecord]) -> Iterator[StanceRow]:
    """The pairs of a document with their text, one by one: there are many of them."""
    text = view.record["text"]
    return stances.with_units(view, (put_back({**pair}, text) for pair in pairs))


def put_back(value: Any, text: str) -> Any:
    """A value with the string of every span in it cut out of the text by its offsets (X2)."""
    if isinstance(value, list):
        return [put_back(one, text) for one in value]
    if not isinstance(value, dict):
        return value
    filled = {name: put_back(one, text) for name, one in value.items()}
    if "exact" in value:
        filled["exact"] = text[value["start"] : value["end"]]
    return filled


# ---- the raw texts: a text is the one that was annotated if its bytes have the recorded SHA-256

_BOM = b"\xef\xbb\xbf"

Change = tuple[str | None, Callable[[bytes], bytes]]
"""How a text may have been changed, and what undoes it."""

_AS_IT_IS: Change = (None, lambda raw: raw)
_AT_THE_START: tuple[Change, ...] = (
    _AS_IT_IS,
    ("it begins with a byte order mark (BOM)", lambda raw: raw.removeprefix(_BOM)),
)
_AT_LINE_ENDS: tuple[Change, ...] = (
    _AS_IT_IS,
    ("its lines end in CR LF instead of LF", lambda raw: raw.replace(b"\r\n", b"\n")),
    ("its lines end in LF instead of CR LF", lambda raw: raw.replace(b"\n", b"\r\n")),
)
_AT_THE_END: tuple[Change, ...] = (
    _AS_IT_IS,
    ("a line end was added", lambda raw: raw.removesuffix(b"\n").removesuffix(b"\r")),
    ("the line end at its end is missing", lambda raw: raw + b"\n"),
)


class TextProblem(NamedTuple):
    """A text that is missing (`actual` is None) or differs."""

    file: str
    expected: str
    actual: str | None
    cause: str

    def __str__(self) -> str:
        """The problem in a line for a person."""
        if self.actual is None:
            return f"{self.file}: {self.cause}; needed is the text with SHA-256 {self.expected}"
        return f"{self.file}: {self.cause}; SHA-256 is {self.actual}, not {self.expected}"


class BadTexts(SaidError):
    """Texts are missing or differ; `findings` are all of them, sorted by file."""

    def __init__(self, findings: Sequence[TextProblem]) -> None:
        count = len(findings)
        what = "1 text is" if count == 1 else f"{count} texts are"
        super().__init__(
            f"{what} missing or not the annotated one; nothing was written",
            "put the texts there byte for byte as they were and run it again",
        )
        self.findings = sorted(findings)


def find_text(texts: Path, doc_id: str, sha256: str) -> bytes | TextProblem:
    """The raw text of a document: `<doc_id>/raw.txt` or `<doc_id>.txt` in `texts`, whichever has
    the SHA-256; otherwise the problem with it."""
    files = texts / doc_id / "raw.txt", texts / f"{doc_id}.txt"
    problem = None
    for file in files:
        try:
            raw = read_file(file)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            problem = problem or TextProblem(str(file), sha256, None, error.strerror or str(error))
            continue
        actual = hashlib.sha256(raw).hexdigest()
        if actual == sha256:
            return raw
        problem = problem or TextProblem(str(file), sha256, actual, likely_cause(raw, sha256))
    return problem or TextProblem(str(files[0]), sha256, None, f"missing, and so is {files[1]}")


def likely_cause(raw: bytes, sha256: str) -> str:
    """How a text that has not the SHA-256 came to differ, as far as undoing a change tells."""
    for changes in product(_AT_THE_START, _AT_THE_END, _AT_LINE_ENDS):
        undone = raw
        for _, undo in changes:
            undone = undo(undone)
        if hashlib.sha256(undone).hexdigest() == sha256:
            return " and ".join(change for change, _ in changes if change)
    if raw.startswith(_BOM):
        return "another text, with a byte order mark (BOM)"
    return "another text"
