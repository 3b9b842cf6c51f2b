"""Schema 4: rooms, who is in them, their rounds and answers."""  # noqa: INP001 -- Alembic loads the file by its path; the folder is no package

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add four tables."""
    op.create_table(
        "rooms",
        sa.Column("code", sa.String(4), primary_key=True),
        sa.Column("key", sa.String(22), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("step", sa.BigInteger, nullable=False),
        sa.Column("phase", sa.String(12), nullable=False),
        sa.Column("scene", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("closes", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shows", sa.JSON, nullable=False),
        sa.Column("driver", sa.String(22), nullable=True),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("scenes", sa.JSON, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "room_people",
        sa.Column("code", sa.String(4), primary_key=True),
        sa.Column("participant", sa.String(22), primary_key=True),
        sa.Column("name", sa.String(40), nullable=True),
        sa.Column("joined", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stuck", sa.Integer, nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "room_rounds",
        sa.Column("code", sa.String(4), primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("scene", sa.Integer, nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "room_answers",
        sa.Column("code", sa.String(4), primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("participant", sa.String(22), primary_key=True),
        sa.Column("given", sa.JSON, nullable=False),
        sa.Column("verdict", sa.String(20), nullable=True),
        sa.Column("slip", sa.String(80), nullable=True),
        sa.Column("value", sa.Float, nullable=True),
        sa.Column("confidence", sa.Integer, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_with_rowid=False,
    )
