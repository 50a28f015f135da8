"""Asking for a desk's file: one that is there, or a place for a new one. Never blocks."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from deskapp.language import _


def ask_for_desk(parent: QWidget, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for the file of a desk that is there."""
    dialog = _dialog(parent, _("Open a desk"), chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_for_new(parent: QWidget, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask where a new desk's file is to lie."""
    dialog = _dialog(parent, _("A new desk: where is its file to lie?"), chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # A desk's file is never replaced: making one over another is refused below.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix("db")
    dialog.selectFile("desk.db")
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, chosen: Callable[[Path], object]) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setNameFilters([_("Desks (*.db)"), _("All files (*)")])
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    return dialog
