"""The type incident in the escalation dialog: join one that is open, or open one; and gather the calls of the hour."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.words import EscalationType
from deskapp.language import _
from deskapp.services.escalations.acts import Escalate
from deskapp.services.incidents.views import IncidentFit, IncidentStart
from deskapp.services.overview.views import EscalationStart
from deskapp.ui.incidents import words
from deskapp.ui.incidents.call_ticks import CallTicks
from deskapp.ui.look import theme
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.type_block import TypeBlock
from deskapp.ui.work.workplace import Workplace

#: Instead of an incident's id: open one.
_NEW = 0


class IncidentBlock(TypeBlock):
    """The one that fits best is chosen; a new one is called like the call until somebody writes another title."""

    kind: ClassVar[EscalationType] = EscalationType.INCIDENT
    fields: ClassVar[tuple[str, ...]] = ("incident", "incident_calls")

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._chosen_by_hand = False
        self.which = choices.drop_down([(_NEW, _("Open a new one"))])
        self.which.setAccessibleName(_("Which incident"))
        self.title = QLineEdit()
        self._which_form = FormField(_("Which incident"), self.which)
        self._title_form = FormField(_("What it is called"), self.title)
        self._about = Label("", "muted", wrap=True)
        self._fits: dict[int, IncidentFit] = {}
        self.calls = CallTicks()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for widget in (self._which_form, self._about, self._title_form, self.calls):
            column.addWidget(widget)
        self._which_form.hide()
        self.which.activated.connect(self._on_chosen)
        self.title.textEdited.connect(lambda _text: self._on_edited())
        self.calls.changed.connect(self._on_edited)

    def set_start(self, start: EscalationStart) -> None:
        self._own = start.call.incident
        # Of a confidential call nothing becomes a title that everybody reads.
        if not self.title.text() and not start.call.row.confidential:
            self.title.setText(start.call.row.summary)
            self.title.setCursorPosition(0)
        call_id = start.call.row.id
        self._place.read(
            lambda desk: desk.incidents.for_call(call_id), self._on_read, key=("incidents", id(self)), receiver=self
        )

    def fill(self, act: Escalate) -> Escalate:
        chosen = self.which.currentData() or None
        title = None if chosen else self.title.text()
        return replace(act, incident_id=chosen, incident_title=title, incident_calls=self.calls.ticked)

    def say(self, field: str, words_said: str | None) -> QWidget | None:
        if field == "incident":
            joins = bool(self.which.currentData())
            (self._which_form if joins else self._title_form).say(words_said)
            (self._title_form if joins else self._which_form).say(None)
            return self.which if joins else self.title
        if field == "incident_calls":
            return self.calls.first_box() or self.title
        return None

    def content(self) -> Mapping[str, Any]:
        return {
            "which": self.which.currentData() if self._chosen_by_hand else None,
            "title": self.title.text(),
            "calls": list(self.calls.ticked),
        }

    def restore(self, content: Mapping[str, Any]) -> None:
        if content.get("title"):
            self.title.setText(content["title"])
        if content.get("which") is not None:
            self._chosen_by_hand = True
            self._wanted = content["which"]
            self._choose(content["which"])
        self.calls.tick(content.get("calls", ()))

    _own: Any = None
    _wanted: int | None = None

    def _on_read(self, found: IncidentStart) -> None:
        fits = found.fits
        before = self._wanted if self._wanted is not None else self.which.currentData()
        self._fits = {fit.incident.id: fit for fit in fits}
        offered = [(fit.incident.id, fit.incident.title) for fit in fits]
        if self._own is not None and not self._own.over:
            # It belongs to one already: there it stays.
            offered = [one for one in offered if one[0] == self._own.id]
            choices.fill(self.which, offered, self._own.id)
        else:
            best = next((fit.incident.id for fit in fits if fit.reason), _NEW)
            choices.fill(self.which, [*offered, (_NEW, _("Open a new one"))], before if self._chosen_by_hand else best)
        self._which_form.setVisible(bool(offered))
        self.calls.set_rows(found.others, found.alike)
        self._show()
        self.changed.emit()

    def _choose(self, incident_id: int) -> None:
        place = self.which.findData(incident_id)
        if place >= 0:
            self.which.setCurrentIndex(place)
        self._show()

    def _on_chosen(self, _place: int) -> None:
        self._chosen_by_hand = True
        self._show()
        self._on_edited()

    def _on_edited(self) -> None:
        self._which_form.say(None)
        self._title_form.say(None)
        self.changed.emit()

    def _show(self) -> None:
        fit = self._fits.get(self.which.currentData())
        self._title_form.setVisible(fit is None)
        self._about.setVisible(fit is not None)
        if fit is not None:
            place = self._place
            self._about.setText(words.standing(fit.incident, place.zone, place.desk.clock.now()))
