"""Readiness: the eight questions answered from the record, kept from time to time, and the gaps that are worked on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.measures.periods import local_day
from deskapp.domain.practice.scenario import Theme
from deskapp.domain.readiness.questions import (
    GAPS,
    HALF_A_YEAR,
    Answer,
    Question,
    State,
    TrainingFacts,
    biggest,
    month_of,
)
from deskapp.domain.words import ActionOf, Role
from deskapp.models.improve.actions import Action
from deskapp.models.improve.readiness import ReadinessGap, ReadinessState
from deskapp.models.site import Site, Staff
from deskapp.services.actions import reading as actions
from deskapp.services.actions.views import ActionView
from deskapp.services.changes import Done
from deskapp.services.practice.service import Practice
from deskapp.services.practice.views import Practised
from deskapp.services.readiness import evidence
from deskapp.services.readiness.acts import ChooseGaps
from deskapp.services.readiness.asking import Asking
from deskapp.services.readiness.views import Gap, KeptState, ReadinessView
from deskapp.services.work import Look, Work

#: So many of the states that were kept are listed.
_KEPT = 24


class Readiness:
    """For supervisors and above. Nobody ticks a question by hand. Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._practice = Practice(work)

    def view(self) -> ReadinessView:
        """The eight answers as of now, the gaps and what is agreed about them, and the states that were kept."""
        practised = self._practised()
        with self._work.look() as look:
            self._work.may_read(look.session, Role.SUPERVISOR)
            return _view(look, practised)

    def keep(self) -> Done[KeptState]:
        """Keep the eight answers as they are now; kept once more on a day, the later stands."""
        practised = self._practised()
        with self._work.act(Role.SUPERVISOR) as unit:
            view = _view(unit, practised)
            row = unit.session.get(ReadinessState, view.today) or ReadinessState(day=view.today)
            row.kept_at, row.staff_id = unit.now, unit.staff.id
            row.answers = {one.question.value: one.state.value for one in view.answers}
            unit.session.add(row)
            unit.session.flush()
            unit.tell(EventKind.READINESS_KEPT, payload={state.value: view.count(state) for state in State})
            return unit.done(_kept(unit.session, view.today)[0], "readiness")

    def choose(self, act: ChooseGaps) -> Done[tuple[Question, ...]]:
        """Which gaps are worked on; none: those that are proposed. Raises Invalid for more than three."""
        with self._work.act(Role.SUPERVISOR) as unit:
            chosen = tuple(dict.fromkeys(act.questions))
            refuse_where(("questions", FieldFault.GAPS_MOST, len(chosen) > GAPS))
            if chosen != _chosen(unit.session):
                unit.session.execute(delete(ReadinessGap))
                unit.session.add_all(ReadinessGap(question=one, position=place) for place, one in enumerate(chosen, 1))
                unit.session.flush()
                unit.tell(EventKind.GAPS_CHOSEN, payload={"questions": [one.value for one in chosen]})
            return unit.done(chosen, "readiness")

    def _practised(self) -> Practised:
        since = self._work.clock.now() - HALF_A_YEAR
        return self._practice.practised(Theme.DE_ESCALATION, since)


def _view(look: Look, practised: Practised) -> ReadinessView:
    asking = _asking(look)
    answers = _answers(asking, practised)
    chosen = _chosen(look.session)
    worked_on = chosen or biggest(answers)
    agreed = _agreed(look.session, worked_on)
    by_question = {one.question: one for one in answers}
    return ReadinessView(
        as_of=look.now,
        today=asking.today,
        month=asking.month,
        logged=evidence.summed(look.session, asking.month, "logged")[0],
        answers=answers,
        gaps=tuple(Gap(by_question[one], agreed.get(one)) for one in worked_on),
        chosen=bool(chosen),
        kept=_kept(look.session),
    )


def _asking(look: Look) -> Asking:
    zone = ZoneInfo(look.session.get_one(Site, 1).zone)
    today, first = local_day(look.now, zone), evidence.first_day(look.session)
    month = month_of(today, first)
    since, until = month.instants(zone)
    return Asking(look, zone, today, first, month, since, until)


def _answers(asking: Asking, practised: Practised) -> tuple[Answer, ...]:
    cards = evidence.cards_opened(asking.look.session, asking.today - HALF_A_YEAR)
    return (
        Answer(Question.POLICY, evidence.policy(asking)),
        Answer(Question.AUTHORITY, evidence.authority_set(asking)),
        Answer(Question.TRIGGERS, evidence.signs(asking)),
        Answer(Question.WARM, evidence.warm(asking)),
        Answer(Question.TRAINING, TrainingFacts(practised.agents, practised.practised, practised.hidden, cards)),
        Answer(Question.HANDOFF, evidence.handoffs(asking)),
        Answer(Question.TRACKING, evidence.tracking(asking)),
        Answer(Question.FEEDBACK, evidence.feedback(asking)),
    )


def _chosen(session: Session) -> tuple[Question, ...]:
    return tuple(session.scalars(select(ReadinessGap.question).order_by(ReadinessGap.position)))


def _agreed(session: Session, questions: Sequence[Question]) -> dict[Question, ActionView]:
    """Of each the action that is still to be done, the one due first; else the last that is over."""
    found: dict[Question, ActionView] = {}
    keys = [one.value for one in questions]
    for one in actions.views(session, Action.of_kind == ActionOf.GAP, Action.of_key.in_(keys)):
        found.setdefault(Question(one.of_key), one)
    return found


def _kept(session: Session, day: date | None = None) -> tuple[KeptState, ...]:
    query = select(ReadinessState, Staff.name).join(Staff, Staff.id == ReadinessState.staff_id)
    if day is not None:
        query = query.where(ReadinessState.day == day)
    rows = session.execute(query.order_by(ReadinessState.day.desc()).limit(_KEPT)).all()
    return tuple(
        KeptState(row.day, name, {one: State(row.answers[one]) for one in Question if one in row.answers})
        for row, name in rows
    )
