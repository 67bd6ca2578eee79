"""Shows which annotations a change of the software affects.

    python tests/snapshots                     the documents whose annotations are no longer those
                                               of the stored digests; exit status 1 if any differ
    python tests/snapshots --against COMMIT    their records before and after, side by side
    python tests/snapshots --update            stores the digests anew

The annotators run on the documents of the corpus, on generated news and, with the variable
`SAID_BENCHMARKS`, on the corpora of the benchmarks (`texts.py`). `digests/` keeps a digest of the
records for each document and layer. `--against` annotates the same texts with the code of a commit,
checked out into a work tree of its own, so that the records themselves need not be stored.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from snapshots import records, texts
from snapshots.records import Layers, Record
from snapshots.texts import PROJECT, Input

DIGESTS = Path(__file__).parent / "digests"
UPDATE = "python tests/snapshots --update"


class Change(NamedTuple):
    """A layer of a document whose records differ, with both where both are known."""

    set: str
    document: Input
    layer: str
    before: Sequence[Record] = ()
    after: Sequence[Record] = ()

    def as_dict(self) -> dict[str, Any]:
        """The change for a program to read."""
        fields = {"set": self.set, "document": self.document.name, "layer": self.layer}
        return {**fields, "before": list(self.before), "after": list(self.after)}


def stored(name: str) -> dict[str, dict[str, str]]:
    """The stored digests of a set: of each document, by layer."""
    file = DIGESTS / f"{name}.jsonl"
    if not file.is_file():
        return {}
    lines = (json.loads(line) for line in file.read_text().splitlines())
    return {line.pop("document"): line for line in lines}


def store(name: str, inputs: Sequence[Input], outputs: Sequence[Layers]) -> None:
    """Stores the digests of a set, a line for each document."""
    rows = {one.key: records.digests(layers) for one, layers in zip(inputs, outputs, strict=True)}
    lines = (json.dumps({"document": key, **rows[key]}) + "\n" for key in sorted(rows))
    (DIGESTS / f"{name}.jsonl").write_text("".join(lines))


def compared_with_digests(
    name: str, inputs: Sequence[Input], outputs: Sequence[Layers]
) -> Iterator[Change]:
    """The layers whose digests are not those that are stored, and the documents that went."""
    before = stored(name)
    for document, layers in zip(inputs, outputs, strict=True):
        old, new = before.get(document.key, {}), records.digests(layers)
        for layer in sorted(old.keys() | new.keys()):
            if old.get(layer) != new.get(layer):
                yield Change(name, document, layer, (), layers.get(layer, ()))
    for key in before.keys() - {document.key for document in inputs}:
        yield Change(name, Input(key, "", None), "all layers: the text is gone")


def compared_with_records(
    name: str, inputs: Sequence[Input], before: Sequence[Layers], after: Sequence[Layers]
) -> Iterator[Change]:
    """The layers whose records differ, each with the records that are only in one of the two."""
    for document, old, new in zip(inputs, before, after, strict=True):
        for layer in sorted(old.keys() | new.keys()):
            first, second = old.get(layer, []), new.get(layer, [])
            if first != second:
                gone = [one for one in first if one not in second]
                come = [one for one in second if one not in first]
                yield Change(name, document, layer, gone, come)


def annotated(inputs: Sequence[Input], project: Path = PROJECT) -> list[Layers]:
    """What the annotators of a checkout give for each input, run in processes of their own."""
    script = Path(__file__).with_name("records.py")
    own = project / script.relative_to(PROJECT)
    command = [sys.executable, str(own if own.is_file() else script)]
    environment = {**os.environ, "PYTHONPATH": str(project / "builders")}
    jobs = min(len(inputs), os.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as scratch:
        running = []
        for job in range(jobs):
            source, result = Path(scratch) / f"{job}.in", Path(scratch) / f"{job}.out"
            share = (json.dumps(one._asdict()) + "\n" for one in inputs[job::jobs])
            source.write_text("".join(share))
            with source.open() as reads, result.open("w") as writes:
                process = subprocess.Popen(command, stdin=reads, stdout=writes, env=environment)
            running.append((process, result))
        outputs: list[Layers] = [{} for _ in inputs]
        for job, (process, result) in enumerate(running):
            if process.wait():
                sys.exit(f"{project}: the annotators could not be run; see above")
            outputs[job::jobs] = map(json.loads, result.read_text().splitlines())
        return outputs


@contextmanager
def work_tree(commit: str) -> Iterator[Path]:
    """A commit of this repository, checked out into a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="said-snapshots-") as scratch:
        folder = Path(scratch) / "tree"
        git = ["git", "-C", str(PROJECT), "worktree"]
        added = [*git, "add", "--quiet", "--detach", str(folder), commit]
        if subprocess.run(added, check=False).returncode:
            sys.exit(2)
        try:
            yield folder
        finally:
            subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def shown(record: Record) -> str:
    """A record in a few lines: its words first, then its other fields."""
    spans = {key: _words(value) for key, value in record.items() if _is_spans(value)}
    rest = {key: value for key, value in record.items() if key not in spans and key != "layer"}
    fields = [f"{key} {value}" for key, value in spans.items()]
    return "\n".join([*fields, " ".join(f"{key}={_plain(value)}" for key, value in rest.items())])


def _is_spans(value: Any) -> bool:
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, Mapping) and "exact" in first


def _words(value: Any) -> str:
    spans = value if isinstance(value, list) else [value]
    return " … ".join(f"[{span['start']}, {span['end']}) {span['exact']}" for span in spans)


def _plain(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def show(changes: Sequence[Change], most: int, side_by_side: bool) -> None:
    """Prints the first changes, and how many there are in each set and layer."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console()
    for change in changes[:most]:
        console.rule(f"{change.set}: {change.document.name}: {change.layer}", align="left")
        if side_by_side:
            table = Table("before", "after", box=box.MINIMAL, expand=True, show_lines=True)
            for before, after in _paired(change):
                table.add_row(*(one and shown(one) for one in (before, after)))
            console.print(table, markup=False)
    counts: dict[tuple[str, str], int] = {}
    for change in changes:
        counts[change.set, change.layer] = counts.get((change.set, change.layer), 0) + 1
    for (name, layer), number in sorted(counts.items()):
        console.print(f"{name}: {layer}: {number} documents differ", markup=False)


def _paired(change: Change) -> Iterator[tuple[Record | None, Record | None]]:
    """The records before and after, those that begin at the same place side by side."""
    before, after = list(change.before), list(change.after)
    for record in before:
        start = records.start_of(record)
        partner = next((one for one in after if records.start_of(one) == start), None)
        if partner is not None:
            after.remove(partner)
        yield record, partner
    yield from ((None, record) for record in after)


def parsed() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python tests/snapshots", description=(__doc__ or "").splitlines()[0]
    )
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--against", metavar="COMMIT", help="show the records before and after")
    action.add_argument("--update", action="store_true", help="store the digests anew")
    sets = list(texts.OWN | texts.OTHERS)
    parser.add_argument("--set", action="append", choices=sets, help="only this set of texts")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="show N changes at most")
    parser.add_argument("--json", action="store_true", help="print all changes as JSON Lines")
    return parser.parse_args()


def main() -> None:
    """Compares, or stores."""
    arguments = parsed()
    available = texts.available()
    wanted = arguments.set or list(available)
    if missing := [name for name in wanted if name not in available]:
        sys.exit(f"{missing[0]}: set SAID_BENCHMARKS to the folder of the benchmarks")
    changes: list[Change] = []
    for name in wanted:
        inputs = list(available[name]())
        print(f"{name}: {len(inputs)} documents", file=sys.stderr)
        after = annotated(inputs)
        if arguments.update:
            store(name, inputs, after)
        elif arguments.against:
            with work_tree(arguments.against) as tree:
                before = annotated(inputs, tree)
            changes += compared_with_records(name, inputs, before, after)
        else:
            changes += compared_with_digests(name, inputs, after)
    if arguments.json:
        print("".join(json.dumps(change.as_dict()) + "\n" for change in changes), end="")
    else:
        show(changes, arguments.most, bool(arguments.against))
    if changes and not arguments.against:
        print(f"see the records with --against COMMIT; if all is right: {UPDATE}", file=sys.stderr)
    sys.exit(bool(changes))


if __name__ == "__main__":
    main()
