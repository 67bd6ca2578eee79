"""Values that have another shape than the schema gives, and can be meant in one way only.

A number that is written as a string, one value where a list belongs, a label in capitals, an
optional field that is empty: `reshaped` puts them right, as `said fmt` does. It tries what would be
right on a copy and keeps it if the schema takes it. Nothing that says something is lost.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from said.text.jsontext import Pointer

_ROUNDS = 20
"""Changes of one value, at most."""
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.0+)?")
_BY_LAYERS = frozenset({"speakers", "resolution", "verbatim"})
"""Fields that the layers of a document may require, which the schema of a line does not know."""
_DROPPED = object()
"""Stands for a field that is left out."""


class Reshaping(NamedTuple):
    """Where a value was changed, and how, in words."""

    pointer: Pointer
    done: str


def reshaped(value: Any, validator: Any) -> tuple[Any, list[Reshaping]]:
    """A value as its schema takes it, as far as it can be meant in one way only, and what was
    changed; `validator` is the one that explains."""
    changes: list[Reshaping] = []
    if not isinstance(value, dict):
        return value, changes
    while len(changes) < _ROUNDS:
        errors = validator.iter_errors(value)
        found = next(filter(None, (mended(value, one, validator) for one in errors)), None)
        if found is None:
            break
        value, change = found
        changes.append(change)
    return value, changes


def is_optional(value: Any, pointer: Pointer, validator: Any) -> bool:
    """Whether a field may be left out."""
    if pointer[-1:] and pointer[-1] in _BY_LAYERS:
        return False
    return _tried(value, pointer, _DROPPED, validator) is not None


def mended(value: Any, error: Any, validator: Any) -> tuple[Any, Reshaping] | None:
    """A value without one of its errors, if it has one remedy."""
    if error.validator in ("required", "additionalProperties"):
        return _renamed(value, error, validator)
    for meant, words in _meant(error):
        pointer = tuple(error.absolute_path)
        tried = _tried(value, pointer, meant, validator)
        if tried is not None:
            name = next((one for one in reversed(pointer) if isinstance(one, str)), "")
            return tried, Reshaping(pointer, words.format(name=name))
    return None


def _renamed(value: Any, error: Any, validator: Any) -> tuple[Any, Reshaping] | None:
    """A value whose fields have other names than the schema gives, each of which can be meant in
    one way only: in capitals, in the plural, or as other programs call it."""
    pointer, given = tuple(error.absolute_path), error.instance
    properties = error.schema.get("properties", {})
    wanted = [key for key in properties if key not in given]
    if error.validator == "required":
        wanted = [key for key in error.validator_value if key not in given]
    strange = [key for key in given if key not in properties]
    names: dict[str, str] = {}
    for key in strange:
        fitting = [one for one in wanted if is_name_of(key, one)]
        if len(fitting) == 1 and fitting[0] not in names.values():
            names[key] = fitting[0]
    if not names or (error.validator == "required" and len(names) < len(wanted)):
        return None
    renamed = {names.get(key, key): inner for key, inner in given.items()}
    change = Reshaping(pointer, f"{', '.join(names)} written as {', '.join(names.values())}")
    if not pointer:
        # Until the layer is known, no other field is looked at.
        is_better = "layer" in names.values() or _has_fewer(given, renamed, (), validator)
        return (renamed, change) if is_better else None
    tried = _tried(value, pointer, renamed, validator)
    return None if tried is None else (tried, change)


_SYNONYMS = {
    "start": {"begin", "from", "startoffset", "beginoffset", "startchar", "offsetstart"},
    "end": {"to", "stop", "endoffset", "endchar", "offsetend"},
    "exact": {"text", "string", "surface", "quote", "covered", "coveredtext"},
}
"""What other programs call the fields of a span."""


def is_name_of(given: str, field: str) -> bool:
    """Whether a name may be meant for a field."""
    folded = _folded(given)
    return folded == _folded(field) or folded in _SYNONYMS.get(field, ())


def _meant(error: Any) -> Iterator[tuple[Any, str]]:
    """What may have been meant by a value, the most likely first."""
    given, wanted = error.instance, error.validator_value
    field = (*error.absolute_path, "")[-2 if error.absolute_path else -1]
    if (given is None or given in ("", [], {})) and field not in _BY_LAYERS:
        yield _DROPPED, "{name}, which was empty, left out"
    match error.validator:
        case "type":
            yield from _of_type(given, [wanted] if isinstance(wanted, str) else wanted)
        case "pattern" if isinstance(given, str):
            yield given.strip(), "white space at the edges of {name} taken away"
        case "enum" if isinstance(given, str):
            for label in wanted:
                if isinstance(label, str) and _folded(label) == _folded(given):
                    yield label, "{name} written as the label is"
        case "uniqueItems" if isinstance(given, list):
            once = [one for at, one in enumerate(given) if one not in given[:at]]
            yield once, "an item of {name} that was there twice taken out"


def _of_type(given: Any, types: Sequence[str]) -> Iterator[tuple[Any, str]]:
    """What may have been meant by a value of another type."""
    if "integer" in types and isinstance(given, str) and _INTEGER.fullmatch(given.strip()):
        yield int(given.strip().split(".")[0]), "{name} written as a number"
    if "array" in types and given is not None and not isinstance(given, list):
        yield [given], "{name} written as a list"
    if "array" not in types and isinstance(given, list) and len(given) == 1:
        yield given[0], "{name} taken out of its list"


def _folded(label: str) -> str:
    """A label without what is written in one way or another: capitals, hyphens, the plural, and z
    for s in words such as organization."""
    return re.sub(r"[\s_-]+", "", label.casefold()).replace("z", "s").removesuffix("s")


def _tried(value: Any, pointer: Pointer, meant: Any, validator: Any) -> Any | None:
    """The value with one change; None if the schema does not take it there."""
    if not pointer:
        return None
    tried = copy.deepcopy(value)
    inner = tried
    for key in pointer[:-1]:
        inner = inner[key]
    if meant is not _DROPPED:
        inner[pointer[-1]] = meant
    elif isinstance(inner, dict):
        del inner[pointer[-1]]
    else:
        return None
    if pointer == ("layer",):  # until it is known, no other field is looked at
        return tried
    return tried if _has_fewer(value, tried, pointer, validator) else None


def _has_fewer(value: Any, tried: Any, pointer: Pointer, validator: Any) -> bool:
    """Whether a change has fewer errors, and none that was not there. An error inside a value that
    was not looked at before is another matter."""
    near = (pointer, pointer[:-1])
    errors = validator.iter_errors(value)
    before = {_key(one) for one in errors if tuple(one.absolute_path) in near}
    after = {_key(one) for one in validator.iter_errors(tried) if tuple(one.absolute_path) in near}
    return after < before


def _key(error: Any) -> tuple[object, ...]:
    missing: tuple[str, ...] = ()
    if error.validator == "required":
        missing = tuple(key for key in error.validator_value if key not in error.instance)
    return tuple(error.absolute_path), error.validator, missing
