"""Whether calls are found by what stands in them: both indexes made anew beside the file, and compared."""

from collections.abc import Iterator
from typing import Any

from deskapp.services.texts import reference
from deskapp.storage import call_words, search
from deskapp.storage.file_check import FileCheck

_INDEXES = (("call_search", search.CREATE, search.fill), ("call_words", call_words.CREATE, call_words.fill))
_TERMS = "SELECT term, doc, col FROM {name}"
#: What is found by nothing any more, and calls that are still on their way to be found by a new name.
_FORGOTTEN = """
SELECT call.id FROM call JOIN customer ON customer.id = customer_id WHERE customer.erasure_id IS NOT NULL
UNION SELECT event.call_id FROM event_words JOIN event ON event.id = event_id
WHERE erasure_id IS NOT NULL AND event.call_id IS NOT NULL
UNION SELECT call_id FROM event WHERE kind = 'import_undone' AND call_id IS NOT NULL
UNION SELECT call_id FROM erased_call UNION SELECT call_id FROM long_act_call
"""
#: Behind the last word of either.
_END: tuple[Any, ...] = (None,)


def findings(look: FileCheck) -> Iterator[str]:
    """The reference of each call that is found by other words than its own, or not by all of them; each once."""
    connection = look.lenient()
    told = {call_id for (call_id,) in look.rows(_FORGOTTEN)}
    for name, create, fill in _INDEXES:
        # What is not called by the name of its file is the temporary one: it is filled, and the file is read.
        connection.execute(create.replace(f"TABLE {name}", f"TABLE temp.{name}"))
        try:
            fill(connection)
            for which, of in (("theirs", "main"), ("ours", "temp")):
                connection.execute(f"CREATE VIRTUAL TABLE temp.{which} USING fts5vocab('{of}', '{name}', 'instance')")
            for call_id in _apart(connection):
                if call_id not in told:
                    told.add(call_id)
                    yield reference(call_id)
        finally:
            for one in ("theirs", "ours", name):
                connection.execute(f"DROP TABLE IF EXISTS temp.{one}")


def _apart(connection: Any) -> Iterator[int]:
    """The calls of words that only one of the two has; both are in the order of their words."""
    ours, theirs = (iter(connection.execute(_TERMS.format(name=name))) for name in ("ours", "theirs"))
    one, other = next(ours, _END), next(theirs, _END)
    while one is not _END or other is not _END:
        if one == other:
            one, other = next(ours, _END), next(theirs, _END)
        elif other is _END or (one is not _END and _key(one) < _key(other)):
            yield one[1]
            one = next(ours, _END)
        else:
            yield other[1]
            other = next(theirs, _END)


def _key(row: tuple[Any, ...]) -> tuple[bytes, int, str]:
    return str(row[0]).encode(), int(row[1]), str(row[2])
