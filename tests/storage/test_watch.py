"""Two windows on one file: each hears what the other did, and its own acts are no news to it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from in_a_process import run, start
from patience import SECONDS

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Invalid, StorageProblem
from deskapp.services.calls import acts
from deskapp.services.directory.acts import SaveCustomer
from deskapp.storage import database


@pytest.fixture
def other(desk_file: Path, clock: FixedClock) -> Iterator[Desk]:
    other = Desk(desk_file, clock, staff_id=1)
    other.open()
    yield other
    other.close()


def _log(desk: Desk, summary: str) -> int:
    return desk.calls.log(acts.LogCall(summary, new_customer=acts.NewCustomer("Vega"))).value.id


def test_an_open_desk_has_no_news_of_its_past(desk: Desk, other: Desk) -> None:
    assert desk.watch.look() is None
    assert other.watch.look() is None


def test_two_desks_on_one_file_see_each_others_calls(desk: Desk, other: Desk) -> None:
    for one, two in ((desk, other), (other, desk), (desk, other)):
        call = _log(one, "No picture")
        news = two.watch.look()
        assert news is not None
        assert call in news.calls
        assert call in {row.id for row in two.lists.calls("open")}
        # Told once.
        assert two.watch.look() is None


def test_own_acts_are_no_news(desk: Desk) -> None:
    call = _log(desk, "No picture")
    desk.calls.note(acts.AddNote(call, "rang again"))
    desk.drafts.save("new_call", {"summary": "half"})
    assert desk.watch.look() is None


def test_several_acts_are_told_together(desk: Desk, other: Desk) -> None:
    calls = {_log(other, f"Call {number}") for number in range(3)}
    other.calls.note(acts.AddNote(1, "rang again"))
    news = desk.watch.look()
    assert news is not None
    assert news.calls == calls


def test_a_change_of_a_call_is_told_by_its_call_alone(desk: Desk, other: Desk) -> None:
    calls = [_log(desk, f"Call {number}") for number in range(3)]
    other.watch.look()
    desk.calls.note(acts.AddNote(calls[1], "rang again"))
    news = other.watch.look()
    assert news is not None
    assert (news.calls, news.everything) == (frozenset({calls[1]}), False)


def test_a_change_of_the_site_or_the_lists_is_told_as_one_of_everything(desk: Desk, other: Desk) -> None:
    other.directory.save_customer(SaveCustomer("Lyra"))
    news = desk.watch.look()
    assert news is not None
    assert news.everything
    assert desk.directory.customers("Lyra")


def test_an_act_that_was_refused_is_no_news(desk: Desk, other: Desk) -> None:
    with pytest.raises(Invalid):
        other.calls.log(acts.LogCall(" ", new_customer=acts.NewCustomer("Vega")))
    assert desk.watch.look() is None


def test_news_that_could_not_be_read_is_told_at_the_next_look(desk: Desk, other: Desk) -> None:
    call = _log(other, "No picture")
    database = desk.work.database
    database._reader.pool._timeout = 0.1  # type: ignore[attr-defined]
    with ExitStack() as stack:
        for _ in range(3):
            # Every connection that reads is at work.
            stack.enter_context(database.read()).connection()
        with pytest.raises(StorageProblem):
            desk.watch.look()
    news = desk.watch.look()
    assert news is not None
    assert news.calls == frozenset({call})


LOGS_A_CALL = """
    import sys
    from pathlib import Path
    from deskapp.desk import Desk
    from deskapp.services.calls import acts
    desk = Desk(Path(sys.argv[1]), staff_id=1).open()
    row = desk.calls.log(acts.LogCall("From another process", new_customer=acts.NewCustomer("Lyra"))).value
    desk.close()
    print(row.id)
"""
HEARS_OF_A_CALL = """
    import sys, time
    from pathlib import Path
    from deskapp.desk import Desk
    desk = Desk(Path(sys.argv[1]), staff_id=1).open()
    print("ready", flush=True)
    news = None
    while news is None:
        time.sleep(0.05)
        news = desk.watch.look()
    print(*sorted(news.calls))
    desk.close()
"""


def test_a_call_of_another_process_is_heard_of(desk: Desk) -> None:
    call = int(run(LOGS_A_CALL, desk.path))
    news = desk.watch.look()
    assert news is not None
    assert news.calls == frozenset({call})
    assert desk.lists.search("another process")[0].summary == "From another process"


def test_another_process_hears_of_a_call(desk: Desk) -> None:
    process = start(HEARS_OF_A_CALL, desk.path)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    call = _log(desk, "No picture")
    said, wrong = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, wrong
    assert said.split() == [str(call)]


def test_while_nobody_saves_one_file_is_the_whole_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    log, copy = desk.path.with_name("desk.db-wal"), desk.path.with_name("copy.db")
    desk.watch.look()
    _log(desk, "Stands in the log")
    desk.watch.look()
    assert log.stat().st_size
    monkeypatch.setattr(database, "IDLE_SECONDS", -1)
    desk.watch.look()
    assert log.stat().st_size == 0
    copy.write_bytes(desk.path.read_bytes())
    alone = Desk(copy, desk.clock, staff_id=1).open()
    assert [row.summary for row in alone.lists.calls("open")] == ["Stands in the log"]
    alone.close()
    assert {one.name for one in desk.path.parent.glob("copy.db*")} == {"copy.db"}
