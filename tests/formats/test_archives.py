"""Archives as tools export them, and those that nobody should open."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from each_case import each_case
from said.formats import archives, format_named
from said.formats.archives import is_archive
from said.formats.document import AnnotatedText
from said.formats.labels import UNMAPPED
from said.formats.readings import choose_readings, read_documents
from said.system.errors import SaidError

MENTION = {
    "id": "s1",
    "layer": "speaker",
    "span": {"start": 0, "end": 9, "exact": "Maya Lind"},
    "form": "name",
}
DOCUMENT = AnnotatedText("d1", "Maya Lind left.", None, [MENTION])


def files(name: str, document: AnnotatedText = DOCUMENT) -> dict[str, bytes]:
    return dict(format_named(name).write(document).files)


def zipped(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(entries: dict[str, bytes], mode: str = "w:gz") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:
        for name, content in entries.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def read(name: str, file: Path) -> list[AnnotatedText]:
    return read_documents(format_named(name), [file], UNMAPPED, lambda *_: None)


def beneath(folder: str, entries: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in entries.items()}


@each_case(
    ("name", "file", "raw"),
    [
        ("labelstudio", "x.zip", zipped(beneath("project", files("labelstudio")))),
        ("brat", "x.tar.gz", tarred(beneath("news", files("brat")))),
        ("brat", "x.tgz", tarred(beneath("news", files("brat")))),
        ("brat", "x.zip", zipped(beneath("news", files("brat")))),
        ("cas", "x.zip", zipped(files("cas"))),
        ("doccano", "x.zip", zipped({"all.jsonl": files("doccano")["d1.jsonl"]})),
        ("timeml", "x.tar", tarred(files("timeml"), "w")),
    ],
)
def test_an_archive_is_read_as_the_tool_exports_it(name: str, file: str, raw: bytes, folder: Path):
    (folder / file).write_bytes(raw)
    (found,) = read(name, folder / file)
    assert found.doc_id == "d1"
    if name != "timeml":
        assert found.annotations == [MENTION]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_doccano_has_a_file_for_each_user(folder: Path):
    line = files("doccano")["d1.jsonl"]
    (folder / "x.zip").write_bytes(zipped({"anna.jsonl": line, "ben.jsonl": line}))
    found = read("doccano", folder / "x.zip")
    assert [one.annotator for one in found] == ["anna", "ben"]
    assert choose_readings(found, "ben") == [found[1]]
    with pytest.raises(SaidError, match="annotated 2 times, by anna, ben") as raised:
        choose_readings(found, None)
    assert "--annotator" in raised.value.remedy
    with pytest.raises(SaidError, match="by 'eva'") as raised:
        choose_readings(found, "eva")
    assert raised.value.remedy == "the annotators are anna, ben"


def test_a_project_of_inception_has_an_archive_for_each_user(folder: Path):
    made = files("cas")
    types = made["TypeSystem.xml"]
    entries = {
        f"annotation/d1.txt/{user}.zip": zipped(
            {f"{user}.xmi": made["d1.xmi"], "TypeSystem.xml": types}
        )
        for user in ("anna", "ben")
    }
    (folder / "x.zip").write_bytes(zipped({"exportedproject.json": b"{}", **entries}))
    found = read("cas", folder / "x.zip")
    assert [(one.doc_id, one.annotator) for one in found] == [("d1", "anna"), ("d1", "ben")]


def test_errors_name_the_file_in_the_archive(folder: Path):
    (folder / "x.zip").write_bytes(zipped({"a/all.jsonl": b'{"text": 1}\n'}))
    with pytest.raises(SaidError, match=rf"^{folder}/x\.zip/a/all\.jsonl:1:1: "):
        read("doccano", folder / "x.zip")
    (folder / "y.zip").write_bytes(zipped({"readme.md": b""}))
    with pytest.raises(SaidError, match=r"y\.zip: no \.jsonl file in this archive"):
        read("doccano", folder / "y.zip")


def links() -> bytes:
    """A tar and a zip with a link that leads to a file of the machine."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        member = tarfile.TarInfo("x.jsonl")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(member)
    return made.getvalue()


def zip_with_a_link() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = zipfile.ZipInfo("x.jsonl")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return made.getvalue()


HOSTILE = {
    "up.zip": (zipped({"../x.jsonl": b"{}"}), "leads out of the archive"),
    "root.zip": (zipped({"/x.jsonl": b"{}"}), "leads out of the archive"),
    "back.zip": (zipped({"..\\x.jsonl": b"{}"}), "leads out of the archive"),
    "up.tar": (tarred({"../x.jsonl": b"{}"}, "w"), "leads out of the archive"),
    "link.tar": (links(), "no .jsonl file in this archive"),
    "link.zip": (zip_with_a_link(), "no .jsonl file in this archive"),
    "short.zip": (zipped({"x.jsonl": b"{}"})[:20], "cannot be unpacked"),
    "none.tar.gz": (b"x", "cannot be unpacked"),
    "long.zip": (zipped({f"{'x' * 300}.jsonl": b"{}"}), "cannot be unpacked"),
    "folder.zip": (zipped({"x.jsonl": b"{}", "x.jsonl/y.jsonl": b"{}"}), "cannot be unpacked"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused(name: str, folder: Path):
    raw, cause = HOSTILE[name]
    (folder / "in").mkdir()
    (folder / "in" / name).write_bytes(raw)
    with pytest.raises(SaidError, match=cause) as raised:
        read("doccano", folder / "in" / name)
    assert raised.value.remedy
    assert [path.name for path in folder.rglob("*")] == ["in", name]


def test_an_archive_that_grows_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archives, "_LIMIT", 1 << 20)
    (folder / "x.zip").write_bytes(zipped({"x.jsonl": b" " * (2 << 20)}))
    with pytest.raises(SaidError, match="unpacked, it has more than 1 MB"):
        read("doccano", folder / "x.zip")
    inner = zipped({"y.jsonl": b" " * (2 << 20)})
    (folder / "x.zip").write_bytes(zipped({"a.zip": inner}))
    with pytest.raises(SaidError, match="unpacked, it has more than 1 MB"):
        read("doccano", folder / "x.zip")


def test_files_of_text_are_no_archives(folder: Path):
    for name in ("x.jsonl", "x.ann"):
        (folder / name).write_bytes(b"")
        assert not is_archive(folder / name)
