"""Schema 5: course systems, who came from them to which lesson with what mark, and what a record store waits for."""  # noqa: INP001 -- Alembic loads the file by its path; the folder is no package

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add tables; nothing that was kept changes."""
    op.create_table(
        "lti_platforms",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("issuer", sa.String(500), nullable=False),
        sa.Column("client", sa.String(255), nullable=False),
        sa.Column("deployments", sa.JSON, nullable=False),
        sa.Column("login", sa.String(2000), nullable=False),
        sa.Column("token", sa.String(2000), nullable=False),
        sa.Column("keys", sa.String(2000), nullable=False),
        sa.Column("audience", sa.String(2000), nullable=True),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lti_links",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("learner", sa.String(22), nullable=False, index=True),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("deployment", sa.String(255), nullable=False),
        sa.Column("context", sa.String(255), nullable=False),
        sa.Column("resource", sa.String(255), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("teaches", sa.Boolean, nullable=False),
        sa.Column("lesson", sa.String(80), nullable=False),
        sa.Column("counts", sa.String(8), nullable=False),
        sa.Column("endpoint", sa.JSON, nullable=True),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent", sa.BigInteger, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.JSON, nullable=True),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True, index=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("said", sa.String(300), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lti_once",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("body", sa.JSON, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "xapi_waiting",
        sa.Column("event_id", sa.Uuid(as_uuid=False), primary_key=True),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True, index=True),
        sa.Column("said", sa.String(300), nullable=True),
        sqlite_with_rowid=False,
    )
