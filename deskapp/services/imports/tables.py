"""Writing stories of imported calls into the tables, many rows at a time, within the import's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import delete, select, update

from deskapp.domain import sla
from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    UNRESOLVED_STATES,
    CallState,
    Channel,
    ClockKind,
    Consent,
    EscalationState,
    EscalationType,
    HandoffPart,
    Impact,
    PauseReason,
    Priority,
    Urgency,
    Verdict,
)
from deskapp.models.base import to_stored
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockChange, ClockRow, Pause
from deskapp.models.endings import Voiding
from deskapp.models.escalations import Escalation
from deskapp.models.imports import ImportBatch
from deskapp.models.site import Site
from deskapp.services.clocks import clocks
from deskapp.services.imports import call_texts, timeline
from deskapp.services.imports.meanings import Mapping
from deskapp.services.imports.people import People
from deskapp.services.imports.story import Moment, Story, StoryClock, StoryLine
from deskapp.services.imports.timeline import Told
from deskapp.services.rules import Target
from deskapp.services.texts import reference as reference_of
from deskapp.services.work import Look
from deskapp.storage import call_words, search
from deskapp.storage.bulk import NewRows

#: Clocks that a resolved call no longer has to keep: they are decided, though not final before the agreement.
_DECIDED = (ClockKind.RESPONSE, ClockKind.RESOLUTION)


_NOTHING_DUE = clocks.NextDue()

Spans = tuple[tuple[datetime, datetime | None], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A story with what it needs to be written. `known`: the id of the call that is there already."""

    story: Story
    known: int | None = None
    #: Whether it went with an import that was undone, and comes back.
    undone: bool = False


class Tables:
    """One import's way into the tables."""

    def __init__(self, look: Look, mapping: Mapping, import_id: int) -> None:
        self._import_id = import_id
        session = self._session = look.session
        self._rules = look.rules
        self._mapping = mapping
        self._now = look.now
        site = session.get_one(Site, 1)
        self._stops = {PauseReason.SUPPLIER: site.supplier_pauses, PauseReason.OTHER: site.other_pauses}
        self._policy = look.rules.in_force(session)
        self._targets: dict[tuple[Priority, ClockKind], Target | None] = {}
        self._new = NewRows(session)
        self._people = People(session, mapping, self._new)
        self._staff_id = self._people.staff(mapping.texts.importer) if look.viewer is None else look.viewer
        self._lines: list[Told] = []
        self._to_index: list[search.Row] = []
        self._words: list[tuple[int, Sequence[str]]] = []
        #: Calls that were there, with their columns as they are now.
        self._moved_on: list[tuple[int, dict[str, Any]]] = []

    def answered(self, channel: Channel) -> bool:
        """Whether a call by this channel is answered when it is logged."""
        return self._policy.phone_answers and channel is Channel.PHONE

    def write(self, batch: Sequence[Written]) -> None:
        """Write some calls: what they stand at, and their timeline."""
        for written in batch:
            self._call(written)
        self._new.insert()
        # Only now whom they name is there.
        learned = self._people.write_more(self._session)
        for call_id, columns in self._moved_on:
            self._session.execute(update(Call).where(Call.id == call_id).values(**columns, version=Call.version + 1))
        self._moved_on.clear()
        search.write_all(self._session, self._to_index)
        call_words.write_all(self._session, self._words)
        known = [written.known for written in batch if written.known is not None]
        for call_id in known:
            search.write_again(self._session, call_id)
        self._to_index.clear()
        self._words.clear()
        timeline.record(self._session, self._mapping.source, self._import_id, self._lines, self._now)
        if learned:
            known += self._session.scalars(select(Call.id).where(Call.customer_id.in_(learned)))
        call_words.write_again(self._session, known)
        self._lines.clear()

    def begin(self, batch: ImportBatch) -> None:
        """Put down which import it is, before its first row."""
        self._new.insert()
        self._session.add(batch)
        self._session.flush()

    @property
    def staff_id(self) -> int:
        """Whose import it is."""
        return self._staff_id

    def told(self, call_id: int, kind: EventKind, was: CallState, state: CallState) -> None:
        """A line of the import itself about a call, at its end."""
        payload = {"source": self._mapping.source, "import": self._import_id}
        change = ("state", was.value, state.value)
        self._lines.append(Told(None, kind, self._now, self._staff_id, call_id, *change, payload))

    def made(self) -> dict[str, list[int]]:
        """From which id to which rows of people and categories were made, by table."""
        return self._people.made(self._session)

    def _call(self, written: Written) -> None:
        story = written.story
        facts = story.newest.facts
        call_id = written.known or self._new.next_id(Call)
        if written.known is not None:
            if written.undone:
                self._bring_back(written.known, story.state)
            self._clear(written.known)
        caller = self._people.customer(facts)
        columns = self._columns(story) | {"customer_id": caller.id}
        self._escalations(story, call_id, columns["summary"])
        pauses = self._pauses(story, call_id)
        due = self._clocks(story, call_id, pauses)
        columns |= due.columns()
        columns["paused"] = next((reason for reason, _began, ended in pauses if ended is None), None)
        out = [made.name for made in story.hand_offs if made.ended is None]
        columns["with_name"] = out[-1] if out else None
        if written.known is None:
            self._new.add(Call, columns | {"id": call_id, "policy_version_id": self._policy.id, "version": 1})
            of_call = (columns["details"], columns["wants"], columns["solution"])
            self._to_index.append((call_id, columns["summary"], " ".join(of_call)))
            whose = (reference_of(call_id), story.newest.reference, caller.who, caller.numbers)
            names = (made.name for made in story.hand_offs)
            self._words.append((call_id, (*whose, columns["summary"], *of_call, *names)))
        else:
            self._moved_on.append((written.known, columns))
        for moment in story.moments:
            if not moment.row.told:
                self._tell(story, moment, call_id)

    def _bring_back(self, call_id: int, state: CallState) -> None:
        """A call that is void with its import becomes what it was, and then what the list says now."""
        voiding = self._session.scalars(
            select(Voiding).where(Voiding.call_id == call_id, Voiding.undone_at.is_(None))
        ).one()
        voiding.undone_at, voiding.undone_by_id = max(self._now, voiding.at), self._staff_id
        self._session.flush()
        self._session.execute(update(Call).where(Call.id == call_id).values(state=voiding.was))
        payload = {"source": self._mapping.source, "import": self._import_id}
        change = ("state", CallState.VOID.value, state.value)
        self._lines.append(Told(None, EventKind.RESTORED, self._now, self._staff_id, call_id, *change, payload))

    def _clear(self, call_id: int) -> None:
        """Take away what an earlier import made of a call that nobody has worked on; its timeline stays."""
        of_call = select(ClockRow.id).where(ClockRow.call_id == call_id)
        self._session.execute(delete(ClockChange).where(ClockChange.clock_id.in_(of_call)))
        for table in (ClockRow, Pause, Escalation):
            self._session.execute(delete(table).where(table.call_id == call_id))

    def _columns(self, story: Story) -> dict[str, Any]:
        newest, facts, texts = story.newest, story.newest.facts, self._mapping.texts
        solved = story.state in (CallState.RESOLVED, CallState.ARCHIVED)
        opened_by = self._people.staff(self._mapping.known(facts, "opened_by") or texts.importer)
        held_by = self._mapping.known(facts, "assigned_to")
        owner = self._people.works_here(held_by) if held_by else None
        return {
            "owner_id": opened_by if owner is None else owner,
            "logged_by_id": opened_by,
            "logged_at": story.logged,
            "channel": newest.meaning.channel or Channel.OTHER,
            "category_id": self._people.category(self._mapping.known(facts, "category") or texts.unknown_category),
            "summary": call_texts.summary(self._mapping, newest),
            "details": call_texts.details(self._mapping, facts, held_by if owner is None else ""),
            "wants": call_texts.filled(self._mapping, texts.wants, facts),
            "customer_deadline": story.deadline,
            "impact": newest.meaning.impact or Impact.ONE,
            "urgency": newest.meaning.urgency or Urgency.SOON,
            "priority": story.priority,
            "state": story.state,
            "cycle": story.cycle,
            "resolved_at": story.resolved,
            "ended_at": story.ended,
            "solution": call_texts.filled(self._mapping, texts.solution, facts) if solved else "",
            "source": self._mapping.source,
            "source_ref": newest.reference,
        }

    def _escalations(self, story: Story, call_id: int, summary: str) -> None:
        for made in story.hand_offs:
            self._new.add(
                Escalation,
                {
                    "call_id": call_id,
                    "number": made.number,
                    "cycle": made.cycle,
                    "made_at": made.made,
                    "made_by_id": self._staff_id,
                    "state": EscalationState.ACCEPTED if made.ended is None else EscalationState.RETURNED,
                    "types": [EscalationType.FUNCTIONAL.value],
                    "triggers": [],
                    "contact_id": self._people.contact(made.name, to_supplier=made.to_supplier),
                    "handoff": {HandoffPart.ISSUE.value: summary},
                    "consent": Consent.NOT_ASKED,
                    "accepted_at": made.made,
                    "accepted_by": made.held_by,
                    "ended_at": made.ended,
                },
            )

    def _pauses(self, story: Story, call_id: int) -> list[tuple[PauseReason, datetime, datetime | None]]:
        """Write the waits; gives back those that stop clocks, as the site has it."""
        for wait in story.waits:
            self._new.add(
                Pause,
                {
                    "call_id": call_id,
                    "cycle": wait.cycle,
                    "reason": wait.reason,
                    "stops_clocks": self._stops.get(wait.reason, True),
                    "began_at": wait.began,
                    "ended_at": wait.ended,
                },
            )
        return [(wait.reason, wait.began, wait.ended) for wait in story.waits if self._stops.get(wait.reason, True)]

    def _clocks(
        self, story: Story, call_id: int, pauses: Iterable[tuple[PauseReason, datetime, datetime | None]]
    ) -> clocks.NextDue:
        spans = tuple((began, ended) for _reason, began, ended in pauses)
        running: list[tuple[sla.ClockFacts, int | None, datetime | None]] = []
        for clock in story.clocks:
            terms = self._terms(story, clock)
            target = terms[-1][1]
            if target is None:
                continue
            row = clocks.row(call_id, clock.cycle, clock.kind, clock.started, target=target)
            row["stopped_at"], row["verdict"] = clock.stopped, clock.verdict
            if clock.kind is ClockKind.RESPONSE and clock.stopped is not None:
                row["verdict"], row["margin"] = self._answer(clock, target, spans)
            if clock.stopped is None and not (story.state is CallState.RESOLVED and clock.kind in _DECIDED):
                facts = self._facts(clock, target, spans)
                row["due_at"] = sla.due(facts)
                running.append((facts, target.calendar_version_id, row["due_at"]))
            clock_id = self._new.add(ClockRow, row)
            for (_since, was), (until, _now) in pairwise(terms):
                self._new.add(
                    ClockChange,
                    {
                        "clock_id": clock_id,
                        "until": until,
                        "target": was.length if was else None,
                        "calendar_version_id": was.calendar_version_id if was else None,
                        "fixed_at": None,
                    },
                )
        if story.deadline is not None and story.state in UNRESOLVED_STATES:
            fixed = story.deadline
            row = clocks.row(call_id, story.cycle, ClockKind.DEADLINE, story.logged, fixed=fixed)
            self._new.add(ClockRow, row | {"due_at": fixed})
            facts = sla.ClockFacts(kind=ClockKind.DEADLINE, started=story.logged, fixed=fixed)
            running.append((facts, None, fixed))
        return clocks.next_due(running) if running else _NOTHING_DUE

    def _terms(self, story: Story, clock: StoryClock) -> list[tuple[datetime, Target | None]]:
        """What a clock promised, from when: the target of each priority that the call had while it ran."""
        terms: list[tuple[datetime, Priority]] = [(clock.started, story.priorities[0][1])]
        for since, priority in story.priorities:
            if since <= clock.started:
                terms = [(clock.started, priority)]
            elif clock.stopped is None or since < clock.stopped:
                terms.append((since, priority))
        found = [(since, self._target(priority, clock.kind)) for since, priority in terms]
        return [term for i, term in enumerate(found) if i == 0 or term[1] != found[i - 1][1]]

    def _target(self, priority: Priority, kind: ClockKind) -> Target | None:
        case = priority, kind
        if case not in self._targets:
            self._targets[case] = self._policy.target(priority, kind)
        return self._targets[case]

    def _facts(self, clock: StoryClock, target: Target, spans: Spans) -> sla.ClockFacts:
        return sla.ClockFacts(
            kind=clock.kind,
            started=clock.started,
            target=target.length,
            calendar=self._rules.calendar(self._session, target.calendar_version_id),
            pauses=spans,
            stopped=clock.stopped,
        )

    def _answer(self, clock: StoryClock, target: Target, spans: Spans) -> tuple[Verdict | None, timedelta | None]:
        """Of a response that the list tells the end of, but no verdict: so it is ours."""
        if clock.stopped == clock.started:
            return Verdict.MET, target.length
        return sla.verdict(self._facts(clock, target, spans)) or (None, None)

    def _moved(self, story: Story, at: datetime, line: StoryLine) -> dict[str, int]:
        """The deadline before and after a change of priority, as it was told then."""
        began = [
            clock.started
            for clock in story.clocks
            if clock.kind is ClockKind.RESOLUTION
            and clock.started <= at
            and (clock.stopped is None or at < clock.stopped)
        ]
        spans = tuple(
            (wait.began, wait.ended if wait.ended is not None and wait.ended <= at else None)
            for wait in story.waits
            if wait.began <= at and self._stops.get(wait.reason, True)
        )
        dues: dict[str, int] = {}
        for name, priority in (("due_was", line.was), ("due", line.becomes)):
            if priority is None or not began:
                continue
            target = self._target(Priority(priority), ClockKind.RESOLUTION)
            if target is None:
                continue
            clock = StoryClock(ClockKind.RESOLUTION, story.cycle, began[-1])
            due = sla.due(self._facts(clock, target, spans))
            if due is not None:
                dues[name] = to_stored(due)
        return dues

    def _tell(self, story: Story, moment: Moment, call_id: int) -> None:
        row, was, state = moment.row, moment.state_was, moment.state
        by = self._mapping.known(row.facts, "changed_by")
        source: dict[str, Any] = {"source": self._mapping.source, "import": self._import_id}
        if by:
            source["by"] = by
        payload: dict[str, Any] = {**source, "line": row.line, "facts": moment.facts}
        if moment.reopened:
            payload["reopened"] = True
        key = (row.kept_key, row.digest)
        told = Told(key, EventKind.IMPORTED, row.at, self._staff_id, call_id, None, None, None, payload)
        if state is not was:
            told = told._replace(field="state", was=was.value if was else None, becomes=state.value)
        self._lines.append(told)
        for line in moment.lines:
            payload = source if line.number is None else {**source, "number": line.number, "contact": line.name}
            if line.field == "priority":
                payload = {**source, **self._moved(story, row.at, line)}
            if line.kind == EventKind.ESCALATED:
                payload |= {"types": [EscalationType.FUNCTIONAL.value], "consent": Consent.NOT_ASKED.value}
            self._lines.append(
                Told(None, line.kind, row.at, self._staff_id, call_id, line.field, line.was, line.becomes, payload)
            )
