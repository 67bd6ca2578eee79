"""Reports without marks: what a cue reports from any place in its sentence."""

from __future__ import annotations

from each_case import each_case
from quoted import found, plain
from said.annotators.quotes import find_attributions
from said.text.reading import Reading


@each_case(
    "marked",
    [
        "[By then]i, {officials} <said>, [the water had reached the pier]i.",
        "[Last autumn]i, {she} <said>, [the slipway was closed]i.",
        "[Unless the rain stops]i, {the crew} <warned>, [the ferry will not sail]i.",
        "[Instead]i, {the union} <said>, [members would stay at home]i.",
        "[At noon]i, {witnesses} <told> reporters, [two boats collided]i.",
        "[Because the crane failed]i, {Berg} <explained>, [nothing was unloaded]i.",
        "[Under the rules]i, {the ministry} <said> on Monday, [every boat needs a permit]i.",
        "[During the storm]i, <say> {the owners}, [three windows broke]i.",
        "However, {Lind} <said>, [the pier was shut]i.",
    ],
)
def test_what_stands_before_an_attribution_in_commas_is_reported_too(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "The bridge, which {engineers} <say> [is unsafe]i, will be closed.",
        "He bought a boat that {the seller} <claimed> [had never sailed]i.",
        "Police held a man who {they} <said> [had stolen the van]i.",
        "A drug that {the firm} <claims> [cures colds]i was banned.",
        "They fled from what {survivors} <said> [were drones]i.",
        "The letter, which {the bank} <insists> [it never sent]i, was shown.",
        "The plan, which {Berg} <said> [he would oppose]i, was dropped.",
    ],
)
def test_an_attribution_in_a_relative_clause_reports_the_rest_of_it(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "As {Lind} <said> in a letter, [the pier was shut]i.",
        "As <reported> by {the Norrvik Post}, [the pier was shut]i.",
        "[The pier was shut]i, as {Lind} <noted> on Monday.",
    ],
)
def test_a_clause_with_as_reports_its_main_clause(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "[The dam was old]i, {engineers} <told> the inquiry on Thursday.",
        "[The pier will shut]i, {palace sources} <said> late on Tuesday.",
        "[The strike is over]i, {the union} <announced> after talks with the firm.",
        "[Nobody was hurt]i, <said> {Lind}, who runs the toll.",
        "• [Trains will stop at ten]i, {the operator} <said>.",
        "• <According to> {the hospital}, [nine people were hurt]i.",
        "<According to> {her}, [locks were open]i.",
        "<According to> {police} [the man was armed]i.",
    ],
)
def test_an_attribution_behind_or_before_its_report(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "{Lind} denied the theft and <said> [she had been at home]i.",
        "{The board} announced the deal and <told> staff [it was final]i.",
        "{He} explained the delay, then <promised> [to pay every worker]i.",
        "{Lind, whom Berg had called a liar}, <said> that [she was done]i.",
        "{Lind, speaking to the crew}, <said> [the pier was gone]i.",
        "{A report} published on Monday <said> [the pier was old]i.",
        "{The spokeswoman} <confirmed> that [the pier was shut]i.",
    ],
)
def test_the_object_of_a_verb_before_is_no_report(marked: str):
    assert found(marked) == marked


@each_case(
    "text",
    [
        "We say too often that time will tell.",
        "They discussed the plan that the port had drawn up.",
        "Lind praised a plan that would save the port.",
        "The sign said nothing about dogs.",
        "Firms that maintained high prices are gone.",
        "The rain confirmed that the roof was old.",
    ],
)
def test_nobody_is_reported(text: str):
    assert find_attributions(Reading(text)) == []


@each_case(
    "marked",
    [
        "{Lind} <urged> Berg [not to sign the contract]i.",
        "{Doctors} <warned> patients [not to drink the water]i.",
        "{She} <told> him [never to call again]i.",
        "{They} <pledged> [not only to stay but to fight]i.",
        "{Police} <advised> motorists [to avoid the bridge]i.",
    ],
)
def test_a_negated_infinitive_keeps_its_negation(marked: str):
    one = find_attributions(Reading(plain(marked)))[0]
    assert found(marked) == marked
    assert one.polarity == "positive"


@each_case(
    "marked",
    [
        "[The pier was shut in May]i, the jury was <told>.",
        "{It} has <pledged> that [the pier will open]i.",
        "{Minutes} dated 6 May <state> that [the pier was old]i.",
        "There was a <warning> from {the crew} that [the pier was old]i.",
        "[It was there]i, {he} <wrote>, [that a pilot showed him the pier]i.",
        "<Asked> by {the crew} [why she left]i, Lind smiled.",
        "{The firm} <says> [it will pay]i but has declined to say more.",
        "{Lind} <called> on the crew [to stay]i.",
        "[Sales have tripled]i, {the inquiry} <found>.",
        "{Lind, 44}, <said> [the pier, built in 1931, had been closed]i.",
        "[It was Berg]i, {Lind} <said>, [who had signed the order]i.",
        "[It was cold]i, <said> {Lind}, a pilot.",
        "The pier is shut, although <according to> {neighbours}, [a light burns there]i.",
        "He left because, <according to> {the club}, [he was tired]i.",
        "<According to> {his widow, Leila Nasser}, [the pier was old]i.",
        "<Fears> among {farmers} that [the dam will burst]i have grown.",
        "{Ann Sand}’s <warning> that [the ice was thin]i went unheard.",
        "{Lind, who runs the shop}, <said> [the street, once full, had died]i.",
        "{Lind} <expressed> alarm that [the pier was old]i.",
    ],
)
def test_more_constructions_report(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "{Lind} <said> [it was shut]i, but Berg sailed on.",
        "{Lind} <said> [taxes would fall]i, a claim that Berg mocked.",
        "{Lind}1 <claimed>1 [to have won]i1, a boast that {Berg}2 <called>2 [“*theatre*”]m2.",
        "{Lind}1 <vowed>1 [to stay]i1, a plan that {Berg}2 <described>2 as [“*a dream*”]m2.",
        "{Marta Lind, who wrote that song in May}, <said> [it was old]i.",
        "{Lind} <says> [the pier is safe]i; its walls fell in May.",
        "{Lind} <vowed> [to stay]i, despite the storm.",
        "Drivers {who} <said> [they had been drinking]i were held.",
        "When {Lind} <said> [prices would fall]i, traders laughed.",
    ],
)
def test_the_words_of_the_author_are_no_content(marked: str):
    assert found(marked) == marked


def test_somebody_is_asked_to_say_something():
    outer, inner = find_attributions(Reading("Lind urged Berg to admit that the pier was old."))
    assert (outer.determinacy, inner.determinacy) == ("determinate", "indeterminate")


@each_case(
    "marked",
    [
        "[The mine will close in June]i, {the owner} <told> workers at a meeting in Durham.",
        "[The firm lost $30 million in May]i, {its chairman} <told> shareholders on a call.",
        "[The dam could burst]i, {two officials} briefed on the survey <told> him late on Sunday.",
        "[The bridge could fall soon]i, {an engineer} <told> |Radio Selby| early on Monday.",
        "[More pupils skip breakfast]i, {teachers} <say>.",
        "[Fewer firms hire in winter]i, {the ministry} <said> in a report.",
        "The next morning, Lind said in her diary.",
        "A man of few words, Lind said on Friday.",
    ],
)
def test_more_may_follow_an_attribution_behind_a_report(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "{A statement from the port} <said> that [the pier was shut]i.",
        "{A statement from the University of Brixen} <said> that [the pier was shut]i.",
        "A <warning> from {the crew} that [the pier was shut]i went unheard.",
        "{Lind} <said> that, [if the rain went on, the pier would fall]i.",
        "{The firm} <warned> that, [without new cash, it would close]i.",
        "{Police} <told> reporters that, [when they arrived, the house was empty]i.",
    ],
)
def test_a_document_from_somebody_says_and_an_adverbial_may_follow_that(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "{Lind} <urged> her colleagues [to “*stop hiding behind that word*”]m.",
        "{Berg} <asked> her old friends [to write to the king]i.",
        "{Berg} <told> her brother [the boat was gone]i.",
        "{Berg} <told> her [the boat was gone]i.",
        "{Critics} <urged> the bank [to “*come clean*”]m, a demand it has resisted.",
        "{A fan} <begged> her [to “*bring back the barmaid*”]m, the role that made her a star.",
    ],
)
def test_what_somebody_is_asked_ends_with_its_marks(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "“[The river]d” — and here {Nora Lie} raised her hand — “[is ours.]d”",
        "“[The harbor]d”—and here {Emil Sand} paused—“[belongs to us.]d”",
        "“[The law]d” – here {Ida Holm} banged the table – “[is the law.]d”",
    ],
)
def test_who_acts_between_dashes_says_the_words_around_them(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "{It} <called> the report [“*a pack of lies*”]m.",
        "{It} <described> the claim as [“*baseless*”]m.",
        "{{It}2}1 <thanked>1 her for [her “*loyalty*”]m1 and <said>2 [the fare was gone]i2.",
        "It is known as “the Eel”.",
        "It reflects a “deep” love.",
    ],
)
def test_it_may_be_who_describes_or_thanks(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "She wrote to us that evening.",
        "{She} <told> reporters that night that [the pier was shut]i.",
        "{He} <said> that day that [he was sorry]i.",
        "{She} <wrote> that [evening meals were cold]i.",
        "{He} <said> that [week was the worst of all]i.",
    ],
)
def test_that_may_belong_to_a_time(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "[His wife, Maureen, ‘*knew nothing*’]m, <according to> {Samtani}.",
        "[His boss “*thought it was a game*”]m, <according to> {Marta Lind}.",
        "[The crew “*feared the worst,*”]m <according to> {Lind}.",
    ],
)
def test_what_a_phrase_attributes_may_have_a_cue_in_marks(marked: str):
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "‘[The well is dry]d’, <said> {Nora Lie}; ‘[the pump is broken.]d’",
        "“[The pier is old]d”, <said> {Marta Lind}; “[it will not last.]d”",
        "“[The pier is old,]d” <said> {Marta Lind}; “[it will not last.]d”",
        "‘[They knew]d’, {he} <told> the court; ‘[they always knew.]d’",
    ],
)
def test_words_go_on_behind_a_semicolon(marked: str):
    assert found(marked) == marked
