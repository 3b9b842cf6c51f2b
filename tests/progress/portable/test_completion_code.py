"""Completion codes: what is given out is read back, and nothing else is believed."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.progress.portable.code_table import COLUMNS, as_csv, cells_of, handed_in
from app.progress.portable.completion_code import CodeError, Completion, give_out, plain_name, read_code, record_tag

KEY = "a secret of thirty-two characters"
DONE = Completion("two-directions", date(2026, 11, 28), 7, 7, complete=True, record="0badcafe", name="Ada Łovelace")

names = st.text(max_size=80).map(plain_name)
completions = st.builds(
    Completion,
    lesson=st.from_regex(r"[a-z][a-z-]{2,40}", fullmatch=True),
    day=st.dates(),
    right=st.integers(0, 20),
    questions=st.integers(0, 20),
    complete=st.booleans(),
    record=st.from_regex(r"[0-9a-f]{8}", fullmatch=True),
    name=names,
)


@given(completions)
def test_a_code_says_what_was_put_into_it(done):
    """Whatever the name: a code is read back as it was given out, also with the blanks that a mail puts into it."""
    code = give_out(done, KEY)
    assert read_code(code, KEY) == done
    assert read_code(f"  {code[:30]}\n {code[30:]} ", KEY) == done


@given(st.data())
def test_a_changed_code_is_refused(data):
    """No sign of a code can be exchanged for another without its being noticed."""
    code = give_out(DONE, KEY)
    place = data.draw(st.integers(4, len(code) - 1).filter(lambda at: code[at] != "."))
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = data.draw(st.sampled_from([sign for sign in signs if sign != code[place]]))
    with pytest.raises(CodeError):
        read_code(code[:place] + other + code[place + 1 :], KEY)


def test_the_last_sign_is_written_in_one_way():
    """Base 64 lets some last signs be read alike; a code is the one that was given out."""
    code = give_out(DONE, KEY)
    for end in (code.rindex(".") - 1, len(code) - 1):
        for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".replace(code[end], ""):
            with pytest.raises(CodeError):
                read_code(code[:end] + sign + code[end + 1 :], KEY)


def test_another_courses_code_is_refused():
    """A code of another secret is not this course's."""
    with pytest.raises(CodeError, match="not given out by this course"):
        read_code(give_out(DONE, "another secret, as long as ours is"), KEY)


@pytest.mark.parametrize("text", ["", "WD1", "WD1.abc.def", "hello", "WD1." + "a" * 700 + "." + "b" * 22])
def test_what_is_no_code_is_told_so(text):
    """What cannot be a code is refused with the form of one."""
    with pytest.raises(CodeError, match="is no code"):
        read_code(text, KEY)


def test_a_name_is_one_short_line():
    """Line ends, and signs that turn the direction of writing, do not get into a code."""
    assert plain_name(" Ada\n\u202eLovelace\u0000 ") == "Ada Lovelace"
    assert len(plain_name("x" * 500)) == 60


def test_a_record_tells_works_apart_and_not_whose_they_are():
    """The same learner and lesson have the same eight signs; another learner, lesson or course has others."""
    tag = record_tag("learner", "lesson", KEY)
    assert tag == record_tag("learner", "lesson", KEY)
    assert len({tag, record_tag("other", "lesson", KEY), record_tag("learner", "a", KEY)}) == 3
    assert "learner" not in tag


def test_a_table_is_checked_line_by_line():
    """Codes of a spreadsheet: valid, forged, missing, handed in twice, or of one work under two names."""
    first, again = give_out(DONE, KEY), give_out(Completion(**{**DONE.__dict__, "name": "Charles"}), KEY)
    forged = give_out(DONE, "another secret, as long as ours is")
    table = f"student;code\nAda;{first}\nBob;{forged}\n\nCleo;\nDan;{first}\nEve;{again}\n"
    lines = {line.cells[0]: line for line in handed_in(cells_of(table), KEY)}
    assert lines.keys() == {"Ada", "Bob", "Cleo", "Dan", "Eve"}
    assert lines["Ada"].completion == DONE
    assert not lines["Ada"].note
    assert lines["Bob"].completion is None
    assert "not given out" in lines["Bob"].note
    assert lines["Cleo"].note == "there is no code in this line"
    assert lines["Dan"].note == "the same code as in line 2"
    assert lines["Eve"].note == "the same work as in line 2"
    assert lines["Dan"].completion == DONE


def test_a_single_line_without_a_code_is_told_so():
    """A first line is a heading only where more lines follow it."""
    [line] = handed_in(cells_of("WD1.hello"), KEY)
    assert line.completion is None


def test_a_checked_table_holds_no_formula():
    """A name such as =1+1 is text in the CSV that a spreadsheet opens."""
    code = give_out(Completion(**{**DONE.__dict__, "name": '=HYPERLINK("x")'}), KEY)
    heading, row = csv.reader(io.StringIO(as_csv(handed_in([("+1", code)], KEY))))
    assert heading[-len(COLUMNS) :] == list(COLUMNS)
    assert row[0] == "'+1"
    assert row[heading.index("name")] == '\'=HYPERLINK("x")'
