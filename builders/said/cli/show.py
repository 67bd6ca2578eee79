"""`said show`: a document with its annotations, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from said.cli.terminal import Json, Root, checkout_if_any, say, show_json
from said.system.errors import SaidError

if TYPE_CHECKING:
    from rich.text import Text

    from said.site.compared import Match
    from said.site.shown import Shown
    from said.system.places import Checkout

_GOLD = "gold"
_PIPED_WIDTH = 80


def show(
    document: Annotated[
        str,
        typer.Argument(
            metavar="DOC",
            help="A document of seeds/, by its id or folder; a text file, or - for standard input, "
            "which is annotated first; with --from the id of a document there.",
        ),
    ],
    layer: Annotated[
        str | None,
        typer.Option(
            "--layer",
            help="What to show: quote, speaker, date, stance, mark, block; several with commas "
            "between. By default all.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str,
        typer.Option(
            "--set",
            help="The annotations to show: gold for those of the document, the name of a pass, or "
            "a folder with <doc_id>.jsonl.",
        ),
    ] = _GOLD,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            help="A second set, named in the same way: what differs is marked.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="Where the document is: the version or the folder of a release, or a table that "
            "said annotate wrote.",
            show_default=False,
        ),
    ] = None,
    dct: Annotated[
        str | None,
        typer.Option(
            "--dct", help="When a text file was written, like 2024-05-15.", show_default=False
        ),
    ] = None,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Show a document with its annotations, or two readings of it.

    Each annotation is in brackets or in colour, with its id; below each paragraph stands who is
    quoted, when it was said, and which stances are taken.
    """
    from said.schema.scheme import LAYERS
    from said.site.compared import compare_readings

    checkout = checkout_if_any(root)
    layers = _named_layers(layer) if layer else LAYERS
    first = _find(checkout, document, source, name, dct)
    if against is None:
        if as_json:
            show_json("show/1", _as_json(first, layers))
            return
        _print(_document(first, layers))
        return
    second = _find(checkout, document, source, against, dct)
    if first.text != second.text:
        raise SaidError(
            f"the sets {name} and {against} have other texts", "compare sets of one text"
        )
    matches = compare_readings(
        *([one for one in side.annotations if one["layer"] in layers] for side in (first, second))
    )
    if as_json:
        show_json("show/1", {**_as_json(first, layers), "differences": _differences(matches)})
        return
    _print(_comparison(first, second, matches, layers))
    _say_counts(matches, name, against)


def _named_layers(named: str) -> Sequence[str]:
    """The layers that are named, in singular or plural."""
    from said.schema.scheme import LAYERS

    names = [name.strip().removesuffix("s") for name in named.split(",")]
    for name in names:
        if name not in LAYERS:
            raise SaidError(f"there is no layer {name!r}", f"take {', '.join(LAYERS)}")
    return names


def _find(
    checkout: Checkout | None, document: str, source: str | None, name: str, dct: str | None
) -> Shown:
    """The document that is named, with its annotations in a set."""
    from said.annotators.inputs import STDIN, Input
    from said.site import sources

    if source is not None:
        if name != _GOLD:
            raise SaidError(f"--set {name}: a release or a table has one set", "leave --set out")
        return _find_elsewhere(checkout, document, source)
    path = Path(document)
    known = sources.seed_ids(checkout) if checkout else []
    doc_id = document if document in known else path.resolve().name
    if checkout and doc_id in known and (document == doc_id or path.is_dir()):
        return sources.read_shown(checkout, doc_id, name)
    if (path / "raw.txt").is_file():
        return sources.read_shown_folder(path, name)
    if document == STDIN or path.is_file():
        if name != _GOLD:
            raise SaidError(f"--set {name}: {document} is a text alone", "leave --set out")
        if document != STDIN:
            return sources.annotate_input(Input(path.stem, path), checkout, dct)
        raw = sys.stdin.buffer.read()
        return sources.annotate_input(Input("stdin", Path("stdin"), raw=raw), checkout, dct)
    if checkout is None:
        return _find_elsewhere(None, document, None)
    raise _not_found(document, known, "a document of seeds/, a text file, or -")


def _find_elsewhere(checkout: Checkout | None, doc_id: str, source: str | None) -> Shown:
    """A document in a release or a table; without a name, in the release of the package."""
    from said.annotators.inputs import find_tables
    from said.site import sources
    from said.system.places import path

    if source is None:
        source = path()
    if folder := sources.release_folder(checkout, source):
        found = next(sources.read_released(folder, doc_id), None)
    elif Path(source).exists() and (tables := find_tables([source])):
        found = next(sources.read_tables(tables, doc_id), None)
    else:
        cause = f"{source}: neither a release nor a table that said annotate wrote"
        raise SaidError(cause, "name a version, the folder of a release, or a .parquet file")
    if found is None:
        raise SaidError(
            f"{doc_id} is not in {source}, or has no text there", "name another document"
        )
    return found


def _not_found(name: str, known: Sequence[str], wanted: str) -> SaidError:
    from said.findings.nearest import nearest_word

    like = next((one for one in known if one.startswith(name)), None) or nearest_word(name, known)
    meant = f"did you mean {like}? " if like else ""
    return SaidError(f"{name}: no such document or file", f"{meant}name {wanted}")


def _document(shown: Shown, layers: Sequence[str]) -> Iterator[Text]:
    from said.site.terminal import document_lines

    return document_lines(shown, layers, colour=_has_colour())


def _comparison(
    first: Shown, second: Shown, matches: Sequence[Match], layers: Sequence[str]
) -> Iterator[Text]:
    from said.site.terminal import comparison_lines, merge_readings

    merged = first._replace(
        annotations=[one for one, _ in merge_readings(matches)],
        notes=(*first.notes, *second.notes),
    )
    return comparison_lines(merged, (first, second), matches, layers, colour=_has_colour())


def _has_colour() -> bool:
    from rich.console import Console

    console = Console()
    return console.is_terminal and not console.no_color and console.color_system is not None


def _print(lines: Iterator[Text]) -> None:
    """Prints lines, wrapped at words; what goes on is indented as the line is."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    width = console.width if console.is_terminal else _PIPED_WIDTH
    for line in lines:
        indent = len(line.plain) - len(line.plain.lstrip(" "))
        rest = indent + 3 if indent else 0
        for number, row in enumerate(line.wrap(console, width - rest)):
            console.print(Text(" " * rest if number else "") + row, soft_wrap=True)


def _say_counts(matches: Sequence[Match], first: str, second: str) -> None:
    counts = {one.status: 0 for one in matches}
    for one in matches:
        counts[one.status] += 1
    say(
        f"alike {counts.get('same', 0)}, not alike {counts.get('changed', 0)}, only in {first} "
        f"{counts.get('first', 0)}, only in {second} {counts.get('second', 0)}"
    )


def _as_json(shown: Shown, layers: Sequence[str]) -> dict[str, Any]:
    return {
        "doc_id": shown.doc_id,
        "title": shown.facts.get("title"),
        "dct": shown.facts.get("dct"),
        "layers": list(shown.layers),
        "text": shown.text,
        "annotations": [one for one in shown.annotations if one["layer"] in layers],
        "notes": list(shown.notes),
    }


def _differences(matches: Sequence[Match]) -> list[dict[str, Any]]:
    return [
        {
            "status": one.status,
            "first": one.first and one.first["id"],
            "second": one.second and one.second["id"],
            "fields": list(one.fields),
        }
        for one in matches
        if one.status != "same"
    ]
