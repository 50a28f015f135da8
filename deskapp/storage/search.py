"""The index of what calls are about, for finding calls alike: FTS5, without a copy of the text.

Written with the row it describes. All that was ever said of a call is found by another: `call_words`.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from unicodedata import category

from sqlalchemy.orm import Session

from deskapp.domain.spelling import folded, spelled_out, spellings, without_accents
from deskapp.storage import word_forms

#: Contentless, so that it stays small; contentless_delete lets a row be written anew without its old words. Whole words
#: alone are looked up in it, by the columns that have them.
CREATE = """
CREATE VIRTUAL TABLE call_search USING fts5(
    summary, details,
    content='', contentless_delete=1, detail=column, tokenize='unicode61 remove_diacritics 2')
"""

_WRITE = "INSERT OR REPLACE INTO call_search (rowid, summary, details) VALUES (?, ?, ?)"

_WORDS = """
SELECT call.id, call.summary, call.details || ' ' || call.wants || ' ' || call.solution
       || coalesce((SELECT ' ' || group_concat(value, ' ') FROM call_field WHERE call_id = call.id), '')
FROM call
"""

Row = tuple[int, str, str]


def write(session: Session, row: Row) -> None:
    """Index a call by what it is about: (id, summary, details)."""
    session.connection().exec_driver_sql(_WRITE, _indexed(row))


def write_all(session: Session, rows: Sequence[Row]) -> None:
    """The same for many calls."""
    if rows:
        session.connection().exec_driver_sql(_WRITE, [_indexed(row) for row in rows])


def write_rows(connection: Any, rows: Sequence[Row]) -> None:
    """The same for calls that are not indexed yet, through a connection of the driver."""
    connection.executemany(_WRITE, [_indexed(row) for row in rows])


def write_again(session: Session, call_id: int) -> None:
    """Index a call from the tables."""
    connection = session.connection()
    rows: list[Any] = [_indexed(row) for row in connection.exec_driver_sql(f"{_WORDS} WHERE call.id = ?", (call_id,))]
    if rows:
        connection.exec_driver_sql(_WRITE, rows)


def fill(connection: Any, told: Callable[[int], object] | None = None) -> None:
    """Index all calls from the tables, through a connection of the driver; nothing was indexed before.

    told: up to which call, by its id, as it goes on.
    """
    last = 0
    while found := connection.execute(f"{_WORDS} WHERE call.id > ? ORDER BY call.id LIMIT 500", (last,)).fetchall():
        connection.executemany(_WRITE, [_indexed(row) for row in found])
        last = found[-1][0]
        if told is not None:
            told(last)


def forget(session: Session, call_ids: Iterable[int]) -> None:
    """Take calls out of the index: nobody finds them any more."""
    session.connection().exec_driver_sql("DELETE FROM call_search WHERE rowid = ?", [(one,) for one in call_ids])


def let_go(connection: Any) -> None:
    """Write the index anew as one, without what was forgotten or replaced in it: the file does not keep it either."""
    connection.execute("INSERT INTO call_search (call_search) VALUES ('optimize')")


def any_form_of(word: str, language: str) -> str:
    """An FTS5 query for calls that speak of something in any form of this word: printer, printers, printing.

    Whole words, each looked up in the index: to search for beginnings, SQLite gathers every match before the first.
    """
    forms = dict.fromkeys(way for form in word_forms.forms(word, language) for way in _ways(form))
    return f"{{summary details}} : {_either(list(forms), '')}"


def words_of(text: str) -> list[str]:
    """The words of a text as the index knows them, each once."""
    split = "".join(letter if _of_a_word(letter) else " " for letter in text.lower()).split()
    return list(dict.fromkeys(word for word in split if any(letter.isalnum() for letter in word)))


def _indexed(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row as the index keeps it: each word folded, and beside it spelled out where that is another."""
    return (row[0], *(text if text.isascii() else _spelled(text) for text in row[1:]))


def _spelled(text: str) -> str:
    plain = folded(text)
    more = set(spelled_out(text).split()).difference(plain.split())
    return " ".join((plain, *sorted(more)))


def _ways(word: str) -> Sequence[str]:
    """The ways in which the index may know a word; what was written before words were folded, by accents alone."""
    if word.isascii():
        return [word]
    return [way for way in dict.fromkeys((*spellings(word), without_accents(word))) if way]


def _either(ways: Sequence[str], ending: str) -> str:
    said = [f'"{way}"{ending}' for way in ways]
    return said[0] if len(said) == 1 else f"({' OR '.join(said)})"


def _of_a_word(letter: str) -> bool:
    # An accent may come as a sign of its own after its letter: it must not cut the word in two.
    return letter.isalnum() or category(letter).startswith("M")
