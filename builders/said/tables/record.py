"""Makes the record of a document out of its checked seed.

Ids become corpus-wide, dates are grounded, lines that are no recorded block become paragraphs, and
sentences are found. The record has the shape of `schema/document.json`; everything after it (the
tables, the release) never looks back into `seeds/`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from said.schema import timex
from said.schema.canonical import place
from said.schema.scheme import AUTHOR, COLUMNS, DCT, LAYERS
from said.seeds.documents import Annotation, Registries, Seed
from said.text.reading import read_text
from said.text.segments import Range, span

Record = dict[str, Any]


def assemble_record(seed: Seed, registries: Registries) -> Record:
    """The record of a document. The seed is free of findings and adjudicated."""
    assert seed.text is not None
    assert seed.metadata is not None
    assert seed.annotations is not None
    metadata = seed.metadata.values[0]
    layers = _by_layer(seed.annotations.values)
    doc_id = seed.doc_id
    reading = read_text(seed.text, metadata["language"])
    return {
        "doc_id": doc_id,
        "title": metadata["title"],
        "outlet": metadata["outlet"],
        "authors": metadata["authors"],
        "language": metadata["language"],
        "dct": metadata["dct"]["value"],
        "dct_status": metadata["dct"]["status"],
        "text": seed.text,
        "sha256": metadata["sha256"],
        "entities": _entities(seed.annotations.values, metadata["entities"], registries),
        "blocks": _blocks(doc_id, seed.text, reading.lines, layers["block"]),
        "sentences": [{"start": start, "end": end} for start, end in reading.sentences],
        **{
            COLUMNS[layer]: [record_entry(doc_id, annotation) for annotation in layers[layer]]
            for layer in LAYERS[1:]
        },
    }


def record_entry(doc_id: str, annotation: Annotation) -> dict[str, Any]:
    """An annotation as a record's list of its layer has it: every field present, its ids with the
    document's before them, a date grounded."""
    return _ENTRY[annotation["layer"]](doc_id, annotation)


def _by_layer(annotations: list[Annotation]) -> dict[str, list[Annotation]]:
    layers: dict[str, list[Annotation]] = {layer: [] for layer in LAYERS}
    for annotation in sorted(annotations, key=place):
        layers[annotation["layer"]].append(annotation)
    return layers


def _entities(
    annotations: list[Annotation], anonymous: list[dict[str, Any]], registries: Registries
) -> list[dict[str, Any]]:
    named: set[str] = set()
    for annotation in annotations:
        named.update(annotation.get("speakers", ()))
        if "holder" in annotation:
            named.add(annotation["holder"])
    named.discard(AUTHOR)
    own = {entity["id"]: entity for entity in anonymous}
    known = [own.get(entity) or registries.entities[entity] for entity in sorted(named)]
    return [{"id": e["id"], "name": e["name"], "kind": e["kind"]} for e in known]


def _blocks(
    doc_id: str, text: str, lines: list[Range], recorded: list[Annotation]
) -> list[dict[str, Any]]:
    blocks = [_marked(doc_id, block) for block in recorded]
    taken = {(block["start"], block["end"]) for block in blocks}
    for start, end in lines:
        if (start, end) not in taken:
            block = {"id": f"{doc_id}/p{start}", **span(text, (start, end)), "kind": "paragraph"}
            blocks.append(block)
    return sorted(blocks, key=lambda block: (block["start"], -block["end"]))


def _spanned(doc_id: str, annotation: Annotation) -> dict[str, Any]:
    return {"id": f"{doc_id}/{annotation['id']}", **annotation["span"]}


def _marked(doc_id: str, annotation: Annotation) -> dict[str, Any]:
    return {**_spanned(doc_id, annotation), "kind": annotation["kind"]}


def _speaker(doc_id: str, mention: Annotation) -> dict[str, Any]:
    return {
        **_spanned(doc_id, mention),
        "form": mention["form"],
        "speakers": mention["speakers"],
    }


def _global(doc_id: str, reference: str | None) -> str | None:
    return None if reference is None else f"{doc_id}/{reference}"


def _quote(doc_id: str, quote: Annotation) -> dict[str, Any]:
    return {
        "id": f"{doc_id}/{quote['id']}",
        "content": quote["content"],
        "verbatim": quote.get("verbatim", []),
        "cue": quote.get("cue", []),
        "type": quote["type"],
        "source": [f"{doc_id}/{mention}" for mention in quote.get("source", ())],
        "via": [f"{doc_id}/{mention}" for mention in quote.get("via", ())],
        "speakers": quote["speakers"],
        "resolution": quote["resolution"],
        "said": _global(doc_id, quote.get("said")),
        "utterance": quote.get("utterance"),
        "parent": _global(doc_id, quote.get("parent")),
        "continues": _global(doc_id, quote.get("continues")),
        "flags": quote.get("flags", []),
    }


def _date(doc_id: str, date: Annotation) -> dict[str, Any]:
    earliest, latest = timex.ground_value(date["type"], date["value"], date.get("mod"))
    anchor = date.get("anchor")
    return {
        **_spanned(doc_id, date),
        "type": date["type"],
        "value": date["value"],
        "mod": date.get("mod"),
        "quant": date.get("quant"),
        "freq": date.get("freq"),
        "anchor": anchor if anchor == DCT else _global(doc_id, anchor),
        "earliest": earliest,
        "latest": latest,
        "flags": date.get("flags", []),
    }


def _stance(doc_id: str, stance: Annotation) -> dict[str, Any]:
    return {
        "id": f"{doc_id}/{stance['id']}",
        "expression": stance["expression"],
        "quote": _global(doc_id, stance.get("quote")),
        "holder": stance["holder"],
        "target": stance["target"],
        "proposition": stance.get("proposition"),
        "label": stance["label"],
        "form": stance["form"],
        "modality": stance["modality"],
        "intensity": stance["intensity"],
        "confidence": stance["confidence"],
        "flags": stance.get("flags", []),
    }


_ENTRY: dict[str, Callable[[str, Annotation], dict[str, Any]]] = {
    "speaker": _speaker,
    "quote": _quote,
    "date": _date,
    "stance": _stance,
    "mark": _marked,
}
