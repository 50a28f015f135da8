"""The gaps of the next 60 days, named, with the way to fill the next one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.rotas.views import GapView
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.rota import words
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.label import Label

_NAMED = 3
#: Below this width (in the drawing) chip, words and button stand below each other.
_BESIDE = 480


class GapCard(Column):
    fill_asked = Signal(object)  # GapView

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setContentsMargins(theme.px(10), theme.px(9), theme.px(10), theme.px(9))
        self._gaps: Sequence[GapView] = []
        self._chip = Chip("", Tint.OK)
        self._said = Label("", wrap=True)
        self.button = secondary(_("Fill the next gap"))
        self.button.clicked.connect(self._on_fill)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.px(10))
        self._row.addWidget(self._chip)
        self._row.addWidget(self._said, 1)
        self._row.addWidget(self.button)
        self.body.addLayout(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side_by_side = self.width() >= theme.px(_BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
            where = Qt.AlignmentFlag.AlignVCenter if side_by_side else Qt.AlignmentFlag.AlignLeading
            for widget in (self._chip, self.button):
                self._row.setAlignment(widget, where)

    def _on_fill(self) -> None:
        self.fill_asked.emit(self._gaps[0])

    @property
    def said(self) -> str:
        return self._said.text()

    def set_gaps(self, gaps: Sequence[GapView], zone: str) -> None:
        """Soonest first; the first few are named."""
        self._gaps = gaps
        self.button.setVisible(bool(gaps))
        if not gaps:
            self._chip.set(_("no gaps"), Tint.OK, shape=True)
            self._said.setText(_("Whenever the desk is closed in the next 60 days, somebody is on call."))
            return
        count = ngettext("{n} gap ahead", "{n} gaps ahead", len(gaps)).format(n=len(gaps))
        self._chip.set(count, Tint.OVER, shape=True)
        named = [words.gap(gap, zone) for gap in gaps[:_NAMED]]
        more = len(gaps) - _NAMED
        if more > 0:
            named.append(ngettext("{n} more", "{n} more", more).format(n=more))
        self._said.setText(direction.row(named))
