"""Writes what an editor completes in JSON Lines, `.vscode/said.code-snippets`, from `schema/`.

    python tests/snippets.py

VS Code knows no schema for JSON Lines, but it offers a snippet after its first letters, and in it
each closed set of labels as a list to choose from. There is one for every line that people write:
each layer of annotations, the registries, `decided.jsonl`. A span is its string alone: `said fmt`
adds the offsets.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from said.schema import load_schemas
from said.schema.files import Schemas
from said.schema.scheme import LAYERS

FILE = Path(__file__).parent.parent / ".vscode" / "said.code-snippets"
REGISTRIES = ("entity", "target", "utterance", "decided")
# Fields that may be left out and rarely are.
USUAL = {
    "speaker": ("speakers",),
    "quote": ("cue", "source", "speakers", "resolution", "phrase"),
    "date": ("anchor",),
    "stance": ("quote",),
}


def main() -> None:
    """Writes the file anew."""
    FILE.write_text(content())


def content() -> str:
    """The file as the schemas give it."""
    return json.dumps(dict(_snippets(load_schemas())), indent=2) + "\n"


def _snippets(schemas: Schemas) -> Iterator[tuple[str, dict[str, Any]]]:
    places = {layer: f"annotation.json#/$defs/{layer}" for layer in LAYERS}
    places |= {name: f"{name}.json" for name in REGISTRIES}
    for name, place in places.items():
        schema, base = schemas.resolve(place, schemas.base)
        yield (
            name,
            {
                "scope": "jsonl",
                "prefix": name,
                "description": schema["description"],
                "body": _record(schemas, schema, base, USUAL.get(name, ()), count(1)),
            },
        )


def _record(
    schemas: Schemas, schema: Any, base: str, usual: tuple[str, ...], stops: Iterator[int]
) -> str:
    """An object of the needed and the usual fields, in the order of the schema."""
    fields = [
        f'"{name}": {_value(schemas, field, base, stops)}'
        for name, field in schema["properties"].items()
        if name in schema["required"] or name in usual
    ]
    return "{" + ", ".join(fields) + "}"


def _value(schemas: Schemas, field: Any, base: str, stops: Iterator[int]) -> str:
    """A place to fill in, by the shape of the field."""
    reference, inner, inside = field.get("$ref", ""), field, base
    if reference:
        inner, inside = schemas.resolve(reference, base)
    if reference.endswith("/span"):
        return f'{{"exact": "${next(stops)}"}}'
    if "const" in inner:
        return json.dumps(inner["const"])
    if "enum" in inner:
        left_out = field.get("not", {})
        labels = [one for one in inner["enum"] if one not in _values(left_out)]
        return f'"${{{next(stops)}|{",".join(labels)}|}}"'
    if inner["type"] == "array":
        return f"[{_value(schemas, inner['items'], inside, stops)}]"
    if inner["type"] == "integer":
        numbers = range(inner["minimum"], inner["maximum"] + 1)
        return f"${{{next(stops)}|{','.join(map(str, numbers))}|}}"
    if "null" in inner["type"]:
        return f"${{{next(stops)}:null}}"
    return f'"{_beginning(inner)}${next(stops)}"'


def _values(condition: Any) -> list[str]:
    return [condition["const"]] if "const" in condition else condition.get("enum", [])


def _beginning(field: Any) -> str:
    """The letter that an id of a layer begins with."""
    pattern = field.get("pattern", "")
    return pattern[1] if pattern[2:] == "[1-9][0-9]*$" else ""


if __name__ == "__main__":
    main()
