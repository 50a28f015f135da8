"""A call as its papers tell it: for the desk whole, for the customer what is meant for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from deskapp import direction
from deskapp.documents import wording as paper_wording
from deskapp.documents.call_sheet import CallSheet, Part, Told
from deskapp.documents.moments import Moments
from deskapp.domain import sla
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CallState
from deskapp.language import SPOKEN, Words, _
from deskapp.paperwork import call_handoffs
from deskapp.services.approvals.views import ApprovalView
from deskapp.services.overview.views import CallDetail
from deskapp.services.site.views import DeskFacts
from deskapp.wording import approvals as approval_wording
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import events as event_wording
from deskapp.wording import places as place_wording
from deskapp.wording.story import tried

#: Lines of the timeline in which the customer was spoken to, or was to be.
_CONVERSATIONS = frozenset(
    (EventKind.CUSTOMER_TOLD, EventKind.ATTEMPT, EventKind.PROMISE_KEPT, EventKind.NOT_AGREED, EventKind.CLOSED)
)


def for_desk(
    call: CallDetail, facts: DeskFacts, now: datetime, by: str, *, timeline: bool, number: int = 0
) -> CallSheet:
    """Everything about a call, in the words of the window; of one that is not for whoever looks, that it is there."""
    zone = facts.site.zone
    if call.masked:
        whole: tuple[tuple[str, str], ...] = ((_("Owner"), call.row.owner), (_("Status"), codes.status_of(call.row)))
        parts: tuple[Part, ...] = (Part(_("Confidential"), (confidential_wording.why(),)), _clocks(call, zone, now))
        told: tuple[Told, ...] | None = None
    else:
        whole, parts = tuple(_facts(call, zone, now)), tuple(_parts(call, zone, now))
        told = tuple(_told(call, zone, now)) if timeline else None
    return CallSheet(
        kind=_("Call, for the desk"),
        ref=call.row.ref,
        title=call.row.summary,
        subtitle=_("{status}, logged {when}").format(
            status=codes.status_of(call.row), when=_at(call.row.logged_at, zone, now)
        ),
        facts=whole,
        parts=parts,
        timeline=told,
        site=facts.site.name,
        zone=zone,
        printed_at=now,
        printed_by=by,
        number=number,
        paper=facts.site.paper,
        language=facts.site.language,
        head=call.head,
    )


def for_customer(
    call: CallDetail, facts: DeskFacts, now: datetime, by: str, words: Words, *, number: int = 0
) -> CallSheet:
    """What is meant for the customer: what they said and want, what solved it, what they were promised; no word more.

    Neither notes, steps, tone, priority, clocks, other people's names but the owner's, nor the timeline.
    """
    say, moments = words.gettext, Moments(facts.site.zone, now, words)
    promised = [
        direction.row((paper_wording.promised(one.kind, words), moments.short(one.due_at)), ": ")
        for one in call.promises
        if one.kept_at is None and one.moved_to is None
    ]
    solved = call.solution if call.state in (CallState.RESOLVED, CallState.CLOSED) else ""
    return CallSheet(
        kind=say("Your call"),
        ref=call.row.ref,
        # What the desk calls it among itself is not meant for them.
        title=say("Your call {ref}").format(ref=call.row.ref),
        subtitle=say("logged {when}").format(when=moments.short(call.row.logged_at)),
        facts=(
            (say("Customer"), direction.row((call.customer.name, call.customer.organisation), ", ")),
            (say("Looks after it"), call.row.owner),
            (say("Our number"), facts.site.phone),
        ),
        parts=(
            Part(say("What you told us"), _some(call.details)),
            Part(say("What you want"), _some(call.wants)),
            Part(say("What solved it"), _some(solved)),
            Part(say("What we promised"), tuple(promised)),
        ),
        timeline=None,
        site=facts.site.name,
        zone=facts.site.zone,
        printed_at=now,
        printed_by=by,
        number=number,
        paper=facts.site.paper,
        language=facts.site.language,
        head=call.head,
    )


def _facts(call: CallDetail, zone: str, now: datetime) -> Iterator[tuple[str, str]]:
    row, customer = call.row, call.customer
    account = _("account {number}").format(number=customer.account) if customer.account else ""
    who = direction.row((customer.name, customer.organisation), ", ")
    reach = (*customer.phone_lines, *(one.text for one in customer.emails))
    yield _("Customer"), "\n".join(filter(None, (who, account, *reach)))
    if call.person is not None:
        person = place_wording.person(call.person)
        yield _("Spoken to"), "\n".join(filter(None, (person, *call.person.phone_lines, call.person.email)))
    why = call.priority_reason
    yield (
        _("Priority"),
        "\n".join(
            filter(None, (direction.row((row.priority, codes.impact(call.impact), codes.urgency(call.urgency))), why))
        ),
    )
    yield _("Owner"), row.owner
    yield _("Category"), call.category
    yield _("Came by"), codes.channel(call.channel)
    deadline = row.customer_deadline
    yield _("Customer's deadline"), _at(deadline, zone, now) if deadline else ""
    yield _("With"), row.with_name
    yield _("Incident"), call.incident.title if call.incident else ""
    yield _("Repeat of"), call.repeat_of
    if call.place is not None:
        where = (
            place_wording.place(call.place),
            place_wording.ask_for(call.place),
            call.place.phone,
            call.place.access,
        )
        yield _("Place"), "\n".join(filter(None, where))
    if call.equipment is not None:
        thing = call.equipment
        today = now.astimezone(ZoneInfo(zone)).date()
        about = (place_wording.equipment(thing), place_wording.cover(thing, today), place_wording.looked_after(thing))
        yield _("Equipment"), "\n".join(filter(None, about))
    for one in call.fields:
        yield one.label, codes.field_value(one.kind, one.value)


def _parts(call: CallDetail, zone: str, now: datetime) -> Iterator[Part]:
    yield Part(_("What the customer said"), _some(call.details))
    yield Part(_("What the customer wants"), _some(call.wants))
    yield Part(_("What was tried"), _some(tried(call, zone, now, lambda at: _at(at, zone, now))))
    yield Part(_("Next step"), _some(call.row.next_step))
    yield Part(_("Tone"), _some(codes.tone(call.tone) if call.tone else ""))
    yield Part(_("What solved it"), _some(call.solution))
    yield _clocks(call, zone, now)
    yield Part(_("Conversations"), tuple(_conversations(call, zone, now)))
    yield from call_handoffs.parts(call, zone, now)
    yield Part(_("Approvals"), tuple(_approval(one) for one in call.approvals))
    yield Part(_("Attached"), tuple(one.name for one in call.attachments))


def _clocks(call: CallDetail, zone: str, now: datetime) -> Part:
    return Part(_("Clocks"), tuple(_clock_lines(call, zone, now)))


def _clock_lines(call: CallDetail, zone: str, now: datetime) -> Iterator[str]:
    for clock in call.clocks:
        reading = sla.reading(clock.facts, now)
        due = _("due {time}").format(time=_at(reading.due, zone, now)) if reading.due else ""
        name = direction.row((codes.clock(clock.kind), clock.contact), ", ")
        yield direction.row((name, direction.row((codes.clock_state(clock, reading), due), ", ")), ": ")


def _conversations(call: CallDetail, zone: str, now: datetime) -> Iterator[str]:
    for event in call.events:
        if event.kind in _CONVERSATIONS:
            title, words = event_wording.event_title(event), event_wording.event_words(event, zone, now)
            yield direction.row((_at(event.at, zone, now), event.by, title, words))


def _approval(one: ApprovalView) -> str:
    stands = direction.row((approval_wording.standing(one.standing), one.decided_by), ", ")
    return direction.row((approval_wording.title(one), stands, one.reason, one.words))


def _told(call: CallDetail, zone: str, now: datetime) -> Iterator[Told]:
    for event in call.events:
        words = event_wording.event_words(event, zone, now)
        yield Told(_at(event.at, zone, now), event.by, event_wording.event_title(event), words)


def _at(at: datetime, zone: str, now: datetime) -> str:
    """With its day: nobody knows when a paper is read."""
    return Moments(zone, now, SPOKEN).short(at)


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text.strip() else ()
