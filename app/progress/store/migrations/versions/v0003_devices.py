"""Schema 3: when and by which clock a deed was done, learners that became one, and codes for a second device."""  # noqa: INP001 -- Alembic loads the file by its path; the folder is no package

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns that old events leave empty, and tables; summaries take in the old events anew."""
    op.add_column("events", sa.Column("done", sa.DateTime(timezone=True), nullable=True))
    op.add_column("events", sa.Column("zone", sa.Integer, nullable=True))
    op.add_column("events", sa.Column("origin", sa.Uuid(as_uuid=False), nullable=True))
    op.add_column("summaries", sa.Column("taken", sa.BigInteger, nullable=False, server_default="0"))
    op.create_table(
        "joined",
        sa.Column("learner", sa.String(22), primary_key=True),
        sa.Column("becomes", sa.String(22), nullable=False, index=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitations",
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("learner", sa.String(22), nullable=False),
        sa.Column("gives", sa.Boolean, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asker", sa.String(22), nullable=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("answer", sa.Boolean, nullable=True),
        sqlite_with_rowid=False,
    )
