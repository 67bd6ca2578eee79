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
        ("The essay “On Being Late,” won.", ["On Being Late,"]),
        ("She wrote “The Long Shore” in May.", ["The Long Shore"]),
        ("He said “Thank God for It” and left.", []),
        ("The “" + "Longlonglong" * 4 + "”.", []),
    ],
)
def test_labels_are_names_and_words_marked_twice(text: str, expected: list[str]):
    found = labels.find_labels(text, marks.find_marked(Reading(text)))
    assert [text[one.start : one.end] for one in found] == expected


@each_case(
    ("text", "expected"),
    [
        ("A docker nicknamed “the Eel” left.", "nickname"),
        ("A docker known locally as “the Eel” left.", "nickname"),
        ("He goes by the name “Stubby.”", "nickname"),
        ("Karl “Stubby” Brandt left.", "nickname"),
        ("The boat, called “Blue Gull,” sank.", "name"),
        ("A plan called “stop and frisk” failed.", "name"),
        ("A film titled “storm” opens.", "name"),
        ("What Lind called “a mistake” is law.", None),
        ("Tucker Could ‘Absolutely’ Take Control", None),
        ("Lind said “no” Berg said.", None),
    ],
)
def test_the_words_around_marks_call_something_by_a_name(text: str, expected: str | None) -> None:
    (one,) = marks.find_marked(Reading(text))
    assert labels.find_name_kind(text, one) == expected
