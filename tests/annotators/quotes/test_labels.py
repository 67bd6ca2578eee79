"""Names and titles in marks are told from somebody's words."""

from __future__ import annotations

from each_case import each_case
from said.annotators.quotes import labels, marks
from said.text.reading import Reading


@each_case(
    ("text", "expected"),
    [
        ("The “Blue Gull” sails.", ["Blue Gull"]),
        ("The “blue gull” sails.", []),
        ("The “Blue Gull,” he said.", []),
        ("The “gull” and a “gull,” he said.", ["gull", "gull,"]),
        ("The “gull”.", []),
        ("The “blue gull” and “blue gull”.", []),
        ("The “A Book Of Five Words”.", []),
        ("The “" + "Longlonglong" * 4 + "”.", []),
    ],
)
def test_labels_are_names_and_words_marked_twice(text: str, expected: list[str]):
    found = labels.find_labels(text, marks.find_marked(Reading(text)))
    assert [text[one.start : one.end] for one in found] == expected
