"""`deskapp erase-customer`: a customer is forgotten, by a manager, for good."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.commands.arguments import Commands, command, file_of_desk, who_acts
from deskapp.commands.desks import opened
from deskapp.commands.output import say
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed, NotFound
from deskapp.domain.spelling import compact
from deskapp.language import _
from deskapp.wording.erasure import asking as erasure_wording

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.services.directory.views import CustomerView


def add(commands: Commands) -> None:
    erase = command(
        commands,
        "erase-customer",
        _("forget a customer for good: all that is said of them goes, their calls stay as figures"),
        'deskapp erase-customer desk.db A-1007 --reason "They asked for it, letter of 3 March"',
        'deskapp erase-customer desk.db A-1007 --reason "They asked for it" --remove-backups',
    )
    file_of_desk(erase)
    erase.add_argument("account", metavar="ACCOUNT", help=_("the customer's account, with or without its signs"))
    why = _("why; it is kept, so it must not say who they are")
    erase.add_argument("--reason", metavar="WORDS", required=True, help=why)
    gone = _("also remove the backups beside the desk that still know them; a new one is made before")
    erase.add_argument("--remove-backups", action="store_true", help=gone)
    who_acts(erase)
    erase.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.services.erasure.acts import ForgetCustomer, Instead

    with opened(asked.file, clock) as desk:
        act_as_named_or_head(desk, asked.who)
        customer = _of_account(desk, asked.account)
        act = ForgetCustomer(customer.id, asked.reason, Instead(**erasure_wording.instead()))
        value = desk.erasures.forget(act).value
        held = desk.erasures.backups(customer.id)
        removed = desk.erasures.remove_backups([one.name for one in held]).value if asked.remove_backups else 0
        left = desk.erasures.backups(customer.id)
        say(erasure_wording.done(value, removed, len(left)))
        for one in left:
            say(f"  {one.name}")
    return 0


def _of_account(desk: Desk, account: str) -> CustomerView:
    """Raises NotFound, or NotAllowed where several have it."""
    same = compact(account)
    found = [one for one in desk.directory.customers(account) if same and compact(one.account) == same]
    if not found:
        raise NotFound(Refusal.NO_SUCH_ACCOUNT, account=account)
    if len(found) > 1:
        names = direction.row((one.name for one in found), ", ")
        raise NotAllowed(Refusal.ACCOUNT_OF_SEVERAL, account=account, names=names)
    return found[0]
