"""A line of the scorecard: its name with what the record shows below, the steps, and what the chosen one means."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from deskapp.domain.reviews.scorecard import HIGHEST, LOWEST, STEPS, CardLine
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.wording.reviews import draws as wording

#: Stands among the values of the pills for a line that does not apply, since None is that nothing is chosen.
NONE_APPLIES = 0
#: By key, of the number pad too.
_MARKS = {
    Qt.Key.Key_1: 1,
    Qt.Key.Key_2: 2,
    Qt.Key.Key_3: 3,
    Qt.Key.Key_4: 4,
    Qt.Key.Key_Minus: NONE_APPLIES,
}


class ScoreLine(QObject):
    """Lays itself into the grid of its scorecard, whose columns all lines share.

    Keys on its pills: 1 to 4 and – score it and go on; up and down go to the lines beside it.
    """

    scored = Signal()
    step_asked = Signal(int)  # to the line below, 1, or above, -1

    def __init__(self, number: int, line: CardLine, shown: str, parent: QWidget) -> None:
        """shown: what the record shows of it; "": nothing."""
        super().__init__(parent)
        self.line = line
        self._others: Sequence[tuple[str, int | None]] = ()
        self._number = Label(str(number), "muted")
        self._name = Label(line.name, "strong", wrap=True)
        self._shown = Label(shown, "small", wrap=True)
        self._means = Label("", "small", wrap=True)
        choices = [(step, wording.mark(step)) for step in STEPS]
        self.marks = ChoiceRow(line.name, [*choices, (NONE_APPLIES, wording.mark(None))])
        for step, meaning in zip(STEPS, line.meanings, strict=True):
            self._tell(step, wording.mark_heard(step, meaning))
        self._tell(NONE_APPLIES, wording.mark_heard(None, ""))
        self.marks.changed.connect(self._on_marked)
        for value in (*STEPS, NONE_APPLIES):
            # Asked before the row itself, which takes up and down for its own.
            self.marks.pill(value).installEventFilter(self)
        self._show_meaning()

    @property
    def scored_at_all(self) -> bool:
        return self.marks.value is not None

    @property
    def mark(self) -> int | None:
        """1 to 4; None where it does not apply, or is not scored: see `scored_at_all`."""
        value = self.marks.value
        return value if isinstance(value, int) and value != NONE_APPLIES else None

    def set_mark(self, mark: int | None) -> None:
        """Show a mark that was given earlier; None: that it does not apply."""
        self.marks.set_value(NONE_APPLIES if mark is None else mark)
        self._show_meaning()

    def clear(self) -> None:
        self.marks.set_value(None)
        self._show_meaning()

    def set_others(self, others: Sequence[tuple[str, int | None]]) -> None:
        """What others gave it, by name: known once both are finished."""
        self._others = others
        self._show_meaning()

    def rest(self, wanted: bool) -> None:
        """It is only read."""
        self.marks.setEnabled(not wanted)

    def take_focus(self) -> None:
        self.marks.setFocus(Qt.FocusReason.TabFocusReason)

    def lay_into(self, grid: QGridLayout, row: int) -> None:
        """Two rows of the grid: a rule, and the line."""
        rule = QWidget()
        rule.setProperty("surface", "rule")
        rule.setFixedHeight(1)
        grid.addWidget(rule, row, 0, 1, 4)
        top = Qt.AlignmentFlag.AlignTop
        named = QWidget()
        inside = QGridLayout(named)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setVerticalSpacing(theme.px(2))
        inside.addWidget(self._name, 0, 0)
        if self._shown.text():
            inside.addWidget(self._shown, 1, 0)
        grid.addWidget(self._number, row + 1, 0, top)
        grid.addWidget(named, row + 1, 1, top)
        grid.addWidget(self.marks, row + 1, 2, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._means, row + 1, 3, Qt.AlignmentFlag.AlignVCenter)

    @property
    def labels(self) -> tuple[QLabel, ...]:
        """What it says beside its pills, for whoever reads it out."""
        return self._name, self._shown, self._means

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_asked.emit(1 if key is Qt.Key.Key_Down else -1)
            return True
        mark = NONE_APPLIES if event.text() == "–" else _MARKS.get(key)
        if mark is None:
            return False
        self.marks.set_value(mark)
        self._on_marked()
        self.step_asked.emit(1)
        return True

    def _on_marked(self, _value: object = None) -> None:
        self._show_meaning()
        self.scored.emit()

    def _tell(self, value: int, words: str) -> None:
        pill = self.marks.pill(value)
        pill.setToolTip(words)
        pill.setAccessibleDescription(f"{self.line.name}: {words}")

    def _show_meaning(self) -> None:
        if not self.scored_at_all:
            # What it could be at its best; what each step means is told where it is pointed at.
            said = [_("{mark}  {meaning}").format(mark=HIGHEST, meaning=self.line.meanings[-1])]
        elif self.mark is None:
            said = [wording.mark_heard(None, "").capitalize()]
        else:
            meaning = self.line.meanings[self.mark - LOWEST]
            said = [_("{mark}  {meaning}").format(mark=self.mark, meaning=meaning)]
        said += [_("{name}: {mark}").format(name=name, mark=wording.mark(mark)) for name, mark in self._others]
        self._means.setText("\n".join(said))
