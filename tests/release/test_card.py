"""The card tells nothing that another document, or one less, would make wrong."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pyarrow.parquet as pq
import pytest
import yaml

from said import release
from said.release import card
from said.schema import TABLES
from said.schema.records import DctStatus
from said.system.errors import SaidError
from said.system.places import SOURCE_ROOT, Checkout

pytestmark = pytest.mark.slow

TEMPLATE = (SOURCE_ROOT / "dataset_card.md").read_text(encoding="utf-8")
HARBOUR = Path(__file__).parent.parent / "cases" / "base" / "seeds" / "harbour"
OF = re.compile(r"^<!-- said: of .*?^<!-- said: end of -->$", re.M | re.S)
COUNT = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|[0-9][0-9.,]*)\b",
    re.I,
)
NO_COUNTS = [
    # What holds of every corpus of this kind, whatever is in it.
    r"all four layers|how one event is|states one; without one|leave one document",
    r"is in two splits|gives two passages",
    r"keeps one polarity",
    r"One target of one unit|two documents give one act different|in both|Where one of the times",
    r"Two guesses on|One does so if|the other one asks|pairs of two documents|How far one gets by",
    r"Three things have three answers|two readings by \*\*one kind",
    # Names: of labels, rules, licences, hashes, figures.
    r"timex3|TIMEX3|SHA-?256|\bF1\b|\([A-Z][0-9]+\)|under D3|from 0, half|at least 0\.5",
    r"began with reports of May 2024|CC BY 4\.0|Apache-2\.0",
]
"""Numbers in the template that are no counts of what the corpus holds."""
OF_A_VERSION = re.compile(r"\bversion [0-9]+\.[0-9]+\.[0-9]+")
"""A paragraph or item that names a closed version is about that one, which never changes."""


def prose(template: str) -> str:
    """The template without what is generated, code, and what is left out with its documents."""
    body = card.FRONT_MATTER.sub("", template)
    return re.sub(r"`[^`]*`", "", OF.sub("", body))


def pieces(text: str) -> Iterator[str]:
    """The paragraphs and the items of lists."""
    for paragraph in re.split(r"\n\s*\n|\n(?=- )", text):
        yield " ".join(paragraph.split())


def counts(template: str) -> list[str]:
    found = []
    for piece in pieces(prose(template)):
        if not OF_A_VERSION.search(piece):
            found += COUNT.findall(re.sub("|".join(NO_COUNTS), "", piece))
    return found


def test_the_template_counts_nothing():
    assert counts(TEMPLATE) == []


@pytest.mark.parametrize(
    "file", ["dataset_card.md", "builders/said/edit/templates/dataset_card.md"]
)
def test_every_status_of_a_time_is_explained(file: str):
    template = (SOURCE_ROOT / file).read_text(encoding="utf-8")
    (told,) = [piece for piece in pieces(template) if piece.startswith('"Time is" ')]
    assert [one for one in get_args(DctStatus) if f"`{one}`" not in told] == []


@pytest.mark.parametrize(
    "line",
    ["Five reports of May.", "- It has 88 quotes.", "Ten acts are told.", "| 1,243 | dates |"],
)
def test_a_count_in_the_template_is_found(line: str):
    assert counts(f"{TEMPLATE}\n{line}\n") != []
    assert counts(f"{TEMPLATE}\n<!-- said: of x -->\n{line}\n<!-- said: end of -->\n") == []


def add_harbour(checkout: Checkout) -> None:
    """One more document, with what the registries have of it."""
    shutil.copytree(HARBOUR, checkout.seeds / "harbour")
    shutil.copytree(HARBOUR.parent / "topics/port", checkout.seeds / "topics/port")
    for name in ("entities", "utterances"):
        with (checkout.seeds / f"{name}.jsonl").open("a") as file:
            file.write((HARBOUR.parent / f"{name}.jsonl").read_text())


def remove(doc_id: str):
    return lambda checkout: shutil.rmtree(checkout.seeds / doc_id)


@pytest.mark.parametrize(
    "change",
    [add_harbour, remove("003_bf3454ffed0dd5e7"), remove("004_703e615c13756639")],
    ids=["one more", "without 003", "without 004"],
)
def test_no_number_or_list_of_the_card_is_wrong(full_checkout: Checkout, change):
    checkout = full_checkout
    change(checkout)
    release.build_release(checkout, jobs=1)
    place = checkout.corpus / "0.1.0"
    text = (place / "README.md").read_text(encoding="utf-8")
    documents = {
        row["doc_id"]: row
        for file in (place / "documents").glob("*.parquet")
        for row in pq.read_table(file).to_pylist()
    }
    ids = {file.parent.name for file in checkout.seeds.glob("*/raw.txt")}
    assert set(documents) == ids
    listed = re.findall(r"^\| `(\S+)` \| .* \| (\S+) \| (stated|inferred) \|$", text, re.M)
    assert listed == [
        (doc_id, row["dct"], row["dct_status"]) for doc_id, row in sorted(documents.items())
    ]
    # No document is named that is not there, by its id or its number.
    assert set(re.findall(r"\b[0-9]{3}_[0-9a-f]{16}\b", text)) <= ids
    numbers = {doc_id[:3] for doc_id in ids}
    assert set(re.findall(r"(?<![\w.:,])00[0-9](?![\w.:])", text)) <= numbers
    rows = {
        table: sum(pq.read_metadata(file).num_rows for file in (place / table).glob("*.parquet"))
        for table in TABLES
    }
    told = re.findall(r"^\| `(\w+)` \|(?:[ 0-9]*\|)* ([0-9]+) \|$", text, re.M)
    assert {table: int(number) for table, number in told} == rows
    head = yaml.safe_load(text.split("---\n")[1])
    sizes = {1_000: "n<1K", 10_000: "1K<n<10K", 100_000: "10K<n<100K"}
    count = sum(rows.values())
    assert head["size_categories"] == [next(name for limit, name in sizes.items() if count < limit)]
    assert head["language"] == sorted({row["language"] for row in documents.values()})


@pytest.mark.parametrize(
    "written",
    [
        "<!-- said: of x -->\nx\n",
        "x\n<!-- said: end of -->\n",
        "x <!-- said: of x -->\n<!-- said: end of -->\n",
    ],
)
def test_what_is_not_closed_is_told(checkout: Checkout, written: str):
    checkout.card.write_text(f"{TEMPLATE}\n{written}")
    line = TEMPLATE.count("\n") + 2
    line += "<!--" not in written.split("\n", maxsplit=1)[0]
    with pytest.raises(SaidError, match=rf"dataset_card\.md:{line}:"):
        release.build_release(checkout, jobs=1)


def test_the_readme_names_the_configs_and_no_count():
    text = (SOURCE_ROOT / "README.md").read_text(encoding="utf-8")
    named = re.search(r"The configs: (.*?);", text, re.S)
    assert named
    assert re.findall(r"`(\w+)`", named[1]) == list(TABLES)
    opening = text.split("## Two commands")[0]
    assert COUNT.findall(re.sub(r"\[[^]]*\]\([^)]*\)|May 2024", "", opening)) == []


def test_the_readme_points_to_the_card_of_the_newest_closed_version():
    version = json.loads((SOURCE_ROOT / "seeds/corpus.json").read_text())["released"][-1]["version"]
    text = (SOURCE_ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(corpus/([0-9.]+)/README\.md\)", text)) == {version}
