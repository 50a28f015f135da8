"""Periods as they are asked for on the command line: a month, a week, any dates."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.measures.periods import Period, PeriodKind, between, containing
from deskapp.language import _

#: Beyond it the calendar has an end.
_LAST_YEAR = 9998


def asked_period(command: argparse.ArgumentParser) -> None:
    """--day, --week, --month, --quarter, --year, or --from and --to-day."""
    one = command.add_mutually_exclusive_group()
    one.add_argument("--month", metavar="MONTH", type=_month, dest="period", help=_("as 2026-10; else the last one"))
    one.add_argument("--quarter", metavar="QUARTER", type=_quarter, dest="period", help=_("as 2026-Q3"))
    one.add_argument("--year", metavar="YEAR", type=_year, dest="period", help=_("as 2026"))
    one.add_argument("--week", metavar="WEEK", type=_week, dest="period", help=_("as 2026-W47, or a day in it"))
    one.add_argument("--day", metavar="DAY", type=_one_day, dest="period", help=_("as 2026-10-16"))
    one.add_argument("--from", metavar="DAY", type=_day, dest="first", help=_("from this day, as 2026-10-16"))
    command.add_argument(
        "--to-day", metavar="DAY", type=_day, dest="last", help=_("with --from: until this day, with it")
    )


def period_of(asked: Namespace, zone: str, now: datetime) -> Period:
    """Which one was asked for; the last whole month where none was. Raises DeskError where only one end is named."""
    if asked.first is not None or asked.last is not None:
        if asked.first is None or asked.last is None:
            raise DeskError(Refusal.PERIOD_HALF)
        return between(asked.first, asked.last)
    if asked.period is not None:
        period: Period = asked.period
        return period
    return containing(PeriodKind.MONTH, now.astimezone(ZoneInfo(zone)).date()).before()


def _day(text: str) -> date:
    day = _read(text, _parsed("%Y-%m-%d"))
    if day is None:
        raise argparse.ArgumentTypeError(_("{text} is no day: write it as 2026-10-16").format(text=text))
    return day


def _one_day(text: str) -> Period:
    return containing(PeriodKind.DAY, _day(text))


def _month(text: str) -> Period:
    day = _read(text, _parsed("%Y-%m"))
    if day is None:
        raise argparse.ArgumentTypeError(_("{text} is no month: write it as 2026-12").format(text=text))
    return containing(PeriodKind.MONTH, day)


def _quarter(text: str) -> Period:
    def first(said: str) -> date:
        year, _sign, number = said.upper().partition("-Q")
        return date(int(year), {"1": 1, "2": 4, "3": 7, "4": 10}[number], 1)

    day = _read(text, first)
    if day is None:
        raise argparse.ArgumentTypeError(_("{text} is no quarter: write it as 2026-Q3").format(text=text))
    return containing(PeriodKind.QUARTER, day)


def _year(text: str) -> Period:
    day = _read(text, _parsed("%Y"))
    if day is None:
        raise argparse.ArgumentTypeError(_("{text} is no year: write it as 2026").format(text=text))
    return containing(PeriodKind.YEAR, day)


def _week(text: str) -> Period:
    day = _read(text, date.fromisoformat)
    if day is None:
        raise argparse.ArgumentTypeError(_("{text} is no week: write it as 2026-W47").format(text=text))
    return containing(PeriodKind.WEEK, day)


def _parsed(form: str) -> Callable[[str], date]:
    return lambda text: datetime.strptime(text, form).replace(tzinfo=UTC).date()


def _read(text: str, read: Callable[[str], date]) -> date | None:
    try:
        day = read(text)
    except (ValueError, KeyError):
        return None
    return day if 1 < day.year <= _LAST_YEAR else None
