"""The card tells the agreement of the readings that are kept in the seeds."""

from said.release import card_slots, manifest
from said.scoring import of_checkout, score_agreement
from said.system.places import SOURCE_ROOT, Checkout, current_release

CHECKOUT = Checkout(SOURCE_ROOT)


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
    assert "No two readings" in card_slots.agreement_of(CHECKOUT, ["seeds/x/passes/a.jsonl"])
