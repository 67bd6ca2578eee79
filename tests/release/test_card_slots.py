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
Stance = tuple[str, str, str | None, str, str]
COLUMNS = ("doc_id", "target", "reach", "unit_kind", "label")


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


def test_all_five_documents_were_read_twice_for_each_version():
    told = manifest.read_manifest(current_release(CHECKOUT))
    assert told is not None
    passes = [name for name in told["seeds"] if "/passes/" in name]
    assert len(passes) == 4 * told["documents"] == 20


def test_without_two_readings_the_card_says_so():
    assert "No two readings" in card_slots.agreement_of(CHECKOUT, {}, [])


@pytest.fixture
def release(tmp_path: Path):
    """A folder with the columns that count."""
    (tmp_path / "quotes").mkdir()
    (tmp_path / "stances").mkdir()

    def write(stances: dict[str, list[Stance]] | None = None, **splits: list[Quote]) -> Path:
        for split, rows in (stances or {}).items():
            table = pa.table(dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True)))
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
    assert table.splitlines()[-1] == "| test | 1 of 3 (33%) | 1 of 2 (50%) |"


def test_a_quote_without_an_utterance_is_no_shared_one(release):
    folder = release(train=[(None, ["a"])], validation=[(None, ["b"])])
    table = card_slots.leakage_table(folder, ["train", "validation"])
    assert "| validation | 0 of 1 (0%) | 0 of 1 (0%) |" in table


def test_a_split_without_quotes(release):
    folder = release(train=[("post", ["a"])], test=[])
    table = card_slots.leakage_table(folder, ["test", "train"])
    assert "| test | 0 of 0 | 0 of 0 |" in table


def test_one_split_shares_nothing(release):
    assert card_slots.leakage_table(release(train=[]), ["train"]).startswith(
        "This version has no split"
    )


STANCES: dict[str, list[Stance]] = {
    "train": [
        ("a", "lind", "unit", "quote", "favor"),
        ("a", "lind", "unit", "quote", "none"),
        ("a", "lind", "context", "sentence", "none"),
        ("a", "other", None, "quote", "favor"),
    ],
    "test": [
        ("b", "lind", "unit", "sentence", "mixed"),
        ("b", "lind", "context", "sentence", "against"),
    ],
}


def test_the_labels_of_each_reach_and_kind_of_unit(release):
    text = card_slots.describe_stances(release(stances=STANCES), ["train", "test"])
    assert text.splitlines()[:6] == [
        "| column | value | rows | `favor` | `against` | `mixed` | `none` |",
        "| --- | --- | ---: | --- | --- | --- | --- |",
        "| `reach` | `unit` | 3 | 33.3% | 0.0% | 33.3% | 33.3% |",
        "| `reach` | `context` | 2 | 0.0% | 50.0% | 0.0% | 50.0% |",
        "| `unit_kind` | `quote` | 2 | 50.0% | 0.0% | 0.0% | 50.0% |",
        "| `unit_kind` | `sentence` | 3 | 0.0% | 33.3% | 33.3% | 33.3% |",
    ]
    assert "In 1 more it is null" in text


def test_what_a_guess_of_stances_reaches(release):
    text = card_slots.describe_stances(release(stances=STANCES), ["train", "test"])
    # From the target: "a" is guessed `mixed`, "b" is guessed `none`.
    assert "| the target | 0.000 |" in text
    # "a": the context cell is guessed `against`, the others go by the target. "b": the cell that
    # "a" has too is guessed `none`, the other goes by the target, `none` as well.
    assert "| target, `reach` and `unit_kind` | 0.000 |" in text


def test_one_document_has_nothing_to_guess_from(release):
    text = card_slots.describe_stances(release(stances={"train": STANCES["train"]}), ["train"])
    assert "| the target | one document: nothing to guess from |" in text


def test_a_release_without_stances(release):
    assert card_slots.describe_stances(release(train=[]), ["train"]).startswith("This version")


def test_a_document_in_two_batches_is_one(release, monkeypatch):
    folder = release(stances=STANCES)
    whole = pq.ParquetFile.iter_batches
    monkeypatch.setattr(
        pq.ParquetFile, "iter_batches", lambda self, columns: whole(self, 2, columns=columns)
    )
    counts = list(card_slots.count_stances(folder, ["train", "test"]))
    assert len(counts) == 2
    assert counts[0]["lind", "unit", "quote"] == {"favor": 1, "none": 1}


def test_documents_are_counted_one_by_one_whatever_the_order_of_groups(release):
    """Arrow groups rows in an order of its own."""
    rows: list[Stance] = [
        (f"d{number:04}", f"t{target}", "unit", "quote", "none")
        for number in range(1_000)
        for target in range(20)
    ]
    counts = list(card_slots.count_stances(release(stances={"train": rows}), ["train"]))
    assert [len(of_document) for of_document in counts] == [20] * 1_000
