"""Phrases at hand: F6 in a dialog opens their list, F5 says better what is better said otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from deskapp.domain.phrases import Step
from deskapp.domain.words import EMOTIONAL_TONES, CallState
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look import theme
from deskapp.ui.phrases import library
from deskapp.ui.phrases.phrase_menu import KEY, Offered, PhraseMenu, Use, phrases_button
from deskapp.ui.widgets.buttons import KeyButton
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.better_words import BetterWords
from deskapp.ui.widgets.fields.put_words import put_in
from deskapp.ui.work.workplace import Workplace

#: What the places stand for, asked for when the list opens.
Values = Callable[[], Mapping[str, str]]
Steps = Callable[[], Sequence[Step]]


class PhrasesAtHand(QObject):
    """The button "Phrases F6" of a window: into a field where there is one, else to be read aloud."""

    def __init__(
        self,
        place: Workplace,
        window: QWidget,
        steps: Steps,
        values: Values,
        field: QLineEdit | QPlainTextEdit | None = None,
    ) -> None:
        super().__init__(window)
        self._place, self._window, self._steps, self._values = place, window, steps, values
        self._field = field
        self.menu: PhraseMenu | None = None
        self.button = phrases_button(self.open)
        key = QShortcut(QKeySequence(KEY), window)
        key.activated.connect(self.open)

    def open(self) -> None:
        use = Use.WRITE if self._field is not None else Use.READ
        menu = PhraseMenu(library.library(self._place), self._steps(), self._values(), use, self._window)
        menu.taken.connect(self._on_taken)
        self.menu = menu
        menu.destroyed.connect(self._on_gone)
        menu.open_at(self._field if self._field is not None else self.button)

    def _on_taken(self, offered: Offered) -> None:
        if self._field is not None:
            put_in(self._field, offered.said)
            self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_gone(self) -> None:
        self.menu = None


def words_for_customers(
    dialog: ActDialog, place: Workplace, name: str, field: QLineEdit | QPlainTextEdit, steps: Steps, values: Values
) -> BetterWords:
    """Put the phrases beside a field's heading, and below it what is better said otherwise. Add the field first."""
    at_hand = PhrasesAtHand(place, dialog, steps, values, field)
    form = dialog.field_form(name)
    better = BetterWords(field, lambda: library.library(place).avoid, values, form)
    form.beside_heading(at_hand.button)
    form.below(better)
    return better


def read_aloud(place: Workplace, window: QWidget, steps: Steps, values: Values) -> PhrasesAtHand:
    """The same where nothing is written: the button is laid out by the caller."""
    return PhrasesAtHand(place, window, steps, values)


def open_for_call(place: Workplace, call: CallDetail, anchor: QWidget) -> PhraseMenu:
    """Open the phrases of a call to be read aloud, those that fit its state first."""
    menu = PhraseMenu(library.library(place), fitting(call), library.of_call(place, call), Use.READ, anchor)
    menu.taken.connect(lambda _taken: place.said.emit(_("The phrase is copied.")))
    menu.open_at(anchor)
    return menu


def fitting(call: CallDetail) -> tuple[Step, ...]:
    """The steps of a conversation that a call in this state most likely is at."""
    first = (Step.CALMING,) if call.tone in EMOTIONAL_TONES else ()
    if call.state is CallState.RESOLVED:
        return *first, Step.IS_IT_SOLVED, Step.FOLLOW_UP
    if call.row.escalated or call.state is CallState.WAITING:
        return *first, Step.FOLLOW_UP, Step.APOLOGY, Step.CALL_BACK, Step.DEADLINE
    return *first, Step.ACKNOWLEDGING, Step.TRYING_FIRST, Step.CALL_BACK, Step.APOLOGY


def beside(widget: QWidget, button: KeyButton) -> QWidget:
    """A widget with the button at its end."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(widget, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return line
