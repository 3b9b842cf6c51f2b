"""The site stays a short word where it is written out."""


def test_the_site_is_not_written_out(live):
    """Bokeh prints every handler's arguments at start: the whole course in them would cost twenty seconds."""
    assert len(repr(live.server.site)) < 200
