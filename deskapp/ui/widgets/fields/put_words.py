"""Putting words into a field as if they were typed: with undo, and with the first gap chosen to be filled in."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from deskapp.domain.phrases import UNKNOWN

Field = QLineEdit | QPlainTextEdit


def words_of(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def put_in(field: Field, words: str) -> None:
    """Put words at the cursor, instead of what is chosen; a blank before them where there is none."""
    text = words_of(field)
    if isinstance(field, QLineEdit):
        chosen = field.selectionStart()
        start = chosen if chosen >= 0 else field.cursorPosition()
        end = start + len(_utf16(field.selectedText()))
    else:
        cursor = field.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
    start, end = _index(text, start), _index(text, end)
    before = text[start - 1 : start]
    put(field, f" {words}" if before and not before.isspace() else words, start, end)


def put(field: Field, words: str, start: int, end: int) -> None:
    """Write words in the place of text[start:end]; what is unknown in them is chosen, else the cursor follows them."""
    text = words_of(field)
    at, length = _position(text, start), _position(text, end) - _position(text, start)
    gap = words.find(UNKNOWN)
    begin, long = (at + _position(words, gap), len(UNKNOWN)) if gap >= 0 else (at + len(_utf16(words)), 0)
    if isinstance(field, QLineEdit):
        field.setSelection(at, length)
        # A field of one line has no ends of lines.
        field.insert(" ".join(words.splitlines()) if "\n" in words else words)
        field.setSelection(begin, long) if long else field.setCursorPosition(begin)
    else:
        cursor = field.textCursor()
        cursor.setPosition(at)
        cursor.setPosition(at + length, QTextCursor.MoveMode.KeepAnchor)
        # A step of its own for undo: what was typed before it stays.
        cursor.beginEditBlock()
        cursor.insertText(words[:1])
        cursor.insertText(words[1:])
        cursor.endEditBlock()
        cursor.setPosition(begin)
        cursor.setPosition(begin + long, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
        field.ensureCursorVisible()


def _utf16(text: str) -> list[str]:
    """A list as long as Qt counts a text: letters beyond the first 65,536 count twice."""
    return [half for letter in text for half in ((letter, letter) if ord(letter) > 0xFFFF else (letter,))]


def _position(text: str, index: int) -> int:
    """Where Qt counts a place of a text to be."""
    return index + sum(1 for letter in text[:index] if ord(letter) > 0xFFFF)


def _index(text: str, position: int) -> int:
    """The place in a text that Qt counts as this position."""
    counted = 0
    for index, letter in enumerate(text):
        if counted >= position:
            return index
        counted += 2 if ord(letter) > 0xFFFF else 1
    return len(text)
