"""The review page: which question comes next, with which numbers, and what an answer changes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from app.checks import present
from app.pages.review.next_question import (
    FIRST_SEED,
    RESTING,
    Choice,
    asked_anew,
    chosen,
    next_question,
    questions,
    tallies,
)
from app.progress import CheckProgress, Question, Recall, derive

if TYPE_CHECKING:
    from conftest import Live

LESSON = "wrong-dictionary"


@pytest.fixture
def course(live: Live):
    """The course that we ship."""
    return live.server.site.course


def answered(*pairs: tuple[Question, bool]) -> dict[Question, Recall]:
    """What is known after these answers, one after another; the last to a question counts."""
    return {
        question: Recall(answers=1, right=int(right), last=place, last_right=right)
        for place, (question, right) in enumerate(pairs, 1)
    }


def test_every_question_is_there_also_those_that_no_text_asks(course) -> None:
    """The review page knows more questions than the lessons ask."""
    asked = {(lesson.id, slot.ref) for lesson in course.lessons for slot in lesson.slots if slot.kind == "check"}
    known = {(each.lesson, each.check) for each in questions(course)}
    assert asked < known


def test_what_went_wrong_comes_first_and_what_was_right_longest_ago_before_the_rest(course) -> None:
    """The order is by need: what went wrong, what was right longest ago, and lessons that are not begun at the end."""
    a, b, c = questions(course, LESSON)[:3]
    known = answered((a, True), (b, False), (c, True))
    order = chosen(course, Choice(), known, derive([]))
    assert order[0] == b
    assert order[1:3] == [a, c]
    assert len(order) == len(questions(course))


def test_filters(course) -> None:
    """Wrong is what went wrong last; open is what was never right, with what was never asked."""
    a, b, *rest = questions(course, LESSON)
    known = answered((a, True), (b, False))
    progress = derive([])
    assert chosen(course, Choice(LESSON, "wrong"), known, progress) == [b]
    assert set(chosen(course, Choice(LESSON, "open"), known, progress)) == {b, *rest}
    assert set(chosen(course, Choice(LESSON, "all"), known, progress)) == {a, b, *rest}


def test_a_question_rests_before_it_comes_back(course) -> None:
    """What was answered last, even wrongly, is not asked again at once; where there is nothing else, it is."""
    own = questions(course, LESSON)
    known = answered((own[0], False))
    assert next_question(own, Choice(), known) != own[0]
    assert next_question(own[:1], Choice(), known) == own[0]
    assert next_question([], Choice(), known) is None


def test_it_comes_back_after_a_few_others(course) -> None:
    """Once as many others were answered as it rests, what went wrong is next."""
    own = questions(course, LESSON)
    known = answered((own[0], False), *((each, True) for each in own[1 : RESTING + 1]))
    order = chosen(course, Choice(LESSON), known, derive([]))
    assert next_question(order, Choice(LESSON), known) == own[0]


def test_passing_over_leads_through_all_of_a_few(course) -> None:
    """Whoever passes question after question sees each of three before the first comes back."""
    own = questions(course, LESSON)[:3]
    choice, seen = Choice(), []
    for _ in range(3):
        question = next_question(own, choice, {})
        seen.append(question)
        choice = choice.after(question, CheckProgress())
    assert sorted(seen, key=own.index) == own


def test_a_shuffled_page_stays_when_it_is_loaded_again(course) -> None:
    """The draw follows from what was done, and changes with it."""
    own = questions(course)
    shuffled = Choice(order="shuffled")
    assert next_question(own, shuffled, {}) == next_question(own, shuffled, {})
    drawn = {next_question(own, shuffled.after(each, CheckProgress()), {}) for each in own[:20]}
    assert len(drawn) > 5


@pytest.mark.parametrize(
    ("done", "seed"),
    [
        (CheckProgress(), FIRST_SEED),
        (CheckProgress(seed=1004, hints_opened=1), 1004),
        (CheckProgress(seed=1004, solution_shown=True), 1005),
    ],
)
def test_numbers_are_fresh_once_a_question_was_done(done: CheckProgress, seed: int) -> None:
    """A question that was left open keeps its numbers and its hints; one that was answered or solved gets new ones."""
    assert asked_anew(done).seed == seed


@pytest.mark.parametrize("field", ["lesson", "which", "order"])
def test_an_address_that_means_nothing_is_refused(course, field: str) -> None:
    """The message names the field."""
    with pytest.raises(ValueError, match=rf"^{field} is 'x'; it must be one of "):
        Choice.from_query({field: "x"}, course)


def test_an_address_holds_the_choice(course) -> None:
    """What is chosen and passed over survives in the address."""
    choice = Choice(LESSON, "open", "shuffled", ("wrong-dictionary.the-gap",))
    fields = dict(pair.split("=") for pair in choice.to_query().split("&"))
    assert Choice.from_query(fields, course) == choice
    assert Choice().to_query() == ""


def test_the_tally_counts_questions_and_not_tries(course) -> None:
    """Of a lesson: how many there are, were asked, and were right the last time; and all of it together."""
    a, b = questions(course, LESSON)[:2]
    found = {each.lesson: each for each in tallies(course, answered((a, True), (b, False)))}
    assert (found[LESSON].asked, found[LESSON].right) == (2, 1)
    assert (found[""].asked, found[""].right) == (2, 1)
    assert found[""].questions == len(questions(course))


# The page itself


def post(live: Live, path: str, cookie: str, *, script: bool = True, **fields: str):
    headers = {"Accept": "application/json"} if script else {}
    return live.ask(path, "POST", urlencode(fields), Cookie=cookie, **headers)


def only_here(live: Live) -> str:
    """A question that no text asks, as the review page addresses it."""
    for lesson in live.server.site.course.lessons:
        for check in live.server.site.checks[lesson.id].values():
            if check.authored.front.review_only:
                return f"{lesson.id}/{check.id}"
    pytest.fail("every question is asked in a text")


def test_a_question_that_no_text_asks_can_be_answered_here_and_only_here(live: Live) -> None:
    """The review page takes its answer; the lesson knows no such question."""
    cookie, name = live.visitor(), only_here(live)
    lesson, check = name.split("/")
    solution = present(live.server.site.checks[lesson][check], FIRST_SEED).solution
    given = solution if isinstance(solution, str) else solution[0]
    answer, content = post(live, f"/review/{name}", cookie, action="answer", answer=given, seed=str(FIRST_SEED))
    assert answer.status == 200
    fragments = json.loads(content)["fragments"]
    assert fragments.keys() == {f"check-{check}", "review-next", "review-counts"}
    refused, _ = post(live, f"/lessons/{lesson}/checks/{check}", cookie, action="answer", answer=given)
    assert refused.status == 404


def test_an_answer_here_changes_nothing_in_the_lesson(live: Live) -> None:
    """A right answer in review answers no question of the lesson, and a wrong one takes nothing back."""
    cookie = live.visitor()
    before = live.page(f"/lessons/{LESSON}", Cookie=cookie)
    post(live, f"/review/{LESSON}/the-gap", cookie, action="answer", answer="7", seed=str(FIRST_SEED))
    after = live.page(f"/lessons/{LESSON}", Cookie=cookie)
    progress = re.compile(r'id="lesson-progress".*?</p>', re.DOTALL)
    assert progress.search(before)[0] == progress.search(after)[0]
    assert 'data-verdict="wrong"' not in after


def test_without_scripts_the_page_comes_back_with_the_verdict_and_the_choice(live: Live) -> None:
    """The form works as a form: a redirect to the same question, whose link goes on with what was chosen."""
    cookie = live.visitor()
    path = f"/review/{LESSON}/the-gap?lesson={LESSON}&which=open"
    answer, _ = post(live, path, cookie, script=False, action="answer", answer="7", seed="1000")
    assert answer.status == 303
    where = answer.getheader("Location").partition("#")[0]
    page = live.page(where, Cookie=cookie)
    assert 'data-verdict="wrong"' in page
    assert f'class="next" href="/review?lesson={LESSON}&amp;which=open"' in page


def test_an_answered_question_comes_back_with_fresh_numbers(live: Live) -> None:
    """When everything else is passed over, the question that was answered has another seed and no answer in it."""
    cookie = live.visitor()
    post(live, f"/review/{LESSON}/the-gap", cookie, action="answer", answer="7", seed=str(FIRST_SEED))
    page = live.page(f"/review?lesson={LESSON}&which=wrong", Cookie=cookie)
    assert f'action="/review/{LESSON}/the-gap' in page
    assert f'name="seed" value="{FIRST_SEED + 1}"' in page
    assert 'data-verdict=""' in page


def test_a_question_can_be_addressed(live: Live) -> None:
    """`/review?question=` shows this one; one that there is not is not found."""
    name = only_here(live)
    assert f'action="/review/{name}"' in live.page(f"/review?question={name}")
    assert live.ask("/review?question=no/such")[0].status == 404
    assert live.ask("/review?lesson=no-such")[0].status == 400
    assert live.ask("/review/wrong-dictionary/no-such", "POST", "")[0].status == 404


def test_nothing_wrong_is_said_in_words(live: Live) -> None:
    """A learner who got nothing wrong is told so, and offered the rest."""
    page = live.page("/review?which=wrong", Cookie=live.visitor())
    assert "Nothing of this went wrong" in page
    assert "check-form" not in page


def test_every_name_can_be_kept(live: Live) -> None:
    """The store takes the names under which the review page keeps what is done about each question."""
    cookie = live.visitor()
    longest = max(questions(live.server.site.course), key=lambda each: len(each.name))
    answer, content = post(live, f"/review/{longest.lesson}/{longest.check}", cookie, action="hint", seed="1000")
    assert answer.status == 200, content


def test_lessons_and_course_lead_here(live: Live) -> None:
    """The course page links to the review, and each lesson's end to its own questions there."""
    assert 'href="/review"' in live.page("/")
    assert f'href="/review?lesson={LESSON}"' in live.page(f"/lessons/{LESSON}")
