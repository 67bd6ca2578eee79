"""Runs what depends on versions under each Python, `datasets` and `pyarrow` of `matrix.toml`.

    python tests/matrix.py               every row whose Python is installed here
    python tests/matrix.py --row NAME    one row, which must run
    python tests/matrix.py --github      the rows as GitHub Actions takes them for its matrix

Run by `make matrix`, and row by row by the workflow of pull requests. Each row gets an environment
of its own in a temporary folder, with the checkout installed in it. The exit status is 1 if a row
fails; a row without its Python is told and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parent.parent
MATRIX = tomllib.loads((PROJECT / "tests" / "matrix.toml").read_text())
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text())
VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"
INSTALLED = "from importlib.metadata import version as v; print(v('datasets'), v('pyarrow'))"


class Row(NamedTuple):
    """A row of the matrix: a Python and what is asked of the two libraries."""

    name: str
    python: str
    datasets: str = ""
    pyarrow: str = ""
    lowest: bool = False

    def constraints(self) -> list[str]:
        """What pip may install, a line a package."""
        if self.lowest:
            return lower_bounds()
        return [f"datasets{self.datasets}", f"pyarrow{self.pyarrow}"]


class Result(NamedTuple):
    """How a row went, with the versions that pip chose."""

    row: Row
    outcome: str
    datasets: str = "-"
    pyarrow: str = "-"


def rows() -> list[Row]:
    """The rows of `matrix.toml`."""
    return [Row(**row) for row in MATRIX["row"]]


def lower_bounds() -> list[str]:
    """Every dependency of the project at its lower bound, for pip."""
    project = PYPROJECT["project"]
    asked = [project["dependencies"], *project["optional-dependencies"].values()]
    return [re.sub(r"^([\w-]+)>=([\w.]+)$", r"\1==\2", one) for one in chain(*asked)]


def find_python(version: str) -> str | None:
    """An interpreter of that version: the running one, one on the path, or one of pyenv's."""
    return next((one for one in _interpreters(version) if _version_of(one) == version), None)


def _interpreters(version: str) -> Iterator[str]:
    yield sys.executable
    if on_path := shutil.which(f"python{version}"):
        yield on_path
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from map(str, pyenv.glob(f"versions/{version}.*/bin/python"))


def _version_of(python: str) -> str | None:
    done = subprocess.run([python, "-c", VERSION], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def run_row(row: Row, folder: Path) -> Result:
    """Makes the row's environment in a folder and runs what must hold there."""
    python = find_python(row.python)
    if python is None:
        return Result(row, f"skipped: no Python {row.python} here")
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(row.constraints()) + "\n")
    environment = folder / "env" / "bin"
    # The pip that comes with an older Python knows no dependency groups.
    pip = [environment / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    project = ["--editable", f"{PROJECT}[load,cas]", "--group", f"{PROJECT}/pyproject.toml:test"]
    said = environment / "said"
    steps: dict[str, list[str | Path]] = {
        "making the environment": [python, "-m", "venv", folder / "env"],
        "updating pip": [*pip, "--upgrade", "pip"],
        "installing": [*pip, "--constraint", constraints, *project],
        "tests": [environment / "python", "-m", "pytest", "-q", *_pytest(), *MATRIX["tests"]],
        "said build --check": [said, "build", "--check"],
    }
    outcome = next((f"failed: {name}" for name, step in steps.items() if not _run(step)), "passed")
    return Result(row, outcome, *_installed(environment / "python"))


def _pytest() -> list[str]:
    return ["-p", "no:cacheprovider", "-n", "auto", "--dist", "worksteal"]


def _run(command: list[str | Path]) -> bool:
    """Whether a command succeeds in the checkout, with nothing but its environment on the path."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(list(map(str, command)), cwd=PROJECT, env=environment, check=False)
    return done.returncode == 0


def _installed(python: Path) -> list[str]:
    command = [str(python), "-c", INSTALLED]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.split()


def table(results: list[Result]) -> str:
    """The results, a line a row."""
    lines = [("row", "python", "datasets", "pyarrow", "result")]
    lines += [(one.row.name, one.row.python, *one[2:], one.outcome) for one in results]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def main(arguments: list[str] | None = None) -> int:
    """Runs the rows that are asked for; the exit status."""
    parser = argparse.ArgumentParser(description="Runs the tests under the versions supported.")
    parser.add_argument("--row", choices=[row.name for row in rows()], help="run this row alone")
    parser.add_argument("--github", action="store_true", help="print the rows as a job's output")
    asked = parser.parse_args(arguments)
    if asked.github:
        named = [{"name": row.name, "python": row.python} for row in rows()]
        sys.stdout.write(f"rows={json.dumps(named)}\n")
        return 0
    results = []
    for row in rows():
        if asked.row in (None, row.name):
            sys.stdout.write(f"== {row.name}\n")
            sys.stdout.flush()
            with tempfile.TemporaryDirectory(prefix="said-matrix-") as folder:
                results.append(run_row(row, Path(folder)))
    sys.stdout.write(table(results) + "\n")
    good = ("passed",) if asked.row else ("passed", "skipped")
    return int(not all(one.outcome.startswith(good) for one in results))


if __name__ == "__main__":
    sys.exit(main())
