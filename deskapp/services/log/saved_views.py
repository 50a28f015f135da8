"""Lists of calls that people keep by name: their own, and the site's, which supervisors keep for everybody."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.spelling import same_name
from deskapp.domain.words import Role
from deskapp.models.site import SavedView
from deskapp.services.changes import Done
from deskapp.services.log import sieve
from deskapp.services.log.acts import SaveView
from deskapp.services.log.views import SavedViewView
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

#: So many characters the name of a list may have: it stands on a pill.
LONGEST = 40


def all_of(session: Session, staff_id: int | None) -> tuple[SavedViewView, ...]:
    """The site's lists of the log, then one's own, each as they were kept."""
    return tuple(one for one in _kept(session, staff_id) if one.shown.view != sieve.LATE)


def late_of(session: Session, staff_id: int | None) -> tuple[SavedViewView, ...]:
    """The same of the supervisor's view: what each asks for is its `spec`."""
    return tuple(one for one in _kept(session, staff_id) if one.shown.view == sieve.LATE)


def _kept(session: Session, staff_id: int | None) -> tuple[SavedViewView, ...]:
    rows = session.scalars(
        select(SavedView)
        .where(or_(SavedView.staff_id.is_(None), SavedView.staff_id == staff_id))
        .order_by(SavedView.staff_id.is_not(None), SavedView.id)
    )
    return tuple(map(_view, rows))


def save(work: Work, act: SaveView) -> Done[SavedViewView]:
    """Keep a list by name. The site's are the supervisors', and lines of the timeline; one's own are nobody else's."""
    with work.act() as unit:
        row = None
        if act.id is not None:
            row = _the_view(unit, act.id)
            if row.version != act.base_version:
                raise Conflict(Refusal.VIEW_EDITED, name=row.name, newer=_view(row))
        if act.of_site:
            _refuse_agents(unit)
        name = " ".join(clean(act.name).split())
        _check(unit, act, name)
        if row is None:
            row = SavedView(name=name, spec={}, version=0)
            unit.session.add(row)
        row.staff_id = None if act.of_site else unit.staff.id
        row.name, row.spec, row.version = name, dict(act.spec), row.version + 1
        unit.session.flush()
        if act.of_site:
            unit.tell(EventKind.VIEW_SAVED, payload={"name": name, "id": row.id})
        return unit.done(_view(row), "views")


def remove(work: Work, view_id: int) -> Done[SavedViewView]:
    """Keep a list no longer; gives back what it was, so that it can be kept again."""
    with work.act() as unit:
        row = _the_view(unit, view_id)
        was = _view(row)
        unit.session.delete(row)
        if was.of_site:
            unit.tell(EventKind.VIEW_REMOVED, payload={"name": was.name, "id": was.id})
        return unit.done(was, "views")


def _the_view(unit: Unit, view_id: int) -> SavedView:
    """The view, which must be one's own, or the site's and one a supervisor; another's is not there."""
    row = unit.session.get(SavedView, view_id)
    if row is None or row.staff_id not in (None, unit.staff.id):
        raise NotFound(Refusal.VIEW_UNKNOWN)
    if row.staff_id is None:
        _refuse_agents(unit)
    return row


def _refuse_agents(unit: Unit) -> None:
    if not unit.allows(Role.SUPERVISOR):
        raise NotAllowed(Refusal.ROLE_TOO_LOW, needs=Role.SUPERVISOR.value)


def _check(unit: Unit, act: SaveView, name: str) -> None:
    if not name:
        raise Invalid({"name": FieldFault.MISSING})
    if len(name) > LONGEST:
        raise Invalid({"name": FieldFault.TOO_LONG})
    owner = None if act.of_site else unit.staff.id
    for other_id, other in unit.session.execute(
        select(SavedView.id, SavedView.name).where(
            SavedView.staff_id.is_(None) if owner is None else SavedView.staff_id == owner
        )
    ):
        if other_id != act.id and same_name(other, name):
            raise Invalid({"name": FieldFault.TAKEN})


def _view(row: SavedView) -> SavedViewView:
    return SavedViewView(row.id, row.name, row.staff_id is None, sieve.read(row.spec), row.version, dict(row.spec))
