"""The folder of a release: all tables, the card and the manifest.

`Tables` takes unit after unit, whoever made them; `describe_release` writes card and manifest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any, cast

import msgspec
import pyarrow as pa

from said.release import card, card_slots, manifest
from said.release.stage import Staged, part_of, versions_file
from said.release.write import ROW_GROUP, SplitWriter, table_schema, write_part
from said.schema import TABLES, labels, load_schemas
from said.schema.records import Utterance
from said.schema.rows import Manifest, ManifestFile, UtteranceRow
from said.system.workers import item_batches
from said.tables import utterances
from said.tables.counts import Counts

README = "README.md"
SPLIT = "full"
"""The one split of `utterances`. `datasets` keeps the name `all` for the union of all splits."""
_BUCKETS = 64


class Tables:
    """The writers of all tables and splits, and what they have been given so far.

    `utterances` is the registry, by id; `parts` is the folder that the units' folders lie in.
    """

    def __init__(self, release: Path, parts: Path, utterances: Mapping[str, Utterance]) -> None:
        self._release, self._parts = release, parts
        self._writers: dict[tuple[str, str], SplitWriter] = {}
        self._versions = _VersionStore(parts / "versions", utterances)
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
                if table != "utterances":
                    part = part_of(staged.folder, table, split)
                    self._writer(table, split).add(part, documents)
        self._versions.add(versions_file(staged.folder))

    def _writer(self, table: str, split: str) -> SplitWriter:
        key = table, split
        if key not in self._writers:
            self._writers[key] = SplitWriter(self._release, table, split, table_schema(table))
        return self._writers[key]

    def finish(self, version: str) -> tuple[card.Content, list[ManifestFile]]:
        """Closes all files; gives the content of the card and the manifest's entries."""
        writer = self._writer("utterances", SPLIT)
        for number, rows in enumerate(item_batches(self._versions.rows(), ROW_GROUP)):
            part = part_of(self._parts, "utterances", str(number))
            write_part(part, rows, table_schema("utterances"))
            writer.add(part, len(rows))
        splits = [*labels(load_schemas(), "split"), SPLIT]
        order = sorted(self._writers, key=lambda key: (TABLES.index(key[0]), splits.index(key[1])))
        files = [entry for key in order for entry in self._writers[key].finish()]
        digest, entries = manifest.rows_digest(files), manifest.split_entries(files)
        return card.Content(version, digest, entries, self.documents, self.counts), files


class _VersionStore:
    """The versions of utterances that all units found, from which the table `utterances` is made.

    They are spread over files by the rank of their utterance, and one file is read at a time, so
    memory does not grow with the corpus.
    """

    def __init__(self, folder: Path, registry: Mapping[str, Utterance]) -> None:
        folder.mkdir(parents=True)
        self._buckets = [folder / f"{number}.jsonl" for number in range(_BUCKETS)]
        self._registry = registry
        self._rank = {utterance: rank for rank, utterance in enumerate(sorted(registry))}

    def add(self, versions: Path) -> None:
        """Takes the file of a unit's versions."""
        by_bucket: dict[int, list[bytes]] = {}
        for line in versions.read_bytes().splitlines(keepends=True):
            utterance = msgspec.json.decode(line, type=tuple[str, msgspec.Raw])[0]
            bucket = self._rank[utterance] * _BUCKETS // len(self._rank)
            by_bucket.setdefault(bucket, []).append(line)
        for bucket, lines in by_bucket.items():
            with self._buckets[bucket].open("ab") as file:
                file.writelines(lines)
        versions.unlink()

    def rows(self) -> Iterator[UtteranceRow]:
        """The rows of the table, sorted by id."""
        for bucket in filter(Path.exists, self._buckets):
            found: dict[str, list[utterances.Version]] = {}
            for line in bucket.read_bytes().splitlines():
                utterance, version = msgspec.json.decode(line)
                found.setdefault(utterance, []).append(version)
            for utterance in sorted(found):
                yield utterances.utterance_row(self._registry[utterance], found[utterance])


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
