"""Whether what calls and clocks repeat of their due instants is what their facts come to."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from deskapp.domain import sla
from deskapp.domain.words import OPEN_STATES, PAUSABLE, CallState
from deskapp.domain.working_time import Calendar
from deskapp.models.base import from_stored
from deskapp.services.clocks.clocks import NextDue, next_due
from deskapp.services.clocks.watching import as_facts
from deskapp.services.texts import reference
from deskapp.storage.file_check import FileCheck

# What has stopped is not due any more, and has no need to be worked out.
_CLOCKS = """
SELECT call_id, kind, started_at, target, calendar_version_id, fixed_at, stopped_at, due_at FROM clock
WHERE stopped_at IS NULL OR due_at IS NOT NULL ORDER BY call_id, id
"""
_PAUSES = """
SELECT call_id, began_at, ended_at FROM pause
WHERE stops_clocks AND call_id IN (SELECT call_id FROM clock WHERE stopped_at IS NULL) ORDER BY began_at
"""
_CALLS = """
SELECT id, state, next_clock, next_due_at, next_warn_at, next_calendar_id FROM call
WHERE id IN (SELECT call_id FROM clock WHERE stopped_at IS NULL OR due_at IS NOT NULL) OR next_due_at IS NOT NULL
ORDER BY id
"""
_Rows = Sequence[Sequence[Any]]


def findings(look: FileCheck) -> Iterator[tuple[str, str]]:
    """(code, reference) of each call whose clocks, or whose row, say another instant."""
    calendars = {version: Calendar.from_dict(json.loads(spec)) for version, spec in _versions(look)}
    pauses: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for call_id, began, ended in look.rows(_PAUSES):
        pauses[call_id].append((began, ended))
    clocks = {call_id: list(rows) for call_id, rows in groupby(look.rows(_CLOCKS), key=itemgetter(0))}
    for call_id, state, *told in look.rows(_CALLS):
        counting, kept = [], True
        for _call, kind, started, target, version, fixed, stopped, due_at in clocks.get(call_id, ()):
            calendar = calendars.get(version)
            facts = as_facts((kind, started, target, version, fixed), calendar, pauses.get(call_id, ()))
            stands = stopped is not None or (state == CallState.RESOLVED and kind in PAUSABLE)
            due = None if stands else sla.due(facts)
            kept = kept and due == _instant(due_at)
            if stopped is None:
                counting.append((facts, version, due))
        clock, due_at, warn_at, calendar_id = told
        row = NextDue(clock, _instant(due_at), _instant(warn_at), calendar_id)
        if not kept or (state in OPEN_STATES and row != next_due(counting)):
            yield "due_wrong", reference(call_id)


def _versions(look: FileCheck) -> _Rows:
    return look.rows("SELECT id, spec FROM calendar_version")


def _instant(value: int | None) -> datetime | None:
    return None if value is None else from_stored(value)
