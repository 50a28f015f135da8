"""Whatever is typed anywhere while the file takes nothing is there after Escape: in the dialog, or kept as a draft."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
import shiboken6
from every_view import EveryView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget
from refusing_file import RefusingFile

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.act_form import ActForm
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

#: What is typed unseen, such as a PIN, is never kept; nor is what is only looked for.
_FAULTS = itertools.cycle((Refusal.LOCKED, Refusal.DISK_FULL, Refusal.READ_ONLY, Refusal.GONE, Refusal.IO))


def _type(dialog: QWidget, words: str) -> QLineEdit | QPlainTextEdit | None:
    """Write words where a person would, areas before lines; the field, None where none takes words."""
    for kind in (QPlainTextEdit, QLineEdit):
        for field in dialog.findChildren(kind):
            seen = kind is QPlainTextEdit or field.echoMode() is QLineEdit.EchoMode.Normal
            if field.isVisible() and field.isEnabled() and not field.isReadOnly() and seen:
                QTest.keyClicks(field, words)
                if words in _written(field):
                    return field
    return None


def _written(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _others(dialog: QDialog, window: QWidget) -> list[QWidget]:
    """What its main button has opened, such as where a file is to be written."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one not in (dialog, window)]


def _words_of(why: Refusal | None) -> str:
    """How the dialog begins to say so."""
    return refusals.error(StorageProblem(why, path="?", said="?")).split("?")[-1][:30] if why else ""


def _kept(place: Workplace) -> str:
    return " ".join(str(one.content) for one in place.keeper.waiting)


@pytest.mark.long
def test_typed_words_stay_through_escape_in_every_dialog(
    views: EveryView, place: Workplace, wait_idle: Callable[[Workplace], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = RefusingFile(monkeypatch)
    lost: list[str] = []
    told: list[str] = []
    looked_at = refused = 0
    place.lanes.bug.connect(lambda error: lost.append(f"{view}: {error!r}"))
    for view, dialog in views.dialogs():
        if not isinstance(dialog, ActForm):
            continue
        file.why = next(_FAULTS)
        field = _type(dialog, "zqword")
        if field is None:
            file.why = None
            continue
        looked_at += 1
        if isinstance(dialog, ActDialog):
            dialog.trigger()
            wait_idle(place)
            for other in _others(dialog, views.window):
                other.close()
            refused += _words_of(file.why) in dialog.notice.words if shiboken6.isValid(dialog) else 0
        dialog.reject()
        wait_idle(place)
        here = shiboken6.isValid(dialog) and dialog.isVisible()
        if "zqword" not in (_written(field) if here else "") and "zqword" not in _kept(place):
            lost.append(view)
        elif (dialog.notice if here else views.window.shell.unsaved.drafts).isHidden():
            told.append(view)
        if place.keeper.waiting and views.window.close():
            lost.append(f"{view}: the window closed over it")
        views.window.shell.unsaved.stays.end()
        file.why = None
        place.keeper.try_again()
        wait_idle(place)
        if place.keeper.waiting:
            lost.append(f"{view}: never kept")
    assert not lost, "\n".join(lost)
    assert not told, "\n".join(told)
    assert looked_at > 60
    assert refused > 20
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
