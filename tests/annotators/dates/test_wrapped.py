"""Dates are read across the line ends of hard-wrapped text, and not across paragraph ends."""

import textwrap

from each_case import each_case
from said.annotators.dates import find_dates
from said.text.reading import Reading

PARAGRAPHS = (
    "The ferry to Norrvik sank on the night of Tuesday, May 14, 2024, after it had left port "
    "at 7:30 p.m. GMT with 12 passengers. Two and a half years earlier, in the third quarter of "
    "fiscal 2021, the port authority had put off a check that was due every other week.",
    "A spokesman said at noon on Wednesday that divers would search the wreck for the next two to "
    "three days. Between Nov. 3 and Nov. 9, 2023, and again in early March of this year, the same "
    "ship had lain in dock for more than 48 hours, once until 2 o'clock in the morning.",
    "The log of 2024-05-14 19:05:20 UTC gives the last place of the ship. In the 1990s, or at the "
    "end of the twentieth century, it carried 1,200 people a day; the first half of FY 2019 was "
    "the last time that it made a profit, and year-end figures are due by the 17th of June.",
)


def found(text: str, wrapped: bool | None = None) -> list[tuple[int, str, str, str | None]]:
    """The dates, each with the number of letters before it and without white space."""
    return [
        (
            len("".join(text[: date["span"]["start"]].split())),
            "".join(date["span"]["exact"].split()),
            date["value"],
            date.get("anchor"),
        )
        for date in find_dates(Reading(text, wrapped=wrapped), "2024-05-15")
    ]


@each_case("indent", ["", "    "])
@each_case("width", [60, 72, 73, 74, 75, 76, 77, 78, 79, 80])
def test_wrapped_text_has_the_same_dates(width: int, indent: str):
    wrapped = [
        textwrap.fill(one, width, initial_indent=indent, subsequent_indent=indent)
        for one in PARAGRAPHS
    ]
    expected = found("\n\n".join(PARAGRAPHS))
    assert len(expected) == 20
    assert found("\n\n".join(wrapped)) == expected


@each_case(
    "words",
    ["2024-05-14 19:05:20 UTC", "7:30 p.m. GMT + 2", "FY 2019", "2 1/2 years", "the 3rd of May"],
)
@each_case("end", ["\n", " \n", "\n  "])
def test_a_line_end_is_a_space(words: str, end: str):
    margin = end.rpartition("\n")[2]
    lead = f"{margin}It was the harbour of the old town, and that of the new one, in "
    expected = found(f"{lead}{words}.")
    assert len(expected) == 1
    for place, character in enumerate(words):
        if character == " ":
            text = f"{lead}{words[:place]}{end}{words[place + 1 :]}."
            assert found(text, wrapped=True) == expected


def test_nothing_joins_across_the_end_of_a_paragraph():
    exact = [date[1] for date in found("It sank on May 14\n2024 people saw it.\nin FY\n2019")]
    assert exact == ["May14", "2019"]
    exact = [date[1] for date in found("a log of 2024-05-14\n10:00 a bell, 3\nweeks")]
    assert exact == ["2024-05-14", "10:00"]
