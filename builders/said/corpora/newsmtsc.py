"""NewsMTSC (Hamborg and Donnay 2021): the stance of sentences of news towards persons they name.

A folder has `train.jsonl`, `devtest_mt.jsonl` and `devtest_rw.jsonl` (or the copy at Hugging Face,
a line a target). A line is a sentence, and becomes a document. A target has the place of a mention
and a polarity; neutral is no stance (T1), and is counted. The corpus has no words that express the
stance, so the whole sentence stands for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from said.corpora.document import (
    Corpus,
    CorpusText,
    Facts,
    RecordMaker,
    Source,
    Sources,
    Unread,
    document_id,
    has_lines_with,
    read_json_lines,
    split_named,
    walk_files,
)
from said.schema.scheme import AUTHOR

_LABELS: dict[float, str] = {2.0: "against", 4.0: "none", 6.0: "favor"}
_LABELS_OF_COPY: dict[float, str] = {-1: "against", 0: "none", 1: "favor"}
_MENTION = ("from", "to", "mention")


def find_sources(folder: Path) -> Sources:
    """The files of sentences. A copy at Hugging Face counts only where there are no others."""
    own: list[Source] = []
    copies: list[Source] = []
    for file in walk_files(folder):
        if file.suffix != ".jsonl":
            continue
        if has_lines_with(file, "sentence_normalized", "targets"):
            own.append(Source(file))
        elif has_lines_with(file, "mention", "polarity", "sentence"):
            copies.append(Source(file))
    return Sources(own or copies, [])


def read_source(source: Source) -> Iterator[CorpusText | Unread]:
    """The documents of a file."""
    file = source.file
    sentences: dict[str, tuple[str, str, list[Any]]] = {}
    for line in read_json_lines(file):
        if isinstance(line, Unread):
            yield line
            continue
        where, value = line
        if "targets" in value:
            name, text, targets = (
                value.get(key) for key in ("primary_gid", "sentence_normalized", "targets")
            )
        else:
            name, text, targets = value.get("id"), value.get("sentence"), [value]
        if not isinstance(text, str) or not text.strip() or not isinstance(targets, list):
            yield Unread(where, "no sentence, or no targets")
        elif not isinstance(name, str):
            yield Unread(where, "no primary_gid")
        elif "targets" in value:
            yield _document(file, name, text, targets)
        else:
            sentences.setdefault(f"{_article_of(name)}\n{text}", (name, text, []))[2].extend(
                targets
            )
    for name, text, targets in sentences.values():
        yield _document(file, name, text, targets)


def _article_of(gid: str) -> str:
    """What the gid of a target has in common with those of the same sentence."""
    return "_".join(gid.split("_", 5)[: 5 if gid.startswith("polusa") else 4])


def name_in(gid: str) -> str:
    """Whom the gid of a target names."""
    first = 5 if gid.startswith("polusa_v1_") else 4
    parts = gid.split("_")
    return "_".join(parts[first:-2]).strip() if len(parts) >= first + 3 else ""


def _document(file: Path, name: str, text: str, targets: list[Any]) -> CorpusText:
    made = RecordMaker(text)
    for target in targets:
        _add_target(made, target)
    facts = Facts(
        "2021-01-01",
        "NewsMTSC does not give the article's time; this is the first day of the year in which it "
        "was published, and no layer needs it",
        CORPUS.name,
        split_named(file.stem, file.parent.name),
    )
    return CorpusText(
        document_id(name), text, facts, made.records(), ("stance",), {"stance": CORPUS.name},
        changed=made.changed, left_out=made.left_out,
    )  # fmt: skip


def _add_target(made: RecordMaker, target: Any) -> None:
    """Adds the stance on a target, or counts why there is none."""
    if not isinstance(target, Mapping):
        made.left_out["targets that cannot be read"] += 1
        return
    start, end, mention = (target.get(key) for key in _MENTION)
    given = target.get("polarity")
    labels = _LABELS if "Input.gid" in target else _LABELS_OF_COPY
    label = labels.get(given) if isinstance(given, int | float) else None
    further = target.get("further_mentions")
    if isinstance(further, list):
        made.left_out["further mentions of a target, which a program found"] += len(further)
    if label is None:
        made.left_out["targets without a polarity of the three"] += 1
    elif not isinstance(start, int) or not isinstance(end, int) or made.text[start:end] != mention:
        made.left_out["targets whose mention is not in the sentence at its place"] += 1
    elif label == "none":
        made.left_out["neutral targets, which are no stance (T1)"] += 1
    else:
        _add_stance(made, target, str(mention), label)


def _add_stance(made: RecordMaker, target: Mapping[str, Any], mention: str, label: str) -> None:
    gid = target.get("Input.gid") or target.get("id")
    called = " ".join(mention.split())
    name = " ".join(name_in(gid).split()) if isinstance(gid, str) else ""
    who = called if name in ("", called) else f"{called} ({name})"
    place = made.fit([(0, len(made.text))])
    made.add(
        "stance",
        expression=made.spans(place),
        holder=AUTHOR,
        target="other",
        proposition=f"{who} is to be judged favourably.",
        label=label,
        form="explicit",
        modality="assert",
        intensity=2,
        confidence="high",
    )


CORPUS = Corpus(
    "newsmtsc",
    "NewsMTSC",
    "MIT, of the dataset; the rights in the sentences are with the outlets",
    None,
    "train.jsonl, devtest_mt.jsonl and devtest_rw.jsonl of sentences with targets",
    find_sources,
    read_source,
    (
        "a line is a document of one sentence; the holder is its author, the target is other, and "
        "the proposition names it; no words express the stance, so the sentence stands for them",
        "form, modality, intensity and confidence are not annotated: explicit, assert, 2 and high "
        "are written in every record, and must not be learned",
    ),
)
