"""The types of what people write: annotations, registries, metadata. Written by
`tests/record_types.py` from `schema/`; do not edit.

A record is a plain dict at run time. `layer` tells an annotation from those of other layers.
"""

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict

Layer = Literal["block", "mark", "speaker", "quote", "date", "stance"]
"""The annotation layers."""

BlockKind = Literal[
    "paragraph",
    "headline",
    "heading",
    "byline",
    "dateline",
    "list_item",
    "table_row",
    "embedded_post",
    "caption",
    "boilerplate",
]
"""What a line of the text is (X4)."""

MarkKind = Literal["echo", "term", "title", "nickname", "wrapper", "scare"]
"""Why quotation marks stand where nobody is quoted; the first that fits, in the order of Q4."""

QuoteType = Literal["direct", "indirect", "mixed"]
"""How the words of a source are presented (Q1-Q3)."""

Resolution = Literal["explicit", "anaphoric", "implicit"]
"""How the text leads from a quote to its speakers (Q8)."""

MentionForm = Literal["name", "nominal", "pronoun", "handle"]
"""The form of a speaker mention (S4)."""

EntityKind = Literal["person", "organisation", "group", "document", "anonymous"]
"""What a registered entity is (S1)."""

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
"""TIMEX3 type of a temporal expression (D3)."""

TimexMod = Literal[
    "START",
    "MID",
    "END",
    "APPROX",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
]
"""TIMEX3 modifier, only from words inside the span (D3)."""

DctStatus = Literal["stated", "inferred", "external"]
"""Where a fact about the document is from (D5)."""

StanceLabel = Literal["favor", "against", "mixed", "none"]
"""The stance of a holder towards a target (T1)."""

StanceForm = Literal["explicit", "implied"]
"""Whether a stance is in the words or follows from them (T12)."""

Modality = Literal["assert", "normative", "conditional", "hedged", "question"]
"""How a stance is put forward (T12)."""

Confidence = Literal["high", "medium", "low"]
"""How sure the annotation is (T12)."""

Flag = Literal["source_error", "anachronism"]
"""What the annotated text gets wrong (T13)."""

UnitKind = Literal["quote", "sentence"]
"""What a row of `stances` judges (T2)."""

Reach = Literal["unit", "context", "document"]
"""How far from a unit in `stances` the target is named by an alias."""

Relation = Literal["reference", "identical", "truncated", "reworded"]
"""How a version of a passage relates to the reference of the passage, by its words: lower-cased
tokens that are not punctuation."""

Wording = Literal["identical", "cut", "reworded", "reworded_in_marks"]
"""How the words of two quotes that give the same passage differ."""

PairSpeaker = Literal["same", "other"]
"""Whether two quotes that give the same passage name a common speaker."""

PairTime = Literal["same", "other", "unknown"]
"""Whether the times of saying that two quotes give for the same passage agree (D6)."""

SpanTag = Literal["O", "B", "I"]
"""BIO tag of a token for one kind of span."""

Split = Literal["train", "validation", "test"]
"""The split a document belongs to."""

Status = Literal["raw", "draft", "adjudicated"]
"""How far a document is; only adjudicated ones are released."""

Origin = Literal["published", "written"]
"""Where the text of a document is from."""

Polarity = Literal["positive", "negative"]
"""Whether the text says that something was said, or denies it (Q14)."""

Determinacy = Literal["determinate", "indeterminate"]
"""Whether the text tells the act of saying as a fact (Q14)."""


class Span(TypedDict):
    """A stretch of the text, [start, end), with the string that stands there (X2)."""

    start: int
    end: int
    exact: str


class BlockAnnotation(TypedDict):
    """A line that is no paragraph, or boilerplate inside a line (X4)."""

    id: str
    layer: Literal["block"]
    span: Span
    kind: BlockKind
    rule: NotRequired[str]
    precision: NotRequired[float]


class MarkAnnotation(TypedDict):
    """Quotation marks that quote nobody (Q4)."""

    id: str
    layer: Literal["mark"]
    span: Span
    kind: MarkKind
    rule: NotRequired[str]
    precision: NotRequired[float]


class SpeakerAnnotation(TypedDict):
    """A mention of a person, of a source, of a channel or of an addressee (S2)."""

    id: str
    layer: Literal["speaker"]
    span: Span
    form: MentionForm
    speakers: NotRequired[list[str]]
    flags: NotRequired[list[str]]
    rule: NotRequired[str]
    precision: NotRequired[float]


class QuoteAnnotation(TypedDict):
    """A stretch presented as the words or thoughts of a source (Q1)."""

    id: str
    layer: Literal["quote"]
    content: list[Span]
    verbatim: NotRequired[list[Span]]
    cue: NotRequired[list[Span]]
    type: QuoteType
    source: NotRequired[list[str]]
    via: NotRequired[list[str]]
    speakers: NotRequired[list[str]]
    resolution: NotRequired[Resolution]
    said: NotRequired[str]
    utterance: NotRequired[str]
    parent: NotRequired[str]
    continues: NotRequired[str]
    flags: NotRequired[list[str]]
    polarity: NotRequired[Polarity]
    determinacy: NotRequired[Determinacy]
    phrase: NotRequired[list[Span]]
    addressee: NotRequired[list[str]]
    passages: NotRequired[list[str]]
    rule: NotRequired[str]
    precision: NotRequired[float]


class DateAnnotation(TypedDict):
    """A temporal expression, TIMEX3 (D1)."""

    id: str
    layer: Literal["date"]
    span: Span
    type: TimexType
    value: str
    mod: NotRequired[TimexMod]
    quant: NotRequired[str]
    freq: NotRequired[str]
    anchor: NotRequired[str]
    flags: NotRequired[list[str]]
    rule: NotRequired[str]
    precision: NotRequired[float]


class StanceAnnotation(TypedDict):
    """An evaluation of a target by a holder (T1)."""

    id: str
    layer: Literal["stance"]
    expression: list[Span]
    quote: NotRequired[str]
    holder: str
    target: str
    proposition: NotRequired[str]
    label: StanceLabel
    form: StanceForm
    modality: Modality
    intensity: int
    confidence: Confidence
    flags: NotRequired[list[str]]
    rule: NotRequired[str]
    precision: NotRequired[float]


class Decided(TypedDict):
    """One line of seeds/<doc_id>/decided.jsonl: a place that was looked at and is right as it
    is, although a layer has nothing there or something else than elsewhere."""

    layer: Layer
    span: Span
    rule: str
    note: NotRequired[str]


class Adjudication(TypedDict):
    """One line of seeds/<doc_id>/adjudication.jsonl: where two passes differ, and how it was
    decided."""

    id: str
    layer: Layer
    spans: list[Span]
    passes: NotRequired[list[str]]
    a: list[str]
    b: list[str]
    result: list[str]
    fields: list[str]
    rule: str
    decision: str


class MetadataDct(TypedDict):
    """Document creation time (D5)."""

    value: str
    status: DctStatus
    evidence: list[Span]
    note: str | None


class MetadataProvenance(TypedDict):
    """A part of a record."""

    field: Literal["title", "outlet", "authors"]
    status: DctStatus
    evidence: list[Span]
    note: str | None


class Entity(TypedDict):
    """One line of seeds/entities.jsonl (named entities), or an anonymous voice in a
    document.json (S1, S6)."""

    id: str
    name: str
    kind: EntityKind
    aliases: list[str]
    role: str | None
    wikidata: str | None


class Conventions(TypedDict):
    """Whose guidelines each layer follows."""

    block: NotRequired[str]
    mark: NotRequired[str]
    speaker: NotRequired[str]
    quote: NotRequired[str]
    date: NotRequired[str]
    stance: NotRequired[str]


class Metadata(TypedDict):
    """seeds/<doc_id>/document.json: what the text itself supports; what is unknown is null."""

    doc_id: str
    title: str | None
    outlet: str | None
    authors: list[str]
    language: str
    dct: MetadataDct
    provenance: list[MetadataProvenance]
    split: Split
    rights: str
    sha256: str
    entities: list[Entity]
    status: Status
    layers: NotRequired[list[Layer]]
    convention: NotRequired[Conventions]
    license: NotRequired[str | None]
    wrapped: NotRequired[bool]
    origin: NotRequired[Origin]
    event: NotRequired[str]
    collection: NotRequired[str]
    genre: NotRequired[str]
    url: NotRequired[str]
    published_at: NotRequired[str]
    topics: NotRequired[list[str]]


class Target(TypedDict):
    """One line of seeds/topics/<topic>/targets.jsonl (T3)."""

    id: str
    kind: Literal["entity", "issue"]
    proposition: str
    aliases: list[str]
    related: NotRequired[list[str]]
    of: NotRequired[str]
    aspect: NotRequired[str]


class Frame(TypedDict):
    """One line of seeds/topics/<topic>/frames.jsonl: which words, when they meet in a clause,
    affirm or deny a proposition."""

    id: str
    target: NotRequired[str]
    aspect: NotRequired[str]
    label: Literal["favor", "against"]
    words: list[str]
    expression: list[str]
    reach: NotRequired[int]
    ordered: NotRequired[bool]
    far: NotRequired[bool]
    holder: NotRequired[Literal["speaker", "subject", "worrier"]]
    quoted: NotRequired[bool]
    imperative: NotRequired[bool]
    implied: NotRequired[bool]
    unless: NotRequired[list[str]]
    example: NotRequired[str]


class WordList(TypedDict):
    """One line of seeds/topics/<topic>/words.jsonl: phrases that the topic's frames look
    for."""

    id: str
    words: list[str]


class Utterance(TypedDict):
    """One line of seeds/utterances.jsonl: an act of speaking or writing that quotes report
    (Q12)."""

    id: str
    speakers: list[str]
    description: str


class EventFile(TypedDict):
    """seeds/events/<event>.json: an event that documents report."""

    id: str
    description: str


class CorpusFileFlag(TypedDict):
    """A part of a record."""

    id: str
    description: str


class CorpusFileReading(TypedDict):
    """A part of a record."""

    passes: list[str]
    guidelines: NotRequired[str]
    read: NotRequired[list[str]]


class CorpusFileReleased(TypedDict):
    """A part of a record."""

    version: str
    digest: str


class CorpusFile(TypedDict):
    """seeds/corpus.json: what the corpus is, the current version of the data and the released
    versions with their digests."""

    name: str
    title: NotRequired[str]
    language: NotRequired[str]
    license: NotRequired[str | None]
    layers: NotRequired[list[Layer]]
    flags: NotRequired[list[CorpusFileFlag]]
    maintainers: NotRequired[list[str]]
    url: NotRequired[str | None]
    readings: NotRequired[list[CorpusFileReading]]
    version: str
    released: list[CorpusFileReleased]


Annotation = (
    BlockAnnotation
    | MarkAnnotation
    | SpeakerAnnotation
    | QuoteAnnotation
    | DateAnnotation
    | StanceAnnotation
)
"""A line of annotations.jsonl."""

AnyAnnotation = dict[str, Any]
"""An annotation whose fields are not checked, because it is still being made."""

AnyRecord = Mapping[str, Any]
"""A record of any kind, for code that treats them all alike."""
