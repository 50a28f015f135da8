"""Rotas as the screens see them: ids of members become contacts, answers become views."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.rota import Member, Rota, Rule, Stretch, gaps_between
from deskapp.models import rotas as tables
from deskapp.models.contacts import Contact, ContactPhone
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
    for row in _rows(look.session):
        history = History(look, row.id)
        shown = views(_whole(history, start, end), names)
        found.append(RotaRow(view(history.newest, row, look.now, names), on_call(history, row, look.now, names), shown))
    return tuple(found)


def on_call_now(look: Look) -> tuple[OnCallView, ...]:
    names = Names(look.session)
    return tuple(on_call(History(look, row.id), row, look.now, names) for row in _rows(look.session))


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
    return on_call(history, row, max(following.start, look.now) if following else look.now, Names(look.session))


def on_call(history: History, row: tables.Rota, at: datetime, names: Names) -> OnCallView:
    """The answer of a rota at an instant."""
    found = history.stretch(at)
    if found is None:
        return OnCallView(row.id, row.name, at, None, "", None, _NOT_MADE, None, None)
    said, since, until = found
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
        left=names.left(said.member),
    )


def views(stretches: list[Stretch], names: Names) -> tuple[StretchView, ...]:
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
            left=names.left(one.member),
        )
        for one in stretches
    )


def gaps(look: Look, ahead: timedelta) -> tuple[GapView, ...]:
    """Where nobody will be, or one who is not in the directory any more, of all active rotas, soonest first."""
    names, found = Names(look.session), []
    for row in _rows(look.session):
        stretches = History(look, row.id).stretches(look.now, look.now + ahead)
        for gap in gaps_between(stretches):
            found.append(GapView(row.id, row.name, gap.start, gap.end, _id(gap.member), names.of(gap.member), gap.rule))
        for gap in _of_those_who_left(stretches, names):
            found.append(GapView(row.id, row.name, gap.start, gap.end, None, "", gap.rule, names.of(gap.member) or "?"))
    return tuple(sorted(found, key=lambda gap: (gap.start, gap.rota_id)))


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


def _of_those_who_left(stretches: Iterable[Stretch], names: Names) -> list[Stretch]:
    """Their turns, those with nothing but hours outside the rota's between them joined."""
    found: list[Stretch] = []
    together = False
    for stretch in stretches:
        if stretch.on_call.planned and names.left(stretch.member):
            if together and found[-1].member == stretch.member:
                found[-1] = replace(found[-1], end=stretch.end)
            else:
                found.append(stretch)
            together = True
        elif stretch.rule is not Rule.OUTSIDE_HOURS:
            together = False
    return found


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
                number, each.kind, each.start, each.end, names.of(each.member), names.of(each.replaces), each.end <= now
            )
            for number, each in enumerate(rota.overrides)
        ),
        catch_all=names.of(rota.catch_all),
    )


def _id(member: Member | None) -> int | None:
    return None if member is None else int(member)
