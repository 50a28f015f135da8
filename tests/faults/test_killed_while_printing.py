"""A program that is killed between a paper's bytes and its line: the number is not given again, and it is said."""

import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from in_a_process import Python
from patience import SECONDS

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Consent, ContactKind, EscalationType, Transfer
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate
from deskapp.services.papers.leaving import LONGEST
from deskapp.wording.events import event_title

#: Prints the sheet, and is killed before or after its bytes are out.
PRINTER = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from deskapp.desk import Desk
from deskapp.documents.new_file import write
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import PaperWay

desk = Desk(Path(sys.argv[1]), FixedClock(datetime.fromisoformat(sys.argv[3])), staff_id=1).open()
paper = desk.escalations.begin_sheet(1).value.paper

def send(pdf):
    if sys.argv[4] == "after":
        write(Path(sys.argv[2]), pdf)
    os.kill(os.getpid(), signal.SIGKILL)

desk.papers.put_out((paper,), PaperWay.SAVED, lambda: b"%PDF", send)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_between_the_bytes_and_the_line(desk: Desk, clock: FixedClock, tmp_path: Path, when: str) -> None:
    contact = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Alex Meyer")).value
    call = desk.calls.log(LogCall("Double charge", new_customer=NewCustomer("Jane Doe", phone="020 7946 0018"))).value
    passed = {"issue": "Two charges", "steps": "Looked", "wants": "Money back"}
    desk.escalations.escalate(
        Escalate(
            call.id,
            types=(EscalationType.FUNCTIONAL,),
            triggers=(("no_solution", ""),),
            contact_id=contact.id,
            handoff=passed,
            consent=Consent.YES,
            transfer=Transfer.WARM,
        )
    )
    file = tmp_path / "sheet.pdf"
    ended = Python(PRINTER, desk.path, file, clock.now().isoformat(), when)
    assert ended.wait(SECONDS) == -signal.SIGKILL
    assert file.exists() == (when == "after")
    assert not [one for one in tmp_path.iterdir() if one.suffix == ".part"]
    assert not [one for one in desk.overview.call(call.id).events if one.kind == "sheet"]
    clock.advance(LONGEST + timedelta(seconds=1))
    assert desk.papers.settle().value == 1
    whole = desk.overview.call(call.id)
    assert event_title(whole.events[-1]) == "Handoff 1: whether sheet 1 left is not known"
    assert whole.escalations[0].sheets == 0
    assert desk.escalations.begin_sheet(1).value.paper.number == 2
