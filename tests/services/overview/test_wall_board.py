"""What a wall is told: figures and calls that are late, no customer and no words, as nobody sees it."""

from datetime import timedelta

from scene import HOUR, MINUTE, contact, escalate, log, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ClockKind, ContactKind, Impact, Role, Urgency
from deskapp.services.calls.acts import AddNote, MakeConfidential, NewCustomer
from deskapp.services.overview.late.ask import Tile
from deskapp.services.overview.wall_board import WallRow, WallView


def seen(desk: Desk) -> WallView:
    view = desk.wall.look()
    assert view is not None
    return view


def test_it_tells_the_ten_worst_with_what_is_late_and_whom_they_wait_for_and_nothing_of_any_customer(
    desk: Desk, clock: FixedClock
) -> None:
    canary = NewCustomer("Canary Ada", "Canary & Co", "CANARY-1", "0161 496 0218", "canary@canary.example")
    told = {"new_customer": canary, "details": "canary", "wants": "canary", "urgency": Urgency.NOW}
    first = log(desk, "canary prints nothing", **told)
    firm = contact(desk, "Dean Marsh", ContactKind.SUPPLIER, organisation="Linetel")
    escalate(desk, first.id, firm.id, handoff={"issue": "canary", "steps": "canary", "wants": "canary"})
    desk.calls.note(AddNote(first.id, "canary", "ring canary"))
    others = [log(desk, f"canary {n}", **told, impact=Impact.SITE).id for n in range(11)]
    clock.advance(timedelta(days=1))
    view = seen(desk)
    assert "canary" not in repr(view).lower()
    assert view.figures.tiles[Tile.OVERDUE].calls == 12
    assert [row.id for row in view.rows] == others[:10]
    shown = desk.late.view()
    (row,) = [one for one in shown.page.rows if one.id == first.id]
    assert (row.with_name, row.accept_by is not None) == ("Linetel", True)


def test_a_confidential_call_is_there_with_its_clocks_alone_also_for_whoever_may_see_it(
    desk: Desk, clock: FixedClock
) -> None:
    call = log(desk, "About a colleague", impact=Impact.SITE, urgency=Urgency.NOW)
    escalate(desk, call.id, contact(desk, organisation="Linetel").id)
    desk.calls.make_confidential(MakeConfidential(call.id, "Personnel"))
    clock.advance(timedelta(days=1))
    view = seen(desk)
    (row,) = view.rows
    assert row._replace(owner="") == WallRow(call.id, call.ref, "", row.what, row.more, row.due_at, "", "", None)
    assert (row.what, row.due_at is None) == (ClockKind.UPDATE, False)
    assert view.figures.tiles[Tile.NOT_ACCEPTED].calls == 0
    assert view.figures.not_accepted == ()


def test_it_is_read_again_where_anything_was_written_and_also_while_nobody_is_signed_in(
    desk: Desk, clock: FixedClock
) -> None:
    call = log(desk)
    desk.work.guarded = True
    view = seen(desk)
    assert desk.wall.look(view.mark) is None
    desk.calls.note(AddNote(call.id, "Something"))
    newer = desk.wall.look(view.mark)
    assert newer is not None
    desk.staff_id = None
    clock.advance(9 * HOUR + MINUTE)
    assert desk.wall.look(newer.mark) is None
    assert seen(desk).figures.tiles[Tile.OVERDUE].calls == 1


def test_who_works_here_is_named_so_that_first_names_are_told_apart(desk: Desk) -> None:
    staff(desk, Role.AGENT, "Sam Okoro")
    assert "Sam Okoro" in seen(desk).staff
