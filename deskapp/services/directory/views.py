"""Customers and contacts as the screens see them: plain frozen data. Instants are aware UTC."""

from datetime import timedelta

from deskapp.domain import reach
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    ContactKind,
    Level,
    Tier,
)
from deskapp.services.calls.row import CallRow
from deskapp.services.places.views import PersonView


@dataclass(frozen=True, slots=True)
class CustomerView:
    id: int
    name: str
    organisation: str
    account: str
    email: str
    tier: Tier
    notes: str
    phones: tuple[str, ...]
    version: int
    open_calls: int = 0
    #: What each number, the first address and the others are for; see `phone_lines`.
    phone_kinds: tuple[str, ...] = ()
    email_kind: str = ""
    #: Lines of `deskapp.domain.reach`, in order.
    other_emails: tuple[str, ...] = ()
    #: Under which number it is on record that they were forgotten; None: they are not.
    erasure_id: int | None = None

    @property
    def phone_lines(self) -> tuple[str, ...]:
        """The numbers with what they are for, as people read and write them."""
        return reach.lines(self.phones, self.phone_kinds)

    @property
    def emails(self) -> tuple[reach.Reach, ...]:
        """All addresses, the first one first."""
        return reach.with_first(self.email, self.email_kind, self.other_emails)


@dataclass(frozen=True, slots=True)
class CallerMatch:
    """A customer, or one of their people, found while typing, with the open calls and those of the last 7 days."""

    customer: CustomerView
    calls: tuple[CallRow, ...]
    #: Who of their people it is that was found; None: the customer was.
    person: PersonView | None = None


@dataclass(frozen=True, slots=True)
class ContactView:
    id: int
    kind: ContactKind
    name: str
    organisation: str
    role: str
    skills: tuple[int, ...]
    phones: tuple[str, ...]
    email: str
    #: The contact's own hours; None: the desk's calendar.
    calendar_id: int | None
    authority: Level
    agreed_response: timedelta | None
    our_account: str
    #: Codes of `deskapp.domain.handoff.visible.Visible` this contact may see.
    may_see: tuple[str, ...]
    language: str
    notes: str
    active: bool
    version: int
    open_escalations: int = 0
    #: Who stands in for them, in order.
    deputies: tuple[int, ...] = ()
    #: What each number, the first address and the others are for; see `phone_lines`.
    phone_kinds: tuple[str, ...] = ()
    email_kind: str = ""
    #: Lines of `deskapp.domain.reach`, in order.
    other_emails: tuple[str, ...] = ()

    @property
    def phone_lines(self) -> tuple[str, ...]:
        """The numbers with what they are for, as people read and write them."""
        return reach.lines(self.phones, self.phone_kinds)

    @property
    def emails(self) -> tuple[reach.Reach, ...]:
        """All addresses, the first one first."""
        return reach.with_first(self.email, self.email_kind, self.other_emails)
