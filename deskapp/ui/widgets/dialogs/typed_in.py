"""What a person has typed into the fields of a part of the window."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def typed_in(part: QWidget) -> tuple[str, ...]:
    """The words, field by field: not those that the app put there, nor what is typed unseen, such as a PIN."""
    lines = [
        one.text()
        for one in part.findChildren(QLineEdit)
        if one.isModified() and one.echoMode() is QLineEdit.EchoMode.Normal and not one.isReadOnly()
    ]
    areas = [
        one.toPlainText()
        for one in part.findChildren(QPlainTextEdit)
        if one.document().isModified() and not one.isReadOnly()
    ]
    return tuple(words for words in (*lines, *areas) if words.strip())
