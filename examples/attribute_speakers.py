"""Who is quoted? Learns which of the eight mentions nearest to a quote names its speaker."""

import sys
from collections import Counter
from math import log

import said


def describe(row: dict, mention: dict) -> tuple[int, bool, list[str]]:
    """How far a mention is from a quote, whether it is the answer, and what a model sees of it."""
    text, start, end = row["text"], row["content"][0]["start"], row["content"][-1]["end"]
    first, last = mention["span"]["start"], mention["span"]["end"]
    gap, side = (text[last:start], "before") if last <= start else (text[end:first], "after")
    seen = [f"{side} {len(gap).bit_length()}", f"then {text[last : last + 20].split()[:1]}"]
    seen += [f"{side} with {mark!r}" for mark in (". ", "\n", "“", '"') if mark in gap]
    is_source = (first, last) in [(source["start"], source["end"]) for source in row["source"]]
    return max(start - last, first - end), is_source or mention["speakers"] == row["speakers"], seen


rows, mentions, quotes = list(said.views.attribution(*sys.argv[1:])), {}, []
group = "event" if len({row["event"] for row in rows}) > 1 else "fold"
for row in rows:
    if row["doc_id"] not in mentions:
        mentions[row["doc_id"]] = said.annotate(row["text"], layers="speakers")
    found = [describe(row, mention) for mention in mentions[row["doc_id"]]]
    near = sorted((m for m in found if m[0] >= 0), key=lambda mention: mention[0])[:8]
    quotes.append((row[group], near))
nearest = learned = 0
for held_out in {group for group, _ in quotes}:
    counts = {True: Counter(), False: Counter()}
    for _, is_right, seen in (m for other, near in quotes if other != held_out for m in near):
        counts[is_right].update(seen)
    for near in (near for group, near in quotes if group == held_out and near):
        odds = [sum(log((counts[1][x] + 1) / (counts[0][x] + 1)) for x in m[2]) for m in near]
        nearest += near[0][1]
        learned += near[odds.index(max(odds))][1]
print(f"{len(mentions)} documents; quotes: n = {len(rows)}; nearest mention right: {nearest}")
print(f"learned: {learned} right, {learned / max(1, len(rows)):.1%}")
