"""The side bar's card: who is on call after hours, now or next."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.rotas.views import OnCallView
from deskapp.ui.rota import words
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace

#: Another workstation's clock, or a rota nobody told us of: it is looked at again after so long.
_AGAIN = timedelta(minutes=10)


class DutyCard(Card):
    """Hidden while the desk has no rota. It is told the present, and follows the handovers."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._next_look: datetime | None = None
        self._head = Section("")
        self._name = Label("", "heading", wrap=True)
        self._when = Label("", "muted", wrap=True)
        for label in (self._head, self._name, self._when):
            self.body.addWidget(label)
        self.body.setSpacing(2)
        self.hide()
        place.hub.changed.connect(self._on_changed)
        place.facts_changed.connect(self.reload)

    @property
    def said(self) -> tuple[str, str, str]:
        """Its three lines."""
        return self._head.text(), self._name.text(), self._when.text()

    def set_now(self, now: datetime) -> None:
        if self._next_look is not None and now >= self._next_look:
            self.reload()

    def reload(self) -> None:
        self._next_look = None
        self._place.read(lambda desk: desk.rotas.duty(), self._on_duty, key=("duty", id(self)))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("rotas", "contacts"):
            self.reload()

    def _on_duty(self, view: OnCallView | None) -> None:
        now = self._place.desk.clock.now()
        self.setVisible(view is not None)
        self._next_look = now + _AGAIN
        if view is None:
            return
        ends = [at for at in (view.since, view.until) if at is not None and at > now]
        self._next_look = min([*ends, self._next_look])
        self._head.setText(view.rota)
        self._name.setText(view.name or _("nobody"))
        self._when.setText(words.duty(view, self._place.zone, now))
        self.setAccessibleName(direction.row(self.said, ", "))
