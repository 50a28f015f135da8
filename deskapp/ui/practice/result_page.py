"""What a try came to: its points, why, and how it could be said."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.practice.scoring import Marks, Reason
from deskapp.language import _, ngettext
from deskapp.services.practice.views import OnOffer, PastTry, Result, TrainingRecord
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.practice.refill import Refilled
from deskapp.ui.widgets.action_bar import ActionBar
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.card import Card, Column
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.progress_line import ProgressLine
from deskapp.ui.widgets.scrolling import make_room
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import phrases, times
from deskapp.wording.practice import tries

_NEXT, _AGAIN = "Ctrl+Return", "Ctrl+R"
#: So many scenarios are named that come next.
_NAMED = 2


class ResultPage(QWidget):
    """Three columns: the points, the reasons, and the models."""

    play_asked = Signal(str)  # a scenario's id
    left = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._result: Result | None = None
        self._next: str = ""
        self._columns = [Column() for _column in range(3)]
        self._scrolls = [Refilled() for _column in self._columns]
        self.next_button = primary(_("Next scenario"), native(_NEXT))
        self.again_button = secondary(_("Play again"), native(_AGAIN))
        self.leave_button = secondary(_("Back"), _("Esc"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for column, scroll, wide in zip(self._columns, self._scrolls, (26, 57, 31), strict=True):
            make_room(column.body)
            column.body.addWidget(scroll, 1)
            row.addWidget(column, wide)
        note = _("The words are checked by the scenario's own lists, not by a machine's opinion: read the reasons.")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(8))
        outer.addLayout(row, 1)
        outer.addWidget(ActionBar(note, (self.leave_button, self.again_button, self.next_button)))
        for button, keys, act in (
            (self.next_button, (_NEXT, "Ctrl+Enter"), self._on_next),
            (self.again_button, (_AGAIN,), self._on_again),
            (self.leave_button, ("Esc",), self.left.emit),
        ):
            button.clicked.connect(act)
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(button.click)

    def show_result(self, result: Result, offers: Sequence[OnOffer]) -> None:
        """offers: everything that can be played."""
        self._result = result
        coming = _coming(result, offers)
        self._next = coming[0].scenario.id if coming else ""
        self.next_button.setEnabled(bool(coming))
        self.again_button.setEnabled(result.scenario is not None)
        for scroll, inside in zip(
            self._scrolls, (self._points(result), _reasons(result), _models(result, coming)), strict=True
        ):
            scroll.fill(inside)

    def take_focus(self) -> None:
        taker = self.next_button if self.next_button.isEnabled() else self.leave_button
        taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_next(self) -> None:
        self.play_asked.emit(self._next)

    def _on_again(self) -> None:
        if self._result is not None:
            self.play_asked.emit(self._result.this.scenario_id)

    def _points(self, result: Result) -> QWidget:
        inside, column = _filled()
        column.addWidget(Section(result.this.title))
        head = QHBoxLayout()
        figure = Label(str(result.this.points))
        figure.setProperty("figure", Tint.PLAIN.value)
        head.addWidget(figure)
        head.addWidget(Label(_("of {n}").format(n=result.this.most), "heading"))
        head.addStretch(1)
        if result.before:
            last = result.before[0].points
            tint = Tint.OK if result.this.points > last else Tint.PLAIN
            head.addWidget(Chip(_("last time {n}").format(n=last), tint))
        column.addLayout(head)
        column.addWidget(Label(_how(result.this), "muted", wrap=True))
        if result.card is not None:
            card = _("Card read: {situation}.").format(situation=phrases.situation(result.card))
            column.addWidget(Label(card, "muted", wrap=True))
        for part in result.score.parts:
            row = QHBoxLayout()
            row.addWidget(Label(tries.step(part.step), wrap=True), 1)
            row.addWidget(Label(_("{n} of {count}").format(n=part.points, count=part.of), "muted"))
            column.addLayout(row)
            whole = part.points == part.of
            column.addWidget(ProgressLine(part.points / part.of if part.of else 0, Tint.OK if whole else Tint.INFO))
        column.addWidget(Section(_("Your tries")))
        now = self._place.desk.clock.now()
        for past in (result.this, *result.before[:5]):
            row = QHBoxLayout()
            row.addWidget(Label(times.instant(past.begun_at, self._place.zone, now), "muted"), 1)
            row.addWidget(Label(_("{n} of {count}").format(n=past.points, count=past.most)))
            column.addLayout(row)
        column.addWidget(Section(_("Your training record")))
        for line in themes(result.record):
            column.addLayout(line)
        column.addStretch(1)
        return inside


def themes(record: TrainingRecord) -> Iterable[QHBoxLayout]:
    """What somebody has practised, by what it was for."""
    for one in record.themes:
        row = QHBoxLayout()
        row.addWidget(Label(tries.theme(one.theme), wrap=True), 1)
        row.addWidget(Label(_("{n} of {count}").format(n=one.played, count=one.of), "muted"))
        yield row


def _how(this: PastTry) -> str:
    took = times.duration(this.ended_at - this.begun_at, measured=True)
    hints = ngettext("{n} hint used.", "{n} hints used.", this.hints).format(n=this.hints)
    return _("{hints} {time}.").format(hints=hints if this.hints else _("No hint used."), time=took)


def _reasons(result: Result) -> QWidget:
    inside, column = _filled()
    head = QHBoxLayout()
    head.addWidget(Label(_("Why"), "heading"))
    head.addStretch(1)
    head.addWidget(Label(_("● found or done   ▲ missed"), "muted"))
    column.addLayout(head)
    for number, part in enumerate(result.score.parts, 1):
        row = QHBoxLayout()
        row.addWidget(Label(f"{number}   {tries.step(part.step)}", "strong", wrap=True), 1)
        words = _("{n} of {count}").format(n=part.points, count=part.of)
        row.addWidget(Chip(words, Tint.OK if part.points == part.of else Tint.SOON, shape=True))
        column.addLayout(row)
        column.addLayout(_table(part))
    column.addStretch(1)
    return inside


def _table(part: Marks) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(10))
    grid.setVerticalSpacing(theme.px(5))
    for row, reason in enumerate(part.reasons):
        grid.addWidget(_mark(reason), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(tries.about(reason), "strong", wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(tries.why(reason), "muted", wrap=True), row, 2, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(1, 2)
    grid.setColumnStretch(2, 3)
    return grid


def _mark(reason: Reason) -> Label:
    mark = Label("●" if reason.good else "▲")
    mark.setProperty("mark", (Tint.OK if reason.good else Tint.OVER).value)
    mark.setAccessibleName(_("found or done") if reason.good else _("missed"))
    return mark


def _models(result: Result, coming: Sequence[OnOffer]) -> QWidget:
    inside, column = _filled()
    scenario = result.scenario
    if scenario is not None:
        column.addWidget(Section(_("It could be said like this")))
        said = Card()
        said.body.addWidget(Label(_("“{words}”").format(words=scenario.said), wrap=True, selectable=True))
        column.addWidget(said)
        column.addWidget(Section(_("And the handoff")))
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        for row, part in enumerate(scenario.handoff):
            grid.addWidget(Label(tries.part(part.part), "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(part.model, wrap=True, selectable=True), row, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        column.addWidget(card)
    if coming:
        column.addWidget(Section(_("Next for you")))
    for offer in coming[:_NAMED]:
        card = Card()
        card.body.addWidget(Label(_("“{title}”").format(title=offer.scenario.title), "strong", wrap=True))
        card.body.addWidget(Label(about(offer), "muted", wrap=True))
        column.addWidget(card)
    column.addStretch(1)
    return inside


def about(offer: OnOffer) -> str:
    """Where a scenario plays, how long it takes, and what it is practice for."""
    scenario = offer.scenario
    length = times.duration(timedelta(minutes=scenario.minutes))
    return " · ".join((scenario.trade, length, *(tries.theme(theme) for theme in scenario.themes)))


def _coming(result: Result, offers: Sequence[OnOffer]) -> list[OnOffer]:
    """What was never played first, of what was practised least; never the same again."""
    played = {one.theme: one.played / one.of for one in result.record.themes}
    others = [one for one in offers if one.scenario.id != result.this.scenario_id]
    return sorted(
        others,
        key=lambda one: (len(one.tries), min((played.get(theme, 0.0) for theme in one.scenario.themes), default=1.0)),
    )


def _filled() -> tuple[QWidget, QVBoxLayout]:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(7))
    return inside, column
