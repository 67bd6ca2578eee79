"""Applies trained models: annotators that learned from annotations, beside the rules.

`tagger` labels sequences, `features` says what a model sees of a text, and `quotes` makes whole
quotes of labels. Training is in `said.learn`, of which nothing is imported here.
"""
