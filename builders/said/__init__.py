"""SAID: a news corpus annotated for stance, attribution, identity and dates, and its builders.

The data of the current release is a folder that any Parquet reader opens::

    import datasets, said
    quotes = datasets.load_dataset(said.path(), "quotes", split="train")

Any other text is annotated by a program::

    dates = said.annotate("She left on Tuesday.", dct="2024-05-15")

And what is wrong with a contribution is told::

    for finding in said.validate("seeds/my-article"):
        print(finding)
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from said import tokens, views
    from said.annotators.annotate import Registry, annotate, draft
    from said.scoring.system import score
    from said.system.errors import SaidError
    from said.system.places import path
    from said.text.anchor import anchor
    from said.validation.validate import validate

__all__ = [
    "Registry",
    "SaidError",
    "__version__",
    "anchor",
    "annotate",
    "draft",
    "path",
    "score",
    "tokens",
    "validate",
    "views",
]

_MODULES = {
    "Registry": "annotators.annotate",
    "SaidError": "system.errors",
    "anchor": "text.anchor",
    "annotate": "annotators.annotate",
    "draft": "annotators.annotate",
    "path": "system.places",
    "score": "scoring.system",
    "validate": "validation.validate",
}


def __getattr__(name: str) -> Any:
    """What takes time to import is imported when it is first asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("said-corpus")
    from importlib import import_module

    if name in ("tokens", "views"):
        return import_module(f"said.{name}")
    if name in _MODULES:
        return getattr(import_module(f"said.{_MODULES[name]}"), name)
    raise AttributeError(f"module 'said' has no attribute {name!r}")
