"""Tables of articles: what their columns and rows are taken for, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import said
from each_case import each_case
from edit.making import values
from said.annotators.registry import Registry
from said.edit import from_table
from said.edit.create import create_document
from said.edit.feed import Row, meant_day, open_feed
from said.edit.from_table import create_from_table
from said.edit.init import About, init_corpus
from said.edit.new import Told
from said.system.errors import SaidError
from said.system.places import Checkout

TEXT = "“We lost {},” said Jonas Berg, a pilot, on 3 May 2024. The pier is shut.\n"


def write(file: Path, rows: list[dict[str, Any]]) -> Path:
    if file.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), file)
    elif file.suffix == ".csv":
        import csv

        with file.open("w", newline="") as opened:
            writer = csv.DictWriter(opened, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    else:
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def read(file: Path) -> list[Row]:
    return list(open_feed(file).read_rows())


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_a_table_of_each_kind(tmp_path: Path, ending: str):
    rows = [
        {"ID": 7, "Body": "One,\n“two”.", "Pub Date": "2024-05-03", "author": "A. Berg; B. Lind"},
        {"ID": 8, "Body": "Three.", "Pub Date": "", "author": ""},
    ]
    feed = open_feed(write(tmp_path / f"feed.{ending}", rows))
    assert feed.columns == {"text": "Body", "doc_id": "ID", "dct": "Pub Date", "authors": "author"}
    assert (feed.rows, feed.unused) == (2, ())
    first = {"text": "One,\n“two”.", "doc_id": "7", "dct": "2024-05-03"}
    assert list(feed.read_rows()) == [
        Row(1, first | {"authors": ["A. Berg", "B. Lind"]}),
        Row(2, {"text": "Three.", "doc_id": "8"}),
    ]


@each_case(
    ("value", "dct"),
    [
        (date(2024, 5, 3), "2024-05-03"),
        (datetime(2024, 5, 3, 10, 5, 1, 999), "2024-05-03T10:05:01"),
        (datetime(2024, 5, 3, 10, 5, tzinfo=UTC), "2024-05-03T10:05:00+00:00"),
        ("2024-05-03 10:05:01", "2024-05-03T10:05:01"),
        ("2024-05-03T10:05:01.123Z", "2024-05-03T10:05:01Z"),
    ],
)
def test_times(tmp_path_factory: pytest.TempPathFactory, value: Any, dct: str):
    file = tmp_path_factory.mktemp("feed") / "feed.parquet"
    (row,) = read(write(file, [{"text": "x", "date": value}]))
    assert row.values["dct"] == dct


@each_case(
    ("row", "problem"),
    [
        (
            {"text": "x", "dct": 20240503},
            "dct: 20240503 is not a date, a time or a string; write 2024-05-03",
        ),
        ({"text": ""}, "it has no text"),
        ({"text": " \n"}, "it has no text"),
        ({"text": None}, "it has no text"),
        ({"text": 5}, "text: 5 is not a string"),
        ({"text": "x", "title": ["y"]}, "title: ['y'] is not a string"),
        ({"text": "x", "authors": {"a": 1}}, "authors: {'a': 1} is not a string or a list"),
        ({"text": "x", "dct": 20240503}, "dct: 20240503 is not a date, a time or a string"),
        ({"text": "x", "id": [1]}, "doc_id: [1] is not a string or an integer"),
    ],
)
def test_a_row_that_is_refused(
    tmp_path_factory: pytest.TempPathFactory, row: dict[str, Any], problem: str
):
    file = tmp_path_factory.mktemp("feed") / "feed.jsonl"
    good, bad = read(write(file, [{"text": "good"}, row]))
    assert good.problem is None
    assert str(bad.problem).startswith(problem)


@each_case(
    ("line", "problem"),
    [
        (b"", "the line is empty"),
        (b"{", "not valid JSON: the record"),
        (b"[1]", "the line is not a JSON object"),
        (b'{"text": "\xff"}', "not UTF-8"),
    ],
)
def test_a_line_that_is_refused(
    tmp_path_factory: pytest.TempPathFactory, line: bytes, problem: str
):
    file = tmp_path_factory.mktemp("feed") / "feed.jsonl"
    file.write_bytes(b'{"text": "x"}\n' + line + b'\n{"text": "y"}\n')
    rows = read(file)
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.problem is None for row in rows] == [True, False, True]
    assert str(rows[1].problem).startswith(problem)


@each_case(
    ("name", "content", "cause"),
    [
        ("feed.jsonl", '{"titel": "x"}', r"no column has the text.*titel \(did you mean title\?\)"),
        ("feed.jsonl", "", "the columns are none"),
        ("feed.csv", "a;b\n1;2\n", "the columns are a, b"),
        ("feed.csv", 'text\n"x', "not readable as CSV"),
        ("feed.parquet", "PAR1", "not readable as Parquet"),
        ("feed.xlsx", "PK", "not a table of a kind that is read"),
        ("feed.jsonl", '[{"text": "x"}]', "this is one JSON array"),
        ("feed.jsonl", '[\n  {\n    "text": "x"\n  }\n]', "this is one JSON array"),
        ("feed.json", '{\n  "text": "x"\n}', "objects over several lines"),
    ],
)
def test_a_table_that_is_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: str, cause: str
):
    file = tmp_path_factory.mktemp("feed") / name
    file.write_text(content)
    with pytest.raises(SaidError, match=cause):
        open_feed(file)


@each_case(
    ("value", "day"),
    [
        ("13 March 2025", "2025-03-13"),
        ("Mar 13, 2025", "2025-03-13"),
        ("3/13/2025", "2025-03-13"),
        ("Thu, 13 Mar 2025 10:00:00 +0000", "2025-03-13"),
        ("3/4/2025", None),
        ("4/4/2025", "2025-04-04"),
        ("in May", None),
    ],
)
def test_a_day_in_another_form(value: str, day: str | None):
    assert meant_day(value) == day


def test_a_table_whose_name_does_not_say_its_kind(tmp_path: Path):
    (tmp_path / "csv.txt").write_text("id,date,text\na,2025-03-13,x\nb,2025-03-14,y\n")
    (tmp_path / "rows.json").write_text('{"text": "x"}\n{"text": "y"}\n')
    write(tmp_path / "feed.parquet", [{"text": "x"}, {"text": "y"}]).rename(tmp_path / "feed.pq")
    for name in ("csv.txt", "rows.json", "feed.pq"):
        assert open_feed(tmp_path / name).rows == 2


def test_rows_of_a_csv_with_other_cells(tmp_path: Path):
    file = tmp_path / "feed.csv"
    file.write_text("\ufefftext,title\na,b\na\na,b,c\n")
    assert [row.problem for row in read(file)] == [
        None,
        "it has fewer cells than the table has columns; write its separators, too, where cells "
        "are empty",
        "it has more cells than the table has columns; put a cell in which the separator stands "
        "into quotation marks",
    ]


def test_what_is_not_utf8_is_told_before_anything_is_written(tmp_path: Path):
    file = tmp_path / "feed.csv"
    file.write_bytes(b"text\nx\ncaf\xe9\n")
    with pytest.raises(SaidError, match="not UTF-8"):
        open_feed(file)


# ---- documents of rows


@pytest.fixture
def corpus(tmp_path: Path) -> Checkout:
    return init_corpus(tmp_path / "corpus", About("x")).checkout


def test_documents_are_made_and_what_is_refused_is_told(tmp_path: Path, corpus: Checkout):
    rows = [
        {"text": TEXT.format(1), "date": "2024-05-04", "title": "Pier shut", "author": "Bo Dahl"},
        {"text": "", "date": "2024-05-04"},
        {"text": TEXT.format(1), "date": "2024-05-04"},
        {"text": TEXT.format(2), "date": "13.3.2025"},
        {"text": TEXT.format(3)},
        {"text": "The pier is shut."},
    ]
    feed = open_feed(write(tmp_path / "My feed.jsonl", rows))
    made = create_from_table(corpus, feed, Told(license="CC0-1.0"), register=True, jobs=1)
    assert made.documents == 2
    assert made.refused == [
        "row 2: it has no text; write the article into it, or take it out",
        "row 3: the corpus has this text as My-feed-1; annotate it there, or move it to another "
        "version with said reanchor",
        "row 4: '13.3.2025' is no date; write 2025-03-13",
        "row 6: the text names no day, so nothing tells when it was written; give the document's "
        "time: dct 2024-05-15",
    ]
    assert [one["id"] for one in made.entities] == ["jonas-berg"]
    (metadata,) = values(
        (corpus.seeds / "My-feed-1/document.json").read_bytes().replace(b"\n", b"")
    )
    note = "My feed.jsonl, row 1"
    outside = {"value": "2024-05-04", "status": "external", "evidence": [], "note": note}
    assert metadata["dct"] == outside
    assert (metadata["title"], metadata["authors"]) == ("Pier shut", ["Bo Dahl"])
    assert {one["status"] for one in metadata["provenance"]} == {"external"}
    assert metadata["license"] == "CC0-1.0"
    assert [one for one in said.validate(corpus.root) if one.severity == "error"] == []
    again = create_from_table(corpus, feed, Told(), jobs=1)
    assert again.documents == 0
    assert again.refused[0] == (
        "row 1: seeds/My-feed-1: is there already; choose another id in the column doc_id"
    )


def test_who_is_named_in_several_rows_is_registered_once(tmp_path: Path, corpus: Checkout):
    rows = [
        {"text": TEXT.format(number) + extra, "id": f"d{number}"}
        for number, extra in enumerate(["", "“No,” said Berg.", "“No,” said Ana Ruiz."])
    ]
    feed = open_feed(write(tmp_path / "feed.jsonl", rows))
    made = create_from_table(corpus, feed, Told(), register=True, jobs=2)
    assert (made.documents, made.refused) == (3, [])
    entities = values((corpus.seeds / "entities.jsonl").read_bytes())
    assert [one["id"] for one in entities] == ["ana-ruiz", "jonas-berg"]
    assert entities[1]["aliases"] == ["Berg"]
    assert isinstance(Registry(entities), Registry)


def test_a_bad_value_of_one_row_costs_no_other(tmp_path: Path, corpus: Checkout):
    rows = [
        {"text": TEXT.format(1), "id": "é—"},
        {"text": TEXT.format(2), "id": "港"},
        {"text": TEXT.format(3), "id": "e"},
        {"text": TEXT.format(4) + "\ud800", "id": "f"},
        {"text": TEXT.format(5), "id": "g", "url": "javascript:alert(1)"},
    ]
    feed = open_feed(write(tmp_path / "feed.jsonl", rows))
    made = create_from_table(corpus, feed, Told(), jobs=1)
    assert [one.name for one in corpus.seeds.iterdir() if one.is_dir()] == ["e"]
    assert [one[:12] for one in made.refused] == [
        "row 2: '港' g",
        "row 3: seeds",
        "row 4: not v",
        "row 5: url: ",
    ]


def test_documents_are_annotated_for_the_layers_that_are_named_alone(
    tmp_path: Path, corpus: Checkout
):
    feed = open_feed(write(tmp_path / "feed.jsonl", [{"text": TEXT.format(1), "id": "d1"}]))
    made = create_from_table(corpus, feed, Told(), ["dates"], register=True, jobs=1)
    assert (made.documents, made.refused) == (1, [])
    assert json.loads((corpus.seeds / "d1/document.json").read_bytes())["layers"] == ["date"]
    lines = values((corpus.seeds / "d1/annotations.jsonl").read_bytes())
    assert {line["layer"] for line in lines} == {"date"}


def test_nothing_is_drafted_in_another_language(tmp_path: Path):
    made = init_corpus(tmp_path / "corpus", About("x", language="de"))
    feed = open_feed(write(tmp_path / "feed.jsonl", [{"text": TEXT, "date": "2024-05-04"}]))
    done = create_from_table(made.checkout, feed, Told(), jobs=1)
    assert (done.documents, done.annotations) == (1, 0)
    metadata = json.loads((made.checkout.seeds / "feed-1/document.json").read_bytes())
    assert (metadata["language"], metadata["status"]) == ("de", "raw")
    article = tmp_path / "a.txt"
    article.write_text(TEXT + "Again.")
    created = create_document(made.checkout, article, Told(dct="2024-05-04"))
    assert created.notes[0].startswith("nothing is drafted: the language is de")


def events_of(corpus: Checkout) -> dict[str, str]:
    """The description of each event by the name of its file."""
    files = sorted(corpus.seeds.glob("events/*"))
    return {file.name: json.loads(file.read_bytes())["description"] for file in files}


def test_the_events_of_a_table_are_registered_once(
    tmp_path: Path, corpus: Checkout, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(from_table, "_BATCH", 2)
    (corpus.seeds / "events").mkdir()
    (corpus.seeds / "events/1912.json").write_bytes(
        b'{\n  "id": "1912",\n  "description": "A ship sank."\n}\n'
    )
    named = [
        "Fire on the Píer!",
        1912,
        "fire-on-the-pier",
        None,
        "港",
        "x" * 101,
        "Fire on the Pier",
    ]
    rows = [{"text": TEXT.format(number), "Event": one} for number, one in enumerate(named)]
    feed = open_feed(write(tmp_path / "feed.jsonl", rows))
    made = create_from_table(corpus, feed, Told(), register=True, jobs=1)
    assert made.events == ["fire-on-the-pier"]
    assert [one[:6] for one in made.refused] == ["row 5:", "row 6:"]
    assert made.refused[0].startswith("row 5: event: '港' gives no id for an event; write words")
    given = [
        json.loads((corpus.seeds / f"feed-{number}/document.json").read_bytes()).get("event")
        for number in (1, 2, 3, 4, 7)
    ]
    fire = "fire-on-the-pier"
    assert given == [fire, "1912", fire, None, fire]
    unwritten = "TO FILL IN: what happened, in one sentence"
    assert events_of(corpus) == {"1912.json": "A ship sank.", f"{fire}.json": unwritten}
    found = list(said.validate(corpus.root))
    assert [one for one in found if one.kind not in ("near-duplicate",)] == []
    # What somebody wrote is never written over.
    more = open_feed(write(tmp_path / "more.jsonl", [{"text": TEXT.format(9), "event": "1912"}]))
    assert create_from_table(corpus, more, Told(), register=True, jobs=1).events == []
    assert events_of(corpus)["1912.json"] == "A ship sank."


def test_without_register_one_finding_says_which_event_is_missing(tmp_path: Path, corpus: Checkout):
    rows = [{"text": TEXT.format(number), "event": "pier-fire"} for number in range(5)]
    feed = open_feed(write(tmp_path / "feed.jsonl", rows))
    made = create_from_table(corpus, feed, Told(), ["dates"], jobs=1)
    assert (made.documents, made.events, made.refused) == (5, ["pier-fire"], [])
    assert not (corpus.seeds / "events").exists()
    (missing,) = [one for one in said.validate(corpus.root) if one.kind == "unknown-event"]
    assert missing.message.startswith(
        "event: seeds/events/pier-fire.json does not exist (5 times, in 5 files: seeds/feed-1/"
    )
    assert missing.severity == "warning"  # drafts


def test_no_document_takes_the_folder_of_the_events(tmp_path: Path, corpus: Checkout):
    rows = [
        {"text": TEXT.format(number), "id": one} for number, one in enumerate(["events", "Topics"])
    ]
    made = create_from_table(corpus, open_feed(write(tmp_path / "f.jsonl", rows)), Told(), jobs=1)
    assert made.refused == [
        "row 1: events is the folder of the events; choose another id in the column doc_id",
        "row 2: topics is the folder of the topics; choose another id in the column doc_id",
    ]


def test_events_are_not_written_through_a_link(tmp_path: Path, corpus: Checkout):
    (tmp_path / "elsewhere").mkdir()
    (corpus.seeds / "events").symlink_to(tmp_path / "elsewhere")
    feed = open_feed(write(tmp_path / "f.jsonl", [{"text": TEXT.format(1), "event": "fire"}]))
    with pytest.raises(SaidError, match="link"):
        create_from_table(corpus, feed, Told(), register=True, jobs=1)
    assert list((tmp_path / "elsewhere").iterdir()) == []
