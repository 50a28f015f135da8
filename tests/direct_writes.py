"""What somebody can do who has the file in their hands: rules and guards taken away, a row changed, all put back."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite


def write(path: Path, *statements: str) -> None:
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        connection.execute(statement)
    for _name, sql in guards:
        connection.execute(sql)
    connection.close()
