"""What a model sees of a text: its words with their neighbours, marks, and what the rules found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from said import lexicon
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.lexemes import verbs
from said.annotators.quotes.marks import find_marked
from said.text.classes import Pos
from said.text.reading import Reading
from said.text.segments import Range

Words = tuple[int, int]
"""Numbers of words, half open."""
LONGEST = 400
"""Words of a paragraph after which it is cut, so that a text without any is read in time."""
_PAD = 3


@cache
def _lexical_classes() -> dict[str, str]:
    """What the lexicon says of a word that can be a cue."""
    found: dict[str, str] = {}
    for form, verb in verbs().items():
        flags = "".join("ncrita"[n] for n, yes in enumerate(verb[1:]) if yes)
        for word in form.split()[:1]:
            found.setdefault(word, f"V{flags}")
    for section in ("nouns", "attitude nouns", "attitude adjectives", "hearsay", "seeming",
                    "expectations", "evidential", "light verbs"):  # fmt: skip
        for word in lexicon.words("attribution", section):
            found.setdefault(word, section)
    for section in ("titles", "roles", "voices", "organisations", "outlets", "documents"):
        for word in lexicon.words("persons", section):
            found.setdefault(word, "P" + section)
            found.setdefault(word + "s", "P" + section)
    return found


class FeaturedText:
    """The words of a text with the features that all taggers share."""

    def __init__(self, reading: Reading, rules: Sequence[Attribution]) -> None:
        self.reading = reading
        self.rules = rules
        self.words = reading.lowered_words
        self.kinds = reading.word_classes
        self.starts, self.ends = reading.words.starts, reading.words.ends
        self.size = len(self.words)
        self.sentences = self._numbers(reading.sentences)
        self.paragraphs = [
            (at, min(at + LONGEST, after))
            for first, after in map(self.words_of, reading.paragraphs)
            for at in range(first, after, LONGEST)
        ]
        self.marks = self._inside(one.outer for one in find_marked(reading) if not one.depth)
        self.ruled = self._rule_labels()
        self._by_cue = {one.cue[0]: one for one in rules if one.cue}
        self._cued = sorted(self._by_cue)
        self._ruled_places = sorted((one.content[0][0], n) for n, one in enumerate(rules))

    def words_of(self, place: Range) -> Words:
        """The words that begin in a range."""
        return bisect_left(self.starts, place[0]), bisect_left(self.starts, place[1])

    def words_in(self, places: Iterable[Range]) -> list[Words]:
        """The words that share a character with each of some ranges."""
        found = []
        for start, end in places:
            first, after = bisect_left(self.ends, start + 1), bisect_left(self.starts, end)
            if first < after:
                found.append((first, after))
        return found

    def _numbers(self, ranges: Sequence[Range]) -> list[int]:
        """For each word, the number of the range in which it begins."""
        found = [0] * self.size
        for number, place in enumerate(ranges):
            first, after = self.words_of(place)
            found[first:after] = [number] * (after - first)
        return found

    def _inside(self, ranges: Iterable[Range]) -> list[str]:
        found = ["O"] * self.size
        for place in ranges:
            first, after = self.words_of(place)
            if first < after:
                found[first:after] = ["B", *"I" * (after - first - 2), "E"][: after - first]
        return found

    def _rule_labels(self) -> list[str]:
        """For each word, what the rules take it for."""
        found = ["O"] * self.size
        for one in self.rules:
            for name, places in (
                (f"c{one.type[0]}", one.content),
                ("s", (one.source,) if one.source else ()),
                ("q", one.cue),
            ):
                for first, after in self.words_in(places):
                    for at in range(first, after):
                        edge = "B" if at == first else "E" if at == after - 1 else "I"
                        found[at] = f"{name}{edge}"
        return found

    def labels_of_rule(self, cue: Words, first: int, after: int) -> list[str]:
        """For the words of a stretch, and one on each side of it, what they are in the quote that
        the rules find by a cue."""
        found = ["O"] * (after - first + 2)
        one = self._rule_at(cue)
        if one is None:
            return ["-"] * len(found)
        for name, places in (
            ("c", one.content),
            ("s", (one.source,) if one.source else ()),
            ("q", one.cue),
        ):
            for start, end in self.words_in(places):
                for at in range(max(start, first), min(end, after)):
                    edge = "B" if at == start else "E" if at == end - 1 else "I"
                    found[at - first + 1] = f"{name}{edge}"
        return found

    def _rule_at(self, cue: Words) -> Attribution | None:
        place = self.place(0, cue)
        at = bisect_left(self._cued, (place[1], 0))
        for start, end in self._cued[max(0, at - 2) : at]:
            if start < place[1] and place[0] < end:
                return self._by_cue[start, end]
        return None

    def labels_of_others(
        self, cue: Words, cues: Sequence[Words], first: int, after: int
    ) -> list[str]:
        """For the words of a stretch, what they are in other quotes of the rules, and which of them
        are other cues."""
        own = self._rule_at(cue)
        found = ["O"] * (after - first)
        for start, end in cues[bisect_left(cues, (first, 0)) : bisect_left(cues, (after, 0))]:
            if (start, end) != cue:
                for at in range(start, min(end, after)):
                    found[at - first] = "q"
        for one in self.rules_in(first, after):
            if one is own:
                continue
            for name, places in (("c", one.content), ("s", (one.source,) if one.source else ())):
                for start, end in self.words_in(places):
                    for at in range(max(start, first), min(end, after)):
                        if found[at - first] == "O":
                            found[at - first] = name
        return found

    def rules_in(self, first: int, after: int) -> list[Attribution]:
        """The quotes of the rules that begin in a stretch."""
        begin, end = self.starts[first], self.starts[after - 1]
        return [
            self.rules[n]
            for _, n in self._ruled_places[
                bisect_left(self._ruled_places, (begin, 0)) : bisect_left(
                    self._ruled_places, (end + 1, 0)
                )
            ]
        ]

    def base_features(self) -> list[list[str]]:
        """The features of each word that all taggers see."""
        size = self.size
        words = ["^"] * _PAD + self.words + ["$"] * _PAD
        kinds = "^" * _PAD + self.kinds + "$" * _PAD
        known = _lexical_classes()
        lexical = ["^"] * _PAD + [known.get(word, "") for word in self.words] + ["$"] * _PAD
        ruled = ["^"] * _PAD + self.ruled + ["$"] * _PAD
        verbs_ = verbs()
        columns: list[Iterable[str]] = []
        for offset in (-2, -1, 0, 1, 2):
            at = _PAD + offset
            columns.append([f"w{offset}={x}" for x in words[at : at + size]])
            columns.append([f"k{offset}={x}" for x in kinds[at : at + size]])
        for offset in (-1, 0, 1):
            at = _PAD + offset
            columns.append([f"l{offset}={x}" for x in lexical[at : at + size]])
            columns.append([f"r{offset}={x}" for x in ruled[at : at + size]])
        columns.append([f"a={kinds[n : n + 3]}" for n in range(_PAD - 2, _PAD - 2 + size)])
        columns.append([f"b={kinds[n : n + 3]}" for n in range(_PAD - 1, _PAD - 1 + size)])
        columns.append([f"c={kinds[n : n + 3]}" for n in range(_PAD, _PAD + size)])
        columns.append([f"d={x}|{y}" for x, y in zip(words[_PAD - 1 :], self.words, strict=False)])
        columns.append([f"e={x}|{y}" for x, y in zip(self.words, words[_PAD + 1 :], strict=False)])
        columns.append([f"s={x[-3:]}" for x in self.words])
        columns.append([f"v={v.lemma if (v := verbs_.get(x)) else ''}" for x in self.words])
        columns.append([f"m={x}" for x in self.marks])
        return [list(row) for row in zip(*columns, strict=True)]

    def place(self, shift: int, words: Words) -> Range:
        """The range of some words, counted from a word on."""
        return self.starts[words[0] + shift], self.ends[words[1] + shift - 1]


BEFORE, BEHIND = 120, 180
"""So many words before and behind a cue are read to find its content and source."""
_BETWEEN = {Pos.COMMA: ",", Pos.STOP: ".", Pos.SEMICOLON: ";", Pos.COLON: ":", Pos.THAT: "T",
            Pos.MARK: '"', Pos.DASH: "-", Pos.AUXILIARY: "v", Pos.VERB: "v"}  # fmt: skip


def argument_features(
    text: FeaturedText, base: Sequence[list[str]], cue: Words, cues: Sequence[Words]
) -> tuple[int, list[list[str]]]:
    """The words around a cue: the number of the first one, and the features of each."""
    number = bisect_right(text.paragraphs, (cue[0], text.size + 1)) - 1
    first, after = text.paragraphs[max(0, number)]
    first, after = max(first, cue[0] - BEFORE), min(after, cue[1] + BEHIND)
    own = text.labels_of_rule(cue, first, after)
    other = text.labels_of_others(cue, cues, first, after)
    head = " ".join(text.words[cue[0] : cue[1]][:3])
    verb = next((v.lemma for w in text.words[cue[0] : cue[1]] if (v := verbs().get(w))), "")
    sentence = text.sentences[cue[0]]
    found: list[list[str]] = []
    between = _between(text.kinds, other, cue, first, after)
    for at in range(first, after):
        n = at - first
        side = "L" if at < cue[0] else "R" if at >= cue[1] else "C"
        far = cue[0] - at if side == "L" else at - cue[1] + 1 if side == "R" else 0
        gap = far if far < 6 else 6 if far < 10 else 7 if far < 20 else 8 if far < 40 else 9
        same = text.sentences[at] - sentence
        same = max(-2, min(2, same))
        count = between[n]
        mine, before, behind = own[n + 1], own[n], own[n + 2]
        found.append([
            *base[at],
            f"S={side}{gap}",
            f"T={side}{same}",
            f"U={side}{count}",
            f"V={side}{same}{text.kinds[at]}{mine}",
            f"W={side}{head}",
            f"X={side}{verb}{gap if gap < 3 else ''}{text.kinds[at]}",
            f"Y={mine}",
            f"Y2={before}|{mine}",
            f"Y3={mine}|{behind}",
            f"Z={other[n]}",
            f"Z2={mine}|{other[n]}",
            f"M={side}{same}{text.marks[at]}",
            f"N={side}{text.words[at]}",
        ])  # fmt: skip
    return first, found


def _between(kinds: str, other: Sequence[str], cue: Words, first: int, after: int) -> list[str]:
    """For each word, what stands between it and the cue."""
    found = [""] * (after - first)
    for places in (range(cue[0] - 1, first - 1, -1), range(cue[1], after)):
        counts: dict[str, int] = {}
        key = ""
        for at in places:
            found[at - first] = key
            sign = "q" if other[at - first] == "q" else _BETWEEN.get(kinds[at], "")
            if sign and counts.get(sign, 0) < 2:
                counts[sign] = counts.get(sign, 0) + 1
                key = "".join(f"{k}{v}" for k, v in sorted(counts.items()))
    return found
