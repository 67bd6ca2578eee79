"""Generated news: invented reports of many genres, the same for every version of the software.

Only Python's own random numbers are used, and no text of the corpus, so that a change of the seeds
or of the annotators changes no report.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

DOCUMENTS = 100
FIRST_DAY = date(2023, 1, 2)

PERSONS = (
    ("Marta", "Lind", "harbour minister", "She"),
    ("Jonas", "Berg", "pilot", "He"),
    ("Ines", "Calloway", "union leader", "She"),
    ("Tomas", "O'Dell", "engineer", "He"),
    ("Ruth", "Amsel-Kay", "professor of hydrology", "She"),
    ("Dario", "Finch", "goalkeeper", "He"),
    ("Wen", "Zhao", "chief executive", "She"),
    ("Sir Alan", "Pryce", "judge", "He"),
)
ORGANISATIONS = (
    "Norrvik Port Authority",
    "Brightwater",
    "the Ministry of Works",
    "Harbour Watch",
    "Calder & Sons",
    "the U.N. Sea Commission",
)
TARGETS: list[dict[str, Any]] = [
    {
        "id": name.removeprefix("the ").lower().replace(" ", "-"),
        "kind": "entity",
        "proposition": f"{name} deserves trust or praise.",
        "aliases": [name],
    }
    for name in ("Brightwater", "Norrvik Port Authority", "Harbour Watch")
] + [
    {
        "id": last.lower().replace("'", "-"),
        "kind": "entity",
        "proposition": f"{first} {last} deserves trust or praise.",
        "aliases": [f"{first} {last}", last],
    }
    for first, last, *_ in PERSONS[:4]
]
"""What the reports may take a stance on, as rows of `targets.jsonl`."""

CLAUSES = (
    "the pier will reopen at 6 a.m. Tuesday",
    "GPT-4.5 would replace GPT-3.5 in May",
    "{organisation} had misled the public for two years",
    "nobody trusts {organisation} any more",
    "we are very proud of {organisation}",
    "{last2} is the best engineer in the country",
    "the vote on the $3.5 million plan, due last Friday, was put off until mid-June",
    "costs rose by 4.2 percent in the third quarter of 2022",
    "the ferry left at 14:30 GMT on {day}",
    "there was no danger to the crew, which numbered 12",
    "it is a disgrace that {organisation} kept silent",
    "everyone should be home by Christmas",
)
SAID = ("said", "told reporters", "added", "warned", "insisted", "wrote on Twitter", "argued")
TIMES = (
    "on Tuesday", "last week", "two days earlier", "on {day}", "in early 2021", "this morning",
    "at 9:30 p.m. on Sunday", "a year ago", "in the 1990s", "later that month", "every Monday",
    "for three months", "yesterday", "on the eve of the election", "in fiscal 2023",
)  # fmt: skip
SENTENCES = (
    "“{Clause},” {first} {last} {said} {time}.",
    "“{Clause}!” {said} {role} {first} {last}. “{Clause2}.”",
    '"{Clause}," {last} {said}. "{Clause2}."',
    "{first} {last}, the {role}, {said} that {clause}.",
    "{first} {last} said {time} that {clause} and that {clause2}.",
    "{Pronoun} said that {clause}, calling the plan “a shame” and “not worth the paper.”",
    "According to {organisation}, {clause}.",
    "{Clause}, according to a spokesman for {organisation}, who asked not to be named.",
    "“{Clause}”, so {last}, “but {clause2}.”",
    "{Organisation} announced {time} that {clause}.",
    "The report, published {time}, found that {clause}.",
    "Asked whether {clause}, {last} shrugged.",
    "{last} did not say that {clause}.",
    "{Organisation} denied that {clause}.",
    "‘{Clause},’ {first} {last} told the BBC. ‘It’s “bad news”, I think.’",
    "„{Clause}“, {said} {last}.",
    "« {Clause} », {last} {said}.",
    "{last}: {Clause}.",
    "Q: Is it true that {clause}?",
    "Critics praised {last2} {time}; others condemned {organisation}.",
    "The so-called “harbour tax” was introduced {time}.",
    "It rained {time}. Ships waited {time}, some of them {time}.",
    "{Pronoun} thinks {clause}. {Pronoun} has worked there for 20 years.",
    "“{Clause},” {pronoun} said {time}, “and {clause2}. {Clause}.”",
    "In a statement, {organisation} said: “{Clause}. {Clause2}.”",
    "{first} {last} (@{handle}) tweeted {time}: {clause}",
    "The minister’s aide said {last2}’s plan was “dead”.",
    "Prices fell from $40 to $31.50 between {day} and {day2}.",
    "The hearing, set for {day}, was moved to {day2}, {last} said.",
    "One resident said {clause}; another said “{clause2}.”",
    "“I said, ‘{Clause},’ and {pronoun} laughed,” {last} recalled {time}.",
    "{last} expects that {clause}.",
)
HEADLINES = (
    "{last}: ‘{clause}’",
    "{Organisation} Under Fire, Says {last}",
    "Harbour #4: what happened {time}",
    "“{Clause}”",
)


def reports() -> Iterator[tuple[str, str]]:
    """The text of each report, and the day on which it appeared, as YYYY-MM-DD."""
    for number in range(DOCUMENTS):
        rng = Random(f"report {number}")
        today = FIRST_DAY + timedelta(days=11 * number)
        yield _report(rng, today), today.isoformat()


def _report(rng: Random, today: date) -> str:
    lines = [_filled(rng, rng.choice(HEADLINES), today)]
    for _ in range(rng.randint(3, 9)):
        sentences = rng.sample(SENTENCES, rng.randint(1, 4))
        lines.append(" ".join(_filled(rng, one, today) for one in sentences))
    return rng.choice(("\n\n", "\n")).join(lines) + "\n"


def _filled(rng: Random, template: str, today: date) -> str:
    """A sentence with its slots filled, at random but for the person that it speaks of."""
    (first, last, role, pronoun), (_, last2, _, _) = rng.sample(PERSONS, 2)
    clause, clause2 = rng.sample(CLAUSES, 2)
    organisation = rng.choice(ORGANISATIONS)
    slots = {
        "clause": clause,
        "clause2": clause2,
        "Clause": _capitalised(clause),
        "Clause2": _capitalised(clause2),
        "time": rng.choice(TIMES),
        "said": rng.choice(SAID),
        "first": first,
        "last": last,
        "last2": last2,
        "role": role,
        "Pronoun": pronoun,
        "pronoun": pronoun.lower(),
        "organisation": organisation,
        "Organisation": _capitalised(organisation),
        "handle": last.lower().replace("'", ""),
        "day": _day(rng, today),
        "day2": _day(rng, today),
    }
    # The clauses and times have slots of their own.
    return template.format_map(slots).format_map(slots)


def _capitalised(string: str) -> str:
    return string if string.startswith("{") else string[:1].upper() + string[1:]


def _day(rng: Random, today: date) -> str:
    day = today + timedelta(days=rng.randint(-60, 30))
    form = rng.choice(("{0:%B} {0.day}", "{0:%b}. {0.day}, {0.year}", "{0.day} {0:%B} {0.year}"))
    return form.format(day)
