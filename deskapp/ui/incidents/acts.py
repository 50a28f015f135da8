"""What can be done with the incident shown: each opens its dialog, or is carried out at once."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.incidents.acts import AddStep, DoStep, LeaveIncident, NoteIncident, ReopenIncident, UndoStep
from deskapp.services.incidents.views import IncidentCallView, IncidentDetail, IncidentStepView, IncidentView
from deskapp.ui.incidents.join_dialog import JoinDialog
from deskapp.ui.incidents.lead_dialog import LeadDialog
from deskapp.ui.incidents.message_dialog import MessageDialog
from deskapp.ui.incidents.over_dialog import OverDialog
from deskapp.ui.incidents.tell_dialog import TellDialog, values
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.work.workplace import Workplace

#: Of one incident, its dialog.
Make = Callable[[Workplace, IncidentDetail, QWidget | None], ActDialog]


def dialog(key: str, place: Workplace, detail: IncidentDetail, parent: QWidget | None) -> ActDialog:
    """The dialog of an act on an incident, not yet opened: join, message, lead, note, step, over, reopen."""
    return _DIALOGS[key](place, detail, parent)


def tell(place: Workplace, detail: IncidentDetail, call: IncidentCallView, parent: QWidget | None) -> TellDialog:
    """Tell the customer of a call the newest message."""
    incident = detail.incident
    return TellDialog(
        place,
        incident.id,
        call.row.id,
        incident.number,
        incident.message,
        values(place, call.row.customer, call.row.ref),
        parent,
        about=direction.row((call.row.ref, call.row.customer, call.phone)),
        deadline=call.row.customer_deadline,
    )


def leave(place: Workplace, detail: IncidentDetail, call: IncidentCallView, parent: QWidget | None) -> ActDialog:
    """Take a call out again."""
    incident, call_id = detail.incident, call.row.id
    return WordsDialog(
        place,
        _("Take out of the incident"),
        _("Take out"),
        lambda words: lambda desk: desk.incidents.leave(LeaveIncident(incident.id, call_id, words)),
        parent,
        field="reason",
        words=_("Why it does not belong to it"),
        about=direction.row((call.row.ref, call.row.customer, incident.title)),
        draft=f"incident-leave:{incident.id}:{call_id}",
    )


def step(place: Workplace, incident: IncidentView, one: IncidentStepView, parent: QWidget | None) -> ActDialog:
    """A step done, with words; one that is done, not done after all."""
    if one.done_at is None:
        return WordsDialog(
            place,
            _("Step done"),
            _("Done"),
            lambda words: lambda desk: desk.incidents.do_step(DoStep(one.id, words)),
            parent,
            field="words",
            words=_("What was done"),
            about=one.text,
            draft=f"incident-step:{one.id}",
            hint=_("The time is taken now. Words may be left out."),
        )
    return WordsDialog(
        place,
        _("Not done after all"),
        _("Not done"),
        lambda words: lambda desk: desk.incidents.undo_step(UndoStep(one.id, words)),
        parent,
        field="reason",
        words=_("Why"),
        about=one.text,
        draft=f"incident-step-undone:{one.id}",
        hint=_("That it was said to be done stays in the timeline of {title}.").format(title=incident.title),
    )


def _note(place: Workplace, detail: IncidentDetail, parent: QWidget | None) -> ActDialog:
    incident = detail.incident
    return WordsDialog(
        place,
        _("Note on the incident"),
        _("Save"),
        lambda words: lambda desk: desk.incidents.note(NoteIncident(incident.id, words)),
        parent,
        field="words",
        words=_("What happened"),
        about=incident.title,
        draft=f"incident-note:{incident.id}",
    )


def _step(place: Workplace, detail: IncidentDetail, parent: QWidget | None) -> ActDialog:
    incident = detail.incident
    return WordsDialog(
        place,
        _("Add a step"),
        _("Add"),
        lambda words: lambda desk: desk.incidents.add_step(AddStep(incident.id, words)),
        parent,
        field="text",
        words=_("What is to be done"),
        about=incident.title,
        draft=f"incident-add-step:{incident.id}",
        hint=_("Of this incident alone; the site's checklist is in the settings."),
    )


def _reopen(place: Workplace, detail: IncidentDetail, parent: QWidget | None) -> ActDialog:
    incident = detail.incident
    return WordsDialog(
        place,
        _("Not over after all"),
        _("Reopen"),
        lambda words: lambda desk: desk.incidents.reopen(ReopenIncident(incident.id, incident.version, words)),
        parent,
        field="reason",
        words=_("Why"),
        about=incident.title,
        draft=f"incident-reopen:{incident.id}",
    )


_DIALOGS: Mapping[str, Make] = {
    "join": lambda place, detail, parent: JoinDialog(place, detail.incident, parent),
    "message": lambda place, detail, parent: MessageDialog(place, detail.incident, parent),
    "lead": lambda place, detail, parent: LeadDialog(place, detail.incident, parent),
    "note": _note,
    "step": _step,
    "over": OverDialog,
    "reopen": _reopen,
}
