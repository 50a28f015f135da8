"""What a plan must be like to be taken, and the overrides that an act of a supervisor becomes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.rota import Override, Rule, Stretch
from deskapp.models import rotas as tables
from deskapp.services.rotas.acts import SaveRota
from deskapp.services.rotas.history import History
from deskapp.services.rotas.reading import Names
from deskapp.services.texts import clean
from deskapp.services.work import Look

_BY_OVERRIDE = (Rule.SET, Rule.REPLACE, Rule.REMOVED)


def check(look: Look, act: SaveRota) -> None:
    """Raises Invalid by field."""
    wrong: dict[str, FieldFault] = {}
    if not act.name.strip():
        wrong["name"] = FieldFault.MISSING
    elif _taken(look.session, act):
        wrong["name"] = FieldFault.TAKEN
    if not act.rotations and not act.shifts and act.catch_all is None:
        wrong["rotations"] = FieldFault.NOBODY_IN_IT
    active = Names(look.session).active
    members = {member for rotation in act.rotations for member in rotation.members}
    if not active.issuperset(members):
        wrong["rotations"] = FieldFault.MEMBER_LEFT
    if not active.issuperset(shift.member for shift in act.shifts if shift.end > look.now):
        wrong["shifts"] = FieldFault.MEMBER_LEFT
    if act.catch_all is not None and str(act.catch_all) not in active:
        wrong["catch_all"] = FieldFault.INACTIVE
    if wrong:
        raise Invalid(wrong)


def _taken(session: Session, act: SaveRota) -> bool:
    """Two rotas of one name could not be told apart."""
    names = session.execute(select(tables.Rota.id, tables.Rota.name))
    return any(rota_id != act.id and name.casefold() == clean(act.name).casefold() for rota_id, name in names)


def ahead(start: datetime, end: datetime, now: datetime) -> datetime:
    """Where an override begins to count: what has been is not changed. Raises Invalid."""
    if end <= start:
        raise Invalid({"end": FieldFault.ENDS_BEFORE_START})
    if end <= now:
        raise Invalid({"end": FieldFault.PAST})
    return max(start, now)


def active(session: Session, contact_id: int, field: str = "contact") -> str:
    """The name of a contact who can be on call. Raises Invalid."""
    names = Names(session)
    if str(contact_id) not in names.active:
        raise Invalid({field: FieldFault.INACTIVE})
    return names.name(contact_id)


def in_place_of(history: History, whom: int, who: int, start: datetime, end: datetime) -> list[Override]:
    """The overrides by which `who` stands in while `whom` would be on call."""
    if whom == who:
        raise Invalid({"contact": FieldFault.SAME_PERSON})
    theirs = must_be_on_call(history, whom, start, end)
    made = [Override("replace", start, end, str(who), str(whom))]
    # A replacement looks at the plan alone; who is on call by an override is replaced stretch by stretch. So is
    # the catch-all where they are asked because somebody was taken off.
    made += [Override("set", one.start, one.end, str(who)) for one in theirs if one.rule in _BY_OVERRIDE]
    return made


def taken_off(history: History, whom: int, start: datetime, end: datetime) -> tuple[list[Override], list[Override]]:
    """By which overrides somebody is taken off: those that come before all others, and those that come after.

    By the plan they are off before anything else is said, so that whoever stands in for them already goes on
    doing so. Where an override put them, they are taken off after it.
    """
    theirs = must_be_on_call(history, whom, start, end)
    by_override = [one for one in theirs if one.rule in _BY_OVERRIDE]
    after = [Override("remove", one.start, one.end, replaces=str(whom)) for one in by_override]
    return [Override("remove", start, end, replaces=str(whom))], after


def must_be_on_call(history: History, whom: int, start: datetime, end: datetime) -> list[Stretch]:
    """When somebody is on call between two instants. Raises Invalid where they never are."""
    theirs = [stretch for stretch in history.stretches(start, end) if stretch.member == str(whom)]
    if not theirs:
        raise Invalid({"instead_of": FieldFault.NOT_ON_CALL_THEN})
    return theirs
