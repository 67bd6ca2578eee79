"""The time to read and convert a text grows with its size, whatever is in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hostile import MOST, growth
from said.corpora.conventions import convert_text
from said.corpora.dates import GivenDate, add_dates
from said.corpora.document import CorpusText, Facts, RecordMaker
from said.corpora.riqua import rebuild_text
from said.corpora.wikiwars import _read_key
from said.edit.from_corpus import metadata_of, without_errors

pytestmark = pytest.mark.exhaustive

FACTS = Facts("2024-05-15", "a test", "test")
SMALL = 3_000


def sayings(piece: str, between: str = " ") -> Callable[[int], CorpusText]:
    """A text of one piece repeated, each with the attribution “…” said Lind."""

    def made(size: int) -> CorpusText:
        count = size // len(piece)
        text = between.join([piece] * count)
        maker = RecordMaker(text)
        step = len(piece) + len(between)
        for at in range(0, count * step, step):
            content, cue, source = (text.find(one, at) for one in ("“", "said", "Lind"))
            if max(content, cue, source) < at + len(piece):
                maker.add_quote([(at, cue)], [(cue, cue + 4)], [(source, source + 4)])
        return CorpusText("d", text, FACTS, maker.records(), ("quote",), {"quote": "polnear"})

    return made


def one_content(piece: str) -> Callable[[int], CorpusText]:
    """A quote whose content is a whole text."""

    def made(size: int) -> CorpusText:
        text = piece * (size // len(piece)) + " said Lind"
        maker = RecordMaker(text)
        end = len(text)
        maker.add_quote([(0, end - 10)], [(end - 9, end - 5)], [(end - 4, end)])
        return CorpusText("d", text, FACTS, maker.records(), ("quote",), {"quote": "polnear"})

    return made


@pytest.mark.parametrize(
    "made",
    [
        sayings("“We lost,” said Lind."),
        sayings("“We lost,” said Lind.", "\n\n"),
        one_content("“We lost.” "),
        one_content("“We lost.\n\n"),
        one_content("“"),
        one_content("' "),
        one_content("that "),
        one_content("A: "),
    ],
)
@pytest.mark.parametrize("target", ["said", "polnear"])
def test_quotes(made: Callable[[int], CorpusText], target: str):
    def convert(size: int) -> object:
        return convert_text(made(size), target)  # type: ignore[arg-type]

    assert growth(convert, SMALL, 10 * SMALL) <= MOST


def test_a_chain_of_anchors():
    def add(count: int) -> None:
        made = RecordMaker("May " * count)
        dates = [
            GivenDate(f"t{n}", (4 * n, 4 * n + 3),
                      {"type": "DATE", "value": "2024-05", "anchor": f"t{n - 1}"})
            for n in range(count)
        ]  # fmt: skip
        add_dates(made, dates)

    assert growth(add, SMALL, 10 * SMALL) <= MOST


def test_markup_that_does_not_end(tmp_path):
    def read(size: int) -> None:
        file = tmp_path / f"{size}.key.xml"
        body = "<TIMEX2" + " " * size + "<TIMEX2 " + "a" * size + "<" * size
        file.write_text(f"<TEXT>{body}</TEXT>")
        _read_key(file)

    assert growth(read, 10 * SMALL, 100 * SMALL) <= MOST


def test_tokens():
    assert growth(lambda n: rebuild_text(["``", "n't", "(", "a"] * n), SMALL, 10 * SMALL) <= MOST


def test_checking():
    def check(size: int) -> None:
        one = sayings("“We lost,” said Lind.")(size)
        from said.corpora import corpus_named

        without_errors(one, one.annotations, metadata_of(one, corpus_named("polnear")))

    assert growth(check, SMALL, 10 * SMALL) <= MOST
