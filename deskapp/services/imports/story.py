"""What the rows of one call tell, folded in their order: its states, waits, clocks, hand-offs and timeline.

Pure: rows in, a Story out. "The newest, by its time then its count of changes, is its state."
"""

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import UNRESOLVED_STATES, CallState, ClockKind, PauseReason, Priority, Verdict
from deskapp.services.imports.meanings import Mapping, StateMeaning
from deskapp.services.imports.rows import Row
from deskapp.services.tabular.rows import BadRow


@dataclass(slots=True)
class Wait:
    cycle: int
    reason: PauseReason
    began: datetime
    ended: datetime | None = None


@dataclass(slots=True)
class StoryClock:
    """A clock without its target, which is the desk's policy's."""

    kind: ClockKind
    cycle: int
    started: datetime
    stopped: datetime | None = None
    #: The list's own verdict, kept as it was.
    verdict: Verdict | None = None
    #: Whether the list tells when it ended: else there is nothing to say of it.
    known: bool = True


@dataclass(slots=True)
class HandOff:
    """The call went to another group, or to a supplier, until somebody else took it or it was solved."""

    number: int
    cycle: int
    made: datetime
    name: str
    to_supplier: bool
    held_by: str
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A line of the timeline besides the row's own."""

    kind: EventKind
    field: str | None = None
    was: str | None = None
    becomes: str | None = None
    number: int | None = None
    name: str = ""


@dataclass(slots=True)
class Moment:
    """A row, and what it changed."""

    row: Row
    #: The cells that differ from the row before; of the first row, all.
    facts: dict[str, str]
    state_was: CallState | None
    state: CallState
    reopened: bool = False
    lines: list[StoryLine] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    newest: Row
    logged: datetime
    state: CallState
    cycle: int
    priority: Priority
    resolved: datetime | None
    ended: datetime | None
    waits: list[Wait]
    clocks: list[StoryClock]
    hand_offs: list[HandOff]
    #: (from when, priority), oldest first.
    priorities: list[tuple[datetime, Priority]]
    moments: list[Moment]
    #: The customer's own deadline.
    deadline: datetime | None
    #: What its newest row tells and cannot be so.
    remarks: list[BadRow]

    @property
    def impossible(self) -> bool:
        """Whether it is over before it began: then the list is wrong about it, and nobody knows in what."""
        return self.state not in UNRESOLVED_STATES and self.newest.at < self.logged


def fold(rows: Sequence[Row], mapping: Mapping, answered: bool) -> Story:
    """Fold the rows of one call, in order. answered: a call by this channel is answered when it is logged."""
    return _Fold(mapping, answered).of(rows)


class _Fold:
    def __init__(self, mapping: Mapping, answered: bool) -> None:
        self.mapping = mapping
        self.answered = answered
        self.cycle = 1
        self.state: CallState | None = None
        self.waits: list[Wait] = []
        self.clocks: list[StoryClock] = []
        self.hand_offs: list[HandOff] = []
        self.priorities: list[tuple[datetime, Priority]] = []
        self.group = ""
        self.out: HandOff | None = None
        self.supplier_out: HandOff | None = None
        self.chase: StoryClock | None = None
        self.resolved: datetime | None = None
        self.ended: datetime | None = None
        #: Whether the list tells when it was solved.
        self.end_known = False
        #: Since when it is known to be solved.
        self.solved_since: datetime | None = None
        #: The names of the instants of the row at hand that lie where they may.
        self.taken: set[str] = set()

    def of(self, rows: Sequence[Row]) -> Story:
        logged = rows[0].meaning.opened_at
        self._begin_cycle(logged)
        moments = []
        before: Row | None = None
        for row in rows:
            moments.append(self._take(row, before))
            before = row
        newest = rows[-1]
        assert self.state is not None  # a call has at least one row
        due = newest.meaning.due_at
        if due is not None and due >= logged:
            self.taken.add("due_at")
        return Story(
            newest=newest,
            logged=logged,
            state=self.state,
            cycle=self.cycle,
            priority=self.priorities[-1][1],
            resolved=self.resolved,
            ended=self.ended,
            waits=self.waits,
            clocks=[clock for clock in self.clocks if clock.known],
            hand_offs=self.hand_offs,
            priorities=self.priorities,
            moments=moments,
            deadline=due if "due_at" in self.taken else None,
            remarks=self._remarks(newest),
        )

    def _remarks(self, row: Row) -> list[BadRow]:
        """Instants that lie before the beginning or after the row was written: the list says so, and it was not."""
        said = {
            "first_answer_at": row.meaning.first_answer_at,
            "resolved_at": None if self.state in UNRESOLVED_STATES else row.meaning.resolved_at,
            "closed_at": row.meaning.closed_at if self.state is CallState.ARCHIVED else None,
            "due_at": row.meaning.due_at,
        }
        return [
            BadRow(row.line, "instant_not_taken", {"column": self.mapping.columns[name], "value": row.facts[name]})
            for name, at in said.items()
            if at is not None and name not in self.taken
        ]

    def _take(self, row: Row, before: Row | None) -> Moment:
        state, was = row.meaning.state.state, self.state
        facts = row.facts if before is None else _changed(before.facts, row.facts, self.mapping.place)
        counted = before is not None and row.meaning.reopened > before.meaning.reopened
        moment = Moment(row, facts, was, state)
        self.taken = set()
        if was is CallState.ARCHIVED and (counted or state is not CallState.ARCHIVED):
            moment.reopened = True
            self.cycle += 1
            self._end_resolved(row.at)
            self.resolved = self.ended = None
            self._begin_cycle(row.at)
        elif was is CallState.RESOLVED and (counted or state in UNRESOLVED_STATES):
            # "If the customer does not agree, the resolution clock goes on where it was."
            moment.reopened = True
            self._end_resolved(row.at)
            self.resolved = self.solved_since = None
        self.state = state
        self._answer(row)
        self._solve(row, was)
        self._wait(row.meaning.state, row.at)
        self._priority(row, before, moment)
        self._group(row, moment)
        self._supplier(row, moment)
        return moment

    def _begin_cycle(self, at: datetime) -> None:
        self.began, self.end_known, self.solved_since = at, False, None
        self.response = StoryClock(ClockKind.RESPONSE, self.cycle, at)
        if self.answered:
            self.response.stopped, self.response.verdict = at, Verdict.MET
        self.resolution = StoryClock(ClockKind.RESOLUTION, self.cycle, at)
        self.clocks += (self.response, self.resolution)

    def _end_resolved(self, at: datetime) -> None:
        self._wait(StateMeaning(CallState.OPEN), at)
        if self.chase is not None:
            self.chase.stopped = max(at, self.chase.started)
            self.chase = None

    def _said(self, row: Row, name: str, at: datetime | None) -> datetime | None:
        """An instant that the row tells, if it lies between the beginning and the row's own time.

        Lists tell the end of a story on its first row too; what had not happened by then is not taken.
        """
        if at is None or not self.began <= at <= row.at:
            return None
        self.taken.add(name)
        return at

    def _answer(self, row: Row) -> None:
        """The response is known to have ended where the list says when, or it was a call by phone; else it runs while
        the call is new, and of one that somebody works on nobody knows."""
        said = self._said(row, "first_answer_at", row.meaning.first_answer_at)
        if self.answered:
            return
        if said is not None and self.response.cycle == self.cycle:
            self.response.stopped, self.response.known = said, True
        elif self.response.stopped is None:
            self.response.known = self.response.known and row.meaning.state.state is CallState.NEW

    def _solve(self, row: Row, was: CallState | None) -> None:
        state = row.meaning.state.state
        if state in UNRESOLVED_STATES:
            return
        resolved = self._said(row, "resolved_at", row.meaning.resolved_at)
        closed = self._said(row, "closed_at", row.meaning.closed_at) if state is CallState.ARCHIVED else None
        # Of a call that is solved on the first row that there is of it, only the list can tell when.
        self.end_known = self.end_known or resolved is not None or closed is not None or was in UNRESOLVED_STATES
        self.resolved = resolved or self.resolved or closed or row.at
        if self.solved_since is None:
            # Where the list was seen to change, clocks go by when: as of any instant they are what was known then.
            self.solved_since = self.resolved if was is None else row.at
        since = max(self.resolved, self.solved_since)
        if state is CallState.RESOLVED:
            if self.chase is None:
                self.chase = StoryClock(ClockKind.CHASE, self.cycle, self.solved_since)
                self.clocks.append(self.chase)
            return
        # Not before: a resolved call may open again, and its clock then goes on where it was.
        self.resolution.stopped = max(since, self.resolution.started)
        self.resolution.verdict = row.meaning.met
        self.resolution.known = self.end_known or row.meaning.met is not None
        self.ended = max(closed or self.ended or row.at, self.resolved)
        self._end_resolved(row.at if was is CallState.RESOLVED else self.solved_since)

    def _wait(self, meaning: StateMeaning, at: datetime) -> None:
        reason = meaning.waits_for
        if meaning.state is CallState.RESOLVED and self.solved_since is not None:
            reason, at = PauseReason.AGREEMENT, self.solved_since
        last = self.waits[-1] if self.waits and self.waits[-1].ended is None else None
        if last is not None:
            if last.reason is reason:
                return
            at = last.ended = max(at, last.began)
        if reason is not None:
            self.waits.append(Wait(self.cycle, reason, at))

    def _priority(self, row: Row, before: Row | None, moment: Moment) -> None:
        now = row.meaning.priority or (self.priorities[-1][1] if self.priorities else Priority.P3)
        if not self.priorities:
            self.priorities.append((row.at, now))
        elif now is not self.priorities[-1][1]:
            was = self.priorities[-1][1]
            self.priorities.append((row.at, now))
            moment.lines.append(StoryLine(EventKind.PRIORITY, "priority", was.value, now.value))

    def _group(self, row: Row, moment: Moment) -> None:
        """The first group is simply where the call was; each change to another known one is an escalation."""
        group = row.facts.get("group", "")
        if group not in self.mapping.unknown and group != self.group:
            self._returned(self.out, row.at, moment)
            self.out = None
            if self.group:
                self.out = self._handed_off(row, group, False, moment)
            self.group = group
        if row.meaning.state.state not in UNRESOLVED_STATES:
            self._returned(self.out, row.at, moment)
            self.out = None

    def _supplier(self, row: Row, moment: Moment) -> None:
        name = row.facts.get("supplier", "")
        if row.meaning.state.waits_for is not PauseReason.SUPPLIER or name in self.mapping.unknown:
            name = ""
        if self.supplier_out is not None and self.supplier_out.name != name:
            self._returned(self.supplier_out, row.at, moment)
            self.supplier_out = None
        if name and self.supplier_out is None:
            self.supplier_out = self._handed_off(row, name, True, moment)

    def _handed_off(self, row: Row, name: str, to_supplier: bool, moment: Moment) -> HandOff:
        held_by = row.facts.get("assigned_to", "")
        made = HandOff(
            number=len(self.hand_offs) + 1,
            cycle=self.cycle,
            made=row.at,
            name=name,
            to_supplier=to_supplier,
            held_by="" if to_supplier or held_by in self.mapping.unknown else held_by,
        )
        self.hand_offs.append(made)
        moment.lines.append(StoryLine(EventKind.ESCALATED, number=made.number, name=name))
        return made

    def _returned(self, out: HandOff | None, at: datetime, moment: Moment) -> None:
        if out is not None:
            out.ended = at
            moment.lines.append(StoryLine(EventKind.RETURNED, number=out.number, name=out.name))


def _changed(before: dict[str, str], after: dict[str, str], place: Sequence[str]) -> dict[str, str]:
    """What a row tells anew. Its place among the others is always kept, so that it can be found again."""
    changed = dict(after.items() - before.items())
    for name in place:
        if name in after:
            changed[name] = after[name]
    return changed
