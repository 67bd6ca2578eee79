"""Trains models on annotated documents, and measures whether they beat the rules.

`data` reads the documents, and `folds` divides them. `quotes` and `speakers` train a layer each,
`parts` decides on the folds what a model takes over, and `report` shows the figures. A model is
applied by `said.annotators.learned`, which imports nothing from here.
"""
