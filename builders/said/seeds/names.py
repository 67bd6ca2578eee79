"""Names in `seeds/` that are not those of its files: what each is, and what to do about it.

A file with nearly the right name is somebody's work, and so may be anything else: no remedy here
loses a file.
"""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from said.findings import nearest
from said.findings.catalogue import Finding
from said.seeds.files import printable_name

_OTHER_NAMES = {
    "metadata": "document.json",
    "meta": "document.json",
    "info": "document.json",
    "text": "raw.txt",
    "article": "raw.txt",
    "ann": "annotations.jsonl",
    "annot": "annotations.jsonl",
    "labels": "annotations.jsonl",
    "quotes": "annotations.jsonl",
    "decisions": "decided.jsonl",
    "adjudications": "adjudication.jsonl",
    "people": "entities.jsonl",
    "persons": "entities.jsonl",
    "speakers": "entities.jsonl",
}
"""What people call files, without the ending."""

_OF_SEEDS = frozenset({"corpus.json", "entities.jsonl", "utterances.jsonl"})
_OF_TOPICS = frozenset({"targets.jsonl", "frames.jsonl", "words.jsonl"})
_ENDINGS = r"(?:\.(?:txt|text|md|json|jsonl|ndjson|jsonlines|ldjson|json5|csv|tsv|xml|doc))+"
_MADE_COPY = re.compile(
    r"(?P<name>.+?)(?:\.bak|\.backup|\.orig|\.old|\.save|\.tmp|\.copy|\.rej|\.\d+|~|"
    r"\.(?:BACKUP|BASE|LOCAL|REMOTE)\.\d+|\.jsonl?\.(?:mine|r\d+))$",
    re.IGNORECASE,
)
_NAMED_COPY = re.compile(
    r"(?P<name>.+?)[ _-]*(?:\(\d+\)|\bcopy(?: ?\d+)?|kopie|copie|\bv?\d+|\bfinal|\bnew|\bold|"
    r"\bbackup|\bconflicted copy.*)(?P<ending>\.[a-z]+)$",
    re.IGNORECASE,
)
_OF_PROGRAMS = (
    (re.compile(r"\.DS_Store|\._.*|\.AppleDouble|Icon\r"), "macOS", ".DS_Store"),
    (re.compile(r"Thumbs\.db|desktop\.ini|ehthumbs\.db", re.IGNORECASE), "Windows", "Thumbs.db"),
    (re.compile(r"~\$.*|\.~lock\..*#"), "an office program that has the file open", "~$*"),
    (re.compile(r"\.[^/]*\.sw[a-p]|#.*#|\.#.*"), "an editor that has the file open", "*.swp"),
    (
        re.compile(
            r"\.(?:idea|vscode|ipynb_checkpoints|git|gitkeep|gitignore|directory)|__pycache__"
        ),
        "a program",
        "it",
    ),
)


_PACKED = re.compile(r"(?P<name>.+)\.(?P<ending>gz|bz2|xz|zst|zip|7z|tar|tgz|rar)", re.IGNORECASE)
_UNPACK = {
    "gz": "gzip -dk",
    "bz2": "bzip2 -dk",
    "xz": "xz -dk",
    "zst": "zstd -dk",
    "zip": "unzip",
    "7z": "7z x",
    "tar": "tar -xf",
    "tgz": "tar -xf",
    "rar": "unrar x",
}


def odd_files(
    names: Iterable[str], known: Collection[str], present: Collection[str], folder: str
) -> list[Finding]:
    """What is wrong with files in a folder that have none of the `known` names; `present` is all
    that lies there. The suggestion of a misnamed file is its right name."""
    found: list[Finding] = []
    taken = set(present)
    for name in sorted(names):
        finding = _odd_file(name, known, taken, folder)
        if finding.kind == "misnamed-file" and finding.suggestion:
            taken.add(finding.suggestion)
        found.append(finding)
    return found


def _odd_file(name: str, known: Collection[str], taken: Collection[str], folder: str) -> Finding:
    file = f"{folder}/{printable_name(name)}"
    if by_program := file_of_program(name, folder):
        return by_program
    if name in known:
        message = f"{name} is a folder here, where a file belongs"
        if "." not in name:
            message = f"{name} is a file here, where a folder belongs"
        advice = "give it another name outside seeds/, and put there what belongs there"
        return Finding(file, 1, 1, "surplus-file", message, advice=advice)
    meant = right_name(name, known)
    if meant and meant not in taken:
        advice = f"rename it: {_moved(f'{folder}/{name}', f'{folder}/{meant}')}"
        message = f"this is not read; a file of this kind is called {meant}"
        return Finding(file, 1, 1, "misnamed-file", message, suggestion=meant, advice=advice)
    if meant:
        message = f"this seems to be another version of {meant}, which is there too"
        advice = f"compare the two (git diff --no-index), keep one as {meant}, "
        advice += "and move the other out of seeds/"
        return Finding(file, 1, 1, "surplus-file", message, advice=advice)
    if name in _OF_SEEDS:
        message = "this is a file of seeds/ itself, which all documents share"
        advice = f"add its lines to seeds/{name}, and move it out of {folder}/"
        return Finding(file, 1, 1, "surplus-file", message, advice=advice)
    if name in _OF_TOPICS:
        message = "this is a file of a topic, and is not read here"
        advice = f"move it into the folder of its topic: seeds/topics/<topic>/{name}"
        return Finding(file, 1, 1, "surplus-file", message, advice=advice)
    message = f"this is none of the files here: {', '.join(known)}"
    advice = "move it out of seeds/"
    if PurePosixPath(name).suffix.casefold() in (".txt", ".md", ".html", ".pdf", ".docx", ".rtf"):
        advice += "; of an article make a document with said new"
    return Finding(file, 1, 1, "surplus-file", message, advice=advice)


def file_of_program(name: str, folder: str) -> Finding | None:
    """What is wrong with a file that a program has left, or that is compressed."""
    file = f"{folder}/{printable_name(name)}"
    for pattern, program, ignored in _OF_PROGRAMS:
        if pattern.fullmatch(name):
            advice = (
                f"move it out of {folder}/ once the program has ended; add {ignored} to .gitignore"
            )
            message = f"this is a file of {program}, not of the seeds"
            return Finding(file, 1, 1, "surplus-file", message, advice=advice)
    if match := _PACKED.fullmatch(name):
        message = f"this is compressed, and not read; unpacked it may be {match['name']}"
        advice = f"run: {_UNPACK[match['ending'].casefold()]} {shlex.quote(printable_name(file))}"
        return Finding(file, 1, 1, "surplus-file", message, advice=advice)
    return None


def misnamed_shared_folder(
    name: str, inside: Iterable[str], shared: Collection[str], present: Collection[str]
) -> Finding | None:
    """What is wrong with a folder in `seeds/` that is called nearly like one that documents share,
    such as `topics`. `inside` are the names in it, those of folders with a slash: the folder of a
    document has others."""
    meant = right_name(name, shared)
    others = {one for one in inside if one not in ("document.json", "passes/")}
    if not meant or "raw.txt" in inside or not any(one.endswith(("/", ".json")) for one in others):
        return None
    message = f"this is not read; a folder of this kind is called {meant}"
    to = f"seeds/{meant}"
    advice = f"rename it: {_moved(f'seeds/{name}', to)}"
    if meant in present:
        quoted = shlex.quote(printable_name(f"seeds/{name}"))
        advice = f"move what is in it, and remove it: mv -n {quoted}/* {to}/"
    file = f"seeds/{printable_name(name)}"
    return Finding(file, 1, 1, "misnamed-file", message, suggestion=meant, advice=advice)


def slug_of(words: str) -> str:
    """Words as an id, as far as they give one: what an id cannot have becomes a hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")


def right_name(name: str, known: Collection[str]) -> str | None:
    """The known name that a file's name was meant to be, if one is."""
    by_fold = {one.casefold(): one for one in known}
    stem = re.sub(
        r"^(?:copy of|kopie von|copie de|copia de|new|old|my) +", "", name.strip().casefold()
    )
    for pattern in (_MADE_COPY, _NAMED_COPY):
        if (match := pattern.fullmatch(stem)) and match["name"].strip("."):
            stem = match["name"].strip() + (match.groupdict().get("ending") or "")
    bare = re.sub(_ENDINGS + "$", "", stem).strip(" ._-")
    for candidate in (stem, stem.replace(" ", ""), bare):
        if candidate in by_fold:
            return by_fold[candidate]
    by_stem = {one.split(".")[0].casefold(): one for one in known}
    if bare in by_stem:
        return by_stem[bare]
    other = _OTHER_NAMES.get(bare)
    if other in known:
        return other
    like = nearest.nearest_word(bare, by_stem)
    return by_stem[like] if like else None


def odd_pass(folder: str, name: str) -> Finding:
    """What is wrong with a file among the passes that is none."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", re.sub(_ENDINGS + "$", "", name)).strip("-.")
    meant = f"{stem or 'a'}.jsonl"
    advice = f"rename it if it is a pass: {_moved(f'{folder}/{name}', f'{folder}/{meant}')}; "
    advice += "else move it out of seeds/"
    file = f"{folder}/{printable_name(name)}"
    message = "not a pass, which is called <annotator>.jsonl"
    return Finding(file, 1, 1, "misnamed-file", message, suggestion=meant, advice=advice)


_FOLDER_COPY = re.compile(
    r"(?P<name>.+?)[ _-]*(?:\(\d+\)|\bcopy(?: ?\d+)?|kopie|copie|\.(?:bak|orig|old)|~)$",
    re.IGNORECASE,
)


def bad_folder_name(file: str, name: str, present: Collection[str] = ()) -> Finding:
    """What is wrong with a folder whose name cannot be the id of a document; `present` is all that
    lies beside it."""
    copied = _FOLDER_COPY.fullmatch(name)
    if copied and copied["name"] in present:
        other = copied["name"]
        message = f"this seems to be another version of {other}, which is there too"
        advice = f"compare the two (git diff --no-index), keep one as {other}, "
        advice += "and move the other out of seeds/"
        return Finding(file, 1, 1, "bad-folder-name", message, advice=advice)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    meant = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_")[:100]
    advice = "use letters, digits, - and _ alone"
    if meant:
        advice += f": {_moved(f'seeds/{name}', f'seeds/{meant}')}; write {meant} as doc_id, too"
    return Finding(file, 1, 1, "bad-folder-name", "this is not an id of a document", advice=advice)


def nested_document(folder: str, name: str) -> Finding:
    """What is wrong with the folder of a document that lies in another folder."""
    above = folder.rpartition("/")[0]
    to = f"{above}/{name}" if above else name
    return Finding(
        f"{folder}/{printable_name(name)}",
        1,
        1,
        "surplus-file",
        "this is a document in a folder of another name; documents lie side by side",
        advice=f"move it up: {_moved(f'{folder}/{name}', to)}",
    )


def misplaced_document(file: str, to: str) -> Finding:
    """What is wrong with the folder of a document that lies outside seeds/, or too deep in it."""
    message = "this is a document, and is not read here; documents lie side by side in seeds/"
    advice = f"move it: {_moved(file, to)}"
    return Finding(file, 1, 1, "surplus-file", message, advice=advice)


def _moved(old: str, new: str) -> str:
    return f"mv {shlex.quote(printable_name(old))} {shlex.quote(printable_name(new))}"
