"""Names of registered persons are found as whole words, the longest first (S2)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from each_case import each_case
from said.check.detectors import names
from said.text.reading import Reading

search = settings(derandomize=True)

ENTITIES = [
    {"name": "Marta Lind", "kind": "person", "aliases": ["Lind", "Marta Lind-Berg", "@mlind"]},
    {"name": "Seán O’Brien", "kind": "person", "aliases": ["O’Brien"]},
    {"name": "Radio Norrvik", "kind": "organisation", "aliases": ["Norrvik"]},
]
PERSONS = names.names_of_persons({str(one["name"]): one for one in ENTITIES})


def found_in(text: str) -> list[str]:
    return [text[start:end] for start, end in names.find_names(Reading(text), PERSONS)]


def test_only_persons_have_names() -> None:
    assert PERSONS == ("@mlind", "Lind", "Marta Lind", "Marta Lind-Berg", "O’Brien", "Seán O’Brien")


@each_case(
    ("text", "expected"),
    [
        ("Marta Lind left. Lind returned.", ["Marta Lind", "Lind"]),
        ("Marta Lind-Berg left", ["Marta Lind-Berg"]),
        ("Lind's letter, Lind’s, Lind‘s; LIND; the Lind-led crew", ["Lind"] * 3 + ["LIND", "Lind"]),
        ("Linda and lind; Blind; Lind2; Lind_", []),
        ("“Lind”, (Lind)", ["Lind", "Lind"]),
        ("Lind (@mlind), x@mlind, @mlinda", ["Lind", "@mlind"]),
        ("Sean O'Brien, Seán O'Brien, MARTA LIND", ["O'Brien", "Seán O'Brien", "MARTA LIND"]),
        ("Marta\u00a0Lind", ["Marta\u00a0Lind"]),
        ("Marta\nLind of Radio Norrvik", ["Lind"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert found_in(text) == expected


def test_without_persons_nothing_is_found() -> None:
    assert names.find_names(Reading("Marta Lind"), ()) == []


@search
@given(
    st.lists(st.sampled_from(["Marta", "Lind", " ", "-", "Berg", "@", "mlind", "’s", "O’Brien"]))
)
def test_ranges_are_disjoint_names(parts: list[str]) -> None:
    text = "".join(parts)
    at = 0
    for start, end in names.find_names(Reading(text), PERSONS):
        assert start >= at
        assert text[start:end] in PERSONS
        at = end
