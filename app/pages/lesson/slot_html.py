"""What a page puts into a lesson's text: widgets, questions, and numbers that follow a widget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from markupsafe import Markup, escape

from app.checks import grade, present
from app.content import Lesson
from app.pages.base.site import Site
from app.pages.figure.on_page import Placed, Shown, place_one
from app.pages.http.compressed_page import Piece, place
from app.pages.http.visit import Visit
from app.pages.kinds import KINDS
from app.pages.lesson.end import end_context
from app.pages.study.final import takings
from app.pages.study.lesson_progress import recap, standing
from app.progress import TEXT_LIMIT, CheckProgress, LessonProgress, PredictionCommitted, Question
from app.ui.declared import DeclaredState
from app.ui.format import format_number
from app.ui.widget import json_number, json_script

#: The first numbers of a question that a later lesson asks again: neither its own lesson's nor the review page's.
RECALL_SEED: Final = 500


def place_lesson(lesson: Lesson, visit: Visit) -> list[Placed]:
    """Return the widgets of a lesson; the query string may move one with fields such as `bars.p`."""
    return [
        place_one(
            item.id,
            KINDS[item.kind],
            item.options,
            {
                name.removeprefix(f"{item.id}."): text
                for name, text in visit.query.items()
                if name.startswith(f"{item.id}.")
            },
        )
        for item in lesson.widgets.values()
    ]


class PageSlots:
    """The slots of one lesson for one address, as a newcomer sees them; keeps the contract `app.content.Slots`.

    What may be a learner's own has a name: `progress`, `record_note`, `lesson_end`, `check:ID`, `recall:LESSON.ID`,
    `explain:ID` and, where a prediction is asked for, `widget:ID` and `live:WIDGET.QUANTITY`.
    """

    def __init__(self, site: Site, lesson: Lesson, visit: Visit, placed: list[Placed]) -> None:
        self._site = site
        self._lesson = lesson
        self._visit = visit
        self._placed = {item.id: item for item in placed}

    def widget(self, widget_id: str) -> Markup:
        """Return a widget's slot; a prediction that it asks for is not made yet."""
        return self._shown(widget_id).html(self._site)

    def check(self, check_id: str) -> Markup:
        """Return a question that nobody has touched."""
        return check_html(self._site, self._lesson, check_id, CheckProgress())

    def recall(self, ref: str) -> Markup:
        """Return a question of an earlier lesson that nobody has touched: a line that unfolds into it."""
        return self._recall(ref, CheckProgress())

    def explain(self, explanation_id: str) -> Markup:
        """Return the place for a sentence that nobody has written."""
        return explain_html(self._site, self._lesson, explanation_id, CheckProgress())

    def playground(self, playground_id: str) -> Markup:
        """Return a program with what it prints; a script that is fetched when it is opened makes it run."""
        template = self._site.environment.get_template("playground.html")
        shown = self._lesson.playgrounds[playground_id]
        return Markup(template.render(lesson=self._lesson, playground=shown))  # noqa: S704 - an autoescaping template

    def live(self, ref: str) -> Markup:
        """Return a number of a widget's first state, marked so that the page keeps it true.

        While a prediction is asked for, the page does not give it away.
        """
        return self._live(ref, pending=self.asks(ref.partition(".")[0]))

    def asks(self, widget_id: str) -> bool:
        """Return whether a widget asks for a prediction before it shows its numbers."""
        return self._lesson.widgets[widget_id].prediction is not None

    def own(self, name: str, progress: LessonProgress, finished: frozenset[str] = frozenset()) -> Piece:
        """Return what stands in a named place, save what a committed prediction reveals: see `revealed`."""
        kind, _, ref = name.partition(":")
        if kind == "check":
            return check_piece(self._site, self._lesson, ref, progress.check(ref))
        if kind == "recall":
            return Piece.of(self._recall(ref, progress.check(ref)))
        if kind == "explain":
            return Piece.of(explain_html(self._site, self._lesson, ref, progress.check(ref)))
        if kind == "progress":
            return progress_piece(self._site, self._lesson, progress)
        if kind == "lesson_end":
            return end_piece(self._site, self._lesson, progress, finished)
        return Piece.of({"widget": self.widget, "live": self.live}[kind](ref) if ref else "")

    def revealed(self, name: str) -> Markup:
        """Return a widget or a number after the prediction, with places for it: `COMMITTED` and their `_json`s."""
        kind, _, ref = name.partition(":")
        if kind == "live":
            return self._live(ref, pending=False)
        page = self._shown(ref, revealed=True).html(self._site)
        for field in COMMITTED:
            page = page.replace(json_script(place(field)), place(f"{field}_json"))
        return page

    def shown(self) -> Iterator[Shown]:
        """Yield what the page shows of figures, before a prediction and after it."""
        for widget_id in self._placed:
            yield self._shown(widget_id)
            if self.asks(widget_id):
                yield self._shown(widget_id, revealed=True)

    def _shown(self, widget_id: str, *, revealed: bool = False) -> Shown:
        options = self._options(widget_id)
        if revealed:
            options["committed"] = {field: place(field) for field in COMMITTED}
        return Shown(self._placed[widget_id], options)

    def _recall(self, ref: str, done: CheckProgress) -> Markup:
        asked = Question.named(ref)
        question = recall_html(self._site, self._lesson, asked, done)
        earlier = self._site.course.lesson(asked.lesson)
        template = self._site.environment.get_template("recall.html")
        return Markup(template.render(ref=ref, question=question, earlier=earlier, begun=done.seed is not None))  # noqa: S704

    def _live(self, ref: str, *, pending: bool) -> Markup:
        widget_id, quantity = ref.split(".", 1)
        state = self._placed[widget_id].state
        own = state.units if isinstance(state, DeclaredState) else {}
        unit = own.get(quantity, state.as_dict().get("unit"))
        text = "?" if pending else format_number(state.results()[quantity], unit)
        # A number with a unit of its own keeps it when the figure changes its unit.
        kept = Markup(' data-unit="{}"').format(own[quantity] or "") if quantity in own else ""
        return Markup('<span class="live live-{}" data-live="{}"{} tabindex="-1">{}</span>').format(
            quantity, ref, kept, text
        )

    def _options(self, widget_id: str) -> dict[str, Any]:
        options: dict[str, Any] = dict(self._lesson.widgets[widget_id].options)
        options |= {
            "hide": [*options.get("hide", []), *self._visit.hidden],
            "projector": self._visit.projector,
            "link": f"/lab/{self._lesson.widgets[widget_id].kind}",
        }
        prediction = self._lesson.widgets[widget_id].prediction
        if prediction is not None:
            options |= {"prediction": prediction, "committed": None}
        return options


COMMITTED = ("guess", "truth", "unit", "guess_text", "truth_text")
"""What a page says of a prediction: the two numbers, their unit, and the numbers as they are written."""


def committed_values(made: PredictionCommitted) -> dict[str, str]:
    """Return what fills the places of a revealed widget: each of `COMMITTED` as HTML, and as JSON."""
    values = {
        "guess": json_number(made.guess),
        "truth": json_number(made.truth),
        "unit": made.unit,
        "guess_text": format_number(made.guess, made.unit),
        "truth_text": format_number(made.truth, made.unit),
    }
    return {name: str(escape(value)) for name, value in values.items()} | {
        f"{name}_json": json_script(value) for name, value in values.items()
    }


def progress_piece(site: Site, lesson: Lesson, progress: LessonProgress) -> Piece:
    """Return the line of a lesson's page that says how far it is done."""
    here = standing(lesson, progress)
    key = ("progress", lesson.id, here)
    template = site.environment.get_template("progress.html")
    return site.pieces.get(key, lambda: Piece.of(template.render(progress=here)))


def end_piece(site: Site, lesson: Lesson, progress: LessonProgress, finished: frozenset[str] = frozenset()) -> Piece:
    """Return the end of a lesson's page; once the lesson is complete it says which others are, too: `finished`."""
    here = standing(lesson, progress)
    complete = finished if here.complete else frozenset[str]()
    taken = takings(lesson, progress) if lesson.final else ()
    key = ("lesson_end", lesson.id, here, tuple(recap(lesson, progress)), complete, taken)
    template = site.environment.get_template("lesson_end.html")
    return site.pieces.get(
        key, lambda: Piece.of(template.render(**end_context(site.course, lesson, progress, complete)))
    )


def check_piece(site: Site, lesson: Lesson, check_id: str, done: CheckProgress) -> Piece:
    """Return one question of a lesson: prompt, last answer with its verdict, opened hints, what can be done next."""
    # By the verdict, too: an answer that could not be graded may be answered again.
    last = (done.last_answer, done.last_verdict)
    key = (lesson.id, check_id, last, done.seed, done.hints_opened, done.solution_shown, done.ever_right)
    return site.pieces.get(key, lambda: Piece.of(check_html(site, lesson, check_id, done)))


def check_html(site: Site, lesson: Lesson, check_id: str, done: CheckProgress, refused: str | None = None) -> Markup:
    """Return one question of a lesson; `refused` says why an answer was not even read."""
    questions = [slot.ref for slot in lesson.slots if slot.kind == "check"]
    name = f"{'Task' if lesson.final else 'Question'} {questions.index(check_id) + 1}"
    action = f"/lessons/{lesson.id}/checks/{check_id}"
    return question_html(
        site,
        lesson,
        check_id,
        done,
        name=name,
        action=action,
        refused=refused,
        following=_following(lesson, check_id),
        as_task=lesson.final,
    )


def _following(lesson: Lesson, check_id: str) -> tuple[str, str]:
    """Return what comes after a question that is answered, and where: the next question, at last the lesson's end."""
    questions = [slot.ref for slot in lesson.slots if slot.kind == "check"]
    after = questions[questions.index(check_id) + 1 :]
    if not after:
        return "To the result" if lesson.final else "To the end of the lesson", "#lesson-end"
    return "Next task" if lesson.final else "Next question", f"#check-{after[0]}"


def recall_html(site: Site, lesson: Lesson, asked: Question, done: CheckProgress, refused: str | None = None) -> Markup:
    """Return a question of an earlier lesson as a later one asks it: with other numbers, and on an account of its own.

    What is done about it is kept in the later lesson, under the question's full name. So it neither completes nor
    changes the lesson that it is from, and counts for the review page all the same.
    """
    earlier = site.course.lesson(asked.lesson)
    assert earlier is not None
    return question_html(
        site,
        earlier,
        asked.check,
        CheckProgress(seed=RECALL_SEED) if done.seed is None else done,
        name=f"From lesson {earlier.number}: {earlier.title}",
        action=f"/lessons/{lesson.id}/recall/{asked.lesson}/{asked.check}",
        refused=refused,
    )


def explain_html(
    site: Site, lesson: Lesson, explanation_id: str, done: CheckProgress, refused: str | None = None
) -> Markup:
    """Return what is to be explained, the sentence that was kept, and beside it one good answer."""
    template = site.environment.get_template("explain.html")
    return Markup(  # noqa: S704 - an autoescaping template made it
        template.render(
            explanation=lesson.explanations[explanation_id],
            action=f"/lessons/{lesson.id}/explanations/{explanation_id}",
            kept=done.last_answer or "",
            refused=refused,
            limit=TEXT_LIMIT,
        ),
    )


def question_html(
    site: Site,
    lesson: Lesson,
    check_id: str,
    done: CheckProgress,
    *,
    name: str,
    action: str,
    refused: str | None,
    following: tuple[str, str] | None = None,
    as_task: bool = False,
) -> Markup:
    """Return one question under a name, with what was `done`; its form is sent to the address `action`.

    `following` is what a right answer leads on to: its name and its address. `as_task` is a question of the final as it
    is taken: without fresh numbers of its own, and once it is right without hints.
    """
    check = site.checks[lesson.id][check_id]
    seed = done.seed or 0
    shown = site.parts.get((lesson.id, check_id, seed), lambda: present(check, seed))
    outcome = None
    if done.last is not None:
        text = done.last.answer_text
        outcome = grade(check, shown.seed, text if shown.kind == "numeric" else split_choice(text))
    template = site.environment.get_template("check.html")
    return Markup(  # noqa: S704 - an autoescaping template made it
        template.render(
            name=name,
            action=action,
            check=shown,
            done=done,
            outcome=outcome,
            refused=refused,
            following=following,
            as_task=as_task,
        ),
    )


def join_choice(chosen: Sequence[str]) -> str:
    """Return the ids of chosen options as one text, as an event keeps them."""
    return ",".join(chosen)


def split_choice(text: str) -> list[str]:
    """Return the ids of chosen options from an event's text."""
    return [option for option in text.split(",") if option]
