"""Asking for a desk's file: one that is there, or a place for a new one. Never blocks."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from deskapp.language import _
from deskapp.ui.work.chosen_file import ask_for_file


def ask_for_desk(parent: QWidget, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for the file of a desk that is there."""
    return ask_for_file(parent, _("Open a desk"), chosen, filters=_filters())


def ask_for_new(parent: QWidget, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask where a new desk's file is to lie."""
    dialog = QFileDialog(parent, _("A new desk: where is its file to lie?"))
    dialog.setNameFilters(_filters())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # A desk's file is never replaced: making one over another is refused below.
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix("db")
    dialog.selectFile("desk.db")
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog


def _filters() -> list[str]:
    return [_("Desks (*.db)"), _("All files (*)")]
