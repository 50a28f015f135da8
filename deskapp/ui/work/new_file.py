"""The file to write is chosen."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from deskapp.domain.attachments.names import harmless


def ask_file(
    over: QWidget,
    title: str,
    name: str,
    chosen: Callable[[Path], object],
    *,
    filters: Sequence[str] = (),
    folder: str = "",
) -> None:
    """Let the file be chosen that is to be written: `chosen` gets it, unless it is cancelled.

    name: what it is to be called, made harmless where it was made of what people wrote. A name that is typed without
    an ending gets that of it.
    """
    name = harmless(name)
    dialog = QFileDialog(over, title, folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if filters:
        dialog.setNameFilters(filters)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda file: chosen(Path(file)))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def fresh(folder: Path, name: str, ending: str) -> Path:
    """A file of that name which is not there yet, with a number where one is. ending: with its dot."""
    number = 1
    file = folder / f"{name}{ending}"
    while file.exists():
        number += 1
        file = folder / f"{name}-{number}{ending}"
    return file
