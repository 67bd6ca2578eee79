"""Our tasks and labeling interface, as Label Studio's own library reads them.

The library has an environment of its own: `make interop-test`.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from formats.made import OWN_FLAGS, documents, real_documents
from said.formats import labelstudio
from said.formats.document import AnnotatedText
from said.schema import scheme

pytest.importorskip("label_studio_sdk")

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface
from label_studio_sdk.label_interface.objects import TaskValue


def interface() -> str:
    document = AnnotatedText("d", "", None, [], flags=OWN_FLAGS)
    return labelstudio.write_task(document).files["labeling-config.xml"].decode()


INTERFACE = LabelInterface(interface())


def task_of(document: AnnotatedText) -> dict[str, Any]:
    (task,) = json.loads(labelstudio.write_task(document).files[f"{document.doc_id}.json"])
    return task


def stored(document: AnnotatedText) -> dict[str, Any]:
    """The task as a server has it, which knows who sent it."""
    task = {"annotations": [], **task_of(document)}
    for annotation in task["annotations"]:
        annotation["completed_by"] = 1
    return task | {"id": 1}


def check(document: AnnotatedText, folder: Path) -> None:
    task = stored(document)
    (annotation,) = task["annotations"] or task["predictions"]
    assert INTERFACE.validate_task({"data": task["data"]})
    assert INTERFACE.validate_annotation(annotation)
    assert INTERFACE.validate_prediction(annotation, return_errors=True) == []
    exported = TaskValue.model_validate(task).model_dump_json()
    file = folder / "x.json"
    file.write_text(f"[{exported}]", encoding="utf-8")
    (found,) = labelstudio.read_tasks(file)
    if not labelstudio.write_task(document).left_out:
        assert found._replace(annotator="") == document


def test_the_interface_is_valid():
    INTERFACE.validate()
    assert INTERFACE.is_valid
    assert [tag.name for tag in INTERFACE.objects] == ["text"]
    assert INTERFACE.get_control("label").labels == [*scheme.LAYERS, "verbatim", "cue", "phrase"]
    assert INTERFACE.get_control("quote_type").labels == list(scheme.labels_in("quote", "type"))


@pytest.mark.parametrize("document", real_documents(), ids=lambda document: document.doc_id)
def test_real_documents_are_valid_and_come_back(document: AnnotatedText, tmp_path: Path):
    check(document, tmp_path)


@settings(deadline=None)
@given(documents())
def test_generated_documents_are_valid_and_come_back(document: AnnotatedText):
    with tempfile.TemporaryDirectory() as folder:
        check(document, Path(folder))


def test_what_the_library_takes_for_wrong_it_finds():
    """So that the tests above can fail."""
    task = task_of(real_documents()[0])
    (annotation,) = task["annotations"]
    choice = next(one for one in annotation["result"] if one["type"] == "choices")
    choice["value"]["choices"] = ["no such label"]
    assert not INTERFACE.validate_annotation(annotation)
    assert not INTERFACE.validate_task({"data": {}})


def test_the_library_makes_tokens_of_our_regions(tmp_path: Path):
    """CoNLL 2003, whose converter cuts the text at the offsets as Python counts them."""
    text = "🎉🎉 Maya Lind left."
    span = {"start": 3, "end": 12, "exact": "Maya Lind"}
    mention = {"id": "s1", "layer": "speaker", "span": span, "form": "name", "speakers": ["a"]}
    document = AnnotatedText("d", text, None, [mention])
    (tmp_path / "d.json").write_text(json.dumps([stored(document)]))
    converter = Converter(interface(), str(tmp_path), download_resources=False)
    converter.convert_to_conll2003(str(tmp_path / "d.json"), str(tmp_path / "out"), is_dir=False)
    lines = (tmp_path / "out" / "result.conll").read_text("utf-8").split("\n")
    tagged = [line.split(" ") for line in lines if line and not line.startswith("-DOCSTART-")]
    assert [(token, tag) for token, *_, tag in tagged] == [
        ("🎉🎉", "O"),
        ("Maya", "B-speaker"),
        ("Lind", "I-speaker"),
        ("left", "O"),
        (".", "O"),
    ]
