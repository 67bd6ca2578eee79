"""The types of what a release holds: records, rows, the manifest.

Written by `tests/record_types.py` from `schema/`; do not edit.

`DocumentQuote` is an entry of a document's record, `QuoteRow` a row of the table `quotes`.
"""

from typing import NotRequired, TypedDict

from said.schema.records import (
    BlockKind,
    Confidence,
    DctStatus,
    Determinacy,
    EntityKind,
    Layer,
    MarkKind,
    MentionForm,
    Modality,
    Origin,
    PairSpeaker,
    PairTime,
    Polarity,
    QuoteType,
    Reach,
    Relation,
    Resolution,
    Span,
    StanceForm,
    StanceLabel,
    TimexMod,
    TimexType,
    UnitKind,
    Wording,
)


class DocumentEntity(TypedDict):
    """A part of a record."""

    id: str
    name: str
    kind: EntityKind


class DocumentBlock(TypedDict):
    """A part of a record."""

    id: str
    start: int
    end: int
    exact: str
    kind: BlockKind | None


class DocumentSentence(TypedDict):
    """A part of a record."""

    start: int
    end: int


class DocumentSpeaker(TypedDict):
    """A part of a record."""

    id: str
    start: int
    end: int
    exact: str
    form: MentionForm
    speakers: list[str] | None
    flags: list[str]


class DocumentQuote(TypedDict):
    """A part of a record."""

    id: str
    content: list[Span]
    verbatim: list[Span] | None
    cue: list[Span]
    type: QuoteType
    source: list[str]
    via: list[str]
    speakers: list[str] | None
    resolution: Resolution | None
    said: str | None
    utterance: str | None
    parent: str | None
    continues: str | None
    flags: list[str]
    polarity: Polarity | None
    determinacy: Determinacy | None
    phrase: list[Span] | None
    addressee: list[str] | None
    passages: list[str]


class DocumentDate(TypedDict):
    """A part of a record."""

    id: str
    start: int
    end: int
    exact: str
    type: TimexType
    value: str
    mod: TimexMod | None
    quant: str | None
    freq: str | None
    anchor: str | None
    earliest: str | None
    latest: str | None
    flags: list[str]


class DocumentStance(TypedDict):
    """A part of a record."""

    id: str
    expression: list[Span]
    quote: str | None
    holder: str
    target: str
    proposition: str | None
    label: StanceLabel
    form: StanceForm
    modality: Modality
    intensity: int
    confidence: Confidence
    flags: list[str]


class DocumentMark(TypedDict):
    """A part of a record."""

    id: str
    start: int
    end: int
    exact: str
    kind: MarkKind


class DocumentConvention(TypedDict):
    """Whose guidelines each layer of `layers` follows; null for the other layers (X6)."""

    block: str | None
    mark: str | None
    speaker: str | None
    quote: str | None
    date: str | None
    stance: str | None


class Document(TypedDict):
    """What a build makes of a seed: ids corpus-wide, dates grounded, blocks and sentences
    found."""

    doc_id: str
    title: str | None
    outlet: str | None
    authors: list[str]
    language: str
    dct: str
    dct_status: DctStatus
    text: str
    sha256: str
    entities: list[DocumentEntity]
    blocks: list[DocumentBlock]
    sentences: list[DocumentSentence]
    speakers: list[DocumentSpeaker] | None
    quotes: list[DocumentQuote] | None
    dates: list[DocumentDate] | None
    stances: list[DocumentStance] | None
    marks: list[DocumentMark] | None
    topics: list[str]
    layers: list[Layer]
    convention: DocumentConvention
    license: str | None
    wrapped: bool
    origin: Origin
    event: str | None
    collection: str | None
    genre: str | None
    url: str | None
    published_at: str | None
    fold: int


class MentionRef(TypedDict):
    """A speaker mention: its corpus-wide id and its span (Q8)."""

    id: str
    start: int
    end: int
    exact: str


class QuoteRow(TypedDict):
    """A quote with its fragments, cue, source, speakers, time of saying and the sentences
    around it: for attribution."""

    id: str
    doc_id: str
    type: QuoteType
    content: list[Span]
    verbatim: list[Span] | None
    cue: list[Span]
    source: list[MentionRef]
    via: list[MentionRef]
    speakers: list[str] | None
    speaker_names: list[str] | None
    resolution: Resolution | None
    said: str | None
    said_value: str | None
    said_earliest: str | None
    said_latest: str | None
    parent: str | None
    continues: str | None
    utterance: str | None
    flags: list[str]
    context: str
    context_start: int
    polarity: Polarity | None
    determinacy: Determinacy | None
    phrase: list[Span] | None
    addressee: list[MentionRef] | None
    passages: list[str]
    origin: Origin
    event: str | None
    fold: int


class SpeakerRow(TypedDict):
    """A mention of a person or of a source: for identity and linking."""

    id: str
    doc_id: str
    start: int
    end: int
    exact: str
    form: MentionForm
    speakers: list[str] | None
    speaker_names: list[str] | None
    speaker_kinds: list[EntityKind] | None
    is_source: bool | None
    is_via: bool | None
    context: str
    context_start: int
    flags: list[str]
    origin: Origin
    event: str | None
    fold: int


class DateRow(TypedDict):
    """A temporal expression with its normalised and its grounded time: for normalisation."""

    id: str
    doc_id: str
    start: int
    end: int
    exact: str
    type: TimexType
    value: str
    mod: TimexMod | None
    quant: str | None
    freq: str | None
    anchor: str | None
    dct: str
    earliest: str | None
    latest: str | None
    flags: list[str]
    context: str
    context_start: int
    origin: Origin
    event: str | None
    fold: int


class StanceRow(TypedDict):
    """A unit and a target that the document names, with the stance that a holder takes, or
    none: for stance training."""

    id: str
    doc_id: str
    unit: str
    unit_kind: UnitKind
    text: str
    text_start: int
    context_before: str
    context_after: str
    quoted: list[Span] | None
    target: str
    proposition: str | None
    reach: Reach | None
    target_spans: list[Span]
    label: StanceLabel
    none_certain: bool | None
    holder: str | None
    expression: list[Span]
    form: StanceForm | None
    modality: Modality | None
    intensity: int | None
    confidence: Confidence | None
    flags: list[str]
    origin: Origin
    event: str | None
    fold: int


class UtteranceRowVersionAlignment(TypedDict):
    """A part of a record."""

    op: str
    ref_start: int
    ref_end: int
    start: int
    end: int


class UtteranceRowVersion(TypedDict):
    """A part of a record."""

    passage: str | None
    quote: str
    doc_id: str
    type: QuoteType
    text: str
    reference: str | None
    relation: Relation | None
    similarity: float | None
    alignment: list[UtteranceRowVersionAlignment]
    said_value: str | None
    earliest: str | None
    latest: str | None
    flags: list[str]


class UtteranceRow(TypedDict):
    """An act of speaking or writing with every version of each of its passages in every
    document, and whether the times asserted for it agree."""

    id: str
    doc_ids: list[str]
    speakers: list[str]
    versions: list[UtteranceRowVersion]
    times_agree: bool | None


class TimeOfSaying(TypedDict):
    """The time of saying that a quote gives (Q11)."""

    value: str | None
    earliest: str | None
    latest: str | None


class PairRowAlignment(TypedDict):
    """A part of a record."""

    op: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int


class PairRow(TypedDict):
    """Two quotes from two documents of one event, whether they give the same passage of one act
    of speaking, and how they then differ."""

    id: str
    event: str
    quote_a: str
    quote_b: str
    doc_a: str
    doc_b: str
    text_a: str
    text_b: str
    type_a: QuoteType
    type_b: QuoteType
    speakers_a: list[str] | None
    speakers_b: list[str] | None
    said_a: TimeOfSaying
    said_b: TimeOfSaying
    same_passage: bool
    utterance: str | None
    passages: list[str]
    wording: Wording | None
    a_only: bool | None
    b_only: bool | None
    speaker: PairSpeaker | None
    time: PairTime | None
    similarity: float | None
    alignment: list[PairRowAlignment]


class TokenRow(TypedDict):
    """A line of the text with its tokens and their BIO tags: for token classification."""

    id: str
    doc_id: str
    block_kind: BlockKind | None
    text: str
    text_start: int
    tokens: list[str]
    starts: list[int]
    ends: list[int]
    boilerplate: list[bool] | None
    content: list[int] | None
    cue: list[int] | None
    source: list[int] | None
    speaker: list[int] | None
    date: list[int] | None
    mark: list[int] | None
    stance: list[int] | None
    origin: Origin
    event: str | None
    fold: int


class ManifestWithoutText(TypedDict):
    """Only in a release in which every string of article text is null; `said restore` puts them
    back."""

    restores_to: str


class ManifestFile(TypedDict):
    """A part of a record."""

    path: str
    config: NotRequired[str]
    split: NotRequired[str]
    bytes: int
    rows: NotRequired[int]
    sha256: str
    rows_sha256: NotRequired[str]


class Manifest(TypedDict):
    """corpus/<version>/manifest.json: what the release holds and what it was made of."""

    name: str
    version: str
    digest: str
    without_text: NotRequired[ManifestWithoutText]
    schema: str
    software: str
    pyarrow: str
    documents: int
    cut_tokens: dict[str, int]
    files: list[ManifestFile]
    seeds: dict[str, str]
