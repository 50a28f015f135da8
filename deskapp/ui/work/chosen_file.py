"""A file or folder that is there already is chosen, beside the work: nothing waits for it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget


def ask_for_file(
    over: QWidget,
    title: str,
    chosen: Callable[[Path], object],
    *,
    filters: Sequence[str] = (),
    beside: str = "",
) -> QFileDialog:
    """Let a file be chosen: `chosen` gets it, unless it is cancelled. beside: a path that it begins at."""
    dialog = QFileDialog(over, title, beside)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if filters:
        dialog.setNameFilters(filters)
    dialog.fileSelected.connect(lambda file: chosen(Path(file)))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog


def ask_for_folder(over: QWidget, title: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """The same for a folder."""
    dialog = QFileDialog(over, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda folder: chosen(Path(folder)))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog
