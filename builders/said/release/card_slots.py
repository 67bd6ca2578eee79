"""What fills slots of the card: what `corpus.json` says, the list of documents, how far splits
overlap, and the agreement between readings.

The documents and the overlap are read from the finished tables, the agreement from the seeds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from said.release.card import Template, labels_table, markdown_table
from said.release.manifest import column_rows
from said.schema import labels, load_schemas
from said.schema.scheme import is_unnamed
from said.scoring import of_checkout, report, score_agreement
from said.seeds.documents import read_document
from said.system.places import Checkout

_MOST = 100
"""Documents that a card lists; the table `documents` has all of them."""


class Listed(NamedTuple):
    """What is listed of a document."""

    doc_id: str
    title: str | None
    split: str
    dct: str
    dct_status: str


def list_documents(release: Path, splits: Iterable[str]) -> Iterator[Listed]:
    """The documents of some splits of a release, by split and id."""
    columns = ["doc_id", "title", "dct", "dct_status"]
    for split in splits:
        for row in column_rows(release, "documents", split, columns):
            yield Listed(split=split, **row)


def documents_table(listed: Iterable[Listed]) -> str:
    """The documents in Markdown, in the order of their ids."""
    ordered = sorted(listed)
    rows = [
        (f"`{one.doc_id}`", _cell(one.title or ""), one.split, one.dct, one.dct_status)
        for one in ordered[:_MOST]
    ]
    shown = markdown_table(["document", "title", "split", "time", "time is"], rows)
    left_out = len(ordered) - len(rows)
    return f"{shown}\n\nAnd {left_out:,} more: see the table `documents`." if left_out else shown


def _cell(text: str) -> str:
    return " ".join(text.replace("|", r"\|").split())


# ---- the corpus


def describe_corpus(template: Template, corpus: Mapping[str, Any]) -> Template:
    """The template with what `corpus.json` says: the front matter, title, labels, rights and
    citation."""
    title = corpus.get("title") or corpus["name"]
    license_id = corpus.get("license")
    head = {
        "pretty_name": title,
        "language": [corpus.get("language") or "en"],
        "license": license_id.lower() if license_id else "unknown",
    }
    licensed = f"are licensed under {license_id}" if license_id else "have no licence yet"
    flags = {flag["id"]: _cell(flag["description"]) for flag in corpus.get("flags", ())}
    told = {
        "labels": labels_table(flags),
        "title": f"# {title}",
        "rights": f"The annotations {licensed}. The texts belong to their publishers. A text may "
        "be passed on under its `license`, a column of `documents`; where that is null, no right "
        "in it is granted here.",
        "citation": _citation(title, corpus),
    }
    return template._replace(head=head, told={**template.told, **told})


def _citation(title: str, corpus: Mapping[str, Any]) -> str:
    """How to cite a version of the corpus."""
    makers = ", ".join(corpus.get("maintainers") or ())
    address = f" {corpus['url']}" if corpus.get("url") else ""
    return (
        f"Cite as: {makers}{', ' if makers else ''}*{title}*, version {corpus['version']}.{address}"
    )


# ---- leakage: how much of the other splits a training on `train` has seen already

TRAIN = "train"
NONE = "none"
_HEAD = [
    "split",
    "quotes of an act that `train` reports too",
    "named speakers whom `train` quotes too",
    "stance labels guessed from target and alias",
    "stance labels that are `none`",
]

Labels = dict[tuple[str, str], Counter[str]]
"""How often a target, with or without an alias of it in the text, has each label."""


class _Quoted(NamedTuple):
    """What a split quotes: the utterance of each quote, if it has one, and all named speakers."""

    utterances: list[str | None]
    speakers: set[str]


def leakage_table(release: Path, splits: Sequence[str]) -> str:
    """A table in Markdown: for each split but `train`, what it shares with `train`, and how many
    of its stance labels can be guessed from `train` without reading the text."""
    others = [
        split for split in labels(load_schemas(), "split") if split in splits and split != TRAIN
    ]
    if TRAIN not in splits or not others:
        return "This version has no split to compare with `train`."
    quoted, known = _quoted(release, TRAIN), _labels(release, TRAIN)
    rows = [_row(release, split, quoted, known) for split in others]
    return markdown_table(_HEAD, rows)


def _row(release: Path, split: str, train: _Quoted, known: Labels) -> list[str]:
    here, found = _quoted(release, split), _labels(release, split)
    acts = set(train.utterances) - {None}
    all_labels = sum(counts.total() for counts in found.values())
    guessed = sum(counts[_usual(known, *key)] for key, counts in found.items())
    return [
        split,
        _share(sum(utterance in acts for utterance in here.utterances), len(here.utterances)),
        _share(len(here.speakers & train.speakers), len(here.speakers)),
        _share(guessed, all_labels),
        _share(sum(counts[NONE] for counts in found.values()), all_labels),
    ]


def _usual(known: Labels, target: str, alias: str) -> str:
    """The most frequent label of a target in `train`; of one that `train` lacks, that of any."""
    counts = known.get((target, alias))
    if not counts:
        counts = sum((more for (_, one), more in known.items() if one == alias), Counter())
    return max(counts, key=lambda label: (counts[label], label), default=NONE)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.0%})" if whole else "")


def _quoted(release: Path, split: str) -> _Quoted:
    found = _Quoted([], set())
    for row in column_rows(release, "quotes", split, ["utterance", "speakers"]):
        found.utterances.append(row["utterance"])
        found.speakers.update(one for one in row["speakers"] or () if not is_unnamed(one))
    return found


def _labels(release: Path, split: str) -> Labels:
    found: Labels = defaultdict(Counter)
    for row in column_rows(release, "stances", split, ["target", "candidate", "label"]):
        alias = "without" if row["candidate"] == "annotated" else "with"
        found[row["target"], alias][row["label"]] += 1
    return found


# ---- agreement between the two passes in `seeds/<doc_id>/passes/`


def agreement_of(checkout: Checkout, files: Iterable[str]) -> str:
    """The figures in Markdown; `files` are the files of the seeds, as paths from the root."""
    by_names = _read_twice(checkout, files)
    if not by_names:
        return "No two readings of one document are kept with this version."
    names = max(by_names, key=lambda names: len(by_names[names]))
    documents, _, registries = of_checkout(checkout, *names, by_names[names])
    found = score_agreement(documents, registries, *names)
    parts = [
        f"**{one.title}**\n\n{markdown_table(one.head, one.rows)}"
        for one in report.comparison_tables(found)
    ]
    return "\n\n".join([*parts, report.comparison_note(found)])


def _read_twice(checkout: Checkout, files: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """The released documents that were read twice, by the names of their two readings."""
    passes: dict[str, list[str]] = defaultdict(list)
    for file in sorted(files):
        path = PurePosixPath(file)
        if path.parent.name == "passes":
            passes[path.parent.parent.name].append(path.stem)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for doc_id, names in passes.items():
        if len(names) == 2 and read_document(checkout, doc_id)[0].released:
            found[names[0], names[1]].append(doc_id)
    return found
