"""The rules of the annotator of speakers, each with an id and an example that a test runs.

A name that is found, a part of a source phrase and a resolved source carry the id of their rule.
The people are invented.
"""

from __future__ import annotations

from typing import NamedTuple


class SpeakerRule(NamedTuple):
    """What a rule does, an example, and what it gives for it."""

    id: str
    does: str
    example: str
    expected: str


Rule = SpeakerRule

NAMES = (
    Rule("full name", "Several words, of which enough tells that they name a person.",
         "[Marta Lind] left.", "marta-lind"),
    Rule("several words", "Words that are the name, or the surname, of a person found before.",
         "It was Zyx Quell, 38, who left. So [Zyx Quell] was gone.", "zyx-quell"),
    Rule("title", "A surname behind a title.", "Then Gov. [Hale] spoke.", "hale"),
    Rule("pair", "The first of two who share a surname that is written once.",
         "Then [Lisa] and Tor Dahl came.", "lisa-dahl"),
    Rule("surname", "The surname of a person.", "Marta Lind left. [Lind] was late.", "marta-lind"),
    Rule("given name", "The given name of a person.",
         "Marta Lind left. [Marta] was late.", "marta-lind"),
    Rule("slip", "A surname, but for one letter or two that changed places.",
         "Jon Sundberg left. [Sundbreg] agreed.", "jon-sundberg"),
    Rule("fame", "A surname that everybody knows.", "So [Obama] spoke.", "obama"),
    Rule("role", "A word behind a role.", "So harbour pilot [Zyx] spoke.", "zyx"),
    Rule("speaks", "A given name of somebody who says something.",
         "So [Martin] said it.", "martin"),
    Rule("capitals", "In a paragraph of capitals, what is known or begins with a given name.",
         "HARBOUR MASTER [MARTA LIND] LEAVES OFFICE\n\nMarta Lind left.", "marta-lind"),
    Rule("handle", "The handle behind a name.", "Post by Marta Lind ([@mlind])", "marta-lind"),
)  # fmt: skip
"""How names of persons are found: the name in brackets, and the id of the person."""

SCENE = (
    Rule("acts", "A single name of somebody who is called out, says something or acts.",
         "So [Martin] went home.", "martin"),
)  # fmt: skip
"""How persons are found who are called by a single name alone."""

PHRASES = (
    Rule("name alone", "A name that is the whole phrase.", "[Marta Lind]", "name"),
    Rule("name", "A name with what tells more of the person.",
         "[Marta Lind], 38, a pilot from Norrvik,", "name"),
    Rule("known handle", "The handle behind a name.", "Marta Lind ([@mlind])", "handle"),
    Rule("handle of a source", "A handle.", "by [@norrvik]", "handle"),
    Rule("pronoun alone", "A pronoun that is the whole phrase.", "[she]", "pronoun"),
    Rule("pronoun", "A pronoun in a longer phrase.", "by [her]", "pronoun"),
    Rule("pronoun of possessor", "A pronoun that owns a text.", "[her] letter", "pronoun"),
    Rule("possessor", "A name that owns a text.", "[OpenAI]’s statement", "name"),
    Rule("organisation", "The name of an organisation or a group, without its article.",
         "the [FBI]", "name"),
    Rule("name without capitals", "A full name in lower case.", "[marta lind]", "name"),
    Rule("nominal", "A noun phrase from its determiner to its head.",
         "[a spokesman] for the port office", "nominal"),
)  # fmt: skip
"""What is left of a source phrase (S3): the part in brackets, and its form."""

SOURCES = (
    Rule("person", "The person of a name.", "[Marta Lind] said <no>.", "marta-lind"),
    Rule("person in lower case", "The person of a name in lower case.",
         "so [marta lind] said <no>.", "marta-lind"),
    Rule("name of a source", "The organisation or group of a name.",
         "[Radio Norrvik] said <no>.", "radio-norrvik"),
    Rule("he or she", "Who of that gender is spoken of.",
         "Jonas Berg met Marta Lind. [He] said <no>.", "jonas-berg"),
    Rule("it", "The organisation that spoke last, or was named most.",
         "Google left OpenAI. Google fell. [It] said <no>.", "google"),
    Rule("they", "Those who were named side by side.",
         "Jonas Berg and Marta Lind met. [They] said <no>.", "jonas-berg marta-lind"),
    Rule("antecedent", "The name or noun phrase before a relative pronoun.",
         "Jonas Berg met Marta Lind, the pilot, [who] said <no>.", "marta-lind"),
    Rule("narrator", "Who tells the story.", "Marta Lind left. [I] said <no>.", "anon-1"),
    Rule("who speaks", "Who is spoken of, or says the words around it.",
         "Marta Lind left. [We] said <no>.", "marta-lind"),
    Rule("collective", "As many as it says of those who were named.",
         "[Marta Lind and Jonas Berg] said <no>. [The two] said <so>.", "marta-lind jonas-berg"),
    Rule("again", "Who was called the same before.",
         "[A pilot] said <no>. [The pilot] said <so>.", "anon-1"),
    Rule("owned text", "Whose a text is: who spoke last.",
         "[Radio Norrvik] said <no>. [The station’s report] said <so>.", "radio-norrvik"),
    Rule("text", "Whose a text is: who spoke last.",
         "[Radio Norrvik] said <no>. [The letter] said <so>.", "radio-norrvik"),
    Rule("registered group", "An entity of the registry that is called by an owner and a noun.",
         "[Over 70 Norrvik Port crews] said <no>.", "port-crews"),
    Rule("role of somebody", "Of whom the role was told.",
         "The pilot Marta Lind met Ann Berg. [The pilot] said <no>.", "marta-lind"),
    Rule("partner", "Who takes part in the conversation and can be called so.",
         "[Marta Lind] said <no?>.\n\n[Jonas Berg] said <no>.\n\n[Marta Lind] said <so?>.\n\n"
         "[Her husband] said <so>.", "jonas-berg"),
    Rule("outlet", "The organisation named last.",
         "[The Norrvik Post] said <no>. [The newspaper] said <so>.", "norrvik-post"),
    Rule("kind of organisation", "An organisation that was named and is of that kind.",
         "OpenAI met Google. OpenAI left. [The company] said <no>.", "openai"),
    Rule("named group", "An organisation that is called by a name and a noun.",
         "[The Dahl campaign] said <no>.", "dahl-campaign"),
    Rule("unnamed", "A new voice without a name.", "[A pilot] said <no>.", "anon-1"),
)  # fmt: skip
"""Who is behind a source (Q8): the ids of the speakers of the last quote."""

IMPLICIT = (
    Rule("continued", "The speaker of the quote that it goes on.",
         "[Marta Lind] said <no>. <Never.>", "marta-lind"),
    Rule("verb alone", "Nobody who is named, where a verb attributes it.",
         "Marta Lind left. It was said that <all was over>.", "anon-1"),
    Rule("acting", "Who acts in the sentence before the words or behind them.",
         "[Jonas Berg] said <no>. Marta Lind left. <Never.>", "marta-lind"),
    Rule("beside", "Somebody else than the speaker of the quote that follows directly.",
         "“<No?>” “<So,>” said [Marta Lind].", "anon-1"),
    Rule("same paragraph", "The speaker of the other quote of the paragraph.",
         "[Marta Lind] said <no>. It was late. <Never.>", "marta-lind"),
    Rule("turn", "In a conversation, who spoke before the last speaker.",
         "[Marta Lind] said <no?>.\n\n[Jonas Berg] said <no>.\n\n<Never?>", "marta-lind"),
    Rule("interview", "Who is interviewed: the person named most outside of the answers.",
         "Marta Lind is a pilot.\n\nWho is she?\n\n<A pilot.>", "marta-lind"),
    Rule("adjacent", "The speaker of the quote before, in this paragraph or the one before.",
         "[Marta Lind] said <no>.\n\n<Never.>", "marta-lind"),
    Rule("nearest", "The person who is named nearest in the paragraph.",
         "It was Marta Lind’s. All was quiet. <Never.>", "marta-lind"),
    Rule("headline", "Before anybody is named, the first person who is a source.",
         "<Never.>\n\nSo it was.\n\nMarta Lind left.", "marta-lind"),
    Rule("repeated", "Who says the same words in another quote.",
         "[Marta Lind] said <all is over>.\n\n[Jonas Berg] said <so>.\n\nFar\n\naway\n\n"
         "<all is over>", "marta-lind"),
    Rule("spoken of", "Who is spoken of, where the words are those of a single person.",
         "Marta Lind left. [The Norrvik Post] said <no>.\n\nFar\n\naway\n\n<I am.>", "marta-lind"),
    Rule("last", "The speaker of the last quote.",
         "[Marta Lind] said <no>.\n\nFar\n\naway\n\n<Never.>", "marta-lind"),
    Rule("nobody", "Nobody who is named.", "<Never.>", "anon-1"),
)  # fmt: skip
"""Whose a quote without a source is: the id of the speaker of the last quote."""
