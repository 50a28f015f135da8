"""Signals: what the record points to, and what supervisors make of it: no signal, an action, feedback to others."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, NotFound, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.findings.finding import Finding
from deskapp.domain.findings.kinds import Named
from deskapp.domain.findings.standing import ANSWERED_WITHIN, Standing
from deskapp.domain.measures.periods import Period, PeriodKind, containing
from deskapp.domain.words import ActionOf, Role
from deskapp.models.improve.actions import Action
from deskapp.models.improve.signals import Feedback, Signal, SignalEvent
from deskapp.services.actions.acts import MakeAction
from deskapp.services.actions.service import agreed, late_of
from deskapp.services.actions.views import ActionView
from deskapp.services.changes import Done
from deskapp.services.findings import calls, looking
from deskapp.services.findings.acts import (
    AgreeOnAction,
    DismissSignal,
    FeedbackAnswered,
    FeedbackLeft,
    FeedbackSent,
    MakeFeedback,
    TakeUpSignal,
    WhichSignal,
    WithdrawFeedback,
)
from deskapp.services.findings.views import FeedbackSheet, FeedbackView, SignalCall, Signals, SignalView
from deskapp.services.texts import clean
from deskapp.services.work import Look, Unit, Work, allows


class Findings:
    """For supervisors and above. Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def signals(self, month: date | None = None) -> Signals:
        """Those of the month in which a day lies, the last that is over unless one is named."""
        with self._work.look() as look:
            self._work.may_read(look.session, Role.SUPERVISOR)
            return looking.signals(look, None if month is None else containing(PeriodKind.MONTH, month))

    def calls(self, key: str, month: date) -> tuple[SignalCall, ...]:
        """The calls behind a signal of a month, the newest first, masked where they are not for whoever looks."""
        with self._work.look() as look:
            self._work.must_be(look.session, Role.SUPERVISOR)
            finding = _the_finding(look, key, containing(PeriodKind.MONTH, month))
            return calls.behind(look, finding.calls)

    def asks(self) -> int:
        """What asks for whoever works here now: their late actions; for supervisors also what nobody has decided about.

        By indexes, for the side bar: signals of the last month without an action, feedback without an answer in time.
        """
        with self._work.look() as look:
            me = self._work.must_be(look.session, Role.AGENT)
            day = looking.today(look)
            late = late_of(look.session, me.id, day)
            if not allows(me, Role.SUPERVISOR):
                return late
            return late + _undecided(look.session, looking.last_month(look)) + _unanswered(look.session, day)

    def look_through(self) -> Done[int]:
        """Note what the last month that is over points to, once for each; how many of them are new."""
        with self._work.act(Role.SUPERVISOR) as unit:
            month = looking.last_month(unit)
            named = [one for one in looking.found(unit, month)[1] if one.named is Named.NAMED]
            rows = {row.key: row for row in unit.session.scalars(select(Signal))}
            new = 0
            for finding in named:
                row = rows.get(finding.key)
                if row is None:
                    _note(unit, finding, month)
                    new += 1
                    continue
                row.month = max(row.month, month.first)
                if row.back_at is None and looking.view(unit, row, month, finding).standing is Standing.BACK:
                    row.back_at = unit.now
                    _tell(unit, row, EventKind.SIGNAL_GREW, {"was": row.decided_calls, "calls": len(finding.calls)})
                    new += 1
            unit.session.flush()
            return unit.done(new, *(("signals",) if new else ()))

    def dismiss(self, act: DismissSignal) -> Done[SignalView]:
        """It is no signal: it comes back when it has grown. Raises Invalid without a reason."""
        with self._work.act(Role.SUPERVISOR) as unit:
            refuse_where(("reason", FieldFault.MISSING, not clean(act.reason)))
            row, finding, month = _decided(unit, act.which)
            row.dismissed_at, row.dismissed_by_id, row.reason = unit.now, unit.staff.id, clean(act.reason)
            told = {"words": row.reason, "title": act.which.title, "calls": len(finding.calls)}
            _tell(unit, row, EventKind.SIGNAL_DISMISSED, told)
            return unit.done(looking.view(unit, row, month), "signals")

    def take_up(self, act: TakeUpSignal) -> Done[int]:
        """It is a signal after all."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = unit.session.get(Signal, act.signal_id)
            if row is None:
                raise NotFound(Refusal.SIGNAL_UNKNOWN)
            if row.version != act.base_version or row.dismissed_at is None:
                raise Conflict(Refusal.SIGNAL_CHANGED)
            row.dismissed_at = row.dismissed_by_id = None
            row.reason = ""
            row.version += 1
            if not _has_anything(unit.session, row):
                row.decided_calls = None
            _tell(unit, row, EventKind.SIGNAL_TAKEN_UP, {})
            return unit.done(row.id, "signals")

    def agree(self, act: AgreeOnAction) -> Done[ActionView]:
        """An action because of it. Raises Invalid by field."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row, _finding, _month = _decided(unit, act.which)
            made = MakeAction(ActionOf.SIGNAL, str(row.id), act.which.title, act.what, act.owner_id, act.due)
            value = agreed(unit, made)
            _take_up_again(row)
            return unit.done(value, "signals", "actions")

    def feed_back(self, act: MakeFeedback) -> Done[FeedbackView]:
        """Ask somebody else for something because of it. Raises Invalid by field."""
        with self._work.act(Role.SUPERVISOR) as unit:
            refuse_where(
                ("to_whom", FieldFault.MISSING, not clean(act.to_whom)),
                ("asks", FieldFault.MISSING, not clean(act.asks)),
                ("wanted_by", FieldFault.PAST, act.wanted_by < looking.today(unit)),
            )
            row, finding, _month = _decided(unit, act.which)
            _take_up_again(row)
            one = Feedback(
                signal_id=row.id,
                area=act.area,
                to_whom=clean(act.to_whom),
                title=clean(act.which.title),
                told=clean(act.told),
                asks=clean(act.asks),
                wanted_by=act.wanted_by,
                with_names=act.with_names,
                calls=list(finding.calls),
                made_at=unit.now,
                made_by_id=unit.staff.id,
            )
            unit.session.add(one)
            unit.session.flush()
            told = {"to": one.to_whom, "day": one.wanted_by.isoformat(), "names": one.with_names}
            return _of_feedback(unit, one, EventKind.FEEDBACK_MADE, told | {"words": one.asks})

    def left(self, act: FeedbackLeft) -> Done[FeedbackView]:
        """Its sheet was saved, printed or copied as text."""
        with self._work.act(Role.SUPERVISOR) as unit:
            one = _the_feedback(unit, act.feedback_id)
            one.left_at = unit.now
            return _of_feedback(unit, one, EventKind.FEEDBACK_COPIED if act.copied else EventKind.FEEDBACK_SAVED, {})

    def sent(self, act: FeedbackSent) -> Done[FeedbackView]:
        """Somebody sent it: the app sends nothing by itself. Raises Invalid where the day is still to come."""
        with self._work.act(Role.SUPERVISOR) as unit:
            one = _the_feedback(unit, act.feedback_id, act.base_version)
            refuse_where(("sent_on", FieldFault.FUTURE, act.sent_on > looking.today(unit)))
            one.sent_on, one.sent_how, one.sent_by_id = act.sent_on, act.how, unit.staff.id
            told = {"day": act.sent_on.isoformat(), "how": act.how.value}
            return _of_feedback(unit, one, EventKind.FEEDBACK_SENT, told)

    def answered(self, act: FeedbackAnswered) -> Done[FeedbackView]:
        """What they answered; another answer stands in its place, and both in the lines. Raises Invalid by field."""
        with self._work.act(Role.SUPERVISOR) as unit:
            one = _the_feedback(unit, act.feedback_id, act.base_version)
            if one.sent_on is None:
                raise Conflict(Refusal.FEEDBACK_NOT_SENT)
            refuse_where(
                ("answer", FieldFault.MISSING, not clean(act.answer)),
                ("answered_on", FieldFault.FUTURE, act.answered_on > looking.today(unit)),
                ("answered_on", FieldFault.FEEDBACK_BEFORE, act.answered_on < one.sent_on),
            )
            one.answered_on, one.answer, one.changed = act.answered_on, clean(act.answer), clean(act.changed)
            told = {"day": act.answered_on.isoformat(), "words": one.answer, "changed": one.changed}
            return _of_feedback(unit, one, EventKind.FEEDBACK_ANSWERED, told)

    def withdraw(self, act: WithdrawFeedback) -> Done[FeedbackView]:
        """It is not wanted any more."""
        with self._work.act(Role.SUPERVISOR) as unit:
            one = _the_feedback(unit, act.feedback_id, act.base_version)
            one.withdrawn_at = unit.now
            return _of_feedback(unit, one, EventKind.FEEDBACK_WITHDRAWN, {})

    def sheet(self, feedback_id: int) -> FeedbackSheet:
        """All that its sheet says. Raises NotFound."""
        with self._work.look() as look:
            self._work.must_be(look.session, Role.SUPERVISOR)
            found = looking.feedback(look.session, Feedback.id == feedback_id)
            if not found:
                raise NotFound(Refusal.SIGNAL_UNKNOWN)
            return calls.sheet(look, found[0])


def _the_finding(look: Look, key: str, month: Period) -> Finding:
    found = next((one for one in looking.found(look, month)[1] if one.key == key), None)
    if found is not None:
        return found
    row = look.session.scalars(select(Signal).where(Signal.key == key)).first()
    if row is None:
        raise NotFound(Refusal.SIGNAL_UNKNOWN)
    return looking.none_of(row, 0)


def _note(unit: Unit, finding: Finding, month: Period) -> Signal:
    row = Signal(
        key=finding.key,
        rule=finding.rule,
        subject=looking.kept_subject(finding.subject),
        found_at=unit.now,
        month=month.first,
    )
    unit.session.add(row)
    unit.session.flush()
    return row


def _decided(unit: Unit, which: WhichSignal) -> tuple[Signal, Finding, Period]:
    """The signal that was seen, noted if nobody had, decided about at its calls of that month."""
    month = containing(PeriodKind.MONTH, which.month)
    finding = _the_finding(unit, which.key, month)
    row = unit.session.scalars(select(Signal).where(Signal.key == which.key)).first()
    row = row or _note(unit, finding, month)
    row.decided_calls, row.back_at = len(finding.calls), None
    row.version += 1
    unit.session.flush()
    return row, finding, month


def _take_up_again(row: Signal) -> None:
    """What somebody does something about is no longer said to be none."""
    row.dismissed_at = row.dismissed_by_id = None
    row.reason = ""


def _the_feedback(unit: Unit, feedback_id: int, base_version: int | None = None) -> Feedback:
    one = unit.session.get(Feedback, feedback_id)
    if one is None:
        raise NotFound(Refusal.SIGNAL_UNKNOWN)
    if one.withdrawn_at is not None or (base_version is not None and one.version != base_version):
        raise Conflict(Refusal.SIGNAL_CHANGED)
    return one


def _of_feedback(unit: Unit, one: Feedback, kind: EventKind, told: dict[str, Any]) -> Done[FeedbackView]:
    """Write the line, and give back what the feedback is now."""
    if kind is not EventKind.FEEDBACK_MADE:
        one.version += 1
    row = unit.session.get_one(Signal, one.signal_id)
    number = looking.number_of(one.id)
    _tell(unit, row, kind, {"feedback": one.id, "number": number, "title": one.title, **told})
    return unit.done(looking.feedback(unit.session, Feedback.id == one.id)[0], "signals")


def _tell(unit: Unit, row: Signal, kind: EventKind, payload: dict[str, Any]) -> None:
    unit.session.flush()
    unit.tell(kind, payload={"signal": row.id, **payload})
    unit.session.add(SignalEvent(event_id=unit.record()[-1], signal_id=row.id))
    unit.session.flush()


def _has_anything(session: Session, row: Signal) -> bool:
    action = select(Action.id).where(Action.of_kind == ActionOf.SIGNAL, Action.of_key == str(row.id))
    asked = select(Feedback.id).where(Feedback.signal_id == row.id, Feedback.withdrawn_at.is_(None))
    return session.scalar(select(exists(action))) or session.scalar(select(exists(asked))) or False


def _undecided(session: Session, month: Period) -> int:
    nobody = or_(Signal.decided_calls.is_(None), Signal.back_at.is_not(None))
    of_month = select(func.count()).where(Signal.month == month.first, nobody)
    return session.scalar(of_month) or 0


def _unanswered(session: Session, day: date) -> int:
    waits = (Feedback.answered_on.is_(None), Feedback.withdrawn_at.is_(None), Feedback.sent_on.is_not(None))
    late = or_(Feedback.wanted_by < day, Feedback.sent_on <= day - ANSWERED_WITHIN)
    return session.scalar(select(func.count()).select_from(Feedback).where(*waits, late)) or 0
