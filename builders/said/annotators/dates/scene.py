"""Which day a time of the day belongs to: the one named last, if the text is still there.

A date sets the scene if it is near to the document's time, or begins its sentence. "He was born on
3 July 1975. The alarm was raised at 8.40am." is about the document's own day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from said.annotators.dates.context import Day, parse_day
from said.annotators.dates.phrase import Phrase, Timex
from said.annotators.dates.story import is_told_back
from said.annotators.dates.tense import Surroundings
from said.text.datetokens import BREAK, DateTokens, Token, coded
from said.text.datewords import STOP, listed

if TYPE_CHECKING:
    from said.annotators.dates.story import Story

_NEAR = 8
"""Days from the document's time within which any day sets the scene."""


_REPORT = 300
"""Tokens in which a report stays with its day."""
_BOUNDS = frozenset({"before", "from", "since", "till", "until"})
"""Words before a day that only tell how long something is."""
_RELATIVE = frozenset({"who", "which", "whose", "where"})
_ASIDE = 12
"""Tokens before a day in which a relative pronoun shows that it is mentioned in passing."""
_CLAUSE = 40
"""Tokens that a clause has at most between a day and a time."""


def day_of_scene(p: Phrase) -> Day | None:
    """The day that a time of the day without one belongs to: that of its clause or of its scene,
    or the day named last for "that night"; None if it is the document's day."""
    context, last = p.context, p.context.last
    if p.story:
        return last
    if p.has("THAT", "NEXT", "SAME", "BEFORE", "AFTER") or p.words() & {"previous", "preceding"}:
        context.origin = context.last_day
        return context.last_day
    if last is None or _is_stamp(p):
        return None
    if last.unit == "day" and _is_in_clause(p, last):
        return last
    scene = context.scene
    if scene is None or (p.dct and scene.date < p.dct and p.tense() == "future"):
        return None
    if context.tokens.begins_paragraph(p.first):  # an entry of a log
        return scene if context.tokens.begins_paragraph(scene.first) else None
    return scene if scene.first == last.first or _is_of_report(p, scene) else None


def _is_stamp(p: Phrase) -> bool:
    """Whether a time tells when the text was written: Updated at 4 p.m., "As of 3 p.m.", it's
    8.15."""
    words = p.words_before(3)
    if words[-1:] in (["is"], ["'s"], ["’s"]):
        return words[-2:-1] in (["it"], ["time"])
    before = [word for word in words if word not in _AROUND_STAMP]
    return bool(before) and (before[-1] in listed("stamps") or before == ["as", "of"])


_AROUND_STAMP = frozenset([":", ",", "-", "–", "—", "(", "at", "\n\n"])


def sets_scene(p: Phrase, day: Day) -> bool:
    """Whether a text goes on to describe a day that a phrase names: it is near to the
    document's time, or begins its sentence, and is not only looked back to."""
    if p.word_before == "since":  # only tells how long
        return False
    if Surroundings(p.context.tokens, p.first, p.after).begins_sentence():
        return True
    near = p.dct is not None and abs((day.date - p.dct).days) <= _NEAR
    return near and (_RELATIVE.isdisjoint(p.words_before(_ASIDE)) or not is_told_back(p))


def _is_of_report(p: Phrase, day: Day) -> bool:
    """Whether a text still describes its day near to the document's time, although it has named
    another time since: "It voted on Thursday. It has known since May. The motion fell at 11pm."."""
    if p.dct is None or p.first - day.after > _REPORT or abs((p.dct - day.date).days) > _NEAR:
        return False
    ahead = day.date > p.dct
    if ahead and p.context.tokens.lowered[day.first - 1] in _BOUNDS:
        return False
    return (p.tense() == "past") is not ahead


def find_night(timex: Timex, p: Phrase) -> Day | None:
    """The day of an evening or a night that a phrase names."""
    part = timex.value[_DAY_DIGITS:]
    late = part in ("TNI", "TEV") or "T19" < part < "T24"
    day = parse_day(timex.value) if late else None
    return Day(day, "day", p.context.count, p.first, p.after) if day else None


def morning_after(p: Phrase) -> Day | None:
    """The day that follows the night of the same passage: on Friday night … until 3am."""
    night, tokens = p.context.night, p.context.tokens
    if night is None or p.first - night.after > _CLAUSE or p.story:
        return None
    later = p.context.last is not None and p.context.last.first > night.first
    if later or p.joint() in ("AND", "COMMA", "OR") or tokens.has_break(night.after, p.first):
        return None
    return night._replace(date=night.date + timedelta(days=1))


def is_in_day(p: Phrase) -> bool:
    """Whether the clause of a phrase has named its day."""
    last = p.context.last
    return last is not None and last.unit == "day" and _is_in_clause(p, last)


def days_in_night(p: Phrase, time: str) -> int | None:
    """How many days from the day of its scene a time without a day is, if it is an end of a night:
    "was robbed between 9 p.m. and 6 a.m." began the day before, "will be shut from 9 p.m. to
    6 a.m." ends the day after. None if it is no such time."""
    begins = "17" < time < "24" and p.word_before in ("between", "from")
    if (not begins and time > "12") or not p.first:
        return None
    joint, *other = (list(p.tokens_behind(3)) or p.found) if begins else _reversed_joint(p)
    if joint.kind not in ("AND", "TILL", "HYPH") or not _is_half(other, "a" if begins else "p"):
        return None
    # The day that the clause names is that of the evening; that of a report, of the morning.
    last = p.context.last
    evening = p if begins else p._replace(first=p.first - len(other) - 1)
    named = last is not None and is_in_day(evening)
    if last and p.context.tokens.begins_paragraph(last.first):
        named = False
    if begins:
        return -1 if not named and p.tense() == "past" else None
    return 1 if named or p.tense() == "future" else None


def _reversed_joint(p: Phrase) -> list[Token]:
    """The joint before a phrase, and the time before that."""
    *other, joint = p.tokens_before(3)
    return [joint, *(token for token in other if token.kind in ("NUM", "CLOCK", "AMPM"))]


def _is_half(tokens: Sequence[Token], half: str) -> bool:
    """Whether a time of the clock is before noon ("a") or after it ("p")."""
    kinds = [token.kind for token in tokens]
    if "AMPM" in kinds:
        return tokens[kinds.index("AMPM")].lower.startswith(half)
    return "CLOCK" in kinds and (tokens[kinds.index("CLOCK")].text >= "12") == (half == "p")


def find_entry(timex: Timex, p: Phrase, number: int) -> tuple[Day, int] | None:
    """The day and the end of the entry of a log or a live blog that an expression begins: "Monday,
    Oct. 1, 7:52 a.m. A caller reported …", "3 May: The council votes". A short line without a full
    stop is the title of the paragraph behind it."""
    tokens = p.context.tokens
    if not tokens.begins_paragraph(p.first) or p.has("DAYREF"):
        return None
    if timex.type not in ("DATE", "TIME"):
        return None
    day = parse_day(timex.value) if len(timex.value) >= _DAY_DIGITS else None
    if day is None or p.after >= len(tokens) or tokens.kind(p.after) == BREAK:
        return None
    then = tokens.string(p.after)
    timed = p.has("CLOCK", "AMPM", "OCLOCK") and (then[0].isupper() or then[0] in "@‘“\"'")
    if not timed and then not in (":", "–", "—"):
        return None
    end = _end_of_line(tokens, p.after)
    line = tokens.codes[p.after : end]
    if len(line) <= _TITLE and coded(STOP) not in line:
        end = _end_of_line(tokens, end + 1)
    return Day(day, "day", number, p.first, p.after), end


def find_anniversary(p: Phrase, of_document: date | None, number: int) -> Day | None:
    """The day long ago that a phrase and the one before it name in two ways, with which a passage
    about that day begins: "A hundred years ago, on 11 August 1921, the mill stopped"."""
    if p.has("AGO"):
        day = p.context.last_day
        joined = day is not None and 0 <= p.first - day.after <= NEAR_AGO
    else:
        day = p.context.last and p.context.last._replace(
            number=number, first=p.first, after=p.after
        )
        joined = 0 <= p.first - p.context.after_ago <= NEAR_AGO
    if day is None or of_document is None or p.story or not joined or day.unit != "day":
        return None
    return day if of_document.year - day.date.year >= _LONG_AGO else None


def leaves_anniversary(p: Phrase, story: Story) -> bool:
    """Whether a phrase counts from the document's time although the passage tells of a day long
    ago: next Tuesday, yesterday, this year, two years ago; a weekday in another paragraph."""
    if p.has("DAYREF", "THIS", "CURRENT", "AGO", "NOW") or p.words() & {"last", "past"}:
        return True
    if p.has("NEXT") and not (p.has("THE") or "following" in p.words()):
        return True
    if p.tense() == "future":
        return True
    return p.has("WDAY") and not (p.has("MONTH") or story.is_in_paragraph(p.first))


NEAR_AGO, _LONG_AGO = 3, 5
"""Tokens between the two names of such a day, and years that it is away."""


def _end_of_line(tokens: DateTokens, place: int) -> int:
    found = tokens.codes.find(coded(BREAK), place)
    return len(tokens) if found < 0 else found


_DAY_DIGITS, _TITLE = 10, 12
"""Digits of a value that names a day, and tokens of the longest title of an entry."""


def _is_in_clause(p: Phrase, day: Day) -> bool:
    """Whether nothing ends the clause between a day and the phrase, but for a comma directly
    behind the day: "on 6 May 1962, at 11pm"."""
    if p.first - day.after > _CLAUSE:
        return False
    between = p.context.tokens[day.after : p.first]
    if any(token.kind in (BREAK, STOP) or token.text in "?!" for token in between):
        return False
    commas = [token.kind for token in between].count("COMMA")
    return not commas or (commas == 1 and between[0].kind == "COMMA" and len(between) <= 3)
