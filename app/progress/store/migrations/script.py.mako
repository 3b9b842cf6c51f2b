"""Schema ${up_revision}: ${message}."""  # noqa: INP001 -- Alembic loads the file by its path; the folder is no package

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """${message}."""
