"""The mosaic: areas are probabilities, and its stories hold exactly."""

import pytest

from app.figure.widget import StateError
from app.kernel import Joint, mutual_information
from app.widgets.mosaic.frame import frame
from app.widgets.mosaic.state import MosaicState, groups, parts


def mosaic(**fields):
    return MosaicState.from_options({"preset": "day", "unit": "nats", **fields})


def test_the_default_is_the_day_of_two_hundred_guests():
    """Eighteen, nine and three of two hundred at dawn, and so on."""
    counts = mosaic().table() / 50
    assert counts.tolist() == [[18, 9, 3], [18, 9, 3], [32, 24, 24], [12, 18, 30]]
    assert mosaic().results()["information"] == pytest.approx(0.0750603635307, rel=1e-11)


def test_the_first_merge_loses_nothing_and_the_second_all():
    """Exactly: dawn and morning alike, and the two with the night are like evening."""
    first, second = (mosaic(joined_times=joined).results() for joined in ("dawn+morning", "dawn+morning+night"))
    assert first["lost"] == 0.0
    assert first["information"] == mosaic().results()["information"]
    assert second["information"] == 0.0
    assert second["lost"] == pytest.approx(first["information"], rel=1e-13)


def test_the_clock_loses_all_with_espresso_and_latte():
    """From 0.1251 nats to exactly 0; tea with either loses less."""
    left = {
        joined: MosaicState.from_options({"preset": "clock", "unit": "nats", "joined_drinks": joined}).results()
        for joined in ("none", "espresso+latte", "espresso+tea", "tea+latte")
    }
    values = [each["information"] for each in left.values()]
    assert values == [pytest.approx(0.125100605885), 0.0, pytest.approx(0.101749225079), pytest.approx(0.086304621736)]


@pytest.mark.parametrize("times", ["none", "dawn+morning", "evening+night", "dawn+morning+night"])
@pytest.mark.parametrize("drinks", ["none", "espresso+tea", "tea+latte"])
def test_what_is_left_and_what_is_lost_is_all(times, drinks):
    """Information after merging and what was lost are the information before; the bar's parts are its whole."""
    state = mosaic(joined_times=times, joined_drinks=drinks)
    results = state.results()
    assert results["information"] + results["lost"] == pytest.approx(
        mutual_information(Joint.from_weights(state.table()), "nats")
    )
    assert results["time-left"] + results["information"] + results["drink-left"] == pytest.approx(results["both"])
    assert results["time"] == pytest.approx(results["time-left"] + results["information"])


def test_places_may_stand_in_any_order():
    """A handle that is dragged past another changes places with it, and nothing jumps."""
    assert parts([90, 60]) == parts([60, 90])
    assert mosaic(dawn=[90, 60]).results() == mosaic().results()


def test_a_time_without_guests_is_no_matter():
    """Its strip has no width, no name and no handles, whatever its cuts."""
    state = MosaicState.from_options({"preset": "clock"})
    shown = frame(state, state.results())
    for part in ("name-0", "handle-dawn.0", "handle-night.1"):
        assert shown[part]["hidden"] == ""
    assert state.results() == MosaicState.from_options({"preset": "clock", "dawn": [1, 2]}).results()


def test_merged_strips_look_alike():
    """Both show the shares of the two together, and where their own cuts are."""
    state = mosaic(joined_times="dawn+night")
    shown = frame(state, state.results())
    heights = [[shown[f"cell-{row}.{column}"]["style.height"] for column in range(3)] for row in (0, 3)]
    assert heights[0] == heights[1]
    assert shown["own-0.0"]["hidden"] is None
    assert shown["own-1.0"]["hidden"] == ""


def test_only_what_is_offered_can_be_joined():
    """Groups are named by their members."""
    assert groups(("a", "b", "c"), "b+c") == [[0], [1, 2]]
    with pytest.raises(StateError, match="joined_drinks"):
        mosaic(joined_drinks="espresso")
