"""Finds in a text what an annotator has to account for: `marks`, `dates`, `names` and `cues`.

Each module has a function `find` that takes a text and gives ranges in it, sorted by place. A
detector knows words and characters, not annotations. It is meant to miss little; what it finds in
excess an annotator decides upon once. Its work grows with the length of the text alone: no pattern
looks ahead without bounds. Line ends bound everything that has several words.
"""
