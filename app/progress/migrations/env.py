"""Run by Alembic on behalf of `app.progress.migration`, which brings the connection, its transaction and its lock."""  # noqa: INP001 -- Alembic loads the file by its path; the folder is no package

from alembic import context

from app.progress.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
