"""Every source phrase is reduced to the span that the scheme asks for (S3)."""

from each_case import each_case
from said.annotators.speakers.mentions import find_names
from said.annotators.speakers.people import People
from said.annotators.speakers.phrases import reduce_phrase
from said.text.reading import Reading


def parts(phrase: str, before: str = "It is late, and so ") -> list[tuple[str, str]]:
    text = f"{before}{phrase} said it was over."
    source = (len(before), len(before) + len(phrase))
    reading = Reading(text)
    persons = find_names(reading, [source], People({})).persons
    inside = [one for one in persons if source[0] <= one.start < source[1]]
    return [(text[one.start : one.end], one.form) for one in reduce_phrase(reading, source, inside)]


@each_case(
    ("phrase", "expected"),
    [
        ("OpenAI chief executive Marta Lind", "Marta Lind"),
        ("Marta Lind, 38, a pilot from Norrvik,", "Marta Lind"),
        ("Marta Lind, who worked with Jonas Berg,", "Marta Lind"),
        ("Marta Lind's letter", "Marta Lind"),
        ("the Norrvik Post's Jonas Berg", "Jonas Berg"),
        ("one pilot, Jonas Berg,", "Jonas Berg"),
        ("stations such as WIRED", "WIRED"),
        ("OpenAI’s statement", "OpenAI"),
        ("the FBI", "FBI"),
        ("Amnesty’s Zyx O'Dell", "Zyx O'Dell"),
        ("The New York Times", "The New York Times"),
        ("the Department of Health and Human Services", "Department of Health and Human Services"),
    ],
)
def test_a_name_stands_alone(phrase: str, expected: str):
    assert parts(phrase) == [(expected, "name")]


@each_case(
    ("phrase", "expected"),
    [
        ("a spokesman for Marta Lind", "a spokesman"),
        ("a senior pilot with the port office", "a senior pilot"),
        ("sources within the company", "sources"),
        ("a dozen of the crew", "a dozen of the crew"),
        ("Over 700 OpenAI employees", "Over 700 OpenAI employees"),
        ("the statement’s opening words", "the statement’s opening words"),
        ("Marta Lind's lawyers", "Marta Lind's lawyers"),
        ("the two", "the two"),
        ("another", "another"),
        ("the chair of the board", "the chair"),
        ("by thousands of people", "thousands of people"),
    ],
)
def test_a_nominal_goes_from_its_determiner_to_its_head(phrase: str, expected: str):
    assert parts(phrase) == [(expected, "nominal")]


@each_case(("phrase", "expected"), [("he", "he"), ("her letter", "her")])
def test_a_pronoun_stands_alone(phrase: str, expected: str):
    assert parts(phrase) == [(expected, "pronoun")]


@each_case(
    ("phrase", "expected"),
    [
        ("Marta Lind and Jonas Berg", ["Marta Lind", "Jonas Berg"]),
        ("Mr. Berg, Ms. Lind and Emil Sand", ["Berg", "Lind", "Emil Sand"]),
        ("Marta Lind, the chief of the port, and Jonas Berg", ["Marta Lind", "Jonas Berg"]),
        ("Marta Lind and other board members", ["Marta Lind", "other board members"]),
        ("Marta Lind, co-founder and chief scientist of OpenAI,", ["Marta Lind"]),
        ("co-founder and chief scientist Marta Lind", ["Marta Lind"]),
        ("Marta Lind (@mlind)", ["Marta Lind", "@mlind"]),
        ("OpenAI and the port office", ["OpenAI", "the port office"]),
    ],
)
def test_several_sources_are_several_parts(phrase: str, expected: list[str]):
    assert [string for string, _ in parts(phrase)] == expected


def test_a_capital_at_the_beginning_makes_no_name():
    assert parts("Sources", "It is over.\n") == [("Sources", "nominal")]
    assert parts("Police", "It is over.\n") == [("Police", "nominal")]


def test_a_name_without_capitals():
    assert parts("marta lind", "it is late, and so ") == [("marta lind", "name")]
