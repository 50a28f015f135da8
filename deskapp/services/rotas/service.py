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
from deskapp.domain.words import Role
from deskapp.models import rotas as tables
from deskapp.models.base import to_stored
from deskapp.services import events
from deskapp.services.changes import Changes, Done
from deskapp.services.people import StaffView
from deskapp.services.rotas import checks as rota_checks
from deskapp.services.rotas import reading as rota_reading
from deskapp.services.rotas.acts import CoverShift, EndOverride, SaveRota, SwapShifts, TakeOff
from deskapp.services.rotas.history import History
from deskapp.services.rotas.reading import Names
from deskapp.services.rotas.views import BoardView, GapView, OnCallView, RotaView, StretchView
from deskapp.services.texts import clean
from deskapp.services.work import Work

_CHANGED = Changes(lists=frozenset({"rotas"}))
#: Gaps are pointed out so long before they happen.
AHEAD = timedelta(days=60)


class Rotas:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # Asking

    def listed(self, inactive: bool = False) -> tuple[RotaView, ...]:
        """The rotas in their order."""
        with self._work.read() as session:
            return rota_reading.rotas(session, self._work.rules, self._work.clock.now(), inactive)

    def find(self, name: str) -> int:
        """The id of a rota by its name; any spelling of upper and lower case. Raises NotFound."""
        wanted = clean(name).casefold()
        found = [view.id for view in self.listed(inactive=True) if view.name.casefold() == wanted]
        if not found:
            raise NotFound(Refusal.ROTA_UNKNOWN, name=name)
        return found[0]

    def on_call(self, rota_id: int, at: datetime | None = None) -> OnCallView:
        """Who is on call at an instant (now), or why nobody is: by the version that is in force then."""
        with self._work.read() as session:
            row = _the_rota(session, rota_id)
            at = at or self._work.clock.now()
            return rota_reading.on_call(History(session, self._work.rules, row.id), row, at, Names(session))

    def on_call_now(self) -> tuple[OnCallView, ...]:
        """Of each active rota, in order."""
        with self._work.read() as session:
            return rota_reading.on_call_now(session, self._work.rules, self._work.clock.now())

    def duty(self) -> OnCallView | None:
        """Of the first rota who is on call now, or outside its hours who comes next; None: there is no rota."""
        with self._work.read() as session:
            return rota_reading.duty(session, self._work.rules, self._work.clock.now())

    def stretches(self, rota_id: int, start: datetime, end: datetime) -> tuple[StretchView, ...]:
        """Who is on call from start to end, one stretch after the other."""
        with self._work.read() as session:
            history = History(session, self._work.rules, _the_rota(session, rota_id).id)
            return rota_reading.views(history.stretches(start, end), Names(session))

    def gaps(self) -> tuple[GapView, ...]:
        """Where nobody is planned in the next 60 days, soonest first. Gaps in the past are not."""
        with self._work.read() as session:
            now = self._work.clock.now()
            return rota_reading.gaps(session, self._work.rules, now, now + AHEAD)

    def board(self, start: datetime, end: datetime) -> BoardView:
        """All active rotas from start to end, who is on call now, and the gaps ahead."""
        with self._work.read() as session:
            now = self._work.clock.now()
            return BoardView(
                as_of=now,
                start=start,
                end=end,
                rows=rota_reading.rows(session, self._work.rules, now, start, end),
                gaps=rota_reading.gaps(session, self._work.rules, now, now + AHEAD),
                resting=tuple(
                    one for one in rota_reading.rotas(session, self._work.rules, now, inactive=True) if not one.active
                ),
            )

    # Planning

    def save(self, act: SaveRota) -> Done[RotaView]:
        """Add a rota, or plan one anew from now on; its overrides stay. Raises Invalid by field, Conflict."""
        with self._work.act(Role.SUPERVISOR) as (session, now, staff):
            rota_checks.check(session, act, now)
            overrides: Sequence[Override] = ()
            if act.id is None:
                row, kind = _new(session), EventKind.ROTA_ADDED
            else:
                row, kind = _the_rota(session, act.id), EventKind.ROTA_EDITED
                self._same_version(session, row, act.version, now)
                overrides = History(session, self._work.rules, row.id).newest.overrides
            row.name, row.active = clean(act.name), act.active
            rota = Rota(
                zone=act.zone,
                rotations=list(act.rotations),
                overrides=list(overrides),
                catch_all=None if act.catch_all is None else str(act.catch_all),
                shifts=list(act.shifts),
            )
            session.flush()
            return self._plan(session, row, rota, kind, now, staff, {"active": row.active})

    def cover(self, act: CoverShift) -> Done[RotaView]:
        """Somebody is on call in another's place, or where nobody is."""
        with self._work.act(Role.SUPERVISOR) as (session, now, staff):
            row = _the_rota(session, act.rota_id)
            start = rota_checks.ahead(act.start, act.end, now)
            who, instead = rota_checks.active(session, act.contact_id), ""
            history = History(session, self._work.rules, row.id)
            if act.instead_of is None:
                made = [Override("set", start, act.end, str(act.contact_id))]
            else:
                instead = Names(session).name(act.instead_of)
                made = rota_checks.in_place_of(history, act.instead_of, act.contact_id, start, act.end)
            payload = _payload(who, instead, start, act.end)
            return self._override(session, row, history, made, EventKind.ROTA_COVERED, now, staff, payload)

    def swap(self, act: SwapShifts) -> Done[RotaView]:
        """Each of two takes the other's stretch."""
        with self._work.act(Role.SUPERVISOR) as (session, now, staff):
            row = _the_rota(session, act.rota_id)
            one, other = act.one, act.other
            if one.contact_id == other.contact_id:
                raise Invalid({"other": FieldFault.SAME_PERSON})
            first = rota_checks.ahead(one.start, one.end, now)
            second = rota_checks.ahead(other.start, other.end, now)
            who, with_whom = (
                rota_checks.active(session, one.contact_id),
                rota_checks.active(session, other.contact_id, "other"),
            )
            history = History(session, self._work.rules, row.id)
            made = [
                *rota_checks.in_place_of(history, one.contact_id, other.contact_id, first, one.end),
                *rota_checks.in_place_of(history, other.contact_id, one.contact_id, second, other.end),
            ]
            payload = _payload(who, with_whom, first, one.end)
            payload |= {"other_start": to_stored(second), "other_end": to_stored(other.end)}
            return self._override(session, row, history, made, EventKind.ROTA_SWAPPED, now, staff, payload)

    def take_off(self, act: TakeOff) -> Done[RotaView]:
        """Somebody cannot come: the catch-all is asked meanwhile."""
        with self._work.act(Role.SUPERVISOR) as (session, now, staff):
            row = _the_rota(session, act.rota_id)
            start = rota_checks.ahead(act.start, act.end, now)
            history = History(session, self._work.rules, row.id)
            rota_checks.must_be_on_call(history, act.contact_id, start, act.end)
            made = [Override("remove", start, act.end, replaces=str(act.contact_id))]
            payload = _payload("", Names(session).name(act.contact_id), start, act.end)
            return self._override(session, row, history, made, EventKind.ROTA_TAKEN_OFF, now, staff, payload)

    def end_override(self, act: EndOverride) -> Done[RotaView]:
        """Undo an override from now on; who was on call by it until now stays."""
        with self._work.act(Role.SUPERVISOR) as (session, now, staff):
            row = _the_rota(session, act.rota_id)
            self._same_version(session, row, act.version, now)
            rota = History(session, self._work.rules, row.id).newest
            overrides = list(rota.overrides)
            if not 0 <= act.number < len(overrides):
                raise NotFound(Refusal.OVERRIDE_UNKNOWN)
            gone, names = overrides.pop(act.number), Names(session)
            payload = _payload(names.of(gone.member), names.of(gone.replaces), gone.start, gone.end)
            return self._plan(session, row, _with(rota, overrides), EventKind.ROTA_OVERRIDE_ENDED, now, staff, payload)

    # Inside

    def _override(
        self,
        session: Session,
        row: tables.Rota,
        history: History,
        made: Iterable[Override],
        kind: EventKind,
        now: datetime,
        staff: StaffView,
        payload: dict[str, object],
    ) -> Done[RotaView]:
        # Those that are over have done what they did, under their versions.
        kept = [override for override in history.newest.overrides if override.end > now]
        rota = _with(history.newest, [*kept, *made])
        return self._plan(session, row, rota, kind, now, staff, payload)

    def _plan(
        self,
        session: Session,
        row: tables.Rota,
        rota: Rota,
        kind: EventKind,
        now: datetime,
        staff: StaffView,
        payload: dict[str, object],
    ) -> Done[RotaView]:
        """Write the version that holds from now on, and the line that says so."""
        last = session.scalar(
            select(func.max(tables.RotaVersion.valid_from)).where(tables.RotaVersion.rota_id == row.id)
        )
        row.version += 1
        session.add(
            tables.RotaVersion(
                rota_id=row.id,
                number=row.version,
                # A clock that was set back must not reach into the past.
                valid_from=max(now, last) if last is not None else now,
                made_by_id=staff.id,
                spec=rota.to_dict(),
            )
        )
        session.flush()
        told = {"rota": row.name, "id": row.id, "version": row.version, **payload}
        events.record(session, [events.Line(kind, now, staff.id, payload=told)], now)
        return Done(rota_reading.view(rota, row, now, Names(session)), _CHANGED)

    def _same_version(self, session: Session, row: tables.Rota, seen: int | None, now: datetime) -> None:
        if row.version != seen:
            newest = History(session, self._work.rules, row.id).newest
            newer = rota_reading.view(newest, row, now, Names(session))
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


def _with(rota: Rota, overrides: list[Override]) -> Rota:
    return replace(rota, overrides=overrides)


def _payload(who: str, instead_of: str, start: datetime, end: datetime) -> dict[str, object]:
    return {"who": who, "instead_of": instead_of, "start": to_stored(start), "end": to_stored(end)}
