"""Columns as the features of `datasets`, in the YAML form that a dataset card carries and in the
JSON form that Parquet files carry.

The YAML form reads the same from `datasets` 3 to 5, which its classes do not: version 3 has no
`List`. `Features._from_yaml_list` turns it into the classes of whatever version is installed.

The JSON form, in the metadata of an Arrow schema, gives `load_dataset("parquet")` and
`Dataset.from_parquet` the names of labels. They take the feature of a column only if its storage is
the one that `datasets` itself would choose: so tags are stored as nullable int64. Labels that are
stored as strings, which are their names, arrive as strings there; `Features.from_dict` gives their
closed sets to whoever asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from said.schema.fields import Field


def yaml_features(columns: Iterable[Field]) -> list[dict[str, Any]]:
    """The `features` of a table as they stand in the card's `dataset_info`."""
    return [{"name": column.name, **_feature(column)} for column in columns]


def _feature(field: Field) -> dict[str, Any]:
    if field.kind == "list":
        assert field.item is not None
        inner = _feature(field.item)
        return {"list": inner["struct"] if "struct" in inner else inner.get("dtype", inner)}
    if field.kind == "struct":
        return {"struct": yaml_features(field.fields)}
    if field.labels is not None:
        names = {str(place): label for place, label in enumerate(field.labels)}
        return {"dtype": {"class_label": {"names": names}}}
    return {"dtype": _dtype(field)}


def _dtype(field: Field) -> str:
    plain = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool"}
    return field.store or plain[field.kind]


METADATA_KEY = b"huggingface"
"""Where `datasets` looks in the metadata of an Arrow schema."""


def parquet_metadata(columns: Iterable[Field]) -> dict[bytes, bytes]:
    """The metadata with which an Arrow schema tells `datasets` the features of its columns."""
    features = {column.name: _json_feature(column) for column in columns}
    return {METADATA_KEY: json.dumps({"info": {"features": features}}).encode()}


def merged_metadata(
    given: Mapping[bytes, bytes] | None, added: Mapping[bytes, bytes] | None
) -> dict[bytes, bytes]:
    """The metadata of a schema to which the columns of another are added: everything that is given
    stays, and the features of both are together. What is given and cannot be read stays as it is.
    """
    merged = {**(added or {}), **(given or {})}
    try:
        ours, theirs = (json.loads((one or {})[METADATA_KEY]) for one in (added, given))
        features = {**theirs["info"]["features"], **ours["info"]["features"]}
        together = {**theirs, "info": {**theirs["info"], "features": features}}
    except (KeyError, TypeError, ValueError):
        return merged
    return {**merged, METADATA_KEY: json.dumps(together).encode()}


def _json_feature(field: Field) -> Any:
    """The feature as JSON that every version reads: a plain list where it holds structs, for which
    version 3 has no class."""
    if field.kind == "list":
        assert field.item is not None
        inner = _json_feature(field.item)
        return [inner] if field.item.kind == "struct" else {"feature": inner, "_type": "Sequence"}
    if field.kind == "struct":
        return {part.name: _json_feature(part) for part in field.fields}
    if field.labels is not None:
        return {"names": list(field.labels), "_type": "ClassLabel"}
    return {"dtype": _dtype(field), "_type": "Value"}
