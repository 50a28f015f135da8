"""What a reviewer has done, each with what became of it; and the figures over all reviews, nobody named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.exchange.table import Column, Kind, Row
from deskapp.domain.measures.periods import Period
from deskapp.domain.reviews.scorecard import CardLine
from deskapp.domain.words import ReviewState
from deskapp.language import _
from deskapp.services.reviews.views import DoneReview, Figures
from deskapp.ui.improve.reviews.marks_grid import MarksGrid
from deskapp.ui.improve.reviews.period_choice import PeriodChoice
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.card import Column as WhiteColumn
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.widgets.lists.line_table import LineTable
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.keys import native
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times
from deskapp.wording.reviews import draws as wording


class FiguresModel(LineModel):
    """A row a line of the scorecard, and one for all of them together."""

    def __init__(self) -> None:
        super().__init__(
            {
                "name": _("Line"),
                "average": _("Average"),
                "alike": _("Two reviewers"),
                "near": _("Near"),
                "kappa": _("Beyond chance"),
            }
        )

    def words(self, place: int, column: str) -> str:
        name, average, agreement = self.lines[place]
        if column == "name":
            return str(name)
        if column == "average":
            return "" if average is None else wording.average(average)
        return {"alike": wording.alike, "near": wording.within_one, "kappa": wording.beyond_chance}[column](agreement)


class DonePage(QWidget):
    """The list on the left, one review and the figures on the right."""

    open_asked = Signal(int)  # a call's id: show it before its reviewer
    share_asked = Signal(int)  # a review's id
    figures_asked = Signal(object)  # of a Period

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._done: tuple[DoneReview, ...] = ()
        self.list = PickList(_("Reviews that are done"), empty=_("None is done yet: score a call of the sample."))
        self.list.chosen.connect(self._on_chosen)
        self.list.confirmed.connect(lambda _key: self._open())
        self.open_button = secondary(_("Show the call"), native("Return"))
        self.share_button = primary(_("Share with the agent"))
        self.open_button.clicked.connect(self._open)
        self.share_button.clicked.connect(self._share)
        self._head = Label("", "heading", wrap=True)
        self._state = Label("", "muted", wrap=True)
        self._note = Label("", wrap=True, selectable=True)
        self._answer = Label("", wrap=True, selectable=True)
        self._note_name, self._answer_name = Section(_("Coaching note")), Section(_("The agent's answer"))
        self._marks = QWidget()
        self.period = PeriodChoice(place)
        self.period.setAccessibleName(_("Period of the figures"))
        self.period.changed.connect(self.figures_asked)
        self.figures = LineTable(FiguresModel(), _("Averages, and how well reviews agree"))
        self.figures.horizontalHeader().setStretchLastSection(True)
        self._from = Label("", "small", wrap=True)
        self._lay_out()
        self._on_chosen()

    @property
    def current(self) -> DoneReview | None:
        return next((one for one in self._done if one.id == self.list.current), None)

    @property
    def asked_period(self) -> Period:
        return self.period.period

    def set_done(self, done: Sequence[DoneReview]) -> None:
        self._done = tuple(done)
        self.list.set_items([self._card(one) for one in self._done])
        if self.list.current is None:
            self.list.choose_first()
        self._on_chosen()

    def set_figures(self, found: Figures) -> None:
        rows = [(one.name, one.average, one.agreement) for one in found.lines]
        self.figures.lines.set_lines([*rows, (_("All lines"), None, found.together)])
        for column in range(5):
            self.figures.resizeColumnToContents(column)
        self._from.setText(wording.from_how_many(found))

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def listing(self) -> Listing:
        """The list as a table to write."""
        name = _("Reviews")
        lines = list(dict.fromkeys(line for one in self._done for line in one.lines))
        # A line that was renamed is one column, under the name that it had last.
        named = {line.code: line for line in reversed(lines)}
        columns = (
            *(Column(head) for head in (_("Call"), _("Summary"), _("Agent"), _("What became of it"))),
            Column(_("Finished"), Kind.INSTANT),
            *(Column(line.name, Kind.NUMBER) for line in named.values()),
            *(Column(head) for head in (_("Coaching note"), _("Why skipped"))),
            *(Column(head, Kind.INSTANT) for head in (_("Shared"), _("Read"))),
            Column(_("The agent's answer")),
        )
        return Listing("reviews", name, name, columns, lambda desk: _rows(desk, tuple(named.values())), len(self._done))

    # Inside

    def _card(self, one: DoneReview) -> CardItem:
        at = times.instant(one.at, self._place.zone, self._place.desk.clock.now())
        said, tint = _became(one)
        given = [mark for mark in one.marks.values() if mark is not None]
        marks = " ".join(wording.mark(one.marks.get(line.code)) for line in one.lines) if given else ""
        lines = [Line(direction.row((one.agent, at))), Line(marks or one.skip_reason)]
        return CardItem(
            one.id,
            direction.row((one.ref, one.summary)),
            tuple(line for line in lines if line.text),
            corner=said,
            tint=tint,
            shape=False,
        )

    def _on_chosen(self, _key: object = None) -> None:
        one = self.current
        self.open_button.setEnabled(one is not None)
        self.share_button.setVisible(one is not None and one.state is ReviewState.FINISHED and one.shared_at is None)
        self._head.setText(direction.row((one.ref, one.summary)) if one is not None else _("No review is chosen"))
        self._state.setText(self._about(one) if one is not None else "")
        fresh: QWidget = MarksGrid(one.lines, one.marks) if one is not None else QWidget()
        self._marks_row.replaceWidget(self._marks, fresh)
        self._marks.hide()
        self._marks.deleteLater()
        self._marks = fresh
        for name, label, words in (
            (self._note_name, self._note, one.note if one is not None else ""),
            (self._answer_name, self._answer, one.answer if one is not None else ""),
        ):
            label.setText(words)
            for widget in (name, label):
                widget.setVisible(bool(words))

    def _about(self, one: DoneReview) -> str:
        zone, now = self._place.zone, self._place.desk.clock.now()

        def said(form: str, at: datetime | None) -> str:
            return form.format(time=times.instant(at, zone, now)) if at is not None else ""

        if one.state is ReviewState.SKIPPED:
            return _("skipped: {reason}").format(reason=one.skip_reason)
        shared = said(_("shared {time}"), one.shared_at) or _("not shared")
        beside = _("scored by {n} more").format(n=one.others) if one.others else ""
        finished, read = said(_("finished {time}"), one.at), said(_("read {time}"), one.read_at)
        return direction.row((one.agent, finished, shared, read, beside))

    def _open(self) -> None:
        if (one := self.current) is not None:
            self.open_asked.emit(one.call_id)

    def _share(self) -> None:
        if (one := self.current) is not None:
            self.share_asked.emit(one.id)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(self.list, 1)
        foot = QWidget()
        flow = FlowLayout(foot, spacing=theme.px(6))
        flow.addWidget(self.share_button)
        flow.addWidget(self.open_button)
        left.addWidget(foot)
        one = WhiteColumn()
        inside = ScrollBody(whole=True)
        host = QWidget()
        self._marks_row = QVBoxLayout(host)
        self._marks_row.setContentsMargins(0, 0, 0, 0)
        self._marks_row.addWidget(self._marks)
        for widget in (self._head, self._state, host, self._note_name, self._note, self._answer_name, self._answer):
            inside.body.addWidget(widget)
        one.body.addWidget(inside, 1)
        figures = WhiteColumn()
        head = QWidget()
        row = FlowLayout(head, spacing=theme.px(8), apart=True)
        row.addWidget(Label(_("Over all reviews"), "heading"))
        row.addWidget(self.period)
        figures.body.addWidget(head)
        figures.body.addWidget(self.figures, 1)
        figures.body.addWidget(self._from)
        meant = _(
            "Beyond chance: weighted kappa. 1: always alike, 0: no more than by chance. Near misses count in part."
        )
        figures.body.addWidget(Label(meant, "small", wrap=True))
        right = QVBoxLayout()
        right.setSpacing(theme.px(10))
        right.addWidget(one, 3)
        right.addWidget(figures, 4)
        row_of_all = QHBoxLayout(self)
        row_of_all.setContentsMargins(0, 0, 0, 0)
        row_of_all.setSpacing(theme.px(10))
        row_of_all.addLayout(left, 4)
        row_of_all.addLayout(right, 7)


def _became(one: DoneReview) -> tuple[str, Tint]:
    if one.state is ReviewState.SKIPPED:
        return _("skipped"), Tint.PLAIN
    if one.answer:
        return _("answered"), Tint.OK
    if one.read_at is not None:
        return _("read"), Tint.INFO
    return (_("shared"), Tint.INFO) if one.shared_at is not None else (_("finished"), Tint.PLAIN)


def _rows(desk: Desk, lines: Sequence[CardLine]) -> Iterator[Row]:
    for one in desk.reviews.done():
        yield (
            *(one.ref, one.summary, one.agent, _became(one)[0], one.at),
            *(one.marks.get(line.code) for line in lines),
            *(one.note, one.skip_reason, one.shared_at, one.read_at, one.answer),
        )
