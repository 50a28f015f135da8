"""An invented call with somebody else: the acts of escalations, and of approvals, as their services write them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from deskapp.domain import authority
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    AMOUNTS,
    ApprovalKind,
    ApprovalMeans,
    ApprovalState,
    AttemptResult,
    ClockKind,
    Consent,
    EscalationState,
    EscalationType,
    Transfer,
)
from deskapp.models.base import to_stored
from deskapp.services.escalations.attempts import HANDED_OVER
from deskapp.services.history.kept import Handed, Sought
from deskapp.services.history.people import Agent
from deskapp.services.history.record import Record, microseconds
from deskapp.services.history.setting import Helper


class HandedOn(Record):
    def escalate(
        self,
        at: datetime,
        helper: Helper,
        types: Sequence[EscalationType],
        triggers: Sequence[tuple[str, str]],
        handoff: Mapping[str, str],
        consent: Consent,
        consent_reason: str,
        transfer: Transfer,
        transfer_reason: str,
        next_update: datetime | None,
    ) -> None:
        self._taken_up(at)
        made = Handed(
            next(self._ids.escalation),
            len(self.handed) + 1,
            self.cycle,
            at,
            self.by,
            helper,
            types,
            triggers,
            handoff,
            consent,
            consent_reason,
            transfer,
            transfer_reason,
        )
        self.handed.append(made)
        if transfer in HANDED_OVER:
            self._attempt(at, HANDED_OVER[transfer], "")
        payload: dict[str, Any] = {
            "number": made.number,
            "escalation": made.id,
            "types": [kind.value for kind in types],
            "triggers": [code for code, _reason in triggers],
            "consent": consent.value,
            "handoff": dict(handoff),
            "contact": helper.name,
            "contact_role": helper.role,
            "transfer": transfer.value,
        }
        if next_update is not None:
            payload["next_update"] = to_stored(next_update)
        self._tell(at, EventKind.ESCALATED, payload)
        self._start(ClockKind.ACCEPTANCE, at, target=helper.acceptance[self.priority], escalation=made.id)
        self._start(ClockKind.FIRST_WORD, at, escalation=made.id)
        if consent is not Consent.NOT_ASKED or next_update is not None:
            self._spoke(at, next_update)

    def try_contact(self, at: datetime, result: AttemptResult, words: str) -> None:
        out = self.handed[-1]
        self._attempt(at, result, words)
        payload = {"contact": out.helper.name, "contact_role": out.helper.role, "result": result.value, "words": words}
        self._tell(at, EventKind.CONTACT_TRIED, payload | {"number": out.number, "escalation": out.id})

    def accept(self, at: datetime, by: str, estimate: timedelta | None) -> None:
        out = self.handed[-1]
        self._estimate(at, out, estimate)
        out.state, out.accepted, out.accepted_by = EscalationState.ACCEPTED, at, by
        self._of_escalation(at, EventKind.ACCEPTED, {"by": by}, ClockKind.ACCEPTANCE)

    def hear(self, at: datetime, words: str, estimate: timedelta | None) -> None:
        self._estimate(at, self.handed[-1], estimate)
        self._of_escalation(at, EventKind.HEARD, {"words": words}, ClockKind.FIRST_WORD)

    def refuse(self, at: datetime, reason: str) -> None:
        out = self.handed[-1]
        out.state, out.outcome, out.ended = EscalationState.REFUSED, reason, at
        self._of_escalation(at, EventKind.REFUSED, {"words": reason}, ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD)

    def give_back(self, at: datetime, outcome: str, done: str, ref: str, fixed: datetime | None) -> None:
        out = self.handed[-1]
        out.accepted = out.accepted or at
        out.state, out.outcome, out.ended = EscalationState.RETURNED, outcome, at
        out.done, out.reference, out.fixed = done, ref, fixed
        more: dict[str, Any] = {"words": outcome, "done": done}
        if ref:
            more["reference"] = ref
        if fixed is not None:
            more["fixed_at"] = to_stored(fixed)
        self.back_from = out.helper.name
        self._of_escalation(at, EventKind.RETURNED, more, ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD)

    def ask(self, at: datetime, kind: ApprovalKind, amount: int | None, reason: str) -> None:
        """Ask somebody above, by its owner."""
        self._taken_up(at)
        needs = authority.lowest_level(kind, amount, self._setting.limits)
        asked = Sought(next(self._ids.approval), kind, amount, reason, needs, at, self.by)
        self.sought.append(asked)
        self._tell(at, EventKind.APPROVAL_ASKED, self._asked(asked))

    def grant(self, at: datetime, above: Agent, words: str) -> None:
        """What was asked last, by somebody above who is signed in."""
        self._decide(at, above, ApprovalState.GRANTED, EventKind.APPROVAL_GRANTED, words)

    def deny(self, at: datetime, above: Agent, words: str) -> None:
        """Refused, with the reason."""
        self._decide(at, above, ApprovalState.REFUSED, EventKind.APPROVAL_REFUSED, words)

    def _decide(self, at: datetime, above: Agent, state: ApprovalState, kind: EventKind, words: str) -> None:
        asked = self.sought[-1]
        asked.state, asked.decided, asked.decided_by, asked.words = state, at, above.id, words
        asked.version += 1
        payload = self._asked(asked) | {"by": above.name, "means": ApprovalMeans.SIGNED_IN.value, "words": words}
        self._tell(at, kind, payload, by=above.id)

    def _asked(self, asked: Sought) -> dict[str, Any]:
        return {
            "approval": asked.id,
            "kind": asked.kind.value,
            "amount": asked.amount,
            "currency": self.currency_of(asked),
            "reason": asked.reason,
            "needs": asked.needs.value,
        }

    def currency_of(self, asked: Sought) -> str:
        return self._setting.currency if asked.kind in AMOUNTS else ""

    def _attempt(self, at: datetime, result: AttemptResult, words: str) -> None:
        out = self.handed[-1]
        row = (next(self._ids.attempt), self.id, out.helper.id, out.id, to_stored(at), self.by, result.value, words)
        self.attempts.append(row)

    def _estimate(self, at: datetime, out: Handed, length: timedelta | None) -> None:
        if length is not None:
            out.estimate = length
            self.estimates.append((next(self._ids.estimate), out.id, to_stored(at), self.by, microseconds(length)))

    def _of_escalation(self, at: datetime, kind: EventKind, more: Mapping[str, Any], *stops: ClockKind) -> None:
        out = self.handed[-1]
        out.version += 1
        payload: dict[str, Any] = {
            "number": out.number,
            "escalation": out.id,
            "contact": out.helper.name,
            "contact_role": out.helper.role,
        }
        if out.estimate is not None:
            payload["estimate"] = int(out.estimate.total_seconds())
        for clock in self._running(*stops):
            if clock.escalation == out.id:
                clock.stopped = at
                self._judge(clock)
        self._tell(at, kind, payload | {name: value for name, value in more.items() if value})
