"""Planning from the board: the dialogs that edit, cover and swap, for what is current, and undoing an override."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed
from deskapp.domain.rota import Rule
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.rotas.acts import EndOverride
from deskapp.services.rotas.views import GapView, OverrideView, RotaRow, RotaView, StretchView
from deskapp.ui.rota import words
from deskapp.ui.rota.bars import in_turns
from deskapp.ui.rota.board_table import BoardTable
from deskapp.ui.work.workplace import Workplace

_MADE_BY = {Rule.SET: "set", Rule.REPLACE: "replace", Rule.REMOVED: "remove"}


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
        row, held = self._table.current_rota, self._table.current_stretches
        made = [one for one in row.view.overrides if not one.over] if row else []
        return next((one for one in reversed(made) for part in held if _holds(one, part)), None)

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
        undone = [one for one in row.view.overrides if one.number in override.together]
        act = EndOverride(row.view.id, override.number, row.view.version)
        self._place.act(
            lambda desk: desk.rotas.end_override(act), lambda _rota: self._tell(row.view.id, undone), receiver=self
        )

    def _tell(self, rota_id: int, undone: Sequence[OverrideView]) -> None:
        """Say who is on call now in each stretch that was undone."""
        spans = list(dict.fromkeys((one.start, one.end) for one in undone))
        self._place.read(
            lambda desk: [desk.rotas.stretches(rota_id, start, end) for start, end in spans],
            self._on_told,
            receiver=self,
        )

    def _on_told(self, found: Sequence[Sequence[StretchView]]) -> None:
        now, zone = self._place.desk.clock.now(), self._place.zone
        turns = sorted((turn for stretches in found for turn in in_turns(stretches)), key=lambda turn: turn[0].start)
        done = [turn for turn in turns if turn[-1].end <= now]
        said = _("Back to the plan from now on: {turns}.").format(
            turns=direction.row(words.turn(turn, zone) for turn in turns if turn not in done) or _("nobody")
        )
        if done:
            past = direction.row(words.turn(turn, zone) for turn in done)
            said += " " + _("What has been stays: {turns}.").format(turns=past)
        self._place.said.emit(said)


def _holds(override: OverrideView, stretch: StretchView) -> bool:
    """Whether it is by this override that a stretch has its answer."""
    if not (override.start < stretch.end and override.end > stretch.start):
        return False
    if stretch.rule is Rule.LEFT:
        return override.kind != "remove" and override.name == stretch.instead_of
    whose = override.kind == "remove" or override.name == stretch.name
    return _MADE_BY.get(stretch.rule) == override.kind and whose and override.instead_of == stretch.instead_of
