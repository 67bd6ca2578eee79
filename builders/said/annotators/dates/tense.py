"""Whether the words around an expression place it in the past or in the future.

The nearest verb of the sentence decides: its tense ("will meet on Friday"), or that it is a verb of
what is planned ("opens on Friday", "was moved to Friday").
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from said.text.datetokens import BREAK, DateTokens, coded
from said.text.datewords import OTHER, STOP, listed

_BACK, _AHEAD = 18, 6
"""Tokens before and after an expression that are searched for a verb."""
_SETTING = 7
"""Tokens before "for Friday" that are searched for the verb that sets the day."""
_PLANNED, _GOING_ON, _FRONTED = 10, 5, 3
"""Tokens before an expression in which "sings" or "is singing" goes with it, and those behind it:
"On Friday she sings"."""
_LABEL, _HABIT = 4, 12
"""Tokens of the label of an answer, and those before an expression in which "usually" goes with
it."""
_SETS = ("UNIT", "WDAY", "MONTH", "SEASON", "PART")
"""What comes again after "every"."""
_FRONT = 5
"""Words that may stand in front of a date that begins its sentence."""
_ENDS = frozenset(".;?!")
_BE, _PLACE, _ASKED = 3, 8, 4
"""Tokens between "is" and an expression that it goes with, those of a place there, and those
between "did" and its verb."""
_NEAR, _BOUND = 4, frozenset({"is", "are", "am"})
"""Tokens between "to" and an expression, and the forms of "be" that bind it anywhere."""
_DONE_BEFORE = 9
_DONE_FORMS = frozenset({"had", "been", "was", "were"})
_AHEAD_FORMS = frozenset({"to", "must", "be"})
_DONE = 3
"""Words behind an expression, or its second word, in which a verb tells what was done by then."""
_FIXTURE, _AGAINST = 6, frozenset({"v", "vs"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PLURAL = frozenset({"we", "they", "you", "who", "that"})
"""Subjects of a verb without an ending."""


@cache
def _forms_of_planned() -> frozenset[str]:
    """What `_is_planned` looks at: most words are none of these."""
    verbs = listed("verbs of what is planned")
    forms = [form for verb in verbs for form in (verb, f"{verb}s", f"{verb}es", f"{verb}ing")]
    dropped = [f"{verb[:-1]}ing" for verb in verbs if verb.endswith("e")]
    return frozenset([*forms, *dropped, "forecast", "is", "are"])


def _is_done(verb: str) -> bool:
    """Whether a word is a verb of the past, but not of who says so."""
    past = verb in listed("past verbs") or (len(verb) > 4 and verb.endswith("ed"))
    return past and verb not in listed("verbs that report")


@cache
def _looked_at() -> frozenset[str]:
    """The words that may show a tense, but for those in -ed, and those at which a search ends."""
    verbs = listed("past verbs") | listed("future verbs") | _forms_of_planned()
    return verbs | _ENDS | {"won", "to", "“"}


class Surroundings(NamedTuple):
    """The tokens of a text around those from `first` up to `after`, which are an expression."""

    tokens: DateTokens
    first: int
    after: int

    def _word(self, place: int) -> str:
        """The token at a place in lower case, empty outside of the text."""
        lowered = self.tokens.lowered
        return lowered[place] if 0 <= place < len(lowered) else ""

    def find_tense(self) -> str | None:
        """`past` or `future` by the nearest verb of the sentence, None if no verb shows it.

        What stands before an expression is taken to be nearer than what follows it.
        """
        if self._word(self.first - 1) == "since":
            return "past"
        if self._is_set():
            return "future"
        relative = self._word(self.first - 2) in _RELATIVE  # "critics who on Sunday cast"
        back = 1 if relative else _BACK
        before = self._verb(range(self.first - 1, max(-1, self.first - 1 - back), -1))
        behind = self._verb(range(self.after, min(len(self.tokens), self.after + _AHEAD)))
        then = self._word(self.after)
        if before and behind and (then == "," or then in listed("before a clause")):
            behind = None  # "will open before June after councillors voted"
        found = [verb for verb in (before, behind and (behind[0] + 3, behind[1])) if verb]
        if not found and self._is_fixture():
            return "future"
        return min(found)[1] if found else self._tense_of_answer()

    def _is_fixture(self) -> bool:
        """Whether a line without a verb names a match: Lions v Tigers, Saturday 3pm."""
        before = self.tokens.lowered[max(0, self.first - _FIXTURE) : self.first]
        return not _AGAINST.isdisjoint(before)

    def _tense_of_answer(self) -> str | None:
        """The tense of the answer to a question without a verb: "And on Tuesday?"."""
        if "?" not in (self._word(self.after), self._word(self.after + 1)):
            return None
        first = self.after + 1
        for at in range(first, min(len(self.tokens), first + _LABEL)):
            if self.tokens.kind(at) == BREAK or self._word(at) == ":":
                first = at + 1
        verb = self._verb(range(first, min(len(self.tokens), first + _AHEAD)))
        return verb[1] if verb else None

    def is_habitual(self) -> bool:
        """Whether the clause tells what happens as a rule: "usually closed from November on",
        "every year in June", "at 9.40 and is always full"."""
        if self._word(self.first - 1) == "since":
            return False
        return self._recurs_before() or self._recurs_behind()

    def _recurs_before(self) -> bool:
        for place in range(self.first - 1, max(-1, self.first - 1 - _HABIT), -1):
            word, kind = self._word(place), self.tokens.kind(place)
            if word in listed("habits") or self._recurs_at(place):
                return True
            if kind in (BREAK, STOP) or word in _ENDS:
                return False
            fronted = kind == "COMMA" and (
                self._word(place - 1) in listed("habits") or self.tokens.kind(place - 2) == "EACH"
            )
            if kind == "COMMA" and not fronted:
                return False
        return False

    def _recurs_behind(self) -> bool:
        """Whether "every day" or "daily" stands behind in the sentence."""
        for place in range(self.after, min(len(self.tokens), self.after + _HABIT)):
            kind = self.tokens.kind(place)
            if kind in (BREAK, STOP, "COMMA") or self._word(place) in _ENDS:
                return False
            if self._recurs_at(place) or self._word(place) in listed("habits"):
                return True
        return False

    def _recurs_at(self, place: int) -> bool:
        """Whether a place has "every week", "Sundays" or "daily", which is no adjective there and
        has no end: every weekend until December."""
        kind = self.tokens.kind(place)
        if kind not in ("EACH", "DAILY", "WDAYS") or place + 1 >= len(self.tokens):
            return kind == "DAILY"
        if self._word(self.first - 1) in ("until", "till"):
            return False
        if kind == "EACH":
            return self.tokens.kind(place + 1) in _SETS
        then = self._word(place + 1)
        return kind == "WDAYS" or not then.isalpha() or then in listed("after a day")

    def points_ahead(self) -> bool:
        """Whether the words before point ahead ("by Friday", "as early as Friday")."""
        at = self._preposition()
        word = self._word(at)
        if word not in listed("pointing ahead"):
            return word == "as" and self._word(at - 1) in ("early", "soon")
        then = self.tokens.lowered[self.first + 1 : self.first + 7]
        breaks = [self.tokens.kind(self.first + 1 + n) == BREAK for n in range(len(then))]
        then = then[: breaks.index(True)] if True in breaks else then
        if {"had", "was", "were", "did"}.intersection(then):
            return False
        if any(_is_done(verb) for verb in then[:_DONE]):  # "by Tuesday night they held the city"
            return False
        if word == "by" and self._was_done(at):
            return False
        # "Lasted until Friday" is over, "is closed until Friday" and "was adjourned until" are not.
        return word not in ("until", "till", "through") or self.find_tense() != "past"

    def _was_done(self, at: int) -> bool:
        """Whether something was done by the expression: all had been found by Friday."""
        before = self.tokens.lowered[max(0, at - _DONE_BEFORE) : at]
        if _DONE_FORMS.isdisjoint(before) or not _AHEAD_FORMS.isdisjoint(before):
            return False
        return listed("future verbs").isdisjoint(before) and self.find_tense() == "past"

    def begins_sentence(self) -> bool:
        """Whether only small words stand in front of the expression in its sentence."""
        for place in range(self.first - 1, max(-1, self.first - 1 - _FRONT), -1):
            if self.tokens.kind(place) in (BREAK, STOP):
                return True
            if self._word(place) not in listed("in front of a date"):
                return False
        return self.first < _FRONT

    def _preposition(self) -> int:
        """The place before the expression, or before "at least" in front of it."""
        at = self.first - 1
        return at - 2 if self._word(at) == "least" and self._word(at - 1) == "at" else at

    def _is_set(self) -> bool:
        """Whether a verb sets the day: "was fixed for 4 May", "moved to Friday", "adjourned until
        June". What had been set before is left open, for it may have come otherwise."""
        at = self._preposition()
        if self._word(at) not in listed("before a day that is set"):
            return False
        for place in range(at - 1, max(-1, at - 1 - _SETTING), -1):
            word = self._word(place)
            if word in _ENDS or self.tokens.kind(place) == BREAK:
                return False
            if word in listed("verbs that set a day"):
                before = {self._word(place - n) for n in (1, 2, 3)}
                behind = {self._word(self.after + n) for n in (0, 1)}
                had_been = before & {"had", "originally", "previously", "initially"}
                return not (had_been or behind & {"was", "were"})
        return False

    def _verb(self, places: range) -> tuple[int, str] | None:
        """How far away the first verb that shows a tense is, and the tense."""
        lowered, codes, end = self.tokens.lowered, self.tokens.codes, coded(BREAK)
        past_verbs, future_verbs = listed("past verbs"), listed("future verbs")
        planned, looked_at = _forms_of_planned(), _looked_at()
        for distance, at in enumerate(places):
            word = lowered[at]
            if word not in looked_at and word[-2:] != "ed" and codes[at] != end:
                continue  # as most words
            if word in _ENDS or codes[at] == end or (word == "“" and at < self.first):
                return None
            if word in future_verbs or (word in planned and self._is_planned(at, distance)):
                return distance, "future"
            if word == "won" and self._word(at + 1)[:1] in ("'", "’"):  # won't
                return distance, "future"
            past = word in past_verbs or (len(word) > 4 and word.endswith("ed"))
            if past and self._word_before(at) not in listed("before no verb"):
                return distance, "past"
            if word != "to":
                continue
            # Behind it, "to inform" only tells what for.
            near = distance < _NEAR and at < self.first
            if (near or self._word(at - 1) in _BOUND) and self._is_infinitive(at):
                return distance, "future"
        return None

    def _word_before(self, at: int) -> str:
        """The word before another one, or before the prefix that a hyphen joins to it."""
        return self._word(at - 3 if self._word(at - 1) == "-" else at - 1)

    def _is_planned(self, at: int, distance: int) -> bool:
        """Whether a word is the present tense of what is planned: the choir sings on Sunday, Leeds
        play Derby on Saturday, we are flying on Friday; the vote is on Friday."""
        if at > self.first and not (distance < _FRONTED and self.begins_sentence()):
            return False
        if distance > _PLANNED:
            return False
        word, before = self._word(at), self._word(at - 1)
        if word == "forecast":
            return before in ("is", "are")
        if word in ("is", "are"):
            if at > self.first:
                return False
            return before != "it" and (distance < _BE or self._is_where(at, distance))
        planned = listed("verbs of what is planned")
        if self._is_asked(at):
            return False
        if word.endswith("ing"):
            is_verb = bool({word[:-3], f"{word[:-3]}e"} & planned) and distance <= _GOING_ON
            return is_verb and before in ("is", "are", "am", "re", "m", "'re", "'m")
        if before == ",":  # Grey Linnet, unbeaten this year, runs in the cup on Friday
            listing = self._word(at + 1) in (",", "and", "or")
            return word.endswith("s") and not listing and self._is_third_person(word)
        if before in listed("before no verb") or not before.isalpha():
            return False
        if word in planned:
            subject = self.tokens.string(at - 1)
            plural = before.endswith("s") and not before.endswith("ss")
            named = plural or subject[0].isupper() or before in ("and", "then")
            return before in _PLURAL or (named and word in listed("planned without an ending"))
        return self._is_third_person(word)

    def _is_third_person(self, word: str) -> bool:
        planned = listed("verbs of what is planned")
        return bool({word.removesuffix("s"), word.removesuffix("es")} & planned)

    def _is_where(self, at: int, distance: int) -> bool:
        """Whether "is" only tells where something takes place: is at home to the Jets on Friday."""
        between = self.tokens.lowered[at + 1 : self.first]
        in_place = bool(between) and between[0] in listed("before a place")
        return (
            in_place and distance <= _PLACE and not listed("before a clause").intersection(between)
        )

    def _is_asked(self, at: int) -> bool:
        """Whether a verb goes with "did": did you leave the house on Friday."""
        return "did" in self.tokens.lowered[max(0, at - _ASKED) : at]

    def _is_infinitive(self, at: int) -> bool:
        """Whether "to" leads a verb of what is still to come ("set to resume")."""
        if at + 1 >= len(self.tokens) or self.tokens.kind(at + 1) != OTHER:
            return False
        then = self.tokens.string(at + 1)
        if not then.isalpha() or not then.islower() or then in listed("after a preposition"):
            return False
        return self._word(at - 1) not in listed("before a done infinitive")
