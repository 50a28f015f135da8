"""Rotas: who is on call, asked and planned. Reading is for everybody; planning is a supervisor's."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.rota import Override, Rota
from deskapp.domain.spelling import same_name
from deskapp.domain.words import Role
from deskapp.models import rotas as tables
from deskapp.models.base import to_stored
from deskapp.services import events
from deskapp.services.changes import Done
from deskapp.services.rotas import checks as rota_checks
from deskapp.services.rotas import preview, together
from deskapp.services.rotas import reading as rota_reading
from deskapp.services.rotas.acts import CoverShift, EndOverride, SaveRota, SwapShifts, TakeOff
from deskapp.services.rotas.history import History
from deskapp.services.rotas.reading import Names
from deskapp.services.rotas.views import BoardView, GapView, OnCallView, PlanView, RotaView, StretchView
from deskapp.services.texts import clean
from deskapp.services.work import Look, Unit, Work

#: Gaps are pointed out so long before they happen.
AHEAD = timedelta(days=60)


class Rotas:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # Asking

    def listed(self, inactive: bool = False) -> tuple[RotaView, ...]:
        """The rotas in their order."""
        with self._work.look() as look:
            return rota_reading.rotas(look, inactive)

    def find(self, name: str) -> int:
        """The id of a rota by its name; any spelling of upper and lower case. Raises NotFound."""
        found = [view.id for view in self.listed(inactive=True) if same_name(view.name, name)]
        if not found:
            raise NotFound(Refusal.ROTA_UNKNOWN, name=name)
        return found[0]

    def on_call(self, rota_id: int, at: datetime | None = None) -> OnCallView:
        """Who is on call at an instant (now), or why nobody is: by the version that is in force then."""
        with self._work.look() as look:
            row = _the_rota(look.session, rota_id)
            return rota_reading.on_call(History(look, row.id), row, at or look.now, look.now, Names(look.session))

    def on_call_now(self) -> tuple[OnCallView, ...]:
        """Of each active rota, in order."""
        with self._work.look() as look:
            return rota_reading.on_call_now(look)

    def duty(self) -> OnCallView | None:
        """Of the first rota who is on call now, or outside its hours who comes next; None: there is no rota."""
        with self._work.look() as look:
            return rota_reading.duty(look)

    def stretches(self, rota_id: int, start: datetime, end: datetime) -> tuple[StretchView, ...]:
        """Who is on call from start to end, one stretch after the other."""
        with self._work.look() as look:
            history, names = History(look, _the_rota(look.session, rota_id).id), Names(look.session)
            catch_all = history.newest.catch_all
            told = rota_reading.from_now_on(history.stretches(start, end), catch_all, look.now, names)
            return rota_reading.views(told, names, look.now)

    def gaps(self) -> tuple[GapView, ...]:
        """The gaps of the next 60 days, soonest first; those in the past are not pointed out."""
        with self._work.look() as look:
            return rota_reading.gaps(look, AHEAD)

    def board(self, start: datetime, end: datetime) -> BoardView:
        """All active rotas from start to end, who is on call now, and the gaps ahead."""
        with self._work.look() as look:
            return BoardView(
                as_of=look.now,
                start=start,
                end=end,
                rows=rota_reading.rows(look, start, end),
                gaps=rota_reading.gaps(look, AHEAD),
                resting=tuple(one for one in rota_reading.rotas(look, inactive=True) if not one.active),
                desk=events.mark(look.session),
            )

    def would_be(self, act: SaveRota) -> PlanView:
        """Who would be on call from now on if a rota were saved like this, and its gaps; nothing is changed."""
        with self._work.look() as look:
            row = None if act.id is None else _the_rota(look.session, act.id)
            return preview.would_be(look, act, row, AHEAD)

    # Planning

    def save(self, act: SaveRota) -> Done[RotaView]:
        """Add a rota, or plan one anew from now on; its overrides stay. Raises Invalid by field, Conflict."""
        with self._work.act(Role.SUPERVISOR) as unit:
            rota_checks.check(unit, act)
            overrides: Sequence[Override] = ()
            if act.id is None:
                row, kind = _new(unit.session), EventKind.ROTA_ADDED
            else:
                row, kind = _the_rota(unit.session, act.id), EventKind.ROTA_EDITED
                _same_version(unit, row, act.base_version)
                overrides = History(unit, row.id).newest.overrides
            row.name, row.active = clean(act.name), act.active
            rota = preview.planned(act, overrides)
            unit.session.flush()
            return _plan(unit, row, rota, kind, {"active": row.active})

    def cover(self, act: CoverShift) -> Done[RotaView]:
        """Somebody is on call in another's place, or where nobody is."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _the_rota(unit.session, act.rota_id)
            start = rota_checks.ahead(act.start, act.end, unit.now)
            who, instead = rota_checks.active(unit.session, act.contact_id), ""
            history = History(unit, row.id)
            if act.instead_of is None:
                made = [Override("set", start, act.end, str(act.contact_id))]
            else:
                instead = Names(unit.session).name(act.instead_of)
                made = rota_checks.in_place_of(history, act.instead_of, act.contact_id, start, act.end)
            payload = _payload(who, instead, start, act.end)
            return _plan(unit, row, _with(unit, row, made), EventKind.ROTA_COVERED, payload)

    def swap(self, act: SwapShifts) -> Done[RotaView]:
        """Each of two takes the other's stretch."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _the_rota(unit.session, act.rota_id)
            one, other = act.one, act.other
            if one.contact_id == other.contact_id:
                raise Invalid({"other": FieldFault.SAME_PERSON})
            first = rota_checks.ahead(one.start, one.end, unit.now)
            second = rota_checks.ahead(other.start, other.end, unit.now)
            who, with_whom = (
                rota_checks.active(unit.session, one.contact_id),
                rota_checks.active(unit.session, other.contact_id, "other"),
            )
            history = History(unit, row.id)
            made = [
                *rota_checks.in_place_of(history, one.contact_id, other.contact_id, first, one.end),
                *rota_checks.in_place_of(history, other.contact_id, one.contact_id, second, other.end),
            ]
            payload = _payload(who, with_whom, first, one.end)
            payload |= {"other_start": to_stored(second), "other_end": to_stored(other.end)}
            return _plan(unit, row, _with(unit, row, made), EventKind.ROTA_SWAPPED, payload)

    def take_off(self, act: TakeOff) -> Done[RotaView]:
        """Somebody cannot come: the catch-all is asked meanwhile."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _the_rota(unit.session, act.rota_id)
            start = rota_checks.ahead(act.start, act.end, unit.now)
            history = History(unit, row.id)
            before, after = rota_checks.taken_off(history, act.contact_id, start, act.end)
            payload = _payload("", Names(unit.session).name(act.contact_id), start, act.end)
            return _plan(unit, row, _with(unit, row, after, before), EventKind.ROTA_TAKEN_OFF, payload)

    def end_override(self, act: EndOverride) -> Done[RotaView]:
        """Undo an override from now on, with all that the same act made; who was on call until now stays."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _the_rota(unit.session, act.rota_id)
            _same_version(unit, row, act.base_version)
            rota = History(unit, row.id).newest
            if not 0 <= act.number < len(rota.overrides):
                raise NotFound(Refusal.OVERRIDE_UNKNOWN)
            numbers = together.with_it(rota.overrides, act.number)
            kept = [one for number, one in enumerate(rota.overrides) if number not in numbers]
            gone, names = rota.overrides[act.number], Names(unit.session)
            payload = _payload(names.of(gone.member), names.of(gone.replaces), gone.start, gone.end)
            for number in numbers:
                other = rota.overrides[number]
                if (other.start, other.end) != (gone.start, gone.end):
                    payload |= {"other_start": to_stored(other.start), "other_end": to_stored(other.end)}
            return _plan(unit, row, replace(rota, overrides=kept), EventKind.ROTA_OVERRIDE_ENDED, payload)


def _with(unit: Unit, row: tables.Rota, made: Iterable[Override], before: Iterable[Override] = ()) -> Rota:
    """The rota with further overrides of one act, after the others or before them.

    Those that are over have done what they did, under their versions; a swap stays whole until both nights are.
    """
    rota = History(unit, row.id).newest
    kept = [
        one
        for number, one in enumerate(rota.overrides)
        if any(rota.overrides[other].end > unit.now for other in together.with_it(rota.overrides, number))
    ]
    before, made = list(before), list(made)
    new = together.marked([*before, *made], row.version + 1)
    return replace(rota, overrides=[*new[: len(before)], *kept, *new[len(before) :]])


def _plan(unit: Unit, row: tables.Rota, rota: Rota, kind: EventKind, payload: dict[str, object]) -> Done[RotaView]:
    """Write the version that holds from now on, and the line that says so."""
    last = unit.session.scalar(
        select(func.max(tables.RotaVersion.valid_from)).where(tables.RotaVersion.rota_id == row.id)
    )
    row.version += 1
    unit.session.add(
        tables.RotaVersion(
            rota_id=row.id,
            number=row.version,
            # A clock that was set back must not reach into the past.
            valid_from=max(unit.now, last) if last is not None else unit.now,
            made_by_id=unit.staff.id,
            spec=rota.to_dict(),
        )
    )
    unit.session.flush()
    unit.tell(kind, payload={"rota": row.name, "id": row.id, "version": row.version, **payload})
    return unit.done(rota_reading.view(rota, row, unit.now, Names(unit.session)), "rotas")


def _same_version(look: Look, row: tables.Rota, base_version: int | None) -> None:
    if row.version != base_version:
        newer = rota_reading.view(History(look, row.id).newest, row, look.now, Names(look.session))
        raise Conflict(Refusal.ROTA_EDITED, name=row.name, newer=newer)


def _the_rota(session: Session, rota_id: int) -> tables.Rota:
    found = session.get(tables.Rota, rota_id)
    if found is None:
        raise NotFound(Refusal.ROTA_UNKNOWN, name=rota_id)
    return found


def _new(session: Session) -> tables.Rota:
    last = session.scalar(select(func.max(tables.Rota.position)))
    row = tables.Rota(name="?", position=0 if last is None else last + 1, version=0)
    session.add(row)
    return row


def _payload(who: str, instead_of: str, start: datetime, end: datetime) -> dict[str, object]:
    return {"who": who, "instead_of": instead_of, "start": to_stored(start), "end": to_stored(end)}
