"""A paper has its number before it is drawn, and its line in the timeline once its bytes are out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from scene import contact, escalate, log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import Impact, PaperWay, Priority, Urgency
from deskapp.services.calls.acts import SetPriority
from deskapp.services.overview.call_papers import HandOn
from deskapp.services.papers.leaving import LONGEST, Leaving
from deskapp.wording.events import event_title

Begin = Callable[[Desk], Leaving]


@pytest.fixture
def out(desk: Desk) -> int:
    return escalate(desk, log(desk).id, contact(desk).id).id


def handoff(desk: Desk) -> Leaving:
    return desk.escalations.begin_sheet(1).value.paper


def call_sheet(desk: Desk) -> Leaving:
    return desk.overview.hand_on(HandOn(1)).value.paper


BOTH = pytest.mark.parametrize(
    ("begin", "first", "second"),
    [
        (handoff, "Handoff 1: sheet 1 printed", "Handoff 1: sheet 2 saved"),
        (call_sheet, "Sheet 1 of the call: printed", "Sheet 2 of the call: saved"),
    ],
)


def told(desk: Desk) -> list[str]:
    """What the timeline says of papers."""
    kinds = ("sheet", "call_sheet", "paper_failed", "paper_again")
    return [event_title(one) for one in desk.overview.call(1).events if one.kind in kinds]


def sheets(desk: Desk) -> int:
    return desk.overview.call(1).escalations[0].sheets


def printed(desk: Desk, paper: Leaving, way: PaperWay = PaperWay.PRINTED) -> list[bytes]:
    sent: list[bytes] = []
    desk.papers.put_out((paper,), way, lambda: b"%PDF", sent.append)
    return sent


@BOTH
def test_number_and_line_are_written_once_the_bytes_are_out(
    desk: Desk, out: int, begin: Begin, first: str, second: str
) -> None:
    paper = begin(desk)
    assert (paper.number, told(desk), sheets(desk)) == (1, [], 0)

    def send(pdf: bytes) -> None:
        assert told(desk) == []  # not before they are

    desk.papers.put_out((paper,), PaperWay.PRINTED, lambda: b"%PDF", send)
    assert told(desk) == [first]
    assert printed(desk, begin(desk), PaperWay.SAVED) == [b"%PDF"]
    assert told(desk) == [first, second]
    assert sheets(desk) == (2 if begin is handoff else 0)


def test_two_that_are_printed_at_once_never_have_one_number(desk: Desk, out: int) -> None:
    one, other = handoff(desk), handoff(desk)
    assert (one.number, other.number) == (1, 2)
    printed(desk, other)
    printed(desk, one)
    assert sheets(desk) == 2
    assert handoff(desk).number == 3


@BOTH
def test_what_surely_did_not_leave_is_recorded_as_failed_and_uses_up_no_number(
    desk: Desk, out: int, begin: Begin, first: str, second: str
) -> None:
    def refuse(_pdf: bytes) -> None:
        raise StorageProblem(Refusal.FILE_NOT_WRITTEN, path="a.pdf", why="No space left on device")

    with pytest.raises(StorageProblem):
        desk.papers.put_out((begin(desk),), PaperWay.SAVED, lambda: b"%PDF", refuse)
    (title,) = told(desk)
    assert title in ("Handoff 1: sheet not saved", "Sheet not saved")
    assert desk.overview.call(1).events[-1].payload["why"] == "No space left on device"
    assert sheets(desk) == 0
    printed(desk, begin(desk))  # tried again
    assert told(desk) == [title, first]


def test_what_may_have_left_keeps_its_number(desk: Desk, out: int) -> None:
    def stop(_pdf: bytes) -> None:
        raise StorageProblem(Refusal.PRINTER_STOPPED, name="Office")

    with pytest.raises(StorageProblem):
        desk.papers.put_out((handoff(desk),), PaperWay.PRINTED, lambda: b"%PDF", stop)
    assert told(desk) == ["Handoff 1: whether sheet 1 left is not known"]
    assert handoff(desk).number == 2


def test_a_mistake_of_ours_while_drawing_leaves_no_paper_on_its_way(desk: Desk, out: int) -> None:
    def draw() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.papers.put_out((call_sheet(desk),), PaperWay.PRINTED, draw, lambda _pdf: None)
    assert told(desk) == ["Sheet not printed"]


def test_of_what_was_on_its_way_when_a_program_ended_it_is_said_that_nobody_knows(
    desk: Desk, out: int, clock: FixedClock
) -> None:
    lost = handoff(desk)
    assert desk.papers.settle().value == 0  # it may still be printing
    clock.advance(LONGEST + timedelta(seconds=1))
    assert desk.papers.settle().value == 1
    assert told(desk) == ["Handoff 1: whether sheet 1 left is not known"]
    assert desk.papers.settle().value == 0
    assert handoff(desk).number == 2
    printed(desk, lost)  # it was only slow
    assert told(desk)[-1] == "Handoff 1: sheet 1 printed"
    call_sheet(desk)
    clock.advance(LONGEST * 2)
    call_sheet(desk)  # the next paper of the call says it too
    assert "Sheet 1 of the call: whether it left is not known" in told(desk)


def test_what_changed_is_told_against_the_last_sheet_that_left(desk: Desk, out: int) -> None:
    printed(desk, handoff(desk))
    desk.calls.set_priority(SetPriority(1, Impact.ONE, Urgency.SOON, Priority.P1, "Board"))
    desk.papers.failed((handoff(desk),), PaperWay.PRINTED)
    handoff(desk)  # on its way
    assert "P1" in [one.after for one in desk.escalations.look(1).changes]


def test_the_same_paper_saved_after_it_was_printed_is_no_new_sheet(desk: Desk, out: int) -> None:
    paper = handoff(desk)
    printed(desk, paper)
    desk.papers.again(paper, PaperWay.SAVED)
    assert told(desk) == ["Handoff 1: sheet 1 printed", "Handoff 1: sheet 1 also saved"]
    assert sheets(desk) == 1
    own = call_sheet(desk)
    printed(desk, own)
    desk.papers.again(own, PaperWay.SAVED)
    assert told(desk)[-1] == "Sheet 1 of the call also saved"
    assert call_sheet(desk).number == 2


def test_where_the_desk_cannot_be_written_after_the_bytes_are_out_that_is_said(
    desk: Desk, out: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = handoff(desk)

    def fill(_pdf: bytes) -> None:
        # From now on the file takes no page more, as on a full disk.
        with desk.work.database.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StorageProblem) as said:
        desk.papers.put_out((paper,), PaperWay.PRINTED, lambda: b"%PDF", fill)
    assert said.value.code is Refusal.LEFT_UNRECORDED
    assert told(desk) == []
