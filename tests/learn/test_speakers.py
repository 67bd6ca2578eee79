"""Learning who speaks: examples, names, and when the model takes over."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from said import annotate
from said.annotators.learned.speakers import SpeakerModel
from said.annotators.quotes import find_attributions
from said.annotators.registry import NOTHING
from said.annotators.speakers import find_speakers
from said.annotators.speakers.choice import Candidate
from said.learn.data import TrainingDocument, read_training_set
from said.learn.parts import RULES, choose_parts, run_folds
from said.learn.speakers import PART, SpeakerLearner
from said.learn.train import train_model, write_trained
from said.scoring.figures import FigureCounts
from said.scoring.items import Item
from said.scoring.joined import GoldDocument
from said.system.places import SOURCE_ROOT
from said.text.reading import Reading

GOLD = re.compile(r"\{([\w-]+)\}(“[^”]*”)")
NAMES = [
    ("Marta Lind", "Jonas Berg"), ("Emil Sand", "Ida Falk"), ("Karl Brandt", "Nora Lie"),
    ("Eva Strand", "Peter Dahl"), ("Anna Holm", "Olaf Ness"), ("Clara Moe", "Hugo Vik"),
]  # fmt: skip
STORIES = (Path(__file__).parents[1] / "annotators/speakers/stories.txt").read_text("utf-8")
PLACES = ("pier", "boat", "mill", "bridge", "tower")


def document(doc_id: str, marked: str, entities: Sequence[dict[str, object]] = ()):
    """A document in which who says something stands before it in braces."""
    text, quotes = "", []
    for piece in re.split(r"(\{[\w-]+\}“[^”]*”)", marked):
        if match := GOLD.fullmatch(piece):
            start, words = len(text), match[2]
            place = ((start + 1, start + len(words) - 1),)
            quotes.append(Item("quote", place, "direct", speakers=frozenset([match[1]])))
            text += words
        else:
            text += piece
    rows = {str(one["id"]): one for one in entities}
    gold = GoldDocument(doc_id, text, [], entities=rows)
    return TrainingDocument(doc_id, text, [quotes], gold, None, digest=doc_id)


def story(number: int, names: tuple[str, str], told: str) -> TrainingDocument:
    """A story of two; in `told`, ONE and OTHER are their names and ids, PLACE is a place."""
    ids = [name.lower().replace(" ", "-") for name in names]
    parts = []
    for one in (0, 1):
        for place in PLACES:
            part = told.replace("{ONE}", f"{{{ids[one]}}}").replace(
                "{OTHER}", f"{{{ids[1 - one]}}}"
            )
            part = part.replace("ONE", names[one]).replace("OTHER", names[1 - one])
            parts.append(part.replace("PLACE", place))
    return document(f"story-{number}", "\n\n".join(parts))


LOOKED_AT = (
    "ONE came from the PLACE and looked for a long time at OTHER.\n\n{OTHER}“The PLACE is old.”"
)
ACTING = "OTHER was at the PLACE. ONE nodded. {ONE}“The PLACE is old.”"


@pytest.mark.parametrize(
    ("told", "parts", "of_rules"),
    [(LOOKED_AT, frozenset([PART]), 0.0), (ACTING, RULES, 1.0)],
)
def test_a_model_takes_over_only_what_the_rules_get_wrong(told, parts, of_rules):
    learner = SpeakerLearner()
    documents = [story(number, names, told) for number, names in enumerate(NAMES)]
    prepared = [learner.prepare(one) for one in documents]
    found = run_folds(learner, documents, prepared, range(len(documents)))
    assert found.parts == parts
    (rules,), (model,) = found.rules.figures, found.model.figures
    assert (rules.value, model.value, model.n) == (of_rules, 1.0, (60,))


def test_an_annotator_with_a_model_says_who_was_looked_at():
    learner = SpeakerLearner()
    prepared = [learner.prepare(story(at, names, LOOKED_AT)) for at, names in enumerate(NAMES)]
    weights = learner.train(prepared, frozenset([PART]))
    assert weights == learner.train(prepared, frozenset([PART]))
    text = "Ada Wicks came home and looked at Tom Rowe.\n\n“It is late.”"
    reading = Reading(text)
    found = find_attributions(reading)
    known = NOTHING.known_entities
    choose = SpeakerModel(weights).choose
    assert find_speakers(reading, found, known, chooser=choose).quotes[0].speakers == ["tom-rowe"]
    assert find_speakers(reading, found, known).quotes[0].speakers != ["tom-rowe"]


def test_a_model_is_trained_from_quotes_with_speakers_alone(tmp_path: Path):
    """As PDNC has them: no mention is annotated."""
    file = tmp_path / "novels.jsonl"
    rows = []
    for number, names in enumerate(NAMES):
        one = story(number, names, LOOKED_AT)
        quotes = [
            {"content": [{"start": start, "end": end}], "speakers": sorted(item.speakers or ())}
            for item in one.readings[0]
            for start, end in item.place
        ]
        facts = {"doc_id": one.doc_id, "text": one.text, "layers": ["quote", "speaker"]}
        rows.append(json.dumps({**facts, "quotes": quotes}) + "\n")
    file.write_text("".join(rows))
    data = read_training_set(None, [str(file)], "speaker")
    trained = train_model(SpeakerLearner(), data)
    assert trained.result.parts == {PART}
    write_trained(tmp_path / "model", trained)
    text = "Ada Wicks came home and looked at Tom Rowe.\n\n“It is late.”"
    found = annotate(text, layers="quotes", model=tmp_path / "model")
    assert [one["speakers"] for one in found if one["layer"] == "quote"] == [["tom-rowe"]]


def test_a_chooser_that_agrees_changes_nothing():
    asked: list[tuple[str, Sequence[Candidate]]] = []

    def agree(_place: int, answer: str, others: Sequence[Candidate]) -> None:
        asked.append((answer, others))

    for marked in re.split(r"\n=== .*\n", STORIES)[1:]:
        reading = Reading(re.sub(r"\{[a-z-]+\}", "", marked))
        found = find_attributions(reading)
        known = NOTHING.known_entities
        chosen = find_speakers(reading, found, known, chooser=agree)
        assert chosen == find_speakers(reading, found, known)
    assert len(asked) > 200
    for answer, others in asked:
        voices = [one.voice for one in others]
        assert answer not in voices
        assert len(set(voices)) == len(voices) > 0


def test_who_is_chosen_speaks_and_takes_part_in_what_follows():
    """Of the two who are left in a conversation, each speaks in turn."""
    text = (
        "Jonas Berg and Ada Lind came in with Ida Falk.\n\n“Who is it?” asked Ada Lind.\n\n"
        "“Me.”\n\n“And who else?” said Ada Lind.\n\n“Nobody.”\n\n“Good.”\n\n“Is it?”"
    )
    reading = Reading(text)
    found = find_attributions(reading)

    def take(wanted: str) -> list[str]:
        def chooser(place: int, _answer: str, others: Sequence[Candidate]) -> int | None:
            voices = [one.voice for one in others]
            return voices.index(wanted) if wanted in voices and place == text.index("Me") else None

        quotes = find_speakers(reading, found, NOTHING.known_entities, chooser=chooser).quotes
        return [one.speakers[0] for one in quotes]

    for one in ("jonas-berg", "ida-falk"):
        assert take(one) == ["ada-lind", one, "ada-lind", one, "ada-lind", one]


MARKED = (
    "Elizabeth Lind met Jonas Berg. {e}“It is late,” Lizzy Lind said.\n\n{b}“Yes,” said Berg.\n\n"
    "{n}“I know,” I said.\n\n{x}“No,” said a pilot."
)
ENTITIES = [
    {"id": "e", "name": "Elizabeth Lind", "aliases": ["Lizzy Lind"]},
    {"id": "b", "name": "Mr. Jonas Berg", "aliases": []},
    {"id": "n", "name": "Hugo Vik", "aliases": []},
]


def test_voices_have_the_names_of_the_gold_set():
    prepared = SpeakerLearner().prepare(document("d", MARKED, ENTITIES))
    assert [prepared.names.get(*who) for who in prepared.speakers] == ["e", "b", "n", "x"]
    assert prepared.names["elizabeth-lind"] == "e"


def test_without_a_registry_ids_are_names():
    marked = "{jonas-berg}“Yes,” said Jonas Berg.\n\n{lind}“No,” said Ada Lind."
    names = SpeakerLearner().prepare(document("d", marked)).names
    assert names == {"jonas-berg": "jonas-berg", "ada-lind": "lind"}


def test_a_name_that_two_in_the_gold_set_share_is_who_is_quoted_with_it():
    marked = "{mr-lind}“Yes,” said Lind.\n\n{mrs-lind}“No,” said a woman in the hall."
    names = SpeakerLearner().prepare(document("d", marked)).names
    assert names["lind"] == "mr-lind"


@pytest.mark.parametrize(("speaker", "count"), [("lind", 1), ("rowe", 1), ("berg", 0)])
def test_a_guess_is_an_example_if_the_speaker_is_a_candidate(speaker: str, count: int):
    marked = f"Tom Rowe came in.\n\nAda Lind nodded. {{{speaker}}}“Yes.”"
    examples = SpeakerLearner().prepare(document("d", marked)).examples
    assert len(examples) == count
    assert all(any(right for _, right in guess) == (speaker == "rowe") for guess in examples)


def stories() -> list[TrainingDocument]:
    """The stories of the rules' own tests; the quotes are those that the rules find."""
    found = []
    for number, marked in enumerate(re.split(r"\n=== .*\n", STORIES)[1:]):
        text, gold = "", {}
        for at, piece in enumerate(re.split(r"\{([a-z-]+)\}", marked.strip())):
            if at % 2:
                gold[len(text) + 1] = piece
            else:
                text += piece
        quotes = [
            Item(
                "quote",
                one.content,
                one.type,
                speakers=frozenset(gold[start] for start in said[:1]),
            )
            for one in find_attributions(Reading(text))
            if (said := [start for start, _ in one.content if start in gold])
        ]
        of = GoldDocument(f"story-{number}", text, [])
        found.append(TrainingDocument(of.doc_id, text, [quotes], of, None, digest=of.doc_id))
    return found


@pytest.mark.exhaustive
def test_the_figures_of_stories_are_those_in_the_readme():
    learner, documents = SpeakerLearner(), stories()
    prepared = [learner.prepare(one) for one in documents]
    right = []
    tallies = {parts: FigureCounts(len(documents)) for parts in (RULES, frozenset([PART]))}
    for parts, tally in tallies.items():
        learner.expect(tally)
        for number, one in enumerate(documents):
            others = [*prepared[:number], *prepared[number + 1 :]]
            proposed = learner.propose(learner.train(others, parts), prepared[number])
            found = learner.find_items(prepared[number], proposed, parts)
            learner.count(tally, number, one, found)
        (figure,) = tally.figures()
        assert figure.value is not None
        right.append(f"{100 * figure.value:.1f} %")
    readme = (SOURCE_ROOT / "benchmarks/README.md").read_text("utf-8")
    assert f"of the {figure.n[0]} quotes of its stories, {right[0]} by the rules and" in readme
    assert f"{right[1]} with a model" in readme
    chosen = choose_parts(tallies, learner.compared())
    assert ("the folds choose the model" in readme) == (chosen == {PART})
