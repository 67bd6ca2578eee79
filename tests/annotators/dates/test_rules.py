"""Every pattern finds its example, traps are no traps, and conventions differ where they say so."""

import re

from each_case import each_case
from said.annotators.dates import find_dates
from said.annotators.dates.engine import Matches, find_expressions
from said.annotators.dates.lengths import plural_age
from said.annotators.dates.patterns import Rule
from said.annotators.dates.rules import RULES
from said.text.datetokens import find_date_tokens
from said.text.reading import Reading

DCT = "2024-05-15"


def found(text: str, dct: str | None = DCT, **options: str) -> list[tuple[str, str, str]]:
    return [
        (one["span"]["exact"], one["type"], one["value"])
        for one in find_dates(Reading(text), dct, **options)
    ]


def test_every_rule_has_an_id_of_its_own():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"(date|time|length|set)(-[a-z]+)+", one) for one in ids)


@each_case("rule", RULES)
def test_the_example_of_a_rule(rule: Rule):
    # The sentence gives what some patterns need around them.
    plain = rule.example.replace("[", "").replace("]", "")
    exact = rule.example.split("[")[-1].split("]")[0]
    texts = [plain, f"on {plain}.", f"for {plain}.", f"It was May 15. He left {plain}."]
    convention = "timeml" if rule.find_value is plural_age else "said"
    results = [
        (text[one.start : one.end], one.rule, one.timex.type, one.timex.value)
        for text in texts
        for one in find_expressions(
            Matches(find_date_tokens(Reading(text))), DCT, convention, narrative=rule.in_story
        )
    ]
    assert (exact, rule.id, rule.type, rule.value) in results, results


@each_case(
    ("text", "expected"),
    [
        # Names, verbs and other words that look like dates.
        ("Jan Leike resigned.", []),
        ("Larry Summers joined the board.", []),
        ("It may be that they march on.", []),
        ("They sat down. He sat.", []),
        ("the second half of the match", []),
        ("He reads The Times.", []),
        ("May I come in? They may.", []),
        ("Mark Twain lived in April House.", [("April", "DATE", "2024-04")]),
        # Clocks.
        ("at 12:43 a.m. Wednesday.", [("12:43 a.m. Wednesday", "TIME", "2024-05-15T00:43")]),
        ("at 12:05 p.m. today", [("12:05 p.m. today", "TIME", "2024-05-15T12:05")]),
        (
            "Tuesday, May 14, 2024 — 10:00 AM PT: he posts",
            [("Tuesday, May 14, 2024 — 10:00 AM PT", "TIME", "2024-05-14T10:00-07:00")],
        ),
        (
            "Sat, 18 May 2024 04:52:21 GMT",
            [("Sat, 18 May 2024 04:52:21 GMT", "TIME", "2024-05-18T04:52:21Z")],
        ),
        ("at 27:99", []),
        # What is counted from the text's own time.
        ("In November, they tried to fire him.", [("November", "DATE", "2023-11")]),
        ("on Friday he resigned", [("Friday", "DATE", "2024-05-10")]),
        ("He will leave on Friday.", [("Friday", "DATE", "2024-05-17")]),
        ("by Friday", [("Friday", "DATE", "2024-05-17")]),
        ("It was over on the 17th.", [("the 17th", "DATE", "2024-04-17")]),
        ("within 24 hours", [("24 hours", "DURATION", "PT24H")]),
        ("A Timeline of the Past 48 Hours", [("the Past 48 Hours", "DURATION", "PT48H")]),
        ("an AI bot of the 1930s", [("the 1930s", "DATE", "193")]),
        ("in the next 2-3 years", [("the next 2-3 years", "DURATION", "P2Y")]),
        (
            "It began in 2015. Two years later, it ended.",
            [("2015", "DATE", "2015"), ("Two years later", "DATE", "2017")],
        ),
        ("in the 19th century", [("the 19th century", "DATE", "18")]),
        (
            "every Tuesday and annually",
            [("every Tuesday", "SET", "XXXX-WXX-2"), ("annually", "SET", "P1Y")],
        ),
        # No days of the calendar.
        ("on 29 February 2023", []),
        ("on February 29, 2023, he said", []),
        ("on Tuesday, February 30", []),
        ("by 31 April", []),
        ("on 2023-02-30 and 2023-02-30T10:00Z", []),
        ("on 31.02.2024, 30/02/2024", []),
        ("at 2024-05-14T25:00", []),
        ("In April 31 people died.", [("April", "DATE", "2024-04")]),
        ("on February 29", [("February 29", "DATE", "2024-02-29")]),
        # Numbers that are no days.
        ("In May 1,200 people came.", [("May", "DATE", "2024-05")]),
        ("In May 3.2 percent were out of work.", [("May", "DATE", "2024-05")]),
        ("It opened on May 17,2019.", [("May 17,2019", "DATE", "2019-05-17")]),
        ("In May 31,999 ships came.", [("May", "DATE", "2024-05")]),
        # Years that have no place in the calendar.
        ("Two millennia ago", [("Two millennia ago", "DATE", "0")]),
        ("three millennia later", [("three millennia later", "DATE", "5")]),
        ("Three millennia ago", [("Three millennia ago", "DATE", "BC0977")]),
        ("2,024 years ago", [("2,024 years ago", "DATE", "BC0001")]),
    ],
)
def test_traps(text: str, expected: list[tuple[str, str, str]]):
    assert found(text) == expected


@each_case(
    ("text", "value"),
    [
        ("on May 14", "XXXX-05-14"),
        ("on Friday", "XXXX-WXX-5"),
        ("in May", "XXXX-05"),
        ("yesterday", "XXXX-XX-XX"),
        ("the third quarter", "XXXX-Q3"),
        ("on May 14, 2024", "2024-05-14"),
    ],
)
def test_without_a_document_time_what_is_relative_stays_open(text: str, value: str):
    assert [one[2] for one in found(text, None)] == [value]


def test_a_document_time_that_is_no_date_is_none():
    assert found("yesterday", "some day") == [("yesterday", "DATE", "XXXX-XX-XX")]


@each_case(
    ("text", "ours", "theirs"),
    [
        ("nearly two decades", "P2DE", "P20Y"),
        ("three quarters ago, in the next three quarters", "P3Q", "P9M"),
        ("at 5 p.m. EST", "2024-05-15T17:00-05:00", "2024-05-15T17:00"),
        ("days later", "2024-05-XX", "FUTURE_REF"),
    ],
)
def test_where_conventions_differ(text: str, ours: str, theirs: str):
    assert found(text)[-1][2] == ours
    assert found(text, convention="timeml")[-1][2] == theirs


def test_only_timeml_counts_a_holiday_that_describes():
    tree = "They stood at the Christmas tree"
    assert found(tree) == []
    assert found(tree, convention="timeml") == [("Christmas", "DATE", "2023-12-25")]
    assert found("on Christmas") == [("Christmas", "DATE", "2023-12-25")]


def test_what_is_counted_from_another_date_names_it():
    first, second = find_dates(Reading("It began on May 3. Two days later, it ended."), DCT)
    assert (first["anchor"], second["anchor"]) == ("dct", first["id"])
    assert second["value"] == "2024-05-05"


def test_words_of_others_count_from_the_time_of_the_saying():
    text = "“I left yesterday,” he said on May 3. “It is over now.”"

    def quote(exact: str):
        start = text.index(exact)
        span = {"start": start, "end": start + len(exact), "exact": exact}
        return {"layer": "quote", "type": "direct", "content": [span]}

    told = find_dates(Reading(text), DCT, [quote("I left yesterday,")])
    assert [(d["value"], d.get("anchor")) for d in told] == [
        ("2024-05-02", None),
        ("2024-05-03", "dct"),
        ("PRESENT_REF", "dct"),
    ]
    untold = find_dates(Reading("“I left yesterday.”"), DCT, [{**quote("I left yesterday,")}])
    assert [(d["value"], d.get("anchor")) for d in untold] == [("XXXX-XX-XX", None)]


def test_an_hour_that_looks_like_a_year_leaves_the_day_its_anchor():
    (found,) = find_dates(Reading("It opened at 2000 GMT on Tuesday."), DCT)
    assert (found["value"], found.get("anchor")) == ("2024-05-14T20:00Z", "dct")


@each_case(
    ("text", "value"),
    [
        ("It opened last year.", "XXXX"),
        ("It opened next month.", "XXXX-XX"),
        ("It opened last week.", "XXXX-WXX"),
        ("It opened two days later.", "XXXX-XX-XX"),
        ("It opened six months ago.", "XXXX-XX"),
        ("It opened three hours ago.", "XXXX-XX-XXTXX"),
    ],
)
def test_without_a_time_what_is_relative_stays_open(text: str, value: str):
    (found,) = find_dates(Reading(text))
    assert (found["value"], found.get("anchor")) == (value, None)
