"""A lesson to HTML: its own text, with what the page puts into the places kept for it."""

from typing import Protocol

from markupsafe import Markup

from app.content.course.lesson import Lesson


class Slots(Protocol):
    """What the page puts into a lesson; each method returns HTML that is safe to print as it is."""

    def widget(self, widget_id: str) -> str:
        """Return the island of a widget, with its still figure."""
        ...

    def check(self, check_id: str) -> str:
        """Return the form of a check, as this learner left it."""
        ...

    def recall(self, ref: str) -> str:
        """Return the form of the check `<lesson id>.<check id>` of an earlier lesson, as it was left here."""
        ...

    def explain(self, explanation_id: str) -> str:
        """Return the form in which a sentence is kept, with what it is compared with once there is one."""
        ...

    def playground(self, playground_id: str) -> str:
        """Return a playground: its program and what it prints, to be read without scripts."""
        ...

    def live(self, ref: str) -> str:
        """Return the number `<widget id>.<quantity>` in its first state, marked so that it follows the widget."""
        ...


def render(lesson: Lesson, slots: Slots) -> Markup:
    """Return the HTML of a lesson's body.

    Parameters
    ----------
    lesson
        The lesson.
    slots
        What fills its widgets, checks, questions of earlier lessons, explanations, playgrounds and live numbers.

    Returns
    -------
    Markup
        HTML that autoescaping templates print as it is.
    """
    # Everything between the slots was escaped when the lesson was parsed; a slot's HTML is its maker's promise.
    return Markup("").join(
        part if isinstance(part, Markup) else Markup(getattr(slots, part.kind)(part.ref))  # noqa: S704
        for part in lesson.body
    )
