"""The documents to learn from: their texts, gold annotations, conventions and licences.

Whatever `said score` reads as a gold set can be learned from, and the same functions read it. A
document whose `layers` lack the layer to learn is left out: that nothing is annotated there means
nothing. A mistake in the annotations stops the training.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from said.annotators.learned.folder import LANGUAGE
from said.scoring.items import Item
from said.scoring.joined import GoldDocument, read_gold, read_readings
from said.scoring.sets import GOLD, is_own_set
from said.seeds.changes import find_repaired
from said.seeds.layers import SAID
from said.system.errors import SaidError
from said.system.files import read_file
from said.system.places import Checkout
from said.text import jsontext
from said.text.reading import Reading, read_text

LONGEST = 2_000_000
"""Characters of a document to learn from: a long novel. The features of all its words are held in
memory, and take a thousand bytes for each."""

SPEAKER = "speaker"
"""The layer of mentions, and of who is quoted: a corpus may have the second alone."""
_ALIKE = (SPEAKER,)
"""The layers that all conventions know in one form: who speaks is not a matter of definition."""


class TrainingDocument(NamedTuple):
    """A document with its gold annotations: the items of each reading, of which most documents have
    one. `convention` says whose guidelines the layer to learn follows, None where nothing says so;
    `license` and `rights` hold for the text. `digest` is that of the text and the annotations."""

    doc_id: str
    text: str
    readings: list[list[Item]]
    gold: GoldDocument
    convention: str | None
    event: str | None = None
    collection: str | None = None
    license: str | None = None
    rights: str | None = None
    digest: str = ""

    @property
    def reading(self) -> Reading:
        """The reading of the text, as the annotators have it."""
        return read_text(self.text)


class TrainingSet(NamedTuple):
    """The documents by id, all of one convention, the names of the sets that they are from, and the
    ids of the documents that were left out because they lack the layer."""

    layer: str
    convention: str
    documents: list[TrainingDocument]
    names: tuple[str, ...]
    without_layer: list[str]

    @property
    def digest(self) -> str:
        """The digest of all documents."""
        told = [[one.doc_id, one.digest] for one in self.documents]
        return sha256(jsontext.line(told)).hexdigest()

    def licences(self) -> dict[str, int]:
        """How many documents have each licence, or the rights where no licence is known."""
        counts: dict[str, int] = {}
        for one in self.documents:
            name = one.license or one.rights or "no licence is known"
            counts[name] = counts.get(name, 0) + 1
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def read_training_set(
    checkout: Checkout | None, names: Sequence[str], layer: str, convention: str | None = None
) -> TrainingSet:
    """The documents of some sets that are annotated for a layer of the records.

    A name is that of a checkout, a folder of seeds or of a document in it, a release, or anything
    that `said score` takes for gold. `convention` is that of data that do not name one. Raises
    SaidError for a set that cannot be read, a mistake in the annotations, a document that is in two
    sets, documents of several conventions or of another language than English, and if there is
    nothing to learn.
    """
    found: dict[str, tuple[str, GoldDocument]] = {}
    for name in names:
        documents = list(_read_named(checkout, name))
        if not documents:
            raise SaidError(
                f"{name}: no annotated document",
                "annotate its documents, and write adjudicated for their status in document.json",
            )
        for document in documents:
            if document.doc_id in found:
                raise SaidError(
                    f"{document.doc_id} is both in {found[document.doc_id][0]} and in {name}",
                    "name each document once",
                )
            found[document.doc_id] = name, document
    has_layer = [
        (name, one) for name, one in found.values() if one.layers is None or layer in one.layers
    ]
    _refuse_languages([one for _, one in has_layer])
    made = [_training_document(one, name, layer) for name, one in has_layer]
    made.sort(key=lambda one: one.doc_id)
    _refuse_empty(made, layer, len(found))
    common = _common_convention(made, layer, convention)
    without = sorted(found.keys() - {one.doc_id for one in made})
    return TrainingSet(layer, common, made, tuple(map(_title, names)), without)


def _title(name: str) -> str:
    """What a set is called wherever it lies: the name of its corpus, or the last part of a path."""
    for folder in (Path(name), Path(name) / "seeds"):
        if (folder / "corpus.json").is_file():
            value, _ = jsontext.parse(read_file(folder / "corpus.json"))
            if isinstance(value, dict) and isinstance(value.get("name"), str):
                return str(value["name"])
    return Path(name).resolve().name


def _read_named(checkout: Checkout | None, name: str) -> Iterator[GoldDocument]:
    path = Path(name)
    if (path / "seeds" / "corpus.json").is_file() or (path / "corpus.json").is_file():
        return read_gold(find_repaired(path), GOLD)
    if (path / "document.json").is_file():
        return read_gold(find_repaired(path), GOLD, [path.resolve().name])
    if not path.exists() and checkout is None and name == GOLD:
        raise SaidError("gold: no corpus is here", "run it inside a corpus, or name its folder")
    if checkout is not None and is_own_set(checkout, name):
        return read_gold(checkout, name)
    return read_gold(None, name)


def _refuse_languages(documents: Iterable[GoldDocument]) -> None:
    """Raises SaidError for documents in another language than that of the rules."""
    others = {
        one.doc_id: str(one.facts["language"])
        for one in documents
        if one.facts.get("language") and str(one.facts["language"]).split("-")[0] != LANGUAGE
    }
    if others:
        first, language = next(iter(sorted(others.items())))
        more = f", and {len(others) - 1} more are not in English" if len(others) > 1 else ""
        raise SaidError(
            f"{first}: its language is {language}{more}; models learn beside rules for English",
            "leave these documents out",
        )


def _training_document(gold: GoldDocument, name: str, layer: str) -> TrainingDocument:
    if len(gold.text or "") > LONGEST:
        raise SaidError(
            f"{name}: {gold.doc_id} has {len(gold.text or ''):,} characters, and models learn from "
            f"documents of at most {LONGEST:,}",
            "leave the document out, or divide it into several",
        )
    if gold.text is None:
        raise SaidError(
            f"{name}: {gold.doc_id} has no text",
            f"put {gold.doc_id}.txt beside its lines, give rows a field text, or restore the texts "
            "of a release with said restore",
        )
    rows = [[row.value for row in reading] for reading in gold.readings]
    strings = {key: value for key, value in gold.facts.items() if isinstance(value, str)}
    return TrainingDocument(
        gold.doc_id,
        gold.text,
        read_readings(gold, gold.text, name),
        gold._replace(readings=()),
        _convention_of(gold.facts, layer),
        event=strings.get("event"),
        collection=strings.get("collection"),
        license=strings.get("license"),
        rights=strings.get("rights"),
        digest=sha256(jsontext.line([gold.text, rows])).hexdigest(),
    )


def _convention_of(facts: Mapping[str, Any], layer: str) -> str | None:
    """The convention of a layer; a document that has fields follows ours unless it names one."""
    named = facts.get("convention")
    if isinstance(named, Mapping) and named.get(layer):
        return str(named[layer])
    return SAID if "status" in facts or isinstance(named, Mapping) else None


def _refuse_empty(documents: Sequence[TrainingDocument], layer: str, read: int) -> None:
    """Raises SaidError if there is nothing to learn."""
    if not documents:
        raise SaidError(
            f"none of the {read} documents is annotated for the layer {layer}",
            f"name documents whose layers, in document.json, have {layer}",
        )
    items = (item for one in documents for some in one.readings for item in some)
    if not any(item.layer == layer or (layer == SPEAKER and item.speakers) for item in items):
        raise SaidError(
            f"no {layer} is annotated in any of the {len(documents)} documents",
            f"name documents with annotations of the layer {layer}",
        )


def _common_convention(
    documents: Sequence[TrainingDocument], layer: str, wanted: str | None
) -> str:
    """The convention that all documents follow. Raises SaidError if there are several."""
    if layer in _ALIKE:
        return SAID
    by_name: dict[str, list[str]] = {}
    for one in documents:
        by_name.setdefault(one.convention or wanted or SAID, []).append(one.doc_id)
    if len(by_name) > 1:
        counts = "; ".join(
            f"{name} in {len(ids)} document{'s' if len(ids) > 1 else ''}, such as {ids[0]}"
            for name, ids in by_name.items()
        )
        raise SaidError(
            f"the {layer}s follow several conventions: {counts}",
            "train on one convention, or convert the others: said import CORPUS FOLDER --as said",
        )
    (found,) = by_name
    if wanted not in (None, found):
        raise SaidError(
            f"the {layer}s follow the convention {found}, not {wanted}",
            "leave --convention out: the documents say whose convention they follow",
        )
    return found
