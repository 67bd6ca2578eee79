"""Makes a corpus of an empty folder: `seeds/` with empty registries, and what belongs around it.

The files are in `templates/`, beside this module, without the dots of their names. Guidelines,
schemas and rules are not copied: they come from the package.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any, NamedTuple

from said.check.shape import check_shape
from said.seeds import changes
from said.seeds.documents import TO_FILL_IN
from said.seeds.json_files import JsonFile
from said.seeds.registries import CORPUS, REGISTRIES, read_corpus_file
from said.seeds.rulings import RULINGS
from said.system.errors import SaidError
from said.system.files import kind_of, make_out_folder, read_file, refuse_link
from said.system.places import Checkout, NoCheckout, find_checkout
from said.text import hidden, jsontext

_TEMPLATES = Path(__file__).parent / "templates"
_FILES = {
    ".gitattributes": "gitattributes",
    ".github/workflows/said.yml": "workflow.yml",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    "LICENSE-DATA.md": "LICENSE-DATA.md",
    "README.md": "README.md",
    "dataset_card.md": "dataset_card.md",
    "requirements.txt": "requirements.txt",
}
"""The files around `seeds/`, and the names of their templates."""

_AT_THE_TOP = (".github/workflows/said.yml", ".pre-commit-config.yaml")
"""What git's tools read at the top of a repository alone."""


class About(NamedTuple):
    """What somebody says of a new corpus."""

    name: str | None = None
    title: str | None = None
    language: str | None = None
    license: str | None = None


class Initialised(NamedTuple):
    """A new corpus: its folder, the files that were written, by their names, those that were there
    and were kept, and notes on what to do about these."""

    checkout: Checkout
    written: list[str]
    kept: list[str]
    notes: list[str]


def init_corpus(
    folder: Path,
    about: About,
    *,
    keep: bool = False,
    waiting: Callable[[], None] | None = None,
) -> Initialised:
    """Writes a corpus into a folder, which is made if it is not there: all files or none.

    Raises SaidError if one of the files is there already, unless `keep` leaves those as they are;
    and if the folder lies in a corpus, is a link, or a link is on the way to a file.
    """
    make_out_folder(folder)
    root = folder.resolve()
    _refuse_other_corpus(root)
    with changes.locked_home(root, waiting):
        checkout = Checkout(root)
        files = _files_of(checkout, about)
        _refuse_links(root, files)
        kept = [name for name in files if kind_of(root / name) is not None]
        if kept and not keep:
            raise SaidError(
                f"{root}: {', '.join(kept)} {'is' if len(kept) == 1 else 'are'} there already",
                "nothing was written; name an empty folder, or write only the files that are "
                "missing with --keep",
            )
        wanted = {name: content for name, content in files.items() if name not in kept}
        changes.write_files(root, wanted)
    return Initialised(checkout, list(wanted), kept, [*_notes_on_kept(root, kept), *_note_on(root)])


def _refuse_other_corpus(root: Path) -> None:
    try:
        found = find_checkout(root).root
    except NoCheckout:
        return
    if found != root:
        raise SaidError(f"{root}: lies in the corpus {found}", "name a folder outside of it")


def _refuse_links(root: Path, files: Mapping[str, Any]) -> None:
    """Raises SaidError if a file, or a folder on the way to it, is anything else than that."""
    for name in files:
        for place in (root / name, *(root / name).parents):
            if place == root:
                break
            refuse_link(place)
            kind = kind_of(place)
            wanted = "file" if place == root / name else "folder"
            if kind not in (None, wanted):
                raise SaidError(
                    f"{place}: this is a {kind}, and a {wanted} has to be there",
                    "nothing was written; move it away, or name another folder",
                )


def _files_of(checkout: Checkout, about: About) -> dict[str, bytes]:
    """All files of a new corpus, by their names."""
    corpus = _corpus_of(checkout, about)
    filled = {
        "{name}": str(corpus["name"]),
        "{title}": str(corpus["title"]),
        # A string of JSON is one of YAML. Without a block of it load_dataset prints a warning.
        "{quoted_title}": json.dumps(corpus["title"], ensure_ascii=False),
        "{license}": corpus["license"]
        or f"{TO_FILL_IN}the SPDX identifier, such as CC-BY-4.0, here and in seeds/corpus.json",
        "{requirement}": _requirement(),
    }
    files = {
        name: _fill((_TEMPLATES / file).read_text("utf-8"), filled) for name, file in _FILES.items()
    }
    seeds = {CORPUS: json.dumps(corpus, ensure_ascii=False, indent=2) + "\n"}
    seeds |= {f"{name}.jsonl": "" for name in REGISTRIES}
    seeds[RULINGS] = (_TEMPLATES / RULINGS).read_text("utf-8")
    files |= {f"{checkout.seeds.name}/{name}": content for name, content in seeds.items()}
    return {name: content.encode() for name, content in files.items()}


def _fill(template: str, filled: Mapping[str, str]) -> str:
    """A template with each place filled once, whatever is in what fills it."""
    places = "|".join(map(re.escape, filled))
    return re.sub(places, lambda place: filled[place.group()], template)


def _corpus_of(checkout: Checkout, about: About) -> dict[str, Any]:
    """What `corpus.json` is to hold; of a corpus that has one, what it holds."""
    if kind_of(checkout.corpus_file) == "file":
        source, _ = read_corpus_file(checkout)
        there = source.values[0] if source else None
        if isinstance(there, dict) and isinstance(there.get("name"), str):
            return {"title": there["name"], "license": None, **there}
    if about.name is None:
        raise SaidError("the corpus has no name", "give it one, such as --name harbour")
    corpus: dict[str, Any] = {
        "name": about.name,
        "title": about.name if about.title is None else about.title,
        "language": "en" if about.language is None else about.language,
        "license": about.license,
        "flags": [],
        "maintainers": [],
        "url": None,
        "version": "0.1.0",
        "released": [],
    }
    raw = jsontext.compact(corpus)
    problems = [
        one.message for one in check_shape(JsonFile(CORPUS, [corpus], [raw], [1]), "corpus")
    ]
    problems += [one.message for one in hidden.find_hidden_in_json(raw, [raw])]
    if problems or "\n" in corpus["title"]:
        raise SaidError(
            problems[0] if problems else "title: it has more than one line",
            "give a name like harbour-2024, a language like en, a licence like CC-BY-4.0",
        )
    return corpus


def _requirement() -> str:
    """How pip gets this software. If it was not installed from an address, nobody knows whose
    package an index would give under its name: a wheel is asked for."""
    try:
        told = json.loads(distribution("said-corpus").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        told = {}
    url, vcs = str(told.get("url", "")), told.get("vcs_info", {})
    if url.startswith("https://"):
        commit = f"@{vcs['commit_id']}" if "commit_id" in vcs else ""
        return f"said-corpus @ {vcs['vcs']}+{url}{commit}" if vcs else f"said-corpus @ {url}"
    return f"./said_corpus-{version('said-corpus')}-py3-none-any.whl"


def _notes_on_kept(root: Path, kept: list[str]) -> list[str]:
    """The lines that files which were kept lack, of those that are lists of lines."""
    notes = []
    for name in (".gitattributes", ".gitignore"):
        if name in kept:
            there = read_file(root / name).decode(errors="replace").splitlines()
            wanted = (_TEMPLATES / _FILES[name]).read_text("utf-8").splitlines()
            missing = [line for line in wanted if line not in there and not line.startswith("#")]
            if missing:
                notes.append(f"{name}: add these lines: {'  '.join(missing)}")
    return notes


def _note_on(root: Path) -> list[str]:
    """Where the folder is only a part of a git repository, what that changes."""
    if (root / ".git").exists() or not any((one / ".git").exists() for one in root.parents):
        return []
    return [
        f"{' and '.join(_AT_THE_TOP)}: this folder lies in a larger git repository, at whose top "
        "they have to be to be read, with the paths in them changed"
    ]
