"""What is done with a call in one key stroke, without a dialog; words may be added afterwards."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain import sla
from deskapp.domain.errors import DeskError
from deskapp.domain.handoff.in_time import too_late
from deskapp.domain.words import CallState, ClockKind, Role
from deskapp.language import _
from deskapp.services.calls.acts import ContactCustomer, ResumeCall
from deskapp.services.changes import Done
from deskapp.services.overview.views import CallDetail
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import closing as closing_wording
from deskapp.wording import times

#: Hears why it was refused; None: the window says it.
Refused = Callable[[DeskError], object] | None


def resume(place: Workplace, call: CallDetail, parent: QWidget, failed: Refused) -> None:
    """The call waits no more."""
    act = ResumeCall(call.row.id, base_version=call.state_version)

    def say(_row: object) -> None:
        place.said.emit(_("{ref} goes on.").format(ref=call.row.ref))

    words = _("{ref}: it waits no more.").format(ref=call.row.ref)
    place.act(lambda desk: desk.calls.resume(act), say, failed, receiver=parent, words=words)


def contacted(place: Workplace, call: CallDetail, parent: QWidget, failed: Refused, *, reached: bool) -> None:
    """The customer was spoken to, or did not answer; the window says what came of it."""
    again = None if reached else call.endings.next_attempt
    act = ContactCustomer(call.row.id, reached, how=call.channel, try_again=again)

    def work(desk: Desk) -> Done[CallDetail]:
        done = desk.calls.contact_customer(act)
        return Done(desk.overview.call(act.call_id), done.changes)

    form = _("{ref}: spoke with the customer.") if reached else _("{ref}: nobody answered.")
    words = form.format(ref=call.row.ref)
    place.act(work, partial(_say, place, parent, reached), failed, receiver=parent, words=words)


def choose_for_review(place: Workplace, call: CallDetail, parent: QWidget, failed: Refused) -> None:
    """The call is among those that supervisors review; who may not is told so."""
    me = place.me
    if me is not None and me.role is Role.AGENT:
        place.advised.emit(_("Calls are reviewed by supervisors: ask one to choose {ref}.").format(ref=call.row.ref))
        return

    def say(_call_id: object) -> None:
        place.said.emit(_("{ref} is to be reviewed: under Improve, Reviews, Chosen.").format(ref=call.row.ref))

    words = _("{ref}: to be reviewed.").format(ref=call.row.ref)
    place.act(lambda desk: desk.reviews.choose(call.row.id), say, failed, receiver=parent, words=words)


def _say(place: Workplace, parent: QWidget, reached: bool, call: CallDetail) -> None:
    words = told(call, place) if reached else tried(call, place)
    place.offered.emit(words, _("Add words"), partial(_add_words, place, parent, call))


def told(call: CallDetail, place: Workplace) -> str:
    """As "C-00001: spoke with the customer. Next update by 14:00."."""
    words = _("{ref}: spoke with the customer.").format(ref=call.row.ref)
    due = _next_update(call)
    if due is None:
        return words
    now, deadline = place.desk.clock.now(), call.row.customer_deadline
    time = times.instant(due, place.zone, now)
    if deadline is None or not too_late(due, deadline, now):
        return _("{words} Next update by {time}.").format(words=words, time=time)
    by = times.instant(deadline, place.zone, now)
    form = _("{words} Next update by {time}, after the customer's deadline {by}: name an earlier one.")
    return form.format(words=words, time=time, by=by)


def tried(call: CallDetail, place: Workplace) -> str:
    """What came of it and what comes next: when to try again, or that the promise stands."""
    now = place.desk.clock.now()
    attempts = call.endings.attempts
    if attempts is None:
        words = _("{ref}: nobody answered. That stops no clock.").format(ref=call.row.ref)
        due = _next_update(call)
        if due is None:
            return words
        return _("{words} Next update by {time}.").format(words=words, time=times.instant(due, place.zone, now))
    counted = f"{closing_wording.attempts(attempts)}. {closing_wording.still_needed(attempts)}"
    words = _("{ref}: nobody answered: {counted}").format(ref=call.row.ref, counted=counted)
    if call.row.back_by is None or attempts.enough:
        return words
    return _("{words} Try again {time}.").format(words=words, time=times.instant(call.row.back_by, place.zone, now))


def _next_update(call: CallDetail) -> datetime | None:
    clocks = [one.facts for one in call.clocks if one.kind is ClockKind.UPDATE and one.facts.stopped is None]
    return sla.due(clocks[-1]) if clocks and call.state is not CallState.CLOSED else None


def _add_words(place: Workplace, parent: QWidget, call: CallDetail) -> None:
    from deskapp.ui.calls.dialogs.note_dialog import NoteDialog

    NoteDialog(place, call, parent).open()
