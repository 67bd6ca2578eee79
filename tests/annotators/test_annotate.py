"""`said.annotate`: light to import, strict about what it takes."""

import datetime
import json
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import said
from each_case import each_case
from said.annotators.annotate import LAYERS, Registry
from said.annotators.precision import rule_precision
from said.schema.timex import explain_value
from said.system.errors import SaidError

CORPUS = Path(__file__).parent.parent.parent / "corpus" / "0.1.0" / "jsonl"
TEXT = "She left on Tuesday, after two weeks."


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_it_gives_records():
    assert said.annotate(TEXT, dct="2024-05-15") == [
        {
            "id": "d1",
            "layer": "date",
            "span": {"start": 12, "end": 19, "exact": "Tuesday"},
            "type": "DATE",
            "value": "2024-05-14",
            "anchor": "dct",
            "rule": "date-weekday",
            "precision": rule_precision("date", "date-weekday", "said"),
        },
        {
            "id": "d2",
            "layer": "date",
            "span": {"start": 27, "end": 36, "exact": "two weeks"},
            "type": "DURATION",
            "value": "P2W",
            "rule": "length-units",
            "precision": rule_precision("date", "length-units", "said"),
        },
    ]


def test_dates_of_a_narrative_follow_the_story():
    text = "The war began in 1943. “We sail in June,” Ann Holm said."
    dates = [one for one in said.annotate(text, "2024-05-15", narrative=True, layers="dates,quotes")
             if one["layer"] == "date"]  # fmt: skip
    assert [(one["value"], one.get("anchor")) for one in dates] == [
        ("1943", None),
        ("1943-06", "d1"),
    ]
    assert said.draft(text, narrative=True).annotations[1]["value"] == "1943-06"
    with pytest.raises(SaidError, match="narrative"):
        said.annotate(text, narrative="yes")  # type: ignore[arg-type]


def test_import_is_light():
    heavy = "regex", "pyarrow", "msgspec", "typer", "said.annotators"
    assert run(f"import said, sys; print(set({heavy!r}) & set(sys.modules))") == "set()"


def test_every_public_name_is_there():
    assert {name for name in said.__all__ if hasattr(said, name)} == set(said.__all__)
    with pytest.raises(AttributeError, match="anotate"):
        said.anotate  # noqa: B018


def test_no_time_leaves_relative_values_open():
    value = said.annotate("It was on May 14.")[0]["value"]
    assert value == "XXXX-05-14"


def test_the_convention_is_passed_on():
    text = "in the past three quarters"
    found = {c: said.annotate(text, convention=c)[0]["value"] for c in ("said", "timeml")}
    assert found == {"said": "P3Q", "timeml": "P9M"}


@each_case(
    ("arguments", "cause"),
    [
        ({"dct": "yesterday"}, "'yesterday' is no date"),
        ({"dct": "2024-02-30"}, "'2024-02-30' is no date"),
        ({"dct": "2024-05"}, "'2024-05' is no date"),
        ({"dct": "20240515"}, "'20240515' is no date"),
        ({"dct": "2024-05-15T"}, "'2024-05-15T' is no date"),
        ({"dct": ""}, "'' is no date"),
        ({"layers": ["dates", "dreams"]}, "no layer 'dreams'"),
        ({"layers": ""}, "no layer ''"),
        ({"convention": "timex"}, "no convention 'timex'"),
    ],
)
def test_what_it_does_not_take_is_told(arguments: dict[str, str], cause: str):
    with pytest.raises(SaidError) as told:
        said.annotate(TEXT, **arguments)
    assert told.value.cause == cause
    if "layers" in arguments:
        assert all(layer in told.value.remedy for layer in LAYERS)


@each_case("dct", ["2024-05-15T10:00", "2024-05-15T10:00:00Z", "2024-05-15T10:00-07:00"])
def test_a_time_of_day_may_stand_with_the_date(dct: str):
    assert said.annotate(TEXT, dct=dct) == said.annotate(TEXT, dct="2024-05-15")


def test_real_texts_give_sound_records():
    read = 0
    for file in sorted((CORPUS / "documents").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            found = said.annotate(document["text"], dct=document["dct"])
            assert found
            read += 1
            places = [(one["span"]["start"], -one["span"]["end"]) for one in found]
            assert places == sorted(places)
            for one in found:
                span = one["span"]
                assert document["text"][span["start"] : span["end"]] == span["exact"]
                assert explain_value(one["type"], one["value"]) is None
    assert read >= 3


ROW = {"id": "ana-ruiz", "name": "Ana Ruiz", "kind": "person", "aliases": ["Ruiz"]}
WRONG_ROWS = [
    5, None, "x", [], {}, *({**ROW, field: 5} for field in ROW), {**ROW, "aliases": [5]},
    {**ROW, "aliases": "Ruiz"}, {**ROW, "name": " "}, {**ROW, "aliases": [""]},
    *({key: value for key, value in ROW.items() if key != field} for field in ROW),
]  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        *({"text": wrong} for wrong in (None, 5, b"x", ["x"])),
        *({"dct": wrong} for wrong in (5, b"2024-05-15", datetime.date(2024, 5, 15), True)),
        *({"layers": wrong} for wrong in (5, None, [5], [["dates"]], b"dates")),
        *({"model": wrong} for wrong in (5, None, [5], {}, b"m", "no-such-folder", ["a", "b"])),
        *({"convention": wrong} for wrong in (5, [], "ours")),
        *({"registry": wrong} for wrong in (5, None, "x", {}, ([ROW], []))),
        *({"registry": Registry(wrong)} for wrong in (5, None, "x", {"a": ROW})),
        *({"registry": Registry([ROW, wrong])} for wrong in WRONG_ROWS),
        {"registry": Registry([{**ROW, "id": "o'dell"}])},
        *({"registry": Registry((), [ROW, wrong])} for wrong in (5, {}, {**ROW, "kind": 5})),
    ],
    ids=str,
)
def test_arguments_of_the_wrong_kind_have_a_cause_and_a_remedy(arguments: dict[str, Any]):
    with pytest.raises(SaidError) as told:
        said.annotate(**{"text": TEXT, "layers": "quotes", **arguments})
    assert next(iter(arguments)).removesuffix("s") in told.value.cause
    assert told.value.remedy


def test_other_mappings_and_lists_are_taken():
    registry = Registry((MappingProxyType({**ROW, "aliases": ("Ruiz",)}),))
    assert said.annotate("“Yes,” Ruiz said.", layers={"quotes"}, registry=registry)
    assert said.annotate(TEXT, layers=[]) == []
