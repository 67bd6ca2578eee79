"""Fine-tunes a token-classification model to find quotes, cues and sources, and scores it.

MODEL is a local folder, as `save_pretrained` writes it: a config, weights in safetensors and a fast
tokenizer. Nothing is fetched. One fold is held out, or one event if the release has several.
"""

import argparse
import os
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"

import pyarrow.parquet as pq
import torch
from torch.utils.data import DataLoader
from transformers import AutoModelForTokenClassification, AutoTokenizer
from transformers import DataCollatorForTokenClassification as Collator

import said

COLUMNS = ("content", "cue", "source")
TAGS = ["O", *(f"{name} {tag}" for name in COLUMNS for tag in said.tokens.labels(name)[1:])]


def divide_documents(release: str, held_out: int) -> tuple[list[dict], list[dict]]:
    """The documents to learn from, and those to test on."""
    documents = pq.read_table(f"{release}/documents").to_pylist()
    documents = [document for document in documents if "quote" in document["layers"]]
    group = "event" if len({document["event"] for document in documents}) > 1 else "fold"
    groups = sorted({document[group] for document in documents}, key=str)
    if len(groups) < 2 or held_out not in range(len(groups)):
        raise SystemExit(f"error: group {held_out} of {len(groups)} by {group}; two are needed")
    learn = [document for document in documents if document[group] != groups[held_out]]
    return learn, [document for document in documents if document[group] == groups[held_out]]


def make_windows(tokenizer: Any, text: str) -> tuple[list[dict], list[tuple[int, int]]]:
    """A text in windows that a model can read, and the places of all their tokens, in order."""
    length = min(tokenizer.model_max_length, 512)
    options = {"return_overflowing_tokens": True, "return_offsets_mapping": True}
    found = tokenizer(text, truncation=True, max_length=length, **options)
    names = [name for name in tokenizer.model_input_names if name in found]
    windows = [{name: found[name][n] for name in names} for n in range(len(found["input_ids"]))]
    return windows, [place for places in found["offset_mapping"] for place in places]


def make_examples(tokenizer: Any, document: dict) -> list[dict]:
    """The windows of a document with their tags: those of the first column that tags a token."""
    windows, places = make_windows(tokenizer, document["text"])
    columns, tags = said.tokens.encode(document, places).tags, [0] * len(places)
    for name in reversed(COLUMNS):
        before = TAGS.index(f"{name} {said.tokens.labels(name)[1]}") - 1
        own = [tag + before if tag > 0 else tag for tag in columns[name]]
        tags = [first or other for first, other in zip(own, tags, strict=True)]
    rest = iter(tags)
    return [{**window, "labels": [next(rest) for _ in window["input_ids"]]} for window in windows]


def train(model: Any, tokenizer: Any, examples: list[dict], epochs: int, rate: float) -> None:
    """Changes the weights of the model."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    model.train()
    for epoch in range(1, epochs + 1):
        total = 0.0
        for batch in DataLoader(examples, 8, shuffle=True, collate_fn=Collator(tokenizer)):
            loss = model(**batch.to(model.device)).loss
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            total += loss.item() * len(batch["labels"])
        print(f"epoch {epoch}: loss {total / len(examples):.3f}, n = {len(examples)} windows")


@torch.no_grad()
def find_annotations(model: Any, tokenizer: Any, text: str) -> list[Any]:
    """What the model finds in a text."""
    windows, places = make_windows(tokenizer, text)
    found: list[str] = []
    model.eval()
    for batch in DataLoader(windows, 8, collate_fn=Collator(tokenizer)):
        chosen = model(**batch.to(model.device)).logits.argmax(-1)
        found += [TAGS[tag] for tag in chosen[batch["attention_mask"] == 1]]
    split = [tag.partition(" ") for tag in found]
    tags = {name: [tag if own == name else "O" for own, _, tag in split] for name in COLUMNS}
    return said.tokens.decode(tags, text, places).annotations


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", metavar="MODEL", type=Path)
    parser.add_argument("--release", default=said.path(), help="the folder of a release")
    parser.add_argument("--held-out", type=int, default=0, help="which fold or event, from 0")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=5e-5, help="the learning rate")
    parser.add_argument("--out", help="where to save the model")
    options = parser.parse_args()
    if not (options.model / "config.json").is_file():
        parser.error(f"{options.model}: not the folder of a model, it has no config.json")
    learn, test = divide_documents(options.release, options.held_out)
    torch.manual_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(options.model, local_files_only=True)
    labels = {"id2label": dict(enumerate(TAGS)), "label2id": {tag: n for n, tag in enumerate(TAGS)}}
    local = {"local_files_only": True, "use_safetensors": True, "ignore_mismatched_sizes": True}
    model = AutoModelForTokenClassification.from_pretrained(options.model, **local, **labels)
    model = model.to("cuda" if torch.cuda.is_available() else "cpu")
    examples = [example for document in learn for example in make_examples(tokenizer, document)]
    train(model, tokenizer, examples, options.epochs, options.rate)
    if options.out:
        model.save_pretrained(options.out)
        tokenizer.save_pretrained(options.out)
    texts = {document["doc_id"]: document["text"] for document in test}
    found = {doc_id: find_annotations(model, tokenizer, text) for doc_id, text in texts.items()}
    rules = {doc_id: said.annotate(text, layers="quotes") for doc_id, text in texts.items()}
    for name, system in zip(
        ("model", "rules"), said.score(test, found, rules).systems, strict=True
    ):
        for figure in system.figures:
            if (figure.group, figure.label, figure.measure) == ("attribution", "all", "exact F1"):
                print(f"{name}, {figure.layer}: exact F1 {figure.value:.1%}, n = {figure.n[0]}")
