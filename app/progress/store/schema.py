"""The tables as they are now; ``migrations/versions`` has the way to them."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Uuid,
)
from sqlalchemy.event import listens_for
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond; SQLite keeps no time zone, so it is given back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the moment in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the moment in UTC, knowing that it is."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

events = Table(
    "events",
    metadata,
    # The order of arrival. Only INTEGER numbers rows by itself in SQLite.
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("event_id", Uuid(as_uuid=False), nullable=False, unique=True),
    Column("learner", String(22), nullable=False),
    Column("lesson", String(80), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", JSON, nullable=False),
    # Of schema 1 there is none of these: done when it arrived, by an unknown clock, and no copy.
    Column("done", Moment, nullable=True),
    Column("zone", Integer, nullable=True),
    Column("origin", Uuid(as_uuid=False), nullable=True),
    Index("events_by_arrival", "learner", "seq"),
)

summaries = Table(
    "summaries",
    metadata,
    Column("learner", String(22), primary_key=True),
    Column("seq", BigInteger, nullable=False),  # up to this event a program of schema 2 has taken everything in
    Column("taken", BigInteger, nullable=False, server_default="0"),  # and up to this one, one that knows all items
    sqlite_with_rowid=False,
)

summary_items = Table(
    "summary_items",
    metadata,
    Column("learner", String(22), primary_key=True),
    Column("lesson", String(80), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("name", String(80), primary_key=True),
    Column("seq", BigInteger, nullable=False),  # the last event that changed this item
    Column("state", JSON, nullable=False),
    sqlite_with_rowid=False,
)

# Two learners who turned out to be one: whatever comes of the first is the second's.
joined = Table(
    "joined",
    metadata,
    Column("learner", String(22), primary_key=True),
    Column("becomes", String(22), nullable=False, index=True),
    sqlite_with_rowid=False,
)

# Codes by which a second device is let in, each for ten minutes and once.
invitations = Table(
    "invitations",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("learner", String(22), nullable=False),  # whose device shows it
    Column("gives", Boolean, nullable=False),  # whether that device has the work, and confirms
    Column("made", Moment, nullable=False),
    Column("asker", String(22), nullable=True),  # whose device entered it
    Column("number", Integer, nullable=False),  # shown on the new device, to be compared on the old one
    Column("answer", Boolean, nullable=True),  # what the old device said
    sqlite_with_rowid=False,
)

# One row, written and read back to learn whether the database keeps anything at all.
probe = Table(
    "probe",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
)


@listens_for(probe, "after_create")
def _first_row(_table: Table, connection: Connection, **_how: object) -> None:
    connection.execute(probe.insert().values(id=1, count=0))


# A class that meets for an hour (app/room). What it leaves is deleted when `expires` has come.
rooms = Table(
    "rooms",
    metadata,
    Column("code", String(4), primary_key=True),
    Column("key", String(22), nullable=False),  # with it a learner's id becomes a participant's, and not back
    Column("token", String(64), nullable=False),  # a hash of the host's
    Column("made", Moment, nullable=False),
    Column("expires", Moment, nullable=False, index=True),
    Column("version", BigInteger, nullable=False),  # counts every change
    Column("step", BigInteger, nullable=False),  # counts what the host did, which is all that phones see
    Column("phase", String(12), nullable=False),
    Column("scene", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("closes", Moment, nullable=True),  # from then on no answer is taken
    Column("shows", JSON, nullable=False),
    Column("driver", String(22), nullable=True),  # the page from which the room is driven
    Column("settings", JSON, nullable=False),
    Column("scenes", JSON, nullable=False),
    sqlite_with_rowid=False,
)

room_people = Table(
    "room_people",
    metadata,
    Column("code", String(4), primary_key=True),
    Column("participant", String(22), primary_key=True),
    Column("name", String(40), nullable=True),
    Column("joined", Moment, nullable=False),
    Column("stuck", Integer, nullable=True),  # the last scene that they said they did not get
    sqlite_with_rowid=False,
)

room_rounds = Table(
    "room_rounds",
    metadata,
    Column("code", String(4), primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("scene", Integer, nullable=False),
    Column("opened", Moment, nullable=False),
    sqlite_with_rowid=False,
)

room_answers = Table(
    "room_answers",
    metadata,
    Column("code", String(4), primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("participant", String(22), primary_key=True),
    Column("given", JSON, nullable=False),
    Column("verdict", String(20), nullable=True),
    Column("slip", String(80), nullable=True),
    Column("value", Float, nullable=True),
    Column("confidence", Integer, nullable=True),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# Course systems that may launch the course (LTI 1.3), each with the addresses under which it is asked.
lti_platforms = Table(
    "lti_platforms",
    metadata,
    Column("id", String(32), primary_key=True),  # follows from issuer and client
    Column("name", String(200), nullable=False),
    Column("issuer", String(500), nullable=False),
    Column("client", String(255), nullable=False),
    Column("deployments", JSON, nullable=False),  # a list; while it is empty, the first that launches is kept
    Column("login", String(2000), nullable=False),
    Column("token", String(2000), nullable=False),
    Column("keys", String(2000), nullable=False),
    Column("audience", String(2000), nullable=True),  # whom a request for a token is made out to, if not its address
    Column("made", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# Who came by which link of a course system to which lesson, and what that system knows of their mark.
lti_links = Table(
    "lti_links",
    metadata,
    Column("id", String(32), primary_key=True),  # follows from platform, deployment, link and user
    Column("learner", String(22), nullable=False, index=True),
    Column("platform", String(32), nullable=False),
    Column("deployment", String(255), nullable=False),
    Column("context", String(255), nullable=False),
    Column("resource", String(255), nullable=False),
    Column("subject", String(255), nullable=False),  # the user, as the platform wants to be told of them
    Column("teaches", Boolean, nullable=False),
    Column("lesson", String(80), nullable=False),  # "" for a page without marks
    Column("counts", String(8), nullable=False),  # "share" or "done"
    Column("endpoint", JSON, nullable=True),  # where marks go; null where the platform takes none
    Column("seen", Moment, nullable=False),
    Column("changed", BigInteger, nullable=False),  # how often something was done in the lesson
    Column("changed_at", Moment, nullable=True),
    Column("sent", BigInteger, nullable=False),  # up to which change the platform knows
    Column("sent_at", Moment, nullable=True),
    Column("score", JSON, nullable=True),  # the mark that it knows
    Column("due", Moment, nullable=True, index=True),  # when it is told next
    Column("tries", Integer, nullable=False),
    Column("said", String(300), nullable=True),  # why it could not be told
    sqlite_with_rowid=False,
)

# What counts once and for a short time: a login under way, a ticket into the course, an invitation to register.
lti_once = Table(
    "lti_once",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("ends", Moment, nullable=False, index=True),
    Column("body", JSON, nullable=False),
    sqlite_with_rowid=False,
)

# Events that a record store (xAPI) has not confirmed; those without a time it has refused.
xapi_waiting = Table(
    "xapi_waiting",
    metadata,
    Column("event_id", Uuid(as_uuid=False), primary_key=True),
    Column("due", Moment, nullable=True, index=True),
    Column("said", String(300), nullable=True),
    sqlite_with_rowid=False,
)
