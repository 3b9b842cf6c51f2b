"""What a learner is told when the record of their work fails: what happened to their work, and what to do."""

from __future__ import annotations

from app.progress import EventError, ProgressError, StoreUnavailableError, TooManyEventsError

_NEWER = "was written by a newer version of the course than this one"


def unread(error: ProgressError) -> str:
    """Return the line that a page shows in place of progress."""
    return f"Your progress cannot be shown: the record of your work {_state(error)}. {_advice(error, 'Reload')}"


def kept_but_unread(error: ProgressError) -> str:
    """Return the sentence for something that was kept, when its effect cannot be shown."""
    return f"This was kept, but {unread(error)[0].lower()}{unread(error)[1:]}"


def unkept(error: ProgressError) -> tuple[int, str]:
    """Return the status and the sentence for something that was sent and not kept."""
    if isinstance(error, TooManyEventsError):
        return 429, "So much was sent in a short time that this was not counted. Wait a few seconds and send it again."
    if isinstance(error, EventError):
        return 400, str(error)
    return 503, (
        f"This was not kept: the record of your work {_state(error)}. "
        f"What you typed is still here. {_advice(error, 'Try again')}"
    )


def _state(error: ProgressError) -> str:
    return error.fault.value if isinstance(error, StoreUnavailableError) else _NEWER


def _advice(error: ProgressError, repair: str) -> str:
    if isinstance(error, StoreUnavailableError) and error.fault.passes:
        return f"{repair} in a moment."
    return "Please tell whoever runs this course; all lessons can be read meanwhile."
