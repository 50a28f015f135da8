"""Attaching to a call from anywhere in the window: chosen, dropped or pasted; the window says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QMimeData
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.texts import reference
from deskapp.ui.attachments.holders import OfCall
from deskapp.ui.attachments.taking import Taking
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.services.attachments.views import AttachmentView


def take(place: Workplace, call_id: int, data: QMimeData) -> bool:
    """Attach what was dropped or copied; whether there was something to attach."""
    return _taking(place, call_id).mime(OfCall(call_id), data)


def ask(place: Workplace, call_id: int, window: QWidget) -> None:
    """Let files be chosen, and attach them."""
    ask_for_files(window, lambda paths: _taking(place, call_id).paths(OfCall(call_id), paths))


def ask_for_files(window: QWidget, chosen: Callable[[Sequence[Path]], object]) -> None:
    """Let one file or several be chosen: `chosen` gets them, unless it is cancelled."""
    dialog = QFileDialog(window, _("Attach files"), QDir.homePath())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def _taking(place: Workplace, call_id: int) -> Taking:
    """One for each call that something was attached to here: it hears what becomes of it."""
    name = f"attachments of {call_id}"
    found = place.findChild(Taking, name)
    if found is None:
        found = Taking(place, place)
        found.setObjectName(name)
        found.taken.connect(partial(_on_taken, place, call_id))
        found.refused.connect(place.failed.emit)
    return found


def _on_taken(place: Workplace, call_id: int, one: AttachmentView) -> None:
    words = _("{ref}: {name} was attached.")
    place.said.emit(words.format(ref=reference(call_id), name=direction.isolated(one.name)))
