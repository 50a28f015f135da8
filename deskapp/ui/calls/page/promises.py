"""What was promised and is still to come: our promises to the customer, and until when a contact said to be done."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.words import UNRETURNED
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.call_backs.promise_words import countdown, kind_words
from deskapp.ui.look import theme
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label, breakable
from deskapp.wording import times


class Promises(QWidget):
    """Hidden where nothing was promised."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call: CallDetail | None = None
        self._chips: list[tuple[Chip, int]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(3))
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(Section(_("Promises")))
        column.addLayout(self._grid)

    def set_call(self, call: CallDetail, zone: str, now: datetime) -> None:
        """Show another call's, or the same call's anew."""
        self._call, self._chips = call, []
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows: list[tuple[datetime, str, int | str]] = [
            (one.due_at, direction.row((kind_words(one), one.words), ": "), place)
            for place, one in enumerate(call.promises)
            if one.kept_at is None and one.moved_to is None
        ]
        rows += [
            (one.estimated_for, _("to be done"), _("by {name}").format(name=one.contact))
            for one in call.escalations
            if one.state in UNRETURNED and one.estimated_for is not None
        ]
        for place, (at, words, what) in enumerate(sorted(rows, key=lambda row: row[0])):
            self._grid.addWidget(Label(times.instant(at, zone, now)), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Label(breakable(words), wrap=True, selectable=True), place, 1)
            if isinstance(what, int):
                chip = Chip()
                self._chips.append((chip, what))
                self._grid.addWidget(chip, place, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            else:
                self._grid.addWidget(Label(what, "muted"), place, 2, Qt.AlignmentFlag.AlignRight)
        self.setVisible(bool(rows))
        self.set_now(now)

    def set_now(self, now: datetime) -> None:
        """The present."""
        if self._call is not None:
            for chip, place in self._chips:
                shown = countdown(self._call.promises[place], now)
                chip.set(shown.words, shown.tint, shape=True)
