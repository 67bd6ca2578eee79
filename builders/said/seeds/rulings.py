"""Reads the rulings of a corpus: how doubtful cases were decided, in `seeds/rulings.md` and in the
`rulings.md` of each topic.

A ruling is a section whose heading is below the first level. Text before the first such heading has
a ruling in each of its paragraphs and list items. A ruling applies the rules whose ids it mentions.
Comments are left out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from said.findings.catalogue import Finding
from said.schema.scheme import is_slug
from said.seeds import files as seed_files
from said.seeds import topics
from said.system.places import Checkout

RULINGS = topics.RULINGS

_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_FENCE = ("```", "~~~")


class Ruling(NamedTuple):
    """A ruling: the file and line where it begins, its heading if it has one, and its text in
    Markdown, with the heading."""

    file: str
    line: int
    heading: str
    text: str

    def cites(self, rule: str) -> bool:
        """Whether it mentions a rule by its id."""
        return re.search(rf"(?<![\w-]){re.escape(rule)}(?![\w-])", self.text) is not None

    def is_called(self, name: str) -> bool:
        """Whether its heading is a name or begins with it, as with an id."""
        heading, name = self.heading.casefold(), name.casefold()
        return heading.startswith(name) and not heading[len(name) :][:1].isalnum()


def read_rulings(checkout: Checkout) -> tuple[list[Ruling], list[Finding]]:
    """The rulings of a corpus, those of its topics last, and what is wrong with their files."""
    places = [(checkout.seeds / RULINGS, f"{checkout.seeds.name}/{RULINGS}")]
    folder = checkout.seeds / topics.FOLDER
    if folder.is_dir() and not folder.is_symlink():
        entries, _ = seed_files.list_folder(folder, folder.name)
        for entry in entries:
            if is_slug(entry.name) and entry.is_dir(follow_symlinks=False):
                name = f"{checkout.seeds.name}/{topics.FOLDER}/{entry.name}/{RULINGS}"
                places.append((folder / entry.name / RULINGS, name))
    found: list[Ruling] = []
    findings: list[Finding] = []
    for file, name in places:
        rulings, problems = read_rulings_file(file, name)
        found += rulings
        findings += problems
    return found, findings


def read_rulings_file(file: Path, name: str) -> tuple[list[Ruling], list[Finding]]:
    """The rulings in a file, if it is there, and what is wrong with it."""
    if not os.path.lexists(file):
        return [], []
    text, findings, _ = seed_files.read_prose_file(file, name)
    return list(_find_rulings(text or "", name)), findings


def _find_rulings(text: str, name: str) -> Iterator[Ruling]:
    lines = _without_comments(text).split("\n")
    for start, heading, end in _find_parts(lines):
        part = "\n".join(lines[start:end]).rstrip()
        if part:
            yield Ruling(name, start + 1, heading, part)


def _find_parts(lines: list[str]) -> Iterator[tuple[int, str, int]]:
    """The first line of each ruling, its heading, and the line after it."""
    start, heading, level = 0, "", 0
    was_empty = True
    for number, (line, depth) in enumerate(zip(lines, _depths(lines), strict=True)):
        begins = _begins(line, was_empty) if level == 0 else False
        was_empty = not line.strip()
        if depth and (level == 0 or depth <= level):
            if start < number:
                yield start, heading, number
            # A title is no ruling, and what is below it has no heading.
            level = depth if depth > 1 else 0
            heading = line.strip("# \t") if level else ""
            start = number if level else number + 1
        elif begins:
            if start < number:
                yield start, "", number
            start = number
    yield start, heading, len(lines)


def _begins(line: str, was_empty: bool) -> bool:
    """Whether a line begins a paragraph or an item of a list."""
    return _ITEM.match(line) is not None or (was_empty and line[:1].strip() != "")


def _depths(lines: Iterable[str]) -> Iterator[int]:
    """For each line, the level of the heading that it is, and 0 if it is none."""
    in_code = False
    for line in lines:
        if line.lstrip().startswith(_FENCE):
            in_code = not in_code
        marks = len(line) - len(line.lstrip("#"))
        is_heading = not in_code and 1 <= marks <= 6 and line[marks : marks + 1] in (" ", "\t")
        yield marks if is_heading else 0


def _without_comments(text: str) -> str:
    """Markdown without comments, each line in its place."""
    parts = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + len("-->")
    return "".join([*parts, text[at:]])
