"""A class's Gaussians: what a phone may send, what the wall shows of it, and that every number is the kernel's."""

import math
import re
from dataclasses import replace
from statistics import median

import pytest
from room.conftest import BUMPS
from room.test_snapshots import seen, vote

from app.kernel.normals import Normal, NormalMixture, fit_forward, fit_reverse, kl_forward, kl_mixtures, kl_reverse
from app.room.answer import Look
from app.room.errors import AnswerError
from app.room.gaussians import MOST_CURVES, curves
from app.room.own import says_of
from app.room.phases import Phase, Shows
from app.room.plot import HEIGHT, WIDTH, Plot
from app.room.snapshots import learner, presenter, wall

PLACED = [("-2", "0.6"), ("2", "0.6"), ("-1.9", "0.7"), ("2.1", "0.55"), ("0.123", "1.987")]
P = NormalMixture(BUMPS["weights"], BUMPS["means"], BUMPS["sds"])


@pytest.fixture
def room(make_room):
    """A room whose class has placed its Gaussians."""
    return make_room(scenes=(BUMPS,), phase=Phase.SHOWN, round=1)


def placed(asked, pairs=PLACED):
    """Return the vote, read as a form says it."""
    return vote(asked, [{"mean": [mean], "sd": [sd]} for mean, sd in pairs])


@pytest.mark.parametrize("phase", [Phase.LOBBY, Phase.OPEN, Phase.CLOSED, Phase.DISCUSS])
def test_nothing_is_shown_before_the_host_says_so(make_room, asked, phase):
    """P is a part of the question; no curve of anybody, no average, no score and no best one is in what is sent."""
    fit = asked(BUMPS)
    look = Look(make_room(scenes=(BUMPS,), phase=phase, round=1), (placed(fit),), 5)
    for snapshot in (wall(look, fit), learner(look, fit)):
        text = seen(snapshot)
        for secret in ("0.123", "1.987", "matrix", "average", "0.555", "2.09", "KL("):
            assert secret not in text, secret


def test_the_curves_say_nothing_of_what_is_good(room, asked):
    """Every curve over the truth, and the average of their densities; scores and the best one are another release."""
    fit = asked(BUMPS)
    shown = wall(Look(replace(room, shows=frozenset({Shows.DISTRIBUTION})), (placed(fit),), 5), fit)
    assert (len(shown.drawn.curves), shown.drawn.count) == (5, 5)
    assert (shown.drawn.best, shown.drawn.scores, shown.drawn.lines, shown.lines) == ((), (), (), ())
    told = re.compile(r"(?<![\d.])(0\.555|2\.09)(?!\d)")  # as a number by itself: paths hold many
    assert not told.search(seen(shown))
    assert told.search(seen(wall(Look(replace(room, shows=frozenset(Shows)), (placed(fit),), 5), fit)))
    points = [tuple(map(float, pair.split())) for pair in shown.drawn.average[1:].split("L")]
    plot = fit.question.plot
    everybody = NormalMixture([0.2] * 5, [float(m) for m, _ in PLACED], [float(s) for _, s in PLACED])
    for x, y in points[::20]:
        at = plot.low + (plot.high - plot.low) * x / WIDTH
        assert (1 - y / HEIGHT) * plot.top == pytest.approx(math.exp(everybody.log_density(at)), abs=2e-3)


@pytest.mark.parametrize("direction", ["forward", "reverse"])
def test_every_score_is_the_kernels(room, asked, direction):
    """The average, its one Gaussian, the best and the middle of the class, and the best there is: both KLs of each."""
    fit = asked({**BUMPS, "direction": direction})
    shown = wall(Look(replace(room, shows=frozenset(Shows)), (placed(fit),), 5), fit)
    each = [Normal(float(m), float(s)) for m, s in PLACED]
    everybody = NormalMixture([0.2] * 5, [q.mean for q in each], [q.sd for q in each])
    together = Normal(everybody.mean, math.sqrt(everybody.variance))
    best = fit_forward(P), fit_reverse(P)[0]
    ways = (lambda q: kl_forward(P, q)), (lambda q: kl_reverse(P, q))
    expected = [
        [kl_mixtures(P, everybody), kl_mixtures(everybody, P)],
        [way(together) for way in ways],
        [min(map(way, each)) for way in ways],
        [median(map(way, each)) for way in ways],
        [fit.kl for fit in best],
    ]
    found = [[float(score.forward), float(score.reverse)] for score in shown.drawn.scores]
    assert found == [pytest.approx(row, abs=6e-4) for row in expected]
    assert expected[0][0] < expected[4][0]  # half of them on each bump: better than any Gaussian
    assert shown.lines[1] == "The average beats every one of the 5, and every Gaussian there is: it is none itself."
    assert len(shown.drawn.best) == {"forward": 1, "reverse": 2}[direction]


def test_the_solution_names_the_best(asked):
    """One forward; in reverse both bumps are as good, and both are named."""
    assert asked(BUMPS).solution.words.replace("\u00a0", " ") == "Centre 0.00, width 2.09: 0.555 nats"
    reverse = asked({**BUMPS, "direction": "reverse"}).solution.words.replace("\u00a0", " ")
    assert reverse == "Centre −2.00 or 2.00, width 0.60: 0.692 nats"


def test_fewer_than_five_show_nothing(room, asked):
    """Four curves could be put to four faces."""
    fit = asked(BUMPS)
    look = Look(replace(room, shows=frozenset(Shows)), (placed(fit, PLACED[:4]),), 4)
    shown = wall(look, fit)
    assert (shown.few, shown.drawn, shown.lines) == (True, None, ())
    assert "1.9" not in seen(presenter(look, fit, None))


def test_a_class_of_thousands_is_drawn_small(asked):
    """The wall draws so many curves at most, and all of them are in the average."""
    plot = asked(BUMPS).question.plot
    many = [Normal(-2.0 if n % 2 else 2.0, 0.6) for n in range(2999)]
    shown = curves(plot, many)
    assert (shown.count, len(shown.curves)) == (2999, 300)
    assert MOST_CURVES == 300
    assert len("".join(shown.curves)) < 20_000


@pytest.mark.parametrize(
    ("mean", "sd", "sentence"),
    [
        ("", "1", "was not understood"),
        ("0", "", "was not understood"),
        ("9", "1", "The centre is 9, but it lies within the picture"),
        ("0", "0", "The width is 0, but"),
        ("0", "-1", "The width is -1, but"),
        ("0", "inf", "The width is inf, but"),
        ("0", "<script>", "was not understood"),
    ],
)
def test_what_cannot_be_a_gaussian(asked, mean, sd, sentence):
    """A sentence says what to do."""
    with pytest.raises(AnswerError, match=sentence):
        asked(BUMPS).read({"mean": [mean], "sd": [sd]})


def test_numbers_are_read_as_everywhere(asked):
    """A comma and a true minus are understood."""
    assert asked(BUMPS).read({"mean": ["−1,5"], "sd": ["1/2"]}).given == {"mean": -1.5, "sd": 0.5}


def test_the_best_is_always_within_reach(asked):
    """Whatever P is, a phone can place the best Gaussian of either direction."""
    for plot in (asked(BUMPS).question.plot, Plot((0.8, 0.2), (0.0, 9.0), (0.1, 5.0)), Plot((1.0,), (3.0,), (2.0,))):
        for fit in (fit_forward(plot.truth), *fit_reverse(plot.truth)):
            assert plot.low <= fit.mean <= plot.high
            assert plot.narrowest <= fit.sd <= plot.widest


def test_ones_own_is_said_afterwards(asked):
    """On the phone, in the direction that was asked for."""
    fit = asked(BUMPS)
    mine = placed(fit).answers[0]
    kl = f"{kl_forward(P, Normal(-2, 0.6)):.3f}"
    assert says_of(fit, mine).replace("\u00a0", " ") == f"Yours: KL(P ‖ Q) = {kl} nats."
