"""The documents of a gold set beside what a system says about them.

The gold set is read strictly: a problem in it is an error. Of the system, what makes no sense is
dropped and reported, and so is a document with another text. A document that the system does not
have counts as one in which it found nothing, unless its form lists documents: then it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from said.formats.brat import standoff
from said.schema.records import AnyAnnotation, Entity
from said.schema.scheme import place_of, ranges
from said.scoring.items import (
    DUPLICATE,
    ROLES,
    SCORED_LAYERS,
    Dropped,
    Item,
    SystemRow,
    layer_named,
    read_items,
)
from said.scoring.sets import own_set
from said.scoring.system_files import (
    FACETS,
    SystemDocument,
    SystemSet,
    brat_rows,
    read_system,
    rows_as_set,
)
from said.seeds.layers import read_layers
from said.seeds.registries import read_registries
from said.seeds.topics import named_topics
from said.system.errors import SaidError
from said.system.places import Checkout
from said.tables.stances import TargetAliases
from said.text.marked import marked_stretches, type_of
from said.tokens.decode import Decoded
from said.tokens.lines import decode_lines, tagged_columns

WHOLE_PHRASES = frozenset(["polnear"])
"""The conventions by which the source of a quote is the whole phrase."""


class GoldDocument(NamedTuple):
    """A document of the gold set. Of several readings each has its share of the weight. `layers`
    are those that are complete in it, None where nothing says so. `facts` are the fields of its
    `document.json`, or as many of them as its form has. Where the targets of its topics are known,
    `aliases` finds them. `entities` are the rows of the registry, by id, where there is one."""

    doc_id: str
    text: str | None
    readings: Sequence[Sequence[SystemRow]]
    layers: frozenset[str] | None = None
    facts: Mapping[str, Any] = {}
    aliases: TargetAliases | None = None
    entities: Mapping[str, Entity] = {}

    @property
    def whole_phrases(self) -> bool:
        """Whether its sources are whole phrases, and not the mentions in them: those of a system
        are then compared by their phrases, too."""
        named = self.facts.get("convention")
        return isinstance(named, Mapping) and named.get("quote") in WHOLE_PHRASES

    @property
    def facets(self) -> dict[str, str]:
        """The facts by which results are reported."""
        return {key: str(self.facts[key]) for key in FACETS if self.facts.get(key)}


class JoinedDocument(NamedTuple):
    """A document with its gold readings and the items of each system."""

    gold: GoldDocument
    text: str
    readings: list[list[Item]]
    systems: list[list[Item]]


class SystemInput(NamedTuple):
    """How a system was read: its form, what was dropped, its layers, and which documents only one
    side has. `counted_empty` are documents of the gold set in which it has nothing."""

    name: str
    form: str
    problems: list[Dropped]
    layers: frozenset[str]
    counted_empty: list[str]
    left_out: list[str]
    unknown: list[str]


class Joined(NamedTuple):
    """The documents to score, the layers that the gold set and every system have, and those of the
    gold set; how each system was read."""

    documents: list[JoinedDocument]
    layers: tuple[str, ...]
    gold_layers: frozenset[str]
    inputs: list[SystemInput]

    def of_layer(self, layer: str) -> Joined:
        """The documents of which the gold set has a layer. Raises SaidError if not all sets have
        it."""
        if layer not in self.layers:
            raise SaidError(
                f"no {layer} is in all sets: they share {', '.join(self.layers)}",
                "score what they have in common: leave --measure out",
            )
        having = [
            one for one in self.documents if one.gold.layers is None or layer in one.gold.layers
        ]
        return self._replace(documents=having, layers=(layer,))


def read_joined(checkout: Checkout | None, gold: str, systems: Sequence[str]) -> Joined:
    """Reads the sets that are named. Raises SaidError for a problem in the gold set, and if there
    is nothing to score."""
    documents = list(read_gold(checkout, gold))
    return join(gold, documents, [(name, _system_named(checkout, name)) for name in systems])


def _system_named(checkout: Checkout | None, name: str) -> SystemSet:
    own = own_set(checkout, name) if checkout else None
    if own is None:
        return read_system(name)
    documents = {
        seed.doc_id: SystemDocument(seed.text, [SystemRow(name, line) for line in source.values])
        for seed, source in own
    }
    return SystemSet("documents of the corpus", documents, [], lists_documents=True)


def read_gold(
    checkout: Checkout | None, name: str, doc_ids: Sequence[str] | None = None
) -> Iterator[GoldDocument]:
    """The documents of a gold set, a text with several readings once; of a set of a checkout only
    those with some ids, if they are given. Raises SaidError for a set that cannot be read."""
    own = own_set(checkout, name, doc_ids) if checkout else None
    if own is not None:
        assert checkout is not None
        registries, _ = read_registries(checkout)
        aliases: dict[Any, TargetAliases] = {}
        for seed, source in own:
            fields = seed.metadata_fields
            topics = named_topics(seed.metadata.values[0]) if seed.metadata else None
            if topics not in aliases:
                aliases[topics] = TargetAliases(registries.targets_of(topics))
            rows = [
                SystemRow(f"{source.name}:{n}", v)
                for n, v in zip(source.lines, source.values, strict=True)
            ]
            layers = frozenset(read_layers(seed, registries).layers)
            known = aliases[topics], registries.entities
            yield GoldDocument(seed.doc_id, seed.text, [rows], layers, fields, *known)
    elif Path(name).is_dir() and standoff.is_standoff_folder(Path(name)):
        found: dict[str, GoldDocument] = {}
        has_events = False
        for brat in standoff.read_standoff_folder(Path(name)):
            rows = [
                SystemRow(brat.doc_id, row) for row in brat_rows(brat) if layer_named(row["layer"])
            ]
            before = found[brat.doc_id].readings if brat.doc_id in found else []
            found[brat.doc_id] = GoldDocument(brat.doc_id, brat.text, [*before, rows])
            has_events |= bool(brat.events)
        # Events are how PolNeAR has attributions; ours are spans with relations.
        facts = {"convention": {"quote": "polnear"}} if has_events else {}
        yield from (one._replace(facts=facts) for one in found.values())
    else:
        yield from gold_documents(read_system(name), name)


def gold_documents(found: SystemSet, name: str) -> Iterator[GoldDocument]:
    """The documents of a set that is taken for gold. Raises SaidError for a problem."""
    _refuse(name, found.problems)
    for doc_id, document in found.documents.items():
        named = document.facts.get("layers")
        layers = frozenset(named) if isinstance(named, list) else found.layers or None
        yield GoldDocument(doc_id, document.text, [document.rows], layers, document.facts)


def _refuse(name: str, problems: Sequence[Dropped]) -> None:
    problems = [problem for problem in problems if problem.kind != DUPLICATE]
    if problems:
        first = problems[0]
        more = f", and {len(problems) - 1} more problems" if len(problems) > 1 else ""
        raise SaidError(
            f"{name} is the gold set, and {first.where} is wrong: {first.kind}: "
            f"{first.detail}{more}",
            "correct it: of the gold set nothing is dropped",
        )


def join(
    gold: str, documents: Sequence[GoldDocument], systems: Sequence[tuple[str, SystemSet]]
) -> Joined:
    """Puts the documents of the gold set and of the systems side by side."""
    known = {document.doc_id for document in documents}
    inputs = []
    for name, found in systems:
        if found.documents and known.isdisjoint(found.documents):
            raise SaidError(
                f"no document is both in {gold} and in {name}, which has {_some(found.documents)}; "
                f"{gold} has {_some(known)}",
                "give the documents of both sets the same ids; in CoNLL, # newdoc id = ID",
            )
        missing = sorted(known - found.documents.keys())
        unknown = sorted(found.documents.keys() - known)
        problems = list(found.problems)
        problems += [
            Dropped("document that the gold set does not have", "", one) for one in unknown
        ]
        empty, left_out = ([], missing) if found.lists_documents else (missing, [])
        inputs.append(
            SystemInput(name, found.form, problems, frozenset(), empty, left_out, unknown)
        )
    joined = []
    gold_layers: set[str] = set()
    layers: list[set[str]] = [set(found.layers) for _, found in systems]
    for document in sorted(documents, key=lambda one: one.doc_id):
        if any(document.doc_id in one.left_out for one in inputs):
            continue
        given = [found.documents.get(document.doc_id) for _, found in systems]
        text = document.text
        if text is None:
            text = next((one.text for one in given if one and one.text is not None), None)
        if text is None:
            raise SaidError(
                f"{document.doc_id}: no set has its text",
                f"put {document.doc_id}.txt beside its lines, or give rows a field text",
            )
        readings = read_readings(document, text, gold)
        gold_layers.update(document.layers or (), *map(layers_of, readings))
        items_of: list[list[Item]] = []
        for number, one in enumerate(given):
            items, problems = _system_items(document, text, one)
            if any(problem.kind == DIFFERENT for problem in problems):
                inputs[number].left_out.append(document.doc_id)
            inputs[number].problems.extend(problems)
            layers[number] |= layers_of(items)
            items_of.append(items)
        if not any(document.doc_id in one.left_out for one in inputs):
            joined.append(JoinedDocument(document, text, readings, items_of))
    inputs = [one._replace(layers=frozenset(has)) for one, has in zip(inputs, layers, strict=True)]
    if not joined:
        raise SaidError(_nothing(gold, inputs), "compare sets of the same documents and texts")
    # A system that found nothing at all does not say for what it looked.
    shared = gold_layers.intersection(*filter(None, layers))
    if not shared:
        has = ", ".join(sorted(set().union(*layers)))
        raise SaidError(
            f"no layer is in all sets: {gold} has {', '.join(sorted(gold_layers)) or 'none'}, the "
            f"system has {has}",
            "score sets that have a layer in common",
        )
    return Joined(
        joined,
        tuple(layer for layer in SCORED_LAYERS if layer in shared),
        frozenset(gold_layers),
        inputs,
    )


def read_readings(document: GoldDocument, text: str, name: str) -> list[list[Item]]:
    """The items of each reading of a document of the gold set `name`. Raises SaidError for a
    problem."""
    readings = []
    for rows in document.readings:
        items, problems = read_items(rows, text)
        _refuse(name, [one._replace(where=f"{document.doc_id} {one.where}") for one in problems])
        readings.append(_with_types(text, items))
    return readings


def _with_types(text: str, items: Sequence[Item]) -> list[Item]:
    """Items of which quotes without a type get the one that the quotation marks tell."""
    if all(item.label or item.layer != "quote" for item in items):
        return list(items)
    inside = marked_stretches(text)
    return [
        item._replace(label=type_of(text, item.place, inside))
        if item.layer == "quote" and not item.label
        else item
        for item in items
    ]


DIFFERENT = "another text"


def _system_items(
    document: GoldDocument, text: str, given: SystemDocument | None
) -> tuple[list[Item], list[Dropped]]:
    if given is None:
        return [], []
    if given.text is not None and given.text != text:
        return [], [Dropped(DIFFERENT, document.doc_id, first_difference(text, given.text))]
    rows, problems = _without_tags(given.rows, text)
    items, others = read_items(rows, text, document.whole_phrases)
    return items, [*problems, *others]


def _without_tags(
    rows: Sequence[SystemRow], text: str
) -> tuple[Sequence[SystemRow], list[Dropped]]:
    """Rows with annotation lines in the place of rows of tags."""
    is_tagged = [is_tagged_row(row.value) for row in rows]
    if not any(is_tagged):
        return rows, []
    tagged = [row for row, tags in zip(rows, is_tagged, strict=True) if tags]
    others = [row for row, tags in zip(rows, is_tagged, strict=True) if not tags]
    where = tagged[0].where
    try:
        decoded = decode_lines([row.value for row in tagged], text)
    except SaidError as error:
        return others, [Dropped("tags that do not fit the text", where, error.cause)]
    problems = [
        Dropped(kind.replace("_", " "), where)
        for kind, count in decoded.lost.items()
        if kind != "unlinked"
        for _ in range(count)
    ]
    others += [SystemRow(where, row) for row in _roles_of_no_quote(decoded)]
    lines = decoded.annotations
    if not any("speaker" in tagged_columns(row.value) for row in tagged):
        lines = _sources_in_place(lines)
    return [*others, *(SystemRow(where, line) for line in lines)], problems


def _roles_of_no_quote(decoded: Decoded) -> Iterator[AnyAnnotation]:
    """The cues and sources that a tagger found and no quote has: they count as spans."""
    mentions = {one["id"]: one for one in decoded.annotations if one["layer"] == "speaker"}
    quotes = [one for one in decoded.annotations if one["layer"] == "quote"]
    linked = {
        "cue": {place for one in quotes for place in ranges(one.get("cue", ()))},
        "source": {
            place
            for one in quotes
            for id_ in one.get("source", ())
            for place in place_of(mentions[id_])
        },
    }
    for column, _, start, end in decoded.spans:
        if column in linked and (start, end) not in linked[column]:
            yield {"layer": column, "start": start, "end": end}


def _sources_in_place(lines: Iterable[AnyAnnotation]) -> list[AnyAnnotation]:
    """Annotation lines without mentions, which nobody looked for beyond the sources of quotes; the
    quotes have the places of their sources."""
    mentions = {one["id"]: one["span"] for one in lines if one["layer"] == "speaker"}
    return [
        one | {"source": [mentions[id_] for id_ in one.get("source", ())]}
        for one in lines
        if one["layer"] != "speaker"
    ]


def is_tagged_row(value: Any) -> bool:
    """Whether a row has tokens and tags, or had tags none of which told a column."""
    return isinstance(value, Mapping) and isinstance(value.get("tokens", value.get("starts")), list)


def first_difference(text: str, other: str) -> str:
    """Where two texts differ first, and what each has there."""
    at = next(
        (n for n, (one, two) in enumerate(zip(text, other, strict=False)) if one != two),
        min(len(text), len(other)),
    )
    begin = max(0, at - 10)
    return f"differs at {at}: {text[begin : at + 15]!r} in gold, {other[begin : at + 15]!r}"


def layers_of(items: Sequence[Item]) -> set[str]:
    """The layers that some items have, among them the roles of quotes."""
    found = {item.layer for item in items}
    return found | {role for role in ROLES for item in items if getattr(item, role)}


def _some(ids: Iterable[str]) -> str:
    """The first two of some ids."""
    first, *others = sorted(ids)
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return ", ".join([f"{one:.60}" for one in (first, *others[:1])]) + more


def _nothing(gold: str, inputs: Sequence[SystemInput]) -> str:
    for one in inputs:
        for problem in one.problems:
            if problem.kind == DIFFERENT:
                return f"{problem.where}: {one.name} has another text, which {problem.detail}"
    for one in inputs:
        if one.problems and one.unknown == []:
            kind, where, detail = one.problems[0]
            return f"{where}: {kind}: {detail}"
    names = ", ".join(one.name for one in inputs)
    return f"no document is both in {gold} and in {names}"


def joined_rows(gold: Any, systems: Sequence[Any]) -> Joined:
    """Rows in memory, as `rows_as_set` reads them."""
    documents = list(gold_documents(rows_as_set(gold, "gold"), "gold"))
    names = ["system", "other"]
    sets = [(name, rows_as_set(rows, name)) for name, rows in zip(names, systems, strict=False)]
    return join("gold", documents, sets)
