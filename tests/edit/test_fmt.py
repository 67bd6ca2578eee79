"""`fmt` gives files their canonical form, fills in what one can know, and loses nothing."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from each_case import each_case
from edit.making import ANNOTATIONS, BASE, PROJECT, lines, real, seed, source, values
from said.edit import fix, spans
from said.schema import canonical
from said.seeds.documents import Seed
from said.seeds.registries import document_ids, read_registries

ALL = [real(doc_id) for doc_id in document_ids(PROJECT)[0]]
HARBOUR = real("harbour", BASE)
TEXT = "The pier is shut. “Shut,” said Lind, “and shut for good.” The pier stays, Lind said.\n"


def formatted(text: str, *annotations: dict[str, Any]) -> fix.Fixed:
    return fix.format_document(seed(text, lines(list(annotations))), [])


def result(text: str, *annotations: dict[str, Any]) -> list[Any]:
    """The annotations as they become."""
    fixed = formatted(text, *annotations)
    assert fixed.findings == []
    return values(fixed.files[ANNOTATIONS])


def mention(exact: str, **others: Any) -> dict[str, Any]:
    span = {"exact": exact}
    return {"layer": "speaker", "span": span, "form": "name", "speakers": ["lind"], **others}


def again(document: Seed, fixed: fix.Fixed) -> fix.Fixed:
    content = fixed.files.get(ANNOTATIONS)
    text = document.text or ""
    return fix.format_document(seed(text, content if content is not None else b""), [])


@each_case("document", ALL)
def test_the_corpus_is_in_its_form(document: Seed) -> None:
    assert not any(fix.format_document(document, []))


def test_so_are_its_registries() -> None:
    registries, _ = read_registries(PROJECT)
    digests = registries.digests()
    files = list(registries.checked_files())
    schemas = ["entity", "utterance", "target", "frame", "words", "event"]
    assert [schema for _, schema in files] == schemas
    for file, schema in files:
        assert not any(fix.format_registry(file, schema, digests[file.name], []))


def test_a_registry_gets_its_form_and_keeps_its_order() -> None:
    content = b'{"aliases":[],"proposition":"P.","kind":"issue","id":"b"}\n\n{"id":  "a"}'
    fixed = fix.format_registry(source("seeds/targets.jsonl", content), "target", "", [])
    assert fixed.files["seeds/targets.jsonl"] == (
        b'{"id": "b", "kind": "issue", "proposition": "P.", "aliases": []}\n{"id": "a"}\n'
    )


@given(st.data())
@settings(max_examples=effort.examples(200))
def test_offsets_that_are_left_out_come_back_or_are_asked_for(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from([HARBOUR, *ALL[:-1]]))
    assert document.annotations
    count = len(document.annotations.values)
    first = data.draw(st.integers(0, count - 1))
    originals = document.annotations.values[first : first + 8]
    # Other quotes are left out with what refers to them, which changes nothing here.
    spoilt = copy.deepcopy(data.draw(st.permutations(originals)))
    for annotation in spoilt:
        for _, span in spans.walk_spans(annotation):
            for key in data.draw(st.sets(st.sampled_from(["start", "end"]))):
                del span[key]
    fixed = fix.format_document(seed(document.text or "", lines(spoilt)), [])
    if fixed.findings:
        # What is known is filled in, and the lines of which it is not stay where they are.
        assert again(document, fixed).files == {}
        assert {finding.kind for finding in fixed.findings} == {"exact-ambiguous"}
    elif ANNOTATIONS in fixed.files:
        assert fixed.files[ANNOTATIONS] == canonical.annotations(originals)
        assert again(document, fixed).files == {}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text("ab“é"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abexact"), inner),
    max_leaves=6,
)
_FIELDS = ("id", "layer", "span", "content", "start", "end", "exact", "kind", "note")


@given(st.lists(st.dictionaries(st.sampled_from(_FIELDS), _JSON) | _JSON, max_size=4))
@settings(max_examples=effort.examples(300))
def test_whatever_is_in_a_file_is_kept_or_the_file_is(annotations: list[Any]) -> None:
    content = lines(annotations)
    document = seed(TEXT, content)
    fixed = fix.format_document(document, [])
    kept = values(fixed.files.get(ANNOTATIONS, content))
    for one in annotations:
        assert any(_holds(other, one) for other in kept)
    # A record that is there twice, word for word, is kept once.
    different = len({json.dumps(one) for one in annotations})
    assert different <= len(kept) <= len(annotations)
    if ANNOTATIONS in fixed.files:
        assert again(document, fixed).files == {}


def _holds(now: Any, before: Any) -> bool:
    """Whether all of a value is left, offsets and an id aside that it has got."""
    if isinstance(before, dict):
        return isinstance(now, dict) and all(
            (key in now and (key in ("start", "end") or _holds(now[key], value)))
            or value in (None, "", [], {})
            for key, value in before.items()
        )
    if isinstance(before, list):
        return isinstance(now, list) and all(map(_holds, now, before))
    is_whole = isinstance(before, float) and before.is_integer()
    return bool(now == before) and (is_whole or type(now) is type(before))


def test_a_string_that_stands_once_gets_its_offsets() -> None:
    (one,) = result(TEXT, mention("stays"))
    assert one == {
        "id": "s1",
        "layer": "speaker",
        "span": {"start": 67, "end": 72, "exact": "stays"},
        "form": "name",
        "speakers": ["lind"],
    }


def test_one_offset_is_enough() -> None:
    first = mention("Lind", span={"start": 31, "exact": "Lind"})
    last = mention("Lind", span={"end": 78, "exact": "Lind"})
    assert [one["span"]["start"] for one in result(TEXT, first, last)] == [31, 74]


def test_a_string_in_several_places_is_asked_for() -> None:
    fixed = formatted(TEXT, mention("Lind"))
    (finding,) = fixed.findings
    assert finding.kind == "exact-ambiguous"
    (left,) = values(fixed.files[ANNOTATIONS])
    assert left == {"id": "s1", **mention("Lind")}
    assert finding.message == "'Lind' stands at [31, 35), [74, 78)"
    assert (finding.line, finding.column, finding.suggestion) == (1, 40, None)


def test_the_place_nearest_to_the_other_spans_is_suggested() -> None:
    quote = {
        "layer": "quote",
        "content": [{"exact": "The pier stays"}],
        "cue": [{"exact": "said"}],
        "type": "indirect",
        "speakers": ["lind"],
        "resolution": "explicit",
    }
    quote["content"] = [{"start": 58, "end": 72, "exact": "The pier stays"}]
    (finding,) = formatted(TEXT, quote).findings
    assert finding.suggestion == '"start": 79, "end": 83'


def test_a_string_that_stands_nowhere_is_told_with_what_may_be_meant() -> None:
    (finding,) = formatted(TEXT, mention('"Shut,"')).findings
    assert (finding.kind, finding.suggestion) == ("exact-nowhere", '"exact": "“Shut,”"')
    (finding,) = formatted(TEXT, mention("Berg")).findings
    assert (finding.kind, finding.suggestion) == ("exact-nowhere", None)


def test_a_finding_of_one_line_keeps_no_other_from_being_filled_in() -> None:
    fixed = formatted(TEXT, mention("Lind"), mention("stays"), mention("Berg"))
    spans_now = [one["span"] for one in values(fixed.files[ANNOTATIONS])]
    assert spans_now == [
        {"exact": "Lind"},
        {"start": 67, "end": 72, "exact": "stays"},
        {"exact": "Berg"},
    ]
    assert [one.kind for one in fixed.findings] == ["exact-ambiguous", "exact-nowhere"]


def test_a_block_is_a_whole_line() -> None:
    text = "Shut\nIt is Shut for good.\n"
    block = {"layer": "block", "span": {"exact": "Shut"}, "kind": "headline"}
    assert result(text, block)[0]["span"]["start"] == 0
    assert formatted(text, {**block, "kind": "boilerplate"}).findings


def test_fragments_are_in_the_order_of_the_text() -> None:
    text = "shut. He said it is open and then shut again, not shut."
    quote = {"layer": "quote", "content": [{"exact": "open"}, {"exact": "shut again"}]}
    assert [one["start"] for one in result(text, quote)[0]["content"]] == [20, 34]
    quote["content"] = [{"exact": "He"}, {"exact": "shut"}, {"exact": "again"}]
    assert [one["start"] for one in result(text, quote)[0]["content"]] == [6, 34, 39]


def test_verbatim_words_lie_in_the_content() -> None:
    quote = {
        "layer": "quote",
        "content": [{"exact": "“and shut for good.”"}],
        "verbatim": [{"exact": "shut"}],
    }
    (one,) = result(TEXT, quote)
    assert one["verbatim"] == [{"start": 42, "end": 46, "exact": "shut"}]


def test_the_expression_of_a_stance_lies_in_its_quote() -> None:
    stance = {"layer": "stance", "expression": [{"exact": "shut"}], "quote": "q1"}
    quote = {"id": "q1", "layer": "quote", "content": [{"exact": "and shut for good"}]}
    assert result(TEXT, stance, quote)[1]["expression"][0]["start"] == 42


def test_a_number_is_never_used_again() -> None:
    document = seed(
        TEXT,
        lines(
            [
                mention("stays"),
                {**mention("pier is"), "id": "s4"},
                {"layer": "quote", "content": [{"exact": "good"}], "source": ["s6"]},
                mention("The pier is"),
            ]
        ),
    )
    adjudication = source("seeds/x/adjudication.jsonl", b'{"result": ["q8", "s2"]}\n')
    fixed = fix.format_document(document._replace(adjudication=adjudication), [])
    ids = [one["id"] for one in values(fixed.files[ANNOTATIONS])]
    assert ids == ["s7", "s4", "q9", "s8"]


def test_numbers_of_passes_and_releases_are_not_used_again() -> None:
    asked: list[str] = []

    def released() -> list[str]:
        asked.append("releases")
        return ["s40", "d90"]

    one_pass = source("seeds/x/passes/a.jsonl", lines([{**mention("good"), "id": "s30"}]))
    document = seed(TEXT, lines([mention("stays")]))._replace(passes=(one_pass,))
    (line,) = values(fix.format_document(document, []).files[ANNOTATIONS])
    assert line["id"] == "s31"
    (line,) = values(fix.format_document(document, [], released).files[ANNOTATIONS])
    assert line["id"] == "s41"
    named = seed(TEXT, lines([{**mention("stays"), "id": "s1"}]))
    fix.format_document(named, [], released)
    assert asked == ["releases"]


def test_a_pass_has_numbers_of_its_own_and_keeps_its_order() -> None:
    name = "seeds/x/passes/a.jsonl"
    one = source(name, lines([mention("stays"), mention("good")]))
    fixed = fix.format_document(seed(TEXT, b"")._replace(passes=(one,)), [])
    written = values(fixed.files[name])
    assert [(value["id"], value["span"]["exact"]) for value in written] == [
        ("s2", "stays"),
        ("s1", "good"),
    ]


def test_evidence_and_decisions_get_their_offsets() -> None:
    evidence = {"value": "2024-05-15", "status": "stated", "evidence": [{"exact": "good"}]}
    document = seed(TEXT, b"", dct={**evidence, "note": None})
    decided = source(
        "seeds/x/decided.jsonl",
        lines([{"layer": "date", "span": {"exact": one}, "rule": "D1"} for one in ("for", "is")]),
    )
    fixed = fix.format_document(document._replace(decided=decided), [])
    told = json.loads(fixed.files["seeds/x/document.json"])
    assert told["dct"]["evidence"] == [{"start": 51, "end": 55, "exact": "good"}]
    kept = values(fixed.files["seeds/x/decided.jsonl"])
    assert [one["span"]["start"] for one in kept] == [9, 47]
    assert "seeds/x/decided.jsonl: lines sorted by place" in fixed.done


def test_a_file_that_was_not_read_is_left_alone(tmp_path: Any) -> None:
    from said.seeds.documents import read_document_folder

    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "raw.txt").write_text(TEXT, encoding="utf-8")
    (folder / "annotations.jsonl").write_bytes(lines([mention("stays")]) + b'{"id": "s1",}\n')
    fixed = fix.format_document(*read_document_folder(folder, "seeds/x"))
    assert fixed.files == {}
    assert [(one.line, one.column, one.kind) for one in fixed.findings] == [(2, 13, "json-syntax")]


@each_case("number", ["0.10", "1.0000000000000000001"])
def test_a_number_that_would_be_written_otherwise_keeps_its_file(number: str) -> None:
    content = lines([mention("stays", note=0)]).replace(b'"note": 0', f'"note":{number}'.encode())
    fixed = fix.format_document(seed(TEXT, content), [])
    assert fixed.files == {}
    assert fixed.findings


def test_a_fraction_in_the_place_of_a_string_keeps_its_file() -> None:
    span = '{"exact": "good", "start": 51, "end": 55}'
    content = f'{{"layer": "date", "span": {span}, "rule": "D1", "note": 0.10}}\n'.encode()
    name = "seeds/x/decided.jsonl"
    document = seed(TEXT, b"")._replace(decided=source(name, content))
    fixed = fix.format_document(document, [])
    assert fixed.files == {}
    assert [one.file for one in fixed.findings] == [name]


def test_findings_are_sorted() -> None:
    dct = {"value": "2024-05-15", "status": "stated", "evidence": [{"exact": "Lind"}], "note": None}
    fixed = fix.format_document(seed(TEXT, lines([mention("Lind")]), dct=dct), [])
    assert [one.file for one in fixed.findings] == [ANNOTATIONS, "seeds/x/document.json"]


def test_what_was_done_is_told_with_its_place() -> None:
    fixed = formatted(TEXT, mention("stays"), {**mention("good"), "id": "s1"})
    assert fixed.done == [
        f"{ANNOTATIONS}:1:30: 'stays' is at [67, 72)",
        f"{ANNOTATIONS}:2:30: 'good' is at [51, 55)",
        f"{ANNOTATIONS}:1:1: id s2 given",
        f"{ANNOTATIONS}: lines sorted by place",
    ]


def test_what_a_program_wrote_stays_until_a_person_has_decided() -> None:
    proposed = {**mention("stays"), "id": "s1", "rule": "surname", "precision": 0.92}
    for status in ("draft", "adjudicated"):
        fixed = fix.format_document(seed(TEXT, lines([proposed]), status=status), [])
        written = json.loads(fixed.files[ANNOTATIONS])
        assert ("rule" in written, "precision" in written) == ((status == "draft"),) * 2
        assert written["span"]["start"] == 67
    assert f"{ANNOTATIONS}: rule and precision removed from 1 annotation" in fixed.done
