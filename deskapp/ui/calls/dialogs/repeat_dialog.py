"""Whether a call repeats an earlier one of the same customer: linked later, or unlinked."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.services.library.acts import LinkRepeat
from deskapp.services.library.views import RepeatsView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, refusals, times

#: Stands for "repeats none": no call has this number.
_NONE = 0


class RepeatDialog(CallActDialog):
    """The customer's earlier calls, newest first; the first card says that it repeats none."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Repeat contact"), _("Save"), parent, width=560)
        self.calls = PickList(_("It repeats"), fit=True)
        self.calls.confirmed.connect(lambda _key: self.trigger())
        self.add("repeat_of", _("It repeats"), self.calls, kept=False)
        self.main_button.setEnabled(False)
        call_id = call.row.id
        place.read(lambda desk: desk.guides.repeats(call_id), self._on_read, self._on_not_read, receiver=self)

    def submit(self) -> None:
        chosen = self.calls.current
        act = LinkRepeat(self._call.row.id, chosen if isinstance(chosen, int) and chosen != _NONE else None)
        self.carry_out(lambda desk: desk.guides.link_repeat(act))

    def _on_read(self, view: RepeatsView) -> None:
        now, zone = self.place.desk.clock.now(), self.place.zone
        none = CardItem(_NONE, _("No earlier call"), (Line(_("A matter of its own")),))
        self.calls.set_items(
            [
                none,
                *(
                    CardItem(
                        row.id,
                        f"{row.ref} {row.summary}",
                        (Line(f"{codes.status_of(row).lower()} · {row.owner}"),),
                        times.instant(row.logged_at, zone, now),
                    )
                    for row in view.earlier
                ),
            ]
        )
        self.calls.set_current(view.repeat_of if view.repeat_of is not None else _NONE)
        if not view.earlier:
            self.notice.say(_("This customer has no earlier call."), Tint.INFO)
        self.main_button.setEnabled(bool(view.earlier))
        self.calls.setFocus()

    def _on_not_read(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)
