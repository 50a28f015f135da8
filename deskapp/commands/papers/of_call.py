"""A call of which a paper is to leave: it leaves for whoever is named and may see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deskapp.commands.people import act_as, head_of, named
from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed

if TYPE_CHECKING:
    from deskapp.services.overview.views import CallDetail


def call_of(desk: Desk, ref: str, who: str | None) -> CallDetail:
    """The call, by its reference; of a confidential one for who is named, where they may see it. Raises NotAllowed."""
    call = desk.overview.call(desk.calls.find(ref))
    if call.masked:
        # Nobody is signed in yet.
        if who is None:
            raise NotAllowed(Refusal.CONFIDENTIAL_AS, ref=call.row.ref)
        act_as(desk, named(desk, who).id)
        call = desk.overview.call(call.row.id)
        if call.masked:
            raise NotAllowed(Refusal.CONFIDENTIAL, ref=call.row.ref)
    return call


def signed_in(desk: Desk, who: str | None, else_named: Sequence[str]) -> str:
    """Whoever the paper leaves for: who was named; else the first of those who works here, or the desk's head.

    Staff of an imported list do not work here, so for their calls it comes to the last. Gives back the name.
    """
    if desk.staff_id is None:
        act_as(desk, _whose(desk, who, else_named))
    return next(one.name for one in desk.facts().staff if one.id == desk.staff_id)


def _whose(desk: Desk, who: str | None, else_named: Sequence[str]) -> int:
    if who is not None:
        return named(desk, who).id
    staff = {one.name: one.id for one in reversed(desk.facts().staff) if one.active}
    return next((staff[name] for name in else_named if name in staff), 0) or head_of(desk)
