"""Years BC and AD, centuries, and years far from the text's own, which is 2024."""

import pytest

from each_case import each_case
from said.annotators.dates import find_dates
from said.annotators.dates.units import DateBC, add_units, value_at
from said.text.reading import Reading


def found(text: str) -> list[tuple[str, str]]:
    dates = find_dates(Reading(text), "2024-05-15")
    return [(one["span"]["exact"], one["value"]) for one in dates]


@each_case(
    ("text", "expected"),
    [
        ("in 480 BC.", [("480 BC", "BC0480")]),
        ("in 44 B.C. by friends", [("44 B.C.", "BC0044")]),
        ("around 300 BCE", [("around 300 BCE", "BC0300")]),
        ("in 10,000 BC", [("10,000 BC", "BC10000")]),
        (
            "in AD 79, in 79 AD, in A.D. 64",
            [("AD 79", "0079"), ("79 AD", "0079"), ("A.D. 64", "0064")],
        ),
        ("in 1200 CE", [("1200 CE", "1200")]),
        ("An AD of 1200 CEOs.", []),
        ("from 264 to 146 BC", [("264", "BC0264"), ("146 BC", "BC0146")]),
        ("218–201 BC", [("218", "BC0218"), ("201 BC", "BC0201")]),
        ("from 27 BC to AD 14", [("27 BC", "BC0027"), ("AD 14", "0014")]),
        ("for 300 or 146 AD men", [("146 AD", "0146")]),
        ("on 15 March 44 BC", [("15 March 44 BC", "BC0044-03-15")]),
        ("on March 15, 44 BC", [("March 15, 44 BC", "BC0044-03-15")]),
        ("in September 480 BC", [("September 480 BC", "BC0480-09")]),
        ("in the spring of 480 BC", [("the spring of 480 BC", "BC0480-SP")]),
        ("the 480s BC", [("the 480s BC", "BC048")]),
        ("the mid-500s BC", [("the mid-500s BC", "BC05")]),
        ("the 480s", []),
        ("the fifth century BC", [("the fifth century BC", "BC04")]),
        ("a fifth-century BC vase", [("fifth-century BC", "BC04")]),
        ("the 1st century BC", [("the 1st century BC", "BC00")]),
        ("the 1st century AD", [("the 1st century AD", "00")]),
        ("the 2nd or 3rd century BC", [("the 2nd", "BC01"), ("3rd century BC", "BC02")]),
        (
            "the late 19th and early 20th centuries",
            [("the late 19th", "18"), ("early 20th centuries", "19")],
        ),
        ("the first half of the 20th century", [("the first half of the 20th century", "19")]),
        ("the second half of the 1930s", [("the second half of the 1930s", "193")]),
        ("the third millennium BC", [("the third millennium BC", "BC2")]),
        ("the year 800", [("the year 800", "0800")]),
        (
            "the winter of 1940–41, in winter 1914/15",
            [("the winter of 1940–41", "1940-WI"), ("winter 1914/15", "1914-WI")],
        ),
        (
            "that winter, in 1987, and that June",
            [("that winter", "2024-WI"), ("1987", "1987"), ("that June", "1987-06")],
        ),
        ("since about 1610, some 2016 candidates", [("about 1610", "1610"), ("2016", "2016")]),
        # Distant years, and years in brackets.
        ("by 2150 the sea", [("2150", "2150")]),
        ("in the year 2300.", [("the year 2300", "2300")]),
        ("in 2300 homes, for 2150 euros", []),
        ("the bridge (1889) and (1889 words)", [("1889", "1889")]),
        ("the drought of 1861–1863", [("1861", "1861"), ("1863", "1863")]),
        ("Holm (1890–1961)", [("1890", "1890"), ("1961", "1961")]),
        ("Berg (b. 1843; d. 1901)", [("1843", "1843"), ("1901", "1901")]),
        (
            "In September 1931 troops came, on July 5, 1932 soldiers, in 1933 troops",
            [("September 1931", "1931-09"), ("July 5, 1932", "1932-07-05")],
        ),
        ("The Seven Years' War and the Six-Day War lasted.", []),
        (
            "in May, June and July 1943, in May or June 1944",
            [
                ("May", "1943-05"),
                ("June", "1943-06"),
                ("July 1943", "1943-07"),
                ("May", "1944-05"),
                ("June 1944", "1944-06"),
            ],
        ),
        ("The October Revolution and the Spring Offensive failed.", []),
        (
            "The October storm hit present-day Norrvik.",
            [("October", "2023-10"), ("present-day", "PRESENT_REF")],
        ),
        ("On 5 March 1770 shots were fired.", [("5 March 1770", "1770-03-05")]),
        # Ages are none.
        ("He died at the age of 90 years. The oak is 800 years old.", []),
    ],
)
def test_years_and_centuries(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_half_is_the_beginning_or_the_end() -> None:
    first, second, last = find_dates(Reading(
        "the first half of the 19th century, the second half of the 5th century BC, "
        "the last quarter of the 18th century"
    ))  # fmt: skip
    assert [first["mod"], second["mod"], last["mod"]] == ["START", "END", "END"]


def test_years_before_christ_count_down() -> None:
    day = DateBC.of_year(490, 8, 3)
    assert value_at(add_units(day, "year", 10), "year") == "BC0480"
    assert value_at(add_units(day, "day", 2), "day") == "BC0490-08-05"
    assert value_at(add_units(day, "month", 6), "month") == "BC0489-02"
    assert value_at(day, "century") == "BC04"
    with pytest.raises(ValueError, match="year"):
        add_units(day, "year", 600)
