"""Every attribution is found as the guidelines ask for it. How texts are marked up: see `quoted`.

The people, the port and its pier are invented.
"""

from __future__ import annotations

import pytest

from each_case import each_case
from quoted import attributions, found, plain
from said.annotators.quotes.attribution import Attribution


def as_it_stands(marked: str) -> None:
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "“[We lost,]d” <said> {Marta Lind}.",
        "“[We lost,]d” {Marta Lind} <said>.",
        "“[We lost,]d” {she} quietly <said> on Friday.",
        "“[We lost,]d” {the harbour master} <added>.",
        "“[We lost,]d” <said> {Marta Lind}, a pilot from Norrvik.",
        "“[We lost,]d” {Lind} <told> reporters in Norrvik on Friday.",
        "“[We lost]d”, <said> {Lind}.",
        "“[We lost,]d” {Lind} <said>, and left.",
        "“[We lost,]d” {Lind} <said> as she left the port.",
        "“[Did we lose?]d” {she} <asked>.",
        "“[We lost!]d” {she} <shouted>.",
        "“[No,]d” {he} <said>.",
        "Lind was blunt. “[We lost,]d” {she} <said>.",
        "Lind thinks it is over: “[We lost,]d” {he} <said>.",
        "“[The engine failed,]d” {a pilot} <told> |Radio Norrvik|.",
    ],
)
def test_a_direct_quote_stands_before_its_cue(marked: str):
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "{Marta Lind} <said> that [GPT-4.5 would replace GPT-3.5 in May]i.",
        "{Lind} <said> [the pier will reopen at 6 a.m. Tuesday]i. She left.",
        "[The vote is at 5 p.m. Wednesday]i, {Marta Lind} <said>.",
        "[The case Smith vs. Jones would open at 9:30 a.m. Eastern]i, {Lind} <said>.",
        "{Lind} <said> that [he left the U.S.]i He came back in May.",
        "{Lind} <said> that [it opens in May]i. Berg left.",
    ],
)
def test_only_the_end_of_a_sentence_ends_a_content(marked: str):
    as_it_stands(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "{Lind} <said>, “[We lost.]d”",
        "{Lind} <said> “[we lost]d” and left.",
        "{Lind} <wrote> on Friday, “[We lost.]d”",
        "{Lind} <added> quietly, in an interview with the paper, “[We lost.]d”",
        "{Lind} <told> |Radio Norrvik|, “[We lost.]d”",
        "{Lind} <said>: “[We lost.]d”",
        "{Lind} <told> reporters: “[We lost.]d”",
        "{Lind} <posted> on Friday: “[We lost.]d”",
        "As {Lind} <put it>: “[We lost.]d”",
        "In May, {Lind} <said>, “[We lost.]d”",
        "Asked about the pier, {Lind} <replied>: “[It is old.]d”",
        "The pier is shut. {Lind} was blunt: “[We lost.]d”",
        "{Lind} <said>:\n“[We lost.]d”",
    ],
)
def test_a_direct_quote_stands_behind_its_cue(marked: str):
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "“[We lost,]d” {Lind} <said>, “[and we will lose again.]d”",
        "“[We lost,]d” {Lind} <said>. “[We will lose again.]d”",
        "“[It is old,]d” <explained> {Lind}. “[It must go.]d” Berg left.",
        "“[We lost,]d” {Lind} <said>. “[It was late.]d” “[It was dark.]d”",
        # What has a cue of its own, or stands in another paragraph, is another quote.
        "“[We lost,]d1” {Lind}1 <said>1. “[We won,]d2” {Berg}2 <said>2.",
        "{Lind}1 <said>1: “[It is old.]d1” {Berg}2 <replied>2: “[It is new.]d2”",
        "“[We lost,]d1” {{Lind}2}1 <said>1, <adding>2: “[It was late.]d2”",
        "“[We lost,]d1” {Lind}1 <said>1.\n“[The pier is shut.]d2”",
        # What is marked in part goes on as a quote of its own.
        "{Lind}1 <said>1 [the pier was shut]i1. [It was “*a sad day for us all.*”]m2",
    ],
)
def test_words_around_their_cue_are_one_quote(marked: str):
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "‘[We lost,]d’ <said> {Lind}.",
        "'[We lost,]d' {Lind} <said>.",
        "„[We lost,]d“ <said> {Lind}.",
        "‚[We lost,]d‘ <said> {Lind}.",
        "«[We lost,]d» <said> {Lind}.",
        "‹[We lost,]d› <said> {Lind}.",
        "''[We lost,]d'' {Lind} <said>.",
        '"[We lost,]d" {Lind} <said>.',
        '“[We lost,]d" {Lind} <said>.',
        '"[We lost,]d” {Lind} <said>.',
        "”[We lost,]d” {Lind} <said>.",
        "“[We lost,]d“ {Lind} <said>.",
        "“[The ‘Blue Gull’ sank,]d” {Lind} <said>.",
        "‘[The “Blue Gull” sank,]d’ {Lind} <said>.",
        "“[{He}2 <said>2 ‘[never again]d2^1’ to me,]d1” {Lind}1 <said>1.",
        "“[It’s the crews’ boat,]d” {Lind} <said>.",
        "‘[It’s the crews’ boat,]d’ {Lind} <said>.",
        "'[It's the crews' boat,]d' {Lind} <said>.",
        "'[It's old,]d' {Lind} <said>. '[It's the crews' pier.]d'",
        "{Lind} <said>: ``[We lost.]d''",
        "{Lind} <said> ``[we lost,]d'' and left.",
        "`[We lost,]d' {Lind} <said>.",
        '``[We lost,]d" {Lind} <said>.',
        '"[It\'s old,]d" {Lind} <said>, "[and it\'s \'90s work.]d"',
        "[We lost the pier,]d” <said> {Lind}.",
        "“[We lost the pier and left.]d",
        "{Lind} <said>, “[We lost the pier and left.]d",
    ],
)
def test_every_kind_of_mark_is_read(marked: str):
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "Rock 'n' roll is old, and 'tis the crews' music.",
        "The “Blue Gull” sailed to Norrvik.",
        "The crew worked “around the clock” to save it.",
        "The so-called “pier fund” is gone.",
        "“The Pier” is a book.",
        "He is a “genius” at this.",
        "Call `find` or `find_all` here.",
        "Lind opened `config.py' and left.",
        "The plank was 6'2\" long.",
    ],
)
def test_marks_without_a_voice_quote_nobody(marked: str):
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "{Lind} <said> that [the pier was shut]i.",
        "{Lind} <said> [the pier was shut]i.",
        "{Lind} <said> [the boat sank]i.",
        "{She} <said> on Friday that [the pier was shut]i.",
        "{Lind} <said> [it was the crews’ boat]i.",
        "{Lind} <told> reporters that [the pier was shut]i.",
        "{Lind} <told> the crew [the pier was shut]i.",
        "{Lind} <told> |Radio Norrvik| on Friday that [the pier was shut]i.",
        "{Lind} <told> them [to leave the pier]i.",
        "{Lind} <urged> the port [to open the pier]i.",
        "{Lind} <vowed> [to fight the port]i.",
        "{The port} <promised> [to open the pier]i.",
        "{Lind} <made> a <promise> [to reopen the pier]i.",
        "The pier was <said> [to be old]i.",
        "{Lind} <asked> whether [the pier was safe]i.",
        "{Lind} <wondered> if [it was safe]i.",
        "{Lind} <said> that [if it rained the pier would close]i.",
        "{Lind} <asked> whether or not [it was safe]i.",
        "{Lind} <asked> [why the pier was shut]i.",
        "{Lind} <wondered> [how the pier could fall]i.",
        "{The statement} <explained> [what had happened at the pier]i.",
        "{Lind} <insisted>: [the pier was safe]i.",
        "{Lind} <said> [the “Blue Gull” would sail]i.",
        "{Lind} did <not say> that [the pier was safe]i.",
        "{Lind} <denied> that [the pier was safe]i.",
        "{Lind} <never said> [the pier was safe]i.",
        "{Leaked minutes} <indicate> that [the pier was old]i.",
        "{The minutes} <say> that [the pier was old]i.",
        "It was <said> that [the pier was old]i.",
        "The port was <told> that [the pier was old]i.",
        "{Lind} <Says> [Pier Is Unsafe]i",
        "[Pier Is Unsafe]i, <Says> {Lind}",
        "[Pier is unsafe]i, {Lind} <says>",
    ],
)
def test_a_clause_is_reported_without_marks(marked: str):
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "<According to> {Lind}, [the pier is old]i.",
        "[The pier is old]i, <according to> {Lind}.",
        "[The pier is old]i <according to> {a spokesman for the port}.",
        "[The pier]i, <according to> {Lind}, [is old and shut]i.",
        "[The pier]i, <according to> {Lind}, [is old]i.",
        "[The pier]i, {Lind} <says>, [is old]i.",
        "[The pier]i, <says> {Lind}, [is old]i.",
        "[The harbour was shut]i, <said> {Marta Lind}, a pilot.",
        "[The engine failed]i, {a pilot} <told> |Radio Norrvik|.",
        "[The engine failed]i, {a pilot} <told> reporters on Friday.",
        "[The pier is old]i, <per> {the Norrvik Post}.",
        "<Per> {the Norrvik Post}, [the pier is old]i.",
        "[The pier is old]i, {Lind} <says>.",
        "[The pier is old]i, <says> {Lind}.",
        "[The pier is old and shut]i, {she} <said> on Friday.",
        "[The pier was shut]i, {Lind} <said>, but the crane was open.",
        "[The engine failed]i, <according to> {sources}, reported |Vox|.",
    ],
)
def test_an_attribution_stands_inside_or_behind_the_report(marked: str):
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "{{Lind}2}1 <said>1 that [the pier was shut]i1 and <added>2 that [it was old]i2.",
        "{{Lind}2}1 <said>1 [the pier was shut]i1, <adding>2 that [it was old]i2.",
        "{Lind} left the port, <saying> that [it was unsafe]i.",
        "While {Lind} <said> that [the pier was shut]i, Berg sailed on.",
        "After {Lind} <warned> that [the pier was old]i, the port shut it.",
        "{Lind}1 <said>1 [the pier was shut]i1, but {Berg}2 <argued>2 that [it was open]i2.",
        "{The port} <issued> a <warning> that [the pier was shut]i.",
        "{Lind} <voiced fears> that [the pier would fall]i.",
        "{Lind} <expressed> grave <concern> that [the pier would fall]i.",
        "{Lind} <expressed confidence> that [the pier would hold]i.",
        "By <claiming> [to serve the crews]i, {the port} won friends.",
        "<Saying> that [the pier was shut]i, {Lind} left.",
        "When asked, {Lind} <said> [she was tired]i.",
        "Berg left, and {Lind} <said> [the pier was shut]i.",
    ],
)
def test_a_report_shares_its_sentence(marked: str):
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "{Lind} <called> it [“*a safe pair of hands*”]m.",
        "{Lind} <called> the pier [“*a safe pair of hands*”]m.",
        "{Lind} <dismissed> the report as [“*nonsense*”]m.",
        "The pier was <described> as [“*a danger to ships*”]m by {Lind}.",
        "{Lind} <described> the pier as [“*a danger to ships*”]m.",
        "{Lind} <said> that [the pier “*had to go*” at once]m.",
        "{Lind} <said> [the pier “*had to go*”]m.",
        "{Lind} <thanked> the crew for [“*calm steering*”]m.",
        "{Lind} <praised> the crew for [its “*calm steering*” and “*good cheer*”]m.",
        "{Lind} <criticised> [“*reckless*” plans]m.",
        "{Lind} <warned> of [“*a dark day*”]m.",
        "{Lind} <concluded> that [the pier “*had to go*”]m.",
        "{Lind} <decided> that [the pier “*had to go*”]m.",
        "{Lind} <told> |the BBC| [the pier was “*old beyond repair.*”]m",
        "<Fears> are growing that [“*the pier will fall*”]m.",
        # Marks on a name make no words of the source.
        "{Lind} <said> that [the “Blue Gull” would sail]i.",
        "{Lind} <said> that [the “Blue Gull” would sail “*at once*”]m.",
    ],
)
def test_marks_in_a_report_make_it_mixed(marked: str):
    as_it_stands(marked)


@each_case(
    "text",
    [
        "Lind can rightly say that the pier is old.",
        "Sand can hardly maintain that the defeat was bad luck.",
        "The storm confirms that the wall is too low.",
        "This shows that the wall is too low.",
        "Lind announced his departure.",
        "Lind criticised the plan.",
        "Lind thanked the crew for its patience.",
        "Lind announced a plan to close the pier.",
        "Lind announced his decision to leave.",
        "Reportedly the pier is old.",
        "The argument that small harbours cost too much is old.",
        "Lind decided that the pier was old.",
        "Lind thinks that the pier is old.",
        "Lind wants to open the pier.",
        "Lind said it.",
        "Lind said so.",
        "Lind opened the pier and left.",
    ],
)
def test_what_nobody_is_said_to_have_said_is_no_quote(text: str):
    as_it_stands(text)


@each_case(
    "marked",
    [
        "{Two people familiar with the matter} <said> [the pier was shut]i.",
        "{A spokesman for the port of Norrvik} <said> [the pier was shut]i.",
        "{Marta Lind, a pilot from Norrvik}, <said> [the pier was shut]i.",
        "{Lind and Berg} <said> [the pier was shut]i.",
        "{Lind’s lawyer} <said> [the pier was shut]i.",
        "In May, {the port} <said> [it was shut]i.",
        "On Friday {the port} <said> [it was shut]i.",
        "{OpenAI chief executive Sam Altman} <said> [the pier was shut]i.",
        "{They} <said> [it was shut]i.",
    ],
)
def test_the_whole_phrase_is_the_source(marked: str):
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "“[We lost the pier.]d” — {Jonas Berg}",
        "“[We lost the pier.]d”\n— {Jonas Berg}",
        "{Lind}: “[We lost the pier.]d”",
        "“{LIND}: [We lost the pier and it is gone.]d”",
        "[I have left the port. Thank you all]d — {Jan Berg (@janberg)} May 15, 2024",
        "[I have left the port]d https://x.example/1 — {Jan Berg (@janberg)} May 15, 2024",
        "[I have left the port]d — {Jan Berg (@janberg)}",
    ],
)
def test_layout_attributes(marked: str):
    as_it_stands(marked)


def test_a_quotation_runs_on_over_paragraphs():
    as_it_stands("“[We lost the pier.]d1\n“[We lost the crane.]d2+1\n“[And the boat.]d3+2”")
    as_it_stands("“[We lost the pier.]d1\n“[We lost the crane,]d2” {Lind}2 <said>2.")
    as_it_stands("“[We lost the pier.]d1”\n“[We lost the crane.]d2”")


def test_wrappers_of_translated_paragraphs_are_passed_over():
    as_it_stands("‘“[We lost,]d” {Lind} <said>.’\n‘The pier is shut.’")
    as_it_stands("‘{Lind} <said>: “[We lost.]d”’\n‘The pier is shut.’")


def test_thoughts_and_objects_count_for_one_convention_only():
    for marked in (
        "{Lind} <thinks> [that the pier is old]i.",
        "{Lind} <wants> [to open the pier]i.",
        "{Lind} <supported> [the plan of the port]i.",
        "{Lind} <criticised> [the plan of the port]i.",
        "{The storm} <confirms> [that the wall is too low]i.",
        # What is thought in a report is a part of it.
        "{Lind} <said> [that he wanted to leave]i.",
        "“[We lost the pier and the crane.]d”",
        "{LIND}: [We lost the pier and it is gone.]d",
    ):
        assert found(marked, "polnear") == marked
    assert attributions("Lind thinks that the pier is old.", "said") == []
    assert attributions("LIND: We lost the pier and it is gone.", "said") == []


def test_only_one_convention_counts_the_complementiser():
    as_it_stands("{Lind} <said> that [the pier was shut]i.")
    marked = "{Lind} <said> [that the pier was shut]i."
    assert found(marked, "polnear") == marked


def test_attributions_come_by_the_place_of_their_content():
    text = plain("Lind said that [the pier was shut]i. “[It fell,]d” said Berg.")
    contents = [one.content for one in attributions(text)]
    assert contents == sorted(contents)
    assert len(contents) == 2


def test_a_text_without_attributions_has_none():
    assert attributions("") == []
    assert attributions("\n \n") == []
    assert attributions("The pier is old.") == []


def test_what_is_found_says_nothing_it_does_not_know():
    (one,) = attributions("“We lost the pier.”")
    assert one == Attribution(content=((1, 18),), type="direct", rule="words alone")


@each_case(
    "marked",
    [
        "“[We lost,]d” <said> {the captain, Jonas Berg}.",
        "“[We lost,]d” <said> {Jonas Berg}, the captain.",
        "{The captain of the ship, Jonas Berg}, left and <said> that [the pier was shut]i.",
        "{Maria Lind, a pilot, and Jonas Berg} <said> that [the pier was shut]i.",
        "On Friday, Lind left, and {Jonas Berg} <said> that [the pier was shut]i.",
        "{Over 700 pilots} <said> that [the pier was shut]i.",
        "In 2016 {Lind} <said> that [the pier was shut]i.",
        "<According to> {local media such as Radio Norrvik}, [the pier was shut]i.",
        "In {the fishing trade} there are <fears> that [“*the pier will be shut.*”]m",
        "In May there are <fears> that [“*the pier will be shut.*”]m",
        "[The pier was shut]i, <according to> {sources inside the port}, reported |Radio Norrvik|.",
        "{Lind} on Friday <said> that [the pier was shut]i.",
    ],
)
def test_the_source_is_a_whole_phrase(marked: str):
    as_it_stands(marked)


def test_what_is_signed_is_complete():
    as_it_stands("“[We lost.]d1” — {Jonas Berg}1\n“[We will be back.]d2” — {Maria Lind}2\n")


@each_case(
    "marked",
    [
        "“[{He}2 <told>2 me, ‘[We lost,]d2^1’ and left,]d1” {Berg}1 <said>1.",
        "“[{They}2 <call>2 it [the ‘*dead pier,*’]m2^1 and that hurts,]d1” {Berg}1 <said>1.",
        # Nobody says it, or it has no marks.
        "“[The ‘safe’ pier fell,]d” {Berg} <said>.",
        "“[He told me that we lost,]d” {Berg} <said>.",
    ],
)
def test_a_quote_in_a_quote_names_it(marked: str):
    as_it_stands(marked)
