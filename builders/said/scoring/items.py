"""What a system says about one document, as it is scored: items, read from rows of many forms.

A row is a mapping with what somebody chose to write: an annotation line that may lack fields
(`layer`, and `span`, `content` or `expression`), a minimal span (`start`, `end`, and a `layer` or a
label that tells one), or strings without offsets (`quote`, `speaker`, `cue`, or `exact`), which
`said.text.anchor` finds in the text. Minimal spans of single tokens, `B-DATE` and then `I-DATE`,
are one. A row that has lists of such things, as a row of the table `documents`, stands for all of
them.

Reading is lenient: what makes no sense is dropped, and a `Dropped` says so. The rest is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from said.schema.scheme import COLUMNS, LABEL_FIELD, LAYERS, MAIN_FIELD, labels_in
from said.text.anchor import anchor
from said.text.segments import Place, Range, join_ranges, trimmed_range

ROLES = ("cue", "source")
SCORED_LAYERS = ("block", "mark", "speaker", "quote", *ROLES, "date", "stance")
"""What is scored: the layers, and after the quotes their cues and sources."""

DUPLICATE = "duplicate"
"""The kind of problem of an item that is there already; such an item counts once."""
_LISTS = ("annotations", "predictions", "spans", "entities", "items")
"""Fields that hold a list of rows, beside those named after layers."""
_STRINGS = {
    "quote": ("quote", "quotation", "content", "text", "exact"),
    "source": ("speaker", "source"),
    "cue": ("cue", "verb"),
}
_LABELS = ("label", "entity_group", "entity", "type", "kind", "form")
_ROLE_NAMES = {"content": "quote", "quotation": "quote", "cue": "cue", "source": "source"}


_GOING_ON = ("I-", "E-", "L-")
_PREFIXES = ("B-", "S-", "U-", *_GOING_ON)
"""What the labels of single tokens begin with, as token classifiers of Hugging Face give them."""


_WIDEST_GAP = 20
"""So much white space can be between two tokens of a span."""


class Item(NamedTuple):
    """An annotation as it is scored. A field that is None was not given.

    `cue` and `source` are places, `quote` and `key` tell quotes apart within the document.
    """

    layer: str
    place: Place
    label: str | None = None
    cue: Place = ()
    source: Place = ()
    speakers: frozenset[str] | None = None
    fields: Mapping[str, Any] = {}


class Dropped(NamedTuple):
    """Why something was dropped: a kind to count by, the place in the input, and what it is."""

    kind: str
    where: str
    detail: str = ""


class SystemRow(NamedTuple):
    """A value of the input, and where it is from, such as `out.jsonl:12`."""

    where: str
    value: Any


def layer_named(name: object) -> tuple[str, str | None] | None:
    """The layer and the label that a name tells: `quotes`, `cue`, `quote-direct`, `B-DATE`; None if
    it tells none."""
    if not isinstance(name, str):
        return None
    plain = name[2:] if name[:2] in _PREFIXES else name
    for separator in ("-", ":", ".", "/", "_", " "):
        head, found, rest = plain.partition(separator)
        if found and (layer := _NAMES.get(head.lower())):
            return layer, rest or None
    if layer := _NAMES.get(plain.lower()):
        return layer, None
    return _OF_LABEL.get(plain) or _OF_LABEL.get(plain.lower())


_NAMES = {
    **{layer: layer for layer in SCORED_LAYERS},
    **{COLUMNS[layer]: layer for layer in LAYERS},
    **_ROLE_NAMES,
    "sources": "source",
    "cues": "cue",
}
_KNOWN_LABELS = {layer: labels_in(layer, LABEL_FIELD[layer]) for layer in LAYERS}
_OF_LABEL = {
    label: (layer, label)
    for layer in reversed(LAYERS)
    for label in _KNOWN_LABELS[layer]
    if label not in _NAMES
}


def read_items(
    rows: Sequence[SystemRow], text: str, whole_phrases: bool = False
) -> tuple[list[Item], list[Dropped]]:
    """The items in the rows of one document, each once, and what was dropped. With `whole_phrases`
    the source of a quote is its `phrase`, where it has one, and not the mention in it."""
    reader = _ItemReader(text, whole_phrases)
    for row in rows:
        reader.read(row.value, row.where)
    return reader.finish(), reader.problems


class _ItemReader:
    def __init__(self, text: str, whole_phrases: bool) -> None:
        self.text = text
        self.whole_phrases = whole_phrases
        self.found: dict[tuple[Any, ...], Item] = {}
        self.problems: list[Dropped] = []
        self.records: list[tuple[str, str, Mapping[str, Any]]] = []
        self.strings: list[tuple[str, str, Mapping[str, Any], dict[str, str]]] = []
        self.mentions: dict[str, Place] = {}

    def read(self, value: Any, where: str, layer: str | None = None) -> None:
        """Sorts a row, or those in it, into what has offsets and what is strings."""
        if layer and isinstance(value, str):
            value = {"exact": value}
        if not isinstance(value, Mapping):
            self._drop("not an object", where, value)
            return
        names = [] if layer else row_lists(value)
        for name in names:
            known = None if name in _LISTS else layer_named(name)
            for number, row in enumerate(value[name]):
                self.read(row, f"{where}:{name}[{number}]", known[0] if known else None)
        if not names:
            self._read_one(value, where, layer)

    def _read_one(self, value: Mapping[str, Any], where: str, layer: str | None) -> None:
        label = next((value[key] for key in _LABELS if isinstance(value.get(key), str)), None)
        goes_on = label is not None and label.startswith(_GOING_ON)
        if "layer" in value:
            named = layer_named(value["layer"])
            if named is None:
                self._drop("unknown layer", where, value["layer"])
                return
        elif layer or (layer := _layer_of_field(value)):
            named = layer, None
        elif named := layer_named(label):
            label = named[1]
        elif _strings(value, None):
            named = "quote", None
        else:
            kind = "no layer" if label is None else "unknown label"
            self._drop(kind, where, value if label is None else label)
            return
        given = {**value, "label": named[1] if label is None else label}
        strings = _strings(value, named[0])
        if strings and not _has_span(value, named[0]):
            self.strings.append((where, named[0], given, strings))
            return
        if goes_on and self._goes_on(named[0], given):
            before = self.records[-1]
            self.records[-1] = (*before[:2], {**before[2], "end": given["end"], "exact": None})
            return
        self.records.append((where, named[0], given))
        if isinstance(value.get("id"), str) and named[0] == "speaker":
            self.mentions[value["id"]] = self._place(value, "speaker")

    def _goes_on(self, layer: str, value: Mapping[str, Any]) -> bool:
        """Whether a row of one token goes on with the span before it."""
        if not self.records or self.records[-1][1] != layer:
            return False
        before = self.records[-1][2]
        spans = _span(before), _span(value)
        if not spans[0] or not spans[1] or before["label"] != value["label"]:
            return False
        end, start = spans[0][1], spans[1][0]
        return 0 <= start - end <= _WIDEST_GAP and not self.text[end:start].strip()

    def finish(self) -> list[Item]:
        """The items, by place."""
        for where, layer, value in self.records:
            self._record(where, layer, value)
        anchored = anchor(self.text, [strings for *_, strings in self.strings])
        for (where, layer, value, strings), places in zip(self.strings, anchored, strict=True):
            missing = [name for name, found in places.items() if found is None]
            for name in missing:
                kind = "not in the text" if name == "main" else f"{name} not in the text"
                self._drop(kind, where, strings[name])
            found = places["main"]
            if found is None:
                continue
            given = {"main": found.place}
            for name in ROLES:
                one = places.get(name)
                given[name] = one.place if one else ()
            self._add(where, layer, value, given["main"], given["cue"], given["source"])
        return sorted(self.found.values(), key=lambda item: (item.layer, item.place))

    def _record(self, where: str, layer: str, value: Mapping[str, Any]) -> None:
        place = self._place(value, layer)
        if not place:
            self._drop("no span", where, {k: v for k, v in value.items() if v is not None})
            return
        if place[-1][1] > len(self.text):
            self._drop("outside the text", where, f"{place[-1][1]} of {len(self.text)} characters")
            return
        if differs := self._differing(value, layer):
            self._drop("not what the text has there", where, differs)
            return
        cue = _place(value.get("cue")) or ()
        source: Place = ()
        phrase = _listed(value.get("phrase")) if self.whole_phrases else []
        for one in phrase or _listed(value.get("source")):
            if isinstance(one, str):
                if one not in self.mentions:
                    self._drop("unknown mention", where, one)
                source += self.mentions.get(one, ())
            else:
                source += _place([one]) or ()
        inside = [tuple(one for one in role if one[1] <= len(self.text)) for role in (cue, source)]
        self._add(where, layer, value, place, *(self._trimmed(join_ranges(one)) for one in inside))

    def _place(self, value: Mapping[str, Any], layer: str) -> Place:
        """The place of a row in its main field, or in its own start and end."""
        main = value.get(MAIN_FIELD.get(layer, "span"), value.get("span", value.get("spans")))
        return join_ranges(_place(main) or _place([value]) or ())

    def _differing(self, value: Mapping[str, Any], layer: str) -> str:
        """What the spans of a row say that they hold, if the text has something else there."""
        main = value.get(MAIN_FIELD.get(layer, "span"), value.get("span"))
        for one in [*_listed(main), value]:
            if isinstance(one, Mapping) and isinstance(one.get("exact"), str):
                span = _span(one)
                if span and self.text[slice(*span)].split() != one["exact"].split():
                    return f"{one['exact'][:40]!r}, not {self.text[slice(*span)][:40]!r}"
        return ""

    def _add(
        self,
        where: str,
        layer: str,
        value: Mapping[str, Any],
        place: Place,
        cue: Place,
        source: Place,
    ) -> None:
        label = value.get(LABEL_FIELD.get(layer, "label")) or value.get("label")
        if (layer, label) == _DERIVED:
            return
        if layer in _KNOWN_LABELS and label is not None and label not in _KNOWN_LABELS[layer]:
            matching = [one for one in _KNOWN_LABELS[layer] if one.lower() == str(label).lower()]
            if not matching and layer_named(label) != (layer, None):
                self._drop("unknown label, scored without it", where, label)
            label = matching[0] if matching else None
        place = self._trimmed(place)
        if not place:
            self._drop("no span", where, "nothing but white space")
            return
        speakers = value.get("speakers")
        entities = (
            frozenset(one for one in speakers if isinstance(one, str))
            if isinstance(speakers, Sequence) and not isinstance(speakers, str)
            else None
        )
        fields: dict[str, Any] = {
            name: value[name] for name in _FIELDS if isinstance(value.get(name), str)
        }
        if isinstance(value.get("passages"), list):
            fields["passages"] = [one for one in value["passages"] if isinstance(one, str)]
        item = Item(layer, place, label, cue, source, entities, fields)
        key = layer, place, label, fields.get("target"), fields.get("holder"), cue, source
        if key in self.found:
            self._drop(DUPLICATE, where, self.text[slice(*place[0])])
            return
        self.found[key] = item

    def _trimmed(self, place: Place) -> Place:
        """Ranges without the white space at their edges; those with nothing else are left out."""
        trimmed = (trimmed_range(self.text, *one) for one in place)
        return tuple(one for one in trimmed if one[0] < one[1])

    def _drop(self, kind: str, where: str, detail: object) -> None:
        self.problems.append(Dropped(kind, where, str(detail)[:80]))


_FIELDS = (*("id", "value", "freq", "quant", "holder", "target", "quote", "utterance", "passages"),)
"""The other fields that are scored."""


def _layer_of_field(value: Mapping[str, Any]) -> str | None:
    """The layer that the main field of a row tells."""
    of_field = {"content": "quote", "expression": "stance"}
    return next((of_field[key] for key in of_field if isinstance(value.get(key), list)), None)


_OF_ONE = {"layer", "start", "span", "content", "expression", "exact"}
"""Fields of which each tells that a row is one annotation."""


def row_lists(value: Mapping[str, Any]) -> list[str]:
    """The fields of a row that hold rows: those of layers, else a general one; none for a row that
    is one annotation."""
    if not _OF_ONE.isdisjoint(value) or "tokens" in value:
        return []
    layers = [name for name in value if name in _PLURALS and isinstance(value[name], list)]
    return layers or [name for name in _LISTS if isinstance(value.get(name), list)][:1]


_DERIVED = "block", "paragraph"
"""What tables have and nobody annotates: the blocks that no other block is."""
ROW_FIELDS = frozenset(
    (
        *_OF_ONE,
        "end",
        "tokens",
        "offsets",
        "tags",
        "ner_tags",
        *_LABELS,
        *(key for keys in _STRINGS.values() for key in keys),
        *_FIELDS,
    )
)
"""The fields of a row that are read, beside its document and its lists."""
_PLURALS = {*COLUMNS.values(), "cues", "sources"}


def _strings(value: Mapping[str, Any], layer: str | None) -> dict[str, str]:
    """The strings without offsets in a row: `main`, and of a quote its cue and its source."""
    if layer not in (None, "quote"):
        main = next(
            (value[k] for k in (layer, "exact", "text", "word") if isinstance(value.get(k), str)),
            None,
        )
        return {"main": main} if main else {}
    found = {}
    for name, keys in _STRINGS.items():
        string = next((value[key] for key in keys if isinstance(value.get(key), str)), "")
        if string.strip():
            found["main" if name == "quote" else name] = string
    return found if "main" in found else {}


def _has_span(value: Mapping[str, Any], layer: str) -> bool:
    return bool(_span(value)) or any(
        isinstance(value.get(key), (list, Mapping))
        for key in ("span", MAIN_FIELD.get(layer, "span"))
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _place(value: Any) -> Place | None:
    """The ranges in a span or a list of spans; None if one of them is none."""
    if _is_pair(value):
        value = [value]
    found = [_span(one) for one in _listed(value)]
    return tuple(found) if all(found) else None  # type: ignore[arg-type]


def _span(value: Any) -> Range | None:
    if isinstance(value, Mapping):
        value = [value.get("start"), value.get("end")]
    return (value[0], value[1]) if _is_pair(value) and 0 <= value[0] < value[1] else None


def _is_pair(value: Any) -> bool:
    return (
        isinstance(value, (list, tuple))
        and len(value) == 2
        and all(type(one) is int for one in value)
    )


def stance_labels(items: Sequence[Item], starts: Sequence[int]) -> dict[tuple[int, str], str]:
    """The label of each pair of a sentence, of which `starts` has the beginning, and a target; of
    different labels it is mixed."""
    found: dict[tuple[int, str], str] = {}
    for item in items:
        if item.layer == "stance":
            pair = bisect_right(starts, item.place[0][0]) - 1, str(item.fields.get("target"))
            label = item.label or "?"
            found[pair] = label if found.get(pair, label) == label else "mixed"
    return found
