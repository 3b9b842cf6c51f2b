"""Pages whose address asks for a state: what takes long to draw is drawn beside the event loop, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.pages.kinds import KINDS
from app.wire.workers import Limits, Workers

HEAVY = [kind for kind, widget in KINDS.items() if widget.slow_to_draw]
ASKED = {
    "gaussian_fit": ("w=0.3,0.7&m=-2,2&s=0.5,0.6", "gaussian_fit"),
    "telegram": ("p=0.5,0.5&q=0.9,0.1&code=block&block=4", "telegram"),
}


@pytest.fixture
def not_here(live: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the server's own process nobody draws such a figure."""
    live.page("/")
    for kind in HEAVY:
        assert KINDS[kind].ways()  # found once, in the first state's HTML
        monkeypatch.setattr(type(KINDS[kind]), "html", lambda *_: pytest.fail("drawn on the event loop"))
    live.server.site.asked_pages.__init__(32)
    live.server.site.parts.__init__(256)


@pytest.mark.usefixtures("not_here")
@pytest.mark.parametrize("kind", HEAVY)
def test_a_figure_that_takes_long_is_drawn_beside_the_loop(live: Any, kind: str) -> None:
    """And its page shows the state of the address; a second reader finds it."""
    for _ in range(2):
        page = live.page(f"/lab/{kind}?{ASKED[kind][0]}")
        assert 'class="widget-state"' in page
        assert "problem" not in page.partition("<main")[2].partition("<figure")[0]


@pytest.mark.usefixtures("not_here")
def test_a_lesson_with_such_a_figure_is_drawn_so_too(live: Any) -> None:
    """Before a prediction, and what it reveals."""
    lesson = next(one for one in live.server.site.course.lessons if one.id == "two-directions")
    widget = next(name for name, one in lesson.widgets.items() if one.kind == "gaussian_fit")
    assert f'id="widget-{widget}"' in live.page(f"/lessons/two-directions?{widget}.mu=1.25&{widget}.sigma=0.75")


@pytest.mark.usefixtures("not_here")
def test_a_class_that_follows_one_link_waits_for_one_drawing(live: Any) -> None:
    """Twenty ask at once for what nobody has asked for."""
    before = live.server.wires.workers.asked
    with ThreadPoolExecutor(20) as pool:
        pages = set(pool.map(live.page, ["/lab/gaussian_fit?w=0.4,0.6&m=-1,3&s=0.5,0.7"] * 20))
    assert len(pages) == 1
    assert live.server.wires.workers.asked == before + 1


def test_where_nothing_can_be_drawn_there_is_a_sentence(live: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue is full: 503, and the page says so; other pages are there."""
    full = live.call(lambda: Workers(Limits(waiting=0)))
    monkeypatch.setattr(live.server.wires, "workers", full)
    answer, content = live.ask("/lab/gaussian_fit?w=0.4,0.6&m=-1,3.5&s=0.5,0.7")
    assert answer.status == 503
    assert b"Too many computations wait here just now" in content
    assert live.page("/lab/gaussian_fit")
    assert live.page("/lab/pmf_bars?p=0.25,0.75&q=0.5,0.5")
