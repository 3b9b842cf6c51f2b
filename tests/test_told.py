"""What long work says of itself."""

import io

from app.told import Told


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self):
        return True


def test_a_log_gets_plain_lines_and_few():
    """Where there is no terminal nothing is overwritten, and nobody is told of every question."""
    now, log = [0.0], io.StringIO()
    told = Told(log, clock=lambda: now[0])
    told("question 1 of 9")
    now[0] = 10.0
    told("3 of 14 lessons")
    told("4 of 14 lessons")
    told.end()
    assert log.getvalue() == "3 of 14 lessons\n"


def test_a_terminal_has_one_line_that_moves(monkeypatch):
    """Each word takes the place of the one before, is no longer than the line, and in the end nothing is left."""
    monkeypatch.setenv("COLUMNS", "12")
    screen = Terminal()
    told = Told(screen)
    told("question 1 of 9")
    told.end()
    assert screen.getvalue() == "\r\x1b[Kquestion 1 \r\x1b[K"


def test_how_much_is_left_follows_from_what_is_done():
    """A quarter has taken a minute: the rest will take three."""
    now, log = [0.0], io.StringIO()
    told = Told(log, clock=lambda: now[0])
    now[0] = 60.0
    told("pmf_bars", 5, 20)
    now[0] = 75.0
    told("telegram", 15, 20)
    assert log.getvalue() == "5 of 20: pmf_bars; 3 min left\n15 of 20: telegram; 25 s left\n"
