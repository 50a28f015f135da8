"""Whether what calls and clocks repeat of their due instants is what their facts come to."""

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
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
_ALL_PAUSES = "SELECT call_id, began_at, ended_at FROM pause WHERE stops_clocks ORDER BY began_at"
# One that ended without a verdict promised nothing any more; a verdict that another program gave has no margin.
_STOPPED = """
SELECT call_id, kind, started_at, target, calendar_version_id, fixed_at, stopped_at, verdict, margin FROM clock
WHERE verdict IS NOT NULL
AND (margin IS NOT NULL OR call_id NOT IN (SELECT id FROM call WHERE source IS NOT NULL)) ORDER BY call_id, id
"""
_MICROSECOND = timedelta(microseconds=1)
_Rows = Sequence[Sequence[Any]]


def findings(look: FileCheck) -> Iterator[tuple[str, str]]:
    """(code, reference) of each call whose clocks, or whose row, say another instant, or another verdict."""
    calendars = {version: Calendar.from_dict(json.loads(spec)) for version, spec in _versions(look)}
    yield from _due(look, calendars)
    yield from _verdicts(look, calendars)


def _due(look: FileCheck, calendars: Mapping[int, Calendar]) -> Iterator[tuple[str, str]]:
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


def _verdicts(look: FileCheck, calendars: Mapping[int, Calendar]) -> Iterator[tuple[str, str]]:
    pauses: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for call_id, began, ended in look.rows(_ALL_PAUSES):
        pauses[call_id].append((began, ended))
    for call_id, clocks in groupby(look.rows(_STOPPED), key=itemgetter(0)):
        for _call, kind, started, target, version, fixed, stopped, *told in clocks:
            # As it was when it stopped: what was still to end then, and what came later, it knew nothing of.
            before = [
                (began, None if ended is None or ended > stopped else ended)
                for began, ended in pauses.get(call_id, ())
                if began <= stopped
            ]
            facts = as_facts((kind, started, target, version, fixed), calendars.get(version), before)
            outcome = sla.verdict(dataclasses.replace(facts, stopped=from_stored(stopped)))
            if outcome is None or [outcome[0].value, outcome[1] // _MICROSECOND] != told:
                yield "verdict_wrong", reference(call_id)
                break


def _versions(look: FileCheck) -> _Rows:
    return look.rows("SELECT id, spec FROM calendar_version")


def _instant(value: int | None) -> datetime | None:
    return None if value is None else from_stored(value)
