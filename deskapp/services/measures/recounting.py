"""Calls are counted by the site's local days: with another time zone some belong to other days."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from deskapp.domain.measures.periods import local_day
from deskapp.domain.words import LongActKind
from deskapp.models.base import from_stored
from deskapp.services import long_acts
from deskapp.services.work import Unit
from deskapp.storage.measures import keeping
from deskapp.storage.measures.told import zone_of

_DAYS = """
SELECT m.call_id, m.logged_day, m.logged_at, m.over_day, call.ended_at
FROM measured_call AS m JOIN call ON call.id = m.call_id
"""


def follow_zone(unit: Unit) -> None:
    """Count the calls anew that lie on other days by the site's zone of now: in steps where they are many."""
    unit.session.flush()
    run = _driver(unit).execute
    zone = zone_of(run)

    def lies_elsewhere(day: int | None, at: int | None) -> bool:
        return day is not None and at is not None and local_day(from_stored(at), zone).toordinal() != day

    moved = [
        call_id
        for call_id, logged_day, logged_at, over_day, ended_at in run(_DAYS)
        if lies_elsewhere(logged_day, logged_at) or lies_elsewhere(over_day, ended_at)
    ]
    long_acts.carry_out(unit, LongActKind.MEASURES, moved, step)


def step(unit: Unit, call_ids: Sequence[int], _asked: Mapping[str, Any]) -> Collection[int]:
    """Count these calls anew; no list shows them otherwise by that."""
    unit.session.flush()
    keeping.count_again(_driver(unit), call_ids)
    unit.lists.add("measures")
    return ()


def _driver(unit: Unit) -> Any:
    return unit.session.connection().connection.driver_connection
