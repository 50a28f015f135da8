"""What another priority does to the deadline of a call, in words: the new one beside the old one."""

from dataclasses import replace
from datetime import datetime

from deskapp.domain import sla
from deskapp.domain.words import ClockKind, Priority
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.services.site.views import DeskFacts
from deskapp.ui.widgets.fields import when


def new_due(call: CallDetail, chosen: Priority, facts: DeskFacts | None, zone: str, now: datetime) -> str:
    """As "Resolve by 11:00, not 17:30"; "" where the call has no deadline that it can reach."""
    clock = _running(call)
    if clock is None:
        return ""
    due = sla.due(clock)
    if due is None and sla.reading(clock, now).state is sla.ClockState.NO_HOURS:
        return ""
    if due is None:
        return _("The deadline stands still while the call waits.")
    was = when.say(due, now, zone)
    if chosen is call.priority:
        return _("Resolve by {was}, as before").format(was=was)
    due = _due_at(call, clock, chosen, facts)
    if due is None:
        return _("Resolve by {was} until now").format(was=was)
    becomes = when.say(due, now, zone)
    if due <= now:
        return _("Overdue at once: resolve by {becomes}, not {was}").format(becomes=becomes, was=was)
    return _("Resolve by {becomes}, not {was}").format(becomes=becomes, was=was)


def _running(call: CallDetail) -> sla.ClockFacts | None:
    running = (one.facts for one in call.clocks if one.kind is ClockKind.RESOLUTION and one.facts.stopped is None)
    return next(running, None)


def _due_at(call: CallDetail, clock: sla.ClockFacts, chosen: Priority, facts: DeskFacts | None) -> datetime | None:
    """The due instant at another priority, where the call runs under the targets known here; else unknown."""
    targets = {one.priority: one for one in facts.targets if one.kind is ClockKind.RESOLUTION} if facts else {}
    now_at, wanted = targets.get(call.priority), targets.get(chosen)
    if now_at is None or wanted is None or wanted.target is None:
        return None
    if now_at.calendar_id != wanted.calendar_id or now_at.target != clock.target:
        return None
    return sla.due(replace(clock, target=wanted.target))
