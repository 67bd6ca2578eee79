"""Columns as the features of `datasets`, in the YAML form that a dataset card carries.

The YAML form reads the same from `datasets` 3 to 5, which its classes do not: version 3 has no
`List`. `Features._from_yaml_list` turns it into the classes of whatever version is installed.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    plain = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool"}
    return {"dtype": field.store or plain[field.kind]}
