"""The training figure's state: what is drawn, where training goes, and where new data part ways with it."""

import math

import numpy as np
import pytest

from app.figure.widget import StateError
from app.kernel import draw_counts, entropy, kl_divergence
from app.widgets.descent.frame import frame
from app.widgets.descent.state import DescentState
from app.widgets.descent.training import BATCH, STEPS, train


def state(**options):
    return DescentState.from_options(options)


def test_both_bills_add_up():
    """On new data and on the sample alike the cost is a floor and a gap, at every step, in either unit."""
    for unit in ("nats", "bits"):
        for step in (0, 7, STEPS):
            results = state(n=30, seed=4, step=step, unit=unit).results()
            assert results["cross-entropy"] == pytest.approx(results["entropy"] + results["kl"])
            assert results["training-loss"] == pytest.approx(results["training-floor"] + results["training-gap"])


def test_training_starts_from_the_model_that_knows_nothing():
    """At step 0 every drink is as likely as any other, and everything costs ln 8."""
    results = state().results()
    assert results["cross-entropy"] == pytest.approx(math.log(8))
    assert results["training-loss"] == pytest.approx(math.log(8))


@pytest.mark.parametrize("seed", range(1, 21))
def test_new_data_never_cost_less_than_the_floor_and_the_sample_ends_near_its_own(seed):
    """Whatever the sample, the gap to the truth stays above 0 while the gap to the sample goes towards 0."""
    for n in (10, 100, 10_000):
        run = train(tuple(state().p), n, seed, batch=False)
        assert run.new.min() > entropy(state().p, "nats")
        assert np.all(np.diff(run.sample) < 0)
        assert run.sample[-1] - entropy(run.shares, "nats") < 0.015


def test_the_sample_s_own_floor_is_too_low_on_average():
    """Over 400 samples of 100 the entropy of the sample lies below the truth by about 7/200 nats, not each time."""
    p = state().p
    short = [entropy(p, "nats") - entropy(draw_counts(p, 100, seed) / 100, "nats") for seed in range(1, 401)]
    assert np.mean(short) == pytest.approx(7 / 200, abs=0.01)
    assert min(short) < 0 < max(short)


def test_on_a_small_sample_new_data_turn_dear_again():
    """With 20 guests new data are cheapest at step 16; at the end they cost more than knowing nothing."""
    results = state(n=20, seed=1, step=STEPS).results()
    assert results["best-step"] == 16
    assert results["cross-entropy"] > math.log(8) > results["entropy"] > results["training-loss"]


def test_on_a_large_sample_nothing_parts():
    """With 10 000 guests the gap at the end is below a thousandth of a nat."""
    results = state(n=10_000, step=STEPS).results()
    assert results["kl"] < 1e-3
    assert abs(results["training-loss"] - results["cross-entropy"]) < 0.01


def test_about_half_of_the_printed_losses_of_batches_lie_below_the_floor():
    """Batches are noisy: trained on plenty, the printed loss minus H(P) is as often negative as not."""
    shares = [state(n=10_000, seed=seed, batch=True).results()["below"] / (STEPS + 1) for seed in range(1, 11)]
    assert 0.4 < np.mean(shares) < 0.6


def test_a_batch_is_a_part_of_what_was_seen():
    """Each batch holds 32 draws of the sample, so nothing that no guest ordered is ever in one."""
    run = train(tuple(state().p), 10, 3, batch=True)
    assert (run.targets * BATCH).sum(axis=1).tolist() == [BATCH] * (STEPS + 1)
    assert not run.targets[:, np.array(run.counts) == 0].any()


def test_the_whole_sample_is_its_own_batch():
    """Without batches the printed loss is the sample's loss."""
    results = state(n=50, step=80).results()
    assert results["batch-loss"] == results["training-loss"]


def test_bits_are_nats_over_ln_2():
    """The unit changes numbers, not the run."""
    nats, bits = state(step=50).results(), state(step=50, unit="bits").results()
    assert bits["kl"] == pytest.approx(nats["kl"] / math.log(2))
    assert bits["best-step"] == nats["best-step"]
    assert bits["below"] == nats["below"]


def test_the_model_at_a_step_is_what_the_gap_is_about():
    """KL in the bill is that of P and the bars of Q that are drawn."""
    here = state(step=33)
    assert here.results()["kl"] == kl_divergence(here.p, here.training().models[33], "nats")


def remarks(seeds, **options):
    runs = [state(seed=seed, **options) for seed in seeds]
    return [frame(run, run.results())["remark"]["text"] for run in runs]


def test_the_noise_of_batches_is_not_called_learning_by_heart():
    """With plenty of guests no run is said to have learned its sample, whatever its last batches; with few, each is."""
    plenty = remarks(range(1, 31), n=10_000, batch=True, step=STEPS)
    few = remarks(range(1, 31), n=20, batch=True, step=STEPS)
    assert not any("learned the sample" in said for said in plenty)
    assert all("learned the sample" in said for said in few)


def test_each_example_sets_the_truth_and_how_it_is_trained_on():
    """Whatever was chosen before, 10 guests of the lesson's café order three drinks."""
    examples = {each.id: each.fields for each in DescentState.examples().all}
    for before in examples.values():
        assert {"p", "n", "seed", "batch"} <= before.keys()
        ordered = state(**before | examples["unlucky"]).training().counts
        assert sum(count > 0 for count in ordered) == 3


def test_at_the_end_the_hint_stands_on_the_other_side():
    """Near the right edge there is no room for it around the playhead."""
    at = {step: frame(state(step=step), state(step=step).results())["handle-step"] for step in (0, 150, STEPS)}
    assert [part["data-late"] for part in at.values()] == [None, None, ""]


def test_a_pending_prediction_keeps_new_data_out_of_the_picture():
    """Neither the curve, nor the gap, nor the remark gives the answer away."""
    shown = frame(state(step=STEPS), state(step=STEPS).results(), pending=True)
    assert shown["new"]["d"] == ""
    assert shown["gap"]["style.clip-path"] == "none"
    assert shown["remark"]["text"] == ""


def test_addresses_bring_a_run_back():
    """The query string of a state reads back as the same state."""
    there = state(n=500, seed=77, step=123, batch=True, truth=False, unit="bits")
    assert DescentState.from_query(there.to_query(), state()).as_dict() == there.as_dict()


@pytest.mark.parametrize(
    ("options", "message"),
    [({"n": 9}, "n is 9"), ({"step": 301}, "step is 301"), ({"seed": 0}, "seed is 0"), ({"p": [0.5, 0.5]}, "p is")],
)
def test_what_cannot_be_is_refused(options, message):
    """Too small a sample, a step after the last, no seed, too few drinks."""
    with pytest.raises(StateError, match=message):
        state(**options)
