"""Who acts where a command changes something: whoever is named, or the desk's head; and their PIN."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed, NotFound
from deskapp.domain.spelling import same_name
from deskapp.domain.words import Role
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.people import StaffView

_RANK = (Role.MANAGER, Role.SUPERVISOR, Role.AGENT)
#: Holds the PIN for a command that nobody sits before. Never an argument: those are seen in the list of processes.
PIN_VARIABLE = "DESKAPP_PIN"


def head_of(desk: Desk) -> int:
    """The id of whoever leads the desk. Raises NotAllowed where nobody works here."""
    staff = [one for one in desk.facts().staff if one.active]
    if not staff:
        raise NotAllowed(Refusal.NOBODY_WORKS_HERE)
    return min(staff, key=lambda one: (_RANK.index(one.role), one.id)).id


def named(desk: Desk, who: str) -> StaffView:
    """The member of staff of that name. Raises NotFound."""
    for one in desk.facts().staff:
        if one.active and same_name(one.name, who):
            return one
    raise NotFound(Refusal.NOBODY_NAMED, name=who)


def act_as(desk: Desk, staff_id: int) -> str:
    """Sign somebody in for one command, by their PIN where they have one; gives back what was typed for it, or "".

    Raises NotAllowed.
    """
    if desk.staff_id == staff_id:
        return ""  # asked already
    person = next(one for one in desk.staff.members() if one.id == staff_id)
    if person.start:
        # It is good for choosing one's own, which is done in the window: not even asked here.
        raise NotAllowed(Refusal.PIN_START, name=person.name)
    if person.has_pin:
        pin = pin_of(person.name)
        desk.staff.sign_in(staff_id, pin)
        return pin
    desk.staff.check_may_begin(staff_id)
    desk.sign_in(staff_id)
    return ""


def act_as_named_or_head(desk: Desk, who: str | None) -> str:
    """As `act_as`, for whoever was named, else the desk's head."""
    return act_as(desk, head_of(desk) if who is None else named(desk, who).id)


def pin_of(name: str) -> str:
    """Somebody's PIN: from the environment, read once, or typed unseen. Raises NotAllowed where nobody can be asked."""
    given = given_pin()
    if given is not None:
        return given
    if not can_ask():
        raise NotAllowed(Refusal.PIN_NOT_GIVEN, name=name, variable=PIN_VARIABLE)
    return getpass.getpass(_("PIN of {name}: ").format(name=name))


def given_pin() -> str | None:
    """The PIN from the environment, which no program started from here needs to inherit."""
    return os.environ.pop(PIN_VARIABLE, None)


def can_ask() -> bool:
    """Whether somebody sits before this command."""
    return sys.stdin is not None and sys.stdin.isatty()
