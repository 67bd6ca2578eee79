"""Versions of one act of speaking: which is the reference of a passage, and how the others differ
from it."""

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.schema.rows import UtteranceRow
from said.tables.utterances import utterance_row
from said.tables.wording import Words
from tables.quotes import reported

ACT = {"id": "resignation", "speakers": ["jan-leike"], "description": "He resigned."}


def row_of(*found) -> UtteranceRow:
    return utterance_row(ACT, found)


def relations(row: UtteranceRow) -> list[tuple]:
    return [(v["passage"], v["quote"], v["reference"], v["relation"]) for v in row["versions"]]


def test_the_longest_direct_version_is_the_reference():
    row = row_of(
        reported("a/q1", "he had resigned from the company at last", "indirect"),
        reported("a/q2", "I resigned"),
        reported("b/q1", "I resigned"),
    )
    assert relations(row) == [
        ("resigned", "a/q1", "a/q2", "reworded"),
        ("resigned", "a/q2", "a/q2", "reference"),  # of equals the smallest id
        ("resigned", "b/q1", "a/q2", "identical"),
    ]
    assert row["doc_ids"] == ["a", "b"]


def test_versions_are_compared_by_passage():
    """A longer quote of another passage is not what a quote is compared with."""
    row = row_of(
        reported(
            "a/q1", "The culture took a backseat, and we had no compute.", passages=["x", "y"]
        ),
        reported("b/q1", "We reached a breaking point, after a long time.", passages=["z"]),
        reported("c/q1", "We had no compute", passages=["y"]),
        reported("c/q2", "We reached a breaking point, after a long time", passages=["z"]),
    )
    assert relations(row) == [
        ("x", "a/q1", "a/q1", "reference"),
        ("y", "a/q1", "a/q1", "reference"),
        ("y", "c/q1", "a/q1", "truncated"),
        ("z", "b/q1", "b/q1", "reference"),
        ("z", "c/q2", "b/q1", "identical"),
    ]
    assert row["versions"][4]["similarity"] == 1


def test_a_quote_without_passages_is_compared_with_no_other():
    row = row_of(
        reported("a/q1", "I resigned", passages=[]),
        reported("b/q1", "I resigned", passages=[]),
        reported("c/q1", "he had resigned", "indirect", passages=[]),
    )
    assert relations(row) == [
        (None, "a/q1", "a/q1", "reference"),
        (None, "b/q1", "b/q1", "reference"),
        (None, "c/q1", None, None),
    ]


def test_a_passage_may_have_any_name():
    """A passage named like a quote does not take in that quote."""
    row = row_of(
        reported("a/q1", "I resigned", passages=["q2"]), reported("a/q2", "Bye", passages=[])
    )
    assert [v["passage"] for v in row["versions"]] == ["q2", None]


def test_flags_are_those_of_the_quotes():
    row = row_of(reported("a/q1", "I resigned", flags=["source_error"]), reported("b/q1", "I left"))
    assert [v["flags"] for v in row["versions"]] == [["source_error"], []]


@each_case(
    ("text", "relation"),
    [
        ("easily one of the greatest minds of our generation.", "truncated"),
        ("“easily one of the greatest minds of our generation…”", "truncated"),
        ("one of the easily greatest minds", "reworded"),
        (
            "Ilya is EASILY one of the greatest minds of our generation, a guiding light",
            "identical",
        ),
        (
            "Ilya is easily one of the greatest minds of our generation - a guiding light.",
            "identical",
        ),
        ("…", "reworded"),
    ],
)
def test_relations(text: str, relation: str):
    reference = "Ilya is easily one of the greatest minds of our generation, a guiding light"
    row = row_of(reported("a/q1", reference), reported("b/q1", text, "mixed"))
    assert row["versions"][1]["relation"] == relation
    assert (row["versions"][1]["similarity"] == 1) == (relation == "identical")


@each_case(
    ("one", "other"),
    [
        ("I resigned", "I resigned."),
        ("I resigned,", "I resigned."),
        ("“I resigned”", "I RESIGNED!"),
        ("The company’s words", "the company's words"),
    ],
)
def test_what_is_no_difference(one: str, other: str):
    row = row_of(reported("a/q1", one), reported("b/q1", other))
    other_version = next(v for v in row["versions"] if v["relation"] != "reference")
    assert (other_version["relation"], other_version["similarity"]) == ("identical", 1)
    assert [edit["op"] for edit in other_version["alignment"]] == ["equal"]


def test_without_a_direct_version_nothing_is_compared():
    (version,) = row_of(reported("a/q1", "he had resigned", "indirect"))["versions"]
    assert (version["reference"], version["relation"], version["similarity"]) == (None,) * 3
    assert version["alignment"] == []


def test_documents_that_give_different_times_disagree():
    early, late = (
        reported("a/q1", "x", time="2024-05-14T10"),
        reported("b/q1", "x", time="2024-05-14T19"),
    )
    unknown = reported("c/q1", "x")
    assert row_of(early, late)["times_agree"] is False
    assert row_of(early, early, unknown)["times_agree"] is True
    assert row_of(early, unknown)["times_agree"] is None


texts = st.lists(st.sampled_from(["I", "resigned", "İstanbul", ",", "yesterday", "é"])).map(
    " ".join
)


@given(texts.filter(bool), texts.filter(bool))
def test_an_alignment_rewrites_the_reference_into_the_version(one: str, other: str):
    row = row_of(reported("a/q1", one), reported("b/q1", other))
    reference = next(v for v in row["versions"] if v["relation"] == "reference")
    for own in row["versions"]:
        edits = own["alignment"]
        for key, text in (("ref_", reference["text"]), ("", own["text"])):
            covered = " ".join(text[edit[f"{key}start"] : edit[f"{key}end"]] for edit in edits)
            assert words(covered) == words(text)
        for edit in edits:
            there = reference["text"][edit["ref_start"] : edit["ref_end"]]
            here = own["text"][edit["start"] : edit["end"]]
            assert (words(there) == words(here)) == (edit["op"] == "equal")
            assert (edit["op"] == "insert") == (not there)
            assert (edit["op"] == "delete") == (not here)


def words(text: str) -> tuple[str, ...]:
    return Words.of(text).strings


def test_the_alignment_shows_what_a_quote_leaves_out():
    whole = "This is very sad to me; Ilya is a dear friend."
    row = row_of(reported("a/q1", whole), reported("b/q1", "Ilya is a friend.", "mixed"))
    edits = row["versions"][1]["alignment"]
    left_out = [whole[e["ref_start"] : e["ref_end"]] for e in edits if e["op"] == "delete"]
    assert left_out == ["This is very sad to me", "dear"]
