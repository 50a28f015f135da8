"""The trend of the last days: a chart, and the same figures as a table one key away."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QWidget

from deskapp.documents.charts.data import Trend
from deskapp.documents.charts.inks import Inks
from deskapp.domain.visits.trend import DayFigures
from deskapp.language import SPOKEN, _
from deskapp.ui.look import theme
from deskapp.ui.supervise.visits.visit_dialog import VisitDialog
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times

#: As the chart is drawn, its words and its bars; it grows with the dialog.
_WIDE, _SIZE, _HIGH = 600.0, 7.0, 208.0
_KEYS = "Ctrl+Shift+Return"

_Read = tuple[tuple[DayFigures, ...], bytes]


class TrendDialog(VisitDialog):
    """Who cannot see the chart hears its sums by name, and has each day in the table."""

    def __init__(self, place: Workplace, parent: QWidget) -> None:
        heads = (_("Day"), _("New"), _("Solved"), _("Newly late"))
        super().__init__(place, _("The last 30 days"), heads, 0, parent)
        self.chart = QSvgWidget()
        self.chart.setMinimumHeight(theme.px(200))
        self.stack.insertWidget(0, self.chart)
        self.stack.setCurrentIndex(0)
        self.turn_button = self.add_button(_("As a table"), native(_KEYS))
        self.turn_button.clicked.connect(self.turn)
        for keys in (_KEYS, "Ctrl+Shift+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.turn)
        look = theme.current()
        inks = (look.text, look.border, look.window)
        place.read(
            lambda desk: _drawn(desk.visits.trend(), *inks), self._on_read, key=("trend", id(self)), receiver=self
        )

    def turn(self) -> None:
        """From the chart to its figures, and back."""
        shows_chart = self.stack.currentWidget() is not self.chart
        self.stack.setCurrentWidget(self.chart if shows_chart else self.table)
        self.turn_button.set_words(_("As a table") if shows_chart else _("As a chart"))
        self.take_focus()

    def take_focus(self) -> None:
        """A chart has nothing to be done with keys: the button beside it has them."""
        if self.stack.currentWidget() is self.chart:
            self.turn_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def _on_read(self, read: _Read) -> None:
        days, svg = read
        self.chart.load(QByteArray(svg))
        self.chart.renderer().setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        sums = [sum(figures) for figures in zip(*((one.new, one.solved, one.late) for one in days), strict=True)]
        told = _("{new} new, {solved} solved, {late} newly late in {n} days.").format(
            new=sums[0], solved=sums[1], late=sums[2], n=len(days)
        )
        # The newest first: that is what somebody asks for.
        lines = [(times.day(one.day), str(one.new), str(one.solved), str(one.late)) for one in reversed(days)]
        self.tell(told, lines)
        self.chart.setAccessibleName(_("Chart of the last days: {told}").format(told=told))


def _drawn(days: tuple[DayFigures, ...], ink: str, rule: str, ground: str) -> _Read:
    from deskapp.documents.charts.drawing import svg  # loads ReportLab, away from the window's thread

    return days, svg(Trend(days), SPOKEN, _WIDE, _SIZE, Inks(text=ink, rule=rule, ground=ground), _HIGH)
