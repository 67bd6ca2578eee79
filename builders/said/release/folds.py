"""The fold of each document of a release, for cross-validation.

Within an event a fold leaves out one document: the folds of an event's documents are 0, 1, 2 … in
the order of their ids. Any other document gets one of ten folds by a hash of its id, so that
another document never moves it. Near-duplicates are always in one fold, that of the first of them
which reports an event, or else of the first.

Folds are found before any row is made, because every row states the fold of its document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from said.seeds.documents import is_released
from said.seeds.files import DOCUMENT_LIMIT, load_file
from said.seeds.json_files import read_json_file
from said.system.places import Checkout
from said.system.workers import in_order
from said.text.duplicates import Index, text_signature

if TYPE_CHECKING:
    from rensa import RMinHash

FOLDS = 10
"""The number of folds for documents that are the only one to report their event, or report none."""


class _Unit(NamedTuple):
    checkout: Checkout
    doc_ids: Sequence[str]


class _Glimpse(NamedTuple):
    """What the fold of a document depends on."""

    doc_id: str
    event: str | None
    sha256: str
    signature: RMinHash | None


def find_folds(
    checkout: Checkout,
    units: Sequence[Sequence[str]],
    jobs: int,
    report: Callable[[int], None] = lambda _: None,
) -> dict[str, int]:
    """The folds of the documents that are for a release, by id. `units` are runs of ids, in their
    order. A document that cannot be read has none; the build says what is wrong with it. `report`
    is told how many documents were read."""
    doc_ids: list[str] = []
    events: dict[str, str | None] = {}
    first_of: dict[str, str] = {}

    def read(number: int) -> str | None:
        return _read_text(checkout, doc_ids[number])[0]

    seen = Index(read)
    done = 0
    glimpses = in_order(_glimpse, (_Unit(checkout, ids) for ids in units), jobs)
    for unit, found in zip(units, glimpses, strict=True):
        for doc_id, event, digest, signature in found:
            number = len(doc_ids)
            doc_ids.append(doc_id)
            events[doc_id] = event
            if signature is not None:
                for other in seen.all_like(number, signature):
                    _join(first_of, doc_ids[other.number], doc_id)
                seen.add(number, digest, signature)
        done += len(unit)
        report(done)
    return assign_folds(events, {doc_id: _first(first_of, doc_id) for doc_id in first_of})


def assign_folds(events: Mapping[str, str | None], first_of: Mapping[str, str]) -> dict[str, int]:
    """The folds of documents, given the event of each in the order of their ids and, for those that
    have near-duplicates, the first document of their group."""
    owners: dict[str, str] = {}
    for doc_id, event in events.items():
        first = first_of.get(doc_id, doc_id)
        owner = owners.setdefault(first, doc_id)
        if events[owner] is None and event is not None:
            owners[first] = doc_id
    by_event: dict[str, list[str]] = {}
    for owner in sorted(owners.values()):
        if (event := events[owner]) is not None:
            by_event.setdefault(event, []).append(owner)
    folds = {owner: _hashed_fold(owner) for owner in owners.values()}
    for together in by_event.values():
        if len(together) > 1:
            folds |= {owner: fold for fold, owner in enumerate(together)}
    return {doc_id: folds[owners[first_of.get(doc_id, doc_id)]] for doc_id in events}


def _hashed_fold(doc_id: str) -> int:
    return int.from_bytes(sha256(doc_id.encode()).digest()[:8]) % FOLDS


def _first(first_of: Mapping[str, str], doc_id: str) -> str:
    """The first document of the group that a document belongs to."""
    while (first := first_of.get(doc_id, doc_id)) != doc_id:
        doc_id = first
    return doc_id


def _join(first_of: dict[str, str], one: str, other: str) -> None:
    """Puts two documents, and whatever is alike to either, into one group."""
    first, second = sorted((_first(first_of, one), _first(first_of, other)))
    first_of[first] = first_of[second] = first


def _glimpse(unit: _Unit) -> list[_Glimpse]:
    found = []
    for doc_id in unit.doc_ids:
        source = read_json_file(unit.checkout.seeds / doc_id / "document.json", doc_id)[0]
        metadata = source.values[0] if source else None
        if not isinstance(metadata, dict) or not is_released(metadata):
            continue
        text, digest = _read_text(unit.checkout, doc_id)
        if text is not None:
            event = metadata.get("event")
            known = event if isinstance(event, str) else None
            found.append(_Glimpse(doc_id, known, digest, text_signature(text)))
    return found


def _read_text(checkout: Checkout, doc_id: str) -> tuple[str | None, str]:
    """The text of a document and the SHA-256 of its bytes. Whether it is the text of an article is
    looked into by the build, and that takes longer than all of this."""
    raw, _, digest = load_file(checkout.seeds / doc_id / "raw.txt", doc_id, DOCUMENT_LIMIT)
    try:
        return None if raw is None else raw.decode(), digest
    except UnicodeDecodeError:
        return None, digest
