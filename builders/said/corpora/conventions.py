"""Converts a text of a corpus from its conventions to others, layer by layer.

What a rule can convert is converted and counted. A layer takes the name of the other convention
only if all of it follows that: the quotes of a corpus without cues and sources do not, nor does a
document in which a date has a value that no rule can convert. `quotes` converts quotes to ours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

from said.corpora.document import CorpusText, RecordMaker, in_order
from said.schema.records import Annotation, AnyAnnotation, Entity
from said.schema.scheme import DCT, span_at
from said.schema.timex import explain_value
from said.seeds.layers import SAID
from said.text.datewords import classes
from said.text.reading import Reading
from said.text.segments import Range

Target = Literal["said", "polnear", "timeml"]
_ATTRIBUTED = frozenset({"polnear"})
"""The conventions by which cues and sources are annotated, as ours have them."""
_OF_TIMEML = "timeml"


def convert_text(text: CorpusText, target: Target) -> CorpusText:
    """A text by other conventions, as far as that can be done."""
    for layer in text.layers:
        named = text.conventions.get(layer, SAID)
        if layer == "quote" and named != target and target in (SAID, "polnear"):
            text = _convert_quotes(text, named, target)
        elif layer == "date" and named != target and target in (SAID, _OF_TIMEML):
            text = _convert_dates(text, named, target)
    return text


def _convert_quotes(text: CorpusText, named: str, target: str) -> CorpusText:
    from said.corpora.quotes import convert_to_said

    attributed = named in _ATTRIBUTED
    changed, left_out = Counter(text.changed), Counter(text.left_out)

    def convert(records: Sequence[Annotation], *, counted: bool) -> list[Annotation]:
        made = RecordMaker(text.text)
        if target == SAID:
            convert_to_said(made, records, wrapped=text.facts.wrapped, attributed=attributed)
        else:
            _to_polnear(made, records)
        if "speaker" in text.layers:
            _add_mentions(made, records, text, target)
        if counted:
            changed.update(made.changed)
            left_out.update(made.left_out)
        return made.records()

    annotations = convert(text.annotations, counted=True)
    passes = {name: convert(records, counted=False) for name, records in text.passes.items()}
    conventions = dict(text.conventions)
    if target == SAID and attributed:
        conventions["quote"] = SAID
    return text._replace(
        annotations=annotations,
        passes=passes,
        conventions=conventions,
        entities=_with_names(text, annotations),
        changed=changed,
        left_out=left_out,
    )


def _add_mentions(
    made: RecordMaker, records: Sequence[Annotation], text: CorpusText, target: str
) -> None:
    """Adds the mentions of a text; for our conventions the names alone (S2, S3)."""
    from said.corpora.quotes import reduce_names

    mentions = [one for one in records if one["layer"] == "speaker"]
    kept = [one for one in mentions if target != SAID or one["form"] == "name"]
    if len(kept) < len(mentions):
        what = "mentions that are neither names nor sources (S2)"
        made.left_out[what] += len(mentions) - len(kept)
    places = [(one["span"]["start"], one["span"]["end"]) for one in kept]
    named = reduce_names(made, places, wrapped=text.facts.wrapped) if target == SAID else places
    for one, before, place in zip(kept, places, named, strict=True):
        if place != before:
            made.changed["a name with more words: the name alone (S3)"] += 1
        fields = {key: value for key, value in one.items() if key not in ("id", "layer", "span")}
        made.add("speaker", span=span_at(text.text, place), **fields)


_BEFORE_CONTENT = re.compile(r"\b(?:that|whether|if)\s+\Z", re.I)


def _to_polnear(made: RecordMaker, records: Sequence[Annotation]) -> None:
    """Adds the quotes among some records to `made` as PolNeAR has them."""
    from said.corpora.quotes import read_given

    mentions = {one["id"]: one for one in records if one["layer"] == "speaker"}
    marks = {*Reading(made.text).marks}
    for one in records:
        if one["layer"] != "quote":
            continue
        given = read_given(one, mentions)
        content = [_with_marks(made.text, place, marks) for place in given.content]
        if given.type != "direct":
            start, end = content[0]
            lead = _BEFORE_CONTENT.search(made.text, max(0, start - 12), start)
            content[0] = (lead.start() if lead else start), end
        if tuple(content) != given.content:
            made.changed["quotation marks or a complementiser taken into the content"] += 1
        fields: dict[str, Any] = {
            name: one[name]
            for name in ("speakers", "resolution", "polarity", "determinacy")
            if name in one
        }
        made.add_quote(content, given.cue, given.phrase, type=given.type, **fields)


def _with_marks(text: str, place: Range, marks: set[int]) -> Range:
    """A range with the marks directly around it; blanks may stand between."""
    start, end = place
    before, behind = start - 1, end
    if start in marks:
        return place
    while before >= 0 and text[before] in " \u00a0":
        before -= 1
    while behind < len(text) and text[behind] in " \u00a0":
        behind += 1
    if before in marks and behind in marks:
        return before, behind + 1
    return place


def _with_names(text: CorpusText, annotations: Sequence[Annotation]) -> list[Entity]:
    """The entities of a text, with the names by which mentions call them (S5)."""
    names: dict[str, list[str]] = {}
    for one in annotations:
        if (
            one["layer"] == "speaker"
            and one["form"] == "name"
            and len(one.get("speakers", ())) == 1
        ):
            words = " ".join(one["span"]["exact"].split())
            names.setdefault(one["speakers"][0], []).append(words)
    return [
        {**known, "aliases": _aliases(known, names.get(known["id"], ()))} for known in text.entities
    ]


def _aliases(known: Entity, names: Sequence[str]) -> list[str]:
    together = dict.fromkeys((*known["aliases"], *names))
    return [one for one in together if one != known["name"]]


# ---- dates

_OLDER_UNITS = {"E": "DE", "C": "CE", "L": "ML"}
"""Units of TimeML's schema, and those of TIDES that we write (D3)."""
_LENGTH = re.compile(r"P(\d+|X+)([YMWDECL])")
_LONG_UNITS = {"decade": ("Y", 10, "DE"), "century": ("Y", 100, "CE"), "quarter": ("M", 3, "Q")}
_WEEK = re.compile(r"(?<=W)([0-9])(?=$|-)")
_MONTH_OR_DAY = re.compile(r"(?<=-)([0-9])(?=$|-|T)")
_CLOSED_LIST = frozenset(
    ["today", "yesterday", "tomorrow", "tonight", "now", "currently", "nowadays", "recently",
     "at present", "past", "future"]
)  # fmt: skip
_REFERENCES = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")
_AGE = re.compile(r"\b(?:old|aged)\b|-old\b", re.I)


def _convert_dates(text: CorpusText, named: str, target: str) -> CorpusText:
    """The dates by our conventions, or by TimeML's; those of TIMEX2 keep their spans, and so their
    convention."""
    if named not in (SAID, _OF_TIMEML):
        return text
    changed, left_out = Counter(text.changed), Counter(text.left_out)
    kept: list[AnyAnnotation] = []
    for one in text.annotations:
        record: AnyAnnotation = dict(one)
        if target == SAID:
            if reason := _uncounted(record):
                left_out[reason] += 1
                continue
            _to_said(record, changed)
        else:
            _to_timeml(record, changed)
        kept.append(record)
    if target == SAID and any(explain_value(one["type"], one["value"]) for one in kept):
        left = Counter(text.left_out)
        left["documents that keep their dates: a value that no rule converts"] += 1
        return text._replace(left_out=left)
    points = {one["id"] for one in kept if target != SAID or one["type"] in ("DATE", "TIME")}
    points.add(DCT)
    for record in kept:
        if record.get("anchor", DCT) not in points:
            left_out["anchors that are no point in time (D4)"] += 1
            del record["anchor"]
    return text._replace(
        annotations=in_order(kept),
        conventions={**text.conventions, "date": target},
        changed=changed,
        left_out=left_out,
    )


def _uncounted(record: AnyAnnotation) -> str:
    """Why we do not count a date that TimeML counts, if we do not (D1)."""
    words = record["span"]["exact"]
    if _AGE.search(words):
        return "ages, which are no dates (D1)"
    plain = re.sub(r"^(?:the|a|an|its|their|his|her)\s+", "", words.lower())
    if record["value"] in _REFERENCES and plain not in _CLOSED_LIST and not _has_unit(plain):
        return "words that are not on the closed list, such as once (D1)"
    return ""


def _has_unit(words: str) -> bool:
    return any(
        kind.startswith(("UNIT", "MONTH", "WDAY", "SEASON", "PART"))
        for word in re.findall(r"[a-z]+", words)
        if (kind := classes().get(word, ""))
    )


def _to_said(record: AnyAnnotation, changed: Counter[str]) -> None:
    """Writes the value and the type of a date as D3 has them."""
    value = record["value"]
    words = record["span"]["exact"].lower()
    made = _LENGTH.sub(lambda one: f"P{one[1]}{_OLDER_UNITS.get(one[2], one[2])}", value)
    if length := re.fullmatch(r"P(\d+)([YM])", made):
        for word, (unit, size, code) in _LONG_UNITS.items():
            plural = word[:-1] + "ies" if word.endswith("y") else word
            named = re.search(rf"\b(?:{word}|{plural})", words)
            if named and length[2] == unit and int(length[1]) % size == 0:
                made = f"P{int(length[1]) // size}{code}"
    if not made.startswith("P") and explain_value(record["type"], made):
        made = (_WEEK if "W" in made else _MONTH_OR_DAY).sub(r"0\1", made)
    if made != value:
        changed["values: written as in D3"] += 1
        record["value"] = made
    if "quant" in record and record["quant"] != record["quant"].upper():
        record["quant"] = record["quant"].upper()
        changed["quantifiers: in capitals (D3)"] += 1
    wanted = _type_for(record["type"], made)
    if wanted != record["type"]:
        changed["types: the one of the value (D3)"] += 1
        record["type"] = wanted
        if wanted != "SET":
            record.pop("quant", None)
            record.pop("freq", None)


def _type_for(type_: str, value: str) -> str:
    """The type of a value, where the one that is given does not go with it."""
    if not explain_value(type_, value):
        return type_
    fitting = [one for one in ("DATE", "TIME", "DURATION") if not explain_value(one, value)]
    return fitting[0] if fitting else type_


_UNITS_OF_TIMEML = {"DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "Q": (3, "M")}


def _to_timeml(record: AnyAnnotation, changed: Counter[str]) -> None:
    """Writes the value of a length of time in the units of TimeML."""
    length = re.fullmatch(r"P(\d+)(DE|CE|ML|Q)", record["value"])
    if length:
        size, unit = _UNITS_OF_TIMEML[length[2]]
        record["value"] = f"P{int(length[1]) * size}{unit}"
        changed["values: in the units of TimeML"] += 1
