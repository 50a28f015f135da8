"""The help of a call that is logged, in a window of its own beside the work."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.calming.cards import Situation
from deskapp.domain.errors import DeskError
from deskapp.domain.words import OPEN_STATES, UNRESOLVED_STATES
from deskapp.language import _
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Changes, Done
from deskapp.services.library.acts import TickCheck
from deskapp.services.library.views import HelpView
from deskapp.ui.guides.help_panel import HelpPanel
from deskapp.ui.look import theme
from deskapp.ui.widgets.placing import stand
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals


class HelpWindow(ReadingOrder, QDialog):
    """Ticks are recorded at once. Escape, or the key that opened it, leads back to where one was."""

    resolve_asked = Signal(int)  # the call; what solves it is begun in its draft

    def __init__(
        self,
        place: Workplace,
        call_id: int,
        parent: QWidget | None = None,
        keys: Sequence[str] = (),
        card_keys: Sequence[str] = (),
    ) -> None:
        """keys: those that open the help; card_keys: those that open the cards."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Help with this call"))
        self.setModal(False)
        self._place = place
        self._first = True
        self.call_id = call_id
        self._row: CallRow | None = None
        self._focus_before = parent.focusWidget() if parent is not None else None
        self.panel = HelpPanel(place)
        self.panel.left.connect(self.reject)
        self.panel.ticked.connect(self._on_ticked)
        self.panel.use_asked.connect(self._on_use)
        self.panel.similar.set_usable(False)
        for key in keys:
            QShortcut(QKeySequence(key), self).activated.connect(self.reject)
        for key in card_keys:
            QShortcut(QKeySequence(key), self).activated.connect(self._on_card_key)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))
        column.addWidget(self.panel)
        room = self.screen().availableSize()
        self.resize(min(theme.px(460), room.width()), min(theme.px(640), round(room.height() * 0.9)))
        self.panel.similar.ask("", None, call_id)
        self._reloader = Reloader(self, place.hub)
        self.finished.connect(self._go_back)
        stand(self)

    def show_call(self, call_id: int) -> None:
        """Help with another call."""
        self.call_id, self._row, self._first = call_id, None, True
        self.panel.say("")
        self.panel.similar.ask("", None, call_id)
        self.reload()

    def show_cards(self, fitting: Sequence[Situation], shown: bool) -> None:
        """fitting: the cards that fit the call; shown: whether cards are what was asked for."""
        self.panel.show_cards(False)
        self.panel.set_fitting(fitting)
        self.panel.show_cards(shown)
        if shown:
            self.panel.take_focus()

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return self.call_id in changes.calls or changes.touches("categories", "guides")

    def reload(self) -> None:
        call_id = self.call_id
        self._place.read(
            lambda desk: (desk.lists.some((call_id,)), desk.guides.help_for(call_id)),
            partial(self._on_read, call_id),
            self._on_failed,
            key=("help", id(self)),
            receiver=self,
        )

    # Inside

    def _on_read(self, call_id: int, read: tuple[tuple[CallRow, ...], HelpView]) -> None:
        rows, view = read
        if call_id != self.call_id or not rows:
            return
        self._row = rows[0]
        self.panel.set_help(view, self._row.ref)
        for box in self.panel.boxes.values():
            box.setEnabled(self._row.state in OPEN_STATES)
        self.panel.similar.set_usable(self._row.state in UNRESOLVED_STATES)
        if self._first:
            self._first = False
            self.panel.similar.reload()
            self.panel.take_focus()

    def _on_card_key(self) -> None:
        if self.panel.cards_shown:
            self.reject()
        else:
            self.panel.show_cards(True)
            self.panel.take_focus()

    def _on_ticked(self, check_id: int, done: bool) -> None:
        act = TickCheck(self.call_id, check_id, done)
        self._place.act(lambda desk: desk.guides.tick(act), None, self._on_not_ticked, receiver=self)

    def _on_not_ticked(self, error: DeskError) -> None:
        self._on_failed(error)
        self.reload()

    def _on_failed(self, error: DeskError) -> None:
        self.panel.say(refusals.error(error))
        if self._first:
            self.panel.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_use(self, solution: str) -> None:
        call_id = self.call_id
        self._place.act(
            lambda desk: begin_solution(desk, call_id, solution), self._on_begun, self._on_failed, receiver=self
        )

    def _on_begun(self, _nothing: object) -> None:
        call_id = self.call_id
        self.accept()
        self.resolve_asked.emit(call_id)

    def _go_back(self) -> None:
        window = self.parentWidget()
        if window is not None:
            window.activateWindow()
        try:
            if self._focus_before is not None:
                self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        except RuntimeError:
            pass  # what had the focus is gone meanwhile


def begin_solution(desk: Desk, call_id: int, solution: str) -> Done[None]:
    """Put a solution before what was typed of this call's so far, where resolving it begins."""
    key = f"resolve:{call_id}"
    kept = desk.drafts.load(key) or {}
    typed = str(kept.get("solution", ""))
    words = typed if typed.startswith(solution) else "\n".join(part for part in (solution, typed) if part)
    return desk.drafts.save(key, {**kept, "solution": words})


def show_help(
    place: Workplace,
    call_id: int,
    window: QWidget,
    keys: Sequence[str],
    card_keys: Sequence[str] = (),
    *,
    fitting: Sequence[Situation] = (),
    cards: bool = False,
) -> HelpWindow | None:
    """Open the help with a call beside the window; asked for another call, it shows that. Gives back a new one.

    fitting: the cards that fit the call. cards: at these, and not at what helps with its category.
    """
    there = window.findChild(HelpWindow)
    if there is not None:
        there.show_call(call_id)
        there.show_cards(fitting, cards)
        there.activateWindow()
        return None
    made = HelpWindow(place, call_id, window, keys, card_keys)
    made.show_cards(fitting, cards)
    made.show()
    made.activateWindow()
    return made
