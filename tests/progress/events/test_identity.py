"""A learner is a random id."""

from app.progress import LEARNER, new_learner_id


def test_form():
    """Every new id has the form that events and cookies are checked for."""
    assert all(LEARNER.fullmatch(new_learner_id()) for _ in range(200))


def test_distinct():
    """No two learners get the same id."""
    assert len({new_learner_id() for _ in range(1000)}) == 1000


def test_refused():
    """A text of another length or alphabet is no learner id."""
    learner = new_learner_id()
    assert not any(
        LEARNER.fullmatch(text) for text in ("", learner[1:], learner + "A", learner[1:] + "/", learner + "\n")
    )
