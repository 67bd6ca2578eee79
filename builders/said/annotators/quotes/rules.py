"""The rules of the annotator of quotes, each with an id and an example that a test runs.

An attribution carries the id of its rule of `QUOTES`. Those of `SOURCES` and `EXTENTS` decide who
is quoted, and which words; only their examples test them.

In an example `[…]` is content, followed by the first letter of its type, `<…>` a cue, `{…}` a
source, `|…|` a channel, `*…*` words that are verbatim, and a number tells attributions apart.
The people, the port and its pier are invented.
"""

from __future__ import annotations

from typing import Literal, NamedTuple


class QuoteRule(NamedTuple):
    """What a rule does, and an example, by a convention (see `find_attributions`)."""

    id: str
    does: str
    example: str
    convention: Literal["said", "polnear"] = "said"


QUOTES = (
    # Free words: they are direct quotes.
    QuoteRule("cue behind", "A cue attributes the free words before it, and those behind it too.",
              "“[We lost,]d” {Lind} <said>, “[and we will lose again.]d”"),
    QuoteRule("cue before", "A cue attributes the free words behind it.",
              "{Lind} <wrote> on Friday, “[We lost.]d”"),
    QuoteRule("broken", "Words around dashes are of who is at work between these.",
              "“[We know]d”—here {Marta Lind} coughed—“[who did it.]d”"),
    QuoteRule("colon", "A colon attributes free words to the name before it.",
              "{Lind}: “[We lost the pier.]d”"),
    QuoteRule("signature", "A dash and a name attribute the free words before them.",
              "“[We lost the pier.]d”\n— {Jonas Berg}"),
    QuoteRule("answer", "In an interview the words that answer questions are those of one person.",
              "Q: Why?\nA: [I like it.]d1\nQ: Since when?\nA: [Since May.]d2"),
    QuoteRule("turn", "A name in capitals and a colon begin what is said in a transcript.",
              "“{LIND}: [We lost the pier and it is gone.]d”"),
    QuoteRule("post", "A name with a handle, behind a dash, signs an embedded post.",
              "[I have left the port. Thank you all]d — {Jan Berg (@janberg)} May 15, 2024"),
    QuoteRule("heading", "A line with a name and a colon attributes the free words below it.",
              "From the desk of {Marta Lind}, chair:\n“[We lost the pier.]d”"),
    QuoteRule("awaited",
              "A cue that reports nothing in its sentence attributes the next free words.",
              "{Lind} <said>:\n“[We lost.]d”"),
    QuoteRule("continued",
              "Free words go on from those of the paragraph before if no mark closes them.",
              "“[We lost the pier.]d1\n“[We lost the crane.]d2+1”"),
    QuoteRule("words alone", "Free words that nothing attributes are a quote without a source.",
              "“[We lost the pier.]d”"),
    QuoteRule("passage", "Four words or more in marks are somebody's: the subject's, if it acts.",
              "The pier was “[a danger to all ships]d” in May.", "polnear"),
    # Words of the sentence: they are indirect quotes, or mixed where marks are in them.
    QuoteRule("that", "Behind a cue “that” leads what is reported.",
              "{Lind} <told> reporters that [the pier was shut]i."),
    QuoteRule("clause", "A clause stands directly behind its cue, or behind an adverbial.",
              "{Lind} <said> [the pier was shut]i."),
    QuoteRule("behind recipient", "A clause stands behind those who are told.",
              "{Lind} <told> the crew [the pier was shut]i."),
    QuoteRule("indirect question", "A question word or “whether” leads an indirect question.",
              "{Lind} <asked> whether [the pier was safe]i."),
    QuoteRule("infinitive", "An infinitive says what is vowed or urged.",
              "{Lind} <vowed> [to fight the port]i."),
    QuoteRule("behind colon", "Behind a cue a colon leads what is reported.",
              "{Lind} <insisted>: [the pier was safe]i."),
    QuoteRule("object", "The object of a verb of thought or attitude is its content.",
              "{Lind} <supported> [the plan of the port]i.", "polnear"),
    QuoteRule("inserted", "An attribution between commas reports what is around it.",
              "[The pier]i, {Lind} <says>, [is old]i."),
    QuoteRule("relative clause", "An attribution in a relative clause reports the rest of it.",
              "The fire, which {police} <said> [began in the kitchen]i, killed nobody."),
    QuoteRule("as clause", "An attribution with “as” reports its main clause.",
              "As {Lind} <noted> on Friday, [the pier was shut]i."),
    QuoteRule("noun", "A noun for an act of saying reports the clause behind it.",
              "<Fears> are growing that [“*the pier will fall*”]m."),
    QuoteRule("light verb", "A noun and the verb that gives it a voice are one cue.",
              "{Lind} <expressed> grave <concern> that [the pier would fall]i."),
    QuoteRule("leading phrase", "“According to” at the beginning reports what follows.",
              "<According to> {Lind}, [the pier is old]i."),
    QuoteRule("phrase", "“According to” reports what stands before it or around it.",
              "[The pier is old]i, <according to> {Lind}."),
    QuoteRule("marked before", "A cue attributes the clause before it whose end is marked.",
              "[The plan is “*a mistake,*”]m {Marta Lind} <said> on Friday."),
    QuoteRule("marked clause", "Marks in a clause make a verb of thought report it.",
              "{Lind} <decided> that [the pier “*had to go*”]m."),
    QuoteRule("marked phrase", "Marks make a cue report a phrase that is no clause.",
              "{Lind} <criticised> [“*reckless*” plans]m."),
    QuoteRule("marked in part", "A sentence with a marked passage goes on from a report before it.",
              "{Lind}1 <said>1 [the pier was shut]i1. [It was “*a sad day for us all.*”]m2"),
    # Attitudes.
    QuoteRule("adjective", "An adjective of attitude has its object as content.",
              "{Lind} was <worried> [that the pier would fall]i.", "polnear"),
    QuoteRule("attitude", "A noun of attitude has its object as content.",
              "{Berg}’s <criticism> of [the port]i was heard.", "polnear"),
    QuoteRule("passive", "A passive has its subject as content, and its reason too.",
              "[The port]i was <criticised> by {Lind} [for its prices]i.", "polnear"),
    QuoteRule("expected", "What is expected to happen is content, with its subject.",
              "[The port]i is <expected> [to close]i.", "polnear"),
    QuoteRule("seeming", "What seems to be so is content, with its subject.",
              "[The port]i <seemed> [to be empty]i.", "polnear"),
    QuoteRule("hearsay", "What somebody has heard is content, with its subject.",
              "[The port]i has <reportedly> [been sold]i.", "polnear"),
)  # fmt: skip
"""What makes words a quote."""

SOURCES = (
    QuoteRule("subject", "The subject of the cue, with all that belongs to it.",
              "{A spokesman for the port of Norrvik} <said> [the pier was shut]i."),
    QuoteRule("without adjunct", "An adverbial before the subject is no part of it.",
              "On Friday {the port} <said> [it was shut]i."),
    QuoteRule("with apposition", "What is set off between the subject and the cue is part of it.",
              "{Marta Lind, a pilot from Norrvik}, <said> [the pier was shut]i."),
    QuoteRule("relative", "“Which” stands for the noun before it.",
              "{The report, which} <said> that [the pier was shut]i, came late."),
    QuoteRule("shared", "A cue without a subject has that of the cue before.",
              "{{Lind}2}1 <said>1 that [the pier was shut]i1 and <added>2 that [it was old]i2."),
    QuoteRule("main subject", "A participle has the subject of its sentence.",
              "{Lind} left the port, <saying> that [it was unsafe]i."),
    QuoteRule("inverted", "The subject stands behind the cue.",
              "“[We lost,]d” <said> {Marta Lind}, a pilot."),
    QuoteRule("agent", "“By” names who says what a passive reports.",
              "The pier was <described> as [“*a danger to ships*”]m by {Lind}."),
    QuoteRule("owner", "A possessive names whose word a noun reports.",
              "Berg knew {Lind}'s <warning> that [the pier was old]i."),
    QuoteRule("circle", "“Among” or “in” names those in whom a noun has its place.",
              "Among {the crews} there is a <fear> that [the pier will fall]i."),
    QuoteRule("told outlet", "The outlet that is told something passes it on.",
              "{Lind} <told> |Radio Norrvik| on Friday that [the pier was shut]i."),
    QuoteRule("relaying outlet", "A cue behind the source of another names who passes it on.",
              "[The engine failed]i, <according to> {sources}, reported |Vox|."),
)  # fmt: skip
"""Who is quoted."""

EXTENTS = (
    QuoteRule("next report", "A content ends before another report with a subject of its own.",
              "{Lind}1 <said>1 [the pier was shut]i1, but {Berg}2 <argued>2 that [it was open]i2."),
    QuoteRule("leading clause",
              "A content in a clause that leads the sentence ends with the clause.",
              "While {Lind} <said> that [the pier was shut]i, Berg sailed on."),
    QuoteRule("participle behind", "A participle behind a comma is not part of the content.",
              "{{Lind}2}1 <said>1 [the pier was shut]i1, <adding>2 that [it was old]i2."),
    QuoteRule("comment", "What the author adds behind a dash is not part of the content.",
              "{Lind} <said> that [the pier was shut]i — it had been since May."),
    QuoteRule("end of phrase", "A marked phrase ends at a comma behind its marks.",
              "{Lind} <warned> of [“*a dark day*”]m, and left."),
    QuoteRule("end of sentence", "A full stop that ends no sentence ends no content.",
              "{Lind} <said> that [GPT-4.5 would beat Smith vs. Jones in No. 5]i. She left."),
)  # fmt: skip
"""Where a content ends."""
