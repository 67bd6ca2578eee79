"""Anchoring: finds the places in a text of strings that somebody gives without offsets.

A string is looked for exactly; then with quotation marks, dashes, white space, letter case and
Unicode's compatibility forms made alike, and without punctuation at its edges; then in pieces,
where an ellipsis, square brackets or a gap between quotation marks shows that something was left
out. A string matches whole words only. What does not occur in the text gets no place.

Where a string occurs several times, the other strings of its item and the order of the items decide
(`anchor`). Time grows with the length of the text and of the strings: sequences of words
are looked up, and a search never considers more than a fixed number of places.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise, product
from typing import Literal, NamedTuple

import regex

from said.text.segments import Place, Range, longest_rising, normalized, trimmed_range

How = Literal["exact", "normalized", "pieces"]

_MOST_PLACES = 10_000
"""Of a string that occurs more often, the later places are not considered."""
_MOST_CHOICES = 50
"""So many places of an item's main string are weighed against each other."""
_MOST_PIECES = 20
_FREQUENT = 500
"""Where each word of a string is more frequent, the whole text is searched for the string."""
_WIDEST_GAP = 1_000
"""So many characters can be left out between two pieces."""
_LEAST_PIECE = 8
"""A piece of fewer characters and of one word could be anywhere."""
_NEAR = (40, 150, 600)
"""How near the other strings of an item are, in steps of characters: what differs less than that
does not decide between two places."""
_IN_ORDER = 2 / 3
"""The order of items counts where so many of those with one place are in the order of the text."""

_FOLDED = regex.compile(
    r"(?P<plain>[A-Za-z0-9.,;:!?()/%$&\[\]]+(?!\p{M}))"
    r"|(?P<dash>[\s\p{Z}\p{Cf}]*+(?:[\p{Pd}\u2212][\s\p{Z}\p{Cf}]*+)++)"
    r"|(?P<space>\p{Cf}*+[\s\p{Z}][\s\p{Z}\p{Cf}]*+)"
    r"|(?P<hidden>\p{Cf}++)"
    r"|(?P<mark>''|``|´´|‘‘|’’|[\p{Quotation_Mark}`´′″])"
    r"|(?P<other>.\p{M}*+)",
    regex.DOTALL,
)
_WORD = re.compile(r"\w+")
# In a folded string: what shows that words were left out or replaced there.
_OMISSION = re.compile(r"\[[^\[\]]{0,200}\]|\(\.\.\.\)|\. ?\. ?\.(?: ?\.)*|[,.;]?' '")


class Anchor(NamedTuple):
    """Where a string is in a text: the ranges of its pieces in code points, half open, how it was
    found, and at how many places it could be."""

    place: Place
    how: How
    choices: int


AnchoredItem = dict[str, Anchor | None]
"""For each string of an item, by its name, where it is; None for what the text does not have."""


def anchor(text: str, items: Sequence[Mapping[str, str]]) -> list[AnchoredItem]:
    """Finds the strings of each item, such as a quote with its speaker and cue, in a text.

    The longest string of an item that occurs is its main one. If it occurs several times, the place
    is taken that no item has yet, has the other strings of the item near it, and keeps the items in
    the order of the text; of equal ones the first. The other strings are placed nearest to it and
    to each other, outside of it where that is possible.
    """
    finder = _Finder(text)
    named = [{name: finder.find(string) for name, string in item.items()} for item in items]
    mains = [_main_string(*both) for both in zip(items, named, strict=True)]
    order = _Order(
        [() if main is None else one[main].places for one, main in zip(named, mains, strict=True)]
    )
    taken: set[Place] = set()
    anchored = []
    for number, (one, main) in enumerate(zip(named, mains, strict=True)):
        result: AnchoredItem = dict.fromkeys(one)
        if main is not None:
            others = {name: found for name, found in one.items() if name != main and found.places}
            place, nearest = _choose(one[main], others, order.bounds(number), taken)
            taken.add(place)
            order.note(place)
            for name, chosen in {main: place, **nearest}.items():
                found = one[name]
                result[name] = Anchor(chosen, found.how, len(found.places))
        anchored.append(result)
    return anchored


def _main_string(item: Mapping[str, str], found: Mapping[str, _Found]) -> str | None:
    """The name of the longest string that occurs."""
    there = [name for name in item if found[name].places]
    return max(there, key=lambda name: len(item[name]), default=None)


class _Found(NamedTuple):
    """The places of a string, in the order of the text."""

    places: Sequence[Place]
    how: How


_NOWHERE = _Found((), "exact")


class _Folded(NamedTuple):
    """A text with what does not tell strings apart made alike; the range in the text that each
    character is from."""

    string: str
    starts: list[int]
    ends: list[int]


def _fold(text: str) -> _Folded:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _FOLDED.finditer(text):
        start, end = match.span()
        match match.lastgroup:
            case "plain":
                pieces.append(match[0].lower())
                starts += range(start, end)
                ends += range(start + 1, end + 1)
                continue
            case "dash":
                piece = "-"
            case "space":
                piece = " "
            case "hidden":
                continue
            case "mark":
                piece = "'"
            case _:
                piece = normalized("NFKC", normalized("NFKC", match[0]).casefold())
        pieces.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return _Folded("".join(pieces), starts, ends)


class _Finder:
    """Finds strings in one text; the same string is looked for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = _fold(text)
        self.known: dict[str, _Found] = {}

    def find(self, string: str) -> _Found:
        """The places of a string, of the first way in which it has one."""
        if string not in self.known:
            self.known[string] = self._find(string)
        return self.known[string]

    def _find(self, string: str) -> _Found:
        needle = _fold(string).string.strip()
        core = _core(needle)
        if not core:
            return _NOWHERE
        for wanted in dict.fromkeys((needle, core)):
            if places := self._places(wanted):
                stripped = string.strip()
                exact = [place for place in places if self.text[slice(*place)] == stripped]
                how: How = "exact" if exact else "normalized"
                return _Found([(place,) for place in exact or places], how)
        pieces = [core for piece in _OMISSION.split(needle) if (core := _core(piece))]
        is_cut = pieces != [core] and 0 < len(pieces) <= _MOST_PIECES
        if is_cut and all(map(_is_telling, pieces)):
            return _Found(self._chains(pieces), "pieces")
        return _NOWHERE

    def _places(self, needle: str) -> list[Range]:
        """The ranges in the text of a folded string, at the edges of words."""
        found = (self._range(at, at + len(needle)) for at in self._occurrences(needle))
        return [place for place in found if place]

    def _occurrences(self, needle: str) -> Iterator[int]:
        """Where a folded string occurs in the folded text."""
        words = [(match[0], match.start()) for match in _WORD.finditer(needle)]
        size = min(len(words), 3)
        rarest: tuple[Sequence[int], int] | None = None
        for key, offset in _sequences(words, size):
            places = self._sequences[size].get(key, ())
            if not places:
                return
            if rarest is None or len(places) < len(rarest[0]):
                rarest = places, offset
        text, number = self.folded.string, 0
        if rarest and len(rarest[0]) <= _FREQUENT:
            begins = (at - rarest[1] for at in rarest[0])
            yield from (at for at in begins if at >= 0 and text.startswith(needle, at))
            return
        at = text.find(needle)
        while at >= 0 and number < _MOST_PLACES:
            yield at
            number += 1
            at = text.find(needle, at + 1)

    @cached_property
    def _sequences(self) -> dict[int, dict[tuple[str, ...], list[int]]]:
        """Where in the folded text sequences of one to three words begin."""
        words = [(match[0], match.start()) for match in _WORD.finditer(self.folded.string)]
        found: dict[int, dict[tuple[str, ...], list[int]]] = {1: {}, 2: {}, 3: {}}
        for size, places in found.items():
            for key, at in _sequences(words, size):
                places.setdefault(key, []).append(at)
        return found

    def _range(self, first: int, after: int) -> Range | None:
        """The range in the text of a stretch of the folded text; None if it would cut a word or
        a character."""
        string, starts, ends = self.folded
        for edge in (first, after):
            if 0 < edge < len(string):
                if _in_word(string[edge - 1]) and _in_word(string[edge]):
                    return None
                if starts[edge - 1] == starts[edge]:
                    return None
        return trimmed_range(self.text, starts[first], ends[after - 1])

    def _chains(self, pieces: Sequence[str]) -> list[Place]:
        """The places of pieces that follow one another closely enough; of those that share their
        last piece the tightest."""
        lists = [self._places(piece)[:_MOST_CHOICES] for piece in pieces[:1]]
        lists += [self._places(piece) for piece in pieces[1:]]
        starts = [[start for start, _ in places] for places in lists]
        tightest: dict[Range, Place] = {}
        for first in lists[0]:
            chain = [first]
            for places, begins in zip(lists[1:], starts[1:], strict=True):
                at = bisect_left(begins, chain[-1][1])
                if at == len(places) or begins[at] - chain[-1][1] > _WIDEST_GAP:
                    break
                chain.append(places[at])
            else:
                tightest[chain[-1]] = tuple(chain)
        return sorted(tightest.values())


def _sequences(
    words: Sequence[tuple[str, int]], size: int
) -> Iterator[tuple[tuple[str, ...], int]]:
    """The sequences of so many words, each with the place of its first one."""
    for number in range(len(words) - size + 1):
        part = words[number : number + size]
        yield tuple([word for word, _ in part]), part[0][1]


def _core(folded: str) -> str:
    """A folded string without the punctuation, marks and blanks at its edges; "" without a word."""
    words = [*_WORD.finditer(folded)]
    return folded[words[0].start() : words[-1].end()] if words else ""


def _is_telling(piece: str) -> bool:
    return len(piece) >= _LEAST_PIECE or len(_WORD.findall(piece)) > 1


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


class _Order:
    """Between which places an item should be, by those items before and after it that have one
    place only, and by what was chosen for the one before it."""

    def __init__(self, choices: Sequence[Sequence[Place]]) -> None:
        fixed = [(n, places[0][0][0]) for n, places in enumerate(choices) if len(places) == 1]
        kept = [fixed[index] for index in longest_rising([start for _, start in fixed])]
        self.counts = len(kept) >= _IN_ORDER * len(fixed)
        self.numbers = [number for number, _ in kept]
        self.starts = [start for _, start in kept]
        self.last = 0

    def bounds(self, number: int) -> Range:
        """From where to where the item of this number should begin."""
        if not self.counts:
            return 0, 0
        at = bisect_left(self.numbers, number)
        after = bisect_right(self.numbers, number)
        low = self.starts[at - 1] if at else 0
        high = self.starts[after] if after < len(self.starts) else 1 << 60
        return (max(low, self.last) if self.last <= high else low), high

    def note(self, place: Place) -> None:
        """Remembers where the last item is."""
        self.last = place[0][0]


def _choose(
    main: _Found, others: Mapping[str, _Found], bounds: Range, taken: set[Place]
) -> tuple[Place, dict[str, Place]]:
    """The place of an item's main string, and those of its other strings."""
    low, high = bounds
    places = main.places
    if len(places) > _MOST_CHOICES:
        at = min(bisect_left(places, ((low, low),)), len(places) - _MOST_CHOICES)
        places = places[at : at + _MOST_CHOICES]
    best = None
    for place in [place for place in places if place not in taken] or places:
        nearest, spread = _nearest(place, others)
        how_good = bisect_left(_NEAR, spread), not low <= place[0][0] <= high, place
        if best is None or how_good < best[0]:
            best = how_good, nearest
        if best[0][:2] == (0, False):
            break
    assert best is not None
    (_, _, place), nearest = best
    return place, nearest


def _nearest(place: Place, others: Mapping[str, _Found]) -> tuple[dict[str, Place], int]:
    """The places of other strings that are nearest to a place and to each other, and how many
    characters are between them all."""
    if not others:
        return {}, 0
    choices = [_around(place, found.places) for found in others.values()]
    if len(choices) > 4:
        choices = [one[:1] for one in choices]
    best = min(product(*choices), key=lambda chosen: _spread(place, chosen))
    return dict(zip(others, best, strict=True)), _spread(place, best)


def _around(place: Place, places: Sequence[Place]) -> list[Place]:
    """Of some places those next to a place on both sides and between its pieces; one inside of it
    only where there is no other."""
    at = {bisect_left(places, ((edge, edge),)) for one in place for edge in one}
    near = {number for one in at for number in (one - 2, one - 1, one, one + 1)}
    found = [places[number] for number in sorted(near) if 0 <= number < len(places)]
    outside = [one for one in found if all(_gap(fragment, one[0]) for fragment in place)]
    return sorted(outside or found, key=lambda one: _distance(place, one))[:4]


def _spread(place: Place, chosen: Sequence[Place]) -> int:
    from_main = sum(_distance(place, one) for one in chosen)
    return from_main + sum(_distance(one, other) for one, other in pairwise(sorted(chosen)))


def _distance(first: Place, second: Place) -> int:
    return min(_gap(one, other) for one in first for other in second)


def _gap(first: Range, second: Range) -> int:
    """How many characters two ranges are apart: at least 1, or 0 where they overlap."""
    if first[0] < second[1] and second[0] < first[1]:
        return 0
    return max(first[0], second[0]) - min(first[1], second[1]) + 1
