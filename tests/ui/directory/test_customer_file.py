"""Everything about a customer is asked for from their card, and lies in one ZIP that is read everywhere."""

import errno
import io
import json
import os
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from scene import YES, contact, escalate, log, rows, staff
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls.acts import AddNote, NewCustomer, ResolveCall
from deskapp.services.places.acts import SaveEquipment, SavePlace
from deskapp.ui.directory.customer_card import CustomerCard
from deskapp.ui.directory.directory_screen import DirectoryScreen
from deskapp.ui.documents.export_dialog import ExportDialog
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
HOSTILE = '<script>alert(1)</script> & "quotes"'


@pytest.fixture
def directory(desk: Desk, person: Hands, place: Workplace, wait_idle: Wait) -> DirectoryScreen:
    """The directory at the card of Ada, who has two calls."""
    caller = NewCustomer("Ada Lovelace", "Engines Ltd", "000123", "+44 20 7946 0958")
    first = log(desk, HOSTILE, new_customer=caller).id
    desk.calls.note(AddNote(first, "Grace Hopper will ring"))
    ada = desk.overview.call(first).customer.id
    hall = desk.places.save_place(SavePlace(ada, "Engine hall", person="Charles")).value.id
    keeper = contact(desk, "Grace Murray").id
    desk.places.save_equipment(SaveEquipment(ada, "Loom", serial="L-7", place_id=hall, contact_id=keeper))
    for name in ("of Grace Hopper.txt", "notes.txt"):
        desk.attachments.attach(AttachFile(first, File(name, name.encode())))
    escalation = escalate(desk, first, contact(desk, "Grace Hopper").id)
    desk.escalations.sheet(escalation.id)
    customer = desk.overview.call(first).customer.id
    desk.calls.resolve(ResolveCall(log(desk, "Second", customer_id=customer).id, "New cable", YES))
    person.press(Qt.Key.Key_6, CTRL)
    screen = person.window.screens.current
    assert isinstance(screen, DirectoryScreen)
    screen.show_customer(customer)
    wait_idle(place)
    assert isinstance(screen.card, CustomerCard)
    return screen


class _Text(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += f"{data}\n"


def test_it_is_one_zip_with_a_page_to_read_and_the_same_as_json(
    directory: DirectoryScreen, person: Hands, place: Workplace, tmp_path: Path, wait_idle: Wait
) -> None:
    target = tmp_path / "Customer 1.zip"
    directory.save_file(directory.card.customer.id, target)  # type: ignore[union-attr]
    wait_idle(place)
    assert person.window.shell.said == f"Saved {target}: read it before you hand it over."
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as packed:
        names = ["files/C-00001/1 of [a contact of ours].txt", "files/C-00001/2 notes.txt"]
        assert packed.namelist() == ["customer.pdf", "customer.html", "customer.json", *names]
        assert packed.read(names[1]) == b"notes.txt"
        page, data = packed.read("customer.html").decode(), json.loads(packed.read("customer.json"))
    read = _Text(page)
    assert read.tags & {"script", "img", "link", "a", "iframe"} == set()
    for said in (
        "Ada Lovelace",
        "000123",
        f"C-00001 · {HOSTILE}",
        "C-00002 · Second",
        "New cable",
        "Handoff sheets",
        "Engine hall; Charles",
        "Loom; L-7; Engine hall; [a contact of ours]",
        "Equipment added: Loom",
    ):
        assert said in read.text
    assert "[a contact of ours] will ring" in read.text
    for other in ("Grace", "Hopper"):
        assert other not in page
        assert other not in json.dumps(data)
    assert (data["places"][0]["person"], data["equipment"][0]["serial"]) == ("Charles", "L-7")
    assert (data["customer"]["account"], [call["ref"] for call in data["calls"]]) == ("000123", ["C-00001", "C-00002"])


def test_its_name_tells_nobody_whose_it_is(directory: DirectoryScreen, place: Workplace, wait_idle: Wait) -> None:
    card = directory.card
    assert isinstance(card, CustomerCard)
    card.file_entry.trigger()
    (dialog,) = directory.window().findChildren(QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Customer 1.zip"]
    dialog.reject()
    wait_idle(place)


def test_where_it_cannot_be_written_nothing_is_recorded(
    directory: DirectoryScreen, desk: Desk, person: Hands, place: Workplace, tmp_path: Path, wait_idle: Wait
) -> None:
    directory.save_file(1, tmp_path / "not there" / "x.zip")
    wait_idle(place)
    assert "x.zip" in person.window.shell.said
    assert rows(desk.path, "SELECT count(*) FROM event WHERE kind = 'customer_file'") == [(0,)]


def test_an_agent_is_not_offered_it(directory: DirectoryScreen, desk: Desk, place: Workplace, wait_idle: Wait) -> None:
    assert directory.card.file_entry.isVisible()  # type: ignore[union-attr]
    desk.staff_id = staff(desk, Role.AGENT)
    place.load_facts()
    wait_idle(place)
    directory.show_contact(1)
    wait_idle(place)
    directory.show_customer(1)
    wait_idle(place)
    assert isinstance(directory.card, CustomerCard)
    assert not directory.card.file_entry.isVisible()


def test_the_menu_copies_what_is_shown_and_exports_their_calls_alone(
    directory: DirectoryScreen, desk: Desk, person: Hands, place: Workplace, tmp_path: Path, wait_idle: Wait
) -> None:
    log(desk, "Of somebody else", new_customer=NewCustomer("Bob"))
    card = directory.card
    assert isinstance(card, CustomerCard)
    card.more.click()
    entries = {entry.text(): entry for entry in card.more.menu_.actions()}
    card.more.menu_.close()
    entries["Copy as text"].trigger()
    assert QGuiApplication.clipboard().text() == "Ada Lovelace, Engines Ltd\naccount 000123\n+44 20 7946 0958"
    entries["Copy account 000123"].trigger()
    assert QGuiApplication.clipboard().text() == "000123"
    person.press(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "+44 20 7946 0958"
    entries["Export their calls…"].trigger()
    (dialog,) = person.window.findChildren(ExportDialog)
    dialog.form_choice.set_value("csv")
    dialog.save(tmp_path / "calls.csv")
    wait_idle(place)
    assert [line.split(",")[0] for line in (tmp_path / "calls.csv").read_text("utf-8-sig").splitlines()] == [
        "Call",
        "C-00002",
        "C-00001",
    ]


def test_what_a_full_disk_cuts_off_was_not_handed_out(
    directory: DirectoryScreen,
    desk: Desk,
    person: Hands,
    place: Workplace,
    tmp_path: Path,
    wait_idle: Wait,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = tmp_path / "Customer 1.zip"
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        directory.save_file(1, target)
        wait_idle(place)
    assert "No space left" in person.window.shell.said
    assert not target.exists()
    assert rows(desk.path, "SELECT kind FROM event WHERE kind = 'customer_file'") == []
    directory.save_file(1, target)
    wait_idle(place)
    assert rows(desk.path, "SELECT kind FROM event WHERE kind = 'customer_file'") == [("customer_file",)]
