"""When the customer of a call was last spoken to, or tried: as the call's row repeats it, and by what is recorded.

It is written by the act that speaks or tries. From the record it is worked out where no act wrote it: in a desk of an
earlier version, and for what an import brings.
"""

from sqlalchemy import Connection

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CallState, Consent, PromiseKind
from deskapp.models.calls import IS_OPEN, Call
from deskapp.services.clocks import conversations
from deskapp.services.work import Unit

_TOLD = ", ".join(f"'{kind.value}'" for kind in (*conversations.SPOKEN, EventKind.CLOSED))
#: Of the row of `call` beside it: (when, whether they were told), the newest first.
_WORDS = f"""
SELECT at, kind <> '{EventKind.ATTEMPT}' AS told FROM event
WHERE call_id = call.id AND (kind IN ({_TOLD}, '{EventKind.ATTEMPT}')
 OR (kind = '{EventKind.LOGGED}' AND becomes = '{CallState.OPEN}')
 OR (kind = '{EventKind.REOPENED}'
     AND (SELECT phone_answers FROM policy_version WHERE policy_version.id = call.policy_version_id)))
UNION ALL
SELECT made_at, 1 FROM escalation
WHERE escalation.call_id = call.id AND consent IN ('{Consent.YES}', '{Consent.NO}')
UNION ALL
SELECT made_at, 1 FROM promise AS made
WHERE made.call_id = call.id AND made.kind = '{PromiseKind.UPDATE}'
 AND NOT EXISTS (SELECT 1 FROM promise WHERE promise.call_id = call.id AND moved_to_id = made.id)
ORDER BY 1 DESC, 2 DESC LIMIT 1
"""
_FILL = f"""
UPDATE call SET last_word_at = (SELECT at FROM ({_WORDS})), last_word_told = coalesce((SELECT told FROM ({_WORDS})), 0)
WHERE {IS_OPEN} AND id >= ?
"""


def told(unit: Unit, call: Call) -> None:
    """They were spoken to just now."""
    call.last_word_at, call.last_word_told = unit.now, True


def tried(unit: Unit, call: Call) -> None:
    """Nobody answered just now."""
    call.last_word_at, call.last_word_told = unit.now, False


def fill(connection: Connection, since: int = 0) -> None:
    """Work it out for every open call, or for those from an id on, by what is recorded of them."""
    connection.exec_driver_sql(_FILL, (since,))
