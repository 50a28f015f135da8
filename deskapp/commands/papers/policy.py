"""`deskapp policy`: the written escalation policy as a PDF, as it was issued or as the settings are now."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress

from deskapp.commands.arguments import Commands, command, file_of_desk
from deskapp.commands.desks import opened
from deskapp.commands.paper_out import check_place, hand_out, printed_by, to_pdf
from deskapp.domain.clock import Clock
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import PaperWay
from deskapp.language import _


def add(commands: Commands) -> None:
    policy = command(
        commands,
        "policy",
        _("write the escalation policy that is in force as a PDF, else a draft of it"),
        "deskapp policy desk.db --to policy.pdf",
        "deskapp policy desk.db --issued 2 --to policy-2.pdf",
        "deskapp policy desk.db --draft --to - | lp",
    )
    file_of_desk(policy)
    which = policy.add_mutually_exclusive_group()
    which.add_argument("--issued", metavar="NUMBER", type=int, help=_("the version of this number, as it was issued"))
    which.add_argument("--draft", action="store_true", help=_("what would be issued now, by the settings"))
    to_pdf(policy)
    policy.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.paperwork import policy
    from deskapp.services.written_policy.views import PolicyVersion

    check_place(asked)
    with opened(asked.file, clock) as desk:
        by, now = printed_by(desk, asked), clock.now()
        sheet = policy.read(desk, now, asked.issued, draft=asked.draft)
        hand_out(asked, policy.pdf(sheet, desk.facts(), now, by))
        if asked.who is not None and isinstance(sheet.policy, PolicyVersion):
            # A desk that cannot be written is printed all the same.
            with suppress(StorageProblem):
                desk.desk_papers.policy_left(sheet.policy.issued.number, PaperWay.SAVED)
    return 0
