"""Level 5: what the guidelines lead one to expect of annotations that are free of errors.

`names`, `dates`, `marks` and `stances` compare the annotations of a layer with each other, the text
and the registry. What they find is a warning: the rules hardly ever allow it.
"""
