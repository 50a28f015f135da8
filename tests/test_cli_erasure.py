"""A customer is forgotten from the command line (RULES.md, "Forgetting"): by account, a manager's PIN, backups too."""

from pathlib import Path

import pytest

from deskapp import cli
from deskapp.commands.people import PIN_VARIABLE
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Answer
from deskapp.services.calls.acts import GiveAgreement, LogCall, ResolveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.staff import pins
from deskapp.storage import backup

PIN = "2580"


def test_a_customer_is_forgotten_by_their_account_and_backups_go_where_that_is_asked(
    desk: Desk, clock: FixedClock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = desk.directory.save_customer(SaveCustomer("Ada Xylocanary", account="A-100")).value
    for account in ("B-2", "B/2"):
        desk.directory.save_customer(SaveCustomer("Bo", account=account))
    call = desk.calls.log(LogCall("Her loom jams", customer_id=ada.id)).value
    with desk.work.act() as unit:
        pins.set_pin(unit.session, 1, pins.hashed(PIN), unit.now)
    backup.back_up(desk.path, "desk schema 4.db")

    def erase(account: str, *more: str, pin: str = PIN) -> tuple[int, str]:
        monkeypatch.setenv(PIN_VARIABLE, pin)
        code = cli.main(["erase-customer", str(desk.path), account, *more], clock)
        told = capsys.readouterr()
        return code, told.out + told.err

    why = ("--reason", "They asked for it")
    assert erase("A-100", *why, pin="2581")[0] == 1
    assert erase("A-100")[0] == 2
    for account, told in (("C-3", "No customer"), ("B2", "Several"), ("A-100", call.ref)):
        code, said = erase(account, *why)
        assert (code, told in said) == (1, True), said
    desk.calls.resolve(ResolveCall(call.id, "Oiled", GiveAgreement(Answer.YES, "Ada")))
    code, said = erase("A-100", "--reason", "Ada Xylocanary asked")
    assert (code, "who they were" in said) == (1, True)
    desk.close()

    code, said = erase("a100", *why, "--remove-backups")

    assert (code, said) == (0, "The customer is forgotten. 1 backup was removed.\n")
    left = [*desk.path.parent.glob("desk.db*"), *backup.folder_of(desk.path).iterdir()]
    assert [one for one in left if b"xylocanary" in Path(one).read_bytes().lower()] == []
