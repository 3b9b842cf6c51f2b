"""What phones, the wall and the host see: nothing that the host has not released, whatever the answers are."""

import json
from dataclasses import asdict, replace

import pytest
from room.conftest import GAP, LUCKY, START, WEATHER

from app.kernel import kl_divergence
from app.room.answer import Answer, Count, Look, Vote
from app.room.errors import AnswerError
from app.room.phases import Phase, Shows
from app.room.scenes import scenes_of
from app.room.snapshots import learner, presenter, wall

ANSWERS = ["0.64", "0.64", "0.71", "0.88", "-0.64", "12345.678"]


def vote(asked, texts, number=1, *, closed=True):
    """Return a vote as the store would: graded, counted, and with its answers once it is closed."""
    answers = []
    for index, text in enumerate(texts):
        fields = (
            text if isinstance(text, dict) else {"q": list(text)} if isinstance(text, tuple) else {"answer": [text]}
        )
        read = asked.read(fields)
        answers.append(
            Answer("KQWZ", number, f"p{index}", read.given, START, read.verdict, read.slip, read.value, read.confidence)
        )
    counts = {}
    for one in answers:
        counts[one.verdict, one.slip] = counts.get((one.verdict, one.slip), 0) + 1
    return Vote(
        number,
        tuple(Count(verdict, slip, count) for (verdict, slip), count in counts.items()),
        tuple(answers) if closed else (),
    )


def seen(snapshot):
    """Return all that is in a snapshot as a text."""
    return json.dumps(asdict(snapshot), default=str, ensure_ascii=False)


@pytest.fixture
def gap(asked):
    """The question that the tests ask, of which 0.64 bits is right."""
    return asked(GAP)


@pytest.mark.parametrize("phase", [Phase.LOBBY, Phase.OPEN, Phase.CLOSED, Phase.DISCUSS])
def test_nothing_is_shown_before_the_host_says_so(make_room, gap, phase):
    """Neither wall nor phone hold an answer, a verdict, a slip or the solution; the wall has the count."""
    room = make_room(phase=phase, round=1)
    look = Look(room, (vote(gap, ANSWERS),), 8, names={"p0": "Calm Otter"})
    for snapshot in (wall(look, gap), learner(look, gap)):
        text = seen(snapshot)
        for secret in ("0.64", "12345", "right", "wrong-sign", "lost the sign", "Otter", "whole minus", "0.71", "p0"):
            assert secret not in text, secret
    assert wall(look, gap).answers == (0 if phase is Phase.LOBBY else 6)


def test_the_distribution_says_nothing_of_what_is_right(make_room, gap):
    """What the class believes, without a word on who is right; the solution is another release."""
    room = make_room(phase=Phase.SHOWN, round=1, shows=frozenset({Shows.DISTRIBUTION}))
    shown = wall(Look(room, (vote(gap, ANSWERS),), 8), gap)
    assert [(bar.label, bar.count) for bar in shown.bars] == [
        ("−0.64", 1),
        ("0.64", 2),
        ("0.71", 1),
        ("0.88", 1),
        ("12345.68", 1),
    ]
    assert not any(bar.right or bar.said for bar in shown.bars)
    assert shown.solution is None
    assert shown.lines == ()


def test_the_solution_names_the_misconceptions(make_room, gap):
    """With it the bars say what they are: right, or which slip leads there."""
    room = make_room(phase=Phase.SHOWN, round=1, shows=frozenset(Shows))
    shown = wall(Look(room, (vote(gap, ANSWERS),), 8), gap)
    said = {bar.label: bar.said for bar in shown.bars}
    assert said["0.64"] == "right"
    assert said["−0.64"] == "lost the sign"
    assert said["0.88"] == "gave the entropy of the truth"
    assert shown.solution.words == "0.64\u00a0bits"
    assert shown.lines == ("2 of 6 right.",)
    # What follows from the kernel is right by another road too.
    assert gap.solution.value == pytest.approx(kl_divergence([0.3, 0.7], [0.75, 0.25]), rel=1e-12)


def test_fewer_than_five_show_nothing(make_room, gap):
    """Four answers could be put to four faces: not even the host's own word shows them."""
    room = make_room(phase=Phase.SHOWN, round=1, shows=frozenset(Shows))
    look = Look(room, (vote(gap, ANSWERS[:4]),), 4)
    shown = wall(look, gap)
    assert (shown.few, shown.bars, shown.lines) == (True, (), ())
    assert presenter(look, gap, None).leading is None


def test_a_phone_is_drawn_for_the_hosts_steps_alone(make_room, gap):
    """Answers that come in change nothing on phones, so that nothing is sent to a thousand of them."""
    room = make_room(phase=Phase.OPEN, round=1)
    before = learner(Look(room, (), 8), gap)
    assert learner(Look(replace(room, version=99), (vote(gap, ANSWERS, closed=False),), 9), gap) == before


def test_the_first_vote_stands_beside_the_second(make_room, asked):
    """After a discussion both are there, each as a share of those who voted."""
    lucky = asked(LUCKY)
    room = make_room(scenes=(LUCKY,), phase=Phase.SHOWN, round=2, shows=frozenset({Shows.DISTRIBUTION}))
    first = vote(lucky, ["negative-kl"] * 4 + ["luck"] * 2)
    second = vote(lucky, ["negative-kl"] + ["luck"] * 4, 2)
    shown = wall(Look(room, (first, second), 6), lucky)
    counts = {bar.option: (bar.first, bar.count) for bar in shown.bars}
    assert counts == {"luck": (2, 4), "negative-kl": (4, 1), "better-book": (0, 0), "error": (0, 0)}
    assert (shown.first, shown.answers) == (6, 5)


def test_the_average_q_beside_the_single_ones(make_room, asked):
    """The class's cloud, and with the solution what each pays: the average can beat the best single one."""
    weather = asked(WEATHER)
    qs = [("80", "15", "5"), ("40", "45", "15"), ("70", "10", "20"), ("50", "50", "0"), ("60", "20", "20")]
    room = make_room(scenes=(WEATHER,), phase=Phase.SHOWN, round=1, shows=frozenset({Shows.DISTRIBUTION}))
    drawn = vote(weather, qs)
    shown = wall(Look(room, (drawn,), 5), weather)
    assert shown.drawn.average == pytest.approx((0.6, 0.28, 0.12))
    assert shown.drawn.p == ()
    assert "0.6, 0.3, 0.1" not in seen(shown)
    assert "0.30" not in seen(shown)
    whole = wall(Look(replace(room, shows=frozenset(Shows)), (drawn,), 5), weather)
    assert whole.drawn.p == (0.6, 0.3, 0.1)
    ours = kl_divergence((0.6, 0.3, 0.1), (0.6, 0.28, 0.12))
    assert f"average Q costs {ours:.3f} bits" in whole.lines[0].replace("\u00a0", " ")
    assert whole.lines[1:] == ("The average beats every one of the 5.", "1 ruled out something that happens: ∞.")


def test_names_come_with_the_solution_alone(make_room, asked):
    """In a room with pseudonyms, those who came nearest; before that, and in a room without, nobody."""
    weather = asked(WEATHER)
    qs = [("60", "30", "10"), ("50", "40", "10"), ("10", "10", "80"), ("59", "31", "10"), ("100", "0", "0")]
    names = {f"p{n}": name for n, name in enumerate(["Calm Otter", "Kind Owl", "Shy Newt", "Fair Fox", "Bold Toad"])}
    room = make_room(names=True, phase=Phase.SHOWN, round=1, shows=frozenset({Shows.DISTRIBUTION}))
    look = Look(room, (vote(weather, qs),), 5, names=names)
    assert not any(name in seen(wall(look, weather)) for name in names.values())
    whole = replace(look, room=replace(room, shows=frozenset(Shows)))
    assert wall(whole, weather).best == ("Calm Otter", "Fair Fox", "Kind Owl")
    assert wall(replace(whole, names={}), weather).best == ()


def test_how_sure_they_were(make_room, asked):
    """Right and wrong apart only where each group is large enough to hide in."""
    gap = asked({**GAP, "confidence": True})

    def sure(texts, percents):
        votes = vote(gap, texts)
        answers = tuple(replace(one, confidence=each) for one, each in zip(votes.answers, percents, strict=True))
        room = make_room(phase=Phase.SHOWN, round=1, shows=frozenset(Shows))
        return wall(Look(room, (replace(votes, answers=answers),), 10), gap).lines[1:]

    texts = ["0.64"] * 5 + ["3"] * 5
    assert sure(texts, [90] * 5 + [60] * 5) == ("Those who were right were 90 % sure, the others 60 %.",)
    assert sure(texts[1:], [90] * 4 + [60] * 5) == ("On average they were 73 % sure.",)
    assert sure(texts, [90] * 4 + [None] * 6) == ()


def test_a_forecast_is_scored_by_its_surprise(make_room, asked):
    """The class's average forecast, and what the log score makes of certainty."""
    scene = {"kind": "forecast", "title": "So?", "prompt": "<p>So?</p>", "happened": True}
    so = asked(scene)
    room = make_room(scenes=(scene,), phase=Phase.SHOWN, round=1, shows=frozenset(Shows))
    shown = wall(Look(room, (vote(so, ["50", "25", "100", "75", "0"]),), 5), so)
    assert [bar.count for bar in shown.bars] == [1, 0, 1, 0, 0, 1, 0, 1, 0, 1]
    said = " ".join(shown.lines).replace("\u00a0", " ")
    assert "average forecast, 50 %, is surprised by 1.000 bits; one in the middle by 1.000 bits" in said
    assert "1 had ruled it out: ∞." in said


def test_a_q_of_half_a_bit(make_room, asked):
    """Who aims at a KL sees P; the wall says how near the class came."""
    half = asked({**WEATHER, "target": 0.5})
    assert half.question.truth == (0.6, 0.3, 0.1)
    room = make_room(phase=Phase.SHOWN, round=1, shows=frozenset(Shows))
    qs = [("20", "40", "40"), ("60", "30", "10"), ("90", "9", "1"), ("10", "10", "80"), ("30", "30", "40")]
    shown = wall(Look(room, (vote(half, qs),), 5), half)
    each = [kl_divergence((0.6, 0.3, 0.1), [int(part) / 100 for part in q]) for q in qs]
    best = min(each, key=lambda value: abs(value - 0.5))
    assert f"nearest to 0.50 bits is {best:.3f} bits" in shown.lines[0].replace("\u00a0", " ")


def test_a_prediction_of_a_number(make_room, asked):
    """A marker on an axis that gives nothing away, the median of the class, and where the truth is."""
    guess = asked({"kind": "prediction", "lesson": "wrong-dictionary", "widget": "guess"})
    assert guess.question.top == 5.0
    room = make_room(phase=Phase.SHOWN, round=1, shows=frozenset({Shows.DISTRIBUTION}))
    look = Look(room, (vote(guess, ["1.75", "1.5", "2", "0.5", "7"]),), 5)
    bars = wall(look, guess).bars
    assert ([bar.count for bar in bars], any(bar.right for bar in bars)) == ([0, 1, 0, 2, 1, 0, 0, 0, 0, 0, 1], False)
    shown = wall(replace(look, room=replace(room, shows=frozenset(Shows))), guess)
    assert [bar.label for bar in shown.bars if bar.right] == ["1.5–2.0"]
    assert "median is 1.750 bits; it is 1.750 bits." in shown.lines[0].replace("\u00a0", " ")


def test_every_prediction_has_room_for_the_truth(course, asked):
    """Wherever a lesson asks for a guess, the truth lies on the axis, and the question names more than a word."""
    found = 0
    for lesson in course.lessons:
        for widget in lesson.widgets.values():
            if widget.prediction is not None:
                one = asked(scenes_of({"lesson": lesson.id, "ask": f"widget-{widget.id}"}, course)[0])
                found += 1
                if one.question.kind == "marker":
                    assert one.question.low <= one.solution.value < one.question.top, (lesson.id, widget.id)
                else:
                    assert one.question.kind == "gaussian"
                assert " " in one.question.prompt.striptags()
    assert found > 15


def test_a_guess_may_be_below_zero_where_the_figure_says_so(make_room, asked):
    """In lesson 3 the sign is the question: an axis from below zero, and bars on both sides of it."""
    gap = asked({"kind": "prediction", "lesson": "never-negative", "widget": "savings"})
    room = make_room(phase=Phase.SHOWN, round=1, shows=frozenset(Shows))
    shown = wall(Look(room, (vote(gap, ["-0.4", "-2", "0.39", "0.3", "2"]),), 5), gap)
    assert [(bar.label, bar.count) for bar in shown.bars if bar.count] == [
        ("−2.0–−1.6", 1),
        ("−0.4–0.0", 1),
        ("0.0–0.4", 2),
        ("2 …", 1),
    ]
    assert [bar.label for bar in shown.bars if bar.right] == ["0.0–0.4"]
    with pytest.raises(AnswerError, match="below −2"):
        gap.read({"answer": ["-3"]})


@pytest.mark.parametrize(
    ("scene", "typed", "sentence"),
    [
        (GAP, ["a lot"], "not understood"),
        (GAP, [""], "Type an answer first"),
        (GAP, ["0.6 tokens"], "give the number in bits"),
        (GAP, ["9" * 400], "at most 160"),
        (LUCKY, ["luck", "error"], "one answer only"),
        (LUCKY, ["<script>"], "none of those"),
    ],
)
def test_what_cannot_be_an_answer(asked, scene, typed, sentence):
    """A sentence says what to do, and nothing about what would be right."""
    with pytest.raises(AnswerError, match=sentence):
        asked(scene).read({"answer": typed})


def test_the_unit_that_is_typed_counts(asked):
    """0.445 nats are 0.64 bits on the wall."""
    read = asked(GAP).read({"answer": ["0.445 nats"]})
    assert read.verdict == "right"
    assert read.value == pytest.approx(0.642, abs=1e-3)
