"""What a learner has done: events, kept by one store, and the progress derived from them."""

from app.progress.derived.completion import lesson_completed
from app.progress.derived.derivation import derive
from app.progress.derived.lesson_progress import CheckProgress, LessonProgress, Progress
from app.progress.derived.memory import Memory, load_scheduler
from app.progress.derived.pace import Pace
from app.progress.derived.recall import REVIEW, Question, Recall, recall
from app.progress.derived.study import POINTS, SETTINGS, SURE, Place, Study, derive_study, points_of
from app.progress.derived.study_day import study_day
from app.progress.errors import (
    DatabaseUrlError,
    EventConflictError,
    EventError,
    InvitationError,
    ProgressError,
    SchemaError,
    StoreUnavailableError,
    TooManyEventsError,
)
from app.progress.events.event import (
    AnswerGiven,
    CheckEvent,
    CheckRenewed,
    Event,
    HintShown,
    LessonCompleted,
    PredictionCommitted,
    SolutionShown,
    SwitchSet,
)
from app.progress.events.field_rules import TEXT_LIMIT, VERDICTS, ZONE_LIMIT
from app.progress.events.identity import LEARNER, new_learner_id
from app.progress.events.wire import read_number, write_number
from app.progress.faults import Fault
from app.progress.portable.invitation import Invitation, new_invitation
from app.progress.portable.record_file import FORMS, LARGEST, RecordFileError, read_json
from app.progress.store.contract import AlreadyKnown, Appended, Store
from app.progress.store.database import connect
from app.progress.store.migration import migrate, present_schema
from app.progress.store.record import Record
from app.progress.store.sql_store import SqlStore

__all__ = [
    "FORMS",
    "LARGEST",
    "LEARNER",
    "POINTS",
    "REVIEW",
    "SETTINGS",
    "SURE",
    "TEXT_LIMIT",
    "VERDICTS",
    "ZONE_LIMIT",
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
    "Fault",
    "HintShown",
    "Invitation",
    "InvitationError",
    "LessonCompleted",
    "LessonProgress",
    "Memory",
    "Pace",
    "Place",
    "PredictionCommitted",
    "Progress",
    "ProgressError",
    "Question",
    "Recall",
    "Record",
    "RecordFileError",
    "SchemaError",
    "SolutionShown",
    "SqlStore",
    "Store",
    "StoreUnavailableError",
    "Study",
    "SwitchSet",
    "TooManyEventsError",
    "connect",
    "derive",
    "derive_study",
    "lesson_completed",
    "load_scheduler",
    "migrate",
    "new_invitation",
    "new_learner_id",
    "points_of",
    "present_schema",
    "read_json",
    "read_number",
    "recall",
    "study_day",
    "write_number",
]
