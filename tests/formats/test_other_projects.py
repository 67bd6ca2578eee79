"""Projects of other people, with labels of their own, as each tool exports them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from each_case import each_case
from said.formats import format_named
from said.formats.document import AnnotatedText
from said.formats.labels import UNMAPPED, LabelMap, count_notes, read_label_map
from said.system.errors import SaidError

TEXT = "🎉 “We will close,” said Maya Lind on Tuesday."
QUOTED, SAID, LIND, TUESDAY = (
    (TEXT.index(exact), TEXT.index(exact) + len(exact))
    for exact in ("“We will close,”", "said", "Maya Lind", "Tuesday")
)
MAP = ("PERSON=speaker:name", "Utterance=quote:direct", "Verb=cue", "spoken_by=source", "says=cue")

QUOTE = {
    "id": "q1",
    "layer": "quote",
    "content": [{"start": QUOTED[0], "end": QUOTED[1], "exact": "“We will close,”"}],
    "cue": [{"start": SAID[0], "end": SAID[1], "exact": "said"}],
    "type": "direct",
    "source": ["s1"],
}
MENTION = {
    "id": "s1",
    "layer": "speaker",
    "span": {"start": LIND[0], "end": LIND[1], "exact": "Maya Lind"},
    "form": "name",
}

Read = Callable[[LabelMap], AnnotatedText]


def labelstudio(folder: Path) -> str:
    """A project for entities whose interface names text and labels in its own way."""

    def region(id_: str, place: tuple[int, int], label: str) -> dict[str, Any]:
        value = {"start": place[0], "end": place[1], "text": TEXT[slice(*place)], "labels": [label]}
        return {"id": id_, "from_name": "ner", "to_name": "doc", "type": "labels", "value": value}

    def relation(of: str, to: str, label: str) -> dict[str, Any]:
        ends = {"from_id": of, "to_id": to, "direction": "bi"}
        return {"type": "relation", **ends, "labels": [label]}

    result = [
        region("aB1", QUOTED, "Utterance"),
        region("aB2", SAID, "Verb"),
        region("aB3", LIND, "PERSON"),
        region("aB4", TUESDAY, "WHEN"),
        relation("aB1", "aB3", "spoken_by"),
        relation("aB2", "aB1", "says"),
        relation("aB1", "aB4", "when"),
        {"type": "choices", "from_name": "mood", "to_name": "doc", "value": {"choices": ["sad"]}},
    ]
    annotation = {"id": 3, "completed_by": 2, "result": result, "lead_time": 3.1}
    task = {"id": 5, "data": {"article": TEXT, "url": "x"}, "annotations": [annotation]}
    (folder / "x.json").write_text(json.dumps([task]), encoding="utf-8")
    return "x.json"


def doccano(folder: Path) -> str:
    """A project of doccano's with relations; offsets are UTF-16 units."""
    spans = [(QUOTED, "Utterance"), (SAID, "Verb"), (LIND, "PERSON"), (TUESDAY, "WHEN")]
    entities = [
        {"id": n, "label": label, "start_offset": units(start), "end_offset": units(end)}
        for n, ((start, end), label) in enumerate(spans, 40)
    ]
    relations = [
        {"id": n, "from_id": of, "to_id": to, "type": label}
        for n, (of, to, label) in enumerate(
            [(40, 42, "spoken_by"), (41, 40, "says"), (40, 43, "when")]
        )
    ]
    record = {"id": 9, "text": TEXT, "entities": entities, "relations": relations, "Comments": []}
    (folder / "x.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    return "x.jsonl"


def brat(folder: Path) -> str:
    """A project of brat's, where an event links a verb to what it introduces."""
    spans = [(QUOTED, "Utterance"), (SAID, "Verb"), (LIND, "PERSON"), (TUESDAY, "WHEN")]
    lines = [
        f"T{n}\t{label} {start} {end}\t{TEXT[start:end]}"
        for n, ((start, end), label) in enumerate(spans, 1)
    ]
    lines += [
        "R1\tspoken_by Arg1:T1 Arg2:T3",
        "R2\twhen Arg1:T1 Arg2:T4",
        "E1\tVerb:T2 says:T1",
        "A1\tNegated T1",
        "#1\tAnnotatorNotes T4\tlast week?",
        "N1\tReference T3 Wikidata:Q1\tMaya Lind",
    ]
    (folder / "x.txt").write_text(TEXT, encoding="utf-8")
    (folder / "x.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "x.ann"


def inception(folder: Path) -> str:
    """A CAS of a project with layers of its own; its type system is not beside it."""

    def unit(id_: int, name: str, place: tuple[int, int], more: str = "") -> str:
        ends = f'begin="{units(place[0])}" end="{units(place[1])}"'
        return f'<{name} xmi:id="{id_}" sofa="1" {ends} {more}/>'

    ner = "ner:NamedEntity"
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?><xmi:XMI xmi:version="2.0"'
        ' xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
        ' xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"'
        ' xmlns:custom="http:///webanno/custom.ecore">',
        '<cas:NULL xmi:id="0"/>',
        unit(10, "custom:Utterance", QUOTED),
        unit(11, "custom:Verb", SAID),
        unit(12, ner, LIND, 'value="PER" identifier="http://x"'),
        unit(13, ner, TUESDAY, 'value="WHEN"'),
        unit(14, "custom:Speaking", LIND, 'Governor="10" Dependent="12" role="spoken_by"'),
        unit(15, "custom:Speaking", QUOTED, 'Governor="11" Dependent="10" role="says"'),
        '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text"'
        f' sofaString="{TEXT}"/>',
        '<cas:View sofa="1" members="10 11 12 13 14 15"/></xmi:XMI>',
    ]
    (folder / "x.xmi").write_text("".join(parts), encoding="utf-8")
    return "x.xmi"


PROJECTS = {"labelstudio": labelstudio, "doccano": doccano, "brat": brat, "cas": inception}
OF_CAS = (
    *("NamedEntity:PER=speaker:name", "webanno.custom.Utterance=quote:direct", "Verb=cue"),
    *("Speaking:spoken_by=source", "Speaking:says=cue"),
)
LEFT_OUT = {
    "labelstudio": {
        "the task's data 'url'",
        "regions 'WHEN' (1); --map WHEN=TARGET reads them",
        "links 'when' (1); --map when=TARGET reads them",
        "values of 'mood' (1)",
    },
    "doccano": {
        "spans 'WHEN' (1); --map WHEN=TARGET reads them",
        "relations 'when' (1); --map when=TARGET reads them",
    },
    "brat": {
        "line 10: normalisation N1",
        "spans 'WHEN' (1); --map WHEN=TARGET reads them",
        "relations 'when' (1); --map when=TARGET reads them",
        "notes on spans 'WHEN' (1)",
        "A1: no place for Negated on T1",
    },
    "cas": {
        "1 annotations of the type de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity "
        "(1 NamedEntity:WHEN); --map NamedEntity=TARGET reads them"
    },
}


def units(offset: int) -> int:
    """The offset in UTF-16 units of an offset in the text."""
    return len(TEXT[:offset].encode("utf-16-le")) // 2


def read(name: str, folder: Path, *pairs: str) -> AnnotatedText:
    file = folder / PROJECTS[name](folder)
    (found,) = format_named(name).read(file, read_label_map(pairs))
    return found


@pytest.mark.parametrize("name", PROJECTS)
def test_what_is_mapped_is_read_and_the_rest_is_counted(name: str, tmp_path: Path):
    found = read(name, tmp_path, *(OF_CAS if name == "cas" else MAP))
    assert found.annotations == [QUOTE, MENTION]
    assert found.new == {"q1", "s1"}
    assert set(found.left_out) == LEFT_OUT[name]


@pytest.mark.parametrize("name", ["labelstudio", "doccano", "brat"])
def test_without_a_map_every_label_is_counted(name: str, tmp_path: Path):
    found = read(name, tmp_path)
    assert found.annotations == []
    for label in ("PERSON", "Utterance", "Verb", "WHEN"):
        assert any(f"--map {label}=TARGET" in note for note in found.left_out)


def test_a_cas_without_its_type_system_is_reported_as_such(tmp_path: Path):
    with pytest.raises(SaidError, match="its type system is not beside it") as raised:
        read("cas", tmp_path)
    assert "1 annotations of the type webanno.custom.Verb" in raised.value.cause
    assert "TypeSystem.xml" in raised.value.remedy


def test_spans_of_a_project_without_relations(tmp_path: Path):
    record = {"id": 1, "text": TEXT, "label": [[units(LIND[0]), units(LIND[1]), "PERSON"]]}
    file = tmp_path / "all.jsonl"
    file.write_text(json.dumps(record))
    (found,) = format_named("doccano").read(file, read_label_map(["PERSON=speaker:name"]))
    assert (found.annotations, found.left_out) == ([MENTION], ())
    assert found.doc_id == "all-1"


def test_tasks_in_their_smallest_form_and_a_single_task(tmp_path: Path):
    region = {"start": LIND[0], "end": LIND[1], "text": "Maya Lind", "labels": ["PERSON"]}
    entry = {"id": 2, "article": TEXT, "ner": [region], "annotator": 1, "annotation_id": 3}
    file = tmp_path / "x.json"
    labels = read_label_map(["PERSON=speaker:name"])
    file.write_text(json.dumps([entry]))
    (found,) = format_named("labelstudio").read(file, labels)
    assert (found.annotations, found.annotator, found.left_out) == ([MENTION], "1", ())
    labelstudio(tmp_path)
    (task,) = json.loads(file.read_text())
    file.write_text(json.dumps({**task, "completions": task.pop("annotations")}))
    (found,) = format_named("labelstudio").read(file, labels)
    assert found.annotations == [MENTION]


def test_what_is_no_stretch_of_the_text_is_counted(tmp_path: Path):
    value = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "labels": ["PERSON"]}
    region = {"id": "a", "from_name": "ner", "type": "hypertextlabels", "value": value}
    task = {"data": {"text": TEXT}, "annotations": [{"result": [region]}]}
    (tmp_path / "x.json").write_text(json.dumps([task]))
    (found,) = format_named("labelstudio").read(tmp_path / "x.json", UNMAPPED)
    kind = "regions of another kind, 'hypertextlabels'"
    assert found.left_out == (f"{kind} (1)",)
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": 1, "text": TEXT, "label": ["sad", "sad"]}))
    (found,) = format_named("doccano").read(tmp_path / "x.jsonl", UNMAPPED)
    assert found.left_out == ("labels of the text, 'sad' (2)",)


def test_the_parts_of_a_quote_in_an_event(tmp_path: Path):
    spans = [(QUOTED, "Content"), (SAID, "Cue"), (LIND, "Source"), (SAID, "Attribution")]
    lines = [
        f"T{n}\t{label} {start} {end}\t{TEXT[start:end]}"
        for n, ((start, end), label) in enumerate(spans, 1)
    ]
    lines.append("E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3 Time:T4")
    for folder in ("attributions", "text"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "x.txt").write_text(TEXT, encoding="utf-8")
    file = tmp_path / "attributions" / "x.ann"
    file.write_text("\n".join(lines), encoding="utf-8")
    labels = read_label_map(["Content=quote", "Cue=cue", "Source=phrase"])
    (found,) = format_named("brat").read(file, labels)
    (quote,) = found.annotations
    assert [one["exact"] for one in (*quote["cue"], *quote["phrase"])] == ["said", "Maya Lind"]
    assert found.left_out == (
        "spans 'Attribution' (1); --map Attribution=TARGET reads them",
        "roles of Attribution 'Time' (1); --map Time=TARGET reads them",
    )


def test_an_annotator_in_the_name_of_a_file(tmp_path: Path):
    file = tmp_path / brat(tmp_path)
    file = file.rename(tmp_path / "x_anna.ann")
    (found,) = format_named("brat").read(file, UNMAPPED)
    assert (found.doc_id, found.annotator) == ("x", "anna")


@each_case(
    ("pair", "cause"),
    [
        ("PERSON", "not LABEL=TARGET"),
        ("=speaker", "not LABEL=TARGET"),
        ("PERSON=", "not LABEL=TARGET"),
        ("PERSON=person", "there is no 'person'"),
        ("PERSON=speaker:Name", "there is no 'speaker:Name'"),
        ("PERSON=stance.cue", "there is no 'stance.cue'"),
    ],
)
def test_a_map_that_cannot_be_is_refused(pair: str, cause: str):
    with pytest.raises(SaidError, match=cause) as raised:
        read_label_map([pair])
    assert raised.value.remedy


def test_labels_that_nobody_can_type_and_very_many_labels():
    odd = Counter({("spans", "a\x1b[31m\n"): 2, ("spans", "it's"): 1, ("notes on spans", "x"): 1})
    assert list(count_notes(odd)) == [
        "spans 'a\\x1b[31m\\n' (2)",
        "spans \"it's\" (1); --map 'it'\"'\"'s=TARGET' reads them",
        "notes on spans 'x' (1)",
    ]
    notes = list(count_notes(Counter({("spans", str(n)): 2 for n in range(90)})))
    assert (len(notes), notes[-1]) == (51, "40 more labels (80)")


def test_a_label_has_one_target():
    with pytest.raises(SaidError, match="PER has two targets"):
        read_label_map(["PER=speaker", "PER=date"])
