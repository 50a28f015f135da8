"""The demo desk's story, read from resources/demo, with its lengths of time worked out against one instant."""

import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from deskapp import paths
from deskapp.domain.working_time import WEEKDAYS, Calendar

_LENGTH = re.compile(r"(-?)(?:(\d+)d )?(\d+):(\d\d)(?::(\d\d))?", re.ASCII)
_TOLD_TIME = re.compile(r"\{(\d+:\d\d)\}", re.ASCII)
_DAY = timedelta(days=1)


@cache
def story() -> dict[str, Any]:
    """The story as it is written. It is ours, so a slip in it is a bug and fails loudly."""
    with (paths.resources() / "demo" / "story.toml").open("rb") as file:
        return tomllib.load(file)


def length(text: str) -> timedelta:
    """A length of time as the story writes it: "1:42", "0:11:50", "1d 2:00", "-0:19"."""
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise ValueError(f"not a length of time: {text}")
    sign, days, hours, minutes, seconds = match.groups()
    told = timedelta(days=int(days or 0), hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    return -told if sign else told


def hours(told: Mapping[str, str], zone: str, now: datetime) -> Calendar:
    """A calendar that is the same every day of the week, and hangs on the half hour before `now`.

    So the desk is open at the opening of the demo at any time of any day, with the figures of the story,
    and closes for the night like a desk does: a calendar of 24 x 7 would have no closing time to show.
    """
    local = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    half_hour = local.replace(minute=local.minute // 30 * 30, second=0, microsecond=0)
    opens, closes = half_hour - length(told["opens"]), half_hour + length(told["closes"])
    span = [(f"{opens:%H:%M}", f"{closes:%H:%M}")]
    return Calendar(zone, dict.fromkeys(WEEKDAYS, span))


class Telling:
    """Puts the story's instants and words in relation to the instant of the opening."""

    def __init__(self, now: datetime, zone: str) -> None:
        self.now = now
        self._zone = ZoneInfo(zone)

    def ago(self, text: str) -> datetime:
        return self.now - length(text)

    def ahead(self, text: str) -> datetime:
        """An instant after the opening (before it with a minus); "tomorrow": nine in the morning, half a day off."""
        if text != "tomorrow":
            return self.now + length(text)
        local = self.now.astimezone(self._zone)
        nine = datetime(local.year, local.month, local.day, 9, tzinfo=self._zone) + _DAY
        if nine.astimezone(UTC) - self.now < _DAY / 2:
            nine += _DAY
        return nine.astimezone(UTC)

    def third_day(self, months: int) -> datetime:
        """The third day of the month so many before the present one, at this time of day."""
        local = self.now.astimezone(self._zone)
        month = local.year * 12 + local.month - 1 - months
        return local.replace(year=month // 12, month=month % 12 + 1, day=3).astimezone(UTC)

    def day(self, at: datetime) -> date:
        """The site's local day of an instant."""
        return at.astimezone(self._zone).date()

    def words(self, text: str) -> str:
        """A text with its times of day filled in."""
        return _TOLD_TIME.sub(lambda match: f"{self.ago(match[1]).astimezone(self._zone):%H:%M}", text)
