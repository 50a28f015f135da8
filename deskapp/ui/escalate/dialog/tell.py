"""Step 4 of escalating: what to say to the customer, their answer, and when they hear from us next."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from deskapp.domain.clock import Clock
from deskapp.domain.phrases import Library, Step, fill
from deskapp.domain.words import Channel, Consent, Transfer
from deskapp.language import _
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.look import theme
from deskapp.ui.phrases.phrase_menu import Offered, PhraseMenu, Use, phrases_button
from deskapp.ui.widgets.at_once import AtOnce
from deskapp.ui.widgets.calls.in_time_row import PromiseInTime
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.form_field import FieldError, FormField
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.widgets.label import Label
from deskapp.wording import codes, times

_STEPS = {
    Transfer.WARM: Step.WHY_AND_NEXT,
    Transfer.COLD: Step.WHY_AND_NEXT_COLD,
    Transfer.MESSAGE: Step.WHY_AND_NEXT_MESSAGE,
    None: Step.WHY_AND_NEXT,
}


class Tell(QWidget):
    """The phrase follows the contact, the transfer and the promised time while they are chosen."""

    changed = Signal()  # by a person: consent, its reason or the time

    def __init__(self, clock: Clock, zone: str, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock, self._zone, self._library = clock, zone, library
        self._values: dict[str, str] = {}
        self._picked: dict[str, str] = {}
        self.phrases_button = phrases_button(self.open_phrases)
        self._more: tuple[Step, ...] = ()
        self._phrase = Label("", wrap=True, selectable=True)
        self._phrase.setAccessibleName(_("What to say to the customer"))
        self._consent = ChoiceRow(
            _("Customer agrees?"),
            [(Consent.YES, _("&Yes")), (Consent.NO, _("&No")), (Consent.NOT_ASKED, _("Not as&ked"))],
        )
        AtOnce([self._consent.pill(one) for one in Consent], self)
        self._consent_error = FieldError(self._consent)
        self._earlier = Label("", "muted", wrap=True)
        self._earlier.hide()
        self._reason = QLineEdit()
        self._reason_field = FormField(_("Why not"), self._reason)
        self._reason_field.hide()
        self._when = WhenField(clock, zone)
        self._when.setAccessibleName(_("Next update by"))
        self._when_error = FieldError(self._when.edit)
        self.in_time = PromiseInTime(self._when, clock.now, zone)
        self._how = Label("", "muted", wrap=True)
        self._lay_out()
        self._consent.changed.connect(self._on_consent)
        self._reason.textEdited.connect(lambda _text: self._on_edited())
        self._when.changed.connect(lambda _at: self._on_edited())

    def set_channel(self, channel: Channel) -> None:
        """How the customer hears from us: the way they came."""
        how = {
            Channel.PHONE: _("by phone, from me"),
            Channel.EMAIL: _("by e-mail, from me"),
            Channel.IN_PERSON: _("in person, from me"),
            Channel.CHAT: _("by chat, from me"),
        }
        self._how.setText(how.get(channel, _("from me")))

    def set_earlier(self, earlier: EscalationView | None) -> None:
        """What the customer said when somebody else was to have the call: to be asked again, never taken over."""
        words = ""
        if earlier is not None:
            answer = codes.consent(earlier.consent)
            words = _("Asked about {contact}: {answer}").format(contact=earlier.contact, answer=answer.lower())
            if earlier.consent_reason:
                words = f"{words} ({earlier.consent_reason})"
        self._earlier.setText(words)
        self._earlier.setVisible(bool(words))

    def set_values(self, values: Mapping[str, str], transfer: Transfer | None, *, contact: bool) -> None:
        """What the phrase is filled in with; without a contact it says that the call goes first."""
        self._values = dict(values)
        self._step = _STEPS[transfer] if contact else Step.WHY_AND_NEXT_PRIORITY
        self._show()

    def set_more(self, steps: Sequence[Step]) -> None:
        """What else there is to say before the customer is asked; shown with the next `set_values`."""
        self._more = tuple(steps)

    @property
    def said(self) -> str:
        """The phrase as it stands."""
        return self._phrase.text()

    def open_phrases(self) -> None:
        """Other things to say in the place of what is said now."""
        if not self.isVisible():
            return  # another page of the dialog is shown
        menu = PhraseMenu(self._library, self._steps(), self._filling(), Use.SAY, self)
        menu.taken.connect(self._on_taken)
        menu.open_at(self._card)

    @property
    def consent(self) -> Consent | None:
        value = self._consent.value
        return value if isinstance(value, Consent) else None

    @property
    def consent_reason(self) -> str:
        return self._reason.text() if self.consent is Consent.NO else ""

    @property
    def next_update(self) -> WhenField:
        """The field of the promised time."""
        return self._when

    def first_field(self) -> QWidget:
        return self._consent

    def content(self) -> dict[str, Any]:
        return {"consent": str(self.consent or ""), "reason": self._reason.text(), "said": dict(self._picked)}

    def restore(self, content: Mapping[str, Any]) -> None:
        code = content.get("consent", "")
        self._consent.set_value(Consent(code) if code in set(Consent) else None)
        self._reason.setText(content.get("reason", ""))
        self._reason_field.setVisible(self.consent is Consent.NO)
        said = content.get("said", {})
        self._picked = {step: words for step, words in said.items() if isinstance(words, str)}
        self._show()

    def say(self, field: str, words: str | None) -> QWidget | None:
        if field == "consent":
            self._consent_error.say(words)
            return self._consent
        if field == "consent_reason":
            self._reason_field.say(words)
            return self._reason
        if field == "next_update":
            self._when_error.say(words)
            return self._when
        return None

    def _on_consent(self, value: object) -> None:
        self._consent_error.say(None)
        self._reason_field.setVisible(value is Consent.NO)
        if value is Consent.NO:
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_edited(self) -> None:
        self._when_error.say(None)
        self._reason_field.say(None)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        if not self._values:
            return
        values = self._filling()
        said = " ".join(fill(words, values) for words in map(self._template, self._steps()) if words)
        self._phrase.setText(_("“{said}”").format(said=said) if said else "")

    def _steps(self) -> tuple[Step, ...]:
        """What is said, in order."""
        asks = () if self._step is Step.WHY_AND_NEXT_PRIORITY else (Step.ASKING_CONSENT,)
        return (*self._more, self._step, *asks)

    def _template(self, step: Step) -> str:
        return self._picked.get(step) or self._library.first(step)

    def _filling(self) -> dict[str, str]:
        at = self._when.value()
        return {**self._values, "time": times.instant(at, self._zone, self._clock.now()) if at else ""}

    def _on_taken(self, offered: Offered) -> None:
        # A phrase of another step, such as a refund's, says why in the place of the usual one.
        self._picked[offered.step if offered.step in self._steps() else self._step] = offered.template
        self._show()
        self.changed.emit()

    def _lay_out(self) -> None:
        self._step = Step.WHY_AND_NEXT
        self._card = card = Card()
        card.body.addWidget(self._phrase)
        asked = QHBoxLayout()
        asked.setSpacing(theme.px(7))
        asked.addWidget(Label(_("Customer agrees?")))
        asked.addWidget(self._consent, 1)
        update = QHBoxLayout()
        update.setSpacing(theme.px(7))
        label = Label(_("Next &update by"))
        label.setBuddy(self._when.edit)
        update.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        label.setMinimumHeight(max(24, theme.px(30)))
        self._when.setFixedWidth(theme.px(156))
        update.addWidget(self._when)
        self._how.setMinimumHeight(max(24, theme.px(30)))
        update.addWidget(self._how, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        column.addWidget(card)
        column.addLayout(asked)
        column.addWidget(self._earlier)
        column.addWidget(self._consent_error)
        column.addWidget(self._reason_field)
        column.addLayout(update)
        column.addWidget(self._when_error)
        column.addWidget(self.in_time)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
