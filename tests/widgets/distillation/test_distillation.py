"""Distillation: what the label sees, what the teacher sees, and what heat does."""

import pytest

from app.widgets.distillation.state import DistillationState

TEMPERATURES = {"label-only": 1, "hot": 5, "sees-tigers": 1, "sees-lorries": 1, "copy": 1, "unsure-teacher": 1}


def results(**fields):
    """The results of a state with these fields, the others as they are at first."""
    return DistillationState.from_options(fields).results()


def test_the_label_cannot_tell_what_the_teacher_can():
    """Two students with the same cat: one loss against the label, two KLs to the teacher."""
    tiger, lorry = results(preset="sees-tigers"), results(preset="sees-lorries")
    assert tiger["label-loss"] == pytest.approx(lorry["label-loss"], rel=1e-14)
    assert lorry["kl"] > 10 * tiger["kl"]


def test_each_example_sets_all_that_its_numbers_depend_on():
    """Whatever was chosen before, the student who thinks of a lorry next is 0.713 nats away."""
    examples = {each.id: each.fields for each in DistillationState.examples().all}
    assert {each: fields["temperature"] for each, fields in examples.items()} == TEMPERATURES
    for before in examples.values():
        assert results(**before | examples["sees-lorries"])["kl"] == pytest.approx(0.713, abs=5e-4)
        assert results(**before | examples["copy"])["kl"] == 0


def test_a_shift_of_all_logits_is_no_difference():
    """A student whose logits are the teacher's and 1 more is at no distance, at every temperature."""
    for temperature in (0.25, 1, 20):
        assert results(student=[7, 5, 3.5, 0, -1], temperature=temperature)["kl"] == pytest.approx(0, abs=1e-15)


def test_heat_makes_the_teacher_uncertain():
    """The teacher's entropy rises with the temperature, towards ln 5."""
    entropies = [results(temperature=temperature)["entropy"] for temperature in (0.25, 1, 5, 20)]
    assert entropies == sorted(entropies)
    assert 1.55 < entropies[-1] < 1.6094379125


def test_the_scaled_loss_comes_to_half_the_variance_of_the_differences():
    """At T = 20 the loss times T² is near half the variance of the logits' differences, 2.42."""
    assert results(temperature=20)["scaled-kl"] == pytest.approx(2.42, rel=0.07)


def test_the_label_knows_no_temperature():
    """The loss against the label is taken at T = 1, whatever T is."""
    assert results(temperature=7)["label-loss"] == results(temperature=1)["label-loss"]


def test_no_student_is_infinitely_far():
    """A softmax gives no zero: even the most mistaken student, at the lowest temperature, has a finite KL."""
    furthest = results(teacher=[10, -10, -10, -10, -10], student=[-10, 10, 10, 10, 10], temperature=0.25)
    assert 80 < furthest["kl"] < 90
