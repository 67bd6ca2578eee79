"""What guesses from the words reach on pairs, and how their threshold is chosen."""

from __future__ import annotations

from said.scoring.pairs import JudgedPair, judged_pair, score_guesses


def judged(documents: str, overlap: float, same: bool, common: bool = True) -> JudgedPair:
    first, second = documents
    return JudgedPair((first, second), overlap, common, same)


def test_what_a_guess_sees_of_a_pair():
    texts = ("I resigned, I resigned.", "“I resigned today”")
    pair = judged_pair(("a", "b"), texts, (["x"], ["x", "y"]), same_passage=True)
    assert pair == JudgedPair(("a", "b"), 1.0, True, True)
    pair = judged_pair(("a", "b"), ("I go", "we go"), (None, ["x"]), same_passage=False)
    assert (pair.overlap, pair.common_speaker) == (0.5, False)
    assert judged_pair(("a", "b"), ("…", "we go"), (["x"], ["y"]), same_passage=False).overlap == 0


def test_the_threshold_is_chosen_on_the_pairs_of_other_documents():
    """On the pairs of a and b .9 is best, on those of a and c .3; each gets that of the other."""
    ab = [judged("ab", 0.9, True), judged("ab", 0.5, False)]
    ac = [judged("ac", 0.3, True), judged("ac", 0.2, False)]
    words, _ = score_guesses([*ab, *ac])
    # For a and b: .3, so that .9 and .5 are guessed. For a and c: .9, so that nothing is.
    assert (words.right, words.guessed, words.actual) == (1, 2, 2)
    assert words.thresholds == (0.3, 0.6)
    assert (words.precision, words.recall, words.f1) == (0.5, 0.5, 0.5)
    # .3 for all: two of two, and one too many.
    assert words.best_f1 == 0.8


def test_a_guess_may_ask_for_a_common_speaker():
    pairs = [
        pair
        for documents in ("ab", "ac", "bc")
        for pair in (
            judged(documents, 0.8, True),
            judged(documents, 0.8, False, common=False),
            judged(documents, 0.8, True, common=False),
        )
    ]
    words, speakers = score_guesses(pairs)
    assert (words.right, words.guessed, words.actual) == (6, 9, 6)
    assert (speakers.right, speakers.guessed, speakers.actual) == (3, 3, 6)


def test_without_pairs_there_is_nothing_to_guess():
    for guess in score_guesses([]):
        assert (guess.f1, guess.precision, guess.recall, guess.best_f1) == (0, 0, 0, 0)
    (guess, _) = score_guesses([judged("ab", 0.4, False)])
    assert (guess.actual, guess.f1) == (0, 0)
