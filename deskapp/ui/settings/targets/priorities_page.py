"""Priorities: what impact and urgency make of a call, and whether a phone call is answered when it is logged."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import Impact, Priority, Urgency
from deskapp.language import _
from deskapp.services.clocks.acts import SavePriorities
from deskapp.services.clocks.views import PrioritiesView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.widgets.dialogs.newer import Newer
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes

Cell = tuple[Impact, Urgency]


class PrioritiesPage(SettingsPage):
    """A field for each impact and urgency. Open calls keep the matrix that they began with."""

    KEPT = "priorities"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _("How much a call matters to how many. New priorities hold for calls from now on.")
        super().__init__(place, about, _("Save priorities"), parent)
        self._base_version = 0
        self.newer = Newer(self._take_theirs)
        self.cells: dict[Cell, DropDown] = {}
        self.answered = WrappingCheckBox(_("A phone call is answered when it is logged"))
        told = _("Its response is met at once, and the time until the customer's next update begins.")
        self.body.addWidget(self.newer)
        self.body.addWidget(Section(_("Impact and urgency")))
        self.body.addWidget(self._grid())
        self.body.addWidget(Section(_("Calls by phone")))
        self.body.addWidget(self.answered)
        self.body.addWidget(Label(told, "muted", wrap=True))
        assert self.draft is not None
        for (impact, urgency), field in self.cells.items():
            self.draft.keep_field(f"{impact}_{urgency}", field)
        self.draft.keep_field("answered", self.answered)
        self.draft.keep("version", lambda: self._base_version, self._set_base_version)

    def show_facts(self, facts: DeskFacts) -> None:
        self._show(PrioritiesView(facts.matrix, facts.phone_answers, facts.policy_id))

    def content(self) -> object:
        return self.matrix, self.answered.isChecked()

    @property
    def matrix(self) -> Mapping[Cell, Priority]:
        """What is chosen."""
        return {cell: Priority(field.currentData()) for cell, field in self.cells.items()}

    def submit(self) -> None:
        act = SavePriorities(self.matrix, self.answered.isChecked(), self._base_version)
        said = _("New calls follow these priorities; open ones keep those they began with.")
        self.carry_out(lambda desk: desk.site.save_priorities(act), said, self.newer.hide)

    def refuse(self, error: DeskError) -> None:
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, PrioritiesView):
            self._base_version = newer.policy_id
            self.newer.show_differences(newer, self._differences(newer))
            self.show_part(self.newer)
            return
        super().refuse(error)

    def _differences(self, newer: PrioritiesView) -> list[tuple[str, str]]:
        chosen = self.matrix
        told = [
            (_name(cell), newer.matrix[cell].value) for cell in self.cells if newer.matrix[cell] is not chosen[cell]
        ]
        if newer.phone_answers != self.answered.isChecked():
            words = _("answered when it is logged") if newer.phone_answers else _("not answered when it is logged")
            told.append((_("A phone call"), words))
        return told

    def _show(self, held: PrioritiesView) -> None:
        self._base_version = held.policy_id
        for cell, field in self.cells.items():
            field.setCurrentIndex(field.findData(held.matrix[cell].value))
        self.answered.setChecked(held.phone_answers)

    def _set_base_version(self, version: int) -> None:
        self._base_version = version

    def _take_theirs(self, newer: object) -> None:
        assert isinstance(newer, PrioritiesView)
        self._show(newer)

    def _grid(self) -> QWidget:
        """A line for each impact, a column for each urgency."""
        widget = QWidget()
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        for column, urgency in enumerate(Urgency, 1):
            grid.addWidget(Label(codes.urgency(urgency), "strong"), 0, column, Qt.AlignmentFlag.AlignHCenter)
            grid.setColumnStretch(column, 1)
        for row, impact in enumerate(Impact, 1):
            grid.addWidget(Label(codes.impact(impact), wrap=True), row, 0)
            for column, urgency in enumerate(Urgency, 1):
                field = DropDown()
                field.setMinimumContentsLength(2)
                for priority in Priority:
                    field.addItem(priority.value, priority.value)
                field.setAccessibleName(_name((impact, urgency)))
                self.cells[impact, urgency] = field
                grid.addWidget(field, row, column)
        grid.setColumnStretch(0, 1)
        return widget


def _name(cell: Cell) -> str:
    return f"{codes.impact(cell[0])}, {codes.urgency(cell[1])}"
