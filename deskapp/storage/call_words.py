"""The index of all that was ever said of calls: a row a call, without a copy of the text; FTS5.

Written anew, in the same transaction, whenever something is said of a call. What whoever looks may not see is left out
by whoever asks: a row stands for a call, so its words are hidden with it.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from deskapp.domain.spelling import A_PART, asked_words, compact, every_word, folded, unspaced
from deskapp.domain.words import PauseReason, VoidReason

#: A word is cut into pieces of so many letters. Of each the index knows every beginning, so that what was typed is one
#: list of calls that is read from its newest end: to gather beginnings, SQLite reads every match before the first.
_PIECE = 16
#: What is longer is no word that people look for; so much of it is known.
_LONGEST = 128

#: Contentless, and without where in the text a word stands, so that it stays small; contentless_delete lets a row be
#: written anew without its old words. The words are folded and cut before they come here: the tokenizer only splits.
CREATE = f"""
CREATE VIRTUAL TABLE call_words USING fts5(
    words, content='', contentless_delete=1, detail=none, tokenize='ascii',
    prefix='{" ".join(map(str, range(1, _PIECE)))}')
"""
_WRITE = "INSERT OR REPLACE INTO call_words (rowid, words) VALUES (?, ?)"

#: What of a call's rows is looked for: its id, then texts by the names of `_PARTS`. In a file that is not sound, and is
#: refused only once it is whole, a call may have no customer.
_OF_CALLS = """
SELECT call.id, 'C-' || printf('%05d', call.id) || ' ' || coalesce(call.source_ref, ''),
       customer.name || char(10) || customer.organisation, customer.account,
       CASE customer.other_emails WHEN '[]' THEN customer.email ELSE customer.email || ' ' || customer.other_emails END,
       coalesce((SELECT group_concat(shown || char(10) || digits || char(10) || normal, char(10)) FROM customer_phone
                 WHERE customer_id = customer.id), ''),
       call.summary, call.details, call.wants, call.steps, call.solution
FROM call LEFT JOIN customer ON customer.id = call.customer_id
WHERE {these} ORDER BY call.id
"""
_PARTS = ("reference", "customer", "account", "email", "phone", "summary", "details", "wants", "steps", "solution")
#: The lines of their timelines: a call's id, what kind of line, and its payload.
_LINES = """
SELECT event.call_id, event.kind, event_words.words FROM call JOIN event ON event.call_id = call.id
JOIN event_words ON event_words.event_id = event.id WHERE {these} ORDER BY event.id DESC
"""
#: What is said of them elsewhere, which their timelines do not repeat: a call's id, where, and the text.
_BESIDE = """
SELECT call.id, 'handoff', consent_reason || char(10) || transfer_reason || char(10) || contact_reference || char(10)
       || coalesce((SELECT group_concat(json_extract(value, '$[1]'), char(10)) FROM json_each(triggers)), '')
FROM call JOIN escalation ON escalation.call_id = call.id WHERE {these}
UNION ALL
SELECT call.id, 'promise', phone FROM call JOIN promise ON promise.call_id = call.id WHERE phone <> '' AND {these}
UNION ALL
SELECT call.id, 'person', name || char(10) || role || char(10) || email || coalesce((SELECT char(10)
       || group_concat(shown || char(10) || digits || char(10) || normal, char(10)) FROM person_phone
       WHERE person_id = customer_person.id), '')
FROM call JOIN customer_person ON customer_person.id = call.person_id WHERE {these}
UNION ALL
SELECT call.id, 'place', name || char(10) || address || char(10) || room || char(10) || access || char(10) || person
       || char(10) || phone FROM call JOIN place ON place.id = call.place_id WHERE {these}
UNION ALL
SELECT call.id, 'equipment', label || char(10) || kind || char(10) || maker || char(10) || model || char(10) || serial
       || char(10) || contract_ref FROM call JOIN equipment ON equipment.id = call.equipment_id WHERE {these}
UNION ALL
SELECT call.id, 'attachment', name FROM call JOIN attachment ON attachment.call_id = call.id WHERE {these}
UNION ALL
SELECT call.id, 'tag', tag FROM call JOIN call_tag ON call_tag.call_id = call.id WHERE {these}
UNION ALL
SELECT call.id, 'field', call_field.value FROM call JOIN call_field ON call_field.call_id = call.id WHERE {these}
"""
#: The condition that a call is one of a JSON array.
BY_ID = "call.id IN (SELECT value FROM json_each(?))"
_AT_ONCE = 500

#: Codes, and what names other calls, in the payload of a line: nobody said them.
_NOT_SAID = frozenset(
    (
        *("ref", "duplicate_of", "repeat_of", "earlier", "later"),
        *("how", "channel", "impact", "urgency", "priority", "priority_was", "kind", "result", "types", "triggers"),
        *("consent", "transfer", "tone", "state", "means", "needs", "currency", "source", "facts", "moved", "begun"),
        *("why", "changed", "digest", "boxes"),
    )
)
#: Names of rows that say more than their line does.
_SAID_BESIDE = ("promise", "escalation")
#: What of it is by field.
_FIELDS = ("was", "becomes")
_REASONS = frozenset((*PauseReason, *VoidReason))
#: In the payload of a line that an import wrote; what else it says stands in the call.
_IMPORT, _OF_IMPORT = "import", ("contact",)

_A_DIGIT = re.compile(r"\d")
#: Digits with blanks and signs between them.
_SPELT = re.compile(r"\d+(?:[ ()/.+-]{1,3}\d+)+")


class Text(NamedTuple):
    """Something that was said of a call. where: a part of it, the kind of a line of its timeline, or what is beside."""

    where: str
    text: str


def write_all(session: Session, rows: Sequence[tuple[int, Iterable[str]]]) -> None:
    """Index calls by what was said of each."""
    if rows:
        session.connection().exec_driver_sql(_WRITE, [(call_id, indexed(texts)) for call_id, texts in rows])


def write_indexed(connection: Any, rows: Sequence[tuple[int, str]]) -> None:
    """Index calls that are not yet, each by what `indexed` gives of it, through a connection of the driver."""
    connection.executemany(_WRITE, rows)


def write_again(session: Session, call_ids: Collection[int]) -> None:
    """Index calls anew from the tables."""
    session.flush()
    connection = session.connection()
    every = sorted(call_ids)
    for begin in range(0, len(every), _AT_ONCE):
        wanted = (json.dumps(every[begin : begin + _AT_ONCE]),)
        rows = list(_rows(connection.exec_driver_sql, BY_ID, wanted))
        if rows:
            connection.exec_driver_sql(_WRITE, rows)


def fill(connection: Any, told: Callable[[int], object] | None = None) -> None:
    """Index all calls from the tables, through a connection of the driver; nothing was indexed before.

    told: up to which call, by its id, as it goes on.
    """
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM call").fetchone()
    for begin in range(1, last + 1, _AT_ONCE):
        these = "call.id BETWEEN ? AND ?"
        connection.executemany(_WRITE, _rows(connection.execute, these, (begin, begin + _AT_ONCE - 1)))
        if told is not None:
            told(min(begin + _AT_ONCE - 1, last))
    let_go(connection)


def forget(session: Session, call_ids: Iterable[int]) -> None:
    """Take calls out of the index: nobody finds them any more. Their words go from the file with `let_go`."""
    session.connection().exec_driver_sql("DELETE FROM call_words WHERE rowid = ?", [(one,) for one in call_ids])


def let_go(connection: Any) -> None:
    """Write the index anew as one, without what was forgotten or replaced in it: the file does not keep it either."""
    connection.execute("INSERT INTO call_words (call_words) VALUES ('optimize')")


def query(typed: str) -> str:
    """What was typed as an FTS5 query: every word must be there, or begin a word that is; of a number, any part.

    Quoted, so nothing that is typed is search syntax. "" where nothing searchable was typed.
    """
    every = [_either([_all_pieces(way) for way in ways]) for ways in asked_words(typed)]
    asked = " AND ".join(every)
    whole = compact(typed)
    if len(every) > 1 and len(whole) >= A_PART and _A_DIGIT.search(whole):
        # It may be one number or reference, whatever it was written with.
        asked = f"({asked}) OR {_all_pieces(whole)}"
    return asked


def indexed(texts: Iterable[str]) -> str:
    """What the index is given of a call's texts: each word once, cut to pieces; of a number each end too."""
    return " ".join(pieces_of("\n".join(dict.fromkeys(texts))))


def pieces_of(text: str) -> set[str]:
    """The pieces of a text. Those of a text of several lines are those of its lines."""
    found = every_word(text)
    pieces: set[str] = set()
    if _A_DIGIT.search(text):
        numbers = {word for word in found if _A_DIGIT.search(word)}
        found -= numbers
        numbers.update(_numbers(text))
        for number in numbers:
            pieces.update(_windows(number, A_PART))
    for word in found:
        if len(word) <= _PIECE and word.isascii():
            pieces.add(word)
        elif not word.isascii() and any(map(unspaced, word)):
            pieces.update(_windows(word, 1))
        else:
            pieces.update(_pieces(word))
    return pieces


def speaks(payload: Mapping[str, Any]) -> bool:
    """Whether anything that is looked for was said with a line of the timeline, in it or beside it."""
    return any(name in payload for name in _SAID_BESIDE) or any(True for _text in said(payload))


def said(payload: Mapping[str, Any]) -> Iterator[str]:
    """What people wrote in a line of the timeline, and whom it names."""
    if _IMPORT in payload:
        yield from (str(payload[name]) for name in _OF_IMPORT if payload.get(name))
        return
    for name, value in payload.items():
        if name in _NOT_SAID or (name == "reason" and isinstance(value, str) and value in _REASONS):
            continue
        if name in _FIELDS and isinstance(value, Mapping):
            value = {field: text for field, text in value.items() if field not in _NOT_SAID}
        yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)


def texts(run: Any, call_ids: Collection[int]) -> dict[int, list[Text]]:
    """All that was ever said of these calls, by call: first what they say now, then the newest lines first.

    run: carries out SQL with positional parameters.
    """
    return _texts_of(run, BY_ID, (json.dumps(sorted(call_ids)),))


def _rows(run: Any, these: str, values: Sequence[Any]) -> Iterator[tuple[int, str]]:
    for call_id, told in _texts_of(run, these, values).items():
        yield call_id, indexed(text for _where, text in told)


def _texts_of(run: Any, these: str, values: Sequence[Any]) -> dict[int, list[Text]]:
    found = {
        row[0]: [Text(where, text) for where, text in zip(_PARTS, row[1:], strict=True) if text]
        for row in list(run(_OF_CALLS.format(these=these), values))
    }
    for call_id, kind, payload in list(run(_LINES.format(these=these), values)):
        # What an erasure emptied says nothing.
        found[call_id] += [Text(kind, text) for text in said(json.loads(payload) or {})]
    for call_id, where, text in list(run(_BESIDE.format(these=these), (*values,) * _BESIDE.count("{these}"))):
        found[call_id].append(Text(where, text))
    return found


def _numbers(text: str) -> Iterator[str]:
    """Numbers and references as one word each, whatever signs and blanks they are written with."""
    plain = folded(text)
    signed = (chunk for chunk in plain.split() if _A_DIGIT.search(chunk) and not chunk.isalnum())
    for number in dict.fromkeys((*_SPELT.findall(plain), *signed)):
        yield "".join(filter(str.isalnum, number))


def _pieces(word: str) -> Iterator[str]:
    for begin in range(0, min(len(word), _LONGEST), _PIECE):
        yield word[begin : begin + _PIECE]


def _windows(word: str, least: int) -> Iterator[str]:
    """Pieces from each letter on, the first among them: so any part of so many letters is found."""
    for begin in range(min(len(word), _LONGEST)):
        if not begin or begin + least <= len(word) or begin >= _PIECE:
            yield word[begin : begin + _PIECE]


def _all_pieces(way: str) -> str:
    """A way of a word, perhaps itself several, as a query: whole pieces but for the last, which may go on."""
    pieces = [piece for word in way.split() for piece in _pieces(word)]
    made = [f'"{piece}"*' if len(piece) < _PIECE else f'"{piece}"' for piece in pieces]
    return made[0] if len(made) == 1 else f"({' AND '.join(made)})"


def _either(ways: Sequence[str]) -> str:
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"
