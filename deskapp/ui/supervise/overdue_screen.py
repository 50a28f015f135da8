"""The supervisor's one view: what is overdue or at risk, who holds it, where it waits; it follows every workstation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.overview.views import OverdueView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.approvals.waiting_approvals import WaitingApprovals
from deskapp.ui.calls.acts import keys_of
from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.calls.log.table_room import fit_columns
from deskapp.ui.documents.new_file import new_file
from deskapp.ui.look import theme
from deskapp.ui.supervise import figures
from deskapp.ui.supervise.holdings import Holdings
from deskapp.ui.supervise.tiles import TileRow
from deskapp.ui.widgets.buttons import LinkButton, secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.keys import native
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

#: What no row tells of (a promise that comes near) is looked at again after so long.
_AGAIN = timedelta(seconds=30)


class OverdueScreen(Screen):
    """Figures, the calls that can become overdue, and the side column; acts on what is selected."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: OverdueView | None = None
        self._next_look: datetime | None = None
        self._tiles = figures.tiles()
        self._tile_row = TileRow(self._tiles.values())
        self.table = CallTable(several=True)
        self.table.opened.connect(self.call_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing())
        self._where = Holdings(_("Where they wait"), _("No call waits with anybody else."))
        self.approvals = WaitingApprovals(place)
        self._who = Holdings(_("Who holds them"), _("Nobody holds an open call."), open_words=True)
        self._lay_out()
        self._reloader = Reloader(self, place.hub)
        place.facts_changed.connect(self._on_facts)
        if place.facts is not None:
            self._on_facts(place.facts)

    @property
    def current_call_id(self) -> int | None:
        return self.table.current_id

    @property
    def selected_call_ids(self) -> list[int]:
        """The calls that acts on several are for."""
        return self.table.selected_ids

    @property
    def owners_seen(self) -> dict[int, int]:
        """Whose the selected calls are, as shown here."""
        chosen = set(self.selected_call_ids)
        return {row.id: row.owner_id for row in self.table.calls.rows if row.id in chosen}

    @property
    def focus_taker(self) -> QWidget:
        return self.table

    def carries_out(self, act: CallAct) -> bool:
        """Several calls are given to another owner in one act."""
        if act is not CallAct.REASSIGN or len(self.selected_call_ids) < 2:
            return False
        from deskapp.ui.calls.dialogs.reassign_dialog import ReassignDialog

        ReassignDialog(self._place, self.selected_call_ids, self.window(), seen=self.owners_seen).open()
        return True

    def tile(self, key: str) -> tuple[str, str]:
        """What a tile says: its figure and its line."""
        return self._tiles[key].words

    def set_now(self, now: datetime) -> None:
        """The present: countdowns go on; where a line was crossed the figures are read again."""
        if not self.isVisible():
            return
        self.table.set_now(now)
        if self._view is not None:
            figures.show(self._tiles, self._view, now)
        if self._next_look is not None and now >= self._next_look:
            self.reload()

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.calls) or changes.touches("promises", "contacts", "customers", "staff", "site")

    def reload(self) -> None:
        self._next_look = None
        self._place.read(
            lambda desk: desk.supervision.overdue(desk.clock.now()), self._on_view, key=("overdue", id(self))
        )

    # Paper and file

    def print_list(self) -> None:
        """Let the printer be chosen, and print the list as it stands."""
        if self._view is None or self._place.facts is None:
            return
        from PySide6.QtGui import QPageLayout
        from PySide6.QtPrintSupport import QPrintDialog

        from deskapp.ui.documents.printing import printer_for

        printer = printer_for(self._place.facts.site.paper, _("Overdue list"))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        dialog = QPrintDialog(printer, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.open()  # type: ignore[call-arg]

    def print_on(self, printer: QPrinter) -> None:
        """Print the list."""
        from deskapp.ui.documents.printing import print_pages

        make = self._pdf()
        self._place.read(lambda _desk: print_pages(make(), printer), self._on_printed)

    def save_list(self) -> None:
        """Save the list as a PDF."""
        self._save(_("Overdue list") + ".pdf", self.save_pdf)

    def export(self) -> None:
        """Save the list for a spreadsheet."""
        self._save(_("Overdue list") + ".csv", self.save_csv)

    def save_pdf(self, file: Path) -> None:
        """Write the list there as a PDF."""
        make = self._pdf()
        self._place.read(lambda _desk: _write(file, make()), self._on_saved)

    def _pdf(self) -> Callable[[], bytes]:
        """Draws the list as it stands; to be called off the window's thread."""
        view, facts, now = self._view, self._place.facts, self._place.desk.clock.now()
        assert view is not None
        assert facts is not None
        by = next((one.name for one in facts.staff if one.id == self._place.desk.staff_id), "")

        def make() -> bytes:
            from deskapp.ui.supervise import overdue_papers

            return overdue_papers.pdf(view, facts, now, by)

        return make

    def save_csv(self, file: Path) -> None:
        """Write the list there as CSV."""
        view, facts = self._view, self._place.facts
        assert view is not None
        assert facts is not None

        def work(_desk: object) -> Path:
            from deskapp.ui.supervise import overdue_papers

            return _write(file, overdue_papers.csv(view, facts))

        self._place.read(work, self._on_saved)

    def _save(self, name: str, save: Callable[[Path], None]) -> None:
        if self._view is None or self._place.facts is None:
            return
        dialog = QFileDialog(self.window(), _("Save the list"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: save(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_saved(self, file: Path) -> None:
        self._place.said.emit(_("Saved {file}").format(file=str(file)))

    def _on_printed(self, _count: int) -> None:
        self._place.said.emit(_("The list was sent to the printer."))

    # Inside

    def _on_facts(self, facts: DeskFacts) -> None:
        self.table.set_calendars(facts.calendars)

    def _on_view(self, view: OverdueView) -> None:
        self._view = view
        self.table.set_now(view.as_of)
        self.table.set_rows(view.rows)
        if self.table.current_id is None and view.rows:
            self.table.select(view.rows[0].id)
        self._stack.setCurrentIndex(0 if view.rows else 1)
        figures.show(self._tiles, view, view.as_of)
        self._where.set(view.where)
        self._who.set(view.who)
        self._on_selected()
        self._next_look = min([*figures.crossings(view), view.as_of + _AGAIN])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where the room is too small, tiles and side column give way to the calls."""
        wide = self.width()
        short = self.height() < theme.px(460)
        self._tile_row.fit(wide - theme.px(28), compact=short)
        self._acts_row.setVisible(not short)  # they stand in the menu too
        side = theme.px(300 if wide >= theme.px(1000) else 220)
        shown = wide >= theme.px(760)
        self._side.setFixedWidth(side)
        self._side.setVisible(shown)
        fit_columns(self.table, wide - theme.px(28) - (side + theme.px(12) if shown else 0))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(Label(_("Overdue and at risk"), "title", wrap=True), 1)
        for words, act in (
            (_("Print list…"), self.print_list),
            (_("Save PDF…"), self.save_list),
            (_("Export…"), self.export),
        ):
            button = secondary(words)
            button.clicked.connect(act)
            head.addWidget(button)
        inside = Column()
        inside.body.setSpacing(theme.px(16))
        inside.body.addWidget(self.approvals)
        inside.body.addWidget(self._where)
        inside.body.addWidget(self._who)
        inside.body.addStretch(1)
        self._side = QScrollArea()
        self._side.setWidget(inside)
        self._side.setWidgetResizable(True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setAccessibleName(_("Where calls wait, and who holds them"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self._stack, 1)
        row.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), 0)
        column.setSpacing(theme.px(10))
        column.addLayout(head)
        column.addWidget(self._tile_row)
        column.addLayout(row, 1)
        self._links: list[LinkButton] = []
        self._acts_row = self._acts()
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self._on_selected()
        column.addWidget(self._acts_row)

    def _acts(self) -> QWidget:
        acts = QWidget()
        row = FlowLayout(acts, spacing=theme.px(10))
        row.addWidget(Label(_("Selected calls:"), "muted"))
        for words, key, act in (
            (_("reassign"), keys_of(CallAct.REASSIGN)[0], partial(self.act_asked.emit, CallAct.REASSIGN)),
            (_("change priority"), keys_of(CallAct.PRIORITY)[0], partial(self.act_asked.emit, CallAct.PRIORITY)),
            (_("open"), "Return", self._open_current),
        ):
            button = LinkButton(f"{words}  {native(key)}")
            button.setAccessibleName(words)
            button.clicked.connect(act)
            row.addWidget(button)
            self._links.append(button)
        return acts

    def _on_selected(self) -> None:
        chosen = bool(self.selected_call_ids)
        for link in self._links:
            link.setEnabled(chosen)

    def _nothing(self) -> EmptyState:
        shown = EmptyState(
            _("Nothing is overdue or at risk"),
            _("No open call has a deadline that runs. There is nothing to do here: go on with the calls in the list."),
            _("Go to the calls"),
            native("Ctrl+1"),
        )
        shown.acted.connect(self.calls_asked)
        return shown

    def _open_current(self) -> None:
        if self.table.current_id is not None:
            self.call_asked.emit(self.table.current_id)


def _write(file: Path, content: bytes) -> Path:
    with new_file(file) as written:
        written.write(content)
    return file
