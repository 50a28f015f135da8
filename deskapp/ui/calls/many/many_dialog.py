"""The ground of an act on several calls: what it cannot be done to is said first; then the fields, the first step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.language import _, ngettext
from deskapp.services.many.acts import Standing
from deskapp.services.many.views import Before, ManyDone
from deskapp.ui.calls.many.going_on import AT_ONCE
from deskapp.ui.calls.many.many_act import ManyAct
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.overseen import many as wording


class ManyDialog(ActDialog):
    """Subclasses add fields, and answer `act`. What was typed stays until the first step has succeeded.

    Then the dialog ends, and the bar goes on with the rest; the window can be worked in meanwhile.
    """

    begun = Signal(object, object)  # the ManyAct, and the ManyDone of its first step

    def __init__(
        self,
        place: Workplace,
        title: str,
        main: str,
        call_ids: Sequence[int],
        before: Before,
        stood: dict[int, Standing],
        parent: QWidget | None = None,
    ) -> None:
        """stood: how the calls stood where they were chosen."""
        count = len(call_ids)
        super().__init__(place, title, main, parent, about=ngettext("{n} call", "{n} calls", count).format(n=count))
        self._call_ids, self._stood = tuple(call_ids), stood
        #: To how many of them it cannot be done now, and why: said above all that is typed.
        self.left_out = Notice()
        self.body.addWidget(self.left_out)
        self._show_left_out(before)

    def act(self) -> ManyAct | None:
        """What was decided; None where something is missing, and that is pointed out."""
        raise NotImplementedError

    def submit(self) -> None:
        act = self.act()
        if act is None:
            return

        def begun(part: ManyDone) -> None:
            self.begun.emit(act, part)
            self.succeed(part)

        self.carry_out(act.step(self._call_ids[:AT_ONCE]), begun)

    def stood_of(self, call_ids: Sequence[int]) -> dict[int, Standing]:
        return {call_id: self._stood[call_id] for call_id in call_ids if call_id in self._stood}

    def _show_left_out(self, before: Before) -> None:
        if before.refused:
            why = wording.grouped(before.refused.values(), self.place.zone, self.place.desk.clock.now())
            form = ngettext("{why}. It stays as it is.", "{why}. They stay as they are.", len(before.refused))
            self.left_out.say(form.format(why=why), Tint.SOON)
        else:
            self.hint.setText(_("Each call tells it in its timeline."))
