"""CoNLL-U Plus: what is written is what is read, and bad files."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from formats.made import documents, real_documents
from said.formats import conll
from said.formats.document import AnnotatedText
from said.formats.labels import read_label_map
from said.schema.scheme import LABEL_FIELD, MAIN_FIELD
from said.system.errors import SaidError


def back(document: AnnotatedText) -> AnnotatedText:
    (content,) = conll.write_conll(document).files.values()
    (read,) = conll.parse_conll(content, "another")
    return read


@pytest.mark.parametrize("document", real_documents(), ids=lambda document: document.doc_id)
def test_real_documents_come_back(document: AnnotatedText):
    assert conll.write_conll(document).left_out == ()
    assert back(document) == document


def test_tags_are_those_of_the_layers_that_the_document_has():
    mention = {"start": 0, "end": 4, "exact": "Lind"}
    speaker = {"id": "s1", "layer": "speaker", "span": mention, "form": "name", "speakers": ["a"]}
    entities = [{"id": "a", "kind": "person"}]
    document = AnnotatedText(
        "d", "Lind left.", "2024", [speaker], layers=("speaker", "date"), entities=entities
    )
    (content,) = conll.write_conll(document).files.values()
    lines = content.decode().splitlines()
    assert lines[0].split()[3:] == [
        *("ID", "FORM", "START", "END", "CONTENT", "CUE", "SOURCE", "SPEAKER"),
        *("DATE", "MARK", "STANCE", "SPANS", "MISC"),
    ]
    assert lines[7:10] == [
        "1\tLind\t0\t4\t_\t_\t_\tB-person\tO\t_\t_\t(s1-name)\t_",
        "2\tleft\t5\t9\t_\t_\t_\tO\tO\t_\t_\t_\tSpaceAfter=No",
        "3\t.\t9\t10\t_\t_\t_\tO\tO\t_\t_\t_\tSpaceAfter=No",
    ]
    assert back(document) == document._replace(entities=())


HEAD = "# global.columns = "
TAGGED = "FORM CONTENT CUE SOURCE\n" + "\n".join(
    "\t".join(cells)
    for cells in (
        ("“", "O", "O", "O"),
        ("Yes", "B-direct", "O", "O"),
        ("”", "O", "O", "O"),
        ("said", "O", "B", "O"),
        ("Lind", "O", "O", "B"),
    )
)


def test_tags_alone_are_decoded():
    """What a tagger writes: tokens and tags, without offsets, spaces, spans or links."""
    (read,) = conll.parse_conll((HEAD + TAGGED + "\n\n").encode(), "d")
    assert (read.doc_id, read.text) == ("d", "“ Yes ” said Lind")
    mention, quote = sorted(read.annotations, key=lambda one: one["layer"], reverse=True)
    assert (quote["content"][0]["exact"], quote["cue"][0]["exact"]) == ("Yes", "said")
    assert (quote["source"], mention["span"]["exact"]) == ([mention["id"]], "Lind")


def test_what_is_not_read_is_counted():
    odd = TAGGED.replace("B-direct", "B-shouted").replace("said\tO\tB", "said\tX\tB")
    (read,) = conll.parse_conll((HEAD + odd + "\n\n").encode(), "d")
    assert read.left_out == ("tags that their column does not have: 2",)
    half = HEAD + "FORM SPANS\n# link q1.source = s9\na\t(q1-direct)\nb\t(q2.cue)\n"
    (read,) = conll.parse_conll(half.encode(), "d")
    assert read.left_out == (
        "annotations of which only a cue or another side is there: 1",
        "cues, sources and links that belong to no annotation: 1",
    )


def test_sequences_are_lines_where_the_file_does_not_say():
    (read,) = conll.parse_conll(b"# global.columns = ID FORM\n1\ta\n2\tb\n\n1\tc\n", "d")
    assert read.text == "a b\nc"


def test_several_documents_and_columns_that_are_not_ours():
    two = (
        "# global.columns = ID FORM UPOS MISC\n# newdoc id = x\n1\ta\tX\tSpaceAfter=No\n"
        "2\t.\tX\t_\n\n# newdoc id = y\n# dct = 2024\n1\tb\tX\t_\n\n"
    )
    first, second = conll.parse_conll(two.encode(), "d")
    assert (first.doc_id, first.text, first.dct) == ("x", "a.", None)
    assert (second.doc_id, second.text, second.dct) == ("y", "b", "2024")
    assert first.left_out[0].startswith("the column UPOS")


def spans_of(content: str, *mapped: str) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """The layer, label and words of what is read, and what is left out."""
    found, left_out = [], []
    for document in conll.parse_conll(content.encode(), "d", labels=read_label_map(mapped)):
        left_out += document.left_out
        for one in document.annotations:
            main = one[MAIN_FIELD[one["layer"]]]
            places = main if isinstance(main, list) else [main]
            label = one.get(LABEL_FIELD[one["layer"]], "")
            found.append((one["layer"], label, " … ".join(place["exact"] for place in places)))
    return found, tuple(left_out)


NER_2003 = """-DOCSTART- -X- -X- O

Berg NNP B-NP I-PER
Anna NNP B-NP B-PER
Holm NNP I-NP I-PER
left VBD B-VP O

-DOCSTART- -X- -X- O

On IN B-PP O
Monday NNP B-NP I-DATE
"""
COLUMNS_OF_OTHERS = {
    "CoNLL-2003, with IOB1": (
        NER_2003,
        ["PER=speaker", "DATE=date"],
        [("speaker", "", "Berg"), ("speaker", "", "Anna Holm"), ("date", "", "Monday")],
    ),
    "tabs, numbers and IOBES": (
        "1\t#\tO\t-\t-\n2\tAnna\tB-PER\t-\t-\n3\tHolm\tE-PER\t-\t-\n4\tX\tS-PER\t-\t-\n",
        ["PER=speaker:name"],
        [("speaker", "", "Anna Holm"), ("speaker", "", "X")],
    ),
    "two columns and BILOU": (
        "Holm U-WHO\nsaid U-VERB\nit B-WHAT\nwas I-WHAT\nso L-WHAT\n",
        ["WHO=source", "VERB=cue", "WHAT=quote:indirect"],
        [("speaker", "", "Holm"), ("quote", "indirect", "it was so")],
    ),
    "labels of ours": (
        "Holm B-source\nsaid B-cue\nso B-content-indirect\nMonday B-DATE\n",
        [],
        [("speaker", "", "Holm"), ("quote", "indirect", "so"), ("date", "DATE", "Monday")],
    ),
    "a byte order mark, a comment in each sequence, tokens that begin with #": (
        "\ufeff# id 1 domain=en\nHolm _ _ B-source\n#now _ _ O\n\n# id 2 domain=en\n# _ _ B-cue\n",
        [],
        [("speaker", "", "Holm")],
    ),
    "tokens that begin with #, between tabs": (
        "#Holm\tB-source\nsaid\tB-cue\n#yes\tB-content\n#\tI-content\n",
        [],
        [("speaker", "", "#Holm"), ("quote", "", "#yes #")],
    ),
    "spaces and a tab at the end of a line": (
        "Holm\tB-source \nsaid\tB-cue\t\nso\tB-content\n",
        [],
        [("speaker", "", "Holm"), ("quote", "", "so")],
    ),
    "a named column": (
        "# global.columns = ID FORM NER\n1\tHolm\tB-PER\n2\tleft\tO\n",
        ["PER=speaker"],
        [("speaker", "", "Holm")],
    ),
}


@each_case("name", COLUMNS_OF_OTHERS)
def test_the_columns_of_other_people(name: str):
    content, mapped, expected = COLUMNS_OF_OTHERS[name]
    assert spans_of(content, *mapped)[0] == expected


def test_labels_without_a_meaning_are_counted():
    found, left_out = spans_of(NER_2003, "PER=speaker")
    assert [layer for layer, *_ in found] == ["speaker", "speaker", "date"]
    assert left_out[:2] == (
        "the column 2: neither tags nor one of ID, FORM, START, END, CONTENT, CUE, SOURCE, "
        "SPEAKER, DATE, MARK, STANCE, SPANS, MISC",
        "spans 'NP' (2); --map NP=TARGET reads them",
    )


def test_a_cell_that_is_no_tag_is_counted():
    content = "Holm B-PER\nleft 0\nin O\nMay B-DATE\n" + "then O\n" * 10
    found, left_out = spans_of(content, "PER=speaker")
    assert found == [("speaker", "", "Holm"), ("date", "DATE", "May")]
    assert left_out == ("tags '0' (1)",)


def test_spaces_after_tokens_and_ids_of_several_documents():
    given = "1\tHi\tB-cue\tSpaceAfter=No\n2\t.\tO\t_\n"
    (read,) = conll.parse_conll(given.encode(), "d")
    assert read.text == "Hi."
    assert [one.doc_id for one in conll.parse_conll(NER_2003.encode(), "d")] == ["d-1", "d-2"]


@each_case(
    ("content", "cause"),
    [
        ("", "d.conllup:1:1: the first line does not name the columns"),
        ("1\ta\n", "d.conllup:1:1: the first line does not name the columns"),
        ("a O\nb B-x y\n", "d.conllup:1:1: the first line does not name the columns"),
        ("a O\nb\nc B-x\n", "d.conllup:2:1: 1 cells, but 2 columns"),
        (HEAD + "ID\n1\n", "d.conllup:1:1: there is no column FORM"),
        (HEAD + "FORM FORM\na\tb\n", "named twice"),
        (HEAD + "ID FORM\n1\ta\n2\n", "d.conllup:3:1: 1 cells, but 2 columns"),
        (HEAD + "FORM START\na\tx\n", "d.conllup:2:1: START is 'x'"),
        (HEAD + "FORM START END\na\t0\t1\nb\t0\t1\n", "d.conllup:3:1: START is 0"),
        (HEAD + "FORM START END\na\t0\t2\n", "d.conllup:2:1: END is 2"),
        (HEAD + "FORM SPANS\na\tq1\n", "d.conllup:2:1: 'q1' is not like"),
        (HEAD + "FORM SPANS\na\t(x1)\n", "d.conllup:2:1: 'x1' is not an id"),
        (HEAD + "FORM SPANS\na\t(q1.verb-x)\n", "d.conllup:2:1: a quote has no 'verb'"),
        (HEAD + "FORM SPANS\na\tq1)\n", "d.conllup:2:1: q1 ends, but it does not begin"),
        (HEAD + "FORM SPANS\na\t(q1\nb\t(q1\n", "d.conllup:3:1: q1 begins again"),
        (HEAD + "FORM SPANS\na\t(q1\nb\t_\n", "d.conllup:3:1: q1 does not end"),
        (HEAD + "FORM SPANS\n# fields q1 = [1]\na\t(q1-direct)\n", "'fields q1' has no JSON"),
        (HEAD + "FORM SPANS\n# fields q1 = {\na\t(q1-direct)\n", "'fields q1' has no JSON"),
    ],
)
def test_bad_files(content: str, cause: str):
    with pytest.raises(SaidError) as raised:
        conll.parse_conll(content.encode(), "d", "d.conllup")
    assert cause in raised.value.cause
    assert raised.value.remedy


@given(st.text("BIO-x#_ \t\n1.", max_size=80))
def test_any_columns_are_read_or_refused(content: str):
    with suppress(SaidError):
        conll.parse_conll(content.encode(), "d")


@given(st.text("()-q1s2.|=#_ \t\nFORM", max_size=80))
def test_anything_is_read_or_refused(content: str):
    with suppress(SaidError):
        conll.parse_conll((HEAD + "FORM SPANS MISC\n" + content).encode(), "d")


@given(documents())
def test_generated_documents_come_back(document: AnnotatedText):
    written = conll.write_conll(document)
    read = back(document)
    assert (read.doc_id, read.text, read.dct) == (document.doc_id, document.text, document.dct)
    if not written.left_out:
        assert read == document
