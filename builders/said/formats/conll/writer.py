"""Writes a document as CoNLL-U Plus."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby

from said.formats.conll.cells import HEAD, NAMES, NONE, SUFFIX, escaped
from said.formats.document import AnnotatedText, Written
from said.formats.tokenized import lost_notes, other_fields
from said.text import jsontext
from said.text.reading import read_text
from said.tokens import COLUMNS, IGNORED, Encoded, encode, labels
from said.tokens.columns import begun


def write_conll(document: AnnotatedText) -> Written:
    """A document as one file. What `read_conll` gives of it is what went in, but for what is told
    in `left_out`."""
    encoded = encode(document)
    lines = [HEAD + " ".join(NAMES), *_comments(document, encoded)]
    lines += _token_lines(document, encoded)
    content = "\n".join(lines) + "\n\n"
    return Written(
        {f"{document.doc_id}{SUFFIX}": content.encode()},
        tuple(lost_notes(document.annotations, encoded.lost)),
    )


def _comments(document: AnnotatedText, encoded: Encoded) -> Iterator[str]:
    yield f"# newdoc id = {document.doc_id}"
    if document.dct:
        yield f"# dct = {document.dct}"
    if document.layers is not None:
        yield f"# layers = {' '.join(document.layers)}"
    for (of, role), links in groupby(encoded.links, key=lambda link: (link.of, link.role)):
        yield f"# link {of}.{role} = {' '.join(link.to for link in links)}"
    for one in document.annotations:
        if fields := other_fields(one):
            yield f"# fields {one['id']} = {jsontext.line(fields).decode()}"


def _token_lines(document: AnnotatedText, encoded: Encoded) -> Iterator[str]:
    text, offsets = document.text, encoded.offsets
    if not offsets:
        yield f"# spaces = {escaped(text)}"
    spans = _span_items(encoded)
    paragraphs = {start: text[start:end] for start, end in read_text(text).paragraphs}
    number = sequence = 0
    for place, (start, end) in enumerate(offsets):
        first = start in paragraphs
        if first:
            number, sequence = 0, sequence + 1
            yield from [""] if sequence > 1 else []
            yield f"# sent_id = {document.doc_id}-{sequence}"
            yield "# text = " + re.sub(r"\s", " ", paragraphs[start])
        number += 1
        following = offsets[place + 1][0] if place + 1 < len(offsets) else len(text)
        misc = [f"SpacesBefore={escaped(text[:start])}"] if start and not place else []
        misc += _spaces(text[end:following], following in paragraphs or following == len(text))
        tags = (_tag(column, encoded.tags[column][place], first) for column in COLUMNS)
        cells = (str(number), encoded.tokens[place], str(start), str(end), *tags)
        yield "\t".join((*cells, "|".join(spans[place]) or NONE, "|".join(misc) or NONE))


def _tag(column: str, tag: int, first: bool) -> str:
    if tag == IGNORED:
        return NONE
    return labels(column)[begun(tag) if first else tag]


def _span_items(encoded: Encoded) -> Mapping[int, list[str]]:
    """What `SPANS` has at each token."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for one in encoded.spans:
        name = f"{one.of}.{one.role}" if one.role else one.of
        label = f"-{one.label}" if one.label and not one.role else ""
        is_one = one.start == one.end - 1
        found[one.start].append(f"({name}{label}{')' if is_one else ''}")
        if not is_one:
            found[one.end - 1].append(f"{name})")
    return found


def _spaces(gap: str, ends: bool) -> list[str]:
    """What `MISC` says of the white space after a token, which ends a sequence or does not."""
    if gap == " " and not ends:
        return []
    return [f"SpacesAfter={escaped(gap)}"] if gap else ["SpaceAfter=No"]
