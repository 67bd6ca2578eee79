"""What `said validate` would find wrong with a draft, had it been written into a corpus.

The draft is written into a folder of its own, as `said new` does, and read back, so that the checks
of levels 1 to 4 are the ones that a build runs.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from said import canonical
from said.annotate import Draft, Registry
from said.check import check_document
from said.findings import Finding, errors
from said.seeds import NO_REGISTRIES, is_unnamed, read_folder

_DOC_ID = "draft"


def draft_errors(text: str, dct: str, draft: Draft, registry: Registry) -> list[Finding]:
    """The errors in the annotations of a text, by place.

    People and organisations that the registry does not have count as registered, as `said new
    --register` would do. The text itself is not judged.
    """
    unnamed = [entity for entity in draft.entities if is_unnamed(entity["id"])]
    named = [entity for entity in draft.entities if not is_unnamed(entity["id"])]
    registries = NO_REGISTRIES._replace(
        entities={str(one["id"]): dict(one) for one in (*registry.entities, *named)},
        targets={str(one["id"]): dict(one) for one in registry.targets},
        unread=frozenset(),
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, _DOC_ID)
        folder.mkdir()
        (folder / "raw.txt").write_bytes(text.encode())
        (folder / "document.json").write_bytes(canonical.metadata(_metadata(text, dct, unnamed)))
        annotations = folder / "annotations.jsonl"
        annotations.write_bytes(canonical.annotations(draft.annotations))
        seed, findings = read_folder(folder, _DOC_ID)
        findings += check_document(seed, registries)
    found = [one for one in errors(findings) if one.file == f"{_DOC_ID}/{annotations.name}"]
    return sorted(found)


def _metadata(text: str, dct: str, unnamed: list[dict[str, object]]) -> dict[str, object]:
    return {
        "doc_id": _DOC_ID,
        "title": None,
        "outlet": None,
        "authors": [],
        "language": "en",
        "dct": {"value": dct, "status": "stated", "evidence": [], "note": None},
        "provenance": [],
        "split": "train",
        "rights": "none",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "entities": unnamed,
        "status": "draft",
    }
