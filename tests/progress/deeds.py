"""What learners may do, drawn at random: the fields of events, but for those that all events have."""

from hypothesis import strategies as st

from app.progress import (
    VERDICTS,
    AnswerGiven,
    CheckRenewed,
    HintShown,
    LessonCompleted,
    PredictionCommitted,
    SolutionShown,
)

seeds, names = st.integers(0, 2), st.sampled_from(["a", "b"])
checks = {"check": names, "seed": seeds}
deeds = st.one_of(
    st.builds(
        dict,
        type=st.just(AnswerGiven),
        **checks,
        answer_text=st.text("0123", max_size=2),
        verdict=st.sampled_from(VERDICTS),
        sure=st.none() | st.sampled_from([0, 50, 100]),
    ),
    st.builds(dict, type=st.just(CheckRenewed), **checks),
    st.builds(dict, type=st.just(HintShown), **checks, hint=st.integers(1, 3)),
    st.builds(dict, type=st.just(SolutionShown), **checks),
    st.builds(
        dict,
        type=st.just(PredictionCommitted),
        prediction=names,
        quantity=st.just("kl"),
        guess=st.floats(allow_nan=False),
        truth=st.just(0.737),
        unit=st.just("bits"),
    ),
    st.builds(dict, type=st.just(LessonCompleted)),
)
