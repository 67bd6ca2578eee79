"""Characters that nobody sees: control characters, and those that turn the direction of a text.

They can make a text look other than it is, to a reader and to a reviewer of a change. Tab, line
feed and carriage return are no more than white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_HIDDEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
HIDDEN_CHARACTER = re.compile(_HIDDEN)
"""One of them."""
# In JSON an escape, which may stand for one of them, or one of them as it is.
_IN_JSON = re.compile(rf"\\u(?P<code>[0-9a-fA-F]{{4}})|\\.|{_HIDDEN}", re.DOTALL)
_ORDINARY = bytes([*b"\t\n\r", *range(0x20, 0x7F)])


class Hidden(NamedTuple):
    """A character that nobody sees: the number of the text that has it first, its offset there in
    code points, and how often it occurs in all."""

    character: str
    number: int
    offset: int
    times: int = 1

    @property
    def message(self) -> str:
        """What it is, for a person."""
        name = unicodedata.name(self.character, "a control character")
        often = f"; there are {self.times} of them" if self.times > 1 else ""
        return f"U+{ord(self.character):04X} ({name}) is hidden here{often}"


def find_hidden_in_text(raw: bytes, text: str) -> list[Hidden]:
    """Those in a text, which `raw` is in UTF-8, by their first places."""
    if not _may_hide(raw):
        return []
    return _counted(Hidden(one.group(), 0, one.start()) for one in HIDDEN_CHARACTER.finditer(text))


def find_hidden_in_json(whole: bytes, raws: Iterable[bytes]) -> list[Hidden]:
    """Those in the strings of valid JSON texts, escaped or not, by their first places. `whole` is
    the file that they are from."""
    if b"\\u" not in whole and not _may_hide(whole):
        return []
    return _counted(
        Hidden(character, index, match.start())
        for index, raw in enumerate(raws)
        for match in _IN_JSON.finditer(raw.decode())
        if HIDDEN_CHARACTER.fullmatch(character := _meant(match))
    )


def _may_hide(raw: bytes) -> bool:
    """Whether there is one in what is no plain ASCII; a text in English is mostly that."""
    return (
        HIDDEN_CHARACTER.search(raw.translate(None, _ORDINARY).decode(errors="ignore")) is not None
    )


def _meant(match: re.Match[str]) -> str:
    code = match["code"]
    return chr(int(code, 16)) if code else match.group()


def _counted(found: Iterable[Hidden]) -> list[Hidden]:
    first: dict[str, Hidden] = {}
    for one in found:
        before = first.get(one.character)
        first[one.character] = before._replace(times=before.times + 1) if before else one
    return list(first.values())
