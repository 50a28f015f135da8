"""Drawing calls of a period by lot: how many, and whether some with low marks come with them."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.domain.reviews.draw import LOW_MARK, OF_EACH_AGENT
from deskapp.language import _
from deskapp.services.reviews.acts import DrawCalls
from deskapp.ui.improve.reviews.period_choice import PeriodChoice
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.spin_field import NumberField
from deskapp.ui.work.workplace import Workplace

#: What is offered at first, and the most that is taken.
_SIZE, _LOW, _MOST, _MOST_LOW = 8, 2, 100, 20


class DrawDialog(ActDialog):
    """The reviewer's own calls are left out; the seed is told, and a known one draws the same again."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Draw a sample"), _("Draw"), parent)
        self.period = self.add("period", _("Calls that were escalated in"), PeriodChoice(place, before=True))
        self.size_field = self.add("size", _("How many calls"), _number(_SIZE, 1, _MOST))
        low = _("At most so many more whose customer gave {n} of 5 or less").format(n=LOW_MARK)
        self.low = self.add("most_low", low, _number(_LOW, 0, _MOST_LOW))
        self.seed = self.add("seed", _("Seed"), QLineEdit())
        self.seed.setPlaceholderText(_("a new one; a known one draws the same again"))
        self.hint.setText(
            _(
                "By lot, types and outcomes in their share, at least {n} of each agent. Your own calls are left out."
            ).format(n=OF_EACH_AGENT)
        )
        self.period.setFocus()

    def submit(self) -> None:
        seed = self.seed.text().strip() or None
        act = DrawCalls(self.period.period, self.size_field.value(), self.low.value(), seed=seed)
        self.carry_out(lambda desk: desk.reviews.draw(act))


def _number(value: int, least: int, most: int) -> NumberField:
    field = NumberField()
    field.setRange(least, most)
    field.setValue(value)
    return field
