"""The command line and confidential calls: nobody is signed in there, so it tells what everybody may know."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Consent, ContactKind, EscalationType, HandoffPart, Role, Transfer
from deskapp.models.pins import StaffPin
from deskapp.services.calls.acts import LogCall, MakeConfidential, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate
from deskapp.services.staff.acts import SaveStaff

CANARY = "Xanthippe"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "en")

    def carried_out(*words: object) -> tuple[int, str, str]:
        code = cli.main([str(word) for word in words], clock)
        out, err = capsys.readouterr()
        return code, out, err

    return carried_out


@pytest.fixture
def file(desk: Desk, clock: FixedClock) -> Path:
    """An escalated confidential call of an agent; it is a day later, and the call overdue."""
    for name in ("Olive Owner", "Otto Outsider"):
        added = desk.site.save_staff(SaveStaff(name, Role.AGENT)).value
        with desk.work.own() as session:
            # As at a desk from before there were PINs: no command asks for one.
            session.delete(session.get_one(StaffPin, added.id))
    contact = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Alex Meyer")).value.id
    desk.staff_id = 2
    call = desk.calls.log(
        LogCall(f"{CANARY} complains", new_customer=NewCustomer(CANARY, phone="020 7946 0018"), details=CANARY)
    ).value.id
    given = {part.value: CANARY for part in HandoffPart}
    desk.escalations.escalate(
        Escalate(
            call,
            (EscalationType.FUNCTIONAL,),
            (("tool_missing", ""),),
            contact,
            given,
            Consent.YES,
            transfer=Transfer.WARM,
        )
    )
    desk.calls.make_confidential(MakeConfidential(call, CANARY))
    clock.advance(timedelta(days=4))
    return desk.path


def test_show_tells_that_it_exists_its_clocks_nothing_else(run: Run, file: Path) -> None:
    code, out, _err = run("show", file, "C-00001")
    assert code == 0
    assert CANARY not in out
    assert "C-00001 · open · Confidential" in out.replace("Open", "open")
    assert "Olive Owner" in out
    assert "resolution" in out.lower() or "resolve" in out.lower()


def test_show_as_json_has_its_state_owner_and_clocks(run: Run, file: Path) -> None:
    told = json.loads(run("show", file, "C-00001", "--json")[1])
    assert set(told) == {"ref", "confidential", "state", "owner", "clocks"}
    assert told["confidential"] is True
    assert CANARY not in json.dumps(told)


def test_overdue_names_no_customer_and_no_summary(run: Run, file: Path) -> None:
    _code, out, _err = run("overdue", file)
    assert CANARY not in out
    assert "Confidential" in out
    (call,) = json.loads(run("overdue", file, "--json")[1])["calls"]
    assert (call["confidential"], call["summary"], call["customer"], call["priority"], call["with"]) == (
        True,
        None,
        None,
        None,
        None,
    )
    assert (call["ref"], call["owner"], call["overdue_seconds"] > 0) == ("C-00001", "Olive Owner", True)


def test_routes_are_not_told_for_it(run: Run, file: Path) -> None:
    code, out, err = run("routes", file, "C-00001")
    assert (code, out) == (1, "")
    assert "is confidential" in err


@pytest.mark.parametrize(("who", "said"), [((), "say with --as"), (("--as", "Otto Outsider"), "is confidential")])
def test_its_handoff_sheet_is_refused_to_nobody_and_to_others(
    run: Run, file: Path, tmp_path: Path, who: tuple[str, ...], said: str
) -> None:
    target = tmp_path / "sheet.pdf"
    code, _out, err = run("sheet", file, "C-00001", "--to", target, *who)
    assert code == 1
    assert said in err
    assert not target.exists()


@pytest.mark.parametrize("who", ["Olive Owner", "Manager"])
def test_its_handoff_sheet_is_printed_for_those_who_see_it(run: Run, file: Path, tmp_path: Path, who: str) -> None:
    target = tmp_path / "sheet.pdf"
    assert run("sheet", file, "C-00001", "--to", target, "--as", who)[0] == 0
    assert CANARY in "\n".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
