"""Whether a weekday or a day lies behind or ahead, read on Wednesday, May 15, 2024."""

from each_case import each_case
from said.annotators.dates import find_dates
from said.text.reading import Reading

LAST, NEXT = "2024-05-10", "2024-05-17"
"""The Fridays around that day."""


def value(text: str) -> str:
    """The value of the last date of a text."""
    return find_dates(Reading(text), "2024-05-15")[-1]["value"]


@each_case(
    "text",
    [
        "The choir sings in Norrvik on Friday.",
        "The pier reopens Friday after repairs.",
        "Voters go to the polls on Friday.",
        "Leeds face Derby on Friday.",
        "Norrvik United travel to Halden on Friday.",
        "Those are states that vote on Friday.",
        "We are playing in Oslo on Friday.",
        "His hearing is on Friday.",
        "On Friday she retires.",
        "She is to tell the whole committee on Friday.",
        "The report is due on Friday.",
        "Snow is forecast until at least Friday.",
        "Her leg will be re-examined Friday.",
        "The votes won’t be counted before Friday.",
        "The hearing was fixed for Friday.",
        "The final has been moved to Friday.",
        "Judge Hill set sentencing for Friday.",
        "The case was adjourned until Friday.",
        "The road will stay closed until Friday.",
        "She has until Friday to appeal.",
    ],
)
def test_what_is_planned_lies_ahead(text: str) -> None:
    assert value(text) == NEXT


@each_case(
    "text",
    [
        "He was moved to hospital on Friday.",
        "The alert was raised to red on Friday.",
        "The shop was set on fire on Friday.",
        "The vote was postponed on Friday.",
        "The match had been set for Friday.",
        "Residents say the water rose on Friday.",
        "Lind remains in hospital after a crash on Friday.",
        "He spoke in a Democratic debate on Friday.",
        "Ann Lee’s Friday concert was filmed.",
        "The strike lasted until Friday.",
        "Divers searched the lake until Friday.",
        "It was not until Friday that she left.",
    ],
)
def test_what_is_told_lies_behind(text: str) -> None:
    assert value(text) == LAST


def test_what_is_planned_lies_in_the_year_ahead() -> None:
    assert value("The hearing was fixed for 4 February.") == "2025-02-04"
    assert value("Her contract expires in March.") == "2025-03"
    assert value("He stayed in office until October.") == "2023-10"
    assert value("Last year, in March, it fell.") == "2023-03"
    assert value("Sales rose more than was forecast in February.") == "2024-02"
    assert value("Rain is likely by the weekend.") == "2024-W20-WE"
    assert value("Rain fell over the weekend.") == "2024-W19-WE"
