"""It is over: what it was and what ended it. Who still must be told, and what was left out, is asked, not forced."""

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.incidents.acts import EndIncident
from deskapp.services.incidents.views import IncidentDetail
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace

#: So many names are told; of more, how many.
_MOST = 8


class OverDialog(ActDialog):
    """Its lead, or a supervisor, ends it."""

    def __init__(self, place: Workplace, detail: IncidentDetail, parent: QWidget | None = None) -> None:
        incident = detail.incident
        super().__init__(
            place,
            _("Incident over"),
            _("Over"),
            parent,
            about=incident.title,
            draft=f"incident-over:{incident.id}",
            width=560,
        )
        self._incident = incident
        self.outcome = self.add("outcome", _("What it was, and what ended it"), TextArea(lines=4, most=10))
        self._list(
            _("Still to be told"), [direction.row((call.row.ref, call.row.customer), " ") for call in detail.to_tell]
        )
        self._list(_("Steps not done"), [step.text for step in detail.steps if step.done_at is None])
        self.hint.setText(_("Who is not told yet stays on the list, and can be told afterwards."))
        self.outcome.setFocus()

    def submit(self) -> None:
        act = EndIncident(self._incident.id, self._incident.version, self.outcome.text())
        self.carry_out(lambda desk: desk.incidents.end(act))

    def _list(self, heading: str, names: list[str]) -> None:
        if not names:
            return
        shown = names[:_MOST]
        if len(names) > _MOST:
            shown.append(_("and {n} more").format(n=len(names) - _MOST))
        chip = Chip(_("{what}: {n}").format(what=heading, n=len(names)), Tint.SOON, shape=True)
        self.body.addWidget(chip)
        self.body.addWidget(Label("\n".join(shown), "muted", wrap=True))
