"""Reviews read: what is to be looked at, what was made of it, and what is whose to see."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import Session

from deskapp.domain.measures.periods import Period
from deskapp.domain.reviews.agreement import agreement, average, pairs_of
from deskapp.domain.reviews.draw import Picked
from deskapp.domain.reviews.scorecard import Marks
from deskapp.domain.words import ReviewState
from deskapp.models.calls import Call
from deskapp.models.improve.reviews import Review, ReviewCall, ReviewDraw, ReviewMark
from deskapp.models.site import Draft, Site, Staff
from deskapp.services.confidential.access import hidden, viewer
from deskapp.services.reviews import cards
from deskapp.services.reviews.drawing import own
from deskapp.services.reviews.views import (
    CardView,
    DoneReview,
    DrawView,
    Figures,
    LineFigures,
    MyReview,
    OtherReview,
    SharedReview,
    ToReview,
)
from deskapp.services.texts import reference

#: So many draws are offered, and so many reviews listed.
_DRAWS, _MOST = 24, 500
#: A draft of a review is kept under this and the call's id.
DRAFT = "review"
#: Under which the draft keeps the version of the scorecard that it was begun with.
DRAFT_CARD = "card"


def draws(session: Session) -> tuple[DrawView, ...]:
    rows = session.execute(
        select(ReviewDraw, Staff.name)
        .join(Staff, Staff.id == ReviewDraw.staff_id)
        .order_by(ReviewDraw.id.desc())
        .limit(_DRAWS)
    ).all()
    calls = _to_review(session, ReviewCall.draw_id.in_([row.id for row, _by in rows]))
    return tuple(
        DrawView(
            id=row.id,
            period=Period(row.kind, row.first, row.last),
            at=row.at,
            by=by,
            seed=row.seed,
            size=row.size,
            each_agent=row.each_agent,
            pool=row.pool,
            low_found=row.low_found,
            low_added=sum(1 for one in calls[row.id] if one.why is Picked.LOW),
            calls=tuple(calls[row.id]),
        )
        for row, by in rows
    )


def chosen(session: Session) -> tuple[ToReview, ...]:
    """Those that somebody chose and whoever looks has not done yet."""
    return tuple(one for one in _to_review(session, ReviewCall.draw_id.is_(None))[None] if not one.is_over)


def _to_review(session: Session, where: ColumnElement[bool]) -> Mapping[int | None, list[ToReview]]:
    """By draw: what is for whoever looks, in its order."""
    me = viewer(session) or 0
    begun = {key for (key,) in session.execute(select(Draft.key).where(Draft.staff_id == me, Draft.key > ""))}
    found: dict[int | None, list[ToReview]] = defaultdict(list)
    rows = session.execute(
        select(ReviewCall.draw_id, ReviewCall.call_id, ReviewCall.why, Review.state)
        .join(Call, Call.id == ReviewCall.call_id)
        .outerjoin(Review, and_(Review.call_id == ReviewCall.call_id, Review.reviewer_id == me))
        .where(where, ReviewCall.agent_id != me, not_(own(me)), not_(hidden(session)))
        .order_by(ReviewCall.position, ReviewCall.id)
    )
    for draw_id, call_id, why, state in rows:
        found[draw_id].append(ToReview(call_id, reference(call_id), why, state, f"{DRAFT}:{call_id}" in begun))
    return found


def mine(session: Session, call_id: int, me: int) -> MyReview | None:
    row = of_call(session, call_id, me)
    if row is None:
        return None
    return MyReview(
        id=row.id,
        state=row.state,
        at=row.at,
        card=cards.the_card(session, row.scorecard_id) if row.scorecard_id else cards.newest(session),
        marks=marks(session, [row.id])[row.id],
        note=row.note,
        skip_reason=row.skip_reason,
        names_hidden=row.names_hidden,
        shared_at=row.shared_at,
        read_at=row.read_at,
        answer=row.answer,
        answered_at=row.answered_at,
        version=row.version,
        fixed=fixed(session, row),
    )


def begun_with(session: Session, call_id: int, me: int) -> CardView:
    """The version that one began with, as one's draft says; of a review that is not begun the newest."""
    draft = session.get(Draft, (me, f"{DRAFT}:{call_id}"))
    if draft is None or DRAFT_CARD not in draft.content:
        return cards.newest(session)
    return cards.the_card(session, draft.content[DRAFT_CARD])


def of_call(session: Session, call_id: int, reviewer_id: int) -> Review | None:
    return session.scalars(select(Review).where(Review.call_id == call_id, Review.reviewer_id == reviewer_id)).first()


def fixed(session: Session, row: Review) -> bool:
    """Whether a review stays as it is: its agent was told, or its marks were seen beside another's."""
    return row.state is ReviewState.FINISHED and (row.shared_at is not None or bool(_others(session, [row])[row.id]))


def others(session: Session, call_id: int, me: int, mine: MyReview | None) -> tuple[OtherReview, ...]:
    """Whoever else has finished the call; their marks only beside one's own that are finished."""
    rows = session.execute(
        select(Review, Staff.name)
        .join(Staff, Staff.id == Review.reviewer_id)
        .where(Review.call_id == call_id, Review.reviewer_id != me, Review.state == ReviewState.FINISHED)
        .order_by(Review.id)
    ).all()
    compared = mine is not None and mine.state is ReviewState.FINISHED
    said = marks(session, [row.id for row, _name in rows]) if compared else {}
    return tuple(OtherReview(name, said.get(row.id)) for row, name in rows)


def done(session: Session, me: int) -> tuple[DoneReview, ...]:
    """One's own that are over, the last first."""
    rows = session.execute(
        select(Review, Call.summary, hidden(session), Staff.name)
        .join(Call, Call.id == Review.call_id)
        .join(Staff, Staff.id == Review.agent_id)
        .where(Review.reviewer_id == me)
        .order_by(Review.at.desc(), Review.id.desc())
        .limit(_MOST)
    ).all()
    said = marks(session, [row.id for row, *_rest in rows])
    beside = _others(session, [row for row, *_rest in rows])
    return tuple(
        DoneReview(
            id=row.id,
            call_id=row.call_id,
            ref=reference(row.call_id),
            summary="" if masked else summary,
            agent=agent,
            state=row.state,
            at=row.at,
            lines=cards.the_card(session, row.scorecard_id).lines if row.scorecard_id else (),
            marks=said[row.id],
            note=row.note,
            skip_reason=row.skip_reason,
            shared_at=row.shared_at,
            read_at=row.read_at,
            answer=row.answer,
            others=beside[row.id] if row.state is ReviewState.FINISHED else 0,
        )
        for row, summary, masked, agent in rows
    )


def count_done(session: Session, me: int) -> int:
    return session.scalar(select(func.count()).select_from(Review).where(Review.reviewer_id == me)) or 0


def shared(session: Session, me: int) -> tuple[SharedReview, ...]:
    """What was shared with somebody of their calls, the last first."""
    rows = session.execute(
        select(Review, Call.summary, hidden(session), Staff.name)
        .join(Call, Call.id == Review.call_id)
        .join(Staff, Staff.id == Review.reviewer_id)
        .where(Review.agent_id == me, Review.shared_at.is_not(None))
        .order_by(Review.shared_at.desc(), Review.id.desc())
        .limit(_MOST)
    ).all()
    said = marks(session, [row.id for row, *_rest in rows])
    return tuple(
        SharedReview(
            id=row.id,
            call_id=row.call_id,
            ref=reference(row.call_id),
            summary="" if masked else summary,
            reviewer=reviewer,
            shared_at=row.shared_at,
            lines=cards.the_card(session, row.scorecard_id).lines,
            marks=said[row.id],
            note=row.note,
            read_at=row.read_at,
            answer=row.answer,
            answered_at=row.answered_at,
        )
        for row, summary, masked, reviewer in rows
        if row.shared_at is not None
    )


def count_shared(session: Session, me: int, *, unread: bool = False) -> int:
    where = [Review.agent_id == me, Review.shared_at.is_not(None)]
    if unread:
        where.append(Review.read_at.is_(None))
    return session.scalar(select(func.count()).select_from(Review).where(*where)) or 0


def figures(session: Session, period: Period) -> Figures:
    """Over all reviews that were finished in the period, nobody named."""
    begin, end = period.instants(ZoneInfo(session.get_one(Site, 1).zone))
    rows = session.execute(
        select(Review.id, Review.call_id, Review.scorecard_id)
        .where(Review.state == ReviewState.FINISHED, Review.at >= begin, Review.at < end)
        .order_by(Review.id)
    ).all()
    said = marks(session, [row.id for row in rows])
    by_call: dict[int, list[Marks]] = defaultdict(list)
    for row in rows:
        by_call[row.call_id].append(said[row.id])
    versions = {row.scorecard_id for row in rows}
    names = {one.code: one.name for one in cards.newest(session).lines}
    # Lines that a scorecard of the period has, and the newest no more, come after those of now.
    for card_id in sorted(one for one in versions if one is not None):
        for line in cards.the_card(session, card_id).lines:
            names.setdefault(line.code, line.name)
    pairs = {code: pairs_of(code, by_call.values()) for code in names}
    return Figures(
        lines=tuple(
            LineFigures(code, name, average(code, said.values()), agreement(pairs[code]))
            for code, name in names.items()
        ),
        together=agreement(pair for found in pairs.values() for pair in found),
        reviews=len(rows),
        calls=len(by_call),
        twice=sum(1 for found in by_call.values() if len(found) > 1),
        cards=len(versions),
    )


def marks(session: Session, ids: Collection[int]) -> Mapping[int, dict[str, int | None]]:
    """By review and line."""
    found: dict[int, dict[str, int | None]] = {one: {} for one in ids}
    rows = select(ReviewMark.review_id, ReviewMark.line, ReviewMark.mark).where(ReviewMark.review_id.in_(ids))
    for review_id, line, mark in session.execute(rows):
        found[review_id][line] = mark
    return found


def staff_of(session: Session, names: Iterable[str], first: str) -> tuple[str, ...]:
    """Of all that ever worked here those who are named, the agent first."""
    told = set(names)
    every = session.scalars(select(Staff.name).order_by(Staff.id))
    return tuple(dict.fromkeys((first, *(name for name in every if name in told))))


def _others(session: Session, rows: Sequence[Review]) -> Mapping[int, int]:
    """By review, how many others have finished its call."""
    found = defaultdict(int, {row.id: 0 for row in rows})
    if rows:
        finished = session.execute(
            select(Review.call_id, Review.reviewer_id).where(
                Review.call_id.in_([row.call_id for row in rows]), Review.state == ReviewState.FINISHED
            )
        ).all()
        for row in rows:
            found[row.id] = sum(1 for call_id, who in finished if call_id == row.call_id and who != row.reviewer_id)
    return found


def listed(session: Session, call_id: int) -> ReviewCall | None:
    """Where a call was drawn or chosen last."""
    return session.scalars(
        select(ReviewCall).where(ReviewCall.call_id == call_id).order_by(ReviewCall.id.desc()).limit(1)
    ).first()


def is_chosen(session: Session, call_id: int) -> bool:
    chosen = select(func.count()).where(ReviewCall.call_id == call_id, ReviewCall.draw_id.is_(None))
    return bool(session.scalar(chosen))


def is_own(session: Session, call_id: int, agent_id: int, staff_id: int) -> bool:
    """Whether somebody had a hand in a call."""
    had_a_hand = select(func.count()).select_from(Call).where(Call.id == call_id, own(staff_id))
    return agent_id == staff_id or bool(session.scalar(had_a_hand))
