"""Words in marks, bullets, dashes and lines are found whoever says them, and however.

How texts are marked up: see `quoted`. The people and places are invented.
"""

from __future__ import annotations

from each_case import each_case
from quoted import found


def as_it_stands(marked: str) -> None:
    assert found(marked) == marked


@each_case(
    "marked",
    [
        "“[We never got the money,]d” <beamed> {Tamsin Orde}.",
        "“[There is nothing left to sell,]d” <wept> {Rosa Quill}, holding the keys.",
        "“[You could hear a pin drop,]d” <laughed> {the caretaker, Ben Arkle}, as he "
        "swept the floor.",
        "“[I told them so,]d” <huffed> {Mr Pettifer}.",
        "“[Oh, it’s a disaster,]d” <winced> {Captain Lowe}. “[A complete disaster.]d”",
        "“[Not in my lifetime,]d” <snorted> {the old pilot}.",
        "“[It was mine,]d” <sniffed> {Delia}, and closed the door.",
        "‘[It’s a swindle,]d’ <spluttered> {Harold Nye}, 71.",
        "“[We’ll be back,]d” {Odile Farrar} <chuckled>.",
        "“[He’s my brother,]d” {she} <gasped>, reaching for the rail.",
        "“[I can’t look,]d” <shuddered> {Mrs Abara}.",
        "“[What a day!]d” <gushed> {Petra Lomax}.",
        "“[Is it over?]d” <croaked> {the patient}.",
    ],
)
def test_a_comma_in_marks_needs_no_verb_of_saying(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "[The bridge is “*a death trap,*”]m {Colin Reeve} <said> on Friday.",
        "[The new timetable was “*written by people who never take the bus,*”]m <said> "
        "{Hester Vane}, a nurse from Dunmore.",
        "[The merger “*makes no sense for anyone,*”]m {the union} <told> members on Tuesday.",
        "[Fans had behaved “*impeccably,*”]m {Chief Inspector Dawes} <said>.",
        "[The verdict was “*a long time coming*”]m, {her sister Joan} <said> outside the court.",
        "[The tax would be “*the end of the village shop*”]m, <warned> {Peter Lowry}.",
        "[His time at the club had been “*a privilege,*”]m {he} <said>.",
        "[Voters were “*tired of being lectured,*”]m {the senator} <argued>.",
        "[The pilot had been “*calm, even cheerful,*” before the flight]m, {a colleague} <said>.",
        "[It was “*one of those nights when nothing goes right,*”]m {the coach} <said> "
        "after the match.",
        "[Residents are “*living on a building site,*”]m {Ms. Okafor} <added>.",
    ],
)
def test_a_clause_that_ends_in_marks_stands_before_its_cue(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "[The “*safe*” pier]m, {Lind} <said>, [is shut]m.",
        "[The plan, a “*waste of steel,*”]m {Lind} <said>, [will be dropped]m.",
        "[The “*golden age*”]m, {she} <says>, [was a lie]m.",
        "[The plan is “*a mistake,*”]m {Lind} <said>, [“*and a costly one.*”]m",
        "[The club was “*in crisis*”]m, {a director} <said> last night.",
        "[The ride is “*not for children*”]m, {Tove Rask} <warns>.",
    ],
)
def test_a_clause_with_marks_stands_around_its_cue(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "“[The books balance,]d” {Hugo Tarn} <said>; “[they always have.]d”",
        "“[We’ll wait,]d” <said> {the nurse}; “[we’ve nowhere to be.]d”",
        '"[It was cold,]d" {she} <recalled>; "[the stove had gone out.]d"',
        "‘[You are early,]d’ {Mrs Pym} <remarked>; ‘[come in and sit down.]d’",
        "“[He lied,]d” <said> {Dunmore}, rising; “[he lied to all of us.]d”",
        "“[I am no hero,]d” {the sailor} <told> them; “[I was afraid.]d”",
        "“[It is done,]d” <wrote> {Clegg} in May; “[the house is sold.]d”",
        "{Farrow} <said> [the shop was shut]i; nobody had told the staff.",
    ],
)
def test_words_go_on_behind_a_semicolon(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "• “[The rent doubled,]d” <said> {Marek Wolny}.",
        "- “[The lift never works,]d” <complains> {Joy Abbot}, 81.",
        "– “[They cut the phones,]d” {one clerk} <said>.",
        "1. “[The roof leaks,]d” <said> {the caretaker}.",
        "2) “[Nobody came,]d” {Ana Ruiz} <told> us.",
        "◦ [The pipes were old]i, {plumbers} <said>.",
        "• {Rhona Tait} <said>: “[We shall appeal.]d”",
        "▪ “[It works.]d” — {Paul Ness}",
    ],
)
def test_an_item_of_a_list_is_read_like_a_sentence(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "{Edna Fisk} once <said>, “[Paint what you fear.]d”",
        "{Edna Fisk} once <wrote> that [critics “*eat their young*”]m.",
        "“[I never read the reviews,]d” {Fisk} once <said>.",
        "“[A port without a crane is a pond,]d” {her grandfather} once <told> her.",
        "{He} once <described> the town as [“*a waiting room with weather*”]m.",
        "{Lomax} once <called> golf [“*a walk with paperwork*”]m.",
        "{The poet} once <remarked> that [rain was honest]i.",
        "{She} has once <said> that [the council was “*asleep*”]m.",
    ],
)
def test_once_stands_between_subject_and_cue(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        'He stood up. " [I will not go .]d " {Ada Crane} <said> .',
        '" [Is it far ?]d " <asked> {the boy} .',
        '{Ada Crane} <said> : " [We are open .]d "',
        'She left . " [Goodbye ,]d " <said> {Rolf Amsel} . " [Do write .]d "',
        'The " old mill " burned down .',
        '{Rolf Amsel} <called> it [" *a poor show* "]m .',
        '" [We won ,]d " {the captain} <said> . Berg nodded .',
        '" [One ,]d1 " {Ada}1 <said>1 .\n\n" [Two ,]d2 " {Rolf}2 <said>2 .',
    ],
)
def test_straight_marks_with_spaces_are_paired(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "“[Is anybody hurt?]d {Lena Foss} <asked>.",
        "“[We lost everything,]d {Omar Haidari} <said>.\n\nThe fire began at noon.",
        "“[They never rang us,]d <said> {Moira Keane}. She was at home.",
        "“[The pumps failed,]d {Tom Ashe} <said>, “[and then the lights.]d”",
        "{Lena Foss} <said>, “[It went dark.]d\n\nThe lamp was never found.",
        '"[I want my job back,]d <said> {Ivo Brandt}.\n\nHe has worked there for ten years.',
        '"[It is a disgrace,]d" <said> {Ivo Brandt}. "[A disgrace.]d\n\nThe firm did not reply.',
        "[We had no choice,]d” {the mayor} <said>.",
    ],
)
def test_a_mark_that_is_not_closed_ends_before_who_says_it(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "From {Deputy Chair Ruth Aldous}:\n\n“[The board has heard the staff.]d”",
        "Statement from {Ruth Aldous}, head of the fund:\n\n“[We will repay every donor.]d”",
        "“[A fine colleague and a better friend.]d” – {Judge Milos Kern}",
        "“[Our thoughts are with the family.]d” -{Chief Dana Roper}",
        "“[A triumph.]d” — {The Norrvik Post}",
    ],
)
def test_a_line_or_a_signature_names_who_speaks(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "“[Nobody pays,]d” <said> {Anton “Lefty” Grau}, a driver.",
        "{Sheila “Mac” McBride} <said> [the club was broke]i.",
        "“[I just swim,]d” <said> {a retired miner} known as “the Otter.”",
        "{Luis “El Toro” Pena} <told> the court [he was asleep]i.",
        "The trawler, nicknamed “Old Bess,” is for sale.",
        "Dora “Dot” Finch died on Monday.",
        "{A porter} called “Big Al” <said> [the door was open]i.",
        "‘[It’s theirs now,]d’ <said> {Bill ‘Spanner’ Hobbs}.",
    ],
)
def test_a_nickname_in_marks_is_a_name(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "“[Where is it?]d1” “[In the shed,]d2” {Marta Quist}2 <answered>2.",
        "“[Who’s there?]d1” “[Only me.]d2”",
        "“[Did you see it?]d1” “[I did,]d2” <said>2 {the boy}2. “[Twice.]d2”",
    ],
)
def test_words_side_by_side_have_a_voice_each(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "The band played “Harbour Lights” and “No Way Back”.",
        "His essay, “On Being Late,” won a prize.",
        "The exhibition “Salt and Iron” opens in May.",
        "He starred in “Two For The Ferry,” directed by Ole Birk.",
        "{Ole Birk} <said> [“The Long Shore” was his best book]i.",
    ],
)
def test_a_title_in_marks_quotes_nobody(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "{Lowe} <said> [the crew was “*tired, hungry and cold,*” and that it had no fuel]m.",
        "{Lowe} <called> the goalkeeper [“*quick, brave and modest,*”]m and shook his hand.",
        "{Tait} <said> [the verdict was “*unjust,*”]m but the family went home.",
        "{The report} <praised> [“*quick, calm and careful*” work]m, but found two faults.",
        "{Neumann} <dismissed> the claim as [“*absurd*”]m and left the room.",
        "{The mayor} <called> it [“*a good day for Dunmore*”]m, but she would not take questions.",
    ],
)
def test_a_marked_phrase_ends_with_its_mark(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "“[Never mind,]d” <said> {another}.",
        "“[It hurts,]d” <said> {one of us}.",
        "“[We were robbed,]d” <said> {two of them}.",
        "“[I saw nothing,]d” <said> {one}; “[it was dark.]d”",
        "“[Leave,]d” <shouted> {some}.",
        "‘[It’s freezing,]d’ <complained> {a fourth}.",
        "“[We’ll sue,]d” <said> {one of the tenants}.",
        "“[Not me,]d” <said> {most}.",
    ],
)
def test_a_determiner_alone_is_a_source(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "— [The sea was here,]d <said> {Dona Rita}, pointing at the wall. — [All of it.]d",
        "— [I lost the boat,]d {the fisherman} <said>.\n\nHe looked at the harbour.",
        "— [Where is the priest?]d1 <asked>1 {Tomas}1.\n\n— [In the boat.]d2",
        "— Ida Falk, chair",
        "The vote — the first since May — was lost.",
        "– [It will rain,]d <says> {Teresa Lopes}, 71, a shepherd. – [It always rains.]d",
        "— [Nobody came,]d {she} <said>.",
        "— See also: Storm Ilse",
    ],
)
def test_dashes_attribute_dialogue(marked: str) -> None:
    as_it_stands(marked)


@each_case(
    "marked",
    [
        "[So proud of this team. What a night.]d — {Noor Haddad (@noorhaddad)} June 3, 2025",
        "[The clinic is closed tomorrow. Sorry.]d — {Dunmore Clinic (@dunmoreclinic)} 3 June 2025",
        "[We are out. Thank you for ten years!]d https://t.co/abc — {Bao Tran "
        "(@baotran)} March 1, 2024",
        "[Closed today.]d – {Kwame Adu (@kadu)}",
    ],
)
def test_a_post_is_signed(marked: str) -> None:
    as_it_stands(marked)
