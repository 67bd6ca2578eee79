"""What the tests of releases without text share: corpora built in full and without text."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from said import release
from said.places import SOURCE_ROOT, Checkout

BASE = Path(__file__).parent.parent / "cases" / "base"


class Built(NamedTuple):
    """A checkout, its release and the same without text. Tests leave all of them alone."""

    checkout: Checkout
    full: Path
    without: Path


@pytest.fixture(scope="session", params=["real", "base"])
def built(
    request: pytest.FixtureRequest,
    make_checkout: Callable[[], Checkout],
    tmp_path_factory: pytest.TempPathFactory,
) -> Built:
    if request.param == "real":
        checkout = make_checkout()
    else:
        checkout = Checkout(tmp_path_factory.mktemp("base"))
        shutil.copytree(BASE, checkout.root, dirs_exist_ok=True)
        shutil.copy(SOURCE_ROOT / "dataset_card.md", checkout.card)
    full = release.build(checkout, jobs=1).folder
    return Built(checkout, full, release.build_without_text(checkout, jobs=1).folder)
