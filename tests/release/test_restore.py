"""Whoever has the texts puts them back into a release without text, or is told why not."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import effort
from cli.running import run
from release.conftest import IN_BOTH
from said import release
from said.release import BadTexts, manifest, restore_release, swap
from said.release.restore import default_out, likely_cause, put_back
from said.release.write import file_sha256
from said.system.errors import SaidError
from said.system.places import Checkout
from said.text import jsontext

pytestmark = pytest.mark.slow

module = sys.modules["said.release.restore"]
search = settings(derandomize=True)


def snapshot(root: Path) -> dict[str, bytes | None]:
    """Every file with its bytes, and every folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


@pytest.fixture
def copy(built, tmp_path: Path) -> Path:
    """A release without text of a test's own."""
    return shutil.copytree(built.without, tmp_path / "passed-on-without-text")


@pytest.fixture
def raw_texts(built, tmp_path: Path) -> Path:
    """The raw texts of the released documents, by their ids, one file each."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for row in documents(built.full):
        shutil.copy(
            built.checkout.seeds / row["doc_id"] / "raw.txt", folder / f"{row['doc_id']}.txt"
        )
    return folder


def documents(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "jsonl" / "documents").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


@IN_BOTH
@pytest.mark.exhaustive
def test_what_comes_back_is_the_release_to_the_byte(built, copy: Path):
    outcome = restore_release(copy, built.checkout.seeds)
    assert outcome.folder == copy.parent / "passed-on"
    assert snapshot(outcome.folder) == snapshot(built.full)
    told = manifest.read_manifest(built.full)
    assert (outcome.digest, outcome.documents) == (told["digest"], told["documents"])
    assert sorted(entry.name for entry in copy.parent.iterdir()) == ["passed-on", copy.name]


def test_texts_may_be_files_named_for_their_documents(built, copy: Path, raw_texts: Path):
    seen = []
    outcome = restore_release(
        copy, raw_texts, progress=lambda done, total: seen.append((done, total))
    )
    assert snapshot(outcome.folder) == snapshot(built.full)
    assert seen[-1] == (outcome.documents, outcome.documents)


def test_it_does_not_depend_on_the_size_of_a_unit(
    built, copy: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "UNIT", 1)
    assert snapshot(restore_release(copy, built.checkout.seeds).folder) == snapshot(built.full)


def test_of_two_texts_the_right_one_is_taken(copy: Path, raw_texts: Path):
    for row in documents(copy):
        (raw_texts / row["doc_id"]).mkdir()
        (raw_texts / row["doc_id"] / "raw.txt").write_text("another text")
    assert restore_release(copy, raw_texts).changed


@pytest.mark.parametrize(
    ("name", "restored"),
    [
        ("said-0.1.0-without-text", "said-0.1.0"),
        ("passed-on", "passed-on-restored"),
        ("-without-text", "-without-text-restored"),
    ],
)
def test_it_goes_beside_what_was_read(name: str, restored: str, tmp_path: Path):
    assert default_out(tmp_path / name) == tmp_path / restored


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@search
@given(WORDS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
@example("a\u0301 😀\r\n“b”", [(0, 3), (3, 8)])
def test_strings_come_back_by_their_offsets(text: str, ranges: list[tuple[int, int]]):
    spans = [
        {"start": start, "end": end, "exact": text[start:end]}
        for one, other in ranges
        for start, end in [sorted((min(one, len(text)), min(other, len(text))))]
    ]
    full = {"id": "x/q1", "content": spans, "marks": [{"in": span, "n": 1.5} for span in spans]}
    blank = json.loads(
        json.dumps(full), object_hook=lambda o: o | {"exact": None} if "exact" in o else o
    )
    assert put_back(blank, text) == full


BYTES = st.binary(max_size=50) | st.sampled_from([b"a\nb\n", b"a\r\nb", "é\n“x”".encode(), b""])


@search
@given(BYTES, st.booleans(), st.sampled_from([None, b"\n", b"\r\n"]), st.booleans())
def test_a_change_is_named_if_undoing_it_gives_the_text(
    raw: bytes, bom: bool, ends: bytes | None, added: bool
):
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"")
    if ends == b"\n":
        raw, changed = raw.replace(b"\n", b"\r\n"), raw
    else:
        changed = raw.replace(b"\n", ends) if ends else raw
    if added:
        changed += b"\n"
    if bom:
        changed = b"\xef\xbb\xbf" + changed
    expected = hashlib.sha256(raw).hexdigest()
    if changed == raw:
        return
    cause = likely_cause(changed, expected)
    assert cause != "another text"
    if bom and changed.removeprefix(b"\xef\xbb\xbf") == raw:
        assert cause == "it begins with a byte order mark (BOM)"
    if ends == b"\r\n" and not bom and not added:
        assert cause == "its lines end in CR LF instead of LF"


def crlf(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n")


CHANGES: dict[str, tuple[Callable[[bytes], bytes | None], str]] = {
    "changed": (lambda raw: raw.replace(b"e", b"a", 1), "another text"),
    "missing": (lambda _: None, "missing"),
    "CRLF": (crlf, "its lines end in CR LF instead of LF"),
    "BOM": (lambda raw: b"\xef\xbb\xbf" + raw, "it begins with a byte order mark (BOM)"),
    "BOM and CRLF": (
        lambda raw: b"\xef\xbb\xbf" + crlf(raw),
        "it begins with a byte order mark (BOM) and its lines end in CR LF instead of LF",
    ),
    "BOM and changed": (lambda raw: b"\xef\xbb\xbfx" + raw, "another text, with a byte order mark"),
    "cut": (lambda raw: raw[:-1] if raw.endswith(b"\n") else raw + b"\n", "line end"),
    "UTF-16": (lambda raw: raw.decode().encode("utf-16"), "another text"),
    "empty": (lambda _: b"", "another text"),
}


@pytest.mark.parametrize(("change", "cause"), CHANGES.values(), ids=CHANGES)
def test_every_text_that_differs_is_told_and_nothing_written(
    copy: Path,
    raw_texts: Path,
    change: Callable[[bytes], bytes | None],
    cause: str,
    capsys: pytest.CaptureFixture[str],
):
    expected = {}
    for row in documents(copy):
        file = raw_texts / f"{row['doc_id']}.txt"
        changed = change(file.read_bytes())
        file.unlink() if changed is None else file.write_bytes(changed)
        actual = None if changed is None else hashlib.sha256(changed).hexdigest()
        name = str(raw_texts / row["doc_id"] / "raw.txt" if changed is None else file)
        expected[name] = (row["sha256"], actual)
    before = snapshot(copy.parent)
    with pytest.raises(release.BadTexts, match="nothing was written") as caught:
        restore_release(copy, raw_texts)
    assert snapshot(copy.parent) == before
    found = caught.value.findings
    assert {one.file: (one.expected, one.actual) for one in found} == expected
    assert all(cause in one.cause for one in found)
    ended = run(capsys, "restore", copy, "--texts", raw_texts, "--json")
    assert ended.status == 1
    assert {one["file"] for one in json.loads(ended.out)["texts"]} == set(expected)
    *lines, error, remedy = ended.err.splitlines()
    assert lines == [str(one) for one in found]
    assert error.startswith("error: ")
    assert remedy.startswith("remedy: ")
    assert snapshot(copy.parent) == before


def refused(copy: Path, seeds: Path, cause: str, out: Path | None = None) -> None:
    """Restoring fails with a cause and leaves everything as it was."""
    before = snapshot(copy.parent)
    with pytest.raises(SaidError, match=cause) as caught:
        restore_release(copy, seeds, out)
    assert "\n" not in caught.value.cause
    assert snapshot(copy.parent) == before


@pytest.mark.parametrize(
    ("damage", "cause"),
    [
        (lambda copy: (copy / "manifest.json").unlink(), "no manifest of a release"),
        (lambda copy: (copy / "manifest.json").write_text("[]"), "no manifest of a release"),
        (lambda copy: (copy / "README.md").unlink(), "README.md: missing"),
        (lambda copy: shutil.rmtree(copy / "jsonl"), r"jsonl/.*: missing \(and \d+ more\)"),
        (
            lambda copy: (copy / "jsonl" / "documents" / "train.jsonl").write_text("{}\n"),
            "train.jsonl: not the bytes",
        ),
    ],
)
def test_a_damaged_release_is_told(built, copy: Path, damage: Callable[[Path], None], cause: str):
    damage(copy)
    refused(copy, built.checkout.seeds, cause)


def test_what_others_put_beside_it_does_not_matter(built, copy: Path):
    (copy / ".gitattributes").write_text("*.parquet filter=lfs\n")
    assert restore_release(copy, built.checkout.seeds).changed


def test_there_must_be_something_to_restore(built, copy: Path):
    shutil.rmtree(copy)
    shutil.copytree(built.full, copy)
    refused(copy, built.checkout.seeds, "has its text")


def test_the_texts_must_be_named(copy: Path):
    refused(copy, copy.parent / "nowhere", "nowhere: no folder")


def test_another_schema_needs_another_version_of_the_software(built, copy: Path):
    told = manifest.read_manifest(copy)
    manifest.write_manifest(copy, {**told, "schema": "9.0.0", "software": "9.9.9"})
    with pytest.raises(SaidError, match=r"schema 9\.0\.0") as caught:
        restore_release(copy, built.checkout.seeds)
    assert "install said-corpus 9.9.9," in caught.value.remedy


def tamper(copy: Path, table: str, change: Callable[[dict[str, Any]], Any]) -> None:
    """Changes rows of a table and all that the manifest tells of their file."""
    told = manifest.read_manifest(copy)
    for entry in told["files"]:
        if entry["path"].startswith(f"jsonl/{table}/") and entry["rows"]:
            file = copy / entry["path"]
            rows = [json.loads(line) for line in file.read_bytes().splitlines()]
            for row in rows:
                change(row)
            file.write_bytes(jsontext.canonical_lines(rows))
            entry |= {"bytes": file.stat().st_size, "sha256": file_sha256(file)}
    manifest.write_manifest(copy, told)


@pytest.mark.parametrize(
    ("table", "change", "cause"),
    [
        ("documents", lambda row: row.update(language="de"), "restored rows have the digest"),
        ("documents", lambda row: row["dates"].pop(), "."),
        ("documents", lambda row: row["blocks"][0].update(end=3), "restored rows have the digest"),
        ("documents", lambda row: row.pop("blocks"), "rows do not fit together"),
        ("documents", lambda row: row.update(speakers=[]), "rows do not fit together"),
        ("documents", lambda row: row.update(blocks=1), "rows do not fit together"),
        ("documents", lambda row: row.update(doc_id="../seeds"), "rows do not fit together"),
        ("documents", lambda row: row.pop("sha256"), "rows do not fit together"),
        ("stances", lambda row: row.update(label="mixed"), "restored rows have the digest"),
        ("stances", lambda row: row.update(unit_kind="quote"), "."),
    ],
)
def test_rows_that_were_changed_with_the_manifest_do_not_pass(
    built, copy: Path, table: str, change: Callable[[dict[str, Any]], Any], cause: str
):
    tamper(copy, table, change)
    refused(copy, built.checkout.seeds, cause)


def test_rows_of_other_rules_name_the_software_that_has_them(built, copy: Path):
    told = manifest.read_manifest(copy)
    told["without_text"]["restores_to"] = "0" * 64
    manifest.write_manifest(copy, {**told, "software": "0.0.9"})
    with pytest.raises(SaidError, match="restored rows have the digest") as caught:
        restore_release(copy, built.checkout.seeds)
    assert caught.value.remedy.startswith("install said-corpus 0.0.9, which wrote it")


@pytest.mark.parametrize("what", ["file", "folder", "other release"])
def test_what_else_stands_there_is_left_alone(built, copy: Path, what: str):
    out = copy.parent / "out"
    if what == "file":
        out.write_text("mine")
    elif what == "folder":
        out.mkdir()
        (out / "notes.txt").write_text("mine")
    else:
        shutil.copytree(copy, out)
    refused(copy, built.checkout.seeds, "something else stands here", out)


def test_a_link_is_neither_followed_nor_replaced(built, copy: Path):
    """Not even to an empty folder, which a release may take."""
    (copy.parent / "empty").mkdir()
    out = copy.parent / "out"
    out.symlink_to("empty")
    refused(copy, built.checkout.seeds, "this is a link", out)
    assert out.is_symlink()
    with pytest.raises(SaidError, match="this is a link"):
        release.build_without_text(built.checkout, out, jobs=1)
    assert list(out.iterdir()) == []


def test_no_pipe_is_waited_for(copy: Path, raw_texts: Path):
    text = next(raw_texts.iterdir())
    text.unlink()
    os.mkfifo(text)
    with pytest.raises(BadTexts) as caught:
        restore_release(copy, raw_texts)
    assert [one.cause for one in caught.value.findings] == ["this is not an ordinary file"]
    manifest_file = copy / manifest.NAME
    manifest_file.unlink()
    os.mkfifo(manifest_file)
    with pytest.raises(SaidError, match="no manifest of a release"):
        restore_release(copy, raw_texts)


@pytest.mark.parametrize("inside", [".", "back"])
def test_the_release_that_is_read_is_left_alone(built, copy: Path, inside: str):
    refused(copy, built.checkout.seeds, "in the release that is read", copy / inside)


def test_a_restored_release_is_left_as_it_is_and_mended_if_damaged(built, copy: Path):
    out = restore_release(copy, built.checkout.seeds).folder
    inode = (out / "README.md").stat().st_ino
    assert not restore_release(copy, built.checkout.seeds).changed
    assert (out / "README.md").stat().st_ino == inode
    (out / "README.md").write_text("edited")
    assert restore_release(copy, built.checkout.seeds).changed
    assert snapshot(out) == snapshot(built.full)


# Restores, and kills itself at the given one of the events that open, make, move or remove a file.
KILLED = """
import os, signal, sys
from pathlib import Path
from said.release import restore_release

root, left = sys.argv[1], int(sys.argv[4])
events = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"}

def hook(event, args):
    global left
    if event in events and str(args[0]).startswith(root):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
restore_release(Path(sys.argv[2]), Path(sys.argv[3]))
print(left)
"""


def run_killed(copy: Path, seeds: Path, event: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, *map(str, (copy.parent, copy, seeds, event))]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.exhaustive
@pytest.mark.sampled
def test_killed_at_the_last_events_it_leaves_all_or_nothing(built_base: Checkout, tmp_path: Path):
    """The last events are the swap itself: few, and the ones that matter most."""
    checkout = built_base
    full = snapshot(release.build_release(checkout, jobs=1).folder)
    copy = release.build_without_text(checkout, tmp_path / "x-without-text", jobs=1).folder
    out = tmp_path / "x"
    events = 1_000_000 - int(run_killed(copy, checkout.seeds, 1_000_000).stdout)
    whole = set()
    for point in [*effort.some_of([events - trial for trial in range(8)], 2), events // 3]:
        shutil.rmtree(out)
        assert run_killed(copy, checkout.seeds, point).returncode == -signal.SIGKILL
        whole.add(out.exists())
        assert not out.exists() or snapshot(out) == full
        restore_release(copy, checkout.seeds)
        assert snapshot(out) == full
        assert sorted(entry.name for entry in tmp_path.iterdir()) == ["x", "x-without-text"]
    assert whole == {True, False}


@pytest.mark.exhaustive
def test_two_at_once(built, copy: Path):
    command = [sys.executable, "-m", "said", "restore", copy, "--texts", built.checkout.seeds]
    both = [
        subprocess.Popen(list(map(str, command)), stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for one in both:
        _, errors = one.communicate()
        assert one.returncode == 0, errors
    assert snapshot(copy.parent / "passed-on") == snapshot(built.full)
    assert sorted(entry.name for entry in copy.parent.iterdir()) == ["passed-on", copy.name]


def test_a_second_one_says_that_it_waits(built, copy: Path):
    told: list[str] = []
    out = copy.parent / "out"

    def waiting() -> None:
        told.append("waiting")
        lock.release()

    from filelock import FileLock

    work = out.with_name(".out.next")
    work.mkdir()
    lock = FileLock(work / ".lock", is_singleton=False)
    lock.acquire()
    restore_release(copy, built.checkout.seeds, out, waiting=waiting)
    assert told == ["waiting"]
    assert not work.exists()


def test_a_folder_that_is_not_ours_is_not_removed(tmp_path: Path):
    """Only what a command made in the hidden folder goes with it."""
    work = tmp_path / ".out.next"
    work.mkdir()
    (work / "notes.txt").write_text("mine")
    with swap.placing_release(tmp_path / "out") as stage:
        release_folder = swap.release_in(stage, "out")
        release_folder.mkdir(parents=True)
    assert (work / "notes.txt").read_text() == "mine"
    assert (tmp_path / "out").is_dir()


def test_the_command(built, copy: Path, capsys: pytest.CaptureFixture[str]):
    words = ["restore", copy, "--texts", built.checkout.seeds]
    ended = run(capsys, *words, "--out", copy.parent / "a" / "b")
    assert (ended.status, ended.err) == (0, "")
    digest = manifest.read_manifest(built.full)["digest"]
    assert ended.out.startswith(f"{copy.parent / 'a' / 'b'}: written, ")
    assert ended.out.endswith(f"rows {digest[:12]}\n")
    told = json.loads(run(capsys, *words, "--json").out)
    assert (told["digest"], told["changed"]) == (digest, True)
    assert run(capsys, "restore", copy).status == 2
