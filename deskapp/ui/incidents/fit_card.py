"""An open incident that a new call may belong to, offered while it is logged: one key joins it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.phrases import fill
from deskapp.language import _
from deskapp.services.incidents.views import IncidentFit
from deskapp.ui.incidents import words
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.fields.form_field import FieldError
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


class FitCard(Card):
    """Hidden while none fits; what was joined stays shown. The best one is offered, the others are one press away."""

    changed = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._fits: tuple[IncidentFit, ...] = ()
        self._at = 0
        #: The incident that the call joins when it is logged.
        self.incident_id: int | None = None
        self._words = Label("", "strong", wrap=True)
        self._message = Label("", "muted", wrap=True)
        self.join = secondary("", _("Ctrl+J"))
        self.other = secondary(_("Another one"))
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(Chip(_("incident"), Tint.OVER, shape=True), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._words, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._message)
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(6))
        flow.addWidget(self.join)
        flow.addWidget(self.other)
        self.body.addWidget(row)
        self._error = FieldError(self.join)
        self.body.addWidget(self._error)
        self.join.clicked.connect(self.toggle)
        self.other.clicked.connect(self._on_other)
        self.hide()

    def set_fits(self, fits: tuple[IncidentFit, ...]) -> None:
        """Offer the open incidents that fit; the joined one wherever it stands."""
        offered = tuple(fit for fit in fits if fit.reason or fit.incident.id == self.incident_id)
        before = self.shown
        self._fits = offered
        wanted = self.incident_id or (before.incident.id if before else None)
        self._at = next((at for at, fit in enumerate(offered) if fit.incident.id == wanted), 0)
        if self.incident_id is not None and self.incident_id not in [fit.incident.id for fit in fits]:
            self.incident_id = None  # it is over by now
            self.changed.emit()
        self._show()
        now = self.shown
        if now is not None and (before is None or before.incident.id != now.incident.id):
            announce(self, _("Open incident: {incident}").format(incident=self._words.text()))

    @property
    def shown(self) -> IncidentFit | None:
        """The incident that is offered."""
        return self._fits[self._at] if self._fits else None

    @property
    def said(self) -> str:
        """What is said of it."""
        return self._words.text()

    def toggle(self) -> None:
        """Join it when the call is logged, or not."""
        fit = self.shown
        if fit is None:
            return
        self.incident_id = None if self.incident_id == fit.incident.id else fit.incident.id
        self._error.say(None)
        self._show()
        announce(self.join, self.join.accessibleName())
        self.changed.emit()

    def choose(self, incident_id: int | None) -> None:
        """As a draft kept it."""
        self.incident_id = incident_id
        self._show()

    def say(self, words_said: str | None) -> None:
        self._error.say(words_said)

    def _on_other(self) -> None:
        self._at = (self._at + 1) % max(1, len(self._fits))
        self.incident_id = None
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        fit = self.shown
        self.setVisible(fit is not None)
        if fit is None:
            return
        place = self._place
        self._words.setText(words.offered(fit.incident, place.zone, place.desk.clock.now()))
        self._message.setText(fill(fit.incident.message, {}))
        self._message.setVisible(bool(fit.incident.message))
        joins = self.incident_id == fit.incident.id
        self.join.set_words(_("✓ Joins it") if joins else _("Join it"))
        self.other.setVisible(len(self._fits) > 1)
