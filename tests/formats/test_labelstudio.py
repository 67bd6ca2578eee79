"""Label Studio out and in: round trips, what the tool makes of a task, edits, bad files."""

from __future__ import annotations

import json
import re
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from formats.made import OWN_FLAGS, documents, real_documents
from said.formats import graph, labels, labelstudio
from said.formats.document import AnnotatedText
from said.schema import scheme
from said.system.errors import SaidError

TEXT = "🎉 “Yes,” said\nMaya Lind, “we will” on May 2."
QUOTE = {
    "id": "q7",
    "layer": "quote",
    "content": [
        {"start": 2, "end": 8, "exact": "“Yes,”"},
        {"start": 25, "end": 34, "exact": "“we will”"},
    ],
    "cue": [{"start": 9, "end": 13, "exact": "said"}],
    "type": "direct",
    "source": ["s1"],
    "via": ["s1"],
    "speakers": ["maya-lind", "eva"],
    "said": "d1",
    "flags": ["source_error"],
}
MENTION = {
    "id": "s1",
    "layer": "speaker",
    "span": {"start": 14, "end": 23, "exact": "Maya Lind"},
    "form": "name",
    "speakers": ["maya-lind"],
}
DATE = {
    "id": "d1",
    "layer": "date",
    "span": {"start": 38, "end": 43, "exact": "May 2"},
    "value": "2024-05-02",
    "anchor": "dct",
}
STANCE = {
    "id": "t1",
    "layer": "stance",
    "expression": [{"start": 3, "end": 6, "exact": "Yes"}],
    "quote": "q7",
    "intensity": 3,
}
DOCUMENT = AnnotatedText("d-1", TEXT, "2024-05-03", [QUOTE, STANCE, MENTION, DATE])

Task = dict[str, Any]
Result = dict[str, Any]


def task_of(document: AnnotatedText) -> Task:
    written = labelstudio.write_task(document)
    (task,) = json.loads(written.files[f"{document.doc_id}.json"])
    return task


def read(*tasks: Task) -> list[AnnotatedText]:
    return read_bytes(json.dumps(tasks, ensure_ascii=False).encode())


def read_bytes(raw: bytes) -> list[AnnotatedText]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.json"
        file.write_bytes(raw)
        return labelstudio.read_tasks(file)


def results(task: Task) -> list[Result]:
    return (task.get("annotations") or task["predictions"])[0]["result"]


def result(task: Task, id_: str, name: str = "label") -> Result:
    (one,) = [one for one in results(task) if one.get("id") == id_ and one.get("from_name") == name]
    return one


def link(task: Task, of: str, to: str) -> Result:
    (one,) = [one for one in results(task) if (one.get("from_id"), one.get("to_id")) == (of, to)]
    return one


def added(id_: str, label: str, start: int, end: int) -> Result:
    value = {"start": start, "end": end, "labels": [label]}
    return {"id": id_, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def linked(of: str, to: str, *labels: str, direction: str = "right") -> Result:
    ends = {"from_id": of, "to_id": to}
    return {"type": "relation", **ends, "direction": direction, "labels": list(labels)}


# Out.


def test_a_task_of_a_document():
    task = task_of(DOCUMENT)
    assert task["data"] == {"text": TEXT, "doc_id": "d-1", "dct": "2024-05-03"}
    whole = [
        (one["id"], one["from_name"], one["type"], one["value"])
        for one in results(task)
        if one["type"] != "relation"
    ]
    assert whole[:4] == [
        ("q7", "label", "labels", {"start": 2, "end": 8, "text": "“Yes,”", "labels": ["quote"]}),
        (
            "q7-2",
            "label",
            "labels",
            {"start": 25, "end": 34, "text": "“we will”"} | {"labels": ["quote"]},
        ),
        ("q7", "quote_type", "choices", {"start": 2, "end": 8, "choices": ["direct"]}),
        ("q7", "quote_speakers", "textarea", {"start": 2, "end": 8, "text": ["maya-lind", "eva"]}),
    ]
    assert result(task, "q7-cue")["value"]["labels"] == ["cue"]
    assert result(task, "t1", "stance_intensity")["value"]["number"] == 3
    assert result(task, "d1", "date_anchor")["value"]["choices"] == ["dct"]
    links = [one for one in results(task) if one["type"] == "relation"]
    assert [(one["from_id"], *one["labels"], one["to_id"]) for one in links] == [
        ("q7", "fragment", "q7-2"),
        ("q7", "cue", "q7-cue"),
        ("q7", "source", "via", "s1"),
        ("q7", "said", "d1"),
        ("t1", "quote", "q7"),
    ]


def test_what_a_program_made_is_a_prediction_with_its_precision():
    made = [{**one, "rule": "x"} for one in DOCUMENT.annotations]
    made[0]["precision"] = 0.9
    task = task_of(DOCUMENT._replace(annotations=made))
    assert "annotations" not in task
    (prediction,) = task["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("said", 0.9)
    scores = {one["id"]: one["score"] for one in prediction["result"] if "score" in one}
    assert scores == {"q7": 0.9, "q7-2": 0.9}, "of its fragments, and of nothing else"
    (back,) = read(task)
    assert [one["id"] for one in back.annotations] == [one["id"] for one in DOCUMENT.annotations]
    reviewed = task_of(DOCUMENT._replace(annotations=[DOCUMENT.annotations[0], *made[1:]]))
    assert "predictions" not in reviewed, "a person has been here"


def test_ids_of_regions_are_names_of_classes_in_style_sheets():
    ids = [one["id"] for one in results(task_of(DOCUMENT)) if one["type"] != "relation"]
    assert len(set(ids)) > 5
    assert [one for one in ids if not re.fullmatch(r"[a-z][A-Za-z0-9_-]*", one)] == []


def test_the_interface_has_the_labels_of_the_schema():
    root = ET.fromstring(labelstudio.write_task(DOCUMENT).files["labeling-config.xml"])
    named = {tag.get("name"): tag for tag in root.iter() if tag.get("name")}
    layers = ["block", "mark", "speaker", "quote", "date", "stance"]
    assert values(named["label"])[:6] == layers
    assert set(values(named["label"])[6:]) == {"cue", "verbatim", "phrase"}
    assert "paragraph" not in values(named["block_kind"])
    assert values(named["date_type"]) == ["DATE", "TIME", "DURATION", "SET"]
    assert named["quote_flags"].get("choice") == "multiple"
    assert values(named["quote_flags"]) == ["source_error", "anachronism"]
    assert named["quote_type"].get("choice") == "single"
    assert named["stance_intensity"].attrib["max"] == "3"
    assert named["date_precision"].attrib["step"] == "0.01"
    assert named["quote_speakers"].get("maxSubmissions") is None
    assert named["stance_proposition"].get("maxSubmissions") == "1"
    fields = {f"{layer}_{field}" for layer in layers for field in graph.attribute_fields(layer)}
    assert set(named) == {"label", "text", "date_anchor"} | fields
    assert {tag.get("toName") for name, tag in named.items() if name != "text"} == {"text"}
    assert values(root.find(".//Relations")) == list(labels.link_names())
    assert all(named[name].get("perRegion") == "true" for name in fields)


def test_labels_have_colours_that_can_be_read():
    root = ET.fromstring(labelstudio.write_task(DOCUMENT).files["labeling-config.xml"])
    colours = [tag.get("background", "") for tag in root.iter("Label")]
    assert all(contrast_with_white(colour) >= 4.5 for colour in colours)
    assert len(set(colours)) == len(colours)


def contrast_with_white(colour: str) -> float:
    """As WCAG 2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_what_is_typed_is_kept():
    """Label Studio keeps what is in a text field when Enter or a button is pressed."""
    root = ET.fromstring(labelstudio.write_task(DOCUMENT).files["labeling-config.xml"])
    fields = list(root.iter("TextArea"))
    assert fields
    assert {tag.get("showSubmitButton") for tag in fields} == {"true"}


def test_the_interface_has_the_flags_of_the_corpus():
    files = labelstudio.write_task(DOCUMENT._replace(flags=OWN_FLAGS)).files
    root = ET.fromstring(files["labeling-config.xml"])
    for layer in ("speaker", "quote", "date", "stance"):
        offered = values(root.find(f".//Choices[@name='{layer}_flags']"))
        assert offered == [*scheme.FLAGS, *OWN_FLAGS]


def values(tag: ET.Element | None) -> list[str | None]:
    assert tag is not None
    return [child.get("value") for child in tag]


# There and back.


@each_case("document", real_documents())
def test_real_documents_come_back(document: AnnotatedText):
    written = labelstudio.write_task(document)
    assert written.left_out == ()
    assert read_bytes(written.files[f"{document.doc_id}.json"]) == [document]


@given(documents(), st.none() | st.just("2024-05-03"))
def test_what_is_written_is_what_is_read(document: AnnotatedText, dct: str | None):
    document = document._replace(dct=dct)
    written = labelstudio.write_task(document)
    (found,) = read_bytes(written.files["doc-1.json"])
    if not written.left_out:
        assert found._replace(annotator="") == document
    assert [unordered(one) for one in found.annotations] == [
        unordered(one) for one in document.annotations
    ]


def unordered(annotation: dict[str, Any]) -> dict[str, Any]:
    lists = {
        key: sorted(annotation[key]) for key in ("source", "via", "addressee") if key in annotation
    }
    return annotation | lists


def test_an_order_that_links_cannot_tell_is_told():
    more = MENTION | {"id": "s2"}
    quote = QUOTE | {"source": ["s1", "s2"], "via": ["s2", "s1"]}
    document = DOCUMENT._replace(annotations=[quote, MENTION, more, DATE])
    assert labelstudio.write_task(document).left_out == ("q7: the order of its via",)


def test_references_that_lead_nowhere_are_told():
    document = DOCUMENT._replace(annotations=[QUOTE, MENTION])
    written = labelstudio.write_task(document)
    assert written.left_out == ("q7: its said d1 is not in the document",)
    quote = {key: value for key, value in QUOTE.items() if key != "said"}
    assert read_bytes(written.files["d-1.json"])[0].annotations == [quote, MENTION]


@given(documents(), st.randoms())
def test_what_the_tool_makes_of_a_task_is_read(document: AnnotatedText, random: Any):
    """Results in another order, texts as the page shows them, and what else an export has."""
    task = task_of(document)
    random.shuffle(results(task))
    for one in results(task):
        one["origin"] = "prediction-changed"
        if one["type"] == "labels":
            shown = re.sub(r"[ \t]+", " ", one["value"]["text"])
            one["value"]["text"] = re.sub(r"[\n\r]", r"\\n", shown)
    made = {"id": 4, "completed_by": 1, "lead_time": 3.25, "ground_truth": False}
    task["annotations"] = [{"result": results(task), **made}]
    task |= {"id": 12, "predictions": [], "drafts": [], "meta": {}, "inner_id": 1}
    (found,) = read(task)
    assert found.left_out == ()
    assert [unordered(one) for one in found.annotations] == [
        unordered(one) for one in document.annotations
    ]


def test_a_file_of_several_tasks():
    other = task_of(DOCUMENT._replace(doc_id="d-2", dct=None))
    unnamed = {"data": {"text": "no more"}}
    found = read(task_of(DOCUMENT), other, unnamed)
    assert found == [
        DOCUMENT,
        DOCUMENT._replace(doc_id="d-2", dct=None),
        AnnotatedText("x-3", "no more", None, []),
    ]
    assert read(unnamed)[0].doc_id == "x"
    assert read() == []


# Edits.


def relabelled(task: Task) -> None:
    result(task, "q7", "quote_type")["value"]["choices"] = ["mixed"]


def unchosen(task: Task) -> None:
    result(task, "q7", "quote_type")["value"]["choices"] = []


def widened(task: Task) -> None:
    result(task, "s1")["value"] |= {"start": 13, "end": 24, "text": r"\nMaya Lind,"}


def unlinked(task: Task) -> None:
    results(task).remove(link(task, "q7", "d1"))


def renamed_link(task: Task) -> None:
    link(task, "q7", "s1")["labels"] = ["source"]


def without_fragment(task: Task) -> None:
    results(task).remove(result(task, "q7-2"))
    results(task).remove(link(task, "q7", "q7-2"))


def another_fragment(task: Task) -> None:
    results(task).append(added("Xk_3-f9aQ1", "quote", 35, 37))
    results(task).append(linked("q7-2", "Xk_3-f9aQ1", "fragment"))


def another_mention(task: Task) -> None:
    results(task).append(added("Xk_3-f9aQ1", "speaker", 14, 18))
    results(task).append(linked("Xk_3-f9aQ1", "q7", "via", direction="left"))


def another_cue(task: Task) -> None:
    results(task).append(added("Xk_3-f9aQ1", "cue", 35, 37))
    results(task).append(linked("q7-2", "Xk_3-f9aQ1", "cue"))


def another_field(task: Task) -> None:
    value = {"start": 38, "end": 43, "choices": ["START"]}
    one = {"id": "d1", "from_name": "date_mod", "to_name": "text", "type": "choices"}
    results(task).append(one | {"value": value})


FRAGMENT = {"start": 35, "end": 37, "exact": "on"}


@each_case(
    ("edit", "id_", "change"),
    [
        (relabelled, "q7", {"type": "mixed"}),
        (unchosen, "q7", {"type": None}),
        (widened, "s1", {"span": {"start": 13, "end": 24, "exact": "\nMaya Lind,"}}),
        (unlinked, "q7", {"said": None}),
        (renamed_link, "q7", {"via": None}),
        (without_fragment, "q7", {"content": QUOTE["content"][:1]}),
        (another_fragment, "q7", {"content": [*QUOTE["content"], FRAGMENT]}),
        (another_cue, "q7", {"cue": [*QUOTE["cue"], FRAGMENT]}),
        (another_mention, "q7", {"via": ["s1", "s2"]}),
        (another_field, "d1", {"mod": "START"}),
    ],
)
def test_an_edit_comes_back_and_nothing_else(
    edit: Callable[[Task], None], id_: str, change: dict[str, Any]
):
    task = task_of(DOCUMENT)
    edit(task)
    (found,) = read(task)
    assert found.left_out == ()
    changed = {one["id"]: one for one in found.annotations}
    changed.pop("s2", None)
    expected = {one["id"]: one for one in DOCUMENT.annotations}
    expected[id_] = {
        key: value for key, value in {**expected[id_], **change}.items() if value is not None
    }
    assert changed == expected


def test_what_is_new_gets_the_next_number():
    task = task_of(DOCUMENT)
    another_mention(task)
    (found,) = read(task)
    (new,) = [one for one in found.annotations if one["id"] == "s2"]
    assert new == {
        "id": "s2",
        "layer": "speaker",
        "span": {"start": 14, "end": 18, "exact": "Maya"},
    }


# What has no place.


def test_what_is_left_out_is_told():
    task = task_of(DOCUMENT)
    result(task, "s1")["meta"] = {"text": ["sure?"]}
    result(task, "d1")["value"]["labels"] = ["speaker"]
    results(task).remove(link(task, "q7", "d1"))
    field = {"from_name": "quote_type", "to_name": "text", "type": "choices"}
    field |= {"value": {"choices": ["direct"]}}
    results(task).extend(
        [
            field | {"id": "q7-2"},
            field | {"id": "s1", "from_name": "colour"},
            field | {"id": "nobody"},
            {"type": "relation", "from_id": "s1", "to_id": "d1", "direction": "right"},
            linked("s1", "q7", "likes"),
            added("new", "cue", 2, 3),
        ]
    )
    task["predictions"] = [{"result": []}]
    task["drafts"] = [{"result": []}]
    task["annotations"].insert(0, {"result": [], "was_cancelled": True})
    assert read(task)[0].left_out == (
        "a prediction",
        "a cancelled annotation",
        "a draft",
        "s1: a note",
        "d1: date_value, which a speaker has not",
        "d1: date_anchor, which a speaker has not",
        "what quote_type says",
        "q7-2: type, which is that of q7",
        "new: a cue that no link makes one of a quote",
        "values of 'colour' (1)",
        "links 'no name' (1); --map 'no name=TARGET' reads them",
        "links 'likes' (1); --map likes=TARGET reads them",
    )


def test_a_prediction_counts_where_there_is_no_annotation():
    task = task_of(DOCUMENT)
    task["predictions"] = task.pop("annotations")
    assert read(task) == [DOCUMENT]


# Bad files.


def utf16(task: Task) -> None:
    result(task, "s1")["value"] |= {"start": 15, "end": 24}


def edited(path: str, value: Any) -> Callable[[Task], None]:
    """Puts a value where a path leads to, from the first annotation's results on."""

    def edit(task: Task) -> None:
        found: Any = results(task)
        *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
        for step in steps:
            found = found[step]
        found[last] = value

    return edit


def appended(*new: Result) -> Callable[[Task], None]:
    return lambda task: results(task).extend(new)


@each_case(
    ("edit", "place", "cause"),
    [
        (utf16, "value.text", "there, not 'Maya Lind'"),
        (edited("0.value.end", 2), "value", "2 to 2 is no span of 44 code points"),
        (edited("0.value.end", 99), "value", "2 to 99 is no span of 44 code points"),
        (edited("0.value.start", "2"), "value.start", "Expected `int`, got `str`"),
        (edited("0.type", 1), "type", "Expected `str`, got `int`"),
        (edited("2.value.choices", ["a", "b"]), "value.choices", "q7: 2 values of type"),
        (edited("2.value.choices", "a"), "value.choices", "Expected `array`, got `str`"),
        (appended(added("q7", "quote", 2, 3)), "", "the region q7 stands here again"),
        (appended(linked("q7", "x", "said")), "to_id", "a link with x, which is no region"),
        (appended(linked("x", "q7", "said")), "from_id", "a link with x, which is no region"),
        (appended(linked("q7", "t1", "via", direction="bi")), "", "without one direction"),
        (appended(linked("s1", "q7", "fragment")), "", "s1 and q7 are speaker and quote"),
        (appended(linked("q7-2", "q7", "fragment")), "", "q7 is a fragment already"),
        (appended(linked("s1", "q7-cue", "cue")), "", "a speaker has no cue"),
        (appended(linked("q7", "s1", "cue")), "", "a cue that is a speaker"),
        (appended(linked("q7", "s1", "parent")), "", "a parent that is a speaker, not a quote"),
        (appended(linked("s1", "d1", "said")), "", "a speaker has no said"),
        (appended(linked("q7-cue", "d1", "said")), "", "a cue has no said"),
    ],
)
def test_a_bad_task_is_told_with_its_place(edit: Callable[[Task], None], place: str, cause: str):
    task = task_of(DOCUMENT)
    edit(task)
    lines = json.dumps([task], ensure_ascii=False, indent=1).encode()
    with pytest.raises(SaidError) as told:
        read_bytes(lines)
    found = re.match(r".*x\.json:([0-9]+):([0-9]+): (.*)", told.value.cause)
    assert found, told.value.cause
    assert cause in found[3]
    assert told.value.remedy
    line = lines.decode().split("\n")[int(found[1]) - 1]
    key = place.rpartition(".")[2]
    assert line.strip().startswith(f'"{key}": ' if key else "{")


def test_what_only_annotations_together_tell_has_the_place_of_the_task():
    task = task_of(DOCUMENT)
    results(task).append(added("new", "date", 2, 3))
    results(task).append(linked("q7", "new", "said"))
    with pytest.raises(SaidError, match=r"x\.json:1:2: q7: it has two of said, d1 and d2"):
        read(task)


def test_a_task_is_read_once_for_each_annotator():
    task = task_of(DOCUMENT) | {"id": 12}
    (first,) = task["annotations"]
    second = {**first, "result": first["result"][:1]}
    task["annotations"] = [
        first | {"completed_by": {"id": 1, "email": "anna@example.org"}},
        second | {"completed_by": 7},
    ]
    found = read(task)
    assert [(one.annotator, one.origin) for one in found] == [
        ("anna@example.org", "task 12"),
        ("7", "task 12"),
    ]
    assert found[0].annotations == DOCUMENT.annotations
    assert [one["id"] for one in found[1].annotations] == ["q7"]


@each_case(
    ("raw", "place"),
    [
        (b"", "1:1"),
        (b"\xff", "1:1"),
        (b"{", "1:2"),
        (b'{"data": {}}', "1:10"),
        (b"[1]", "1:2"),
        (b"[{}]", "1:2"),
        (b'[{"data": {}}]', "1:11"),
        (b'[{"data": {"text": 5}}]', "1:20"),
        (b'[{"data": {"text": "a", "doc_id": 5}}]', "1:35"),
        (b'[{"data": {"text": "\\ud800"}}]', "1:21"),
        (b'[{"data": {"text": "a", "text": "b"}}]', "1:25"),
        (b'[{"data": {"text": "a"}, "annotations": [{"result": [{}]}]}]', "1:54"),
        (b"[" * 100_000, "1:101"),
        (b'[{"data": {"text": "a"}, "annotations": [{"result": [{"type": NaN}]}]}]', "1:63"),
    ],
)
def test_a_file_of_no_tasks_is_told_with_its_place(raw: bytes, place: str):
    with pytest.raises(SaidError, match=rf"x\.json:{place}: "):
        read_bytes(raw)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 60)
    | st.floats(allow_nan=False)
    | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.data())
def test_anything_is_read_or_refused(data: st.DataObject):
    """A task with a value put anywhere in it."""
    task = task_of(DOCUMENT)
    value: Any = task
    while isinstance(value, dict | list) and value:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(value[key], dict | list) or not value[key] or data.draw(st.booleans()):
            value[key] = data.draw(JSON)
            break
        value = value[key]
    with suppress(SaidError):
        found = read(task)
        assert all(one["layer"] for document in found for one in document.annotations)


def test_data_and_notes_that_are_not_ours_are_told():
    task = task_of(DOCUMENT)
    task["data"]["url"] = "x"
    task |= {"meta": {"a": 1}, "comments": [{"text": "why?"}]}
    results = task["annotations"][0]["result"]
    label = next(one for one in results if one["from_name"] == "label")
    field = next(one for one in results if one["from_name"] == "quote_type")
    results += [{**label, "id": None}, field]
    field["meta"] = {"text": ["?"]}
    assert set(read(task)[0].left_out) == {
        "the task's data 'url'",
        "the task's meta",
        "the task's comments",
        "a region without an id",
        "q7: what quote_type says a second time",
        "q7: a note",
    }
