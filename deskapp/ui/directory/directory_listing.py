"""Contacts and customers as lists to write, in the columns that an import reads."""

from collections.abc import Callable, Sequence

from deskapp.desk import Desk
from deskapp.domain.exchange.table import Column
from deskapp.language import _, ngettext
from deskapp.services.directory.contact_entries import CUSTOMER_FIELDS, FIELDS
from deskapp.services.places.file_entries import FIELDS as EQUIPMENT_FIELDS
from deskapp.services.places.people import FIELDS as PEOPLE_FIELDS
from deskapp.ui.work.listing import Form, Listing, in_one_go


def of_contacts(listed: Sequence[int], count: int) -> tuple[Listing, Listing]:
    """Those that are listed, and everybody; `count`: how many those are."""
    return _contacts("listed", _shown(len(listed)), tuple(listed), len(listed)), _contacts(
        "all", _("Everybody"), (), count
    )


def of_customers(listed: Sequence[int]) -> tuple[Listing, ...]:
    """Those that are listed, where any are, and everybody."""
    ids = tuple(listed)
    everybody = (_customers("all", _("Everybody"), (), 0), _people(), _equipment())
    return (_customers("listed", _shown(len(ids)), ids, len(ids)), *everybody) if ids else everybody


def _people() -> Listing:
    """Who speaks for them, of all customers."""
    columns = tuple(Column(field) for field in PEOPLE_FIELDS)
    which = _("People of customers")
    return Listing("people", which, which, columns, lambda desk: desk.places.people_cells(), 0)


def _equipment() -> Listing:
    """What stands where, of all customers."""
    columns = tuple(Column(field) for field in EQUIPMENT_FIELDS)
    which = _("Places and equipment")
    return Listing("equipment", which, which, columns, lambda desk: desk.equipment_files.cells(), 0)


def _contacts(key: str, which: str, ids: tuple[int, ...], count: int) -> Listing:
    columns = tuple(Column(field) for field in FIELDS)
    forms = _cards(lambda desk, form: desk.contact_files.export(form, ids))
    return Listing(key, which, _("Contacts"), columns, lambda desk: desk.contact_files.cells(ids), count, forms)


def _customers(key: str, which: str, ids: tuple[int, ...], count: int) -> Listing:
    columns = tuple(Column(field) for field in CUSTOMER_FIELDS)
    forms = _cards(lambda desk, form: desk.customer_files.export(form, ids))
    return Listing(key, which, _("Customers"), columns, lambda desk: desk.directory.customer_cells(ids), count, forms)


def _cards(write: Callable[[Desk, str], bytes]) -> tuple[Form, ...]:
    return (
        in_one_go("vcard4", "vcf", _("vCard 4"), lambda desk: write(desk, "vcard4")),
        in_one_go("vcard3", "vcf", _("vCard 3, for older programs"), lambda desk: write(desk, "vcard3")),
    )


def _shown(count: int) -> str:
    return ngettext("The {n} that is listed", "The {n} that are listed", count).format(n=count)
