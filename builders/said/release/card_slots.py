"""What fills slots of the card: what `corpus.json` says, the list of documents, how far splits
overlap, the labels of stances, the agreement between readings, and what a guess reaches on pairs.

All but the agreement is read from the finished tables; the agreement is from the seeds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from said.release.card import Template, labels_table, markdown_table
from said.release.manifest import column_rows, counted_rows
from said.schema import labels, load_schemas
from said.schema.scheme import is_unnamed
from said.scoring import of_checkout, report, score_agreement
from said.scoring.guesses import Cell, CellCounts, guess_f1
from said.scoring.pairs import judged_pair, score_guesses
from said.scoring.readings import PassPair, readings_in, restrict_to_read
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
_HEAD = [
    "split",
    "quotes of an act that `train` reports too",
    "named speakers whom `train` quotes too",
]


class _Quoted(NamedTuple):
    """What a split quotes: the utterance of each quote, if it has one, and all named speakers."""

    utterances: list[str | None]
    speakers: set[str]


def leakage_table(release: Path, splits: Sequence[str]) -> str:
    """A table in Markdown: what each split but `train` shares with `train`."""
    others = [
        split for split in labels(load_schemas(), "split") if split in splits and split != TRAIN
    ]
    if TRAIN not in splits or not others:
        return "This version has no split to compare with `train`."
    quoted = _quoted(release, TRAIN)
    return markdown_table(_HEAD, [_row(release, split, quoted) for split in others])


def _row(release: Path, split: str, train: _Quoted) -> list[str]:
    here = _quoted(release, split)
    acts = set(train.utterances) - {None}
    return [
        split,
        _share(sum(utterance in acts for utterance in here.utterances), len(here.utterances)),
        _share(len(here.speakers & train.speakers), len(here.speakers)),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.0%})" if whole else "")


def _quoted(release: Path, split: str) -> _Quoted:
    found = _Quoted([], set())
    for row in column_rows(release, "quotes", split, ["utterance", "speakers"]):
        found.utterances.append(row["utterance"])
        found.speakers.update(one for one in row["speakers"] or () if not is_unnamed(one))
    return found


# ---- stances: which labels there are, and what a guess reaches without the text

CELL = ("target", "reach", "unit_kind")
_GUESSES = {
    "the target": ((0,), ()),
    "target, `reach` and `unit_kind`": ((0, 1, 2), (0,), ()),
}
"""What a guess knows, and the places in a cell that it goes by, the narrowest first."""


def describe_stances(release: Path, splits: Sequence[str]) -> str:
    """What the card says of the labels in `stances`, in Markdown."""
    by_value: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    not_named = 0
    for counts in count_stances(release, splits):
        for (_, reach, kind), of_labels in counts.items():
            if reach is None:
                not_named += sum(of_labels.values())
            else:
                by_value["reach", reach].update(of_labels)
                by_value["unit_kind", str(kind)].update(of_labels)
    if not by_value:
        return "This version has no rows in `stances` whose target an alias names."
    names = labels(load_schemas(), "stance_label")
    shares = [
        [f"`{column}`", f"`{value}`", found.total(), *(_percent(found, name) for name in names)]
        for column in CELL[1:]
        for value in labels(load_schemas(), column)
        if (found := by_value.get((column, value), Counter()))
    ]
    scores = zip(_GUESSES, _guessed(release, splits), strict=True)
    return "\n\n".join(
        [
            markdown_table(["column", "value", "rows", *(f"`{name}`" for name in names)], shares),
            f"These are the rows with a `reach`. In {not_named:,} more it is null: no alias in the "
            "document names their target, and only the stance puts them here.",
            markdown_table(["guess from", "macro-F1 of favor, against and none"], scores),
        ]
    )


def _percent(found: Counter[str], label: str) -> str:
    return f"{found[label] / found.total():.1%}"


def _guessed(release: Path, splits: Sequence[str]) -> list[str]:
    def documents() -> Iterator[CellCounts]:
        for counts in count_stances(release, splits):
            yield {cell: of_labels for cell, of_labels in counts.items() if cell[1] is not None}

    values = guess_f1(documents, list(_GUESSES.values()))
    if values is None:
        return ["one document: nothing to guess from"] * len(_GUESSES)
    return [f"{value:.3f}" for value in values]


def count_stances(release: Path, splits: Sequence[str]) -> Iterator[CellCounts]:
    """For each document with rows in `stances` how often its rows have each label, by the values of
    `CELL`."""
    for split in splits:
        rows = counted_rows(release, "stances", split, ["doc_id", *CELL, "label"])
        for _, group in groupby(rows, lambda row: row[0][0]):
            counts: dict[Cell, dict[str, int]] = {}
            for (_, *cell, label), number in group:
                of_cell = counts.setdefault(tuple(cell), {})
                of_cell[label] = of_cell.get(label, 0) + number
            yield counts


# ---- agreement between two passes in `seeds/<doc_id>/passes/`


def agreement_of(checkout: Checkout, corpus: Mapping[str, Any], files: Iterable[str]) -> str:
    """The figures of each reading in Markdown; `files` are those of the seeds, as paths from the
    root."""
    passes = _released_passes(checkout, files)
    readings = readings_in(corpus) or _most_frequent(passes)
    parts: list[str] = []
    for reading in readings:
        names = {reading.first, reading.second}
        if doc_ids := [doc_id for doc_id, has in passes.items() if names <= set(has)]:
            parts += _agreement(checkout, reading, doc_ids)
    return "\n\n".join(parts) or "No two readings of one document are kept with this version."


def _agreement(checkout: Checkout, reading: PassPair, doc_ids: list[str]) -> Iterator[str]:
    names = reading.first, reading.second
    documents, _, registries = of_checkout(checkout, *names, doc_ids)
    found = restrict_to_read(score_agreement(documents, registries, *names), reading)
    if reading.guidelines:
        yield f"### Passes {' and '.join(names)}, by version {reading.guidelines} of the guidelines"
    for table in report.comparison_tables(found):
        if table.rows:
            yield f"**{table.title}**\n\n{markdown_table(table.head, table.rows)}"
    yield report.comparison_note(found)


def _released_passes(checkout: Checkout, files: Iterable[str]) -> dict[str, list[str]]:
    """The names of the passes of each released document."""
    passes: dict[str, list[str]] = defaultdict(list)
    for file in sorted(files):
        path = PurePosixPath(file)
        if path.parent.name == "passes":
            passes[path.parent.parent.name].append(path.stem)
    return {
        doc_id: names
        for doc_id, names in passes.items()
        if read_document(checkout, doc_id)[0].released
    }


def _most_frequent(passes: Mapping[str, Sequence[str]]) -> list[PassPair]:
    """The pair of passes that most documents have, of those that have two."""
    pairs = Counter(tuple(names) for names in passes.values() if len(names) == 2)
    return [PassPair(first, second) for (first, second), _ in pairs.most_common(1)]


# ---- pairs: what a guess from the words of two quotes reaches

_PAIR_COLUMNS = (
    *("doc_a", "doc_b", "text_a", "text_b"),
    *("speakers_a", "speakers_b", "same_passage"),
)


def describe_pairs(release: Path, splits: Iterable[str]) -> str:
    """How well the words of two quotes tell whether they share a passage, in Markdown. The release
    has its text."""
    guesses = score_guesses(
        judged_pair(
            (row["doc_a"], row["doc_b"]),
            (row["text_a"], row["text_b"]),
            (row["speakers_a"], row["speakers_b"]),
            row["same_passage"],
        )
        for split in splits
        for row in column_rows(release, "pairs", split, _PAIR_COLUMNS)
    )
    actual = guesses[0].actual
    if not actual:
        return "No two quotes of this version share a passage."
    rows = [
        [
            name,
            *(f"{value:.3f}" for value in (guess.precision, guess.recall, guess.f1)),
            " or ".join(f"{threshold:.1f}" for threshold in guess.thresholds),
            f"{guess.best_f1:.3f}",
        ]
        for name, guess in zip(("words", "words and speakers"), guesses, strict=True)
    ]
    head = ["guess from", "precision", "recall", "F1", "threshold", "F1 of the best threshold"]
    return f"{markdown_table(head, rows)}\n\nPairs that share a passage: {actual:,}."
