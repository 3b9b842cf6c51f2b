"""What can go wrong with the record of a learner's work."""

from app.progress.faults import Fault


class ProgressError(Exception):
    """Anything that this package refuses or cannot do."""


class EventError(ProgressError, ValueError):
    """An event that breaks a rule; the message names the field, the value, the rule and the repair."""


class EventConflictError(EventError):
    """An event id that has been used for another deed or by another learner."""


class StoreUnavailableError(ProgressError):
    """The database does not answer now; the same call may succeed later. ``fault`` says what is wrong with it."""

    def __init__(self, message: str, fault: Fault = Fault.SILENT) -> None:
        super().__init__(message)
        self.fault = fault


class InvitationError(ProgressError):
    """A code for a second device that lets nobody in; the message says it to whoever entered it."""


class TooManyEventsError(ProgressError):
    """A learner has sent more events than a person can in that time; none of the last was kept."""


class SchemaError(ProgressError):
    """The database has a schema that this program does not know, or holds a row that it cannot read."""


class DatabaseUrlError(ProgressError, ValueError):
    """A database URL that names no database this program can keep a record in."""
