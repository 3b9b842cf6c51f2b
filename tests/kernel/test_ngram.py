"""N-gram models: they are distributions, they count rightly, and their averages mean what they are said to mean."""

import math
from collections import Counter

import numpy as np
import pytest

from app.kernel import KernelError, entropy, perplexity
from app.kernel.ngram import NGram
from app.kernel.text_loss import effective_choices, mean_surprise

SIZE, LONGEST = 5, 3


def random_text(length, seed=3):
    """Return a text in which a sign often repeats the one before it, so that contexts tell something."""
    rng = np.random.default_rng(seed)
    text = [0]
    while len(text) < length:
        text.append(text[-1] if rng.random() < 0.4 else int(rng.choice(SIZE, p=[0.4, 0.3, 0.2, 0.1, 0.0])))
    return text


TEXT = random_text(400)
MODEL = NGram.trained(TEXT, SIZE, LONGEST)


def by_definition(context, sign, share):
    """Return the smoothed probability, by the recursion of the definition and slow counting."""
    if context is None:
        return 1 / SIZE
    k = len(context)
    rows = [tuple(TEXT[i : i + k + 1]) for i in range(len(TEXT) - k)]
    seen = sum(row[:k] == tuple(context) for row in rows)
    lower = by_definition(context[1:] if k else None, sign, share)
    return (1 - share) * rows.count((*context, sign)) / seen + share * lower if seen else lower


@pytest.mark.parametrize("share", [0.0, 0.05, 0.5, 1.0])
def test_what_comes_next_is_a_distribution(share):
    """After any context, seen or never seen, the probabilities sum to 1."""
    for context in ([], [0], [4], [0, 1], [4, 4, 4], [3, 2, 0]):
        row = MODEL.next(context, share)
        assert math.fsum(row) == pytest.approx(1.0, abs=1e-12)
        assert (row >= 0).all()
        assert row.tolist() == pytest.approx([by_definition(context, sign, share) for sign in range(SIZE)], abs=1e-14)


@pytest.mark.parametrize("share", [0.0, 0.1, 1.0])
def test_a_text_is_scored_sign_by_sign_as_the_next_sign_is_foretold(share):
    """Row k, column i is the probability of sign i after the last k signs, or after all that there are."""
    text = [*random_text(60, seed=8), 4, 4, 1]
    rows = MODEL.probabilities(text, share)
    for k in range(LONGEST + 1):
        for i, sign in enumerate(text):
            assert rows[k, i] == pytest.approx(MODEL.next(text[max(0, i - k) : i], share)[sign], abs=1e-15)


def test_without_a_context_the_model_is_the_frequencies():
    """Order 0 without smoothing gives each sign its share of the text, and scores the text at their entropy."""
    counts = Counter(TEXT)
    frequencies = [counts[sign] / len(TEXT) for sign in range(SIZE)]
    assert MODEL.next([], 0.0).tolist() == pytest.approx(frequencies, abs=1e-15)
    own = MODEL.probabilities(TEXT, 0.0)[0]
    assert mean_surprise(own) == pytest.approx(entropy(frequencies), rel=1e-12)
    assert effective_choices(mean_surprise(own)) == pytest.approx(perplexity(frequencies), rel=1e-12)


def test_surprises_add_up_to_that_of_the_whole_text():
    """The chain rule: the product of the probabilities is that of the text, and its logarithm is n times the mean."""
    row = MODEL.probabilities(TEXT[:20], 0.2)[2]
    assert -math.log2(math.prod(row)) == pytest.approx(20 * mean_surprise(row), rel=1e-12)


def test_all_short_texts_together_have_probability_one():
    """Over all texts of four signs the products of the conditional probabilities sum to 1."""
    texts = np.stack(np.meshgrid(*[range(SIZE)] * 4), axis=-1).reshape(-1, 4)
    assert math.fsum(math.prod(MODEL.probabilities(text, 0.3)[2]) for text in texts) == pytest.approx(1, abs=1e-12)


def test_with_all_of_it_smoothed_every_sign_is_equally_likely():
    """A share of 1 gives 1/V throughout, and a perplexity of V."""
    rows = MODEL.probabilities(TEXT, 1.0)
    assert np.allclose(rows, 1 / SIZE, rtol=1e-15)
    assert effective_choices(mean_surprise(rows[2])) == pytest.approx(SIZE, rel=1e-12)


def test_on_its_own_text_a_longer_memory_never_hurts():
    """Without smoothing the training perplexity falls with each sign more that the model sees."""
    means = [mean_surprise(row) for row in MODEL.probabilities(TEXT, 0.0)]
    assert means == sorted(means, reverse=True)


def test_what_was_never_seen_costs_infinity_unless_smoothed():
    """Sign 4 is not in the text: without smoothing it is impossible, with a little it is merely dear."""
    assert mean_surprise(MODEL.probabilities([0, 4], 0.0)[1]) == math.inf
    assert effective_choices(math.inf) == math.inf
    assert math.isfinite(mean_surprise(MODEL.probabilities([0, 4], 0.01)[1]))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: NGram.trained([], SIZE, 1), "training text is empty"),
        (lambda: NGram.trained([0, 5], SIZE, 1), "sign 1 is 5"),
        (lambda: NGram.trained([0], 27, 20), "longest is 20"),
        (lambda: MODEL.probabilities([-1], 0.1), "sign 0 is -1"),
        (lambda: MODEL.probabilities([0], 1.5), "share is 1.5"),
        (lambda: MODEL.next([0] * 4, 0.1), "context has 4 signs"),
        (lambda: MODEL.next([0], math.nan), "share is nan"),
    ],
)
def test_what_cannot_be_counted_or_scored_is_refused(wrong, message):
    """The message names the value."""
    with pytest.raises(KernelError, match=message):
        wrong()


def test_a_text_shorter_than_the_context_can_be_counted():
    """One sign alone makes a model: of itself."""
    model = NGram.trained([2], SIZE, 2)
    assert model.next([0, 1], 0.0).tolist() == [0, 0, 1, 0, 0]
