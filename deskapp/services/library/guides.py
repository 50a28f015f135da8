"""Help with a call: its category's checklist and guides, past calls like it, and the call that it repeats."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.models.calls import Call, CheckDone
from deskapp.models.contacts import Contact
from deskapp.models.events import Event
from deskapp.models.library import Guide
from deskapp.models.site import Category, CategoryCheck, Staff
from deskapp.services.calls import repeats as call_repeats
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.care import done, must_fit, taken_up, the_call
from deskapp.services.calls.lists import runner
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.confidential import condition
from deskapp.services.confidential.access import refuse_hidden, sees
from deskapp.services.library import similar_calls
from deskapp.services.library.acts import LinkRepeat, TickCheck
from deskapp.services.library.views import CheckState, GuideView, HelpView, RepeatsView, SimilarCall
from deskapp.services.work import Work

#: So many earlier calls are offered as the one that a call repeats.
_OFFERED = 30


class Guides:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def help(self, category_id: int | None, template_id: int | None = None) -> HelpView:
        """What helps with a call of this category that is not logged yet. template_id: the kind that it begins as."""
        with self._work.read() as session:
            return _help(session, category_id, template_id)

    def help_for(self, call_id: int) -> HelpView:
        """What helps with this call, with what was done already."""
        with self._work.read() as session:
            call = the_call(session, call_id)
            return _help(session, call.category_id, call.template_id, call_id)

    def similar(
        self,
        words: str = "",
        category_id: int | None = None,
        call_id: int | None = None,
        limit: int = 8,
        equipment_id: int | None = None,
    ) -> tuple[SimilarCall, ...]:
        """Past calls like this one, and what solved them: closed ones, to whose solution the customer agreed.

        Of a call that is logged its own words, category and equipment count.
        """
        with self._work.read() as session:
            if call_id is not None:
                call = the_call(session, call_id)
                words, category_id = f"{call.summary} {call.details} {words}", call.category_id
                equipment_id = call.equipment_id
            return similar_calls.find(session, words, category_id, equipment_id, leave_out=call_id, limit=limit)

    def tick(self, act: TickCheck) -> Done[CallRow]:
        """Record that a line of the checklist was done for a call, or that it was not after all."""
        with self._work.act() as unit:
            call = the_call(unit.session, act.call_id)
            must_fit(call, CallAct.TICK)
            check = unit.session.get(CategoryCheck, act.check_id)
            own = check is not None and check.template_id in (None, call.template_id)
            if check is None or not own or check.category_id != call.category_id:
                raise Invalid({"checks": FieldFault.OF_ANOTHER_CATEGORY})
            row = unit.session.get(CheckDone, (call.id, check.id))
            if (row is not None) is act.done:
                return done(unit, call)
            taken_up(unit, call)
            payload = {"check": check.text}
            if row is None:
                unit.session.add(CheckDone(call_id=call.id, check_id=check.id))
                unit.tell(EventKind.CHECK_DONE, call.id, "check", None, str(check.id), payload)
            else:
                unit.session.delete(row)
                unit.tell(EventKind.CHECK_UNDONE, call.id, "check", str(check.id), None, payload)
            unit.session.flush()
            call_signs.sign_again(unit, call)
            return done(unit, call)

    def repeats(self, call_id: int) -> RepeatsView:
        """Which earlier calls of the same customer this one may repeat."""
        with self._work.read() as session:
            call = the_call(session, call_id)
            run = runner(session)
            # A masked line among a customer's would tell whose it is.
            where = (
                "WHERE call.customer_id = ? AND call.id < ? AND call.state <> 'void'"
                f" AND NOT {condition.hidden(run.viewer)} ORDER BY call.id DESC LIMIT ?"
            )
            found = call_rows.where(run, where, (call.customer_id, call.id, _OFFERED))
            linked = session.get(Call, call.repeat_of_id) if call.repeat_of_id is not None else None
            return RepeatsView(linked.id if linked is not None and sees(session, linked) else None, found)

    def link_repeat(self, act: LinkRepeat) -> Done[CallRow]:
        """Say that a call repeats an earlier one of the same customer, or none. Both timelines tell it."""
        with self._work.act() as unit:
            call = the_call(unit.session, act.call_id)
            must_fit(call, CallAct.REPEAT)
            check_repeat(unit.session, act.repeat_of, call.customer_id, call.id)
            was = call.repeat_of_id
            if was == act.repeat_of:
                return done(unit, call)
            call.repeat_of_id = act.repeat_of
            unit.session.flush()
            for kind, other in ((EventKind.REPEAT_UNLINKED, was), (EventKind.REPEAT_LINKED, act.repeat_of)):
                if other is not None:
                    call_repeats.tell(unit, kind, call.id, other)
                    unit.calls.add(other)
            return done(unit, call)


def check_repeat(session: Session, repeat_of: int | None, customer_id: int, call_id: int | None = None) -> None:
    """Raises Invalid unless it is an earlier call of the same customer: so no chain leads back to itself."""
    if repeat_of is None:
        return
    other = session.get(Call, repeat_of)
    if other is None:
        raise Invalid({"repeat_of": FieldFault.UNKNOWN})
    refuse_hidden(session, other)
    if other.customer_id != customer_id:
        raise Invalid({"repeat_of": FieldFault.OF_ANOTHER_CUSTOMER})
    if call_id is not None and other.id >= call_id:
        raise Invalid({"repeat_of": FieldFault.NOT_EARLIER})


def ticked(session: Session, call_id: int) -> tuple[str, ...]:
    """The lines of the call's present category that were done, in order."""
    rows = session.scalars(
        select(CategoryCheck.text)
        .join(CheckDone, CheckDone.check_id == CategoryCheck.id)
        .join(Call, Call.id == CheckDone.call_id)
        .where(Call.id == call_id, CategoryCheck.category_id == Call.category_id)
        .order_by(CategoryCheck.position, CategoryCheck.id)
    )
    return tuple(rows)


def _help(session: Session, category_id: int | None, template_id: int | None, call_id: int | None = None) -> HelpView:
    category = session.get(Category, category_id) if category_id is not None else None
    if category is None:
        return HelpView()
    contact = session.get(Contact, category.contact_id) if category.contact_id is not None else None
    guides = session.scalars(
        select(Guide).where(Guide.category_id == category.id, Guide.active.is_(True)).order_by(Guide.position, Guide.id)
    )
    return HelpView(
        category_id=category.id,
        category=category.name,
        contact=contact.name if contact is not None and contact.active else "",
        checks=_checks(session, category.id, template_id, call_id),
        guides=tuple(GuideView(one.id, one.kind, one.title, one.content) for one in guides),
    )


def _checks(session: Session, category_id: int, template_id: int | None, call_id: int | None) -> tuple[CheckState, ...]:
    """The lines that are asked for, and those that were done before they were switched off."""
    lines = session.scalars(
        select(CategoryCheck)
        .where(
            CategoryCheck.category_id == category_id,
            CategoryCheck.template_id.is_(None) | (CategoryCheck.template_id == template_id),
        )
        .order_by(CategoryCheck.template_id.is_not(None), CategoryCheck.position, CategoryCheck.id)
    ).all()
    done_ids: set[int] = set()
    when: dict[str, tuple[datetime, str]] = {}
    first: tuple[datetime, str] | None = None
    if call_id is not None:
        done_ids = set(session.scalars(select(CheckDone.check_id).where(CheckDone.call_id == call_id)))
    if done_ids:
        rows = session.execute(
            select(Event.kind, Event.becomes, Event.at, Staff.name)
            .join(Staff, Staff.id == Event.staff_id)
            .where(Event.call_id == call_id, Event.kind.in_((EventKind.LOGGED, EventKind.CHECK_DONE)))
            .order_by(Event.id)
        )
        for kind, becomes, at, by in rows:
            if kind == EventKind.LOGGED:
                first = (at, by)
            else:
                when[becomes or ""] = (at, by)
    found = []
    for row in lines:
        is_done = row.id in done_ids
        # What nobody ticked later was ticked while the call was logged.
        told = when.get(str(row.id)) or first if is_done else None
        if row.active or is_done:
            found.append(CheckState(row.id, row.text, is_done, *(told or (None, ""))))
    return tuple(found)
