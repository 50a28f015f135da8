"""How long somebody who was reached through a rota has: real time until their shift ends, then their own hours."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from deskapp.domain.routes import OnCall
from deskapp.services.clocks import clocks
from deskapp.services.clocks.hours import Hours
from deskapp.services.directory.views import ContactView
from deskapp.services.rotas.history import History
from deskapp.services.routes import rules as route_rules
from deskapp.services.rules import Target
from deskapp.services.work import Look


class Shifts:
    """When the shifts ended in which somebody was reached, by rota."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._of: dict[int, History] = {}

    def end(self, rota_id: int, at: datetime) -> datetime | None:
        """When the shift of an instant was over; None: not at all, or nothing is known of it."""
        if rota_id not in self._of:
            self._of[rota_id] = History(self._look, rota_id)
        found = self._of[rota_id].stretch(at)
        return None if found is None else found[2]


def shift(on_call: Mapping[int, OnCall], contact_id: int, rota_id: int | None = None) -> OnCall | None:
    """The shift in which a contact is on duty now, by this rota or by any; None: they are not."""
    mine = (
        one
        for number, one in on_call.items()
        if one.contact_id == contact_id and one.on_duty and rota_id in (None, number)
    )
    return next(mine, None)


def length(look: Look, contact: ContactView, target: Target, duty: OnCall) -> timedelta | None:
    """The target as real time from now; None where their own hours never reach what their shift leaves of it."""
    if duty.until is None or look.now + target.length <= duty.until:
        return target.length
    own = look.rules.calendar(look.session, Hours(look.session, look.rules).version(contact.calendar_id))
    due = own.reached(duty.until, target.length - (duty.until - look.now))
    return None if due is None else due - look.now


def answer_by(look: Look, contact: ContactView, target: Target | None, rota_id: int | None) -> datetime | None:
    """When an acceptance that is asked for now is due, through a rota or not; None: there is no such clock."""
    real = real_time(look, contact, target, rota_id)
    if real is not None:
        return look.now + real
    return clocks.would_be_due(look, target)


def real_time(look: Look, contact: ContactView, target: Target | None, rota_id: int | None) -> timedelta | None:
    """The target as real time, where they are on duty by this rota."""
    if target is None or rota_id is None:
        return None
    duty = shift(route_rules.on_call(look), contact.id, rota_id)
    return None if duty is None else length(look, contact, target, duty)
