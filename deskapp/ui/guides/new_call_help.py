"""The help of a call that is being logged: in place of the column that says how urgent it is, until one goes back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from deskapp.domain.calming.cards import Situation
from deskapp.language import _
from deskapp.services.library.views import HelpView
from deskapp.ui.guides.help_panel import HelpPanel
from deskapp.ui.guides.help_window import begin_solution
from deskapp.ui.widgets.calls.checklist import Checklist
from deskapp.ui.work.workplace import Workplace


class NewCallHelp(QStackedWidget):
    """Who and what stay in sight. What is ticked here is ticked in the checklist beside the fields."""

    changed = Signal()  # the solution that was taken

    def __init__(self, place: Workplace, usual: QWidget, checklist: Checklist, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._usual, self._checklist = usual, checklist
        self._category: tuple[int | None, int | None] = (None, None)
        self._focus_before: QWidget | None = None
        #: What solved the past call that was chosen: what solves this one begins with it.
        self.solution = ""
        self.panel = HelpPanel(place)
        self.panel.left.connect(self.leave)
        self.panel.ticked.connect(self._on_ticked)
        self.panel.use_asked.connect(self.set_solution)
        checklist.changed.connect(lambda: self.panel.set_ticks(checklist.done))
        self.addWidget(usual)
        self.addWidget(self.panel)

    @property
    def shown(self) -> bool:
        return self.currentWidget() is self.panel

    def toggle(self, *, cards: bool = False) -> None:
        """Go to the help, or back to where one was typing. cards: to the cards for hard conversations."""
        if self.shown and self.panel.cards_shown is cards:
            self.leave()
            return
        if not self.shown:
            self._focus_before = self.window().focusWidget()
        self.panel.show_cards(cards)
        self.setCurrentWidget(self.panel)
        self.panel.similar.reload()
        self._read()
        self.panel.take_focus()

    def leave(self) -> None:
        self.setCurrentWidget(self._usual)
        before, self._focus_before = self._focus_before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_call(
        self, category_id: int | None, words: str, template_id: int | None = None, equipment_id: int | None = None
    ) -> None:
        """What the call is about so far. template_id: the kind that it began as."""
        self.panel.similar.ask(words, category_id, equipment_id=equipment_id)
        if (category_id, template_id) != self._category:
            self._category = category_id, template_id
            if self.shown:
                self._read()

    def set_fitting(self, those: Sequence[Situation]) -> None:
        """Which cards fit the call so far."""
        self.panel.set_fitting(those)

    def set_solution(self, solution: str) -> None:
        """What the call's solution begins with, once it is logged; "" takes it back."""
        self.solution = solution
        words = _("What solves this call will begin with: {solution}").format(solution=solution)
        self.panel.say(words if solution else "")
        self.changed.emit()

    def begin_solution(self, call_id: int) -> None:
        """The call is logged: keep what was chosen where resolving it begins."""
        solution = self.solution
        if solution:
            self._place.act(partial(begin_solution, call_id=call_id, solution=solution), receiver=self._place)

    def _read(self) -> None:
        asked = self._category
        self._place.read(
            lambda desk: desk.guides.help(*asked),
            partial(self._on_help, asked),
            key=("help", id(self)),
            receiver=self,
        )

    def _on_help(self, asked: tuple[int | None, int | None], view: HelpView) -> None:
        if asked != self._category:
            return
        had_focus = self.panel.isAncestorOf(self.window().focusWidget() or QWidget())
        self.panel.set_help(view)
        self.panel.set_ticks(self._checklist.done)
        if had_focus:
            self.panel.take_focus()

    def _on_ticked(self, check_id: int, done: bool) -> None:
        box = self._checklist.boxes.get(check_id)
        if box is not None:
            box.setChecked(done)
