"""The scorecard before its reviewer: the lines, the coaching note, and what was agreed."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.reviews.scorecard import left
from deskapp.language import _
from deskapp.services.people import StaffView
from deskapp.services.reviews.views import CardView, ReviewPage
from deskapp.ui.improve.reviews.score_line import ScoreLine
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scrolling import PADDING, ColumnScroll, make_room
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.reviews import draws as wording
from deskapp.wording.reviews import evidence as evidence_wording
from deskapp.wording.reviews import told as told_wording

#: From this width of the drawing on, what was agreed stands in one row.
_BESIDE = 560


class ScoreColumn(Column):
    """Lines are made anew for each call: its scorecard may be of another version."""

    scored = Signal()  # a mark was given by hand
    names_asked = Signal(bool)  # whether names are to be hidden

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.lines: list[ScoreLine] = []
        self.card: CardView | None = None
        self._narrow: bool | None = None
        self._count = Chip()
        self.names = ChoiceRow(_("Names of the staff"), ((True, _("Hidden")), (False, _("Shown"))), True)
        self.names.changed.connect(lambda hidden: self.names_asked.emit(bool(hidden)))
        self._how = Label("", "small", wrap=True)
        self._grid_host = QWidget()
        self.note = TextArea(lines=3, most=6)
        self.note_form = FormField(_("Coaching note · the agent reads it once you share it"), self.note)
        self.share = WrappingCheckBox(_("Share marks and note with the agent when it is finished"))
        self.what = QLineEdit()
        self.owner = DropDown()
        self.due = DayField(place.desk.clock, place.zone)
        self.what_form = FormField(_("Agreed action"), self.what)
        self.owner_form = FormField(_("Owner"), self.owner)
        self.due_form = FormField(_("By"), self.due)
        #: What was agreed when it was finished.
        self._agreed = Label("", "muted", wrap=True, selectable=True)
        self.wrong = Label("", "error", wrap=True)
        self.wrong.hide()
        self._lay_out()

    # What is asked

    @property
    def marks(self) -> Mapping[str, int | None]:
        """By line, those that are scored."""
        return {one.line.code: one.mark for one in self.lines if one.scored_at_all}

    @property
    def first_left(self) -> ScoreLine | None:
        """The first line that is not scored yet."""
        return next((one for one in self.lines if not one.scored_at_all), None)

    @property
    def due_day(self) -> date | None:
        return self.due.day

    # What is shown

    def set_page(
        self, page: ReviewPage, card: CardView, staff: tuple[StaffView, ...], zone: str, now: datetime
    ) -> None:
        """Show the lines of a version, with what the record shows; nothing is scored yet."""
        self.card = card
        shown = evidence_wording.lines(page.evidence, zone, now)
        host = QWidget()
        grid = QGridLayout(host)
        grid.setContentsMargins(0, 0, theme.px(5), 0)
        grid.setHorizontalSpacing(theme.px(9))
        grid.setVerticalSpacing(theme.px(5))
        for column, stretch in ((1, 9), (3, 6)):
            grid.setColumnStretch(column, stretch)
        for one in self.lines:
            one.deleteLater()
        hide = told_wording.names(page, hidden=bool(self.names.value))
        self.lines = []
        for place, line in enumerate(card.lines):
            made = ScoreLine(place + 1, line, hide.hide(shown.get(line.code, "")), host)
            made.scored.connect(self._on_scored)
            made.step_asked.connect(lambda by, at=place: self.go_to(at + by))
            made.lay_into(grid, 2 * place)
            self.lines.append(made)
        self._host_layout.replaceWidget(self._grid_host, host)
        self._grid_host.hide()
        self._grid_host.deleteLater()
        self._grid_host = host
        self._offer_owners(page, staff)
        agreed = [_("Agreed: {action}").format(action=hide.hide(wording.agreed(one))) for one in page.actions]
        self._agreed.setText("\n".join(agreed))
        self._agreed.setVisible(bool(agreed))
        self.wrong.hide()
        for form in (self.note_form, self.what_form, self.owner_form, self.due_form):
            form.error.say(None)
        self._on_counted()

    def set_marks(self, marks: Mapping[str, int | None]) -> None:
        """Show marks that were given earlier."""
        for one in self.lines:
            if one.line.code in marks:
                one.set_mark(marks[one.line.code])
            else:
                one.clear()
        self._on_counted()

    def show_others(self, page: ReviewPage) -> None:
        """The marks of those who have finished it too, where one may see them."""
        finished = [one for one in page.others if one.marks is not None]
        for line in self.lines:
            line.set_others(
                [
                    (one.reviewer, one.marks[line.line.code])
                    for one in finished
                    if one.marks and line.line.code in one.marks
                ]
            )

    def rest(self, wanted: bool) -> None:
        """It is only read: it was shared, or compared."""
        for one in self.lines:
            one.rest(wanted)
        self.note.setReadOnly(wanted)
        for widget in (self.share, self.what, self.owner, self.due):
            widget.setEnabled(not wanted)

    def go_to(self, place: int) -> None:
        """Give the keyboard to a line; below the last one to the note."""
        if 0 <= place < len(self.lines):
            self.lines[place].take_focus()
        elif place >= len(self.lines):
            self.note.setFocus()

    def complain(self, words: str) -> None:
        """Say what keeps the review from being finished; "": nothing."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    # Inside

    def _on_scored(self) -> None:
        self._on_counted()
        self.scored.emit()

    def _on_counted(self) -> None:
        count = len(self.lines)
        done = count - len(left(self.marks, self.card.lines if self.card else ()))
        words = _("{n} of {count} scored").format(n=done, count=count)
        self._count.set(words, Tint.OK if done == count else Tint.SOON, shape=True)

    def _offer_owners(self, page: ReviewPage, staff: tuple[StaffView, ...]) -> None:
        hidden = bool(self.names.value)
        chosen = self.owner.currentData()
        agent = told_wording.alias(0) if hidden else page.agent
        me = self._place.desk.staff_id
        # Agents by name would tell, by who is left out, whose call it is.
        others = [one for one in staff if one.active and (one.id == me or one.role.value != "agent" or not hidden)]
        self.owner.blockSignals(True)
        self.owner.clear()
        self.owner.addItem(_("the agent ({name})").format(name=agent), page.agent_id)
        for one in others:
            if one.id != page.agent_id or hidden:
                self.owner.addItem(_("myself") if one.id == me else one.name, one.id)
        self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))
        self.owner.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < theme.px(_BESIDE))

    def _arrange(self, *, narrow: bool) -> None:
        """What was agreed with owner and day beside it; in a narrow column above them."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        forms = (self.what_form, self.owner_form, self.due_form)
        for form in forms:
            self._action.removeWidget(form)
        top = Qt.AlignmentFlag.AlignTop
        places = ((0, 0, 2), (1, 0, 1), (1, 1, 1)) if narrow else ((0, 0, 1), (0, 1, 1), (0, 2, 1))
        for form, (row, column, wide) in zip(forms, places, strict=True):
            self._action.addWidget(form, row, column, 1, wide, top)
        for column, stretch in enumerate((2, 1, 0) if narrow else (4, 2, 1)):
            self._action.setColumnStretch(column, stretch)

    def _lay_out(self) -> None:
        head = QWidget()
        flow = FlowLayout(head, spacing=theme.px(8), apart=True)
        flow.addWidget(Label(_("Scorecard"), "heading"))
        flow.addWidget(self._count)
        names = QWidget()
        row = QHBoxLayout(names)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(Label(_("names"), "small"))
        row.addWidget(self.names)
        flow.addWidget(names)
        self._how.setText(
            _("Below each: what the record shows. The score is yours: keys 1 to 4; – where it does not apply.")
        )
        # The lines reach into the column's padding, for their scroll bar; what stands above them does not.
        for widget in (head, self._how):
            above = QHBoxLayout()
            above.setContentsMargins(0, 0, theme.px(PADDING), 0)
            above.addWidget(widget)
            self.body.addLayout(above)
        host = QWidget()
        self._host_layout = QGridLayout(host)
        self._host_layout.setContentsMargins(0, 0, 0, 0)
        self._host_layout.addWidget(self._grid_host, 0, 0)
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setSpacing(theme.px(6))
        body.addWidget(host)
        body.addWidget(self.note_form)
        body.addWidget(self.share)
        self._action = QGridLayout()
        self._action.setHorizontalSpacing(theme.px(8))
        self._action.setVerticalSpacing(theme.px(6))
        body.addLayout(self._action)
        self._arrange(narrow=True)
        body.addWidget(self._agreed)
        body.addStretch(1)
        make_room(self.body)
        self.scrolled = ColumnScroll(inside)
        self.body.addWidget(self.scrolled, 1)
        self.body.addWidget(self.wrong)
