"""Writes a site: a page for each document, an index, the guidelines, and what the pages need.

Documents are read and written one by one; what the index says of each is kept in a file until all
are there, so that memory does not grow with their number. Everything is written to a folder beside
the site's place, which is moved there when it is whole.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from said.release import swap
from said.schema.scheme import LAYERS
from said.site.document_page import NOUNS, document_context
from said.site.guide import guidelines_page, rules_page
from said.site.pieces import LANE_ORDER
from said.site.render import ASSETS, render_page
from said.site.shown import Shown
from said.system.errors import SaidError
from said.system.files import kind_of, refuse_link
from said.system.places import unsafe_name
from said.system.workers import Progress, item_batches

MARKER = "site.json"
"""The file that says that a folder is a site that this software wrote, so that it may be
replaced."""
DOCUMENTS = "documents"
ROWS = 500
"""Documents on a page of the index."""
_COUNTED = tuple(layer for layer in LANE_ORDER if layer not in ("mark", "block"))
_LONGEST = 150


class SitePage(NamedTuple):
    """A page that all pages lead to."""

    name: str
    address: str


class Site(NamedTuple):
    """What all pages say of the site: what it is called, what is in it, which pages it has, the
    version of the data, and the address of a form for corrections."""

    title: str
    lead: str
    footer: str
    version: str | None = None
    issues: str | None = None
    pages: tuple[SitePage, ...] = (
        SitePage("Documents", "index.html"),
        SitePage("Guidelines", "guidelines.html"),
        SitePage("Rules of the annotators", "rules.html"),
    )


class IndexLayer(NamedTuple):
    """A layer as the index shows it."""

    layer: str
    noun: str
    code: str


def write_site(
    site: Site,
    documents: Iterable[Shown],
    out: Path,
    total: int,
    progress: Progress,
    waiting: Callable[[], None] | None = None,
) -> int:
    """Writes a site of documents to the folder `out`, which may hold an earlier site; gives the
    number of documents. `total` is how many there will be, for the progress. Raises SaidError if
    something else is there."""
    refuse_to_replace(out)
    out = out.resolve()
    with swap.placing_release(out, waiting) as stage:
        refuse_to_replace(out)
        folder = swap.release_in(stage, out.name)
        (folder / DOCUMENTS).mkdir(parents=True)
        shutil.copytree(ASSETS, folder / "assets")
        listed = stage / "listed.jsonl"
        count = _write_documents(site, documents, folder, listed, total, progress)
        _write_index(site, folder, listed, count)
        write_page(folder / "guidelines.html", guidelines_page(site))
        write_page(folder / "rules.html", rules_page(site))
        about = {"title": site.title, "documents": count, "version": site.version}
        (folder / MARKER).write_text(json.dumps(about) + "\n", encoding="utf-8")
    return count


def write_page(file: Path, pieces: Iterable[str]) -> None:
    """Writes a page as it is rendered."""
    with file.open("w", encoding="utf-8", errors="replace") as opened:
        opened.writelines(pieces)


def refuse_to_replace(out: Path) -> None:
    """Raises SaidError if there is something at a path that is no site, which must not be lost."""
    refuse_link(out)
    kind = kind_of(out)
    is_ours = kind == "folder" and ((out / MARKER).is_file() or not any(out.iterdir()))
    if kind is not None and not is_ours:
        raise SaidError(
            f"{out}: this is not a site that said site wrote, so it is not replaced",
            "name another folder with --out",
        )


def page_name(doc_id: str, taken: set[str]) -> str:
    """The name of a document's page: its id, or where that cannot name a file, a hash of it. Names
    differ by more than case, since some systems do not tell cases apart."""
    name = doc_id
    if unsafe_name(doc_id) or len(doc_id) > _LONGEST or doc_id.lower() in taken:
        name = f"document-{hashlib.sha256(doc_id.encode(errors='replace')).hexdigest()[:16]}"
    if name.lower() in taken:
        raise SaidError(f"two documents are called {doc_id}", "give each its own id")
    taken.add(name.lower())
    return f"{name}.html"


def _write_documents(
    site: Site,
    documents: Iterable[Shown],
    folder: Path,
    listed: Path,
    total: int,
    progress: Progress,
) -> int:
    """Writes the pages of documents, and to a file what the index says of each."""
    taken: set[str] = set()
    count = 0
    with listed.open("w", encoding="utf-8") as rows:
        for shown in documents:
            name = page_name(shown.doc_id, taken)
            context = document_context(shown, site.issues, site.version)
            page = render_page("document.html", "../", site=site, here="", **context)
            write_page(folder / DOCUMENTS / name, page)
            rows.write(json.dumps(_index_row(shown, f"{DOCUMENTS}/{name}")) + "\n")
            count += 1
            progress(count, max(total, count))
    return count


def _index_row(shown: Shown, address: str) -> Mapping[str, Any]:
    counts = {layer: 0 for layer in LAYERS if layer in shown.layers}
    for one in shown.annotations:
        if one["layer"] in counts:
            counts[one["layer"]] += 1
    return {
        "address": address,
        "doc_id": shown.doc_id,
        "title": shown.title,
        "outlet": shown.facts.get("outlet") or "",
        "dct": shown.facts.get("dct") or "",
        "status": shown.facts.get("status") or ("automatic" if shown.automatic else ""),
        "counts": {layer: counts.get(layer) for layer in LAYERS},
    }


def _write_index(site: Site, folder: Path, listed: Path, total: int) -> None:
    """Writes the index, so many documents on a page."""
    count = max(1, -(-total // ROWS))
    for number, rows in enumerate(_row_batches(listed), 1):
        page = render_page(
            "index.html",
            "",
            site=site,
            here="index.html",
            rows=rows,
            layers=[IndexLayer(layer, NOUNS[layer], _code(layer)) for layer in _COUNTED],
            number=number,
            count=count,
            total=total,
        )
        name = "index.html" if number == 1 else f"index-{number}.html"
        write_page(folder / name, page)


def _code(layer: str) -> str:
    return "t" if layer == "stance" else layer[0]


def _row_batches(listed: Path) -> Iterator[list[Any]]:
    with listed.open(encoding="utf-8") as lines:
        empty = True
        for batch in item_batches(map(json.loads, lines), ROWS):
            empty = False
            yield batch
    if empty:
        yield []
