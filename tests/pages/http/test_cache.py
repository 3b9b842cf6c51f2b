"""What is the same for every learner is drawn once."""

from __future__ import annotations

from app.pages.http.cache import Cache


def test_a_result_is_made_once() -> None:
    """The second wish for a key gets what the first one made."""
    drawn, made = Cache(), []
    assert drawn.get("a", lambda: made.append(1) or len(made)) == 1
    assert drawn.get("a", lambda: made.append(1) or len(made)) == 1
    assert made == [1]


def test_only_the_results_used_last_are_kept() -> None:
    """Beyond the limit, what was not asked for longest is made anew."""
    drawn = Cache(limit=2)
    for key in ("a", "b", "a", "c"):
        drawn.get(key, lambda key=key: key)
    assert drawn.get("a", lambda: "anew") == "a"
    assert drawn.get("b", lambda: "anew") == "anew"
