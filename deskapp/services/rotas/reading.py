"""Rotas as the screens see them: ids of members become contacts, answers become views."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.rota import Member, OnCall, Rota, Rule, Stretch, cut, gaps_between, is_gap, present
from deskapp.models import rotas as tables
from deskapp.models.contacts import Contact, ContactPhone
from deskapp.models.site import Site
from deskapp.services import rules
from deskapp.services.rotas import together
from deskapp.services.rotas.history import History
from deskapp.services.rotas.views import GapView, OnCallView, OverrideView, RotaRow, RotaView, StretchView
from deskapp.services.work import Look

#: A turn that is further away says nothing about tonight.
_COMING = timedelta(days=8)
#: So far before and after a time its first and last stretch are followed.
_BESIDE = timedelta(days=31)
_NOT_MADE = "nobody: before the rota was made"


class Names:
    """Contacts by the members' names, which are their ids as text. Of a large directory only those are read."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, tuple[str, bool, str]] = {}

    @property
    def active(self) -> set[str]:
        return set(map(str, self._session.scalars(select(Contact.id).where(Contact.active.is_(True)))))

    def of(self, member: Member | None) -> str:
        """The name of a member; "" for nobody."""
        return self._read(member)[0]

    def name(self, contact_id: int) -> str:
        return self.of(str(contact_id))

    def phone(self, member: Member | None) -> str:
        """The first number of a member."""
        return self._read(member)[2]

    def left(self, member: Member | None) -> bool:
        """Whether a member is not in the directory any more."""
        return member is not None and not self._read(member)[1]

    def _read(self, member: Member | None) -> tuple[str, bool, str]:
        if member is None:
            return "", False, ""
        if member not in self._known:
            query = (
                select(Contact.name, Contact.active, ContactPhone.shown)
                .outerjoin(ContactPhone, ContactPhone.contact_id == Contact.id)
                .where(Contact.id == int(member))
                .order_by(ContactPhone.position, ContactPhone.id)
                .limit(1)
            )
            row = self._session.execute(query).first()
            self._known[member] = (row.name, row.active, row.shown or "") if row else ("", False, "")
        return self._known[member]


def rotas(look: Look, inactive: bool) -> tuple[RotaView, ...]:
    names = Names(look.session)
    return tuple(view(History(look, row.id).newest, row, look.now, names) for row in _rows(look.session, inactive))


def rows(look: Look, start: datetime, end: datetime) -> tuple[RotaRow, ...]:
    """The active rotas from start to end, each with who is on call now."""
    names, found = Names(look.session), []
    hours = desk_open(look, start - _BESIDE, end + _BESIDE)
    for row in _rows(look.session):
        history = History(look, row.id)
        told = from_now_on(_whole(history, start, end), history.newest.catch_all, look.now, names)
        shown = views(told, names, look.now, hours)
        now = on_call(history, row, look.now, look.now, names)
        found.append(RotaRow(view(history.newest, row, look.now, names), now, shown))
    return tuple(found)


def on_call_now(look: Look) -> tuple[OnCallView, ...]:
    names = Names(look.session)
    return tuple(on_call(History(look, row.id), row, look.now, look.now, names) for row in _rows(look.session))


def rotas_of(look: Look, contact_id: int) -> frozenset[int]:
    """The rotas by which a contact is on call."""
    return frozenset(one.rota_id for one in on_call_now(look) if one.contact_id == contact_id)


def duty(look: Look) -> OnCallView | None:
    """Of the first rota who is on call now, or outside its hours who comes next; None where there is no rota."""
    row = next(iter(_rows(look.session)), None)
    if row is None:
        return None
    history = History(look, row.id)
    coming = (one for one in history.stretches(look.now, look.now + _COMING) if one.rule is not Rule.OUTSIDE_HOURS)
    following = next(coming, None)
    at = max(following.start, look.now) if following else look.now
    return on_call(history, row, at, look.now, Names(look.session))


def on_call(history: History, row: tables.Rota, at: datetime, now: datetime, names: Names) -> OnCallView:
    """The answer of a rota at an instant; whoever has left is on call at none to come."""
    found = history.stretch(at)
    if found is None:
        return OnCallView(row.id, row.name, at, None, "", None, _NOT_MADE, None, None)
    said, since, until = found
    if at >= now:
        said = said.with_answer(_present(said.on_call, history.newest.catch_all, names))
    return OnCallView(
        rota_id=row.id,
        rota=row.name,
        at=at,
        contact_id=_id(said.member),
        name=names.of(said.member),
        rule=said.rule,
        reason=said.reason,
        since=since,
        until=until,
        instead_of=names.of(said.instead_of),
        phone=names.phone(said.member),
    )


def from_now_on(
    stretches: Iterable[Stretch], catch_all: Member | None, now: datetime, names: Names
) -> tuple[Stretch, ...]:
    """What was stays as it was; of what is to come nothing is the turn of somebody who has left."""
    found: list[Stretch] = []
    for one in stretches:
        if one.start < now < one.end:
            found.append(replace(one, end=now))
            one = replace(one, start=now)
        found.append(one if one.end <= now else one.with_answer(_present(one.on_call, catch_all, names)))
        if len(found) > 1 and found[-2].on_call == found[-1].on_call and found[-2].end == found[-1].start:
            found[-2:] = [replace(found[-2], end=found[-1].end)]
    return tuple(found)


def _present(said: OnCall, catch_all: Member | None, names: Names) -> OnCall:
    return present(said, {one for one in (said.member, catch_all) if one is not None and names.left(one)}, catch_all)


def desk_open(look: Look, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The desk's own hours between two instants: whoever calls then finds the desk itself.

    None where the site says that a rota has gaps all day.
    """
    if look.session.get_one(Site, 1).gaps_all_day:
        return []
    _calendar, version = rules.desk_calendar(look.session)
    return look.rules.calendar(look.session, version.id).spans(start, end)


def views(
    stretches: Iterable[Stretch], names: Names, now: datetime, hours: Sequence[tuple[datetime, datetime]] | None = None
) -> tuple[StretchView, ...]:
    """hours: when the desk is open. Where nobody answers outside the rota's own hours, what is to come is cut there;
    None: that is no gap.
    """
    pieces: list[tuple[Stretch, bool]] = []
    for one in stretches:
        if one.rule is not Rule.OUTSIDE_HOURS or one.member is not None:
            pieces.append((one, is_gap(one)))
        elif hours is None or one.end <= now:
            pieces.append((one, False))
        else:
            pieces += cut([one], hours)
    return tuple(
        StretchView(
            start=one.start,
            end=one.end,
            contact_id=_id(one.member),
            name=names.of(one.member),
            rule=one.rule,
            planned=one.on_call.planned,
            instead_of=names.of(one.instead_of),
            phone=names.phone(one.member),
            gap=gap,
        )
        for one, gap in pieces
    )


def gaps(look: Look, ahead: timedelta) -> tuple[GapView, ...]:
    """The gaps ahead of all active rotas, soonest first."""
    names, found = Names(look.session), list[GapView]()
    hours = desk_open(look, look.now, look.now + ahead)
    for row in _rows(look.session):
        history = History(look, row.id)
        stretches = history.stretches(look.now, look.now + ahead)
        told = from_now_on(stretches, history.newest.catch_all, look.now, names)
        found += gap_views(told, row.id, row.name, names, hours)
    return tuple(sorted(found, key=lambda gap: (gap.start, gap.rota_id)))


def gap_views(
    stretches: Iterable[Stretch], rota_id: int, rota: str, names: Names, hours: Sequence[tuple[datetime, datetime]]
) -> list[GapView]:
    return [
        GapView(
            rota_id,
            rota,
            gap.start,
            gap.end,
            _id(gap.member),
            names.of(gap.member),
            gap.rule,
            (names.of(gap.instead_of) or "?") if gap.rule is Rule.LEFT else "",
        )
        for gap in gaps_between(stretches, hours)
    ]


def _whole(history: History, start: datetime, end: datetime) -> list[Stretch]:
    """The stretches that reach into a time, each with its own begin and end; what goes on far beyond is cut there."""
    first, last = start - _BESIDE, end + _BESIDE
    return [
        replace(
            one,
            start=start if one.start == first else one.start,
            end=end if one.end == last else one.end,
        )
        for one in history.stretches(first, last)
        if one.start < end and one.end > start
    ]


def _rows(session: Session, inactive: bool = False) -> list[tables.Rota]:
    query = select(tables.Rota).order_by(tables.Rota.position, func.lower(tables.Rota.name), tables.Rota.id)
    return list(session.scalars(query if inactive else query.where(tables.Rota.active.is_(True))))


def view(rota: Rota, row: tables.Rota, now: datetime, names: Names) -> RotaView:
    return RotaView(
        id=row.id,
        name=row.name,
        active=row.active,
        version=row.version,
        rota=rota,
        overrides=tuple(
            OverrideView(
                number,
                each.kind,
                each.start,
                each.end,
                names.of(each.member),
                names.of(each.replaces),
                each.end <= now,
                together.with_it(rota.overrides, number),
            )
            for number, each in enumerate(rota.overrides)
        ),
        catch_all=names.of(rota.catch_all),
    )


def _id(member: Member | None) -> int | None:
    return None if member is None else int(member)
