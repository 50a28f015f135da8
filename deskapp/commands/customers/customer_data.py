"""`deskapp customer-data`: everything about a customer, to be given to them; that it was is recorded."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from deskapp.commands.arguments import Commands, command, file_of_desk, who_acts
from deskapp.commands.customers.which import customer_of, which_customer
from deskapp.commands.desks import opened
from deskapp.commands.output import say
from deskapp.commands.paper_out import check_place
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.language import _


def add(commands: Commands) -> None:
    data = command(
        commands,
        "customer-data",
        _("write everything that is kept about a customer, to be given to them"),
        "deskapp customer-data desk.db A-1007 --to customer.zip",
        'deskapp customer-data desk.db "Ada Lovelace" --to customer.pdf --as "Sue Supervisor"',
    )
    file_of_desk(data)
    which_customer(data)
    what = _("the file to write: .pdf to read, .json, or .zip with both and the attachments")
    data.add_argument("--to", metavar="FILE", type=Path, required=True, help=what)
    data.add_argument("--force", action="store_true", help=_("write over a file that is there"))
    hidden = _("with their confidential calls; for managers")
    data.add_argument("--with-confidential", action="store_true", help=hidden)
    who_acts(data)
    data.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.paperwork import customer_data

    check_place(asked)
    with opened(asked.file, clock) as desk:
        act_as_named_or_head(desk, asked.who)
        customer = customer_of(desk, asked.customer)
        customer_data.save(desk, customer.id, asked.to, desk.facts(), confidential=asked.with_confidential)
    say(_("Wrote {path}: read it before you hand it over.").format(path=asked.to))
    return 0
