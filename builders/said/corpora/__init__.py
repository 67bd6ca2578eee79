"""Public corpora in our records: a module for each, listed in `CORPORA`.

A module finds the texts of its corpus in a folder and reads each with its annotations. It knows the
layout, the licence, the layers and the conventions of the corpus. `document` has what the modules
share, and `conventions` converts what they read; `said.edit.from_corpus` writes it to the seeds. No
part of any corpus is in the project.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from said.corpora.document import Corpus, Sources

CORPORA = {
    "polnear": "PolNeAR, who said what in news: text/, attributions/",
    "tempeval3": "TempEval-3, dates in news: files of TimeML",
    "pdnc": "PDNC, who said what in novels: quotation_info.csv",
    "litbank": "LitBank, quotes and mentions in novels: quotations/",
    "riqua": "RiQuA in CofeNet's copy, quotes in novels: train.txt",
    "newsmtsc": "NewsMTSC, stances in sentences of news: train.jsonl",
    "wikiwars": "WikiWars, dates in articles on wars: tml/ or keyinline/",
}
"""The corpora, each with what it is and the files that it has."""


def corpus_named(name: str) -> Corpus:
    """A corpus of `CORPORA`; its module is loaded when it is asked for."""
    return cast("Corpus", import_module(f"said.corpora.{name}").CORPUS)


def find_sources(corpus: Corpus, folder: Path) -> Sources:
    """The texts of a corpus in a folder. Raises SaidError if there are none."""
    from said.system.errors import SaidError

    if not folder.is_dir():
        what = "this is not a folder" if folder.exists() else "there is no such folder"
        raise SaidError(f"{folder}: {what}", f"name a folder with {corpus.expected}")
    sources = corpus.find(folder)
    if sources.found:
        return sources
    others = [
        name for name in CORPORA if name != corpus.name and corpus_named(name).find(folder).found
    ]
    like = f"; it looks like {' or '.join(others)}: said import {others[0]}" if others else ""
    problems = f"; {sources.problems[0]}" if sources.problems else ""
    raise SaidError(
        f"{folder}: nothing of {corpus.title} is here{problems}",
        f"name a folder with {corpus.expected}{like}",
    )
