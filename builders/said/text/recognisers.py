"""The tests of `foreign.toml` that are more than a pattern: of the bytes of a file, and of a text.

A test gives None, or where it shows first and a detail for the message: the encoding, or the way to
the text in a JSON file.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable

# ---- tests of bytes: where it shows first, and the encoding


Test = tuple[int, str] | None


def _is_utf32(raw: bytes) -> Test:
    if raw.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return 0, "UTF-32"
    return None


def _is_utf16(raw: bytes) -> Test:
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


def _is_binary(raw: bytes) -> Test:
    """Many control characters in what is not UTF-8, or very many anywhere."""
    head = raw[:4000]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    limit = 0.02 if _first_bad(raw) is not None else 0.1
    return (0, "") if head and controls > limit * len(head) else None


def _is_surrogates(raw: bytes) -> Test:
    """Not UTF-8 for nothing but pairs of surrogates."""
    at = _first_bad(raw)
    if at is None or not re.match(
        rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]", raw[at:]
    ):
        return None
    try:
        raw.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeError:
        return None
    return at, ""


def _is_mixed(raw: bytes) -> Test:
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


def _is_eight_bit(raw: bytes) -> Test:
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
    # No word is written in Latin letters and Cyrillic or Greek ones.
    words = (word for word in re.finditer(r"\w+", head) if _LATIN.search(word[0]))
    mixed = {at for word in words if _OTHER.search(word[0]) for at in range(*word.span())}
    fits = [-1 if at in mixed else _fit(*head[at - 1 : at + 2]) for at in places]
    return sum(fits) / len(fits) if fits else 0


_LATIN = re.compile(r"[A-Za-z]")
_OTHER = re.compile(r"[\u0370-\u04ff]")


def _fit(before: str, char: str, behind: str) -> int:
    """How well a character beyond ASCII goes with those beside it: 2 if it does, -1 if not."""
    is_in_word = before.isalpha() and behind.isalpha()
    if char in _SIGNS:
        return -1 if is_in_word and char not in "’—–\u00a0" else 2
    if char in _LETTERS:
        is_odd = (char.isupper() and before.islower()) or not _LETTERS.isdisjoint((before, behind))
        is_odd = is_odd or (char.islower() and behind.isupper()) or before in ".,;!?"
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


# ---- tests of texts


_READ_AS = (
    ("cp1252", "WINDOWS-1252"),
    ("latin-1", "ISO-8859-1"),
    ("mac-roman", "MACINTOSH"),
    ("cp850", "CP850"),
    ("cp437", "CP437"),
)


def _is_mojibake(text: str) -> Test:
    """UTF-8 that was read as another encoding: it can be turned back as a whole."""
    first = re.search(r"[^\x00-\x7f]", text)
    for codec, name in _READ_AS if first else ():
        try:
            text.encode(codec).decode()
        except UnicodeError:
            continue
        return first.start() if first else 0, name
    return None


def _is_json_lines(text: str) -> Test:
    """A record on each of several lines."""
    lines = text.split("\n", 2)[:2]
    try:
        is_records = len(lines) == 2 and all(isinstance(json.loads(one), dict) for one in lines)
    except (ValueError, RecursionError):
        return None
    return (0, "") if is_records else None


def _is_json(text: str) -> Test:
    """One value; the second is the way to its longest string, which is likely to be the text."""
    start = text.lstrip()
    if not start.startswith(("{", "[")):
        return None
    first = start.split("\n", 1)[0]
    if re.match(r'[{\[]\s*(?:["\[{]|$)', first) is None:
        return None
    for part in (first, start):
        try:
            value = json.loads(part)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict | list):
            return 0, _way_to_text(value)
    return (0, ".text") if re.match(r'[\[\s]*\{\s*"[\w-]+"\s*:', start) else None


def _way_to_text(value: object) -> str:
    """How `jq` is told of the longest string in an object."""
    strings = (
        [(len(one), key) for key, one in value.items() if isinstance(one, str)]
        if isinstance(value, dict)
        else []
    )
    name = max(strings, default=(0, "text"))[1]
    return f".{name}" if re.fullmatch(r"[A-Za-z_]\w{0,60}", name) else ".text"


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n")[:400] if line.strip()]


def _is_standoff(text: str) -> Test:
    lines = _lines(text)
    found = [line for line in lines if re.match(r"[TREAMN#]\d+\t\S+", line)]
    return (0, "") if lines and len(found) > 0.9 * len(lines) else None


def _is_columns(text: str) -> Test:
    """A token on each line, with the same columns."""
    lines = [line for line in _lines(text) if not line.startswith("#")]
    found = [line for line in lines if re.match(r"(?:\d+\t)?\S{1,40}\t\S+(?:\t\S+)*\r?$", line)]
    return (
        (0, "")
        if len(lines) >= 2 and len(found) > 0.9 * len(lines) and _even(found, "\t")
        else None
    )


_NAME = re.compile(r"\w[\w-]*(?: [\w-]+){0,2}")
"""A name of a column: a few words, and no end of a sentence."""


def _is_table(text: str) -> Test:
    """Fields with one and the same separator, as many in each row, under a row of names. A field
    in quotation marks may go over several lines."""
    text = re.sub(r"\Asep=.\r?\n", "", text).lstrip("\r\n")
    head = text.split("\n", 1)[0].strip()
    for separator, least in (("\t", 1), (";", 2), (",", 2), ("|", 2)):
        names = [name.strip(' "') for name in head.split(separator)]
        is_head = len(names) > least and all(
            len(one) <= 30 and _NAME.fullmatch(one) for one in names
        )
        if not is_head:
            continue
        rows = [len(row) for row in _rows(text, separator)[1:]]
        if rows and sum(count == len(names) for count in rows) > 0.7 * len(rows):
            return 0, ""
    return None


def _rows(text: str, separator: str) -> list[list[str]]:
    """The first rows of a table that have fields."""
    lines = text[:20_000].splitlines(keepends=True)[:400]
    try:
        return [row for row in csv.reader(lines, delimiter=separator) if any(map(str.strip, row))]
    except csv.Error:
        return []


def _even(lines: list[str], separator: str) -> bool:
    return len(Counter(line.count(separator) for line in lines)) == 1


def _is_decomposed(text: str) -> Test:
    """Accents by themselves, and no letter with its accent."""
    match = re.search(r"[A-Za-z][\u0300-\u036f]", text)
    is_mixed = re.search(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]", text)
    return (match.start(), "") if match and not is_mixed else None


def _is_line_numbers(text: str) -> Test:
    lines = text.split("\n")[:400]
    numbers = [
        int(match[1])
        for line in lines
        if (match := re.match(r" *(\d{1,4})[:.|)]?(?:[ \t]|$)", line))
    ]
    is_counted = len(numbers) >= 5 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return (0, "") if is_counted and len(numbers) >= 0.8 * len(_lines(text)) else None


def _is_no_break(text: str) -> Test:
    count = text.count("\u00a0")
    return (text.index("\u00a0"), "") if count > 20 and count > text.count(" ") else None


def _is_two_columns(text: str) -> Test:
    lines = _lines(text)
    found = [line for line in lines if re.search(r"[^\s ](?: {4,}|\t+)\w", line[:400])]
    return (0, "") if len(found) >= 5 and len(found) > 0.6 * len(lines) else None


def _is_compared(text: str) -> Test:
    lines = _lines(text)
    found = {line[0] for line in lines if re.match(r"[+-](?: |\t|$)", line)}
    count = sum(line[0] in "+-" for line in lines)
    return (0, "") if found == {"+", "-"} and count >= max(5, 0.8 * len(lines)) else None


def _is_all_indented(text: str) -> Test:
    lines = _lines(text)
    is_indented = len(lines) >= 5 and all(line.startswith((" ", "\t")) for line in lines)
    return (0, "") if is_indented else None


OF_BYTES: dict[str, Callable[[bytes], Test]] = {
    "utf32": _is_utf32,
    "utf16": _is_utf16,
    "binary": _is_binary,
    "surrogates": _is_surrogates,
    "mixed": _is_mixed,
    "eight_bit": _is_eight_bit,
}
OF_TEXT: dict[str, Callable[[str], Test]] = {
    "mojibake": _is_mojibake,
    "json_lines": _is_json_lines,
    "json": _is_json,
    "standoff": _is_standoff,
    "columns": _is_columns,
    "table": _is_table,
    "decomposed": _is_decomposed,
    "line_numbers": _is_line_numbers,
    "no_break": _is_no_break,
    "two_columns": _is_two_columns,
    "compared": _is_compared,
    "all_indented": _is_all_indented,
}
