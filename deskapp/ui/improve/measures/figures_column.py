"""The figures of a period: the cards, what their charts mean, and the two tables."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.paperwork.measure_cards import CARDS, SMALL_CARDS
from deskapp.services.measures.views import Measured
from deskapp.ui.improve.measures import table_rows
from deskapp.ui.improve.measures.asked import Chosen
from deskapp.ui.improve.measures.card_grid import CardGrid
from deskapp.ui.improve.measures.chart import ChartView
from deskapp.ui.improve.measures.faces import face
from deskapp.ui.improve.measures.figure_table import FigureTable
from deskapp.ui.improve.measures.reading import Drawn
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scroll_body import ScrollBody

#: So many contacts stand there at first.
_CONTACTS = 8


class FiguresColumn(ScrollBody):
    """Scrolls where it is higher than its room."""

    card_chosen = Signal(object)  # a Measure
    cell_chosen = Signal(object)  # a Chosen
    entered = Signal()  # go to the calls of what is chosen
    room_changed = Signal()  # charts have another width now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(steady=True, whole=True, parent=parent)
        self._view: Measured | None = None
        self._drawn: Drawn | None = None
        self._all_contacts = False
        self.cards, self.small = CardGrid(_("Figures"), CARDS), CardGrid(_("More figures"), SMALL_CARDS)
        self.legend = ChartView()
        #: Where the chosen figure stands.
        self.stop: QWidget = self.cards.stop
        same = _("“about the same”: no more than chance would make")
        self._same = Label(same, "small", wrap=True)
        self.clocks, self.contacts = FigureTable(_("Clocks met")), FigureTable(_("Contacts"))
        self.more = LinkButton("")
        self.more.setProperty("inline", "true")
        self.more.clicked.connect(self._show_all_contacts)
        self._marks = Label(_("● 90 % or more   ◆ 70 % or more   ▲ fewer"), "small", wrap=True)
        self._lay_out()
        for grid in (self.cards, self.small):
            grid.chosen.connect(self.card_chosen)
            grid.entered.connect(self.entered)
        for table in (self.clocks, self.contacts):
            table.chosen.connect(self.cell_chosen)
            table.entered.connect(self.entered)
        #: Once a resizing is over.
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self._on_settled)
        self._drawn_for = 0.0
        self.cards.resized.connect(self._settled.start)
        self.inside.installEventFilter(self)

    @property
    def legend_width(self) -> int:
        return 2 * self.cards.width() // 3

    def show_view(self, view: Measured) -> None:
        """Say what a period comes to."""
        self._view = view
        for card in (*self.cards.cards.values(), *self.small.cards.values()):
            card.show_face(face(card.card, view))
        self._show_tables()
        self._arrange()

    def show_drawn(self, drawn: Drawn) -> None:
        """The charts of the period that is shown."""
        self._drawn = drawn
        self._drawn_for = drawn.width
        for measure, chart in drawn.charts.items():
            self.cards.cards[measure].show_drawing(chart)
        self.legend.show_drawing(drawn.legend)
        self._show_contacts()
        self._settled.start()

    def set_chosen(self, chosen: Chosen) -> None:
        """Show which figure is chosen."""
        in_clocks = any(cell.chosen == chosen for row in self.clocks.figures.rows for cell in row)
        in_contacts = any(cell.chosen == chosen for row in self.contacts.figures.rows for cell in row)
        self.clocks.set_chosen(chosen if in_clocks else None)
        self.contacts.set_chosen(chosen if in_contacts else None)
        in_table = in_clocks or in_contacts
        for grid in (self.cards, self.small):
            grid.set_chosen(None if in_table else chosen.measure)
        small = self.small if chosen.measure in self.small.cards else self.cards
        self.stop = self.clocks if in_clocks else self.contacts if in_contacts else small.stop

    def take_focus(self) -> None:
        """Go to the figure that is chosen."""
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside

    def _show_tables(self) -> None:
        view = self._view
        if view is None:
            return
        self.clocks.set_rows(table_rows.clock_heads(view), table_rows.clock_rows(view))
        self._no_clocks.setVisible(not view.clocks)
        self._show_contacts()

    def _show_contacts(self) -> None:
        view = self._view
        if view is None:
            return
        most = len(view.contacts) if self._all_contacts else _CONTACTS
        estimates = {} if self._drawn is None else self._drawn.estimates
        self.contacts.set_rows(table_rows.contact_heads(), table_rows.contact_rows(view, estimates, most))
        self.more.setText(_("All {n} contacts").format(n=len(view.contacts)))
        self.more.setVisible(most < len(view.contacts))
        self._no_contacts.setVisible(not view.contacts)

    def _show_all_contacts(self) -> None:
        self._all_contacts = True
        self._show_contacts()
        self.contacts.setFocus()

    def _arrange(self) -> None:
        """The tables beside each other where both have room."""
        needs = self.clocks.least_width + self.contacts.least_width + 5 * theme.px(10)
        beside = needs <= self.inside.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._tables.direction() != way:
            self._tables.setDirection(way)
        for place, table in enumerate((self.clocks, self.contacts)):
            self._tables.setStretch(place, table.natural_width if beside else 0)

    def _on_settled(self) -> None:
        self._arrange()
        if self.cards.chart_width != self._drawn_for:
            self.room_changed.emit()

    def _lay_out(self) -> None:
        self._no_clocks = Label(_("No clock has a verdict in this period."), "muted", wrap=True)
        self._no_contacts = Label(_("Nothing was handed out in this period."), "muted", wrap=True)
        self._tables = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tables.setSpacing(theme.px(10))
        for parts in ((self.clocks, self._no_clocks, self._marks), (self.contacts, self._no_contacts, self.more)):
            box = Column()
            box.body.setContentsMargins(theme.px(7), theme.px(4), theme.px(7), theme.px(6))
            for part in parts:
                box.body.addWidget(part)
            box.body.addStretch(1)
            self._tables.addWidget(box, 1)
        column: QVBoxLayout = self.body
        column.setSpacing(theme.px(8))
        column.addWidget(self.cards)
        means = QHBoxLayout()
        means.addWidget(self.legend, 2)
        means.addWidget(self._same, 1)
        column.addLayout(means)
        column.addLayout(self._tables)
        column.addWidget(self.small)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if watched is self.inside and event.type() == QEvent.Type.Resize and hasattr(self, "_settled"):
            self._settled.start()
        return done
