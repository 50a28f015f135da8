"""Readiness: eight questions, each answered from the record with its evidence, and the gaps that are worked on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.domain.readiness.questions import Answer, State
from deskapp.domain.words import ActionOf
from deskapp.language import _
from deskapp.services.actions.views import ActionView
from deskapp.services.changes import Changes
from deskapp.services.readiness.views import Gap, KeptState, ReadinessView
from deskapp.ui.documents.desk_papers import readiness_papers
from deskapp.ui.improve.agreed.agree_dialog import AgreeDialog
from deskapp.ui.improve.agreed.done_dialog import DoneDialog
from deskapp.ui.improve.readiness.choose_dialog import ChooseDialog
from deskapp.ui.improve.readiness.gaps_column import GapsColumn
from deskapp.ui.improve.readiness.leads import lead
from deskapp.ui.improve.readiness.question_table import TINTS, QuestionTable
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scrolling import ColumnScroll, ColumnsScroll
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.keys import native
from deskapp.ui.work.part import Part
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals, times
from deskapp.wording.readiness import questions

_KEEP = "Ctrl+S"
#: What of the record answers a question, so that it is read anew when that changes.
_FOLLOWED = (
    *("site", "policy", "staff", "categories", "routes", "rotas", "contacts", "approvals", "phrases", "written_policy"),
    *("practice", "readiness", "actions", "signals", "reviews", "desk_papers", "cards"),
)


class ReadinessPart(Part):
    """The gaps stand beside the questions, below them where there is no room."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.view: ReadinessView | None = None
        self.papers = readiness_papers(place, self, lambda: self.view)
        self.print_button = secondary(_("Print…"))
        self.print_button.clicked.connect(self.papers.print)
        self.save_button = secondary(_("Save PDF…"))
        self.save_button.clicked.connect(lambda: self.papers.ask_where("pdf"))
        self.keep_button = secondary(_("Keep this state"), native(_KEEP))
        self.keep_button.clicked.connect(self.keep)
        self._chips = {state: Chip() for state in State}
        self._as_of = Label("", "small", wrap=True)
        self.table, self.gaps = QuestionTable(), GapsColumn()
        self.table.lead_asked.connect(self._go)
        self.gaps.agree_asked.connect(self._agree)
        self.gaps.done_asked.connect(self._done)
        self.gaps.choose_button.clicked.connect(self._choose)
        key = QShortcut(QKeySequence(_KEEP), self)
        key.setAutoRepeat(False)
        key.activated.connect(self.keep_button.click)
        self._lay_out()
        self._reloader = Reloader(self, place.hub)

    @property
    def head_row(self) -> QWidget:
        return self._head

    @property
    def focus_taker(self) -> QWidget:
        return next(iter(self.table.buttons.values()))

    def keep(self) -> None:
        """Keep the eight answers as they are now."""
        self._place.act(lambda desk: desk.readiness.keep(), self._on_kept, receiver=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(900)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.calls) or changes.touches(*_FOLLOWED)

    def reload(self) -> None:
        self._place.read(
            lambda desk: desk.readiness.view(),
            self._on_view,
            self._on_failed,
            key=("readiness", id(self)),
            receiver=self,
        )

    # Inside

    def _on_view(self, view: ReadinessView) -> None:
        self.view = view
        for state, chip in self._chips.items():
            chip.set(questions.counted(state, view.count(state)), TINTS[state], shape=True)
        time = times.instant(view.as_of, self._place.zone, view.as_of)
        self._as_of.setText(
            _("as of {time}, worked out from the record; nobody can tick a question by hand").format(time=time)
        )
        self.table.show_view(view)
        self.gaps.show_view(view)
        self._sideways.show()

    def _on_failed(self, error: DeskError) -> None:
        self._as_of.setText(refusals.error(error))

    def _on_kept(self, kept: KeptState) -> None:
        words = _("Kept: {states}").format(states=questions.kept(kept))
        self._place.said.emit(words)
        announce(self, words)

    def _go(self, answer: Answer) -> None:
        found = lead(answer)
        if found.page:
            self.settings_asked.emit(found.page)
        else:
            self.part_asked.emit(found.part)

    def _agree(self, gap: Gap) -> None:
        question = gap.answer.question
        AgreeDialog(self._place, ActionOf.GAP, question.value, questions.title(question), self.window()).open()

    def _done(self, action: ActionView) -> None:
        DoneDialog(self._place, action, self.window()).open()

    def _choose(self) -> None:
        if self.view is not None:
            ChooseDialog(self._place, self.view, self.window()).open()

    def _lay_out(self) -> None:
        self._head = QWidget()
        buttons = QHBoxLayout(self._head)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(theme.px(4))
        for button in (self.print_button, self.save_button, self.keep_button):
            buttons.addWidget(button)
        told = QHBoxLayout()
        told.setSpacing(theme.px(7))
        for chip in self._chips.values():
            told.addWidget(chip)
        told.addWidget(self._as_of, 1)
        inside = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._columns.setContentsMargins(0, 0, 0, theme.px(12))
        self._columns.setSpacing(theme.px(10))
        self._columns.addWidget(self.table, 83)
        self._columns.addWidget(self.gaps, 32)
        self._room = ColumnScroll(inside, padding=0)
        self._room.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sideways = ColumnsScroll(self._room)
        self._sideways.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(told)
        column.addWidget(self._sideways, 1)
