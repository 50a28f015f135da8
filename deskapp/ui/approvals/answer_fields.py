"""What somebody above said who is not signed in here: on the spot by their PIN, or by phone."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.words import ApprovalMeans
from deskapp.language import _
from deskapp.services.approvals.acts import ApprovalAnswer
from deskapp.services.people import StaffView
from deskapp.ui.look import theme
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.wording import codes

#: Stands for somebody who is not of the staff.
_OUTSIDE = -1
GRANTED, REFUSED = "granted", "refused"


class AnswerFields(QWidget):
    """later: offer "Not yet" too, which is chosen then. The PIN is kept nowhere."""

    changed = Signal()

    def __init__(self, *, later: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ways: list[tuple[object, str]] = [("", _("Not yet"))] if later else []
        ways += [(ApprovalMeans.PIN, _("By PIN")), (ApprovalMeans.PHONE, _("By phone"))]
        self.means = ChoiceRow(_("Answered"), ways, "" if later else ApprovalMeans.PIN)
        self.who = choices.drop_down([])
        self.outside = QLineEdit()
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.said = ChoiceRow(_("They said"), [(GRANTED, _("Granted")), (REFUSED, _("Refused"))])
        self.words = QLineEdit()
        self.forms = {
            "means": FormField(_("Answered"), self.means),
            "staff_id": FormField(_("Who"), self.who),
            "outside": FormField(_("Their name"), self.outside),
            "said": FormField(_("They said"), self.said),
            "words": FormField(_("Their words"), self.words),
            "pin": FormField(_("Their PIN"), self.pin),
        }
        self.hint = Label(_("It stays marked unconfirmed until they confirm it themselves."), "muted", wrap=True)
        self._people: tuple[StaffView, ...] = ()
        self._by_hand: int | None = None
        self._offered: list[tuple[Any, str]] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for form in self.forms.values():
            # Pills that go on in a second line need more than their first one.
            form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            column.addWidget(form)
        column.addWidget(self.hint)
        self.means.changed.connect(self._on_changed)
        self.said.changed.connect(self._on_changed)
        self.who.currentIndexChanged.connect(self._on_changed)
        self.who.activated.connect(self._on_chosen)
        for field in (self.outside, self.pin, self.words):
            field.textChanged.connect(self._on_changed)
        self._show()

    def set_people(self, people: Sequence[StaffView]) -> None:
        """Who may decide; by phone somebody outside may, too."""
        self._people = tuple(people)
        self._show()

    @property
    def given(self) -> bool:
        """Whether there is an answer."""
        return bool(self.means.value)

    def answer(self) -> ApprovalAnswer | None:
        """What was said; None: nothing yet."""
        if not self.given:
            return None
        chosen = self.who.currentData()
        outside = chosen == _OUTSIDE
        return ApprovalAnswer(
            granted=self.said.value == GRANTED,
            staff_id=None if outside else chosen,
            outside=self.outside.text() if outside else "",
            pin=self.pin.text() if self._by_pin else None,
            words=self.words.text(),
        )

    def missing(self) -> QWidget | None:
        """The first field without which there is no answer, with the words beside it."""
        if not self.given:
            return None
        if self.who.currentData() is None:
            self.forms["staff_id"].say(_("Nobody of the staff may decide this: take “By phone”."))
            return self.means
        if self.said.value is None:
            self.forms["said"].say(_("Choose what they said."))
            return self.said
        if self._by_pin and not self.pin.text():
            self.forms["pin"].say(_("They type their PIN here themselves."))
            return self.pin
        return None

    @property
    def _by_pin(self) -> bool:
        return self.means.value == ApprovalMeans.PIN

    def _on_changed(self, *_told: object) -> None:
        for form in self.forms.values():
            form.say(None)
        self._show()
        self.changed.emit()

    def _on_chosen(self) -> None:
        self._by_hand = self.who.currentData()

    def _show(self) -> None:
        offered: list[tuple[Any, str]] = [
            (one.id, direction.row((one.name, codes.role(one.role)))) for one in self._people
        ]
        if not self._by_pin:
            offered.append((_OUTSIDE, _("Somebody outside")))
        if offered != self._offered:
            self._offered = offered
            # Who was chosen by hand stays; else whoever stands next above.
            was = self._by_hand if self._by_hand in [key for key, _words in offered] else None
            self.who.blockSignals(True)
            choices.fill(self.who, offered, was)
            self.who.blockSignals(False)
        given, outside = self.given, self.who.currentData() == _OUTSIDE
        for name in ("staff_id", "said", "words"):
            self.forms[name].setVisible(given)
        self.forms["outside"].setVisible(given and outside)
        self.forms["pin"].setVisible(given and self._by_pin)
        self.hint.setVisible(given and not self._by_pin)
