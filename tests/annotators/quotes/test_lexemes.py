"""The words of the lexicon are known by the forms that it lists."""

from __future__ import annotations

from each_case import each_case
from said import lexicon
from said.annotators.quotes.lexemes import listed, phrases, verbs


@each_case(
    "section",
    ["with a clause", "with an infinitive", "with a recipient", "with as", "evidential"],
)
def test_what_is_said_of_verbs_is_said_of_verbs_there_are(section: str):
    lemmas = {verb.lemma for verb in verbs().values()}
    assert set(lexicon.words("attribution", section)) - lemmas <= _WITHOUT_A_FORM


# Left out of cues.txt as verbs, for they are nearly always nouns there or another section's.
_WITHOUT_A_FORM = {"call on", "demonstrate", "email", "text"}


def test_nouns_with_an_infinitive_are_nouns():
    assert listed("nouns with an infinitive") <= listed("nouns")


def test_a_verb_is_known_by_its_forms():
    assert verbs()["told"].lemma == "tell"
    assert verbs()["told"].recipient
    assert verbs()["thinks"].attitude
    assert not verbs()["says"].attitude
    assert verbs()["claims"].noun
    assert not verbs()["said"].noun
    assert verbs()["described"].as_
    assert (("to",), "according to") in [(rest, v.lemma) for rest, v in phrases()["according"]]
