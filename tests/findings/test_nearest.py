"""What somebody may have meant who wrote a string that the text does not have."""

from __future__ import annotations

from each_case import each_case
from said.findings.nearest import nearest_string

TEXT = (
    "Café owners say the pier's “old” roof — which Ana-Mari\u0301a Ruiz built — leaks.\n"
    "The harbor office said nothing on Monday."
)


@each_case(
    ("exact", "meant"),
    [
        ("Cafe owners", "Café owners"),
        ("cafe\u0301 owners", "Café owners"),
        ('the pier’s "old" roof', "the pier's “old” roof"),
        ("roof - which Ana", "roof — which Ana"),
        ("Anna Maria Ruiz built", "Ana-Mari\u0301a Ruiz built"),
        ("The harbour office", "The harbor office"),
        ("Mondey", "Monday"),
        ("zebra crossing", None),
        (" ", None),
        ("the pier " * 100, None),
    ],
)
def test_the_words_most_like_a_string(exact: str, meant: str | None) -> None:
    assert nearest_string(TEXT, exact) == meant
