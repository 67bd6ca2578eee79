"""Level 2: every value fits its JSON Schema.

`jsonschema-rs` decides, which is fast; `jsonschema`, the reference, is asked only for what was
refused, and its errors are put into words here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from said.check import reshape
from said.findings import nearest
from said.findings.catalogue import MOST, Finding, first_of
from said.schema import load_schemas
from said.schema.scheme import LAYERS
from said.seeds.json_files import JsonFile
from said.system.errors import panics_as_errors
from said.text import jsontext

if TYPE_CHECKING:
    import jsonschema
    import jsonschema_rs

_LIBRARY = "jsonschema-rs"

_MOST = 20
"""Mistakes of one value that are told."""

_MOST_LINES = 1_000
"""Lines with mistakes that are looked at."""

_LONGEST = 500
"""Characters of a message."""

_RULES = re.compile(r"\(([XSQDT]\d[^)]*)\)")


def check_shape(source: JsonFile, schema: str) -> list[Finding]:
    """What in the values of a source does not fit the schema of that name."""
    return sound_lines(source, schema)[0]


def sound_lines(source: JsonFile, schema: str) -> tuple[list[Finding], list[int]]:
    """What does not fit the schema in a file, and the indices of the values that do."""
    if _all_fit(schema, source.values):
        return [], list(range(len(source.values)))
    sound: list[int] = []
    misshapen: list[int] = []
    for index, value in enumerate(source.values):
        (sound if fits_schema(schema, value) else misshapen).append(index)
    explainer = _Explainer(source, schema)
    explained = (one for index in misshapen[:_MOST_LINES] for one in explainer.explain(index))
    findings = first_of(explained, source.name)
    if len(misshapen) > _MOST_LINES and findings[-1].kind != "not-checked":
        message = f"of the lines with mistakes only the first {_MOST_LINES} were looked at"
        findings.append(Finding(source.name, findings[-1].line, 1, "not-checked", message))
    return findings, sound


def _all_fit(schema: str, values: list[Any]) -> bool:
    """Whether all annotations of a file fit, asked at once for each layer, as most files do. Of
    other files nothing is known."""
    if schema != "annotation":
        return False
    by_layer: dict[str, list[Any]] = {}
    for value in values:
        if not isinstance(value, dict):
            return False
        by_layer.setdefault(str(value.get("layer")), []).append(value)
    lists = _lists_of_layers()
    try:
        with panics_as_errors(_LIBRARY):
            return all(
                name in lists and lists[name].is_valid(one) for name, one in by_layer.items()
            )
    except (ValueError, RecursionError):  # nested too deeply to be compared
        return False


def fits_schema(schema: str, value: Any) -> bool:
    """Whether a value fits the schema of that name."""
    valid = fast_validator(schema)
    if schema == "annotation" and isinstance(value, dict):
        # The layer alone tells which part of the schema counts, and saves asking for all others.
        valid = _of_layers().get(str(value.get("layer")), valid)
    try:
        with panics_as_errors(_LIBRARY):
            return valid.is_valid(value)
    except (ValueError, RecursionError):  # nested too deeply to be compared
        return False


@cache
def fast_validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    """The validator that decides."""
    return _fast(load_schemas().named(schema))


@cache
def _of_layers() -> dict[str, jsonschema_rs.Draft202012Validator]:
    """For each layer the validator of its annotations alone."""
    return {layer: _fast(_reference(layer)) for layer in LAYERS}


@cache
def _lists_of_layers() -> dict[str, jsonschema_rs.Draft202012Validator]:
    """For each layer the validator of a list of its annotations."""
    return {layer: _fast({"type": "array", "items": _reference(layer)}) for layer in LAYERS}


def _reference(layer: str) -> dict[str, str]:
    return {"$ref": load_schemas().named("annotation")["$id"] + "#/$defs/" + layer}


def _fast(schema: Mapping[str, Any]) -> jsonschema_rs.Draft202012Validator:
    import jsonschema_rs

    resources = [(key, dict(value)) for key, value in load_schemas().by_id.items()]
    with panics_as_errors(_LIBRARY):
        registry = jsonschema_rs.Registry(resources)
        return jsonschema_rs.Draft202012Validator(dict(schema), registry=registry)


@cache
def reference_validator(schema: str) -> jsonschema.Draft202012Validator:
    """The validator that explains."""
    import jsonschema
    from referencing import Registry, Resource

    schemas = load_schemas()
    resources = [(key, Resource.from_contents(value)) for key, value in schemas.by_id.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    extend: Any = jsonschema.validators.extend
    validator = extend(jsonschema.Draft202012Validator, {"pattern": _check_pattern})
    found: jsonschema.Draft202012Validator = validator(schemas.named(schema), registry=registry)
    return found


def _check_pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[Exception]:
    """`pattern` as ECMA 262 has it: in Python `$` stands before a last line feed too."""
    from jsonschema import ValidationError

    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_WRITTEN_BY_HAND = frozenset({"corpus", "card"})
"""The schemas of what `said fmt` does not write."""
_COPIED = "run: said fmt, which copies the string from the text where start and end are given"
_NAMED = "run: said fmt, which gives ids"


class _Explainer:
    """Puts into words what does not fit in the values of a file. What there is to do about a cause
    is worked out once, where it is met first."""

    def __init__(self, source: JsonFile, schema: str) -> None:
        self._source = source
        self._schema = schema
        self._validator = reference_validator(schema)
        self._advice: dict[str, str | None] = {}

    def explain(self, index: int) -> list[Finding]:
        """What does not fit in one value."""
        source, value = self._source, self._source.values[index]
        try:
            errors = list(islice(self._validator.iter_errors(value), _MOST))
        except RecursionError:
            return [source.finding(index, (), "schema", "the value is nested too deeply")]
        if not isinstance(value, dict):
            message = f"{_shown(value)} is not a record, which begins with {{ and ends with }}"
            if isinstance(value, list) and [type(one) for one in value] == [dict]:
                listed = source.finding(index, (), "schema", "the record stands in a list")
                return [listed._replace(cause="list", advice="take the [ before it and the ] out")]
            return [source.finding(index, (), "schema", message)._replace(cause="no record")]
        found = [self._finding(index, error) for error in _told_once(errors)]
        unfit = source.finding(index, (), "schema", "the value does not fit its schema")
        return list(dict.fromkeys(found)) or [unfit]

    def _finding(self, index: int, error: Any) -> Finding:
        told = _RULES.search(error.schema.get("description", ""))
        rule = told and told.group(1)
        message, cause = _message(error)[:_LONGEST], _cause(error)
        if error.validator in ("minItems", "minLength"):
            value, pointer = self._source.values[index], tuple(error.absolute_path)
            is_optional = reshape.is_optional(value, pointer, self._validator)
            message += "; leave the optional field out" if is_optional else ", and has to be given"
            cause += "optional" if is_optional else "required"
        kind = _kind(error)
        found = self._source.finding(index, _place(error), kind, message, rule, _meant(error))
        if cause not in self._advice and len(self._advice) < MOST:
            self._advice[cause] = self._advise(index, error, rule) if kind == "schema" else None
        return found._replace(cause=cause, advice=self._advice.get(cause))

    def _advise(self, index: int, error: Any, rule: str | None) -> str | None:
        """What to do about an error, if there is more to say than its kind says."""
        if error.validator == "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            if missing == ["id"] and self._schema == "annotation":
                return _NAMED
            if missing == ["exact"] and {"start", "end"} <= error.instance.keys():
                return _COPIED
        pointer = tuple(error.absolute_path)
        is_empty = error.instance in (None, "")
        if is_empty and pointer[-1:] == ("exact",):
            return _COPIED
        if is_empty and pointer == ("id",) and self._schema == "annotation":
            return _NAMED
        tried = reshape.mended(self._source.values[index], error, self._validator)
        if tried is not None and self._schema not in _WRITTEN_BY_HAND:
            return f"run: said fmt ({tried[1].done})"
        return f"correct it; said explain {rule.split(',')[0]} shows the rule" if rule else None


def _cause(error: Any) -> str:
    """What errors have in common that come from one mistake: everything but the value, unless it
    may be one that is mistyped everywhere."""
    keys = [key for key in error.absolute_path if isinstance(key, str)]
    detail: object = ""
    match error.validator:
        case "required":
            detail = [key for key in error.validator_value if key not in error.instance]
        case "additionalProperties":
            detail = _surplus(error)
        case "enum" | "const":
            detail = _shown(error.instance)
        case "type":
            detail = type(error.instance).__name__
    return f"{error.validator} {keys[-1:]} {detail}"


def _told_once(errors: Sequence[Any]) -> list[Any]:
    """The errors without those that miss only what stands there under a mistyped name."""
    surplus = [error for error in errors if error.validator == "additionalProperties"]
    meant = {(tuple(error.absolute_path), _meant(error)) for error in surplus}

    def is_mistyped(error: Any) -> bool:
        missing = [key for key in error.validator_value if key not in error.instance]
        place = tuple(error.absolute_path)
        strange = [
            key for one in surplus if tuple(one.absolute_path) == place for key in _surplus(one)
        ]
        return all(
            (place, key) in meant or any(reshape.is_name_of(one, key) for one in strange)
            for key in missing
        )

    return [error for error in errors if error.validator != "required" or not is_mistyped(error)]


def _kind(error: Any) -> str:
    """Offsets may be left out until they are filled in."""
    if error.validator == "required" and "exact" in error.instance:
        missing = {key for key in error.validator_value if key not in error.instance}
        return "no-offsets" if missing <= {"start", "end"} else "schema"
    return "schema"


def _place(error: Any) -> jsontext.Pointer:
    """The value that is wrong; of a field too many the field."""
    pointer: jsontext.Pointer = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        return (*pointer, _surplus(error)[0])
    return pointer


def _surplus(error: Any) -> list[str]:
    """The fields that are too many, or some of very many."""
    surplus = (key for key in error.instance if key not in error.schema["properties"])
    return list(islice(surplus, _MOST))


def _meant(error: Any) -> str | None:
    """The label or field that may have been meant."""
    if error.validator == "required":
        known = error.schema.get("properties", {})
        for field in (one for one in error.validator_value if one not in error.instance):
            like = nearest.nearest_word(field, [key for key in error.instance if key not in known])
            if like:
                return f"{field} for {like}"
    if error.validator == "enum" and isinstance(error.instance, str):
        return nearest.nearest_word(error.instance, map(str, error.validator_value))
    if error.validator == "additionalProperties":
        missing = [key for key in error.schema["properties"] if key not in error.instance]
        return nearest.nearest_word(_surplus(error)[0], missing)
    return None


def _shown(value: Any) -> str:
    """A value as it stands in a message."""
    written = jsontext.compact(value).decode()
    return written if len(written) <= 60 else written[:57] + "..."


_TYPES = {
    "array": "a list, in [ ]",
    "object": "an object, in { }",
    "string": "a string, in double quotes",
    "integer": "a whole number",
    "null": "null",
    "boolean": "true or false",
}


def _type_in_words(types: Sequence[str]) -> str:
    """Types of JSON for somebody who does not know it."""
    return " or ".join(_TYPES.get(one, one) for one in types)


def _message(error: Any) -> str:
    """One error of `jsonschema` in words for somebody who does not know JSON Schema."""
    keys = [key for key in error.absolute_path if isinstance(key, str)]
    name = keys[-1] if keys else "the record"
    given = _shown(error.instance)
    match error.validator:
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            return f"missing: {', '.join(missing)}"
        case "additionalProperties":
            fields = ", ".join(error.schema["properties"])
            return f"not a field here: {', '.join(_surplus(error))}; the fields are {fields}"
        case "enum":
            return f"{name}: {given} is not one of {', '.join(map(str, error.validator_value))}"
        case "const":
            return f"{name}: {given} must be {jsontext.compact(error.validator_value).decode()}"
        case "pattern":
            meaning = error.schema.get("description", "").split(" (")[0].rstrip(".")
            return f"{name}: {given} is not of the form {error.validator_value} ({meaning})"
        case "type":
            wanted = error.validator_value
            wanted = [wanted] if isinstance(wanted, str) else wanted
            return f"{name}: {given} is not {_type_in_words(wanted)}"
        case "minItems" | "minLength":
            return f"{name} is empty"
        case "minimum" | "maximum":
            return f"{name}: {given} is out of range ({error.validator} {error.validator_value})"
        case "maxItems" | "maxLength":
            limit, size = error.validator_value, len(error.instance)
            what = "items" if error.validator == "maxItems" else "characters"
            return f"{name} has {size:,} {what}, of at most {limit:,}"
        case "uniqueItems":
            return f"{name}: {given} has an item twice"
        case "not":
            return f"{name}: {given} is not allowed here"
        case _:
            return f"{name}: {error.message}"
