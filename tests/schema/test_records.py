"""The types of records are those of the schemas, and a type checker finds a misspelt field."""

import subprocess
import sys

import pytest

import record_types
from each_case import each_case
from said.system.places import SOURCE_ROOT

RIGHT = """
from said.schema.records import Annotation, Metadata, QuoteAnnotation, Target
from said.schema.rows import Document, Manifest, QuoteRow

def right(
    annotation: Annotation, quote: QuoteAnnotation, metadata: Metadata, target: Target,
    document: Document, row: QuoteRow, manifest: Manifest,
) -> object:
    if annotation["layer"] == "date":
        print(annotation["value"])
    quotes = document["quotes"] or []
    print(quotes[0]["content"][0]["exact"], target.get("aliases"), manifest["files"])
    return quote.get("cue"), metadata["dct"]["status"], row["speaker_names"], annotation["id"]
"""
MISSPELT = ["valeu", "contnet", "exat", "aliasses", "fiels", "ceu", "statsu", "speaker_name", "idd"]
CORRECT = ["value", "content", "exact", "aliases", "files", "cue", "status", "speaker_names", "id"]


@each_case("name", ["records.py", "rows.py"])
def test_the_types_are_those_of_the_schemas(name: str):
    written = (record_types.FOLDER / name).read_text()
    assert written == record_types.contents()[name], "run: python tests/record_types.py"


@pytest.mark.slow
@pytest.mark.exhaustive
def test_mypy_finds_each_misspelt_field():
    wrong = RIGHT
    for right, misspelt in zip(CORRECT, MISSPELT, strict=True):
        assert wrong.count(f'"{right}"') == 1
        wrong = wrong.replace(f'"{right}"', f'"{misspelt}"')
    assert errors(RIGHT) == 0
    assert errors(wrong) >= len(MISSPELT)


def errors(source: str) -> int:
    options = ["--strict", "--config-file=", "--no-error-summary", "-c", source]
    command = [sys.executable, "-m", "mypy", *options]
    done = subprocess.run(command, cwd=SOURCE_ROOT, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.stdout.count(" error: ")
