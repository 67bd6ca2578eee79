"""The characters that XML 1.0 has not, and what stands for them in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def replaced(string: str) -> str:
    """A string with U+FFFD for each character that XML has not, so that offsets stay."""
    return _NO_XML.sub("\ufffd", string)


def told(strings: Iterable[str]) -> tuple[str, ...]:
    """For a person, what of some strings XML has not; () where that is nothing."""
    if odd := _NO_XML.findall("".join(strings)):
        return (f"{len(odd)} characters that XML has not, first {odd[0]!r}",)
    return ()
