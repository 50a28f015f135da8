"""The line at the foot of the window: what is saved, what time it is at the site, and until when the office is open."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from deskapp.domain.working_time import Calendar
from deskapp.language import _
from deskapp.ui.widgets.label import Label


class StatusLine(Label):
    """Words only; a second's tick changes them once a minute."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "muted", parent=parent)
        self.setAccessibleName(_("State of the desk"))
        self._zone = "UTC"
        self._hours: Calendar | None = None
        self._saved: datetime | None = None
        self._now: datetime | None = None

    def set_zone(self, zone: str) -> None:
        self._zone = zone
        self._show()

    def set_hours(self, hours: Calendar) -> None:
        """The desk's calendar."""
        self._hours = hours
        self._show()

    def saved(self, at: datetime) -> None:
        """Something was written to the file."""
        self._saved = at
        self._show()

    def set_now(self, now: datetime) -> None:
        self._now = now
        self._show()

    def _show(self) -> None:
        parts = []
        zone = ZoneInfo(self._zone)
        if self._saved is not None:
            parts.append(_("Saved {time}").format(time=f"{self._saved.astimezone(zone):%H:%M:%S}"))
        if self._now is not None:
            parts.append(self._site_words(self._now, zone))
        words = "   ·   ".join(parts)
        if words != self.text():
            self.setText(words)

    def _site_words(self, now: datetime, zone: ZoneInfo) -> str:
        time = f"{now.astimezone(zone):%H:%M}"
        if self._hours is None:
            return _("site time {time}").format(time=time)
        if self._hours.is_open(now):
            until = self._hours.open_until(now)
            if until is None:
                return _("site time {time}, office always open").format(time=time)
            return _("site time {time}, office open until {until}").format(time=time, until=_when(until, now, zone))
        again = self._hours.next_opening(now)
        if again is None:
            return _("site time {time}, office closed").format(time=time)
        return _("site time {time}, office closed until {until}").format(time=time, until=_when(again, now, zone))


def _when(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    local, today = at.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    from deskapp.wording import times

    return times.instant(at, zone.key, now)
