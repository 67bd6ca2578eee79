"""What all tests share: copies of the project's seeds to work on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from said.places import Checkout

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def make_checkout(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Checkout]:
    """Makes checkouts with the project's seeds and card, nothing built and nothing closed."""

    def make() -> Checkout:
        checkout = Checkout(tmp_path_factory.mktemp("checkout"))
        shutil.copytree(PROJECT / "seeds", checkout.seeds)
        shutil.copy(PROJECT / "dataset_card.md", checkout.card)
        checkout.corpus.mkdir()
        checkout.corpus_file.write_text('{"name": "said", "version": "0.1.0", "released": []}\n')
        return checkout

    return make


@pytest.fixture
def checkout(make_checkout: Callable[[], Checkout]) -> Checkout:
    """A checkout of a test's own."""
    return make_checkout()
