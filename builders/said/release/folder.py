"""The folder of a release: all tables, the card and the manifest.

`Tables` takes unit after unit, whoever made them; `describe_release` writes card and manifest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib.metadata import version as installed_version
from itertools import product
from pathlib import Path
from typing import Any, cast

import pyarrow as pa

from said.release import card, card_slots, manifest
from said.release.baselines import describe_baselines
from said.release.crossing import CROSSING, FULL, QuoteStore
from said.release.stage import Staged, part_of, quotes_file
from said.release.write import ROW_GROUP, SplitWriter, table_schema, write_part
from said.schema import TABLES, labels, load_schemas
from said.schema.records import Utterance
from said.schema.rows import Manifest, ManifestFile
from said.tables.counts import Counts

README = "README.md"


class Tables:
    """The writers of all tables and splits, and what they have been given so far.

    `utterances` is the registry, by id; `parts` is the folder that the units' folders lie in.
    """

    def __init__(self, release: Path, parts: Path, utterances: Mapping[str, Utterance]) -> None:
        self._release, self._parts = release, parts
        self._writers: dict[tuple[str, str], SplitWriter] = {}
        self._quotes = QuoteStore(parts / "quotes.jsonl", utterances)
        self.documents: Counter[str] = Counter()
        self.counts: Counts = Counter()
        self.cut_tokens: Counter[str] = Counter()

    def add(self, staged: Staged) -> None:
        """Takes the parts of a unit without findings; units come in the order of their ids."""
        self.counts.update(staged.counts)
        self.cut_tokens.update(staged.cut_tokens)
        self.documents.update(staged.documents)
        for split, documents in staged.documents.items():
            for table in TABLES:
                if table not in CROSSING:
                    part = part_of(staged.folder, table, split)
                    self._writer(table, split).add(part, documents)
        self._quotes.add(quotes_file(staged.folder), staged.events)

    def _writer(self, table: str, split: str) -> SplitWriter:
        key = table, split
        if key not in self._writers:
            self._writers[key] = SplitWriter(self._release, table, split, table_schema(table))
        return self._writers[key]

    def finish(self, version: str) -> tuple[card.Content, list[ManifestFile]]:
        """Closes all files; gives the content of the card and the manifest's entries."""
        for table, split in product(CROSSING, self._quotes.splits()):
            self._write_crossing(table, split)
        splits = [*labels(load_schemas(), "split"), FULL]
        order = sorted(self._writers, key=lambda key: (TABLES.index(key[0]), splits.index(key[1])))
        files = [entry for key in order for entry in self._writers[key].finish()]
        digest, entries = manifest.rows_digest(files), manifest.split_entries(files)
        return card.Content(version, digest, entries, self.documents, self.counts), files

    def _write_crossing(self, table: str, split: str) -> None:
        writer = self._writer(table, split)
        for number, rows in enumerate(self._quotes.batches(table, split)):
            part = part_of(self._parts, table, f"{split}-{number}")
            write_part(part, rows, table_schema(table))
            # A row group is full; that a writer counts in documents does not matter here.
            writer.add(part, ROW_GROUP)


def tell_pairs(template: card.Template, release: Path, content: card.Content) -> card.Template:
    """The template with what it asks for about the pairs of a release that has its text, unless it
    is told already."""
    if not template.has("pairs") or "pairs" in template.told:
        return template
    splits = [entry["split"] for entry in content.splits if entry["config"] == "pairs"]
    return template.telling("pairs", card_slots.describe_pairs(release, splits))


def describe_release(
    release: Path,
    template: card.Template,
    content: card.Content,
    files: list[ManifestFile],
    told: Mapping[str, Any],
) -> Manifest:
    """Writes card and manifest beside the tables; `told` has the manifest's fields `name`,
    `cut_tokens` and `seeds`."""
    readme = release / README
    splits = list(content.documents)
    listed = list(card_slots.list_documents(release, splits))
    template = template._replace(doc_ids=frozenset(one.doc_id for one in listed))
    template = template.telling("documents", card_slots.documents_table(listed))
    if template.has("leakage"):
        template = template.telling("leakage", card_slots.leakage_table(release, splits))
    if template.has("stances"):
        template = template.telling("stances", card_slots.describe_stances(release, splits))
    template = tell_pairs(template, release, content)
    if template.has("baselines"):
        # They were measured with the text.
        figures = describe_baselines(content.restores_to or content.digest)
        template = template.telling("baselines", figures)
    readme.write_text(card.render_card(template, content), encoding="utf-8")
    made = {
        "name": told["name"],
        "version": content.version,
        "digest": content.digest,
        **({"without_text": {"restores_to": content.restores_to}} if content.restores_to else {}),
        "schema": load_schemas().version,
        "software": installed_version("said-corpus"),
        "pyarrow": pa.__version__,
        "documents": content.documents.total(),
        "cut_tokens": dict(sorted(told["cut_tokens"].items())),
        "files": [manifest.plain_entry(release, readme), *files],
        "seeds": dict(sorted(told["seeds"].items())),
    }
    described = cast(Manifest, made)
    manifest.write_manifest(release, described)
    return described
