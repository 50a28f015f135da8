"""A gap that is worked on: what was agreed about it, whose it is, and how many days are left."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.measures.periods import Period
from deskapp.domain.readiness.questions import State
from deskapp.language import _, ngettext
from deskapp.services.readiness.views import Gap
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.wording import improving
from deskapp.wording.readiness import evidence, questions

#: So many days before its day an action is due soon.
_SOON = 3


class GapCard(Card):
    """Without an action it offers to agree on one; an open one can be said to be done."""

    agree_asked = Signal(object)  # Gap
    done_asked = Signal(object)  # ActionView

    def __init__(self, gap: Gap, month: Period, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gap = gap
        action, title = gap.action, questions.short(gap.answer.question)
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(Label(title, "strong", wrap=True), 1)
        if action is not None and action.is_open:
            words, tint = _left((action.due - today).days)
            head.addWidget(Chip(words, tint, shape=True))
        elif gap.answer.state is State.THERE:
            head.addWidget(Chip(questions.state(State.THERE), Tint.OK, shape=True))
        self.body.addLayout(head)
        self.body.addWidget(Label(questions.touches(gap.answer, month), "muted", wrap=True))
        self.agree = _link(_("Agree on an action…"), title)
        self.agree.clicked.connect(lambda: self.agree_asked.emit(self.gap))
        self.done = _link(_("Done…"), title)
        if action is None or not action.is_open:
            if action is not None:
                told = _("{state}: {words}").format(state=improving.state(action, today), words=action.words)
                self.body.addWidget(Label(told, wrap=True, selectable=True))
            else:
                self.body.addWidget(Label(evidence.missing(gap.answer), wrap=True, selectable=True))
            self.body.addWidget(_flow(self.agree))
            return
        self.done.clicked.connect(lambda: self.done_asked.emit(action))
        self.body.addWidget(Label(action.what, wrap=True, selectable=True))
        owner = Label(_("Owner: {name}").format(name=action.owner), "strong", wrap=True)
        self.body.addWidget(_flow(owner, Label(improving.state(action, today), "muted"), self.done))


def _left(days: int) -> tuple[str, Tint]:
    """How many days are left, or over."""
    if days < 0:
        return ngettext("{n} day over", "{n} days over", -days).format(n=-days), Tint.OVER
    if not days:
        return _("today"), Tint.SOON
    return ngettext("{n} day", "{n} days", days).format(n=days), Tint.SOON if days <= _SOON else Tint.OK


def _link(words: str, about: str) -> LinkButton:
    made = LinkButton(words)
    made.setProperty("inline", "true")
    made.setAccessibleName(_("{words} {about}").format(words=words, about=about))
    return made


def _flow(*widgets: QWidget) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, spacing=theme.px(8))
    for widget in widgets:
        flow.addWidget(widget)
    return made
