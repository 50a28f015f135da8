"""Taking something out of the file for good, so that it stands in no free room of it either."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from deskapp.storage import call_words, search
from deskapp.storage.database import Database


@contextmanager
def writing_over(session: Session) -> Iterator[None]:
    """In the block, where something lay that is taken away is written over at once."""
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")


def clear_away(database: Database) -> bool:
    """Write the whole file anew; whether nothing is left in its log either, for somebody may still read from there.

    Takes as long as copying the file, and needs as much room on the disk; others read meanwhile, and wait to save.
    Raises StorageProblem, LOCKED where others write for too long.
    """
    with database.connect() as connection:
        driver = connection.connection.driver_connection
        for index in (search, call_words):
            index.let_go(driver)
        # The copy on its way would not fit into the memory of every machine. Of an encrypted file it is encrypted too;
        # what is sorted in between would not be, and stays in the memory always.
        connection.exec_driver_sql("PRAGMA temp_store = FILE")
        try:
            connection.exec_driver_sql("VACUUM")
        finally:
            connection.exec_driver_sql("PRAGMA temp_store = MEMORY")
            # With another place for what is temporary SQLite forgets the triggers that there were.
            database.watch(driver)
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    return not busy
