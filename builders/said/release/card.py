"""The card of a release, made from `dataset_card.md`.

The prose and the first half of the front matter are written by hand; `configs`, `dataset_info` and
every number are generated. In the prose, a line `<!-- said: NAME -->` is replaced by what is
generated under that name: `version`, `counts`, `labels` and `fields` here, others elsewhere
(`Template.told`). What `seeds/corpus.json` says of title, language and licence need not be said
again in the front matter (`Template.head`).

What is said about single documents is between the lines `<!-- said: of DOC_ID ... -->` and
`<!-- said: end of -->`. It is left out if the release lacks one of the documents.

The card of a release without text is the template for the card of the restored release, so it keeps
the line where the restored one has other text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from said.check import shape
from said.schema import TABLES, Field, columns, labels, load_schemas
from said.schema.features import yaml_features
from said.seeds.json_files import JsonFile
from said.system.errors import SaidError
from said.system.files import read_file
from said.tables.counts import Counts
from said.text import jsontext

SLOTS = (
    *("title", "version", "documents", "counts", "leakage", "stances", "pairs"),
    *("baselines", "agreement", "rights", "labels", "fields", "citation"),
)
"""What is generated, here or by others."""

FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_SLOT = re.compile(r"^<!-- said: (\S+) -->$", re.MULTILINE)
_OF = re.compile(r"^<!-- said: of (.+?) -->\n(.*?)^<!-- said: end of -->\n", re.M | re.S)
_FILLED = re.compile(r"^(<!-- said: version -->)$.*?^<!-- said: end -->$", re.DOTALL | re.MULTILINE)


class Content(NamedTuple):
    """What a card tells of a release: its version, its digest, the manifest's entry of each table
    and split, the counts by split, and the digest it restores to if it is without text."""

    version: str
    digest: str
    splits: Sequence[Mapping[str, Any]]
    documents: Counter[str]
    counts: Counts
    restores_to: str | None = None


class Template(NamedTuple):
    """The text of a card before its numbers, the name of its file, what is generated for it
    elsewhere, by slot, the front matter where the text has none of its own, and the ids of the
    documents that it is about."""

    text: str
    name: str
    told: Mapping[str, str] = MappingProxyType({})
    head: Mapping[str, Any] = MappingProxyType({})
    doc_ids: frozenset[str] = frozenset()

    def has(self, slot: str) -> bool:
        """Whether the card asks for what is generated under this name."""
        return slot in _SLOT.findall(self.text)

    def telling(self, slot: str, text: str) -> Template:
        """The template with one more thing generated elsewhere."""
        return self._replace(told={**self.told, slot: text})


class _Loader(yaml.SafeLoader):
    """Refuses repeated keys, which YAML forbids and PyYAML lets through."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen = set()
    for key, _ in node.value:
        is_plain = isinstance(key, yaml.ScalarNode)
        if not is_plain or key.value in seen:
            problem = f"the key {key.value!r} occurs twice" if is_plain else "a key is not a word"
            raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
        seen.add(key.value)
    return {str(key): value for key, value in loader.construct_pairs(node, deep=True)}


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_template(file: Path, name: str) -> Template:
    """`dataset_card.md`, under the name it has in messages.

    Raises SaidError if it is missing or no UTF-8.
    """
    try:
        return Template(read_file(file).decode().removeprefix("\ufeff"), name)
    except FileNotFoundError:
        remedy = "restore it, or write the usual one with: said init --keep"
        raise SaidError(f"{name}:1:1: the file is missing", remedy) from None
    except UnicodeDecodeError as error:
        cause = f"{name}:1:1: byte {error.object[error.start]:#04x} at {error.start} is no UTF-8"
        raise SaidError(cause, "save the file as UTF-8") from None


def front_matter(
    text: str, name: str, head: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """The YAML block of a card, checked against `schema/card.json`; `head` is what holds where it
    says nothing.

    Raises SaidError with the place of what is wrong; `name` is the file's.
    """
    found = FRONT_MATTER.match(text)
    if not found:
        remedy = "begin the card with a line ---, YAML and another line ---"
        raise SaidError(f"{name}:1:1: no front matter between two lines ---", remedy)
    try:
        values = yaml.load(found.group(1), _Loader)  # noqa: S506 - a subclass of SafeLoader
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        cause = f"{name}:{line}:{column}: {getattr(error, 'problem', None) or error}"
        remedy = "correct the YAML in the card's front matter"
        raise SaidError(" ".join(cause.split()), remedy) from error
    if isinstance(values, dict):
        values = {**head, **values}
    source = JsonFile(name, [values], [jsontext.compact(values)], [1])
    findings = shape.check_shape(source, "card")
    if findings:
        cause = "\n".join(f"{name}:1:1: front matter: {finding.message}" for finding in findings)
        raise SaidError(cause, "correct the front matter; the message says what is allowed")
    return dict(values)


def render_card(template: Template, content: Content) -> str:
    """The README.md of a release. Raises SaidError for a slot that nothing fills."""
    text, name = template.text, template.name
    size = {"size_categories": [_size_category(content)]}
    head = {**front_matter(text, name, template.head), **size, **hub_metadata(content, "")}
    generated = {
        "version": _version(content),
        "counts": _counts(content),
        "labels": labels_table(),
        "fields": _fields(),
        **template.told,
    }

    def fill(slot: re.Match[str]) -> str:
        if slot.group(1) not in generated:
            line, column = jsontext.line_and_column(text, body_start + slot.start())
            raise SaidError(
                f"{name}:{line}:{column}: nothing is generated under {slot.group(1)!r}",
                f"take one of {', '.join(SLOTS)}",
            )
        return generated[slot.group(1)]

    def about(of: re.Match[str]) -> str:
        return of.group(2) if template.doc_ids.issuperset(of.group(1).split()) else ""

    marks = {at for found in _OF.finditer(text) for at in (found.start(), found.end(2))}
    for odd in re.finditer(r"<!--\s*said:(?! \S+ -->$).*|(?<!^)<!-- said:.*", text, re.MULTILINE):
        if odd.start() in marks:
            continue
        line, column = jsontext.line_and_column(text, odd.start())
        raise SaidError(
            f"{name}:{line}:{column}: no place for generated text: {odd.group()!r}",
            "write it alone on its line, as <!-- said: NAME -->, or <!-- said: of DOC_ID --> with "
            "<!-- said: end of --> below",
        )
    body_start = text.index("\n---\n") + len("\n---\n")
    body = _OF.sub(about, _SLOT.sub(fill, text[body_start:]))
    return f"---\n{_yaml(head)}---\n{body}"


def _size_category(content: Content) -> str:
    """The Hub's class for the rows of all tables."""
    rows = sum(entry["rows"] for entry in content.splits)
    classes = {1_000: "n<1K", 10_000: "1K<n<10K", 100_000: "10K<n<100K"}
    return next((name for most, name in classes.items() if rows < most), "100K<n<1M")


def hub_file(content: Content, folder: str) -> str:
    """The root's `.huggingface.yaml`, for a release in `folder` (as a path from the root)."""
    comment = "# Written by `said build`: lets load_dataset open the checkout. Do not edit.\n"
    return comment + _yaml(hub_metadata(content, f"{folder}/"))


def hub_metadata(content: Content, prefix: str) -> dict[str, Any]:
    """`configs` and `dataset_info`; `prefix` comes before the paths of the files.

    A split without rows cannot be loaded, so none is named, nor a table that has no other.
    """
    schemas = load_schemas()
    configs, infos = [], []
    for table in TABLES:
        files = [file for file in content.splits if file["config"] == table and file["rows"]]
        if not files:
            continue
        title = str(schemas.named(f"tables/{table}")["description"])
        configs.append(
            {
                "config_name": table,
                **({"default": True} if table == TABLES[0] else {}),
                "version": content.version,
                "description": f"{title} Rows {content.digest}.",
                "data_files": [
                    {"split": file["split"], "path": f"{prefix}{table}/{file['split']}-*.parquet"}
                    for file in files
                ],
            }
        )
        sizes = {"name": "split", "num_bytes": "bytes", "num_examples": "rows"}
        infos.append(
            {
                "config_name": table,
                "features": yaml_features(columns(schemas, table)),
                "splits": [{name: file[key] for name, key in sizes.items()} for file in files],
            }
        )
    return {"configs": configs, "dataset_info": infos}


# The same bytes in a quarter of the time, where PyYAML was built with libyaml, as its wheels are.
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _yaml(values: Any) -> str:
    return str(yaml.dump(values, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=10_000))


def _version(content: Content) -> str:
    line = (
        f"This is version {content.version} of the data, schema {load_schemas().version}. "
        f"Digest of its rows and columns, as in `manifest.json`: `{content.digest}`."
    )
    if not content.restores_to:
        return line
    left_out = (
        "The text of the articles is left out: the columns that hold it are null. Whoever has the "
        "texts puts it back with `said restore FOLDER --texts DIR`, which gives the rows with the "
        f"digest `{content.restores_to}`."
    )
    return f"<!-- said: version -->\n{line}\n\n{left_out}\n<!-- said: end -->"


def template_of(readme: Template) -> Template:
    """The template that the card of a release without text is for that of the restored one."""
    return readme._replace(text=_FILLED.sub(r"\1", readme.text))


def rows_table(entries: Iterable[Mapping[str, Any]], splits: Sequence[str]) -> str:
    """The rows of each table in some splits and in all, by the manifest's entry of each table and
    split. A release has the tables of its version."""
    entries = list(entries)
    made = {file["config"] for file in entries}
    rows: dict[str, Counter[str]] = {table: Counter() for table in TABLES if table in made}
    for file in entries:
        rows[file["config"]][file["split"]] += file["rows"]
    by_table = [
        [f"`{table}`", *(found.get(split, "") for split in splits), found.total()]
        for table, found in rows.items()
    ]
    return markdown_table(["rows of", *splits, "all"], by_table)


def _counts(content: Content) -> str:
    """Rows by table and split, then annotations by layer, label and split."""
    splits = [split for split in labels(load_schemas(), "split") if content.documents[split]]
    counted = sorted({(layer, label) for layer, label, _ in content.counts})
    by_label = []
    for layer, label in counted:
        numbers = [content.counts[layer, label, split] for split in splits]
        by_label.append([layer, label, *numbers, sum(numbers)])
    annotations = markdown_table(["layer", "label", *splits, "all"], by_label)
    return f"{rows_table(content.splits, splits)}\n\n{annotations}"


def labels_table(flags: Mapping[str, str] = MappingProxyType({})) -> str:
    """What every label of the closed sets means, from the schemas, and every flag, those of the
    corpus itself, which are given with their meanings, among them."""
    sets = load_schemas().named("labels")["$defs"]
    meanings = {name: definition["x-meanings"] for name, definition in sets.items()}
    meanings["flag"] = {**meanings["flag"], **flags}
    rows = [
        [f"`{name}`", f"`{label}`", meaning]
        for name, labels_of_set in meanings.items()
        for label, meaning in labels_of_set.items()
    ]
    return markdown_table(["set", "label", "meaning"], rows)


def _fields() -> str:
    """A table of columns for each table, from the schemas."""
    schemas = load_schemas()
    parts = []
    for table in TABLES:
        title = schemas.named(f"tables/{table}")["description"]
        fields = [
            [f"`{name}`", type_name(field), field.description]
            for column in columns(schemas, table)
            for name, field in _with_parts(column, column.name)
        ]
        parts.append(
            f"### `{table}`\n\n{title}\n\n{markdown_table(['column', 'type', 'meaning'], fields)}"
        )
    return "\n\n".join(parts)


def _with_parts(field: Field, name: str) -> Iterator[tuple[str, Field]]:
    """A column, and the fields of what it lists; those of a span are explained above."""
    yield name, field
    parts = (field.item or field).fields
    is_placed = {part.name for part in parts} >= _SPAN
    for part in parts:
        if not (is_placed and part.name in _SPAN):
            yield from _with_parts(part, f"{name}[].{part.name}")


_SPAN = {"start", "end", "exact"}


def type_name(field: Field) -> str:
    """A column's type in words, such as `label`, `list of {start, end}` or `int32 or null`."""
    if field.kind == "list" and field.item is not None:
        name = f"list of {type_name(field.item)}"
    elif field.kind == "struct":
        name = "{" + ", ".join(part.name for part in field.fields) + "}"
    else:
        name = "label" if field.labels else field.store or field.kind
    return f"{name} or null" if field.nullable else name


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table in Markdown; columns of numbers are set to the right."""
    rows = [list(map(str, row)) for row in rows]
    right = [all(not row[i] or row[i].isdigit() for row in rows) for i in range(len(head))]
    rule = ["---:" if to_right else "---" for to_right in right]
    return "\n".join("| " + " | ".join(line) + " |" for line in [list(head), rule, *rows])
