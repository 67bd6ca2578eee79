"""Each public corpus: what an import of its layout gives, to the offset, and what it leaves out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from layouts import LITBANK, NOVEL, POLNEAR, SENTENCE, STEM, WRITERS, write, write_layout
from said.corpora import CORPORA, corpus_named, find_sources
from said.corpora.document import CorpusText, Unread, document_id, split_named
from said.system.errors import SaidError


def read(name: str, folder: Path) -> dict[str, CorpusText]:
    corpus = corpus_named(name)
    found = {}
    for source in find_sources(corpus, write_layout(name, folder)).found:
        for one in corpus.read(source):
            assert isinstance(one, CorpusText)
            found[one.doc_id] = one
    return found


def places(text: str, spans: Any) -> list[list[Any]]:
    for one in spans:
        assert text[one["start"] : one["end"]] == one["exact"]
    return [[one["start"], one["end"]] for one in spans]


def at(text: str, *exacts: str, after: int = 0) -> list[list[int]]:
    return [[text.index(one, after), text.index(one, after) + len(one)] for one in exacts]


def quotes(one: CorpusText, records: Any = None) -> list[tuple[Any, ...]]:
    """The quotes of a text: content, cue, source mentions and type."""
    records = one.annotations if records is None else records
    mentions = {record["id"]: record for record in records}
    return [
        (
            places(one.text, record["content"]),
            places(one.text, record.get("cue", ())),
            places(one.text, [mentions[name]["span"] for name in record.get("source", ())]),
            record["type"],
        )
        for record in records
        if record["layer"] == "quote"
    ]


def test_every_corpus_has_a_layout_and_a_module():
    assert list(WRITERS) == list(CORPORA)
    assert [corpus_named(name).name for name in CORPORA] == list(CORPORA)


def test_polnear(tmp_path: Path):
    found = read("polnear", tmp_path)
    one = found[STEM]
    said = POLNEAR.index("said pilot")
    assert quotes(one) == [
        (at(POLNEAR, "that the pier would close"), at(POLNEAR, "said"), at(POLNEAR, "The port"),
         "indirect"),
        (at(POLNEAR, "“We lost,”", "“and we will sail on.”"), [[said, said + 4]],
         at(POLNEAR, "pilot Marta Lind"), "direct"),
        (at(POLNEAR, "the port was slow"), at(POLNEAR, "believes"), at(POLNEAR, "Berg"),
         "indirect"),
        (at(POLNEAR, "that the crane would go"), at(POLNEAR, "was feared"), [], "indirect"),
        (at(POLNEAR, "crews to wait", "weather\xa0permitting"), at(POLNEAR, "asked"),
         at(POLNEAR, "Officials"), "indirect"),
    ]  # fmt: skip
    assert list(one.passes) == ["4e07", "d473"]
    assert one.passes["4e07"] == one.annotations
    assert quotes(one, one.passes["d473"])[0][0] == at(POLNEAR, "We lost,", "and we will sail on.")
    assert one.facts.dct == "2017-03-14"
    assert (one.facts.outlet, one.facts.split) == ("norrvik-post", "validation")
    assert one.facts.title == (0, len("Port Shuts Old Pier."))
    assert one.left_out == {
        "spans that the annotator was unsure of (Discuss)": 1,
        "spans that the annotator threw out (Discard)": 1,
        "attributions without a content, cue and source": 1,
        "notes of annotators": 1,
        "lines that are not brat's, or do not fit the text": 2,
    }
    assert not found[STEM.replace("14", "15")].passes


def test_tempeval3(tmp_path: Path):
    found = read("tempeval3", tmp_path)
    one = found["NV19980313-0101"]
    dates = [
        (record["span"]["exact"], record["type"], record["value"], record.get("anchor"))  # type: ignore[typeddict-item]
        for record in one.annotations
    ]
    assert dates == [
        ("Thursday", "DATE", "1998-03-12", "dct"),
        ("two decades", "DURATION", "P2E", None),
        ("8 a.m.", "DATE", "1998-03-13T08:00", None),
        ("once", "DATE", "PAST_REF", None),
        ("a 30-year-old", "DURATION", "P30Y", None),
        ("twice a week", "SET", "P1W", None),
    ]
    assert one.text.startswith("\nThe pier closed on Thursday, after two decades. It")
    assert (one.facts.dct, one.facts.collection) == ("1998-03-13T09:30:00", "timebank")
    assert one.left_out == {
        "TIMEX3: no field for beginPoint": 1,
        "elements EVENT": 1,
        "anchors that lead nowhere, or in a circle": 1,
    }
    assert found["NV2"].facts.split == "test"


def test_pdnc(tmp_path: Path):
    one = read("pdnc", tmp_path)["ThePier"]
    names = {entity["id"]: entity["name"] for entity in one.entities}
    said = [
        (places(NOVEL, record["content"]), names[record["speakers"][0]], record["resolution"])  # type: ignore[typeddict-item]
        for record in one.annotations
    ]
    assert said == [
        (at(NOVEL, "Is it shut?"), "Marta Lind", "explicit"),
        (at(NOVEL, "Not yet,", "it won't shut\nbefore May."), "Jonas Berg", "anaphoric"),
        (at(NOVEL, "Hush!"), "_group", "anaphoric"),
        (at(NOVEL, "Forty."), "_unknowable", "implicit"),
    ]
    assert [entity["id"] for entity in one.entities] == [
        "thepier-marta-lind", "thepier-jonas-berg", "ThePier.anon-1", "ThePier.anon-2",
    ]  # fmt: skip
    assert one.facts.wrapped
    assert one.changed["a speaker's alias: the main name taken"] == 1
    words = "quotes whose words are not those of the text at their spans"
    assert one.left_out[words] == 1
    assert one.left_out["mentions inside quotes"] == 4


def test_pdnc_in_bytes(tmp_path: Path):
    """The column says bytes: where a text is not ASCII, the offsets that fit are taken."""
    home = write_layout("pdnc", tmp_path) / "data/ThePier"
    write(home / "novel_text.txt", NOVEL.replace("THE PIER", "THE PIÉR"))
    table = (home / "quotation_info.csv").read_bytes().decode()
    for exact in ("Is it shut?", "Not yet, ", "it won't shut\nbefore May.", "Hush!", "Forty."):
        start = NOVEL.index(exact)
        old, new = (f"[{start + n}, {start + n + len(exact)}]" for n in (0, 1))
        table = table.replace(old, new)
    write(home / "quotation_info.csv", table)
    corpus = corpus_named("pdnc")
    (one,) = corpus.read(find_sources(corpus, tmp_path).found[0])
    assert isinstance(one, CorpusText)
    first = one.annotations[0]
    assert first["layer"] == "quote"
    assert first["content"][0]["exact"] == "Is it shut?"
    assert len(one.annotations) == 4


def test_litbank(tmp_path: Path):
    found = read("litbank", tmp_path)
    one = found["1_the_pier_brat"]
    names = {entity["id"]: entity for entity in one.entities}
    assert [(place, type_) for place, _, _, type_ in quotes(one)] == [
        (at(LITBANK, "“ It is shut .\nGo home , ”"), "direct"),
        (at(LITBANK, "— Never"), "direct"),
    ]
    mentions = [
        (record["span"]["exact"], record["form"], names[record["speakers"][0]]["name"])
        for record in one.annotations
        if record["layer"] == "speaker"
    ]
    assert mentions == [
        ("Old Marta Lind", "name", "Marta Lind"),
        ("she", "pronoun", "Marta Lind"),
        ("her brother", "nominal", "her brother"),
    ]
    assert one.left_out == {
        "QUOTE without a place in the text": 1,
        "mentions of places, things and organisations": 1,
        "mentions of persons that COP or APPOS alone link": 1,
    }
    assert quotes(found["2_empty_brat"]) == []


def test_riqua(tmp_path: Path):
    one = read("riqua", tmp_path)["lind_pier_1"]
    assert one.text == (
        'The pier (old) shut. "It can\'t be," said Mrs. Lind.\n\n"No!" "Yes." He knew that it was '
        "Lind's;\n"
    )
    assert [(place, type_) for place, _, _, type_ in quotes(one)] == [
        (at(one.text, '"It can\'t be,"'), "direct"),
        (at(one.text, '"No!"'), "direct"),
        (at(one.text, '"Yes."'), "direct"),
        (at(one.text, "that it was Lind's"), "indirect"),
    ]
    assert one.left_out == {
        "cues, which no link joins to a content": 2,
        "sources, which no link joins to a content": 2,
    }


def test_newsmtsc(tmp_path: Path):
    found = read("newsmtsc", tmp_path)
    one = found["polusa_v1_900_-1_3_Marta-Lind_20_30"]
    assert one.text == SENTENCE
    stances = [
        (record["label"], record["proposition"], places(SENTENCE, record["expression"]))  # type: ignore[typeddict-item]
        for record in one.annotations
    ]
    whole = [[0, len(SENTENCE)]]
    assert stances == [
        ("against", "Berg (Jonas Berg) is to be judged favourably.", whole),
        ("favor", "Mayor Lind (Marta Lind) is to be judged favourably.", whole),
    ]
    assert one.left_out == {
        "further mentions of a target, which a program found": 4,
        "neutral targets, which are no stance (T1)": 1,
        "targets whose mention is not in the sentence at its place": 1,
    }
    assert found["allsides_1_2_3_Berg_0_4"].facts.split == "test"
    assert len(found) == 2  # the copy is not read beside the files of the corpus
    corpus = corpus_named("newsmtsc")
    (copy,) = corpus.read(find_sources(corpus, tmp_path / "copy").found[0])
    assert isinstance(copy, CorpusText)
    assert copy.annotations == one.annotations


def test_wikiwars(tmp_path: Path):
    (one,) = read("wikiwars", tmp_path).values()
    text = "\nBefore the summer of 412 BC, seven months passed. By the time of the flood, "
    assert one.text == text + "every day, it fell at Éva & Co.\n"
    assert dates_of(one) == [
        ("the summer of 412 BC", "DATE", "BC0412-SU", None),
        ("seven months", "DURATION", "P7M", "APPROX"),
        ("By the time of the flood", "DATE", "XXXX", None),
        ("every day", "SET", "P1D", None),
    ]
    assert one.left_out == {"TIMEX2 inside another": 1}
    corpus = corpus_named("wikiwars")
    sources = find_sources(corpus, tmp_path / "timeml").found
    (other,) = corpus.read(sources[0])
    assert len(sources) == 1  # what a tagger made is never gold
    assert isinstance(other, CorpusText)
    assert dates_of(other) == [
        ("the summer of 412 BC", "DATE", "BC0412-SU", None),
        ("seven months", "DURATION", "P7M", None),
        ("By the time of the flood", "DATE", "XXXX", None),
        ("4 a.m.", "TIME", "1713-02-09T04:00", None),
        ("now", "DATE", "PRESENT_REF", None),
    ]
    assert other.facts.dct == "2009-12-19"


def dates_of(one: CorpusText) -> list[tuple[Any, ...]]:
    return [
        (record["span"]["exact"], record["type"], record["value"], record.get("mod"))  # type: ignore[typeddict-item]
        for record in one.annotations
    ]


@pytest.mark.parametrize("name", CORPORA)
def test_the_wrong_folder(name: str, tmp_path: Path):
    """An error says what is expected, and which corpus a folder has instead."""
    other = next(one for one in CORPORA if one != name and {one, name} != {"tempeval3", "wikiwars"})
    folder = write_layout(other, tmp_path / "other")
    with pytest.raises(SaidError) as raised:
        find_sources(corpus_named(name), folder)
    assert corpus_named(name).expected in raised.value.remedy
    assert f"said import {other}" in raised.value.remedy
    with pytest.raises(SaidError, match="there is no such folder"):
        find_sources(corpus_named(name), tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SaidError, match="nothing of"):
        find_sources(corpus_named(name), tmp_path / "empty")


@pytest.mark.parametrize("name", CORPORA)
def test_damaged_files_are_reported(name: str, tmp_path: Path):
    """Whatever is cut off or replaced, a source gives texts, or says why not; nothing else."""
    corpus = corpus_named(name)
    folder = write_layout(name, tmp_path)
    for file in [one for one in folder.rglob("*") if one.is_file()]:
        whole = file.read_bytes()
        for damaged in (b"", whole[: len(whole) // 2], b"\xff\xfe" + whole, whole[::-1]):
            file.write_bytes(damaged)
            for source in corpus.find(folder).found:
                try:
                    made = list(corpus.read(source))
                except SaidError:
                    continue
                assert all(isinstance(one, CorpusText | Unread) for one in made)
        file.write_bytes(whole)


def test_half_a_folder_is_told(tmp_path: Path):
    folder = write_layout("polnear", tmp_path)
    (folder / f"data/dev/text/{STEM}.txt").unlink()
    sources = find_sources(corpus_named("polnear"), folder)
    assert len(sources.found) == 1
    assert sum("there is no text for it" in one for one in sources.problems) == 2


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("wsj_0006", "wsj_0006"),
        ("NV1998.01", "NV1998-01"),
        ("a_1_Ruth Lind_0_4", "a_1_Ruth-Lind_0_4"),
        ("ends-in-", "ends-in-"),
    ],
)
def test_ids(name: str, id_: str):
    assert document_id(name) == id_


def test_ids_of_names_that_lose_something_differ():
    names = ["a “Lind”", "a ”Lind“", "Λ", "М", "x" * 101, "x" * 102, "ruth’s_1", "ruths_1"]
    ids = [document_id(one) for one in names]
    assert len({one.casefold() for one in ids}) == len(names)
    assert max(map(len, ids)) <= 100


@pytest.mark.parametrize(
    ("names", "split"),
    [
        (["train"], "train"),
        (["dev"], "validation"),
        (["devtest_mt"], "test"),
        (["TE3-platinum"], "test"),
        (["development-of-latest"], "train"),
    ],
)
def test_splits(names: list[str], split: str):
    assert split_named(*names) == split
