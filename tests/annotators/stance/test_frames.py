"""What each kind of frame drafts, and where it abstains, on sentences made for this."""

from __future__ import annotations

from annotators.stance.norrvik import TARGETS, targets_of
from each_case import each_case
from said.annotators.stance import find_drafts, find_stances
from said.annotators.stance.phrases import PhraseReading
from said.annotators.stance.rules import RULES, StanceRule
from said.text.reading import Reading

PERSONS = {"ada-lind": ("Ada Lind", "Lind"), "tom-berg": ("Tom Berg", "Berg")}
TOPIC = "Norrvik of Norrvik builds AI."


def stances(text: str, quotes: list, mentions: list, targets: list) -> list:
    return find_stances(Reading(text), quotes, mentions, targets_of(targets))


def drafted(text: str, speaker: str | None = None, heard: str = "") -> set[tuple[str, str, str]]:
    """Holder, target and label of what is drafted for a text. What stands in “ ” is a quote of the
    speaker's; `heard` are words before the text."""
    whole = f"{TOPIC} {heard} {text}"
    return {
        (one["holder"], one["target"], one["label"]) for one in stances(*records(whole, speaker))
    }


@each_case("rule", RULES)
def test_the_example_of_a_rule(rule: StanceRule):
    said = " said Lind." if rule.example.startswith("“") else ""
    text, quotes, mentions, rows = records(f"{TOPIC} {rule.example}{said}", "ada-lind")
    targets = targets_of(rows)
    reading = PhraseReading(Reading(text), targets.words)
    drafts = find_drafts(reading, quotes, mentions, targets)
    assert rule.drafted in {(d.holder, d.target, d.label) for d in drafts if d.rule == rule.id}


def test_every_rule_has_an_id_of_its_own():
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)


def records(text: str, speaker: str | None = None) -> tuple[str, list, list, list]:
    mentions = []
    for person, names in PERSONS.items():
        at = 0
        while (at := text.find(names[1], at)) >= 0:
            start = at - len("Ada ") if text[at - 4 : at] in ("Ada ", "Tom ") else at
            at += len(names[1])
            mentions.append(
                {
                    "id": f"s{len(mentions) + 1}",
                    "layer": "speaker",
                    "span": {"start": start, "end": at, "exact": text[start:at]},
                    "form": "name",
                    "speakers": [person],
                }
            )
    quotes = []
    end = 0
    while speaker and (start := text.find("“", end)) >= 0:
        end = text.find("”", start)
        quotes.append(
            {
                "id": f"q{len(quotes) + 1}",
                "layer": "quote",
                "content": [
                    {"start": start + 1, "end": end, "exact": text[start + 1 : end]},
                ],
                "speakers": [speaker],
            }
        )
    return text, quotes, mentions, TARGETS


ASCRIBED = [
    ("Lind also thanked Tom Berg for his help.", "ada-lind", "tom-berg", "favor"),
    ("Berg has repeatedly criticised Norrvik.", "tom-berg", "norrvik", "against"),
    ("Berg accused Norrvik of greed.", "tom-berg", "norrvik", "against"),
    ("Berg is critical of Norrvik.", "tom-berg", "norrvik", "against"),
    ("Berg lost trust in Norrvik leadership.", "tom-berg", "norrvik-leadership", "against"),
    ("Lind called Berg a genius.", "ada-lind", "tom-berg", "favor"),
    ("Berg helped oust chief executive Ada Lind.", "tom-berg", "lind-ouster", "favor"),
    ("Berg took part in the brief ouster of Lind.", "tom-berg", "lind-ouster", "favor"),
    ("Berg tried to oust Lind but later backtracked.", "tom-berg", "lind-ouster", "mixed"),
]


@each_case(("text", "holder", "target", "label"), ASCRIBED)
def test_what_the_author_ascribes_has_a_holder(text: str, holder: str, target: str, label: str):
    assert drafted(text) == {(holder, target, label)}


QUOTED = [
    ("“Berg is one of the finest engineers.”", "tom-berg", "favor"),
    ("“I am deeply grateful to Berg.”", "tom-berg", "favor"),
    ("“So proud of the harbour team.”", "harbour-team", "favor"),
    ("“I believe in Norrvik.”", "norrvik", "favor"),
    ("“Norrvik is reckless.”", "norrvik", "against"),
    ("“Norrvik cannot be trusted.”", "norrvik", "against"),
]


@each_case(("text", "target", "label"), QUOTED)
def test_what_stands_in_a_quote_is_the_speakers(text: str, target: str, label: str):
    assert ("ada-lind", target, label) in drafted(f"{text} said Lind.", "ada-lind")


def test_a_comparison_has_two_targets():
    found = drafted("“Safety took a back seat to shiny products.” said Lind.", "ada-lind")
    assert found == {
        ("ada-lind", "norrvik-safety", "against"),
        ("ada-lind", "product-velocity", "against"),
    }


def test_leaders_who_are_the_agent_are_a_target_of_their_own():
    found = drafted("“Norrvik leadership has sidelined safety.” said Lind.", "ada-lind")
    assert found == {
        ("ada-lind", "norrvik-safety", "against"),
        ("ada-lind", "norrvik-leadership", "against"),
    }


def test_regret_at_an_exit_is_praise_of_the_person():
    found = drafted("“Berg, I will miss working with you.” said Lind.", "ada-lind")
    assert found == {("ada-lind", "tom-berg", "favor"), ("ada-lind", "departures", "against")}


def test_those_who_are_coordinated_are_each_a_target():
    found = drafted("“I am grateful to Berg and Norrvik.” said Lind.", "ada-lind")
    assert found == {("ada-lind", "tom-berg", "favor"), ("ada-lind", "norrvik", "favor")}
    found = drafted("“Thank you Lind and Berg.” said a friend.", "ida-holm")
    assert found == {("ida-holm", "ada-lind", "favor"), ("ida-holm", "tom-berg", "favor")}


def test_a_company_holds_a_stance_only_if_it_is_known_to_speak():
    text, quotes, mentions, targets = records(f"{TOPIC} Norrvik praised Berg.")
    assert stances(text, quotes, mentions, targets) == []
    speaker = {"span": {"start": 0, "end": 7}, "form": "name", "speakers": ["norrvik"]}
    (found,) = stances(text, quotes, [*mentions, speaker], targets)
    assert found["holder"] == "norrvik"


def test_every_speaker_of_a_quote_has_a_record():
    text, quotes, mentions, targets = records(f"{TOPIC} “Norrvik lied,” they said.", "ada-lind")
    quotes[0]["speakers"] = ["ada-lind", "tom-berg"]
    found = stances(text, quotes, mentions, targets)
    assert [one["holder"] for one in found] == ["ada-lind", "tom-berg"]
    assert [one["id"] for one in found] == ["t1", "t2"]


def test_what_somebody_else_thinks_in_a_quote_is_theirs():
    found = drafted("“Berg criticised Norrvik.” said Lind.", "ada-lind")
    assert found == {("tom-berg", "norrvik", "against")}


def test_worries_of_nobody_are_the_authors_and_implied():
    text, *rest = records(f"{TOPIC} The news raised concerns about the safety of AI.")
    (found,) = stances(text, *rest)
    assert (found["holder"], found["target"]) == ("author", "norrvik-safety")
    assert found["form"] == "implied"


def test_a_pronoun_means_the_person_of_the_sentence_before():
    assert drafted("Lind spoke. She praised Berg.") == {("ada-lind", "tom-berg", "favor")}
    assert drafted("He is brilliant.", heard="Berg spoke.") == {("author", "tom-berg", "favor")}


def test_a_general_noun_means_the_company():
    assert drafted("“The company is dishonest.” said Lind.", "ada-lind") == {
        ("ada-lind", "norrvik", "against")
    }


@each_case(
    ("text", "label"),
    [
        ("“Norrvik is not honest.”", "against"),
        ("“Norrvik was never truthful.”", "against"),
        ("“Norrvik is not dishonest.”", "favor"),
        ("“Norrvik is nothing short of brilliant.”", "favor"),
    ],
)
def test_negation_turns_a_predicate_round(text: str, label: str):
    assert drafted(f"{text} said Lind.", "ada-lind") == {("ada-lind", "norrvik", label)}


def test_predicates_of_one_unit_are_fragments_of_one_record():
    text, *rest = records(f"{TOPIC} “Berg is brilliant and Berg is honest,” said Lind.", "ada-lind")
    (found,) = stances(text, *rest)
    assert [part["exact"] for part in found["expression"]] == ["brilliant", "honest"]


def test_both_sides_in_one_unit_are_mixed():
    found = drafted("“Norrvik is brilliant but Norrvik is reckless.” said Lind.", "ada-lind")
    assert found == {("ada-lind", "norrvik", "mixed")}


ABSTAINS = [
    "Lind resigned from Norrvik.",
    "Lind announced his departure from Norrvik.",
    "Norrvik announced her resignation.",
    "Norrvik appointed Berg.",
    "Berg was appointed head of research at Norrvik.",
    "Norrvik dissolved the harbour team.",
    "Norrvik pledged funding to the harbour team.",
    "Lind was tasked with preventing AI from going rogue.",
    "Berg refused to criticise Norrvik.",
    "Berg stopped short of praising Lind.",
    "Lind was praised.",
    "Lind spoke with praises of Berg in mind.",
    "Questions about Berg's honesty remain.",
    "Norrvik's landmark visit to the coast ended.",
    "Berg thanked Norrvik employees.",
    "Many researchers praised Berg.",
    "If Norrvik lied, Berg will leave.",
    "Berg asked whether Norrvik is honest.",
    "The agreement with Norrvik is brilliant.",
    "Berg did not vote to remove Lind.",
    "Lind was removed.",
    "Berg wrote about Lind's ouster.",
    "Ada Lind praised Ada Lind.",
    "The “shiny products” phrase came from Berg.",
]


@each_case("text", ABSTAINS)
def test_what_is_no_stance_is_left_out(text: str):
    assert drafted(text) == set()


@each_case("text", ["“Where is Berg?”", "“What did Norrvik say?”", "“Is Norrvik reckless?”"])
def test_an_open_question_is_no_stance(text: str):
    assert drafted(f"{text} asked Lind.", "ada-lind") == set()


@each_case("text", ["“How much did Norrvik pay you to stay silent?”", "“Why did they lie?”"])
def test_a_question_that_insinuates_is_against(text: str):
    whole, *rest = records(f"{TOPIC} {text} asked Lind.", "ada-lind")
    (found,) = stances(whole, *rest)
    assert (found["holder"], found["target"], found["label"]) == ("ada-lind", "norrvik", "against")
    assert (found["form"], found["modality"], found["intensity"]) == ("implied", "question", 1)


def test_issues_need_a_text_that_speaks_of_ai():
    text, *rest = records("Norrvik sells boats. Norrvik has neglected safety.")
    assert stances(text, *rest) == []


def test_a_company_without_a_target_for_its_conduct_has_it_itself():
    text, quotes, mentions, targets = records(
        f"{TOPIC} “Norrvik has neglected safety,” said Lind.", "ada-lind"
    )
    without = [target for target in targets if target["id"] != "norrvik-safety"]
    assert [one["target"] for one in stances(text, quotes, mentions, without)] == ["norrvik"]
