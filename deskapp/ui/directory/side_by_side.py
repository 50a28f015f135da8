"""Somebody who is there already beside what a file says of them, and the choice between the two."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from deskapp.domain.words import Existing
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.wording import contacts as contact_wording

#: A field, what is there, and what the file says.
Difference = tuple[str, str, str]


class SideBySide(Card):
    """Hidden until there is somebody to choose about."""

    chosen = Signal(object)  # an Existing, by a person's hand

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid: QWidget | None = None
        self.said = Label("", "strong", wrap=True)
        choices = [(one.value, contact_wording.existing(one)) for one in Existing]
        self.choice = ChoiceRow(_("What becomes of them"), choices)
        self.choice.changed.connect(lambda value: self.chosen.emit(Existing(str(value))))
        self.body.addWidget(self.said)
        self.body.addWidget(self.choice)
        self.hide()

    def show_differences(self, said: str, differences: Iterable[Difference], choice: Existing | None) -> None:
        """said: who it is about. Without differences there is only what was said."""
        self.said.setText(said)
        self.choice.set_value(choice.value if choice else None)
        if self._grid is not None:
            self.body.removeWidget(self._grid)
            self._grid.deleteLater()
            self._grid = None
        rows = list(differences)
        if rows:
            self._grid = _grid(rows)
            self.body.addWidget(self._grid)
        self.show()


def _grid(rows: list[Difference]) -> QWidget:
    grid = QWidget()
    cells = QGridLayout(grid)
    cells.setContentsMargins(0, 0, 0, 0)
    cells.setHorizontalSpacing(theme.px(12))
    cells.setVerticalSpacing(theme.px(3))
    for place, words in enumerate((_("There"), _("In the file")), 1):
        cells.addWidget(Label(words, "muted"), 0, place)
        cells.setColumnStretch(place, 1)
    for number, (field, there, in_file) in enumerate(rows, 1):
        cells.addWidget(Label(field, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
        for place, text in ((1, there), (2, in_file)):
            label = Label(text or _("(empty)"), wrap=True, selectable=True)
            label.setAccessibleName(f"{field}: {text or _('(empty)')}")
            cells.addWidget(label, number, place, Qt.AlignmentFlag.AlignTop)
    return grid
