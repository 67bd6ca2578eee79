"""In which encoding some bytes are, if not in UTF-8, and whether a text was read in a wrong one.

Each test gives where it shows first, in bytes or code points, and the name of the encoding.
"""

from __future__ import annotations

import re
import unicodedata

Found = tuple[int, str] | None


def find_utf32(raw: bytes) -> Found:
    """With a byte order mark."""
    if raw.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return 0, "UTF-32"
    return None


def find_utf16(raw: bytes) -> Found:
    """With a byte order mark, or with a null byte at every second place, as in European text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return 0, "UTF-16"
    head = raw[:2000]
    if len(head) < 8 or b"\0" not in head:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return 0, "UTF-16LE"
    if even > 0.7 * half and odd < 0.1 * half:
        return 0, "UTF-16BE"
    return None


_CONTROLS = bytes(one for one in range(32) if one not in b"\t\n\r\f\x1b\x08")


def find_binary(raw: bytes) -> Found:
    """Many control characters in what is not UTF-8, or very many anywhere."""
    head = raw[:4000]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    limit = 0.02 if _first_bad(raw) is not None else 0.1
    return (0, "") if head and controls > limit * len(head) else None


def find_mixed(raw: bytes) -> Found:
    """Not UTF-8, with most of the characters beyond ASCII in good UTF-8."""
    at = _first_bad(raw)
    if at is None:
        return None
    good = len(re.findall(rb"[\xc3-\xf4][\x80-\xbf]{1,3}", raw))
    lost = raw.decode("utf-8", "replace").count("\ufffd")
    return (at, "") if good > 2 * lost else None


_LETTERS = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜŒšžŠŽąćęłńśźżčďěňřťůőűăășțŁŚŹŻČĎŇŘŤŮŐŰ"
)
_SIGNS = frozenset("“”‘’„‚«»–—…•€£§©®°·\u00a0½¼¾´¿¡™‹›")
_ENCODINGS = {
    "cp1252": "WINDOWS-1252",
    "mac-roman": "MACINTOSH",
    "cp850": "CP850",
    "cp1250": "WINDOWS-1250",
    "cp1251": "WINDOWS-1251",
    "koi8-r": "KOI8-R",
    "cp1253": "WINDOWS-1253",
    "shift_jis": "SHIFT_JIS",
    "euc-jp": "EUC-JP",
    "euc-kr": "EUC-KR",
    "big5": "BIG5",
    "gb18030": "GB18030",
}
_SCRIPTS = {"HIRAGANA": 2, "KATAKANA": 2, "HANGUL": 2, "CJK": 1, "CYRILLIC": 2, "GREEK": 2}
"""How well the letters of other scripts speak for an encoding that has them."""


def find_eight_bit(raw: bytes) -> Found:
    """Not UTF-8: the encoding that makes the most of its characters letters and marks of a European
    text, where they belong; of two that are alike the more frequent one."""
    at = _first_bad(raw)
    if at is None:
        return None
    scores = {}
    for codec, name in _ENCODINGS.items():
        try:
            scores[name] = _fitness(raw.decode(codec))
        except UnicodeDecodeError:
            continue
    best = max(scores, key=scores.__getitem__, default="WINDOWS-1252")
    if best == "WINDOWS-1252" and not re.search(rb"[\x80-\x9f]", raw):
        best = "ISO-8859-1"
    return at, best


def _fitness(text: str) -> float:
    """How well the characters beyond ASCII go with what is beside them, on average."""
    head = f" {text[:20_000]} "
    places = [at for at, char in enumerate(head) if char > "\x7f"]
    return sum(_fit(*head[at - 1 : at + 2]) for at in places) / len(places) if places else 0


def _fit(before: str, char: str, behind: str) -> int:
    """How well a character beyond ASCII goes with those beside it: 2 if it does, -1 if not."""
    is_in_word = before.isalpha() and behind.isalpha()
    if char in _SIGNS:
        return -1 if is_in_word and char not in "’—–\u00a0" else 2
    if char in _LETTERS:
        is_odd = (char.isupper() and before.islower()) or {before, behind} & _LETTERS
        return -1 if is_odd or not (before + behind).strip() else 2
    script = unicodedata.name(char, "").split(" ")[0]
    if script in ("CYRILLIC", "GREEK") and char.isupper() and before.isalpha():
        return -1 if before.islower() else 1
    return _SCRIPTS.get(script, 0)


def _first_bad(raw: bytes) -> int | None:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


_READ_AS = (
    ("cp1252", "WINDOWS-1252"),
    ("latin-1", "ISO-8859-1"),
    ("mac-roman", "MACINTOSH"),
    ("cp850", "CP850"),
    ("cp437", "CP437"),
)


def find_mojibake(text: str) -> Found:
    """UTF-8 that was read as another encoding: it can be turned back as a whole."""
    first = re.search(r"[^\x00-\x7f]", text)
    for codec, name in _READ_AS if first else ():
        try:
            text.encode(codec).decode()
        except UnicodeError:
            continue
        return first.start() if first else 0, name
    return None
