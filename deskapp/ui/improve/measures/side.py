"""Beside the figures: what the chosen one means, by what it splits, and the calls behind it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.measures.kinds import Measure, Part, Slice
from deskapp.language import _, ngettext
from deskapp.services.measures.views import CallsPage
from deskapp.ui.improve.measures.asked import Asked, Chosen
from deskapp.ui.improve.measures.behind import BehindList
from deskapp.ui.improve.measures.reading import higher
from deskapp.ui.improve.measures.slice_list import Sliced, SliceList
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.wording.lists import figure
from deskapp.wording.measures import definitions, figures, periods, slices


class FigureSide(Column):
    """Says what a person wants of it; the part reads it."""

    measure_asked = Signal(object)  # another Measure of the same card
    by_asked = Signal(object)  # a Slice
    slice_asked = Signal(object)  # the key of a line, None: none of them
    part_asked = Signal(object)  # a Part
    definition_asked = Signal()
    back_asked = Signal()
    refresh_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("The chosen figure, and the calls behind it"))
        self._back = LinkButton(_("Back to the figures   Esc"))
        self._back.clicked.connect(self.back_asked)
        self._title, self._period = Label("", "heading", wrap=True), Label("", "small")
        self.which = ChoiceRow(_("Figure"), ())
        self._said, self._more = Label("", wrap=True), Label("", "small", wrap=True)
        self.definition = LinkButton(_("All of the definition   F1"))
        self.definition.setAccessibleName(_("All of the definition"))
        self.by = ChoiceRow(_("Split by"), (), Slice.CATEGORY)
        self.slices = SliceList()
        self._heading = Section("")
        self.parts = ChoiceRow(_("Which calls"), ())
        self.refresh = LinkButton(_("Changed meanwhile: show it   F5"))
        self.refresh.hide()
        self.list = BehindList()
        self._none = Label("", "muted", wrap=True)
        self._letters = Label(_letters(), "small", wrap=True)
        self._lay_out()
        self.definition.clicked.connect(self.definition_asked)
        self.which.changed.connect(self.measure_asked)
        self.by.changed.connect(self.by_asked)
        self.slices.toggled.connect(lambda key, on: self.slice_asked.emit(key if on else None))
        self.parts.changed.connect(self.part_asked)
        self.refresh.clicked.connect(self.refresh_asked)

    def set_alone(self, alone: bool) -> None:
        """Whether it takes the place of the figures, and so must show the way back."""
        self._back.setVisible(alone)

    def show_chosen(self, chosen: Chosen, asked: Asked, beside: Sequence[Measure]) -> None:
        """Which figure is chosen. beside: the measures of its card, where it has several."""
        period = periods.name(asked.period)
        self._title.setText(chosen.words or figures.title(chosen.measure))
        self._period.setText(period)
        self.which.set_more(0, [(one, figures.title(one)) for one in beside])
        self.which.set_value(chosen.measure)
        self.which.setVisible(len(beside) > 1)
        self._said.setText(definitions.short(chosen.measure, period))

    def show_ways(self, ways: Sequence[Slice], by: Slice) -> None:
        """By what it can be split, and by what it is."""
        self.by.set_more(0, [(one, slices.name(one)) for one in ways])
        self.by.set_value(by)

    def show_slices(self, measure: Measure, lines: Sequence[Sliced], on: Hashable) -> None:
        self.slices.show_lines(lines, on, higher(measure))

    def say_more(self, told: str) -> None:
        """What belongs to the figure beside its definition: what an import did not tell, an incident in common."""
        self._more.setText(told)
        self._more.setVisible(bool(told))

    def show_page(self, page: CallsPage, parts: Sequence[tuple[Part, str]], *, within: str) -> None:
        """The first calls. parts: which of them can be shown; within: the slice they are narrowed down to."""
        heading = ngettext("The {n} call", "The {n} calls", page.total).format(n=figure(page.total))
        self._heading.setText(_("{calls}: {within}").format(calls=heading, within=within) if within else heading)
        self.parts.set_more(0, list(parts))
        self.parts.set_value(page.part)
        self.parts.setVisible(len(parts) > 1)
        self.list.show_calls(page.calls, marked=page.part is Part.DENOMINATOR)
        self.refresh.hide()
        self.list.setVisible(bool(page.calls))
        self._none.setVisible(not page.calls)
        self._none.setText(_("No call is behind this figure."))
        self._letters.setVisible(bool(page.calls))

    # Inside

    def _lay_out(self) -> None:
        top, middle = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._period, 0, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(self._heading, 1)
        middle.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignTop)
        rule = QWidget()
        rule.setProperty("surface", "rule")
        rule.setFixedHeight(1)
        self.area = ScrollBody(top=False, steady=True, whole=True)
        column: QVBoxLayout = self.area.body
        column.setSpacing(theme.px(6))
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(top)
        column.addWidget(self.which)
        column.addWidget(self._said)
        column.addWidget(self._more)
        column.addWidget(self.definition, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(rule)
        column.addWidget(self.by)
        column.addWidget(self.slices)
        column.addLayout(middle)
        column.addWidget(self.refresh, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addWidget(self._letters)
        self._back.hide()
        self._more.hide()
        self._none.hide()
        self.body.setContentsMargins(theme.px(14), theme.px(10), theme.px(4), theme.px(8))
        self.body.addWidget(self.area)


def _letters() -> str:
    """What opens a call, and what the letters of the types mean."""
    from deskapp.domain.words import EscalationType
    from deskapp.wording import codes

    form = _("{letter} {type}")
    kinds = [form.format(letter=slices.letter(one), type=codes.escalation_type(one).lower()) for one in EscalationType]
    return direction.row((_("Enter opens one"), *kinds))
