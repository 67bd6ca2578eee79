"""The hooks for pre-commit, run by pre-commit itself on a repository of a test's own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from each_case import each_case
from said.system.places import Checkout

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent
HOOKS = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())


def hooks_of(file: str) -> dict[str, dict]:
    (repository,) = yaml.safe_load((PROJECT / file).read_text())["repos"]
    return {hook["id"]: hook for hook in repository["hooks"]}


def test_our_own_hooks_are_those_that_we_offer():
    own = hooks_of(".pre-commit-config.yaml")
    assert len(HOOKS) >= 2
    for hook in HOOKS:
        mine = own[hook["id"]]
        assert mine["entry"] == f".venv/bin/{hook['entry']}"
        for name in ("name", "files", "pass_filenames"):
            assert mine.get(name) == hook.get(name)


@each_case(
    ("command", "file"),
    [
        ("validate-manifest", ".pre-commit-hooks.yaml"),
        ("validate-config", ".pre-commit-config.yaml"),
    ],
)
def test_pre_commit_takes_the_hooks(command: str, file: str):
    done = pre_commit(PROJECT, command, file)
    assert done.returncode == 0, done.stdout + done.stderr


def pre_commit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    """A repository with sound seeds and the hooks on offer, run with the Python of the tests."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    hooks = [
        hook | {"language": "system", "entry": f"{sys.executable} -m {hook['entry']}"}
        for hook in HOOKS
    ]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (checkout.root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    shutil.copy(PROJECT / ".gitattributes", checkout.root)
    git(checkout, "init", "--quiet")
    git(checkout, "add", ".")
    git(
        checkout,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b.invalid",
        "commit",
        "--quiet",
        "-m",
        "x",
    )
    return checkout


def git(checkout: Checkout, *words: str) -> None:
    subprocess.run(["git", *words], cwd=checkout.root, check=True)


def stage(checkout: Checkout, file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    git(checkout, "add", ".")


def test_a_sound_change_passes_the_hooks(repository: Checkout):
    stage(repository, repository.seeds / "entities.jsonl", '"role": "member of', '"role": "of')
    done = pre_commit(repository.root, "run")
    assert done.returncode == 0, done.stdout


def test_a_mistake_is_stopped_at_its_place(repository: Checkout):
    """Also one in a file that nobody staged: the registry lost a line that documents need."""
    file = repository.seeds / "entities.jsonl"
    lost = next(line for line in file.read_text().splitlines(True) if '"jan-leike"' in line)
    stage(repository, file, lost, "")
    done = pre_commit(repository.root, "run")
    assert done.returncode == 1
    assert "unknown-entity" in done.stdout
    assert re.search(r"seeds/[\w/]+\.jsonl:\d+:\d+: ", done.stdout)


def test_the_form_is_mended_and_the_commit_stopped(repository: Checkout):
    file = repository.seeds / "entities.jsonl"
    before = file.read_text()
    stage(repository, file, '{"id": ', '{"id":')
    done = pre_commit(repository.root, "run", "said-fmt")
    assert done.returncode == 1
    assert file.read_text() == before
