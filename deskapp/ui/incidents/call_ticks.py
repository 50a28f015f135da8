"""Calls that may belong to an incident, one tick each."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.calls.row import CallRow
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.label import Label


class CallTicks(QWidget):
    """Hidden while there are none. Nothing is ticked beforehand: whoever gathers them knows."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[int, WrappingCheckBox] = {}
        self._wanted: frozenset[int] = frozenset()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(1))
        self._alike = Label(_("Calls like this one in the last hour:"), "muted", wrap=True)
        self._others = Label("", "muted", wrap=True)
        self.hide()

    def set_rows(self, others: Sequence[CallRow], alike: Sequence[CallRow] = ()) -> None:
        """Offer these calls, those about the same first; what was ticked stays ticked."""
        self._wanted |= frozenset(self.ticked)
        for box in self._boxes.values():
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {}
        self._others.setText(_("Other calls of the last hour:") if alike else _("Calls of the last hour:"))
        for heading, rows in ((self._alike, alike), (self._others, others)):
            self._column.addWidget(heading)
            heading.setVisible(bool(rows))
            for row in rows:
                self._add(row)
        self.setVisible(bool(self._boxes))

    def _add(self, row: CallRow) -> None:
        box = WrappingCheckBox(direction.row((direction.row((row.ref, row.customer), " "), row.summary), ": "))
        box.setChecked(row.id in self._wanted)
        box.toggled.connect(lambda _on: self.changed.emit())
        self._column.addWidget(box)
        self._boxes[row.id] = box

    @property
    def ticked(self) -> tuple[int, ...]:
        return tuple(call_id for call_id, box in self._boxes.items() if box.isChecked())

    def tick(self, call_ids: Collection[int]) -> None:
        """Tick these, also those that are offered only later."""
        self._wanted = frozenset(call_ids)
        for call_id, box in self._boxes.items():
            box.setChecked(call_id in self._wanted)

    def box(self, call_id: int) -> WrappingCheckBox:
        return self._boxes[call_id]

    def first_box(self) -> WrappingCheckBox | None:
        return next(iter(self._boxes.values()), None)
