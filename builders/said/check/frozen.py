"""A text that is not the one that was annotated, by the SHA-256 in `document.json` (X1).

What follows from a changed text is not reported: its offsets lead to other words. Where the change
is one that editors make by themselves, the SHA-256 proves what the text was, so that it can be
restored to the byte.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from said.check.drift import span_fits
from said.findings.catalogue import Finding
from said.schema import scheme
from said.seeds.documents import Seed

_LONGEST = 1_000_000
"""Code points of a text for which changes are tried."""

_Undo = tuple[str, Callable[[str], str]]
"""What was done to a text, in words, and what undoes it."""


_STRAIGHT = str.maketrans("“”„‘’", '"""\'\'')


def _without_space_behind(text: str) -> str:
    return "\n".join(line.rstrip(" \t") for line in text.split("\n"))


_UNDONE: tuple[tuple[_Undo, ...], ...] = (
    (("", str), ("a byte order mark was put before it", lambda text: text.removeprefix("\ufeff"))),
    (
        ("", str),
        ("its line ends were changed to CR LF", lambda text: text.replace("\r\n", "\n")),
        ("its line ends were changed from CR LF", lambda text: text.replace("\n", "\r\n")),
        ("its line ends were changed to CR", lambda text: text.replace("\r", "\n")),
    ),
    (
        ("", str),
        ("accents were parted from letters", lambda text: unicodedata.normalize("NFC", text)),
        ("accents were joined with letters", lambda text: unicodedata.normalize("NFD", text)),
        ("white space was put behind lines", _without_space_behind),
        ("its quotation marks were made curly", lambda text: text.translate(_STRAIGHT)),
        ("its spaces were made no-break spaces", lambda text: text.replace("\u00a0", " ")),
        ("its dashes were written as hyphens", lambda text: text.replace("--", "—")),
        ("its dashes were written as hyphens", lambda text: text.replace("--", "–")),
        ("its ellipses were written as one sign", lambda text: text.replace("…", "...")),
        ("tabs were written as spaces", lambda text: text.replace("    ", "\t")),
    ),
    (
        ("", str),
        ("white space before it was taken away", lambda text: f"\n{text}"),
        ("white space before it was taken away", lambda text: f"\n\n{text}"),
        ("white space was put before it", str.lstrip),
    ),
    (
        ("", str),
        ("its last line end was taken away", lambda text: f"{text}\n"),
        ("line ends were put behind it", lambda text: text.rstrip("\n")),
        ("line ends were put behind it", lambda text: text.rstrip("\n") + "\n"),
        ("white space behind it was taken away", lambda text: f"{text}\n\n"),
    ),
)


def text_change(seed: Seed) -> Finding | None:
    """What is wrong if the text of a document is not the one that its metadata record."""
    recorded = _recorded(seed)
    actual = seed.files.get(f"{seed.name}/raw.txt")
    if seed.text is None or recorded is None or recorded == actual:
        return None
    message = "this is not the text that was annotated, by the sha256 in document.json"
    if undone := _undone(seed.text, recorded):
        advice = f"run: said validate --fix {seed.name}, which restores it to the byte"
        return seed.finding((0, 1), "text-changed", f"{message}: {undone[0]}")._replace(
            advice=advice, length=1
        )
    place, told = _first_misfit(seed)
    if told == _ALL_STAND and seed.metadata:
        # More likely what is recorded is wrong than the text.
        found = seed.metadata.finding(0, ("sha256",), "text-changed", message + told)
        return found._replace(advice=f"undo the change; if the text is right, write {actual} here")
    found = seed.finding((place, place + 1), "text-changed", message + told)
    return found._replace(advice=_ADVICE.format(doc_id=seed.doc_id))


_ALL_STAND = "; every annotated string still stands at its offsets"
_ADVICE = (
    "undo the change; for a better text, save it elsewhere, restore raw.txt, and run: "
    "said reanchor {doc_id} FILE"
)


def restored_text(seed: Seed) -> str | None:
    """The text that was annotated, if the one that is there leads to it."""
    recorded = _recorded(seed)
    if seed.text is None or recorded in (None, seed.files.get(f"{seed.name}/raw.txt")):
        return None
    undone = _undone(seed.text, str(recorded))
    return undone[1] if undone else None


def fits_annotations(seed: Seed) -> bool:
    """Whether every annotated string stands in the text at its offsets."""
    return all(span_fits(span, seed.text or "") for span in _spans(seed))


def _recorded(seed: Seed) -> str | None:
    recorded = seed.metadata_fields.get("sha256")
    is_digest = isinstance(recorded, str) and len(recorded) == 64
    return recorded if is_digest else None


def _undone(text: str, recorded: str) -> tuple[str, str] | None:
    """What was done to the text that has that SHA-256, in words, and that text."""
    for ways in product(*_UNDONE) if len(text) <= _LONGEST else ():
        before = text
        for _, undo in ways:
            before = undo(before)
        if hashlib.sha256(before.encode()).hexdigest() == recorded:
            return " and ".join(words for words, _ in ways if words), before
    return None


def _first_misfit(seed: Seed) -> tuple[int, str]:
    """Where the first annotated string should stand that does not, and how many do, in words."""
    spans = list(_spans(seed))
    text = seed.text or ""
    wrong = [span["start"] for span in spans if not span_fits(span, text)]
    if not spans:
        return 0, ""
    if not wrong:
        return 0, _ALL_STAND
    told = f"; {len(spans) - len(wrong)} of {len(spans)} annotated strings stand at their offsets"
    first = min(wrong)
    return (first, f"{told}, the first that does not here") if first < len(text) else (0, told)


def _spans(seed: Seed) -> Iterator[dict[str, Any]]:
    """The spans of the annotations that have offsets and a string."""
    for value in seed.annotations.values if seed.annotations else ():
        if not isinstance(value, dict):
            continue
        for field in ("span", *scheme.SPAN_LISTS):
            given = value.get(field)
            for span in given if isinstance(given, list) else [given]:
                if isinstance(span, dict) and {"start", "end", "exact"} <= span.keys():
                    is_place = all(type(span[key]) is int for key in ("start", "end"))
                    if is_place and isinstance(span["exact"], str):
                        yield span
