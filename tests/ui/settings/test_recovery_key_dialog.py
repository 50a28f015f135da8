"""The recovery key of an encrypted desk, shown once more: asked for, printed into a file, not lost by Escape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from read_back import text

from deskapp.desk import Desk
from deskapp.storage import encryption, opening, unlocking
from deskapp.ui.settings.encryption.encryption_page import EncryptionPage
from deskapp.ui.settings.encryption.key_dialog import KeyDialog
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.work.workplace import Workplace

GOOD = "four words of nothing"
CTRL, Key = Qt.KeyboardModifier.ControlModifier, Qt.Key


@pytest.fixture
def desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Encrypted, and opened by its passphrase."""
    monkeypatch.setattr(opening, "_known", {})
    desk.close()
    encryption.rewrite(desk.path, unlocking.new_key(GOOD), lambda _making: None)
    made = Desk(desk.path, desk.clock, desk.staff_id).open()
    yield made
    made.close()


def test_the_key_is_shown_to_who_knows_the_passphrase_is_printed_and_opens_the_desk(
    screen: SettingsScreen,
    place: Workplace,
    desk: Desk,
    wait_idle: Callable[[Workplace], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = screen.show_page("encryption")
    assert isinstance(page, EncryptionPage)
    wait_idle(place)
    page.key_button.click()
    (dialog,) = screen.window().findChildren(KeyDialog)
    wait_idle(place)

    QTest.keyClicks(dialog.typed, "four words of something")
    QTest.keyClick(dialog.typed, Key.Key_Return, CTRL)
    wait_idle(place)
    wrong = "That is neither the passphrase nor the recovery key of this desk."
    assert dialog.field_form("typed").error.text() == wrong
    assert dialog.card is None

    dialog.typed.selectAll()
    QTest.keyClicks(dialog.typed, GOOD)
    QTest.keyClick(dialog.typed, Key.Key_Return, CTRL)
    wait_idle(place)
    card = dialog.card
    assert card is not None
    assert card.isVisible()
    assert not dialog.fields.isVisible()
    assert not card.go.isEnabled()
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()

    card.save_as(tmp_path / "key.pdf")
    wait_idle(place)
    assert card.notice.isVisible()
    read = text((tmp_path / "key.pdf").read_bytes())
    key = "".join(sign for sign in card.code.text() if sign.isalnum())
    assert key in "".join(sign for sign in read if sign.isalnum())

    # Not before somebody says that it is kept.
    QTest.keyClick(dialog, Key.Key_Return, CTRL)
    assert dialog.isVisible()
    card.sure.setFocus()
    QTest.keyClick(card.sure, Key.Key_Space)
    QTest.keyClick(dialog, Key.Key_Return, CTRL)
    assert screen.window().findChildren(KeyDialog) == [] or not dialog.isVisible()
    monkeypatch.setattr(opening, "_known", {})
    assert unlocking.unlock(desk.path, key.lower())
