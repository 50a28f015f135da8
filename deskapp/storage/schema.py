"""Making a database file by its migrations: Alembic, its configuration built in code."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, create_engine, event, exc

from deskapp import paths
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.storage import backup, call_words, file_check, opening, remains, search
from deskapp.storage.measures import keeping

_COLUMNS = """
SELECT one.name, its.name FROM sqlite_schema AS one, pragma_table_info(one.name) AS its WHERE one.type = 'table'
"""

#: The schema since which the same words of a call are indexed.
_INDEXED_SINCE = 6


def create(path: Path, fill_in: Callable[[Path], None] | None = None) -> None:
    """Make a new desk at `path`, readable by this user alone. Refused where a file is already there.

    It is built and filled in beside its place and put there when it is whole, so that a half-made one is never found.
    """
    try:
        if path.exists() or path.is_symlink():
            raise StorageProblem(Refusal.EXISTS, path=str(path))
        making = remains.making(path)
        remains.remove_remains(path)
        remains.remove(making)
        try:
            making.touch(mode=0o600, exist_ok=False)
            _migrate(making)
            if fill_in is not None:
                fill_in(making)
            backup.put_in_place(making, path)
        finally:
            remains.remove(making)
    except FileExistsError as error:
        raise StorageProblem(Refusal.EXISTS, path=str(path)) from error
    except StorageProblem as problem:
        raise StorageProblem(problem.code, **{**problem.values, "path": str(path)}) from problem
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise StorageProblem(Refusal.NOT_WRITABLE, path=str(path), said=said) from error


def bring_up_to_date(
    path: Path,
    now: datetime,
    afterwards: Callable[[Connection], None] | None = None,
    told: Callable[[int, int], object] | None = None,
) -> Path | None:
    """Bring a desk of an older schema to this one, all or nothing; a backup is made before.

    afterwards: what is to be done with the file of this schema, in the same transaction.
    told: how far the longest part of it is, the indexes and the counting of the calls: done, of so many.

    Gives back the backup, None where there was nothing to do. Raises StorageProblem, and then the file is as it was.
    """
    look = file_check.FileCheck(path)
    look.close()
    if look.schema == file_check.SCHEMA or _mended(path):
        return None
    if look.revision is None or look.revision >= file_check.SCHEMA:
        raise StorageProblem(Refusal.VERSION_UNKNOWN, path=str(path))
    copy = backup.back_up(path, f"{path.stem} schema {look.schema} {now:%Y-%m-%d %H%M%S}.db")
    copied = file_check.FileCheck(copy)
    copied.close()
    if copied.schema != look.schema:
        # Another window has done it meanwhile, with a backup of its own.
        copy.unlink()
        return None
    update(path, look.schema, afterwards, told)
    return copy


def update(
    path: Path,
    schema: int,
    afterwards: Callable[[Connection], None] | None = None,
    told: Callable[[int, int], object] | None = None,
) -> None:
    """The same of a file of this older schema that has no need of a backup, being one."""

    def fill_and_go_on(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        (last,) = driver.execute("SELECT coalesce(max(id), 0) FROM call").fetchone()
        # What calls are found by has been the same since: its indexes are whole.
        passes = (keeping.fill,) if schema >= _INDEXED_SINCE else (search.fill, call_words.fill, keeping.fill)
        for place, fill in enumerate(passes):
            fill(driver, None if told is None else partial(_tell, told, place * last, len(passes) * last))
        if afterwards is not None:
            afterwards(connection)
        if not _is_of_this_schema(driver) or driver.execute("PRAGMA user_version").fetchone()[0] != file_check.SCHEMA:
            raise StorageProblem(Refusal.VERSION_UNKNOWN, path=str(path))

    try:
        _migrate(path, afterwards=fill_and_go_on)
    except exc.OperationalError as error:
        # A migration met what is not there yet, or is there already.
        raise StorageProblem(Refusal.VERSION_UNKNOWN, path=str(path)) from error


def _mended(path: Path) -> bool:
    """Whether it is of this schema already, and only said otherwise: somebody had set its number by hand."""
    with file_check.said_plainly(path):
        connection = opening.connect(path, "rw")
        try:
            connection.execute("BEGIN IMMEDIATE")
            if not _is_of_this_schema(connection):
                return False
            connection.execute(f"PRAGMA user_version = {file_check.SCHEMA}")
            connection.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL)")
            connection.execute("DELETE FROM alembic_version")
            connection.execute("INSERT INTO alembic_version VALUES (?)", (f"{file_check.SCHEMA:04}",))
            connection.execute("COMMIT")
            return True
        finally:
            connection.close()


def _is_of_this_schema(connection: Any) -> bool:
    """Whether it has every table and column of a new desk."""
    from deskapp.models.schema.all import Base

    wanted = {(table.name, column.name) for table in Base.metadata.tables.values() for column in table.columns}
    return wanted <= set(connection.execute(_COLUMNS))


def _tell(told: Callable[[int, int], object], before: int, of: int, upto: int) -> None:
    told(before + upto, of)


def make_at(making: Path, schema: int) -> None:
    """The tables of a schema, this one or an older, in a file that is there and empty. Raises StorageProblem."""
    _migrate(making, f"{schema:04}")


def _migrate(path: Path, revision: str = "head", afterwards: Callable[[Connection], None] | None = None) -> None:
    def connect() -> sqlite.Connection:
        return opening.connect(path, "rw")

    engine = create_engine(
        URL.create("sqlite", database=str(path)), module=sqlite, creator=connect, hide_parameters=True
    )

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
            command.upgrade(config, revision)
            if afterwards is not None:
                afterwards(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise StorageProblem(Refusal.DAMAGED, path=str(path), said=f"{len(broken)} broken references")
    except exc.DBAPIError as error:
        problem = file_check.problem_of(error.orig, path) if error.orig else None
        raise problem or error from error
    finally:
        engine.dispose()
