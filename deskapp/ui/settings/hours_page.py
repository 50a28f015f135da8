"""Hours: the week, closed dates and special days of the desk and of contacts with hours of their own."""

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp import wording
from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.domain.working_time import WEEKDAYS, Calendar
from deskapp.language import _
from deskapp.services.acts import SaveHours
from deskapp.services.views import CalendarView, DeskFacts
from deskapp.ui import theme
from deskapp.ui.settings import hours_text
from deskapp.ui.settings.hours_text import HoursError
from deskapp.ui.settings.page import SettingsPage
from deskapp.ui.widgets.form_field import FieldError
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.text_area import TextArea
from deskapp.ui.workplace import Workplace


class HoursPage(SettingsPage):
    """A line of text a day. What cannot be read says so beside it, and nothing is saved."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("New hours hold for calls from now on; open calls keep the hours they began with."),
            _("Save hours"),
            parent,
        )
        self._calendars: tuple[CalendarView, ...] = ()
        self._zone = "UTC"
        self.which = self.add("calendar_id", _("Whose hours"), QComboBox())
        self.days: dict[str, QLineEdit] = {}
        self._errors: dict[str, FieldError] = {}
        self._add_week()
        self.closed = self.add("closed", _("Closed dates, one a line"), TextArea("2026-12-25", lines=2))
        self.special = self.add(
            "special", _("Special days with their own hours, one a line"), TextArea("2026-12-24 09:00-12:00", lines=2)
        )
        self.summary = Label("", "muted", wrap=True)
        self.body.addWidget(self.summary)
        self._shown: int | None = None
        self.which.activated.connect(self._on_which)
        self.notice.acted.connect(self.forget_typed)
        for line in self.days.values():
            line.textChanged.connect(self._on_typed)
        self.closed.textChanged.connect(self._on_typed)
        self.special.textChanged.connect(self._on_typed)

    def show_facts(self, facts: DeskFacts) -> None:
        if not self._calendars:
            self._calendars = (facts.desk_calendar,)
            self._offer(facts.desk_calendar.id)
        self.place.read(_calendars, self._on_calendars, key=("hours", id(self)))
        self._show_chosen()

    def content(self) -> object:
        texts = {day: field.text() for day, field in self.days.items()}
        return texts, self.closed.text(), self.special.text()

    def submit(self) -> None:
        spec, chosen = self._spec(), self._chosen()
        if spec is None or chosen is None:
            return
        hours, now = Calendar.from_dict(spec), self.place.desk.clock.now()
        if not hours.is_open(now) and hours.next_opening(now) is None:
            self._errors["mon"].say(wording.field_error("no_hours"))
            self.days["mon"].setFocus()
            return
        act = SaveHours(chosen.id, spec)
        self.carry_out(
            lambda desk: desk.site.save_hours(act), _("The hours are saved; calls logged from now on follow them.")
        )

    def refuse(self, error: DeskError) -> None:
        super().refuse(error)
        fields = getattr(error, "fields", {})
        if "week" in fields:
            self._errors["mon"].say(wording.field_error(fields["week"]))

    def _spec(self) -> dict[str, Any] | None:
        """The hours as typed, or None with words beside what cannot be read; the first of it gets the focus."""
        week = {day: spans for day in WEEKDAYS if (spans := self._day(day)) is not None}
        closed = self._read("closed", self.closed, hours_text.closed)
        special = self._read("special", self.special, hours_text.special)
        wrong = [field for field in (*self.days.values(), self.closed, self.special) if field.property("wrong")]
        if wrong:
            wrong[0].setFocus()
            self.show_part(wrong[0])
            return None
        return hours_text.spec(self._zone, week, closed or [], special or {})

    def _day(self, day: str) -> list[hours_text.Span] | None:
        try:
            spans = hours_text.spans(self.days[day].text())
        except HoursError as error:
            self._errors[day].say(wording.field_error(error.code))
            return None
        self._errors[day].say(None)
        return spans

    def _read(self, name: str, field: TextArea, read: Any) -> Any:
        try:
            found = read(field.text())
        except HoursError as error:
            self.say(name, f"{error.line}: {wording.field_error(error.code)}")
            return None
        self.say(name, None)
        return found

    def _on_typed(self) -> None:
        """Say what these hours would mean; what is wrong is said on leaving the field, not at every key."""
        try:
            week = {day: hours_text.spans(field.text()) for day, field in self.days.items()}
            closed = hours_text.closed(self.closed.text())
            hours = Calendar(self._zone, week, closed, hours_text.special(self.special.text()))
        except HoursError:
            self.summary.setText("")
            return
        self.summary.setText(said_of(hours, self.place.desk.clock.now()))

    def _on_which(self) -> None:
        """Show other hours; not while there is something typed that would be lost."""
        if self.typed:
            self.which.setCurrentIndex(self.which.findData(self._shown))
            self.notice.say(_("Save these hours first, or take back what you typed."), action=_("Take back"))
            return
        self.notice.end()
        self.forget_typed()

    def _on_calendars(self, calendars: tuple[CalendarView, ...]) -> None:
        chosen = self._chosen()
        self._calendars = calendars
        self._offer(chosen.id if chosen else calendars[0].id)
        if not self.typed:
            self._show_chosen()
            self._seen = self.content()

    def _offer(self, chosen: int) -> None:
        self.which.clear()
        for calendar in self._calendars:
            self.which.addItem(calendar.name, calendar.id)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))

    def _chosen(self) -> CalendarView | None:
        return next((one for one in self._calendars if one.id == self.which.currentData()), None)

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        told = chosen.calendar.to_dict()
        self._shown = chosen.id
        self._zone = chosen.calendar.zone
        for day, field in self.days.items():
            field.setText(hours_text.spans_text(told["week"].get(day, ())))
            self._errors[day].say(None)
        self.closed.setPlainText("\n".join(told["closed"]))
        lines = [f"{day} {hours_text.spans_text(spans)}".strip() for day, spans in told["special"].items()]
        self.special.setPlainText("\n".join(lines))

    def _add_week(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for row, day in enumerate(WEEKDAYS):
            field = QLineEdit()
            field.setPlaceholderText(_("closed"))
            field.setAccessibleName(wording.weekday(row))
            field.editingFinished.connect(lambda day=day: self._day(day))
            name = Label(wording.weekday(row))
            name.setBuddy(field)
            room = QWidget()
            column = QVBoxLayout(room)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.px(3))
            self._errors[day] = FieldError(field)
            column.addWidget(field)
            column.addWidget(self._errors[day])
            grid.addWidget(name, row, 0)
            grid.addWidget(room, row, 1)
            self.days[day] = field
        self.body.addLayout(grid)


def said_of(hours: Calendar, now: datetime) -> str:
    """What hours mean for somebody who reads them: open or closed now, and until when."""
    if hours.is_open(now):
        until = hours.open_until(now)
        if until is None:
            return _("With these hours it is always open.")
        return _("With these hours it is open now, until {time}.").format(time=wording.instant(until, hours.zone, now))
    again = hours.next_opening(now)
    if again is None:
        return _("With these hours it never opens: no deadline could ever be met or missed.")
    return _("With these hours it is closed now, and opens {time}.").format(
        time=wording.instant(again, hours.zone, now)
    )


def _calendars(desk: Desk) -> tuple[CalendarView, ...]:
    from deskapp.services.calendars import named  # the ORM is loaded by now, off the window's thread

    return named(desk.work)
