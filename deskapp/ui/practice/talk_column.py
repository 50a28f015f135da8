"""The conversation so far: what the caller said, and what was answered."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.practice.play import Try, answer_of
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.practice.refill import Refilled
from deskapp.ui.widgets.card import Card, Column
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scrolling import PADDING, make_room


class TalkColumn(Column):
    """Bubbles under a title, the last of them in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "title", wrap=True)
        self._about = Label("", "muted", wrap=True)
        self.now = Label("", "strong", wrap=True)
        make_room(self.body)
        for words in (self._title, self._about, self.now):  # they do not scroll, and keep their padding
            words.setContentsMargins(0, 0, theme.px(PADDING), 0)
        self.body.addWidget(self._title)
        self.body.addWidget(self._about)
        self.scroller = Refilled()
        self.body.addWidget(self.scroller, 1)
        self.body.addWidget(self.now)

    def show_try(self, one: Try) -> None:
        """Everything that was said."""
        self._title.setText(_("“{title}”").format(title=one.scenario.title))
        self._about.setText(one.scenario.about)
        bubbles = QWidget()
        lines = QVBoxLayout(bubbles)
        lines.setContentsMargins(0, theme.px(6), 0, 0)
        lines.setSpacing(theme.px(7))
        caller = one.scenario.caller
        line_id = ""
        for said in one.said:
            if said.line_id != line_id:
                self._caller(lines, one, said.line_id)
            line_id = said.line_id
            answer = answer_of(one, said)
            own = bool(said.own_words)
            words = said.own_words if own or answer is None else answer.says
            lines.addLayout(_bubble(_("You said") if own else _("You chose"), words, own=True))
            if answer is None:
                waits = _("{caller} waits: say it another way, or choose a sentence.").format(caller=caller)
                lines.addWidget(Label(waits, "small", wrap=True))
        if one.line_id != line_id:
            self._caller(lines, one, one.line_id)
        lines.addStretch(1)
        self.scroller.fill(bubbles)
        # Once what is new has its room.
        QTimer.singleShot(0, self, self._to_end)

    def _caller(self, lines: QVBoxLayout, one: Try, line_id: str) -> None:
        line = one.scenario.line(line_id)
        lines.addLayout(_bubble(one.scenario.caller, line.says, line.how))

    def _to_end(self) -> None:
        bar = self.scroller.verticalScrollBar()
        bar.setValue(bar.maximum())


def _bubble(who: str, words: str, how: str = "", *, own: bool = False) -> QHBoxLayout:
    card = Card()
    if own:
        card.setProperty("surface", "notice")
    card.body.addWidget(Label(who, "strong"))
    card.body.addWidget(Label(words, wrap=True, selectable=True))
    if how:
        card.body.addWidget(Label(how, "small", wrap=True))
    row = QHBoxLayout()
    row.setContentsMargins(theme.px(24) if own else 0, 0, 0 if own else theme.px(24), 0)
    row.addWidget(card)
    return row
