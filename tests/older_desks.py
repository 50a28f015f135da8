"""Desks as earlier versions of the program left them, with everything in them that they could hold."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from deskapp.services.site import check
from deskapp.storage import call_words, schema, search

_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    " AND name NOT LIKE 'call_search%' AND name NOT LIKE 'call_words%'"
)

#: What the search index held then; in the first revision what solved a call was no part of it.
_INDEX = """
INSERT INTO main.call_search (rowid, ref, who, phones, summary, details)
SELECT call.id, 'C-' || printf('%05d', call.id), customer.name, '', call.summary,
       call.details || ' ' || call.wants {solution}
FROM main.call JOIN main.customer ON customer.id = call.customer_id
"""

#: From the fourth on the words of everything lie in an index of their own.
_INDEXES = (
    "INSERT INTO main.call_search (rowid, summary, details) SELECT id, summary, details FROM main.call",
    "INSERT INTO main.call_words (rowid, words) SELECT id, lower(summary) FROM main.call",
)

#: Where what stood in a table stands now that the table is gone.
_MOVED = {
    "matrix_cell": "SELECT impact, urgency, priority FROM {desk}policy_matrix"
    " WHERE policy_version_id = (SELECT max(id) FROM {desk}policy_version)"
}


def make_older(path: Path, revision: str, like: Path) -> None:
    """A desk of an earlier revision with the rows of a present one, as far as it had a place for them."""
    path.touch()
    schema._migrate(path, revision)
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("ATTACH ? AS present", [str(like)])
    connection.execute("BEGIN IMMEDIATE")
    guards = connection.execute("SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for table in tables(connection):
        if table != "alembic_version":
            names = ", ".join(f'"{name}"' for name in columns(connection, table))
            connection.execute(f'DELETE FROM main."{table}"')
            rows = f'SELECT {names} FROM present."{table}"'
            if table in _MOVED:
                rows = _MOVED[table].format(desk="present.")
            connection.execute(f'INSERT INTO main."{table}" ({names}) {rows}')
    for _name, sql in guards:
        connection.execute(sql)
    solution = "" if revision == "0001" else "|| ' ' || call.solution"
    if revision >= "0006":
        # They have been what they are since, and nobody fills them again.
        search.fill(connection)
        call_words.fill(connection)
    else:
        for index in _INDEXES if revision >= "0004" else (_INDEX.format(solution=solution),):
            connection.execute(index)
    connection.execute("COMMIT")
    connection.close()


def unsound(path: Path) -> list[check.Finding]:
    """What is wrong with a desk that was brought up to date; the first revision could not keep why a call was void."""
    return [one for one in check.check(path).findings if one.code != "void_without_reason"]


def tables(connection: Any) -> list[str]:
    return sorted(name for (name,) in connection.execute(_TABLES))


def columns(connection: Any, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def content(path: Path, like: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a desk, in the tables and columns that another one has."""
    pattern = sqlite.connect(str(like))
    asked = {table: columns(pattern, table) for table in tables(pattern) if table != "alembic_version"}
    pattern.close()
    connection = sqlite.connect(str(path))
    there, found = tables(connection), {}
    for table, names in asked.items():
        query = f'SELECT {", ".join(chr(34) + name + chr(34) for name in names)} FROM "{table}"'
        if table in _MOVED and table not in there:
            query = _MOVED[table].format(desk="")
        found[table] = connection.execute(f"{query} ORDER BY 1, 2").fetchall()
    connection.close()
    return found
