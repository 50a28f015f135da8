"""The tags of a call: those that it has are ticked, and a new one is written."""

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.services.log.acts import TagCalls
from deskapp.services.log.sieve import Shown
from deskapp.services.log.views import Choices, EachDone
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.dialogs.several_dialogs import offer_tags, tag_field
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.tick_list import TickList, wrapping
from deskapp.ui.work.workplace import Workplace

#: Where there are more tags, the others are written.
_MOST = 30


class TagDialog(ActDialog):
    """Tags that other calls have can be ticked too."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Tags"), _("Save"), parent, about=about(call))
        self._call_id = call.row.id
        self._had = call.row.tags
        self.ticks: TickList | None = None
        self.tag = self.add("tag", _("New tag"), tag_field(), kept=False)
        self.hint.setText(_("Calls are found together by their tags, in the filter above the list."))
        place.read(lambda desk: desk.log.choices(Shown()), self._show_known, receiver=self)
        self.tag.setFocus()

    def _show_known(self, choices: Choices) -> None:
        tags = [tag for _key, tag in choices.tags]
        offer_tags(self.tag, tags)
        known = list(dict.fromkeys((*self._had, *tags)))[:_MOST]
        if known:
            self.ticks = TickList(_("Tags"), [(tag, tag) for tag in known])
            self.ticks.set_value(self._had)
            self.body.insertWidget(0, wrapping(self.form("ticked", _("Tags"), self.ticks, kept=False)))

    def submit(self) -> None:
        ticked = [str(one) for one in self.ticks.value] if self.ticks is not None else list(self._had)
        typed = self.tag.text().strip()
        on = tuple(one for one in (*ticked, *([typed] if typed else ())) if one not in self._had)
        act = TagCalls((self._call_id,), on, tuple(one for one in self._had if one not in ticked))
        if not act.on and not act.off:
            self.accept()
            return

        def work(desk: Desk) -> Done[EachDone]:
            done = desk.log.tag(act)
            for _ref, why in done.value.refused:
                raise why
            return done

        self.carry_out(work)
