"""Puts the annotations of a document into words: what each is, who is behind a quote, and when it
was said. The terminal and the pages say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from said.schema import load_schemas
from said.schema.grounding import UNRESOLVED
from said.schema.records import AnyAnnotation, AnyRecord
from said.schema.scheme import DCT, DETERMINACY, OTHER, POLARITY, main_spans
from said.site.shown import LinkIndex, Shown, find_links
from said.tables.dates import ground_dates

BACKWARDS = {
    ("quote", "source"): "source of",
    ("quote", "via"): "channel of",
    ("quote", "addressee"): "addressee of",
    ("quote", "said"): "time of saying of",
    ("quote", "parent"): "contains",
    ("quote", "continues"): "goes on in",
    ("stance", "quote"): "stance",
    ("date", "anchor"): "anchor of",
}
"""What an annotation is to those that refer to it, by their layer and field."""


class Related(NamedTuple):
    """Annotations that are related to one, by ids, with words for them. `field` is that of the
    annotation itself if it `is_own`; otherwise it says what the annotation is to those."""

    field: str
    words: str
    ids: tuple[str, ...]
    is_own: bool


class DocumentWords:
    """A document whose annotations are put into words."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.by_id: dict[str, AnyAnnotation] = {one["id"]: one for one in shown.annotations}
        self.links: LinkIndex = find_links(shown.annotations)
        dct = shown.facts.get("dct")
        # Only the fields of dates are read.
        records: Iterable[AnyAnnotation] = shown.annotations
        self._times = ground_dates(records, dct if isinstance(dct, str) else None)  # type: ignore[arg-type]

    def heading(self, annotation: AnyRecord) -> str:
        """What an annotation is, in a few words: `direct quote by Marta Lind`."""
        match annotation["layer"]:
            case "quote":
                return f"{annotation['type']} quote by {self.speakers(annotation)}"
            case "speaker":
                named = self.named(annotation.get("speakers"))
                return f"mention of {named}" if named else "mention"
            case "date":
                return f"{str(annotation['type']).lower()} {annotation['value']}"
            case "stance":
                holder = self.shown.known.name_of(annotation["holder"])
                return f"{annotation['label']}: {holder} on {self.target(annotation)}"
            case "mark":
                return f"quotation marks: {annotation['kind']}"
            case _:
                return str(annotation["kind"]).replace("_", " ")

    def speakers(self, quote: AnyRecord) -> str:
        """Who is behind a quote: the entities; where nobody annotated them, the source phrase."""
        if named := self.named(quote.get("speakers")):
            return named
        sources = [
            self.exact(self.by_id[id_]) for id_ in quote.get("source", ()) if id_ in self.by_id
        ]
        return ", ".join(f"“{words}”" for words in sources) or "somebody who is not named"

    def named(self, entities: Sequence[str] | None) -> str:
        """The names of entities in a row; empty if there are none."""
        return " and ".join(map(self.shown.known.name_of, entities or ()))

    def target(self, stance: AnyRecord) -> str:
        """What a stance is on: a target, or else the proposition."""
        if stance["target"] == OTHER and stance.get("proposition"):
            return f"“{stance['proposition']}”"
        return str(stance["target"])

    @staticmethod
    def exact(annotation: AnyRecord) -> str:
        """The words that an annotation is of, its fragments joined by an ellipsis."""
        return " … ".join(" ".join(span["exact"].split()) for span in main_spans(annotation))

    def time_of(self, timex: AnyRecord) -> str:
        """The stretch of time of a date in words, whole days with their last one; empty if it is
        not known, or is what the value says."""
        earliest, latest = self._times.get(timex["id"], UNRESOLVED)
        if earliest is None and latest is None:
            return ""
        if not (earliest or "T00:00:00").endswith("T00:00:00") or not (
            latest or "T00:00:00"
        ).endswith("T00:00:00"):
            first, last = (one and one.replace("T", " ") for one in (earliest, latest))
        else:
            first, last = earliest and earliest[:10], latest and _day_before(latest[:10])
        if first == last:
            return "" if first == timex["value"] else str(first)
        if first is None or last is None:
            return f"from {first}" if last is None else f"until {last}"
        return f"{_short_time(first)} to {_short_time(last)}"

    def saying(self, quote: AnyRecord) -> str:
        """When a quote was said: the value of its date, and its words; empty if nothing says so."""
        timex = self.by_id.get(quote.get("said", ""))
        return f"{timex['value']} (“{self.exact(timex)}”)" if timex else ""

    def caveats(self, annotation: AnyRecord) -> list[str]:
        """What a reader must not miss: that something was not said, or may never be; flags."""
        found = []
        if annotation.get("polarity", POLARITY) != POLARITY:
            found.append("the text denies that it was said")
        if annotation.get("determinacy", DETERMINACY) != DETERMINACY:
            found.append("not told as a fact: it may or will be said")
        meanings = load_schemas().named("labels")["$defs"]["flag"]["x-meanings"]
        flags = annotation.get("flags", ())
        found += [
            f"{one.replace('_', ' ')}: {meanings[one]}" if one in meanings else one for one in flags
        ]
        return found

    def relations(self, annotation: AnyRecord) -> list[Related]:
        """The annotations that an annotation refers to, and those that refer to it, by what they
        are to each other."""
        found: dict[tuple[str, bool], list[str]] = {}
        for link in self.links.leaving.get(annotation["id"], ()):
            found.setdefault((link.field, True), []).append(link.target)
        if annotation.get("anchor") == DCT:
            found["anchor", True] = []
        for link in self.links.arriving.get(annotation["id"], ()):
            name = BACKWARDS[self.by_id[link.source]["layer"], link.field]
            found.setdefault((name, False), []).append(link.source)
        return [
            Related(name, "; ".join(map(self._brief, ids)) or DCT, tuple(ids), is_own)
            for (name, is_own), ids in found.items()
        ]

    def _brief(self, id_: str) -> str:
        annotation = self.by_id[id_]
        if annotation["layer"] in ("speaker", "date", "mark"):
            return f"{id_} “{self.exact(annotation)}”"
        return f"{id_} {self.heading(annotation)}"


def _day_before(day: str) -> str:
    """The last day of a stretch that ends where a day begins."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day > "0001-01-01" else day


def _short_time(moment: str) -> str:
    """A moment without seconds that are zero."""
    return (
        moment[:-3]
        if len(moment) == len("2024-05-14 18:00:00") and moment.endswith(":00")
        else moment
    )
