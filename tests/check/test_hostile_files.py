"""Files made to harm a reader are refused at their place, in bounded time and memory.

Each is checked in a process of its own, which may take a gigabyte of address space in all, the
interpreter and its libraries included, and is given up after two minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).parent.parent / "cases" / "base"
ADDRESS_SPACE = 1 << 30
CHECK = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({ADDRESS_SPACE}, {ADDRESS_SPACE}))
import said
for finding in said.validate(sys.argv[1], levels=(1, 2, 3, 4)):
    str(finding)
    print(json.dumps([finding.file, finding.line, finding.column, finding.kind]))
"""
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


def found(root: Path) -> list[tuple[str, int, int, str]]:
    """Place and kind of what is found, without notes."""
    run = subprocess.run(
        [sys.executable, "-c", CHECK, root],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    lines = [tuple(json.loads(line)) for line in run.stdout.splitlines()]
    return [line for line in lines if line[3] != "not-checked"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "corpus"))


def fill(file: Path, part: bytes, size: int) -> None:
    """Writes a part again and again, up to a size in bytes."""
    with file.open("wb") as opened:
        for _ in range(size // (len(part) * 1_000)):
            opened.write(part * 1_000)


@pytest.mark.parametrize("name", [ANNOTATIONS, TEXT, METADATA, "seeds/utterances.jsonl"])
def test_a_file_of_200_megabytes_is_not_read(root: Path, name: str) -> None:
    fill(root / name, b'{"id": "s1"}\n', 200_000_000)
    told = [one for one in found(root) if one[3] != "unknown-utterance"]
    assert told == [(name, 1, 1, "too-large")]


def test_a_line_of_50_megabytes_is_not_read(root: Path) -> None:
    registry = root / "seeds/targets.jsonl"
    whole = registry.read_bytes()
    # The file must not be refused as a whole.
    fill(registry, b"[[0], ", 49_000_000)
    registry.write_bytes(whole + registry.read_bytes())
    assert found(root) == [("seeds/targets.jsonl", 2, 1, "too-large")]


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


@pytest.mark.parametrize("case", HOSTILE_LINES)
def test_a_hostile_line_is_refused_at_its_place(root: Path, case: str) -> None:
    line, column, kind = HOSTILE_LINES[case]
    file = root / ANNOTATIONS
    file.write_bytes(file.read_bytes() + line.rstrip().encode() + b"\n")
    assert found(root)[0] == (ANNOTATIONS, 14, column, kind)


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


@pytest.mark.parametrize("case", HOSTILE_FILES)
def test_a_hostile_file_is_refused(root: Path, case: str) -> None:
    (root / ANNOTATIONS).write_text(HOSTILE_FILES[case])
    told = found(root)
    assert told
    assert {one[0] for one in told} == {ANNOTATIONS}
    assert len(told) <= 1_000


def test_a_string_that_stands_nowhere_is_looked_for_in_linear_time(root: Path) -> None:
    text = "a" * 4_000_000
    (root / TEXT).write_text(text)
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
    (root / "seeds/targets.jsonl").unlink()
    (root / "seeds/targets.jsonl").symlink_to("nowhere")
    links = ["seeds/targets.jsonl", "seeds/other", "seeds/round", "seeds/harbour/passes", TEXT]
    told = found(root)
    assert sorted({one[0] for one in told}) == sorted(links)
    assert {one[3] for one in told} == {"symbolic-link"}


@pytest.mark.parametrize(
    "name", [TEXT, ANNOTATIONS, METADATA, "seeds/targets.jsonl", "seeds/corpus.json"]
)
def test_a_pipe_is_not_waited_for(root: Path, name: str) -> None:
    (root / name).unlink()
    os.mkfifo(root / name)
    told = [one for one in found(root) if one[0] == name]
    assert {one[3] for one in told} <= {"surplus-file", "unreadable-file", "missing-file"}
    assert told


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
