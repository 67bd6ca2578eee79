"""Training the taggers of quotes."""

from __future__ import annotations

from said.annotators.learned.quotes import ARGUMENTS, CUES, FILES
from said.learn.data import TrainingDocument
from said.learn.quotes import (
    _argument_sequences,
    _cue_sequences,
    prepare_quotes,
    train_quotes,
)
from said.scoring.items import SystemRow
from said.scoring.joined import GoldDocument, read_readings

TEXT = "It rained. Marta Lind brimbled that the pier was shut, Berg frankled. Nobody was hurt.\n"


def document(doc_id: str = "a") -> TrainingDocument:
    def span(words: str) -> dict[str, int]:
        return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}

    row = {
        "layer": "quote",
        "content": [span("the pier"), span("was shut")],
        "cue": [span("brimbled that")],
        "source": [span("Marta Lind")],
    }
    gold = GoldDocument(doc_id, TEXT, [[SystemRow("here", row)]])
    return TrainingDocument(doc_id, TEXT, read_readings(gold, TEXT, "gold"), gold, "said")


def test_the_labels_of_cues() -> None:
    ((features, labels),) = _cue_sequences([prepare_quotes(document(), "said")])
    assert len(features) == len(labels)
    assert [label for label in labels if label != "O"] == ["B-Q", "I-Q"]
    assert "w0=brimbled" in features[labels.index("B-Q")]


def test_the_labels_of_the_content_and_source_of_a_cue() -> None:
    ((features, labels),) = _argument_sequences([prepare_quotes(document(), "said")])
    assert len(features) == len(labels)
    named = [
        (next(one for one in some if one.startswith("w0="))[3:], label)
        for some, label in zip(features, labels, strict=True)
    ]
    assert named[:8] == [
        ("marta", "B-S"), ("lind", "I-S"), ("brimbled", "O"), ("that", "O"),
        ("the", "B-C"), ("pier", "I-C"), ("was", "B-C"), ("shut", "I-C"),
    ]  # fmt: skip
    assert {label for _, label in named[8:]} == {"O"}


def test_the_same_documents_give_the_same_weights() -> None:
    prepared = [prepare_quotes(document(name), "said") for name in "abc"]
    first = train_quotes(prepared)
    assert tuple(first) == FILES == (CUES, ARGUMENTS)
    assert train_quotes(prepared) == first
    assert train_quotes(prepared[:1]) != first


def test_a_document_without_quotes_has_no_arguments() -> None:
    empty = document()._replace(readings=[[]])
    assert not list(_argument_sequences([prepare_quotes(empty, "said")]))
    assert set(train_quotes([prepare_quotes(empty, "said")])) == {*FILES}
