"""What every question is asked with: the day, the month whose figures are told, and the instants between."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from deskapp.domain.data_class import dataclass
from deskapp.domain.measures.periods import Period
from deskapp.services.work import Look


@dataclass(frozen=True, slots=True)
class Asking:
    """today: the site's day. first: that of the desk's first call. since, until: the instants of the month, in UTC."""

    look: Look
    zone: ZoneInfo
    today: date
    first: date | None
    month: Period
    since: datetime
    until: datetime
