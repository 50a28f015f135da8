"""Rotas of a desk in Berlin in 2026, in few words."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from deskapp.domain.rota import Rota, Rotation, Rule, Window

BERLIN = ZoneInfo("Europe/Berlin")
WORKDAYS = {"mon", "tue", "wed", "thu", "fri"}
EVERY_DAY = WORKDAYS | {"sat", "sun"}
TICK = timedelta(microseconds=1)


def berlin(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026, fold: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN, fold=fold)


def in_zone(name: str, *when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(name), fold=fold)  # type: ignore[arg-type,misc]


def rota(*rotations: Rotation, zone: str = "Europe/Berlin", **more: Any) -> Rota:
    return Rota(zone=zone, rotations=list(rotations), **more)


def weekly(*members: str, start: datetime | None = None, **more: Any) -> Rotation:
    """Weeks that turn on Mondays at 8; the first one begins on 5 January 2026."""
    return Rotation(unit="week", length=1, start=start or berlin(1, 5, 8), members=list(members), **more)


def nights(days: set[str] = EVERY_DAY) -> Window:
    return Window(days=days, start="17:30", end="08:00")


def who(plan: Rota, at: datetime) -> str | None:
    return plan.on_call(at).member


def rule(plan: Rota, at: datetime) -> Rule:
    return plan.on_call(at).rule
