"""Documents for the tests of editing, made in memory as `said.seeds.documents` reads them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from said.findings.catalogue import errors
from said.schema import canonical
from said.seeds import documents
from said.seeds.documents import Seed
from said.seeds.json_files import JsonFile
from said.system.places import Checkout
from said.text import jsontext

BASE = Checkout(Path(__file__).parent.parent / "cases" / "base")
PROJECT = Checkout(Path(__file__).parent.parent.parent)
ANNOTATIONS = "seeds/x/annotations.jsonl"


def values(lines: bytes) -> list[Any]:
    """The values of a file of lines."""
    return [json.loads(line) for line in lines.splitlines()]


def source(name: str, content: bytes, lines: bool = True) -> JsonFile:
    """A file as it is read."""
    raws = [line for line in content.split(b"\n") if line.strip()] if lines else [content]
    parsed = [jsontext.parse(raw)[0] for raw in raws]
    return JsonFile(name, parsed, raws, list(range(1, len(raws) + 1)))


def metadata(text: str) -> dict[str, Any]:
    """Metadata of a text that fit the schema."""
    return {
        "doc_id": "x",
        "title": None,
        "outlet": None,
        "authors": [],
        "language": "en",
        "dct": {
            "value": "2024-05-15",
            "status": "inferred",
            "evidence": [{"start": 0, "end": 1, "exact": text[:1]}],
            "note": None,
        },
        "provenance": [],
        "split": "train",
        "rights": "Invented.",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "entities": [],
        "status": "draft",
    }


def seed(text: str, annotations: bytes, **others: Any) -> Seed:
    """The document `x` with some annotations; `others` are fields of its metadata that differ."""
    told = canonical.metadata({**metadata(text), **others})
    files = {"raw.txt": text.encode(), "document.json": told, "annotations.jsonl": annotations}
    digests = {f"seeds/x/{name}": hashlib.sha256(raw).hexdigest() for name, raw in files.items()}
    document = source("seeds/x/document.json", told, lines=False)
    lines = source(ANNOTATIONS, annotations)
    return Seed("x", "seeds/x", text, document, lines, (), None, None, digests)


def real(doc_id: str, checkout: Checkout = PROJECT) -> Seed:
    """A document of the corpus."""
    found, findings = documents.read_document(checkout, doc_id)
    assert not errors(findings)
    return found


def lines(annotations: list[Any]) -> bytes:
    """A file of lines in any order and form."""
    return b"".join(json.dumps(one).encode() + b"\n" for one in annotations)
