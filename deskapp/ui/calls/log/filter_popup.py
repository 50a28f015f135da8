"""What a filter offers, below its button: boxes to tick, at once in force; letters typed find one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.spelling import folded
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.label import Label

#: So many are seen at a glance; among more of them letters are typed.
_AT_A_GLANCE = 10
_VALUE = Qt.ItemDataRole.UserRole


class FilterPopup(QFrame):
    """Up and Down move, Space or Enter ticks, Escape ends. single: one at most is ticked."""

    changed = Signal(object)  # the values that are ticked, in the order offered
    days_changed = Signal(object, object)  # first and last day, either may be None

    def __init__(
        self,
        name: str,
        offered: Sequence[tuple[Any, str]],
        chosen: Sequence[Any],
        parent: QWidget,
        *,
        single: bool = False,
        days: tuple[date | None, date | None, date] | None = None,
    ) -> None:
        """days: first and last day as they are chosen, and today, where days can be written."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "column")
        self.setAccessibleName(name)
        self._single = single
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Find"))
        self.field.setAccessibleName(_("Find in {list}").format(list=name))
        self.field.textEdited.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setProperty("frame", "cards")
        self.list.installEventFilter(self)
        for value, words in offered:
            item = QListWidgetItem(direction.shown(words))
            item.setData(_VALUE, value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.setCurrentRow(0)
        self._lay_out(bool(offered))
        self.field.setVisible(len(offered) > _AT_A_GLANCE)
        if days is not None:
            self._add_days(*days)
        (self.field if self.field.isVisibleTo(self) else self.list).setFocus()

    @property
    def ticked(self) -> list[Any]:
        items = (self.list.item(place) for place in range(self.list.count()))
        return [item.data(_VALUE) for item in items if item.checkState() is Qt.CheckState.Checked]

    def open_below(self, button: QWidget) -> None:
        """Show it below its button, on the screen."""
        self.adjustSize()
        at = button.mapToGlobal(QPoint(0, button.height() + theme.px(2)))
        if self.isRightToLeft():
            at.setX(button.mapToGlobal(QPoint(button.width(), 0)).x() - self.width())
        room = button.screen().availableGeometry()
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        at.setY(max(room.top(), min(at.y(), room.bottom() - self.height())))
        self.move(at)
        self.show()
        (self.field if self.field.isVisible() else self.list).setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if watched is self.field and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tick_current()
            return True
        return False

    def _lay_out(self, anything: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6))
        column.setSpacing(theme.px(4))
        column.addWidget(self.field)
        column.addWidget(self.list)
        if not anything:
            self.list.hide()
            column.addWidget(Label(_("There is nothing to choose yet."), "muted"))
            return
        rows = min(self.list.count(), _AT_A_GLANCE)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), theme.px(24)) + theme.px(6))
        self.list.setMinimumWidth(max(theme.px(180), self.list.sizeHintForColumn(0) + theme.px(36)))

    def _add_days(self, first: date | None, last: date | None, today: date) -> None:
        self._today = today
        row = QHBoxLayout()
        self.days: list[QLineEdit] = []
        for words, day in ((_("From"), first), (_("to"), last)):
            field = QLineEdit("" if day is None else day.isoformat())
            field.setAccessibleName(_("First day") if not self.days else _("Last day"))
            field.setPlaceholderText(_("day"))
            field.editingFinished.connect(self._on_days)
            field.returnPressed.connect(self.close)
            row.addWidget(Label(words, "muted"))
            row.addWidget(field, 1)
            self.days.append(field)
        self._wrong = Label("", "error", wrap=True)
        self._wrong.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addLayout(row)
        column.addWidget(self._wrong)

    def _on_days(self) -> None:
        from deskapp.ui.widgets.fields.typed_day import read_day
        from deskapp.ui.widgets.fields.unclear import NotUnderstood

        found: list[date | None] = []
        for field in self.days:
            typed = folded(field.text()).strip()
            try:
                read = read_day(typed, self._today) if typed else None
            except NotUnderstood:
                read = None
            if typed and read is None:
                self._wrong.setText(_("Write a day, as 2026-11-16, 16 Nov or yesterday."))
                self._wrong.show()
                return
            found.append(None if read is None else read.day)
        self._wrong.hide()
        if any(found):
            self.list.blockSignals(True)
            self._untick_others(None)
            self.list.blockSignals(False)
        self.days_changed.emit(*found)

    def _tick_current(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        if self._single and item.checkState() is Qt.CheckState.Checked:
            self.list.blockSignals(True)
            self._untick_others(item)
            self.list.blockSignals(False)
        self.changed.emit(self.ticked)

    def _untick_others(self, kept: QListWidgetItem | None) -> None:
        for place in range(self.list.count()):
            if self.list.item(place) is not kept:
                self.list.item(place).setCheckState(Qt.CheckState.Unchecked)

    def _on_typed(self, typed: str) -> None:
        """Only what fits is shown, and the first of it is current."""
        wanted, first = folded(typed).split(), None
        for place in range(self.list.count()):
            item = self.list.item(place)
            fits = all(word in folded(item.text()) for word in wanted)
            item.setHidden(not fits)
            if fits and first is None:
                first = place
        if first is not None:
            self.list.setCurrentRow(first)
