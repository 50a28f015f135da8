"""Two people swap: whose shift, then for whose."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from deskapp.domain.rota import Rule
from deskapp.language import _
from deskapp.services.rotas.acts import SwapShifts, Turn
from deskapp.services.rotas.views import RotaView, StretchView
from deskapp.ui.rota import words
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.heading import StepHeading
from deskapp.ui.work.workplace import Workplace

_AHEAD = timedelta(days=92)


class SwapDialog(ActDialog):
    """Offers the coming shifts of a rota; the second list has those of other people alone."""

    def __init__(
        self, place: Workplace, rota: RotaView, parent: QWidget | None = None, stretch: StretchView | None = None
    ) -> None:
        super().__init__(place, _("Swap shifts"), _("Swap"), parent, about=rota.name, width=600)
        self._rota = rota
        self._wanted = stretch
        self._stretches: tuple[StretchView, ...] = ()
        self.what = ChoiceRow(_("What is swapped"), [(False, _("Single shifts")), (True, _("Whole turns"))], False)
        self.what.changed.connect(lambda _whole: self._offer())
        self.body.addWidget(self.what)
        self.body.addWidget(StepHeading(1, _("Whose shift")))
        self.one = self.add("instead_of", _("This shift"), DropDown())
        self.body.addWidget(StepHeading(2, _("For whose")))
        self.other = self.add("other", _("That shift"), DropDown())
        self.one.currentIndexChanged.connect(lambda _index: self._offer_other())
        self.hint.setText(_("Each takes the other's; the past stays as it was."))
        self.one.setFocus()
        now = place.desk.clock.now()
        place.read(
            lambda desk: desk.rotas.stretches(rota.id, now, now + _AHEAD),
            self._on_stretches,
            key=("swap", id(self)),
        )

    def submit(self) -> None:
        one, other = self.one.currentData(), self.other.currentData()
        if one is None or other is None:
            self.point_out("other", _("Nobody else has a shift in the next three months: use Cover instead."))
            return
        act = SwapShifts(self._rota.id, one, other)
        self.carry_out(lambda desk: desk.rotas.swap(act))

    def _on_stretches(self, stretches: tuple[StretchView, ...]) -> None:
        self._stretches = tuple(one for one in stretches if one.planned or one.rule is Rule.OUTSIDE_HOURS)
        self._offer()

    def _offer(self) -> None:
        self._turns = turns(self._stretches, whole=bool(self.what.value))
        self._fill(self.one, self._turns)
        if self._wanted is not None:
            for place, (turn, _name) in enumerate(self._turns):
                if turn.start <= self._wanted.start < turn.end:
                    self.one.setCurrentIndex(place)
        self._offer_other()

    def _offer_other(self) -> None:
        mine = self.one.currentData()
        self._fill(self.other, [turn for turn in self._turns if mine and turn[0].contact_id != mine.contact_id])

    def _fill(self, field: DropDown, offered: Sequence[tuple[Turn, str]]) -> None:
        field.blockSignals(True)
        field.clear()
        for turn, name in offered:
            field.addItem(f"{name} · {words.span(turn.start, turn.end, self.place.zone)}", turn)
        field.blockSignals(False)


def turns(stretches: Sequence[StretchView], *, whole: bool) -> list[tuple[Turn, str]]:
    """The shifts in order with whose they are; `whole`: those of one person in a row are one turn."""
    found: list[tuple[Turn, str]] = []
    together = False
    for one in stretches:
        if one.rule is Rule.OUTSIDE_HOURS:
            continue
        assert one.contact_id is not None
        last = found[-1][0] if found else None
        near = last is not None and one.start - last.end < timedelta(days=1)
        if whole and together and near and last is not None and last.contact_id == one.contact_id:
            found[-1] = (Turn(one.contact_id, last.start, one.end), one.name)
        else:
            found.append((Turn(one.contact_id, one.start, one.end), one.name))
        together = True
    return found
