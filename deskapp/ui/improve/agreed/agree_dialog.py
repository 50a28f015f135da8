"""Agree on an action: what is done, who does it, by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain.words import ActionOf
from deskapp.language import _
from deskapp.services.actions.acts import MakeAction
from deskapp.services.changes import Done
from deskapp.ui.improve.agreed.day_dialog import DayDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace

#: An action is due after so long, unless somebody says otherwise.
_FOUR_WEEKS = timedelta(days=28)
#: Given what is to be done, the id of whoever does it and the day, what is asked of the desk.
Agree = Callable[[str, int, date], Callable[[Desk], Done[Any]]]


class AgreeDialog(DayDialog):
    """of, key: what it came of; about: the same in words, for its owner. agree: how, where it is not the usual act."""

    def __init__(
        self,
        place: Workplace,
        of: ActionOf,
        key: str,
        about: str,
        parent: QWidget | None = None,
        *,
        agree: Agree | None = None,
        owner_id: int | None = None,
    ) -> None:
        title = _("Agree on an action")
        super().__init__(place, title, _("Agree"), parent, about=about, draft=f"agree:{of.value}:{key}")
        self._of, self._key, self._about, self._agree = of, key, about, agree or self._make
        self.what = self.add("what", _("What is done"), TextArea(lines=3))
        self.owner = self.owner_field(_("Owner"), owner_id)
        self.due = self.day_field("due", _("By"), self.today + _FOUR_WEEKS)
        self.hint.setText(_("It stands with its owner until it is done."))
        self.what.setFocus()

    def submit(self) -> None:
        owner_id = self.owner_in(self.owner)
        due = self.day_in("due", self.due) if owner_id is not None else None
        if owner_id is not None and due is not None:
            self.carry_out(self._agree(self.what.text(), owner_id, due))

    def _make(self, what: str, owner_id: int, due: date) -> Callable[[Desk], Done[Any]]:
        act = MakeAction(self._of, self._key, self._about, what, owner_id, due)
        return lambda desk: desk.actions.make(act)
