"""Contacts and customers as lists to write, in the columns that an import reads."""

from collections.abc import Sequence

from deskapp.domain.exchange.table import Column
from deskapp.language import _, ngettext
from deskapp.services.directory.contact_entries import FIELDS
from deskapp.services.directory.customers import FIELDS as CUSTOMER_FIELDS
from deskapp.ui.work.listing import Listing, in_one_go


def of_contacts(listed: Sequence[int], count: int) -> tuple[Listing, Listing]:
    """Those that are listed, and everybody; `count`: how many those are."""
    return _contacts("listed", _shown(len(listed)), tuple(listed), len(listed)), _contacts(
        "all", _("Everybody"), (), count
    )


def of_customers(listed: Sequence[int]) -> tuple[Listing, ...]:
    """Those that are listed, where any are, and everybody."""
    columns, name, ids = tuple(Column(field) for field in CUSTOMER_FIELDS), _("Customers"), tuple(listed)
    everybody = Listing("all", _("Everybody"), name, columns, lambda desk: desk.directory.customer_cells(), 0)
    if not ids:
        return (everybody,)
    shown = Listing(
        "listed", _shown(len(ids)), name, columns, lambda desk: desk.directory.customer_cells(ids), len(ids)
    )
    return shown, everybody


def _contacts(key: str, which: str, ids: tuple[int, ...], count: int) -> Listing:
    forms = (
        in_one_go("vcard4", "vcf", _("vCard 4"), lambda desk: desk.contact_files.export("vcard4", ids)),
        in_one_go(
            "vcard3", "vcf", _("vCard 3, for older programs"), lambda desk: desk.contact_files.export("vcard3", ids)
        ),
    )
    columns = tuple(Column(field) for field in FIELDS)
    return Listing(key, which, _("Contacts"), columns, lambda desk: desk.contact_files.cells(ids), count, forms)


def _shown(count: int) -> str:
    return ngettext("The {n} that is listed", "The {n} that are listed", count).format(n=count)
