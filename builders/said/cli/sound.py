"""The documents of a checkout that a command works on, once they are known to be sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from said.system.errors import SaidError
from said.system.places import Checkout

if TYPE_CHECKING:
    from said.findings.catalogue import Finding
    from said.release.life import Progress
    from said.seeds.documents import Registries, Seed


def sound_documents(
    checkout: Checkout, named: Sequence[str], bar: Progress, drafts: bool = False
) -> Iterator[tuple[Seed, Registries]]:
    """The documents that are named, or all that are adjudicated, in order of their ids.

    Raises SaidError for a name that is no document's, and BadSeeds, after the last document, where
    one of them or a registry has mistakes that a build would refuse; none comes after a mistake.
    With `drafts`, an unfinished document needs annotations that can be read, placed and told apart,
    no more.
    """
    from said.check import check_registries, read_and_check
    from said.findings.catalogue import errors, refuse_errors
    from said.release import BadSeeds
    from said.seeds.documents import document_ids, read_registries

    doc_ids, _ = document_ids(checkout)
    named = [name if name in doc_ids else Path(name).resolve().name for name in named]
    for name in named:
        if name not in doc_ids:
            raise SaidError(f"{name}: no document of seeds/", "name a folder of seeds/")
    registries, findings = read_registries(checkout)
    mistakes = errors([*findings, *check_registries(registries)])
    wanted = sorted(set(named)) or doc_ids
    for done, doc_id in enumerate(wanted, 1):
        seed, findings = read_and_check(checkout, doc_id, registries)
        if seed.unfinished and not named:
            bar(done, len(wanted))
            continue
        if drafts and not seed.released:
            findings = [one for one in findings if _stops_a_draft(one)]
        mistakes += errors(findings)
        if not mistakes and (named or seed.released):
            yield seed, registries
        bar(done, len(wanted))
    refuse_errors(mistakes, BadSeeds)


def _stops_a_draft(finding: Finding) -> bool:
    if finding.level <= 2:
        return finding.kind != "not-canonical"
    return finding.kind in ("span-outside", "span-exact", "fragments-order", "duplicate-id")
