"""Applying new targets and hours to open calls: shows first which deadlines would move, from when to when."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import Conflict, DeskError
from deskapp.language import _, ngettext
from deskapp.services.clocks.views import DeadlineMove
from deskapp.ui.look import theme
from deskapp.ui.settings.targets.moves_model import MovesModel
from deskapp.ui.settings.targets.moves_table import MovesTable
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace

_WIDTH, _HEIGHT = 760, 460


class ApplyDialog(ActDialog):
    """`carried_out` tells how many calls follow the new targets and hours now."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _("Deadlines that would move if open calls followed the targets and hours that new calls get.")
        super().__init__(place, _("Apply to open calls"), _("Apply"), parent, about=about, width=_WIDTH)
        #: What would move; None until it is known, and where nothing would.
        self.table: MovesTable | None = None
        self._content: QWidget | None = None
        self._policy_id: int | None = None
        self._look_again()

    def submit(self) -> None:
        base_version = self._policy_id
        self.carry_out(lambda desk: desk.site.apply_to_open_calls(base_version))

    def refuse(self, error: DeskError) -> None:
        super().refuse(error)
        if isinstance(error, Conflict):
            # What was shown is not what would move now.
            self._look_again()

    def make_middle(self) -> QWidget:
        column = Column()
        self._room: QVBoxLayout = column.body
        self._told = Label(_("Looking through the open calls…"), "muted", wrap=True)
        self._room.addWidget(self._told)
        return column

    def fit(self) -> None:
        room = self.screen().availableSize()
        width = min(max(theme.px(_WIDTH), self.minimumSizeHint().width()), room.width())
        self.resize(width, min(theme.px(_HEIGHT), round(room.height() * 0.92)))

    def _look_again(self) -> None:
        self.main_button.setEnabled(False)
        # Of thousands of calls it takes seconds: beside the reads, which wait for none of it.
        self.place.write_out(_look, self._on_moves, self._on_unread, receiver=self)

    def _on_moves(self, told: tuple[int, int, Sequence[DeadlineMove]]) -> None:
        self._policy_id, calls, moves = told
        moved = ngettext("{n} deadline would move.", "{n} deadlines would move.", len(moves)).format(n=len(moves))
        kept = _("Every call keeps its pauses; its timeline says what moved.")
        self._told.setText(f"{moved} {kept}")
        self._told.setVisible(bool(moves))
        if self._content is not None:
            self._content.deleteLater()
        self.table = None
        if moves:
            self.table = MovesTable(MovesModel(moves, self.place.zone, self.place.desk.clock.now()))
        self._content = self.table or _nothing(calls)
        self._room.addWidget(self._content, 1)
        words = ngettext("Apply to {n} call", "Apply to {n} calls", calls).format(n=calls)
        self.main_button.set_words(words)
        self.main_button.setEnabled(calls > 0)
        (self.main_button if calls else self.cancel_button).setFocus()

    def _on_unread(self, error: DeskError) -> None:
        self._told.hide()
        self.refuse(error)


def _look(desk: Desk) -> tuple[int, int, Sequence[DeadlineMove]]:
    # The policy first: where it changes in between, what is shown is of a newer one, and applying is refused.
    return desk.facts().policy_id, desk.site.calls_on_older_policy(), desk.site.would_move()


def _nothing(calls: int) -> EmptyState:
    if calls:
        words = _("Only clocks that start later would get the new targets and hours.")
    else:
        words = _("Every open call follows the targets and hours in force.")
    return EmptyState(_("No deadline would move"), words)
