"""Schema 2: a summary beside the events, their index by arrival, and a row to try the disk with."""  # noqa: INP001 -- Alembic loads the file by its path; the folder is no package

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; a summary is filled from the events when its learner comes back."""
    op.create_table(
        "summaries",
        sa.Column("learner", sa.String(22), primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "summary_items",
        sa.Column("learner", sa.String(22), primary_key=True),
        sa.Column("lesson", sa.String(80), primary_key=True),
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sqlite_with_rowid=False,
    )
    probe = op.create_table(
        "probe",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("count", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(probe, [{"id": 1, "count": 0}])
    op.drop_index("events_by_learner", "events")
    op.create_index("events_by_arrival", "events", ["learner", "seq"])
