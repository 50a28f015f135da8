"""What was made of a signal, a card each: an action, and what others were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ActionEnd
from deskapp.language import _, ngettext
from deskapp.services.actions.views import ActionView
from deskapp.services.findings.views import FeedbackView
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.wording import codes
from deskapp.wording import improving as action_wording
from deskapp.wording.findings import signals as wording


class MadeCard(Card):
    """A heading with a state, lines, and buttons that wrap."""

    asked = Signal(str, object)  # what is to be done about which

    def __init__(self, title: str, state: str, tint: Tint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Label(title, "heading", wrap=True), 1)
        head.addWidget(Chip(state, tint, shape=True))
        self.body.addLayout(head)
        self._buttons = FlowLayout(spacing=theme.px(6))

    def say(self, text: str, role: str = "plain") -> None:
        self.body.addWidget(Label(text, "muted" if role == "muted" else "plain", wrap=True))

    def dated(self, lines: Sequence[tuple[str, str]]) -> None:
        """Days, and what was then, beside each other."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        for row, (day, words) in enumerate(lines):
            grid.addWidget(Label(day, "muted"), row, 0)
            grid.addWidget(Label(words, wrap=True), row, 1)
        self.body.addLayout(grid)

    def button(self, words: str, what: str, about: object) -> KeyButton:
        button = secondary(words)
        button.clicked.connect(lambda: self.asked.emit(what, about))
        self._buttons.addWidget(button)
        return button

    def end(self) -> None:
        """All that it says is there: the buttons below it."""
        self.body.addStretch(1)
        self.body.addSpacing(theme.px(4))
        self.body.addLayout(self._buttons)


def action_card(action: ActionView, helped: str, today: date) -> MadeCard:
    """What is done about it."""
    tint = Tint.OK if action.how is ActionEnd.DONE else Tint.PLAIN if action.how else Tint.INFO
    if action.is_late(today):
        tint = Tint.OVER
    card = MadeCard(_("Action"), action_wording.state(action, today), tint)
    card.say(action.what)
    agreed = _("Owner {name} · agreed {day} by {who}").format(
        name=action.owner, day=wording.day(action.made_at.date(), today), who=action.made_by
    )
    card.say(agreed, "muted")
    for step in action.steps[1:]:
        said = action_wording.step(step)
        card.say(f"{wording.day(step.at.date(), today)} · {step.by} · {said}", "muted")
    if helped:
        card.say(helped, "muted")
    if action.is_open:
        card.button(_("Done…"), "finish", action)
        card.button(_("Move…"), "move", action)
        card.button(_("Take back…"), "withdraw", action)
    else:
        card.button(_("Still to be done…"), "reopen", action)
    card.end()
    return card


def feedback_card(feedback: FeedbackView, today: date) -> MadeCard:
    """What somebody else was asked for, and their answer."""
    state = wording.state_of(feedback, today)
    tint = Tint.SOON if feedback.sent_on is None else Tint.INFO
    if feedback.answered_on is not None:
        tint = Tint.OK
    elif feedback.asked.is_late(today):
        tint = Tint.OVER
    card = MadeCard(_("Feedback to {whom}").format(whom=feedback.to_whom), state, tint)
    card.say(feedback.asks)
    card.dated([*_dated(feedback, today)])
    if feedback.sent_on is None:
        card.button(_("Sent…"), "sent", feedback)
    elif feedback.answered_on is None:
        card.button(_("Answer…"), "answer", feedback)
    else:
        card.button(_("Another answer…"), "answer", feedback)
    card.button(_("Save sheet…"), "sheet", feedback)
    card.button(_("Print sheet…"), "print", feedback)
    card.button(_("Copy as text"), "copy", feedback)
    if feedback.sent_on is None:
        card.button(_("Take back"), "take_back", feedback)
    card.end()
    return card


def _dated(feedback: FeedbackView, today: date) -> list[tuple[str, str]]:
    count = len(feedback.calls)
    calls = ngettext("{n} call", "{n} calls", count).format(n=count)
    names = _("with names") if feedback.with_names else _("without names")
    found = []
    for step in feedback.steps:
        on = wording.day(step.day or step.at.date(), today)
        if step.kind is EventKind.FEEDBACK_MADE:
            said = _("Sheet {number} made by {who}, {calls} {names}").format(
                number=feedback.number, who=step.by, calls=calls, names=names
            )
            on = wording.day(step.at.date(), today)
        elif step.kind is EventKind.FEEDBACK_SENT:
            how = codes.channel(step.how or "").lower()
            said = _("Sent by {who}, {how}; answer asked for by {day}").format(
                who=step.by, how=how, day=wording.day(feedback.wanted_by, today)
            )
        elif step.kind is EventKind.FEEDBACK_ANSWERED:
            said = _("Answer: “{words}”").format(words=step.words)
            if step.changed:
                said = f"{said} " + _("Changed: {words}").format(words=step.changed)
        elif step.kind is EventKind.FEEDBACK_COPIED:
            said = _("Copied as text by {who}").format(who=step.by)
        else:
            said = _("Sheet saved or printed by {who}").format(who=step.by)
        found.append((on, said))
    return found
