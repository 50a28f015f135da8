"""The overdue view is asked, looked through and kept: by tiles and names, by mouse and keys; nothing in it jumps."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from long_runs import LONG_RUNS
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from window_hands import ALT, CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Consent, ContactKind, EscalationType, HandoffPart, Impact, Role, Transfer, Urgency
from deskapp.services.calls.acts import ContactCustomer, LogCall, NewCustomer, Reassign
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate
from deskapp.services.overview.late.ask import Ask, GroupBy, SortBy, Tile
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.dialogs.save_view_dialog import SaveViewDialog
from deskapp.ui.calls.page.call_page import CallPage
from deskapp.ui.supervise.overdue_screen import OverdueScreen
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]
Scene = dict[str, int]
LEFT = Qt.MouseButton.LeftButton
#: How often the robot clicks while others write; at full length (DESK_LONG_RUNS=1) for minutes.
CLICKS = 400 if LONG_RUNS else 12


def log(desk: Desk, number: int, *, urgent: bool = True) -> int:
    urgency, impact = (Urgency.NOW, Impact.SITE) if urgent else (Urgency.CAN_WAIT, Impact.ONE)
    who = NewCustomer(f"Customer {number}", phone=f"020 7946 {number:04}")
    return desk.calls.log(LogCall(f"Call {number}", new_customer=who, impact=impact, urgency=urgency)).value.id


@pytest.fixture
def scene(desk: Desk, clock: FixedClock) -> Scene:
    """Three urgent calls that are overdue, two of them Lena's, of which one is out with a contact; one that is calm."""
    lena = desk.site.save_staff(SaveStaff("Lena Fischer", Role.AGENT)).value.id
    made = {name: log(desk, number) for number, name in enumerate(("mine", "hers", "out"))}
    made["calm"] = log(desk, 3, urgent=False)
    desk.calls.reassign(Reassign((made["hers"], made["out"]), lena, "hers"))
    contact = desk.directory.save_contact(SaveContact(ContactKind.SUPPLIER, "Linetel")).value.id
    act = Escalate(
        made["out"],
        (EscalationType.FUNCTIONAL,),
        (("tool_missing", ""),),
        contact,
        handoff={part.value: "as told" for part in HandoffPart},
        consent=Consent.YES,
        transfer=Transfer.WARM,
    )
    desk.escalations.escalate(act)
    clock.advance(timedelta(hours=3))
    return {**made, "lena": lena, "linetel": contact}


def shown(person: Hands) -> OverdueScreen:
    """With room beside the list, whatever the display."""
    person.window.setWindowState(Qt.WindowState.WindowNoState)
    person.window.resize(1366, 768)
    person.press(Key.Key_3, CTRL)
    screen = person.window.screens.currentWidget()
    assert isinstance(screen, OverdueScreen)
    return screen


@pytest.fixture
def screen(scene: Scene, person: Hands) -> OverdueScreen:
    return shown(person)


def ids(screen: OverdueScreen) -> set[int]:
    return {row.id for row in screen.table.late.rows}


def chips(screen: OverdueScreen) -> list[str]:
    return [chip.one.words for chip in screen.list.row.chips]


def test_tiles_and_names_narrow_the_list_down_alone_and_together(
    screen: OverdueScreen, person: Hands, place: Workplace, wait_idle: Wait, scene: Scene
) -> None:
    count, view = screen.list.row.count, screen.list.view
    assert view is not None
    assert (count.text(), chips(screen)) == ("4 calls", [])
    # Each figure is that of its rows.
    for key in Tile:
        QTest.mouseClick(screen._tiles[key], LEFT)
        wait_idle(place)
        assert len(ids(screen)) == view.figures.tiles[key].calls
        assert screen._tiles[key].isChecked()
        person.press(Key.Key_1 + list(Tile).index(key), ALT)
        assert screen.list.ask == Ask()
    # By keys: a tile, then a name beside the list.
    screen.table.setFocus()
    person.press(Key.Key_1, ALT)
    assert ids(screen) == {scene["mine"], scene["hers"], scene["out"]}
    person.tab_to(screen.who)
    while "Lena" not in QApplication.focusWidget().accessibleName():
        person.press(Key.Key_Down)
    person.press(Key.Key_Space)
    assert ids(screen) == {scene["hers"], scene["out"]}
    assert (count.text(), chips(screen)) == ("2 of 3", ["Lena", "Overdue"])
    assert screen.tile(Tile.OVERDUE)[-1] == "2 of Lena's"
    (linetel,) = (name for name in screen.where.names if name.line.name == "Linetel")
    QTest.mouseClick(linetel, LEFT)
    wait_idle(place)
    assert (ids(screen), chips(screen)) == ({scene["out"]}, ["Lena", "Linetel", "Overdue"])
    # A chip goes by its key, the rest by one link.
    person.tab_to(screen.list.row.chips[1])
    person.press(Key.Key_Delete)
    assert chips(screen) == ["Lena", "Overdue"]
    person.tab_to(screen.list.row.all_link)
    person.press(Key.Key_Space)
    assert (screen.list.ask, chips(screen), screen.table.hasFocus()) == (Ask(), [], True)


def test_what_is_asked_is_kept_between_visits_and_by_name(
    screen: OverdueScreen, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    person.do("Group by owner")
    person.press(Key.Key_1, ALT)
    heads = screen.table.horizontalHeader()
    QTest.mouseClick(heads.viewport(), LEFT, pos=QPoint(heads.sectionViewportPosition(2) + 20, 10))
    wait_idle(place)
    asked = Ask(tiles=(Tile.OVERDUE,), group=GroupBy.OWNER, sort=SortBy.CUSTOMER)
    assert screen.list.ask == asked
    assert [row.owner for row in screen.table.late.rows][:2] == ["Lena Fischer", "Lena Fischer"]
    other = OverdueScreen(place)
    assert other.list.ask == asked
    other.deleteLater()
    person.do("Save the overdue view")
    assert person.is_open(SaveViewDialog)
    person.write("By owner")
    person.press(Key.Key_Return, CTRL)
    assert [view.name for view in place.desk.log.late_views()] == ["By owner"]
    assert place.desk.log.views() == ()  # no list of the log's
    screen.show_all()
    screen.group_by(GroupBy.NOTHING)
    wait_idle(place)
    screen.open_views(QPoint(0, 0))
    person.choose_in_menu("By owner")
    assert screen.list.ask == asked
    screen.open_views(QPoint(0, 0))
    person.choose_in_menu("Remove “By owner”")
    assert place.desk.log.late_views() == ()


def test_groups_fold_by_keys_and_by_mouse_and_the_keyboard_goes_from_call_to_call(
    screen: OverdueScreen, person: Hands, scene: Scene
) -> None:
    table = screen.table
    person.do("Group by owner")
    table.setFocus()
    person.press(Key.Key_Home)
    first = table.current_id
    assert first is not None  # an open heading is passed by
    person.press(Key.Key_Left)
    assert (table.current_id, table.late.is_folded(0), table.late.rowCount()) == (None, True, 4)
    person.press(Key.Key_Down)
    assert table.current_id in (scene["mine"], scene["calm"])
    person.press(Key.Key_Up)
    person.press(Key.Key_Right)
    assert (table.current_id, table.late.rowCount()) == (first, 6)
    at = table.visualRect(table.late.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=at)
    assert table.late.is_folded(0)
    QTest.mouseClick(table.viewport(), LEFT, pos=at)
    assert not table.late.is_folded(0)
    spoken = table.late.data(table.late.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Lena Fischer: 2 calls")
    assert spoken.endswith("unfolded")


def test_twenty_calls_are_reviewed_by_keyboard_without_leaving_the_list(
    desk: Desk, clock: FixedClock, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    made = [log(desk, number) for number in range(24)]
    clock.advance(timedelta(hours=2))
    screen = shown(person)
    screen.table.setFocus()
    person.press(Key.Key_Home)
    seen = []
    for _call in range(20):
        call = screen.peek.call
        assert call is not None
        assert call.row.id == screen.table.current_id == screen.peek.call_id
        seen.append(call.row.id)
        person.press(Key.Key_Down)
    assert seen == made[:20]
    here, scrolled = screen.table.current_id, screen.table.verticalScrollBar().value()
    assert scrolled > 0
    person.press(Key.Key_Return)
    assert isinstance(person.window.screens.current, CallPage)
    person.press(Key.Key_Escape)
    assert person.window.screens.current is screen
    assert (screen.table.current_id, screen.table.verticalScrollBar().value()) == (here, scrolled)
    assert screen.table.hasFocus()


@pytest.fixture
def others(place: Workplace, clock: FixedClock, scene: Scene) -> Iterator[Desk]:
    """The same desk at another workstation."""
    desk = Desk(place.desk.path, clock, staff_id=1).open()
    yield desk
    desk.close()


def point(widget: QWidget, at: QPoint) -> None:
    QTest.mouseMove(widget, at)
    QApplication.processEvents()


def test_while_others_write_each_click_hits_the_row_it_was_aimed_at(
    desk: Desk, scene: Scene, person: Hands, place: Workplace, clock: FixedClock, others: Desk, wait_idle: Wait
) -> None:
    for number in range(10, 22):
        log(desk, number)
    clock.advance(timedelta(hours=2))
    screen = shown(person)
    table = screen.table
    point(table.viewport(), QPoint(200, 60))
    before = list(table.late.rows)
    for click in range(CLICKS):
        # One that was quiet is spoken with, and a new one comes that would stand above all.
        others.calls.contact_customer(ContactCustomer(before[click % len(before)].id, True, words="told"))
        log(others, 100 + click)
        clock.advance(timedelta(seconds=2))
        aimed = before[(click * 5) % len(before)].id
        spot = table.late.place_of(aimed)
        assert spot is not None
        at = table.visualRect(table.late.index(spot, 1)).center()
        if not table.viewport().rect().contains(at):
            continue
        person.window.ticker.tick()
        wait_idle(place)
        point(table.viewport(), at)
        QTest.mouseClick(table.viewport(), LEFT, pos=at)
        assert table.current_id == aimed
    assert [row.id for row in table.late.rows] == [row.id for row in before]
    assert screen.list.row.refresh.isVisible()
    assert screen.list.row.refresh.accessibleName().endswith("changed: refresh")
    assert table.late.changed
    # Asked for, it is put in; selection, current call and focus stay.
    table.setFocus()
    current, chosen = table.current_id, table.selected_ids
    person.press(Key.Key_F5)
    assert len(ids(screen)) > len(before) or not screen.list.is_whole
    assert not screen.list.row.refresh.isVisible()
    assert not table.late.changed
    assert (table.current_id, table.selected_ids, table.hasFocus()) == (current, chosen, True)


def test_what_was_held_back_is_put_in_when_the_hand_has_left(
    screen: OverdueScreen, person: Hands, place: Workplace, others: Desk, wait_idle: Wait, scene: Scene
) -> None:
    table = screen.table
    point(table.viewport(), QPoint(200, 60))
    newest = log(others, 50)
    person.window.ticker.tick()
    wait_idle(place)
    assert newest not in ids(screen)
    # What is done from here stands in its row at once, where the row stands.
    order = [row.id for row in table.late.rows]
    place.act(lambda desk: desk.calls.reassign(Reassign((scene["mine"],), scene["lena"], "hers too")))
    wait_idle(place)
    mine = table.late.by_id(scene["mine"])
    assert mine is not None
    assert (mine.owner, [row.id for row in table.late.rows]) == ("Lena Fischer", order)
    point(person.window.top, QPoint(5, 5))
    wait_idle(place)
    assert newest in ids(screen)


def test_a_long_list_is_read_as_it_is_scrolled_and_selected_whole(
    desk: Desk, clock: FixedClock, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    made = {log(desk, number) for number in range(260)}
    clock.advance(timedelta(hours=2))
    screen = shown(person)
    table = screen.table
    first = len(table.late.rows)
    assert first < 200
    assert screen.list.row.count.text() == "260 calls"
    table.setFocus()
    person.press(Key.Key_End)
    assert first < len(table.late.rows)
    person.press(Key.Key_A, CTRL)
    assert set(screen.selected_call_ids) == made
    assert len(table.late.rows) == 260


def test_a_filter_that_nothing_fits_says_so_and_leads_back(
    screen: OverdueScreen, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    screen.list.show_asked(Ask(tiles=(Tile.NOT_AGREED,)))
    wait_idle(place)
    (empty,) = screen.findChildren(EmptyState)
    assert empty.isVisible()
    assert "Waiting for agreement" in empty.button.accessibleDescription()
    empty.button.click()
    wait_idle(place)
    assert len(ids(screen)) == 4
    assert screen.table.isVisible()


def test_before_anything_was_read_it_says_that_it_loads(place: Workplace, scene: Scene, wait_idle: Wait) -> None:
    screen = OverdueScreen(place)
    screen.show()
    assert screen.list._stack.currentWidget() is screen.list._loading
    wait_idle(place)
    assert screen.list._stack.currentWidget() is screen.table
    screen.deleteLater()


def test_where_there_is_no_room_the_side_stands_in_the_place_of_the_list(screen: OverdueScreen, person: Hands) -> None:
    person.window.resize(760, 640)
    person.write("")
    assert not screen.peek.isVisible()
    person.tab_to(screen.list.row.side)
    person.press(Key.Key_Space)
    assert screen.peek.isVisible()
    assert not screen.table.isVisible()
    person.press(Key.Key_Escape)
    assert screen.table.isVisible()
    assert screen.table.hasFocus()


def test_shift_and_a_click_select_calls_and_no_headings(screen: OverdueScreen, person: Hands, scene: Scene) -> None:
    table = screen.table
    table.setFocus()
    person.press(Key.Key_Home)
    for _call in range(3):
        person.press(Key.Key_Down, SHIFT)
    assert len(screen.selected_call_ids) == 4
    assert all(screen.selected_call_ids)
    table.fold(0)  # there is room below the last line: a click there changes nothing
    chosen, below = screen.selected_call_ids, QPoint(40, table.viewport().height() - 3)
    assert not table.indexAt(below).isValid()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert screen.selected_call_ids == chosen
    assert not isinstance(QApplication.activePopupWidget(), QMenu)
