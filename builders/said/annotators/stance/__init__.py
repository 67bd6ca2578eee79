"""Drafts the stances of a text from cue frames, for a person to look over.

A frame is a predicate and the places of who holds it and whom it judges. What no frame tells for
sure is left out: the draft is careful before it is complete, and `other` is never drafted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from said.annotators.stance.acts import ACTS, EXIT, find_acts, find_exits
from said.annotators.stance.frames import find_framed
from said.annotators.stance.judgements import JUDGING, find_judgements, find_judging
from said.annotators.stance.manner import find_attributes, find_expression
from said.annotators.stance.names import find_pronouns, find_refs
from said.annotators.stance.phrases import Hit, PhraseReading
from said.annotators.stance.questions import INSINUATION, find_insinuations, is_question
from said.annotators.stance.scene import Scene
from said.annotators.stance.targets import Targets, TopicFrames
from said.annotators.stance.units import MIXED, StanceDraft, Unit, find_layout
from said.schema.records import AnyAnnotation as Annotation
from said.text.reading import Reading
from said.text.segments import span


def find_stances(
    reading: Reading,
    quotes: Sequence[Annotation],
    mentions: Sequence[Annotation],
    targets: Targets,
    blocks: Sequence[Annotation] = (),
) -> list[Annotation]:
    """The stances of a text, by place: records of the layer `stance`, ids from t1.

    `quotes`, `mentions` and `blocks` are the finished records of the layers quote, speaker and
    block. Offsets are code points, half open.
    """
    phrased = PhraseReading(reading, targets.words)
    by_unit: dict[Unit, list[StanceDraft]] = {}
    for draft in find_drafts(phrased, quotes, mentions, targets, blocks):
        by_unit.setdefault(draft.unit, []).append(draft)
    records = [record for drafts in by_unit.values() for record in _records(phrased, drafts)]
    records.sort(key=_place)
    return [{"id": f"t{number}", **record} for number, record in enumerate(records, 1)]


def find_drafts(
    reading: PhraseReading,
    quotes: Sequence[Annotation],
    mentions: Sequence[Annotation],
    targets: Targets,
    blocks: Sequence[Annotation] = (),
) -> list[StanceDraft]:
    """What the frames draft, unit by unit, each with the rule that did."""
    names = find_refs(reading, mentions, targets)
    topics = targets.topics_in(reading)
    has_targets = any(ref.targets for ref in names)
    sought = _sought(has_targets, topics)
    hits = find_judging(reading, names) if has_targets else []
    judging = [
        bisect_left(reading.tokens.starts, reading.reading.words.starts[hit.first])
        for hit in hits
        if hit.section in JUDGING
    ]
    places = sorted([*judging, *(hit.first for hit in reading.hits if hit.kind in sought)])
    if not places:
        return []
    layout = find_layout(reading, quotes, blocks, places)
    scene = Scene(reading, layout, names, find_pronouns(reading, mentions), topics)
    drafts = [draft for unit in layout.units for draft in _drafts(scene, unit)]
    if judging:
        drafts += find_judgements(scene, layout, hits)
    return drafts


def _sought(has_targets: bool, topics: Sequence[TopicFrames]) -> frozenset[str]:
    """The lists whose phrases can begin a frame in a text: those of its topics, of an exit, and of
    questions if a target is named."""
    sought = {EXIT, *(head for topic in topics for head in topic.frames)}
    if has_targets:
        sought.add(INSINUATION)
    if any(topic.removals for topic in topics):
        sought |= ACTS
    return frozenset(sought)


def _drafts(scene: Scene, unit: Unit) -> list[StanceDraft]:
    if is_question(scene.reading, unit):
        return list(find_insinuations(scene, unit))
    found: list[StanceDraft] = []
    has_removals = any(topic.removals for topic in scene.topics)
    for clause in unit.frames:
        hits = scene.reading.within(*clause)
        by_kind: dict[str, list[Hit]] = {}
        for hit in hits:
            by_kind.setdefault(hit.kind, []).append(hit)
        if EXIT in by_kind:
            found += find_exits(scene, unit, clause, hits)
        found += find_framed(scene, unit, clause, by_kind)
        if has_removals and not ACTS.isdisjoint(by_kind):
            found += find_acts(scene, unit, clause, hits)
    return found


def _records(reading: PhraseReading, drafts: Sequence[StanceDraft]) -> list[Annotation]:
    """One record for each holder and target of a unit (T2)."""
    grouped: dict[tuple[str, str], list[StanceDraft]] = {}
    for draft in drafts:
        grouped.setdefault((draft.holder, draft.target), []).append(draft)
    return [_record(reading, same) for same in grouped.values()]


def _record(reading: PhraseReading, drafts: Sequence[StanceDraft]) -> Annotation:
    """What the drafts of one unit, holder and target say together."""
    first = min(drafts, key=lambda draft: (draft.is_implied, draft.parts))
    parts = find_expression(reading, first.unit, [part for draft in drafts for part in draft.parts])
    labels = {draft.label for draft in drafts}
    spans = [reading.span(*part) for part in parts]
    quote = {"quote": first.unit.quote} if first.unit.quote else {}
    return {
        "layer": "stance",
        "expression": [span(reading.text, place) for place in spans],
        **quote,
        "holder": first.holder,
        "target": first.target,
        "label": first.label if len(labels) == 1 else MIXED,
        **find_attributes(reading, first, parts),
        "rule": first.rule,
    }


def _place(record: Annotation) -> tuple[int, int, str, str]:
    """First start, then longest, then holder and target, so that the ids are always the same."""
    spans = record["expression"]
    return spans[0]["start"], -spans[-1]["end"], record["holder"], record["target"]
