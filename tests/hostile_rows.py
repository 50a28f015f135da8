"""A desk's file in which whatever people wrote goes on with something hostile: every text of every table."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from hostile_corpus import CORPUS
from sqlalchemy import JSON, Text

from deskapp.models.schema.all import Base
from deskapp.storage.unguarded import unguarded

#: Stands in each of them: a sign that buttons and menus take for a key.
MARK = "R&D"
#: Ends each of them: three turns of the direction, and none of them is ended.
NEVER_BACK = "\u202eabc \u2067def \u202b"
#: What is read together where it has room; the rest of the corpus is about files and lengths.
TEXTS = tuple(
    " ".join((MARK, "<b>x</b>", *(CORPUS[name][:400] for name in names), NEVER_BACK))
    for names in (
        ("markup", "places", "SQL", "search"),
        ("resources", "turned around", "right to left", "formula"),
        ("nul", "controls", "lines", "terminal", "unseen", "no letter"),
        ("zalgo", "emoji", "path", "calendar", "mail"),
        ("one long word",),
    )
)
#: Columns of words that hold none of anybody's: names that other programs gave, rules, what is made of other columns.
_NOT_WORDS = frozenset(
    (
        *("site.zone", "site.language", "site.phone_region", "site.currency", "approval.currency", "contact.language"),
        *("calendar_version.spec", "rota_version.spec", "saved_view.spec", "written_policy.language"),
        *("event_words.salt", "customer.name_folded", "draft.key", "font.digest", "attachment.digest"),
        *("staff_pin.hash", "recovery_code.hash"),
    )
)
#: A code, a reference, an instant, a digest: one word of the program's own.
_CODE = re.compile(r"[a-z0-9_.:+-]*|C-\d+|[A-Z0-9_-]+|[0-9T:.+Z -]+|[0-9a-f]{32,}", re.A)
_NAMES = ("name", "organisation", "summary", "label", "title", "room", "person", "tag", "words", "what", "who")


def fill(path: Path) -> int:
    """Change a file that nobody has open; how many texts went on. What the database refuses stays as it was."""
    count = 0
    with unguarded(path) as connection:
        for table in Base.metadata.sorted_tables:
            keys = [column.name for column in table.primary_key]
            where = " AND ".join(f'"{name}" = ?' for name in keys)
            for number, column in enumerate(table.columns):
                turn = _turn(column)
                if turn is None:
                    continue
                names = ", ".join(f'"{name}"' for name in (*keys, column.name))
                sql = f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE {where}'
                rows = connection.execute(f'SELECT {names} FROM "{table.name}"').fetchall()
                for at, (*key, value) in enumerate(rows):
                    changed = turn(value, TEXTS[(at + number) % len(TEXTS)])
                    if changed != value:
                        count += _put(connection, sql, (changed, *key))
    return count


def _turn(column: Any) -> Callable[[Any, str], Any] | None:
    if f"{column.table.name}.{column.name}" in _NOT_WORDS or column.primary_key or column.foreign_keys:
        return None
    if isinstance(column.type, JSON):
        return lambda value, hostile: value if not value else json.dumps(_within(json.loads(value), hostile))
    if type(column.type) is not Text:
        return None
    named = column.name in _NAMES
    return lambda value, hostile: _gone_on(value, hostile, named) if isinstance(value, str) else value


def _within(value: Any, hostile: str, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _within(one, hostile, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_within(one, hostile, name) for one in value]
    return _gone_on(value, hostile, name in _NAMES) if isinstance(value, str) else value


def _gone_on(value: str, hostile: str, named: bool) -> str:
    return f"{value} {hostile}" if value and (named or not _CODE.fullmatch(value)) else value


def _put(connection: Any, sql: str, values: tuple[Any, ...]) -> int:
    try:
        return int(connection.execute(sql, values).rowcount)
    except sqlite.IntegrityError:
        return 0
