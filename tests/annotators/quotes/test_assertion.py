"""Whether a text says that something was said (Q14)."""

from __future__ import annotations

from each_case import each_case
from said.annotators.quotes import find_attributions
from said.text.reading import Reading

SAID, DENIED, OPEN, BOTH = (), ("negative",), ("indeterminate",), ("negative", "indeterminate")

CASES = [
    # Auxiliaries and negations.
    ("Lind did not say that the pier was safe.", DENIED),
    ("Lind didn’t say that the pier was safe.", DENIED),
    ("Lind never said that the pier was safe.", DENIED),
    ("Lind not only said that the pier was shut, but shut it.", SAID),
    ("Lind no longer says that the pier is safe.", DENIED),
    ("Lind is not saying that the pier is safe.", DENIED),
    ("It was not said that the pier was safe.", DENIED),
    ("Lind did not confirm or deny that the pier was shut.", DENIED),
    ("Lind neither confirmed nor denied that the pier was shut.", DENIED),
    ("Lind will say that the pier is safe.", OPEN),
    ("She’ll say that the pier is safe.", OPEN),
    ("Lind may say that the pier is safe.", OPEN),
    ("Lind might have said that the pier was shut.", OPEN),
    ("Lind must explain why the pier is shut.", OPEN),
    ("“We lost,” Lind will say on Monday.", OPEN),
    ("Lind will not say whether the pier is safe.", BOTH),
    ("Lind has not yet said whether the pier is safe.", BOTH),
    ("Lind would not say whether the pier is safe.", DENIED),
    ("The port could not say when the pier would open.", DENIED),
    ("The port cannot say when the pier will open.", DENIED),
    ("He’d said that the pier was safe.", SAID),
    ("Lind has said that the pier is shut.", SAID),
    ("Lind reportedly said that the pier was shut.", SAID),
    # What an infinitive or a participle hangs on.
    ("Lind refused to say whether the pier is safe.", DENIED),
    ("Lind declined to say how much it cost.", DENIED),
    ("Lind was unable to say whether the pier would open.", DENIED),
    ("Lind did not manage to say that the pier was shut.", DENIED),
    ("Without saying that the pier was shut, Lind left.", DENIED),
    ("Lind stopped short of saying that the pier was unsafe.", DENIED),
    ("Lind has yet to say whether the pier is safe.", BOTH),
    ("Lind is expected to announce on Monday that the pier will close.", OPEN),
    ("Lind is to announce on Friday that the pier will close.", OPEN),
    ("The crew pressed Lind to admit that the pier was old.", OPEN),
    ("Officials expect Lind to announce that the pier will close.", OPEN),
    ("Lind had to admit that the pier was old.", SAID),
    ("Lind went on the radio to say that the pier was old.", SAID),
    # Subjects, conditions and questions.
    ("Nobody said that the pier was safe.", DENIED),
    ("No one said that the pier was safe.", DENIED),
    ("None of the pilots said that the pier was safe.", DENIED),
    ("Neither Lind nor Berg said the pier was shut.", DENIED),
    ("There was no warning that the pier would fall.", DENIED),
    ("If Lind says that the pier is safe, we leave.", OPEN),
    ("Unless Lind says that the pier is safe, we stay.", OPEN),
    ("Did Lind say that the pier was safe?", OPEN),
    ("If the pier falls, the crew will stay on land, said Lind.", SAID),
    ("Why did Lind say that the pier was shut?", SAID),
    # What is said tells nothing of the saying.
    ("Lind denied that the pier was safe.", SAID),
    ("Lind said: “We will not sail.”", SAID),
    ("Lind said that she would not sail.", SAID),
    ("According to Lind, the pier will not open.", SAID),
]


@each_case(("text", "expected"), CASES)
def test_the_words_around_a_cue_say_whether_it_was_said(text: str, expected: tuple[str, ...]):
    found = find_attributions(Reading(text))
    assert found
    status = found[-1].polarity, found[-1].determinacy
    assert tuple(one for one in status if one not in ("positive", "determinate")) == expected


@each_case(
    "text",
    [
        "Sand can hardly maintain that the defeat was bad luck.",
        "Lind can credibly claim that the pier is safe.",
        "One could argue that the pier is too old.",
    ],
)
def test_a_claim_that_the_author_weighs_is_no_quote(text: str):
    assert find_attributions(Reading(text)) == []
