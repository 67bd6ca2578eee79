"""Level 6: the corpus as a whole. What one document cannot tell: texts that stand there twice, acts
of speaking that several documents report, words that are decided in two ways
(`said.validation.wording`), and the releases (`said.validation.releases`).

Of each document a summary is enough, which a worker process makes
(`summarise_document`); findings of single documents are placed by reading them once more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from said.findings.catalogue import Finding
from said.schema.scheme import is_unnamed, main_spans
from said.seeds.accepted import Accepted, released_documents, soften_findings
from said.seeds.documents import Seed, read_document
from said.seeds.registries import Registries
from said.system.places import Checkout
from said.tables.wording import Words
from said.text.duplicates import Index, text_signature
from said.validation import releases
from said.validation.passages import PlacedReport, ReportingQuote, given_once, unshared_words
from said.validation.wording import DocumentWording, Wording, read_wording

if TYPE_CHECKING:
    from rensa import RMinHash


class DocumentSummary(NamedTuple):
    """What level 6 keeps of a document. `whole` tells whether all its lines are there; `files` is
    one digest for all its files, None for a document that is not for a release yet."""

    doc_id: str
    whole: bool
    split: str | None
    event: str | None
    sha256: str
    signature: RMinHash | None
    reports: tuple[ReportingQuote, ...]
    wording: DocumentWording
    files: bytes | None


def summarise_document(seed: Seed, whole: bool = True, draft: bool = False) -> DocumentSummary:
    """The summary of a document of which what is read is free of mistakes of the levels 1 to 4;
    `whole` tells whether nothing was left out for that, `draft` whether it is for no release yet.
    """
    source = seed.annotations
    lines = zip(source.lines, source.values, strict=True) if source else ()
    return DocumentSummary(
        seed.doc_id,
        whole and seed.text is not None and seed.metadata is not None,
        seed.metadata.values[0].get("split") if seed.metadata else None,
        seed.metadata.values[0].get("event") if seed.metadata else None,
        seed.files.get(f"{seed.name}/raw.txt", ""),
        text_signature(seed.text) if seed.text is not None else None,
        tuple(
            ReportingQuote(
                line,
                one["utterance"],
                tuple(one.get("speakers", ())),
                tuple(one.get("passages", ())),
                " ".join(Words.of(" ".join(s["exact"] for s in main_spans(one))).strings),
            )
            for line, one in lines
            if one["layer"] == "quote" and "utterance" in one
        ),
        read_wording(seed),
        None if draft else releases.files_digest(seed.files),
    )


def check_corpus(
    checkout: Checkout, summaries: Iterable[DocumentSummary], registries: Registries
) -> Iterator[Finding]:
    """What is wrong with a corpus, given the summaries of all its documents in the order of their
    ids, drafts last, each asked for once: what is found at documents as it is found, then the rest.
    """
    versions = releases.read_versions(checkout)
    manifests = releases.read_manifests(checkout)
    splits = releases.closed_splits(checkout, versions) if versions else {}
    texts = _Texts(checkout, registries.closed)
    utterances = _Utterances(checkout, registries)
    wording = Wording(checkout)
    documents: dict[str, bytes | None] = {}
    reported: set[str | None] = set()
    is_complete = True
    for summary in summaries:
        yield from texts.take(summary)
        yield from _moved(checkout, summary, splits)
        yield from utterances.take(summary)
        yield from wording.take(summary.doc_id, summary.wording)
        documents[summary.doc_id] = summary.files
        reported.add(summary.event)
        is_complete &= summary.whole
    yield from utterances.unreported()
    yield from utterances.passages()
    yield from _unreported_events(registries, reported) if is_complete else ()
    yield from wording.intensities()
    if versions and versions.version in manifests:
        told = manifests[versions.version]
        yield from releases.stale_release(checkout, versions, told, documents, registries)
    yield from releases.check_cards(checkout, manifests)


def _moved(
    checkout: Checkout, summary: DocumentSummary, splits: Mapping[str, tuple[str, str]]
) -> Iterator[Finding]:
    """A document that was released in another split."""
    version, split = splits.get(summary.doc_id, ("", summary.split))
    if summary.split in (None, split):
        return
    metadata = read_document(checkout, summary.doc_id)[0].metadata
    if metadata:
        message = f"the split is {summary.split}, and {split} in version {version}"
        yield metadata.finding(0, ("split",), "split-changed", message)


def _unreported_events(
    registries: Registries, reported: Collection[str | None]
) -> Iterator[Finding]:
    """The events that no document names, given those that the documents name."""
    for event, source in registries.events.sources.items():
        if event not in reported:
            yield source.finding(0, ("id",), "unreported-event", f"no document names {event}")


class _Texts:
    """The texts seen so far, by split, to find those that stand there twice."""

    def __init__(self, checkout: Checkout, closed: Sequence[Accepted]) -> None:
        self._checkout = checkout
        self._closed = closed
        self._released = released_documents(closed)
        self._doc_ids: list[str] = []
        self._by_split: dict[str | None, Index] = {}

    def take(self, summary: DocumentSummary) -> Iterator[Finding]:
        """Takes a document, and finds what it is a near-duplicate of: a text of another split, or
        else one of its own."""
        number = len(self._doc_ids)
        self._doc_ids.append(summary.doc_id)
        kept = summary.signature
        if kept is None:
            return
        own = self._by_split.setdefault(summary.split, Index(self._text))
        others = (
            index.like(number, kept)
            for split, index in self._by_split.items()
            if summary.split is not None and split not in (None, summary.split)
        )
        leak = next(filter(None, others), None)
        found = leak or own.like(number, kept)
        own.add(number, summary.sha256, kept)
        if found:
            here, there = summary.doc_id, self._doc_ids[found.number]
            message = f"{found.share:.0%} of the sequences of three words in seeds/{here} stand in "
            message += f"seeds/{there} too"
            # Of two documents the one is at fault that has come in since.
            newer = there if here in self._released and there not in self._released else here
            kind = "split-leak" if leak else "near-duplicate"
            finding = Finding(f"seeds/{newer}/raw.txt", 1, 1, kind, message)
            files = read_document(self._checkout, newer)[0].files
            yield from soften_findings([finding], files, self._closed)

    def _text(self, number: int) -> str | None:
        return read_document(self._checkout, self._doc_ids[number])[0].text


class _Utterances:
    """The acts of speaking and the quotes that report them."""

    def __init__(self, checkout: Checkout, registries: Registries) -> None:
        self._checkout = checkout
        self._registries = registries
        self._reports = dict.fromkeys(registries.utterances, 0)
        self._first: dict[str, tuple[str, ReportingQuote]] = {}
        self._complete = "utterances" not in registries.unread
        self._by_utterance: dict[str, list[PlacedReport]] = {}

    def take(self, summary: DocumentSummary) -> Iterator[Finding]:
        """Takes the quotes of a document, and finds those with other speakers than the first quote
        of the same utterance has, of those that agree with the registry. Nobody knows who an
        unnamed voice is."""
        self._complete &= summary.whole
        for report in summary.reports:
            if report.utterance in self._reports:
                self._reports[report.utterance] += 1
            placed = self._by_utterance.setdefault(report.utterance, [])
            placed.append((summary.doc_id, report))
            speakers = {one for one in report.speakers if not is_unnamed(one)}
            if not speakers:
                continue
            entry = self._registries.utterances.get(report.utterance)
            if entry and not speakers & set(entry["speakers"]):
                continue  # level 4 tells that
            doc_id, first = self._first.setdefault(report.utterance, (summary.doc_id, report))
            if not speakers & set(first.speakers):
                where = f"seeds/{doc_id}/annotations.jsonl:{first.line}"
                names = " and ".join(first.speakers)
                message = f"{names} is quoted with {report.utterance} at {where}"
                yield from self._placed(
                    (summary.doc_id, report), "speakers", "disjoint-speakers", message
                )

    def unreported(self) -> Iterator[Finding]:
        """The utterances of the registry that fewer than two quotes report, if all quotes are
        known."""
        if not self._complete:
            return
        _, source = self._registries.sources
        for index, utterance in enumerate(source.values):
            count = self._reports[utterance["id"]]
            if count < 2:
                message = "one quote alone reports it" if count else "no quote reports it"
                yield source.finding(index, ("id",), "unreported-utterance", message)

    def passages(self) -> Iterator[Finding]:
        """What is wrong with the passages of the utterances. That only one quote gives a passage is
        known if all quotes are."""
        for reports in self._by_utterance.values():
            found = [*unshared_words(reports), *(given_once(reports) if self._complete else ())]
            for placed, kind, message in found:
                yield from self._placed(placed, "passages", kind, message)

    def _placed(
        self, placed: PlacedReport, field: str, kind: str, message: str
    ) -> Iterator[Finding]:
        """The finding at a field of a quote, or at its utterance if it lacks the field."""
        doc_id, report = placed
        source = read_document(self._checkout, doc_id)[0].annotations
        if source and report.line in source.lines:
            index = source.lines.index(report.line)
            pointer = field if field in source.values[index] else "utterance"
            yield source.finding(index, (pointer,), kind, message)
