"""What can go wrong with the record of a learner's work."""


class ProgressError(Exception):
    """Anything that this package refuses or cannot do."""


class EventError(ProgressError, ValueError):
    """An event that breaks a rule; the message names the field, the value, the rule and the repair."""


class EventConflictError(EventError):
    """An event id that has been used for another deed or by another learner."""


class StoreUnavailableError(ProgressError):
    """The database does not answer now; the same call may succeed later."""


class SchemaError(ProgressError):
    """The database has a schema that this program does not know, or holds a row that it cannot read."""


class DatabaseUrlError(ProgressError, ValueError):
    """A database URL that names no database this program can keep a record in."""
