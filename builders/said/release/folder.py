"""The folder of a release: all tables, the card and the manifest.

`Tables` is given unit after unit, whoever made them; `describe_release` writes what tells of
the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any, cast

import pyarrow as pa

from said.release import card, card_slots, leakage, manifest
from said.release.gather import SPLIT, VersionStore
from said.release.stage import Staged, TablePart
from said.release.write import SplitWriter
from said.schema import TABLES, labels, load_schemas
from said.schema.records import Utterance
from said.schema.rows import Manifest, ManifestFile
from said.tables.counts import Counts

"""What the manifest says of a file."""

README = "README.md"


class Tables:
    """The writers of all tables and splits, and what they have been given so far.

    `utterances` is the registry, by id; `parts` is the folder that the units' folders lie in.
    """

    def __init__(self, release: Path, parts: Path, utterances: Mapping[str, Utterance]) -> None:
        self._release = release
        self._writers: dict[tuple[str, str], SplitWriter] = {}
        self._versions = VersionStore(parts / "versions", utterances)
        self.documents: Counter[str] = Counter()
        self.counts: Counts = Counter()
        self.cut_tokens: Counter[str] = Counter()

    def add(self, staged: Staged) -> None:
        """Takes the parts of a unit without findings."""
        self.counts.update(staged.counts)
        self.cut_tokens.update(staged.cut_tokens)
        self.documents.update(staged.documents)
        for split, documents in staged.documents.items():
            for table in TABLES:
                if table != "utterances":
                    self._writer(table, split).add(
                        TablePart(staged.folder, table, split), documents
                    )
        if staged.documents:
            self._versions.add(staged.folder)

    def _writer(self, table: str, split: str) -> SplitWriter:
        key = table, split
        if key not in self._writers:
            self._writers[key] = SplitWriter(self._release, table, split)
        return self._writers[key]

    def finish(self, version: str) -> tuple[card.Content, list[ManifestFile]]:
        """Closes all files; gives what the card tells and the manifest's entries."""
        self._versions.write(self._writer("utterances", SPLIT))
        splits = [*labels(load_schemas(), "split"), SPLIT]
        order = sorted(self._writers, key=lambda key: (TABLES.index(key[0]), splits.index(key[1])))
        files = [entry for key in order for entry in self._writers[key].finish()]
        return content_of(version, files, self.documents, self.counts), files


def content_of(
    version: str, files: list[ManifestFile], documents: Counter[str], counts: Counts
) -> card.Content:
    """What a card tells of a release with these files."""
    digest, splits = manifest.rows_digest(files), manifest.split_entries(files)
    return card.Content(version, digest, splits, documents, counts)


def describe_release(
    release: Path,
    template: card.Template,
    content: card.Content,
    files: list[ManifestFile],
    told: Mapping[str, Any],
) -> Manifest:
    """Writes card and manifest beside the tables.

    `template` is the card's; `told` is what the manifest says besides (`name`, `cut_tokens`,
    `seeds`).
    """
    readme = release / README
    splits = list(content.documents)
    listed = list(card_slots.list_documents(release, splits))
    template = template._replace(doc_ids=frozenset(one.doc_id for one in listed))
    template = template.telling("documents", card_slots.documents_table(listed))
    if template.has("leakage"):
        template = template.telling("leakage", leakage.leakage_table(release, splits))
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
