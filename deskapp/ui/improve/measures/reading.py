"""Reads and draws what the measures show, beside the thread that draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from deskapp.desk import Desk
from deskapp.documents.charts.data import SliceBar, TargetBar
from deskapp.documents.charts.inks import Inks
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import LOWER_IS_BETTER, Measure, Slice
from deskapp.domain.measures.values import Mean, Middle, Share, Times, Value
from deskapp.language import SPOKEN, _
from deskapp.paperwork.about_agents import is_agents, without_agents
from deskapp.paperwork.measure_cards import CARDS, chart, legend
from deskapp.services.measures.acts import Narrowed
from deskapp.services.measures.views import CallsPage, Choices, Measured, SliceLine
from deskapp.services.people import StaffView
from deskapp.ui.improve.measures.asked import Asked, Chosen
from deskapp.ui.improve.measures.slice_list import BAR, Sliced
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.measures import figures, slices

#: Rows that are read together.
PAGE = 100


class Room(NamedTuple):
    """What is drawn for: widths in pixels, the size of the words, the colours."""

    chart: float
    legend: float
    words: float
    inks: Inks


class Drawn(NamedTuple):
    """What was drawn of a period, and for which width of a chart: charts by measure, the legend, and what contacts took
    of their estimate, by id.
    """

    width: float
    charts: Mapping[Measure, bytes]
    legend: bytes
    estimates: Mapping[int, bytes]


class MeasuresReading(QObject):
    """Only what was asked last is told."""

    read = Signal(object, object)  # Asked, Measured
    drawn = Signal(object)  # Drawn
    sliced = Signal(object, object)  # (Chosen, Slice, Asked), list of Sliced
    listed = Signal(object)  # CallsPage: the first
    paged = Signal(object)  # CallsPage: the next
    offered = Signal(object)  # Choices
    failed = Signal(object)  # DeskError

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._page: CallsPage | None = None
        self._of: tuple[Chosen, Asked, Narrowed] | None = None
        self._paging = False

    def measure(self, asked: Asked, room: Room | None) -> None:
        """Everything of a period, drawn in a room where that is known."""
        staff = self._staff

        def work(desk: Desk) -> tuple[Measured, Drawn | None]:
            measured = desk.measures.read(asked.period, asked.narrowed, asked.beside)
            if not measured.by_agent:
                measured = without_agents(measured, staff)
            return measured, None if room is None else _drawn(measured, room)

        def show(found: tuple[Measured, Drawn | None]) -> None:
            measured, drawn = found
            self.read.emit(asked, measured)
            if drawn is not None:
                self.drawn.emit(drawn)

        self._place.read(work, show, self.failed.emit, key=("measures", id(self)), receiver=self)

    def draw(self, measured: Measured, room: Room) -> None:
        """The same in another room."""
        self._place.read(
            lambda _desk: _drawn(measured, room),
            self.drawn.emit,
            self.failed.emit,
            key=("measures drawn", id(self)),
            receiver=self,
        )

    def split(self, chosen: Chosen, by: Slice, asked: Asked, room: Room) -> None:
        """A figure by category, priority and so on."""
        staff = self._staff

        def work(desk: Desk) -> list[Sliced]:
            narrowed = chosen.within(asked.narrowed)
            lines = desk.measures.slices(chosen.measure, by, asked.period, narrowed)
            if by is Slice.CONTACT and not desk.measures.by_agent():
                lines = tuple(line for line in lines if not is_agents(line.name, staff))
            return _sliced(chosen.measure, by, lines, room)

        self._place.read(
            work,
            lambda lines: self.sliced.emit((chosen, by, asked), lines),
            self.failed.emit,
            key=("measures split", id(self)),
            receiver=self,
        )

    def list_calls(self, chosen: Chosen, asked: Asked, narrowed: Narrowed, least: int = PAGE) -> None:
        """The calls behind a figure, so many of them at least. narrowed: of which calls."""

        def show(page: CallsPage) -> None:
            self._of, self._page, self._paging = (chosen, asked, narrowed), page, False
            self.listed.emit(page)

        self._place.read(
            lambda desk: desk.measures.calls(
                chosen.measure, asked.period, narrowed, chosen.part, limit=max(least, PAGE)
            ),
            show,
            self.failed.emit,
            key=("measures calls", id(self)),
            receiver=self,
        )

    def more(self) -> None:
        """The next page, where there is one and it is not on its way."""
        if self._of is None or self._page is None or self._page.next is None or self._paging:
            return
        self._paging, of, after = True, self._of, self._page.next
        chosen, asked, narrowed = of

        def show(page: CallsPage) -> None:
            if self._of is of and self._page is not None and self._page.next == after:
                self._page, self._paging = page, False
                self.paged.emit(page)

        def fail(error: object) -> None:
            self._paging = False
            self.failed.emit(error)

        self._place.read(
            lambda desk: desk.measures.calls(chosen.measure, asked.period, narrowed, chosen.part, after, PAGE),
            show,
            fail,
            key=("measures page", id(self)),
            receiver=self,
        )

    def offer(self) -> None:
        """What the figures can be narrowed down to."""
        staff = self._staff

        def work(desk: Desk) -> Choices:
            offered = desk.measures.choices()
            if offered.agents:
                return offered
            return replace(
                offered,
                contacts=tuple(one for one in offered.contacts if not is_agents(one[1].partition(", ")[0], staff)),
            )

        self._place.read(work, self._on_choices, key=("measures choices", id(self)), receiver=self)

    @property
    def _staff(self) -> Sequence[StaffView]:
        return () if self._place.facts is None else self._place.facts.staff

    def _on_choices(self, choices: Choices) -> None:
        self.offered.emit(choices)


def _drawn(measured: Measured, room: Room) -> Drawn:
    from deskapp.documents.charts.drawing import svg  # with it comes ReportLab

    charts = {
        card.measure: svg(chart(card, measured), SPOKEN, room.chart, room.words, room.inks, 4 * room.words)
        for card in CARDS
    }
    estimates = {
        line.contact_id: svg(
            TargetBar(line.estimate.half or 0.0, late=line.over is Difference.HIGHER), SPOKEN, 38, 12, room.inks
        )
        for line in measured.contacts
        if not line.estimate.too_few
    }
    return Drawn(room.chart, charts, svg(legend(measured), SPOKEN, room.legend, room.words, room.inks), estimates)


def _sliced(measure: Measure, by: Slice, lines: tuple[SliceLine, ...], room: Room) -> list[Sliced]:
    from deskapp.documents.charts.drawing import svg

    most = max((_height(line.value) for line in lines), default=0.0)
    if lines and isinstance(lines[0].value, Share):
        most = max(most, _SHARE)
    bad = Difference.HIGHER if measure in LOWER_IS_BETTER else Difference.LOWER
    made = []
    for line in lines:
        name, worse = slices.line(by, line.key, line.name), line.beside is bad
        part = _height(line.value) / most if most else 0.0
        of, figure = figures.bare(line.value), figures.figure(line.value)
        bar = svg(SliceBar(part, high=worse), SPOKEN, BAR - 8, 12, room.inks)
        told = [_("{name}: {figure}, {of}").format(name=name, figure=figure, of=of)]
        if worse:
            told.append(higher(measure))
        if isinstance(line.value, Share) and line.value.too_few:
            figure = ""  # beside it would stand the same
        made.append(Sliced(line.key, name, bar, of, figure, _SIGNS[bad] if worse else "", ", ".join(told)))
    return made


#: What a whole track stands for at least: shares of a few of a hundred shall not look like all.
_SHARE = 0.5
_SIGNS = {Difference.HIGHER: "▲", Difference.LOWER: "▼"}


def higher(measure: Measure) -> str:
    """What the sign beside a slice means."""
    if measure in LOWER_IS_BETTER:
        return _("higher than the others, by more than chance")
    return _("lower than the others, by more than chance")


def _height(value: Value) -> float:
    if isinstance(value, Share):
        return value.part or 0.0
    if isinstance(value, Middle):
        return value.half.total_seconds() if value.half else 0.0
    if isinstance(value, Mean):
        return value.each or 0.0
    return (value.half or 0.0) if isinstance(value, Times) else 0.0
