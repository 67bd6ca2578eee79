"""The schemas are the one place for fields and labels: what is derived follows them."""

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pyarrow as pa
import pytest
from datasets import ClassLabel, Features, Value

from each_case import each_case
from features import item
from said.schema import TABLES, columns, labels, load_schemas
from said.schema.arrow import arrow_schema
from said.schema.features import yaml_features
from said.system.places import data_file

SCHEMAS = load_schemas()


@pytest.fixture
def schemas_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_file("schema"), tmp_path / "schema"))


def edit(file: Path, change) -> None:
    schema = json.loads(file.read_text())
    change(schema)
    file.write_text(json.dumps(schema))


def features(schemas, table: str) -> Features:
    return Features._from_yaml_list(yaml_features(columns(schemas, table)))


def test_a_label_added_in_the_schema_alone_reaches_features_and_tags(schemas_copy: Path):
    edit(
        schemas_copy / "labels.json",
        lambda schema: schema["$defs"]["quote_type"]["enum"].append("scripted"),
    )
    changed = load_schemas(schemas_copy)
    assert features(changed, "quotes")["type"].names == ["direct", "indirect", "mixed", "scripted"]
    nested = item(features(changed, "documents")["quotes"])["type"]
    assert nested.names[-1] == "scripted"
    before = item(features(SCHEMAS, "tokens")["content"]).names
    after = item(features(changed, "tokens")["content"]).names
    assert after == [*before, "B-scripted", "I-scripted"], "old tags keep their integers"


def test_a_field_added_in_the_schema_alone_reaches_arrow_and_features(schemas_copy: Path):
    field = {"type": ["integer", "null"], "x-store": "int8", "description": "How loud (Q99)."}
    edit(
        schemas_copy / "tables/quotes.json",
        lambda schema: schema["properties"].update(loudness=field),
    )
    changed = load_schemas(schemas_copy)
    assert arrow_schema(columns(changed, "quotes")).field("loudness").type == pa.int8()
    assert features(changed, "quotes")["loudness"] == Value("int8")
    assert "loudness" not in arrow_schema(columns(SCHEMAS, "quotes")).names


@each_case("table", TABLES)
def test_arrow_and_features_have_the_same_columns(table: str):
    arrow = Features.from_arrow_schema(arrow_schema(columns(SCHEMAS, table)).remove_metadata())
    assert without_labels(features(SCHEMAS, table)) == without_labels(arrow)


def without_labels(feature):
    """Label sets as what they are stored as, so that only the shapes are compared."""
    if isinstance(feature, dict):
        return {name: without_labels(inner) for name, inner in feature.items()}
    if (inside := item(feature)) is not None:
        return [without_labels(inside)]
    if isinstance(feature, ClassLabel):
        return "tag" if feature.names[0] == "O" else Value("string")
    return "tag" if feature == Value("int64") else feature


def test_only_tags_are_wide_integers():
    """`without_labels` takes every int64 for a tag."""

    def wide(field) -> bool:
        inside = [field.item] if field.item else field.fields
        return (field.kind, field.store, field.labels) == ("integer", None, None) or any(
            map(wide, inside)
        )

    assert not [column for table in TABLES for column in columns(SCHEMAS, table) if wide(column)]


@pytest.mark.parametrize("table", TABLES)
def test_parquet_tells_datasets_the_features(table: str):
    """Those of the card; of tags, which are numbers there, also without being asked."""
    schema = arrow_schema(columns(SCHEMAS, table))
    told = json.loads(schema.metadata[b"huggingface"])["info"]["features"]
    wanted = features(SCHEMAS, table)
    assert comparable(Features.from_dict(told)) == comparable(wanted)
    taken = Features.from_arrow_schema(schema)
    tags = [name for name, one in wanted.items() if is_tags(one)]
    assert bool(tags) == (table == "tokens")
    assert {name: taken[name].feature.names for name in tags} == {
        name: item(wanted[name]).names for name in tags
    }


def is_tags(feature) -> bool:
    inside = item(feature)
    return isinstance(inside, ClassLabel) and inside.names[0] == "O"


def comparable(feature):
    """A feature in one form, whatever class stands for its lists."""
    if isinstance(feature, dict):
        return {name: comparable(inner) for name, inner in feature.items()}
    if (inside := item(feature)) is not None:
        return [comparable(inside)]
    return feature.names if isinstance(feature, ClassLabel) else feature.dtype


def article_text(fields, place: str):
    """The columns that are marked as article text, and the parts of columns."""
    for field in fields:
        if field.article_text:
            yield f"{place}.{field.name}"
        yield from article_text(
            [field.item] if field.item else field.fields, f"{place}.{field.name}"
        )


def test_the_columns_of_article_text_are_marked():
    """What is not marked here stays in a release without text."""
    found = {place for table in TABLES for place in article_text(columns(SCHEMAS, table), table)}
    layers = ("blocks", "speakers", "dates", "marks")
    spans = ("quotes.content", "quotes.verbatim", "quotes.cue", "quotes.phrase")
    assert found == {
        "documents.text",
        *(f"documents.{layer}.item.exact" for layer in layers),
        *(f"documents.quotes.item.{span.split('.')[1]}.item.exact" for span in spans),
        "documents.stances.item.expression.item.exact",
        *(
            f"{span}.item.exact"
            for span in (*spans, *(f"quotes.{one}" for one in ("source", "via", "addressee")))
        ),
        *(f"{table}.{name}" for table in ("speakers", "dates") for name in ("exact", "context")),
        "quotes.context",
        *(f"stances.{name}" for name in ("text", "context_before", "context_after")),
        *(f"stances.{name}.item.exact" for name in ("quoted", "target_spans", "expression")),
        "utterances.versions.item.text",
        "pairs.text_a",
        "pairs.text_b",
        "tokens.text",
        "tokens.tokens.item",
    }


def test_the_mark_of_article_text_changes_no_shape():
    """Digest and card are made of the features, which do not know it."""
    for table in TABLES:
        plain = [unmarked(column) for column in columns(SCHEMAS, table)]
        assert yaml_features(plain) == yaml_features(columns(SCHEMAS, table))
        assert arrow_schema(plain).equals(arrow_schema(columns(SCHEMAS, table)), True)


def unmarked(field):
    item = unmarked(field.item) if field.item else None
    return field._replace(article_text=None, item=item, fields=tuple(map(unmarked, field.fields)))


@each_case("name", sorted(SCHEMAS.by_id))
def test_every_schema_is_a_valid_one_with_the_version_in_its_id(name: str):
    schema = SCHEMAS.by_id[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert re.match(rf"{re.escape(SCHEMAS.base)}[a-z/]+\.json$", name)
    assert re.fullmatch(r"\d+\.\d+\.\d+", SCHEMAS.version)


@each_case("name", sorted(SCHEMAS.by_id))
def test_every_field_is_described(name: str):
    missing = [place for place in undescribed(SCHEMAS.by_id[name], name) if place]
    assert missing == []


def undescribed(schema, place: str):
    for key, field in schema.get("properties", {}).items():
        # A bare reference takes the description of what it refers to.
        described = "description" in field or "$ref" in field or field.get("const")
        if not described:
            yield f"{place} {key}"
        yield from undescribed(field, f"{place} {key}")
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from undescribed(schema[key], f"{place} {key}")
    for key, definition in schema.get("$defs", {}).items():
        yield from undescribed(definition, f"{place} {key}")


@each_case("name", sorted(SCHEMAS.named("labels")["$defs"]))
def test_every_label_says_what_it_means(name: str):
    definition = SCHEMAS.named("labels")["$defs"][name]
    assert list(definition["x-meanings"]) == list(labels(SCHEMAS, name))


@each_case("table", TABLES[1:])
def test_a_row_has_all_its_columns(table: str):
    schema = SCHEMAS.named(f"tables/{table}")
    assert schema["required"] == list(schema["properties"])
    assert schema["additionalProperties"] is False
