"""What stands in a window as something else than the text that was typed: markup, a key, a turned line."""

from __future__ import annotations

from collections.abc import Iterator

from hostile_rows import MARK, NEVER_BACK
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt
from PySide6.QtGui import Qt as GuiQt  # what guesses at markup
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QMenu,
    QTabBar,
    QTextEdit,
    QWidget,
)

_ROWS = 30
_UNSEEN = "\u200b\u200e\u200f"
_END_OF_ISOLATE, _END_OF_TURN = "\u2069", "\u202c"


def complaints(top: QWidget) -> Iterator[str]:
    """All of it, of a window and of whatever stands in it."""
    if MARK in top.windowTitle() and "[*]" in top.windowTitle().replace("[*][*]", ""):
        yield f"a window's title would lose its [*]: {top!r}"
    for widget in [top, *top.findChildren(QWidget)]:
        if isinstance(widget.parent(), QFileDialog):
            continue  # Qt's own, with Qt's own words
        who = f"{type(widget).__name__} in {type(top).__name__}"
        yield from (f"{said}: {who}" for said in _of(widget))


def _of(widget: QWidget) -> Iterator[str]:
    for told in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
        if _guessed(told):
            yield f"markup in a tool tip, {told[:80]!r}"
    if isinstance(widget, QLabel):
        if widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"a label that guesses, {widget.text()[:80]!r}"
        if widget.buddy() is not None and MARK in widget.text():
            yield f"a label that takes & for a key, {widget.text()[:80]!r}"
    elif isinstance(widget, QTextEdit):
        yield "a text that may hold markup"
    for told in _told(widget):
        yield from (f"turns what follows, {line!r}" for line in _spilled(told))
    yield from (f"takes & for a key, {text[:80]!r}" for text in _with_keys(widget) if MARK in text)
    for action in widget.actions():
        # Where it has none of its own, Qt makes it of its words.
        if MARK in action.toolTip() and (not isinstance(widget, QMenu) or widget.toolTipsVisible()):
            yield from (
                f"markup in an entry's tool tip, {said[:80]!r}" for said in (action.toolTip(),) if _guessed(said)
            )
    if isinstance(widget, (QAbstractItemView, QComboBox)) and widget.model() is not None:
        yield from ("markup in a cell's tool tip" for told in _tool_tips(widget.model()) if _guessed(told))


def _spilled(text: str) -> Iterator[str]:
    """The lines of a text in which a value turns what follows it."""
    for line in text.split("\n"):
        _before, found, after = line.rpartition(NEVER_BACK)
        after = after.strip(_UNSEEN).lstrip(_END_OF_TURN)
        if found and after and not after.startswith(_END_OF_ISOLATE):
            yield line


def _told(widget: QWidget) -> Iterator[str]:
    """What a widget says, to whoever sees or hears."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    if widget.isWindow():
        yield widget.windowTitle()


def _with_keys(widget: QWidget) -> Iterator[str]:
    """The texts of a widget in which & stands for a key."""
    if isinstance(widget, QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QMenu):
        yield widget.title()
        yield from (action.text() for action in widget.actions())
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QGroupBox):
        yield widget.title()


def _guessed(told: object) -> bool:
    """Whether Qt would take what was typed for markup."""
    if not isinstance(told, str) or MARK not in told:
        # What was made markup on purpose has it as an entity.
        return False
    return GuiQt.mightBeRichText(told)


def _tool_tips(model: QAbstractItemModel) -> Iterator[object]:
    for row in range(min(model.rowCount(), _ROWS)):
        for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
            yield model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)
