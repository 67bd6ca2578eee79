"""The command line, run in the process of the tests. What a command prints with `--json` is checked
against its schema in `schema/outputs/` every time."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from referencing import Registry, Resource

from said.cli import main
from said.schema import load_schemas
from said.system.places import data_file

OUTPUTS = {
    file.stem: json.loads(file.read_bytes()) for file in data_file("schema").glob("outputs/*.json")
}
"""The schemas of what commands print, by the names of the commands."""
LINES = ("annotate", "validate")
"""The commands that print a record on each line."""


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ended:
    """Runs `said` with these arguments."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["said", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
    found = Ended(int(ended.value.code or 0), *capsys.readouterr())
    if "--json" in arguments:
        lines = arguments[0] == "import" and not {"--out", "--into"} & set(arguments)
        check_output("annotate" if lines else str(arguments[0]), found.out)
    return found


def check_output(command: str, out: str) -> list[Any]:
    """The records that a command printed. Fails if one does not fit the schema of the command."""
    lines = out.splitlines() if command in LINES else [out] if out else []
    records = [json.loads(line) for line in lines]
    for record in records:
        output_validator(command).validate(record)
    return records


@cache
def output_validator(command: str) -> jsonschema.Draft202012Validator:
    """The validator of what a command prints."""
    schemas = [*load_schemas().by_id.values(), *OUTPUTS.values()]
    resources = [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    registry: Registry[Any] = Registry().with_resources(resources)
    return jsonschema.Draft202012Validator(OUTPUTS[command], registry=registry)
