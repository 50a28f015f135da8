"""The look of this workstation: light or dark, and how large its text is. Kept here, not in the desk's file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.spin_field import NumberField
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label

SMALLEST, LARGEST = 7, 24


class AppearancePage(QWidget):
    """Tells what was chosen; the application puts it on and remembers it."""

    changed = Signal(str, float)  # "system", "light" or "dark"; the size of the text in points

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        modes = [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        self.mode = ChoiceRow(_("Colours"), modes, "system")
        self.points = NumberField()
        self.points.setRange(SMALLEST, LARGEST)
        self.points.setSuffix(_(" pt"))
        self.points.setAccessibleName(_("Size of the text"))
        # A number half typed ("1" of "12") is no wish.
        self.points.setKeyboardTracking(False)
        self.points.setMaximumWidth(theme.px(120))
        self.set_appearance("system", QApplication.font().pointSizeF())
        box = Column()
        box.body.addWidget(Section(_("Colours")))
        box.body.addWidget(self.mode)
        box.body.addSpacing(theme.px(8))
        box.body.addWidget(Section(_("Size of the text"), self.points))
        box.body.addWidget(self.points)
        box.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(_("For this workstation only; it holds at once."), "muted", wrap=True))
        column.addWidget(box, 1)
        self.mode.changed.connect(self._on_changed)
        self.points.valueChanged.connect(self._on_changed)

    def set_appearance(self, mode: str, points: float) -> None:
        """Show what holds now, without telling anybody."""
        self.mode.set_value(mode)
        self.points.blockSignals(True)
        self.points.setValue(round(points))
        self.points.blockSignals(False)

    def _on_changed(self) -> None:
        self.changed.emit(str(self.mode.value), float(self.points.value()))
