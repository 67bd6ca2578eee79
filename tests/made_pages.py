"""Documents that are hard to show: hostile text, deep overlaps, very many annotations.

    python tests/made_pages.py FOLDER

writes a site of them, for tests in a browser, whose environment has nothing of the package.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from said.site.build import Site, write_site
from said.site.shown import Known, Shown

SCRIPT = "</script></title></style><script>window.hacked = 1</script>"
HOSTILE = (
    f"{SCRIPT}\n\n“<img src=x onerror=window.hacked=1>,” said \u202eevil\u202c.\n\n"
    "'\"><svg onload=window.hacked=1> & &amp; &lt; {{ 7 * 7 }} ${7} 𝒳𝒴 👩‍🚀 e\u0301 \x07\n"
)


def span(text: str, exact: str, after: int = 0) -> dict[str, Any]:
    """The first place of a string in a text."""
    start = text.index(exact, after)
    return {"start": start, "end": start + len(exact), "exact": exact}


def hostile() -> Shown:
    """A document each of whose fields tries to be more than text."""
    text = HOSTILE
    annotations: list[dict[str, Any]] = [
        {
            "id": "q1",
            "layer": "quote",
            "content": [span(text, "<img src=x onerror=window.hacked=1>,")],
            "cue": [span(text, "said")],
            **{"type": "direct", "source": ["s1"], "speakers": ["evil"], "utterance": SCRIPT},
            **{"flags": [SCRIPT], "rule": SCRIPT, "precision": 0.5},
        },
        {"id": "s1", "layer": "speaker", "span": span(text, "\u202eevil\u202c"),
         "form": "name", "speakers": ["evil"]},
        {"id": "m1", "layer": "mark", "span": span(text, "𝒳𝒴 👩‍🚀"), "kind": "term"},
    ]  # fmt: skip
    facts = dict.fromkeys(("title", "outlet", "dct", "event", "split", "status"), SCRIPT)
    facts |= {"license": SCRIPT, "language": '"><script>', "url": "javascript:window.hacked=1"}
    entities = {"evil": {"name": f"Evil {SCRIPT}\u202e", "kind": "person"}}
    return Shown(
        "hostile",
        text,
        annotations,
        facts={**facts, "authors": [SCRIPT]},
        known=Known(entities, {SCRIPT: SCRIPT}),
        file=f"seeds/{SCRIPT}",
        notes=(SCRIPT,),
    )


def overlapping() -> Shown:
    """A sentence of which one word lies in annotations of four layers, of one layer three times."""
    text = "Marta Lind said that the old pier was closed on Monday for good, in her words."
    content = "the old pier was closed on Monday for good"
    annotations: list[dict[str, Any]] = [
        {"id": "s1", "layer": "speaker", "span": span(text, "Marta Lind"), "form": "name",
         "speakers": ["marta-lind"]},
        {"id": "q1", "layer": "quote", "content": [span(text, content)],
         "cue": [span(text, "said")], "type": "indirect", "source": ["s1"],
         "speakers": ["marta-lind"], "said": "d1"},
        {"id": "q2", "layer": "quote", "content": [span(text, "closed on Monday for good")],
         "type": "indirect", "speakers": [], "parent": "q1"},
        {"id": "d1", "layer": "date", "span": span(text, "Monday"), "type": "DATE",
         "value": "2024-05-13"},
        *({"id": f"t{at}", "layer": "stance", "expression": [span(text, exact)], "quote": "q1",
           "holder": "marta-lind", "target": "pier", "label": "against", "form": "explicit",
           "modality": "assert", "intensity": 2, "confidence": "high"}
          for at, exact in enumerate(("was closed on Monday", "on Monday for good", "Monday"), 1)),
        {"id": "m1", "layer": "mark", "span": span(text, "Monday for good"), "kind": "term"},
    ]  # fmt: skip
    known = Known(
        {"marta-lind": {"name": "Marta Lind", "kind": "person"}}, {}, {"pier": "It is good."}
    )
    return Shown("overlapping", text, annotations, known=known, facts={"status": "draft"})


def long(words: int = 5_000, annotations: int = 500) -> Shown:
    """A long document with very many annotations."""
    sentence = "On Monday Marta Lind said that the old pier at the harbour was closed for good. "
    size = len(sentence.split())
    text = "".join(sentence + ("\n\n" if at % 5 == 4 else "") for at in range(words // size + 1))
    found: list[dict[str, Any]] = []
    at = 0
    good = "closed for good"
    for number in range(1, annotations // 4 + 1):
        quoted = span(text, "the old pier at the harbour was closed for good", at)
        place = span(text, "Monday", at)
        found += [
            {"id": f"d{number}", "layer": "date", "span": place, "type": "DATE", "value": "2024"},
            {"id": f"s{number}", "layer": "speaker", "span": span(text, "Marta Lind", at),
             "form": "name", "speakers": ["marta-lind"]},
            {"id": f"q{number}", "layer": "quote", "content": [quoted], "type": "indirect",
             "cue": [span(text, "said", at)], "source": [f"s{number}"], "said": f"d{number}",
             "speakers": ["marta-lind"], "resolution": "explicit", "utterance": "lind-speech"},
            {"id": f"t{number}", "layer": "stance", "expression": [span(text, good, at)],
             "quote": f"q{number}", "holder": "marta-lind", "target": "pier", "label": "against",
             "form": "explicit", "modality": "assert", "intensity": 2, "confidence": "high"},
        ]  # fmt: skip
        at = quoted["end"]
    known = Known({"marta-lind": {"name": "Marta Lind", "kind": "person"}})
    return Shown("long", text, found, known=known)


def one_line(size: int = 200_000) -> Shown:
    """A text of one very long line."""
    text = ("word " * (size // 10) + "x" * (size // 2)).strip()
    annotations = [
        {"id": "d1", "layer": "date", "span": span(text, "word"), "type": "DATE", "value": "2024"}
    ]
    return Shown("one-line", text, annotations)


def empty() -> Shown:
    """A document that has nothing."""
    return Shown("empty", "", [], layers=())


MADE = (hostile, overlapping, long, one_line, empty)


def main() -> None:
    """Writes the site."""
    documents = [make() for make in MADE]
    site = Site(f"Made {SCRIPT}", "Pages that are hard to show.", "Made by a test.")
    write_site(site, documents, Path(sys.argv[1]), len(documents), lambda _done, _total: None)


if __name__ == "__main__":
    main()
