"""What the rows of one call tell, folded in their order: its states, waits, clocks, hand-offs and timeline.

Pure: rows in, a Story out. "The newest, by its time then its count of changes, is its state."
"""

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import UNRESOLVED_STATES, CallState, ClockKind, PauseReason, Priority, Verdict
from deskapp.services.imports.mapping import Mapping, StateMeaning
from deskapp.services.imports.rows import Row

#: The cells that give a row its place.
PLACE = ("changed_at", "change")


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
        self.response: StoryClock | None = None
        self.resolution: StoryClock | None = None
        self.chase: StoryClock | None = None
        self.resolved: datetime | None = None
        self.ended: datetime | None = None

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
        return Story(
            newest=newest,
            logged=logged,
            state=self.state,
            cycle=self.cycle,
            priority=self.priorities[-1][1],
            resolved=self.resolved,
            ended=self.ended,
            waits=self.waits,
            clocks=self.clocks,
            hand_offs=self.hand_offs,
            priorities=self.priorities,
            moments=moments,
        )

    def _take(self, row: Row, before: Row | None) -> Moment:
        state, was = row.meaning.state.state, self.state
        facts = row.facts if before is None else _changed(before.facts, row.facts)
        counted = before is not None and row.meaning.reopened > before.meaning.reopened
        moment = Moment(row, facts, was, state)
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
            self.resolved = None
        self.state = state
        self._wait(row.meaning.state, row.at)
        self._priority(row, before, moment)
        self._group(row, moment)
        self._supplier(row, moment)
        self._clocks(row)
        return moment

    def _begin_cycle(self, at: datetime) -> None:
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

    def _wait(self, meaning: StateMeaning, at: datetime) -> None:
        reason = PauseReason.AGREEMENT if meaning.state is CallState.RESOLVED else meaning.waits_for
        last = self.waits[-1] if self.waits and self.waits[-1].ended is None else None
        if last is not None and last.reason is reason:
            return
        if last is not None:
            last.ended = at
        if reason is not None:
            self.waits.append(Wait(self.cycle, reason, at))

    def _clocks(self, row: Row) -> None:
        at, state = row.at, row.meaning.state.state
        if self.response is not None and self.response.stopped is None and state is not CallState.NEW:
            self.response.stopped = max(at, self.response.started)
        if state in UNRESOLVED_STATES or self.resolution is None:
            return
        self.resolved = self._resolved_at(row)
        if state is CallState.ARCHIVED:
            # Not before: a resolved call may open again, and its clock then goes on where it was.
            self.resolution.stopped = max(self.resolved, self.resolution.started)
            self.resolution.verdict = row.meaning.met
            self._end_resolved(at)
            self.ended = self.ended or at
        elif self.chase is None:
            self.chase = StoryClock(ClockKind.CHASE, self.cycle, at)
            self.clocks.append(self.chase)

    def _resolved_at(self, row: Row) -> datetime:
        """When it was solved: as the list says, if that lies between this solving and the row; else by the rows.

        Lists tell the end of a story on its first row too; what had not happened by then is not taken.
        """
        since = self.resolved or row.at
        said = row.meaning.resolved_at
        return said if said is not None and since <= said <= row.at else since

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


def _changed(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """What a row tells anew. Its place among the others is always kept, so that it can be found again."""
    changed = dict(after.items() - before.items())
    for name in PLACE:
        if name in after:
            changed[name] = after[name]
    return changed
