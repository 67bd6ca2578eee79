"""Does a unit that names a target speak for it, against it, or neither? A linear model of words."""

import re
import sys
from collections import Counter

import numpy as np

import said


def find_words(row: dict) -> set[str]:
    """The words of a unit, with a mark on those near the target."""
    places = [span["start"] - row["text_start"] for span in row["target_spans"]]
    words = {"EVERY UNIT", row["unit_kind"].upper()}
    for word in re.finditer(r"[^\W\d]+", row["text"].lower()):
        near = any(abs(word.start() - place) < 50 for place in places)
        words |= {word[0], f"{word[0]} near"} if near else {word[0]}
    return words


labels = ["none", "favor", "against"]
rows = [row for row in said.views.stance(*sys.argv[1:]) if row["reach"] == "unit"]
rows = [row for row in rows if row["label"] in labels and row["none_certain"] is not False]
group = "event" if len({row["event"] for row in rows}) > 1 else "fold"
found = [find_words(row) for row in rows]
known = [word for word, n in Counter(word for words in found for word in words).items() if n > 1]
seen = np.array([[word in words for word in known] for words in found], float)
gold = np.array([labels.index(row["label"]) for row in rows])
groups, chosen = np.array([row[group] for row in rows]), gold.copy()
for held_out in set(groups):
    train, test = groups != held_out, groups == held_out
    answers = np.eye(3)[gold[train]] / np.bincount(gold[train], minlength=3).clip(1)
    x, weights = seen[train], 10 * answers.sum(1)  # each label weighs the same
    learned = np.linalg.solve((x.T * weights) @ x + np.eye(len(known)), x.T @ answers)
    chosen[test] = (seen[test] @ learned).argmax(1)
for n, label in enumerate(labels):
    agree, both = sum((gold == n) & (chosen == n)), sum(gold == n) + sum(chosen == n)
    print(f"{label}: F1 {2 * agree / max(1, both):.1%}, n = {sum(gold == n)}")
print(f"right {np.mean(gold == chosen):.1%}, always none {np.mean(gold == 0):.1%}, n = {len(rows)}")
