"""The site's signs that a call must be escalated: renamed, switched off, put in order, its own added."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import EscalationType, Role
from deskapp.models.calls import IS_OPEN, Call
from deskapp.models.site import Trigger
from deskapp.services.changes import Done
from deskapp.services.defaults import defaults
from deskapp.services.library.acts import SaveTrigger
from deskapp.services.library.views import TriggerView
from deskapp.services.texts import clean
from deskapp.services.work import Work

_LISTS = ("site", "routes")
_OWN = "own_"


class Triggers:
    """Reading is for everybody; changing is for managers. May raise DeskError, then changes nothing."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> tuple[TriggerView, ...]:
        """Every sign in order, those switched off too."""
        with self._work.read() as session:
            return views(session)

    def save(self, act: SaveTrigger) -> Done[TriggerView]:
        """Add a sign at the end, or change one. A built-in one without a label is called as it was shipped."""
        with self._work.act(Role.MANAGER) as unit:
            was = None
            if act.code is None:
                row = Trigger(
                    code=_free_code(unit.session), label="", suggests=[], position=_last(unit.session) + 1, version=0
                )
            else:
                row = _the(unit.session, act.code)
                was = _view(row)
                if row.version != act.base_version:
                    raise Conflict(Refusal.TRIGGER_EDITED, newer=was)
            label = clean(act.label)
            _check(unit.session, act, label, row.code)
            row.label, row.active = label, act.active
            row.suggests = [kind.value for kind in EscalationType if kind in act.suggests]
            row.version += 1
            unit.session.add(row)
            unit.session.flush()
            if was is not None and was.active and not row.active:
                unit.calls |= _forget(unit.session, row.code)
            elif was is not None and row.active and not was.active:
                from deskapp.services.calls import signs  # a start reads the signs, and looks at no call for them

                signs.sign_all_again(unit)
            becomes = _view(row)
            payload: dict[str, object] = {"code": row.code, "name": row.label}
            if was is None:
                kind, told = EventKind.TRIGGER_ADDED, dict[str, object](becomes=_told(becomes))
            else:
                before, after = _told(was), _told(becomes)
                changed = [name for name in before if before[name] != after[name]]
                kind = EventKind.TRIGGER_EDITED
                told = {
                    "was": {name: before[name] for name in changed},
                    "becomes": {name: after[name] for name in changed},
                }
            unit.tell(kind, payload=payload | told)
            return unit.done(becomes, *_LISTS)

    def move(self, code: str, places: int) -> Done[tuple[TriggerView, ...]]:
        """Move a sign so many places down (below zero: up); at the ends it stays where it is."""
        with self._work.act(Role.MANAGER) as unit:
            row = _the(unit.session, code)
            rows = _rows(unit.session)
            here = rows.index(row)
            there = min(max(here + places, 0), len(rows) - 1)
            if there != here:
                rows.insert(there, rows.pop(here))
                for position, one in enumerate(rows):
                    one.position = position
                unit.session.flush()
                payload = {"code": code, "name": row.label}
                unit.tell(EventKind.TRIGGER_MOVED, None, "position", str(here + 1), str(there + 1), payload)
            return unit.done(views(unit.session), *_LISTS)


def views(session: Session, *, every: bool = True) -> tuple[TriggerView, ...]:
    """The signs in order; of those that are offered alone, without what is switched off."""
    return tuple(_view(row) for row in _rows(session) if every or row.active)


def _rows(session: Session) -> list[Trigger]:
    return list(session.scalars(select(Trigger).order_by(Trigger.position, Trigger.code)))


def _the(session: Session, code: str) -> Trigger:
    row = session.get(Trigger, code)
    if row is None:
        raise NotFound(Refusal.TRIGGER_UNKNOWN)
    return row


def _check(session: Session, act: SaveTrigger, label: str, code: str) -> None:
    wrong: dict[str, FieldFault] = {}
    if not label and not _built_in(code):
        wrong["label"] = FieldFault.MISSING
    others = session.scalars(select(Trigger.label).where(Trigger.code != code))
    if label and label.casefold() in {other.casefold() for other in others}:
        wrong["label"] = FieldFault.TAKEN
    if not act.suggests:
        wrong["suggests"] = FieldFault.MISSING
    if wrong:
        raise Invalid(wrong)


def _last(session: Session) -> int:
    return session.scalar(select(func.max(Trigger.position))) or 0


def _free_code(session: Session) -> str:
    numbers = [
        int(code.removeprefix(_OWN))
        for code in session.scalars(select(Trigger.code).where(Trigger.code.startswith(_OWN, autoescape=True)))
        if code.removeprefix(_OWN).isdecimal()
    ]
    return f"{_OWN}{max(numbers, default=0) + 1}"


def _forget(session: Session, code: str) -> frozenset[int]:
    """Open calls do not show any more a sign that is switched off; gives back which did."""
    around = " " + Call.signs + " "
    found = session.scalars(
        update(Call)
        .where(IS_OPEN, func.instr(around, f" {code} ") > 0)
        .values(signs=func.trim(func.replace(around, f" {code} ", " ")))
        .returning(Call.id)
        .execution_options(synchronize_session=False)
    )
    return frozenset(found)


def _built_in(code: str) -> bool:
    return code in defaults()["triggers"]


def _told(view: TriggerView) -> dict[str, object]:
    return {"label": view.label, "suggests": [str(kind) for kind in view.suggests], "active": view.active}


def _view(row: Trigger) -> TriggerView:
    return TriggerView(
        row.code,
        row.label,
        tuple(EscalationType(kind) for kind in row.suggests),
        active=row.active,
        version=row.version,
        built_in=_built_in(row.code),
    )
