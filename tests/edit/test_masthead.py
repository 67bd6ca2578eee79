"""What stands above the prose of an article is found where it has a usual form."""

from __future__ import annotations

from typing import Any

from each_case import each_case
from edit.making import values
from said.annotators.annotate import LAYERS, NOTHING, annotate
from said.edit.masthead import find_masthead
from said.edit.new import BLOCKS, Told, new_document
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
        (
            "Bees die\nBy Petra Holm\nNorrvik Gazette\n12 March 2025",
            "Bees die", ["By Petra Holm"], ["Petra Holm"], "Norrvik Gazette", ["12 March 2025"],
        ),
        ("Bees die\n\nThe Ostby Courier", "Bees die", [], [], "The Ostby Courier", []),
        ("Bees die\nRadio Norrvik\nBy Petra Holm", "Bees die", ["By Petra Holm"],
         ["Petra Holm"], "Radio Norrvik", []),
        ("Bees die\nThe Ostby Times-Courier", "Bees die", [], [], "The Ostby Times-Courier", []),
        ("Bees die\nThe Sun", "Bees die", [], [], "The Sun", []),
        ("Bees die\nBy Petra Holm\nTHE NORRVIK GAZETTE", "Bees die", ["By Petra Holm"],
         ["Petra Holm"], "THE NORRVIK GAZETTE", []),
        ("Bees die\nBBC News\n12 March 2025", "Bees die", [], [], "BBC News", ["12 March 2025"]),
        ("Bees die\nOSTBY, 14 March 2025 —", "Bees die", [], [], None, ["OSTBY, 14 March 2025 —"]),
        ("Bees die\nOSTBY, March 14, 2025", "Bees die", [], [], None, ["OSTBY, March 14, 2025"]),
        ("Bees die\nNew Ostby, March 14, 2025 –", "Bees die", [], [], None,
         ["New Ostby, March 14, 2025 –"]),
        *[
            (f"Bees die\n{line}", "Bees die", [line], ["Jane Roe"], outlet, [line])
            for line, outlet in {
                "Jane Roe | The Norrvik Gazette | 3 March 2025": "The Norrvik Gazette",
                "By Jane Roe · Ostby Daily News · March 3, 2025": "Ostby Daily News",
                "3 March 2025 — Jane Roe — Reuters": "Reuters",
            }.items()
        ],
        *[
            (f"Bees die\n{line}", "Bees die", [], [], None, [])
            for line in (
                "Breaking News", "GOOD NEWS", "Press", "The Latest News", "Latest Posts",
                "World News | Sport | Weather", "The Mayor Speaks",
                "Mayor Meets The Press", "Norrvik Beekeepers | Photos", "Press Release",
                "They blame the Norrvik Gazette", "Norrvik Island | Live TV | Shop",
            )
        ],
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
        (f"NORRVIK (Gazette) - Bees died this winter.{PROSE}", "Gazette"),
        (f"OSTBY, N.Y., Oct. 4 (Ostby Courier) — Bees died.{PROSE}", "Ostby Courier"),
        (f"NORRVIK (North) - Bees died this winter.{PROSE}", None),
        (f"Petra Holm (Gazette) - Bees died this winter.{PROSE}", None),
        (f"{PROSE}\nNorrvik Gazette\n", None),
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
    for lead in ("AA" + " " * 200_000, "AA, " * 50_000, "AA (" + "Aa " * 50_000, "AA(A" * 50_000):
        assert found(f"{lead}{PROSE}")[3] is None
    for text in (f"By {names}{PROSE}", f"By {'Aa ' * 50_000}{PROSE}", "By Aa and " * 50_000):
        assert found(text)[1:4] == ([], [], None)


def test_a_document_has_it_with_its_evidence():
    text = f"Bees die\nBy Petra Holm, Norrvik Post\n12 March 2025{PROSE}"
    made = new_document("bees", text, Told(), (*LAYERS[:3], BLOCKS), NOTHING)
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


def test_a_line_of_writer_outlet_and_date_is_a_byline_that_states_the_time():
    for line, kind in {
        "Jane Roe | The Norrvik Gazette | 3 March 2025": "byline",
        "The Norrvik Gazette | 3 March 2025": "dateline",
        "OSTBY, 3 March 2025 —": "dateline",
    }.items():
        made = new_document("bees", f"Bees die\n{line}{PROSE}", Told(), ["blocks"], NOTHING)
        (metadata,) = values(made.files["document.json"].replace(b"\n", b""))
        assert (metadata["dct"]["value"], metadata["dct"]["status"]) == ("2025-03-03", "stated")
        assert [one["exact"] for one in metadata["dct"]["evidence"]] == ["3 March 2025"]
        blocks = values(made.files["annotations.jsonl"])
        assert [(one["span"]["exact"], one["kind"]) for one in blocks] == [
            ("Bees die", "headline"),
            (line, kind),
        ]


def test_what_is_told_counts():
    text = f"Bees die\nBy Petra Holm\n12 March 2025{PROSE}"
    told = Told(dct="2025-03-14", title="Norrvik", authors=["Holm"])
    made = new_document("bees", text, told, ["blocks"], NOTHING)
    (metadata,) = values(made.files["document.json"].replace(b"\n", b""))
    assert (metadata["title"], metadata["authors"]) == ("Norrvik", ["Holm"])
    assert (metadata["dct"]["value"], metadata["dct"]["status"]) == ("2025-03-14", "inferred")
