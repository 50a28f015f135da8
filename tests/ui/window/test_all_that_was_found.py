"""Everything that was ever said is found with Ctrl+K, and all of it listed in a window beside the work."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.models.library import Guide
from deskapp.services.calls.acts import AddNote, LogCall, NewCustomer, ResolveCall
from deskapp.ui.finding.found_window import FoundWindow, Of
from deskapp.ui.guides.guide_dialog import GuideDialog
from deskapp.ui.widgets.lists.marking import marked
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
MANY = 70


@pytest.fixture
def calls(desk: Desk) -> list[int]:
    with desk.work.batch():
        made = [
            desk.calls.log(LogCall(f"Copier {n} jams", new_customer=NewCustomer(f"Caller {n}"))).value.id
            for n in range(MANY)
        ]
        desk.calls.note(AddNote(made[7], "The supplier sends a <b>fuser</b> unit, RMA-4711/12, on Tuesday"))
        desk.calls.resolve(ResolveCall(made[9], "Done"))
    with desk.work.write() as session:
        session.add(Guide(category_id=1, kind="note", title="Copiers", content="Let the fuser cool down first"))
    return made


def test_a_call_is_found_by_what_was_said_later_and_the_words_around_it_are_shown_and_marked(
    calls: list[int], person: Hands
) -> None:
    person.press(Key.Key_K, CTRL)
    person.write("fuser 711")
    search = person.window.search
    assert search.found == [("call", calls[7])]
    (card,) = search._results.list.cards.items  # type: ignore[union-attr]
    assert card.lines[-1].text == "Note: The supplier sends a <b>fuser</b> unit, RMA-4711/12, on Tuesday"
    ranges = marked(card.lines[-1].text, card.asked)
    told = [card.lines[-1].text[one.start : one.start + one.length] for one in ranges]
    assert told == ["fuser", "4711"]
    assert all(one.format.fontWeight() == QFont.Weight.Bold for one in ranges)
    person.press(Key.Key_Return)
    assert person.window.current.call_id == calls[7]


def test_a_guide_is_found_and_read(calls: list[int], person: Hands) -> None:
    person.press(Key.Key_K, CTRL)
    person.write("cool down")
    person.press(Key.Key_Return)
    dialog = person.dialog(GuideDialog)
    assert dialog.row.words.text() == "Let the fuser cool down first"
    person.press(Key.Key_Escape)


def test_all_calls_that_were_found_are_listed_page_by_page_and_one_is_opened_beside(
    calls: list[int], person: Hands, place: Workplace, wait_idle: Callable[[Workplace], None]
) -> None:
    window = person.window
    person.press(Key.Key_K, CTRL)
    person.write("copier")
    cards = window.search._results.list.cards  # type: ignore[union-attr]
    every = cards.items[cards.place_of(("all", "copier"))]  # type: ignore[index]
    assert every.title == f"All {MANY} calls"
    assert window.search.chosen == window.search.found[0]
    person.press(Key.Key_Return, CTRL)
    found = window.findChild(FoundWindow)
    assert found is not None
    wait_idle(place)
    listed = [item.key for item in found.table.cards.items]
    assert listed[:2] == [("call", calls[-1]), ("call", calls[-2])]
    assert found.kinds.pill(Of.CALLS).text() == f"Calls {MANY}"
    person.press(Key.Key_End)
    while len(found.table.cards.items) < MANY:
        found.table.setCurrentIndex(found.table.cards.index(len(found.table.cards.items) - 1))
        wait_idle(place)
    assert [item.key[1] for item in found.table.cards.items] == calls[::-1]  # type: ignore[index]
    found.state.setCurrentIndex(found.state.findData(False))
    wait_idle(place)
    assert found.table.cards.items == []
    found.state.setCurrentIndex(0)
    found.kinds.pill(Of.GUIDES).click()
    wait_idle(place)
    assert [item.title for item in found.table.cards.items] == ["Copiers"]
    found.kinds.pill(Of.CALLS).click()
    found.look_for("fuser 4711")
    wait_idle(place)
    found.field.setFocus()
    person.press(Key.Key_Return)
    assert window.current.call_id == calls[7]
    assert found.isVisible()
    found.reject()
    assert QApplication.activeModalWidget() is None
