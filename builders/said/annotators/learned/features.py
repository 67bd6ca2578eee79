"""What the taggers of quotes see of a text: words with their neighbours, marks, the rules' quotes.

A feature is a string that is there or not. Those of a paragraph are made when they are asked for,
so that a long text needs no more memory than its longest paragraph.
"""

from __future__ import annotations

import re
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
"""Words after which a paragraph is cut, so that text without any is read in time."""
BEFORE, BEHIND = 120, 180
"""So many words before and behind a cue are read to find its content and source."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""What has no UTF-8, in which features are kept."""
_PAD = 4
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST_STEM = 3
_BETWEEN = {Pos.COMMA: ",", Pos.STOP: ".", Pos.SEMICOLON: ";", Pos.COLON: ":", Pos.THAT: "T",
            Pos.MARK: '"', Pos.DASH: "-", Pos.AUXILIARY: "v", Pos.VERB: "v"}  # fmt: skip
"""What is counted between a word and a cue."""
_MOST = 2
"""More of one kind are not told apart."""


class FeaturedText:
    """The words of a text, and what the rules take each of them for."""

    def __init__(self, reading: Reading, rules: Sequence[Attribution]) -> None:
        self.reading = reading
        self.words, self.kinds = reading.lowered_words, reading.word_classes
        if _SURROGATE.search(reading.text):
            self.words = [_SURROGATE.sub("\ufffd", word) for word in self.words]
            self.kinds = _SURROGATE.sub("\ufffd", self.kinds)
        self.starts, self.ends = reading.words.starts, reading.words.ends
        self.paragraphs: list[Words] = [
            (at, min(at + LONGEST, after))
            for first, after in map(self.words_of, reading.paragraphs)
            for at in range(first, after, LONGEST)
        ]
        self._size = len(self.words)
        self._sentences = self._numbers(reading.sentences)
        outermost = (one.outer for one in find_marked(reading) if not one.depth)
        self._marks = ["O"] * self._size
        for words in map(self.words_of, outermost):
            self._label(self._marks, words, "")
        self._rules = rules
        self._ruled = ["O"] * self._size
        for one in rules:
            for name, words in self._roles(one):
                self._label(self._ruled, words, name + one.type[0] if name == "c" else name)
        self._by_cue = {one.cue[0]: one for one in rules if one.cue}
        self._cues_of_rules = sorted(self._by_cue)
        self._by_place = sorted((one.content[0][0], number) for number, one in enumerate(rules))

    def words_of(self, place: Range) -> Words:
        """The words that begin in a range."""
        return bisect_left(self.starts, place[0]), bisect_left(self.starts, place[1])

    def words_in(self, places: Iterable[Range]) -> list[Words]:
        """The words that share a character with each of some ranges, as far as there are any."""
        found = [
            (bisect_left(self.ends, start + 1), bisect_left(self.starts, end))
            for start, end in places
        ]
        return [(first, after) for first, after in found if first < after]

    def place(self, words: Words) -> Range:
        """The range of some words."""
        return self.starts[words[0]], self.ends[words[1] - 1]

    def paragraph_of(self, word: int) -> Words:
        """The words of the paragraph, or of the part of one, in which a word is."""
        return self.paragraphs[bisect_right(self.paragraphs, (word, self._size)) - 1]

    def _numbers(self, ranges: Sequence[Range]) -> list[int]:
        """For each word, the number of the range in which it begins."""
        found = [0] * self._size
        for number, (first, after) in enumerate(map(self.words_of, ranges)):
            found[first:after] = [number] * (after - first)
        return found

    @staticmethod
    def _label(labels: list[str], words: Words, name: str, within: Words | None = None) -> None:
        """Labels the first, the last and the other words of a span; of those `within` some words,
        `labels` has only these."""
        first, after = words
        low, high = within or (0, len(labels))
        for at in range(max(first, low), min(after, high)):
            labels[at - low] = name + ("B" if at == first else "E" if at == after - 1 else "I")

    def _roles(self, one: Attribution) -> list[tuple[str, Words]]:
        """The words of a quote of the rules: its content, source and cue."""
        roles = (("c", one.content), ("s", (one.source,) if one.source else ()), ("q", one.cue))
        return [(name, words) for name, places in roles for words in self.words_in(places)]

    def word_features(self, first: int, after: int) -> list[list[str]]:
        """The features of each word of a stretch that all taggers see."""
        size = after - first
        words = self._padded(self.words, first, after)
        kinds = "".join(self._padded(self.kinds, first, after))
        ruled = self._padded(self._ruled, first, after)
        classes, listed = _cue_classes(), verbs()
        lexical = ["", *(classes.get(word, "") for word in words[_PAD - 1 : _PAD + size + 1])]
        columns = [
            [f"k{shift}={kind}" for kind in kinds[_PAD + shift :][:size]] for shift in (-2, 2)
        ]
        for shift in (-1, 0, 1):
            at = _PAD + shift
            columns.append([f"w{shift}={word}" for word in words[at : at + size]])
            columns.append([f"k{shift}={kind}" for kind in kinds[at : at + size]])
            columns.append([f"l{shift}={name}" for name in lexical[shift + 2 : shift + 2 + size]])
            columns.append([f"r{shift}={label}" for label in ruled[at : at + size]])
            columns.append([f"t{shift}={kinds[n - 1 : n + 2]}" for n in range(at, at + size)])
        own = words[_PAD : _PAD + size]
        columns.append([f"e={word[-3:]}" for word in own])
        columns.append([f"v={verb.lemma if (verb := listed.get(word)) else ''}" for word in own])
        columns.append([f"m={label}" for label in self._marks[first:after]])
        return [list(row) for row in zip(*columns, strict=True)]

    def cue_features(self, first: int, base: Sequence[Sequence[str]]) -> list[list[str]]:
        """The features by which cues are found in the words from one on, of which `base` are the
        `word_features`."""
        after = first + len(base)
        words = self._padded(self.words, first, after)
        kinds = self._padded(self.kinds, first, after)
        roles: dict[int, set[str]] = {}
        for sentence, label in zip(
            self._sentences[first:after], self._ruled[first:after], strict=True
        ):
            roles.setdefault(sentence, set()).add(label[:-1])
        ruled = {sentence: "".join(sorted(labels)) for sentence, labels in roles.items()}
        found = []
        for at, features in enumerate(base, _PAD):
            stem = _stem(words[at])
            found.append([
                *features,
                f"w-3={words[at - 3]}",
                f"w-2={words[at - 2]}",
                f"w2={words[at + 2]}",
                f"w3={words[at + 3]}",
                f"k-3={kinds[at - 3]}",
                f"k3={kinds[at + 3]}",
                f"p={words[at - 1]}|{words[at]}",
                f"q={words[at]}|{words[at + 1]}",
                f"f={stem}",
                f"g={stem}|{kinds[at + 1]}",
                f"h={kinds[at - 1]}|{stem}",
                f"i={ruled[self._sentences[first + at - _PAD]]}",
            ])  # fmt: skip
        return found

    @staticmethod
    def _padded(values: Sequence[str], first: int, after: int) -> list[str]:
        """Values from one to another, with those beside them or a sign where there are none."""
        low, high = first - _PAD, after + _PAD
        left, right = ["^"] * max(0, -low), ["$"] * max(0, high - len(values))
        return [*left, *values[max(0, low) : high], *right]

    def window_of(self, cue: Words) -> Words:
        """The words that are read for the content and source of a cue: its sentence, and those
        next to it in the paragraph as far as they have marks or belong to the quote of the rules.
        """
        first, after = self.paragraph_of(cue[0])
        first, after = max(first, cue[0] - BEFORE), max(cue[1], min(after, cue[1] + BEHIND))
        own = self._labels_of_rule(self._rule_of(cue), first, after)
        start, end = self._sentence_of(cue[0]), self._sentence_of(cue[1] - 1)
        low, high = max(first, start[0]), min(after, max(cue[1], end[1]))
        while low > first:
            start = max(first, self._sentence_of(low - 1)[0]), low
            if not self._may_be_quoted(start, own, first):
                break
            low = start[0]
        while high < after:
            end = high, min(after, self._sentence_of(high)[1])
            if not self._may_be_quoted(end, own, first):
                break
            high = end[1]
        return low, high

    def _sentence_of(self, word: int) -> Words:
        """The words of the sentence of a word."""
        number = self._sentences[word]
        return bisect_left(self._sentences, number), bisect_right(self._sentences, number)

    def _may_be_quoted(self, words: Words, own: Sequence[str], shift: int) -> bool:
        """Whether some words are marked, or in the quote of the rules, of which `own` tells for the
        words from one on."""
        first, after = words
        return (
            any(label != "O" for label in self._marks[first:after])
            or Pos.MARK in self.kinds[first:after]
            or any(label[0] in "cs" for label in own[first - shift : after - shift])
        )

    def argument_features(
        self, cue: Words, cues: Sequence[Words], base: Sequence[Sequence[str]], shift: int
    ) -> list[list[str]]:
        """The features of each word around a cue, by which its content and source are found.
        `cues` are all of the paragraph, by place; `base` has the `word_features` of the words from
        the one numbered `shift` on."""
        first, after = self.window_of(cue)
        rule = self._rule_of(cue)
        own = self._labels_of_rule(rule, first - 1, after + 1)
        other = self._labels_of_others(rule, cue, cues, first, after)
        between = self._between(other, cue, first, after)
        head = " ".join(self.words[cue[0] : cue[1]][:3])
        verb = next((v.lemma for w in self.words[cue[0] : cue[1]] if (v := verbs().get(w))), "")
        words, kinds, marks = self.words, self.kinds, self._marks
        sentence = self._sentences[cue[0]]
        found = []
        for n, at in enumerate(range(first, after)):
            side = "L" if at < cue[0] else "R" if at >= cue[1] else "C"
            gap = _distance(max(cue[0] - at, at - cue[1] + 1, 0))
            same = f"{side}{max(-2, min(2, self._sentences[at] - sentence))}"
            before, mine, behind = own[n : n + 3]
            found.append([
                *base[at - shift],
                f"A={side}{gap}",
                f"B={same}",
                f"C={side}{between[n]}",
                f"D={same}{kinds[at]}{mine}",
                f"E={side}{head}",
                f"F={side}{verb}{gap if gap < 3 else ''}{kinds[at]}",
                f"G={mine}",
                f"H={before}|{mine}",
                f"I={mine}|{behind}",
                f"J={other[n]}",
                f"K={mine}|{other[n]}",
                f"L={same}{marks[at]}",
                f"M={side}{words[at]}",
            ])  # fmt: skip
        return found

    def _rule_of(self, cue: Words) -> Attribution | None:
        """The quote of the rules with a cue that shares a character with this one."""
        start, end = self.place(cue)
        at = bisect_left(self._cues_of_rules, (end, 0))
        for place in self._cues_of_rules[max(0, at - 2) : at]:
            if start < place[1]:
                return self._by_cue[place]
        return None

    def _labels_of_rule(self, rule: Attribution | None, first: int, after: int) -> list[str]:
        """What each word of a stretch is in a quote of the rules."""
        if rule is None:
            return ["-"] * (after - first)
        found = ["O"] * (after - first)
        for name, words in self._roles(rule):
            self._label(found, words, name, (first, after))
        return found

    def _labels_of_others(
        self,
        rule: Attribution | None,
        cue: Words,
        cues: Sequence[Words],
        first: int,
        after: int,
    ) -> list[str]:
        """What each word of a stretch is in other quotes of the rules, and which are other cues."""
        found = ["O"] * (after - first)
        for start, end in cues[bisect_left(cues, (first, 0)) : bisect_left(cues, (after, 0))]:
            if (start, end) != cue:
                found[start - first : min(end, after) - first] = "q" * (min(end, after) - start)
        low = bisect_left(self._by_place, (self.starts[first], 0))
        high = bisect_left(self._by_place, (self.ends[after - 1], 0))
        for _, number in self._by_place[low:high]:
            if self._rules[number] is not rule:
                for name, (start, end) in self._roles(self._rules[number]):
                    for at in range(max(start, first) - first, min(end, after) - first):
                        if found[at] == "O" and name != "q":
                            found[at] = name
        return found

    def _between(self, other: Sequence[str], cue: Words, first: int, after: int) -> list[str]:
        """For each word of a stretch, what is between it and the cue."""
        found = [""] * (after - first)
        for places in (range(cue[0] - 1, first - 1, -1), range(cue[1], after)):
            counts: dict[str, int] = {}
            key = ""
            for at in places:
                found[at - first] = key
                sign = "q" if other[at - first] == "q" else _BETWEEN.get(self.kinds[at], "")
                if sign and counts.get(sign, 0) < _MOST:
                    counts[sign] = counts.get(sign, 0) + 1
                    key = "".join(f"{sign}{count}" for sign, count in sorted(counts.items()))
        return found


def _distance(words: int) -> int:
    """A number of words, large ones together."""
    if words < 6:
        return words
    return 6 if words < 10 else 7 if words < 20 else 8 if words < 40 else 9


def _stem(word: str) -> str:
    """A word without an ending of verbs."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@cache
def _cue_classes() -> dict[str, str]:
    """What the lexicon says of a word that can be part of a cue or of a source."""
    found: dict[str, str] = {}
    for form, verb in verbs().items():
        flags = "".join(flag for flag, is_so in zip("ncrita", verb[1:], strict=True) if is_so)
        found.setdefault(form.split()[0], f"verb {flags}")
    for section in ("nouns", "attitude nouns", "attitude adjectives", "hearsay", "seeming",
                    "expectations", "evidential", "light verbs"):  # fmt: skip
        for word in lexicon.words("attribution", section):
            found.setdefault(word, section)
    for section in ("titles", "roles", "voices", "organisations", "outlets", "documents"):
        for word in lexicon.words("persons", section):
            found.setdefault(word, section)
            found.setdefault(f"{word}s", section)
    return found
