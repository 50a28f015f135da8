"""How incidents are said: in the list, beside a call, in their own timeline."""

from dataclasses import replace
from datetime import datetime, timedelta

from deskapp import direction
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import OPEN_STATES
from deskapp.language import _, ngettext
from deskapp.services.calls.views import EventView
from deskapp.services.incidents.views import IncidentCallView, IncidentStepView, IncidentView
from deskapp.services.texts import reference
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.wording import codes, times
from deskapp.wording.events import event_title, event_words


def calls(count: int) -> str:
    return ngettext("{n} call", "{n} calls", count).format(n=count)


def to_tell(count: int) -> str:
    return ngettext("{n} to tell", "{n} to tell", count).format(n=count)


def running(incident: IncidentView, now: datetime) -> str:
    """How long it has been going on."""
    return times.brief(max(now - incident.began_at, timedelta()))


def lasted(began_at: datetime, over_at: datetime) -> str:
    """How long it went on, in a sentence."""
    return times.duration(over_at - began_at, measured=True)


def offered(incident: IncidentView, zone: str, now: datetime) -> str:
    """An open incident, as it is offered for a call to join."""
    return _("{title}, since {time}, {calls}").format(
        title=incident.title, time=times.instant(incident.began_at, zone, now), calls=calls(incident.calls)
    )


def standing(incident: IncidentView, zone: str, now: datetime) -> str:
    """Since when, with how many calls: beside its title."""
    began = times.instant(incident.began_at, zone, now)
    return _("since {time}, {calls}").format(time=began, calls=calls(incident.calls))


def card(incident: IncidentView, zone: str, now: datetime) -> CardItem:
    """One incident in the list."""
    began = times.instant(incident.began_at, zone, now)
    if incident.over_at is not None:
        corner, tint = _("over"), Tint.PLAIN
        when = _("{began}, {length}").format(began=began, length=lasted(incident.began_at, incident.over_at))
    else:
        corner, tint = running(incident, now), Tint.OVER
        when = _("since {time}").format(time=began)
    told = to_tell(incident.to_tell) if incident.to_tell else ""
    parts = (when, calls(incident.calls), told, incident.lead)
    return CardItem(
        key=incident.id,
        title=incident.title,
        lines=(Line(direction.row(parts)),),
        corner=corner,
        tint=tint,
        shape=incident.over_at is None,
    )


def call_card(call: IncidentCallView, newest: int, zone: str, now: datetime) -> CardItem:
    """One call of an incident: who, the number, and what they were told."""
    row = call.row
    if call.must_be_told:
        corner, tint = _("to tell"), Tint.SOON
    elif row.state not in OPEN_STATES:
        corner, tint = codes.status_of(row).lower(), Tint.PLAIN
    elif newest:
        corner, tint = _("told"), Tint.OK
    else:
        corner, tint = "", None
    about = direction.row((row.summary, call.phone, row.owner))
    lines = [Line(about)]
    if call.told and call.told_at is not None:
        at = times.instant(call.told_at, zone, now)
        lines.append(
            Line(_("message {number} told {time} by {name}").format(number=call.told, time=at, name=call.told_by))
        )
    return CardItem(
        key=row.id,
        title=direction.row((row.ref, row.customer), " "),
        lines=tuple(lines),
        corner=corner,
        tint=tint,
        shape=True,
    )


def step_card(step: IncidentStepView, zone: str, now: datetime) -> CardItem:
    """One step of the checklist, with its time once it is done."""
    if step.done_at is None:
        return CardItem(key=step.id, title=step.text)
    said = direction.row((step.done_by, step.words), ": ")
    at = times.instant(step.done_at, zone, now)
    return CardItem(key=step.id, title=step.text, lines=(Line(said),), corner=at, tint=Tint.OK)


def event_card(event: EventView, zone: str, now: datetime) -> CardItem:
    """A line of the incident's own timeline; of a call's, with its reference."""
    title = _("Joined") if event.kind == EventKind.INCIDENT_JOINED else event_title(event)
    if event.call_id is not None:
        title = direction.row((reference(event.call_id), title))
    # Which incident it is stands above.
    inside = {name: said for name, said in event.payload.items() if name != "incident"}
    words = event_words(replace(event, payload=inside), zone, now)
    return CardItem(
        key=event.id,
        title=title,
        lines=tuple(Line(said) for said in (words, event.by) if said),
        corner=times.instant(event.at, zone, now),
    )
