"""Frames of issues: which words beside which others affirm or deny a target's proposition.

What is data here is the lists of words (lexicon/stance_issues.txt); a frame names the lists that
have to meet in a clause. A target that the registry does not have is not drafted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from said.annotate.stance.draft import AGAINST, AUTHOR, FAVOR, MIXED, Draft
from said.annotate.stance.judgements import believers, holders_of, is_marked, negated, object_of
from said.annotate.stance.reading import Hit
from said.annotate.stance.scene import Scene
from said.annotate.stance.units import Unit
from said.text import Range

CONDUCT = "safety"
"""Stands for the target `<company>-safety` of the company that is spoken of, or for the company."""
LEADERS = "leadership"
TOPIC = "advanced ai"
"""What a text has to speak of anywhere: all issues are about it."""
OUSTER = "ouster"
PROJECT = "new-project"


_BEFORE = 14
_REACH = 8


class Frame(NamedTuple):
    """The lists whose phrases meet in a clause, and what that says.

    `expression` are the numbers of the lists whose phrases say it. In order means that each stands
    behind the one before. `ascribed` is whether the holder is the subject of the first list's verb.
    Where a phrase of `unless` stands in the clause, nothing is said.
    """

    target: str
    label: str
    lists: tuple[str, ...]
    expression: tuple[int, ...]
    reach: int = 12
    ordered: bool = False
    implied: bool = False
    ascribed: bool = False
    quoted: bool = False
    far: bool = False
    worried: bool = False
    heads: bool = False
    unless: tuple[str, ...] = ()


FRAMES = (
    # Safety neglected, deprived, betrayed; or put below the product course.
    Frame(CONDUCT, AGAINST, ("neglect", "safety"), (0,), 8),
    Frame(CONDUCT, AGAINST, ("deprivation", "resources"), (0, 1), 6, ordered=True),
    Frame(CONDUCT, AGAINST, ("breaking", "promises"), (0, 1), 6),
    Frame(CONDUCT, AGAINST, ("choice", "products", "above", "safety"), (0, 1, 2, 3), 6, True),
    Frame("product-velocity", AGAINST, ("choice", "products", "above", "safety"), (0, 1, 2, 3), 6,
          True, True),
    Frame("product-velocity", AGAINST, ("comparison", "products", "safety"), (0, 1), 5, True, True,
          far=True),
    Frame("product-velocity", AGAINST, ("products", "above", "safety"), (0, 1, 2), 4, True, True),
    Frame(CONDUCT, AGAINST, ("products", "above", "safety"), (0, 1, 2), 4, True),
    Frame("product-velocity", AGAINST, ("mockery",), (0,)),
    Frame("product-velocity", AGAINST, ("choice", "products", "safety"), (0, 1), 4, True, True,
          far=True, unless=("above",)),
    Frame(CONDUCT, AGAINST, ("concern", "safety"), (0,), 8, True, worried=True),
    # What is meant to come.
    Frame(CONDUCT, FAVOR, ("confidence", "safety"), (0, 1), 16, True, quoted=True),
    Frame(CONDUCT, FAVOR, ("commitment", "safety"), (0, 1), 6, True, quoted=True,
          unless=("demands", "neglect", "above")),
    # More capable AI.
    Frame("superintelligence-risk", FAVOR, ("danger", "advanced ai"), (0,), 14, unless=("tasks",),
          far=True),
    Frame("superintelligence-risk", FAVOR, ("demands", "breakthroughs", "control"), (0, 1, 2), 6,
          True),
    Frame("superintelligence-benefit", FAVOR, ("benefit", "advanced ai"), (0,), 20, far=True),
    # Rules.
    Frame("external-oversight", FAVOR, ("modals", "oversight"), (0, 1), 8, True),
    Frame("external-oversight", FAVOR, ("support", "oversight"), (0, 1), 8, True),
    Frame("external-oversight", FAVOR, ("advocacy", "oversight"), (0, 1), 8, True, ascribed=True),
    Frame("external-oversight", FAVOR, ("own rules", "futility"), (0, 1), 8),
    # Safety first.
    Frame("safety-priority", FAVOR, ("modals", "priority", "safety"), (0, 1), 14, True),
    Frame("safety-priority", FAVOR, ("modals", "safety first"), (0, 1), 8, True),
    Frame("safety-priority", FAVOR, ("advocacy", "caution"), (0, 1), 6, True, ascribed=True),
    # Those who go.
    Frame("departures", AGAINST, ("harm", "departure"), (0,), 14),
    Frame("departures", AGAINST, ("regret", "departure"), (0,), 20, quoted=True, far=True),
    Frame("superalignment-team", FAVOR, ("harm", "dissolution"), (0,), 20),
    Frame("offboarding-terms", AGAINST, ("refusal", "terms"), (0,), 14, implied=True,
          ascribed=True),
    Frame("offboarding-terms", AGAINST, ("harshness", "terms"), (0,), 8, quoted=True),
    # Who removes the chief, and who regrets or resists it.
    Frame("altman-ouster", AGAINST, ("regretting", "board act"), (0,), 10, True, ascribed=True),
    Frame("altman-ouster", AGAINST, ("threat", "leaving threat", "reinstatement"), (0, 1), 10,
          implied=True, ascribed=True),
    # What he does next.
    Frame(PROJECT, FAVOR, ("excitement", "project"), (0,), 10, ascribed=True),
    # Those who buy.
    Frame("vendor-diversification", FAVOR, ("dependence", "drawback"), (0, 1), 10),
    Frame("vendor-diversification", FAVOR, ("diversification", "vendors"), (0,), 6),
    Frame("customer-scrutiny", FAVOR, ("orders", "evidence"), (0,), 12, True, heads=True),
    Frame("vendor-diversification", FAVOR, ("modals", "diversification"), (0, 1), 6, True),
    Frame("customer-scrutiny", FAVOR, ("customers", "modals", "scrutiny"), (1, 2), 12, True),
)  # fmt: skip


_BY_HEAD = {
    head: [frame for frame in FRAMES if frame.lists[0] == head]
    for head in dict.fromkeys(frame.lists[0] for frame in FRAMES)
}


def issues(scene: Scene, unit: Unit, clause: Range, hits: Sequence[Hit]) -> Iterator[Draft]:
    """The stances of a clause of a unit towards issues, frame by frame."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    for kind in by_kind:
        for frame in _BY_HEAD.get(kind, ()):
            yield from _of_frame(scene, unit, clause, frame, by_kind)
    if "removal" in by_kind:
        yield from _removal(scene, unit, by_kind["removal"])


def _of_frame(
    scene: Scene, unit: Unit, clause: Range, frame: Frame, by_kind: dict[str, list[Hit]]
) -> Iterator[Draft]:
    if frame.quoted and not unit.quote:
        return
    found = _meeting(scene, unit, frame, by_kind)
    if found is None or negated(scene.reading, clause[0], found[0].first):
        return
    if negated(scene.reading, found[0].after, found[-1].first):
        return
    if any(hit.first < found[0].first for hit in by_kind.get("conditions", ())):
        return
    near = scene.reading.within(max(0, found[0].first - _BEFORE), max(hit.after for hit in found))
    if any(hit.kind in frame.unless for hit in near):
        return
    if frame.heads and found[0].first != clause[0] and not _is_head(scene, clause, found[0]):
        return
    if not unit.quote and is_marked(scene.reading, found[0].first):
        return
    target = _target(scene, frame.target, found[0].first)
    if target is None:
        return
    parts = tuple(sorted((found[n].first, found[n].after) for n in frame.expression))
    for holder in _holders(scene, unit, frame, found[0]):
        yield Draft(unit, holder, target, frame.label, parts, frame.implied)
        leaders = _leaders(scene, found[0]) if frame.target == CONDUCT else None
        if leaders and frame.label == AGAINST:
            yield Draft(unit, holder, leaders, AGAINST, parts)


def _meeting(
    scene: Scene, unit: Unit, frame: Frame, by_kind: dict[str, list[Hit]]
) -> tuple[Hit, ...] | None:
    """The first phrases of a frame's lists that meet in a clause; of a frame that is far, the topic
    may stand in another clause of the unit or in the sentence before."""
    for head in by_kind[frame.lists[0]]:
        found = [head]
        for kind in frame.lists[1:]:
            last = found[-1]
            near = [
                hit
                for hit in by_kind.get(kind, ())
                if (hit.first >= last.after or (not frame.ordered and hit.after <= last.first))
                and min(abs(hit.first - last.after), abs(last.first - hit.after)) < frame.reach
            ]
            if not near and frame.far and kind == frame.lists[-1]:
                near = scene.around(unit, kind, last.first)
            if not near:
                break
            found.append(min(near, key=lambda hit: abs(hit.first - last.first)))
        else:
            return tuple(found)
    return None


def _holders(scene: Scene, unit: Unit, frame: Frame, cue: Hit) -> tuple[str, ...]:
    """The speakers of a quote, the author of a sentence; of what is ascribed its subject."""
    if frame.ascribed:
        return holders_of(scene, unit, cue.first)
    if frame.worried:
        return holders_of(scene, unit, cue.first, "worry object")
    believer = believers(scene, unit, cue.first)
    if believer is not None:
        return believer
    return unit.holders if unit.quote else (AUTHOR,)


def _is_head(scene: Scene, clause: Range, cue: Hit) -> bool:
    """Whether only marks stand before a cue in its clause: the verb is an order."""
    return not any(word.isalpha() for word in scene.reading.lowered[clause[0] : cue.first])


def _target(scene: Scene, target: str, place: int) -> str | None:
    """The id that a frame means at a place; None if the registry has none."""
    if target == CONDUCT:
        company = scene.company(place)
        return scene.of_company(company, CONDUCT) or company
    if target == PROJECT:
        return next((one for one in sorted(scene.targets) if one.endswith(f"-{PROJECT}")), None)
    return target if target in scene.targets else None


def _leaders(scene: Scene, cue: Hit) -> str | None:
    """The leaders, where they are the agent of a verb (T5)."""
    for place in (*range(max(0, cue.first - 4), cue.first), cue.after + 1):
        ref = scene.starting(place) if place < len(scene.reading.lowered) else None
        for target in sorted(ref.targets) if ref else ():
            if target.endswith(f"-{LEADERS}") and ref is not None and ref.kind != "person":
                return target
    return None


def _removal(scene: Scene, unit: Unit, cues: Sequence[Hit]) -> Iterator[Draft]:
    """Who removes somebody whose ouster is a target is in favour of it (T8)."""
    for cue in cues:
        ref = next(iter(object_of(scene, cue.after, cue.after + _REACH)), None)
        person = ref.holders[0] if ref and ref.holders else None
        target = f"{person.rpartition('-')[2]}-{OUSTER}" if person else None
        if target not in scene.targets or target is None:
            continue
        first = cue.first
        while first and scene.reading.has(first - 1, "attempt"):
            first -= 1
        back = [
            hit
            for clause in unit.clauses
            for hit in scene.reading.within(*clause)
            if hit.kind == "reversal" and hit.first > cue.first
        ][:1]
        parts = ((first, cue.after), *((hit.first, hit.after) for hit in back))
        for holder in holders_of(scene, unit, cue.first):
            if holder not in (person, AUTHOR):
                yield Draft(unit, holder, target, MIXED if back else FAVOR, parts, True)
