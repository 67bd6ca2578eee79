"""Level 2: every value fits its JSON Schema.

`jsonschema-rs` decides, which is fast; `jsonschema`, the reference, is asked only for what was
refused, and its errors are put into words here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from said import jsontext
from said.findings import Finding
from said.schema import load
from said.seeds import Source

if TYPE_CHECKING:
    import jsonschema
    import jsonschema_rs

_RULES = re.compile(r"\(([XSQDT]\d[^)]*)\)")


def check(source: Source, schema: str) -> list[Finding]:
    """What in the values of a source does not fit the schema of that name."""
    valid = fast_validator(schema)
    return [
        finding
        for index, value in enumerate(source.values)
        if not valid.is_valid(value)
        for finding in _explain(source, index, value, schema)
    ]


@cache
def fast_validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    """The validator that decides."""
    import jsonschema_rs

    schemas = load()
    registry = jsonschema_rs.Registry([(key, dict(value)) for key, value in schemas.by_id.items()])
    return jsonschema_rs.Draft202012Validator(dict(schemas.named(schema)), registry=registry)


@cache
def reference_validator(schema: str) -> jsonschema.Draft202012Validator:
    """The validator that explains."""
    import jsonschema
    from referencing import Registry, Resource

    schemas = load()
    resources = [(key, Resource.from_contents(value)) for key, value in schemas.by_id.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return jsonschema.Draft202012Validator(schemas.named(schema), registry=registry)


def _explain(source: Source, index: int, value: Any, schema: str) -> list[Finding]:
    found = []
    for error in reference_validator(schema).iter_errors(value):
        pointer: jsontext.Pointer = tuple(error.absolute_path)
        description = str(error.parent.schema if error.parent else error.schema)
        rule = _RULES.search(description)
        found.append(
            source.finding(index, pointer, "schema", _message(error), rule and rule.group(1))
        )
    return found or [source.finding(index, (), "schema", "the value does not fit its schema")]


def _message(error: Any) -> str:
    """One error of `jsonschema` in words for somebody who does not know JSON Schema."""
    name = error.absolute_path[-1] if error.absolute_path else "the record"
    given = jsontext.compact(error.instance).decode()
    given = given if len(given) <= 60 else given[:57] + "..."
    match error.validator:
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            return f"missing: {', '.join(missing)}"
        case "additionalProperties":
            allowed = error.schema["properties"]
            surplus = [key for key in error.instance if key not in allowed]
            return f"no field here: {', '.join(surplus)}; the fields are {', '.join(allowed)}"
        case "enum":
            return f"{name}: {given} is none of {', '.join(map(str, error.validator_value))}"
        case "const":
            return f"{name}: {given} must be {jsontext.compact(error.validator_value).decode()}"
        case "pattern":
            meaning = error.schema.get("description", "").split(" (")[0].rstrip(".")
            return f"{name}: {given} has not the form {error.validator_value} ({meaning})"
        case "type":
            wanted = error.validator_value
            wanted = wanted if isinstance(wanted, str) else " or ".join(wanted)
            return f"{name}: {given} is no {wanted}"
        case "minItems" | "minLength":
            return f"{name} is empty; leave an optional field out"
        case "minimum" | "maximum":
            return f"{name}: {given} is out of range ({error.validator} {error.validator_value})"
        case "uniqueItems":
            return f"{name}: {given} has an item twice"
        case "not":
            return f"{name}: {given} is not allowed here"
        case None:
            return f"{name} is not allowed in a record with these other values"
        case _:
            return f"{name}: {error.message}"
