"""Hours: the week, closed dates and special days of each calendar; the desk's own, and others by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.working_time import Calendar, CalendarError
from deskapp.language import _
from deskapp.services.clocks.acts import SaveHours
from deskapp.services.clocks.views import CalendarView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.side_by_side import SideBySide
from deskapp.ui.settings.hours import hours_text
from deskapp.ui.settings.hours.holiday_row import HolidayRow
from deskapp.ui.settings.hours.hours_text import HoursError
from deskapp.ui.settings.hours.hours_words import said_of
from deskapp.ui.settings.hours.new_calendar_dialog import NewCalendarDialog
from deskapp.ui.settings.hours.week_fields import WeekFields
from deskapp.ui.settings.targets.policy_page import PolicyPage
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.dialogs.newer import Newer, same_words
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.zone_field import ZoneField
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals, times


class HoursPage(PolicyPage):
    """A line of text a day. What cannot be read says so beside it, and nothing is saved."""

    KEPT = "hours"
    FILLED_LATER = True

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("New hours hold for calls from now on; open calls keep the hours they began with."),
            _("Save hours"),
            parent,
        )
        self._calendars: tuple[CalendarView, ...] = ()
        self._shown: CalendarView | None = None
        self._next: int | None = None
        self.newer = Newer(lambda _theirs: self.forget_typed())
        self.which = DropDown()
        self.new_button = secondary(_("New calendar…"))
        self.name = QLineEdit()
        self.zone = ZoneField(place)
        self.week = WeekFields()
        self.days = self.week.days
        self.summary = Label("", wrap=True)
        self.closed = TextArea(_("2026-12-25 Christmas Day"), lines=7, most=12)
        self.holidays = HolidayRow(place)
        self.special = TextArea(_("2026-12-24 09:00-12:00 Christmas Eve"), lines=2, most=5)
        self._lay_out()
        self.which.activated.connect(self._on_which)
        self.new_button.clicked.connect(self._on_new)
        self.holidays.found.connect(self._on_holidays)
        self.week.changed.connect(self._on_typed)
        for field in (self.closed, self.special, self.zone.line):
            field.textChanged.connect(self._on_typed)

    def show_facts(self, facts: DeskFacts) -> None:
        self.place.read(lambda desk: desk.site.calendars(), self._on_calendars, key=("hours", id(self)))

    def forget_typed(self) -> None:
        self._show_chosen()

    def content(self) -> object:
        texts = (self.closed.text(), self.special.text(), self.name.text(), self.zone.text())
        return self._shown and self._shown.id, self.week.texts(), texts, self.holidays.taken

    def submit(self) -> None:
        spec = self._spec()
        if spec is None or self._shown is None:
            return
        hours, now = Calendar.from_dict(spec), self.place.desk.clock.now()
        if not hours.is_open(now) and hours.next_opening(now) is None:
            self.week.say(refusals.field_error(FieldFault.NO_HOURS))
            self._go_to(self.days["mon"])
            return
        country, region = self.holidays.taken or (None, None)
        act = SaveHours(self._shown.id, spec, self.name.text(), country, region, self._shown.version_id)
        said = _("New calls follow these hours.")

        def done() -> None:
            self.newer.hide()
            self.say_saved(said)

        self.carry_out(lambda desk: desk.site.save_hours(act), said, done)

    def refuse(self, error: DeskError) -> None:
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, CalendarView):
            self._shown = newer
            self._calendars = tuple(newer if one.id == newer.id else one for one in self._calendars)
            self.newer.show_differences(newer, self._differences(newer))
            self.show_part(self.newer)
            return
        super().refuse(error)
        code = getattr(error, "fields", {}).get("week")
        if code:
            self.week.say(refusals.field_error(code))

    def _differences(self, newer: CalendarView) -> list[tuple[str, str]]:
        """(field, what it says there) of every field that was typed otherwise."""
        told = newer.calendar.to_dict()
        rows = [
            (times.weekday(number), field.text(), hours_text.spans_text(told["week"].get(day, ())))
            for number, (day, field) in enumerate(self.days.items())
        ]
        closed, special = hours_text.of_calendar(newer)
        rows += [
            (_("Closed days"), self.closed.text(), hours_text.closed_text(closed)),
            (_("Special days"), self.special.text(), hours_text.special_text(special)),
            (_("Name"), self.name.text(), newer.name),
            (_("Time zone"), self.zone.text(), newer.calendar.zone),
        ]
        return [(words, theirs) for words, mine, theirs in rows if not same_words(mine, theirs)]

    def _spec(self) -> dict[str, Any] | None:
        """The hours as typed, or None with words beside what cannot be read; the first of it gets the focus."""
        wrong: list[QWidget] = []
        if not self.name.text().strip():
            wrong.append(self.name)
        self.say("name", refusals.field_error(FieldFault.MISSING) if wrong else None)
        zone_known = self.zone.valid()
        self.say("zone", None if zone_known else refusals.field_error(FieldFault.UNKNOWN_ZONE))
        if not zone_known:
            wrong.append(self.zone)
        day = self.week.check()
        if day is not None:
            wrong.append(day)
        closed = self._read("closed", self.closed, hours_text.closed)
        special = self._read("special", self.special, hours_text.special)
        if closed is None:
            wrong.append(self.closed)
        if special is None:
            wrong.append(self.special)
        if wrong:
            self._go_to(wrong[0])
            return None
        return hours_text.spec(self.zone.text(), self.week.week(), closed, special)

    def _read(self, name: str, field: TextArea, read: Any) -> Any:
        try:
            found = read(field.text())
        except HoursError as error:
            self.say(name, f"{error.line}: {refusals.field_error(error.code)}")
            return None
        self.say(name, None)
        return found

    def _go_to(self, field: QWidget) -> None:
        """The focus to a field, and into sight with the words below it."""
        field.setFocus()
        self.show_part(field.parentWidget() or field)

    def _on_typed(self) -> None:
        """Say what these hours would mean; what is wrong is said on leaving the field, not at every key."""
        try:
            closed, special = hours_text.closed(self.closed.text()), hours_text.special(self.special.text())
            spec = hours_text.spec(self.zone.text(), self.week.week(), closed, special)
            words = said_of(Calendar.from_dict(spec), closed, self.place.desk.clock.now())
        except (HoursError, CalendarError):
            words = ""
        self.summary.setText(words)

    def _on_holidays(self, days: Sequence[tuple[date, str]]) -> None:
        """Put public holidays to the closed days; what was typed stays, and special days keep their hours."""
        closed = self._read("closed", self.closed, hours_text.closed)
        special = self._read("special", self.special, hours_text.special)
        if closed is None or special is None:
            self.holidays.say(_("Nothing was added: mend the dates first."))
            return
        added = [(day, name) for day, name in days if day not in closed and day not in special]
        known = [day for day, _name in days if day in closed or day in special]
        named = {day: name for day, name in days if day in closed and not closed[day]}
        self.closed.selectAll()
        # As if it were typed, so that it can be taken back by Ctrl+Z.
        self.closed.insertPlainText(hours_text.closed_text(closed | named | dict(added)))
        self.holidays.merged([day for day, _name in added], known)

    def _on_which(self) -> None:
        """Show other hours; not while there is something typed that would be lost."""
        if self._shown is not None and self.which.currentData() == self._shown.id:
            return
        if self.typed:
            self.which.setCurrentIndex(self.which.findData(self._shown.id if self._shown else None))
            self.refuse_to_leave()
            return
        self.notice.end()
        self._show_chosen()

    def _on_new(self) -> None:
        if self.typed:
            self.refuse_to_leave()
            return
        if self._calendars:
            dialog = NewCalendarDialog(self.place, self._calendars[0], self)
            dialog.carried_out.connect(self._on_added)
            dialog.open()

    def _on_added(self, calendar: CalendarView) -> None:
        self._next = calendar.id
        if self.place.facts is not None:
            self.show_facts(self.place.facts)

    def _on_calendars(self, calendars: tuple[CalendarView, ...]) -> None:
        """The calendars were read again. What was typed and not saved yet stays."""
        self._calendars = calendars
        chosen = self._next or self.which.currentData() or calendars[0].id
        self._next = None
        self.which.clear()
        for calendar in calendars:
            self.which.addItem(calendar.name, calendar.id)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        if not self.typed:
            self._show_chosen()

    def _show_chosen(self) -> None:
        self._shown = next((one for one in self._calendars if one.id == self.which.currentData()), None)
        if self._shown is None:
            return
        shown = self._shown
        self.newer.hide()
        for name in ("name", "zone", "closed", "special"):
            self.say(name, None)
        self.name.setText(shown.name)
        own = shown is self._calendars[0]
        self.zone.setText(shown.calendar.zone)
        self.zone.fix(_("The desk's own clock is set under Site.") if own else "")
        self.week.show_week(shown.calendar.to_dict()["week"])
        closed, special = hours_text.of_calendar(shown)
        self.closed.setPlainText(hours_text.closed_text(closed))
        self.special.setPlainText(hours_text.special_text(special))
        self.holidays.show_chosen(shown.country, shown.region, shown.calendar.zone)
        self.settle()
        self._on_typed()

    def _begun_from(self) -> list[int | None]:
        """Which calendar is shown, and the version of it that was typed over."""
        return [self._shown.id, self._shown.version_id] if self._shown is not None else [None, None]

    def _begin_from(self, kept: Sequence[int | None]) -> None:
        calendar_id, version_id = kept
        self.which.setCurrentIndex(max(0, self.which.findData(calendar_id)))
        self._show_chosen()
        if self._shown is not None and version_id is not None:
            self._shown = replace(self._shown, version_id=version_id)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        choice = QWidget()
        choice.setLayout(row)
        row.addWidget(self.which, 1)
        row.addWidget(self.new_button)
        self.which.setAccessibleName(_("Calendar"))
        choice.setFocusProxy(self.which)
        self.which.setMinimumContentsLength(8)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        columns = SideBySide()
        left, right = columns.left, columns.right
        assert self.draft is not None
        # First of all: the others are of the calendar that is chosen.
        self.draft.keep("calendar", self._begun_from, self._begin_from)
        self.draft.keep("week", lambda: list(self.week.texts()), self.week.set_texts, self.week.changed)
        self.draft.keep("holidays", lambda: self.holidays.taken, self.holidays.set_taken)
        left.addWidget(self.form("calendar_id", _("Calendar"), choice, kept=False))
        left.addWidget(Section(_("Usual week")))
        left.addWidget(self.week)
        left.addWidget(self.summary)
        right.addWidget(self.form("name", _("Name"), self.name))
        right.addWidget(self.form("closed", _("Closed days, one a line: date and name"), self.closed))
        right.addWidget(self.form("country", _("Public holidays of"), self.holidays, kept=False))
        right.addWidget(self.form("special", _("Special days with their own hours, one a line"), self.special))
        right.addWidget(self.form("zone", _("Time zone"), self.zone))
        self.body.addWidget(self.newer)
        self.body.addWidget(columns)
