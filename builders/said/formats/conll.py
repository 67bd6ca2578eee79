r"""CoNLL-U Plus for taggers: a line for each token, with its offsets and a BIO tag for each column.

https://universaldependencies.org/ext-format.html. The columns are `ID FORM START END`, those of
`said.tokens.COLUMNS` in upper case, `SPANS` and `MISC`. The tags of a layer that the document lacks
are `_`. A sequence between two blank lines is a paragraph; what goes on from the one before begins
anew with B. A file can have many documents, each beginning with `# newdoc id`.

Tags cannot hold nested quotes, nor what belongs together. `SPANS` can, in brackets as those of
CoNLL-2012 for coreference: `(q1-direct` where a fragment of an annotation begins and `q1)` where it
ends, `(q1.cue)` for a span in one of its fields, with `|` between several. The comments of a
document have the rest: `# link q1.source = s2 s3`, and `# fields q1 = {...}` for what is neither a
span nor a link. The text can be had back from `SpaceAfter=No` and `SpacesAfter` in `MISC`, with the
escapes of UDPipe (`\s \t \r \n \p \\`) and `\uXXXX` for other line ends.

Reading takes `SPANS` where the file has it. Without it, tags are decoded as `said.tokens.decode`
does, so that a linker finds which cues and sources belong to which quotes. Columns that are neither
are reported. Without `START` and `END`, offsets follow from the tokens and the spaces.

Writing reports spans that touch no token, spans that get longer since they begin or end inside a
token, and links that lead nowhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from said.formats.document import AnnotatedText, Format, Written
from said.formats.encoding import decode_utf8
from said.formats.labels import UNMAPPED, LabelMap
from said.formats.tokenized import lost_notes, other_fields, unread_notes
from said.schema import canonical
from said.schema.records import AnyAnnotation
from said.schema.scheme import (
    FIELDS,
    LAYERS,
    LETTERS,
    REFERENCES,
    SPAN_FIELDS,
    known_layers,
)
from said.system.errors import SaidError
from said.system.files import read_file
from said.text import jsontext
from said.text.reading import read_text
from said.text.segments import Range
from said.tokens import COLUMNS, IGNORED, Encoded, TokenLink, TokenSpan, decode, encode, labels
from said.tokens.columns import begun

SUFFIX = ".conllup"
_HEAD = "# global.columns = "
_SPANS = "SPANS"
_TAGS = {column.upper(): column for column in COLUMNS}
_NAMES = ("ID", "FORM", "START", "END", *_TAGS, _SPANS, "MISC")
_NONE = "_"
_REMEDY = "correct the file, or name a file of CoNLL-U Plus"


# Writing.


def write_conll(document: AnnotatedText) -> Written:
    """A document as one file. What `read_conll` gives of it is what went in, but for what is told
    in `left_out`."""
    encoded = encode(document)
    lines = [_HEAD + " ".join(_NAMES), *_comments(document, encoded)]
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
        yield f"# spaces = {_escaped(text)}"
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
        misc = [f"SpacesBefore={_escaped(text[:start])}"] if start and not place else []
        misc += _spaces(text[end:following], following in paragraphs or following == len(text))
        tags = (_tag(column, encoded.tags[column][place], first) for column in COLUMNS)
        cells = (str(number), encoded.tokens[place], str(start), str(end), *tags)
        yield "\t".join((*cells, "|".join(spans[place]) or _NONE, "|".join(misc) or _NONE))


def _tag(column: str, tag: int, first: bool) -> str:
    if tag == IGNORED:
        return _NONE
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


_ESCAPES = {" ": "s", "\t": "t", "\r": "r", "\n": "n", "|": "p", "\\": "\\"}
_UNESCAPES = {letter: character for character, letter in _ESCAPES.items()}
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")


def _escaped(spaces: str) -> str:
    def escape(character: str) -> str:
        letter = _ESCAPES.get(character)
        return f"\\{letter}" if letter else f"\\u{ord(character):04x}"

    return "".join(map(escape, spaces))


def _unescaped(written: str) -> str:
    return _ESCAPED.sub(
        lambda found: chr(int(found[1], 16)) if found[1] else _UNESCAPES.get(found[2], found[2]),
        written,
    )


def _spaces(gap: str, ends: bool) -> list[str]:
    """What `MISC` says of the white space after a token, which ends a sequence or does not."""
    if gap == " " and not ends:
        return []
    return [f"SpacesAfter={_escaped(gap)}"] if gap else ["SpaceAfter=No"]


# Reading.


def read_conll(file: Path, _labels: LabelMap = UNMAPPED) -> list[AnnotatedText]:
    """The documents in a file; its columns have our names, so no label is mapped. Raises SaidError,
    with line and column, if it is of another format."""
    return parse_conll(read_file(file), file.name.removesuffix(SUFFIX), str(file))


def parse_conll(raw: bytes, doc_id: str, name: str = "CoNLL") -> list[AnnotatedText]:
    """The documents in the bytes of a file, which errors call `name`; `doc_id` is for one that has
    no `# newdoc id`."""
    content = decode_utf8(raw, name, _REMEDY).replace("\r\n", "\n")
    lines = content.split("\n")
    if not lines[0].startswith(_HEAD):
        cause = f"{name}:1:1: the first line does not name the columns"
        raise SaidError(cause, f"begin the file with {_HEAD}{' '.join(_NAMES)}")
    names = lines[0].removeprefix(_HEAD).split()
    if "FORM" not in names or len(set(names)) < len(names):
        cause = f"{name}:1:1: there is no column FORM, or a column is named twice"
        raise SaidError(cause, "name each column once")
    documents = [_ConllDocument(name, doc_id, names)]
    begins = False
    for number, line in enumerate(lines[1:], 2):
        if line.startswith("# newdoc id = ") and (documents[-1].tokens or documents[-1].comments):
            documents.append(_ConllDocument(name, doc_id, names))
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            documents[-1].comments[key.strip()] = value.strip()
        elif line.strip():
            documents[-1].add(number, line, begins)
        begins = not line.strip() or line.startswith("#")
    return [document.annotated() for document in documents]


class _ConllToken(NamedTuple):
    line: int
    cells: Mapping[str, str]
    default_gap: str
    """What is before the token where the file does not say."""

    @property
    def misc(self) -> dict[str, str]:
        """What `MISC` says."""
        items = (item.partition("=") for item in self.cells.get("MISC", _NONE).split("|"))
        return {key: value for key, _, value in items}

    @property
    def spaces_after(self) -> str | None:
        """The white space after the token; None if the file does not say."""
        misc = self.misc
        if "SpacesAfter" in misc:
            return _unescaped(misc["SpacesAfter"])
        return "" if misc.get("SpaceAfter") == "No" else None


class _ConllDocument:
    """A document while it is read."""

    def __init__(self, file: str, doc_id: str, names: Sequence[str]) -> None:
        self.comments: dict[str, str] = {}
        self.tokens: list[_ConllToken] = []
        self._file = file
        self._doc_id = doc_id
        self._names = names

    def add(self, number: int, line: str, begins: bool) -> None:
        """Adds a token, which begins a sequence or does not."""
        cells = line.split("\t")
        if len(cells) != len(self._names):
            cause = f"{len(cells)} cells, but {len(self._names)} columns"
            raise self._error(number, cause)
        self.tokens.append(
            _ConllToken(number, dict(zip(self._names, cells, strict=True)), "\n" if begins else " ")
        )

    def _error(self, line: int, cause: str) -> SaidError:
        return SaidError(f"{self._file}:{line}:1: {cause}", _REMEDY)

    def annotated(self) -> AnnotatedText:
        """The document, with what could not be read in `left_out`."""
        text, offsets = self._text()
        others = [name for name in self._names if name not in _NAMES]
        left_out = [f"the column {name}: not one of {', '.join(_NAMES)}" for name in others]
        if _SPANS in self._names:
            decoded = decode(self._spans(), text, offsets, list(self._links()))
        else:
            tags = {
                column: [token.cells[name] for token in self.tokens]
                for name, column in _TAGS.items()
                if name in self._names
            }
            decoded = decode(tags, text, offsets)
        left_out += unread_notes(decoded.lost)
        fields = dict(self._fields())
        annotations = [
            canonical.arranged(one | fields.pop(one["id"], {}), "annotation")
            for one in decoded.annotations
        ]
        left_out += [f"the fields of {id_}: it has no tokens" for id_ in fields]
        listed = self.comments.get("layers")
        return AnnotatedText(
            self.comments.get("newdoc id", self._doc_id),
            text,
            self.comments.get("dct") or None,
            annotations,
            tuple(left_out),
            layers=None if listed is None else known_layers(listed.split()),
        )

    def _text(self) -> tuple[str, list[Range]]:
        """The text, and the offsets of the tokens in it."""
        pieces = [_unescaped(self.comments.get("spaces", ""))]
        offsets: list[Range] = []
        at, gap = len(pieces[0]), self._spaces_before()
        for token in self.tokens:
            stated = self._number(token, "START")
            if gap is None:
                gap = token.default_gap if stated is None else " " * (stated - at)
            start, form = at + len(gap), token.cells["FORM"]
            end = start + len(form)
            for column, offset in (("START", start), ("END", end)):
                if self._number(token, column) not in (None, offset):
                    cause = f"{column} is {token.cells[column]}, but by what precedes it {offset}"
                    raise self._error(token.line, cause)
            offsets.append((start, end))
            pieces += gap, form
            at, gap = end, token.spaces_after
        return "".join([*pieces, gap or ""]), offsets

    def _spaces_before(self) -> str | None:
        """The white space before the first token; None if the file does not say."""
        if not self.tokens:
            return ""
        before = self.tokens[0].misc.get("SpacesBefore")
        if before is not None:
            return _unescaped(before)
        return None if "START" in self.tokens[0].cells else ""

    def _number(self, token: _ConllToken, column: str) -> int | None:
        """An offset that the file states."""
        written = token.cells.get(column, _NONE)
        if written == _NONE:
            return None
        if not _OFFSET.fullmatch(written):
            raise self._error(token.line, f"{column} is {written!r}, which is no offset")
        return int(written)

    def _spans(self) -> Iterator[TokenSpan]:
        """The fragments that `SPANS` has."""
        begun_spans: dict[str, TokenSpan] = {}
        for place, token in enumerate(self.tokens):
            written = token.cells[_SPANS]
            items = [self._item(token, one) for one in written.split("|") if written != _NONE]
            for name in (item["name"] for item in items if not item["opens"]):
                if name not in begun_spans:
                    raise self._error(token.line, f"{name} ends, but it does not begin before")
                yield begun_spans.pop(name)._replace(end=place + 1)
            for item in items:
                if item["opens"]:
                    span = self._begun(token, item, place)
                    if item["closes"]:
                        yield span
                    elif item["name"] in begun_spans:
                        raise self._error(token.line, f"{item['name']} begins again before it ends")
                    else:
                        begun_spans[item["name"]] = span
        if begun_spans:
            raise self._error(self.tokens[-1].line, f"{min(begun_spans)} does not end")

    def _item(self, token: _ConllToken, item: str) -> re.Match[str]:
        found = _ITEM.fullmatch(item)
        if not found or not (found["opens"] or found["closes"]):
            raise self._error(token.line, f"{item!r:.60} is not like (q1-direct, q1) or (q1.cue)")
        return found

    def _begun(self, token: _ConllToken, item: re.Match[str], place: int) -> TokenSpan:
        layer, role = _OF_LETTER.get(item["id"][0], ""), item["role"] or ""
        if not layer:
            raise self._error(token.line, f"{item['id']!r:.60} is not an id of an annotation")
        if role and (role not in SPAN_FIELDS or role not in FIELDS[layer]):
            raise self._error(token.line, f"a {layer} has no {role!r:.60}")
        return TokenSpan(item["id"], layer, role, item["label"] or "", place, place + 1)

    def _links(self) -> Iterator[TokenLink]:
        for key, value in self.comments.items():
            kind, _, name = key.partition(" ")
            of, _, role = name.partition(".")
            layer = _OF_LETTER.get(of[:1])
            if kind == "link" and layer and role in REFERENCES[layer]:
                yield from (TokenLink(of, role, to) for to in value.split())

    def _fields(self) -> Iterator[tuple[str, AnyAnnotation]]:
        for key, value in self.comments.items():
            kind, _, id_ = key.partition(" ")
            if kind != "fields":
                continue
            fields, problem = jsontext.parse(value.encode())
            if problem or not isinstance(fields, dict):
                cause = f"{self._file}: the comment {key!r:.60} has no JSON object"
                raise SaidError(cause, _REMEDY)
            yield id_, other_fields({"layer": _OF_LETTER.get(id_[:1], "block"), **fields})


_ITEM = re.compile(
    r"(?P<opens>\(?)(?P<name>(?P<id>[a-z][1-9][0-9]*)(?:\.(?P<role>\w+))?)"
    r"(?:-(?P<label>[^()]+))?(?P<closes>\)?)"
)
_OFFSET = re.compile(r"[0-9]{1,9}")
_OF_LETTER = {letter: layer for layer, letter in LETTERS.items()}

FORMAT = Format(SUFFIX, LAYERS, read_conll, write_conll)
