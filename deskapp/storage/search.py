"""The search index over calls: FTS5, without a copy of the text, written with the row it describes."""

from typing import Any
from unicodedata import category

from sqlalchemy.orm import Session

from deskapp.storage import word_forms

#: Contentless, so that it stays small; contentless_delete lets a row be written anew without its old words.
CREATE = """
CREATE VIRTUAL TABLE call_search USING fts5(
    ref, who, phones, summary, details,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')
"""

_WRITE = "INSERT OR REPLACE INTO call_search (rowid, ref, who, phones, summary, details) VALUES (?, ?, ?, ?, ?, ?)"

_WORDS = """
SELECT call.id, 'C-' || printf('%05d', call.id) || ' ' || coalesce(call.source_ref, ''),
       customer.name || ' ' || customer.organisation || ' ' || customer.account,
       coalesce((SELECT group_concat(digits, ' ') FROM customer_phone WHERE customer_id = customer.id), ''),
       call.summary, call.details || ' ' || call.wants || ' ' || call.solution
FROM call JOIN customer ON customer.id = call.customer_id
"""

Row = tuple[int, str, str, str, str, str]


def write(session: Session, row: Row) -> None:
    """Index a call by what its parts say: (id, reference, who, digits of phones, summary, details)."""
    session.connection().exec_driver_sql(_WRITE, row)


def write_again(session: Session, *, call_id: int | None = None, customer_id: int | None = None) -> None:
    """Index a call, or all calls of a customer, from the tables."""
    where, key = ("call.id", call_id) if call_id is not None else ("customer.id", customer_id)
    connection = session.connection()
    rows: list[Any] = [tuple(row) for row in connection.exec_driver_sql(f"{_WORDS} WHERE {where} = ?", (key,))]
    if rows:
        connection.exec_driver_sql(_WRITE, rows)


def query(typed: str) -> str:
    """What was typed as an FTS5 query: every word must be there, or begin a word that is.

    Quoted, so nothing that is typed is search syntax. "" where nothing searchable was typed.
    """
    words = "".join(letter if _of_a_word(letter) else " " for letter in typed).split()
    return " ".join(f'"{word}"*' for word in words if any(letter.isalnum() for letter in word))


def any_form_of(word: str, language: str) -> str:
    """An FTS5 query for calls that speak of something in any form of this word: printer, printers, printing.

    Whole words, each looked up in the index: to search for beginnings, SQLite gathers every match before the first.
    """
    said = " OR ".join(f'"{form}"' for form in word_forms.forms(word, language))
    return f"{{summary details}} : ({said})"


def words_of(text: str) -> list[str]:
    """The words of a text as the index knows them, each once."""
    split = "".join(letter if _of_a_word(letter) else " " for letter in text.lower()).split()
    return list(dict.fromkeys(word for word in split if any(letter.isalnum() for letter in word)))


def _of_a_word(letter: str) -> bool:
    # An accent may come as a sign of its own after its letter: it must not cut the word in two.
    return letter.isalnum() or category(letter).startswith("M")
