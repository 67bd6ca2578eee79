"""Lists of words as data files: what the detectors look for, and what they leave alone.

A file has sections, each under its name in square brackets. The entries of a line are separated by
commas; they may hold spaces. Where a line is more than a stretch of a long list (a verb with its
forms, say), the file says so. Lines that begin with # are comments. Everything is in lower case,
stands once in its section, and is in alphabetical order unless the words have an order (months).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FILES = (
    "abbreviations",
    "attribution",
    "calendar",
    "calendar_context",
    "cues",
    "judgements",
    "marks",
    "names",
    "persons",
    "pronouns",
    "stance",
    "stance_words",
    "wording",
)
"""The lexicons, by the detectors that read them."""


def section_lines(name: str, section: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a section of a lexicon. Raises KeyError if there is no such section."""
    return sections(name)[section]


def words(name: str, section: str) -> tuple[str, ...]:
    """All entries of a section, in their order. Raises KeyError if there is no such section."""
    return tuple(word for row in section_lines(name, section) for word in row)


@cache
def word_set(name: str, section: str) -> frozenset[str]:
    """All entries of a section, as a set. Raises KeyError if there is no such section."""
    return frozenset(words(name, section))


@cache
def sections(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The sections of a lexicon by their names."""
    found: dict[str, list[tuple[str, ...]]] = {}
    section = ""
    file = Path(__file__).parent / f"{name}.txt"
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            found[section] = []
        elif line and not line.startswith("#"):
            found[section].append(tuple(line.split(", ")))
    return {section: tuple(lines) for section, lines in found.items()}


def frame_lists() -> frozenset[str]:
    """The names of the word lists that the frames of any topic may use."""
    return frozenset(sections("stance_words"))
