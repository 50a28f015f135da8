"""Which customer a command is about: by account, by number, or by the whole name where one alone has it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed, NotFound
from deskapp.domain.spelling import compact, same_name
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.services.directory.views import CustomerView

_NUMBER = "#"


def which_customer(command: ArgumentParser) -> None:
    told = _("the customer's account, with or without its signs; their whole name; or #12, their number")
    command.add_argument("customer", metavar="CUSTOMER", help=told)


def customer_of(desk: Desk, said: str) -> CustomerView:
    """Raises NotFound, or NotAllowed where several are meant."""
    number = said.removeprefix(_NUMBER)
    if said.startswith(_NUMBER) and number.isascii() and number.isdecimal():
        return desk.directory.customer(int(number))
    same, listed = compact(said), desk.directory.customers(said)
    found = [one for one in listed if same and compact(one.account) == same]
    found = found or [one for one in listed if same_name(one.name, said)]
    if not found:
        raise NotFound(Refusal.NO_SUCH_ACCOUNT, account=said)
    if len(found) > 1:
        names = direction.row((f"{one.name} ({_NUMBER}{one.id})" for one in found), ", ")
        raise NotAllowed(Refusal.ACCOUNT_OF_SEVERAL, account=said, names=names)
    return found[0]
