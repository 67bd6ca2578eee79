"""Words that attribute: which verb forms, nouns and phrases of a sentence report somebody (Q2)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from said import lexicon
from said.annotate.quotes.reading import Sentence, words


class Verb(NamedTuple):
    """What is known of a cue by its lexicon line."""

    lemma: str
    noun_too: bool
    clause: bool
    recipient: bool
    infinitive: bool
    as_: bool
    name: bool
    attitude: bool = False


class Cue(NamedTuple):
    """A cue in a sentence: its tokens `first` to `after`, and how it is used: `finite`, `participle`
    (saying), `infinitive` (to say), `passive`, or `phrase` (according to)."""

    first: int
    after: int
    verb: Verb
    use: str


PHRASE = Verb("according to", False, False, False, False, False, False)


@cache
def forms(attitudes: bool = False) -> dict[str, Verb]:
    """The verbs by each form of one word; with `attitudes` those of thought and attitude too."""
    known = _sections()
    nouns = frozenset(
        (*lexicon.words("cues", "verbs or nouns"),
         *lexicon.words("attribution", "attitude verbs or nouns"))
    )
    found: dict[str, Verb] = {}
    rows = [(row, False) for row in lexicon.rows("cues", "verbs")]
    if attitudes:
        rows += [(row, True) for row in lexicon.rows("attribution", "attitude verbs")]
    for row, attitude in rows:
        for form in row:
            if " " not in form and form not in found:
                found[form] = _verb(row[0], form in nouns, known, attitude)
    return found


@cache
def _phrasal(attitudes: bool) -> dict[str, list[tuple[tuple[str, ...], Verb]]]:
    """Verbs of several words by their first."""
    known = _sections()
    found: dict[str, list[tuple[tuple[str, ...], Verb]]] = {}
    rows = [(row, False) for row in lexicon.rows("cues", "verbs")]
    if attitudes:
        rows += [(row, True) for row in lexicon.rows("attribution", "attitude verbs")]
    for row, attitude in rows:
        for form in row:
            first, *others = form.split()
            if others:
                verb = _verb(row[0], False, known, attitude)
                found.setdefault(first, []).append((tuple(others), verb))
    for phrase in lexicon.words("cues", "phrases"):
        first, *others = phrase.split()
        found.setdefault(first, []).append((tuple(others), PHRASE))
    return found


@cache
def _sections() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(lexicon.words("attribution", name))
        for name in (
            "with a clause", "with a recipient", "with an infinitive", "with as", "with a name",
        )
    }  # fmt: skip


def _verb(lemma: str, noun_too: bool, known: dict[str, frozenset[str]], attitude: bool) -> Verb:
    return Verb(
        lemma,
        noun_too,
        lemma in known["with a clause"],
        lemma in known["with a recipient"],
        lemma in known["with an infinitive"],
        lemma in known["with as"],
        lemma in known["with a name"],
        attitude,
    )


def find(sentence: Sentence, attitudes: bool, titled: bool) -> list[Cue]:
    """The cues of a sentence, by place. In a headline (`titled`) a capital says nothing."""
    known, phrasal = forms(attitudes), _phrasal(attitudes)
    found: list[Cue] = []
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.kind in 'Q",.;:-()0':
            continue
        if token.lower in phrasal:
            cue = _phrase_at(sentence, at, phrasal[token.lower])
            if cue:
                found.append(cue)
                continue
        verb = known.get(token.lower)
        if verb is None or (token.kind == "N" and at > 0 and not titled):
            continue
        if _is_verb(sentence, at, verb):
            found.append(Cue(at, at + 1, verb, _use(sentence, at)))
    return found


def _phrase_at(
    sentence: Sentence, at: int, options: list[tuple[tuple[str, ...], Verb]]
) -> Cue | None:
    for others, verb in options:
        after = at + 1 + len(others)
        if tuple(token.lower for token in sentence.tokens[at + 1 : after]) == others:
            if verb is PHRASE:
                return Cue(at, after, verb, "phrase")
            return Cue(at, after, verb, _use(sentence, at))
    return None


def _before(sentence: Sentence, at: int) -> int:
    """The place of the last token before, adverbs left out; -1 if there is none."""
    place = at - 1
    while place >= 0 and sentence.kinds[place] == "a":
        place -= 1
    return place


_OWNERS = frozenset({"my", "his", "her", "its", "our", "your", "their", "a", "an", "the"})


def _is_verb(sentence: Sentence, at: int, verb: Verb) -> bool:
    """Whether a form is used as a verb, by the words beside it."""
    kinds, tokens = sentence.kinds, sentence.tokens
    place = _before(sentence, at)
    kind = kinds[place] if place >= 0 else ""
    lower = tokens[at].lower
    then = kinds[at + 1] if at + 1 < len(tokens) else "."
    before = tokens[place].lower if place >= 0 else ""
    if kind == "'" and place == at - 1 and tokens[place - 1].kind not in "sw":
        return False
    if before in _OWNERS and not (before == "her" and not verb.noun_too):
        return False
    if kind == "-" and place == at - 1 and tokens[place].end == tokens[at].start:
        return False
    if not verb.noun_too:
        return not (kind == "d" and lower.endswith("ed") and then in "nN")
    if lower.endswith("ing"):
        return kind not in ("d", "'")
    if kind in ("p", "'"):
        return False
    if kind == "d":
        return before in ("this", "that", "all", "both", "many", "some", "most", "others")
    if then == "p" and tokens[at + 1].lower == "of":
        return False
    if kind in ("s", "x", "O", "w", "T"):
        return True
    if not place + 1 and then not in "TQ":
        return False
    return then in 'TsdNwo"Q:O,' or (then == "p" and kind == "N") or then == "b"


def _use(sentence: Sentence, at: int) -> str:
    """How a verb is used: see `Cue`."""
    tokens = sentence.tokens
    lower = tokens[at].lower
    place = _before(sentence, at)
    before = tokens[place].lower if place >= 0 else ""
    if lower.endswith("ing") or (" " in lower and lower.split()[0].endswith("ing")):
        return "finite" if before in words().be else "participle"
    if before == "to":
        return "infinitive"
    past = not lower.endswith("s") and lower not in ("say", "tell")
    if past and before in words().be:
        is_has = before == "'s" and place and tokens[place - 1].kind == "s"
        return "passive" if not is_has else "finite"
    return "finite"
