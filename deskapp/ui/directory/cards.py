"""How contacts and customers look in the directory's list, and what it says where there is nobody."""

from collections.abc import Sequence
from datetime import datetime

from deskapp import direction
from deskapp.domain.words import Tier
from deskapp.language import _, ngettext
from deskapp.services.directory.browsing import Which
from deskapp.services.directory.views import ContactView, CustomerView
from deskapp.services.places.views import PersonView
from deskapp.ui.directory import words
from deskapp.ui.directory.found import Found
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.wording import codes, times
from deskapp.wording import places as place_wording


def contact_item(contact: ContactView, found: Found, now: datetime, zone: str) -> CardItem:
    said, tint = presence(contact, found, now, zone)
    if not contact.active:
        said, tint = _("not active"), Tint.PAUSED
    what = (contact.role, contact.organisation, codes.kind(contact.kind))
    numbers = direction.row(contact.phones, ", ")
    lines = [Line(_line(what))]
    if numbers:
        lines.append(Line(numbers, muted=False))
    return CardItem(contact.id, contact.name, tuple(lines), said, tint, shape=tint is not Tint.PAUSED)


def presence(contact: ContactView, found: Found, now: datetime, zone: str) -> tuple[str, Tint]:
    """Whether somebody can be reached now and until when: on call also out of their hours."""
    calendar = found.hours(contact).calendar
    if contact.id in found.on_call and not calendar.is_open(now):
        until = found.on_call[contact.id]
        if until is None:
            return _("on call"), Tint.OK
        return _("on call until {time}").format(time=times.instant(until, zone, now)), Tint.OK
    return words.presence(calendar, now, zone)


def customer_item(customer: CustomerView, people: Sequence[PersonView] = ()) -> CardItem:
    """people: theirs, by whom they were found."""
    account = _("account {number}").format(number=customer.account) if customer.account else ""
    tier = codes.tier(customer.tier) if customer.tier is not Tier.STANDARD else ""
    line = _line((account, *customer.phones, customer.organisation, tier))
    open_ = ngettext("{n} open", "{n} open", customer.open_calls).format(n=customer.open_calls)
    return CardItem(
        customer.id,
        customer.name,
        (*((Line(line),) if line else ()), *(Line(_speaks(one), muted=False) for one in people)),
        open_ if customer.open_calls else "",
        Tint.SOON if customer.open_calls else None,
        shape=False,
    )


def _speaks(person: PersonView) -> str:
    return direction.row((place_wording.person(person), *person.phones[:1]))


def empty_words(contacts: bool, typed: str, which: Which) -> tuple[str, str, str]:
    """Heading, what to do next, and the button that does it, for a list without anybody."""
    if contacts and typed:
        return (
            _("Nobody found"),
            _("No contact has all of these words. Type fewer, or add them."),
            _("New contact"),
        )
    if contacts:
        return (
            _("No contacts yet"),
            _("Add those whom the desk can hand a call to: senior staff, experts, suppliers, contractors."),
            _("New contact"),
        )
    if typed:
        return (
            _("No customer found"),
            _("No name, account or number begins like this. Type fewer letters, or add the customer."),
            _("New customer"),
        )
    if which is Which.WITH_OPEN_CALLS:
        return _("Nobody has an open call"), _("Whoever is waiting for something stands here."), _("New customer")
    if which is Which.KEY:
        return (
            _("No key account yet"),
            _("Whom the desk puts first is said in their record, under tier."),
            _("New customer"),
        )
    return (
        _("No customers yet"),
        _("Whoever calls is added with their first call. Add somebody here, or import a list."),
        _("New customer"),
    )


def _line(parts: tuple[str, ...]) -> str:
    return direction.row(parts)
