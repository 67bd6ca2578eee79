"""What can still be checked of a document with mistakes, and what cannot, which is told.

Level 5 asks what the annotations leave over. Lines with mistakes are taken away for that, and with
them the lines of the text that they may have been about.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from said.findings import nearest
from said.findings.catalogue import Finding
from said.seeds.documents import JsonFile, Seed
from said.text import jsontext

_OFFSETS = re.compile(r'"start"\s*:\s*(\d{1,9})\s*,\s*"end"\s*:\s*(\d{1,9})')
_EXACT = re.compile(r'"exact"\s*:\s*("(?:[^"\\]|\\.)*")')


class SoundPart(NamedTuple):
    """A document without its lines with mistakes, and the lines of its text, from 1, that they may
    have been about."""

    seed: Seed
    doubtful: frozenset[int]

    def tells(self, finding: Finding) -> bool:
        """Whether a finding does not rest on what was taken away."""
        in_text = finding.file == f"{self.seed.name}/raw.txt"
        return not (in_text and finding.line in self.doubtful)


def sound_part(folder: Path, seed: Seed, mistakes: Sequence[Finding]) -> SoundPart | None:
    """What level 5 can look at; None if nothing. `mistakes` are those of the levels 1 to 4, with
    the notes on those that were too many to be told: where they are, nobody knows."""
    if seed.text is None or any(finding.kind == "not-checked" for finding in mistakes):
        return None
    lines: set[int] = set()
    cleaned: list[JsonFile | None] = []
    for file, source in (("annotations.jsonl", seed.annotations), ("decided.jsonl", seed.decided)):
        bad = {finding.line for finding in mistakes if finding.file == f"{seed.name}/{file}"}
        if source is None and bad:
            return None
        if bad:
            lines |= _about(folder / file, bad, seed.text)
        cleaned.append(_without(source, bad) if source else None)
    annotations, decided = cleaned
    fails = any(finding.file == f"{seed.name}/document.json" for finding in mistakes)
    metadata = None if fails else seed.metadata
    kept = seed._replace(annotations=annotations, decided=decided, metadata=metadata)
    return SoundPart(kept, frozenset(lines))


def _without(source: JsonFile, bad: Collection[int]) -> JsonFile:
    if not bad:
        return source
    kept = [index for index, line in enumerate(source.lines) if line not in bad]
    return JsonFile(
        source.name,
        [source.values[index] for index in kept],
        [source.raws[index] for index in kept],
        [source.lines[index] for index in kept],
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


def not_checked(
    seed: Seed, mistakes: Sequence[Finding], part: SoundPart | None, levels: Collection[int]
) -> Iterator[Finding]:
    """Notes on what the mistakes of a document kept from being checked, of the levels asked for;
    `part` is what level 5 looked at."""
    text = f"{seed.name}/raw.txt"
    if seed.text is None:
        if {3, 5} & set(levels):
            message = "the levels 3 and 5 of this document were not checked, which need its text"
            yield Finding(text, 1, 1, "not-checked", message)
    elif 5 in levels:
        yield from _not_at_level_5(text, part)
    if {3, 4} & set(levels):
        yield from _not_at_levels_3_and_4(text, mistakes)


def _not_at_levels_3_and_4(text: str, mistakes: Sequence[Finding]) -> Iterator[Finding]:
    early = [finding for finding in mistakes if finding.level <= 2 and finding.file != text]
    for file in dict.fromkeys(finding.file for finding in early):
        lines = {finding.line for finding in early if finding.file == file}
        if file.endswith(".jsonl") and not any(f.kind == "missing-file" for f in early):
            what = "1 line" if len(lines) == 1 else f"{len(lines)} lines"
            message = f"the levels 3 and 4 of {what} were not checked, which need level 2"
        else:
            message = "the levels 3 and 4 of this file were not checked, which need level 2"
        yield Finding(file, min(lines), 1, "not-checked", message)


def _not_at_level_5(text: str, part: SoundPart | None) -> Iterator[Finding]:
    if part is None:
        message = "level 5 of this document was not checked, which needs its annotations"
        yield Finding(text, 1, 1, "not-checked", message)
    elif part.doubtful:
        count = len(part.doubtful)
        what = "1 line" if count == 1 else f"{count} lines"
        message = f"level 5 of {what} of the text was not checked, whose annotations have mistakes"
        yield Finding(text, min(part.doubtful), 1, "not-checked", message)
