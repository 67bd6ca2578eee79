"""Verbs of attribution are told from nouns of the same form."""

from __future__ import annotations

from each_case import each_case
from said.text.cues import Use, use_of
from said.text.reading import Reading

VERBS = [
    "They *claim that it fell.",
    "Lind *claims that it fell.",
    "Lind *claims: it fell.",
    "To *report it, Lind left.",
    "A crew would *report.",
    "Many *claim that it fell.",
    "This *signals that it fell.",
    "Berg and Lind *call it a loss.",
    "Without *warning them, she left.",
    "Lind said that it fell and *warned Berg.",
    "It's *reporting a loss.",
]
NOUNS = [
    "The *reports were old.",
    "The crew's *claims were old.",
    "The pilots' *claims were old.",
    "In *posts of May it fell.",
    "A long *post came.",
    "A July 2023 *post came.",
    "The *disputed poll was old.",
    "Its latest *call was late.",
    "Both *claims of fraud were old.",
    "This *call was late.",
    "Two long *posts came.",
    "After *protests by pilots it fell.",
]
UNCLEAR = ["The harbour *debate was long.", "*Posts by Lind came.", "Pilots *post."]
NOUNS_TOO = {"claim", "claims", "report", "reports", "post", "posts", "call", "debate", "protests",
             "warning", "signals", "reporting"}  # fmt: skip


def use(text: str) -> Use:
    at = text.index("*")
    reading = Reading(text.replace("*", ""))
    place = reading.words.starts.index(at)
    word = reading.lowered_words[place]
    is_bare = word in ("claim", "report", "post", "call", "debate")
    return use_of(reading.lowered_words, reading.word_classes, place, word in NOUNS_TOO, is_bare)


@each_case(
    ("text", "expected"),
    [
        *((text, Use.VERB) for text in VERBS),
        *((text, Use.NOUN) for text in NOUNS),
        *((text, Use.UNCLEAR) for text in UNCLEAR),
    ],
)
def test_the_words_beside_a_form_tell_its_use(text: str, expected: Use):
    assert use(text) is expected
