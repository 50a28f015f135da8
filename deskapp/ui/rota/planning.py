"""Planning from the board: the dialogs that edit, cover and swap, for what is current, and undoing an override."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed
from deskapp.domain.rota import Rule
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.rotas.acts import EndOverride
from deskapp.services.rotas.views import GapView, OverrideView, RotaRow, RotaView, StretchView
from deskapp.ui.rota.board_table import BoardTable
from deskapp.ui.work.workplace import Workplace

_BY_HAND = (Rule.SET, Rule.REPLACE, Rule.REMOVED)


class Planning(QObject):
    """A supervisor's; others are told so. The service refuses them too."""

    def __init__(self, place: Workplace, table: BoardTable, screen: QWidget) -> None:
        super().__init__(screen)
        self._place, self._table, self._screen = place, table, screen

    @property
    def allowed(self) -> bool:
        """Whether who works here plans rotas."""
        facts, here = self._place.facts, self._place.desk.staff_id
        staff = facts.staff if facts else ()
        return any(one.id == here and one.role is not Role.AGENT for one in staff)

    @property
    def override(self) -> OverrideView | None:
        """The override by which somebody is, or is not, on call in the current cell."""
        row = self._table.current_rota
        held = [one for one in self._table.current_stretches if one.rule in _BY_HAND]
        made = [one for one in row.view.overrides if not one.over] if row else []
        return next((one for one in reversed(made) for part in held if _overlap(one, part)), None)

    def ask(self, what: str) -> None:
        """Plan what is current on the board: edit, cover, swap, undo; or add a rota."""
        row = self._table.current_rota
        if self._refused():
            return
        if what == "add":
            self.edit(None)
        elif row is None:
            return
        elif what == "edit":
            self.edit(row.view)
        elif what == "cover":
            self._cover(row.view, self._table.current_stretches)
        elif what == "swap":
            self._swap(row, self._table.current_stretches)
        elif what == "undo":
            self._undo(row)

    def edit(self, rota: RotaView | None) -> None:
        """Edit a rota, or add one."""
        from deskapp.ui.rota.rota_dialog import RotaDialog

        RotaDialog(self._place, rota, self._screen.window()).open()

    def fill(self, rota: RotaView, gap: GapView) -> None:
        """Find somebody for a gap."""
        if not self._refused():
            self._cover(rota, [], gap)

    def _refused(self) -> bool:
        if not self.allowed:
            self._place.failed.emit(NotAllowed(Refusal.ROLE_TOO_LOW, needs=Role.SUPERVISOR.value))
        return not self.allowed

    def _cover(self, rota: RotaView, stretches: list[StretchView], gap: GapView | None = None) -> None:
        from deskapp.ui.rota.cover_dialog import CoverDialog

        ahead = self._ahead(stretches)
        CoverDialog(self._place, rota, self._screen.window(), ahead[0] if ahead else None, gap).open()

    def _swap(self, row: RotaRow, stretches: list[StretchView]) -> None:
        from deskapp.ui.rota.swap_dialog import SwapDialog

        ahead = [one for one in self._ahead(stretches) if one.planned]
        SwapDialog(self._place, row.view, self._screen.window(), ahead[0] if ahead else None).open()

    def _ahead(self, stretches: list[StretchView]) -> list[StretchView]:
        now = self._place.desk.clock.now()
        return [one for one in stretches if one.end > now]

    def _undo(self, row: RotaRow) -> None:
        override = self.override
        if override is None:
            return
        act = EndOverride(row.view.id, override.number, row.view.version)
        self._place.act(lambda desk: desk.rotas.end_override(act), self._on_undone)

    def _on_undone(self, _rota: object) -> None:
        self._place.said.emit(_("Back to the plan from now on."))


def _overlap(override: OverrideView, stretch: StretchView) -> bool:
    return override.start < stretch.end and override.end > stretch.start
