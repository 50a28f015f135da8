"""A line of the timeline in words: a title, and what was said or changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from deskapp import direction
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import PaperWay
from deskapp.language import _, ngettext
from deskapp.wording import approvals as approval_wording
from deskapp.wording import attachments as attachment_wording
from deskapp.wording import closing as closing_wording
from deskapp.wording import codes, times
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import customers as customer_wording
from deskapp.wording import encryption as encryption_wording
from deskapp.wording import guides as guide_wording
from deskapp.wording import handoff as handoff_wording
from deskapp.wording import improving as improve_wording
from deskapp.wording import incidents as incident_wording
from deskapp.wording import lists as list_wording
from deskapp.wording import phrases as phrase_wording
from deskapp.wording import places as place_wording
from deskapp.wording import staff as staff_wording

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Words up to this length stand in the title itself.
_SHORT = 60


def event_title(event: EventView) -> str:
    """What happened, in a few words."""
    title = _TITLES.get(event.kind)
    bare = None if event.payload else customer_wording.FORGOTTEN.get(event.kind)
    if bare is not None:
        return bare()
    return title(event) if title else event.kind.replace("_", " ").capitalize()


def event_words(event: EventView, zone: str, now: datetime) -> str:
    """What was said, promised or changed; "" where the title says it all. Times in the site's zone."""
    if not event.payload and event.kind in customer_wording.FORGOTTEN:
        return ""
    parts = _Parts(event.payload, zone, now)
    details = _DETAILS.get(event.kind)
    if details:
        details(event, parts)
    return parts.text()


class _Parts:
    """Collects what a line has to say, in order, leaving out what is not there."""

    def __init__(self, payload: Mapping[str, Any], zone: str, now: datetime) -> None:
        self._payload, self._zone, self._now = payload, zone, now
        self._said: list[str] = []

    def add(self, text: str) -> None:
        if text:
            self._said.append(text)

    def words(self, name: str, form: str = "{text}") -> None:
        text = self._payload.get(name)
        if text:
            self.add(form.format(text=text))

    def at(self, name: str, form: str) -> None:
        if self._payload.get(name) is not None:
            self.add(form.format(time=self._when(self._payload[name])))

    def length(self, name: str, form: str) -> None:
        if self._payload.get(name) is not None:
            self.add(form.format(time=times.duration(timedelta(seconds=self._payload[name]))))

    def moved(self) -> None:
        """Deadlines that moved, from when to when, and clocks that began. A target may change and its deadline stay."""
        for kind, (was, becomes) in sorted(self._payload.get("moved", {}).items()):
            if was == becomes:
                continue
            words = _("{clock}: {was} becomes {becomes}")
            self.add(words.format(clock=codes.clock(kind), was=self._when(was), becomes=self._when(becomes)))

        for kind, due in sorted(self._payload.get("begun", {}).items()):
            self.add(_("{clock}: begins, due {time}").format(clock=codes.clock(kind), time=self._when(due)))

    def _when(self, stored: int | None) -> str:
        """An instant as a line keeps it; None: the clock stood still."""
        if stored is None:
            return _("paused")
        return times.instant(_EPOCH + timedelta(microseconds=stored), self._zone, self._now)

    def text(self) -> str:
        return direction.row(self._said)


def _with_words(title: str, event: EventView) -> str:
    said = str(event.payload.get("words", ""))
    return direction.row((title, said), ": ") if len(said) <= _SHORT and "\n" not in said else title


def _long(event: EventView, parts: _Parts) -> None:
    said = str(event.payload.get("words", ""))
    if len(said) > _SHORT or "\n" in said:
        parts.add(said)


def _to(event: EventView) -> str:
    name, role = event.payload.get("contact", ""), event.payload.get("contact_role", "")
    return direction.row(dict.fromkeys((name, role)), ", ")


def _escalated_title(event: EventView) -> str:
    if event.payload.get("contact"):
        return _("Escalated to {contact}").format(contact=_to(event))
    types = ", ".join(codes.escalation_type(code) for code in event.payload.get("types", ()))
    return _("Escalated: {types}").format(types=types.lower())


def _name(event: EventView) -> str:
    return str(event.payload.get("contact", ""))


_TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    **guide_wording.TITLES,
    **staff_wording.TITLES,
    **encryption_wording.TITLES,
    **approval_wording.TITLES,
    **attachment_wording.TITLES,
    **incident_wording.TITLES,
    **improve_wording.TITLES,
    **handoff_wording.TITLES,
    **closing_wording.TITLES,
    **place_wording.TITLES,
    **list_wording.TITLES,
    **customer_wording.TITLES,
    EventKind.LOGGED: lambda e: _("Call logged by {name}").format(name=e.by),
    EventKind.OPENED: lambda e: _("Taken up by {name}").format(name=e.by),
    EventKind.NOTE: lambda e: _with_words(_("Note"), e),
    EventKind.STEP_TRIED: lambda e: _with_words(_("Tried"), e),
    EventKind.CUSTOMER_TOLD: lambda e: _with_words(_("Customer told"), e),
    EventKind.ATTEMPT: lambda e: _with_words(_("Customer not reached"), e),
    EventKind.EDITED: lambda e: _("Edited by {name}").format(name=e.by),
    EventKind.PRIORITY: lambda e: _("Priority {was} to {becomes}").format(was=e.was, becomes=e.becomes),
    EventKind.REASSIGNED: lambda e: _("Owner: {was} to {becomes}").format(
        was=e.payload.get("was", ""), becomes=e.payload.get("becomes", "")
    ),
    EventKind.CUSTOMER_CHANGED: lambda e: _("Customer: {was} to {becomes}").format(
        was=e.payload.get("was", ""), becomes=e.payload.get("becomes", "")
    ),
    EventKind.MADE_CONFIDENTIAL: lambda e: _("Made confidential by {name}").format(name=e.by),
    EventKind.MADE_OPEN: lambda e: _("Confidential no more: {name}").format(name=e.by),
    EventKind.NAMED: lambda e: _("Named on the call: {names}").format(
        names=confidential_wording.names(e.payload, "becomes") or _("nobody")
    ),
    EventKind.PAUSED: lambda e: _("Waiting for {whom}").format(whom=codes.pause_reason(e.payload.get("reason", ""))),
    EventKind.RESUMED: lambda e: _with_words(_("Going on"), e),
    EventKind.RESOLVED: lambda e: _with_words(_("Resolved"), e),
    EventKind.CLOSED: lambda e: _("Closed: {who} agreed").format(who=e.payload.get("who", "")),
    EventKind.NOT_AGREED: lambda e: _("{who} does not agree: open again").format(who=e.payload.get("who", "")),
    EventKind.REOPENED: lambda e: _with_words(_("Reopened"), e),
    EventKind.ESCALATED: _escalated_title,
    EventKind.ACCEPTED: lambda e: _("{contact} accepted").format(contact=_name(e)),
    EventKind.REFUSED: lambda e: _("{contact} refused").format(contact=_name(e)),
    EventKind.WITHDRAWN: lambda e: _("Withdrawn from {contact}").format(contact=_name(e)),
    EventKind.HEARD: lambda e: _("Word from {contact}").format(contact=_name(e)),
    EventKind.RETURNED: lambda e: _("Returned by {contact}").format(contact=_name(e)),
    # A line of an earlier version says no way: then it was printed, or saved.
    EventKind.SHEET: lambda e: _("Handoff {number}: sheet {sheet} {what}").format(
        number=e.payload.get("number", ""),
        sheet=e.payload.get("sheet", ""),
        what=codes.paper_way(e.payload.get("way", PaperWay.PRINTED)),
    ),
    EventKind.PAPER_FAILED: handoff_wording.paper_failed,
    EventKind.PAPER_AGAIN: handoff_wording.paper_again,
    EventKind.CALL_SHEET: lambda e: _("Sheet {number} of the call: {what}").format(
        number=e.payload.get("number", ""), what=codes.paper_way(e.payload.get("way", ""))
    ),
    EventKind.CALL_BACK_PROMISED: lambda e: _with_words(_("Call-back promised"), e),
    EventKind.PROMISE_KEPT: lambda e: _with_words(_("Promise kept"), e),
    EventKind.PROMISE_MOVED: lambda e: _("Promise moved"),
    EventKind.DESK_SALVAGED: lambda e: _("The desk was saved from a damaged file, {file}").format(
        file=e.payload.get("file", "")
    ),
    EventKind.UNREADABLE: lambda _e: _("An entry stands here that cannot be read"),
    EventKind.DESK_MADE: lambda _e: _("Desk set up"),
    EventKind.SITE_EDITED: lambda e: _("Site's settings changed by {name}").format(name=e.by),
    EventKind.HOURS_EDITED: lambda e: _("Hours changed: {calendar}").format(calendar=e.payload.get("calendar", "")),
    EventKind.TARGETS_EDITED: lambda e: _("Targets changed by {name}").format(name=e.by),
    EventKind.PRIORITIES_EDITED: lambda e: _("Priorities changed by {name}").format(name=e.by),
    EventKind.STAFF_ADDED: lambda e: _("Staff added: {name}").format(name=e.payload.get("name", "")),
    EventKind.STAFF_EDITED: lambda e: _("Staff changed: {name}").format(name=e.payload.get("name", "")),
    EventKind.CUSTOMER_ADDED: lambda e: _("Customer added: {name}").format(name=e.payload.get("name", "")),
    EventKind.CUSTOMER_EDITED: lambda e: _("Customer changed: {name}").format(name=e.payload.get("name", "")),
    EventKind.CUSTOMER_FILE: lambda e: _("Everything about {name} was put together").format(
        name=e.payload.get("name", "")
    ),
    EventKind.CONTACT_ADDED: lambda e: _("Contact added: {name}").format(name=e.payload.get("name", "")),
    EventKind.CONTACT_EDITED: lambda e: _("Contact changed: {name}").format(name=e.payload.get("name", "")),
    EventKind.CONTACTS_MERGED: lambda e: _("Contacts merged: {other} into {name}").format(
        other=e.payload.get("other", ""), name=e.payload.get("name", "")
    ),
    EventKind.CONTACTS_IMPORTED: lambda e: _("Contacts imported by {name}").format(name=e.by),
    EventKind.CUSTOMERS_IMPORTED: lambda e: _("Customers imported by {name}").format(name=e.by),
    EventKind.ROUTE_ADDED: lambda e: _("Route added: {name}").format(name=e.payload.get("name", "")),
    EventKind.ROUTE_EDITED: lambda e: _("Route changed: {name}").format(name=e.payload.get("name", "")),
    EventKind.ROUTE_MOVED: lambda e: _("Route {name}: place {was} to {becomes}").format(
        name=e.payload.get("name", ""), was=e.was, becomes=e.becomes
    ),
    EventKind.ROUTE_REMOVED: lambda e: _("Route removed: {name}").format(name=e.payload.get("name", "")),
    **phrase_wording.TITLES,
    EventKind.ROTA_ADDED: lambda e: _("Rota added: {name}").format(name=e.payload.get("rota", "")),
    EventKind.ROTA_EDITED: lambda e: _("Rota changed: {name}").format(name=e.payload.get("rota", "")),
    EventKind.ROTA_COVERED: lambda e: _("{rota}: {who} covers").format(
        rota=e.payload.get("rota", ""), who=e.payload.get("who", "")
    ),
    EventKind.ROTA_SWAPPED: lambda e: _("{rota}: {who} and {other} swap").format(
        rota=e.payload.get("rota", ""), who=e.payload.get("who", ""), other=e.payload.get("instead_of", "")
    ),
    EventKind.ROTA_TAKEN_OFF: lambda e: _("{rota}: {who} is taken off").format(
        rota=e.payload.get("rota", ""), who=e.payload.get("instead_of", "")
    ),
    EventKind.ROTA_OVERRIDE_ENDED: lambda e: _("{rota}: back to the plan").format(rota=e.payload.get("rota", "")),
    EventKind.DEADLINES_MOVED: lambda _e: _("Deadlines moved"),
    EventKind.POLICY_APPLYING: lambda e: ngettext(
        "{n} open call follows new targets and hours, by {name}",
        "{n} open calls follow new targets and hours, by {name}",
        int(e.payload.get("calls", 0)),
    ).format(n=e.payload.get("calls", 0), name=e.by),
    EventKind.POLICY_APPLIED: lambda e: _("New targets and hours applied by {name}").format(name=e.by),
    EventKind.POLICY_ISSUED: lambda e: _("Escalation policy: version {number} issued by {name}").format(
        number=e.payload.get("number", ""), name=e.by
    ),
    EventKind.POLICY_REVIEWED: lambda e: _("Escalation policy: version {number} looked at by {name}").format(
        number=e.payload.get("number", ""), name=e.by
    ),
    EventKind.CLOCK_JUMPED: lambda e: (
        _("This machine's clock was set back")
        if e.payload.get("seconds", 0) < 0
        else _("This machine's clock was set forward")
    ),
    EventKind.IMPORT_UNDONE: lambda e: _("Import undone by {name}").format(name=e.by),
    EventKind.IMPORTED: lambda e: (
        _("Imported: now {state}").format(state=codes.state(e.becomes).lower()) if e.becomes else _("Imported")
    ),
}


def _logged(event: EventView, parts: _Parts) -> None:
    payload = event.payload
    parts.add(codes.channel(payload.get("channel", "")))
    parts.words("template", _("as: {text}"))
    if payload.get("priority_reason"):
        parts.add(f"{payload['priority']}: {payload['priority_reason']}")
    elif payload.get("priority"):
        basis = f"{codes.impact(payload['impact'])} · {codes.urgency(payload['urgency'])}"
        parts.add(f"{basis} → {payload['priority']}")
    parts.at("next_update", _("next update promised for {time}"))
    parts.words("repeat_of", _("repeat of {text}"))
    parts.words("person", _("spoken to: {text}"))
    parts.words("place", _("at {text}"))
    parts.words("equipment", _("about {text}"))
    for label, value in payload.get("fields", {}).items():
        parts.add(direction.row((label, value), ": "))
    if payload.get("checks"):
        parts.add(_("checked: {lines}").format(lines=direction.row(payload["checks"], ", ")))


def _noted(event: EventView, parts: _Parts) -> None:
    _long(event, parts)
    _next_step(event, parts)


def _next_step(event: EventView, parts: _Parts) -> None:
    parts.words("next_step", _("next step: {text}"))
    if event.payload.get("next_step") == "":
        parts.words("next_step_was", _("no longer the next step: {text}"))


def _told(event: EventView, parts: _Parts) -> None:
    _long(event, parts)
    _next_step(event, parts)
    parts.at("next_update", _("next update promised for {time}"))
    parts.at("try_again", _("to be tried again {time}"))
    how = event.payload.get("how")
    if how:
        parts.add(_("by {channel}").format(channel=codes.channel(how)))
    parts.words("message", _("message {text}"))
    parts.words("incident", _("incident {text}"))


def _incident(event: EventView, parts: _Parts) -> None:
    for said in incident_wording.details(event):
        parts.add(said)


def _edited(event: EventView, parts: _Parts) -> None:
    names = {
        "summary": _("summary"),
        "details": _("details"),
        "wants": _("what they want"),
        "steps": _("steps taken"),
        "tone": _("tone"),
        "category_id": _("category"),
        "customer_deadline": _("customer's deadline"),
        "person_id": _("who speaks for them"),
        "place_id": _("place"),
        "equipment_id": _("equipment"),
        "impact": _("impact"),
        "urgency": _("urgency"),
        "priority_reason": _("why this priority"),
    }
    own = event.payload.get("becomes", {}).get("fields", {})
    changed = [name for name in event.payload.get("changed", ()) if name != "fields"]
    parts.add(direction.row((*(names.get(name, name) for name in changed), *own), ", "))
    parts.moved()


def _moved(event: EventView, parts: _Parts) -> None:
    if event.payload.get("why") == "tier":
        parts.add(_("the customer's tier changed"))
    parts.moved()


def _applied(_event: EventView, parts: _Parts) -> None:
    parts.moved()
    if not parts.text():
        parts.add(_("no deadline moved"))


def _policy_issued(event: EventView, parts: _Parts) -> None:
    parts.words("words")
    parts.add(_policy_owned(event.payload))


def _policy_owned(told: Mapping[str, Any]) -> str:
    day = str(told.get("next_review", ""))
    return _("owner {name}, next review {day}").format(
        name=str(told.get("owner", "")), day=times.day(date.fromisoformat(day)) if day else ""
    )


def _jumped(_event: EventView, parts: _Parts) -> None:
    parts.length("seconds", _("by {time}; no deadline moved"))


def _priority(event: EventView, parts: _Parts) -> None:
    parts.words("reason")
    parts.at("due_was", _("resolve by {time} before"))
    parts.at("due", _("now {time}"))
    parts.moved()


def _escalated(event: EventView, parts: _Parts) -> None:
    payload = event.payload
    if payload.get("contact"):
        parts.add(", ".join(codes.escalation_type(code) for code in payload.get("types", ())).lower())
    parts.words("rota", _("through {text}"))
    parts.words("instead_of", _("instead of handoff {text}"))
    if payload.get("priority_was"):
        parts.add(
            _("priority raised {was} to {becomes}").format(was=payload["priority_was"], becomes=payload["priority"])
        )
    if payload.get("transfer"):
        parts.add(codes.transfer(payload["transfer"]))
    parts.add(_("customer: {answer}").format(answer=codes.consent(payload.get("consent", ""))))
    parts.length("estimate", _("time to fix about {time}"))
    parts.at("next_update", _("next update promised for {time}"))


def _answered(event: EventView, parts: _Parts) -> None:
    parts.words("by", _("by {text}"))
    parts.add(handoff_wording.return_answer(event.payload.get("boxes", ()), ""))
    parts.words("words")
    parts.words("to", _("now with {text}"))
    parts.words("done")
    parts.length("estimate", _("time to fix about {time}"))
    parts.words("reference", _("their reference {text}"))
    parts.at("fixed_at", _("fixed at {time}"))


def _promise(event: EventView, parts: _Parts) -> None:
    _long(event, parts)
    parts.words("reason")
    parts.at("due_was", _("{time} before"))
    parts.at("due", _("for {time}"))
    parts.at("next_update", _("next update promised for {time}"))


def _agreement(event: EventView, parts: _Parts) -> None:
    parts.words("words")
    how = event.payload.get("how")
    if how:
        parts.add(_("by {channel}").format(channel=codes.channel(how)))


def _rota(event: EventView, parts: _Parts) -> None:
    if event.kind == EventKind.ROTA_COVERED:
        parts.words("instead_of", _("for {text}"))
    parts.at("start", _("from {time}"))
    parts.at("end", _("to {time}"))
    parts.at("other_start", _("and from {time}"))
    parts.at("other_end", _("to {time}"))


def _handed_on(event: EventView, parts: _Parts) -> None:
    parts.words("to", _("for {text}"))
    if event.payload.get("timeline"):
        parts.add(_("with its timeline"))


def _another_customer(event: EventView, parts: _Parts) -> None:
    parts.words("reason")
    if event.payload.get("merge") is not None:
        parts.add(_("with all that was theirs"))


def _sealed(event: EventView, parts: _Parts) -> None:
    parts.words("words")
    parts.add(confidential_wording.named(event.payload))


def _action(event: EventView, parts: _Parts) -> None:
    for said in improve_wording.details(event):
        parts.add(said)


def _retention(event: EventView, parts: _Parts) -> None:
    for said in customer_wording.details(event):
        parts.add(said)


_DETAILS: Mapping[EventKind, Callable[[EventView, _Parts], None]] = {
    **approval_wording.DETAILS,
    EventKind.POLICY_ISSUED: _policy_issued,
    EventKind.POLICY_REVIEWED: lambda event, parts: parts.add(_policy_owned(event.payload.get("becomes", {}))),
    **dict.fromkeys(incident_wording.TITLES, _incident),
    **dict.fromkeys(improve_wording.TITLES, _action),
    **dict.fromkeys(customer_wording.OF_KEEPING, _retention),
    EventKind.LOGGED: _logged,
    EventKind.CALL_SHEET: _handed_on,
    EventKind.PAPER_FAILED: lambda _event, parts: parts.words("why"),
    EventKind.NOTE: _noted,
    EventKind.STEP_TRIED: _long,
    EventKind.CUSTOMER_TOLD: _told,
    EventKind.ATTEMPT: _told,
    EventKind.EDITED: _edited,
    EventKind.PRIORITY: _priority,
    EventKind.DEADLINES_MOVED: _moved,
    EventKind.POLICY_APPLIED: _applied,
    EventKind.CLOCK_JUMPED: _jumped,
    EventKind.ROTA_COVERED: _rota,
    EventKind.ROTA_SWAPPED: _rota,
    EventKind.ROTA_TAKEN_OFF: _rota,
    EventKind.ROTA_OVERRIDE_ENDED: _rota,
    EventKind.UPDATE_ASKED: lambda _event, parts: parts.words("words"),
    EventKind.UPDATE_ANSWERED: lambda _event, parts: parts.words("words"),
    EventKind.REASSIGNED: lambda _event, parts: parts.words("reason"),
    EventKind.CUSTOMER_CHANGED: _another_customer,
    EventKind.MADE_CONFIDENTIAL: _sealed,
    EventKind.MADE_OPEN: _sealed,
    EventKind.NAMED: lambda event, parts: parts.add(confidential_wording.renamed(event.payload)),
    EventKind.PAUSED: lambda _event, parts: parts.words("words"),
    EventKind.RESUMED: _long,
    EventKind.RESOLVED: _long,
    EventKind.CLOSED: _agreement,
    EventKind.NOT_AGREED: _agreement,
    EventKind.REOPENED: _long,
    EventKind.ESCALATED: _escalated,
    EventKind.ACCEPTED: _answered,
    EventKind.REFUSED: _answered,
    EventKind.WITHDRAWN: _answered,
    EventKind.HEARD: _answered,
    EventKind.RETURNED: _answered,
    EventKind.HANDOFF_AMENDED: lambda event, parts: parts.add(handoff_wording.amended(event)),
    EventKind.CALL_BACK_PROMISED: _promise,
    EventKind.FOLLOW_UP_PROMISED: _promise,
    EventKind.LAPSED: lambda _event, parts: parts.words("words"),
    EventKind.VOIDED: lambda _event, parts: parts.words("words"),
    EventKind.RESTORED: lambda _event, parts: parts.words("words"),
    EventKind.PROMISE_KEPT: _promise,
    EventKind.PROMISE_MOVED: _promise,
    EventKind.CONTACT_TRIED: lambda _event, parts: parts.words("words"),
    EventKind.IMPORTED: lambda _event, parts: parts.words("by", _("by {text}")),
}
