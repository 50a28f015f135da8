"""A rota planned anew from now on: its rotations in order, dated shifts, the catch-all."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.rota import RotaError, Rotation
from deskapp.language import _
from deskapp.services.directory.views import ContactView
from deskapp.services.rotas.acts import SaveRota
from deskapp.services.rotas.views import PlanView, RotaView
from deskapp.ui.look import theme
from deskapp.ui.rota import shift_lines
from deskapp.ui.rota.people import People
from deskapp.ui.rota.plan_preview import PlanPreview
from deskapp.ui.rota.rotation_fields import RotationFields
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.field_changes import when_changed
from deskapp.ui.widgets.fields.form_field import FieldError
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.zone_field import ZoneField
from deskapp.ui.widgets.heading import Section
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

_NOBODY = 0
_AFTER_MS = 150


class RotaDialog(ActDialog):
    """A new rota, or one as it stands; the first rotation that applies has the turn."""

    def __init__(self, place: Workplace, rota: RotaView | None, parent: QWidget | None = None) -> None:
        title = _("Edit rota") if rota else _("New rota")
        self.preview = PlanPreview()
        super().__init__(place, title, _("Save rota"), parent, about=rota.name if rota else "", width=640)
        self._rota = rota
        self._contacts: tuple[ContactView, ...] = ()
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_AFTER_MS)
        self._looking.timeout.connect(self.look_ahead)
        self.name = self.add("name", _("Name"), QLineEdit(rota.name if rota else ""))
        self.zone = self.add("zone", _("Time zone of its handovers"), ZoneField(place))
        self.zone.setText(rota.rota.zone if rota else place.zone)
        self.rotations: list[RotationFields] = []
        self.body.addWidget(Section(_("Rotations, the first that applies has the turn")))
        self._stack = _column()
        self.body.addLayout(self._stack)
        more = secondary(_("Add a rotation"))
        more.setAutoDefault(False)
        self._rotations_error = FieldError(more)
        more.clicked.connect(lambda: self.add_rotation(None))
        row = QHBoxLayout()
        row.addWidget(more)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._rotations_error)
        self.shifts = self.add(
            "shifts",
            _("Dated shifts, one a line"),
            TextArea("2026-12-24 17:30 to 2026-12-25 08:00 " + _("name"), lines=2),
        )
        self.catch_all = self.add(
            "catch_all", _("Catch-all, when nobody has the turn"), People([(_NOBODY, _("nobody"))])
        )
        self.active = QCheckBox(_("in use"))
        self.active.setChecked(rota.active if rota else True)
        self.body.addWidget(self.active)
        for rotation in rota.rota.rotations if rota else (None,):
            self.add_rotation(rotation)
        if rota and rota.rota.catch_all:
            self.catch_all.set_value(int(rota.rota.catch_all))
        self.hint.setText(_("It holds from now on; who was on call in the past stays."))
        for field in (self.zone, self.shifts, self.catch_all, self.active):
            when_changed(field, self._looking.start)
        self.main_button.setEnabled(False)
        self.name.setFocus()
        place.read(lambda desk: desk.directory.contacts(), self._on_contacts, key=("contacts", id(self)))

    def add_rotation(self, rotation: Rotation | None) -> RotationFields:
        """One more, after the others."""
        zone = self.zone.text() if self.zone.valid() else self.place.zone
        fields = RotationFields(rotation, zone, self.place.desk.clock.now(), self._holidays())
        fields.offer(self._contacts)
        row = QHBoxLayout()
        row.addStretch(1)
        for said, run in ((_("Before the others"), self._first), (_("Take out this rotation"), self._remove)):
            button = secondary(said)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, run=run: run(fields))
            row.addWidget(button)
        fields.body.addLayout(row)
        self.rotations.append(fields)
        self._stack.addWidget(fields)
        fields.when_changed(self._looking.start)
        self._looking.start()
        return fields

    def make_middle(self) -> QWidget:
        """Who will be on call stands below the fields, wherever they are scrolled to."""
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(super().make_middle(), 1)
        column.addWidget(self.preview)
        return middle

    def look_ahead(self) -> None:
        """Show who would be on call by what is entered."""
        if not self.isVisible():
            return
        try:
            act = self._act(self.zone.text(), [fields.entered(self.zone.text()) for fields in self.rotations])
        except (RotaError, shift_lines.LineError, KeyError, ValueError, OSError):
            self.preview.say_unclear()
            return
        if not (act.rotations or act.shifts or act.catch_all):
            self.preview.say_unclear()
            return
        self.place.read(
            lambda desk: desk.rotas.would_be(act), self._on_plan, lambda _error: self.preview.say_unclear(),
            ("plan", id(self)), receiver=self,
        )  # fmt: skip

    def submit(self) -> None:
        self._rotations_error.say(None)
        if not self.zone.valid():
            self.say("zone", refusals.field_error(FieldFault.UNKNOWN_ZONE))
            self.go_to(self.zone)
            return
        zone = self.zone.text()
        rotations = [fields.rotation(zone) for fields in self.rotations]
        for fields, rotation in zip(self.rotations, rotations, strict=True):
            if rotation is None:
                self.go_to(fields.members)
                return
        try:
            act = self._act(zone, [rotation for rotation in rotations if rotation is not None])
        except shift_lines.LineError as wrong:
            self.say("shifts", _line_words(wrong))
            self.go_to(self.shifts)
            return
        self.carry_out(lambda desk: desk.rotas.save(act))

    def _act(self, zone: str, rotations: Sequence[Rotation]) -> SaveRota:
        """What is entered. Raises LineError."""
        return SaveRota(
            name=self.name.text(),
            zone=zone,
            rotations=tuple(rotations),
            shifts=tuple(shift_lines.read(self.shifts.text(), self._names(), zone)),
            catch_all=self.catch_all.value or None,
            active=self.active.isChecked(),
            id=self._rota.id if self._rota else None,
            base_version=self._rota.version if self._rota else None,
        )

    def _on_plan(self, view: PlanView) -> None:
        self.preview.show_plan(view, self.place.zone)

    def refuse(self, error: DeskError) -> None:
        if isinstance(error, Conflict):
            # What was planned meanwhile is shown behind the dialog; saving again means this one.
            newer: Any = error.values["newer"]
            self._rota = newer
            self._looking.start()
            self.say("name", _("Somebody planned this rota meanwhile. Look at it; save again to have yours instead."))
            return
        fields = getattr(error, "fields", {})
        if "rotations" in fields:
            self._rotations_error.say(refusals.field_error(fields["rotations"]))
        super().refuse(error)

    def _first(self, fields: RotationFields) -> None:
        self.rotations.remove(fields)
        self.rotations.insert(0, fields)
        self._stack.removeWidget(fields)
        self._stack.insertWidget(0, fields)
        self._looking.start()

    def _remove(self, fields: RotationFields) -> None:
        self.rotations.remove(fields)
        self._stack.removeWidget(fields)
        fields.hide()
        fields.deleteLater()
        self._looking.start()

    def _holidays(self) -> list[date]:
        facts = self.place.facts
        days = facts.desk_calendar.calendar.to_dict()["closed"] if facts else ()
        today = self.place.desk.clock.now().date()
        found = [day if isinstance(day, date) else date.fromisoformat(day) for day in days]
        return [day for day in found if day >= today]

    def _names(self) -> dict[str, str]:
        return {str(one.id): one.name for one in self._contacts}

    def _on_contacts(self, contacts: tuple[ContactView, ...]) -> None:
        self._contacts = contacts
        self.catch_all.offer(contacts)
        for fields in self.rotations:
            fields.offer(contacts)
        if self._rota is not None and not self.shifts.text():
            self.shifts.setPlainText(shift_lines.write(self._rota.rota.shifts, self._names(), self._rota.rota.zone))
        self.main_button.setEnabled(True)
        self.look_ahead()


def _column() -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(theme.px(8))
    return layout


def _line_words(wrong: shift_lines.LineError) -> str:
    if isinstance(wrong.code, FieldFault):
        said = refusals.field_error(wrong.code)
    else:
        said = {
            shift_lines.LineFault.LINE: _("write it as: 2026-12-24 17:30 to 2026-12-25 08:00 name"),
            shift_lines.LineFault.NAME: _("nobody in the directory has this name"),
            shift_lines.LineFault.TWO_NAMES: _(
                "several in the directory have this name: use a rotation, or name one of them differently"
            ),
        }[wrong.code]
    return _("Line {number}: {why}").format(number=wrong.number, why=said)
