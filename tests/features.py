"""Features of every version of `datasets` that is supported, read in one way."""


def item(feature):
    """The feature of a list's items; None if it is no list.

    `datasets` 3 writes a list as a Python list of one feature or as `Sequence`, later versions as
    `List`.
    """
    return feature[0] if isinstance(feature, list) else getattr(feature, "feature", None)
