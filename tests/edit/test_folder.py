"""A document's folder is the old one or the new one, whatever happens in between."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from said.edit import folder as folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "x"
    (made / "passes").mkdir(parents=True)
    (made / "raw.txt").write_text("old")
    (made / "passes" / "a.jsonl").write_text("pass")
    return made


def content(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_files_are_replaced_and_others_stay(folder: Path) -> None:
    folders.rewrite(folder, {"raw.txt": b"new", "document.json": b"{}"})
    assert content(folder) == {"raw.txt": "new", "document.json": "{}", "passes/a.jsonl": "pass"}
    assert [one.name for one in folder.parent.iterdir()] == ["x"]


@pytest.mark.parametrize("fails_at", [1, 2])
def test_what_fails_leaves_the_old_folder(
    fails_at: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(folder)
    rename = os.rename
    calls = 0

    def failing(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError("no")
        rename(source, target)

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(OSError, match="no"):
        folders.rewrite(folder, {"raw.txt": b"new"})
    assert content(folder) == before
    assert [one.name for one in folder.parent.iterdir()] == ["x"]


@pytest.mark.parametrize("fails_at", [0, 1, 2])
def test_what_a_kill_leaves_is_put_in_order(
    fails_at: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill runs no handler: here the one that would repair does nothing."""
    rename = os.rename
    calls = 0

    def killed(source: Path, target: Path) -> None:
        nonlocal calls
        if calls == fails_at:
            raise KeyboardInterrupt
        calls += 1
        rename(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", killed)
        patch.setattr(folders, "repair", lambda _: None)
        patch.setattr(folders.shutil, "rmtree", lambda *_, **__: None)
        if fails_at < 2:
            with pytest.raises(KeyboardInterrupt):
                folders.rewrite(folder, {"raw.txt": b"new"})
        else:
            folders.rewrite(folder, {"raw.txt": b"new"})
    folders.repair(folder)
    assert content(folder)["raw.txt"] == ("new" if fails_at == 2 else "old")
    assert [one.name for one in folder.parent.iterdir()] == ["x"]


def test_a_new_folder_is_not_there_before_all_is_in_it(tmp_path: Path) -> None:
    def fail(work: Path) -> None:
        (work / "raw.txt").write_text("new")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"), folders.placing(tmp_path / "y") as work:
        fail(work)
    assert list(tmp_path.iterdir()) == []
