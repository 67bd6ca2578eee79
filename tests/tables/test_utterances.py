"""Versions of one act of speaking: which is the reference, and how the others differ from it."""

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from said.tables import utterances
from said.text.tokens import find_tokens

ACT = {"id": "resignation", "speakers": ["jan-leike"]}


def version(quote: str, text: str, type_: str = "direct", time: str | None = None) -> dict:
    earliest, latest = (f"{time}:00:00", f"{time}:59:59") if time else (None, None)
    return {
        "quote": quote,
        "doc_id": quote.split("/", maxsplit=1)[0],
        "type": type_,
        "text": text,
        "said_value": time,
        "earliest": earliest,
        "latest": latest,
    }


def test_the_longest_direct_version_is_the_reference():
    found = [
        version("a/q1", "he had resigned from the company at last", "indirect"),
        version("a/q2", "I resigned"),
        version("b/q1", "I resigned"),
    ]
    row = utterances.utterance_row(ACT, found)
    assert row["reference"] == "a/q2", "of equals the smallest id"
    assert [v["relation"] for v in row["versions"]] == ["reworded", "reference", "identical"]
    assert row["doc_ids"] == ["a", "b"]


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
        ("…", "reworded"),
    ],
)
def test_relations(text: str, relation: str):
    reference = "Ilya is easily one of the greatest minds of our generation, a guiding light"
    row = utterances.utterance_row(
        ACT, [version("a/q1", reference), version("b/q1", text, "mixed")]
    )
    assert row["versions"][1]["relation"] == relation
    assert 0 <= row["versions"][1]["similarity"] <= 1


def test_without_a_direct_version_nothing_is_compared():
    row = utterances.utterance_row(ACT, [version("a/q1", "he had resigned", "indirect")])
    assert row["reference"] is None
    assert row["versions"][0]["relation"] is None
    assert row["versions"][0]["similarity"] is None


def test_documents_that_give_different_times_disagree():
    early, late = (
        version("a/q1", "x", time="2024-05-14T10"),
        version("b/q1", "x", time="2024-05-14T19"),
    )
    unknown = version("c/q1", "x")
    assert utterances.utterance_row(ACT, [early, late])["times_agree"] is False
    assert utterances.utterance_row(ACT, [early, early, unknown])["times_agree"] is True
    assert utterances.utterance_row(ACT, [early, unknown])["times_agree"] is None


words = st.lists(st.sampled_from(["I", "resigned", "İstanbul", ",", "yesterday", "é"])).map(
    " ".join
)


@given(words.filter(bool), words.filter(bool))
def test_an_alignment_rewrites_the_reference_into_the_version(one: str, other: str):
    found = utterances.utterance_row(ACT, [version("a/q1", one), version("b/q1", other)])
    reference = next(v for v in found["versions"] if v["relation"] == "reference")
    for own in found["versions"]:
        edits = own["alignment"]
        for key, text in (("ref_", reference["text"]), ("", own["text"])):
            covered = "".join(text[edit[f"{key}start"] : edit[f"{key}end"]] for edit in edits)
            assert covered.replace(" ", "") == text.replace(" ", "")
        for edit in edits:
            there = reference["text"][edit["ref_start"] : edit["ref_end"]]
            here = own["text"][edit["start"] : edit["end"]]
            same = [t.lower() for t in tokens(there)] == [t.lower() for t in tokens(here)]
            assert same == (edit["op"] == "equal")
            assert (edit["op"] == "insert") == (not there)
            assert (edit["op"] == "delete") == (not here)


def tokens(text: str) -> list[str]:
    return find_tokens(text).strings


def test_the_alignment_shows_what_a_quote_leaves_out():
    whole = "This is very sad to me; Ilya is a dear friend."
    row = utterances.utterance_row(
        ACT, [version("a/q1", whole), version("b/q1", "Ilya is a friend.", "mixed")]
    )
    edits = row["versions"][1]["alignment"]
    left_out = [whole[e["ref_start"] : e["ref_end"]] for e in edits if e["op"] == "delete"]
    assert left_out == ["This is very sad to me;", "dear"]
