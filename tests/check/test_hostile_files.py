"""Files made to harm a reader are refused at their place, in bounded time and memory.

They are checked in processes of their own, each of which may take a gigabyte of address space in
all, the interpreter and its libraries included, and is given up after two minutes. A table of
corpora is checked by one process.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BASE = Path(__file__).parent.parent / "cases" / "base"
ADDRESS_SPACE = 1 << 30
CHECK = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({ADDRESS_SPACE}, {ADDRESS_SPACE}))
import said
for root in sys.argv[1:]:
    for finding in said.validate(root, levels=(1, 2, 3, 4)):
        str(finding)
        place = finding.file, finding.line, finding.column, finding.kind
        print(json.dumps([root, place]))
"""
Found = tuple[str, int, int, str]

ANNOTATIONS = "seeds/harbour/annotations.jsonl"
METADATA = "seeds/harbour/document.json"
TEXT = "seeds/harbour/raw.txt"


def span(exact: str, start: object = 41, end: object = 44) -> str:
    """The JSON of a span."""
    return f'{{"start": {start}, "end": {end}, "exact": "{exact}"}}'


def quote(number: int = 9, content: str = "", speakers: str = '"ana-ruiz"', more: str = "") -> str:
    """The line of a quote, sound unless something is given."""
    return (
        f'{{"id": "q{number}", "layer": "quote", "content": [{content or span("The")}], "type": '
        f'"direct", "speakers": [{speakers}], "resolution": "implicit"{more}}}\n'
    )


def found(root: Path) -> list[Found]:
    """Place and kind of what is found in a corpus, without notes."""
    return found_in([root])[0]


def found_in(roots: Sequence[Path]) -> list[list[Found]]:
    """Place and kind of what is found in each of some corpora, without notes."""
    run = subprocess.run(
        [sys.executable, "-c", CHECK, *roots],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    findings: dict[str, list[Found]] = {str(root): [] for root in roots}
    for root, place in map(json.loads, run.stdout.splitlines()):
        if place[3] != "not-checked":
            findings[root].append(tuple(place))
    return list(findings.values())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path, "corpus")


def copied(folder: Path, name: object) -> Path:
    """A copy of the sound corpus in a folder."""
    return Path(shutil.copytree(BASE, folder / str(name)))


def fill(file: Path, part: bytes, size: int) -> None:
    """Writes a part again and again, up to a size in bytes."""
    with file.open("wb") as opened:
        for _ in range(size // (len(part) * 1_000)):
            opened.write(part * 1_000)


@pytest.mark.exhaustive
def test_files_of_200_megabytes_are_not_read(tmp_path: Path) -> None:
    names = [ANNOTATIONS, TEXT, METADATA, "seeds/utterances.jsonl"]
    roots = [copied(tmp_path, number) for number in range(len(names))]
    for root, name in zip(roots, names, strict=True):
        fill(root / name, b'{"id": "s1"}\n', 200_000_000)
    findings = [[one for one in few if one[3] != "unknown-utterance"] for few in found_in(roots)]
    assert findings == [[(name, 1, 1, "too-large")] for name in names]


@pytest.mark.exhaustive
def test_a_line_of_50_megabytes_is_not_read(root: Path) -> None:
    registry = root / "seeds/topics/port/targets.jsonl"
    whole = registry.read_bytes()
    # The file must not be refused as a whole.
    fill(registry, b"[[0], ", 49_000_000)
    registry.write_bytes(whole + registry.read_bytes())
    assert found(root) == [("seeds/topics/port/targets.jsonl", 2, 1, "too-large")]


def test_a_file_with_holes_is_not_read(root: Path) -> None:
    os.truncate(root / TEXT, 1 << 40)
    assert (TEXT, 1, 1, "too-large") in found(root)


TWICE = '{"x": {' + '"a": {},' * 100_000 + '"b": 1}}'
HOSTILE_LINES: dict[str, tuple[str, int, str]] = {
    "arrays 100,000 deep": ("[" * 100_000 + "]" * 100_000, 101, "json-syntax"),
    "objects 100,000 deep": ('{"a":' * 100_000 + "1" + "}" * 100_000, 501, "json-syntax"),
    "arrays 90 deep": ("[" * 90 + "]" * 90, 1, "schema"),
    "NaN": ('{"start": NaN}', 11, "json-syntax"),
    "Infinity": ('{"start": -Infinity}', 11, "json-syntax"),
    "5,000 digits": ('{"start": ' + "9" * 5_000 + "}", 11, "json-syntax"),
    "4,000 digits": (quote(content=span("The", "9" * 4_000)), 44, "span-outside"),
    "1e400": (quote(content=span("The", "1e400")), 54, "schema"),
    "NUL": ('{"id": "\0"}', 9, "json-syntax"),
    "NUL outside": ('{"id": 1}\0', 10, "json-syntax"),
    "half a character": ('{"id": "\\ud800"}', 9, "json-syntax"),
    "many brackets": ('{"id": [' + "{}," * 300_000 + "{}]}", 1, "schema"),
    "a key twice among many": (TWICE, 16, "json-duplicate-key"),
}


def test_a_hostile_line_is_refused_at_its_place(tmp_path: Path) -> None:
    roots = [copied(tmp_path, case) for case in HOSTILE_LINES]
    for root, (line, _, _) in zip(roots, HOSTILE_LINES.values(), strict=True):
        file = root / ANNOTATIONS
        file.write_bytes(file.read_bytes() + line.rstrip().encode() + b"\n")
    first = {case: few[:1] for case, few in zip(HOSTILE_LINES, found_in(roots), strict=True)}
    assert first == {
        case: [(ANNOTATIONS, 14, column, kind)] for case, (_, column, kind) in HOSTILE_LINES.items()
    }


def names(count: int) -> str:
    """So many different strings in JSON."""
    return ",".join(f'"a{number}"' for number in range(count))


CHAIN = [quote(n, more=f', "continues": "q{n + 1}"') for n in range(1, 25_000)]
HOSTILE_FILES = {
    "empty lines": "\n" * 4_000_000,
    "lines of nothing": "x\n" * 2_000_000,
    "lines of numbers": "0\n" * 250_000,
    "lines of empty objects": "{}\n" * 250_000,
    "a long chain": "".join(CHAIN),
    "a large circle": "".join(CHAIN).replace('"q25000"', '"q1"'),
    "wrong spans": quote(content=span("x", 9, 8)) * 25_000,
    "a value with very many mistakes": quote(content="0," * 400_000 + "0"),
    "very many unknown entities": quote(speakers=names(90_000)),
    "very many unknown fields": "{" + names(80_000).replace(",", ": 1, ") + ": 1}\n",
    "one long exact": quote(content=span("a" * 900_000)),
}


@pytest.mark.exhaustive
def test_a_hostile_file_is_refused(tmp_path: Path) -> None:
    roots = [copied(tmp_path, case) for case in HOSTILE_FILES]
    for root, content in zip(roots, HOSTILE_FILES.values(), strict=True):
        (root / ANNOTATIONS).write_text(content)
    wrong = {}
    for case, findings in zip(HOSTILE_FILES, found_in(roots), strict=True):
        files = {finding[0] for finding in findings}
        if files != {ANNOTATIONS} or not 1 <= len(findings) <= 1_000:
            wrong[case] = (files, len(findings))
    assert wrong == {}


def test_a_string_that_stands_nowhere_is_looked_for_in_linear_time(root: Path) -> None:
    text = "a" * 4_000_000
    (root / TEXT).write_text(text)
    metadata = json.loads((root / METADATA).read_text(encoding="utf-8"))
    metadata["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    (root / METADATA).write_text(json.dumps(metadata), encoding="utf-8")
    exact = "a" * 450_000 + "b" + "a" * 450_000
    line = quote(content=span(exact, 2_000_000, 2_900_001))
    (root / ANNOTATIONS).write_text(line)
    kinds = {finding[3] for finding in found(root) if finding[0] == ANNOTATIONS}
    assert kinds == {"span-exact"}


def test_links_are_not_followed(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "raw.txt").write_text("Nobody may read this.")
    (root / "seeds/other").symlink_to(secret)
    (root / "seeds/round").symlink_to(root / "seeds")
    (root / "seeds/harbour/passes").symlink_to(secret)
    (root / TEXT).unlink()
    (root / TEXT).symlink_to(secret / "raw.txt")
    (root / "seeds/topics/port/targets.jsonl").unlink()
    (root / "seeds/topics/port/targets.jsonl").symlink_to("nowhere")
    links = [
        "seeds/topics/port/targets.jsonl",
        "seeds/other",
        "seeds/round",
        "seeds/harbour/passes",
        TEXT,
    ]
    told = found(root)
    assert sorted({one[0] for one in told}) == sorted(links)
    assert {one[3] for one in told} == {"symbolic-link"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    names = [TEXT, ANNOTATIONS, METADATA, "seeds/topics/port/targets.jsonl", "seeds/corpus.json"]
    roots = [copied(tmp_path, number) for number in range(len(names))]
    for root, name in zip(roots, names, strict=True):
        (root / name).unlink()
        os.mkfifo(root / name)
    for name, findings in zip(names, found_in(roots), strict=True):
        kinds = {kind for file, _, _, kind in findings if file == name}
        assert kinds, name
        assert kinds <= {"surplus-file", "unreadable-file", "missing-file"}, name


def test_names_that_are_no_text_are_told(root: Path) -> None:
    (root / "seeds" / os.fsdecode(b"b\xff\n")).mkdir()
    (root / "seeds/harbour" / os.fsdecode(b"x\xff")).touch()
    assert found(root) == [
        ("seeds/b\\xff\n", 1, 1, "bad-folder-name"),
        ("seeds/harbour/x\\xff", 1, 1, "surplus-file"),
    ]


def test_names_of_documents_lead_nowhere_else(root: Path) -> None:
    file = root / METADATA
    file.write_text(file.read_text().replace('"doc_id": "harbour"', '"doc_id": "../../harbour"'))
    assert found(root) == [(METADATA, 2, 13, "schema")]
