"""What was written for practice, in a file of its own: who somebody is goes there as it does elsewhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from deskapp.services.erasure.whose import Names
from deskapp.storage.practice_file import PracticeFile

_FILE = "SELECT file FROM pragma_database_list WHERE name = 'main'"
#: Where a text stands, and whether it is JSON.
_TEXTS = (("scenario", "id", "text", False), ("try", "id", "title", False), ("try", "id", "played", True))


def forget(session: Session, alone: Names, instead: str) -> None:
    """Put other words in place of who they are; written over at once. Raises StorageProblem, and nothing is done."""
    path = Path(session.connection().exec_driver_sql(_FILE).scalar_one())
    file = PracticeFile(path)
    with file.read() as connection:
        if connection is None or not any(_said(connection, alone, instead)):
            return
    with file.write() as connection:
        connection.execute("PRAGMA secure_delete = ON")
        for table, column, key, left in list(_said(connection, alone, instead)):
            connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (left, key))


def _said(connection: Any, alone: Names, instead: str) -> Iterator[tuple[str, str, Any, str]]:
    for table, key, column, is_json in _TEXTS:
        for row_id, text in connection.execute(f'SELECT "{key}", "{column}" FROM "{table}"').fetchall():
            said = json.loads(text) if is_json else text
            if alone.in_value(said):
                left = alone.without(said, instead)
                yield table, column, row_id, json.dumps(left, ensure_ascii=False) if is_json else left
