"""Free words of a text while it is read: whose they are, and which quote they go on from (Q6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from said.annotators.quotes import direct, sources
from said.annotators.quotes.attribution import Attribution
from said.annotators.quotes.marks import MarkedWords
from said.annotators.quotes.reading import Sentence
from said.text.classes import Pos

_JOINED_PARAGRAPHS = 2
_FRAGMENTS = 50


class FreeWords:
    """Adds direct quotes to a list, and keeps what a sentence leaves open for the next one."""

    def __init__(self, found: list[Attribution], marked: MarkedWords, attitudes: bool) -> None:
        self._found = found
        self._marked = marked
        self._attitudes = attitudes
        self.paragraph = 0
        """The number of the paragraph that is read."""
        self.attributed_in = -1
        """That of the last paragraph with an attribution."""
        self.is_open = False
        """Whether the closing mark of the last paragraph's words is still to come."""
        self.last: int | None = None
        """The number of the last direct quote, as long as words may be added to it."""
        self.awaited: Attribution | None = None
        """The cue and the source of what the next free words may be."""
        self._last_in = 0  # the paragraph of `last`

    def add(self, one: Attribution) -> None:
        """Adds a direct quote."""
        self.last, self._last_in = len(self._found), self.paragraph
        self.attributed_in = self.paragraph
        self._found.append(one)

    def add_words(self, sentence: Sentence, places: Iterable[int], one: Attribution) -> None:
        """Adds an attribution, with free words as its content."""
        continues = None if one.cue or one.source else self._continued()
        content = self._marked.inside(sentence.starts[at] for at in places)
        self.add(one._replace(content=content, continues=continues))

    def sign(self, sentence: Sentence) -> bool:
        """Gives the last free words who signs them, if the sentence is a signature."""
        signer = direct.find_signature(sentence)
        near = self.paragraph - self._last_in <= _JOINED_PARAGRAPHS
        if not signer or self.last is None or not near:
            return False
        signed = self._found[self.last]
        source = sentence.range(signer)
        self._found[self.last] = signed._replace(source=source, rule="signature")
        self.last = None  # what is signed is complete
        return True

    def add_sentence(self, sentence: Sentence, free: Sequence[int]) -> None:
        """Adds a sentence of nothing but free words. Where nobody has spoken before it in the
        paragraph, words side by side have a voice each: “Who is it?” “I am.”"""
        goes_on = self.last is not None and self._last_in == self.paragraph
        alone = self.awaited is None and not goes_on
        if alone and Pos.FREE * 2 in sentence.kinds:
            for at in free:
                self.last = None
                self._add_alone(sentence, [at])
        else:
            self._add_alone(sentence, free)

    def add_left(self, sentence: Sentence, left: set[int]) -> None:
        """Adds the free words of a sentence that neither a cue nor a colon attributes."""
        if self._attitudes:
            self._add_alone(sentence, sorted(left))
            return
        broken = direct.find_broken(sentence)
        if broken and left.issuperset(broken[1]):
            source = sentence.range(broken[0]) if broken[0] else None
            self.add_words(sentence, broken[1], Attribution((), (), source, rule="broken"))
            left = left.difference(broken[1])
        for at in [at for at in sorted(left) if self._is_spoken(sentence, at)]:
            if sentence.kinds[at : at + 2] == Pos.FREE * 2:  # the words beside them have a voice
                content = self._marked.inside([sentence.starts[at]])
                self._found.append(Attribution(content, rule="words alone"))
            else:
                self._add_alone(sentence, [at])

    def _continued(self) -> int | None:
        """The quote that the previous paragraph ends without a closing mark (Q6)."""
        near = self.is_open and self.paragraph - self._last_in == 1
        return self.last if near else None

    def _is_spoken(self, sentence: Sentence, at: int) -> bool:
        """Whether free words are somebody's, though nothing attributes them: they go on from others
        in their sentence, or begin it and end as words do that something is to follow."""
        if sentence.kinds[:at].strip(Pos.FREE):
            return Pos.FREE in sentence.kinds[:at] and self._last_in == self.paragraph
        if sentence.range((at, at + 1)) in self._marked.labels:
            return False
        return sentence.words[at] in ",?!-–—…" or sentence.kinds[at + 1 : at + 2] == Pos.FREE

    def _add_alone(self, sentence: Sentence, places: Sequence[int]) -> None:
        """Adds free words without a cue: they belong to the cue of the sentence before, continue
        the quote before in the same paragraph (Q6), or are a quote of their own."""
        content = self._marked.inside(sentence.starts[at] for at in places)
        if self.awaited:
            self.add(self.awaited._replace(content=content))
            self.awaited = None
            return
        reach = 1 if self._attitudes else 0
        if self.last is not None and self.paragraph - self._last_in <= reach:
            last = self._found[self.last]
            if len(last.content) < _FRAGMENTS:
                joined = tuple(sorted({*last.content, *content}))
                self._found[self.last] = last._replace(content=joined)
                self._last_in = self.paragraph
                return
        continued = self._continued()
        rule = "words alone" if continued is None else "continued"
        found = self._attitudes and sources.find_beside_free(sentence, places[0], places[-1] + 1)
        source = sentence.range(found) if found and continued is None else None
        self.add(Attribution(content, (), source, continues=continued, rule=rule))
