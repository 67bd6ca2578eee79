"""`said new` makes a document that is checked and built at once, and is in no release yet."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

import harbour
import said
import said.edit.create
from cli.running import run
from each_case import each_case
from said import edit, release
from said.seeds import changes
from said.system.places import Checkout

TEXT = (
    "Old pier stays shut\n\n"
    "Mayor Ana Ruiz said on 4 March 2024 that the pier was “a danger to ships”.\r\n"
    "“We lost,” a pilot told Adam Berg on Tuesday.\n"
)


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Checkout:
    made = harbour.copy(tmp_path)
    assert run(capsys, "fmt", made.root).status == 0
    (tmp_path / "Old pier.txt").write_bytes(TEXT.encode())
    return made


def article(base: Checkout) -> Path:
    return base.root / "Old pier.txt"


def kinds(base: Checkout, folder: str) -> set[str]:
    found = said.validate(base.seeds / folder, levels=[1, 2, 3, 4])
    return {finding.kind for finding in found if finding.severity == "error"}


def test_a_document_is_made(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "new", article(base), "--root", base.root)
    assert status == 0
    assert out.startswith("seeds/Old-pier: raw.txt, document.json, annotations.jsonl; ")
    assert '{"id": "adam-berg", "name": "Adam Berg", "kind": "person"' in out
    assert "2. fill in seeds/Old-pier/document.json: dct.note: " in out
    assert "found now" not in out
    assert (base.seeds / "Old-pier" / "raw.txt").read_bytes() == TEXT.encode()
    assert kinds(base, "Old-pier") == {"unknown-entity"}
    assert [one.name for one in base.seeds.glob(".*")] == [".lock"]
    assert run(capsys, "fmt", base.root, "--check").status == 0


def test_with_its_people_registered_it_is_sound(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "new", article(base), "--register", "--root", base.root)
    assert status == 0
    assert "added to seeds/entities.jsonl" in out
    lines = (base.seeds / "entities.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["adam-berg", "ana-ruiz"]
    assert kinds(base, "Old-pier") == set()
    # It is built without a word, and is in no release.
    assert release.build_release(base, jobs=1).documents == 1


def test_an_adjudicated_document_has_nothing_left_to_fill_in(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "new", article(base), "--register", "--root", base.root)
    harbour.edit(base, "seeds/Old-pier/document.json", '"draft"', '"adjudicated"')
    assert kinds(base, "Old-pier") == {"to-fill-in"}


def test_json(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--doc-id", "pier", "--layer", "dates", "--title", "Old pier stays shut")
    out = run(capsys, "new", article(base), *arguments, "--root", base.root, "--json").out
    told = json.loads(out)
    assert told["folder"] == "seeds/pier"
    assert (told["annotations"], told["entities"], told["findings"]) == (2, [], [])
    assert [one.split(":")[0] for one in told["to_fill_in"]] == ["dct.note", "rights"]


@each_case(
    ("named", "layers", "records"),
    [
        ("dates", ["date"], {"date"}),
        ("blocks,dates", ["block", "date"], {"block", "date"}),
        ("quotes", ["mark", "quote"], {"quote", "speaker"}),
        ("speakers,quotes", ["mark", "speaker", "quote"], {"quote", "speaker"}),
    ],
)
def test_a_document_is_annotated_for_the_layers_that_are_named_alone(
    base: Checkout,
    capsys: pytest.CaptureFixture[str],
    named: str,
    layers: list[str],
    records: set[str],
) -> None:
    """What nobody has looked at does not look as if nothing were there."""
    shutil.rmtree(base.seeds / "Old-pier", ignore_errors=True)
    shutil.copy(harbour.BASE / "seeds" / "entities.jsonl", base.seeds)
    new = ("new", article(base), "--layer", named, "--register", "--title", "Old pier stays shut")
    status, _, err = run(capsys, *new, "--root", base.root)
    assert status == 0
    assert f"annotated for {', '.join(layers)} alone" in err
    assert json.loads((base.seeds / "Old-pier/document.json").read_text())["layers"] == layers
    lines = (base.seeds / "Old-pier/annotations.jsonl").read_text().splitlines()
    assert {json.loads(line)["layer"] for line in lines} == records
    assert kinds(base, "Old-pier") == set()


def test_layers_that_are_those_of_the_corpus_are_not_repeated(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    harbour.edit(base, "seeds/corpus.json", '"version"', '"layers": ["date"], "version"')
    for number, named in enumerate(("dates", "dates,blocks")):
        article(base).write_text(f"{TEXT}\n{number}.\n")
        new = ("new", article(base), "--doc-id", f"p{number}", "--layer", named)
        assert run(capsys, *new, "--root", base.root).status == 0
    made = [json.loads((base.seeds / f"p{n}/document.json").read_text()) for n in (0, 1)]
    assert [one.get("layers") for one in made] == [None, ["block", "date"]]


def test_letters_of_mathematics_give_an_id(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    article(base).write_text("“It is,” said \U0001d400nna Berg on May 3, 2024.")
    assert run(capsys, "new", article(base), "--register", "--root", base.root).status == 0
    assert kinds(base, "Old-pier") == set()
    assert release.build_release(base, jobs=1).drafts == 1


@pytest.mark.parametrize("failure", ["schema", "twice", "disk"])
def test_what_fails_midway_leaves_nothing(
    failure: str,
    base: Checkout,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither a folder nor an entity: the same command succeeds when the cause is gone."""
    before = {file: file.read_bytes() for file in base.seeds.rglob("*") if file.is_file()}
    with monkeypatch.context() as patch:
        if failure == "disk":

            def full(*_: object) -> None:
                raise OSError(28, "No space left on device")

            patch.setattr(changes, "sync_files", full)
        else:
            entity = {"id": "ana-ruiz" if failure == "twice" else "Ana", "name": "Ana"}
            entity |= {"kind": "person", "aliases": []}
            make = edit.create.new_document
            patch.setattr(
                edit.create, "new_document", lambda *of: make(*of)._replace(entities=[entity])
            )
        arguments = ("new", article(base), "--register", "--root", base.root)
        assert run(capsys, *arguments).status == 1
    assert {file: file.read_bytes() for file in base.seeds.rglob("*") if file.is_file()} == before
    assert run(capsys, *arguments).status == 0
    assert release.build_release(base, jobs=1).documents == 1


def test_a_draft_with_mistakes_stops_no_build(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    """By itself it is refused by the check, with the corpus as a whole it is shown."""
    run(capsys, "new", article(base), "--root", base.root)
    assert kinds(base, "Old-pier") == {"unknown-entity"}
    built = run(capsys, "build", "--root", base.root)
    assert (built.status, built.out.endswith("; 1 draft left out\n")) == (0, True)
    assert run(capsys, "build", "--check", "--root", base.root).status == 0
    whole = run(capsys, "validate", "--root", base.root)
    assert whole.status == 0
    assert "warning: speakers: adam-berg is not in seeds/entities.jsonl" in whole.out
    assert run(capsys, "validate", base.seeds / "Old-pier").status == 1
    assert run(capsys, "validate", base.seeds / "Old-pier" / "annotations.jsonl").status == 1
    assert run(capsys, "coverage", "--root", base.root).status == 0
    harbour.edit(base, "seeds/Old-pier/document.json", '"draft"', '"adjudicated"')
    assert run(capsys, "validate", "--root", base.root).status == 1
    assert run(capsys, "build", "--root", base.root).status == 1


def test_without_a_draft(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "new", article(base), "--no-draft", "--root", base.root).status == 0
    files = {one.name for one in (base.seeds / "Old-pier").iterdir()}
    assert files == {"raw.txt", "document.json"}
    assert kinds(base, "Old-pier") == set()


def test_what_needs_a_person_is_told(base: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    article(base).write_text("The pier is shut.")
    status, out, _ = run(capsys, "new", article(base), "--dct", "2024-05-15", "--root", base.root)
    assert status == 0
    assert "dct.note: where this time is known from" in out
    assert kinds(base, "Old-pier") == set()


@pytest.mark.parametrize(
    ("content", "arguments", "cause"),
    [
        (b"caf\xe9", (), "this cannot be the text of a document"),
        (b" \n", (), "this cannot be the text of a document"),
        (b"The pier is shut.", (), "the text names no day"),
        (TEXT.encode(), ("--doc-id", "Harbour"), "seeds/harbour: is there already"),
        (TEXT.encode(), ("--doc-id", "topics"), "topics is the folder of the topics"),
        (TEXT.encode(), ("--doc-id", "../x"), "'../x' is no id of a document"),
        (TEXT.encode(), ("--layer", "dats"), "no layer 'dats'"),
        (TEXT.encode(), ("--no-draft", "--register"), "--no-draft makes no annotations"),
        (None, (), "the corpus has this text as harbour"),
    ],
)
def test_what_is_refused(
    content: bytes | None,
    arguments: tuple[str, ...],
    cause: str,
    base: Checkout,
    capsys: pytest.CaptureFixture[str],
) -> None:
    raw = (base.seeds / "harbour" / "raw.txt").read_bytes() if content is None else content
    article(base).write_bytes(raw)
    before = sorted(base.seeds.rglob("*"))
    status, out, err = run(capsys, "new", article(base), *arguments, "--root", base.root)
    assert (status, out) == (1, "")
    assert cause in err
    assert sorted(base.seeds.rglob("*")) == before


def topics(base: Checkout) -> object:
    return json.loads((base.seeds / "Old-pier" / "document.json").read_bytes()).get("topics")


def test_a_topic_is_named_if_the_text_names_one_of_its_entities(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    new = "new", article(base), "--root", base.root
    assert run(capsys, *new).err.startswith("stances were not drafted: ")
    assert topics(base) is None
    shutil.rmtree(base.seeds / "Old-pier")
    article(base).write_bytes(TEXT.replace("ships", "the harbour").encode())
    assert run(capsys, *new).err == ""
    assert topics(base) == ["port"]


def test_of_several_topics_somebody_has_to_name_one(
    base: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(base.seeds / "topics" / "port", base.seeds / "topics" / "sea")
    new = "new", article(base), "--root", base.root
    refused = run(capsys, *new, "--topic", "seas")
    assert (refused.status, refused.err) == (
        1,
        "error: the corpus has no topic seas\nremedy: take port or sea\n",
    )
    refused = run(capsys, *new, "--layer", "stances")
    assert "no topic, or more than one, fits" in refused.err
    made = run(capsys, *new)
    assert made.status == 0
    assert made.err.startswith("stances were not drafted: ")
    assert topics(base) is None
    shutil.rmtree(base.seeds / "Old-pier")
    assert run(capsys, *new, "--topic", "sea", "--topic", "port").status == 0
    assert topics(base) == ["sea", "port"]


@pytest.mark.parametrize("table", [False, True])
def test_what_is_no_file_is_said_plainly(
    base: Checkout, tmp_path: Path, table: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for name, cause in {
        ".": "this is a folder",
        "none.csv": "there is no such file",
        "pipe.csv": "this is a pipe",
    }.items():
        named = ("--table", tmp_path / name) if table else (tmp_path / name,)
        status, _, err = run(capsys, "new", *named, "--root", base.root)
        assert status
        assert f"{tmp_path / name}: {cause}" in err
