"""Making a database file by its migrations: Alembic, its configuration built in code."""

import os
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, create_engine, event

from deskapp import paths
from deskapp.domain.errors import StorageProblem
from deskapp.storage import first_look


def create(path: Path) -> None:
    """Make a new, empty desk at `path`, readable by this user alone. Refused where a file is already there.

    It is built beside its place and renamed, so that a half-made one is never found.
    """
    if path.exists():
        raise StorageProblem("exists", path=str(path))
    making = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        making.touch(mode=0o600, exist_ok=False)
        _migrate(making)
        os.link(making, path) if hasattr(os, "link") else making.rename(path)
    except FileExistsError as error:
        raise StorageProblem("exists", path=str(path)) from error
    except OSError as error:
        raise StorageProblem("not_writable", path=str(path), said=error.strerror) from error
    finally:
        making.unlink(missing_ok=True)


def _migrate(path: Path) -> None:
    def connect() -> sqlite.Connection:
        return sqlite.connect(first_look.uri(path, "rw"), uri=True, isolation_level=None, timeout=30)

    engine = create_engine(URL.create("sqlite", database=str(path)), module=sqlite, creator=connect)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Off before BEGIN: inside a transaction the pragma does nothing, and Alembic's batch mode with
        # foreign keys on deletes every child row.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise StorageProblem("damaged", path=str(path), said=f"{len(broken)} broken references")
    finally:
        engine.dispose()
