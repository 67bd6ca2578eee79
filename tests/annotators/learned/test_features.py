"""What the taggers see of a text."""

from __future__ import annotations

from said.annotators.learned.features import LONGEST, FeaturedText
from said.annotators.quotes import find_attributions
from said.text.reading import Reading

TEXT = (
    "It rained. Marta Lind said that the pier “was shut,” and left. “We lost.” It snowed.\n"
    "Jonas Berg left the port.\n"
)


def featured(text: str = TEXT) -> FeaturedText:
    reading = Reading(text)
    return FeaturedText(reading, find_attributions(reading))


def features_at(text: FeaturedText, word: str) -> list[str]:
    """The features of a word for the taggers of cues."""
    at = text.words.index(word)
    first, after = text.paragraph_of(at)
    return text.cue_features(first, text.word_features(first, after))[at - first]


def test_a_word_has_its_neighbours_marks_and_role_in_the_rules() -> None:
    found = features_at(featured(), "said")
    assert {"w0=said", "w-1=lind", "w1=that", "r0=qB", "r-1=sE", "m=O", "v=say"} <= {*found}
    assert "m=I" in features_at(featured(), "shut")


def test_paragraphs_are_read_apart() -> None:
    text = featured()
    first, after = text.paragraphs[1]
    alone = text.word_features(first, after)
    assert text.words[first:after] == ["jonas", "berg", "left", "the", "port", "."]
    whole = text.word_features(0, after)
    assert whole[first:] == alone


def test_a_long_paragraph_is_cut() -> None:
    text = featured("pier " * (2 * LONGEST + 5))
    assert [after - first for first, after in text.paragraphs] == [LONGEST, LONGEST, 5]


def test_the_words_around_a_cue() -> None:
    text = featured()
    at = text.words.index("said")
    first, after = text.window_of((at, at + 1))
    # The sentence of the cue, and the next one, which has marks: not the first, nor the last.
    assert (text.words[first], text.words[after - 1]) == ("marta", "”")
    base = text.word_features(*text.paragraphs[0])
    found = text.argument_features((at, at + 1), [(at, at + 1)], base, 0)
    assert len(found) == after - first
    pier = found[text.words.index("pier") - first]
    assert {"A=R3", "B=R0", "G=cI", "E=Rsaid"} <= {*pier}
    lind = found[at - 1 - first]
    assert {"A=L1", "G=sE"} <= {*lind}


def test_other_quotes_of_the_rules_are_seen() -> None:
    text = featured("Marta Lind said the pier was shut, but Jonas Berg claimed that it was open.\n")
    at, other = text.words.index("said"), text.words.index("claimed")
    base = text.word_features(*text.paragraphs[0])
    cues = [(at, at + 1), (other, other + 1)]
    found = text.argument_features(cues[0], cues, base, 0)
    assert "J=q" in found[other]
    assert "J=c" in found[text.words.index("open")]
    assert "J=s" in found[text.words.index("berg")]
    assert "J=O" in found[text.words.index("pier")]
