"""`said init` makes a corpus of an empty folder, and touches nothing that is there."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml

import said
from cli.running import run
from each_case import each_case
from said import release
from said.edit.init import About, init_corpus
from said.system.errors import SaidError
from said.system.places import SOURCE_ROOT, Checkout

HARBOUR = About(name="harbour")


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and ".git/" not in f"{file.relative_to(folder)}"
    }


def test_it_writes_what_it_says(tmp_path: Path):
    made = init_corpus(tmp_path / "new", HARBOUR)
    assert sorted(made.written) == sorted(files_in(tmp_path / "new"))
    assert (made.kept, made.notes) == ([], [])
    assert [one.name for one in tmp_path.iterdir()] == ["new"]


def test_the_corpus_is_sound_and_builds_before_it_has_a_document(tmp_path: Path):
    made = init_corpus(tmp_path, HARBOUR)
    assert list(said.validate(tmp_path)) == []
    built = release.build_release(made.checkout, jobs=1)
    assert (built.documents, built.version) == (0, "0.1.0")
    assert list(said.validate(tmp_path)) == []


def test_its_steps_load_a_table_that_has_a_row_for_every_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    status, out, err = run(capsys, "init", tmp_path / "new", "--name", "harbour")
    assert (status, err) == (0, "")
    assert f'load_dataset("{tmp_path / "new"}", "documents")' in out


@pytest.mark.parametrize(
    "there",
    ["README.md", "seeds/corpus.json", ".github/workflows/said.yml", "seeds/entities.jsonl"],
)
def test_nothing_that_exists_is_overwritten(tmp_path: Path, there: str):
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).write_text("{}")
    with pytest.raises(SaidError, match=f"{there} is there already"):
        init_corpus(tmp_path, HARBOUR)
    assert files_in(tmp_path) == {there: b"{}"}


def test_what_is_missing_is_written_with_keep(tmp_path: Path):
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".gitignore").write_text("dist/\n")
    made = init_corpus(tmp_path, HARBOUR, keep=True)
    assert made.kept == [".gitignore", "README.md"]
    assert (tmp_path / "README.md").read_text() == "mine"
    (note,) = made.notes
    assert note.startswith(".gitignore: add these lines: .venv/")
    assert "dist/" not in note
    before = files_in(tmp_path)
    (tmp_path / "seeds/entities.jsonl").unlink()
    (tmp_path / "dataset_card.md").unlink()
    again = init_corpus(tmp_path, About(), keep=True)
    assert sorted(again.written) == ["dataset_card.md", "seeds/entities.jsonl"]
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("link", ["seeds", "seeds/corpus.json", ".github", "README.md", "."])
@pytest.mark.parametrize("keep", [False, True])
def test_no_link_is_followed(tmp_path: Path, link: str, keep: bool):
    outside, root = tmp_path / "outside", tmp_path / "new"
    outside.mkdir()
    (outside / "corpus.json").write_text('{"name": "other"}')
    place = root if link == "." else root / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside / "corpus.json" if "." in link[1:] else outside)
    before = files_in(outside)
    with pytest.raises(SaidError, match="link"):
        init_corpus(root, HARBOUR, keep=keep)
    assert files_in(outside) == before
    assert [one.name for one in outside.iterdir()] == ["corpus.json"]
    if link != ".":
        left = {one.relative_to(root).as_posix() for one in root.rglob("*")}
        assert left <= {link, Path(link).parts[0]}


def test_what_is_no_folder_is_refused(tmp_path: Path):
    (tmp_path / ".github").write_text("")
    with pytest.raises(SaidError, match="this is a file, and a folder has to be there"):
        init_corpus(tmp_path, HARBOUR, keep=True)
    with pytest.raises(SaidError, match="not a folder"):
        init_corpus(tmp_path / ".github", HARBOUR)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SaidError, match="not a folder"):
        init_corpus(tmp_path / "pipe", HARBOUR)


def test_no_corpus_is_made_inside_another(tmp_path: Path):
    init_corpus(tmp_path, HARBOUR)
    with pytest.raises(SaidError, match="lies in the corpus"):
        init_corpus(tmp_path / "seeds" / "inner", HARBOUR)


@pytest.mark.parametrize("inside", [False, True])
def test_in_a_git_repository(tmp_path: Path, inside: bool):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    root = tmp_path / "inner" if inside else tmp_path
    notes = init_corpus(root, HARBOUR).notes
    assert bool(notes) == inside
    assert all("larger git repository" in note for note in notes)


@each_case(
    "about",
    [
        About(),
        About(name="Harbour"),
        About(name="../x"),
        About(name=""),
        About(name="x", title="a\nb"),
        About(name="x", title="a\u202eb"),
        About(name="x", title=""),
        About(name="x", language="English"),
        About(name="x", license=""),
    ],
)
def test_what_no_corpus_can_be_called(tmp_path_factory: pytest.TempPathFactory, about: About):
    folder = tmp_path_factory.mktemp("new")
    with pytest.raises(SaidError):
        init_corpus(folder, about)
    assert list(folder.iterdir()) == []


def test_a_title_is_no_markup_and_no_template(tmp_path: Path):
    title = 'Quotes: "x" & {name} <!-- said: fields --> # 1'
    made = init_corpus(tmp_path, About("x", title, "de", "CC-BY-4.0"))
    assert json.loads(made.checkout.corpus_file.read_text())["title"] == title
    folder = release.build_release(made.checkout, jobs=1).folder
    card = (folder / "README.md").read_text()
    head = yaml.safe_load(card.split("---\n")[1])
    assert (head["pretty_name"], head["language"], head["license"]) == (title, ["de"], "cc-by-4.0")
    assert f"\n# {title}\n" in card
    assert f"*{title}*, version 0.1.0." in card


def test_nothing_of_this_project_is_in_it(tmp_path: Path):
    """Neither its documents nor files that only its own checkout has."""
    made = init_corpus(tmp_path, HARBOUR)
    release.build_release(made.checkout, jobs=1)
    names = [one.parent.name for one in SOURCE_ROOT.glob("seeds/*/document.json")]
    only_here = ["OpenAI", "CONTRIBUTING", "GUIDELINES.md", "FINDINGS.md", "Makefile", "make "]
    only_here += [".venv/bin", "schema/", "builders/", "benchmarks", "SAID maintainers"]
    for name, content in files_in(tmp_path).items():
        text = content.decode(errors="replace")
        assert [word for word in (*names, *only_here) if word in text] == [], name


def test_the_hooks_are_those_that_the_project_offers(tmp_path: Path):
    made = init_corpus(tmp_path, HARBOUR)
    (local,) = yaml.safe_load((made.checkout.root / ".pre-commit-config.yaml").read_text())["repos"]
    offered = yaml.safe_load((SOURCE_ROOT / ".pre-commit-hooks.yaml").read_text())
    for hook, own in zip(offered, local["hooks"], strict=True):
        assert own == {name: value for name, value in hook.items() if name != "description"} | {
            "language": "system"
        }


def test_the_attributes_are_those_of_the_project(tmp_path: Path):
    made = init_corpus(tmp_path, HARBOUR)
    own = (SOURCE_ROOT / ".gitattributes").read_text()
    written = (made.checkout.root / ".gitattributes").read_text()
    assert written == own.replace("tests/cases/** -text\n", "")


def test_a_card_that_is_missing_is_written_anew(tmp_path: Path):
    made = init_corpus(tmp_path, HARBOUR)
    made.checkout.card.unlink()
    with pytest.raises(SaidError, match=r"dataset_card\.md") as refused:
        release.build_release(made.checkout, jobs=1)
    assert "said init --keep" in refused.value.remedy
    assert isinstance(made.checkout, Checkout)
