"""When a quote was said (Q11)."""

from __future__ import annotations

from each_case import each_case
from said.annotators.annotate import annotate


@each_case(
    ("text", "said"),
    [
        ("“We lost,” Jonas Berg said on May 3, 2024.", "May 3, 2024"),
        ("On May 3, 2024, Jonas Berg said that the pier was shut.", "May 3, 2024"),
        ("Jonas Berg wrote at 7 p.m. on May 3, 2024: “We lost.”", "7 p.m. on May 3, 2024"),
        ("We lost — Jonas Berg (@berg) May 3, 2024", "May 3, 2024"),
        # In the words themselves, in another sentence, too vague, a length.
        ("“We lost on May 3, 2024,” Jonas Berg said.", None),
        ("It rained on May 3, 2024. “We lost,” Jonas Berg said.", None),
        ("“We lost,” Jonas Berg said in 2024.", None),
        ("“We lost,” Jonas Berg said for two days.", None),
        ("“We lost,” Jonas Berg said.", None),
        # The nearest one.
        ("After May 1, 2024, “we lost,” Jonas Berg said on May 3, 2024.", "May 3, 2024"),
    ],
)
def test_the_date_beside_the_cue(text: str, said: str | None) -> None:
    found = annotate(text, "2024-05-15", "dates,quotes")
    exact = {one["id"]: one["span"]["exact"] for one in found if one["layer"] == "date"}
    (quote,) = (one for one in found if one["layer"] == "quote")
    assert exact.get(quote.get("said")) == said
