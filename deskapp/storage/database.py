"""The open database: sessions that read, and sessions that write one at a time.

Reading transactions see one state of the file; writing ones begin with BEGIN IMMEDIATE, so that what they
read is still true when they write.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
from deskapp.storage import file_check, opening, out_of_sight
from deskapp.storage.known_file import Became, Content, KnownFile, Mark, keep_copy, last_line
from deskapp.storage.measures import keeping
from deskapp.storage.network import on_network

#: How long a save waits for another workstation's, in seconds.
BUSY_SECONDS = 15
#: So long after the last save of this window the log is moved into the file.
IDLE_SECONDS = 20
#: More pages in the log are moved into the file with the save that brings them, as SQLite does by itself.
_LOG_PAGES = 1000
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

    Raises StorageProblem where the file cannot be used. in_passing: for as long as a command takes; then it is also
    read in a folder where no lock can be made, as long as nobody has it open.
    """

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS, *, in_passing: bool = False) -> None:
        import deskapp.models.schema.all  # noqa: F401 - a foreign key asks for its table, whoever writes the row

        self.path = path
        self._busy_seconds = busy_seconds
        self._known = KnownFile(path)
        self._version = self._era = 0
        #: Where all of it was put when its file was removed.
        self._kept: Path | None = None
        self._written = monotonic()
        self._free = threading.Condition()
        self._users, self._closed = 0, False
        self._damaged = False
        #: Calls that were changed here and are to be counted anew.
        self._changed: set[int] = set()
        look = file_check.FileCheck(path)
        look.close()
        self._mode: opening.Mode = "immutable" if in_passing and look.past_locks else "rw"
        self.network = on_network(path)
        self._writer = self._engine("BEGIN IMMEDIATE", self._connect_to_write, pool_size=1)
        self._reader = self._engine("BEGIN", self._connect_to_read, pool_size=3)
        event.listen(self._reader, "before_cursor_execute", self._without_hints, retval=True)
        try:
            self._set_journal()
            self._learn()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one state of the file."""
        self._known.check()
        with self._said_plainly(), Session(self._reader, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that is committed at the end of the block, or rolled back as a whole."""
        self._refuse_damaged()
        self._known.check()
        with self._said_plainly(), self._writer.connect() as connection:
            driver: Any = connection.connection.driver_connection
            with Session(connection, expire_on_commit=False) as session, session.begin():
                # The lock is taken now, not at the first write: what is read below cannot go stale.
                session.connection()
                self._refuse_another_file(driver)
                yield session
                self.count(session)
                told = last_line(driver) if self.network else None
            self._written = monotonic()
            self._refuse_what_is_not_saved(driver, told)

    def count(self, session: Session) -> None:
        """Count for the measures what a writing session has changed so far; else that is done at its end."""
        session.flush()
        keeping.keep(session.connection().connection.driver_connection, self._changed)

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
            driver: Any = connection.connection.driver_connection
            self._refuse_another_file(driver)
            # Nobody waits for it: what reads now would hold it up, and the next clearing does it again.
            driver.execute("PRAGMA busy_timeout = 0")
            try:
                _checkpoint(driver, "TRUNCATE")
            finally:
                driver.execute(f"PRAGMA busy_timeout = {round(self._busy_seconds * 1000)}")
            self._refuse_other_content()

    def rest(self) -> None:
        """To be called every now and then. Once nothing was written here for a while, the file alone is all of it.

        Whoever moves or copies it by itself then takes everything along.
        """
        if (
            not (self.network or self._damaged)
            and monotonic() - self._written > IDLE_SECONDS
            and self._known.log_size()
        ):
            self.empty_log()
            self._written = monotonic()

    def data_version(self) -> int:
        """A figure that changes when another connection or workstation has committed, never by our own writes."""
        try:
            self._known.check()
        except StorageProblem as problem:
            if not self._mended(problem):
                raise
        with self.connect() as connection:
            driver: Any = connection.connection.driver_connection
            self._refuse_another_file(driver)
            version = self._version if self.network else _figure(driver, "PRAGMA data_version")
            return (self._era << 32) + version

    def heard(self, problem: StorageProblem) -> None:
        """A file that was found damaged is left as it is from now on: what is written into it makes it worse."""
        self._damaged = self._damaged or problem.code in (Refusal.DAMAGED, Refusal.NOT_A_DATABASE)

    def _refuse_damaged(self) -> None:
        if self._damaged:
            raise StorageProblem(Refusal.LEFT_AS_IT_IS, path=str(self.path))

    def look_past_bad_rows(self) -> None:
        """Whoever reads from now on does not see the rows that were found unreadable."""
        self._reader.dispose()

    def close(self) -> None:
        """Let go of the file, once whoever still reads has ended. A connection in use would outlive its pool."""
        with self._free:
            self._closed = True
            self._free.wait_for(lambda: not self._users, timeout=self._busy_seconds)
        try:
            self._part_from_another_file()
        finally:
            self._dispose()

    def _dispose(self) -> None:
        """Close each connection. The last one of all windows moves what is in the log into the file."""
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
        connection = opening.connect(self.path, self._mode, busy_seconds=self._busy_seconds, any_thread=True)
        for pragma in (
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "trusted_schema = OFF",
            f"synchronous = {'EXTRA' if self.network else 'FULL'}",
            # The log is moved where the file was looked at just before: see _refuse_what_is_not_saved.
            "wal_autocheckpoint = 0",
        ):
            connection.execute(f"PRAGMA {pragma}")
        # Its own folding knows ASCII alone: lists are sorted as names are compared everywhere.
        connection.create_function("folded", 1, _folded, deterministic=True)
        return connection

    def _connect_to_read(self) -> Any:
        connection = self._connect()
        out_of_sight.look_past(connection, self.path)
        return connection

    def _without_hints(self, _connection: Any, _cursor: Any, sql: str, parameters: Any, *_rest: Any) -> tuple[str, Any]:
        return out_of_sight.without_hints(self.path, sql), parameters

    def _connect_to_write(self) -> Any:
        connection = self._connect()
        self.watch(connection)
        return connection

    def watch(self, connection: Any) -> None:
        """Have the writing connection of the driver count for the measures what is written through it."""
        keeping.watch(connection, self._changed)

    def _learn(self) -> None:
        """How the file is now, as it was opened: later it is held against that."""
        with self.connect() as connection:
            driver: Any = connection.connection.driver_connection
            mark = last_line(driver)
            self._version = _figure(driver, "PRAGMA data_version")
            if self._known.log_size() and not _checkpoint(driver, "TRUNCATE"):
                # Others read from the log, or it may only be read: who knows what of it is in the file.
                mark = None
        self._known.learn(mark, log=not self.network)

    def _refuse_another_file(self, driver: Any) -> None:
        """What is written into a file that was removed, moved away or replaced would be lost, and nobody told."""
        same = self._known.check()
        if self.network:
            # Without a log whatever others save changes the file, and SQLite looks at it anew by a figure in there.
            before, self._version = self._version, _figure(driver, "PRAGMA data_version")
            if not same and self._version != before and self._known.has(driver):
                self._known.accept()
                same = True
        if not same:
            self._refuse_other_content()

    def _refuse_what_is_not_saved(self, driver: Any, told: Mark | None) -> None:
        """Once more, before anybody hears that it is saved. told: the last line that was written."""
        if self.network:
            self._known.check()
            self._known.accept(told)
            if not self._known.has(driver):
                self._refuse_other_content()
            return
        if not self._known.check():
            self._refuse_other_content()
        if _log_pages(driver) >= _LOG_PAGES:
            told = last_line(driver)
            self._known.accept(told if _checkpoint(driver, "PASSIVE") else None)

    def _refuse_other_content(self) -> None:
        """Refuse where the bytes of the file are not this desk's any more."""
        found = self._known.content()
        if found is Content.BROKEN and not self.network:
            # Whoever was moving the log in may have been killed over it: once that is done, it is whole.
            self._move_log_in_beside()
            found = self._known.content()
        if found is Content.FOREIGN and not self.network:
            self._known.set_log_aside()
        if found in (Content.FOREIGN, Content.BROKEN):
            raise StorageProblem(Refusal.WRITTEN_OVER, path=str(self.path))

    def _move_log_in_beside(self) -> None:
        """By a connection of its own, for the writer may be in the middle of an act."""
        with suppress(sqlite.Error):
            connection = opening.connect(self.path, "rw", busy_seconds=0)
            try:
                _checkpoint(connection, "PASSIVE")
            finally:
                connection.close()

    def _mended(self, problem: StorageProblem) -> bool:
        """Let go of a file that is not where it was, or that has lost its log, so that it is whole wherever it is.

        True: nobody else had it open; it is open again, and nothing was lost.
        """
        if problem.code == Refusal.LOG_GONE:
            # What was in the log is still known here: the last one to close the file moves it in.
            if not self._let_go() or not file_check.settled(self.path):
                return False
            # The figure of news begins anew with a new connection, and never where it was.
            self._era += 1
            self._set_journal()
            self._learn()
            return True
        became = self._known.became()
        if became is Became.REMOVED:
            self._keep_what_is_left()
        if became is Became.MOVED:
            self._move_log_in()
        if became in (Became.MOVED, Became.REMOVED):
            self._let_go()
        if self._kept is not None:
            raise StorageProblem(problem.code, **problem.values, kept=str(self._kept)) from problem
        return False

    def _part_from_another_file(self) -> None:
        """The last one to close a file moves what is in the log into it, whatever that became. So look once more."""
        try:
            if not self._known.check():
                self._refuse_other_content()
        except StorageProblem as problem:
            if problem.code in (Refusal.GONE, Refusal.REPLACED):
                became = self._known.became()
                if became is Became.REMOVED:
                    self._keep_what_is_left()
                elif became is Became.MOVED:
                    self._move_log_in()
                elif not self.network:
                    self._known.set_log_aside()

    def _move_log_in(self) -> None:
        """SQLite leaves the log of a file that was moved where it was: what is in it would be missing in the file."""
        if not self.network:
            with suppress(sqlite.Error, exc.DBAPIError), self._writer.connect() as connection:
                driver: Any = connection.connection.driver_connection
                _checkpoint(driver, "TRUNCATE")

    def _keep_what_is_left(self) -> None:
        """A file without a name is gone once it is closed here: all that was saved is put where copies lie."""
        if self._kept is None:
            with suppress(sqlite.Error, OSError, exc.DBAPIError), self._writer.connect() as connection:
                self._kept = keep_copy(self.path, connection.connection.driver_connection)

    def _let_go(self) -> bool:
        with self._free:
            free = self._free.wait_for(lambda: not self._users, timeout=self._busy_seconds)
            if free:
                self._dispose()
        return free

    def _set_journal(self) -> None:
        if self._mode == "immutable":
            return
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
            problem = self._problem_of(error.orig) if error.orig else None
            if problem is None:
                raise
            self.heard(problem)
            raise problem from error
        except exc.TimeoutError as error:
            # Every connection of this window is at work, for longer than a save may take.
            raise StorageProblem(Refusal.LOCKED, path=str(self.path)) from error
        except sqlite.Error as error:
            problem = self._problem_of(error)
            if problem is None:
                raise
            self.heard(problem)
            raise problem from error
        finally:
            with self._free:
                self._users -= 1
                self._free.notify_all()

    def _problem_of(self, error: BaseException) -> StorageProblem | None:
        problem = file_check.problem_of(error, self.path)
        if problem is not None and problem.code == Refusal.NOT_A_DATABASE:
            # It was one when it was opened.
            return StorageProblem(Refusal.WRITTEN_OVER, path=str(self.path))
        return problem


def _folded(text: str | None) -> str | None:
    return None if text is None else folded(text)


def _figure(driver: Any, asked: str) -> int:
    return int(driver.execute(asked).fetchone()[0])


def _log_pages(driver: Any) -> int:
    return int(driver.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1])


def _checkpoint(driver: Any, how: str) -> bool:
    """Move what is in the log into the file; whether all of it is there now. What fails is tried again later."""
    try:
        busy, pages, moved = driver.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
    except sqlite.Error:
        return False
    return not busy and pages == moved
