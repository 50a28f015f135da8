"""Acts on several calls in words: why some of them are left out, and what owners are asked and answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.language import _, ngettext
from deskapp.wording import codes, refusals, times
from deskapp.wording.codes import _word

if TYPE_CHECKING:
    from deskapp.services.requests.views import RequestView


def answered(code: str) -> str:
    """How asking an owner ended."""
    return _word(
        code,
        words=_("answered"),
        note=_("answered by a note"),
        conversation=_("answered: the customer was spoken to"),
        withdrawn=_("taken back"),
        again=_("asked again"),
        over=_("the call is over"),
    )


def asked(request: RequestView, zone: str, now: datetime) -> str:
    """Who asked, and when: "Rita asks for an update, 14:12"."""
    return _("{name} asks for an update, {time}").format(
        name=direction.isolated(request.asked_by), time=times.instant(request.asked_at, zone, now)
    )


def came_of(request: RequestView, zone: str, now: datetime) -> str:
    """What came of it, for whoever asked: "Waits for Lena", or "answered by Lena, 14:20: ..."."""
    if request.how is None or request.ended_at is None:
        return _("Waits for {owner}").format(owner=direction.isolated(request.owner))
    how, time = answered(request.how), times.instant(request.ended_at, zone, now)
    words = _("{how}, {name}, {time}").format(how=how, name=direction.isolated(request.ended_by), time=time)
    return direction.row((words, request.answer), ": ") if request.answer else words


def why(error: DeskError, zone: str, now: datetime) -> str:
    """Why one call was left out, for its own row: without its reference, and with who was first and when."""
    values, at = error.values, error.values.get("at")
    time = "" if at is None else times.instant(at, zone, now)
    by, owner = (direction.isolated(str(values.get(name) or "")) for name in ("by", "owner"))
    forms: Mapping[Refusal, Callable[[], str]] = {
        Refusal.CALL_STATE: lambda: _("It is {state}.").format(state=codes.state(values["state"]).lower()),
        Refusal.OWNER_CHANGED: lambda: (
            _("{by} gave it to {owner} at {time}.") if at is not None else _("It is {owner}'s by now.")
        ).format(by=by, owner=owner, time=time),
        Refusal.PRIORITY_CHANGED: lambda: (
            _("{by} made it {priority} at {time}.") if at is not None else _("It is {priority} by now.")
        ).format(by=by, priority=values["newer"], time=time),
        Refusal.ASKED_ALREADY: lambda: _("{by} asked at {time}, and it waits for the answer.").format(by=by, time=time),
        Refusal.CHANGED_SINCE: lambda: _("{by} did something to it at {time}: it stays as it is.").format(
            by=by, time=time
        ),
        Refusal.NOT_YOUR_CALL: lambda: _("It is somebody else's: an agent gives away their own."),
        Refusal.OWNER_ALREADY: lambda: _("It is {owner}'s already.").format(owner=owner),
        Refusal.PRIORITY_HIGH_ENOUGH: lambda: _("It is {priority} already.").format(priority=values["priority"]),
        Refusal.ASKED_ONESELF: lambda: _("It is your own."),
        Refusal.OWNER_LEFT: lambda: _("{owner} does not work here any more: reassign it.").format(owner=owner),
        Refusal.CONFIDENTIAL: lambda: _("It is confidential: others look after it."),
        Refusal.CALL_UNKNOWN: lambda: _("It is not there any more."),
        Refusal.CALL_FORGOTTEN: lambda: _("Its customer was forgotten."),
        Refusal.CALL_EXPIRED: lambda: _("Its words went by their age."),
        Refusal.UNDO_OVER: lambda: _("The time to undo it is over."),
    }
    form = forms.get(error.code)
    return form() if form is not None else refusals.error(error)


def grouped(refused: Iterable[DeskError], zone: str, now: datetime) -> str:
    """Why several calls are left out, like ones together: "2 are over, 1 was given to Sam at 14:12"."""
    groups: dict[tuple[Any, ...], list[DeskError]] = {}
    for error in refused:
        values = error.values
        told = () if error.code == Refusal.CALL_STATE else (values.get("owner"), values.get("by"), values.get("at"))
        more = values.get("priority") or values.get("newer") if error.code in _BY_PRIORITY else None
        groups.setdefault((error.code, *told, more), []).append(error)
    by_size = sorted(groups.values(), key=len, reverse=True)
    return direction.row([_group(errors, zone, now) for errors in by_size], ", ")


_BY_PRIORITY = (Refusal.PRIORITY_CHANGED, Refusal.PRIORITY_HIGH_ENOUGH)


def _group(errors: list[DeskError], zone: str, now: datetime) -> str:
    count, values = len(errors), errors[0].values
    at = values.get("at")
    time = "" if at is None else times.instant(at, zone, now)
    owner, by = (direction.isolated(str(values.get(name) or "")) for name in ("owner", "by"))
    priority = values.get("priority") or values.get("newer")
    forms: Mapping[Refusal, Callable[[], str]] = {
        Refusal.CALL_STATE: lambda: ngettext("{n} is over", "{n} are over", count),
        Refusal.OWNER_CHANGED: lambda: (
            ngettext("{n} was given to {owner} at {time}", "{n} were given to {owner} at {time}", count)
            if at is not None
            else ngettext("{n} is {owner}'s by now", "{n} are {owner}'s by now", count)
        ),
        Refusal.PRIORITY_CHANGED: lambda: ngettext(
            "{n} was made {priority} meanwhile", "{n} were made {priority} meanwhile", count
        ),
        Refusal.ASKED_ALREADY: lambda: ngettext(
            "{n} was asked about by {by} at {time}", "{n} were asked about by {by} at {time}", count
        ),
        Refusal.NOT_YOUR_CALL: lambda: ngettext("{n} is somebody else's", "{n} are somebody else's", count),
        Refusal.OWNER_ALREADY: lambda: ngettext("{n} is {owner}'s already", "{n} are {owner}'s already", count),
        Refusal.PRIORITY_HIGH_ENOUGH: lambda: ngettext(
            "{n} is {priority} already", "{n} are {priority} already", count
        ),
        Refusal.ASKED_ONESELF: lambda: ngettext("{n} is your own", "{n} are your own", count),
        Refusal.OWNER_LEFT: lambda: ngettext(
            "{n} is {owner}'s, who left: reassign it", "{n} are {owner}'s, who left: reassign them", count
        ),
        Refusal.CONFIDENTIAL: lambda: ngettext("{n} is confidential", "{n} are confidential", count),
        Refusal.CHANGED_SINCE: lambda: ngettext(
            "{n} was changed since by {by}", "{n} were changed since by {by}", count
        ),
    }
    form = forms.get(errors[0].code)
    if form is None:
        return ngettext("with {n} it cannot be done", "with {n} it cannot be done", count).format(n=count)
    return form().format(n=count, owner=owner, by=by, time=time, priority=priority)
