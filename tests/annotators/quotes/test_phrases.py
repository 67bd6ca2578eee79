"""The whole source phrase (Q15): in braces."""

from __future__ import annotations

from each_case import each_case
from said.annotators.annotate import annotate
from said.annotators.quotes import find_attributions
from said.text.reading import Reading


@each_case(
    "marked",
    [
        "“We lost,” said {Marta Lind, 52, the harbour master of Norrvik}, on Friday.",
        "“We lost,” said {Rep. Marta Lind (D-N.Y.), a pilot}.",
        "“We lost,” said {pilot Jonas Berg}.",
        "“We lost,” said {Lind, whose boat sank}, in May.",
        "“We lost,” said {Lind}, adding that the pier was shut.",
        "“We lost,” said {Lind}, and left.",
        "“We lost,” said {Lind} on Friday.",
        "“We lost,” said {Lind, a pilot}, “and we will lose again.”",
        "“We lost,” said {Ana Dahl, head of the port office in Bergen, Norway}. “We will stay.”",
        "{Harbour master Marta Lind, 52}, said that the pier was shut.",
        "{Marta Lind, a pilot from Norrvik}, said the pier was shut.",
        "{The report}, which said that the pier was shut, came late.",
        "{Lind}'s warning that the pier was old came late.",
        "{Her letter} says that the pier is shut.",
        "According to {Marta Lind, a pilot from Norrvik}, the pier is shut.",
        "The pier is shut, according to {a senior pilot with the port office}.",
        "The pier, says {Lind}, is old.",
        "{Lind}: “We lost the pier.”",
    ],
)
def test_the_phrase_holds_all_that_the_text_calls_the_source(marked: str):
    text = marked.replace("{", "").replace("}", "")
    start = marked.index("{")
    found = find_attributions(Reading(text))[0].whole_phrase
    assert found is not None
    assert text[slice(*found)] == text[start : marked.index("}") - 1]


def test_the_record_of_a_quote_has_the_phrase_around_its_mention():
    text = "“We lost,” said Marta Lind, a pilot. “The end,” she did not say. “Never.”"
    records = annotate(text, layers=["quotes"])
    mentions = {one["id"]: one["span"]["exact"] for one in records if one["layer"] == "speaker"}
    quotes = [one for one in records if one["layer"] == "quote"]
    phrases = [[span["exact"] for span in one.get("phrase", [])] for one in quotes]
    assert phrases[0] == ["Marta Lind, a pilot"]
    assert [mentions[name] for name in quotes[0]["source"]] == ["Marta Lind"]
    for quote in quotes:
        assert ("phrase" in quote) == ("source" in quote)
