"""Run by Alembic on behalf of `store/migration.py`, which brings the connection, its transaction and its lock."""  # noqa: INP001 -- Alembic loads the file by its path; the folder is no package

from alembic import context

from app.progress.store.schema import metadata

if hasattr(context, "config"):  # only while Alembic runs, and not when a tool imports every file
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata)
    context.run_migrations()
