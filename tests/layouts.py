"""Small invented texts in the layouts of the public corpora, with the quirks of the real files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

# ---- PolNeAR

STEM = "norrvik-post_2017-03-14_port-shuts-old-pier"
POLNEAR = (
    "Port Shuts Old Pier.\n\n"
    "The port said Monday that the pier would close. “We lost,” said pilot Marta Lind,  “and we "
    "will sail on.”\n\n"
    "Berg believes the port was slow, and it was feared that the crane would go. Officials asked "
    "crews to wait, weather\xa0permitting."
)
"""No line end at the end, a no-break space, two blanks behind a comma."""


def bound(number: int, type_: str, *exacts: str, text: str = POLNEAR, gap: str = " ") -> str:
    """A line of brat on strings of a text, in the order in which they are given."""
    places = [(text.index(exact), text.index(exact) + len(exact)) for exact in exacts]
    offsets = ";".join(f"{start} {end}" for start, end in places)
    return f"T{number}\t{type_} {offsets}\t{gap.join(exacts)}\n"


ANNOTATED = (
    "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"  # before what it names
    + bound(1, "Source", "The port")
    + bound(2, "Cue", "said")
    + bound(3, "Content", "that the pier would close")
    + bound(4, "Attribution", "said")
    + bound(5, "Source", "pilot Marta Lind")
    + bound(6, "Content", "  “and we will sail on.”")  # white space at the edge
    + bound(7, "Content", "“We lost,”")
    + f"T8\tCue {POLNEAR.index('said pilot')} {POLNEAR.index('said pilot') + 4}\tsaid\n"
    + "E2\tAttribution:T8 Cue:T8 Source:T5 Content:T6 Content2:T7\n"
    + bound(9, "Source", "Berg")
    + bound(10, "Cue", "believes")
    + bound(11, "Content", "the port was slow")
    + "E3\tAttribution:T10 Content:T11 Cue:T10 Source:T9\n"
    + bound(12, "Cue", "was feared")
    + bound(13, "Content", "that the crane would go")
    + "E4\tAttribution-no-source:T12 Content:T13 Cue:T12\n"
    + bound(14, "Discuss", "close. “We")
    + bound(15, "Discard", "weather")
    + "E5\tAttribution-no-source:T12 \n"
    + "#1\tAnnotatorNotes T14\tnot sure\n"
    + "T16\tContent 3 9\tan own line that does not fit\n"
    + "words that no line of brat begins with\n"
    + bound(17, "Source", "Officials")
    + bound(18, "Cue", "asked")
    + bound(19, "Content", "weather\xa0permitting", "crews to wait")  # in another order
    + "E6\tAttribution:T18 Content:T19 Cue:T18 Source:T17\n"
)
SECOND = (
    bound(1, "Source", "Marta Lind")
    + bound(2, "Content", "We lost,", "and we will sail on.")
    + f"T3\tCue {POLNEAR.index('said pilot')} {POLNEAR.index('said pilot') + 4}\tsaid\n"
    + "E1\tAttribution:T3 Content:T2 Cue:T3 Source:T1\n"
)


def write_polnear(folder: Path) -> None:
    """A text that two read, and one that one read."""
    for split, stem, readings in (
        ("dev", STEM, {"4e07": ANNOTATED, "d473": SECOND}),
        ("train", STEM.replace("03-14", "03-15"), {"5fec": ANNOTATED}),
    ):
        write(folder / "data" / split / "text" / f"{stem}.txt", POLNEAR)
        for annotator, content in readings.items():
            write(folder / "data" / split / "attributions" / f"{stem}_{annotator}.ann", content)


# ---- TempEval-3

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>NV19980313.0101</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="1998-03-13T09:30" temporalFunction="false" \
functionInDocument="CREATION_TIME">03/13/1998 09:30</TIMEX3></DCT>
<TEXT>
The pier <EVENT eid="e1" class="OCCURRENCE">closed</EVENT> on <TIMEX3 tid="t1" type="DATE" \
value="1998-03-12" anchorTimeID="t0">Thursday</TIMEX3>, after <TIMEX3 tid="t2" type="DURATION" \
value="P2E" beginPoint="t9">two decades</TIMEX3>. It opened at <TIMEX3 tid="t3" type="DATE" \
value="1998-03-13T08:00" anchorTimeID="t7">8 a.m.</TIMEX3> &amp; <TIMEX3 tid="t4" type="DATE" \
value="PAST_REF">once</TIMEX3> <TIMEX3 tid="t5" type="DURATION" value="P30Y">a 30-year-old\
</TIMEX3> pilot fell in <TIMEX3 tid="t6" type="SET" value="P1W" quant="every" freq="2X">twice a \
week</TIMEX3>.
</TEXT>
</TimeML>
"""


def write_tempeval3(folder: Path) -> None:
    """A document in a folder of each of two parts."""
    write(folder / "TimeBank" / "NV19980313.0101.tml", TIMEML)
    other = TIMEML.replace("NV19980313.0101", "NV2").replace("The pier", "The old pier")
    write(folder / "TE3-platinum" / "NV2.tml", other)


# ---- PDNC

NOVEL = (
    'THE PIER\n\n\n"Is it shut?" asked Lind, with her hand on\nthe door.\n\n"Not yet, " said Berg; '
    '"it won\'t shut\nbefore May." He sat down.\n\n"Hush!" cried several voices.\n\n"Forty."\n'
)


def _span(exact: str) -> list[int]:
    return [NOVEL.index(exact), NOVEL.index(exact) + len(exact)]


def _quote_row(number: int, speaker: str, kind: str, texts: Sequence[str], spans: str) -> str:
    fields = (
        f"Q{number}",
        " ".join(texts),
        repr(list(texts)),
        spans,
        speaker,
        "['Jonas Berg']",
        kind,
        "asked Lind",
        "[['it']]",
        "[[[1, 2]]]",
        "[[['Jonas Berg']]]",
    )
    return ",".join('"' + one.replace('"', '""') + '"' for one in fields)


def write_pdnc(folder: Path) -> None:
    """A novel with an alias, a speaker with a blank, a group, and a row whose words are others."""
    home = folder / "data" / "ThePier"
    write(home / "novel_text.txt", NOVEL)
    parts = "Not yet,", "it won't shut\nbefore May."
    spans = str([_span("Not yet, "), _span(parts[1])])
    rows = [
        '"quoteID","quoteText","subQuotationList","quoteByteSpans","speaker","addressees",'
        '"quoteType","referringExpression","mentionTextsList","mentionSpansList",'
        '"mentionEntitiesList"',
        _quote_row(0, "Lind", "Explicit", ["Is it shut?"], str([_span("Is it shut?")])),
        _quote_row(1, "Jonas Berg ", "Anaphoric", parts, spans),
        _quote_row(2, "_group", "Anaphoric", ["Hush!"], str([_span("Hush!")])),
        _quote_row(3, "_unknowable", "nan", ["Forty."], str([_span("Forty.")])),
        _quote_row(4, "Marta Lind", "Implicit", ["Other words."], "[[0, 12]]"),
    ]
    write(home / "quotation_info.csv", "".join(f"{row}\r\n" for row in rows))
    write(
        home / "character_info.csv",
        "Character ID,Main Name,Aliases,Gender,Category\n"
        "0,Marta Lind,\"{'Marta Lind', 'Lind'}\",F,major\n0,Jonas Berg,['Jonas Berg'],M,major\n"
        "2,_group,{'_group'},X,minor\n",
    )


# ---- LitBank

LITBANK = (
    "I The Pier Old Marta Lind came down to the pier .\n"
    "“ It is shut .\nGo home , ” she said .\n"
    "— Never , thought her brother .\n"
)


def write_litbank(folder: Path) -> None:
    """A text with a quote over two sentences, one without marks, and a text without quotes."""
    quotes = (
        "QUOTE\tQ9\t1\t0\t2\t3\t“ It is shut . Go home , ”\n"
        "QUOTE\tQ7\t3\t0\t3\t1\t— Never\nQUOTE\tQ8\t3\t0\t9\t1\tno such place\n"
        "ATTRIB\tQ9\tMarta_Lind-2\nATTRIB\tQ7\ther_brother-5\n"
    )
    mentions = (
        "COREF\tT1\tMarta_Lind-2\n"  # before its mention
        "MENTION\tT1\t0\t3\t0\t5\tOld Marta Lind\tPER\tPROP\n"
        "MENTION\tT2\t0\t9\t0\t10\tthe pier\tFAC\tNOM\n"
        "MENTION\tT3\t2\t4\t2\t4\tshe\tPER\tPRON\nMENTION\tT4\t3\t4\t3\t5\ther brother\tPER\tNOM\n"
        "MENTION\tT5\t3\t4\t3\t4\ther\tPER\tPRON\nCOREF\tT3\tMarta_Lind-2\n"
        "COREF\tT4\ther_brother-5\nCOP\tT1\tT5\n"
    )
    for name, quoted in (("1_the_pier_brat", quotes), ("2_empty_brat", "")):
        for kind, content in (("quotations", quoted), ("coref", mentions)):
            write(folder / kind / "tsv" / f"{name}.ann", content)
            write(folder / kind / "tsv" / f"{name}.txt", LITBANK)


# ---- RiQuA

PASSAGES = [
    [
        ("The", "O"), ("pier", "O"), ("(", "O"), ("old", "O"), (")", "O"), ("shut", "O"),
        (".", "O"), ("``", "B-content"), ("It", "I-content"), ("ca", "I-content"),
        ("n't", "I-content"), ("be", "I-content"), (",", "I-content"), ("''", "I-content"),
        ("said", "B-cue"), ("Mrs.", "B-source"), ("Lind", "I-source"), (".", "O"),
    ],
    [
        ("``", "B-content"), ("No", "I-content"), ("!", "I-content"), ("''", "I-content"),
        ("``", "B-content"), ("Yes", "I-content"), (".", "I-content"), ("''", "I-content"),
        ("He", "B-source"), ("knew", "B-cue"), ("that", "B-content"), ("it", "I-content"),
        ("was", "I-content"), ("Lind", "I-content"), ("'s", "I-content"), (";", "O"),
    ],
]  # fmt: skip


def write_riqua(folder: Path) -> None:
    """Two passages of one text, in two files; none ends in a line end."""
    lines = [
        json.dumps({"tokens": tokens, "labels": labels, "id": "lind_pier_1.ann"})
        for tokens, labels in (zip(*one, strict=True) for one in PASSAGES)
    ]
    write(folder / "res" / "riqua" / "train.txt", lines[0])
    write(folder / "res" / "riqua" / "valid.txt", lines[1])
    write(folder / "res" / "riqua" / "voc.txt", "pier\nshut")
    other = json.dumps({"tokens": ["No"], "labels": ["O"], "pos": ["UH"], "ner": ["O"], "id": "x"})
    write(folder / "res" / "polnear" / "train.txt", other)


# ---- NewsMTSC


def _target(gid: str, text: str, mention: str, polarity: float) -> dict[str, object]:
    at = text.index(mention)
    place = {"from": at, "to": at + len(mention), "mention": mention}
    return {"Input.gid": gid, **place, "polarity": polarity, "further_mentions": [place]}


SENTENCE = "Photo: A Post\nMayor Lind’s plan drew praise, but Berg’s did not."


def write_newsmtsc(folder: Path) -> None:
    """A sentence with three targets, one neutral, and one whose place is wrong; and the copy."""
    first = "polusa_v1_900_-1_3_Marta Lind_20_30"
    targets = [
        _target("polusa_v1_900_-1_3_Jonas Berg_1_2", SENTENCE, "Berg", 2.0),
        _target(first, SENTENCE, "Mayor Lind", 6.0),
        _target("polusa_v1_900_-1_3_A Post_3_4", SENTENCE, "A Post", 4.0),
        _target(first, SENTENCE, "plan", 6.0) | {"from": 0},
    ]
    line = {"primary_gid": first, "sentence_normalized": SENTENCE, "targets": targets}
    home = folder / "controller_data" / "NewsMTSC-dataset"
    write(home / "train.jsonl", json.dumps(line, ensure_ascii=False) + "\n")
    plain = {"primary_gid": "allsides_1_2_3_Berg_0_4", "sentence_normalized": "Berg sails."}
    plain["targets"] = [_target("allsides_1_2_3_Berg_0_4", "Berg sails.", "Berg", 6.0)]  # type: ignore[assignment]
    write(home / "devtest_rw.jsonl", json.dumps(plain) + "\n")
    copies = [
        {"mention": one["mention"], "polarity": polarity, "from": one["from"], "to": one["to"],
         "sentence": SENTENCE, "id": one["Input.gid"]}
        for one, polarity in zip(targets[:2], (-1, 1), strict=True)
    ]  # fmt: skip
    lines = "".join(json.dumps(one) + "\n" for one in copies)
    write(folder / "copy" / "newsmtsc-mt-hf" / "test.jsonl", lines)


# ---- WikiWars

TIMEX3 = """<?xml version="1.0" ?>\r
<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\r
<DOCID>41_PierWar</DOCID>\r
<DCT><TIMEX3 functionInDocument="CREATION_TIME" tid="t0" type="DATE" value="2009-12-19">\
2009-12-19</TIMEX3></DCT>\r
<TEXT>
Before <TIMEX3 tid="t1" type="DATE" value="BC0412-SU">the summer of 412 BC</TIMEX3>, <TIMEX3 \
tid="t2" type="DATE" value="P7M">seven months</TIMEX3> passed. <TIMEX3 tid="t3" type="DATE" \
value="null">By the time of the flood</TIMEX3>, at <TIMEX3 tid="t4" type="DATE" \
value="1713-02-09T04:00">4 a.m.</TIMEX3>, it fell. It is <TIMEX3 tid="t5" type="DATE" \
value="PRESENT_REF">now</TIMEX3> Éva &amp; Co.
</TEXT>\r
</TimeML>\r
"""
TIMEX2 = """<DOC>
<DOCID>41_PierWar</DOCID>
<DATETIME><TIMEX2 VAL="2009-12-20T17:00:00">2009-12-20T17:00:00</TIMEX2></DATETIME>
<TEXT>
Before <TIMEX2 VAL="BC0412-SU">the summer of <TIMEX2 VAL="BC0412">412 BC</TIMEX2></TIMEX2>, \
<TIMEX2 val="P7M" mod="APPROX">seven months</TIMEX2> passed. <TIMEX2>By the time of the \
flood</TIMEX2>, <TIMEX2 val="P1D" set="YES">every day</TIMEX2>, it fell at Éva &amp; Co.
</TEXT>
</DOC>
"""


def write_wikiwars(folder: Path) -> None:
    """An article in both layouts, with what a tagger made of it."""
    write(folder / "timeml" / "tml" / "41_PierWar.tml", TIMEX3)
    write(folder / "timeml" / "output-timeml" / "41_PierWar.tml", TIMEX3)
    write(folder / "original" / "keyinline" / "41_PierWar.key.xml", TIMEX2)


WRITERS = {
    "polnear": write_polnear,
    "tempeval3": write_tempeval3,
    "pdnc": write_pdnc,
    "litbank": write_litbank,
    "riqua": write_riqua,
    "newsmtsc": write_newsmtsc,
    "wikiwars": write_wikiwars,
}


def write_layout(name: str, folder: Path) -> Path:
    """Writes the invented texts of a corpus into a folder, and gives the folder."""
    WRITERS[name](folder)
    return folder


def write(file: Path, content: str) -> None:
    """Writes a file as it is, whatever its line ends."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode())
