"""Documents with one mistake made at random, and what the mistake changed.

A mistake is made in the bytes of a file, or in the annotations or the metadata, which are then
written in canonical form, as somebody would who means it. `differences` names what an annotation
says or points to now that it did not before, by layer and field.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from said.schema import canonical, labels, load_schemas

Annotation = dict[str, Any]

FILES = ("raw.txt", "document.json", "annotations.jsonl")
REFERENCES = ("source", "via", "said", "parent", "continues", "quote", "anchor")
LABELS = {
    ("block", "kind"): "block_kind",
    ("mark", "kind"): "mark_kind",
    ("speaker", "form"): "mention_form",
    ("quote", "type"): "quote_type",
    ("quote", "resolution"): "resolution",
    ("date", "type"): "timex_type",
    ("date", "mod"): "timex_mod",
    ("stance", "label"): "stance_label",
    ("stance", "form"): "stance_form",
    ("stance", "modality"): "modality",
    ("stance", "confidence"): "confidence",
}


class Document(NamedTuple):
    """The files of a document, and its text, metadata and annotations where they can be read."""

    files: dict[str, bytes]
    text: str
    metadata: dict[str, Any]
    annotations: list[Annotation]


class World(NamedTuple):
    """What the mistakes of others are made of: the ids that the registries have."""

    entities: tuple[str, ...]
    targets: tuple[str, ...]
    utterances: tuple[str, ...]


def read(folder: Path) -> Document:
    """A document as it lies in its folder."""
    return parsed({name: (folder / name).read_bytes() for name in FILES})


def parsed(files: dict[str, bytes]) -> Document:
    """Files as a document. Raises ValueError where they cannot be read."""
    lines = files["annotations.jsonl"].decode().split("\n")
    return Document(
        files,
        files["raw.txt"].decode(),
        json.loads(files["document.json"]),
        [json.loads(line) for line in lines if line.strip()],
    )


def written(document: Document) -> Document:
    """The document with its files as its values are now."""
    files = {
        "raw.txt": document.text.encode(),
        "document.json": canonical.metadata(document.metadata),
        "annotations.jsonl": canonical.annotations(document.annotations),
    }
    return document._replace(files=files)


# Mistakes in bytes.


def spoil_bytes(one: Document, rng: Random) -> dict[str, bytes]:
    """The files with some bytes of one changed, and perhaps the recorded SHA-256 with them."""
    name = rng.choice(FILES)
    files = dict(one.files)
    files[name] = rng.choice(BYTE_MISTAKES)(files[name], rng)
    if name == "raw.txt" and rng.random() < 0.5:
        old, new = (
            hashlib.sha256(raw).hexdigest().encode() for raw in (one.files[name], files[name])
        )
        files["document.json"] = files["document.json"].replace(old, new)
    return files


def flip(raw: bytes, rng: Random) -> bytes:
    """One bit turned."""
    at = rng.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << rng.randrange(8)]) + raw[at + 1 :]


def truncate(raw: bytes, rng: Random) -> bytes:
    return raw[: rng.randrange(len(raw))]


def lose(raw: bytes, rng: Random) -> bytes:
    """A few bytes lost."""
    at = rng.randrange(len(raw))
    return raw[:at] + raw[at + rng.randint(1, 8) :]


def insert(raw: bytes, rng: Random) -> bytes:
    """A character put in: one with a meaning in JSON, one that nobody sees, or a digit."""
    at = rng.randrange(len(raw))
    odd = rng.choice(
        ['"', "\\", "{", "}", ",", "0", "7", "\n", "\0", "\u202e", "\ufeff", "é", "\xa0"]
    )
    return raw[:at] + odd.encode() + raw[at:]


def repeat(raw: bytes, rng: Random) -> bytes:
    """A stretch that stands there twice."""
    at = rng.randrange(len(raw))
    end = at + rng.randint(1, 200)
    return raw[:end] + raw[at:end] + raw[end:]


def shuffle_lines(raw: bytes, rng: Random) -> bytes:
    """A line dropped, said twice, or put elsewhere."""
    lines = raw.splitlines(keepends=True)
    line = lines.pop(rng.randrange(len(lines)))
    for _ in range(rng.randrange(3)):
        lines.insert(rng.randrange(len(lines) + 1), line)
    return b"".join(lines)


BYTE_MISTAKES = (flip, truncate, lose, insert, repeat, shuffle_lines)


# Mistakes in values. Each changes a copy, and does nothing where there is nothing to change.


def some(document: Document, rng: Random, *layers: str) -> Annotation | None:
    found = [one for one in document.annotations if not layers or one["layer"] in layers]
    return rng.choice(found) if found else None


def spans(annotation: Annotation) -> list[dict[str, Any]]:
    """All spans of an annotation."""
    found = [annotation["span"]] if "span" in annotation else []
    for field in ("content", "verbatim", "cue", "expression"):
        found += annotation.get(field, [])
    return found


def drop_field(document: Document, rng: Random, _: World) -> None:
    one = some(document, rng) or {}
    fields = [field for field in one if field not in ("id", "layer")]
    del one[rng.choice(fields)]


def retype_field(document: Document, rng: Random, _: World) -> None:
    one = some(document, rng) or {}
    field = rng.choice([field for field in one if field not in ("id", "layer")])
    one[field] = rng.choice(
        [None, 0, -1, 3, "", "x", [], {}, True, ["x"], {"start": 0}, str(one[field])]
    )


def shift_offsets(document: Document, rng: Random, _: World) -> None:
    """A span elsewhere, its words left as they were."""
    span = rng.choice(spans(some(document, rng) or {}))
    by = rng.choice([-3, -2, -1, 1, 2, 3, 50, -50])
    for end in rng.choice([("start",), ("end",), ("start", "end")]):
        span[end] = max(0, span[end] + by)


def move_edges(document: Document, rng: Random, _: World) -> None:
    """A span with other words, which are those that stand there."""
    span = rng.choice(spans(some(document, rng) or {}))
    span[rng.choice(["start", "end"])] += rng.randint(-12, 12)
    span["start"] = max(0, span["start"])
    span["exact"] = document.text[span["start"] : span["end"]]


def move_elsewhere(document: Document, rng: Random, _: World) -> None:
    """A span where the same words stand a second time."""
    every = [span for one in document.annotations for span in spans(one)]
    rng.shuffle(every)
    for span in every:
        there = document.text.find(span["exact"], span["end"])
        if there >= 0:
            span["start"], span["end"] = there, there + len(span["exact"])
            return


def swap_ids(document: Document, rng: Random, _: World) -> None:
    one = some(document, rng) or {}
    other = some(document, rng, one["layer"]) or {}
    one["id"], other["id"] = other["id"], one["id"]


def swap_references(document: Document, rng: Random, _: World) -> None:
    """A reference to another annotation of the same layer."""
    held = [(one, field) for one in document.annotations for field in REFERENCES if field in one]
    if not held:
        return
    one, field = rng.choice(held)
    old = one[field][0] if isinstance(one[field], list) else one[field]
    letter = "d" if old == "dct" else old[0]
    ids = [other["id"] for other in document.annotations if other["id"][0] == letter]
    new = rng.choice([*ids, "dct"] if field == "anchor" else ids or [old])
    one[field] = [new] if isinstance(one[field], list) else new


def swap_label(document: Document, rng: Random, _: World) -> None:
    """Another label of the same set."""
    held = [(one, field) for one in document.annotations for layer, field in LABELS
            if one["layer"] == layer and field in one]  # fmt: skip
    one, field = rng.choice(held)
    others = labels(load_schemas(), LABELS[one["layer"], field])
    one[field] = rng.choice([other for other in others if other != one[field]])


def swap_voice(document: Document, rng: Random, world: World) -> None:
    """Another entity that there is."""
    held = [one for one in document.annotations if "speakers" in one or "holder" in one]
    one = rng.choice(held)
    own = [entity["id"] for entity in document.metadata["entities"]]
    new = rng.choice([*world.entities, *own])
    if "holder" in one:
        one["holder"] = rng.choice([new, "author"])
    elif rng.random() < 0.3:
        one["speakers"] = sorted({*one["speakers"], new})
    else:
        one["speakers"] = [new]


def swap_topic(document: Document, rng: Random, world: World) -> None:
    """Another target, proposition, intensity, flag or utterance."""
    one = some(document, rng, "stance", "quote")
    if one is None:
        return
    if one["layer"] == "quote":
        one["utterance"] = rng.choice(world.utterances)
    elif rng.random() < 0.3:
        one["intensity"] = rng.randint(1, 3)
    elif rng.random() < 0.3:
        one["flags"] = ["anachronism"]
    elif "proposition" in one:
        one["proposition"] += " Not."
    else:
        one["target"] = rng.choice(world.targets)


def change_value(document: Document, rng: Random, _: World) -> None:
    """A digit of the value of a date."""
    one = some(document, rng, "date")
    places = [at for at, char in enumerate(one["value"]) if char.isdigit()] if one else []
    if one and places:
        at = rng.choice(places)
        one["value"] = one["value"][:at] + str(rng.randrange(10)) + one["value"][at + 1 :]


def add_reference(document: Document, rng: Random, _: World) -> None:
    """A reference where there was none."""
    one = some(document, rng, "quote", "date", "stance")
    if one is None:
        return
    fields = {"quote": ("said", "parent", "continues"), "date": ("anchor",), "stance": ("quote",)}
    field = rng.choice(fields[one["layer"]])
    letter = {"said": "d", "anchor": "d"}.get(field, "q")
    ids = [other["id"] for other in document.annotations if other["id"][0] == letter]
    if field not in one and ids:
        one[field] = rng.choice(ids)


def drop_line(document: Document, rng: Random, _: World) -> None:
    document.annotations.pop(rng.randrange(len(document.annotations)))


def copy_line(document: Document, rng: Random, _: World) -> None:
    """An annotation a second time, with an id of its own."""
    one = deepcopy(some(document, rng) or {})
    one["id"] = f"{one['id'][0]}9999"
    document.annotations.append(one)


def change_metadata(document: Document, rng: Random, _: World) -> None:
    metadata = document.metadata
    field = rng.choice([name for name in metadata if name != "doc_id"])
    new: dict[str, list[Any]] = {
        "title": [None, "Another title"],
        "outlet": [None, "Another outlet"],
        "authors": [[], ["Somebody Else"]],
        "language": ["de"],
        "dct": [{**metadata["dct"], "value": "2019-12-31"}],
        "provenance": [metadata["provenance"][1:]],
        "split": ["train", "validation", "test"],
        "rights": ["None."],
        "sha256": ["0" * 64],
        "entities": [metadata["entities"][1:]],
        "event": ["another-event"],
        "status": ["draft"],
        "topics": [[], ["no-such-topic"]],
    }
    metadata[field] = rng.choice(new[field])


VALUE_MISTAKES: tuple[Callable[[Document, Random, World], None], ...] = (
    drop_field,
    retype_field,
    shift_offsets,
    move_edges,
    move_elsewhere,
    swap_ids,
    swap_references,
    swap_label,
    swap_voice,
    swap_topic,
    change_value,
    add_reference,
    drop_line,
    copy_line,
    change_metadata,
)


def spoil_values(one: Document, rng: Random, world: World) -> dict[str, bytes]:
    """The files with one mistake in the values; misshapen annotations keep their lines."""
    copy = deepcopy(one)
    rng.choice(VALUE_MISTAKES)(copy, rng, world)
    try:
        return written(copy).files
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        lines = [json.dumps(value, ensure_ascii=False) + "\n" for value in copy.annotations]
        return {**one.files, "annotations.jsonl": "".join(lines).encode()}


# What a mistake changed.


def differences(before: Document, after: Document) -> set[str]:
    """What is said or pointed to in another way: `layer.field`, `layer dropped` and `layer added`,
    `document.field`, and `text`. Ids say nothing by themselves."""
    found = {
        f"document.{field}"
        for field in before.metadata.keys() | after.metadata.keys()
        if before.metadata.get(field) != after.metadata.get(field)
    }
    if before.text != after.text:
        found = (found - {"document.sha256"}) | {"text"}
    pairs, dropped, added = matched(before.annotations, after.annotations)
    found |= {f"{one['layer']} dropped" for one in dropped}
    found |= {f"{one['layer']} added" for one in added}
    names = {new["id"]: old["id"] for old, new in pairs}
    for old, new in pairs:
        renamed = {field: rename(value, names) if field in REFERENCES else value
                   for field, value in new.items()}  # fmt: skip
        for field in (old.keys() | renamed.keys()) - {"id"}:
            if old.get(field) != renamed.get(field):
                found.add(f"{old['layer']}.{field}")
    return found


def rename(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [names.get(one, one) for one in value]
    return names.get(value, value)


def matched(
    before: list[Annotation], after: list[Annotation]
) -> tuple[list[tuple[Annotation, Annotation]], list[Annotation], list[Annotation]]:
    """Annotations of the same words, then those of the same id; and those of one side alone."""
    left, right = list(before), list(after)
    pairs = []
    for key in (words, lambda one: one["id"]):
        known = {str(key(one)): one for one in right}
        for one in list(left):
            other = known.pop(str(key(one)), None)
            if other is not None and other["layer"] == one["layer"]:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)
    return pairs, left, right


def words(one: Annotation) -> object:
    """Layer and words; of a stance all but its id, as several stand on the same words."""
    if one["layer"] == "stance":
        return {field: value for field, value in one.items() if field != "id"}
    return one["layer"], one.get("span") or one.get("content")
