"""Reads CoNLL-U Plus, and files of other people that do not name their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from said.formats.conll.cells import HEAD, NAMES, NONE, REMEDY, SPANS, SUFFIX, TAGS, unescaped
from said.formats.document import AnnotatedText
from said.formats.encoding import decode_utf8
from said.formats.labels import UNMAPPED, LabelMap, count_notes
from said.formats.tagcolumns import (
    DOC_START,
    guess_columns,
    is_tag_column,
    is_token_line,
    split_cells,
    tag_spans,
)
from said.formats.tokenized import other_fields, unread_notes
from said.schema import canonical
from said.schema.records import AnyAnnotation
from said.schema.scheme import (
    FIELDS,
    LAYER_OF_LETTER,
    REFERENCES,
    SPAN_FIELDS,
    known_layers,
)
from said.system.errors import SaidError
from said.system.files import read_file
from said.text import jsontext
from said.text.segments import Range
from said.tokens import TokenLink, TokenSpan, decode
from said.tokens.decode import annotations_of_spans


def read_conll(file: Path, labels: LabelMap = UNMAPPED) -> list[AnnotatedText]:
    """The documents in a file. Raises SaidError, with line and column, if it is of another
    format."""
    return parse_conll(read_file(file), _stem(file), str(file), labels)


def parse_conll(
    raw: bytes, doc_id: str, name: str = "CoNLL", labels: LabelMap = UNMAPPED
) -> list[AnnotatedText]:
    """The documents in the bytes of a file, which errors call `name`; `doc_id` is for those that
    do not say theirs, with a number if there are several."""
    return [document.annotated(labels) for document in _documents(raw, doc_id, name)]


_OWN = frozenset({*TAGS, SPANS, "START"})
"""The columns that only our files have."""


def read_tag_rows(file: Path) -> tuple[list[tuple[str, dict[str, Any]]], list[tuple[int, str]]]:
    """The documents of a file without offsets as rows of tokens and tags, by id, to be looked for
    in texts that are known. None are given for a file whose columns are ours. Raises SaidError as
    `read_conll` does, except for lines with too few or too many cells: they are tokens without a
    tag, and are returned with their numbers and what is wrong."""
    raw = read_file(file)
    named = raw[: raw.find(b"\n") + 1].decode("utf-8", "replace")
    if named.startswith(HEAD) and not _OWN.isdisjoint(named.removeprefix(HEAD).split()):
        return [], []
    problems: list[tuple[int, str]] = []
    documents = _documents(raw, _stem(file), str(file), problems)
    return [row for document in documents if (row := document.tag_row())], problems


def _stem(file: Path) -> str:
    return file.name.removesuffix(SUFFIX) if file.suffix == SUFFIX else file.stem


def _documents(
    raw: bytes, doc_id: str, name: str, problems: list[tuple[int, str]] | None = None
) -> list[_ConllDocument]:
    """The documents in a file. Lines with too few or too many cells are listed in `problems`;
    without such a list, they are an error."""
    content = decode_utf8(raw, name, REMEDY).removeprefix("\ufeff").replace("\r\n", "\n")
    lines = content.split("\n")
    names, separator, first = _columns(lines, name)
    documents = [_ConllDocument(name, doc_id, names)]
    begins = False
    for number, line in enumerate(lines[first:], first + 1):
        is_start = line.startswith(("# newdoc id = ", DOC_START))
        if is_start and (documents[-1].tokens or documents[-1].comments):
            documents.append(_ConllDocument(name, doc_id, names))
        cells = split_cells(line, separator)
        is_comment = line.startswith("#") and not is_token_line(line, cells, len(names))
        if is_comment:
            key, _, value = line[1:].partition("=")
            documents[-1].comments[key.strip()] = value.strip()
        elif line.strip() and not line.startswith(DOC_START):
            if problems is not None and len(cells) != len(names):
                problems.append((number, _wrong_width(cells, names)))
                cells = cells[: names.index("FORM") + 1]
                cells += ["O"] * (len(names) - len(cells))
            documents[-1].add(number, cells, begins)
        begins = not line.strip() or is_comment
    unnamed = [document for document in documents if "newdoc id" not in document.comments]
    if len(unnamed) > 1:
        for number, document in enumerate(unnamed, 1):
            document.doc_id = f"{doc_id}-{number}"
    return documents


def _wrong_width(cells: Sequence[str], names: Sequence[str]) -> str:
    return f"{len(cells)} cells, but {len(names)} columns"


def _columns(lines: Sequence[str], name: str) -> tuple[Sequence[str], str | None, int]:
    """The columns of a file, what separates its cells, and the line on which it begins."""
    if not lines[0].startswith(HEAD):
        if guess := guess_columns(lines):
            return guess.names, guess.separator, 0
        cause = f"{name}:1:1: the first line does not name the columns, and none has BIO tags"
        remedy = f"begin the file with {HEAD}{' '.join(NAMES)}, or give each line as many cells"
        raise SaidError(cause, remedy)
    names = lines[0].removeprefix(HEAD).split()
    if "FORM" not in names or len(set(names)) < len(names):
        cause = f"{name}:1:1: there is no column FORM, or a column is named twice"
        raise SaidError(cause, "name each column once")
    return names, "\t", 1


class _ConllToken(NamedTuple):
    line: int
    cells: Mapping[str, str]
    default_gap: str
    """What is before the token where the file does not say."""

    @property
    def misc(self) -> dict[str, str]:
        """What `MISC` says."""
        items = (item.partition("=") for item in self.cells.get("MISC", NONE).split("|"))
        return {key: value for key, _, value in items}

    @property
    def spaces_after(self) -> str | None:
        """The white space after the token; None if the file does not say."""
        misc = self.misc
        if "SpacesAfter" in misc:
            return unescaped(misc["SpacesAfter"])
        return "" if misc.get("SpaceAfter") == "No" else None


_EMPTY = (NONE, "-")


class _ConllDocument:
    """A document while it is read."""

    def __init__(self, file: str, doc_id: str, names: Sequence[str]) -> None:
        self.comments: dict[str, str] = {}
        self.tokens: list[_ConllToken] = []
        self.doc_id = doc_id
        self._file = file
        self._names = names

    def add(self, number: int, cells: Sequence[str], begins: bool) -> None:
        """Adds a token, which begins a sequence or does not."""
        if len(cells) != len(self._names):
            raise self._error(number, _wrong_width(cells, self._names))
        self.tokens.append(
            _ConllToken(number, dict(zip(self._names, cells, strict=True)), "\n" if begins else " ")
        )

    def _error(self, line: int, cause: str) -> SaidError:
        return SaidError(f"{self._file}:{line}:1: {cause}", REMEDY)

    def annotated(self, labels: LabelMap) -> AnnotatedText:
        """The document, with what could not be read in `left_out`."""
        text, offsets = self._text()
        others = self._tag_columns()
        unread = [
            name
            for name in self._names
            if name not in {*NAMES, *others}
            and any(token.cells[name] not in _EMPTY for token in self.tokens)
        ]
        left_out = [
            f"the column {name}: neither tags nor one of {', '.join(NAMES)}" for name in unread
        ]
        if SPANS in self._names:
            decoded = decode(self._spans(), text, offsets, list(self._links()))
        else:
            tags = {
                column: [token.cells[name] for token in self.tokens]
                for name, column in TAGS.items()
                if name in self._names
            }
            decoded = decode(tags, text, offsets)
            unmapped: Counter[tuple[str, str]] = Counter()
            spans = [*decoded.spans]
            for tagged in others.values():
                spans += tag_spans(tagged, offsets, labels, unmapped)
            if len(spans) > len(decoded.spans):
                lines = annotations_of_spans(spans, text)
                decoded = decoded._replace(annotations=lines)
            left_out += count_notes(unmapped)
        left_out += unread_notes(decoded.lost)
        fields = dict(self._fields())
        annotations = [
            canonical.arranged(one | fields.pop(one["id"], {}), "annotation")
            for one in decoded.annotations
        ]
        left_out += [f"the fields of {id_}: it has no tokens" for id_ in fields]
        listed = self.comments.get("layers")
        return AnnotatedText(
            self.comments.get("newdoc id", self.doc_id),
            text,
            self.comments.get("dct") or None,
            annotations,
            tuple(left_out),
            layers=None if listed is None else known_layers(listed.split()),
        )

    def _tag_columns(self) -> dict[str, list[str]]:
        """The columns of tags that do not have our names."""
        columns = {
            name: [token.cells[name] for token in self.tokens]
            for name in self._names
            if name not in NAMES
        }
        return {name: cells for name, cells in columns.items() if is_tag_column(cells)}

    def tag_row(self) -> tuple[str, dict[str, Any]] | None:
        """Tokens and tags as one row; None where there are no tags."""
        tagged = self._tag_columns()
        if not tagged:
            return None
        forms = [token.cells["FORM"] for token in self.tokens]
        tags = next(reversed(tagged.values()))  # where there are several, such as chunks and names
        return self.comments.get("newdoc id", self.doc_id), {"tokens": forms, "tags": tags}

    def _text(self) -> tuple[str, list[Range]]:
        """The text, and the offsets of the tokens in it."""
        pieces = [unescaped(self.comments.get("spaces", ""))]
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
            return unescaped(before)
        return None if "START" in self.tokens[0].cells else ""

    def _number(self, token: _ConllToken, column: str) -> int | None:
        """An offset that the file states."""
        written = token.cells.get(column, NONE)
        if written == NONE:
            return None
        if not _OFFSET.fullmatch(written):
            raise self._error(token.line, f"{column} is {written!r}, which is no offset")
        return int(written)

    def _spans(self) -> Iterator[TokenSpan]:
        """The fragments that `SPANS` has."""
        begun_spans: dict[str, TokenSpan] = {}
        for place, token in enumerate(self.tokens):
            written = token.cells[SPANS]
            items = [self._item(token, one) for one in written.split("|") if written != NONE]
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
        layer, role = LAYER_OF_LETTER.get(item["id"][0], ""), item["role"] or ""
        if not layer:
            raise self._error(token.line, f"{item['id']!r:.60} is not an id of an annotation")
        if role and (role not in SPAN_FIELDS or role not in FIELDS[layer]):
            raise self._error(token.line, f"a {layer} has no {role!r:.60}")
        return TokenSpan(item["id"], layer, role, item["label"] or "", place, place + 1)

    def _links(self) -> Iterator[TokenLink]:
        for key, value in self.comments.items():
            kind, _, name = key.partition(" ")
            of, _, role = name.partition(".")
            layer = LAYER_OF_LETTER.get(of[:1])
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
                raise SaidError(cause, REMEDY)
            yield id_, other_fields({"layer": LAYER_OF_LETTER.get(id_[:1], "block"), **fields})


_ITEM = re.compile(
    r"(?P<opens>\(?)(?P<name>(?P<id>[a-z][1-9][0-9]*)(?:\.(?P<role>\w+))?)"
    r"(?:-(?P<label>[^()]+))?(?P<closes>\)?)"
)
_OFFSET = re.compile(r"[0-9]{1,9}")
