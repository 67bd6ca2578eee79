"""What the tests of releases without text share: corpora built in full and without text."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import effort
from said import release
from said.system.places import SOURCE_ROOT, Checkout

BASE = Path(__file__).parent.parent / "cases" / "base"


class Built(NamedTuple):
    """A checkout, its release and the same without text. Tests leave all of them alone."""

    checkout: Checkout
    full: Path
    without: Path


def build_both(checkout: Checkout) -> None:
    release.build_release(checkout, jobs=1)
    release.build_without_text(checkout, jobs=1)


def build_base(root: Path) -> None:
    shutil.copytree(BASE, root)
    shutil.copy(SOURCE_ROOT / "dataset_card.md", root)
    build_both(Checkout(root))


def build_real(root: Path, seeds: Checkout) -> None:
    shutil.copytree(seeds.root, root)
    build_both(Checkout(root))


IN_BOTH = pytest.mark.parametrize("built", ["real", "base"], indirect=True)
"""For what the project's documents must show in every run, not in a thorough one alone."""


@pytest.fixture(
    scope="session", params=["base", pytest.param("real", marks=pytest.mark.exhaustive)]
)
def built(
    request: pytest.FixtureRequest,
    make_once: Callable[..., Path],
) -> Built:
    """The project's documents, of which a sample takes three, and an invented one."""
    if request.param == "base":
        root = make_once("base-without", build_base)
    else:
        seeds = request.getfixturevalue("built_full" if effort.thorough() else "built_small")
        root = make_once("real-without", lambda folder: build_real(folder, seeds))
    checkout = Checkout(root)
    (full,) = root.glob("corpus/[0-9]*")
    (without,) = root.glob("dist/*")
    return Built(checkout, full, without)
