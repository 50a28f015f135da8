"""Agree on an action: what is done, who does it, by when."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from deskapp.domain.words import ActionOf
from deskapp.language import _
from deskapp.services.actions.acts import MakeAction
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes

#: An action is due after so long, unless somebody says otherwise.
_FOUR_WEEKS = timedelta(days=28)


class AgreeDialog(ActDialog):
    """of, key: what it came of; about: the same in words, for its owner."""

    def __init__(self, place: Workplace, of: ActionOf, key: str, about: str, parent: QWidget | None = None) -> None:
        title = _("Agree on an action")
        super().__init__(place, title, _("Agree"), parent, about=about, draft=f"agree:{of.value}:{key}")
        self._of, self._key, self._about = of, key, about
        self.what = self.add("what", _("What is done"), TextArea(lines=3))
        staff = place.facts.staff if place.facts else ()
        offered = [(one.id, f"{one.name} · {codes.role(one.role)}") for one in staff if one.active]
        self.owner = self.add("owner_id", _("Owner"), choices.drop_down([(0, _("Choose")), *offered]))
        self.due = self.add("due", _("By"), DayField(place.desk.clock, place.zone))
        self.due.set_day(place.desk.clock.now().date() + _FOUR_WEEKS)
        self.hint.setText(_("It stands with its owner until it is done."))
        self.what.setFocus()

    def submit(self) -> None:
        day = self.due.day
        if not self.owner.currentData():
            self.point_out("owner_id", _("Choose who does it."))
            return
        if day is None:
            self.point_out("due", self.due.refusal or _("Give a day."))
            return
        act = MakeAction(self._of, self._key, self._about, self.what.text(), self.owner.currentData(), day)
        self.carry_out(lambda desk: desk.actions.make(act))
