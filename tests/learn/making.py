"""Invented articles to learn from, as rows of a file of documents in JSON Lines.

Their reporting verbs are invented, too, so that the rules find nothing and a model can learn them:
"Marta Lind brimbled that the pier was shut."
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

NAMES = ["Marta Lind", "Jonas Berg", "Emil Sand", "Ida Falk", "Karl Brandt", "Officials"]
VERBS = ["brimbled", "dorvelled", "frankled"]
PLACES = ["pier", "mill", "bridge", "tower", "school", "harbour"]
STATES = ["was shut", "had been sold", "would be repaired", "was too small", "had burnt down"]
PLAIN = ["It rained all day.", "The council met on Tuesday.", "Nobody was hurt in the fire."]
_MARKED = re.compile(r"\{(.*?)\} <(.*?)> that \[(.*?)\]")


def article(doc_id: str, verbs: Sequence[str] = VERBS, **facts: Any) -> dict[str, Any]:
    """An article with five reports by invented verbs or others; its id decides which."""
    chance = random.Random(doc_id)
    marked = []
    for _ in range(5):
        who, verb, what = (chance.choice(some) for some in (NAMES, verbs, PLACES))
        marked.append(f"{{{who}}} <{verb}> that [the {what} {chance.choice(STATES)}].")
        marked.append(chance.choice(PLAIN))
    return marked_article(doc_id, "\n".join(marked), **facts)


def marked_article(doc_id: str, marked: str, **facts: Any) -> dict[str, Any]:
    """An article in which `{…} <…> that […]` are source, cue and content."""
    text, quotes, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        source = len(text)
        cue = source + len(match[1]) + 1
        content = cue + len(match[2]) + len(" that ")
        text += f"{match[1]} {match[2]} that {match[3]}"
        quotes.append(
            {
                "content": [_span(content, match[3])],
                "cue": [_span(cue, match[2])],
                "source": [_span(source, match[1])],
                "type": "indirect",
            }
        )
        at = match.end()
    facts = {"layers": ["quote"], "license": "CC0-1.0", **facts}
    return {"doc_id": doc_id, "text": text + marked[at:] + "\n", "quotes": quotes, **facts}


def _span(start: int, exact: str) -> dict[str, Any]:
    return {"start": start, "end": start + len(exact), "exact": exact}


def articles(number: int, **facts: Any) -> list[dict[str, Any]]:
    """So many articles."""
    return [article(f"a{one:03}", **facts) for one in range(number)]


def write_rows(file: Path, rows: Iterable[dict[str, Any]]) -> str:
    """Writes rows to a file, and gives its name."""
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(file)
