"""From annotations to tokens: tags by column, and spans with links, from which all comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from said.schema.records import AnyRecord
from said.schema.scheme import (
    DCT,
    FIELDS,
    LABEL_FIELD,
    MAIN_FIELD,
    REFERENCES,
    SPAN_FIELDS,
    spans_of,
)
from said.system.errors import SaidError
from said.text.segments import Range
from said.tokens.columns import (
    COLUMNS,
    IGNORED,
    OUTSIDE,
    Placed,
    column_spans,
    known_columns,
    lay_tags,
    tag_labels,
)
from said.tokens.documents import TaggedText, as_document
from said.tokens.tokenizers import Tokenized, tokenize


class TokenSpan(NamedTuple):
    """A fragment of an annotation: the tokens from `start` up to, but not including, `end`.

    All spans with the same `of` and `role` are one discontinuous stretch. `role` is "" for what is
    annotated, or the field that holds the span: `cue`, `verbatim`, `phrase`. `label` is the one
    that annotations of the layer are known by.
    """

    of: str
    layer: str
    role: str
    label: str
    start: int
    end: int


class TokenLink(NamedTuple):
    """A reference from one annotation to another: `role` is the field, such as `source` or
    `parent`."""

    of: str
    role: str
    to: str


class Encoded(NamedTuple):
    """A document in tokens.

    `offsets` are the places of the tokens in the text. `tags` has a list of numbers for each
    column, as long as `offsets`; `labels` of this package names them. `spans` and `links` hold what
    tags cannot: nesting, fragments, and what belongs together.

    `lost` counts what is not in them. `unmatched`: spans that touch no token. `widened`: spans that
    begin or end inside a token, and are as long as the tokens they touch. `hidden`: spans that
    their column of tags does not give back, since another one lies over them or they touch the same
    tokens. `unlabelled`: mentions without a tag, as nobody says what kind of entity they are.
    `unlinked`: links to annotations that are not in the document.
    """

    tokens: list[str]
    offsets: list[Range]
    tags: dict[str, list[int]]
    spans: list[TokenSpan]
    links: list[TokenLink]
    lost: dict[str, int]


def encode(document: Any, tokenizer: Any = None) -> Encoded:
    """A document with its annotations in tokens.

    `document` is a row of the table `documents`, a row that `said annotate` wrote, or a mapping
    with `text`, `annotations` and, if they are not all, `layers`. `tokenizer` is None for the
    project's own tokens, a fast tokenizer of Hugging Face, a spaCy pipeline or document, or a list
    of offsets. The tags of a column whose layer the document lacks are all -100, and so are those
    of special tokens. Raises SaidError for anything else.
    """
    given = as_document(document)
    tokenized = tokenize(given.text, tokenizer)
    lost: Counter[str] = Counter()
    tags = _tags(given, tokenized, lost)
    spans = list(_spans(given.annotations, tokenized, lost))
    links = list(_links(given.annotations, lost))
    strings = [given.text[start:end] for start, end in tokenized.offsets]
    return Encoded(strings, tokenized.offsets, tags, spans, links, dict(lost))


def encode_all(documents: Iterable[Any], tokenizer: Any = None) -> Iterator[Encoded]:
    """Each document in tokens, one after the other, however many there are."""
    for document in documents:
        yield encode(document, tokenizer)


def _tags(document: TaggedText, tokenized: Tokenized, lost: Counter[str]) -> dict[str, list[int]]:
    known = known_columns(document.annotations, document.layers)
    found = {}
    for column, placed in column_spans(document.annotations, document.kinds).items():
        tags = [IGNORED] * len(tokenized.offsets)
        found[column] = tags
        if column not in known:
            continue
        inner = lay_tags(tokenized.tokens, placed)
        for place, tag in zip(tokenized.places, inner, strict=True):
            tags[place] = tag
        _count_hidden(tokenized, placed, inner, lost)
    return found


def _count_hidden(
    tokenized: Tokenized, placed: Sequence[Placed], tags: Sequence[int], lost: Counter[str]
) -> None:
    given: Counter[Placed] = Counter()
    for start, end, tag in placed:
        first, after = tokenized.tokens.touched(start, end)
        if tag == IGNORED:
            lost["unlabelled"] += 1
        elif first < after:
            given[first, after, tag] += 1
    back = Counter(tagged_ranges(tags))
    if hidden := (given - back).total():
        lost["hidden"] += hidden


def tagged_ranges(tags: Sequence[int]) -> Iterator[Placed]:
    """The spans in well-formed tags: first token, the token after the last, and the tag B."""
    start = 0
    for place, tag in enumerate([*tags, OUTSIDE]):
        before = tags[place - 1] if place else OUTSIDE
        goes_on = tag > OUTSIDE and tag % 2 == 0
        if before > OUTSIDE and not goes_on:
            yield start, place, before - (before % 2 == 0)
        if tag > OUTSIDE and not goes_on:
            start = place


def _spans(
    annotations: Iterable[AnyRecord], tokenized: Tokenized, lost: Counter[str]
) -> Iterator[TokenSpan]:
    starts, ends = set(tokenized.tokens.starts), set(tokenized.tokens.ends)
    places = tokenized.places
    for one in annotations:
        layer = one["layer"]
        label = str(one.get(LABEL_FIELD[layer], ""))
        for field in (field for field in FIELDS[layer] if field in SPAN_FIELDS):
            role = "" if field == MAIN_FIELD[layer] else field
            for span in spans_of(one, field):
                first, after = tokenized.tokens.touched(span["start"], span["end"])
                if first == after:
                    lost["unmatched"] += 1
                    continue
                lost.update(["widened"] * (span["start"] not in starts or span["end"] not in ends))
                yield TokenSpan(one["id"], layer, role, label, places[first], places[after - 1] + 1)


def _links(annotations: Sequence[AnyRecord], lost: Counter[str]) -> Iterator[TokenLink]:
    known = {one["id"] for one in annotations}
    for one in annotations:
        for field in REFERENCES[one["layer"]]:
            value = one.get(field, ())
            for to in [value] if isinstance(value, str) else value:
                if to in known or to == DCT:
                    yield TokenLink(one["id"], field, to)
                else:
                    lost["unlinked"] += 1


def labels(column: str) -> tuple[str, ...]:
    """The names of the tags of a column, by their numbers: `labels("cue")` is `("O", "B", "I")`.

    The columns are those of `COLUMNS`.
    """
    if column not in COLUMNS:
        raise SaidError(f"no column {column!r}", f"take {' or '.join(COLUMNS)}")
    return tag_labels(column)
