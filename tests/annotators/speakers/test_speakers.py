"""Sources are resolved to who is behind them, and any text is accepted."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import effort
from each_case import each_case
from said.annotators.quotes.attribution import Attribution
from said.annotators.speakers import Speakers, find_speakers
from said.annotators.speakers.entities import SpeakerEntities
from said.lexicon import sections
from said.text.reading import Reading

REGISTRY = [
    {"id": "m-lind", "name": "Marta Lind", "kind": "person", "aliases": ["Lind"]},
    {"id": "the-port", "name": "Norrvik Port", "kind": "organisation", "aliases": ["The Port"]},
    {"id": "port-crews", "name": "Norrvik Port's crews", "kind": "group", "aliases": []},
    {"id": "port-board", "name": "Norrvik Port's board", "kind": "group", "aliases": []},
]


def speakers(text: str, quotes: list[Attribution], entities=(), doc_id: str = "") -> Speakers:
    return find_speakers(Reading(text), quotes, SpeakerEntities(entities), doc_id)


def annotated(marked: str, entities=()) -> tuple[str, Speakers]:
    """Reads a text in which [source] {via} and <content> are marked; a quote ends with a content,
    and takes the source and via since the one before."""
    text, quotes, source, via, starts = "", [], None, None, []
    for piece in re.split(r"([\[\]{}<>])", marked):
        if piece in ("[", "{", "<"):
            starts.append(len(text))
        elif piece == "]":
            source = (starts.pop(), len(text))
        elif piece == "}":
            via = (starts.pop(), len(text))
        elif piece == ">":
            quotes.append(Attribution(((starts.pop(), len(text)),), (), source, via))
            source = via = None
        else:
            text += piece
    return text, speakers(text, quotes, entities, "doc")


def quoted(marked: str, entities=()) -> list[tuple[list[str], str]]:
    return [(one.speakers, one.resolution) for one in annotated(marked, entities)[1].quotes]


@each_case(
    ("text", "who", "how"),
    [
        ("Jonas Berg met Marta Lind. [She] said <no>.", "marta-lind", "anaphoric"),
        ("Jonas Berg left. He thanked Emil Sand. [He] said <no>.", "jonas-berg", "anaphoric"),
        ("Marta Lind’s note was short. [She] said <no>.", "marta-lind", "anaphoric"),
        (
            "Marta Lind, the harbour master, met Ann Berg. [The harbour master] said <no>.",
            "marta-lind",
            "anaphoric",
        ),
        (
            "Harbour master Marta Lind met Ann Berg, a pilot. [The pilot] said <no>.",
            "ann-berg",
            "anaphoric",
        ),
        ("[The New York Times] said <no>.", "new-york-times", "explicit"),
        # A name in apposition behind a role, an antecedent, and an age.
        ("It fell, according to [her deputy], Ruben Katz. <no>.", "ruben-katz", "explicit"),
        ("[Her co-star, Ruben Katz], said <no>.", "ruben-katz", "explicit"),
        ("Marta Lind, 52, the harbour master, [who] said <no>, left.", "marta-lind", "explicit"),
        ("Marta Lind is a pilot [who] said <no>.", "marta-lind", "anaphoric"),
        ("Marta Lind is still one of the men [who] said <no>.", "marta-lind", "anaphoric"),
        ("Marta Lind met a pilot [who] said <no>.", "doc.anon-1", "explicit"),
        ("Ana Berg left. Calls came from two men [who] said <no>.", "doc.anon-1", "explicit"),
        ("Ana Berg, 29, met Marta Lind, 41. [The 29-year-old] said <no>.", "ana-berg", "anaphoric"),
        ("Marta Lind sails. [The 41-year-old] said <no>.", "marta-lind", "anaphoric"),
    ],
)
def test_who_is_behind_a_source(text: str, who: str, how: str):
    assert quoted(text) == [([who], how)]


@each_case(
    "text", ["The  [pilot] said <no>.", "Her , [she] said <no>.", "A\u00a0 [pilot] said <no>."]
)
def test_white_space_behind_what_begins_a_sentence(text: str):
    assert len(quoted(text)) == 1


@each_case("firm", ["Finch & Crane Ltd", "Bell & Hart", "Dunn & Sons Inc", "Bell Capital Inc"])
def test_who_belongs_to_a_firm_speaks_and_not_the_firm(firm: str):
    assert quoted(f"[Tim Oakes of {firm}] said <no>.") == [(["tim-oakes"], "explicit")]


def test_collectives_have_several_speakers():
    text = "[Marta Lind and Jonas Berg] said <no>. [The two] said <yes>. [They] said <both>."
    both = ["marta-lind", "jonas-berg"]
    assert quoted(text) == [(both, "explicit"), (both, "anaphoric"), (both, "anaphoric")]


def test_every_new_voice_is_another_one():
    text = "[A pilot] said <no>. [Another] said <yes>. [The pilot] said <no>."
    ids = [who for (who,), _ in quoted(text)]
    assert ids == ["doc.anon-1", "doc.anon-2", "doc.anon-1"]


def test_the_speaker_of_the_quote_before_goes_on():
    text = "[Marta Lind] said <no>.\n\n<Never.>\n\nFar\n\naway."
    assert quoted(text)[1] == (["marta-lind"], "implicit")


def test_a_verb_without_a_source_has_an_unnamed_speaker():
    text = "Marta Lind left. It was said that all was over."
    quote = Attribution(((34, 46),), ((24, 28),), type="indirect")
    assert speakers(text, [quote]).quotes[0].speakers == ["anon-1"]


def test_a_quotation_that_runs_on_keeps_its_speaker():
    quotes = [
        Attribution(((15, 17),), (), (0, 10)),
        Attribution(((19, 22),), (), (19, 22)),
        Attribution(((23, 25),), continues=0),
    ]
    found = speakers("Marta Lind: “No”. Boo. He", quotes)
    assert found.quotes[2].speakers == ["marta-lind"]


def test_the_channel_is_no_speaker():
    _, found = annotated("[a pilot] told {Radio Norrvik} that <all was over>.")
    (quote,) = found.quotes
    named = {one["id"]: one["span"]["exact"] for one in found.mentions}
    assert [named[one] for one in quote.via] == ["Radio Norrvik"]
    assert quote.speakers == ["doc.anon-1"]


def test_the_registry_gives_ids():
    text = (
        "[Marta Lind] said <no>. [The Port] said <yes>. [Over 70 Norrvik Port crews] said <no>. "
        "[The board] said <yes>. [Emil Sand] said <so>."
    )
    found = annotated(text, REGISTRY)[1]
    ids = [one.speakers[0] for one in found.quotes]
    assert ids == ["m-lind", "the-port", "port-crews", "port-board", "emil-sand"]
    assert [one["id"] for one in found.entities] == ["emil-sand"]


def test_new_entities_have_the_shape_of_the_registry():
    found = annotated("[Sen. Ann Berg] said <no>. Berg left. [A pilot] said <yes>.")[1]
    assert found.entities == [
        {
            "id": "ann-berg",
            "name": "Ann Berg",
            "kind": "person",
            "aliases": ["Berg"],
            "role": None,
            "wikidata": None,
        },
        {
            "id": "doc.anon-1",
            "name": "A pilot",
            "kind": "anonymous",
            "aliases": [],
            "role": None,
            "wikidata": None,
        },
    ]


def test_no_person_is_left_in_the_name_of_a_thing():
    _, found = annotated("[The Biden administration] said <no>. Marta Lind left.")
    assert [one["span"]["exact"] for one in found.mentions] == [
        "The Biden administration",
        "Marta Lind",
    ]


WORDS = [
    word for name in ("names", "persons") for rows in sections(name).values() for word in rows[0]
]
PIECES = st.sampled_from(
    [
        *WORDS,
        "Marta",
        "Lind",
        "Sen.",
        "@lind",
        "of",
        "and",
        ",",
        "’s",
        "-",
        "J.",
        "THE",
        "the",
        "\n",
    ]
)
ANY = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(PIECES, PIECES.map(str.title), st.text(max_size=4)), max_size=15).map(
        " ".join
    ),
    st.lists(PIECES.map(str.title), max_size=12).map("".join),
)


@st.composite
def texts_with_quotes(draw: st.DrawFn) -> tuple[str, list[Attribution]]:
    text = draw(ANY)
    count = draw(st.integers(0, 4)) if text else 0
    quotes = []
    for number in range(count):
        places = sorted(draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
        ranges = [(a, b) for a, b in zip(places[::2], places[1::2], strict=True) if a < b]
        ranges = draw(st.permutations([*ranges, None, None, (0, len(text))]))
        content = next(one for one in ranges if one)
        follows = draw(st.one_of(st.none(), st.integers(0, number)))
        kind = draw(st.sampled_from(["direct", "indirect"]))
        quotes.append(Attribution((content,), (), ranges[0], ranges[1], kind, continues=follows))
    return text, quotes


@settings(max_examples=effort.examples(400))
@given(texts_with_quotes())
def test_any_text_gives_valid_records(case: tuple[str, list[Attribution]]):
    text, quotes = case
    found = speakers(text, quotes, REGISTRY)
    assert found == speakers(text, quotes, REGISTRY)
    registered = {one["id"] for one in REGISTRY}
    known = registered | {one["id"] for one in found.entities}
    assert len(found.entities) + len(registered) == len(known)
    ids = {one["id"] for one in found.mentions}
    assert len(ids) == len(found.mentions)
    for one in found.mentions:
        span = one["span"]
        assert text[span["start"] : span["end"]] == span["exact"]
        assert span["exact"] == span["exact"].strip() != ""
        assert one["speakers"]
        assert set(one["speakers"]) <= known
    assert len(found.quotes) == len(quotes)
    for one in found.quotes:
        assert one.speakers
        assert set(one.speakers) <= known
        assert set(one.source) | set(one.via) <= ids
        assert bool(one.source) == (one.resolution != "implicit")


@pytest.mark.exhaustive
@each_case(
    "piece",
    [
        "Marta ",
        "Marta",
        "M. ",
        "A.",
        "Marta Lind ",
        "Al-",
        "O'",
        "van ",
        "@a ",
        "He ",
        ", and ",
        "1",
    ],
)
def test_a_hostile_text_is_read_to_its_end(piece: str):
    text = piece * (200_000 // len(piece)) + ".\n\nGov. Ann Berg said so."
    whole = (0, len(text) - 25)
    found = speakers(text, [Attribution((whole,), (), whole, whole)])
    assert found.mentions[-1]["span"]["exact"] == "Ann Berg"
