"""A clone with the settings of Windows has the same bytes as any other."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from said.cli import app

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent
WINDOWS = ("-c", "core.autocrlf=true", "-c", "core.eol=crlf")


def git(*words: str, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    person = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *person, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    if not (PROJECT / ".git").exists():
        pytest.skip("not a checkout of git")
    names = git("ls-files", "-z", folder=PROJECT).split("\0")
    return [name for name in names if (PROJECT / name).is_file()]


@pytest.fixture(scope="module")
def clone(tracked: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of what is in the working tree."""
    origin, made = (tmp_path_factory.mktemp(name) for name in ("origin", "clone"))
    for name in tracked:
        (origin / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, origin / name)
    git("init", "--quiet", folder=origin)
    git("-c", "core.autocrlf=false", "add", "--all", "--force", folder=origin)
    git("commit", "--quiet", "--message", "all", folder=origin)
    git(*WINDOWS, "clone", "--quiet", *WINDOWS, str(origin), str(made), folder=made)
    return made


def test_no_byte_differs(clone: Path, tracked: list[str]):
    other = [one for one in tracked if (clone / one).read_bytes() != (PROJECT / one).read_bytes()]
    assert other == []


@pytest.mark.parametrize("words", [("build", "--check"), ("validate",), ("fmt", "--check")])
def test_the_commands_find_nothing(clone: Path, words: tuple[str, ...]):
    where = [str(clone)] if words[0] == "fmt" else ["--root", str(clone)]
    done = CliRunner().invoke(app, [words[0], *where, *words[1:]])
    assert done.exit_code == 0, done.output
