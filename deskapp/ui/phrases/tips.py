"""What calms down, beside a sign of strong feelings."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label


class Tips(Card):
    """A few lines in a card. Hidden where there are none."""

    def __init__(self, lines: Sequence[str] = (), parent: QWidget | None = None, *, heading: bool = True) -> None:
        super().__init__(parent)
        self._label = Label("", "muted", wrap=True)
        self._label.setAccessibleName(_("Tips"))
        if heading:
            self.body.addWidget(Section(_("What helps now")))
        self.body.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        # Not shown by hand before it stands in a window: it would be one of its own.
        self._label.setText(_listed(lines))
        if not lines:
            self.hide()

    def set_lines(self, lines: Sequence[str]) -> None:
        self._label.setText(_listed(lines))
        self.setVisible(bool(lines))

    @property
    def words(self) -> str:
        return self._label.text()


class TipsBeside(QWidget):
    """Tips below a box that can be ticked: there while it is ticked, or has the focus."""

    def __init__(self, lines: Sequence[str], box: QAbstractButton) -> None:
        super().__init__(box.parentWidget())
        self._box = box
        self.tips = Tips(lines, heading=False)
        self.setProperty("surface", "clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(22), 0, 0, theme.px(4))
        column.addWidget(self.tips)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        box.toggled.connect(self._show)
        box.installEventFilter(self)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show(focused=event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _show(self, _ticked: bool = False, *, focused: bool | None = None) -> None:
        self.setVisible(self._box.isChecked() or (self._box.hasFocus() if focused is None else focused))


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(_("• {tip}").format(tip=line) for line in lines)
