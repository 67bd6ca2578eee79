"""Reads the JSON Schemas and follows the references between them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

from said.system.places import data_file

Schema = Mapping[str, Any]

TABLES = (
    *("documents", "quotes", "speakers", "dates"),
    *("stances", "utterances", "pairs", "tokens"),
)
"""The configs of the dataset, in the order in which they are shown."""


@dataclass(frozen=True, eq=False)
class Schemas:
    """All schemas by `$id`, and the part that their ids share."""

    base: str
    by_id: Mapping[str, Schema]

    @property
    def version(self) -> str:
        """The version of the schemas, the last part of what all `$id`s share."""
        return self.base.rstrip("/").rsplit("/", 1)[1]

    def named(self, name: str) -> Schema:
        """The schema of a file, such as `annotation` or `tables/quotes`."""
        return self.by_id[f"{self.base}{name}.json"]

    def resolve(self, reference: str, base: str) -> tuple[Schema, str]:
        """What a `$ref` in the schema `base` points at, and the schema it stands in."""
        target, fragment = urldefrag(urljoin(base, reference))
        found: Any = self.by_id[target]
        for part in fragment.split("/")[1:]:
            found = found[part]
        return found, target


@cache
def load_schemas(folder: Path | None = None) -> Schemas:
    """The schemas of a folder; without one, those that belong to the package. Those of what
    commands print, in `outputs/`, are for the programs that read it."""
    folder = folder or data_file("schema")
    files = sorted([*folder.glob("*.json"), *folder.glob("tables/*.json")])
    schemas = [json.loads(file.read_bytes()) for file in files]
    labels = next(schema["$id"] for schema in schemas if schema["$id"].endswith("/labels.json"))
    return Schemas(urljoin(labels, "."), {schema["$id"]: schema for schema in schemas})
