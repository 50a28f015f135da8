"""A customer's data, and what goes by its age, from the command line (RULES.md, "Giving", "Keeping")."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from read_back import text
from scene import YES, contact, escalate, log, rows, staff

from deskapp import cli
from deskapp.commands.people import PIN_VARIABLE
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import RetentionKind, Role
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls.acts import AddNote, ResolveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.escalations.acts import ReturnEscalation
from deskapp.services.retention.acts import Hold, SetRules
from deskapp.services.reviews.acts import FinishReview
from deskapp.services.staff import pins

PIN = "2580"
Run = Callable[..., tuple[int, str]]
#: What must not be in what is given: of others, of a confidential call, of a review, of a hold.
OTHERS = ("Grace", "Sue", "Bob Stone", "secretword", "coachingword", "holdword")


@pytest.fixture
def run(desk: Desk, clock: FixedClock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    with desk.work.act() as unit:
        pins.set_pin(unit.session, 1, pins.hashed(PIN), unit.now)

    def run(command: str, *more: str, pin: str = PIN) -> tuple[int, str]:
        monkeypatch.setenv(PIN_VARIABLE, pin)
        code = cli.main([command, str(desk.path), *more], clock)
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def test_what_is_kept_of_a_customer_is_given_as_a_paper_as_json_and_whole_and_nothing_of_others_is_in_it(
    desk: Desk, run: Run, tmp_path: Path
) -> None:
    one = log(desk, "Her loom jams", details="Since Monday").id
    ada = desk.overview.call(one).customer.id
    desk.directory.save_customer(SaveCustomer("Bob Stone"))
    desk.calls.note(AddNote(one, "Bob Stone has the same"))
    desk.attachments.attach(AttachFile(one, File("belt.txt", b"a new belt")))
    helped = escalate(
        desk, one, contact(desk, "Grace Hopper").id, handoff={"issue": "i", "steps": "oiled", "wants": "w"}
    )
    assert desk.escalations.sheet(helped.id)
    desk.escalations.give_back(ReturnEscalation(helped.id, "Mended"))
    log(desk, "secretword", customer_id=ada, confidential=True)
    desk.retention.end_hold(desk.retention.hold(Hold("holdword", call_id=one)).value)
    desk.calls.resolve(ResolveCall(one, "A new belt", YES))
    desk.work.staff_id = staff(desk, Role.SUPERVISOR, "Sue")
    desk.reviews.choose(one)
    marks = dict.fromkeys((line.code for line in desk.reviews.card().lines), 3)
    desk.reviews.finish(FinishReview(one, None, marks, "coachingword", share=True))
    desk.close()

    assert run("customer-data", "A-1", "--to", str(tmp_path / "a.pdf"), pin="1111")[0] == 1
    assert not (tmp_path / "a.pdf").exists()
    for name in ("a.pdf", "a.json", "a.zip"):
        assert run("customer-data", "Ada Lovelace", "--to", str(tmp_path / name))[0] == 0

    paper = text((tmp_path / "a.pdf").read_bytes())
    data = (tmp_path / "a.json").read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.namelist() == ["customer.pdf", "customer.html", "customer.json", "files/C-00001/1 belt.txt"]
        page = packed.read("customer.html").decode()
        assert json.loads(packed.read("customer.json"))["calls"] == json.loads(data)["calls"]
    for told in (paper, page, data):
        for said in ("Ada Lovelace", "Her loom jams", "Since Monday", "A new belt", "oiled", "belt.txt"):
            assert said in told, said
        assert [other for other in OTHERS if other in told] == []
    for told in (paper, page):
        assert "Left out: 1 confidential call" in " ".join(told.split())
        assert "handoff 1, sheet 1" in told
    assert json.loads(data)["left_out"]["confidential_calls"] == 1
    assert run("customer-data", f"#{ada}", "--to", str(tmp_path / "b.json"), "--with-confidential")[0] == 0
    assert "secretword" in (tmp_path / "b.json").read_text("utf-8")
    assert rows(desk.path, "SELECT count(*) FROM event WHERE kind = 'customer_file'") == [(4,)]
    assert run("customer-data", "Nobody", "--to", str(tmp_path / "c.pdf"))[0] == 1


def test_what_is_due_is_listed_and_goes_when_a_manager_says_so(desk: Desk, run: Run, clock: FixedClock) -> None:
    for number in range(2):
        desk.calls.resolve(ResolveCall(log(desk, f"Loom {number}").id, "Oiled", YES))
    assert run("retention") == (0, "No rule says that anything goes: a manager sets them under Settings > Keeping.\n")
    for day in range(8):
        clock.set_to(datetime(2029, 1, 10 + day, 9, tzinfo=UTC))
        desk.site.note_clock_jump(clock.now(), timedelta(seconds=1))
    desk.retention.set_rules(SetRules({RetentionKind.WORDS: 24, RetentionKind.DRAFTS: 1}, {}))
    desk.retention.hold(Hold("In court", call_id=2))
    desk.close()
    code, said = run("retention", "--list")
    assert code == 0
    assert "words: What calls say, 2 years · 1 due: no word since" in said
    assert "As old, and kept: 1 is held" in said
    assert "  C-00001  Loom 0" in said
    assert "drafts: Drafts, 1 month · nothing is due" in said
    (told, _drafts) = json.loads(run("retention", "--json", "--list")[1])
    assert (told["due"], told["held"], [one["name"] for one in told["items"]]) == (1, 1, ["C-00001"])
    assert run("retention", "--carry-out", "words", pin="1111")[0] == 1
    assert rows(desk.path, "SELECT summary FROM call") == [("Loom 0",), ("Loom 1",)]
    assert run("retention", "--carry-out", "words") == (0, "What calls say: 1 went.\n")
    assert rows(desk.path, "SELECT summary FROM call") == [("Forgotten",), ("Loom 1",)]
    assert b"Loom 0" not in desk.path.read_bytes()
