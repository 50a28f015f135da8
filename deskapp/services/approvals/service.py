"""Approvals by somebody above, as the screens ask for them: asked, granted, refused, confirmed, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ApprovalMeans, ApprovalState, Role
from deskapp.models.approvals import Approval
from deskapp.models.calls import Call
from deskapp.models.site import Staff
from deskapp.services.approvals import asking as approval_asking
from deskapp.services.approvals import authority
from deskapp.services.approvals import reading as approval_reading
from deskapp.services.approvals.views import ApprovalView, AuthorityView
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.staff import pins
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.approvals.acts import ApprovalAnswer, AskApproval, SaveAuthority


class Approvals:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # Reading

    def open(self) -> tuple[ApprovalView, ...]:
        """What waits for somebody above: asked and not decided, or told by phone and unconfirmed."""
        with self._work.read() as session:
            self._work.must_be(session, Role.SUPERVISOR)
            return approval_reading.waiting(session)

    def of_call(self, call_id: int) -> tuple[ApprovalView, ...]:
        with self._work.read() as session:
            return approval_reading.of_call(session, the_call(session, call_id).id)

    def limits(self) -> AuthorityView:
        with self._work.read() as session:
            return authority.view(session)

    # Asking

    def ask(self, act: AskApproval) -> Done[ApprovalView]:
        """Ask somebody above; what they said at once, by PIN or phone, is recorded in the same act."""
        approval_asking.check_pin(self._work, act.answer)
        with self._work.act() as unit:
            call = the_call(unit.session, act.call_id)
            approval_asking.asked(unit, call, act)
            newest = approval_reading.of_call(unit.session, call.id)[-1].id
            return _done(unit, call, newest)

    def withdraw(self, approval_id: int, words: str = "") -> Done[ApprovalView]:
        """Taken back while nobody has decided it, by whoever asked or a supervisor."""
        with self._work.act() as unit:
            row = approval_asking.the_one(unit.session, approval_id)
            if unit.staff.id != row.asked_by_id and not unit.allows(Role.SUPERVISOR):
                raise NotAllowed(Refusal.APPROVAL_NOT_YOURS, name=unit.session.get_one(Staff, row.asked_by_id).name)
            approval_asking.refuse_decided(unit.session, row)
            row.state = ApprovalState.WITHDRAWN
            row.version += 1
            told = approval_asking.told(row) | {"words": clean(words)}
            unit.tell(EventKind.APPROVAL_WITHDRAWN, row.call_id, payload=told)
            return _done(unit, the_call(unit.session, row.call_id), row.id)

    # Deciding

    def grant(self, approval_id: int, words: str = "") -> Done[ApprovalView]:
        """Granted by whoever is signed in, who must stand above and have the authority."""
        return self._decide(approval_id, True, words)

    def refuse(self, approval_id: int, words: str) -> Done[ApprovalView]:
        """Refused, with the reason, by whoever could grant it."""
        return self._decide(approval_id, False, words)

    def answer(self, approval_id: int, answer: ApprovalAnswer) -> Done[ApprovalView]:
        """What somebody above said who is not signed in here: on the spot by their PIN, or by phone, unconfirmed."""
        approval_asking.check_pin(self._work, answer)
        with self._work.act() as unit:
            row = approval_asking.the_one(unit.session, approval_id)
            approval_asking.answered(unit, row, answer)
            return _done(unit, the_call(unit.session, row.call_id), row.id)

    def _decide(self, approval_id: int, granted: bool, words: str) -> Done[ApprovalView]:
        with self._work.act(Role.SUPERVISOR) as unit:
            row = approval_asking.the_one(unit.session, approval_id)
            approval_asking.decided(unit, row, granted, words)
            return _done(unit, the_call(unit.session, row.call_id), row.id)

    # What was told by phone

    def confirm(self, approval_id: int, words: str = "", pin: str | None = None) -> Done[ApprovalView]:
        """Whoever decided by phone says so themselves, signed in or by their PIN; no one else can.

        For somebody outside a manager confirms, and says where it is in writing.
        """
        self._check_pin(approval_id, pin)
        with self._work.act() as unit:
            row = approval_asking.the_one(unit.session, approval_id)
            by_id = _who_confirms(unit, row, words, pin)
            row.confirmed_at, row.confirmed_by_id = unit.now, by_id
            row.version += 1
            _say(unit, row, EventKind.APPROVAL_CONFIRMED, by_id, words)
            return _done(unit, the_call(unit.session, row.call_id), row.id)

    def deny(self, approval_id: int, words: str = "", pin: str | None = None) -> Done[ApprovalView]:
        """It was not so: what was told as granted is refused; what was told as refused is asked again."""
        self._check_pin(approval_id, pin)
        with self._work.act() as unit:
            row = approval_asking.the_one(unit.session, approval_id)
            by_id = _who_confirms(unit, row, words, pin)
            _say(unit, row, EventKind.APPROVAL_DENIED, by_id, words)
            if row.state is ApprovalState.GRANTED:
                row.state, row.decided_at, row.words = ApprovalState.REFUSED, unit.now, clean(words)
                if row.decided_by_id is None:
                    row.confirmed_at, row.confirmed_by_id = unit.now, by_id
                else:
                    row.means = ApprovalMeans.SIGNED_IN if pin is None else ApprovalMeans.PIN
            else:
                row.state, row.means, row.words = ApprovalState.ASKED, None, ""
                row.decided_at, row.decided_by_id, row.decided_by_name = None, None, ""
            row.version += 1
            return _done(unit, the_call(unit.session, row.call_id), row.id)

    # The limits

    def save_limits(self, act: SaveAuthority) -> Done[AuthorityView]:
        """New limits from now on; the manager's alone."""
        return authority.save(self._work, act)

    # Inside

    def _check_pin(self, approval_id: int, pin: str | None) -> None:
        """The PIN is that of whoever is said to have decided."""
        if pin is None:
            return
        with self._work.read() as session:
            decider = approval_asking.the_one(session, approval_id).decided_by_id
        if decider is None:
            raise NotAllowed(Refusal.APPROVAL_OUTSIDE)
        pins.check(self._work, decider, pin)


def _who_confirms(unit: Unit, row: Approval, words: str, pin: str | None) -> int:
    """Who says whether it was so. Raises where it is not theirs to say, or was said already."""
    shown = approval_reading.one(unit.session, row.id)
    if not shown.unconfirmed:
        raise Conflict(Refusal.APPROVAL_DECIDED, newer=shown)
    if row.decided_by_id is not None:
        if pin is None and unit.staff.id != row.decided_by_id:
            raise NotAllowed(Refusal.APPROVAL_NOT_YOURS, name=shown.decided_by)
        return row.decided_by_id
    if not unit.allows(Role.MANAGER):
        raise NotAllowed(Refusal.ROLE_TOO_LOW, needs=Role.MANAGER.value)
    if unit.staff.id == row.asked_by_id:
        raise NotAllowed(Refusal.APPROVAL_OWN)
    if not words.strip():
        raise Invalid({"words": FieldFault.MISSING})
    return unit.staff.id


def _say(unit: Unit, row: Approval, kind: EventKind, by_id: int, words: str) -> None:
    told = approval_asking.told(row) | {
        "by": approval_reading.one(unit.session, row.id).decided_by,
        "was": row.state.value,
        "outside": row.decided_by_id is None,
        "words": clean(words),
    }
    unit.tell(kind, row.call_id, payload=told, by=by_id)


def _done(unit: Unit, call: Call, approval_id: int) -> Done[ApprovalView]:
    call_signs.sign_again(unit, call)
    unit.record()
    clocks.refresh(unit, call)
    return unit.done(approval_reading.one(unit.session, approval_id), "approvals", calls=(call.id,))
