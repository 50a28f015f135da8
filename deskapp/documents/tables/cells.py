"""What every form of a table shares: heads that name the zone, the wall clock, lengths of time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from deskapp.domain.exchange.table import Kind, Table


def heads(table: Table) -> list[str]:
    """The heads, with the zone behind those of instants."""
    return [f"{column.head} ({table.zone})" if column.kind is Kind.INSTANT else column.head for column in table.columns]


def wall_clock(at: datetime, zone: ZoneInfo) -> datetime | None:
    """What the clock on the wall says, to the second; None within a day of the calendar's ends."""
    try:
        return at.astimezone(zone).replace(microsecond=0)
    except OverflowError:
        return None


def hours(length: timedelta) -> str:
    """A length of time as 26:03:05, -0:15:00."""
    seconds = round(abs(length.total_seconds()))
    minutes, seconds = divmod(seconds, 60)
    sign = "-" if length < timedelta(0) else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"
