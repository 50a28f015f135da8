"""The written escalation policy: issued from the settings, kept as it was, looked at again in time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, NotFound, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.domain.written_policy.content import from_dict, to_dict
from deskapp.models.papers import WrittenPolicy as Row
from deskapp.models.site import Site, Staff
from deskapp.services.changes import Done
from deskapp.services.texts import clean
from deskapp.services.work import Look, Unit, Work
from deskapp.services.written_policy import gathering
from deskapp.services.written_policy.views import IssuedPolicy, PolicyState, PolicyVersion, ReviewDue

if TYPE_CHECKING:
    from deskapp.services.written_policy.acts import IssuePolicy, SetReview


class WrittenPolicy:
    """Reading is for everybody; issuing is a manager's. May raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def state(self) -> PolicyState:
        """The policy as the settings are now, and the newest version."""
        with self._work.look() as look:
            newest = _newest(look.session)
            return PolicyState(gathering.present(look), _view(look.session, newest) if newest else None)

    def issued(self, number: int | None = None) -> PolicyVersion:
        """A version, the newest unless another is asked for, and the one before it. Raises NotFound."""
        with self._work.look() as look:
            row = _newest(look.session) if number is None else look.session.get(Row, number)
            if row is None:
                raise NotFound(Refusal.POLICY_NOT_ISSUED, number=number or 1)
            before = look.session.get(Row, row.id - 1)
            return PolicyVersion(_view(look.session, row), _view(look.session, before) if before else None)

    def issue(self, act: IssuePolicy) -> Done[IssuedPolicy]:
        """Make a version of the settings as they are. Raises Invalid by field, Conflict where there is a newer one."""
        with self._work.act(Role.MANAGER) as unit:
            newest = _newest(unit.session)
            number = newest.id if newest else 0
            if number != act.base_number:
                newer = _view(unit.session, newest) if newest else None
                raise Conflict(Refusal.POLICY_ISSUED, number=number, newer=newer)
            _check(unit, act.owner, act.next_review)
            row = Row(
                id=number + 1,
                issued_at=unit.now,
                issued_by_id=unit.staff.id,
                words=clean(act.words),
                content=to_dict(gathering.present(unit)),
                owner=clean(act.owner),
                next_review=act.next_review,
            )
            unit.session.add(row)
            unit.session.flush()
            told = {"number": row.id, "owner": row.owner, "next_review": row.next_review.isoformat()}
            unit.tell(EventKind.POLICY_ISSUED, payload=told | {"words": row.words})
            return unit.done(_view(unit.session, row), "written_policy")

    def set_review(self, act: SetReview) -> Done[IssuedPolicy]:
        """The newest version was looked at, or changes hands: who owns it now, and when it is next looked at."""
        with self._work.act(Role.MANAGER) as unit:
            row = _newest(unit.session)
            if row is None:
                raise NotFound(Refusal.POLICY_NOT_ISSUED, number=act.number)
            if (row.id, row.version) != (act.number, act.base_version):
                raise Conflict(Refusal.POLICY_ISSUED, number=row.id, newer=_view(unit.session, row))
            _check(unit, act.owner, act.next_review)
            was = {"owner": row.owner, "next_review": row.next_review.isoformat()}
            row.owner, row.next_review = clean(act.owner), act.next_review
            row.version += 1
            unit.session.flush()
            becomes = {"owner": row.owner, "next_review": row.next_review.isoformat()}
            unit.tell(EventKind.POLICY_REVIEWED, payload={"number": row.id, "was": was, "becomes": becomes})
            return unit.done(_view(unit.session, row), "written_policy")

    def review_due(self) -> ReviewDue | None:
        """What a manager is reminded of: the day on which the newest version is looked at again has come."""
        with self._work.look() as look:
            row = _newest(look.session)
            if row is None or row.next_review > _today(look):
                return None
            return ReviewDue(row.id, row.owner, row.next_review)


def _newest(session: Session) -> Row | None:
    return session.scalars(select(Row).order_by(Row.id.desc()).limit(1)).first()


def _view(session: Session, row: Row) -> IssuedPolicy:
    return IssuedPolicy(
        number=row.id,
        issued_at=row.issued_at,
        issued_by=session.get_one(Staff, row.issued_by_id).name,
        words=row.words,
        content=from_dict(row.content),
        owner=row.owner,
        next_review=row.next_review,
        version=row.version,
    )


def _check(unit: Unit, owner: str, next_review: date) -> None:
    refuse_where(
        ("owner", FieldFault.MISSING, not clean(owner)),
        ("next_review", FieldFault.PAST, next_review <= _today(unit)),
    )


def _today(look: Look) -> date:
    return look.now.astimezone(ZoneInfo(look.session.get_one(Site, 1).zone)).date()
