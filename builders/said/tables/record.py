"""Makes the record of a document out of its checked seed.

Ids become corpus-wide, dates are grounded, lines that are no recorded block become paragraphs, and
sentences are found. The record has the shape of `schema/document.json`; everything after it (the
tables, the release) never looks back into `seeds/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from said.schema.canonical import place
from said.schema.grounding import UNRESOLVED, Interval
from said.schema.records import (
    Annotation,
    BlockAnnotation,
    DateAnnotation,
    Entity,
    MarkAnnotation,
    Metadata,
    QuoteAnnotation,
    SpeakerAnnotation,
    StanceAnnotation,
)
from said.schema.rows import (
    Document,
    DocumentBlock,
    DocumentConvention,
    DocumentDate,
    DocumentEntity,
    DocumentMark,
    DocumentQuote,
    DocumentSpeaker,
    DocumentStance,
)
from said.schema.scheme import DCT, DETERMINACY, POLARITY, entities_of, span_at
from said.seeds.documents import Seed
from said.seeds.layers import Annotated, read_layers
from said.seeds.registries import Registries
from said.tables.dates import ground_dates
from said.text.reading import Reading
from said.text.segments import Range

DocumentEntry = (
    DocumentBlock | DocumentSpeaker | DocumentQuote | DocumentDate | DocumentStance | DocumentMark
)


def assemble_record(seed: Seed, registries: Registries, fold: int = 0) -> Document:
    """The record of a document. The seed is free of findings and adjudicated; `fold` depends on
    the other documents (`said.release.folds`)."""
    assert seed.text is not None
    assert seed.metadata is not None
    assert seed.annotations is not None
    metadata: Metadata = seed.metadata.values[0]
    annotations: list[Annotation] = sorted(seed.annotations.values, key=place)
    doc_id = seed.doc_id
    reading = seed.reading
    annotated = read_layers(seed, registries)
    blocks = [_block(doc_id, a) for a in annotations if a["layer"] == "block"]
    default: Literal["paragraph"] | None = "paragraph" if "block" in annotated.layers else None
    times = ground_dates(annotations, metadata["dct"]["value"])
    record: Document = {
        "doc_id": doc_id,
        "title": metadata["title"],
        "outlet": metadata["outlet"],
        "authors": metadata["authors"],
        "language": metadata["language"],
        "dct": metadata["dct"]["value"],
        "dct_status": metadata["dct"]["status"],
        "text": seed.text,
        "sha256": metadata["sha256"],
        "entities": _entities(annotations, metadata["entities"], registries),
        "blocks": _with_paragraphs(doc_id, reading, blocks, default),
        "sentences": [{"start": start, "end": end} for start, end in _sentences(reading)],
        "speakers": [_speaker(doc_id, a) for a in annotations if a["layer"] == "speaker"],
        "quotes": [
            _quote(doc_id, a, annotated.follows_said("quote"))
            for a in annotations
            if a["layer"] == "quote"
        ],
        "dates": [_date(doc_id, a, times[a["id"]]) for a in annotations if a["layer"] == "date"],
        "stances": [_stance(doc_id, a) for a in annotations if a["layer"] == "stance"],
        "marks": [_mark(doc_id, a) for a in annotations if a["layer"] == "mark"],
        "topics": metadata.get("topics", []),
        "layers": list(annotated.layers),
        "convention": _conventions(annotated),
        "license": metadata.get("license"),
        "wrapped": metadata.get("wrapped", False),
        "origin": metadata.get("origin", "published"),
        "event": metadata.get("event"),
        "collection": metadata.get("collection"),
        "genre": metadata.get("genre"),
        "url": metadata.get("url"),
        "published_at": metadata.get("published_at"),
        "fold": fold,
    }
    _remove_unknown_fields(record)
    return _without_absent_layers(record)


def _remove_unknown_fields(record: Document) -> None:
    """Makes `phrase` and `addressee` null where no quote of the document has either, so that nobody
    can have looked for them: an empty list would say so (X6). They are annotated together."""
    quotes = record["quotes"] or ()
    if not any(quote["phrase"] or quote["addressee"] for quote in quotes):
        for quote in quotes:
            quote["phrase"] = quote["addressee"] = None


def _conventions(annotated: Annotated) -> DocumentConvention:
    return {
        "block": annotated.convention("block"),
        "mark": annotated.convention("mark"),
        "speaker": annotated.convention("speaker"),
        "quote": annotated.convention("quote"),
        "date": annotated.convention("date"),
        "stance": annotated.convention("stance"),
    }


def _without_absent_layers(record: Document) -> Document:
    """The record with null for the lists of layers that are absent: an empty list would say that
    the text has none of them."""
    layers = record["layers"]
    record["speakers"] = record["speakers"] or ([] if "speaker" in layers else None)
    record["quotes"] = record["quotes"] or ([] if "quote" in layers else None)
    record["dates"] = record["dates"] or ([] if "date" in layers else None)
    record["stances"] = record["stances"] or ([] if "stance" in layers else None)
    record["marks"] = record["marks"] or ([] if "mark" in layers else None)
    return record


def record_entry(doc_id: str, annotation: Annotation, time: Interval = UNRESOLVED) -> DocumentEntry:
    """An annotation as a document's list of its layer has it: every field present, its ids with
    the document's before them, a date with its stretch of `time` (`ground_dates`)."""
    if annotation["layer"] == "speaker":
        return _speaker(doc_id, annotation)
    if annotation["layer"] == "quote":
        return _quote(doc_id, annotation)
    if annotation["layer"] == "date":
        return _date(doc_id, annotation, time)
    if annotation["layer"] == "stance":
        return _stance(doc_id, annotation)
    if annotation["layer"] == "mark":
        return _mark(doc_id, annotation)
    return _block(doc_id, annotation)


def _entities(
    annotations: Iterable[Annotation], unnamed: Iterable[Entity], registries: Registries
) -> list[DocumentEntity]:
    named = {entity for annotation in annotations for entity in entities_of(annotation)}
    own = {entity["id"]: entity for entity in unnamed}
    known = [own.get(entity) or registries.entities[entity] for entity in sorted(named)]
    return [{"id": e["id"], "name": e["name"], "kind": e["kind"]} for e in known]


def _sentences(reading: Reading) -> list[Range]:
    """The sentences of a text, without lines of nothing but signs: a comma that the scrape left,
    the rule of a table. A text without any word keeps them."""
    text = reading.text
    found = [place for place in reading.sentences if any(map(str.isalnum, text[slice(*place)]))]
    return found or reading.sentences


def _with_paragraphs(
    doc_id: str,
    reading: Reading,
    recorded: list[DocumentBlock],
    default: Literal["paragraph"] | None,
) -> list[DocumentBlock]:
    """The recorded blocks and, as blocks of the kind `default`, the paragraphs that are none."""
    taken = {(block["start"], block["end"]) for block in recorded}
    others: list[DocumentBlock] = [
        {"id": f"{doc_id}/p{place[0]}", **span_at(reading.text, place), "kind": default}
        for place in reading.paragraphs
        if place not in taken
    ]
    return sorted([*recorded, *others], key=lambda block: (block["start"], -block["end"]))


def _block(doc_id: str, block: BlockAnnotation) -> DocumentBlock:
    return {"id": f"{doc_id}/{block['id']}", **block["span"], "kind": block["kind"]}


def _mark(doc_id: str, mark: MarkAnnotation) -> DocumentMark:
    return {"id": f"{doc_id}/{mark['id']}", **mark["span"], "kind": mark["kind"]}


def _speaker(doc_id: str, mention: SpeakerAnnotation) -> DocumentSpeaker:
    return {
        "id": f"{doc_id}/{mention['id']}",
        **mention["span"],
        "form": mention["form"],
        "speakers": mention.get("speakers"),
        "flags": mention.get("flags", []),
    }


def _global(doc_id: str, reference: str | None) -> str | None:
    return None if reference is None else f"{doc_id}/{reference}"


def _quote(doc_id: str, quote: QuoteAnnotation, follows_said: bool = True) -> DocumentQuote:
    """The entry of a quote. What it leaves out is positive and determinate by the guidelines of
    `said` (Q14); by others it is unknown."""
    return {
        "id": f"{doc_id}/{quote['id']}",
        "content": quote["content"],
        "verbatim": quote.get("verbatim", None if quote["type"] == "mixed" else []),
        "cue": quote.get("cue", []),
        "type": quote["type"],
        "source": [f"{doc_id}/{mention}" for mention in quote.get("source", ())],
        "via": [f"{doc_id}/{mention}" for mention in quote.get("via", ())],
        "speakers": quote.get("speakers"),
        "resolution": quote.get("resolution"),
        "said": _global(doc_id, quote.get("said")),
        "utterance": quote.get("utterance"),
        "parent": _global(doc_id, quote.get("parent")),
        "continues": _global(doc_id, quote.get("continues")),
        "flags": quote.get("flags", []),
        "polarity": quote.get("polarity", POLARITY if follows_said else None),
        "determinacy": quote.get("determinacy", DETERMINACY if follows_said else None),
        "phrase": quote.get("phrase", []),
        "addressee": [f"{doc_id}/{mention}" for mention in quote.get("addressee", ())],
        "passages": quote.get("passages", []),
    }


def _date(doc_id: str, date: DateAnnotation, time: Interval) -> DocumentDate:
    anchor = date.get("anchor")
    return {
        "id": f"{doc_id}/{date['id']}",
        **date["span"],
        "type": date["type"],
        "value": date["value"],
        "mod": date.get("mod"),
        "quant": date.get("quant"),
        "freq": date.get("freq"),
        "anchor": anchor if anchor == DCT else _global(doc_id, anchor),
        "earliest": time.earliest,
        "latest": time.latest,
        "flags": date.get("flags", []),
    }


def _stance(doc_id: str, stance: StanceAnnotation) -> DocumentStance:
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
