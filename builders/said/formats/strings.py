"""Strings without offsets, as a language model gives them, made into drafts of quotes.

A line is a JSON object with `quote`, and where known `speaker` and `cue`; `doc_id` names its
document, else the name of the file does. A line can also have a list `quotes` of such objects. The
text of a document is in a field `text`, or in `<doc_id>.txt` or `<doc_id>/raw.txt` beside the file.

`said.text.anchor` finds the strings; what the text does not have is reported and gets no place. The
type of a quote is taken from the quotation marks. A speaker becomes a mention, of which nobody
knows yet who it is. Strings are read only: `said export` does not write them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from said.formats.document import AnnotatedText, Format, Written
from said.formats.encoding import decode_utf8
from said.formats.labels import UNMAPPED, LabelMap
from said.schema import canonical
from said.schema.records import AnyAnnotation
from said.schema.scheme import span_at
from said.system.errors import SaidError
from said.system.files import read_file
from said.text import jsontext
from said.text.anchor import Anchor, anchor
from said.text.marked import marked_stretches, type_of
from said.text.pronouns import pronouns
from said.text.segments import Place, Range

SUFFIX = ".jsonl"
_NAMES = ("quote", "speaker", "cue")
_REMEDY = 'write lines such as {"doc_id": "…", "quote": "…", "speaker": "…", "cue": "…"}'


def read_strings(file: Path, _labels: LabelMap = UNMAPPED) -> list[AnnotatedText]:
    """The documents whose strings are in a file. Raises SaidError, with the line, for what is not
    such a line, and for a document without a text."""
    items: dict[str, list[tuple[int, Mapping[str, str]]]] = {}
    texts: dict[str, str] = {}
    for number, row in _rows(file):
        doc_id = str(row.get("doc_id", file.name.removesuffix(SUFFIX)))
        if isinstance(row.get("text"), str):
            texts[doc_id] = row["text"]
        listed = row["quotes"] if isinstance(row.get("quotes"), list) else [row]
        for one in listed:
            strings = _strings(one)
            if "quote" not in strings and not (one is row and "text" in row):
                raise SaidError(f"{file}:{number}:1: no string quote", _REMEDY)
            if "quote" in strings:
                items.setdefault(doc_id, []).append((number, strings))
            else:
                items.setdefault(doc_id, [])
    return [
        _document(doc_id, texts.get(doc_id) or _text_beside(file, doc_id), found)
        for doc_id, found in items.items()
    ]


def _rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(read_file(file).split(b"\n"), 1):
        if not line.strip():
            continue
        value, problem = jsontext.parse(line)
        if problem or not isinstance(value, dict):
            why = problem.message if problem else "not an object"
            raise SaidError(f"{file}:{number}:1: {why}", _REMEDY)
        yield number, value


def _strings(one: Any) -> dict[str, str]:
    if not isinstance(one, Mapping):
        return {}
    return {name: one[name] for name in _NAMES if isinstance(one.get(name), str)}


def _text_beside(file: Path, doc_id: str) -> str:
    names = (f"{doc_id}.txt", f"{doc_id}/raw.txt", "raw.txt")
    for path in (file.parent / name for name in names if not set("/\\\0") & set(doc_id)):
        if path.is_file():
            return decode_utf8(read_file(path), str(path), "store the file in UTF-8")
    raise SaidError(
        f"{file}: no text of {doc_id!r:.60}", f"put {names[0]:.60} beside it, or give a field text"
    )


def _document(doc_id: str, text: str, items: list[tuple[int, Mapping[str, str]]]) -> AnnotatedText:
    inside = marked_stretches(text)
    mentions: dict[Range, AnyAnnotation] = {}
    quotes: dict[Place, AnyAnnotation] = {}
    left_out = []
    for (number, strings), anchored in zip(
        items, anchor(text, [one for _, one in items]), strict=True
    ):
        left_out += [
            f"line {number}: the {name} is not in the text: {strings[name]!r:.60}"
            for name, found in anchored.items()
            if found is None
        ]
        content = anchored["quote"]
        if content is None:
            continue
        if content.place in quotes:
            left_out.append(f"line {number}: the same quote again: {strings['quote']!r:.60}")
            continue
        line: AnyAnnotation = {"id": f"q{len(quotes) + 1}", "layer": "quote"}
        line["content"] = _spans(text, content)
        if cue := anchored.get("cue"):
            line["cue"] = _spans(text, cue)
        line["type"] = type_of(text, content.place, inside)
        if speaker := anchored.get("speaker"):
            place = speaker.place[0]
            mention = mentions.setdefault(place, _mention(text, place, len(mentions) + 1))
            line["source"] = [mention["id"]]
        if line["type"] == "mixed":
            line["verbatim"] = [
                span_at(text, one) for one in _shared(content.place, inside) if text[slice(*one)]
            ]
        quotes[content.place] = line
    lines = [
        canonical.arranged(one, "annotation") for one in (*mentions.values(), *quotes.values())
    ]
    new = frozenset(one["id"] for one in lines)
    lines.sort(key=canonical.place)
    return AnnotatedText(doc_id, text, None, lines, tuple(left_out), new=new)


def _spans(text: str, found: Anchor) -> list[Any]:
    return [span_at(text, one) for one in found.place]


def _mention(text: str, place: Range, number: int) -> AnyAnnotation:
    """A mention; a pronoun and a name are told by their words."""
    string = text[slice(*place)]
    if string.lower() in pronouns():
        form = "pronoun"
    else:
        form = "name" if string.split()[-1][:1].isupper() else "nominal"
    return {"id": f"s{number}", "layer": "speaker", "span": span_at(text, place), "form": form}


def _shared(place: Place, inside: Place) -> list[Range]:
    """The stretches of a place that are inside quotation marks."""
    shared = [
        (max(start, first), min(end, last))
        for start, end in place
        for first, last in inside
        if first < end and start < last
    ]
    return [one for one in shared if one[0] < one[1]]


def write_strings(document: AnnotatedText) -> Written:
    """Refuses: strings lose where they are from."""
    raise SaidError(f"{document.doc_id}: strings are only read", "export another format")


FORMAT = Format(SUFFIX, ("speaker", "quote"), read_strings, write_strings)
