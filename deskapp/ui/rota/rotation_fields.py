"""The fields of one rotation: turns, members, days and hours, holidays."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from deskapp.domain.codes import FieldFault
from deskapp.domain.rota import RotaError, Rotation, Window
from deskapp.domain.working_year import WEEKDAYS
from deskapp.language import _
from deskapp.services.directory.views import ContactView
from deskapp.ui.look import theme
from deskapp.ui.rota.member_list import MemberList
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.fields import day_names
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.field_changes import when_changed
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.spin_field import DateTimeField, NumberField, TimeField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.tick_list import TickList, wrapping
from deskapp.ui.widgets.label import Label
from deskapp.wording import refusals

_ANY = "any"
_SHOWN = "yyyy-MM-dd HH:mm"


class RotationFields(Card):
    """`rotation(zone)` gives what was entered; what is wrong is said beside its field."""

    def __init__(self, rotation: Rotation | None, zone: str, now: datetime, holidays: Sequence[date] = ()) -> None:
        super().__init__()
        self._desk_holidays = holidays
        there = ZoneInfo(zone)
        start = rotation.start.astimezone(there) if rotation else _next_monday(now.astimezone(there))
        window = rotation.window if rotation else Window(WEEKDAYS, "17:30", "08:00")
        self.unit = ChoiceRow(_("Turns of"), [("hour", _("hours")), ("day", _("days")), ("week", _("weeks"))])
        self.unit.set_value(rotation.unit if rotation else "week")
        self.length = NumberField()
        self.length.setRange(1, 9999)
        self.length.setValue(rotation.length if rotation else 1)
        self.start = _moment(start)
        self.ends = QCheckBox(_("ends"))
        self.until = _moment(rotation.until.astimezone(there) if rotation and rotation.until else start)
        self.members = MemberList(list(rotation.members) if rotation else ())
        self.windowed = QCheckBox(_("only on certain days and hours"))
        self.days = TickList(_("Days"), list(zip(WEEKDAYS, day_names.short_days(), strict=True)))
        self.days.set_value(window.days if window else WEEKDAYS)
        self.opens, self.closes = _time(window.start if window else "17:30"), _time(window.end if window else "08:00")
        self.on_holidays = ChoiceRow(
            _("Holidays"),
            [(_ANY, _("as any day")), ("rest", _("nobody on them")), ("all_day", _("the whole day"))],
        )
        days = sorted(rotation.holidays) if rotation else []
        self.on_holidays.set_value(rotation.on_holidays if rotation and days else _ANY)
        self.holidays = TextArea("2026-12-25", lines=2)
        self.holidays.setPlainText("\n".join(day.isoformat() for day in days))
        self._forms: dict[str, FormField] = {}
        self._lay_out()
        self.windowed.setChecked(window is not None)
        self.ends.setChecked(rotation is not None and rotation.until is not None)
        for box in (self.windowed, self.ends):
            box.toggled.connect(self._arrange)
        self.on_holidays.changed.connect(self._on_holidays)
        self._arrange()

    def offer(self, contacts: Sequence[ContactView]) -> None:
        self.members.offer(contacts)

    def rotation(self, zone: str) -> Rotation | None:
        """What was entered, on the wall clock of a zone; None where something is wrong, which is then said."""
        for form in self._forms.values():
            form.say(None)
        try:
            return self.entered(zone)
        except RotaError as wrong:
            for name, code in wrong.fields.items():
                self._forms[name if name in self._forms else "members"].say(refusals.field_error(code))
            return None

    def entered(self, zone: str) -> Rotation:
        """What was entered, on the wall clock of a zone. Raises RotaError."""
        there = ZoneInfo(zone)
        return Rotation(
            unit=str(self.unit.value),
            length=self.length.value(),
            start=_entered(self.start, there),
            members=self.members.members,
            until=_entered(self.until, there) if self.ends.isChecked() else None,
            window=self._window(),
            holidays=self._holidays(),
            on_holidays="rest" if self.on_holidays.value == _ANY else str(self.on_holidays.value),
        )

    def when_changed(self, heard: Callable[[], object]) -> None:
        """Hear of any change of what is entered."""
        for field in (*(form.field for form in self._forms.values()), self.windowed, self.ends):
            when_changed(field, heard)

    def _window(self) -> Window | None:
        if not self.windowed.isChecked():
            return None
        return Window([str(day) for day in self.days.value], _said(self.opens), _said(self.closes))

    def _holidays(self) -> list[date]:
        if self.on_holidays.value == _ANY:
            return []
        try:
            return [date.fromisoformat(line.strip()) for line in self.holidays.text().splitlines() if line.strip()]
        except ValueError as problem:
            raise RotaError({"holidays": FieldFault.BAD_DAY}) from problem

    def _on_holidays(self, value: object) -> None:
        if value != _ANY and not self.holidays.text().strip():
            self.holidays.setPlainText("\n".join(day.isoformat() for day in self._desk_holidays))
        self._arrange()

    def _arrange(self) -> None:
        for name in ("days", "opens", "closes"):
            self._forms[name].setVisible(self.windowed.isChecked())
        self._forms["until"].setVisible(self.ends.isChecked())
        self._forms["holidays"].setVisible(self.on_holidays.value != _ANY)

    def _lay_out(self) -> None:
        self.body.setSpacing(theme.px(8))
        self._row(("length", _("Each turn lasts"), self.length), ("unit", _("of"), self.unit))
        self._row(("start", _("First turn begins"), self.start), ("until", _("It ends"), self.until))
        self.body.addWidget(self.ends)
        self._row(("members", _("Members, in turn"), self.members))
        self.body.addWidget(self.windowed)
        self._row(("days", _("Days"), self.days))
        self._row(("opens", _("From"), self.opens), ("closes", _("To"), self.closes))
        self._forms["start"].field.setToolTip(_("On the wall clock of the rota's zone"))
        self.body.addWidget(Label(_("Hours that end before they begin run into the next day."), "muted", wrap=True))
        self._row(("on_holidays", _("Holidays"), self.on_holidays))
        self._row(("holidays", _("Holidays, one a line"), self.holidays))

    def _row(self, *fields: tuple[str, str, QWidget]) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for name, said, field in fields:
            form = FormField(said, field)
            if isinstance(field, (ChoiceRow, TickList)):
                wrapping(form)
            self._forms[name] = form
            row.addWidget(form, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)


def _next_monday(local: datetime) -> datetime:
    """Turns of a week begin on Mondays, as most desks have it: this week's has the first turn."""
    monday = local.date().toordinal() - local.weekday()
    return datetime.combine(date.fromordinal(monday), datetime.min.time().replace(hour=9), local.tzinfo)


def _moment(local: datetime) -> DateTimeField:
    field = DateTimeField()
    field.setDisplayFormat(_SHOWN)
    field.setDateTime(
        QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute, local.second))
    )
    return field


def _entered(field: DateTimeField, there: ZoneInfo) -> datetime:
    day, time = field.date(), field.time()
    return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), time.second(), tzinfo=there)


def _time(said: str) -> TimeField:
    field = TimeField()
    field.setDisplayFormat("HH:mm")
    field.setTime(QTime(int(said[:2]) % 24, int(said[3:])))
    return field


def _said(field: TimeField) -> str:
    return f"{field.time().hour():02}:{field.time().minute():02}"
