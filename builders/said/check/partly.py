"""What can still be checked in a document with errors, and notes on what cannot.

Lines with errors are left out for the levels that come after, and with them the lines of the text
that they may have been about. What that keeps from being checked follows from the table of checks.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from said.check.checks import CHECKS, SCHEMA, TEXT, Check, in_words, levels_of
from said.findings import nearest
from said.findings.catalogue import Finding, errors, is_form
from said.seeds.documents import Seed
from said.seeds.json_files import JsonFile
from said.text import jsontext

_OFFSETS = re.compile(r'"start"\s*:\s*(\d{1,9})\s*,\s*"end"\s*:\s*(\d{1,9})')
_EXACT = re.compile(r'"exact"\s*:\s*("(?:[^"\\]|\\.)*")')


_OF_REGISTRIES = frozenset({"unknown-entity", "unknown-target", "unknown-flag", "unknown-event"})

_OF_NAMES = frozenset({"misnamed-file", "surplus-file"})
_OF_THE_TEXT = ("language", "wrapped", "layers", "convention")
"""The metadata that say how a text is read and annotated; whoever reads them passes over what is
misshapen."""


class SoundPart(NamedTuple):
    """A document without its lines with errors, and the lines of its text, from 1, that those may
    have been about."""

    seed: Seed
    doubtful: frozenset[int]

    def tells(self, finding: Finding) -> bool:
        """Whether a finding does not rest on what was left out."""
        in_text = finding.file == f"{self.seed.name}/raw.txt"
        return not (in_text and finding.line in self.doubtful)


class SoundParts:
    """What of a document is free of errors up to each level, given the findings of levels 1 to 4.

    Its files lie in `folder`: what a line that cannot be read was about, only its bytes tell.
    """

    def __init__(self, folder: Path, seed: Seed, findings: Sequence[Finding]) -> None:
        self.seed = seed
        found = errors(findings)
        self.is_sound = not found
        # What writing the file anew mends keeps nothing from being checked, and an entity, a
        # target, a flag or an event that the corpus lacks says nothing against the annotation.
        self.mistakes = [
            one for one in found if not is_form(one) and one.kind not in _OF_REGISTRIES
        ]
        self._folder = folder
        # Where the mistakes are that were too many to be reported, nobody knows.
        self._is_complete = all(finding.kind != "not-checked" for finding in findings)
        self._parts: dict[int, SoundPart | None] = {}

    def sound_to(self, level: int) -> SoundPart | None:
        """The part that is free of errors up to a level; None if nothing can be looked at."""
        mistakes = [finding for finding in self.mistakes if finding.level <= level]
        key = len(mistakes)
        if key not in self._parts:
            self._parts[key] = self._without(mistakes)
        return self._parts[key]

    def _without(self, mistakes: Sequence[Finding]) -> SoundPart | None:
        seed = self.seed
        is_text_alone = seed.metadata is None and seed.annotations is None and mistakes
        if seed.text is None or not self._is_complete or is_text_alone:
            return None
        lines: set[int] = set()
        cleaned: list[JsonFile | None] = []
        for file, source in (
            ("annotations.jsonl", seed.annotations),
            ("decided.jsonl", seed.decided),
        ):
            bad = {finding.line for finding in mistakes if finding.file == f"{seed.name}/{file}"}
            has_drifted = any(
                one.kind == "offsets-drifted" and one.file == f"{seed.name}/{file}"
                for one in mistakes
            )
            is_unread = source is None and (bad or f"{seed.name}/{file}" in seed.files)
            if is_unread or has_drifted or _is_most(bad, source):
                return None
            if bad:
                lines |= _about(self._folder / file, bad, seed.text)
            cleaned.append(_without(source, bad) if source else None)
        annotations, decided = cleaned
        fails = any(finding.file == f"{seed.name}/document.json" for finding in mistakes)
        metadata = _bare(seed.metadata) if fails and seed.metadata else seed.metadata
        kept = seed._replace(annotations=annotations, decided=decided, metadata=metadata)
        return SoundPart(kept, frozenset(lines))


_MANY = 10
"""Bad lines from which on, if they are most, the others say nothing of what is left over."""


def _is_most(bad: Collection[int], source: JsonFile | None) -> bool:
    return source is not None and len(bad) >= _MANY and 2 * len(bad) > len(source.lines)


def _bare(metadata: JsonFile) -> JsonFile:
    """Metadata with errors, as far as what they say of the text and the layers goes: without that,
    level 5 would report what follows from the errors alone."""
    value = metadata.values[0]
    kept = {key: value[key] for key in _OF_THE_TEXT if key in value}
    return JsonFile(metadata.name, [{**kept, "entities": []}], metadata.raws, metadata.lines)


def _without(source: JsonFile, bad: Collection[int]) -> JsonFile:
    if not bad:
        return source
    kept = [index for index, line in enumerate(source.lines) if line not in bad]
    return JsonFile(
        source.name,
        [source.values[index] for index in kept],
        [source.raws[index] for index in kept],
        [source.lines[index] for index in kept],
        columns=tuple(source.columns[index] for index in kept) if source.columns else (),
    )


def _about(file: Path, bad: Iterable[int], text: str) -> set[int]:
    """The lines of the text that some lines of a file seem to be about."""
    written = file.read_bytes().split(b"\n")
    starts = jsontext.line_starts(text)
    places: list[tuple[int, int]] = []
    for number in bad:
        raw = written[number - 1].decode("utf-8", "replace") if number <= len(written) else ""
        places += _places(raw, text)
    found: set[int] = set()
    last = 0
    for start, end in sorted(places):
        first, after = bisect_right(starts, start), bisect_right(starts, end) + 1
        found.update(range(max(first, last), after))
        last = max(last, after)
    return found


def _places(raw: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the spans of a line may lie: where the offsets lead, and where the strings stand."""
    offsets = [(int(start), int(end)) for start, end in _OFFSETS.findall(raw)]
    yield from (place for place in offsets if place[0] < place[1] <= len(text))
    at = offsets[0][0] if offsets else 0
    for written in _EXACT.findall(raw):
        try:
            exact = str(json.loads(written))
        except ValueError:
            continue
        start = nearest.nearest_place(text, exact, at)
        if start is not None:
            yield start, start + len(exact)


def not_checked(parts: SoundParts, levels: Collection[int]) -> Iterator[Finding]:
    """Notes on what the errors of a document kept from being checked, of the levels asked for."""
    if not parts.mistakes:
        return
    text = f"{parts.seed.name}/raw.txt"
    if parts.seed.text is None:
        kept = [check for check in CHECKS if TEXT in check.needs]
        yield from _note(text, 1, kept, levels, "this document", "its text")
    else:
        yield from _beyond_schema(parts, text, levels)
    kept = [check for check in CHECKS if check.sound_to == SCHEMA]
    early = [
        one
        for one in parts.mistakes
        if one.level <= SCHEMA and one.file != text and one.kind not in _OF_NAMES
    ]
    is_missing = any(finding.kind == "missing-file" for finding in early)
    for file in dict.fromkeys(finding.file for finding in early):
        lines = {finding.line for finding in early if finding.file == file}
        by_line = file.endswith(".jsonl") and not is_missing
        what = _count(len(lines)) if by_line else "this file"
        yield from _note(file, min(lines), kept, levels, what, f"level {SCHEMA}")


def _beyond_schema(parts: SoundParts, text: str, levels: Collection[int]) -> Iterator[Finding]:
    """What was not asked of lines with errors that are beyond their schema."""
    kept = [check for check in CHECKS if check.sound_to > SCHEMA]
    if levels_of(kept).isdisjoint(levels):
        return
    part = parts.sound_to(min(check.sound_to for check in kept))
    if part is None:
        yield from _note(text, 1, kept, levels, "this document", "its annotations")
    elif part.doubtful:
        message = f"{in_words(levels_of(kept))} of {_count(len(part.doubtful))} of the text was "
        message += "not checked, whose annotations have mistakes"
        yield Finding(text, min(part.doubtful), 1, "not-checked", message)


def _note(
    file: str,
    line: int,
    kept: Iterable[Check],
    levels: Collection[int],
    what: str,
    need: str,
) -> Iterator[Finding]:
    """A note on checks that were kept from something for want of what they need, if a level of
    theirs was asked for."""
    own = levels_of(kept)
    if not own.isdisjoint(levels):
        verbs = ("were", "need") if len(own) > 1 else ("was", "needs")
        message = f"{in_words(own)} of {what} {verbs[0]} not checked, which {verbs[1]} {need}"
        yield Finding(file, line, 1, "not-checked", message)


def _count(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines} lines"
