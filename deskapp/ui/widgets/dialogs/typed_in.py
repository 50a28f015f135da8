"""What a person has typed into the fields of a part of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def typed_in(part: QWidget) -> tuple[str, ...]:
    """The words, field by field: not those that the app put there, nor what is typed unseen, such as a PIN."""
    lines = [
        one.text()
        for one in part.findChildren(QLineEdit)
        if one.isModified() and not _secret(one) and not one.isReadOnly()
    ]
    areas = [
        one.toPlainText()
        for one in part.findChildren(QPlainTextEdit)
        if one.document().isModified() and not one.isReadOnly()
    ]
    return tuple(words for words in (*lines, *areas) if words.strip())


def _secret(field: QLineEdit) -> bool:
    """Whether it is a PIN or a passphrase, also one that is shown while it is typed."""
    sensitive = Qt.InputMethodHint.ImhSensitiveData in field.inputMethodHints()
    return sensitive or field.echoMode() is not QLineEdit.EchoMode.Normal
