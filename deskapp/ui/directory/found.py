"""What the directory's list needs of the desk, read in one go off the window's thread."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from deskapp.desk import Desk
from deskapp.domain.data_class import dataclass
from deskapp.services.clocks.views import CalendarView
from deskapp.services.directory.views import ContactView

#: So many cards are looked through at most; who looks for somebody types on.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Found:
    """The contacts that fit, the calendars (the desk's own first), and who is on call, until when."""

    contacts: tuple[ContactView, ...] = ()
    more: int = 0
    calendars: tuple[CalendarView, ...] = ()
    #: Everybody, also those not listed: deputies are named.
    everybody: Mapping[int, ContactView] = field(default_factory=dict)
    on_call: Mapping[int, datetime | None] = field(default_factory=dict)

    def hours(self, contact: ContactView) -> CalendarView:
        """The contact's own hours, else the desk's."""
        wanted = (hours for hours in self.calendars if hours.id == contact.calendar_id)
        return next(wanted, self.calendars[0])

    def deputies(self, contact: ContactView) -> tuple[ContactView, ...]:
        """Who stands in, in order, as far as they are active."""
        known = (self.everybody.get(contact_id) for contact_id in contact.deputies)
        return tuple(one for one in known if one is not None and one.active)


def read(desk: Desk, text: str, inactive: bool) -> Found:
    contacts = desk.directory.contacts(text, (), inactive)
    on_call = desk.rotas.on_call_now()
    return Found(
        contacts[:SHOWN],
        max(0, len(contacts) - SHOWN),
        desk.site.calendars(),
        {one.id: one for one in desk.directory.contacts(inactive=True)},
        {one.contact_id: one.until for one in on_call if one.contact_id is not None},
    )
