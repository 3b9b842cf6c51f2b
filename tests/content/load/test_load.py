"""A course is read into objects; every fault in it is named with file, line, rule and repair."""

import pytest
from markupsafe import Markup

from app.content import ContentError, Slot, load_course, render, stray_files
from app.content.course.minutes import Minutes, measured

LESSON, CHECKS, CLAIMS = "01-coins/lesson.md", "01-coins/checks.toml", "01-coins/claims.toml"


class Marks:
    """Slots that say which they are."""

    def widget(self, widget_id):
        return f"<b>widget {widget_id}</b>"

    def check(self, check_id):
        return f"<b>check {check_id}</b>"

    def recall(self, ref):
        return f"<b>recall {ref}</b>"

    def explain(self, ref):
        return f"<b>explain {ref}</b>"

    def live(self, ref):
        return f"<b>live {ref}</b>"


def message(small_course):
    with pytest.raises(ContentError) as caught:
        load_course(small_course.root)
    return str(caught.value)


def test_a_course_without_a_fault_is_read(small_course):
    """Title, number, slots, sections and quantities of a lesson come from its files."""
    lesson = load_course(small_course.root).lessons[0]
    assert (lesson.id, lesson.number) == ("coins", 1)
    assert lesson.slots == (Slot("live", "bars.kl", 18), Slot("widget", "bars", 20), Slot("check", "gap", 28))
    assert [section.id for section in lesson.sections] == ["the-gap"]


def test_a_widget_takes_named_distributions(small_course):
    """An option that names a quantity holds its probabilities and labels."""
    options = load_course(small_course.root).lessons[0].widgets["bars"].options
    assert dict(options) == {"p": [0.5, 0.5], "q": [0.9, 0.1], "labels": ["heads", "tails"]}


def test_slots_are_filled_in_their_places(small_course):
    """Rendering puts the page's HTML between the lesson's own."""
    html = render(load_course(small_course.root).lessons[0], Marks())
    assert html.index("live bars.kl") < html.index("widget bars") < html.index("<h2") < html.index("check gap")


def test_minutes_are_measured(small_course):
    """A figure and a formula take time to read, a number time to work out; a longer text takes longer."""
    lesson = load_course(small_course.root).lessons[0]
    assert lesson.times == Minutes(reading=2, questions=2)
    assert lesson.minutes == 4
    more = Markup("<p>{}</p>").format("word " * 360)
    longer = measured((*lesson.body, more), lesson.checks)
    assert longer == Minutes(reading=4, questions=2)
    below = Markup('<h2 id="more">More</h2>') + more
    assert measured((*lesson.body, below), lesson.checks) == longer


def test_neighbours_of_a_lone_lesson_are_none(small_course):
    """The first lesson has none before it and the last none after it."""
    assert load_course(small_course.root).neighbours("coins") == (None, None)


FAULTS = [
    ("title", LESSON, 'title = "Coins"\n', "", "lessons/01-coins/lesson.md:2: title: missing; add `title = …`"),
    ("spelling", LESSON, "minutes = 5", "minutes = 5\nminuets = 5", "lesson.md:6: minuets: unknown key; remove it"),
    (
        "sum",
        LESSON,
        "tails = 0.1 }",
        "tails = 0.2 }",
        "lesson.md:10: quantities.Q: the probabilities sum to 11/10, not 1",
    ),
    (
        "decimal",
        LESSON,
        "A [[kl|gap]]",
        "It costs 0.737, a [[kl|gap]]",
        "lesson.md:18: a number typed by hand: `0.737`",
    ),
    ("unit", LESSON, "A [[kl|gap]]", "2 bits, a [[kl|gap]]", "lesson.md:18: a number typed by hand: `2 bits`"),
    ("formula", LESSON, "\\KL{P}{Q} =", "\\KL{P}{Q} = 0.737 =", "lesson.md:24: a number typed by hand: `0.737`"),
    ("literal", LESSON, "{{ kl(P, Q) }},", "{{ 0.737 }},", "lesson.md:18: `0.737` is a number typed by hand; name it"),
    ("word", LESSON, "[[kl|gap]]", "[[lk|gap]]", "lesson.md:18: [[lk]]: no such word; add it to glossary.toml"),
    ("widget", LESSON, "::: widget bars", "::: widget bras", "lesson.md:20: widget `bras`: no such widget; declare it"),
    ("unused", LESSON, "::: widget bars\n", "", "lesson.md:12: widget `bars` stands 0 times in the lesson, 1 wanted"),
    (
        "check",
        LESSON,
        "::: check gap",
        "::: check gpa",
        "lesson.md:28: check `gpa`: no such check; add it to checks.toml",
    ),
    ("lost", LESSON, "::: check gap\n", "", "checks.toml:2: check `gap` stands 0 times in the lesson, 1 wanted"),
    ("live", LESSON, 'live("bars.kl")', 'live("bras.kl")', "lesson.md:18: live `bras.kl`: no such widget"),
    ("directive", LESSON, "::: widget bars", "::: widgt bars", "lesson.md:20: a directive that is not known"),
    (
        "name",
        LESSON,
        "{{ kl(P, Q) }},",
        "{{ kl(P, R) }},",
        "lesson.md:18: `R` is no named quantity; name it in [quantities]",
    ),
    ("function", LESSON, "{{ kl(P, Q) }},", "{{ lk(P, Q) }},", "lesson.md:18: `lk(…)` is no function; use one of:"),
    ("format", LESSON, "{{ kl(P, Q) }},", "{{ kl(P, Q) | nonsense }},", "lesson.md:18: `| nonsense` is no format"),
    ("tex", LESSON, "\\KL{P}{Q}", "\\LK{P}{Q}", 'Unknown command "\\LK"'),
    ("level", LESSON, "## The gap", "# The gap", "lesson.md:22: a heading of level 1; use ## to ####"),
    ("dollar", LESSON, "## The gap", "## The $ gap", "lesson.md:22: a dollar sign that begins no formula"),
    (
        "unclosed",
        LESSON,
        "## The gap",
        "::: note\n## The gap",
        "lesson.md:22: `::: note` is not closed; end it with a line `:::`",
    ),
    ("toml", LESSON, "minutes = 5", "minutes = = 5", "lesson.md:5: no valid TOML"),
    ("front", LESSON, "+++\nid", "id", "lesson.md:1: no front matter; begin with TOML"),
    (
        "hints",
        CHECKS,
        '["Subtract."]',
        '["a", "b", "c", "d"]',
        "checks.toml:6: hints: 4 given, at most 3 allowed; remove one",
    ),
    ("no hint", CHECKS, '["Subtract."]', "[]", "checks.toml:6: hints: 0 given, at least 1 needed; add what is missing"),
    (
        "kind",
        CHECKS,
        'kind = "numeric"',
        'kind = "number"',
        "checks.toml:1: check: kind must be numeric, single or several",
    ),
    ("id", CHECKS, 'id = "gap"', 'id = "The Gap"', "checks.toml:2: check.id: 'The Gap' is no id"),
    ("key", CHECKS, 'asks = "kl"', 'ask = "kl"', "checks.toml:4: check.ask: unknown key"),
    ("claim", CLAIMS, 'source = "by hand"\n', "", "claims.toml:1: claim.source: missing; add `source = …`"),
    ("course", "course.toml", "01-coins", "coins", "course.toml:2: lessons: `coins` is no lesson's folder"),
    ("glossary", "glossary.toml", "term =", "trem =", "glossary.toml:2: kl.trem: unknown key"),
    ("definition", "glossary.toml", "The avoidable", "The 0.737", "glossary.toml:3: a number typed by hand: `0.737`"),
]


def second_lesson(small_course, ref, check="cost"):
    """Add a second lesson to the course, which opens with a question of the first."""
    files = {file: (small_course.root / f"01-coins/{file}").read_text() for file in ("lesson.md", "checks.toml")}
    text = files["lesson.md"].replace('id = "coins"', 'id = "more-coins"')
    text = text.replace("::: check gap", f"::: check {check}")
    small_course.write("02-more/lesson.md", text.replace("+++\n\nA", f"+++\n\n::: recall {ref}\n\nA"))
    small_course.write("02-more/checks.toml", files["checks.toml"].replace('id = "gap"', f'id = "{check}"'))
    small_course.write("02-more/claims.toml", "")
    small_course.write("course.toml", 'title = "A course"\nlessons = ["01-coins", "02-more"]\n')


def test_a_lesson_opens_with_a_question_of_an_earlier_one(small_course):
    """The slot names lesson and check, and the page fills it."""
    second_lesson(small_course, "coins.gap")
    later = load_course(small_course.root).lessons[1]
    assert later.slots[0] == Slot("recall", "coins.gap", 18)
    assert "recall coins.gap" in render(later, Marks())


@pytest.mark.parametrize(
    ("ref", "check", "said"),
    [
        ("coins.gpa", "cost", "no such question in an earlier lesson; write `::: recall its-lesson.its-check`"),
        ("more-coins.cost", "cost", "no such question in an earlier lesson"),
        ("gap", "cost", "no such question in an earlier lesson"),
        ("coins.gap", "gap", "this lesson has a check `gap` of its own; take another question"),
    ],
)
def test_a_question_that_cannot_be_recalled_is_named(small_course, ref, check, said):
    """It must be of an earlier lesson, and its id must be free in the page."""
    second_lesson(small_course, ref, check)
    assert f"lessons/02-more/lesson.md:18: recall `{ref}`: {said}" in message(small_course)


@pytest.mark.parametrize(("file", "old", "new", "said"), [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_planted_fault_is_named(small_course, file, old, new, said):
    """Each fault gives its own message, with its line."""
    small_course.replace(file, old, new)
    assert said in message(small_course)


def test_a_stray_file_is_named(small_course):
    """A file that no lesson uses is named, but does not keep the course from being served."""
    small_course.write("01-coins/notes.txt", "x")
    assert [str(fault) for fault in stray_files(small_course.root)] == [
        "lessons/01-coins/notes.txt: a stray file; delete it, or name its folder in course.toml"
    ]
    assert load_course(small_course.root).lessons


def test_a_missing_file_is_named(small_course):
    """A lesson has three files."""
    (small_course.root / CLAIMS).unlink()
    assert "lessons/01-coins/claims.toml: the file is missing; create it" in message(small_course)


def test_faults_are_reported_together(small_course):
    """One run names the faults of all files, so that an author need not run it for each."""
    small_course.replace(LESSON, "[[kl|gap]]", "[[lk|gap]]")
    small_course.replace(CHECKS, '["Subtract."]', "[]")
    small_course.replace(CLAIMS, 'source = "by hand"\n', "")
    assert len(message(small_course).splitlines()) >= 3


def test_a_second_lesson_may_not_take_the_id(small_course):
    """Ids of lessons are unique in a course, because addresses are made of them."""
    for file in ("lesson.md", "checks.toml", "claims.toml"):
        small_course.write(f"02-more/{file}", (small_course.root / "01-coins" / file).read_text(encoding="utf-8"))
    small_course.replace("course.toml", '["01-coins"]', '["01-coins", "02-more"]')
    assert "lessons/02-more/lesson.md: id: `coins` is taken" in message(small_course)
