"""Whether calls ended as they may: lapsed after enough attempts, void with the reason."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from deskapp.domain.event_kind import EventKind
from deskapp.domain.lapse import counted
from deskapp.models.base import from_stored
from deskapp.services.clocks import conversations
from deskapp.services.texts import reference
from deskapp.storage.file_check import FileCheck

_SPOKEN = ", ".join(f"'{kind.value}'" for kind in conversations.SPOKEN)
_LAPSED = f"""
SELECT call.id, event.at FROM call LEFT JOIN event ON event.call_id = call.id AND event.kind = '{EventKind.ATTEMPT}'
    AND event.id > (SELECT coalesce(max(id), 0) FROM event AS made WHERE made.call_id = call.id AND
                    (made.field = 'state' AND made.becomes = 'resolved' AND made.kind <> '{EventKind.RESTORED}'
                     OR made.kind IN ({_SPOKEN})))
WHERE call.state = 'lapsed' ORDER BY call.id
"""
_VOID = """
SELECT id FROM call WHERE state = 'void'
    AND NOT EXISTS (SELECT 1 FROM voiding WHERE call_id = call.id AND undone_at IS NULL) ORDER BY id
"""


def findings(look: FileCheck) -> Iterator[tuple[str, str]]:
    """(code, reference) of each call that ended otherwise."""
    zone = look.rows("SELECT zone FROM site")[0][0]
    attempts: dict[int, list[datetime]] = defaultdict(list)
    for call_id, at in look.rows(_LAPSED):
        attempts[call_id] += [] if at is None else [from_stored(at)]
    for call_id, instants in attempts.items():
        if not counted(instants, zone).enough:
            yield "lapsed_too_soon", reference(call_id)
    for (call_id,) in look.rows(_VOID):
        yield "void_without_reason", reference(call_id)
