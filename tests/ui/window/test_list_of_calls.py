"""The list of calls by keyboard: filters and views, the menu of a row, several calls, and the way back."""

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from window_hands import ALT, CTRL, NONE, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.words import Impact, Priority, Role, Urgency
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.log.sieve import Shown, Sieve
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.dialogs import several_dialog
from deskapp.ui.calls.dialogs.save_view_dialog import SaveViewDialog
from deskapp.ui.calls.dialogs.several_dialogs import TagSeveralDialog
from deskapp.ui.calls.dialogs.tag_dialog import TagDialog
from deskapp.ui.calls.log.filter_popup import FilterPopup
from deskapp.ui.calls.log.filter_words import Part
from deskapp.ui.calls.many.many_dialogs import NoteManyDialog, ReassignManyDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.ui.work.workstation import Workstation

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture
def calls(desk: Desk) -> list[int]:
    """One urgent call, two that are not, and one of a colleague's; an agent works here."""
    sam, lena = (desk.site.save_staff(SaveStaff(name, Role.AGENT)).value for name in ("Sam", "Lena"))
    desk.sign_in(lena.id)
    other = desk.calls.log(LogCall("Of Lena", new_customer=NewCustomer("Zoe"))).value.id
    desk.sign_in(sam.id)
    first = desk.calls.log(
        LogCall("Down", new_customer=NewCustomer("Ada", "Acme", "1", "0161 4"), impact=Impact.SITE, urgency=Urgency.NOW)
    ).value.id
    return [other, first, *(desk.calls.log(LogCall("Slow", customer_id=2)).value.id for _ in range(2))]


def shown_ids(person: Hands) -> list[int]:
    return [row.id for row in person.window.log.table.calls.rows]


def popup_key(key: Qt.Key) -> None:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, FilterPopup)
    QTest.keyClick(popup.list, key)


def narrow_to_first_priority(person: Hands) -> None:
    person.press(Key.Key_F, CTRL | SHIFT)
    person.press(Key.Key_Right)
    person.press(Key.Key_Right)
    person.press(Key.Key_Down)
    popup_key(Key.Key_Space)
    popup_key(Key.Key_Escape)
    person.write("")


def test_filters_are_set_kept_as_a_view_removed_and_come_back_by_undo(
    calls: list[int], desk: Desk, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    log = person.window.log
    assert log.filters.count.text() == "4 calls"
    narrow_to_first_priority(person)
    assert shown_ids(person) == [calls[1]]
    assert log.filters.buttons[Part.PRIORITY].accessibleName() == "Priority: P1, filter"
    assert log.filters.count.text() == "1 of 4 calls"
    person.do("Save as view")
    dialog = person.dialog(SaveViewDialog)
    assert not dialog.of_site.isVisible()
    person.write("Urgent")
    person.press(Key.Key_Return, CTRL)
    assert [one.name for one in desk.log.views()] == ["Urgent"]
    assert log._pills.pill(log._pills.value).text() == "Urgent 1"
    log.filters.buttons[Part.PRIORITY].setFocus()
    person.press(Key.Key_Delete)
    assert len(shown_ids(person)) == 4
    assert log._pills.value == "due"
    log.choose_view(f"saved:{desk.log.views()[0].id}")
    wait_idle(place)
    assert shown_ids(person) == [calls[1]]
    log.filters.remove_link.click()
    wait_idle(place)
    assert desk.log.views() == ()
    person.window.shell._notice.acted.emit()
    wait_idle(place)
    assert [(one.name, one.shown) for one in desk.log.views()] == [
        ("Urgent", Shown("due", Sieve(priorities=(Priority.P1,))))
    ]


def test_back_leads_to_the_list_the_filter_and_the_call_where_one_was(
    calls: list[int], person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    log = person.window.log
    narrow_to_first_priority(person)
    person.press(Key.Key_6, CTRL)
    assert person.window.screens.current_key == "directory"
    person.press(Key.Key_Left, ALT)
    assert (person.window.screens.current_key, shown_ids(person)) == ("calls", [calls[1]])
    person.press(Key.Key_Left, ALT)
    assert len(shown_ids(person)) == 4
    person.window.show_call(calls[3])
    person.press(Key.Key_Left, ALT)
    assert log.current_call_id == calls[1]
    person.press(Key.Key_Right, ALT)
    assert log.current_call_id == calls[3]


def test_the_menu_of_a_row_is_made_of_the_acts_and_lists_nothing_twice(
    calls: list[int], desk: Desk, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    table = person.window.log.table
    table.select(calls[1])
    table.setFocus()
    person.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "C-00002"
    person.press(Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == "0161 4"
    table.row_menu_asked.emit(table.mapToGlobal(table.rect().center()))
    wait_idle(place)
    menu = cast(QMenu, QApplication.activePopupWidget())
    parts = [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]
    more = menu.actions()[-1].menu()
    rest = [action.text().split("\t")[0] for action in cast(QMenu, more).actions()]
    assert parts[:3] == ["Open the whole call", "Copy number 0161 4", "Copy reference C-00002"]
    assert parts[3:-1] == ["Escalate…", "Note…", "Promise a call-back…", "Pause…", "Resolve…", "Priority…", "Reassign…"]
    assert "Tags…" in rest
    assert len({*parts, *rest}) == len(parts) + len(rest)
    person.choose_in_menu("Note…")
    assert person.window.shell.said == "Copied 0161 4"
    person.press(Key.Key_Escape)
    person.press(Key.Key_T, CTRL)
    person.dialog(TagDialog)
    person.write("vip")
    person.press(Key.Key_Return, CTRL)
    assert desk.log.tags_of(calls[1]) == ("vip",)


def test_several_calls_get_a_note_and_a_tag_each_and_what_is_refused_is_said_by_row(
    calls: list[int], desk: Desk, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    log = person.window.log
    log.table.setFocus()
    person.press(Key.Key_A, CTRL)
    person.press(Key.Key_F12)
    assert "one at a time" in person.window.shell.said
    person.press(Key.Key_F4)
    person.dialog(NoteManyDialog)
    person.write("Outage over")
    person.press(Key.Key_Return, CTRL)
    bar = person.window.shell._list_keys._bar
    assert bar.result.words.text() == "✓ Noted on 4 calls."
    for call_id in calls:
        assert [event.kind for event in desk.overview.call(call_id).events].count("note") == 1
    person.press(Key.Key_T, CTRL)
    person.dialog(TagSeveralDialog)
    person.write("outage")
    person.press(Key.Key_Return, CTRL)
    assert [row.tags for row in log.table.calls.rows] == [("outage",)] * 4
    # An agent is told before they type whose calls stay; the others go.
    person.press(Key.Key_R, CTRL)
    give = person.dialog(ReassignManyDialog)
    assert "1 is somebody else's" in give.left_out.words
    give.owner.setCurrentIndex(give.owner.findText("Manager", Qt.MatchFlag.MatchContains))
    give.reason.setPlainText("Holiday")
    person.press(Key.Key_Return, CTRL)
    assert bar.result.words.text() == "✓ 3 of 4 calls are Manager's now."
    assert bar.result.more.text() == "1 was not reassigned."
    assert {desk.overview.call(one).row.owner for one in calls[1:]} == {"Manager"}
    assert desk.overview.call(calls[0]).row.owner == "Lena"
    # All that are left are others': nothing is typed for nothing.
    person.press(Key.Key_R, CTRL)
    assert not person.is_open(ReassignManyDialog)
    assert "somebody else's" in person.window.shell.said


def test_an_act_on_many_goes_by_parts_and_escape_stops_it_where_it_goes_on_from(
    calls: list[int], desk: Desk, person: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(several_dialog, "AT_ONCE", 1)
    person.window.log.table.setFocus()
    person.press(Key.Key_A, CTRL)
    person.press(Key.Key_T, CTRL)
    dialog = person.dialog(TagSeveralDialog)
    person.write("outage")
    QTest.keyClick(dialog, Key.Key_Return, CTRL)
    assert dialog.progress.isVisible()
    assert dialog.told.text() == "0 of 4"
    assert dialog.cancel_button.isEnabled()
    person.press(Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.notice.words == "“outage” is on 1 call. Stopped: 3 calls are left."
    person.press(Key.Key_Return, CTRL)
    assert person.window.shell.said == "“outage” is on 4 calls."
    for call_id in calls:
        assert desk.log.tags_of(call_id) == ("outage",)


def test_columns_are_arranged_by_keyboard_and_kept_by_the_workstation(calls: list[int], person: Hands) -> None:
    person.press(Key.Key_K, CTRL | SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _step in range(12):
        QTest.keyClick(menu, Key.Key_Down)
        if menu.activeAction().text() == "Owner":
            break
    QTest.keyClick(menu, Key.Key_Right)
    QTest.keyClick(QApplication.activePopupWidget(), Key.Key_Return)
    person.press(Key.Key_Escape, NONE)
    kept = Workstation(person.window.workstation.file)
    person.window.workstation.save()
    assert '"sorted_by": "owner"' in kept.columns
    assert person.window.log.table.calls.row(0).owner == "Lena"
