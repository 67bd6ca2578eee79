"""Dates of corpora as our records: what of a TIMEX3 or TIMEX2 no record can hold is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from said.corpora.document import RecordMaker
from said.formats.document import AnnotatedText
from said.schema.scheme import DCT, labels_in
from said.text.segments import Range

UNKNOWN = "XXXX"
"""The value of a date of which nothing is known: each digit is unknown (D3)."""
_TYPES, _MODS = labels_in("date", "type"), labels_in("date", "mod")
_OF_A_SET = ("quant", "freq")


class GivenDate(NamedTuple):
    """A date as a corpus has it: its own id, its place, and the other fields of a record. The
    `anchor` is an id of its own, or that of the document's time."""

    id: str
    place: Range
    fields: Mapping[str, Any]


def timex3_dates(given: AnnotatedText, made: RecordMaker) -> Iterator[GivenDate]:
    """The dates that TimeML has, and in `made` what of it no record can hold."""
    for note in given.left_out:
        made.left_out[_reason(note)] += 1
    for one in given.annotations:
        assert one["layer"] == "date"
        span = one["span"]
        fields = {key: value for key, value in one.items() if key not in ("id", "layer", "span")}
        yield GivenDate(one["id"], (span["start"], span["end"]), fields)


def _reason(note: str) -> str:
    """A note on an element, without the number and the id that tell it from others."""
    subject, found, what = note.partition(": ")
    if found and subject.startswith(("TIMEX3", "a TIMEX3")):
        return f"TIMEX3: {what}"
    _, _, name = note.partition(" elements ")
    return f"elements {name}" if name else note


def add_dates(made: RecordMaker, dates: Iterable[GivenDate]) -> None:
    """Adds dates, without anchors that lead nowhere or in a circle, and without those fields that
    their type does not have."""
    ids: dict[str, str] = {}
    anchors: dict[str, str] = {}
    records: dict[str, dict[str, Any]] = {}
    for one in dates:
        fields = dict(one.fields)
        anchor = fields.pop("anchor", None)
        place = made.fit([one.place])
        if len(place) != 1 or fields.get("type") not in _TYPES:
            made.left_out["dates without words, or of an unknown type"] += 1
            continue
        _drop_misfits(fields, made)
        record = made.add("date", span=made.spans(place)[0], **fields)
        ids[one.id] = record["id"]
        records[one.id] = record
        if anchor is not None:
            anchors[one.id] = anchor
    sound = _leading_out(anchors, ids)
    for name, anchor in anchors.items():
        if name not in sound:
            made.left_out["anchors that lead nowhere, or in a circle"] += 1
        else:
            records[name]["anchor"] = anchor if anchor == DCT else ids[anchor]


def _drop_misfits(fields: dict[str, Any], made: RecordMaker) -> None:
    if fields["type"] != "SET":
        for name in _OF_A_SET:
            if fields.pop(name, None):
                made.left_out[f"{name} of what is not a SET"] += 1
    if "mod" in fields and fields["mod"] not in _MODS:
        made.left_out[f"mod: {fields.pop('mod')!r:.40}"] += 1
    if not str(fields.get("value") or "").strip():
        made.changed[f"no value: written {UNKNOWN}"] += 1
        fields["value"] = UNKNOWN


def _leading_out(anchors: Mapping[str, str], known: Mapping[str, str]) -> set[str]:
    """The dates whose anchor is there, and whose anchors, one after the other, lead to an end."""
    there = {name: to for name, to in anchors.items() if to == DCT or to in known}
    ends: dict[str, bool] = {}
    for name in there:
        way: dict[str, None] = {}
        at = name
        while at in there and at not in ends and at not in way:
            way[at] = None
            at = there[at]
        ends |= dict.fromkeys(way, at not in way and ends.get(at, True))
    return {name for name in there if ends[name]}
