"""What VS Code gets: schemas that it can follow, snippets for JSON Lines, findings at their place.

Its language service for JSON resolves a `$ref` against the file, not against `$id`, and lets what a
`$ref` leads to win over the keywords beside it. JSON Lines it does not check at all.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import snippets
from each_case import each_case
from said.check.shape import reference_validator
from said.findings.catalogue import Finding

PROJECT = Path(__file__).parent.parent
SETTINGS = json.loads((PROJECT / ".vscode/settings.json").read_text())
MATCHER = json.loads((PROJECT / ".vscode/tasks.json").read_text())["tasks"][0]["problemMatcher"]
SNIPPETS = json.loads(snippets.FILE.read_text())
FILES = sorted((PROJECT / "schema").rglob("*.json"))


def references(node: Any) -> Iterator[dict]:
    """The objects with a `$ref`."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield node
        for inner in node.values():
            yield from references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from references(inner)


def followed(reference: str, file: Path) -> Any:
    """What a reference leads to by the path of its file alone."""
    name, _, pointer = reference.partition("#")
    found = json.loads(((file.parent / name) if name else file).read_text())
    for part in pointer.split("/")[1:]:
        found = found[part]
    return found


def test_references_lead_somewhere_without_ids():
    count = 0
    for file in FILES:
        for node in references(json.loads(file.read_text())):
            count += 1
            target = followed(node["$ref"], file)
            shared = (set(node) & set(target)) - {"description", "title", "$id", "$schema"}
            assert not shared, f"{file}: {node['$ref']} would win over {shared} beside it"
    assert count > 20


def test_every_json_file_of_the_seeds_has_its_schema():
    found = {}
    for one in SETTINGS["json.schemas"]:
        assert (PROJECT / one["url"]).is_file()
        for pattern in one["fileMatch"]:
            matched = list(PROJECT.glob(pattern.removeprefix("/")))
            assert matched
            found |= dict.fromkeys(matched, Path(one["url"]).stem)
    assert set(found) == set((PROJECT / "seeds").rglob("*.json"))
    for file, schema in found.items():
        assert list(reference_validator(schema).iter_errors(json.loads(file.read_text()))) == []


def test_the_snippets_are_what_the_schemas_give():
    assert snippets.FILE.read_text() == snippets.content(), "run: python tests/snippets.py"


def filled_in(body: str) -> Any:
    """A snippet with the first label of every list, and `1` or `a` where something is written."""
    body = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", body)
    body = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", body)
    body = re.sub(r'(?<="[bmsqdt])\$\d+', "1", body)
    return with_offsets(json.loads(re.sub(r"\$\d+", "a", body)))


def with_offsets(value: Any) -> Any:
    if isinstance(value, list):
        return [with_offsets(one) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"exact"}:
        return {"start": 0, "end": 1, **value}
    return {name: with_offsets(inner) for name, inner in value.items()}


@each_case("name", SNIPPETS)
def test_a_snippet_filled_in_fits_its_schema(name: str):
    value = filled_in(SNIPPETS[name]["body"])
    if name == "date":
        value["anchor"] = "dct"
    if name == "decided":
        value["rule"] = "Q2"
    schema = "annotation" if name in snippets.LAYERS else name
    assert [one.message for one in reference_validator(schema).iter_errors(value)] == []


def test_the_task_finds_what_validate_tells():
    from said.findings.reporters import finding_as_command

    finding = Finding(
        "seeds/x/annotations.jsonl", 3, 45, "span-exact", "[0, 3) is: 'a, b'", length=7
    )
    pattern = MATCHER["pattern"]
    found = re.fullmatch(pattern["regexp"], finding_as_command(finding))
    assert found
    told = {name: found[group] for name, group in pattern.items() if isinstance(group, int)}
    assert told.pop("message").startswith("[0, 3) is: 'a, b'")
    assert told == {
        "severity": "error",
        "file": "seeds/x/annotations.jsonl",
        "line": "3",
        "column": "45",
        "endColumn": "52",
        "code": "span-exact",
    }
