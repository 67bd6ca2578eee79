"""Systems of any form are scored against a gold set; what makes no sense is dropped and listed."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import said
from each_case import each_case
from effort import examples
from said.scoring import score_attribution, system_report
from said.scoring.joined import read_joined
from said.scoring.system import SystemReport, score, score_joined
from said.system.errors import SaidError

TEXT = "“We lost,” pilot Jonas Berg said on Tuesday. He said that the pier was closed on May 3."
Row = dict[str, Any]


def span(exact: str, layer: str = "quote", **fields: Any) -> Row:
    """A minimal span of the text."""
    start = TEXT.index(exact)
    return {"layer": layer, "start": start, "end": start + len(exact), **fields}


def quote(content: str, cue: str, source: str, type_: str, **fields: Any) -> Row:
    def spans(exact: str) -> list[Row]:
        start = TEXT.index(exact)
        return [{"start": start, "end": start + len(exact), "exact": exact}]

    return {
        "layer": "quote",
        "content": spans(content),
        "cue": spans(cue),
        "source": spans(source),
        "type": type_,
        **fields,
    }


QUOTES = [
    quote("We lost", "said on", "pilot Jonas Berg", "direct", speakers=["jonas-berg"]),
    quote("that the pier was closed", "said that", "He", "indirect", speakers=["jonas-berg"]),
]
DATES = [
    span("Tuesday", "date", type="DATE", value="2024-05-07"),
    span("May 3", "date", type="DATE", value="2024-05-03"),
]
GOLD = {"a": [{"text": TEXT, "quotes": QUOTES, "dates": DATES}]}


def gold(*doc_ids: str) -> list[Row]:
    return [
        {"doc_id": doc_id, "text": TEXT, "quotes": QUOTES, "dates": DATES}
        for doc_id in doc_ids or "a"
    ]


def kinds(report: SystemReport) -> dict[str, int]:
    found: dict[str, int] = {}
    for problem in report.systems[0].problems:
        found[problem.kind] = found.get(problem.kind, 0) + 1
    return found


def value(report: SystemReport, *names: str) -> float | None:
    return report.systems[0].value(*names)


def test_gold_against_itself() -> None:
    report = score(gold(), gold())
    assert report.layers == ("quote", "cue", "source", "date")
    (scored,) = report.systems
    assert (scored.errors, scored.problems) == ([], [])
    for figure in scored.figures:
        assert figure.value == 1, figure


FORMS: dict[str, list[Row]] = {
    "annotation lines": [{"doc_id": "a", **one} for one in [*QUOTES, *DATES]],
    "annotation lines with layer and content alone": [
        {"doc_id": "a", "layer": "quote", "content": one["content"]} for one in QUOTES
    ],
    "spans": [
        {"doc_id": "a", **span("We lost", label="direct")},
        {"doc_id": "a", **span("that the pier was closed", label="indirect")},
    ],
    "spans whose label tells the layer": [
        {"doc_id": "a", **span("We lost", label="direct"), "layer": "quote"},
        {"doc_id": "a", "start": 53, "end": 77, "label": "QUOTE"},
    ],
    "pairs of offsets": [
        {"doc_id": "a", "content": [[1, 8]]},
        {"doc_id": "a", "content": [[53, 77]]},
    ],
    "strings": [
        {"doc_id": "a", "quote": '"we  LOST,"', "speaker": "pilot Jonas Berg", "cue": "said"},
        {"doc_id": "a", "quote": "That the pier was closed", "speaker": "he", "cue": "said"},
    ],
    "strings of a document": [
        {"doc_id": "a", "quotes": [{"quote": "We lost"}, {"quote": "that the pier was closed"}]}
    ],
    "tokens with tags of one column": [
        {
            "doc_id": "a",
            "tokens": TEXT[:44].split(" ") + TEXT[45:].split(" "),
            "content": ["B-direct", "I-direct", *["O"] * 8, *["B-indirect", *["I-indirect"] * 4]]
            + ["O"] * 3,
        }
    ],
    "tokens with tags that tell their column, by sentence": [
        {
            "doc_id": "a",
            "tokens": ["“", "We", "lost", ",", "”", "pilot", "Jonas", "Berg", "said"],
            "tags": [
                "O",
                "B-quote",
                "I-quote",
                "O",
                "O",
                "B-source",
                "I-source",
                "I-source",
                "B-cue",
            ],
        },
        {"doc_id": "a", "tokens": ["on", "Tues", "##day", "."], "tags": ["O"] * 4},
        {
            "doc_id": "a",
            "tokens": ["He", "said", "that", "the", "pier", "was", "closed"],
            "tags": ["B-source", "B-cue", "B-quote", *["I-quote"] * 4],
        },
    ],
    "a pipeline of Hugging Face": [
        {
            "doc_id": "a",
            "predictions": [
                {"entity_group": "quote", "score": 0.9, "word": "We lost", "start": 1, "end": 8},
                {"entity_group": "B-quote", "score": 0.9, "start": 53, "end": 77},
            ],
        }
    ],
}


@each_case("form", FORMS)
def test_forms(form: str) -> None:
    report = score(gold(), FORMS[form])
    assert kinds(report) == {}
    assert (value(report, "quote", "overlap 0.8 F1")) == 1, report.systems[0].errors


def test_cues_and_sources_of_no_quote_are_spans_all_the_same() -> None:
    words = TEXT.split(" ")
    at = words.index("He")
    tags = [*["O"] * at, "B-source", "B-cue", *["O"] * (len(words) - at - 2)]
    report = score(gold(), [{"doc_id": "a", "tokens": words, "tags": tags}])
    assert kinds(report) == {}
    for role in ("cue", "source"):
        assert value(report, role, "exact precision") == (1 if role == "source" else 0)
        assert value(report, role, "overlap 0.3 recall") == 0.5


@pytest.mark.parametrize("last", ["I-", "E-", "L-"])
def test_predictions_of_single_tokens_are_joined(last: str) -> None:
    """As a token classifier of Hugging Face gives them if nothing aggregates them."""
    tokens = [("B-DATE", "Tuesday"), ("B-DATE", "May"), (f"{last}DATE", "3")]
    rows = [
        {"doc_id": "a", "entity": label, "word": word, "index": number}
        | {key: value for key, value in span(word).items() if key != "layer"}
        for number, (label, word) in enumerate(tokens)
    ]
    report = score(gold(), rows)
    assert (kinds(report), value(report, "date", "exact F1")) == ({}, 1)
    parted = score(gold(), [rows[0], rows[2], rows[1]])
    assert value(parted, "date", "exact precision") == pytest.approx(1 / 3)


def write(folder: Path, name: str, rows: list[Row]) -> Path:
    file = folder / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def test_files(tmp_path: Path) -> None:
    """Lines, JSON, Parquet, folders of lines and brat."""
    gold_file = write(tmp_path, "gold.jsonl", gold())
    lines = [*QUOTES, *DATES]
    named = [{"doc_id": "a", **one} for one in lines]
    (tmp_path / "lines").mkdir()
    write(tmp_path / "lines", "a.jsonl", lines)
    write(tmp_path, "named.jsonl", named)
    (tmp_path / "list.json").write_text(json.dumps(named))
    (tmp_path / "by-id.json").write_text(json.dumps({"a": lines}))
    pq.write_table(pa.Table.from_pylist(gold()), tmp_path / "table.parquet")
    (tmp_path / "brat").mkdir()
    (tmp_path / "brat/a.txt").write_text(TEXT)
    (tmp_path / "brat/a.ann").write_text(
        "T1\tContent 1 8\tWe lost\nT2\tCue 28 32\tsaid\nT3\tSource 11 27\tpilot Jonas Berg\n"
        "E1\tCue:T2 Content:T1 Cue:T2 Source:T3\n"
    )
    tagged = {
        "We": "B",
        "lost": "I",
        "that": "B",
        "the": "I",
        "pier": "I",
        "was": "I",
        "closed": "I",
    }
    words = ["“", "We", "lost", *TEXT[8:].replace(",”", ", ”").rstrip(".").split(), "."]
    (tmp_path / "a.conll").write_text(
        "".join(f"{w} {tagged[w]}-quote\n" if w in tagged else f"{w} O\n" for w in words)
    )
    (tmp_path / "dates").mkdir()
    (tmp_path / "dates/a.tml").write_text(
        f"<TimeML><TEXT>{TEXT}</TEXT></TimeML>".replace(
            "May 3", '<TIMEX3 type="DATE" value="2024-05-03">May 3</TIMEX3>'
        )
    )
    report = score_joined("g", read_joined(None, str(gold_file), [str(tmp_path / "dates")]))
    assert (kinds(report), report.layers) == ({}, ("date",))
    assert [value(report, "date", f"exact {name}") for name in ("precision", "recall")] == [1, 0.5]
    report = score_joined("g", read_joined(None, str(gold_file), [str(tmp_path / "a.conll")]))
    assert (kinds(report), report.layers) == ({}, ("quote",))
    assert value(report, "quote", "overlap 0.8 F1") == 1
    broken = (tmp_path / "a.conll").read_text()
    broken = broken.replace("pilot O\n", "pilot\n").replace("Jonas O\n", "Jonas O O\n")
    (tmp_path / "a.conll").write_text(broken)
    report = score_joined("g", read_joined(None, str(gold_file), [str(tmp_path / "a.conll")]))
    assert kinds(report) == {"malformed line": 2}
    assert value(report, "quote", "overlap 0.8 F1") == 1
    for name in ("lines", "named.jsonl", "list.json", "by-id.json", "table.parquet", "brat"):
        report = score_joined("g", read_joined(None, str(gold_file), [str(tmp_path / name)]))
        assert kinds(report) == {}, name
        assert value(report, "quote", "exact precision") == 1, name
        if name != "brat":
            assert value(report, "date", "exact F1") == 1, name


BAD: dict[str, tuple[Any, str]] = {
    "not an object": ("We lost", "not an object"),
    "a list": ([1, 2], "not an object"),
    "no document": ({"layer": "quote", "start": 1, "end": 8}, "no document"),
    "an unknown layer": (span("We lost", "sentiment"), "unknown layer"),
    "an unknown label": (span("We lost", label="wild"), "unknown label, scored without it"),
    "no layer": ({"start": 1, "end": 8}, "no layer"),
    "a label that tells no layer": ({"start": 1, "end": 8, "label": "ORG"}, "unknown label"),
    "no end": ({"layer": "quote", "start": 1}, "no span"),
    "an empty span": ({"layer": "quote", "start": 4, "end": 4}, "no span"),
    "numbers as strings": ({"layer": "quote", "start": "1", "end": "8"}, "no span"),
    "a negative start": ({"layer": "quote", "start": -3, "end": 8}, "no span"),
    "true as a start": ({"layer": "quote", "start": True, "end": 8}, "no span"),
    "white space": ({"layer": "quote", "start": 10, "end": 11}, "no span"),
    "outside": ({"layer": "quote", "start": 10, "end": 1100}, "outside the text"),
    "a huge number": ({"layer": "quote", "start": 10, "end": 10**30}, "outside the text"),
    "another string": ({**span("We lost"), "exact": "We won"}, "not what the text has there"),
    "tags for other tokens": (
        {"tokens": ["We"], "tags": ["O", "B-cue"]},
        "tags that do not fit the text",
    ),
    "tokens of another text": (
        {"tokens": ["They"], "tags": ["O"]},
        "tags that do not fit the text",
    ),
    "tags of no layer": ({"tokens": ["“We"], "tags": ["B-ORG"]}, "unknown tags"),
    "an unknown mention": (
        {"layer": "quote", "content": [[1, 8]], "source": ["s9"]},
        "unknown mention",
    ),
    "a string that the text does not have": ({"quote": "We won"}, "not in the text"),
    "a speaker that the text does not have": (
        {"quote": "We lost", "speaker": "Lind"},
        "source not in the text",
    ),
}


@each_case("name", BAD)
def test_what_makes_no_sense_is_dropped_and_the_rest_is_scored(name: str) -> None:
    row, kind = BAD[name]
    if isinstance(row, dict) and kind != "no document":
        row = {"doc_id": "a", **row}
    sound = {"doc_id": "a", **span("that the pier was closed")}
    report = score(gold(), [row, sound])
    assert kinds(report) == {kind: 1}
    assert value(report, "quote", "exact recall") in (0.5, 1.0)


def test_gold_is_read_strictly() -> None:
    rows = [*gold(), {"doc_id": "a", **span("We lost", "sentiment")}]
    with pytest.raises(SaidError, match=r"gold is the gold set, and .* unknown layer: sentiment"):
        score(rows, gold())


def test_only_layers_of_both_are_scored() -> None:
    dates = [{"doc_id": "a", "text": TEXT, "dates": DATES}]
    report = score(dates, gold())
    assert report.layers == ("date",)
    assert "only in the system: cue, quote, source" in system_report.summary(report)[1]
    report = score(gold(), dates)
    assert report.layers == ("date",)
    assert "only in the gold set: cue, quote, source" in system_report.summary(report)[1]
    with pytest.raises(SaidError, match="no layer is in all sets: gold has date, the system has"):
        score(dates, [{"doc_id": "a", **span("We lost")}])


def test_an_empty_system_has_found_nothing() -> None:
    report = score(gold("a", "b"), [])
    assert value(report, "quote", "exact recall") == 0
    assert report.systems[0].input.counted_empty == ["a", "b"]
    assert system_report.summary(report)[1] == "every layer of both sets is scored"
    assert "2 documents count as empty" in " ".join(system_report.summary(report))


def test_another_text_is_left_out_and_shown() -> None:
    other = [{"doc_id": "b", "text": TEXT.replace("Jonas", "Jon"), "quotes": QUOTES}]
    report = score(gold("a", "b"), [*gold("a"), *other])
    assert report.documents == ["a"]
    (problem,) = report.systems[0].problems
    assert (problem.kind, problem.where) == ("another text", "b")
    assert problem.detail.startswith(f"differs at {TEXT.index('as Berg')}: ")
    with pytest.raises(SaidError, match=r"b: system has another text, which differs at 20"):
        score(gold("b"), other)


def test_two_systems_of_one_document_and_documents_that_gold_does_not_have() -> None:
    report = score(gold("a"), [*gold("a", "a"), {"doc_id": "z", **span("We lost")}])
    assert kinds(report) == {
        "second version of a document": 1,
        "document that the gold set does not have": 1,
    }
    assert value(report, "quote", "exact F1") == 1


def test_the_same_string_fifty_times_counts_once() -> None:
    report = score(gold(), [{"doc_id": "a", "quote": "We lost"}] * 50)
    assert kinds(report) == {"duplicate": 49}
    assert value(report, "quote", "exact precision") == 1


def test_a_hundred_thousand_bad_lines(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_bytes(b"{nonsense\n" * 100_000 + json.dumps({"doc_id": "a", **QUOTES[0]}).encode())
    gold_file = write(tmp_path, "gold.jsonl", gold())
    report = score_joined("g", read_joined(None, str(gold_file), [str(file)]))
    assert kinds(report) == {"not JSON": 100_000}
    assert value(report, "quote", "exact recall") == 0.5
    lines = list(system_report.problem_lines(report.systems[0].problems))
    assert lines[0].startswith(f"{file}:1: not JSON")
    assert lines[-1] == "and 99,997 more: not JSON"


def test_a_folder_of_whole_documents(tmp_path: Path) -> None:
    gold_file = write(tmp_path, "gold.jsonl", gold())
    (tmp_path / "lines").mkdir()
    write(tmp_path / "lines", "a.jsonl", gold())
    report = score_joined("g", read_joined(None, str(gold_file), [str(tmp_path / "lines")]))
    assert (kinds(report), value(report, "quote", "exact F1")) == ({}, 1)
    write(tmp_path / "lines", "a.jsonl", [*gold(), *gold()])
    report = score_joined("g", read_joined(None, str(gold_file), [str(tmp_path / "lines")]))
    assert kinds(report) == {"second version of a document": 1}


def test_lines_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_bytes(
        b'{"doc_id": "a", "quote": "\xff"}\n\xff\xfe{\x00\n'
        + json.dumps({"doc_id": "a", **QUOTES[0]}).encode()
    )
    gold_file = write(tmp_path, "gold.jsonl", gold())
    report = score_joined("g", read_joined(None, str(gold_file), [str(tmp_path / "bad.jsonl")]))
    assert kinds(report) == {"not JSON": 2}
    assert "byte 0xff is not UTF-8" in report.systems[0].problems[0].detail
    assert value(report, "quote", "exact recall") == 0.5


def test_a_system_with_the_documents_of_somebody_else() -> None:
    with pytest.raises(SaidError, match="which has b, c and 1 more; gold has a") as raised:
        score(gold(), [{**QUOTES[0], "doc_id": name} for name in ("b", "c", "d")])
    assert "# newdoc id" in (raised.value.remedy or "")


def test_cues_of_no_quote_count_among_the_attributions(tmp_path: Path) -> None:
    gold_file = write(tmp_path, "gold.jsonl", gold())
    rows = [span("We lost"), span("said on", "cue"), span("lost", "cue"), span("He", "source")]
    file = write(tmp_path, "system.jsonl", [{"doc_id": "a", **row} for row in rows])
    joined = read_joined(None, str(gold_file), [str(file)]).of_layer("quote")
    (report,) = score_attribution(joined, ["gold", "system"]).reports
    exact = {
        (one.layer, one.measure): one.value
        for one in report.figures
        if one.measure.startswith("exact")
    }
    layers = ("content", "cue", "source")
    assert [exact[layer, "exact precision"] for layer in layers] == [1, 0.5, 1]
    assert [exact[layer, "exact recall"] for layer in layers] == [0.5, 0.5, 0.5]
    assert exact["quote", "exact F1"] == 0


def test_a_table_of_another_kind(tmp_path: Path) -> None:
    pq.write_table(pa.table({"x": [1], "y": ["a"]}), tmp_path / "other.parquet")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 nothing")
    gold_file = write(tmp_path, "gold.jsonl", gold())
    for name, kind in (("other", "table of another kind"), ("broken", "file that cannot be read")):
        arguments = str(gold_file), [str(tmp_path / f"{name}.parquet")]
        with pytest.raises(SaidError, match=kind):
            read_joined(None, *arguments)


def test_errors_labels_and_the_paired_test() -> None:
    system = [
        {"doc_id": "a", **span("We lost", label="mixed")},
        {"doc_id": "a", **span("pilot", label="direct")},
        *({"doc_id": "a", **one} for one in DATES[:1]),
    ]
    report = score(gold(), system, gold())
    scored = report.systems[0]
    errors = {(error.kind, error.layer, error.text) for error in scored.errors}
    assert errors == {
        ("wrong label", "quote", "We lost"),
        ("not in gold", "quote", "pilot"),
        ("missed", "quote", "that the pier was closed"),
        ("missed", "date", "May 3"),
    }
    assert scored.confusion["quote"] == {
        ("direct", "mixed"): 1,
        ("indirect", "(missed)"): 1,
        ("(not in gold)", "direct"): 1,
    }
    difference = {one[1:4]: one.value for one in report.differences}
    assert difference["quote", "all", "exact F1"] == -0.5


def test_results_by_origin_and_collection() -> None:
    rows = [
        {**row, "origin": origin, "collection": "feed"}
        for row, origin in zip(gold("a", "b"), ("published", "written"), strict=True)
    ]
    report = score(rows, [{"doc_id": "a", **span("We lost")}])
    facets = report.systems[0].facets
    assert set(facets) == {"origin", "collection"}
    recalls = {
        name: figure.value
        for name, figures in facets["origin"].items()
        for figure in figures
        if figure.measure == "exact recall"
    }
    assert recalls == {"published": 0.5, "written": 0}


def test_sets_passages_and_stances() -> None:
    """Fields of repeated dates, pairs of quotes, and the labels of pairs of sentence and target."""
    often = span("Tuesday", "date", type="SET", value="P1W", freq="1X", quant="EACH")
    passages = [{**one, "utterance": "u1", "passages": ["p1"]} for one in (QUOTES[0], QUOTES[1])]
    stances = [
        span("We lost", "stance", label="against", target="pier", holder="author"),
        span("closed", "stance", label="favor", target="pier", holder="author"),
    ]
    rows = [{"doc_id": "a", "text": TEXT, "annotations": [often, *passages, *stances]}]
    wrong = [
        {**often, "freq": "2X"},
        *passages[:1],
        {**passages[1], "passages": ["p2"]},
        stances[0],
        {**stances[1], "label": "against"},
    ]
    report = score(rows, [{"doc_id": "a", "annotations": wrong}])
    assert value(report, "date", "freq right", "SET") == 0
    assert value(report, "date", "quant right", "SET") == 1
    assert value(report, "quote", "pairs that share a passage F1") == 0
    assert value(report, "stance", "macro-F1 of pairs") == pytest.approx(1 / 3)


def test_the_report_fits_a_terminal_and_is_markdown() -> None:
    report = score(gold("a", "b"), [{"doc_id": "a", **span("We lost", label="direct")}])
    lines = system_report.summary(report)
    assert 3 <= len(lines) <= 10
    for table in system_report.tables(report):
        widths = [max(map(len, cells)) + 3 for cells in zip(table.head, *table.rows, strict=True)]
        assert sum(widths) + 1 <= 80, table.title
    markdown = system_report.markdown(report)
    assert markdown.startswith("# Scores\n")
    assert "| quote | 40.0 |" in markdown


VALUES = [None, True, -1, 10**30, 1.5, "", "a", "\ud800", [], {}, [[1, 8]], [{"start": 1}], ["s1"]]
FIELDS = (
    *("layer", "start", "end", "label", "type", "span", "content", "expression", "cue", "source"),
    *("speakers", "target", "holder", "utterance", "passages", "quote", "speaker", "exact", "text"),
    *("tokens", "tags", "starts", "ends", "date", "quotes", "annotations", "value", "freq", "id"),
)


@pytest.mark.sampled
def test_no_value_breaks_the_reading() -> None:
    """A row with any value in any field is scored or dropped."""
    chance = random.Random(0)
    sound = [{"doc_id": "a", **one} for one in QUOTES]
    for _ in range(examples(2_000)):
        row = {"doc_id": "a", **chance.choice([QUOTES[0], DATES[0], {"quote": "We lost"}, {}])}
        for field in chance.sample(FIELDS, chance.randrange(1, 4)):
            row[field] = chance.choice(VALUES)
        report = score(gold(), [*sound, row])
        assert value(report, "quote", "exact recall") is not None, row
        system_report.markdown(report)


def test_the_released_table_is_a_gold_set() -> None:
    """It has blocks for paragraphs, too, which no annotation line is."""
    folder = Path(said.path()) / "documents"
    joined = read_joined(None, str(folder), [str(folder)])
    (scored,) = score_joined("gold", joined).systems
    assert (scored.errors, scored.problems) == ([], [])
    assert "block" in joined.layers
