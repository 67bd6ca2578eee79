"""Writes the types of all records, `records.py` and `rows.py` in `builders/said/schema/`, from
`schema/`.

    python tests/record_types.py

A type checker then knows the fields and labels of every record: a misspelt field is an error. At
run time a record is a plain dict.
"""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from said.schema import load_schemas
from said.schema.files import Schemas
from said.system.places import PACKAGE

FOLDER = PACKAGE / "schema"

SEEDS = {
    **{
        f"{name.title()}Annotation": f"annotation.json#/$defs/{name}"
        for name in ("block", "mark", "speaker", "quote", "date", "stance")
    },
    "Decided": "decided.json",
    "Adjudication": "adjudication.json",
    "Metadata": "metadata.json",
    "Entity": "entity.json",
    "Target": "target.json",
    "Frame": "frame.json",
    "WordList": "words.json",
    "Utterance": "utterance.json",
    "EventFile": "event.json",
    "CorpusFile": "corpus.json",
}
ROWS = {
    "Document": "document.json",
    "QuoteRow": "tables/quotes.json",
    "SpeakerRow": "tables/speakers.json",
    "DateRow": "tables/dates.json",
    "StanceRow": "tables/stances.json",
    "UtteranceRow": "tables/utterances.json",
    "PairRow": "tables/pairs.json",
    "TokenRow": "tables/tokens.json",
    "Manifest": "manifest.json",
}
"""The records by the names of their types; what they contain is named after record and field."""

SEEDS_HEAD = '''"""The types of what people write: annotations, registries, metadata. Written by
`tests/record_types.py` from `schema/`; do not edit.

A record is a plain dict at run time. `layer` tells an annotation from those of other layers.
"""

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict
'''
ROWS_HEAD = '''"""The types of what a release holds: records, rows, the manifest.

Written by `tests/record_types.py` from `schema/`; do not edit.

`DocumentQuote` is an entry of a document's record, `QuoteRow` a row of the table `quotes`.
"""

from typing import NotRequired, TypedDict

from said.schema.records import LABELS
'''
UNION = """
Annotation = (
    BlockAnnotation
    | MarkAnnotation
    | SpeakerAnnotation
    | QuoteAnnotation
    | DateAnnotation
    | StanceAnnotation
)
\"\"\"A line of annotations.jsonl.\"\"\"

AnyAnnotation = dict[str, Any]
\"\"\"An annotation whose fields are not checked, because it is still being made.\"\"\"

AnyRecord = Mapping[str, Any]
\"\"\"A record of any kind, for code that treats them all alike.\"\"\"
"""
TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def main() -> None:
    """Writes both files anew."""
    for name, source in contents().items():
        (FOLDER / name).write_text(source)


def contents() -> dict[str, str]:
    """The files by name as the schemas give them, formatted."""
    writer = Writer(load_schemas())
    labels = {_camel(name): part for name, part in writer.schemas.named("labels")["$defs"].items()}
    closed = [
        f"{name} = Literal[{', '.join(map(repr, part['enum']))}]\n{_quoted(part['description'])}"
        for name, part in labels.items()
    ]
    writer.add_classes(SEEDS)
    seeds = dict(writer.classes)
    writer.add_classes(ROWS)
    rows = [source for name, source in writer.classes.items() if name not in seeds]
    used = [
        name for name in (*labels, *seeds) if any(re.search(rf"\b{name}\b", one) for one in rows)
    ]
    head = ROWS_HEAD.replace("LABELS", ", ".join(used))
    return {
        "records.py": _formatted([SEEDS_HEAD, *closed, *seeds.values(), UNION]),
        "rows.py": _formatted([head, *rows]),
    }


def _quoted(description: str, indent: str = "") -> str:
    """The first sentence of a description as a docstring."""
    sentence = description.partition(". ")[0].rstrip(".")
    lines = {"initial_indent": indent, "subsequent_indent": indent}
    return textwrap.fill(f'"""{sentence}."""', 96, **lines)


def _formatted(parts: Iterable[str]) -> str:
    ruff = Path(sys.executable).with_name("ruff")
    source = "\n\n".join(parts)
    for options in (["check", "--select", "I,RUF022", "--fix", "--quiet"], ["format"]):
        command = [ruff, *options, "--stdin-filename", FOLDER / "records.py", "-"]
        done = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
        source = done.stdout
    return source


class Writer:
    """The classes by their names; what a class contains comes before it."""

    def __init__(self, schemas: Schemas) -> None:
        self.schemas = schemas
        self.classes: dict[str, str] = {}

    def add_classes(self, records: dict[str, str]) -> None:
        """Writes the classes of records, which are named by what their schemas are."""
        for name, place in records.items():
            schema, base = self.schemas.resolve(place, self.schemas.base)
            self.add_class(name, schema, base)

    def add_class(self, name: str, schema: Any, base: str) -> str:
        """Writes the class of an object, once; gives its name."""
        if name not in self.classes:
            needed = schema.get("required", ())
            lines = list(self._fields(name, schema, base, needed))
            doc = _quoted(schema.get("description", "A part of a record."), "    ")
            self.classes[name] = "\n".join([f"class {name}(TypedDict):", doc, *lines])
        return name

    def _fields(self, name: str, schema: Any, base: str, needed: Any) -> Iterator[str]:
        for field, part in schema["properties"].items():
            type_ = self._type(name + _camel(field), part, base)
            yield f"    {field}: {type_ if field in needed else f'NotRequired[{type_}]'}"

    def _type(self, name: str, schema: Any, base: str) -> str:
        if "anyOf" in schema:
            return " | ".join(self._type(name, option, base) for option in schema["anyOf"])
        if "$ref" in schema:
            return self._referred(name, schema["$ref"], base)
        if "const" in schema:
            return f"Literal[{schema['const']!r}]"
        if "enum" in schema:
            return f"Literal[{', '.join(map(repr, schema['enum']))}]"
        given = schema["type"]
        if isinstance(given, list):
            return " | ".join(self._type(name, {**schema, "type": one}, base) for one in given)
        if given == "array":
            return f"list[{self._type(name, schema['items'], base)}]"
        if given == "object":
            if "properties" in schema:
                return self.add_class(_singular(name), schema, base)
            values = schema.get("additionalProperties", True)
            return f"dict[str, {'Any' if values is True else self._type(name, values, base)}]"
        return TYPES[given]

    def _referred(self, name: str, reference: str, base: str) -> str:
        schema, inside = self.schemas.resolve(reference, base)
        own = _camel(reference.rpartition("/")[2])
        if inside.endswith("/labels.json"):
            return own
        if schema.get("type") == "object" and "properties" in schema:
            return self.add_class(own, schema, inside)
        return self._type(own if "/$defs/" in reference else name, schema, inside)


def _camel(name: str) -> str:
    return "".join(part[0].upper() + part[1:] for part in name.removesuffix(".json").split("_"))


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name.removesuffix("s") if not name.endswith("ss") else name


if __name__ == "__main__":
    main()
