"""Calls are found by what is said of their customer, place and equipment: with another name they are indexed anew."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from deskapp.domain.words import LongActKind
from deskapp.models.calls import Call
from deskapp.services import long_acts
from deskapp.services.work import Unit
from deskapp.storage import call_words


def of_customers(unit: Unit, customer_ids: Collection[int]) -> None:
    """Index all calls of customers anew: in steps where they are many."""
    _of(unit, Call.customer_id, customer_ids)


def of_person(unit: Unit, person_id: int) -> None:
    """The same of all calls that somebody speaks in."""
    _of(unit, Call.person_id, (person_id,))


def of_place(unit: Unit, place_id: int) -> None:
    """The same of all calls from a place."""
    _of(unit, Call.place_id, (place_id,))


def of_equipment(unit: Unit, equipment_id: int) -> None:
    """The same of all calls on a thing."""
    _of(unit, Call.equipment_id, (equipment_id,))


def step(unit: Unit, call_ids: Sequence[int], _asked: Mapping[str, Any]) -> Collection[int]:
    """Index these calls by what is said of them now; no list shows them otherwise by that."""
    call_words.write_again(unit.session, call_ids)
    return ()


def _of(unit: Unit, column: InstrumentedAttribute[Any], ids: Collection[int]) -> None:
    unit.session.flush()
    found: list[int] = []
    # One by one: each is a short way through the index of its column.
    for one in ids:
        found += unit.session.scalars(select(Call.id).where(column == one))
    long_acts.carry_out(unit, LongActKind.WORDS, found, step)
