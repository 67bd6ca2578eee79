"""The source phrase is the subject of its cue, or what stands behind it."""

from __future__ import annotations

from each_case import each_case
from quoted import sentences, words
from said.annotators.quotes import cues, sources, voices


def source(text: str) -> str | None:
    """The source of the last cue."""
    (sentence,) = sentences(text)
    return words(text, sentence, voices.source_of(sentence, cues.find_cues(sentence)[-1], None))


@each_case(
    ("text", "expected"),
    [
        ("Lind said it fell.", "Lind"),
        ("The old pilot of the port said it fell.", "The old pilot of the port"),
        ("Lind has also said it fell.", "Lind"),
        ("Lind and Berg said it fell.", "Lind and Berg"),
        ("It fell and Lind said it broke.", "Lind"),
        ("Lind, a pilot, said it fell.", "Lind, a pilot"),
        ("Lind — a pilot — said it fell.", "Lind — a pilot"),
        ("Lind (a pilot) said it fell.", "Lind (a pilot"),
        ("They all said it fell.", "They"),
        ("In May the port said it fell.", "the port"),
        ("The port, which said it fell, shut.", "The port, which"),
        ("It fell, according to a spokesman for the port.", "a spokesman for the port"),
        ("It was said by the mayor that it fell.", "the mayor"),
        ("It was said that it fell.", None),
        ("His claim that it fell helped.", "His"),
        ("Marta Lind’s claim that it fell helped.", "Marta Lind"),
        ("Lind left, saying it fell.", "Lind"),
        ("Saying it fell, Lind left.", "Lind"),
        ("After saying it fell, Lind left.", "Lind"),
        ("A group claiming it fell left.", "A group"),
        # What is set off before the verb: ages, appositions, relative clauses.
        ("Lind, 51, a doctor from Norrvik, said it fell.", "Lind, 51, a doctor from Norrvik"),
        ("Lind, aged 44, said it fell.", "Lind, aged 44"),
        ("Lind, 38, from Leeds, who bakes, said it fell.", "Lind, 38, from Leeds, who bakes"),
        ("Lind, at a rally in Norrvik, said it fell.", "Lind, at a rally in Norrvik"),
        ("In Norrvik, Lind, a pilot, said it fell.", "Lind, a pilot"),
        ("Residents want a new bridge, Lind, 44, said.", "Lind, 44"),
        ("The mayor, Marta Lind, told Berg it fell.", "The mayor, Marta Lind"),
        # Times beside the subject.
        ("Last month my cousin said it fell.", "my cousin"),
        ("Earlier this month the bank said it fell.", "the bank"),
        ("Two days later the firm said it fell.", "the firm"),
        ("This morning police said it fell.", "police"),
        ("That afternoon a guard said it fell.", "a guard"),
        ("Lind this past week said it fell.", "Lind"),
        ("Lind, a pilot, on Friday night said it fell.", "Lind, a pilot"),
        ("The minutes say it fell.", "The minutes"),
        # Other subjects.
        ("He’s saying it fell.", "He"),
        ("Those around him say it fell.", "Those around him"),
        ("A person at the meeting said it fell.", "A person at the meeting"),
        ("Almost half said it fell.", "half"),
        ("Traders at Stern & Ruhl said it fell.", "Traders at Stern & Ruhl"),
        ("A man at Moss, Tully & Co said it fell.", "A man at Moss, Tully & Co"),
        # A relative clause without commas, and nouns in -ing.
        ("A nurse who treated the driver said it fell.", "A nurse who treated the driver"),
        ("Officials who have seen the plan say it fell.", "Officials who have seen the plan"),
        ("Two men who left the club in May said it fell.", "Two men who left the club"),
        ("It fell, according to a recent court ruling.", "a recent court ruling"),
        ("According to an internal filing, it fell.", "an internal filing"),
        # Participles and infinitives.
        ("Lind published a story saying it fell.", "Lind"),
        ("When Berg left, Lind stayed, saying it fell.", "Lind"),
        ("The plan forced her to say it fell.", "her"),
        ("It is time for Lind to say it fell.", "Lind"),
        ("Lind sailed to Norrvik and has said it fell.", "Lind"),
    ],
)
def test_the_phrase_is_found_whole(text: str, expected: str | None):
    assert source(text) == expected


@each_case(
    ("text", "expected"),
    [
        ("the mayor of the port who left", "the mayor of the port"),
        ("she left", "she"),
        ("Lind, a pilot", "Lind"),
        ("two people with the port and", "two people with the port"),
        ("sources at Norrvik Post said", "sources at Norrvik Post said"),
        ("a count by the port and", "a count by the port"),
        ("a letter signed by Lind and", "a letter signed by Lind"),
        ("another and", "another"),
        ("the other and", "the other"),
        ("one of them left", "one of them"),
        ("Will Berg left", "Will Berg"),
        ("Stern & Ruhl left", "Stern & Ruhl"),
        (", the", None),
    ],
)
def test_a_phrase_ends_before_what_is_no_part_of_it(text: str, expected: str | None):
    (sentence,) = sentences(text)
    assert words(text, sentence, sources.phrase_after(sentence, 0)) == expected
