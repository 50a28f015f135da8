"""No call of any service tells an outsider of a confidential call, or lets them act on it; whoever sees it is told.

Every public method of every service is called: see `role_table.py`, which a new method cannot leave out.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from role_table import AGENT, MANAGER, OTHER_AGENT, SUPERVISOR, TABLE, busy
from scene import MONDAY_TEN, rows
from unchanged_desk import UnchangedDesk

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError, NotAllowed
from deskapp.models.guards import TRIGGERS
from deskapp.services.calls.acts import AddNote
from deskapp.services.changes import Done

#: What is said of the calls.
CANARY = "Xanthippe"
#: What all customers are called, those of confidential calls alone among them.
NAME = "Euphemia"
#: What tells of a customer as they are in the directory, with their places and equipment: it is there for everybody.
OF_CUSTOMERS = {"directory", "contact_files", "customer_files", "places", "equipment_files", "overview.customer"}
#: Whoever merges two customers moves all their calls: each has a line, which is read by whoever sees the call.
MERGES = "directory.merge_customers"


@pytest.fixture(scope="module")
def sealed_file(blank_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The busy desk of the roles, every call of it full of canaries and confidential."""
    path = tmp_path_factory.mktemp("sealed") / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    desk = Desk(path, FixedClock(MONDAY_TEN), staff_id=MANAGER).open()
    busy(desk)
    with desk.work.write() as session:
        run = session.connection().exec_driver_sql
        # None is the outsider's own.
        run("UPDATE call SET owner_id = ? WHERE owner_id = ?", (OTHER_AGENT, AGENT))
        told = ["summary", "details", "wants", "steps", "priority_reason", "solution"]
        run("UPDATE call SET confidential = 1, " + ", ".join(f"{name} = '{CANARY} ' || {name}" for name in told))
        for name in ("handoff = json_set(handoff, '$.issue', ?)", "outcome = ?", "done = ?", "consent_reason = ?"):
            run(f"UPDATE escalation SET {name}", (CANARY,))
        guards = [name for name in TRIGGERS if name.startswith("approval_")]
        for name in guards:
            run(f"DROP TRIGGER {name}")
        run("UPDATE approval SET reason = ?, words = ?", (CANARY, CANARY))
        for name in guards:
            run(TRIGGERS[name])
        run("UPDATE contact_attempt SET words = ?", (CANARY,))
        run("UPDATE promise SET words = ?, phone = ?", (CANARY, CANARY))
        run("UPDATE customer SET name = ?", (NAME,))
        run("UPDATE call SET with_name = ? WHERE with_name IS NOT NULL", (CANARY,))
    for number in range(1, 7):
        desk.calls.note(AddNote(number, f"{CANARY} in a note"))
    desk.close()
    return path


@pytest.fixture
def file(sealed_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    path.write_bytes(sealed_file.read_bytes())
    return path


@pytest.fixture
def desk(file: Path, clock: FixedClock) -> Iterator[Desk]:
    desk = Desk(file, clock, staff_id=AGENT).open()
    yield desk
    desk.close()


def _told(desk: Desk, method: str) -> object:
    """What a method answers, or how it refuses."""
    try:
        return TABLE[method].do(desk)
    except DeskError as refused:
        return refused.code, refused.values


@pytest.fixture(scope="module")
def unchanged(sealed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[UnchangedDesk]:
    folder = tmp_path_factory.mktemp("unchanged")
    made = UnchangedDesk(sealed_file, folder, lambda path: Desk(path, FixedClock(MONDAY_TEN), staff_id=AGENT).open())
    yield made
    made.close()


@pytest.mark.parametrize("method", TABLE)
def test_no_service_tells_an_outsider_the_words_of_a_confidential_call_and_no_act_of_theirs_touches_it(
    unchanged: UnchangedDesk, method: str
) -> None:
    lines = "SELECT id, call_id, kind FROM event WHERE call_id <= 6 ORDER BY id"
    desk = unchanged()
    desk.staff_id = AGENT
    before = rows(desk.path, lines)
    answer = _told(desk, method)
    assert CANARY not in repr(answer)
    if not {method, method.split(".")[0]} & OF_CUSTOMERS:
        assert NAME not in repr(answer)
    after = rows(desk.path, lines)
    assert after[: len(before)] == before
    assert {kind for _id, _call, kind in after[len(before) :]} == ({"customer_changed"} if method == MERGES else set())
    if isinstance(answer, Done):
        assert not answer.changes.calls & set(range(1, 7))


def test_the_acts_on_calls_are_refused_as_confidential(desk: Desk) -> None:
    """So those above are no idle tests: these are the refusals."""
    refused = set()
    for method in TABLE:
        try:
            TABLE[method].do(desk)
        except NotAllowed as error:
            if error.code == "confidential":
                refused.add(method)
        except DeskError:
            pass
    acts = "edit set_priority note contact_customer pause resume resolve agree reopen reassign make_confidential"
    assert {f"calls.{name}" for name in acts.split()} <= refused
    acts = "find_contacts offer escalate preview look sheet accept refuse withdraw hear give_back"
    assert {f"escalations.{name}" for name in acts.split()} <= refused
    others = "promises.call_back promises.keep promises.move routes.of_call overview.escalation_start"
    assert set(others.split()) <= refused


@pytest.mark.parametrize("who", [MANAGER, SUPERVISOR], ids=["owner", "supervisor"])
def test_whoever_sees_it_is_told_by_the_same_calls(desk: Desk, who: int) -> None:
    desk.staff_id = who
    reads = "overview.call lists.calls lists.some promises.open supervision.overdue overview.escalation_start"
    for method in (*reads.split(), "late.view", "escalations.out", "escalations.look"):
        assert CANARY in repr(_told(desk, method)), method


def test_the_directory_tells_no_outsider_of_the_calls_of_a_customer(desk: Desk) -> None:
    matches = desk.directory.callers(NAME)
    assert len(matches) == 8
    assert all(match.calls == () and match.customer.open_calls == 0 for match in matches)


def test_drafts_on_a_call_are_everybodys_own(desk: Desk) -> None:
    desk.staff_id = MANAGER
    desk.drafts.save("note:1", {"words": CANARY})
    desk.staff_id = AGENT
    assert desk.drafts.load("note:1") is None
