"""The Python of README.md and docs/api.md is run as it is, and type-checked; the page on the API is
complete. Commands are run by `test_published_commands.py`."""

import ast
import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import said
from each_case import each_case

PROJECT = Path(__file__).parent.parent
PACKAGE = PROJECT / "builders" / "said"
README, API = ((PROJECT / name).read_text() for name in ("README.md", "docs/api.md"))
PYTHON = re.findall(r"^```python\n(.*?)^```$", README + API, re.M | re.S)


# Runs each piece of code by itself, and says how long the output of each is.
RUN_EACH = """
import contextlib, io, json, sys
lengths = []
for code in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, code, "exec"), {"__name__": "__main__"})
    lengths.append(len(out.getvalue().strip()))
print(json.dumps(lengths))
"""


@pytest.mark.slow
def test_python_runs(tmp_path: Path):
    environment = {**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN_EACH],
        input=json.dumps(PYTHON),
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lengths = json.loads(done.stdout)
    assert len(lengths) == len(PYTHON)
    assert all(lengths), "a piece of code prints nothing"


@pytest.mark.slow
@pytest.mark.exhaustive
def test_python_has_types(tmp_path: Path):
    """As `mypy --strict` reads it; other people's packages may have no types."""
    wrong = 'import said\n\nsaid.annotate("", lyaers="dates")\n'
    files = [tmp_path / f"example_{number}.py" for number in range(len(PYTHON) + 1)]
    for file, code in zip(files, [*PYTHON, wrong], strict=True):
        file.write_text(code)
    options = (
        "--strict",
        "--disable-error-code",
        "import-untyped",
        "--cache-dir",
        tmp_path / "cache",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *files],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(PROJECT / "builders")},
        capture_output=True,
        text=True,
        check=False,
    )
    *errors, _ = done.stdout.splitlines()
    (error,) = [line for line in errors if ": error: " in line]
    assert error.startswith(f"{files[-1].name}:3: error: Unexpected keyword argument"), done.stdout


def test_there_is_something_to_run():
    assert len(PYTHON) >= 10


SECTIONS = dict(
    re.findall(r"^## said\.(\S+)\n(.*?)(?=^## |\Z)", API.replace("\\", ""), re.M | re.S)
)


def test_the_page_on_the_api_has_all_of_it_and_nothing_else():
    assert sorted(SECTIONS) == sorted(said.__all__)
    anchors = re.findall(r"\]\(#said(\w+)\)", API)
    assert sorted(anchors) == sorted(name.lower() for name in said.__all__)


@each_case("name", SECTIONS)
def test_the_page_on_the_api_has_signatures_and_examples(name: str):
    value = getattr(said, name)
    assert f"said.{name}" in "".join(re.findall(r"```python\n(.*?)```", SECTIONS[name], re.S))
    blocks = "\n".join(re.findall(r"```text\n(.*?)\n```", SECTIONS[name], re.S))
    signatures = re.findall(r"^(\w+\(.*\)) -> ", f"{blocks} -> ", re.M)
    functions = vars(value) if inspect.ismodule(value) else {name: value}
    listed = getattr(value, "__all__", ()) if inspect.ismodule(value) else [name]
    documented = [one for one in listed if inspect.isfunction(functions[one]) or one == "Registry"]
    assert len(signatures) == len(documented) or (inspect.ismodule(value) and not signatures)
    for signature in signatures:
        (definition,) = ast.parse(f"def {signature}: ...").body
        assert isinstance(definition, ast.FunctionDef)
        given = definition.args
        names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        assert names == list(inspect.signature(functions[definition.name]).parameters)


def test_the_readme_lists_the_folders_of_the_package_in_the_order_of_imports():
    rows = README[README.index("in the order of their imports") :]
    folders = re.findall(r"^\| `(\w+)` \|", rows, re.M)
    assert sorted(folders) == sorted(file.parent.name for file in PACKAGE.glob("*/__init__.py"))
    for place, folder in enumerate(folders):
        code = "".join(file.read_text() for file in (PACKAGE / folder).rglob("*.py"))
        imported = re.findall(r"^ *(?:from|import) said\.(\w+)", code, re.M)
        assert set(imported) <= {*folders[: place + 1]}, folder


@each_case("name", ["README.md", "CONTRIBUTING.md", "LICENSE-DATA.md", "docs/api.md"])
def test_files_that_are_named_exist(name: str):
    text = (PROJECT / name).read_text()
    named = re.findall(
        r"`((?:seeds|schema|builders|tests|benchmarks|docs)/[\w./-]*|[A-Z-]+\.md)`", text
    )
    example = "seeds/norrvik-old-pier"  # made in CONTRIBUTING.md
    there = [one for one in named if not one.startswith(example)]
    missing = [one for one in there if not (PROJECT / one).exists()]
    assert missing == []
