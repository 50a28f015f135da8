"""Editing a call's own fields. What somebody else changed meanwhile is shown beside it; the person decides."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import OPEN_STATES, Tone
from deskapp.language import _
from deskapp.services.calls.acts import EditCall
from deskapp.services.overview.views import CallDetail
from deskapp.services.places.acts import Chosen
from deskapp.services.places.views import EquipmentView, PersonView, PlaceView
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.places.thing_field import ThingField, What
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.calls.category_fields import CategoryFields
from deskapp.ui.widgets.calls.newer_value import NewerValue
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record import Record, RecordField, Row
from deskapp.ui.widgets.fields import when
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes

#: What a call's row has too, as every list shows it.
_OF_ROW = ("summary", "customer_deadline")


class EditDialog(CallActDialog):
    """Saves against the version that was read. On a conflict nothing is lost: see `refuse`.

    A draft is saved against the version on which it was typed: its untouched fields are as old as that.
    """

    basis_changed = Signal()  # the version that is known here

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Edit"), _("Save"), parent, draft=f"edit:{call.row.id}", width=640)
        self._base_version = call.version
        self._newer: dict[str, NewerValue] = {}
        self.fields = CategoryFields(place)
        self.record = Record(_fields(place, call, self.fields))
        self.record.lay_out(self.body, self._form, apart=8)
        self.fields.come_after(self.record["tone"])
        self.fields.made.connect(lambda name, form: self.take(name, form, kept=False))
        #: By field what the call said when somebody began to type.
        self._said = {one.field_id: one.value for one in call.fields if one.value}
        self.fields.set_texts(self._said)
        self._started: dict[str, Any] = {
            name: field.of(call.row if name in _OF_ROW else call) for name, field in self.record.fields.items()
        }
        self.record.write(self._started)
        assert self.draft is not None  # this dialog has one
        self.draft.keep("fields", self.fields.texts, self.fields.set_texts, self.fields.changed)
        self.draft.keep("basis", self._basis, self._set_basis, self.basis_changed)
        if call.state not in OPEN_STATES:
            # Words may be corrected for good; nothing is due any more.
            self.field_shown("customer_deadline", False)
            self.hint.setText(_("This call is over: corrections are recorded, and no clock moves."))
        self.record["category_id"].currentIndexChanged.connect(self._on_category)
        place.facts_changed.connect(self._on_category)
        self._on_category()
        self.record["summary"].setFocus()

    def submit(self) -> None:
        act = EditCall(
            call_id=self._call.row.id,
            base_version=self._base_version,
            fields=self.fields.values(),
            **self.record.values(),
        )
        self.carry_out(lambda desk: desk.calls.edit(act))

    def refuse(self, error: DeskError) -> None:
        """Show what is saved now beside what was typed. Fields left alone here take what is newer."""
        if not isinstance(error, Conflict) or "newer" not in error.values:
            super().refuse(error)
            return
        newer: Mapping[str, Any] = error.values["newer"]
        typed = self.record.values()
        for shown in self._newer.values():
            shown.hide()
        self._base_version = error.values["version"]
        for name, value in newer.items():
            if value == typed[name] or value == self._started[name]:
                continue
            if typed[name] == self._started[name]:
                self.record.write({name: value})
                self._newer[name].say(_("Changed meanwhile by somebody else."), None)
            else:
                words = self.record.fields[name].say(value) or _("nothing")
                self._newer[name].say(_("Saved meanwhile: {words}").format(words=words), self._taker(name, value))
        self._started = dict(newer)
        theirs: Mapping[int, str] = error.values["fields"]
        self.fields.show_newer(self._said, theirs)
        self._said = {**self._said, **theirs}
        self.basis_changed.emit()
        self.notice.say(_("Somebody changed this call meanwhile. Look at both, then save again."), Tint.SOON)

    def _form(self, field: RecordField, widget: QWidget) -> QWidget:
        self._newer[field.name] = NewerValue()
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.form(field.name, field.heading, widget))
        column.addWidget(self._newer[field.name])
        return pair

    def _on_category(self) -> None:
        facts, chosen = self.place.facts, self.record.values()["category_id"]
        known = facts.categories if facts else ()
        self.fields.set_category(next((one for one in known if one.id == chosen), None))

    def _basis(self) -> dict[str, Any]:
        at = self._started["customer_deadline"]
        deadline = at.isoformat() if at else None
        said = {str(field_id): text for field_id, text in self._said.items()}
        named = {name.value: [self._started[name].id, self._started[name].words] for name in What}
        told = {**self._started, **named, "customer_deadline": deadline}
        return {**told, "version": self._base_version, "fields": said}

    def _set_basis(self, kept: dict[str, Any]) -> None:
        started, at = dict(kept), kept["customer_deadline"]
        self._base_version = started.pop("version")
        self._said = {int(field_id): text for field_id, text in started.pop("fields", {}).items()}
        started["customer_deadline"] = datetime.fromisoformat(at) if at else None
        started["tone"] = Tone(started["tone"]) if started["tone"] else None
        # A draft of an earlier version of the program says nothing of them.
        started |= {name: Chosen(*kept[name]) if name in kept else self._started[name] for name in What}
        self._started = started

    def _taker(self, name: str, value: Any) -> Callable[[], object]:
        return lambda: self.record.write({name: value})


def _fields(place: Workplace, call: CallDetail, of_category: QWidget) -> list[Row]:
    """The fields of a call: a line each, by the names that act, detail and columns have for them.

    of_category: what its category asks for beside them.
    """
    known = {one.id: one.name for one in place.facts.categories} if place.facts else {}
    offered = [(code or None, words) for code, words in choices.categories(place.facts, call.category_id)]
    tones = [(code or None, words) for code, words in choices.tones()]
    clock, zone = place.desk.clock, place.zone
    deadline, make = _("Customer's deadline"), partial(WhenField, clock, zone)

    def say(at: datetime | None) -> str:
        return when.say(at, clock.now(), zone) if at else ""

    return [
        record.line("summary", _("Summary")),
        record.area("details", _("Details"), lines=3, most=10),
        record.area("steps", _("Steps already taken"), lines=3, most=10),
        record.area("wants", _("What they want"), lines=1, most=5),
        (
            record.drop_down("category_id", _("Category"), offered, lambda id_: known.get(id_, _("none")), none=0),
            record.drop_down("tone", _("Tone"), tones, lambda tone: codes.tone(tone) if tone else ""),
        ),
        of_category,
        RecordField("customer_deadline", deadline, make, WhenField.value, WhenField.set_value, say),
        (
            _thing(place, call, What.EQUIPMENT, _("Equipment")),
            _thing(place, call, What.PLACE, _("Place")),
        ),
        _thing(place, call, What.PERSON, _("Who speaks for them")),
    ]


def _thing(place: Workplace, call: CallDetail, what: What, heading: str) -> RecordField:
    """What the call names: one that is there, or a word."""

    def make() -> ThingField:
        field = ThingField(place, what)
        field.set_customer(call.customer.id)
        return field

    def get(call: CallDetail) -> Chosen:
        there: PlaceView | EquipmentView | PersonView | None = getattr(call, what)
        return Chosen() if there is None else Chosen(there.id, there.called)

    return RecordField(
        what, heading, make, lambda field: field.value, ThingField.set_value, lambda chosen: chosen.words, get=get
    )
