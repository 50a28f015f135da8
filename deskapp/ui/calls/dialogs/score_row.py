"""How content the customer is, 1 to 5: the digit keys choose, nothing is preset."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.calls.satisfaction import SCORES
from deskapp.ui.widgets.fields.choice_row import ChoiceRow


class ScoreRow(ChoiceRow):
    """Pills 1 to 5; Delete takes the choice back."""

    def __init__(self, value: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_("Satisfaction, 1 to 5"), [(score, str(score)) for score in SCORES], value, parent)

    @property
    def score(self) -> int | None:
        return int(str(self.value)) if self.value is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.text() in {str(score) for score in SCORES}:
                pill = self.pill(int(event.text()))
                pill.setFocus(Qt.FocusReason.TabFocusReason)
                pill.click()
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.set_value(None)
                return True
        return super().eventFilter(watched, event)
