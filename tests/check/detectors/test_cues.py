"""Cues are found in all their forms; nouns, names and compounds are no cues (Q2)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from each_case import each_case
from said.check.detectors.cues import find_cues
from said.text.reading import Reading

search = settings(derandomize=True)


def found_in(text: str) -> list[str]:
    return [text[start:end] for start, end in find_cues(Reading(text))]


@each_case(
    ("text", "expected"),
    [
        # Verbs in all forms.
        ("She says so, said so, is saying so, will say so.", ["says", "said", "saying", "say"]),
        ("SAID he. Wrote she.", ["SAID", "Wrote"]),
        (
            "He admitted it, denies it, replied and criticised.",
            ["admitted", "denies", "replied", "criticised"],
        ),
        ("It was pointed out; they pointed it out.", ["pointed out"]),
        ("“We tried,” Sand said, adding: “Hard.”", ["said", "adding"]),
        ("It's reported that he's posting", ["reported", "posting"]),
        # Phrases.
        ("According to Lind, in the words of Berg", ["According to", "in the words of"]),
        ("per The Herald, per Lind, per the report; Per Lind", ["per", "per", "per", "Per"]),
        ("five per cent, once per day, per se, so Per Lind left", []),
        ("according\nto", []),
        # Nouns and verbs that need a clause.
        ("with a warning that it rains; minutes show that it rained", ["warning", "show"]),
        ("a warning, minutes show it, the warning sign", []),
        ("the claim that it rained", ["claim"]),
        # Nouns that look like verbs.
        (
            "Lind posts, and they post. To post. They would report.",
            ["posts", "post", "post", "report"],
        ),
        ("a post, the report, his claims, the crew's reports, pilots' claims", []),
        ("in posts on this call, another report, of reports, claims of fraud", []),
        ("a long post, a July 2023 post, this new report", []),
        ("a crew would report, a man to call", ["report", "call"]),
        ("the announced plan, the writing", []),
        ("after warning them, without warning", ["warning", "warning"]),
        # Names and compounds.
        ("the Norrvik Post and the United States", []),
        ("Posts by Lind. “Claims,” he said.", ["Posts", "Claims", "said"]),
        ("the so-called pilot, a call-in show, self-described, #said, @tell", []),
        ("https://norrvik.example/said/per/Lind", []),
    ],
)
def test_cues(text: str, expected: list[str]) -> None:
    assert found_in(text) == expected


def test_in_a_title_a_capital_is_no_sign_of_a_name() -> None:
    text = "Pilot Recalls Storm\nThe Norrvik Recalls Storm"
    assert find_cues(Reading(text)) == []
    assert find_cues(Reading(text), [(0, 19)]) == [(6, 13)]
    assert find_cues(Reading(text), [(0, 19), (20, len(text))]) == [(6, 13), (32, 39)]


WORDS = "said post posts the a per according to that claim point out warning ’s ' - Lind . \n"


@search
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=15), st.sampled_from([" ", ""]))
def test_ranges_are_in_order_and_disjoint(words: list[str], joint: str) -> None:
    text = joint.join(words)
    at = 0
    for start, end in find_cues(Reading(text)):
        assert start >= at
        assert text[start:end].strip() == text[start:end]
        at = end
    assert at <= len(text)
