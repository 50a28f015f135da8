"""What people do in the directory, as plain frozen data."""

from datetime import timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    ContactKind,
    Level,
    Tier,
)


@dataclass(frozen=True, slots=True)
class SaveContact:
    """A new contact (id None) or an edited one (id and the version that was seen)."""

    kind: ContactKind
    name: str
    organisation: str = ""
    role: str = ""
    skills: tuple[int, ...] = ()
    #: In the order in which they are tried.
    phones: tuple[str, ...] = ()
    email: str = ""
    calendar_id: int | None = None
    authority: Level = Level.AGENT
    agreed_response: timedelta | None = None
    our_account: str = ""
    #: Values of `Visible`; () is nothing. None leaves it as it is: a new contact outside has the careful default.
    may_see: tuple[str, ...] | None = None
    language: str = ""
    notes: str = ""
    active: bool = True
    #: Who stands in for them, in order.
    deputies: tuple[int, ...] = ()
    #: What each number and the first address is for (`deskapp.domain.reach`); those at the end may be left away.
    phone_kinds: tuple[str, ...] = ()
    email_kind: str = ""
    #: Lines of `deskapp.domain.reach`, in order.
    other_emails: tuple[str, ...] = ()
    id: int | None = None
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class SaveCustomer:
    name: str
    organisation: str = ""
    account: str = ""
    email: str = ""
    tier: Tier = Tier.STANDARD
    notes: str = ""
    #: In the order in which they are tried.
    phones: tuple[str, ...] = ()
    #: What each number and the first address is for (`deskapp.domain.reach`); those at the end may be left away.
    phone_kinds: tuple[str, ...] = ()
    email_kind: str = ""
    #: Lines of `deskapp.domain.reach`, in order.
    other_emails: tuple[str, ...] = ()
    id: int | None = None
    base_version: int | None = None
