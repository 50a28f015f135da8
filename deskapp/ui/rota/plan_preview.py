"""Who will be on call by a rota that is being edited: its next turns, its gaps, and whose turn moves."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.rotas.views import PlanView
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.rota import words
from deskapp.ui.rota.bars import in_turns
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label

_TURNS, _NAMED = 4, 2


class PlanPreview(QWidget):
    """Told what would be; where what is entered is no plan yet, it says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turns = Label("", wrap=True)
        self._moved = Label("", "strong", wrap=True)
        self._chip = Chip("", Tint.OK)
        self._gaps = Label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        for part in (Section(_("Who will be on call")), self._turns, self._moved, self._chip, self._gaps):
            column.addWidget(part)
        self.say_unclear()

    @property
    def said(self) -> str:
        """All of it, for those who read and who listen."""
        labels = (self._turns, self._moved, self._gaps)
        return "\n".join(one.text() for one in labels if one.text())

    def say_unclear(self) -> None:
        """What is entered is no plan yet."""
        self._show(_("It is shown here once what is above is complete."), "", "")
        self._chip.hide()

    def show_plan(self, view: PlanView, zone: str) -> None:
        coming = [words.turn(one, zone) for one in in_turns(view.stretches)]
        moved = [words.moved(one, zone) for one in view.moved]
        gaps = [words.hole(one, zone) for one in view.gaps]
        count = ngettext("{n} gap ahead", "{n} gaps ahead", len(gaps)).format(n=len(gaps)) if gaps else _("no gaps")
        self._chip.set(count, Tint.OVER if gaps else Tint.OK, shape=True)
        self._chip.show()
        changes = _("Other than until now: {turns}").format(turns=_first(moved, _NAMED)) if moved else ""
        self._show(_first(coming, _TURNS) or _("nobody"), changes, _first(gaps, _NAMED))

    def _show(self, coming: str, moved: str, gaps: str) -> None:
        for label, said in ((self._turns, coming), (self._moved, moved), (self._gaps, gaps)):
            label.setText(said)
            label.setVisible(bool(said))


def _first(told: list[str], count: int) -> str:
    more = len(told) - count
    if more > 0:
        told = [*told[:count], ngettext("{n} more", "{n} more", more).format(n=more)]
    return direction.row(told)
