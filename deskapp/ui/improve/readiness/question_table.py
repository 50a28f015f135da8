"""The eight questions: how each stands, what the record shows, what is missing, and the way there."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from deskapp.domain.readiness.questions import Answer, Question, State, WarmFacts
from deskapp.language import _
from deskapp.services.readiness.views import ReadinessView
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.wording.readiness import evidence, questions

TINTS = {State.THERE: Tint.OK, State.PART: Tint.SOON, State.MISSING: Tint.OVER}
_TOP = Qt.AlignmentFlag.AlignTop


class QuestionTable(Column):
    """A row a question, made once; its words change."""

    lead_asked = Signal(object)  # the Answer whose way is wanted

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: ReadinessView | None = None
        self._rows = {question: _Row(question) for question in Question}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setVerticalSpacing(theme.px(7))
        grid.setColumnStretch(1, 30)
        grid.setColumnStretch(3, 34)
        grid.setColumnStretch(4, 26)
        heads = ("", _("Question"), _("State"), _("What the record shows"), _("What is missing"))
        for column, head in enumerate(heads):
            if head:
                grid.addWidget(Section(head), 0, column)
        for place, row in enumerate(self._rows.values()):
            rule = QFrame()
            rule.setProperty("surface", "rule")
            rule.setFixedHeight(1)
            grid.addWidget(rule, 2 * place + 1, 0, 1, 6)
            for column, widget in enumerate((row.number, row.asked, row.chip, row.shows, row.missing, row.go)):
                grid.addWidget(widget, 2 * place + 2, column, _TOP)
            row.go.clicked.connect(partial(self._on_go, row.question))
        self.body.addLayout(grid)
        self.body.addStretch(1)

    @property
    def buttons(self) -> dict[Question, LinkButton]:
        """The way of each question."""
        return {question: row.go for question, row in self._rows.items()}

    def show_view(self, view: ReadinessView) -> None:
        self._view = view
        for one in view.answers:
            self._rows[one.question].show_answer(one, view)

    def _on_go(self, question: Question) -> None:
        if self._view is not None:
            self.lead_asked.emit(self._view.answer(question))


class _Row:
    """The widgets of one question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        title = questions.title(question)
        self.number = Label(str(question.number), "muted")
        self.about = Label("", "small", wrap=True)
        self.asked = QWidget()
        column = QVBoxLayout(self.asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(Label(title, "strong", wrap=True))
        column.addWidget(self.about)
        self.chip = Chip()
        self.shows, self.missing = Label("", wrap=True, selectable=True), Label("", wrap=True, selectable=True)
        self.go = LinkButton(_("Go there"))
        self.go.setProperty("inline", "true")
        self.go.setAccessibleName(_("Go there: {question}").format(question=title))

    def show_answer(self, answer: Answer, view: ReadinessView) -> None:
        goal = next(one.facts.goal for one in view.answers if isinstance(one.facts, WarmFacts))
        self.about.setText(questions.about(self.question, goal))
        self.chip.set(questions.state(answer.state), TINTS[answer.state], shape=True)
        self.shows.setText(evidence.shows(answer, view.month))
        self.missing.setText(evidence.missing(answer))
