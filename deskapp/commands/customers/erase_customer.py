"""`deskapp erase-customer`: a customer is forgotten, by a manager, for good."""

from __future__ import annotations

from argparse import Namespace

from deskapp.commands.arguments import Commands, command, file_of_desk, who_acts
from deskapp.commands.customers.which import customer_of, which_customer
from deskapp.commands.desks import opened
from deskapp.commands.output import say
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.language import _
from deskapp.wording.erasure import asking as erasure_wording


def add(commands: Commands) -> None:
    erase = command(
        commands,
        "erase-customer",
        _("forget a customer for good: all that is said of them goes, their calls stay as figures"),
        'deskapp erase-customer desk.db A-1007 --reason "They asked for it, letter of 3 March"',
        'deskapp erase-customer desk.db A-1007 --reason "They asked for it" --remove-backups',
    )
    file_of_desk(erase)
    which_customer(erase)
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
        customer = customer_of(desk, asked.customer)
        act = ForgetCustomer(customer.id, asked.reason, Instead(**erasure_wording.instead()))
        value = desk.erasures.forget(act).value
        held = desk.erasures.backups(customer.id)
        removed = desk.erasures.remove_backups([one.name for one in held]).value if asked.remove_backups else 0
        left = desk.erasures.backups(customer.id)
        say(erasure_wording.done(value, removed, len(left)))
        for one in left:
            say(f"  {one.name}")
    return 0
