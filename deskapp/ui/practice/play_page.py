"""A try while it is played: the talk, the steps, and what stands on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.practice import play
from deskapp.domain.practice.play import STEPS, Step, Try
from deskapp.domain.practice.scenario import Scenario
from deskapp.domain.practice.scoring import signs_heard
from deskapp.language import _, ngettext
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases.library import cards
from deskapp.ui.practice.screen_column import ScreenColumn
from deskapp.ui.practice.step_card import StepCard, When
from deskapp.ui.practice.steps import FrameStep, HandoffStep, RouteStep, SignsStep, TalkStep, answered
from deskapp.ui.practice.talk_column import TalkColumn
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.progress_line import ProgressLine
from deskapp.ui.widgets.scrolling import ColumnScroll
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times

_TO_PLAY = STEPS[:-1]
_GO, _BACK, _HINT = "Ctrl+Return", "Alt+Left", "F1"


class PlayPage(QWidget):
    """One try at a time. Leaving keeps it where it is, until another is begun."""

    over = Signal(object, object)  # the Try, and when it was begun
    left = Signal()

    def __init__(self, place: Workplace, triggers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.played: Try | None = None
        self._begun_at: datetime | None = None
        #: Whether it was said that the try on is not over.
        self._told = False
        self.talk = TalkColumn()
        self.talk_step, self.signs_step, self.route_step = TalkStep(place), SignsStep(triggers), RouteStep()
        self.frame_step, self.handoff_step = FrameStep(place), HandoffStep()
        doing = (self.talk_step, self.signs_step, self.route_step, self.frame_step, self.handoff_step)
        self.cards = [
            StepCard(number, step, widget) for number, (step, widget) in enumerate(zip(_TO_PLAY, doing, strict=True), 1)
        ]
        self.screen_column = ScreenColumn()
        self.screen_column.card_opened.connect(self._on_card)
        self.hint = Label("", "muted", wrap=True)
        self._where = Label("", "strong")
        self._more = Label("", "muted", wrap=True)
        self._far = ProgressLine()
        self.go_button = primary(_("Say it"), native(_GO))
        self.back_button = secondary(_("Back"), native(_BACK))
        self.hint_button = secondary(_("Hint"), native(_HINT))
        self.leave_button = secondary(_("Leave"), _("Esc"))
        self._lay_out()
        for button, keys, act in (
            (self.go_button, (_GO, "Ctrl+Enter"), self.go_on),
            (self.back_button, (_BACK,), self.go_back),
            (self.hint_button, (_HINT,), self.ask_hint),
            (self.leave_button, ("Esc",), self.left.emit),
        ):
            button.clicked.connect(act)
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(button.click)
        for step in (self.talk_step, self.frame_step):
            step.said.connect(self.go_on)

    def begin(self, scenario: Scenario, nth: int, now: datetime) -> None:
        """A new try. nth: which of one's tries at it this is, from 1."""
        self.played = play.begun(scenario)
        self._begun_at = now
        self._told = False
        self.signs_step.clear()
        self.route_step.show_scenario(scenario)
        self.frame_step.show_scenario(scenario)
        self.handoff_step.clear()
        self.screen_column.show_scenario(scenario, cards(self._place))
        length = times.duration(timedelta(minutes=scenario.minutes))
        self._more.setText(_("about {time} · your try number {n}").format(time=length, n=nth))
        self._show(again=False)

    def forget(self) -> None:
        """No try is on any more."""
        self.played = None

    def holds_back(self) -> bool:
        """Whether a try is on that would be lost with the window: then that is said, and once more it closes."""
        if self._told or self.played is None or not self.played.said:
            return False
        self._told = True
        self.hint.setText(_("This try is not over: closed once more, it is left."))
        self.hint.show()
        return True

    def take_focus(self) -> None:
        card = self._card()
        if card is not None:
            card.doing.take_focus()  # type: ignore[attr-defined]

    # What buttons and keys do

    def go_on(self) -> None:
        one = self.played
        if one is None:
            return
        if one.step is Step.TALK:
            self._answer(one)
            return
        self.played = play.gone_on(self._taken(one))
        if self.played.step is Step.OVER:
            self.over.emit(self.played, self._begun_at)
            return
        self._show(again=False)

    def go_back(self) -> None:
        if self.played is not None:
            self.played = play.gone_back(self._taken(self.played))
            self._show(again=False)

    def ask_hint(self) -> None:
        """It stands in the result that one was asked for."""
        one = self.played
        if one is None or self.hint.text() == _hint(one):
            return
        self.played = play.hinted(one)
        self.hint.setText(_hint(one))
        self.hint.show()
        announce(self.hint, self.hint.text())

    # Inside

    def _on_card(self) -> None:
        if self.played is not None:
            self.played = play.card_opened(self.played)

    def _answer(self, one: Try) -> None:
        place = self.talk_step.by_choice
        words = self.talk_step.words.text()
        if place is not None:
            self.played = play.answered(one, place)
        elif words.strip():
            self.played = play.answered_in_words(one, words)
        else:
            self.take_focus()
            return
        self._show(again=self.played.line_id == one.line_id and self.played.step is Step.TALK)

    def _taken(self, one: Try) -> Try:
        """With what stands in the fields of the present step."""
        match one.step:
            case Step.SIGNS:
                return play.noticed(one, self.signs_step.chosen)
            case Step.ROUTE:
                return play.routed(one, self.route_step.types, self.route_step.person)
            case Step.FRAME:
                return play.framed(one, self.frame_step.told)
            case Step.HANDOFF:
                return play.handed_on(one, self.handoff_step.parts)
        return one

    def _card(self) -> StepCard | None:
        step = self.played.step if self.played else None
        return next((card for card in self.cards if card.step is step), None)

    def _show(self, *, again: bool) -> None:
        one = self.played
        if one is None:
            return
        at = STEPS.index(one.step)
        told = answered(one)
        for place, card in enumerate(self.cards):
            when = When.BEFORE if place < at else When.NOW if place == at else When.COMES
            card.show_when(when, told.get(card.step.value, ""))
        if one.step is Step.TALK:
            self.talk_step.show_line(one.line, again=again)
        self.talk.show_try(one)
        self.talk.now.setText(_turn(one.step))
        self.hint.setText("")
        self.hint.hide()
        self.go_button.set_words(_("Say it") if one.step in (Step.TALK, Step.FRAME) else _("Go on"))
        if one.step is _TO_PLAY[-1]:
            self.go_button.set_words(_("See the result"))
        self.back_button.setEnabled(at > 1)
        steps = _("Step {n} of {count}").format(n=at + 1, count=len(_TO_PLAY))
        self._where.setText(steps)
        self._far.set((at + 1) / len(_TO_PLAY), Tint.OK)
        announce(self.talk, one.line.says if one.step is Step.TALK else _turn(one.step))
        self.take_focus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(self._where)
        head.addWidget(self._far)
        head.addWidget(self._more, 1)
        head.addWidget(self.leave_button)
        steps = QWidget()
        column = QVBoxLayout(steps)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for card in self.cards:
            column.addWidget(card)
        column.addStretch(1)
        foot = QWidget()
        buttons = FlowLayout(foot, spacing=theme.px(6))
        for button in (self.hint_button, self.back_button, self.go_button):
            buttons.addWidget(button)
        middle = QVBoxLayout()
        middle.setSpacing(theme.px(8))
        middle.addWidget(ColumnScroll(steps, padding=0), 1)
        middle.addWidget(self.hint)  # not with the cards: those scroll, and it would be out of sight
        middle.addWidget(foot)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.talk, 40)
        row.addLayout(middle, 45)
        row.addWidget(self.screen_column, 28)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(8))
        outer.addLayout(head)
        outer.addLayout(row, 1)


def _turn(step: Step) -> str:
    return {
        Step.TALK: _("Your turn: answer what was said."),
        Step.SIGNS: _("Your turn: say which signs you noticed."),
        Step.ROUTE: _("Your turn: choose the type and who takes it on."),
        Step.FRAME: _("Your turn: tell the customer what happens next."),
        Step.HANDOFF: _("Your turn: write down what is passed on."),
        Step.OVER: "",
    }[step]


def _hint(one: Try) -> str:
    scenario = one.scenario
    match one.step:
        case Step.TALK:
            return " ".join(scenario.tips[:1])
        case Step.SIGNS:
            count = len(signs_heard(one))
            return ngettext(
                "{n} sign was shown; read the conversation again.",
                "{n} signs were shown, some of them in passing; read the conversation again.",
                count,
            ).format(n=count)
        case Step.ROUTE:
            return scenario.types_why
        case Step.FRAME:
            return _("Say: {what}.").format(what=", ".join(wanted.name for wanted in scenario.frame))
        case Step.HANDOFF:
            return " ".join(part.wanted.why for part in scenario.handoff)
    return ""
