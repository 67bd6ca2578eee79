"""What stands above the prose of an article is found where it has a usual form."""

from __future__ import annotations

from typing import Any

from each_case import each_case
from edit.making import values
from said.annotators.annotate import NOTHING, annotate
from said.edit.masthead import find_masthead
from said.edit.new import DRAFTED, Told, new_document
from said.text.segments import Range

PROSE = (
    "\n\nBeekeepers on the island of Norrvik lost a third of their hives over the winter, a survey"
    " shows.\n"
)


def found(text: str) -> tuple[Any, ...]:
    """Title, bylines, authors, outlet and datelines, as the text has them."""
    spans = [one["span"] for one in annotate(text, layers="dates")]
    head = find_masthead(text, [(span["start"], span["end"]) for span in spans])

    def words(place: Range | None) -> str | None:
        return text[slice(*place)] if place else None

    return (
        words(head.title),
        [words(line) for line in head.lines],
        [words(author) for author in head.authors],
        words(head.outlet),
        [words(line) for line, _ in head.dates],
    )


@each_case(
    ("text", "title", "lines", "authors", "outlet", "dates"),
    [
        (
            "Bees die\n\nBy Petra Holm\n12 March 2025",
            "Bees die", ["By Petra Holm"], ["Petra Holm"], None, ["12 March 2025"],
        ),
        (
            "BY PETRA HOLM and Nils Ek, Norrvik Post\nPublished: 12 March 2025, 10:15 GMT",
            None, ["BY PETRA HOLM and Nils Ek, Norrvik Post"], ["PETRA HOLM", "Nils Ek"],
            "Norrvik Post", ["Published: 12 March 2025, 10:15 GMT"],
        ),
        (
            "Bees die\nBy Petra Holm, Staff Writer\nOslo, 12 March 2025",
            "Bees die", ["By Petra Holm, Staff Writer"], ["Petra Holm"], None,
            ["Oslo, 12 March 2025"],
        ),
        (
            "By Maria de la Cruz, Jan van den Berg and Li Wei | Norrvik Gazette",
            None, ["By Maria de la Cruz, Jan van den Berg and Li Wei | Norrvik Gazette"],
            ["Maria de la Cruz", "Jan van den Berg", "Li Wei"], "Norrvik Gazette", [],
        ),
        ("Written by: Zoë Ferrand-Lee", None, ["Written by: Zoë Ferrand-Lee"],
         ["Zoë Ferrand-Lee"], None, []),
        ("By Reuters News", None, ["By Reuters News"], [], "Reuters News", []),
        ("Sat, 18 May 2024 04:52:21 GMT", None, [], [], None, ["Sat, 18 May 2024 04:52:21 GMT"]),
        ("By the time they got there, Petra Holm was gone.", None, [], [], None, []),
        ("Bees die in March 2025, they say.", None, [], [], None, []),
        ("1.", None, [], [], None, []),
    ],
)  # fmt: skip
def test_a_masthead(
    text: str,
    title: str | None,
    lines: list[str],
    authors: list[str],
    outlet: str | None,
    dates: list[str],
):
    assert found(text + PROSE) == (title, lines, authors, outlet, dates)


@each_case(
    ("text", "outlet"),
    [
        (f"OSLO (Reuters) - Bees died this winter.{PROSE}", "Reuters"),
        (f"{PROSE}\n© 2025 Norrvik Courier. All rights reserved.", "Norrvik Courier"),
        (f"{PROSE}\nCopyright 2025 by The Norrvik Post", "The Norrvik Post"),
        (f"{PROSE}\nThe Norrvik Post of 2025 has it.", None),
    ],
)
def test_an_outlet(text: str, outlet: str | None):
    assert found(text)[3] == outlet


def test_the_first_line_of_hard_wrapped_prose_is_no_title():
    wrapped = (
        "Beekeepers on the island of Norrvik lost a third of\ntheir hives over the winter, a "
        "survey shows, and\nthe people there are sad about it, and will\nstay so until spring.\n"
    )
    assert found(wrapped)[0] is None
    assert found(f"Bees die\n\n{wrapped}")[0] == "Bees die"


def test_no_line_takes_long():
    names = "Petra Holm, " * 20_000
    for text in (f"By {names}{PROSE}", f"By {'Aa ' * 50_000}{PROSE}", "By Aa and " * 50_000):
        assert found(text)[1:4] == ([], [], None)


def test_a_document_has_it_with_its_evidence():
    text = f"Bees die\nBy Petra Holm, Norrvik Post\n12 March 2025{PROSE}"
    made = new_document("bees", text, Told(), DRAFTED[:3] + DRAFTED[-1:], NOTHING)
    (metadata,) = values(made.files["document.json"].replace(b"\n", b""))
    assert (metadata["title"], metadata["outlet"]) == ("Bees die", "Norrvik Post")
    assert metadata["authors"] == ["Petra Holm"]
    assert metadata["dct"]["status"] == "stated"
    assert metadata["dct"]["note"] is None
    assert [(one["field"], one["status"]) for one in metadata["provenance"]] == [
        ("title", "stated"),
        ("outlet", "stated"),
        ("authors", "stated"),
    ]
    blocks = [one for one in values(made.files["annotations.jsonl"]) if one["layer"] == "block"]
    assert [(one["id"], one["kind"]) for one in blocks] == [
        ("b1", "headline"),
        ("b2", "byline"),
        ("b3", "dateline"),
    ]


def test_what_is_told_counts():
    text = f"Bees die\nBy Petra Holm\n12 March 2025{PROSE}"
    told = Told(dct="2025-03-14", title="Norrvik", authors=["Holm"])
    made = new_document("bees", text, told, ["blocks"], NOTHING)
    (metadata,) = values(made.files["document.json"].replace(b"\n", b""))
    assert (metadata["title"], metadata["authors"]) == ("Norrvik", ["Holm"])
    assert (metadata["dct"]["value"], metadata["dct"]["status"]) == ("2025-03-14", "inferred")
