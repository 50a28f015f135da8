"""Opens what a search found: a call, an incident, a guide, or all of it in a window beside the work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deskapp.language import _
from deskapp.ui.work.commands import Command, Group

if TYPE_CHECKING:
    from deskapp.services.escalations.coded import CodedHandoff
    from deskapp.services.escalations.views import EscalationView
    from deskapp.services.library.views import GuideView
    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.finding.found_window import FoundWindow
    from deskapp.ui.places.open_thing import OpenThing
    from deskapp.ui.window.whole_window import WholeWindow


class Finds(QObject):
    opening = Signal()  # a dialog is being read for: what is typed meanwhile is for it

    def __init__(
        self,
        window: WholeWindow,
        show_customer: Callable[[str], object],
        show_contact: Callable[[str], object],
        parent: QObject,
    ) -> None:
        """show_customer, show_contact: go to the directory, for somebody of this name."""
        super().__init__(parent)
        self._window, self._show_customer, self._show_contact = window, show_customer, show_contact
        self._over = window.window()
        search = window.search
        search.call_asked.connect(window.show_call)
        search.handoff_asked.connect(self.hand_back)
        search.customer_asked.connect(show_customer)
        search.contact_asked.connect(show_contact)
        search.incident_asked.connect(self.show_incident)
        search.guide_asked.connect(self.show_guide)
        search.equipment_asked.connect(self.show_equipment)
        search.place_asked.connect(self.show_place)
        search.all_asked.connect(self.show_all)
        search.left.connect(window.focus_screen)

    def command(self) -> Command:
        """Everything that was found last, or a search that is begun in its window."""
        also = _("search results all filter period owner")
        return Command("find_all", _("Find in all that was said…"), Group.CALL, lambda: self.show_all(""), also=also)

    def show_all(self, text: str) -> None:
        """All that is found by these words; "" goes back to what was looked for last."""
        from deskapp.ui.finding.found_window import FoundWindow

        there = self._over.findChild(FoundWindow)
        if there is None:
            there = self._made(FoundWindow(self._window.place, text, self._over))
        elif text:
            there.look_for(text)
        there.show()
        there.activateWindow()
        there.field.setFocus()

    def hand_back(self, found: CodedHandoff) -> None:
        """Record what came back on a sheet whose code was scanned; where that has no place, say why and open the call.

        The dialog opens as after a key: what a scanner or a hand types on meanwhile is in it.
        """
        from deskapp.domain.words import UNRETURNED
        from deskapp.wording import handoff as handoff_wording

        place, one = self._window.place, found.escalation
        if one is None or one.state not in UNRETURNED:
            if found.known:
                self._window.show_call(found.call_id)
            place.advised.emit(handoff_wording.not_out(found))
            return
        self.opening.emit()
        place.read(lambda desk: desk.overview.call(found.call_id), partial(self._open_return, one), receiver=self)

    def _open_return(self, escalation: EscalationView, call: CallDetail) -> None:
        from deskapp.ui.escalate.answers.answers import dialog_for

        dialog_for("return", self._window.place, call, escalation, self._over).open()

    def show_incident(self, incident_id: int) -> None:
        from deskapp.ui.incidents.incidents_screen import IncidentsScreen

        screen = self._window.show_screen("incidents")
        assert isinstance(screen, IncidentsScreen)
        screen.show_incident(incident_id)
        self._window.focus_screen(screen)

    def show_equipment(self, equipment_id: int) -> None:
        self._things().equipment(equipment_id)

    def show_place(self, place_id: int) -> None:
        self._things().place(place_id)

    def show_guide(self, guide: GuideView) -> None:
        from deskapp.ui.guides.guide_dialog import GuideDialog

        GuideDialog(self._window.place, guide, self._over).open()

    def _things(self) -> OpenThing:
        from deskapp.ui.places.open_thing import OpenThing

        return self._over.findChild(OpenThing) or OpenThing(self._window.place, self._over)

    def _made(self, found: FoundWindow) -> FoundWindow:
        found.call_asked.connect(self._window.show_call)
        found.customer_asked.connect(self._show_customer)
        found.contact_asked.connect(self._show_contact)
        found.incident_asked.connect(self.show_incident)
        found.guide_asked.connect(self.show_guide)
        found.equipment_asked.connect(self.show_equipment)
        found.place_asked.connect(self.show_place)
        return found
