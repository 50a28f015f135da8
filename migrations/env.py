"""Alembic's entry: the connection comes from deskapp.storage.schema, in a transaction of its own."""

from alembic import context

from deskapp.models.schema.all import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
