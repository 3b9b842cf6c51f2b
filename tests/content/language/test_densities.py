"""Normals and mixtures are named, asked about and drawn; the kernel answers, in the unit of the lesson."""

import math

import pytest

from app.content.language.expression import evaluate
from app.content.language.fresh_numbers import with_fresh_numbers
from app.content.language.insertion import insertion_tex, insertion_text
from app.content.language.names import Names
from app.content.language.quantities import read_quantities
from app.content.language.values import ExpressionError
from app.content.load.lesson import load_lesson
from app.content.source.problem import Place
from app.kernel import Normal, NormalMixture, kl_forward, kl_reverse

NAMES = read_quantities(
    {
        "m": 2,
        "P": {"weights": [0.5, 0.5], "means": ["-m", "m"], "sds": [0.6, 0.6]},
        "Q": {"mean": 0, "sd": 2},
        "R": {"mean": 1, "sd": 1},
        "A": {"weights": ["4/5", "1/5"], "means": [0, 5], "sds": [1, 1]},
        "coin": {"heads": 0.9, "tails": 0.1},
    },
    Names({}, "nats"),
)
TWO = NormalMixture([0.5, 0.5], [-2, 2], [0.6, 0.6])


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("kl(P, Q)", 0.557066680511587, "nats"),
        ("kl(Q, P)", 1.20543938498922, "nats"),
        ('kl(P, Q, "bits")', 0.557066680511587 / math.log(2), "bits"),
        ("kl(R, Q)", math.log(2) + 2 / 8 - 0.5, "nats"),
        ("kl(Q, R)", -math.log(2) + 5 / 2 - 0.5, "nats"),
        ("entropy(P)", 1.60001903325303, "nats"),
        ("cross_entropy(P, Q) - entropy(P)", 0.557066680511587, "nats"),
        ("cross_entropy(Q, P) - entropy(Q)", 1.20543938498922, "nats"),
        ("mean(fit_forward(A))", 1.0, None),
        ("sd(fit_forward(A))", math.sqrt(5), None),
        ("kl(P, fit_forward(P))", 0.555155528632113, "nats"),
        ("kl(fit_reverse(P), P)", 0.691836005028567, "nats"),
        ("kl(fit_reverse(P, 3), P)", 1.13838187765582, "nats"),
        ("sd(fit_reverse(P, 2))", 0.604856420673784, None),
        ("minima(P)", 3.0, None),
        ("minima(two_bumps(0.5, -1.5, 0.8, 1.5, 0.8))", 1.0, None),
        ("mean(fit_reverse(R))", 1.0, None),
        ("sd(P)", math.sqrt(4.36), None),
        ("density(normal(0, 2), 0)", 1 / (2 * math.sqrt(2 * math.pi)), None),
        ("birth_separation()", 4.82445943602564, None),
        ("swap_separation()", 5.60016443516648, None),
    ],
)
def test_the_kernel_answers_about_densities(text, value, unit):
    """Each function gives the number of the numerics report, or of the closed form, in its unit."""
    result = evaluate(text, NAMES)
    assert result.unit == unit
    assert result.value == pytest.approx(value, rel=1e-8, abs=1e-8)


def test_the_order_of_the_arguments_is_the_direction():
    """A mixture first is the forward KL, a normal first the reverse one."""
    assert evaluate("kl(P, Q)", NAMES).value == kl_forward(TWO, Normal(0, 2))
    assert evaluate("kl(Q, P)", NAMES).value == kl_reverse(TWO, Normal(0, 2))


def test_a_density_is_no_gap_from_itself():
    """KL of a density and itself is exactly zero."""
    assert evaluate("kl(P, P)", NAMES).value == evaluate("kl(Q, normal(0, 2))", NAMES).value == 0


def test_expressions_name_the_bumps():
    """Means and widths may be expressions over what is named above them."""
    assert NAMES["P"] == TWO
    assert evaluate("P == two_bumps(0.5, -m, 0.6, m, 0.6)", NAMES) is True


@pytest.mark.parametrize(
    "text",
    [
        "kl(P, A)",
        "kl(P, coin)",
        "kl(coin, Q)",
        "js(P, Q)",
        "normal(0, 0)",
        "two_bumps(2, 0, 1, 1, 1)",
        "fit_reverse(P, 4)",
        "fit_reverse(P, 1.5)",
        "fit_forward(coin)",
        "mean(m)",
        "density(P, Q)",
        "minima()",
        "P + Q",
        'P["heads"]',
    ],
)
def test_what_has_no_answer_is_refused(text):
    """Each such question is an ExpressionError that says what to do."""
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, NAMES)
    assert caught.value.repair


@pytest.mark.parametrize(
    "written",
    [
        {"mean": 0, "sd": -1},
        {"mean": "coin", "sd": 1},
        {"weights": [0.5, 0.4], "means": [0, 1], "sds": [1, 1]},
        {"weights": [0.5, 0.5], "means": [0], "sds": [1, 1]},
        {"weights": 1, "means": [0], "sds": [1]},
        {"weights": [0.5, 0.5], "means": [0, 1], "sds": [1, 0]},
    ],
)
def test_a_density_that_is_none_is_refused(written):
    """Weights sum to exactly 1, widths are positive, and each bump has all three."""
    with pytest.raises(ExpressionError):
        read_quantities({"Z": written}, NAMES)


@pytest.mark.parametrize(
    ("inside", "text", "tex"),
    [
        ("Q", "mean 0, sd 2", r"N(0,\,2^2)"),
        ("P", "weight 0.5, mean −2, sd 0.6; weight 0.5, mean 2, sd 0.6", r"0.5\,N(-2,\,0.6^2) + 0.5\,N(2,\,0.6^2)"),
        ("fit_reverse(P) | digits 1", "mean −2.0, sd 0.6", r"N(-2.0,\,0.6^2)"),
    ],
)
def test_a_density_is_written_in_words_and_in_tex(inside, text, tex):
    """A sentence names mean and sd; a formula has N(mean, sd²)."""
    assert insertion_text(inside, NAMES).replace("\u00a0", " ") == text
    assert insertion_tex(inside, NAMES) == tex


def test_bumps_are_drawn_from_drawn_numbers():
    """A mixture is made of numbers that were drawn before it, and comes out the same for the same key."""
    table = {"m": "random_number(1, 4)", "P": "two_bumps(0.5, -m, 1, m, 1)"}
    drawn = with_fresh_numbers(table, NAMES, "any key")
    assert drawn["P"] == with_fresh_numbers(table, NAMES, "any key")["P"]
    assert drawn["P"].means == (-drawn["m"].value, drawn["m"].value)
    assert len({with_fresh_numbers(table, NAMES, str(key))["P"] for key in range(20)}) > 5


def test_a_widget_takes_a_mixture_and_a_normal_by_name(small_course):
    """`p` becomes weights, means and sds, and `q` becomes mu and sigma."""
    small_course.replace("01-coins/lesson.md", 'kind = "pmf_bars"\np = "P"\nq = "Q"', 'kind = "any"\np = "B"\nq = "G"')
    bumps = (
        "B = { weights = [0.5, 0.5], means = [-2, 2], sds = [0.6, 0.6] }\nG = { mean = 0, sd = 2 }\n\n[widgets.bars]"
    )
    small_course.replace("01-coins/lesson.md", "\n[widgets.bars]", bumps)
    small_course.replace("01-coins/lesson.md", "A [[kl|gap]]", "A gap")
    lesson = load_lesson(small_course.root, "01-coins", {}, Place("course.toml"))
    assert dict(lesson.widgets["bars"].options) == {
        "weights": [0.5, 0.5],
        "means": [-2.0, 2.0],
        "sds": [0.6, 0.6],
        "mu": 0.0,
        "sigma": 2.0,
    }
