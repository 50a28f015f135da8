"""A call has one status and one lateness: in the log, in files, on paper and on the command line."""

import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import (
    Channel,
    ClockKind,
    Consent,
    ContactKind,
    EscalationType,
    HandoffPart,
    PauseReason,
    Transfer,
)
from deskapp.paperwork import overdue as overdue_papers
from deskapp.services.calls.acts import ContactCustomer, LogCall, NewCustomer, PauseCall, PromiseCallBack, ResolveCall
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate, ReturnEscalation
from deskapp.services.overview.as_of import overdue
from deskapp.ui.calls.call_backs import promise_words
from deskapp.ui.calls.log.call_listing import cells
from deskapp.ui.calls.log.call_table_model import CallTableModel
from deskapp.ui.calls.log.columns import Column
from deskapp.ui.widgets.calls.countdown import Countdowns
from deskapp.wording import codes
from deskapp.wording.overseen import late as late_words

STATUSES = {
    "open": "Open",
    "escalated": "Escalated",
    "waiting": "Waiting",
    "back": "Came back",
    "solved": "Agreed?",
    "silent": "May lapse",
}


@pytest.fixture
def calls(desk: Desk, clock: FixedClock) -> dict[str, str]:
    """A call of each status, all of them 72 hours and 43 minutes late with a call-back. Their references."""
    person = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Alex Meyer")).value
    begun, made = clock.now(), {}
    for name in STATUSES:
        made[name] = desk.calls.log(
            LogCall(name, new_customer=NewCustomer(f"Ms {name.title()}", phone="020 7946 0018"), channel=Channel.PHONE)
        ).value.id
    for name in ("escalated", "waiting", "back"):
        act = Escalate(
            made[name],
            (EscalationType.FUNCTIONAL,),
            (("tool_missing", ""),),
            person.id,
            handoff={part.value: "as told" for part in HandoffPart},
            consent=Consent.YES,
            transfer=Transfer.WARM,
        )
        out = desk.escalations.escalate(act).value
        if name == "back":
            desk.escalations.give_back(ReturnEscalation(out.id, "Reset"))
    desk.calls.pause(PauseCall(made["waiting"], PauseReason.CUSTOMER, "asks her bank", begun + timedelta(days=20)))
    for name in ("solved", "silent"):
        desk.calls.resolve(ResolveCall(made[name], "Reset"))
    for call_id in made.values():
        desk.promises.call_back(PromiseCallBack(call_id, begun + timedelta(minutes=1)))
    for day in range(3):
        clock.set_to(begun + timedelta(days=day, hours=1))
        desk.calls.contact_customer(ContactCustomer(made["silent"], False))
    clock.set_to(begun + timedelta(hours=72, minutes=44))
    return {f"C-{call_id:05}": STATUSES[name] for name, call_id in made.items()}


def _printed(desk: Desk, clock: FixedClock) -> str:
    pdf = overdue_papers.pdf(desk.supervision.overdue(), desk.facts(), clock.now(), "Lena")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def _typed(desk: Desk, clock: FixedClock, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert cli.main([words[0], str(desk.work.database.path), *words[1:]], clock) == 0
    return capsys.readouterr().out.splitlines()


def test_its_status_is_the_same_everywhere(
    desk: Desk, clock: FixedClock, calls: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = desk.lists.calls("open")
    log = CallTableModel()
    assert {row.ref: log.words(row, Column.STATUS) for row in rows} == calls
    assert {row[0]: row[4] for row in cells(rows, desk.facts(), clock.now())} == calls
    paper, typed = _printed(desk, clock), _typed(desk, clock, capsys, "overdue")
    for ref, status in calls.items():
        assert f" {status} " in paper[paper.index(ref) :][:90], ref
        (line,) = (line for line in typed if line.startswith(ref))
        assert f"  {status}  " in line
        assert f" · {status} · " in _typed(desk, clock, capsys, "show", ref)[0]


def test_how_late_it_is_has_the_same_words_everywhere(
    desk: Desk, clock: FixedClock, calls: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row for row in desk.lists.calls("open") if row.clock == ClockKind.CALL_BACK]
    counting = Countdowns()
    counting.set_now(clock.now())
    assert {counting.of(row).words for row in rows} == {"72:43 over"}
    late = {row.ref for row in rows}
    assert {row[6] for row in cells(rows, desk.facts(), clock.now())} == {"72:43 over"}
    assert {promise_words.countdown(one, clock.now()).words for one in desk.promises.open()} == {"72:43 over"}
    paper, typed = _printed(desk, clock), _typed(desk, clock, capsys, "overdue")
    assert late
    for ref in late:
        assert "72:43 over" in paper[paper.index(ref) :][:160]
    told = [re.split(r"\s{2,}", line) for line in typed if line[:7] in late]
    # The command line puts the resolution first where that is over, too.
    by_call_back = [line for line in told if line[4].startswith(late_words.clock(ClockKind.CALL_BACK))]
    assert by_call_back
    assert {line[3] for line in by_call_back} == {"72:43 over"}


def test_the_status_is_told_as_of_then(desk: Desk, clock: FixedClock, calls: dict[str, str]) -> None:
    now = {call.ref: codes.status_of(call) for call in overdue(desk.work, clock.now())}
    assert now == calls
    before = {call.ref: codes.status_of(call) for call in overdue(desk.work, clock.now() - timedelta(days=2))}
    assert before == {ref: "Agreed?" if status == "May lapse" else status for ref, status in calls.items()}
    desk.calls.contact_customer(ContactCustomer(4, True, words="told"))
    clock.advance(timedelta(hours=1))
    assert {call.ref: codes.status_of(call) for call in overdue(desk.work, clock.now())}["C-00004"] == "Open"
    assert {call.ref: codes.status_of(call) for call in overdue(desk.work, clock.now() - timedelta(hours=2))} == calls
