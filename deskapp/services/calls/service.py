"""Calls, as the screens and the command line ask for them. One method an act; other modules carry it out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import not_, select

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound
from deskapp.domain.signs.triggers import Sign
from deskapp.domain.words import Channel, Impact, Priority, Tone, Urgency
from deskapp.models.calls import Call
from deskapp.services.calls import acts, endings, new_call, reassigning, satisfaction, sealing
from deskapp.services.calls import care as call_care
from deskapp.services.calls import customer as call_customer
from deskapp.services.calls import life as call_life
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.clocks.views import Deadlines
from deskapp.services.confidential.access import hidden
from deskapp.services.places.acts import Chosen
from deskapp.services.texts import clean
from deskapp.services.work import Work


class Calls:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def log(self, act: acts.LogCall, call_id: int | None = None) -> Done[CallRow]:
        return new_call.log(self._work, act, call_id)

    def edit(self, act: acts.EditCall) -> Done[CallRow]:
        return call_care.edit(self._work, act)

    def set_priority(self, act: acts.SetPriority) -> Done[CallRow]:
        return call_care.set_priority(self._work, act)

    def try_step(self, act: acts.TryStep) -> Done[CallRow]:
        return call_care.try_step(self._work, act)

    def note(self, act: acts.AddNote) -> Done[CallRow]:
        return call_care.note(self._work, act)

    def contact_customer(self, act: acts.ContactCustomer) -> Done[CallRow]:
        return call_care.contact_customer(self._work, act)

    def reassign(self, act: acts.Reassign) -> Done[int]:
        return reassigning.reassign(self._work, act)

    def give(self, act: acts.GiveCall) -> Done[CallRow]:
        return call_customer.give(self._work, act)

    def pause(self, act: acts.PauseCall) -> Done[CallRow]:
        return call_life.pause(self._work, act)

    def resume(self, act: acts.ResumeCall) -> Done[CallRow]:
        return call_life.resume(self._work, act)

    def resolve(self, act: acts.ResolveCall) -> Done[CallRow]:
        return call_life.resolve(self._work, act)

    def agree(self, act: acts.RecordAgreement) -> Done[CallRow]:
        return call_life.agree(self._work, act)

    def reopen(self, act: acts.ReopenCall) -> Done[CallRow]:
        return call_life.reopen(self._work, act)

    def make_confidential(self, act: acts.MakeConfidential) -> Done[CallRow]:
        return sealing.make_confidential(self._work, act)

    def make_open(self, act: acts.MakeOpen) -> Done[CallRow]:
        return sealing.make_open(self._work, act)

    def name(self, act: acts.NameOnCall) -> Done[CallRow]:
        return sealing.name(self._work, act)

    def lapse(self, act: acts.LapseCall) -> Done[CallRow]:
        return endings.lapse(self._work, act)

    def void(self, act: acts.VoidCall) -> Done[CallRow]:
        return endings.void(self._work, act)

    def restore(self, act: acts.RestoreCall) -> Done[CallRow]:
        return endings.restore(self._work, act)

    def rate(self, act: acts.RateCall) -> Done[CallRow]:
        return satisfaction.rate(self._work, act)

    def find(self, ref: str) -> int:
        """The id behind a reference: "C-01482", "c1482", "1482", or an imported call's old one."""
        typed = clean(ref)
        number = typed.upper().removeprefix("C").removeprefix("-")
        with self._work.read() as session:
            if number.isdecimal() and number.isascii() and len(number) < 19:
                found = session.get(Call, int(number))
                if found is not None:
                    return found.id
            # The old reference of a confidential call is words of its own: others find it by ours alone.
            imported = session.scalar(select(Call.id).where(Call.source_ref == typed, not_(hidden(session))).limit(1))
        if imported is None:
            raise NotFound(Refusal.CALL_UNKNOWN, ref=typed)
        return imported

    def next_reference(self) -> str:
        """What the next call will be called that is logged, here or in another window."""
        return new_call.next_reference(self._work)

    def deadlines(
        self,
        impact: Impact,
        urgency: Urgency,
        priority: Priority | None = None,
        channel: Channel = Channel.PHONE,
        category_id: int | None = None,
        customer_id: int | None = None,
    ) -> Deadlines:
        return new_call.deadlines(
            self._work,
            acts.LogCall(
                "",
                customer_id,
                category_id=category_id,
                channel=channel,
                impact=impact,
                urgency=urgency,
                priority=priority,
            ),
        )

    def signs(
        self,
        customer_id: int | None,
        impact: Impact,
        urgency: Urgency,
        category_id: int | None = None,
        tone: Tone | None = None,
        customer_deadline: datetime | None = None,
        words: str = "",
        equipment_id: int | None = None,
    ) -> tuple[Sign, ...]:
        return new_call.signs(
            self._work,
            acts.LogCall(
                words,
                customer_id,
                category_id=category_id,
                impact=impact,
                urgency=urgency,
                customer_deadline=customer_deadline,
                tone=tone,
                equipment=Chosen(equipment_id),
            ),
        )
