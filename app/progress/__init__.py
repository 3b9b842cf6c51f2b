"""What a learner has done: events, kept by one store, and the progress derived from them."""

from app.progress.completion import Remaining, is_complete, lesson_completed, remaining
from app.progress.database import connect
from app.progress.derivation import derive
from app.progress.errors import (
    DatabaseUrlError,
    EventConflictError,
    EventError,
    ProgressError,
    SchemaError,
    StoreUnavailableError,
)
from app.progress.events import (
    AnswerGiven,
    CheckEvent,
    CheckRenewed,
    Event,
    HintShown,
    LessonCompleted,
    PredictionCommitted,
    SolutionShown,
)
from app.progress.identity import LEARNER, new_learner_id
from app.progress.lesson_progress import CheckProgress, LessonProgress, Progress
from app.progress.migration import migrate, present_schema
from app.progress.recall import REVIEW, Question, Recall, recall
from app.progress.rules import TEXT_LIMIT, VERDICTS
from app.progress.sql_store import SqlStore
from app.progress.store import AlreadyKnown, Appended, Store
from app.progress.wire import read_number, write_number

__all__ = [
    "LEARNER",
    "REVIEW",
    "TEXT_LIMIT",
    "VERDICTS",
    "AlreadyKnown",
    "AnswerGiven",
    "Appended",
    "CheckEvent",
    "CheckProgress",
    "CheckRenewed",
    "DatabaseUrlError",
    "Event",
    "EventConflictError",
    "EventError",
    "HintShown",
    "LessonCompleted",
    "LessonProgress",
    "PredictionCommitted",
    "Progress",
    "ProgressError",
    "Question",
    "Recall",
    "Remaining",
    "SchemaError",
    "SolutionShown",
    "SqlStore",
    "Store",
    "StoreUnavailableError",
    "connect",
    "derive",
    "is_complete",
    "lesson_completed",
    "migrate",
    "new_learner_id",
    "present_schema",
    "read_number",
    "recall",
    "remaining",
    "write_number",
]
