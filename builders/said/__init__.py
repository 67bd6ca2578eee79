"""SAID: a news corpus annotated for stance, attribution, identity and dates, and its builders.

The data of the current release is a folder that any Parquet reader opens::

    import datasets, said
    quotes = datasets.load_dataset(said.path(), "quotes", split="train")
"""

from said.places import path

__all__ = ["__version__", "path"]


def __getattr__(name: str) -> str:
    if name == "__version__":
        from importlib.metadata import version

        return version("said-corpus")
    raise AttributeError(f"module 'said' has no attribute {name!r}")
