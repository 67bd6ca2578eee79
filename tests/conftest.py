"""What all tests share: how much they try, and copies of the project's seeds to work on."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

import effort
from said.system.places import Checkout

PROJECT = Path(__file__).parent.parent
BASE = Path(__file__).parent / "cases" / "base"
SMALL = ("001", "002", "003")
"""The documents of a small checkout, one of each split, by the beginnings of their ids."""

# Times vary with the machine, so no example has a deadline.
settings.register_profile("sample", deadline=None, max_examples=effort.SAMPLE)
settings.register_profile("thorough", deadline=None, max_examples=effort.THOROUGH)
settings.load_profile("sample")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what tries more in a thorough run: every property, besides what says so itself."""
    for item in items:
        if is_hypothesis_test(getattr(item, "function", None)):
            item.add_marker("sampled")


def _make_checkout(folder: Path, small: bool) -> Checkout:
    checkout = Checkout(folder)
    shutil.copytree(PROJECT / "seeds", checkout.seeds)
    for file in checkout.seeds.glob("*/raw.txt"):
        if small and not file.parent.name.startswith(SMALL):
            shutil.rmtree(file.parent)
    shutil.copy(PROJECT / "dataset_card.md", checkout.card)
    checkout.corpus.mkdir()
    checkout.corpus_file.write_text('{"name": "said", "version": "0.1.0", "released": []}\n')
    return checkout


@pytest.fixture
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A small checkout of a test's own: three of the project's documents, nothing built."""
    return _make_checkout(tmp_path_factory.mktemp("checkout"), small=True)


@pytest.fixture
def full_checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout of a test's own with all documents of the project, nothing built."""
    return _make_checkout(tmp_path_factory.mktemp("checkout"), small=False)


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Fills a folder once for all processes that run tests. No test may change it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def make(name: str, fill: Callable[[Path], object]) -> Path:
        from filelock import FileLock

        folder, filled = shared / f"once-{name}", shared / f"once-{name}.filled"
        with FileLock(shared / f"once-{name}.lock"):
            if not filled.exists():
                fill(folder)
                filled.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def built_small(make_once: Callable[..., Path]) -> Checkout:
    """A small checkout with its release. No test may change it."""
    return Checkout(make_once("small", lambda folder: _build(folder, small=True)))


@pytest.fixture(scope="session")
def built_full(make_once: Callable[..., Path]) -> Checkout:
    """A checkout of all documents with its release. No test may change it."""
    return Checkout(make_once("full", lambda folder: _build(folder, small=False)))


def _build(folder: Path, small: bool) -> None:
    from said import release

    release.build_release(_make_checkout(folder, small), jobs=1)


@pytest.fixture
def built_base(
    make_once: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Checkout:
    """A checkout of a test's own with the invented document of `cases/base` and its release."""
    root = tmp_path_factory.mktemp("built")
    return Checkout(Path(shutil.copytree(make_once("base", _build_base), root, dirs_exist_ok=True)))


def _build_base(folder: Path) -> None:
    from said import release

    shutil.copytree(BASE, folder)
    shutil.copy(PROJECT / "dataset_card.md", folder)
    release.build_release(Checkout(folder), jobs=1)


@pytest.fixture
def built_checkout(built_small: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A small checkout of a test's own, with its release."""
    root = tmp_path_factory.mktemp("built")
    return Checkout(Path(shutil.copytree(built_small.root, root, dirs_exist_ok=True)))


@pytest.fixture(scope="session")
def trained_model(make_once: Callable[..., Path]) -> Path:
    """A model for the quotes of invented articles. No test may change it."""
    return make_once("model", _train) / "model"


def _train(folder: Path) -> None:
    from learn.making import articles, write_rows
    from said.learn.data import read_training_set
    from said.learn.learners import learner_for
    from said.learn.train import train_model, write_trained

    folder.mkdir()
    data = read_training_set(None, [write_rows(folder / "rows.jsonl", articles(6))], "quote")
    write_trained(folder / "model", train_model(learner_for("quotes", "said"), data))
