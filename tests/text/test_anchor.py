"""Strings without offsets are anchored where they are from, whatever was altered, or nowhere."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from collections.abc import Callable

import pytest

from effort import examples
from said.system.places import SOURCE_ROOT
from said.text.anchor import anchor
from said.text.segments import Place

TEXTS = [path.read_text("utf-8") for path in sorted((SOURCE_ROOT / "seeds").glob("*/raw.txt"))]

STORY = (
    "“We lost the pier,” pilot Jonas Berg told Radio Norrvik. “No,” Berg said. The town — all of "
    "it — waited. “No,” Lind said. She called it “rotten to the core” and went home."
)


def _swap(characters: str, others: str) -> Callable[[random.Random, str], str]:
    """Replaces each of some characters by one of others."""
    return lambda chance, string: "".join(
        chance.choice(others) if one in characters else one for one in string
    )


def _change_case(chance: random.Random, string: str) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(string)


def _change_space(chance: random.Random, string: str) -> str:
    spaces = (" ", "  ", "\n", "\t", "\u00a0", "\u2009", "\r\n", " \u200b ")
    return "".join(chance.choice(spaces) if one.isspace() else one for one in string)


def _decompose(_: random.Random, string: str) -> str:
    return unicodedata.normalize("NFD", string)


def _hide(chance: random.Random, string: str) -> str:
    at = chance.randrange(len(string))
    return string[:at] + chance.choice("\u00ad\u200b\ufeff") + string[at:]


def _punctuate(chance: random.Random, string: str) -> str:
    edges = ("", "“", '"', "'", "«")
    return chance.choice(edges) + string + chance.choice(("", ".", ",", "”", '."', "’", "!"))


ALTERATIONS = {
    "quotation marks": _swap("“”„\"'‘’«»", "“”„\"'‘’«»"),
    "dashes": _swap("-–—‐‑−", "-–—‐‑−"),
    "white space": _change_space,
    "case": _change_case,
    "accents": _decompose,
    "hidden characters": _hide,
    "ellipsis": lambda _, string: string.replace("…", "..."),
    "edges": _punctuate,
}


def _words(text: str) -> list[tuple[int, int]]:
    """The words of a text by white space."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without what is no letter or digit at its edges."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _cores(text: str, place: Place) -> list[tuple[int, int]]:
    return [_core(text, *one) for one in place]


@pytest.mark.sampled
def test_no_altered_string_gets_a_wrong_place() -> None:
    chance = random.Random(0)
    missing = []
    tried = examples(10_000)
    for _ in range(tried // 50):
        text = chance.choice(TEXTS)
        words, occurrences = _words(text), _Occurrences(text)
        places, strings = [], []
        for number in range(50):
            first = chance.randrange(len(words) - 12)
            start, end = words[first][0], words[first + chance.randrange(4, 12)][1]
            string = text[start:end]
            for name in chance.sample(list(ALTERATIONS), 1 + number % 3):
                string = ALTERATIONS[name](chance, string)
            places.append((start, end))
            strings.append(string)
        anchored = anchor(text, [{"quote": string} for string in strings])
        for place, string, item in zip(places, strings, anchored, strict=True):
            found = item["quote"]
            if found is None:
                missing.append(string)
            elif occurrences.are_one(*place):
                assert _cores(text, found.place) == [_core(text, *place)], string
    assert len(missing) <= tried // 1000, missing[:5]


class _Occurrences:
    """Whether the letters of a stretch occur elsewhere in the text, whatever is between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.letters = self._of(text)

    def are_one(self, start: int, end: int) -> bool:
        return self.letters.count(self._of(self.text[start:end])) == 1

    @staticmethod
    def _of(text: str) -> str:
        return "".join(filter(str.isalnum, text)).casefold()


@pytest.mark.sampled
@pytest.mark.parametrize("gap", [" ... ", "… ", " […] ", " [...] ", " (...) ", " . . . ", "” “"])
def test_pieces_of_a_marked_omission(gap: str) -> None:
    chance = random.Random(1)
    for _ in range(examples(300)):
        text = chance.choice(TEXTS)
        words, occurrences = _words(text), _Occurrences(text)
        first = chance.randrange(len(words) - 40)
        pieces = [
            (words[first][0], words[first + 4][1]),
            (words[first + 8][0], words[first + 13][1]),
        ]
        if not all(occurrences.are_one(*one) for one in pieces):
            continue
        if re.search(r"[\[…\]]|\.\.|['’”\"] [‘'“\"]", text[pieces[0][0] : pieces[1][1]]):
            continue  # the text has such marks of its own
        cores = [_core(text, *one) for one in pieces]
        string = gap.join(text[slice(*one)] for one in cores)
        (item,) = anchor(text, [{"quote": string}])
        assert item["quote"] is not None, string
        assert _cores(text, item["quote"].place) == cores


def test_what_the_text_does_not_have_gets_no_place() -> None:
    """Parts of words, words in another order, omissions that nothing marks, mere punctuation."""
    for string in (
        "he pie",
        "pier the lost",
        "We lost the pier No",
        "We lost … went to",
        "...",
        "“”",
        "",
        "the pier ... We lost",
    ):
        assert anchor(STORY, [{"quote": string}]) == [{"quote": None}], string


def test_a_word_of_two_letters_that_fold_to_one_is_not_cut() -> None:
    (item,) = anchor("die Maß ist voll", [{"quote": "mas"}])
    assert item["quote"] is None
    (item,) = anchor("die Maß ist voll", [{"quote": "MASS"}])
    assert item["quote"] is not None
    assert item["quote"].place == ((4, 7),)


def _strings(item: dict[str, object]) -> dict[str, tuple[int, str]]:
    return {
        name: (found.place[0][0], STORY[slice(*found.place[0])])
        for name, found in item.items()
        if found is not None
    }


def test_the_other_strings_decide_between_places() -> None:
    (item,) = anchor(STORY, [{"quote": "No", "speaker": "Lind", "cue": "said"}])
    assert _strings(item)["quote"] == (STORY.rindex("No,"), "No")
    assert _strings(item)["cue"][0] > STORY.index("Lind")
    (item,) = anchor(STORY, [{"quote": "No", "speaker": "Berg", "cue": "said"}])
    assert _strings(item)["quote"] == (STORY.index("No,"), "No")
    assert _strings(item)["speaker"] == (STORY.index("Berg said"), "Berg")


def test_the_order_of_items_decides_between_places() -> None:
    items = [{"quote": "We lost the pier"}, {"quote": "The town"}, {"quote": "No"}]
    assert _strings(anchor(STORY, items)[2])["quote"][0] == STORY.rindex("No,")
    twice = [{"quote": "No"}, {"quote": "No"}, {"quote": "No"}]
    starts = [_strings(one)["quote"][0] for one in anchor(STORY, twice)]
    assert starts == [STORY.index("No,"), STORY.rindex("No,"), STORY.rindex("No,")]


def test_how_and_where_else() -> None:
    (item,) = anchor(STORY, [{"quote": "“No,”", "other": "NO", "none": "yes"}])
    quote, other = item["quote"], item["other"]
    assert quote is not None
    assert other is not None
    assert (quote.how, quote.choices) == ("exact", 2)
    assert other.how == "normalized"
    assert item["none"] is None


def test_two_single_marks_are_a_double_one() -> None:
    text = "He said ’’it was over’’ and left."
    for string in (
        "said ''it was over'' and",
        "said “it was over” and",
        "said ‘‘it was over’’ and",
    ):
        found = anchor(text, [{"quote": string}])[0]["quote"]
        assert found is not None
        assert found.place == ((3, 27),)


@pytest.mark.exhaustive
def test_time_grows_with_the_input_and_no_more() -> None:
    """The same string over and over, strings that occur nowhere, marks without end."""
    text = " ".join(f"word{number % 500} and" for number in range(5_000))

    def seconds(times: int) -> float:
        items = [
            {"quote": "word7 and word8", "speaker": "and"},
            {"quote": "nowhere … at all", "speaker": "and", "cue": "word1"},
            {"quote": "word7 and word8 … and word9 and word9"},
            {"quote": "[" * 100 + "... " * 100},
        ]
        before = time.process_time()
        anchor(text * times, items * (1_000 * times))
        return time.process_time() - before

    seconds(1)
    assert seconds(4) < 16 * seconds(1)
    anchor("“\n — " * 50_000 + "e" + "\u0301" * 100_000, [{"quote": "' '" * 50_000}])


def test_a_frequent_word_is_not_found_inside_of_others() -> None:
    text = "the he " * 600
    found = anchor(text, [{"quote": "he"}] * 600)
    places = [item["quote"].place[0] for item in found if item["quote"]]
    assert places == [(7 * number + 4, 7 * number + 6) for number in range(600)]
