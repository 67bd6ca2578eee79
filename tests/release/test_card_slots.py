"""What fills slots of the card: the agreement of the readings, and what the splits share."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from said.release import card_slots, manifest
from said.scoring import of_checkout, score_agreement
from said.system.places import SOURCE_ROOT, Checkout, current_release

CHECKOUT = Checkout(SOURCE_ROOT)

Quote = tuple[str | None, list[str]]
Stance = tuple[str, str, str]


def test_the_card_has_the_figures_of_said_score():
    card = (current_release(CHECKOUT) / "README.md").read_text(encoding="utf-8")
    documents, lonely, registries = of_checkout(CHECKOUT, "a", "b")
    report = score_agreement(documents, registries, "a", "b")
    assert lonely == []
    for key in [
        ("spans", "quote", "direct", "exact F1"),
        ("spans", "speaker", "all", "exact F1"),
        ("spans", "stance", "all", "exact F1"),
        ("stance", "stance", "all", "alpha"),
    ]:
        value = report.value(*key)
        assert value is not None
        assert f"{value:.3f}" in card


def test_all_five_documents_were_read_twice():
    told = manifest.read_manifest(current_release(CHECKOUT))
    assert told is not None
    passes = [name for name in told["seeds"] if "/passes/" in name]
    assert len(passes) == 2 * told["documents"] == 10


def test_without_two_readings_the_card_says_so():
    assert "No two readings" in card_slots.agreement_of(CHECKOUT, {}, [])


@pytest.fixture
def release(tmp_path: Path):
    """A folder with the two columns that count."""
    (tmp_path / "quotes").mkdir()
    (tmp_path / "stances").mkdir()

    def write(stances: dict[str, list[Stance]] | None = None, **splits: list[Quote]) -> Path:
        for split, rows in (stances or {}).items():
            columns = zip(("target", "candidate", "label"), zip(*rows, strict=True), strict=True)
            table = pa.table({name: list(values) for name, values in columns})
            pq.write_table(table, tmp_path / "stances" / f"{split}-00000-of-00001.parquet")
        for split, quotes in splits.items():
            columns = {"utterance": [u for u, _ in quotes], "speakers": [s for _, s in quotes]}
            types = {"utterance": pa.string(), "speakers": pa.list_(pa.string())}
            table = pa.table(
                {name: pa.array(columns[name], type_) for name, type_ in types.items()}
            )
            pq.write_table(table, tmp_path / "quotes" / f"{split}-00000-of-00001.parquet")
        return tmp_path

    return write


def test_what_test_shares_with_train(release):
    folder = release(
        train=[("post", ["a"]), (None, ["b", "x.anon-1"])],
        test=[("post", ["a"]), ("other", ["c"]), (None, ["x.anon-1"])],
    )
    table = card_slots.leakage_table(folder, ["train", "test"])
    assert table.splitlines()[-1].startswith("| test | 1 of 3 (33%) | 1 of 2 (50%) |")


def test_a_quote_without_an_utterance_is_no_shared_one(release):
    folder = release(train=[(None, ["a"])], validation=[(None, ["b"])])
    assert (
        "| validation | 0 of 1 (0%) | 0 of 1 (0%) | 0 of 0 | 0 of 0 |"
        in card_slots.leakage_table(folder, ["train", "validation"])
    )


def test_a_split_without_quotes(release):
    folder = release(train=[("post", ["a"])], test=[])
    assert "| test | 0 of 0 | 0 of 0 | 0 of 0 | 0 of 0 |" in card_slots.leakage_table(
        folder, ["test", "train"]
    )


def test_one_split_shares_nothing(release):
    assert card_slots.leakage_table(release(train=[]), ["train"]).startswith(
        "This version has no split"
    )


def test_stances_are_guessed_from_target_and_alias_alone(release):
    folder = release(
        train=[],
        test=[],
        stances={
            "train": [("a", "both", "favor"), ("a", "alias", "none"), ("a", "alias", "none")],
            "test": [("a", "alias", "none"), ("a", "both", "favor"), ("b", "annotated", "favor")],
        },
    )
    # With an alias "a" is mostly none; "b" was never seen.
    assert "| 1 of 3 (33%) | 1 of 3 (33%) |" in card_slots.leakage_table(folder, ["train", "test"])
