"""A text is read as sentences of classed tokens."""

from __future__ import annotations

from each_case import each_case
from quoted import sentences


@each_case(
    ("text", "kinds"),
    [
        ("The pier was old.", "dnxn."),
        ("Marta Lind said that she left.", "NNnTsv."),
        ("She opened it to them, quickly!", "svsOo,a."),
        ("Lind's crew, who won 12 boats", "N'n,sv0n"),
        ("“We lost,” said Lind.", "QnN."),
        ("He is a “safe” man.", 'sxd"n"n.'),
        ("Saying what he saw: (it) - fell; and", "Nwsv:(s)-v;c"),
        ("If it didn’t rain in Norrvik", "bsxnpN"),
        ("Mr. Berg, U.S. Sen. Lind", "NN,NNN"),
        ("www.norrvik.example and @lind", "NcN"),
        ("Jose\u0301 was there", "Nxs"),
        ("the two-thirds of 3,000 … men", "dnp0.n"),
        ("Roe v. Wade of 6 a.m. Tuesday", "NnNp0nN"),
    ],
)
def test_every_token_has_a_class(text: str, kinds: str):
    (sentence,) = sentences(text)
    assert sentence.kinds == kinds


@each_case(
    ("text", "count"),
    [
        ("It fell. He left.", 2),
        ("It fell? He left!", 2),
        ("Mr. Berg left.", 1),
        ("It fell at 3 p.m. on Friday.", 1),
        ("It fell at 3 p.m. Friday, or at 9:30 a.m. Eastern.", 1),
        ("It fell at 3 p.m. Berg left the U.S. He stayed.", 3),
        ("GPT-4.5 beat Smith vs. Jones in No. 5.", 1),
        ("It fell in May. Berg left.", 2),
        ("It fell in Calif. “We left,” said Berg. He wept.", 3),
        ("“It fell.” He left.", 2),
        ("“It fell,” He left.", 1),
        ("“It fell?” he asked.", 1),
        ("“It fell?” Lind asked.", 1),
        ("“It fell?” Lind left the port.", 2),
        ("“It fell.” “It is gone.” He left.", 2),
        ("The “pier.” He left.", 2),
        ("It fell (on May 1.) He left.", 1),
        ("It fell\nHe left", 2),
    ],
)
def test_sentences_end_at_stops(text: str, count: int):
    assert len(sentences(text)) == count


def test_tokens_keep_their_places():
    (sentence,) = sentences("  A said “b c,” he")
    assert list(zip(sentence.starts, sentence.ends, strict=True)) == [
        (2, 3),
        (4, 8),
        (9, 15),
        (16, 18),
    ]
    assert sentence.range((1, 3)) == (4, 15)


def test_a_sentence_without_an_end_is_cut():
    assert len(sentences("pier " * 5000)) > 1
