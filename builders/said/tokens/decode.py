"""From tokens to annotations: out of tags, or out of spans with links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from said.schema import canonical
from said.schema.records import AnyAnnotation
from said.schema.scheme import LABEL_FIELD, LETTERS, MAIN_FIELD, is_id, is_list
from said.system.errors import SaidError
from said.text.segments import Range, span, trimmed_range
from said.tokens.columns import COLUMNS, IGNORED, tag_labels
from said.tokens.encode import Encoded, TokenLink, TokenSpan
from said.tokens.link import link_quotes
from said.tokens.tokenizers import Tokenized, tokenize

Tag = int | str


class TextSpan(NamedTuple):
    """A stretch of a text with a label: what a tagger says. Offsets are code points, half open."""

    column: str
    label: str
    start: int
    end: int


class Decoded(NamedTuple):
    """What tokens say about a text.

    `annotations` are annotation lines with the fields that can be known: a tagger names no speaker
    and gives no date a value. `spans` are the spans of tags, unlinked, and empty if there were no
    tags. `lost` counts tags that the column does not have (`unknown_tags`), cues and sources for
    which there is no quote (`unlinked`), links whose ends are not there (`unlinked`), and
    annotations of which only a cue or another side is there (`incomplete`).
    """

    annotations: list[AnyAnnotation]
    spans: list[TextSpan]
    lost: dict[str, int]


def decode(
    encoded: Encoded | Mapping[str, Sequence[Tag]] | Iterable[TokenSpan],
    text: str,
    tokenizer: Any = None,
    links: Iterable[TokenLink] = (),
) -> Decoded:
    """The annotations of a text, out of its tokens.

    `encoded` is one of these. Tags by column, as numbers or as strings such as `B-direct`: a linker
    decides which cue and which source belong to which quote. Spans with their `links`. Or what
    `encode` returned, whose spans, links and offsets are taken. `tokenizer` is the one that
    `encode` was given. Raises SaidError if there are more or fewer tags than tokens.
    """
    if isinstance(encoded, Encoded):
        return _of_spans(encoded.spans, encoded.links, text, tokenize(text, encoded.offsets))
    tokenized = tokenize(text, tokenizer)
    if not isinstance(encoded, Mapping):
        return _of_spans(encoded, links, text, tokenized)
    lost: Counter[str] = Counter()
    spans = list(_text_spans(encoded, text, tokenized, lost))
    return Decoded(annotations_of_spans(spans, text, lost), spans, dict(lost))


# Out of tags.


def _text_spans(
    tags: Mapping[str, Sequence[Tag]], text: str, tokenized: Tokenized, lost: Counter[str]
) -> Iterator[TextSpan]:
    for column, given in tags.items():
        if column not in COLUMNS:
            raise SaidError(f"no column {column!r}", f"take {' or '.join(COLUMNS)}")
        if len(given) != len(tokenized.offsets):
            raise SaidError(
                f"{column}: {len(given)} tags for {len(tokenized.offsets)} tokens",
                "give a tag for each token, and the tokenizer that they are of",
            )
        read = [_read_tag(column, given[place], lost) for place in tokenized.places]
        for first, after, label in _tagged(read, tokenized):
            start, end = tokenized.tokens.starts[first], tokenized.tokens.ends[after - 1]
            yield TextSpan(column, label, *trimmed_range(text, start, end))


def _read_tag(column: str, tag: Tag, lost: Counter[str]) -> tuple[str, str]:
    """What a tag does, and its label: B, I, O, or "" for a tag that nobody looks at."""
    if not isinstance(tag, str):
        number = int(tag)
        if number == IGNORED:
            return "", ""
        names = tag_labels(column)
        tag = names[number] if 0 <= number < len(names) else "?"
    does, _, label = tag.partition("-")
    if tag in ("_", str(IGNORED)):
        return "", ""
    if does not in ("B", "I", "O"):
        lost["unknown_tags"] += 1
        return "O", ""
    if label and f"B-{label}" not in tag_labels(column):
        lost["unknown_tags"] += 1
        return ("O", "") if does == "O" else (does, "")
    return does, label


def _tagged(
    tags: Sequence[tuple[str, str]], tokenized: Tokenized
) -> Iterator[tuple[int, int, str]]:
    """The spans in tags that need not be well formed: I begins a span where none of its label goes
    on. Where a word is in pieces, only the first of which has a tag, the others follow it."""
    start: int | None = None
    label = ""
    starts, ends = tokenized.tokens.starts, tokenized.tokens.ends
    for place, (does, own) in enumerate(tags):
        if not does and place and starts[place] <= ends[place - 1]:
            continue
        goes_on = does == "I" and own == label
        if start is not None and not goes_on:
            yield start, place, label
            start = None
        if start is None and does in ("B", "I"):
            start, label = place, own
    if start is not None:
        yield start, len(tags), label


def annotations_of_spans(
    spans: Iterable[TextSpan], text: str, lost: Counter[str] | None = None
) -> list[AnyAnnotation]:
    """Annotation lines out of the spans of columns, by place; a linker decides which cues and
    sources belong to which quotes. A source is a mention; where it is one of `speaker` too, they
    are the same annotation."""
    lost = Counter() if lost is None else lost
    by_column: dict[str, dict[Range, str]] = {column: {} for column in COLUMNS}
    for one in spans:
        by_column[one.column].setdefault((one.start, one.end), one.label)
    mentions = dict.fromkeys(sorted({*by_column["source"], *by_column["speaker"]}))
    ids = {place: f"s{number}" for number, place in enumerate(mentions, 1)}
    made: list[AnyAnnotation] = [
        {"id": ids[place], "layer": "speaker", "span": span(text, place)} for place in mentions
    ]
    contents = by_column["content"]
    linked = link_quotes(text, list(contents), list(by_column["cue"]), list(by_column["source"]))
    for number, quote in enumerate(linked.quotes, 1):
        line: AnyAnnotation = {"id": f"q{number}", "layer": "quote"}
        line |= {"content": [span(text, place) for place in quote.content]}
        line |= {"cue": [span(text, place) for place in quote.cue]}
        line |= {"type": contents[quote.content[0]]}
        line |= {"source": [ids[place] for place in quote.source]}
        made.append({key: value for key, value in line.items() if value not in ("", [])})
    if linked.left:
        lost["unlinked"] += linked.left
    for layer in ("date", "mark", "stance"):
        for number, (place, label) in enumerate(by_column[layer].items(), 1):
            field = MAIN_FIELD[layer]
            value: Any = span(text, place) if field == "span" else [span(text, place)]
            line = {"id": f"{LETTERS[layer]}{number}", "layer": layer, field: value}
            made.append(line | ({LABEL_FIELD[layer]: label} if label else {}))
    return _arranged(made)


# Out of spans with links.


def _of_spans(
    spans: Iterable[TokenSpan], links: Iterable[TokenLink], text: str, tokenized: Tokenized
) -> Decoded:
    made: dict[str, AnyAnnotation] = {}
    for one in spans:
        line = made.setdefault(one.of, {"id": one.of, "layer": one.layer})
        if one.label:
            line[LABEL_FIELD[one.layer]] = one.label
        field = one.role or MAIN_FIELD[one.layer]
        place = _place(text, tokenized, one)
        if field == "span":
            line[field] = span(text, place)
        else:
            line.setdefault(field, []).append(span(text, place))
    whole = {id_: line for id_, line in made.items() if MAIN_FIELD[line["layer"]] in line}
    lost = Counter({"incomplete": len(made) - len(whole)} if len(whole) < len(made) else {})
    for link in links:
        if link.of not in whole or (link.to not in whole and link.to != "dct"):
            lost["unlinked"] += 1
        elif is_list(whole[link.of]["layer"], link.role):
            whole[link.of].setdefault(link.role, []).append(link.to)
        else:
            whole[link.of][link.role] = link.to
    return Decoded(_arranged(whole.values()), [], dict(lost))


def _place(text: str, tokenized: Tokenized, one: TokenSpan) -> Range:
    if not 0 <= one.start < one.end <= len(tokenized.offsets):
        cause = f"{one.of}: [{one.start}, {one.end}) is no span of {len(tokenized.offsets)} tokens"
        raise SaidError(cause, "give the tokenizer that the spans are of")
    start, end = tokenized.offsets[one.start][0], tokenized.offsets[one.end - 1][1]
    return trimmed_range(text, start, end)


def _arranged(lines: Iterable[AnyAnnotation]) -> list[AnyAnnotation]:
    """Annotation lines with their keys and themselves in canonical order."""
    arranged = (canonical.arranged(line, "annotation") for line in lines)
    return sorted(arranged, key=_order)


def _order(line: AnyAnnotation) -> tuple[Any, ...]:
    if is_id(line["layer"], line["id"]):
        return canonical.place(line)
    # A tool has ids of its own.
    return *canonical.place(line | {"id": f"{LETTERS[line['layer']]}0"}), line["id"]
