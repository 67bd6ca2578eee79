"""The table of the checks of one document, at levels 3 to 5.

A row says at which level a check is, what it needs, and of which layers it tells. From that it is
computed which checks can be run on a document, and what a mistake keeps from being checked. Level 1
is reading the files (`said.seeds`), level 2 is `shape`; both decide what the checks here can see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from said.check import coverage, layout, links, presence, sense, spans, topics
from said.check.guidelines import dates, marks, names, stances, wording
from said.check.lines import Lines
from said.findings.catalogue import Finding
from said.schema.scheme import LAYERS, has_flags
from said.seeds.registries import EVENTS, TOPICS

TEXT = "text"
"""The text of the document. The other needs are registries, by name, and topics."""

SCHEMA = 2
"""The level that decides which lines the checks here look at."""


class Check(NamedTuple):
    """A check of a file of a document.

    `needs` is the text or a registry. `sound_to` is the level up to which a line must be free of
    errors to be looked at. `passes` tells whether it is asked of passes, too, which are kept as
    they were made.
    """

    level: int
    name: str
    run: Callable[[Lines], Iterable[Finding]]
    layers: tuple[str, ...] = LAYERS
    needs: frozenset[str] = frozenset()
    sound_to: int = SCHEMA
    passes: bool = False
    file: str = "annotations"

    @property
    def finds_drift(self) -> bool:
        """Whether it is the check of a file that compares its spans with the text."""
        return self.run in (spans.check_evidence, spans.check_spans, spans.check_records)

    def can_run(self, lines: Lines) -> bool:
        """Whether what it needs is there."""
        if self.needs and not self.needs.isdisjoint(lines.registries.unread):
            return False
        has_text = TEXT not in self.needs or lines.seed.text is not None
        return has_text and (self.passes or not lines.is_pass)


def levels_of(checks: Iterable[Check]) -> set[int]:
    """The levels of some checks."""
    return {check.level for check in checks}


def in_words(levels: Iterable[int]) -> str:
    """Levels as a message names them."""
    numbers = list(map(str, sorted(levels)))
    return f"{'level' if len(numbers) == 1 else 'the levels'} {' and '.join(numbers)}"


_TEXT = frozenset({TEXT})
_TOPICS = frozenset({TOPICS})
_FLAGGED = tuple(layer for layer in LAYERS if has_flags(layer))

CHECKS = (
    # ---- 3: spans
    Check(3, "evidence", spans.check_evidence, (), _TEXT, file="metadata"),
    Check(3, "spans", spans.check_spans, LAYERS, _TEXT, passes=True),
    Check(3, "fragments", spans.check_fragments, ("quote", "stance"), _TEXT, passes=True),
    Check(3, "expressions", spans.check_expressions, ("stance",), _TEXT, passes=True),
    Check(3, "blocks", spans.check_blocks, ("block",), _TEXT, passes=True),
    Check(3, "boilerplate", spans.check_boilerplate, LAYERS, _TEXT, passes=True),
    Check(3, "repeated annotations", layout.check_repeated, LAYERS[1:], _TEXT),
    Check(3, "quotation marks", layout.check_marks, ("mark", "quote"), _TEXT),
    Check(3, "nesting", layout.check_nesting, ("quote",), _TEXT),
    Check(3, "attribution", layout.check_attribution, ("quote",), _TEXT),
    Check(3, "source phrases", layout.check_phrases, ("quote",), _TEXT),
    Check(3, "author's stances", layout.check_author_stances, ("stance",), _TEXT),
    Check(3, "spans", spans.check_records, needs=_TEXT, file="decided"),
    Check(3, "order", spans.check_order, file="decided"),
    Check(3, "spans", spans.check_records, needs=_TEXT, file="adjudication"),
    # ---- 4: references
    Check(4, "metadata", links.check_metadata, (), file="metadata"),
    Check(4, "ids", links.check_ids, passes=True),
    Check(4, "missing fields", presence.check_missing_fields, ("speaker", "quote"), passes=True),
    Check(4, "absent layers", presence.check_absent_layers),
    Check(4, "references", links.check_references, ("quote", "date", "stance"), passes=True),
    Check(4, "circles", links.check_circles, ("quote", "date"), passes=True),
    Check(
        4,
        "entities",
        links.check_entities,
        ("speaker", "quote", "stance"),
        frozenset({"entities"}),
        passes=True,
    ),
    Check(4, "topics", topics.check_named_topics, (), _TOPICS, file="metadata"),
    Check(4, "event", links.check_event, (), frozenset({EVENTS}), file="metadata"),
    Check(4, "targets", topics.check_targets, ("stance",), _TOPICS, passes=True),
    Check(4, "flags", links.check_flags, _FLAGGED, passes=True),
    Check(4, "utterances", links.check_utterances, ("quote",), frozenset({"utterances"})),
    Check(4, "values", links.check_values, ("date",), passes=True),
    Check(4, "mentions", sense.check_mentions, ("speaker",)),
    Check(4, "idle mentions", sense.check_idle_mentions, ("speaker",)),
    Check(4, "attributed quotes", sense.check_attributed, ("quote",)),
    Check(4, "automatic annotations", sense.check_automatic),
    Check(4, "times", sense.check_times, ("quote", "date")),
    Check(4, "words of dates", sense.check_date_words, ("date",)),
    Check(4, "decisions", links.check_adjudication, file="adjudication"),
    # ---- 5: guidelines. What is left over depends on the spans, of which level 4 says nothing.
    Check(
        5,
        "coverage",
        lambda lines: coverage.check_coverage(lines.seed, lines.registries),
        ("mark", "date", "speaker", "quote"),
        _TEXT,
        sound_to=3,
    ),
    Check(5, "names", names.check_names, ("speaker",), _TEXT, sound_to=4),
    Check(5, "dates", dates.check_dates, ("date",), _TEXT, sound_to=4),
    Check(5, "marks", marks.check_marks, ("mark", "quote"), _TEXT, sound_to=4),
    Check(5, "stances", stances.check_stances, ("stance",), _TEXT, sound_to=4),
    Check(5, "wording", wording.check_wording, ("stance",), _TEXT, sound_to=4),
)
