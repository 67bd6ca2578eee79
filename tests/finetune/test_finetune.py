"""`examples/finetune.py` on a tiny model with random weights, which has an environment of its own:
`make torch-test`."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import said
from said.system.places import SOURCE_ROOT

torch = pytest.importorskip("torch", reason="torch is missing: make torch-test")

import pyarrow.parquet as pq  # noqa: E402
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers  # noqa: E402
from transformers import (  # noqa: E402
    BertConfig,
    BertForTokenClassification,
    PreTrainedTokenizerFast,
)

RECIPE = SOURCE_ROOT / "examples" / "finetune.py"
FUNCTIONS = runpy.run_path(str(RECIPE))
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
LENGTH = 128


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    return pq.read_table(f"{said.path()}/documents").to_pylist()


@pytest.fixture(scope="module")
def tokenizer(documents: list[dict[str, Any]]) -> PreTrainedTokenizerFast:
    """A tokenizer of pieces of words, made from the texts."""
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=800, special_tokens=SPECIAL)
    made.train_from_iterator([document["text"] for document in documents], trainer)
    made.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), SPECIAL, strict=True))
    return PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=LENGTH, **names)


@pytest.fixture(scope="module")
def model_folder(
    tokenizer: PreTrainedTokenizerFast, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    sizes |= {"intermediate_size": 64, "max_position_embeddings": LENGTH}
    model = BertForTokenClassification(BertConfig(vocab_size=len(tokenizer), **sizes))
    folder = tmp_path_factory.mktemp("model")
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def run_recipe(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the recipe on one thread: several wait for each other on a busy machine."""
    return subprocess.run(
        [sys.executable, str(RECIPE), *map(str, arguments)],
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_model_is_fine_tuned_saved_and_scored(model_folder: Path, tmp_path: Path):
    settings = ("--release", said.path(), "--held-out", "1", "--epochs", "4", "--rate", "3e-3")
    done = run_recipe(model_folder, *settings, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    losses = [float(loss) for loss in re.findall(r"^epoch \d: loss (\S+), n = ", done.stdout, re.M)]
    assert len(losses) == 4
    assert losses[-1] < losses[0] * 0.8
    scored = re.findall(r"^(\w+), (\w+): exact F1 (\S+)%, n = [1-9]", done.stdout, re.M)
    parts = ("content", "cue", "source", "quote")
    expected = [(system, part) for system in ("model", "rules") for part in parts]
    assert [(system, part) for system, part, _ in scored] == expected
    assert BertForTokenClassification.from_pretrained(tmp_path).config.id2label[7] == "cue B"
    assert run_recipe(model_folder, *settings).stdout == done.stdout


def test_a_model_that_is_always_right_finds_the_annotations(
    tokenizer: PreTrainedTokenizerFast, documents: list[dict[str, Any]]
):
    """Windows, padding, tags and offsets: all that the model does not do itself loses nothing but
    what one tag for each token cannot hold, quotes within quotes."""

    class Gold:
        """Answers each window with its tags."""

        device = "cpu"

        def __init__(self, examples: list[dict[str, Any]]) -> None:
            self.tags = {tuple(one["input_ids"]): one["labels"] for one in examples}

        def eval(self) -> None:
            pass

        def __call__(self, input_ids: Any, attention_mask: Any, **_: Any) -> SimpleNamespace:
            logits = torch.zeros(*input_ids.shape, len(FUNCTIONS["TAGS"]))
            for row, (ids, mask) in enumerate(zip(input_ids, attention_mask, strict=True)):
                tags = self.tags[tuple(ids[mask == 1].tolist())]
                for place, tag in enumerate(tags):
                    logits[row, place, max(tag, 0)] = 1
            return SimpleNamespace(logits=logits)

    found = {}
    for document in documents:
        examples = FUNCTIONS["make_examples"](tokenizer, document)
        assert max(len(example["input_ids"]) for example in examples) <= LENGTH
        # [CLS] and [SEP], which no loss may count.
        assert {example["labels"][end] for example in examples for end in (0, -1)} == {-100}
        model = Gold(examples)
        found[document["doc_id"]] = FUNCTIONS["find_annotations"](
            model, tokenizer, document["text"]
        )
    system = said.score(documents, found).systems[0]
    values = {figure.layer: figure.value for figure in system.figures if is_exact(figure)}
    assert min(values.values()) > 0.95, values


def is_exact(figure: Any) -> bool:
    return (figure.group, figure.label, figure.measure) == ("attribution", "all", "exact F1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: MODEL"),
        (["nowhere"], "nowhere: not the folder of a model"),
        (["MODEL", "--held-out", "5"], "group 5 of 5 by fold"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    arguments: list[str],
    message: str,
    model_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    given = [str(model_folder) if one == "MODEL" else one for one in arguments]
    monkeypatch.setattr(sys, "argv", [str(RECIPE), *given])
    with pytest.raises(SystemExit) as caught:
        runpy.run_path(str(RECIPE), run_name="__main__")
    assert message in f"{caught.value} {capsys.readouterr().err}"


def test_an_event_is_held_out_as_a_whole(monkeypatch: pytest.MonkeyPatch):
    rows = [
        {"doc_id": str(n), "layers": ["quote"], "event": event, "fold": n}
        for n, event in enumerate(["pier", "bridge", "pier", "bridge"])
    ]
    table = SimpleNamespace(to_pylist=lambda: rows)
    monkeypatch.setattr(pq, "read_table", lambda _: table)
    learn, test = FUNCTIONS["divide_documents"]("release", 0)
    assert {row["event"] for row in learn} == {"pier"}
    assert {row["event"] for row in test} == {"bridge"}
