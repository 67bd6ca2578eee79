"""Names of persons are found, and nothing else is taken for one. The people are invented."""

import re

from each_case import each_case
from said.annotators.speakers.entities import SpeakerEntities
from said.annotators.speakers.mentions import NameMention, find_names
from said.annotators.speakers.people import People
from said.text.reading import Reading


def persons(text: str, entities=()) -> list[NameMention]:
    return find_names(Reading(text), [], People(SpeakerEntities(entities).persons)).persons


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in persons(text)]


def ids(text: str) -> list[str]:
    return [one.person.id for one in persons(text)]


@each_case(
    ("text", "names"),
    [
        ("Marta Lind left. Lind said no more.", ["Marta Lind", "Lind"]),
        ("We saw Marta Lind's boat and Lind’s crew.", ["Marta Lind", "Lind"]),
        ("The chief pilot, Jonas O’Neill, spoke.", ["Jonas O’Neill"]),
        ("Martin Luther King Jr. spoke. King was heard.", ["Martin Luther King Jr.", "King"]),
        (
            "Then Anna van der Berg rose, and van der Berg sat.",
            ["Anna van der Berg", "van der Berg"],
        ),
        ("We met Hassan al-Rashid and J.K. Dahl.", ["Hassan al-Rashid", "J.K. Dahl"]),
        ("It was Ban Ki-moon and Maria Lopez-Vega.", ["Ban Ki-moon", "Maria Lopez-Vega"]),
        ("There José Álvarez met Łukasz Nowak.", ["José Álvarez", "Łukasz Nowak"]),
        ("Mr. Smith and Ms. Lund met Gov. Hale.", ["Smith", "Lund", "Hale"]),
        ("Harbour master Zorvan Quell said it.", ["Zorvan Quell"]),
        ("Ieuan, her elder brother, asked why. So did Ieuan.", ["Ieuan", "Ieuan"]),
        ("Zsofi, the cook, left.", ["Zsofi"]),
        ("In Tomlik, the cook, said Zsofi, was late.", []),
        ("Tomlik, the firm, left.", []),
        ("Republicans, the old guard, left. Danes, the chef, said, ate.", []),
        ("It was Zorvan Quell, the company's chief scientist, who left.", ["Zorvan Quell"]),
        ("It was Zorvan Quell, 38, who left.", ["Zorvan Quell"]),
        ("Norrvik Boats CEO Tilda Quell and Texas Sen. Ted Bund", ["Tilda Quell", "Ted Bund"]),
        ("Lisa and Tor Dahl run it.", ["Lisa", "Tor Dahl"]),
        ("Jan Berg came in Jan. 2024. Jan spoke.", ["Jan Berg", "Jan"]),
        ("Critics of the Lind-backed plan met Marta Lind.", ["Lind", "Marta Lind"]),
        ("Post by Marta Lind (@mlind) today", ["Marta Lind", "@mlind"]),
    ],
)
def test_names_are_found_without_what_is_beside_them(text: str, names: list[str]):
    assert found(text) == names


@each_case(
    "text",
    [
        "Washington said on Tuesday that London had agreed.",
        "Morgan Stanley said it would join Goldman Sachs.",
        "She studied at Johns Hopkins and in St. Louis.",
        "The Biden administration and the Clinton campaign replied.",
        "The Carter Center and George Mason University replied.",
        "Norrvik Harbour and Santa Barbara are far away.",
        "In May and April the Justice Department was silent.",
        "Will the White House say so? Mark the day.",
        "OpenAI said that GPT-4 and Claude Sonnet are models.",
        "the pilot said that nobody came.",
        "A man of the Republican Party came to New York.",
    ],
)
def test_other_names_are_none_of_persons(text: str):
    assert found(text) == []


@each_case(
    "text",
    [
        "[Zdravka Milosh] said the road was shut.",
        "They left.\n\nBy [Farida Okoned]\n\nThe pier is shut.",
        "They spoke of the death of [Alvo Sterlin].",
        "Then [Hannu Ravnik] is his mother.",
        "A travelling Czech, [Ludvik Kafar], was there.",
        "It was [Garret Corrivo], [Marta Lind] and [Fergo Cullin].",
        "Results of the third stage\n\n2. [Tadej Hribor] (Movik)\n\nAt noon [Hribor] was gone.",
        "[Dmytro Halvor] waved to the crowd.",
        "[Thandeka Mokwena] was arrested on Friday.",
        "[Farrokhzad Ameri] lost everything. He was tired.",
        "Everyone knew [Tarquin Oglethwaite]. His boat was red.",
        "The prize went to [Xu Lianghui], who wept.",
        "[Okwudili Nnamani] (38) had seen it.",
        "The gate was opened by [Kestutis Varnas]. [Varnas] went in.",
        "It was [Obiageli da Ezeoke]. Then [da Ezeoke] said so.",
        "One, [Jytte Holmgaard], a Danish medic on holiday, had slept.",
        "They met the mill’s foreman, [Wilf Trantow].",
        "The dancers [Bao Trung] and [Emeka Ibeh] were late.",
        "His wife, [Pruella], and their son, [Zosimo], came.",
        "[Park Seong-min] and [Xiao Weiling] were glad. [Park] said so.",
        "[John Hill] and [Ann Lane] were glad. [Hill] said so, and [Lane] agreed.",
    ],
)
def test_what_the_text_tells_makes_a_person_of_a_name_that_no_list_has(text: str):
    plain = text.replace("[", "").replace("]", "")
    assert found(plain) == re.findall(r"\[(.+?)\]", text)


@each_case(
    "text",
    [
        "Northgate Rail said it was late. Its trains are old.",
        "Harrow Logistics left the port. He was glad.",
        "They live near Tarn Ulbrek, who knows why.",
        "Closing Ulbrek is an error.",
        "The anti-Castro Cubans said so.",
        "It was Upworth Co. that left. Upworth said so.",
        "Calver Tulbrook rose 9%.",
    ],
)
def test_a_name_of_another_kind_is_none_of_a_person_by_what_is_beside_it(text: str):
    assert found(text) == []


@each_case(
    ("text", "names"),
    [
        ("PM Luciana Bergh and DCI Rob Tandy spoke.", ["Luciana Bergh", "Rob Tandy"]),
        ("PM Olafsson said it was lost.", ["Olafsson"]),
        ("SEN. OTTO KLEIN: The pier is safe.\n\nLENA FISK: It is.", ["OTTO KLEIN", "LENA FISK"]),
        ("Labour MP Zarina Holt was there.", ["Zarina Holt"]),
        ("Hydrologist Pieter Visser was there.", ["Pieter Visser"]),
        ("Baker Fatima Noor was there.", ["Fatima Noor"]),
        ("Resident Olwen Tredinnick was there.", ["Olwen Tredinnick"]),
        ("Recorder Alma Greaves was there.", ["Alma Greaves"]),
        ("Town Clerk Yuki Tanner was there.", ["Yuki Tanner"]),
        ("Court Stenographer Peter Lowe was there.", ["Peter Lowe"]),
        ("The Old Clerk Inn was there.", []),
        ("Beekeeper Rowntree was there.", ["Rowntree"]),
        ("Araminta Dole KC, 51, was there.", ["Araminta Dole"]),
        ("The former Miss Universe Alicia Marsh was there.", ["Alicia Marsh"]),
        ("It was AJ Pollock, 30, and Baker Mayfield, 29.", ["AJ Pollock", "Baker Mayfield"]),
    ],
)
def test_titles_and_occupations_are_no_part_of_a_name(text: str, names: list[str]):
    assert found(text) == names


@each_case(
    ("text", "name", "ident"),
    [
        ("It was Karl “Stubby” Brandt who left.", "Karl “Stubby” Brandt", "karl-brandt"),
        ('It was Ana "La Bomba" Ruiz who left.', 'Ana "La Bomba" Ruiz', "ana-ruiz"),
        ("It was Robert (Bob) Orlo who left.", "Robert (Bob) Orlo", "robert-orlo"),
        ("It was Dmitri “the Fox” Volk who left.", "Dmitri “the Fox” Volk", "dmitri-volk"),
        ("It was Karl Brandt (Labour) who left.", "Karl Brandt", "karl-brandt"),
    ],
)
def test_a_nickname_is_part_of_the_mention_but_not_of_the_id(text: str, name: str, ident: str):
    assert (found(text), ids(text)) == ([name], [ident])


def test_a_short_form_of_a_given_name_is_that_of_the_only_bearer():
    assert ids("Bernadette Orlo left. Then Bernie came back.") == ["bernadette-orlo"] * 2
    assert ids("Bernadette Orlo met Bernard Dahl. Then Bernie left.")[2:] == []


def test_a_pronoun_of_the_other_gender_tells_more_than_the_given_name():
    texts = ("Andrea Bianchi left. Then he came back.", "Andrea Bianchi left. “She won,” he said.")
    genders = {one.person.gender for text in texts for one in persons(text)}
    assert genders == {None}


def test_capitals_of_a_title_are_no_names():
    text = "Harbour Crisis: Why Marta Lind Resigns Over Lind Row\n\nMarta Lind resigned."
    assert found(text) == ["Marta Lind", "Lind", "Marta Lind"]


def test_a_title_in_capital_letters():
    assert ids("HARBOUR MASTER MARTA LIND LEAVES OFFICE\n\nMarta Lind left.") == ["marta-lind"] * 2


def test_two_with_one_surname():
    text = "Bill Dahl and Hillary Dahl met. Mrs. Dahl spoke. Mr. Dahl did not."
    assert ids(text) == ["bill-dahl", "hillary-dahl", "hillary-dahl", "bill-dahl"]


def test_a_slip_of_the_pen_is_the_same_person():
    assert set(ids("Jon Sundberg left. Jan Sundberg wrote it. Sundbreg agreed.")) == {
        "jon-sundberg"
    }


def test_a_short_form_is_the_same_person():
    assert set(ids("Joseph R. Dahl Jr. left. Joe Dahl is back.")) == {"joseph-r-dahl-jr"}


def test_names_that_differ_are_different_persons():
    assert len(set(ids("Don Johnson met Ron Johnson, and Maria Lund met Mario Lund."))) == 4


def test_the_fullest_name_gives_the_id():
    text = "Gov. Ødegård spoke. George W. Ødegård left. George Ødegård is back."
    assert set(ids(text)) == {"george-w-odegard"}


def test_the_surname_of_several_is_no_name_of_one():
    assert found("Marta Lind and the Linds came.") == ["Marta Lind"]


def test_registered_names_need_no_other_evidence():
    rows = [
        {"id": "x-quell", "name": "Xu Quell", "kind": "person", "aliases": ["Zorv", "@zorv"]},
        {"id": "zorv-inc", "name": "Zorv Inc", "kind": "organisation", "aliases": []},
    ]
    text = "So Zorv left. Quell wrote as @zorv: Xu Quell is gone."
    found = persons(text, rows)
    assert [one.person.id for one in found] == ["x-quell"] * 4
    assert [one.form for one in found] == ["name", "name", "handle", "name"]
