"""The quote annotator and others that pip installs, each behind the same function, and the stored
output of others.

A maker imports its system, and raises ImportError where that is not installed; what it gives is a
function from a text to quotes with content, cue and source, in code points.

textacy wants part-of-speech tags, lemmas and dependencies of a statistical model, which pip does
not bring along; on a blank pipeline it finds nothing. Here a few rules stand in for the model: a
form of one of textacy's reporting verbs is a verb, and the nearest capitalised word or pronoun of
its sentence is its subject. The contents are textacy's own; what it makes of marks and sentences
without a model is measured, not what it does with one.

Stored output is a file of JSON Lines, a line a text: `text`, the name of the text's file without
its ending, and `quotes`, each with `content`, `cue` and `source` as lists of `[start, end]`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from said.system.errors import SaidError
from said.text.segments import Range, join_ranges

Row = dict[str, Any]
"""A quote as `said score` reads it: the places of its content, cue and source."""
Find = Callable[[str], list[Row]]


def quote_row(
    content: Sequence[Range], cue: Sequence[Range] = (), source: Sequence[Range] = ()
) -> Row:
    """A quote of some places."""
    return {"layer": "quote", "content": [*content], "cue": [*cue], "source": [*source]}


def said(convention: str) -> Find:
    """Ours, by the conventions of a corpus."""
    from said.annotators.quotes import find_attributions
    from said.text.reading import read_text

    def find(text: str) -> list[Row]:
        return [
            quote_row(one.content, one.cue, (one.source,) if one.source else ())
            for one in find_attributions(read_text(text), convention)
        ]

    return find


def textacy(_convention: str) -> Find:
    """https://github.com/chartbeat-labs/textacy, package `textacy`, on a blank spaCy pipeline."""
    import spacy
    from spacy.tokens import Doc
    from textacy.constants import REPORTING_VERBS
    from textacy.extract.triples import direct_quotations

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    forms = {form: verb for verb in REPORTING_VERBS["en"] for form in _inflected(verb)}

    def parsed(text: str) -> Doc:
        doc = pipeline(text)
        words = [token.text for token in doc]
        lemmas = [forms.get(token.lower_, token.lower_) for token in doc]
        tags = ["VERB" if token.lower_ in forms else "X" for token in doc]
        heads, relations = list(range(len(doc))), ["dep"] * len(doc)
        for sentence in doc.sents:
            verbs = [token.i for token in sentence if tags[token.i] == "VERB"]
            free = [token.i for token in sentence if tags[token.i] == "X" and _may_speak(token)]
            root = verbs[0] if verbs else sentence.start
            heads[sentence.start : sentence.end] = [root] * len(sentence)
            relations[root] = "ROOT"
            for verb in verbs:
                subject = min(free, key=lambda at, verb=verb: abs(at - verb), default=None)
                if subject is not None:
                    free.remove(subject)
                    heads[subject], relations[subject] = verb, "nsubj"
        spaces = [bool(token.whitespace_) for token in doc]
        return Doc(doc.vocab, words, spaces, pos=tags, lemmas=lemmas, heads=heads, deps=relations)

    def find(text: str) -> list[Row]:
        return [
            quote_row(
                ((one.content.start_char, one.content.end_char),),
                _places(one.cue),
                _places(one.speaker),
            )
            for one in direct_quotations(parsed(text))
        ]

    return find


_PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we", "who"))


def _may_speak(token: Any) -> bool:
    return bool(token.is_alpha and (token.is_title or token.lower_ in _PRONOUNS))


def _inflected(verb: str) -> Iterator[str]:
    """The forms of a verb: of a regular one, and of the irregular ones among reporting verbs."""
    stem = verb.removesuffix("e")
    third = re.sub(r"[^aeiou]y$", lambda found: found[0][0] + "ie", verb) + "s"
    past = re.sub(r"[^aeiou]y$", lambda found: found[0][0] + "i", stem) + "ed"
    yield from (verb, third, past, f"{stem}ing", *_IRREGULAR.get(verb, ()))


_IRREGULAR = {
    "say": ("said",),
    "tell": ("told",),
    "write": ("wrote", "written"),
    "speak": ("spoke", "spoken"),
    "admit": ("admitted", "admitting"),
    "think": ("thought",),
}


def _places(tokens: list[Any]) -> tuple[tuple[int, int], ...]:
    return join_ranges((token.idx, token.idx + len(token)) for token in tokens)


def marks(_convention: str) -> Find:
    """The floor: what stands between double quotation marks in a line, with nobody who says it."""
    pattern = re.compile(r'["“]([^"“”\n]+)["”]')

    def find(text: str) -> list[Row]:
        return [quote_row([found.span(1)]) for found in pattern.finditer(text)]

    return find


def stored(file: Path) -> dict[str, list[Row]]:
    """The stored output of a system, by text.

    Raises SaidError, with the line, for what is not in the form described above.
    """
    found: dict[str, list[Row]] = {}
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            record = json.loads(line)
            doc_id = str(record["text"])
            quotes = [quote_row(*_stored_places(one)) for one in record["quotes"]]
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            raise SaidError(
                f"{file}:{number}:1: not the quotes of a text: {error!r}",
                'write {"text": NAME, "quotes": [{"content": [[START, END]], ...}]}',
            ) from error
        found[doc_id] = quotes
    return found


def _stored_places(quote: Row) -> Iterator[tuple[tuple[int, int], ...]]:
    for role in ("content", "cue", "source"):
        yield join_ranges((int(start), int(end)) for start, end in quote.get(role) or ())


SYSTEMS: dict[str, Callable[[str], Find]] = {
    "said": said,
    "textacy without a model": textacy,
    "quotation marks": marks,
}
