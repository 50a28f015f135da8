"""Callers that were found, as cards to pick from; the last offers to add a new one."""

from collections.abc import Sequence

from deskapp import direction
from deskapp.domain.words import Tier
from deskapp.language import _, ngettext
from deskapp.services.directory.views import CallerMatch, CustomerView
from deskapp.services.places.views import PersonView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.wording import places as place_wording

#: The key of the card that adds somebody.
NEW = "new"


def cards(matches: Sequence[CallerMatch], typed: str) -> list[CardItem]:
    """All who were found, and the new caller."""
    offered = [card(match.customer, typed, match.person) for match in matches]
    keep = _("keep this number") if is_number(typed) else _("keep this name") if typed.strip() else ""
    lines = (Line(keep),) if keep else ()
    return [*offered, CardItem(NEW, _("New caller"), lines, _("Ctrl+Shift+N"), Tint.PLAIN, shape=False)]


def is_number(typed: str) -> bool:
    """Whether what was typed can be kept as a phone number."""
    digits = sum(character.isdigit() for character in typed)
    return digits >= 4 and not any(character.isalpha() for character in typed)


def name_of(customer: CustomerView) -> str:
    """As the lists of calls name them."""
    named = (customer.name, customer.organisation)
    return direction.row(dict.fromkeys(named), ", ")


def key_of(match: CallerMatch) -> int | str:
    """The key of who was found: the customer's id; of one of their people one that has both."""
    return _key(match.customer, match.person)


def _key(customer: CustomerView, person: PersonView | None) -> int | str:
    return customer.id if person is None else f"{customer.id}:{person.id}"


def card(customer: CustomerView, typed: str, person: PersonView | None = None) -> CardItem:
    """A customer who was found by what was typed, or one of their people."""
    account = _("account {account}").format(account=customer.account) if customer.account else ""
    tier = _("key account") if customer.tier is Tier.KEY else ""
    numbers = customer.phones if person is None else person.phones
    line = direction.row((_phone(numbers, typed), account, tier))
    count = customer.open_calls
    open_now = ngettext("{n} open call", "{n} open calls", count).format(n=count)
    return CardItem(
        key=_key(customer, person),
        title=name_of(customer) if person is None else direction.row((place_wording.person(person), name_of(customer))),
        lines=(Line(line),) if line else (),
        corner=open_now if count else _("no open call"),
        tint=Tint.SOON if count else Tint.OK,
        shape=False,
    )


def _phone(numbers: Sequence[str], typed: str) -> str:
    """The number that was typed, of several."""
    wanted = _digits(typed)
    matching = [phone for phone in numbers if wanted and wanted in _digits(phone)]
    return next(iter((*matching, *numbers)), "")


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
