"""Tables, note and JSON of a small known case."""

import json

from said.scoring import report
from said.scoring.figures import Comparison, Figure
from said.scoring.stance import FIELDS
from said.text import jsontext
from scoring.made import TEXT, compare, mention, quote, stance

FIRST = [mention(1, "Lind", "a"), mention(2, "She", "a"), quote(1, "I quit.", "a")]
SECOND = [mention(1, "Lind", "b"), quote(1, "“I quit.”", "a"), stance(1, "brave", "favor")]
FOUND = compare(FIRST, SECOND)
SPANS, TOKENS, ATTRIBUTES, STANCE = report.comparison_tables(FOUND)


def test_spans():
    assert (SPANS.title, SPANS.head) == (
        "Spans",
        ["layer", "label", "exact F1", "overlap F1", "n"],
    )
    none = "none in either set"
    assert SPANS.rows == [
        ["block", "all", none, none, "0 / 0"],
        ["mark", "all", none, none, "0 / 0"],
        ["speaker", "all", "0.667", "0.667", "2 / 1"],
        ["speaker", "name", "0.667", "0.667", "2 / 1"],
        ["quote", "all", "0.000", "1.000", "1 / 1"],
        ["quote", "direct", "0.000", "1.000", "1 / 1"],
        ["date", "all", none, none, "0 / 0"],
        ["stance", "all", "0.000", "0.000", "0 / 1"],
        ["stance", "favor", "0.000", "0.000", "0 / 1"],
        ["cue", "all", none, "", "0 / 0"],
    ]


def test_tokens():
    assert (TOKENS.title, TOKENS.head) == ("Tokens", ["layer", "Krippendorff's alpha", "n"])
    assert [row[0] for row in TOKENS.rows] == ["mark", "speaker", "quote", "date", "stance"]
    assert TOKENS.rows[0][1:] == ["all 20 tokens have one value, outside", "20"]


def test_attributes():
    assert ATTRIBUTES.title == "Fields of spans that overlap"
    assert ATTRIBUTES.head == ["layer", "field", "share that agrees", "n", "spans paired"]
    assert ["speaker", "form", "1.000", "1", "0.667"] in ATTRIBUTES.rows
    assert ["speaker", "speakers", "0.000", "1", "0.667"] in ATTRIBUTES.rows
    assert ["quote", "cue", "no pairs with it", "0", "1.000"] in ATTRIBUTES.rows
    assert ["date", "type", "no pairs", "0", ""] in ATTRIBUTES.rows


def test_stance():
    assert (STANCE.title, STANCE.head) == (
        "Stance",
        ["label", "measure", "value", "precision", "recall", "n", "of"],
    )
    assert [row[:2] for row in STANCE.rows] == [
        ["all", "alpha"],
        ["all", "alpha on polarity"],
        ["all", "records F1"],
        ["all", "records of a unit F1"],
        *(["all", f] for f in ("holder", *FIELDS)),
        *([label, "items F1"] for label in ("favor", "against", "mixed", "none")),
    ]
    none = "none in the first set"
    assert ["favor", "items F1", "0.000", "0.000", none, "0 / 1", "items"] in STANCE.rows
    assert ["all", "records F1", "0.000", "0.000", none, "0 / 1", "records"] in STANCE.rows
    assert ["all", "holder", "no records that overlap", "", "", "0", "records that overlap"] in (
        STANCE.rows
    )


def test_json_has_every_figure():
    told = json.loads(jsontext.compact(report.comparison_as_json(FOUND, ["e"])))
    assert list(told) == [
        *("first", "second", "documents", "unit", "units", "figures", "only_in_one")
    ]
    assert told["only_in_one"] == ["e"]
    assert (told["first"], told["second"], told["documents"]) == ("a", "b", ["d"])
    assert (told["unit"], told["units"]) == ("line", 1)
    assert len(TEXT.splitlines()) == 1
    figures = [Figure(**{**one, "n": tuple(one["n"])}) for one in told["figures"]]
    assert figures == FOUND.figures


def test_the_note_tells_the_unit_and_what_n_is():
    assert report.comparison_note(FOUND) == (
        "a and b, 1 documents (too few documents to resample). In square brackets 95 % intervals "
        "from 1,000 bootstrap resamples of the 1 lines, none where fewer than 5 of them count or "
        "nothing disagrees. n is the number in a / in b, or of pairs or items."
    )
    many = Comparison("a", "b", ["d"] * 20, "document", 20, [])
    assert report.comparison_note(many).startswith("a and b, 20 documents. In square brackets ")
    assert " of the 20 documents, " in report.comparison_note(many)


def test_an_interval_stands_in_brackets():
    key = ("tokens", "quote", "all", "alpha")
    shown = Comparison("a", "b", [], "line", 9, [Figure(*key, 0.5, 0.25, 0.75, (4,), "tokens")])
    assert report.comparison_tables(shown)[1].rows == [["quote", "0.500 [0.250, 0.750]", "4"]]
