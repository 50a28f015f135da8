"""What two people do at one desk, at random: the same in this process and in another one.

Run as a process it does what it is told, a line an act: a seed, and the instant in microseconds.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from scene import HOUR, MINUTE, MONDAY_TEN, NO, YES, by_mail, contact, escalate, log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError
from deskapp.domain.words import ContactKind, Impact, PauseReason, Role, Urgency, VoidReason
from deskapp.models.base import from_stored
from deskapp.services.calls import acts
from deskapp.services.escalations.acts import AcceptEscalation, HearFromContact, RefuseEscalation, ReturnEscalation
from deskapp.services.staff.acts import SaveStaff

CALLS = 14
#: The manager of a new desk, a supervisor, and agents.
STAFF = (1, 2, 3, 4)
LATER = (5 * MINUTE, 50 * MINUTE, 4 * HOUR, 26 * HOUR)


def begin(path: Path, clock: FixedClock) -> None:
    """People, contacts of whom two are of one firm, and calls; some confidential."""
    desk = Desk(path, clock, staff_id=1).open()
    for role, name in ((Role.SUPERVISOR, "Rita"), (Role.AGENT, "Lena"), (Role.AGENT, "Omar")):
        desk.site.save_staff(SaveStaff(name, role))
    for name, firm in (("Grace Hopper", "Halden"), ("Konrad Zuse", "Halden"), ("Jo Marsh", "Cobalt")):
        contact(desk, name, ContactKind.SUPPLIER, organisation=firm)
    contact(desk, "Alan Turing", role="RMA desk")
    for place in range(CALLS):
        clock.advance(7 * MINUTE)
        desk.work.staff_id = STAFF[place % len(STAFF)]
        ahead = {"customer_deadline": clock.now() + place * HOUR} if place % 4 == 1 else {}
        row = (by_mail if place % 2 else log)(desk, urgency=list(Urgency)[place % 3], **ahead)
        if place % 5 == 0:
            desk.calls.make_confidential(acts.MakeConfidential(row.id, "Staff"))
    desk.close()


def act(desk: Desk, dice: Random) -> None:
    """Something that somebody does; what has no place now is refused, and nothing has changed."""
    now, number = desk.clock.now(), dice.randint(1, CALLS)
    desk.work.staff_id = dice.choice((1, 2))
    ahead = now + dice.choice(LATER)
    calls, promises, escalations = desk.calls, desk.promises, desk.escalations
    out = [one.escalation.id for one in escalations.out()] or [0]
    promised = [one.id for one in promises.open()] or [0]
    one_out, promise = dice.choice(out), dice.choice(promised)
    everything: list[Callable[[], object]] = [
        lambda: calls.contact_customer(acts.ContactCustomer(number, reached=False, next_step="Try again")),
        lambda: calls.contact_customer(acts.ContactCustomer(number, True, next_update=dice.choice((None, ahead)))),
        lambda: calls.set_priority(acts.SetPriority(number, dice.choice(list(Impact)), dice.choice(list(Urgency)))),
        lambda: calls.pause(acts.PauseCall(number, dice.choice((PauseReason.CUSTOMER, PauseReason.OTHER)), "Away")),
        lambda: calls.resume(acts.ResumeCall(number)),
        lambda: calls.resolve(acts.ResolveCall(number, "A new cable", dice.choice((None, None, NO, YES)))),
        lambda: calls.resolve(acts.ResolveCall(number, "A new cable")),
        lambda: calls.agree(acts.RecordAgreement(number, dice.choice((NO, YES)))),
        lambda: calls.reopen(acts.ReopenCall(number, "It is back")),
        lambda: calls.void(acts.VoidCall(number, VoidReason.IN_ERROR, words="A wrong number")),
        lambda: calls.restore(acts.RestoreCall(number, "It was one after all")),
        lambda: calls.reassign(acts.Reassign((number,), dice.choice(STAFF), "Away")),
        lambda: calls.make_confidential(acts.MakeConfidential(number, "Staff")),
        lambda: calls.make_open(acts.MakeOpen(number, "No longer")),
        lambda: promises.call_back(acts.PromiseCallBack(number, ahead, words="Ring them")),
        lambda: promises.call_back(acts.PromiseCallBack(number, ahead)),
        lambda: promises.follow_up(acts.PromiseFollowUp(number, ahead)),
        lambda: promises.keep(acts.KeepPromise(promise)),
        lambda: promises.move(acts.MovePromise(promise, ahead, "Not yet")),
        lambda: escalate(desk, number, dice.randint(1, 4)),
        lambda: escalate(desk, number, dice.randint(1, 4)),
        lambda: escalations.accept(AcceptEscalation(one_out)),
        lambda: escalations.hear(HearFromContact(one_out, "Part ordered", 3 * HOUR)),
        lambda: escalations.refuse(RefuseEscalation(one_out, "Not mine")),
        lambda: escalations.give_back(ReturnEscalation(one_out, "A new cable")),
    ]
    with suppress(DeskError):
        dice.choice(everything)()


def main(path: Path) -> None:
    clock = FixedClock(MONDAY_TEN)
    desk = Desk(path, clock, staff_id=1).open()
    for line in sys.stdin:
        seed, at = line.split()
        clock.set_to(from_stored(int(at)))
        act(desk, Random(int(seed)))
        sys.stdout.write("done\n")
        sys.stdout.flush()
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
