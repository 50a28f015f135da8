"""The open database: sessions that read, and sessions that write one at a time.

Reading transactions see one state of the file; writing ones begin with BEGIN IMMEDIATE, so that what they
read is still true when they write.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import uniform
from time import monotonic, sleep
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import URL, Connection, Engine, create_engine, event, exc
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.spelling import folded
from deskapp.storage import file_check, opening
from deskapp.storage.measures import keeping
from deskapp.storage.network import on_network

#: How long a save waits for another workstation's, in seconds.
BUSY_SECONDS = 15
#: How long the write-ahead log is asked to be left where others are just opening the file too, in seconds.
_LEAVING_SECONDS = 3


class Dialect(SQLiteDialect_pysqlite):
    """SQLite as everywhere. Each is as good as any other: what was compiled for one engine serves all."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is Dialect

    def __hash__(self) -> int:
        return hash(Dialect)


_DIALECT = "sqlite.desk"
registry.register(_DIALECT, __name__, Dialect.__name__)
#: Statements as they were compiled, once for readers and writers of whichever desk.
_compiled: LRUCache[Any, Any] = LRUCache(1000)


class Database:
    """A desk's file, opened. Use from any thread but the window's.

    Raises StorageProblem where the file cannot be used.
    """

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS) -> None:
        import deskapp.models.schema.all  # noqa: F401 - a foreign key asks for its table, whoever writes the row

        self.path = path
        self._busy_seconds = busy_seconds
        self._file = _identity(path)
        self._free = threading.Condition()
        self._users, self._closed = 0, False
        file_check.FileCheck(path).close()
        self.network = on_network(path)
        self._writer = self._engine("BEGIN IMMEDIATE", self._connect_to_write, pool_size=1)
        self._reader = self._engine("BEGIN", self._connect, pool_size=3)
        try:
            self._set_journal()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one state of the file."""
        with self._said_plainly(), Session(self._reader, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that is committed at the end of the block, or rolled back as a whole."""
        with self._said_plainly(), Session(self._writer, expire_on_commit=False) as session, session.begin():
            # The lock is taken now, not at the first write: what is read below cannot go stale.
            session.connection()
            self._refuse_another_file()
            yield session
            self.count(session)

    @staticmethod
    def count(session: Session) -> None:
        """Count for the measures what a writing session has changed so far; else that is done at its end."""
        session.flush()
        keeping.keep(session.connection().connection.driver_connection)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """The writer's connection outside a transaction, for pragmas."""
        with self._said_plainly(), self._writer.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def empty_log(self) -> None:
        """Move what others wrote into the file and cut its log, as far as nobody reads just now.

        What was cleared away may still stand in the log until then.
        """
        if self.network:
            return
        with self.connect() as connection:
            # Nobody waits for it: what reads now would hold it up, and the next clearing does it again.
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            try:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(self._busy_seconds * 1000)}")

    def data_version(self) -> int:
        """A figure that changes when another connection or workstation has committed, never by our own writes."""
        self._refuse_another_file()
        with self.connect() as connection:
            return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def close(self) -> None:
        """Let go of the file, once whoever still reads has ended. A connection in use would outlive its pool."""
        with self._free:
            self._closed = True
            self._free.wait_for(lambda: not self._users, timeout=self._busy_seconds)
        self._writer.dispose()
        self._reader.dispose()

    def _engine(self, begin: str, connect: Callable[[], Any], pool_size: int) -> Engine:
        engine = create_engine(
            URL.create(_DIALECT, database=str(self.path)),
            module=sqlite,
            # What went wrong is logged and reported: what people wrote, and PINs, have no place there.
            hide_parameters=True,
            execution_options={"compiled_cache": _compiled},
            creator=connect,
            poolclass=QueuePool,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=self._busy_seconds * 2,
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
                connection.exec_driver_sql(begin)

        return engine

    def _connect(self) -> Any:
        connection = opening.connect(self.path, "rw", busy_seconds=self._busy_seconds, any_thread=True)
        for pragma in (
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "trusted_schema = OFF",
            f"synchronous = {'EXTRA' if self.network else 'FULL'}",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        # Its own folding knows ASCII alone: lists are sorted as names are compared everywhere.
        connection.create_function("folded", 1, _folded, deterministic=True)
        return connection

    def _connect_to_write(self) -> Any:
        connection = self._connect()
        keeping.watch(connection)
        return connection

    def _refuse_another_file(self) -> None:
        """What is written into a file that was removed, moved away or replaced would be lost, and nobody told."""
        found = _identity(self.path)
        if found is None:
            raise StorageProblem(Refusal.GONE, path=str(self.path))
        if found != self._file:
            raise StorageProblem(Refusal.REPLACED, path=str(self.path))

    def _set_journal(self) -> None:
        wanted = "delete" if self.network else "wal"
        got = self._journal()
        # Of several that open it at once, one leaves the log and the others find it left.
        until = monotonic() + _LEAVING_SECONDS
        while got != wanted:
            got = self._journal(wanted)
            if got == wanted or not self.network or monotonic() > until:
                break
            # Whoever has it open by its log holds up all others who want to leave that too: each lets go of it for a
            # while of its own.
            self._writer.dispose()
            sleep(uniform(0.02, 0.2))
        if self.network and got == "wal":
            # Somebody has the file open through the write-ahead log, which cannot be left before they close it.
            raise StorageProblem(Refusal.NETWORK_WAL, path=str(self.path))

    def _journal(self, wanted: str = "") -> str:
        """How the file keeps its changes; on a network folder "wal" also where nobody can tell it otherwise now."""
        try:
            with self.connect() as connection:
                asked = f"PRAGMA journal_mode = {wanted}" if wanted else "PRAGMA journal_mode"
                return str(connection.exec_driver_sql(asked).scalar_one()).lower()
        except StorageProblem as problem:
            if problem.code != Refusal.LOCKED or not self.network:
                raise
            return "wal"

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        with self._free:
            if self._closed:
                raise StorageProblem(Refusal.DESK_CLOSED, path=str(self.path))
            self._users += 1
        try:
            yield
        except exc.DBAPIError as error:
            problem = file_check.problem_of(error.orig, self.path) if error.orig else None
            if problem is None:
                raise
            raise problem from error
        except exc.TimeoutError as error:
            # Every connection of this window is at work, for longer than a save may take.
            raise StorageProblem(Refusal.LOCKED, path=str(self.path)) from error
        except sqlite.Error as error:
            problem = file_check.problem_of(error, self.path)
            if problem is None:
                raise
            raise problem from error
        finally:
            with self._free:
                self._users -= 1
                self._free.notify_all()


def _folded(text: str | None) -> str | None:
    return None if text is None else folded(text)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file of which disk a name stands for now; None where it stands for none that can be reached."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
