"""BIO tags: from spans to tokens and back."""

from hypothesis import given
from hypothesis import strategies as st

from said.check import check_document
from said.seeds.documents import read_document
from said.seeds.registries import read_registries
from said.tables import tokens
from said.tables.record import assemble_record
from said.tables.view import View
from said.text.tokens import find_tokens
from said.tokens import columns
from said.tokens.columns import tag_labels as labels_of

TEXT = "Sutskever announced his decision, and Altman said so."
TOKENS = find_tokens(TEXT)
COLUMNS = ("content", "cue", "source", "speaker", "date", "mark", "stance")
PLACES = st.integers(0, len(TEXT))


def spans_of(tags: list[int]) -> list[tuple[int, int, int]]:
    """Token ranges and first tags back out of tags."""
    found: list[list[int]] = []
    for place, tag in enumerate(tags):
        if tag and tag % 2:
            found.append([place, place + 1, tag])
        elif tag:
            assert found, "no span begins with I"
            assert found[-1][1] == place
            assert found[-1][2] == tag - 1
            found[-1][1] += 1
    return [tuple(span) for span in found]


@given(st.lists(st.tuples(PLACES, PLACES, st.sampled_from([1, 3, 5]))))
def test_tags_are_well_formed_and_the_last_span_wins(drawn):
    spans = [(min(a, b), max(a, b), tag) for a, b, tag in drawn if a != b]
    tags = columns.lay_tags(TOKENS, spans)
    spans_of(tags)
    for place, (start, end) in enumerate(zip(TOKENS.starts, TOKENS.ends, strict=True)):
        touching = [tag for a, b, tag in spans if a < end and start < b]
        assert (tags[place] + 1) // 2 * 2 - 1 == touching[-1] if touching else tags[place] == 0


def test_a_tag_covers_every_token_that_the_span_touches():
    start, end = TEXT.index("nounced"), TEXT.index("cision")
    tags = columns.lay_tags(TOKENS, [(start, end, 1)])
    covered = [token for token, tag in zip(TOKENS.strings, tags, strict=True) if tag]
    assert covered == ["announced", "his", "decision"]


def real_view(full_checkout, doc_id: str) -> View:
    registries, _ = read_registries(full_checkout)
    seed, _ = read_document(full_checkout, doc_id)
    assert check_document(seed, registries) == []
    return View.of(assemble_record(seed, registries))


def test_the_real_texts(full_checkout):
    for doc_id in ("000_99e9e84659dd5abe", "001_78d37bcc90e0bc44", "003_bf3454ffed0dd5e7"):
        view = real_view(full_checkout, doc_id)
        text = view.record["text"]
        rows, _ = tokens.token_rows(view)
        assert [row["text"] for row in rows] == [
            line.strip() for line in text.split("\n") if line.strip()
        ]
        for row in rows:
            assert [text[a:b] for a, b in zip(row["starts"], row["ends"], strict=True)] == row[
                "tokens"
            ]
            for column in COLUMNS:
                assert len(row[column]) == len(row["tokens"])
                spans_of(row[column])


def test_of_equally_long_spans_the_first_is_tagged():
    spans = columns._longest_last([(0, 9, 3), (0, 9, 1), (0, 19, 5), (10, 19, 7)])
    assert spans == [(10, 19, 7), (0, 9, 1), (0, 9, 3), (0, 19, 5)]


def test_new_labels_leave_the_tags_of_the_others_alone():
    assert labels_of("stance") == (
        "O",
        *(f"{bio}-{label}" for label in ("favor", "against", "mixed") for bio in "BI"),
    )
    assert labels_of("date")[1:4] == ("B-DATE", "I-DATE", "B-TIME")
    assert labels_of("speaker")[1:3] == ("B-person", "I-person")
    assert labels_of("mark")[1:3] == ("B-echo", "I-echo")


def test_every_type_is_that_of_an_annotation(full_checkout):
    """Each tagged stretch is in an annotation of its type, and each annotation is tagged with its
    own type or with that of a longer one."""
    view = real_view(full_checkout, "003_bf3454ffed0dd5e7")
    record = view.record
    kinds = {entity["id"]: entity["kind"] for entity in record["entities"]}
    annotated = {
        "speaker": [((m,), kinds[m["speakers"][0]]) for m in record["speakers"]],
        "date": [((d,), d["type"]) for d in record["dates"]],
        "mark": [((m,), m["kind"]) for m in record["marks"]],
        "stance": [(s["expression"], s["label"]) for s in record["stances"]],
    }
    rows, _ = tokens.token_rows(view)
    for column, spans in annotated.items():
        labels = labels_of(column)
        places = [(span, kind) for fragments, kind in spans for span in fragments]
        assert places
        tagged = [
            (start, end, labels[tag].partition("-")[2])
            for row in rows
            for start, end, tag in zip(row["starts"], row["ends"], row[column], strict=True)
        ]
        for start, end, kind in tagged:
            over = [(s, k) for s, k in places if s["start"] < end and start < s["end"]]
            longest = max((s["end"] - s["start"] for s, _ in over), default=0)
            wanted = [k for s, k in over if s["end"] - s["start"] == longest]
            assert kind == (wanted[0] if wanted else "")


def test_tags_say_what_the_annotations_say(full_checkout):
    view = real_view(full_checkout, "001_78d37bcc90e0bc44")
    labels = labels_of("content")
    row = next(row for row in tokens.token_rows(view)[0] if row["text"].startswith("“After almost"))
    tagged = list(zip(row["tokens"], (labels[tag] for tag in row["content"]), strict=True))
    assert tagged[:3] == [("“", "O"), ("After", "B-direct"), ("almost", "I-direct")]
    dates = [token for token, tag in zip(row["tokens"], row["date"], strict=True) if tag]
    assert " ".join(dates) == "almost a decade 7 : 00 p . m . Tuesday"
    cues = [token for token, tag in zip(row["tokens"], row["cue"], strict=True) if tag]
    assert cues == ["announced", "continued"]


def test_inline_boilerplate_is_marked_token_by_token(full_checkout):
    view = real_view(full_checkout, "001_78d37bcc90e0bc44")
    row = next(row for row in tokens.token_rows(view)[0] if "RELATED" in row["text"])
    assert row["block_kind"] == "paragraph"
    inside = [token for token, flag in zip(row["tokens"], row["boilerplate"], strict=True) if flag]
    assert inside[:3] == ["(", "RELATED", ":"]
    assert "Head" not in inside
