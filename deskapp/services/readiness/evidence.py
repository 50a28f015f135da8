"""What the record shows of each question, counted by the database."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, case, cast, func, select
from sqlalchemy.orm import Session

from deskapp.domain.authority import is_above, level_of
from deskapp.domain.event_kind import EventKind
from deskapp.domain.measures.periods import Period, local_day
from deskapp.domain.readiness.questions import (
    HALF_A_YEAR,
    AuthorityFacts,
    FeedbackFacts,
    HandoffFacts,
    PolicyFacts,
    TrackingFacts,
    TriggerFacts,
    WarmFacts,
    whole_months,
)
from deskapp.domain.words import (
    ApprovalKind,
    ApprovalMeans,
    ApprovalState,
    ClockKind,
    DeskPaper,
    HandoffPart,
    Level,
    Priority,
    ReviewState,
    Role,
    Transfer,
)
from deskapp.domain.written_policy.comparison import changes
from deskapp.domain.written_policy.content import PolicyContent, from_dict
from deskapp.models.approvals import Approval
from deskapp.models.calls import Call
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event, EventWords
from deskapp.models.improve.measures import ALL_CATEGORIES, ALL_PRIORITIES, MEASURED_DAY, MeasuredEscalation
from deskapp.models.improve.reviews import Review, ReviewCall, ReviewDraw
from deskapp.models.improve.signals import Feedback
from deskapp.models.library import CardUse
from deskapp.models.papers import WrittenPolicy
from deskapp.models.retention import ErasedCall
from deskapp.models.site import Category, Site, Staff
from deskapp.services.approvals import authority
from deskapp.services.library import triggers
from deskapp.services.papers import of_desk
from deskapp.services.readiness.asking import Asking
from deskapp.services.written_policy import gathering

_DAYS = (MEASURED_DAY.c.category_id == ALL_CATEGORIES, MEASURED_DAY.c.priority == ALL_PRIORITIES)


def first_day(session: Session) -> date | None:
    """The local day of the desk's first call; None: there is none that counts."""
    query = select(MEASURED_DAY.c.day).where(*_DAYS, MEASURED_DAY.c.logged > 0).order_by(MEASURED_DAY.c.day).limit(1)
    day = session.scalar(query)
    return None if day is None else date.fromordinal(day)


def summed(session: Session, period: Period, *names: str) -> tuple[int, ...]:
    """Sums of a period, as the measures have them."""
    days = MEASURED_DAY.c.day.between(period.first.toordinal(), period.last.toordinal())
    row = session.execute(select(*(func.sum(MEASURED_DAY.c[name]) for name in names)).where(*_DAYS, days)).one()
    return tuple(int(one or 0) for one in row)


def policy(asking: Asking) -> PolicyFacts:
    session = asking.look.session
    row = session.scalars(select(WrittenPolicy).order_by(WrittenPolicy.id.desc()).limit(1)).first()
    if row is None:
        return PolicyFacts(asking.today)
    content = from_dict(row.content)
    out = of_desk.last_out(session, DeskPaper.POLICY, (str(row.id),)).get(str(row.id))
    categories = tuple(session.scalars(select(Category.name).where(Category.active).order_by(Category.position)))
    return PolicyFacts(
        today=asking.today,
        number=row.id,
        issued_on=local_day(row.issued_at, asking.zone),
        printed_on=None if out is None else local_day(out, asking.zone),
        next_review=row.next_review,
        categories=len(categories),
        without_path=_without_path(content, categories),
        without_target=_without_target(content),
        changed=len(changes(content, gathering.present(asking.look))),
    )


def _without_path(content: PolicyContent, categories: tuple[str, ...]) -> tuple[str, ...]:
    named = {one.category for one in content.paths if one.steps or one.then}
    return () if "" in named else tuple(name for name in categories if name not in named)


def _without_target(content: PolicyContent) -> tuple[Priority, ...]:
    usual = {
        (one.kind, one.priority)
        for one in content.targets
        if not one.category and not one.tier and one.seconds is not None
    }
    kinds = (ClockKind.RESPONSE.value, ClockKind.RESOLUTION.value)
    return tuple(one for one in Priority if not all((kind, one.value) in usual for kind in kinds))


def authority_set(asking: Asking) -> AuthorityFacts:
    session = asking.look.session
    limits = authority.view(session).limits
    inside = [level for level in Level if level is not Level.OUTSIDE]
    asked = session.scalars(select(Approval).where(Approval.asked_at >= asking.since, Approval.asked_at < asking.until))
    rows = [one for one in asked if one.state is not ApprovalState.WITHDRAWN]
    roles = _Roles(session)
    return AuthorityFacts(
        kinds=len(ApprovalKind),
        settled=sum(any(kind in limits.get(level, {}) for level in inside) for kind in ApprovalKind),
        levels=len(Level),
        asked=len(rows),
        above=sum(_above(one, roles) for one in rows),
        unconfirmed=sum(
            one.state is ApprovalState.GRANTED and one.means is ApprovalMeans.PHONE and one.confirmed_at is None
            for one in rows
        ),
    )


class _Roles:
    """Which role somebody had when: as the timeline tells, for roles change."""

    def __init__(self, session: Session) -> None:
        self._now: dict[int, Role] = {row.id: row.role for row in session.execute(select(Staff.id, Staff.role))}
        kinds = (EventKind.STAFF_ADDED, EventKind.STAFF_EDITED)
        query = select(Event.at, EventWords.payload).join(EventWords, EventWords.event_id == Event.id)
        self._told: dict[int, list[tuple[datetime, Role]]] = {}
        for at, payload in session.execute(query.where(Event.kind.in_(kinds)).order_by(Event.id)):
            if "id" in payload and "role" in payload:
                self._told.setdefault(payload["id"], []).append((at, Role(payload["role"])))

    def at(self, staff_id: int, instant: datetime) -> Role | None:
        """None: it is not known, for what was before the first change is told nowhere."""
        told = self._told.get(staff_id, [])
        if not told:
            return self._now[staff_id]
        return next((role for at, role in reversed(told) if at <= instant), None)


def _above(approval: Approval, roles: _Roles) -> bool:
    """Whether it was granted by somebody who was below the level that it needs."""
    if approval.state is not ApprovalState.GRANTED or approval.decided_by_id is None or approval.decided_at is None:
        return False
    role = roles.at(approval.decided_by_id, approval.decided_at)
    return role is not None and is_above(approval.needs, level_of(role))


def _escalations(asking: Asking, *columns: Any) -> Any:
    """Of the calls of the month every escalation that counts: not those undone at once, nor of void calls."""
    first, last = asking.month.first.toordinal(), asking.month.last.toordinal()
    return (
        select(*columns)
        .join_from(MeasuredEscalation, Escalation, Escalation.id == MeasuredEscalation.escalation_id)
        .where(MeasuredEscalation.logged_day.between(first, last))
    )


def signs(asking: Asking) -> TriggerFacts:
    session = asking.look.session
    used = triggers.views(session, every=False)
    named = case((func.json_array_length(Escalation.triggers) > 0, 1), else_=0)
    row = session.execute(_escalations(asking, func.count(), func.sum(cast(named, Integer)))).one()
    without = sum(not one.suggests for one in used)
    return TriggerFacts(len(used), without, int(row[0]), int(row[1] or 0))


def handoffs(asking: Asking) -> HandoffFacts:
    """Of what was passed on to a contact. What a forgotten customer's said was emptied, and is not counted."""
    session = asking.look.session
    parts = {
        part: func.trim(func.coalesce(func.json_extract(Escalation.handoff, f"$.{part.value}"), "")) != ""
        for part in HandoffPart
    }
    required = set(session.get_one(Site, 1).required_parts)
    rows = session.execute(
        _escalations(asking, *parts.values())
        .join(Call, Call.id == Escalation.call_id)
        .join(Customer, Customer.id == Call.customer_id)
        .where(
            Escalation.contact_id.is_not(None),
            Customer.erasure_id.is_(None),
            Call.id.not_in(select(ErasedCall.call_id)),
        )
    ).all()
    there = [frozenset(part for part, said in zip(parts, row, strict=True) if said) for row in rows]
    missing = {part: sum(part not in one for one in there) for part in HandoffPart}
    left_out = max(missing, key=lambda part: missing[part])
    return HandoffFacts(
        handoffs=len(there),
        required=sum(required <= one for one in there),
        all_five=sum(len(one) == len(parts) for one in there),
        toned=sum(HandoffPart.TONE in one for one in there),
        left_out=left_out if missing[left_out] else None,
        left_out_in=missing[left_out],
    )


def warm(asking: Asking) -> WarmFacts:
    """The share is that of the measures: transfers of calls closed in the month."""
    session, month = asking.look.session, asking.month
    done, transfers = summed(session, month, "warm", "transfers")
    rest = (
        select(Contact.name, Escalation.transfer_reason, Escalation.transfer)
        .join_from(MeasuredEscalation, Escalation, Escalation.id == MeasuredEscalation.escalation_id)
        .join(Contact, Contact.id == Escalation.contact_id)
        .where(
            MeasuredEscalation.over_day.between(month.first.toordinal(), month.last.toordinal()),
            Escalation.transfer != Transfer.WARM,
        )
    )
    went: dict[str, int] = {}
    without = 0
    for name, reason, transfer in session.execute(rest):
        went[name] = went.get(name, 0) + 1
        without += transfer is Transfer.COLD and not reason.strip()
    goal = session.get_one(Site, 1).warm_goal
    most = sorted(went.items(), key=lambda one: (-one[1], one[0]))
    return WarmFacts(done, transfers, goal, without, tuple(most))


def tracking(asking: Asking) -> TrackingFacts:
    session = asking.look.session
    months = whole_months(asking.today, asking.first)
    out = of_desk.last_out(session, DeskPaper.REPORT, [of_desk.about(one) for one in months])
    printed = tuple(one.first for one in months if of_desk.about(one) in out)
    drawn, reviewed = _sample(session, asking.month)
    since = months[0].instants(asking.zone)[0] if months else asking.since
    reviews = select(func.count()).where(Review.state == ReviewState.FINISHED, Review.at >= since)
    return TrackingFacts(
        printed=printed,
        unprinted=tuple(one.first for one in months if one.first not in printed),
        drawn=drawn,
        reviewed=reviewed,
        reviewed_since=session.scalar(reviews) or 0,
    )


def _sample(session: Session, month: Period) -> tuple[int, int]:
    """Of the draws of a month how many calls were drawn, and of how many of them a review was finished."""
    drawn = (
        select(ReviewCall.call_id)
        .join(ReviewDraw, ReviewDraw.id == ReviewCall.draw_id)
        .where(ReviewDraw.first >= month.first, ReviewDraw.last <= month.last)
        .distinct()
        .subquery()
    )
    done = select(func.count(func.distinct(Review.call_id))).where(
        Review.call_id.in_(select(drawn.c.call_id)), Review.state == ReviewState.FINISHED
    )
    return session.scalar(select(func.count()).select_from(drawn)) or 0, session.scalar(done) or 0


def feedback(asking: Asking) -> FeedbackFacts:
    session, since = asking.look.session, asking.today - HALF_A_YEAR
    rows = session.scalars(
        select(Feedback).where(Feedback.sent_on >= since, Feedback.withdrawn_at.is_(None)).order_by(Feedback.sent_on)
    ).all()
    waiting = [one for one in rows if one.answered_on is None]
    first = waiting[0] if waiting else None
    return FeedbackFacts(
        sent=len(rows),
        answered=len(rows) - len(waiting),
        acted_on=sum(bool(one.changed.strip()) for one in rows),
        about=first.title if first else "",
        waits=(asking.today - first.sent_on).days if first and first.sent_on else 0,
        calls=len({call for one in waiting for call in one.calls}),
    )


def cards_opened(session: Session, since: date) -> int:
    """How often a card was opened in the months from that of a day on."""
    month = f"{since:%Y-%m}"
    return session.scalar(select(func.sum(CardUse.times)).where(CardUse.month >= month)) or 0
