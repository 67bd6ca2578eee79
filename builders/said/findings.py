"""What a check finds: a kind from the catalogue, a place in a file, and a message for a person."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of finding: the level it is found at, the rule it comes from, and what to do."""

    level: int
    rule: str | None
    remedy: str


_DECIDE = "add a line to the document's decided.jsonl"

KINDS = {
    # Level 1: the files can be read.
    "missing-file": Kind(1, None, "add the file, or remove what needs it"),
    "surplus-file": Kind(1, None, "remove it, or move it out of seeds/"),
    "bad-folder-name": Kind(1, None, "use letters, digits, - and _ alone"),
    "utf8": Kind(1, "X1", "save the file as UTF-8"),
    "empty-text": Kind(1, "X1", "put the article's text into the file"),
    "text-changed": Kind(
        1, "X1", "restore the text, or record its new SHA-256 and check every offset"
    ),
    "json-syntax": Kind(1, None, "correct the JSON at this place"),
    "json-duplicate-key": Kind(1, None, "keep one of them"),
    "blank-line": Kind(1, None, "remove the line"),
    # Level 2: the values have the shape that the schema gives.
    "schema": Kind(2, None, "see schema/ and GUIDELINES.md for what is allowed"),
    # Level 3: the spans fit the text.
    "span-outside": Kind(3, "X2", "correct start and end"),
    "span-exact": Kind(3, "X2", "correct the offsets or the string"),
    "span-space": Kind(3, "X2", "leave the white space out of the span"),
    "span-grapheme": Kind(3, "X2", "move the edge past the combining characters"),
    "fragments-order": Kind(3, "X3", "sort the fragments by place and let none overlap"),
    "block-line": Kind(3, "X4", "let the span be the line without the white space around it"),
    "in-boilerplate": Kind(3, "X5", "remove the annotation, or the block"),
    "expression-outside": Kind(3, "T1", "correct the expression, or the id of its quote"),
    "verbatim-outside": Kind(3, "Q5", "list only fragments that lie in the content"),
    "decided-order": Kind(3, None, "sort the lines by place, the longer of two first, each once"),
    # Level 4: the references lead somewhere, the values mean something.
    "doc-id": Kind(4, None, "write the folder's name as doc_id"),
    "duplicate-id": Kind(4, None, "give one of them a new id"),
    "unknown-entity": Kind(4, "S1", "add a line to seeds/entities.jsonl, or correct the id"),
    "unknown-voice": Kind(
        4, "S6", "add the unnamed voice under entities in the document's document.json"
    ),
    "unknown-target": Kind(4, "T3", "take an id of seeds/targets.jsonl, or `other`"),
    "alias-space": Kind(4, "S5", "write the alias without white space at its edges"),
    "unknown-utterance": Kind(4, "Q12", "add a line to seeds/utterances.jsonl"),
    "unknown-annotation": Kind(4, None, "correct the id, or add the annotation"),
    "reference-circle": Kind(4, None, "let the chain of references end"),
    "anonymous-elsewhere": Kind(
        4, "S6", "an unnamed voice stands in its document's document.json, as <doc_id>.anon-N"
    ),
    "timex-value": Kind(4, "D3", "write the value as TIMEX3 has it"),
    "dct-value": Kind(4, "D5", "write a date of the calendar"),
    "no-provenance": Kind(4, "D5", "add an entry to provenance, or write null"),
    # Level 5: the annotation leaves nothing over. These are warnings: no build asks for them.
    "uncovered-mark": Kind(5, "Q4", f"annotate a quote or a mark, or {_DECIDE}"),
    "uncovered-date": Kind(5, "D1", f"annotate the whole expression, or {_DECIDE}"),
    "uncovered-name": Kind(5, "S2", f"annotate the name as a mention, or {_DECIDE}"),
    "uncovered-cue": Kind(5, "Q2", f"annotate a quote, or {_DECIDE}"),
    "idle-decision": Kind(5, None, "remove the line, or correct its layer and span"),
}


class Finding(NamedTuple):
    """A finding at a place; line and column count from 1, a column in code points.

    Findings sort by file and place.
    """

    file: str
    line: int
    column: int
    kind: str
    message: str
    rule: str | None = None

    def __lt__(self, other: tuple[object, ...]) -> bool:
        """Also where two findings differ only in that one has no rule."""
        if not isinstance(other, Finding):
            return NotImplemented
        return (*self[:5], self.rule or "") < (*other[:5], other.rule or "")

    def as_dict(self) -> dict[str, str | int | None]:
        """The finding with its rule and remedy, for a program."""
        kind = KINDS[self.kind]
        return {**self._asdict(), "rule": self.rule or kind.rule, "remedy": kind.remedy}

    def __str__(self) -> str:
        kind = KINDS[self.kind]
        rule = self.rule or kind.rule
        label = f"{self.kind}, {rule}" if rule else self.kind
        place = f"{self.file}:{self.line}:{self.column}"
        return _printable(f"{place}: {self.message}; {kind.remedy} [{label}]")


def _printable(line: str) -> str:
    """The line with what would break it, or the terminal, written as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
