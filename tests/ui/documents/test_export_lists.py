"""Every list is written as it is shown, by one key: its filter, its order, its columns."""

import csv
import io
import json
import os
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from patience import SECONDS
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from scene import staff
from window_hands import CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import (
    Answer,
    ApprovalKind,
    Consent,
    ContactKind,
    EscalationType,
    FieldKind,
    HandoffPart,
    Role,
    Transfer,
)
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.calls.acts import (
    GiveAgreement,
    LogCall,
    MakeConfidential,
    NewCustomer,
    PromiseCallBack,
    RecordAgreement,
    ResolveCall,
)
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate
from deskapp.services.incidents.acts import OpenIncident
from deskapp.services.library.acts import EditedField, SaveCategory
from deskapp.ui.approvals.waiting_approvals import WaitingApprovals
from deskapp.ui.calls.log import long_rows
from deskapp.ui.calls.log.columns import Column
from deskapp.ui.directory.directory_screen import DirectoryScreen
from deskapp.ui.documents.export_dialog import ExportDialog
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.work.listing import Listing, in_one_go
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]
Export = Callable[..., list[list[str]]]


@pytest.fixture
def exported(person: Hands, tmp_path: Path) -> Export:
    """Presses the key that exports what is shown, writes it as CSV, and reads it back."""

    def export(which: str = "") -> list[list[str]]:
        person.press(Key.Key_E, CTRL | SHIFT)
        dialog = person.dialog(ExportDialog)
        dialog.form_choice.set_value("csv")
        if which:
            dialog.whom.set_value(which)
            assert dialog.whom.value == which, "it is not among the lists of this screen"
        dialog.save(tmp_path / "list.csv")
        person.write("")  # waits, and brings the window back
        assert not person.is_open(ExportDialog)
        return list(csv.reader(io.StringIO((tmp_path / "list.csv").read_bytes().decode("utf-8-sig"), newline="")))

    return export


def _log(desk: Desk, summary: str, name: str, **more: object) -> int:
    return desk.calls.log(LogCall(summary, new_customer=NewCustomer(name), **more)).value.id  # type: ignore[arg-type]


def _close(desk: Desk, call_id: int) -> None:
    desk.calls.resolve(ResolveCall(call_id, "Plugged in"))
    desk.calls.agree(RecordAgreement(call_id, GiveAgreement(Answer.YES, "Ada")))


def test_the_log_is_written_in_its_filter_and_its_order(
    desk: Desk, person: Hands, exported: Export, clock: FixedClock, place: Workplace, wait_idle: Wait
) -> None:
    for summary, name in (("000123", "Zoe"), ("=1+1", "Ada"), ("No toner", "Mia")):
        _log(desk, summary, name)
    _close(desk, 3)
    person.window.log.reload()
    wait_idle(place)
    person.window.log.choose_view("open")
    wait_idle(place)
    person.window.log.table.sortByColumn(Column.CALLER, Qt.SortOrder.DescendingOrder)
    rows = exported()
    assert rows[0] == [
        *(
            "Call",
            "Priority",
            "Caller",
            "Summary",
            "Status",
            "Next due (Europe/London)",
            "Over or left",
            "Owner",
            "With",
        ),
        "Clock",
        "Next step",
    ]
    assert [row[:4] for row in rows[1:]] == [["C-00001", "P3", "Zoe", "'000123"], ["C-00002", "P3", "Ada", "'=1+1"]]
    assert rows[1][5].startswith("2026-11-16 ")
    person.window.log.choose_view("closed")
    wait_idle(place)
    assert [row[0] for row in exported()[1:]] == ["C-00003"]


def test_what_categories_ask_for_has_a_column_of_its_own(
    desk: Desk, person: Hands, exported: Export, place: Workplace, wait_idle: Wait
) -> None:
    asked = (EditedField("Invoice", FieldKind.TEXT), EditedField("Amount", FieldKind.NUMBER))
    garden = desk.categories.save(SaveCategory("Garden", fields=asked)).value
    invoice, amount = (one.id for one in garden.fields)
    _log(desk, "Charged twice", "Ada", category_id=garden.id, fields={invoice: "=7+1", amount: "118,40"})
    _log(desk, "No toner", "Zoe")
    desk.calls.make_confidential(MakeConfidential(_log(desk, "Of others", "Bo", category_id=garden.id), "Personnel"))
    place.load_facts()
    person.window.log.reload()
    wait_idle(place)
    person.window.log.choose_view("open")
    wait_idle(place)
    rows = exported()
    assert [row[-2:] for row in rows if row[2] in ("Caller", "Ada", "Zoe")] == [
        ["Invoice", "Amount"], ["", ""], ["'=7+1", "118.4"],
    ]  # fmt: skip


def test_all_closed_calls_are_written_not_only_those_that_were_read(
    desk: Desk, person: Hands, exported: Export, place: Workplace, wait_idle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_rows, "PAGE", 2)
    monkeypatch.setattr(long_rows, "KEPT", 1)
    for number in range(4):
        _close(desk, _log(desk, f"Call {number}", "Ada"))
    person.window.log.choose_view("closed")
    wait_idle(place)
    assert person.window.log.table.calls.rowCount() == 4
    assert [row[0] for row in exported()[1:]] == ["C-00004", "C-00003", "C-00002", "C-00001"]
    person.window.log.table.sortByColumn(Column.CALL, Qt.SortOrder.AscendingOrder)
    wait_idle(place)
    assert [row[0] for row in exported()[1:]] == ["C-00001", "C-00002", "C-00003", "C-00004"]


@pytest.fixture
def busy(desk: Desk, clock: FixedClock) -> None:
    """Something in every list."""
    caller = NewCustomer("Mia", "", "", "0049305550003")
    call = desk.calls.log(LogCall("No toner", new_customer=caller)).value.id
    contact = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Bo", phones=("0049305550003",))).value
    handoff = {HandoffPart.ISSUE.value: "No toner", HandoffPart.STEPS: "Shaken", HandoffPart.WANTS: "Toner"}
    desk.escalations.escalate(
        Escalate(
            call,
            (EscalationType.FUNCTIONAL,),
            (("tool_missing", ""),),
            contact_id=contact.id,
            handoff=handoff,
            consent=Consent.YES,
            transfer=Transfer.WARM,
        )
    )
    desk.promises.call_back(PromiseCallBack(call, clock.now() + timedelta(hours=1), "000123", "Before noon"))
    desk.incidents.start(OpenIncident("Toner runs out", calls=(call,)))
    head, desk.staff_id = desk.staff_id, staff(desk, Role.AGENT)
    desk.approvals.ask(AskApproval(call, ApprovalKind.REFUND, 100_000, "Late"))
    desk.staff_id = head


LISTS = [
    (Key.Key_2, "", ["Call", "Priority", "Summary", "Customer", "State", "With"], ["C-00001", "P3", "No toner", "Mia"]),
    (Key.Key_3, "", ["Call", "Priority", "Caller", "Summary"], ["C-00001", "P3", "Mia", "No toner"]),
    (
        Key.Key_4,
        "",
        ["Promised for (Europe/London)", "Over or left", "Promise"],
        ["2026-11-16 11:00:00", "1:00 left", "Call-back"],
    ),
    (Key.Key_5, "", ["Incident", "Category", "Lead"], ["Toner runs out"]),
    (Key.Key_5, "calls", ["Call", "Customer", "Number"], ["C-00001", "Mia"]),
    (Key.Key_6, "", ["kind", "name"], ["expert", "Bo"]),
    (Key.Key_6, "all", ["kind", "name"], ["expert", "Bo"]),
]


@pytest.mark.parametrize(("key", "which", "heads", "cells"), LISTS)
def test_each_screen_writes_what_it_lists(
    busy: None, person: Hands, exported: Export, key: Qt.Key, which: str, heads: list[str], cells: list[str]
) -> None:
    person.press(key, CTRL)
    rows = exported(which)
    assert rows[0][: len(heads)] == heads
    assert rows[1][: len(cells)] == cells


def test_the_approvals_that_wait_are_written(
    busy: None, desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    approvals = WaitingApprovals(place)
    qtbot.addWidget(approvals)
    assert approvals.listings() == ()
    approvals.show()
    wait_idle(place)
    (listing,) = approvals.listings()
    (row,) = listing.rows(desk)
    assert [column.head for column in listing.columns][:4] == ["Call", "Customer", "What", "Reason"]
    assert row[:4] == ("C-00001", "Mia", "Refund £1,000.00", "Late")


def test_the_customers_are_written_with_their_numbers_as_text(desk: Desk, person: Hands, exported: Export) -> None:
    for name, account in (("Ada", "000123"), ("Bea", "12-05")):
        caller = NewCustomer(name, "Engines", account, "0049305550003")
        desk.calls.log(LogCall("x", new_customer=caller))
    person.press(Key.Key_6, CTRL)
    directory = person.window.screens.current
    assert isinstance(directory, DirectoryScreen)
    directory.look_for("customers", "Ada")
    directory.reload()
    person.write("")  # waits, and brings the window back
    heads = ["name", "organisation", "account", "phones", "email", "tier", "notes"]
    ada = ["Ada", "Engines", "'000123", "'0049305550003", "", "standard", ""]
    assert exported("listed") == [heads, ada]
    assert [row[0] for row in exported("all")[1:]] == ["Ada", "Bea"]


def test_a_list_of_the_settings_is_written_and_a_form_says_that_it_is_none(
    person: Hands, exported: Export, place: Workplace, wait_idle: Wait
) -> None:
    person.press(Key.Key_9, CTRL)
    settings = person.window.screens.current
    assert isinstance(settings, SettingsScreen)
    person.press(Key.Key_E, CTRL | SHIFT)
    assert not person.is_open(ExportDialog)
    assert person.window.shell.said.startswith("Nothing is listed here")
    for page, heads in (("staff", ["Name", "State", "About"]), ("routes", ["No.", "Route", "For"])):
        settings.show_page(page)
        wait_idle(place)
        assert exported()[0][: len(heads)] == heads


def test_the_rota_is_written_as_a_calendar_too(desk: Desk, person: Hands) -> None:
    person.press(Key.Key_7, CTRL)
    (listing,) = person.window.screens.current.listings()
    assert [form.ending for form in listing.forms] == ["ics", "pdf"]


def test_the_file_is_its_owners_alone_and_its_path_is_said(
    desk: Desk, person: Hands, place: Workplace, tmp_path: Path, wait_idle: Wait
) -> None:
    person.do("Export this list")
    dialog = person.dialog(ExportDialog)
    assert dialog.form_choice.value == "xlsx"
    assert "stay as they are" in dialog.about_form.text()
    dialog.save(tmp_path / "list.xlsx")
    wait_idle(place)
    assert person.window.shell.said == f"Saved {tmp_path / 'list.xlsx'}"
    assert (tmp_path / "list.xlsx").read_bytes().startswith(b"PK")
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "list.xlsx").stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_is_said_in_the_dialog(
    desk: Desk, person: Hands, place: Workplace, tmp_path: Path, wait_idle: Wait
) -> None:
    person.press(Key.Key_E, CTRL | SHIFT)
    dialog = person.dialog(ExportDialog)
    dialog.save(tmp_path / "not there" / "list.xlsx")
    wait_idle(place)
    assert "list.xlsx" in dialog.notice.words
    assert dialog.main_button.isEnabled()


def test_calls_are_written_whole_the_filters_or_the_one_that_is_chosen(
    desk: Desk, person: Hands, place: Workplace, tmp_path: Path, wait_idle: Wait
) -> None:
    for name in ("Ada", "Bea"):
        _log(desk, "No toner", name)
    person.window.log.reload()
    wait_idle(place)
    for which, count in (("due", 2), ("call", 1)):
        person.press(Key.Key_E, CTRL | SHIFT)
        dialog = person.dialog(ExportDialog)
        dialog.whom.set_value(which)
        dialog.form_choice.set_value("whole_json")
        dialog.save(tmp_path / "calls.json")
        person.write("")
        calls = json.loads((tmp_path / "calls.json").read_text("utf-8"))
        assert len(calls) == count
        assert calls[0]["events"][0]["kind"] == "logged"
    person.press(Key.Key_E, CTRL | SHIFT)
    dialog = person.dialog(ExportDialog)
    dialog.form_choice.set_value("whole_xlsx")
    dialog.save(tmp_path / "calls.xlsx")
    person.write("")
    assert (tmp_path / "calls.xlsx").read_bytes().startswith(b"PK")


def test_a_list_offers_the_forms_that_it_has(busy: None, person: Hands, place: Workplace) -> None:
    person.press(Key.Key_5, CTRL)
    (incidents, calls) = person.window.screens.current.listings()
    dialog = ExportDialog(place, [replace(incidents, forms=(in_one_go("x", "x", "Other", lambda _desk: b""),)), calls])
    dialog.form_choice.set_value("x")
    dialog.whom.set_value("calls")
    dialog.whom.changed.emit("calls")
    assert dialog.form_choice.value == "xlsx"
    assert dialog.form_choice.pill("x").isHidden()
    dialog.deleteLater()


def _endless(go_on: threading.Event) -> Listing:
    """Rows without end; the first thousand at once, the rest as it is let."""

    def rows(_desk: Desk) -> Iterator[tuple[str]]:
        number = 0
        while True:
            if number == 1000:
                go_on.wait(SECONDS)
            number += 1
            yield (f"Row {number}",)

    from deskapp.domain.exchange.table import Column as Head

    return Listing("endless", "All", "Endless", (Head("Row"),), rows, 4000)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_long_one_says_how_far_it_is_and_escape_ends_it_without_a_trace(
    desk: Desk, person: Hands, place: Workplace, tmp_path: Path, wait_idle: Wait, qtbot: QtBot, form: str
) -> None:
    go_on = threading.Event()
    dialog = ExportDialog(place, [_endless(go_on)], person.window)
    dialog.open()
    dialog.form_choice.set_value(form)
    dialog.save(tmp_path / "list")
    qtbot.waitUntil(lambda: dialog.hint.text() == "500 of 4000 rows")
    assert dialog.progress.isVisible()
    assert round(dialog.progress.fraction, 3) == 0.125
    # Acts and reads do not wait for it.
    heard: list[object] = []
    place.read(lambda desk: desk.lists.counts().open, heard.append)
    place.act(lambda desk: desk.calls.log(LogCall("Meanwhile", new_customer=NewCustomer("Ada"))), heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    QTest.keyClick(dialog, Key.Key_Escape)
    go_on.set()
    wait_idle(place)
    assert dialog.notice.words == "Cancelled: nothing was written."
    assert [path.name for path in tmp_path.iterdir() if "list" in path.name or "deskapp" in path.name] == []
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
