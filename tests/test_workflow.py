"""What runs around a contribution: the workflow of pull requests, the matrix, the forms."""

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import matrix
from each_case import each_case
from said.schema import labels, load_schemas

PROJECT = Path(__file__).parent.parent
WORKFLOW = yaml.safe_load((PROJECT / ".github/workflows/contribution.yml").read_text())
FORMS = [
    file for file in (PROJECT / ".github/ISSUE_TEMPLATE").glob("*.yml") if file.stem != "config"
]
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text())
OLDEST = PYPROJECT["project"]["requires-python"].removeprefix(">=")


def steps() -> list[dict]:
    return [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


# The matrix


def test_the_workflow_runs_the_rows_that_make_runs(capsys: pytest.CaptureFixture[str]):
    job = WORKFLOW["jobs"]["matrix"]
    assert job["strategy"]["matrix"] == {"row": "${{ fromJSON(needs.rows.outputs.rows) }}"}
    commands = [step["run"] for step in steps() if "tests/matrix.py" in step.get("run", "")]
    assert commands == [
        'python tests/matrix.py --github >> "$GITHUB_OUTPUT"',
        'python tests/matrix.py --row "$ROW"',
    ]
    assert matrix.main(["--github"]) == 0
    name, value = capsys.readouterr().out.strip().split("=", 1)
    assert name == "rows"
    assert [row["name"] for row in json.loads(value)] == [row.name for row in matrix.rows()]
    assert "tests/matrix.py\n" in (PROJECT / "Makefile").read_text()


def test_the_matrix_has_the_oldest_of_everything_and_each_datasets():
    rows = matrix.rows()
    (lowest,) = [row for row in rows if row.lowest]
    assert lowest.python == OLDEST
    assert {"datasets==3", "pyarrow==21"} <= set(lowest.constraints())
    assert not [one for one in lowest.constraints() if not re.fullmatch(r"[\w-]+==[\d.]+", one)]
    assert {row.datasets for row in rows} >= {"==3.*", "==4.*", "==5.*"}
    for path in matrix.MATRIX["tests"]:
        assert (PROJECT / path).exists()


def test_a_row_without_its_python_is_told(tmp_path: Path):
    row = matrix.Row("old", "2.0")
    assert matrix.run_row(row, tmp_path).outcome == "skipped: no Python 2.0 here"
    assert (
        matrix.find_python(f"{sys.version_info.major}.{sys.version_info.minor}") == sys.executable
    )


def test_the_results_are_a_table():
    results = [
        matrix.Result(matrix.Row("lowest", "3.11"), "passed", "3.0.0", "21.0.0"),
        matrix.Result(matrix.Row("newest", "3.14"), "skipped: no Python 3.14 here"),
    ]
    assert matrix.table(results).splitlines() == [
        "row     python  datasets  pyarrow  result",
        "lowest  3.11    3.0.0     21.0.0   passed",
        "newest  3.14    -         -        skipped: no Python 3.14 here",
    ]


# The workflow


def test_the_workflow_has_no_rights_and_no_secrets():
    text = (PROJECT / ".github/workflows/contribution.yml").read_text()
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert set(WORKFLOW[True]) == {"pull_request", "push"}, "yaml reads `on` as true"
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for job in WORKFLOW["jobs"].values():
        assert "permissions" not in job
        assert job["timeout-minutes"]


def test_the_actions_are_pinned_and_keep_no_token():
    used = [step for step in steps() if "uses" in step]
    assert {step["uses"].partition("@")[0] for step in used} == {
        "actions/checkout",
        "actions/setup-python",
    }
    for step in used:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"] == {"persist-credentials": False}
    assert len({step["uses"] for step in used}) == 2, "one commit of each"


def test_no_expression_reaches_a_shell():
    """What a pull request names must not become a command."""
    assert not [step["run"] for step in steps() if "${{" in step.get("run", "")]


def test_the_workflow_runs_the_oldest_python_and_what_runs_here():
    fixed = [step["with"]["python-version"] for step in steps() if "python-version" in str(step)]
    assert set(fixed) == {OLDEST, "${{ matrix.row.python }}"}
    runs = [step.get("run") for step in steps()]
    assert ".ci/run" in runs
    assert ".venv/bin/said validate --format github" in runs


# The forms


@each_case("file", FORMS)
def test_a_form_can_be_shown(file: Path):
    """What GitHub asks of a form: its keys, ids that are there once, and something to fill in."""
    form = yaml.safe_load(file.read_text())
    assert {"name", "description", "body"} <= set(form)
    asked = [field for field in form["body"] if field["type"] != "markdown"]
    ids = [field["id"] for field in asked]
    assert ids
    assert len(set(ids)) == len(ids)
    for field in asked:
        assert field["type"] in {"input", "textarea", "dropdown", "checkboxes"}
        assert field["attributes"]["label"]


def test_the_form_of_corrections_has_all_layers():
    form = yaml.safe_load((PROJECT / ".github/ISSUE_TEMPLATE/correction.yml").read_text())
    (layer,) = [field for field in form["body"] if field.get("id") == "layer"]
    known = labels(load_schemas(), "layer")
    assert layer["attributes"]["options"][: len(known)] == list(known)


def test_a_person_is_warned_before_writing():
    form = yaml.safe_load((PROJECT / ".github/ISSUE_TEMPLATE/person.yml").read_text())
    assert "public" in form["body"][0]["attributes"]["value"]
    needed = [field["id"] for field in form["body"] if field.get("validations", {}).get("required")]
    assert needed == ["document", "request"], "nobody has to say who they are"
