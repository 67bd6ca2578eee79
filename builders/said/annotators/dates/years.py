"""Months, seasons, quarters, years and longer stretches of the calendar."""

from __future__ import annotations

from datetime import date

from said.annotators.dates.context import LAST
from said.annotators.dates.determiners import find_superlative
from said.annotators.dates.matches import is_of_accounts, is_of_match
from said.annotators.dates.numerals import NUMBERS, SCALES
from said.annotators.dates.phrase import SEASONS, NoTime, Phrase, Timex
from said.annotators.dates.story import FIRST_MONTHS, find_month, find_season
from said.annotators.dates.units import year_at
from said.schema.scheme import DCT
from said.text.datewords import listed


def month_only(p: Phrase) -> Timex | None:
    """May 2024; last May; early November; November; March of "March to June 2023"."""
    month, year = p.month(), p.year()
    edge = p.found[0] if not p.has("OF", "HYPH") else None
    if edge and edge.kind == "EDGE" and edge.lower != "end":
        return None  # "sales start May 3", but "by end March"
    if year is None and p.shift() is None:
        year = p.year_ahead()
    if year is not None:
        return p.point(date(year, month, 1), "month", None, p.mod())
    dct, relative = p.dct, p.shift()
    if dct is None and relative is None and (year := _year_told(p)) is not None:
        return p.point(date(year, month, 1), "month", LAST, p.mod())
    if dct is None or (relative is None and not p.has("THAT") and p.is_habitual()):
        return Timex("DATE", f"XXXX-{month:02}", p.mod())
    if (year := p.year_beside()) is not None and relative is None:
        return p.point(date(year, month, 1), "month", LAST, p.mod())
    if p.context.last and (p.story or p.has("THAT")) and not p.has("UNIT"):
        return p.point(find_month(p, p.context.last, month), "month", LAST, p.mod())
    if p.has("UNIT") and relative is not None:  # "June last year"
        year = dct.year + relative
    elif relative == -1:  # "last April" in May is hardly that of a month ago
        year = dct.year if month < dct.month - 1 else dct.year - 1
    elif relative == 1:
        year = dct.year if month > dct.month else dct.year + 1
    elif relative == 0:
        year = dct.year
    else:
        year = _nearest_month(p, dct, month)
    return p.point(date(year, month, 1), "month", DCT, p.mod())


def _year_told(p: Phrase) -> int | None:
    """The year that was named shortly before, for words of which the time is not known."""
    last = p.context.last
    if last is None or p.first - last.after > _SHORTLY or p.word_before == "since":
        return None
    if last.first > 0 and p.context.tokens.lowered[last.first - 1] == "since":
        return None
    return last.date.year if p.tense() == "past" else None


_SHORTLY = 40
"""Tokens after a year within which a month belongs to it."""


def _nearest_month(p: Phrase, dct: date, month: int) -> int:
    """The year in which a bare month lies: the last one, unless it lies close ahead or something
    points there."""
    away = month - dct.month
    tense = p.tense()
    if tense != "future" and find_superlative(p) is not None:
        return dct.year if away <= 0 else dct.year - 1
    first = p.context.last
    if (
        p.joint() == "TILL"
        and first
        and first.unit == "month"
        and p.tokens_before(2)[0].kind == "MONTH"
    ):
        return first.date.year + (month < first.date.month)
    starts = p.word_before == "from" and tense is None and p.begins_sentence()
    starts = starts and p.next_word not in ("to", "through", "until", "till", "-", "–")
    if tense == "future" or starts or p.points_ahead():
        return dct.year if away >= 0 else dct.year + 1
    if away > 0 and p.word_before == "since":
        return dct.year - 1
    if away <= 0:
        return dct.year if away > -10 or tense == "past" else dct.year + 1
    return dct.year if away == 1 or (away < 5 and tense != "past") else dct.year - 1


def season(p: Phrase) -> Timex | None:
    """Last fall; the winter of 1994; this summer; that winter."""
    code, year, dct = SEASONS[p.needed("SEASON").lower], p.year(), p.dct
    if p.has("EACH"):
        return Timex("SET", f"XXXX-{code}", quant=p.quant())
    anchor = None
    if year is None:
        last = p.context.last if p.story or p.has("THAT") else None
        if last is not None:
            first = find_season(p, last, code)
            return Timex("DATE", f"{year_at(first)}-{code}", p.mod(), anchor=LAST)
        if dct is None or _is_any(p):
            return Timex("DATE", f"XXXX-{code}", p.mod())
        anchor = DCT
        year = _year_of_season(p, dct, FIRST_MONTHS[code])
    if anchor is None:
        p.point(date(year, FIRST_MONTHS[code], 1), "season", None)
    return Timex("DATE", f"{year:04}-{code}", p.mod(), anchor=anchor)


def _is_any(p: Phrase) -> bool:
    """Whether a season is that of any year: in winter the harbour freezes."""
    if len(p.found) > 1 or p.story or p.word_before not in ("in", "during"):
        return False
    return p.is_habitual() or p.tense() is None


def _year_of_season(p: Phrase, dct: date, month: int) -> int:
    """The year of a season that begins with a month."""
    if p.has("UNIT"):
        return dct.year + (p.shift() or 0)
    goes_on = month > 10 and dct.month < 3  # a winter that began last year
    if p.has("THIS"):
        return dct.year - goes_on
    if p.has("LAST"):
        return dct.year - (month > dct.month - 2) - goes_on
    if p.has("NEXT"):
        return dct.year + (month <= dct.month)
    tense = p.tense()
    if month + 2 < dct.month and (tense == "future" or p.points_ahead()):
        return dct.year + 1
    if month + 2 > dct.month and tense != "future" and find_superlative(p) is not None:
        return dct.year - 1
    return dct.year - (month > dct.month and (tense == "past" or (goes_on and tense != "future")))


def season_of_two_years(p: Phrase) -> Timex | None:
    """The winter of 1994-95, of 1994/95: of the first year."""
    first, joint, second = p.found[-3:]
    if joint.text not in ("-", "–", "/") or first.end != joint.start or joint.end != second.start:
        return None
    following = int(first.text) + 1
    names = (str(following), f"{following % 100:02}", str(following % 10))
    return season(p._replace(found=p.found[:-2])) if second.text in names else None


def quarter(p: Phrase) -> Timex | None:
    """The third quarter; the 1988 second quarter; last year's fourth quarter."""
    code = p.token("QUARTER")
    number = int(code.text.strip("Q")) if code else p.ordinal()
    if code and p.year() is None and not _coded(p):
        return None
    year, dct = p.year(), p.dct
    if not 1 <= number <= 4 or (not (year or code or p.has("HYPH", "UNIT")) and is_of_match(p)):
        return None
    anchor = None
    if year is None:
        if dct is None:
            return Timex("DATE", f"XXXX-Q{number}")
        anchor = DCT
        of_year = p.has("UNIT")
        year = dct.year + (p.shift() or 0) if of_year else _year_of_quarter(p, dct, number)
    found = p.point(date(year, 3 * number - 2, 1), "quarter", anchor, p.mod())
    p.context.last_quarter = p.context.last
    return found._replace(value=f"{p.fiscal()}{found.value}")


def _coded(p: Phrase) -> bool:
    """Whether "Q3" or "H1" alone is a part of the year and not a product or a visa."""
    return p.word_before in listed("before coded parts") or p.next_word in listed(
        "after reported parts"
    )


def half_code(p: Phrase) -> Timex | None:
    """H1 2024, 1H24, 2H; 3Q24 and Q3'24 too."""
    code = p.found[0].text
    letter, number = ("H" if "H" in code else "Q"), int(code.replace("H", "").replace("Q", "")[0])
    year, dct = p.year(), p.dct
    if letter == "H" and number > 2:
        return None
    anchor = None
    if year is None:
        if dct is None or not _coded(p):
            return None
        year, anchor = dct.year, DCT
    return Timex("DATE", f"{p.fiscal()}{year:04}-{letter}{number}", anchor=anchor)


def _year_of_quarter(p: Phrase, dct: date, number: int) -> int:
    now = (dct.month + 2) // 3
    if p.story:
        return dct.year
    if number <= now:
        return dct.year
    tense = p.tense()
    if tense == "past" and number - now > 1:
        return dct.year - 1
    return dct.year if number - now <= 1 or tense == "future" else dct.year - 1


def earlier_quarter(p: Phrase) -> Timex | None:
    """The year-ago third quarter."""
    found = quarter(p.without("UNIT"))
    if found is None or not found.value[:4].isdigit():
        return None
    return found._replace(value=f"{int(found.value[:4]) - 1:04}{found.value[4:]}")


def half(p: Phrase) -> Timex | None:
    """The first half of 1990; this year's second half."""
    number = 2 if p.has("LAST") else p.ordinal()
    year, dct = p.year(), p.dct
    if number not in (1, 2):
        return None
    anchor = None
    if year is None:
        reported = p.has("HYPH") and p.next_word in listed("after reported parts")
        if dct is None or not (p.has("UNIT") or reported):
            return None
        year, anchor = dct.year + (p.shift() or 0), DCT
    return Timex("DATE", f"{p.fiscal()}{year:04}-H{number}", p.mod(), anchor=anchor)


def half_of_accounts(p: Phrase) -> Timex | None:
    """The first half, where the sentence is about accounts."""
    if p.dct is None or p.is_before_noun() or not is_of_accounts(p) or p.ordinal() > 2:
        return None
    return Timex("DATE", f"{p.dct.year:04}-H{p.ordinal()}", anchor=DCT)


def year_only(p: Phrase) -> Timex | None:
    """1998; early 1990; about 1610; fiscal 1989; FY24; the end of 1990; '92."""
    year = p.year()
    if p.has("APPROX") and (p.is_before_noun() or p.found[0].lower == "some"):
        return None
    if year is None or not 1 <= year <= 9999:
        return None
    if p.found[0].kind == "SHORTYEAR" and p.word_before not in listed("before years"):
        return None
    found = p.point(date(year, 1, 1), "year", None, p.mod())
    return found._replace(value=f"{p.fiscal()}{found.value}")


def spoken_year(p: Phrase) -> Timex | None:
    """Nineteen ninety-six; nineteen oh five; two thousand and nine; twenty nineteen."""
    words = [t.lower for t in p.found if t.kind in ("NUMW", "HUND", "OH")]
    of_scales = set(SCALES).intersection(words)
    digits = [NUMBERS[word] for word in words if word in NUMBERS]
    rest = sum(digits[1:])
    led = p.has("UNIT") or p.word_before in listed("before years in words")
    if words[:2] == ["two", "thousand"] and len(of_scales) == 1:
        # "Two thousand and nine people" are counted.
        counted = not p.has("UNIT") and (not rest or not led or not _ends_clause(p))
        if rest > 99 or counted:
            return None
        return p.point(date(2000 + rest, 1, 1), "year", None)
    if of_scales not in (set(), {"hundred"}) or rest > 99:
        return None
    if not rest >= 10 and "oh" not in words and not (of_scales and rest and led):
        return None
    if words[0] in ("nineteen", "eighteen", "seventeen"):
        return p.point(date(digits[0] * 100 + rest, 1, 1), "year", None)
    if words[0] == "twenty" and not of_scales and 10 <= rest <= 50 and led and _ends_clause(p):
        return p.point(date(2000 + rest, 1, 1), "year", None)
    return None


def _ends_clause(p: Phrase) -> bool:
    """Whether no noun that is counted follows a number in words; after "since" one may follow."""
    return p.word_before == "since" or not p.next_word.isalpha() or not p.next_word.endswith("s")


_DECADES = {
    **{"twe": "192", "thi": "193", "for": "194", "fif": "195", "six": "196", "sev": "197"},
    **{"eig": "198", "nin": "199", "nou": "200"},
}
_CLAUSE = 12
"""Tokens before "the 80s" in which degrees are looked for."""


def decade(p: Phrase) -> Timex | None:
    """The 1930s; the late '80s; the nineties. Raises NoTime, if it is an age."""
    token = p.needed("DECADE", "DECADES", "TENS")
    if token.kind != "DECADE" and p.word_before in listed("before ages"):
        raise NoTime
    if token.kind == "DECADES":
        return Timex("DATE", _DECADES[token.lower[:3]], p.mod())
    near = p.tokens_before(_CLAUSE)
    if token.kind == "TENS" and any(one.lower in listed("degrees") for one in near):
        return None
    digits = token.text.strip("'’s")
    if len(digits) == 3:
        return None
    value = digits[:3] if len(digits) == 4 else f"19{digits[0]}"
    return Timex("DATE", value, p.mod())


def second_decade(p: Phrase) -> Timex | None:
    """90s of "1980s and 90s"."""
    return decade(p) if p.joint() and p.tokens_before(2)[0].kind == "DECADE" else None


def century_edge(p: Phrase) -> Timex | None:
    """The turn of the century, which is the one nearest to the text; its beginning, its end."""
    dct = p.dct
    if dct is None:
        return None
    turn = 50 if "turn" in p.words() else 0
    return Timex("DATE", f"{(dct.year + turn) // 100:02}", p.mod(), anchor=DCT)
