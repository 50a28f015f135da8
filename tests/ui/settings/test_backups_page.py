"""The page of backups: one is made, looked into and put back with the PIN; the second place; who may do what."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from scene import log, rows, staff

from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import Role
from deskapp.services.backups.views import KeptBackup, SecondPlace
from deskapp.storage import backup
from deskapp.ui.backups.backups_notice import BackupsNotice
from deskapp.ui.backups.rounds import BackupRounds
from deskapp.ui.settings.backups.backup_dialog import BackupDialog
from deskapp.ui.settings.backups.backups_page import BackupsPage
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
PIN = "8462"


@pytest.fixture
def page(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> BackupsPage:
    place.desk.staff.choose_pin(1, PIN)
    log(place.desk, "Before")
    page = screen.show_page("backups")
    assert isinstance(page, BackupsPage)
    wait_idle(place)
    return page


def test_one_is_made_looked_into_and_put_back_with_the_pin(
    page: BackupsPage, place: Workplace, wait_idle: WaitIdle, clock: FixedClock
) -> None:
    assert page.state.text() == "No backup was made yet."
    page.entries.add_button.click()
    wait_idle(place)
    wait_idle(place)
    assert page.notice.words.startswith("Backup made and looked over: 10:00 · 1 call")
    assert page.state.text().startswith("Last backup: 10:00 · 1 call · ")
    clock.advance(timedelta(minutes=5))
    log(place.desk, "Since then")

    page.entries.edit_button.click()
    (dialog,) = page.window().findChildren(BackupDialog)
    assert not dialog.main_button.isEnabled()
    wait_idle(place)
    assert "1 call, 1 of them not over." in dialog.about.text()
    assert "Before" in dialog.newest.text()
    assert dialog.lost.text() == ("Since then came 1 line of the timeline, which would be lost: 1 new call among them.")
    assert "C-00002" in dialog.lost_calls.text()
    told: list[bool] = []
    place.put_back.connect(lambda: told.append(True))
    dialog.pin.setText("1111")
    dialog.main_button.click()
    wait_idle(place)
    assert dialog.pin.text() == ""
    assert not told
    assert len(rows(place.desk.path, "SELECT id FROM call")) == 2
    clock.advance(timedelta(minutes=5))
    dialog.pin.setText(PIN)
    dialog.main_button.click()
    wait_idle(place)
    assert told == [True]
    assert rows(place.desk.path, "SELECT summary FROM call") == [("Before",)]


def test_the_second_place_is_chosen_and_said(
    page: BackupsPage, place: Workplace, wait_idle: WaitIdle, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    page.second_button.click()
    (dialog,) = page.window().findChildren(QFileDialog)
    dialog.fileSelected.emit(str(stick))
    dialog.reject()
    wait_idle(place)
    wait_idle(place)
    assert page.second.text().replace("\u200b", "") == f"{stick} · Nothing was copied there yet."
    page.entries.add_button.click()
    wait_idle(place)
    wait_idle(place)
    assert "The newest was copied there and looked over: 10:00." in page.second.text()
    page.no_second_button.click()
    wait_idle(place)
    wait_idle(place)
    assert not page.no_second_button.isEnabled()


def test_an_agent_makes_one_and_looks_into_none(page: BackupsPage, place: Workplace, wait_idle: WaitIdle) -> None:
    place.desk.staff_id = staff(place.desk, Role.AGENT)
    place.load_facts()
    wait_idle(place)
    page.entries.add_button.click()
    wait_idle(place)
    wait_idle(place)
    assert len(page.entries.list.keys) == 1
    assert not any(
        button.isEnabled()
        for button in (page.entries.edit_button, page.second_button, page.no_second_button, page.other_button)
    )
    page.open(page.entries.list.keys[0])
    assert page.window().findChildren(BackupDialog) == []


def test_rounds_make_one_where_something_came_and_trouble_is_said_once_a_day(
    place: Workplace, wait_idle: WaitIdle, clock: FixedClock, qtbot: QtBot
) -> None:
    rounds = BackupRounds(place.desk.path, clock, place.lanes, place)
    notice = BackupsNotice(place, rounds, place)
    qtbot.addWidget(notice.notice)
    said: list[str] = []
    notice.notice.said.connect(lambda: said.append(notice.notice.words))
    log(place.desk, "One")
    for _look in range(2):
        rounds.look()
        wait_idle(place)
    folder = backup.folder_of(place.desk.path)
    assert len(list(folder.glob("*.db"))) == 1
    log(place.desk, "Two")
    clock.advance(timedelta(minutes=29))
    rounds.look()
    wait_idle(place)
    assert len(list(folder.glob("*.db"))) == 1
    clock.advance(timedelta(minutes=1))
    rounds.look()
    wait_idle(place)
    assert len(list(folder.glob("*.db"))) == 2
    assert said == []
    away = KeptBackup(None, SecondPlace("/media/stick", None, clock.now()))
    notice.show_kept(away)
    assert said == []
    clock.advance(timedelta(days=1))
    notice.show_kept(away)
    notice.show_kept(away)
    assert [words.startswith("Backups are not copied to /media/stick since 16 Nov") for words in said] == [True]
    notice.show_kept(KeptBackup(None, SecondPlace("/media/stick", clock.now())))
    assert notice.notice.isHidden()
    notice.show_failed(StorageProblem(Refusal.DISK_FULL, path="x"))
    assert said[-1].startswith("No backup could be made. The disk is full")
