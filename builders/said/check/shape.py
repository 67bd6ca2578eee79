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

from said.check import forms, reshape
from said.check.spans import StringPlaces, find_string_places
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

_MOST_LINES = 1_000
"""Lines with mistakes that are looked at."""

_LONGEST = 500
"""Characters of a message."""

_NOTHING: Mapping[str, str] = {}
_RULES = re.compile(r"\(([XSQDT]\d[^)]*)\)")


def check_shape(source: JsonFile, schema: str) -> list[Finding]:
    """What in the values of a source does not fit the schema of that name."""
    return sound_lines(source, schema)[0]


def sound_lines(
    source: JsonFile, schema: str, known: Mapping[str, str] = _NOTHING, text: str | None = None
) -> tuple[list[Finding], list[int]]:
    """What does not fit the schema in a file, and the indices of the values that do; `known` are
    the values that some fields must have, `text` is what spans are of."""
    if _all_fit(schema, source.values):
        return [], list(range(len(source.values)))
    sound: list[int] = []
    misshapen: list[int] = []
    for index, value in enumerate(source.values):
        (sound if fits_schema(schema, value) else misshapen).append(index)
    explainer = _Explainer(source, schema, known, text)
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
_FILLED_IN = "take start and end out and run: said fmt, which fills them in"
_ADVICE = {"pattern": "write it in that form", "enum": "write one of them"}
_STRINGS = 50
"""Strings without offsets that are looked for in the text."""
_MOST_DESCRIBED = 6
"""Missing fields of which it is told what they hold."""


class _Explainer:
    """Puts into words what does not fit in the values of a file. What there is to do about a cause
    is worked out once, where it is met first."""

    def __init__(
        self, source: JsonFile, schema: str, known: Mapping[str, str], text: str | None
    ) -> None:
        self._source = source
        self._text = text
        self._places: dict[str, StringPlaces] = {}
        self._schema = schema
        self._base = load_schemas().named(schema)["$id"]
        self._known = known
        self._validator = reference_validator(schema)
        self._advice: dict[str, str | None] = {}

    def explain(self, index: int) -> list[Finding]:
        """What does not fit in one value."""
        source, value = self._source, self._source.values[index]
        try:
            errors = list(islice(self._validator.iter_errors(value), forms.MOST_ERRORS))
        except RecursionError:
            return [source.finding(index, (), "schema", "the value is nested too deeply")]
        if not isinstance(value, dict):
            message = (
                f"{forms.shown_value(value)} is not a record, which begins with {{ and ends with }}"
            )
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
        message, cause = forms.error_message(error), _cause(error)
        meant = _meant(error)
        kind = _kind(error)
        if (
            meant is None
            and kind == "schema"
            and (error.validator == "required" or error.instance in (None, "", []))
        ):
            message += self._wanted(error)
        if error.validator in ("minItems", "minLength"):
            value, pointer = self._source.values[index], tuple(error.absolute_path)
            is_optional = reshape.is_optional(value, pointer, self._validator)
            message += "; leave the optional field out" if is_optional else ", and has to be given"
            cause += "optional" if is_optional else "required"
        found = self._source.finding(index, _place(error), kind, message[:_LONGEST], rule, meant)
        if kind == "no-offsets" and (places := self._find_places(error.instance["exact"])):
            return found._replace(
                message=f"{message[:_LONGEST]}; {places.message}",
                suggestion=places.suggestion,
                advice=places.advice,
            )
        if cause not in self._advice and len(self._advice) < MOST:
            self._advice[cause] = self._advise(index, error, rule) if kind == "schema" else None
        return found._replace(cause=cause, advice=self._advice.get(cause))

    def _find_places(self, exact: object) -> StringPlaces | None:
        """Where the string of a span without offsets stands, if not in one place only."""
        if self._text is None or not isinstance(exact, str) or not exact:
            return None
        if exact not in self._places and len(self._places) < _STRINGS:
            self._places[exact] = find_string_places(self._text, exact)
        places = self._places.get(exact)
        return places if places and places.message else None

    def _wanted(self, error: Any) -> str:
        """What a field must hold that is missing, null or empty, if the schema can say it."""
        if error.validator != "required":
            pointer = tuple(error.absolute_path)
            described = forms.describe_field(error.schema, self._base)
            is_closed = error.validator in ("enum", "const", "pattern")  # the message has it
            is_offset = pointer[-1] in ("start", "end")
            if is_closed or is_offset or described is None or not isinstance(pointer[-1], str):
                return ""
            return f"; wanted: {described}"
        words = []
        missing = forms.missing_fields(error)
        for field in missing:
            known = None if error.absolute_path else self._known.get(field)
            described = forms.describe_field(self._field(error, field), self._base)
            described = f"which is {known} here" if known else described
            lead = ", " if len(missing) == 1 else f"; {field}: "
            words.append(lead + described if described else "")
        return "".join(words) if len(words) <= _MOST_DESCRIBED else ""

    def _field(self, error: Any, field: str) -> Mapping[str, Any]:
        """The schema of a field that is missing. A condition names a field that the record has a
        schema for elsewhere."""
        known: Mapping[str, Any] = error.schema.get("properties", {}).get(field, {})
        if known or self._schema != "annotation":
            return known
        layers = load_schemas().named("annotation")["$defs"]
        layer = layers.get(error.instance.get("layer"), {})
        inside: Mapping[str, Any] = layer.get("properties", {}).get(field, {})
        return inside

    def _added(self, error: Any) -> str | None:
        """What to add for fields that are missing, if what a new record has in them is known."""
        values = {}
        for field in forms.missing_fields(error):
            value = self._known.get(field) if not error.absolute_path else None
            value = value or forms.new_value(self._field(error, field))
            if value is not None:
                values[field] = value
        if not values:
            return None
        written = ", ".join(f'"{field}": {value}' for field, value in values.items())
        if values.keys() <= self._known.keys():
            return f"add {written}"
        return f"add {written}, as a new record has, or what is right here"

    def _advise(self, index: int, error: Any, rule: str | None) -> str | None:
        """What to do about an error, if there is more to say than its kind says."""
        if error.validator == "required":
            missing = forms.missing_fields(error)
            if missing == ["id"] and self._schema == "annotation":
                return _NAMED
            if missing == ["exact"] and {"start", "end"} <= error.instance.keys():
                return _COPIED
        pointer = tuple(error.absolute_path)
        if error.validator in ("type", "minimum") and pointer[-1:] in (("start",), ("end",)):
            tried = reshape.mended(self._source.values[index], error, self._validator)
            return _FILLED_IN if tried is None else f"run: said fmt ({tried[1].done})"
        is_empty = error.instance in (None, "")
        if is_empty and pointer[-1:] == ("exact",):
            return _COPIED
        if is_empty and pointer == ("id",) and self._schema == "annotation":
            return _NAMED
        tried = reshape.mended(self._source.values[index], error, self._validator)
        if tried is not None and self._schema not in _WRITTEN_BY_HAND:
            return f"run: said fmt ({tried[1].done})"
        if error.validator == "required":
            return self._added(error) or f"add {_listed(forms.missing_fields(error))}"
        advice = _ADVICE.get(error.validator, "correct it" if rule else None)
        return f"{advice}; said explain {rule.split(',')[0]} shows the rule" if rule else advice


def _listed(fields: Sequence[str]) -> str:
    return fields[0] if len(fields) == 1 else f"{', '.join(fields[:-1])} and {fields[-1]}"


def _cause(error: Any) -> str:
    """What errors have in common that come from one mistake: everything but the value, unless it
    may be one that is mistyped everywhere."""
    keys = [key for key in error.absolute_path if isinstance(key, str)]
    detail: object = ""
    match error.validator:
        case "required":
            detail = forms.missing_fields(error)
        case "additionalProperties":
            detail = forms.surplus_fields(error)
        case "enum" | "const":
            detail = forms.shown_value(error.instance)
        case "type":
            detail = type(error.instance).__name__
    return f"{error.validator} {keys[-1:]} {detail}"


def _told_once(errors: Sequence[Any]) -> list[Any]:
    """The errors without those that miss only what stands there under a mistyped name."""
    surplus = [error for error in errors if error.validator == "additionalProperties"]
    meant = {(tuple(error.absolute_path), _meant(error)) for error in surplus}

    def is_mistyped(error: Any) -> bool:
        missing = forms.missing_fields(error)
        place = tuple(error.absolute_path)
        strange = [
            key
            for one in surplus
            if tuple(one.absolute_path) == place
            for key in forms.surplus_fields(one)
        ]
        return all(
            (place, key) in meant or any(reshape.is_name_of(one, key) for one in strange)
            for key in missing
        )

    return [error for error in errors if error.validator != "required" or not is_mistyped(error)]


def _kind(error: Any) -> str:
    """Offsets may be left out until they are filled in."""
    if error.validator == "required" and "exact" in error.instance:
        return "no-offsets" if set(forms.missing_fields(error)) <= {"start", "end"} else "schema"
    return "schema"


def _place(error: Any) -> jsontext.Pointer:
    """The value that is wrong; of a field too many the field."""
    pointer: jsontext.Pointer = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        return (*pointer, forms.surplus_fields(error)[0])
    return pointer


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
    if error.validator == "pattern" and isinstance(error.instance, str):
        return " or ".join(forms.likely_values(error.instance, error.schema)) or None
    if error.validator == "additionalProperties":
        missing = [key for key in error.schema["properties"] if key not in error.instance]
        return nearest.nearest_word(forms.surplus_fields(error)[0], missing)
    return None
