"""The directory's import, export and merge: RULES.md, "Directory"."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ContactKind
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.contact_entries import Entry, Read
from deskapp.ui.directory.contact_card import ContactCard
from deskapp.ui.directory.contact_dialog import ContactDialog
from deskapp.ui.directory.directory_screen import DirectoryScreen
from deskapp.ui.directory.merge_dialog import MergeDialog
from deskapp.ui.documents.export_dialog import ExportDialog
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def _save(desk: Desk, name: str, **more: object) -> int:
    return desk.directory.save_contact(SaveContact(ContactKind.EXPERT, name, **more)).value.id  # type: ignore[arg-type]


@pytest.fixture
def screen(desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle) -> Iterator[DirectoryScreen]:
    _save(desk, "Ana", phones=("1",))
    _save(desk, "Bo")
    screen = DirectoryScreen(place)
    qtbot.addWidget(screen)
    screen.resize(1190, 714)
    screen.show()
    wait_idle(place)
    yield screen
    wait_idle(place)


def _names(screen: DirectoryScreen) -> list[str]:
    return [item.title for item in screen.table.cards.items]


def test_importing_shows_first_what_would_be_added_changed_and_refused(
    screen: DirectoryScreen, place: Workplace, desk: Desk, tmp_path: Path, wait_idle: WaitIdle
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,phones,skills\nCy,3,\nAna,2,\nDi,,Nonsense\nBo,,\n", encoding="utf-8")
    dialog = screen.files.preview(path)
    wait_idle(place)
    assert dialog.figures.text() == "1 contact added; 1 changed; 1 the same already; 1 refused."
    shown = [(item.title, item.corner, item.lines[-1].text) for item in dialog.list.cards.items]
    assert shown == [
        ("Line 4", "refused", "there is no category “Nonsense”"),
        ("Ana", "changed", "phones"),
        ("Cy", "added", "line 2 · supplier or manufacturer"),
    ]
    assert _names(screen) == ["Ana", "Bo"]
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert _names(screen) == ["Ana", "Bo", "Cy"]
    assert desk.directory.contacts("cy")[0].kind is ContactKind.SUPPLIER


def test_who_is_there_already_is_shown_beside_the_file_and_chosen_about(
    screen: DirectoryScreen, place: Workplace, desk: Desk, tmp_path: Path, wait_idle: WaitIdle
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,organisation,phones,fax,city\nAna,,22,77,Bonn\nBo,Acme,,,\nCy,,3,,\n", encoding="utf-8")
    dialog = screen.files.preview(path)
    wait_idle(place)
    assert [item.title for item in dialog.list.cards.items] == ["Left out", "Ana", "Bo", "Cy"]
    assert dialog.list.cards.items[0].lines[0].text == "city: 1 value, such as “Bonn”"
    assert not dialog.beside.isVisible()
    dialog.list.set_current(("row", 2))
    assert dialog.beside.isVisible()
    assert dialog.beside.said.text() == "Ana is there already"
    told = [label.text() for label in dialog.beside.findChildren(QLabel)]
    assert told[told.index("Phones") :][:3] == ["Phones", "1", "22\nFax: 77"]
    assert dialog.beside.choice.value == "take"
    QTest.mouseClick(dialog.beside.choice.pill("keep"), Qt.MouseButton.LeftButton)
    wait_idle(place)
    assert dialog.figures.text().startswith(
        "2 contacts added; 0 changed; 0 the same already; 0 refused; 1 left as it is"
    )
    dialog.list.set_current(("row", 3))
    assert dialog.beside.said.text() == "Bo is there already"
    assert dialog.beside.choice.value == "both", "who has only the name in common is somebody else"
    QTest.mouseClick(dialog.beside.choice.pill("take"), Qt.MouseButton.LeftButton)
    wait_idle(place)
    dialog.list.set_current(("row", 4))
    assert not dialog.beside.isVisible(), "nobody of that name is there"
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    people = {one.name: one for one in desk.directory.contacts()}
    assert set(people) == {"Ana", "Bo", "Cy"}
    assert people["Ana"].phones == ("1",)
    assert people["Bo"].organisation == "Acme"


def test_a_second_of_a_file_is_refused_until_both_are_wanted(
    screen: DirectoryScreen, place: Workplace, desk: Desk, tmp_path: Path, wait_idle: WaitIdle
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,phones\nCy,3\nCy,4\n", encoding="utf-8")
    dialog = screen.files.preview(path)
    wait_idle(place)
    dialog.list.set_current(("row", 3))
    assert dialog.beside.said.text() == "is the same contact as line 2"
    QTest.mouseClick(dialog.beside.choice.pill("both"), Qt.MouseButton.LeftButton)
    wait_idle(place)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert sorted(one.phones for one in desk.directory.contacts("cy")) == [("3",), ("4",)]


def test_customers_are_imported_and_exported_from_their_own_list(
    screen: DirectoryScreen, place: Workplace, desk: Desk, tmp_path: Path, wait_idle: WaitIdle
) -> None:
    screen.look_for("customers", "")
    wait_idle(place)
    assert screen.import_button.isVisible()
    path = tmp_path / "people.csv"
    path.write_text("Kundennr.;Vorname;Name;Handy\n7;Ida;Müller;0171 1\n", encoding="utf-8")
    dialog = screen.files.preview(path, screen.kind)
    wait_idle(place)
    assert dialog.figures.text() == "1 customer added; 0 changed; 0 the same already; 0 refused."
    assert not dialog.kind.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    (ida,) = desk.directory.customers("müller")
    assert (ida.name, ida.account, ida.phones, ida.phone_kinds) == ("Ida Müller", "7", ("0171 1",), ("mobile",))
    screen.field.setText("müller")
    screen.reload()
    wait_idle(place)
    for form in ("xlsx", "vcard4"):
        export = ExportDialog(place, screen.listings(), screen)
        export.open()
        export.form_choice.set_value(form)
        export.save(tmp_path / form)
        wait_idle(place)
        (entry,) = desk.customer_files.read(tmp_path / form).entries
        assert (entry.name, entry.said["account"]) == ("Ida Müller", "7")


def test_what_a_number_is_for_is_typed_before_it_and_shown_with_it(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    QTest.keyClick(screen.field, Qt.Key.Key_Return)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ContactDialog) and one.isVisible()]
    wait_idle(place)
    dialog.record["phones"].setPlainText("mobile: +49 170 12\nFax: 030 34\nFerienhaus: 030 56")
    dialog.record["email"].setText("ana@a.example")
    dialog.record["other_emails"].setPlainText("Home: ana@home.example")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    ana = desk.directory.contact(1)
    assert (ana.phones, ana.phone_kinds) == (("+49 170 12", "030 34", "030 56"), ("mobile", "fax", "Ferienhaus"))
    assert (ana.email, ana.other_emails) == ("ana@a.example", ("home: ana@home.example",))
    assert isinstance(screen.card, ContactCard)
    spoken = [label.accessibleName() for row in screen.card.addresses for label in row.findChildren(QLabel)]
    assert "Phone, fax: 030 34" in spoken
    assert "E-mail, home: ana@home.example" in spoken


def test_a_file_that_holds_no_contacts_is_said_so_and_cannot_be_imported(
    screen: DirectoryScreen, place: Workplace, tmp_path: Path, wait_idle: WaitIdle
) -> None:
    path = tmp_path / "colours.csv"
    path.write_text("colour\nred\n", encoding="utf-8")
    dialog = screen.files.preview(path)
    wait_idle(place)
    assert "has no column for names" in dialog.notice.words
    assert not dialog.main_button.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(("form", "start"), [("vcard4", b"BEGIN:VCARD\r\nVERSION:4.0"), ("csv", b"\xef\xbb\xbfkind,")])
def test_contacts_are_exported(
    screen: DirectoryScreen, place: Workplace, tmp_path: Path, wait_idle: WaitIdle, form: str, start: bytes
) -> None:
    screen.field.setText("bo")
    screen.reload()
    wait_idle(place)
    asked: list[bool] = []
    screen.export_asked.connect(lambda: asked.append(True))
    screen.export_button.click()
    assert asked == [True]
    dialog = ExportDialog(place, screen.listings(), screen)
    dialog.open()
    dialog.form_choice.set_value(form)
    dialog.whom.set_value("listed")
    dialog.save(tmp_path / "out")
    wait_idle(place)
    written = (tmp_path / "out").read_bytes()
    assert written.startswith(start)
    assert b"Bo" in written
    assert b"Ana" not in written


def test_duplicates_are_merged_choosing_which_to_keep(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    _save(desk, "Ana B", phones=("2",))
    screen.reload()
    wait_idle(place)
    assert isinstance(screen.card, ContactCard)
    screen.card.merge_button.click()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MergeDialog) and one.isVisible()]
    wait_idle(place)
    assert [item.title for item in dialog.list.cards.items] == ["Ana B"]
    dialog.keep.set_value("other")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert _names(screen) == ["Ana B", "Bo"]
    assert desk.directory.contacts("ana")[0].phones == ("2", "1")


def test_deputies_are_chosen_in_order_and_shown_with_when_they_are_in(
    screen: DirectoryScreen, place: Workplace, desk: Desk, clock: FixedClock, wait_idle: WaitIdle
) -> None:
    QTest.keyClick(screen.field, Qt.Key.Key_Return)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ContactDialog) and one.isVisible()]
    wait_idle(place)
    assert not dialog.record["deputies"].add(1)
    QTest.keyClicks(dialog.record["deputies"].finder, "bo")
    QTest.keyClick(dialog.record["deputies"].finder, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert desk.directory.contact(1).deputies == (2,)
    assert isinstance(screen.card, ContactCard)
    assert screen.card.stand_ins.text() == "Bo: in until 17:30"


def test_a_stale_edit_shows_the_newer_deputies_by_name_and_in_order(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    third = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Cy", "Acme")).value
    left = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Di", active=False)).value
    before = desk.directory.contact(1)
    screen.table.set_current(1)
    screen.card.edit_button.click()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ContactDialog) and one.isVisible()]
    wait_idle(place)
    assert dialog.record["deputies"].add(2)
    assert not dialog.record["deputies"].add(left.id)
    names = [field.name for field in fields(SaveContact) if field.name != "base_version"]
    theirs = {name: getattr(before, name) for name in names} | {"base_version": before.version}
    desk.directory.save_contact(SaveContact(**{**theirs, "deputies": (third.id, left.id)}))
    dialog.trigger()
    wait_idle(place)
    told = [label.text() for label in dialog.newer.findChildren(QLabel)]
    assert "Cy · Acme, Di" in told
    assert dialog.record["deputies"].value == [2]
    dialog.newer.take_button.click()
    assert [dialog.record["deputies"].order.item(row).text() for row in range(2)] == ["Cy · Acme", "Di"]
    dialog.reject()


def test_a_deputy_who_is_not_active_any_more_is_shown_by_name(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    left = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Di", active=False)).value
    before = desk.directory.contact(1)
    names = [field.name for field in fields(SaveContact) if field.name != "base_version"]
    changed = {name: getattr(before, name) for name in names} | {"base_version": before.version}
    desk.directory.save_contact(SaveContact(**{**changed, "deputies": (left.id,)}))
    screen.reload()
    wait_idle(place)
    screen.table.set_current(1)
    screen.card.edit_button.click()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ContactDialog) and one.isVisible()]
    wait_idle(place)
    assert dialog.record["deputies"].order.item(0).text() == "Di"
    assert dialog.record["deputies"].value == [left.id]
    dialog.reject()


def test_a_long_directory_shows_the_first_and_says_how_many_more(
    screen: DirectoryScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    entries = tuple(Entry(number, {"name": f"Person {number}"}) for number in range(300))
    desk.contact_files.take(Read(entries, (), "csv"), ContactKind.EXPERT)
    screen.reload()
    wait_idle(place)
    assert len(_names(screen)) == 200
    assert screen.more.text() == "102 more: type on to find them."
