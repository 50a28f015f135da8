"""Calls join an incident: ticked among those of the last hour, or named by their references."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, NotFound
from deskapp.language import _
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.incidents.acts import JoinIncident
from deskapp.services.incidents.views import IncidentView
from deskapp.ui.incidents.call_ticks import CallTicks
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.work.workplace import Workplace


class JoinDialog(ActDialog):
    """Several at once; one that cannot join is told, and none does then."""

    def __init__(self, place: Workplace, incident: IncidentView, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("Add calls"),
            _("Add"),
            parent,
            about=incident.title,
            draft=f"join-incident:{incident.id}",
            width=560,
        )
        self._incident = incident
        self.calls = CallTicks()
        self.body.addWidget(self.calls)
        if self.draft is not None:
            self.draft.keep("ticked", lambda: list(self.calls.ticked), self.calls.tick, self.calls.changed)
        self.refs = self.add("calls", _("Other calls, by reference"), QLineEdit())
        self.refs.setPlaceholderText("C-00012, C-00015")
        self.hint.setText(_("A call belongs to one open incident at a time."))
        category = incident.category_id
        place.read(lambda desk: desk.incidents.of_the_hour(category), self._on_rows, key=("of the hour", id(self)))
        self.refs.setFocus()

    def submit(self) -> None:
        named = [word for word in re.split(r"[\s,;]+", self.refs.text()) if word]
        self.carry_out(_joining(self._incident.id, self.calls.ticked, named))

    def refuse(self, error: DeskError) -> None:
        if isinstance(error, NotFound) and error.code == Refusal.CALL_UNKNOWN:
            self.point_out("calls", _("There is no call {ref}.").format(ref=error.values.get("ref", "")))
            return
        super().refuse(error)

    def _on_rows(self, rows: tuple[CallRow, ...]) -> None:
        self.calls.set_rows(rows)
        first = self.calls.first_box()
        if first is not None and not self.refs.text():
            first.setFocus()


def _joining(incident_id: int, ticked: tuple[int, ...], named: list[str]) -> Callable[[Desk], Done[Any]]:
    def join(desk: Desk) -> Done[Any]:
        found = [desk.calls.find(ref) for ref in named]
        return desk.incidents.join(JoinIncident(incident_id, tuple(dict.fromkeys((*ticked, *found)))))

    return join
