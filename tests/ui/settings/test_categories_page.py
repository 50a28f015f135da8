"""Categories in the settings: by keyboard, by role, with drafts and somebody else's changes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import Asks, ContactKind, GuideKind, Role
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.library.acts import EditedCheck, EditedGuide, SaveCategory
from deskapp.services.library.views import CategorySettings
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.settings.library.categories_page import CategoriesPage
from deskapp.ui.settings.library.category_dialog import CategoryDialog
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
BILLING = ["Which invoice, which amount?", "Account and payments looked up", "Refund or credit within my limit tried"]


@pytest.fixture
def page(place: Workplace, qtbot: QtBot, wait_idle: Wait) -> CategoriesPage:
    page = CategoriesPage(place)
    qtbot.addWidget(page)
    page.resize(860, 600)
    page.show()
    page.activateWindow()
    wait_idle(place)
    return page


@pytest.fixture
def dialog(page: CategoriesPage, place: Workplace, wait_idle: Wait) -> Iterator[CategoryDialog]:
    """Billing, opened from the list by Enter."""
    page.entries.list.setFocus()
    QTest.keyClick(page.entries.list, Qt.Key.Key_Return)
    wait_idle(place)
    made = _opened(page)
    yield made
    if shiboken6.isValid(made):
        made.reject()
    wait_idle(place)


def _opened(page: CategoriesPage) -> CategoryDialog:
    return next(one for one in page.findChildren(CategoryDialog) if one.isVisible())


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def _type(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)


def _save(dialog: CategoryDialog, place: Workplace, wait_idle: Wait) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)


def _billing(desk: Desk) -> CategorySettings:
    return next(one for one in desk.categories.all() if one.id == 1)


def _as_it_is(view: CategorySettings) -> SaveCategory:
    lines = tuple(EditedCheck(line.text, line.id, line.active) for line in view.checks)
    guides = tuple(EditedGuide(one.kind, one.title, one.content, one.id, one.active) for one in view.guides)
    return SaveCategory(view.name, lines, guides, view.contact_id, view.active, view.id, view.version)


def test_the_categories_stand_in_order_with_what_belongs_to_them(page: CategoriesPage) -> None:
    first = page.entries.list.cards.items[0]
    assert (first.title, first.lines[0].text) == ("Billing", "3 lines to check first · 2 guides")


def test_a_category_is_added_by_the_keyboard_alone(
    page: CategoriesPage, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    page.entries.add_button.setFocus()
    _press(Qt.Key.Key_Space)
    wait_idle(place)
    dialog = _opened(page)
    _type("Vans")
    dialog.checks.add_button.setFocus()
    _press(Qt.Key.Key_Space)
    _type("Which van?")
    dialog.checks.add_button.setFocus()
    _press(Qt.Key.Key_Space)  # a line that stays empty is none
    dialog.guides.add_button.setFocus()
    _press(Qt.Key.Key_Space)
    dialog.guides.rows[0].kind.setCurrentIndex(dialog.guides.rows[0].kind.findData(GuideKind.NOTE.value))
    _press(Qt.Key.Key_Tab)
    _type("Keys")
    dialog.guides.rows[0].words.setFocus()
    _type("In the red box")
    dialog.asks_equipment.setFocus()
    _type("nee")
    _save(dialog, place, wait_idle)
    saved = desk.categories.all()[-1]
    assert (saved.asks_place, saved.asks_equipment) == (Asks.ASKED, Asks.NEEDED)
    assert (saved.name, [line.text for line in saved.checks]) == ("Vans", ["Which van?"])
    assert [(one.kind, one.title, one.content) for one in saved.guides] == [(GuideKind.NOTE, "Keys", "In the red box")]
    assert page.entries.list.cards.items[-1].title == "Vans"


def test_a_line_moves_with_alt_and_an_arrow_and_keeps_the_focus(
    dialog: CategoryDialog, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    row = dialog.checks.rows[0]
    row.words.setFocus()
    _press(Qt.Key.Key_Down, ALT)
    assert row.words.hasFocus()
    _save(dialog, place, wait_idle)
    assert [line.text for line in _billing(desk).checks] == [BILLING[1], BILLING[0], BILLING[2]]


def test_a_line_is_switched_off_and_not_taken_out(
    dialog: CategoryDialog, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    dialog.checks.rows[2].active.setFocus()
    _press(Qt.Key.Key_Space)
    _save(dialog, place, wait_idle)
    assert [(line.text, line.active) for line in _billing(desk).checks][2] == (BILLING[2], False)
    assert len(place.facts.categories[0].checks) == 2  # type: ignore[union-attr]


def test_an_emptied_line_says_what_is_needed_and_stays(
    dialog: CategoryDialog, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    dialog.checks.rows[0].words.clear()
    _save(dialog, place, wait_idle)
    assert dialog.isVisible()
    assert dialog._fields["checks"].error.text() == "This is needed."
    assert [line.text for line in _billing(desk).checks] == BILLING


def test_who_answers_for_it_is_found_by_a_part_of_the_name(
    desk: Desk, page: CategoriesPage, place: Workplace, wait_idle: Wait
) -> None:
    olga = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Olga Byrne", organisation="Accounts")).value
    page.reload()
    wait_idle(place)
    page.entries.edit_button.click()
    wait_idle(place)
    dialog = _opened(page)
    dialog.contact.setText("Olga")
    _save(dialog, place, wait_idle)
    assert dialog.isVisible()
    dialog.contact.setText("Olga Byrne · Accounts")
    _save(dialog, place, wait_idle)
    assert _billing(desk).contact_id == olga.id
    assert "Olga Byrne answers for it" in page.entries.list.cards.items[0].lines[0].text


def test_the_file_of_a_guide_is_chosen_beside_the_work_and_its_whole_path_kept(
    dialog: CategoryDialog, tmp_path: Path
) -> None:
    file = tmp_path / "manual.pdf"
    file.touch()
    row = dialog.guides.add_row()
    QTest.mouseClick(row.choose, Qt.MouseButton.LeftButton)
    chooser = row.findChild(QFileDialog)  # it is there, and the press has come back
    assert chooser.isVisible()
    chooser.selectFile(str(file))
    chooser.accept()
    assert row.words.text() == str(file)
    QTest.mouseClick(row.choose, Qt.MouseButton.LeftButton)
    QTest.keyClick(row.findChildren(QFileDialog)[-1], Qt.Key.Key_Escape)
    assert row.words.text() == str(file)
    row.kind.setCurrentIndex(row.kind.findData(GuideKind.LINK.value))
    assert row.choose.isHidden()


def test_a_link_that_leads_elsewhere_is_refused_beside_the_guides(
    dialog: CategoryDialog, place: Workplace, wait_idle: Wait
) -> None:
    row = dialog.guides.add_row()
    row.set_content({"id": None, "kind": "link", "title": "<b>x</b>", "content": "javascript:alert(1)", "active": True})
    _save(dialog, place, wait_idle)
    assert dialog._fields["guides"].error.text().startswith("Write the whole address")
    row.words.setPlainText("https://intranet.example")
    _save(dialog, place, wait_idle)
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()


def test_what_somebody_else_changed_meanwhile_is_told_and_saving_again_keeps_both(
    dialog: CategoryDialog, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    theirs = _as_it_is(_billing(desk))
    desk.categories.save(replace(theirs, checks=(*theirs.checks, EditedCheck("Bank asked"))))
    dialog.name.setText("Invoices")
    _save(dialog, place, wait_idle)
    assert dialog.isVisible()
    assert "Theirs: Bank asked." in dialog.notice.words
    assert dialog.name.text() == "Invoices"
    _save(dialog, place, wait_idle)
    after = _billing(desk)
    assert (after.name, [line.text for line in after.checks]) == ("Invoices", [*BILLING, "Bank asked"])


def test_what_was_typed_is_kept_when_the_dialog_is_left(
    dialog: CategoryDialog, page: CategoriesPage, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    dialog.checks.add_row().words.setText("Bank asked")
    dialog.name.setText("Invoices")
    dialog.reject()
    wait_idle(place)
    page.entries.edit_button.click()
    wait_idle(place)
    again = _opened(page)
    assert again.name.text() == "Invoices"
    assert [row.words.text() for row in again.checks.rows] == [*BILLING, "Bank asked"]
    again.reject()
    wait_idle(place)


def test_a_draft_of_a_category_meets_what_was_saved_since_it_was_typed(
    dialog: CategoryDialog, page: CategoriesPage, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    dialog.checks.add_row().words.setText("Bank asked")
    dialog.reject()
    wait_idle(place)
    theirs = _as_it_is(_billing(desk))
    desk.categories.save(replace(theirs, name="Invoices", checks=(*theirs.checks, EditedCheck("Ledger looked up"))))
    page.reload()
    wait_idle(place)
    page.entries.edit_button.click()
    wait_idle(place)
    again = _opened(page)
    _save(again, place, wait_idle)
    assert again.isVisible()
    assert "Theirs: Invoices; Ledger looked up." in again.notice.words
    assert _billing(desk).name == "Invoices"
    again.name.setText("Invoices")
    _save(again, place, wait_idle)
    after = _billing(desk)
    assert after.name == "Invoices"
    assert {line.text for line in after.checks} == {*BILLING, "Bank asked", "Ledger looked up"}


def test_categories_move_with_alt_and_an_arrow(
    page: CategoriesPage, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    page.entries.list.setFocus()
    _press(Qt.Key.Key_Down, ALT)
    wait_idle(place)
    assert [one.name for one in desk.categories.all()][:2] == ["Network", "Billing"]
    assert page.entries.list.current == 1


def test_an_agent_sees_the_categories_and_changes_none(
    page: CategoriesPage, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    agent = desk.site.save_staff(SaveStaff("Sam", Role.AGENT)).value.id
    desk.sign_in(agent)
    place.load_facts()
    wait_idle(place)
    assert page.why.text() == "Only a manager can change categories."
    page.entries.list.setFocus()
    _press(Qt.Key.Key_Return)
    assert not page.findChildren(CategoryDialog)
    assert not page.entries.add_button.isEnabled()


def test_a_category_that_is_out_of_use_is_not_offered_and_stays_on_its_calls(
    dialog: CategoryDialog, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    number = desk.calls.log(LogCall("Double charge", new_customer=NewCustomer("Ada"), category_id=1)).value.id
    dialog.active.setChecked(False)
    _save(dialog, place, wait_idle)
    assert not _billing(desk).active
    assert desk.overview.call(number).category == "Billing"


def test_hostile_words_are_shown_as_they_were_typed(
    page: CategoriesPage, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    name = "<b>A & B</b>\u202e" + "x" * 300
    guide = EditedGuide(GuideKind.NOTE, name, name)
    desk.categories.save(SaveCategory(name, (EditedCheck(name),), (guide,)))
    page.reload()
    wait_idle(place)
    assert page.entries.list.cards.items[-1].title == name
    page.entries.list.set_current(page.entries.list.cards.items[-1].key)
    page.entries.edit_button.click()
    wait_idle(place)
    dialog = _opened(page)
    assert dialog.name.text() == name
    assert dialog.checks.rows[0].words.text() == name
    dialog.reject()
    wait_idle(place)
