"""Which pronouns can refer to a speaker, and to whom (S4, Q8): the words are in
`lexicon/pronouns.txt`, a section for each kind of antecedent."""

from __future__ import annotations

from functools import cache

from said import lexicon


@cache
def pronouns(*kinds: str) -> frozenset[str]:
    """The pronouns of some sections of the lexicon, in lower case; of all, if none is named."""
    return frozenset(
        word
        for kind in kinds or lexicon.sections("pronouns")
        for word in lexicon.words("pronouns", kind)
    )


@cache
def genders() -> dict[str, str]:
    """The gender of a pronoun's referent, "m" or "f", by pronoun, where the pronoun shows it."""
    return dict.fromkeys(pronouns("he"), "m") | dict.fromkeys(pronouns("she"), "f")
