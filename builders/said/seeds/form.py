"""What in a file is not in its canonical form: the first line that is not, and why.

A line that has another mistake is not judged for it: a key that the schema does not know, a number
that is none, a span that does not fit the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from said.schema import canonical, scheme
from said.schema.canonical import Keys
from said.text import jsontext


class Fault(NamedTuple):
    """Where the form is broken first: the number of the value, the character of its text at which
    the canonical form goes on in another way, and what is wrong."""

    number: int
    offset: int
    message: str


_KEYS = "the keys stand in another order than in the schema"
_WRITTEN = "spaces, line ends or escapes are not as in the canonical form"
_PLACE = "this annotation has its place before the one above"


def fault_of_lines(
    values: Sequence[Any],
    raws: Sequence[bytes],
    schema: str,
    text: str | None = None,
    is_written: bool = False,
) -> Fault | None:
    """The first line of a file that is out of form. With `is_written` every value is known to be
    written as `jsontext.line` does, and only its keys can be out of order."""
    found = None
    is_fine = is_written and schema == "annotation" and _are_arranged(values, raws)
    for index, value in () if is_fine else enumerate(values):
        if is_written and is_arranged(value, canonical.keys_of(schema, value)):
            continue
        found = _of_value(index, value, raws[index], schema, jsontext.line)
        if found:
            break
    if schema == "annotation":
        place = _misplaced(values, text)
        if place is not None and (found is None or place < found.number):
            return Fault(place, 0, _PLACE)
    return found


def fault_of_object(value: Any, raw: bytes, schema: str, is_written: bool = False) -> Fault | None:
    """What in a file of one object, such as `document.json`, is out of form."""
    if not isinstance(value, dict):
        return None
    if is_written and is_arranged(value, canonical.keys_of(schema, value)):
        return None
    return _of_value(0, value, raw, schema, lambda one: jsontext.indented(one) + b"\n")


def _are_arranged(values: Sequence[Any], raws: Sequence[bytes]) -> bool:
    """Whether all annotations of a file have their keys in order, as in most files: their spans are
    asked for all at once."""
    written = b"\n".join(raws)
    if len(_SPAN.findall(written)) != written.count(b'"exact": '):
        return False
    if not all(isinstance(value, dict) for value in values):
        return False
    # Most annotations of a layer have the same keys.
    some = {(str(value.get("layer")), *value): value for value in values}
    return all(
        _follows(tuple(value), canonical.keys_of("annotation", value).names)
        for value in some.values()
    )


# No string holds a quotation mark that is not escaped, so that this is never in one.
_SPAN = re.compile(rb'\{"start": -?[0-9]+, "end": -?[0-9]+, "exact": "')


def is_arranged(value: Any, keys: Keys) -> bool:
    """Whether the keys of a value and of those inside it stand in the order of the schema, or some
    are not in the schema at all."""
    if not isinstance(value, dict):
        return True
    if not _follows(tuple(value), keys.names):
        return False
    for name, inner in keys.inner.items():
        part = value.get(name)
        for one in () if part is None else part if isinstance(part, list) else (part,):
            if inner.inner:
                if not is_arranged(one, inner):
                    return False
            elif isinstance(one, dict) and not _follows(tuple(one), inner.names):
                return False
    return True


@lru_cache(maxsize=1024)
def _follows(given: tuple[str, ...], order: tuple[str, ...]) -> bool:
    if not set(given) <= set(order):
        return True
    places = [order.index(name) for name in given]
    return places == sorted(places)


def _knows(value: Any, keys: Keys) -> bool:
    """Whether every key in a value is one of the schema."""
    if isinstance(value, list):
        return all(_knows(one, keys) for one in value)
    if not isinstance(value, dict):
        return True
    return set(value) <= set(keys.names) and all(
        _knows(value[name], inner) for name, inner in keys.inner.items() if name in value
    )


def _of_value(
    index: int, value: Any, raw: bytes, schema: str, write: Callable[[Any], bytes]
) -> Fault | None:
    plain = jsontext.reread(raw)
    if plain is None or not _knows(value, canonical.keys_of(schema, value)):
        return None
    expected = write(canonical.arranged(plain, schema))
    if raw == expected:
        return None
    pairs = zip(raw.decode(), expected.decode(), strict=False)
    same = next((at for at, (a, b) in enumerate(pairs) if a != b), None)
    offset = min(len(raw.decode()), len(expected.decode())) if same is None else same
    return Fault(index, offset, _KEYS if raw == write(plain) else _WRITTEN)


def _misplaced(values: Sequence[Any], text: str | None) -> int | None:
    """The first annotation that comes after one that it belongs before."""
    try:
        places = list(map(canonical.place, values))
        if places == sorted(places):
            return None
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        pass  # some are misshapen, and have no place
    fitting = [
        (index, place) for index, value in enumerate(values) if (place := _place(value, text))
    ]
    pairs = pairwise(fitting)
    return next((index for (_, above), (index, place) in pairs if place < above), None)


def _place(value: Any, text: str | None) -> tuple[int, int, str, int] | None:
    """The place of an annotation; None if it has none, or one where its words do not stand."""
    try:
        place = canonical.place(value)
        spans = scheme.main_spans(value)
        starts = [span["start"] for span in spans]
        fits = text is None or all(text[one["start"] : one["end"]] == one["exact"] for one in spans)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None
    is_place = isinstance(place[0], int) and isinstance(place[2], str)
    return place if is_place and fits and starts == sorted(starts) else None
