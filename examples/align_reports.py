"""Which quotes of two reports give the same passage, and what differs?"""

import re
import sys

import pandas as pd

import said


def similarity(pair: dict) -> float:
    """The share of their words that two quotes of the same speakers have in common."""
    a, b = (set(re.findall(r"\w+", pair[text].lower())) for text in ("text_a", "text_b"))
    return len(a & b) / len(a | b) if pair["speakers_a"] == pair["speakers_b"] and a | b else -1


def f1(pairs: list[dict], found: list[bool]) -> float:
    """How well the pairs that were found agree with those that give the same passage."""
    same = [pair["same_passage"] for pair in pairs]
    return 2 * sum(map(min, same, found)) / max(1, sum(same) + sum(found))


pairs = [{**pair, "like": similarity(pair)} for pair in said.views.pairs(*sys.argv[1:])]
groups = ["event"] if len({pair["event"] for pair in pairs}) > 1 else ["fold_a", "fold_b"]
own = [{pair[name] for name in groups} for pair in pairs]
found = [False] * len(pairs)
for held_out in map(set, {tuple(sorted(group)) for group in own}):
    others = [pair for pair, group in zip(pairs, own, strict=True) if not group & held_out]
    # One word of five, unless the other pairs say better; some have no passage in common.
    tried = [20, *range(60)]
    least = max(tried, key=lambda n: f1(others, [100 * pair["like"] >= n for pair in others]))
    for place in (place for place, group in enumerate(own) if group == held_out):
        found[place] = 100 * pairs[place]["like"] >= least
same = [pair for pair in pairs if pair["same_passage"]]
print(f"pairs: n = {len(pairs)}; same passage: {len(same)}; found: {sum(found)}")
print(f"F1 of the same speakers: {f1(pairs, [pair['like'] >= 0 for pair in pairs]):.1%}")
print(f"F1 of the same speakers with enough words in common: {f1(pairs, found):.1%}")
if same:
    reports = pd.DataFrame(same).groupby(["doc_a", "doc_b", "wording"])
    print(reports[["a_only", "b_only"]].sum().assign(pairs=reports.size()).to_string())
