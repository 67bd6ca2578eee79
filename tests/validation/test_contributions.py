"""Contributions as people really make them: each broken in one way, which gives one error that
names the cause; and where the remedy is a command, the command mends it.

A row is what was done to the corpus, the kind of the error, and words of its message or remedy.
What gets into a text is in `tests/text/test_foreign.py`.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import harbour
import said
from each_case import each_case
from harbour import LINES, METADATA, TEXT
from said.edit import fix
from said.edit.selection import edited_selection
from said.findings.catalogue import errors
from said.system.places import Checkout
from said.validation.selection import select_paths

ENTITIES = "seeds/entities.jsonl"
FOLDER = "seeds/harbour"
Change = Callable[[Path], object]


def rewrite(file: str, change: Callable[[str], str], encoding: str = "utf-8") -> Change:
    """Writes a file anew."""

    def write(root: Path) -> None:
        content = change((root / file).read_bytes().decode())
        (root / file).write_bytes(content.encode(encoding))

    return write


def records(change: Callable[[list[dict[str, Any]]], str]) -> Change:
    """Writes the annotations in another way."""
    return rewrite(LINES, lambda raw: change([json.loads(line) for line in raw.splitlines()]))


def each(change: Callable[[str], str]) -> Change:
    """Changes each line of the annotations."""
    return rewrite(LINES, lambda raw: "".join(f"{change(one)}\n" for one in raw.splitlines()))


def rename(old: str, new: str) -> Change:
    return lambda root: (root / old).rename(root / new)


def copied(old: str, new: str) -> Change:
    return lambda root: (root / new).write_bytes((root / old).read_bytes())


def offsets(count: Callable[[str, int], Any], taken_in: int = 0) -> Change:
    """Counts the offsets of all annotations in another way."""

    def write(root: Path) -> None:
        text = (root / TEXT).read_bytes().decode()

        def counted(match: re.Match[str]) -> str:
            start, end = count(text, int(match[1])), count(text, int(match[2]))
            end = end - taken_in if taken_in else end
            return f'"start": {json.dumps(start)}, "end": {json.dumps(end)}'

        rewrite(LINES, lambda raw: re.sub(r'"start": (\d+), "end": (\d+)', counted, raw))(root)

    return write


def without(*fields: str) -> Change:
    """Leaves fields of the annotations, or of spans, out."""

    def left_out(line: str) -> str:
        for field in fields:
            line = re.sub(rf'"{field}": ("[^"]*"|\d+), ', "", line)
        return line

    return each(left_out)


TOPIC = "seeds/topics/pier"


def written(line: str, *files: str) -> Change:
    """Adds files with a line to seeds/."""

    def write(root: Path) -> None:
        for file in files:
            (root / "seeds" / file).parent.mkdir(parents=True, exist_ok=True)
            (root / "seeds" / file).write_text(f"{line}\n")

    return write


def with_topic(*files: str, of: str = "topics/pier") -> Change:
    """Adds a topic that has these files, each with a target."""
    target = '{"id": "new-pier", "kind": "issue", "proposition": "It is built.", "aliases": []}'
    return written(target, *(f"{of}/{file}" for file in files))


def with_event(*files: str) -> Change:
    return written('{\n  "id": "storm",\n  "description": "A storm came."\n}', *files)


def metadata_without(field: str) -> Change:
    return rewrite(METADATA, lambda raw: re.sub(rf'\n  "{field}": "[^"]*",', "", raw))


def without_offsets(old: str, new: str) -> Change:
    """Takes the offsets of a span out, and writes its string in another way."""
    span = rf'"start": \d+, "end": \d+, "exact": "{old}"'
    return rewrite(LINES, lambda raw: re.sub(span, f'"exact": "{new}"', raw, count=1))


FMT, FIX = "said fmt", "said validate --fix"
CONTRIBUTIONS: dict[str, tuple[Change, str, str]] = {
    # ---- JSON that is not JSON Lines
    "array": (records(json.dumps), "not-lines", FMT),
    "indented array": (records(lambda all_: json.dumps(all_, indent=2)), "not-lines", FMT),
    "array of lines": (
        rewrite(LINES, lambda raw: f"[\n{raw.strip().replace(chr(10), ',' + chr(10))}\n]"),
        "not-lines",
        FMT,
    ),
    "indented records": (
        records(lambda all_: "\n".join(json.dumps(one, indent=2) for one in all_)),
        "not-lines",
        FMT,
    ),
    "object of records": (records(lambda all_: json.dumps({"items": all_})), "not-lines", FMT),
    "commas between": (each(lambda line: f"{line},"), "not-lines", FMT),
    "on one line": (rewrite(LINES, lambda raw: raw.replace("\n", " ")), "not-lines", FMT),
    "two joined": (rewrite(LINES, lambda raw: raw.replace("\n", "", 1)), "not-lines", FMT),
    "byte order mark": (rewrite(LINES, lambda raw: f"\ufeff{raw}"), "not-lines", FMT),
    "strings": (each(json.dumps), "not-lines", FMT),
    "empty lines": (rewrite(LINES, lambda raw: raw.replace("\n", "\n\n")), "blank-line", FMT),
    "CR LF": (rewrite(LINES, lambda raw: raw.replace("\n", "\r\n")), "not-canonical", FMT),
    "comments": (each(lambda line: f"{line} // see Q5"), "json-syntax", "no comments"),
    "comment lines": (each(lambda line: f"# see Q5\n{line}"), "json-syntax", "no comments"),
    "inner commas": (each(lambda line: f"{line[:-1]},}}"), "json-syntax", "take the comma out"),
    "Python": (records(lambda all_: "\n".join(map(repr, all_))), "json-syntax", "literal_eval"),
    "None": (
        each(lambda line: f'{line[:-1]}, "x": None}}'),
        "json-syntax",
        "write null for each None",
    ),
    "None in metadata": (
        rewrite(METADATA, lambda raw: raw.replace("null", "None", 1)),
        "json-syntax",
        "None is Python; write null for each None",
    ),
    "Python metadata": (
        rewrite(METADATA, lambda raw: repr(json.loads(raw))),
        "json-syntax",
        "and run: said fmt",
    ),
    "True": (each(lambda line: f'{line[:-1]}, "x": True}}'), "json-syntax", "write true"),
    "NaN for an offset": (
        rewrite(LINES, lambda raw: re.sub(r'"start": \d+', '"start": NaN', raw)),
        "json-syntax",
        "start must be a whole number",
    ),
    "None for an offset": (
        rewrite(LINES, lambda raw: re.sub(r'"end": \d+', '"end": None', raw)),
        "json-syntax",
        "take start and end out of the span and run: said fmt",
    ),
    "NaN": (each(lambda line: f'{line[:-1]}, "x": NaN}}'), "json-syntax", "write null"),
    "curly marks": (each(lambda line: line.replace('"', "”")), "json-syntax", "smart quotes"),
    "bare names": (
        each(lambda line: re.sub(r'"(\w+)":', r"\1:", line)),
        "json-syntax",
        "without quotation marks",
    ),
    "numbers before": (each(lambda line: f"1. {line}"), "json-syntax", "numbers before"),
    "semicolons": (each(lambda line: f"{line};"), "json-syntax", "semicolon"),
    "entities": (each(lambda line: line.replace('"', "&quot;")), "json-syntax", "HTML entities"),
    "code block": (rewrite(LINES, lambda raw: f"```json\n{raw}```\n"), "json-syntax", "```"),
    "cut off": (rewrite(LINES, lambda raw: raw[:-40]), "json-syntax", "was cut off"),
    "conflict": (
        rewrite(LINES, lambda raw: f"<<<<<<< HEAD\n{raw}=======\n{raw}>>>>>>> x\n"),
        "json-syntax",
        "merge conflict",
    ),
    "a table": (
        rewrite(LINES, lambda _: "id,layer,exact\ns1,speaker,she\ns2,speaker,he\n"),
        "not-text",
        "a table",
    ),
    "UTF-16": (
        rewrite(LINES, str, "utf-16"),
        "utf8",
        f"&& mv {FOLDER}/annotations-plain.jsonl {LINES}",
    ),
    "one line in Latin-1": (
        lambda root: (root / LINES).write_bytes(
            (root / LINES).read_bytes().replace(b'"id": "', b'"id": "\xe9', 1)
        ),
        "utf8",
        "retype line 1, in UTF-8",
    ),
    "wrapped lines": (
        rewrite(LINES, lambda raw: re.sub("(.{40}) ", r"\1" + "\n", raw)),
        "json-syntax",
        "wrapped long lines",
    ),
    "registry as array": (
        rewrite(ENTITIES, lambda raw: f"[{raw}]"),
        "not-lines",
        FMT,
    ),
    "metadata with a comma": (
        rewrite(METADATA, lambda raw: re.sub(r"\n}\s*$", ",\n}\n", raw)),
        "json-syntax",
        "take the comma out",
    ),
    "metadata in conflict": (
        rewrite(METADATA, lambda raw: raw.replace("{\n", "{\n<<<<<<< HEAD\n", 1)),
        "json-syntax",
        "merge conflict",
    ),
    "records beside others": (
        records(lambda all_: json.dumps({"doc_id": "harbour", "annotations": all_})),
        "json-syntax",
        "jq -c '.annotations[]'",
    ),
    "YAML": (rewrite(LINES, lambda _: "- id: d1\n  layer: date\n"), "json-syntax", "this is YAML"),
    "prose": (rewrite(LINES, lambda raw: f"Here they are:\n{raw}"), "json-syntax", "prose"),
    "written line ends": (
        rewrite(LINES, lambda raw: raw.replace("\n", "\\n")),
        "json-syntax",
        "in the place of a line end",
    ),
    "a comment over lines": (
        rewrite(LINES, lambda raw: f"/* by Ana,\n   in June */\n{raw}"),
        "json-syntax",
        "no comments",
    ),
    "compressed content": (
        lambda root: (root / LINES).write_bytes(gzip.compress(bytes(range(256)))),
        "not-text",
        "gzip -dc",
    ),
    "twice": (each(lambda line: f"{line}\n{line}"), "duplicate-id", FMT),
    "metadata without a comma": (
        rewrite(METADATA, lambda raw: raw.replace(',\n  "language"', '\n  "language"')),
        "json-syntax",
        "no comma behind",
    ),
    "metadata cut off": (rewrite(METADATA, lambda raw: raw[:300]), "json-syntax", "was cut off"),
    "metadata with a mark": (rewrite(METADATA, lambda raw: f"\ufeff{raw}"), "not-canonical", FMT),
    "metadata in a list": (rewrite(METADATA, lambda raw: f"[{raw}]"), "schema", "take the ["),
    # ---- offsets that were counted in another way
    "bytes": (offsets(lambda text, at: len(text[:at].encode())), "offsets-drifted", FIX),
    "from 1": (offsets(lambda _, at: at + 1), "offsets-drifted", FIX),
    "off by 7": (offsets(lambda _, at: at + 7), "offsets-drifted", FIX),
    "without the headline": (offsets(lambda _, at: at - 30), "offsets-drifted", FIX),
    "last taken in": (offsets(lambda _, at: at, taken_in=1), "offsets-drifted", FIX),
    "from 1, last taken in": (offsets(lambda _, at: at + 1, taken_in=1), "offsets-drifted", FIX),
    "bytes of CR LF": (
        offsets(lambda text, at: len(text[:at].replace("\n", "\r\n").encode())),
        "offsets-drifted",
        FIX,
    ),
    "without line ends": (
        offsets(lambda text, at: at - text[:at].count("\n")),
        "offsets-drifted",
        FIX,
    ),
    "bytes of UTF-16": (offsets(lambda _, at: 2 * at), "offsets-drifted", FIX),
    "fractions": (offsets(lambda _, at: float(at)), "not-canonical", FMT),
    # ---- fields
    "no ids": (each(lambda line: re.sub(r'"id": "d\d", ', "", line)), "schema", FMT),
    "null for a label": (
        each(lambda line: line.replace('"2024-06",', '"2024-06", "mod": null,')),
        "schema",
        FMT,
    ),
    "capitals": (
        each(lambda line: line.replace('"type": "DATE"', '"type": "Date"')),
        "schema",
        FMT,
    ),
    "plural layers": (
        each(lambda line: line.replace('"layer": "date"', '"layer": "dates"')),
        "schema",
        FMT,
    ),
    "other names": (
        each(lambda line: line.replace('"start"', '"begin"')),
        "schema",
        FMT,
    ),
    "names in capitals": (
        each(lambda line: line.replace('"exact"', '"Exact"').replace('"layer"', '"Layer"')),
        "schema",
        FMT,
    ),
    "no list": (
        each(lambda line: line.replace('["ana-ruiz"]', '"ana-ruiz"')),
        "schema",
        FMT,
    ),
    "no strings": (
        each(lambda line: re.sub(r', "exact": "[^"]*"(?=}, "type": "DATE")', "", line)),
        "schema",
        FMT,
    ),
    "empty and required": (
        each(lambda line: line.replace('"speakers": ["ana-ruiz"]', '"speakers": []')),
        "schema",
        "has to be given",
    ),
    "no split": (metadata_without("split"), "schema", '"split": "train", as a new record has'),
    "no sha256": (metadata_without("sha256"), "schema", 'add "sha256": "d803'),
    "no doc_id": (metadata_without("doc_id"), "schema", 'which is "harbour" here; add "doc_id"'),
    "a string of no place": (without_offsets("Ana Ruiz", "Anna Ruiz"), "no-offsets", "Ana Ruiz"),
    "a string of two places": (
        without_offsets("June 3", "June"),
        "no-offsets",
        "'June' occurs at [21, 25) in line 1, [",
    ),
    # ---- a text that was changed
    "text with CR LF": (rewrite(TEXT, lambda raw: raw.replace("\n", "\r\n")), "text-changed", FIX),
    "text with a mark": (rewrite(TEXT, lambda raw: f"\ufeff{raw}"), "text-changed", FIX),
    "text without an end": (rewrite(TEXT, str.rstrip), "text-changed", FIX),
    "text with spaces": (rewrite(TEXT, lambda raw: raw.replace("\n", " \n")), "text-changed", FIX),
    "text with hard spaces": (
        rewrite(TEXT, lambda raw: raw.replace(" ", "\u00a0")),
        "text-changed",
        FIX,
    ),
    "text with a line": (
        rewrite(TEXT, lambda raw: f"News\n{raw}"),
        "text-changed",
        "said reanchor",
    ),
    "another text": (rewrite(TEXT, lambda _: "Another text.\n"), "text-changed", "said reanchor"),
    "text in another encoding": (
        rewrite(TEXT, lambda raw: raw.replace("e\u0301", "é"), "cp1252"),
        "utf8",
        "no longer the text that was annotated: byte",
    ),
    "a web page": (rewrite(TEXT, lambda raw: f"<html>{raw}</html>"), "not-text", "git restore"),
    "a PDF file": (rewrite(TEXT, lambda _: "%PDF-1.4\n"), "not-text", "no longer the text"),
    "an empty text": (rewrite(TEXT, lambda _: "\n"), "empty-text", "no longer the text"),
    # ---- what can be filled in
    "layers in the plural": (
        rewrite("seeds/corpus.json", lambda raw: raw.replace("{", '{"layers": ["dates"],', 1)),
        "schema",
        "layers",
    ),
    # ---- names
    "annotations.json": (rename(LINES, f"{FOLDER}/annotations.json"), "misnamed-file", "mv "),
    "annotation.jsonl": (rename(LINES, f"{FOLDER}/annotation.jsonl"), "misnamed-file", "mv "),
    "annotations.jsonl.txt": (rename(LINES, f"{LINES}.txt"), "misnamed-file", "mv "),
    "raw.txt.txt": (rename(TEXT, f"{TEXT}.txt"), "misnamed-file", "called raw.txt"),
    "Raw.TXT": (rename(TEXT, f"{FOLDER}/Raw.TXT"), "misnamed-file", "called raw.txt"),
    "article.txt": (rename(TEXT, f"{FOLDER}/article.txt"), "misnamed-file", "called raw.txt"),
    "metadata.json": (
        rename(METADATA, f"{FOLDER}/metadata.json"),
        "misnamed-file",
        "document.json",
    ),
    "document.json.bak": (rename(METADATA, f"{METADATA}.bak"), "misnamed-file", "document.json"),
    "a copy": (copied(LINES, f"{FOLDER}/annotations (1).jsonl"), "surplus-file", "another version"),
    "a backup": (copied(METADATA, f"{METADATA}~"), "surplus-file", "another version"),
    "entities.json": (rename(ENTITIES, "seeds/entities.json"), "misnamed-file", "entities.jsonl"),
    "entity.jsonl": (rename(ENTITIES, "seeds/entity.jsonl"), "misnamed-file", "entities.jsonl"),
    "compressed": (
        lambda root: (root / f"{LINES}.gz").write_bytes(gzip.compress(b"{}\n")),
        "surplus-file",
        "gzip -dk",
    ),
    ".DS_Store": (lambda root: (root / FOLDER / ".DS_Store").touch(), "surplus-file", "macOS"),
    "an article": (copied(TEXT, "seeds/story.txt"), "surplus-file", "said new"),
    "a folder copied": (
        lambda root: shutil.copytree(root / FOLDER, root / f"{FOLDER} copy"),
        "bad-folder-name",
        "another version of harbour",
    ),
    "a document beside seeds": (
        lambda root: shutil.copytree(root / FOLDER, root / "pier"),
        "surplus-file",
        "mv pier seeds/pier",
    ),
    "a document among topics": (
        lambda root: shutil.copytree(root / FOLDER, root / "seeds/topics/Pier_1"),
        "surplus-file",
        "mv seeds/topics/Pier_1 seeds/Pier_1",
    ),
    "an empty folder": (lambda root: (root / "seeds/pier").mkdir(), "missing-file", "is empty"),
    "a text alone": (
        lambda root: (
            (root / "seeds/pier").mkdir(),
            (root / "seeds/pier/raw.txt").write_text("It was shut on May 5, Ana said.\n"),
        ),
        "missing-file",
        "said new",
    ),
    "a registry in a document": (
        copied(ENTITIES, f"{FOLDER}/entities.jsonl"),
        "surplus-file",
        "add its lines to seeds/entities.jsonl",
    ),
    # ---- topics and events
    "targets.json": (with_topic("targets.json"), "misnamed-file", "pier/targets.jsonl"),
    "target.jsonl": (with_topic("target.jsonl"), "misnamed-file", "pier/targets.jsonl"),
    "Targets.jsonl.txt": (with_topic("Targets.jsonl.txt"), "misnamed-file", "pier/targets.jsonl"),
    "targets.jsonl.bak": (
        with_topic("targets.jsonl", "targets.jsonl.bak"),
        "surplus-file",
        "another version of targets.jsonl",
    ),
    **{
        name: (with_topic("targets.jsonl", name), "misnamed-file", f"mv {TOPIC}/{name} {TOPIC}/")
        for name in ("frames.json", "frame.jsonl", "word.jsonl", "ruling.md", "rulings.txt")
    },
    "a folder of targets": (
        lambda root: (root / TOPIC / "targets.jsonl").mkdir(parents=True),
        "surplus-file",
        "is a folder here",
    ),
    "topic": (
        with_topic("targets.jsonl", of="topic/pier"),
        "misnamed-file",
        "seeds/topic/* seeds/topics/",
    ),
    "Topics_1": (with_topic("targets.jsonl", of="Topic_1/pier"), "misnamed-file", "seeds/topics"),
    "targets among topics": (
        with_topic("targets.jsonl", of="topics"),
        "surplus-file",
        "seeds/topics/<topic>/targets.jsonl",
    ),
    "frames in seeds": (with_topic("frames.jsonl", of="."), "surplus-file", "seeds/topics/<topic>"),
    "Pier_Talks": (
        with_topic("targets.jsonl", of="topics/Pier_Talks"),
        "bad-folder-name",
        "mv seeds/topics/Pier_Talks seeds/topics/pier-talks",
    ),
    "event": (with_event("event/storm.json"), "misnamed-file", "mv seeds/event seeds/events"),
    **{
        f"event {name}": (with_event(f"events/{name}"), "misnamed-file", "events/storm.json")
        for name in ("Storm.json", "storm.jsonl", "storm.json.txt", "storm.txt", "storm")
    },
    "two of an event": (
        with_event("events/storm.json", "events/storm.json.bak"),
        "surplus-file",
        "another version of storm.json",
    ),
    # ---- registries
    "no entities": (rewrite(ENTITIES, lambda _: ""), "unknown-entity", "where nothing is"),
    "another entity": (
        rewrite(ENTITIES, lambda raw: raw.replace('"ana-ruiz"', '"ana-maria-ruiz"')),
        "unknown-entity",
        "did you mean ana-maria-ruiz",
    ),
}


def broken(root: Path, name: str) -> Checkout:
    """A corpus with one thing broken."""
    checkout = harbour.copy(root / re.sub(r"\W", "-", name))
    CONTRIBUTIONS[name][0](checkout.root)
    return checkout


@each_case("name", CONTRIBUTIONS)
def test_a_broken_contribution_gives_one_error_that_names_the_cause(
    name: str, tmp_path_factory: Any
) -> None:
    checkout = broken(tmp_path_factory.mktemp("broken"), name)
    _, kind, words = CONTRIBUTIONS[name]
    found = errors(said.validate(checkout.root))
    assert {one.kind for one in found} == {kind}, [str(one) for one in found]
    # Both offsets are wrong at once, and so are references in a registry and in a document.
    assert len(found) <= (1 if kind not in ("schema", "unknown-entity") else 7)
    assert words in str(found[0])


@each_case("name", [name for name, row in CONTRIBUTIONS.items() if row[2] in (FMT, FIX)])
def test_the_command_that_the_remedy_names_mends_it(name: str, tmp_path_factory: Any) -> None:
    checkout = broken(tmp_path_factory.mktemp("mended"), name)
    edit = fix.format_document if CONTRIBUTIONS[name][2] == FMT else fix.fix_document
    selection = select_paths([checkout.root])
    for fixed in edited_selection(selection, edit):
        fix.write_fixed(fixed, selection.root, selection.checkout)
    if name == "no ids":  # the new ones are others than before
        found = {one.kind for one in errors(said.validate(checkout.root))}
        assert found <= {"unknown-annotation"}
        return
    assert errors(said.validate(checkout.root)) == []
    for file in (TEXT, LINES, ENTITIES):
        assert (checkout.root / file).read_bytes() == (harbour.BASE / file).read_bytes(), file


def formatted(checkout: Checkout) -> list[str]:
    """What `said fmt` does to a corpus."""
    selection = select_paths([checkout.root])
    done: list[str] = []
    for fixed in edited_selection(selection, fix.format_document):
        fix.write_fixed(fixed, selection.root, selection.checkout)
        done += fixed.done
    return done


def test_what_can_be_known_is_filled_in(tmp_path: Path) -> None:
    checkout = broken(tmp_path, "no sha256")
    assert formatted(checkout) == [f"{METADATA}: sha256 of the text written"]
    assert (checkout.root / METADATA).read_bytes() == (harbour.BASE / METADATA).read_bytes()
    # Of another text nobody knows whether it was annotated.
    CONTRIBUTIONS["no sha256"][0](checkout.root)
    rewrite(TEXT, lambda raw: f"More. {raw}")(checkout.root)
    assert formatted(checkout) == []
    checkout = broken(tmp_path, "layers in the plural")
    assert len(formatted(checkout)) == 1
    corpus = json.loads((checkout.root / "seeds/corpus.json").read_bytes())
    assert corpus == {
        "layers": ["date"],
        **json.loads((harbour.BASE / "seeds/corpus.json").read_bytes()),
    }
