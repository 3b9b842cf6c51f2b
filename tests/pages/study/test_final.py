"""The final is taken as a whole, and again with fresh numbers; what came of the first taking stays."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from app.checks import present
from app.pages.study.final import tasks_of

if TYPE_CHECKING:
    from conftest import Live

FINAL = "final"


def tasks(live: Live) -> list[str]:
    """The tasks, in order."""
    lesson = live.server.site.course.lesson(FINAL)
    assert lesson is not None
    return tasks_of(lesson)


def post(live: Live, cookie: str, task: str, **fields: str | tuple[str, ...]) -> tuple[int, str]:
    """Do something about a task in place, and return the status and what comes back."""
    body = urlencode(fields, doseq=True)
    answer, content = live.ask(
        f"/lessons/{FINAL}/checks/{task}", "POST", body, Cookie=cookie, Accept="application/json"
    )
    return answer.status, content.decode() if isinstance(content, bytes) else content


def solve(live: Live, cookie: str, seed: int, names: list[str] | None = None) -> None:
    """Answer tasks rightly, with the numbers of a seed."""
    for task in names or tasks(live):
        solution = present(live.server.site.checks[FINAL][task], seed).solution
        status, _ = post(live, cookie, task, seed=str(seed), answer=solution)
        assert status == 200


def page(live: Live, cookie: str) -> str:
    """The page, its words alone."""
    return " ".join(re.sub(r"<[^>]+>", " ", live.page(f"/lessons/{FINAL}", Cookie=cookie)).split())


def again(live: Live, cookie: str) -> int:
    """Ask for another taking; return the status."""
    return live.ask(f"/lessons/{FINAL}/again", "POST", "", Cookie=cookie)[0].status


def test_the_result_says_what_was_right_at_once(live: Live) -> None:
    """A wrong answer before, or a hint, is told; a solution that is opened after a right answer changes nothing."""
    cookie = live.visitor()
    first, second, third, *_ = tasks(live)
    solve(live, cookie, 0, [first])
    post(live, cookie, first, seed="0", action="solution")
    post(live, cookie, second, seed="0", answer="last-one")
    solve(live, cookie, 0, [second])
    post(live, cookie, third, seed="0", action="hint", hint="1")
    solve(live, cookie, 0, [third])
    shown = page(live, cookie)
    assert "1 of 8 right at once, 2 more in the end ; 5 still open" in shown.replace("end;", "end ;")
    assert "right after 2 answers" in shown
    assert "right after 1 answer, with a hint" in shown


def test_it_is_taken_again_when_it_is_done_and_the_first_result_stays(live: Live) -> None:
    """Another taking has other numbers in every task and nothing answered; the first one's result stands beside it."""
    cookie = live.visitor()
    assert again(live, cookie) == 400
    solve(live, cookie, 0)
    done = live.page(f"/lessons/{FINAL}", Cookie=cookie)
    assert "Lesson complete" in done
    assert "Take it again, on other runs" in done
    assert again(live, cookie) == 303
    assert again(live, cookie) == 400  # the present one is open
    html = live.page(f"/lessons/{FINAL}", Cookie=cookie)
    assert html.count('name="seed" value="1"') == 8
    assert "The first time: 8 of 8 right at once" in page(live, cookie)
    for task in tasks(live):
        check = live.server.site.checks[FINAL][task]
        assert present(check, 1).prompt_html != present(check, 0).prompt_html
    solve(live, cookie, 1, tasks(live)[:2])
    assert "2 of 8 right at once" in page(live, cookie)
    assert "The first time: 8 of 8 right at once" in page(live, cookie)


def test_an_answer_of_an_earlier_taking_changes_no_later_one(live: Live) -> None:
    """A tab that was left open answers with its own numbers, which are those of its own taking."""
    cookie = live.visitor()
    solve(live, cookie, 0)
    again(live, cookie)
    task = tasks(live)[0]
    status, _ = post(live, cookie, task, seed="0", answer="1")
    assert status == 200
    assert "0 of 8 right at once" in page(live, cookie)


def test_no_task_has_fresh_numbers_of_its_own(live: Live) -> None:
    """Neither its button nor its request, and numbers that no taking has are refused in a sentence."""
    cookie = live.visitor()
    task = tasks(live)[0]
    solve(live, cookie, 0, [task])
    assert "with fresh numbers</button>" not in live.page(f"/lessons/{FINAL}", Cookie=cookie)
    assert post(live, cookie, task, seed="0", action="another")[0] == 400
    assert post(live, cookie, task, seed="99", answer="1")[0] == 400
    assert live.ask("/lessons/context/again", "POST", "", Cookie=cookie)[0].status == 404


def test_what_it_asks_is_the_present_taking(live: Live) -> None:
    """What comes back after an answer is the task, the progress and the result of the taking that is shown."""
    cookie = live.visitor()
    task = tasks(live)[0]
    _, content = post(live, cookie, task, seed="0", answer="1")
    fragments = json.loads(content)["fragments"]
    assert set(fragments) == {f"check-{task}", "lesson-progress", "lesson-end"}
    assert "open, after 1 answer" in fragments["lesson-end"]
