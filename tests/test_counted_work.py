"""What work costs is seen whatever it is made of."""

import re

from tests.counted_work import work_of


def test_what_calls_nobody_is_seen_in_turns():
    """A regular expression that goes back and forth calls nobody, and takes twice as long for each letter more."""
    short, long = (work_of(lambda text="a" * size + "b": re.match("(a+)+$", text)) for size in (8, 16))
    assert long.calls == short.calls
    assert long.turns > 16 * short.turns
