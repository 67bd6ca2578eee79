"""What commands print for programs fits the schemas in `schema/outputs/`.

`running.run` checks each output with `--json` in all tests of the command line; here each command
and each shape of its output is seen once.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer

from cli.running import LINES, OUTPUTS, check_output, output_validator, run
from each_case import each_case
from said.check.shape import reference_validator
from said.cli import app
from said.schema import load_schemas
from said.system.places import Checkout

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent.parent
TEXT = "“We lost,” pilot Jonas Berg said on May 3, 2024.\n"
DOC = "harbour"


def with_json(group: Any) -> set[str]:
    """The names of the commands that have `--json`, those of formats by the name of their group."""
    return {
        name
        for name, command in group.commands.items()
        for one in (command, *getattr(command, "commands", {}).values())
        if any("--json" in option.opts for option in one.params)
    }


def test_every_command_has_a_schema():
    assert set(OUTPUTS) == with_json(typer.main.get_command(app)) | {"annotate"}


@each_case("name", OUTPUTS)
def test_a_schema_is_valid_and_has_a_version(name: str):
    schema = OUTPUTS[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{load_schemas().base}outputs/{name}.json"
    assert schema["title"].removeprefix(f"{name}/").isdecimal()
    shapes = [schema["$defs"][ref["$ref"].split("/")[-1]] for ref in schema.get("oneOf", [])]
    for shape in shapes or [schema]:
        constant = shape["properties"].get("schema", {}).get("const")
        assert constant == (None if name in LINES else schema["title"])


@pytest.fixture
def base(built_base: Checkout, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    """A checkout with an invented document and its release, which commands run in."""
    monkeypatch.chdir(built_base.root)
    return built_base


def spoil(checkout: Checkout) -> Path:
    """Makes a mistake in the annotations of the document."""
    file = checkout.seeds / DOC / "annotations.jsonl"
    file.write_text(file.read_text().replace('"start": ', '"start": 1', 1))
    return file


def shapes_of(name: str, *outputs: str) -> set[str]:
    """The shapes among those of a schema that the outputs have."""
    found = set()
    for output in outputs:
        for shape in OUTPUTS[name]["$defs"]:
            validator = output_validator(name).evolve(
                schema={"$ref": f"{OUTPUTS[name]['$id']}#/$defs/{shape}"}
            )
            if validator.is_valid(json.loads(output)):
                found.add(shape)
    return found


def test_lines(base: Checkout, capsys: pytest.CaptureFixture[str]):
    (base.root / "new.txt").write_text(TEXT)
    out = run(capsys, "annotate", "new.txt", "--layer", "date,quote").out
    for record in check_output("annotate", out):
        assert record.pop("doc_id") == "new"
        reference_validator("annotation").validate(record)
    run(capsys, "export", "brat")
    for arguments in ([], ["--json"]):
        done = run(capsys, "import", "brat", "dist/brat", *arguments)
        assert check_output("annotate", done.out)
    spoil(base)
    assert run(capsys, "validate", "--json").out
    assert run(capsys, "validate", "--format", "jsonl").out == run(capsys, "validate", "--json").out


def test_build(base: Checkout, capsys: pytest.CaptureFixture[str]):
    calls = [[], ["--check"], ["--without-text"]]
    outputs = [run(capsys, "build", *arguments, "--json").out for arguments in calls]
    spoil(base)
    outputs.append(run(capsys, "build", "--json").out)
    assert shapes_of("build", *outputs) == set(OUTPUTS["build"]["$defs"])
    assert run(capsys, "coverage", "--json").status == 1


def test_restore(base: Checkout, capsys: pytest.CaptureFixture[str]):
    run(capsys, "build", "--without-text", "--out", "without")
    restored = run(capsys, "restore", "without", "--texts", "seeds", "--json").out
    (base.root / "empty").mkdir()
    arguments = "restore", "without", "--texts", "empty", "--out", "other", "--json"
    assert shapes_of("restore", restored, run(capsys, *arguments).out) == {"release", "refusal"}


def test_import_and_export(base: Checkout, capsys: pytest.CaptureFixture[str]):
    assert run(capsys, "export", "timeml", "--json").status == 0
    run(capsys, "export", "brat")
    file, folder = f"dist/brat/{DOC}.ann", base.seeds / DOC
    outputs = [
        run(capsys, "import", "brat", file, *arguments, "--json").out
        for arguments in (["--out", "dist/in"], ["--into", folder])
    ]
    assert shapes_of("import", *outputs) == {"files", "merged"}


def test_new(base: Checkout, capsys: pytest.CaptureFixture[str]):
    (base.root / "new.txt").write_text(TEXT)
    (base.root / "new.jsonl").write_text(json.dumps({"text": TEXT + "Again."}) + "\n{}\n")
    outputs = [
        run(capsys, "new", *arguments, "--json").out
        for arguments in (["new.txt"], ["--table", "new.jsonl"])
    ]
    assert shapes_of("new", *outputs) == {"document", "table"}


def test_the_others(base: Checkout, capsys: pytest.CaptureFixture[str]):
    (base.root / "new.txt").write_text(TEXT)
    text = (base.seeds / DOC / "raw.txt").read_text()
    (base.root / "later.txt").write_text("Later.\n\n" + text[: len(text) // 2])
    for command in (
        ["coverage"],
        ["show", DOC],
        ["show", DOC, "--against", "gold"],
        ["stats"],
        ["fmt", "--check"],
        ["score", "gold", "gold"],
        ["score", "gold", "gold", "gold", "--measure", "attribution"],
        ["diff", "0.1.0", "1.0.0", "--root", PROJECT],
        ["reanchor", DOC, "later.txt", "--dry-run"],
        ["new", "new.txt", "--title", "We lost"],
        ["init", "--keep"],
        ["fmt"],
    ):
        assert run(capsys, *command, "--json").out, command


@pytest.mark.parametrize("field", [{"surplus": 1}, {"schema": "stats/2"}, {"total": None}])
@pytest.mark.usefixtures("base")
def test_another_output_does_not_fit(field: dict[str, Any], capsys: pytest.CaptureFixture[str]):
    told = json.loads(run(capsys, "stats", "--json").out)
    with pytest.raises(jsonschema.ValidationError):
        output_validator("stats").validate({**told, **field})
