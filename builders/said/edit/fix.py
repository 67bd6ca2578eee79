"""Puts the files of a document into canonical form, and mends in them what is safe to mend.

Both are pure: from a document as it was read to the new contents of files. A file is given a new
content only if nothing in it is lost, so that one with a line that is not JSON is left alone. What
is ambiguous stays as it is, and is reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from said.check.drift import find_drift
from said.check.frozen import fits_annotations, restored_text, text_change
from said.edit import spans
from said.edit.edited import EditedFile, content_of, misfits, unplaced
from said.edit.ids import Ids
from said.edit.spans import Open, Record
from said.findings.catalogue import Finding, first_of, hides_values
from said.schema import canonical
from said.schema.scheme import AUTOMATIC, LETTERS, SPAN_LISTS
from said.seeds import changes
from said.seeds.documents import Seed
from said.seeds.json_files import JsonFile
from said.system.files import replace_file
from said.system.places import Checkout
from said.text import jsontext
from said.text.jsontext import Pointer
from said.text.segments import Range


class Fixed(NamedTuple):
    """What became of files: the new contents of those that change, by their names; what was done,
    in words and with places; and why others, or parts of them, stay as they are. `removed` are
    files whose content is now in another file."""

    files: dict[str, bytes]
    done: list[str]
    findings: list[Finding]
    removed: Sequence[str] = ()


def _decided_place(value: Record) -> tuple[int, int, str]:
    return value["span"]["start"], -value["span"]["end"], value["layer"]


Released = Callable[[], Iterable[str]]
"""Gives the ids that the annotations of a document have in releases. They are only asked for where
an annotation has none."""


def format_document(seed: Seed, findings: Iterable[Finding], released: Released = tuple) -> Fixed:
    """The files of a document in canonical form; spans without offsets get those of the one place
    at which their string can stand, annotations without an id the next one of their layer.

    `findings` are those of reading the document.
    """
    return _edited(seed, findings, (), released)


def fix_document(seed: Seed, findings: Iterable[Finding], released: Released = tuple) -> Fixed:
    """As `format_document`, and mends what has one remedy: a text that an editor changed, offsets
    that have drifted, white space at the edges of spans, and fragments that are out of order.

    Offsets are moved only in a text that is the one that was annotated, by its SHA-256.
    """
    text = restored_text(seed)
    if text is None:
        return _fixed(seed, findings, released)
    name, raw = f"{seed.name}/raw.txt", text.encode()
    files = seed.files | {name: hashlib.sha256(raw).hexdigest()}
    fixed = _fixed(seed._replace(text=text, files=files), findings, released)
    done = [f"{name}: restored to the text that was annotated", *fixed.done]
    return Fixed({name: raw, **fixed.files}, done, fixed.findings)


def _fixed(seed: Seed, findings: Iterable[Finding], released: Released) -> Fixed:
    is_loose = seed.metadata is None and not seed.files
    moves: tuple[_Repair, ...] = ()
    if _is_frozen(seed):
        moves = (_drifted, _settled)
    elif is_loose:
        moves = (_drifted,)
    return _edited(seed, findings, (*moves, _trimmed, _sorted), released)


def format_registry(
    source: JsonFile, schema: str, digest: str, findings: Iterable[Finding]
) -> Fixed:
    """A registry in canonical form; `digest` is the SHA-256 of the file as it is."""
    file = EditedFile(source, schema)
    return _written([file], {source.name: digest}, _unread(findings))


def format_corpus_file(source: JsonFile) -> Fixed:
    """`corpus.json` with what can be meant in one way only put right; else it stays as it is."""
    file = EditedFile(source, "corpus")
    if file.odd or not file.done:
        return Fixed({}, [], [])
    return Fixed({source.name: jsontext.indented(file.values[0]) + b"\n"}, file.done, [])


def write_fixed(fixed: Fixed, root: Path, checkout: Checkout | None = None) -> None:
    """Writes the new contents; the names of the files lead from `root`. In a checkout they are
    files of the seeds, of which the lock must be held."""
    if checkout:
        lead = f"{checkout.seeds.name}/"
        changes.write_files(
            checkout.seeds, {n.removeprefix(lead): raw for n, raw in fixed.files.items()}
        )
        for name in fixed.removed:
            (checkout.root / name).unlink()
        return
    for name, content in fixed.files.items():
        replace_file(root / name, content)


_Repair = Callable[[EditedFile, str], None]


def _edited(
    seed: Seed, findings: Iterable[Finding], repairs: Sequence[_Repair], released: Released
) -> Fixed:
    unread = _unread(findings)
    change = text_change(seed)
    if change:
        # Offsets that are looked up in another text would be wrong.
        seed = seed._replace(text=None)
        unread[change.file] = [change]
    files = list(_files(seed))
    for file in files:
        if file.source.name in unread or file.odd:
            continue
        if seed.text is not None:
            _quote(file, seed.text)
            for repair in repairs:
                repair(file, seed.text)
            _fill(file, seed.text)
        if file.schema == "metadata":
            _record_digest(file, seed)
        if seed.annotations and file.source.name == seed.annotations.name:
            _decide(file, seed)
        if file.schema == "annotation" and any(map(_lacks_id, file.values)):
            _name(file, Ids(_used_in(seed, file.source, released)))
    return _written(files, seed.files, unread)


def _files(seed: Seed) -> Iterator[EditedFile]:
    """The files of a document that could be read. A pass is kept in the order in which it was
    made, and so are the decisions of the adjudication."""
    if seed.metadata:
        yield EditedFile(seed.metadata, "metadata")
    if seed.annotations:
        yield EditedFile(seed.annotations, "annotation", canonical.place)
    if seed.decided:
        yield EditedFile(seed.decided, "decided", _decided_place)
    if seed.adjudication:
        yield EditedFile(seed.adjudication, "adjudication")
    for one in seed.passes:
        yield EditedFile(one, "annotation")


def _unread(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of the files of which not every value was read."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if hides_values(finding):
            found.setdefault(finding.file, []).append(finding)
    return found


def _is_frozen(seed: Seed) -> bool:
    recorded = seed.metadata_fields.get("sha256")
    return recorded is not None and recorded == seed.files.get(f"{seed.name}/raw.txt")


def _used_in(seed: Seed, source: JsonFile, released: Released) -> Iterator[Any]:
    """What tells which ids the annotations of a file have had. Those of a pass are its own."""
    yield from source.values
    yield from _decided_on(seed, source.name)
    if seed.annotations and source.name == seed.annotations.name:
        for one in seed.passes:
            yield from one.values
        yield from released()


def _lacks_id(value: Any) -> bool:
    return value.get("id") in (None, "")


def _decided_on(seed: Seed, name: str) -> Iterator[Any]:
    """The ids of annotations of a file that the adjudication knows."""
    files = {"result": "annotations.jsonl", "a": "passes/a.jsonl", "b": "passes/b.jsonl"}
    for decision in seed.adjudication.values if seed.adjudication else ():
        for field, file in files.items():
            if isinstance(decision, dict) and name == f"{seed.name}/{file}":
                yield {field: decision.get(field)}


def _drifted(file: EditedFile, text: str) -> None:
    """Offsets that were counted in another way in the whole file."""
    told = [
        one
        for value in file.values
        for _, one in spans.walk_spans(value)
        if type(one.get("start")) is type(one.get("end")) is int  # below 0, too
    ]
    found = find_drift(told, text)
    if found:
        for number, start in found.starts.items():
            spans.put_offsets(told[number], start)
        file.done.append(
            f"{file.source.name}: {len(found.starts)} spans had offsets {found.counted}, and have "
            "the right ones"
        )


def _settled(file: EditedFile, text: str) -> None:
    """Offsets that lead to other words, where the right ones can stand in one place only."""
    _put(file, _settle(file, text, moves=True)[0])


def _put(file: EditedFile, settled: Iterable[tuple[int, Pointer, int]]) -> None:
    """Gives spans the starts that were found for them."""
    for index, pointer, start in settled:
        span = _at(file.values[index], pointer)
        was = spans.place_of_span(span)
        spans.put_offsets(span, start)
        now = f"[{start}, {span['end']})"
        words = f"is at {now}" if was is None else f"moved from [{was[0]}, {was[1]}) to {now}"
        file.done.append(f"{file.at(index, pointer)}: {spans.shorten(span['exact'])} {words}")


def _trimmed(file: EditedFile, text: str) -> None:
    """White space at the edges of spans."""
    for index, value in enumerate(file.values):
        for pointer, span in list(spans.walk_spans(value)):
            exact = span["exact"]
            if exact.strip() not in ("", exact) and spans.span_fits(span, text):
                start = span["start"] + len(exact) - len(exact.lstrip())
                span["exact"] = exact.strip()
                spans.put_offsets(span, start)
                where = f"from {spans.shorten(exact)}, now [{start}, {span['end']})"
                file.done.append(f"{file.at(index, pointer)}: white space taken {where}")


def _sorted(file: EditedFile, text: str) -> None:
    """Fragments that are not in the order of the text, and overlap nowhere."""
    for index, value in enumerate(file.values):
        for field in SPAN_LISTS:
            fragments = value.get(field)
            if not isinstance(fragments, list):
                continue
            if not all(isinstance(one, dict) and "exact" in one for one in fragments):
                continue
            if not all(spans.span_fits(one, text) for one in fragments):
                continue
            in_order = sorted(fragments, key=lambda one: int(one["start"]))
            ends = [one["end"] for one in in_order]
            starts = [one["start"] for one in in_order[1:]]
            apart = all(end <= start for end, start in zip(ends, starts, strict=False))
            if in_order != fragments and apart:
                value[field] = in_order
                place = file.at(index, (field,))
                file.done.append(f"{place}: the fragments of {field} sorted by place")


def _quote(file: EditedFile, text: str) -> None:
    """Strings that were left out, where there are offsets."""
    for index, value in enumerate(file.values):
        for pointer, span in spans.walk_bare(value):
            start, end = span["start"], span["end"]
            if start < end <= len(text):
                span["exact"] = text[start:end]
                shown = spans.shorten(span["exact"])
                file.done.append(f"{file.at(index, pointer)}: [{start}, {end}) is {shown}")


def _fill(file: EditedFile, text: str) -> None:
    """Offsets that were left out."""
    settled, left = _settle(file, text, moves=False)
    _put(file, settled)
    file.findings += first_of(_opened(file, text, left), file.source.name)


def _opened(file: EditedFile, text: str, left: Iterable[tuple[int, Open]]) -> Iterator[Finding]:
    for index, some in groupby(left, key=itemgetter(0)):
        others = spans.known_starts(file.values[index], text)
        for _, one in some:
            yield file.open(index, one, text, others)


def _settle(
    file: EditedFile, text: str, *, moves: bool
) -> tuple[list[tuple[int, Pointer, int]], list[tuple[int, Open]]]:
    """The open spans of all values: where they stand, and those of which nobody knows. Stances
    come last, which may lie in quotes."""
    quotes: dict[str, list[Range]] = {}
    settled: list[tuple[int, Pointer, int]] = []
    left: list[tuple[int, Open]] = []
    last = [value.get("layer") == "stance" for value in file.values]
    for index in sorted(range(len(last)), key=last.__getitem__):
        value: Record = file.values[index]
        found, unknown = spans.settle_spans(value, text, quotes, moves)
        settled += [(index, pointer, start) for pointer, start in found]
        left += [(index, one) for one in unknown]
        if isinstance(value.get("id"), str) and value.get("layer") == "quote":
            quotes[value["id"]] = spans.settled_content(
                value, {pointer: [start] for pointer, start in found}
            )
    return settled, left


def _record_digest(file: EditedFile, seed: Seed) -> None:
    """The SHA-256 of the text where none is recorded, if each annotated string stands in it."""
    metadata, digest = file.values[0], seed.files.get(f"{seed.name}/raw.txt")
    is_unread = seed.annotations is None and f"{seed.name}/annotations.jsonl" in seed.files
    if metadata.get("sha256") or seed.text is None or not digest:
        return
    if is_unread or not fits_annotations(seed):  # it may be another text
        return
    metadata["sha256"] = digest
    file.done.append(f"{file.source.name}: sha256 of the text written")


def _decide(file: EditedFile, seed: Seed) -> None:
    """Takes from the annotations of an adjudicated document what says how a program made them."""
    if not seed.released:
        return
    marked = [value for value in file.values if not value.keys().isdisjoint(AUTOMATIC)]
    for value in marked:
        for field in AUTOMATIC:
            value.pop(field, None)
    if marked:
        fields = " and ".join(AUTOMATIC)
        number = f"{len(marked)} annotation{'s' if len(marked) > 1 else ''}"
        file.done.append(f"{file.source.name}: {fields} removed from {number}")


def _name(file: EditedFile, ids: Ids) -> None:
    """Gives ids to annotations that have none, in the order of the text if they have a place."""

    def place(index: int) -> tuple[int, int]:
        told = [
            found
            for _, one in spans.walk_spans(file.values[index])
            if (found := spans.place_of_span(one))
        ]
        return min(told, default=(0, 0))

    without = [index for index, value in enumerate(file.values) if _lacks_id(value)]
    for index in sorted(without, key=place):
        layer = file.values[index].get("layer")
        if isinstance(layer, str) and layer in LETTERS:
            file.values[index]["id"] = ids.next(layer)
            file.done.append(f"{file.at(index, ())}: id {file.values[index]['id']} given")


def _written(
    files: Sequence[EditedFile], digests: dict[str, str], unread: dict[str, list[Finding]]
) -> Fixed:
    """The new contents of the files that can be written and change by that."""
    fixed = Fixed({}, [], [])
    for file in files:
        name = file.source.name
        if found := unread.pop(name, []) or misfits(file):
            fixed.findings.extend(found)
            continue
        fixed.findings.extend(file.findings or unplaced(file))
        content, words = content_of(file)
        if hashlib.sha256(content).hexdigest() != digests.get(name):
            fixed.files[name] = content
            done = [*file.done, *(f"{name}: {one}" for one in words)]
            fixed.done.extend(done or [f"{name}: put in canonical form"])
    fixed.findings.extend(one for found in unread.values() for one in found)
    fixed.findings.sort()
    return fixed


def _at(value: Any, pointer: Pointer) -> Any:
    for key in pointer:
        value = value[key]
    return value
