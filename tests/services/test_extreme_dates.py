"""The first and the last year there is, in every date and instant of every act: refused in plain words, or kept."""

from __future__ import annotations

import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from role_table import TABLE, Row, busy
from scene import MONDAY_TEN

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError

#: The ends of what can be said, also where a zone leads past them, and years that are merely far.
INSTANTS = (
    datetime.min.replace(tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
    datetime(1, 1, 2, tzinfo=UTC),
    datetime(9999, 12, 30, tzinfo=UTC),
)
DAYS = (date.min, date.max, date(1, 1, 2), date(9999, 12, 30))


@pytest.fixture(scope="module")
def busy_file(blank_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("extreme") / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    desk = Desk(path, FixedClock(MONDAY_TEN), staff_id=1).open()
    busy(desk)
    desk.close()
    return path


def _kind_of(hint: object) -> type | None:
    """Whether a field holds a day or an instant, or may."""
    kinds = {hint, *typing.get_args(hint)}
    return datetime if datetime in kinds else date if date in kinds else None


def _exchanged(value: Any, wanted: Callable[[type], object], found: list[str], where: str = "") -> Any:
    """The same, with every day and instant in it exchanged; `found` gets the places."""
    if isinstance(value, datetime):
        found.append(where)
        return wanted(datetime)
    if isinstance(value, date):
        found.append(where)
        return wanted(date)
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return type(value)(_exchanged(one, wanted, found, where) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        try:
            hints = typing.get_type_hints(type(value))
        except (NameError, TypeError):
            hints = {}
        given: dict[str, Any] = {}
        for field in fields(value):
            if not field.init:
                continue
            held, name = getattr(value, field.name), f"{where}.{field.name}"
            kind = _kind_of(hints.get(field.name))
            if held is None and kind is not None:
                found.append(name)
                given[field.name] = wanted(kind)
            elif held is not None:
                given[field.name] = _exchanged(held, wanted, found, name)
        try:
            return replace(value, **given)
        except (DeskError, ValueError):
            found.clear()  # such a thing cannot even be made
            return value
    return value


def test_no_act_and_no_reading_breaks_at_the_ends_of_time(busy_file: Path, tmp_path: Path) -> None:
    broken: list[str] = []
    reached: set[str] = set()
    for number in range(len(INSTANTS)):
        path = tmp_path / f"{number}.db"
        path.write_bytes(busy_file.read_bytes())
        desk = Desk(path, FixedClock(MONDAY_TEN), staff_id=1).open()
        desk.load()
        for name, row in TABLE.items():
            broken += _try(desk, name, row, number, reached)
        broken += [f"reading, after all of {number}: {said}" for said in _reading(desk)]
        desk.close()
    assert not broken, "\n".join(broken)
    assert len(reached) > 40, reached


def _try(desk: Desk, name: str, row: Row, number: int, reached: set[str]) -> list[str]:
    service, _dot, method = name.partition(".")
    found: list[str] = []

    def wanted(kind: type) -> object:
        return INSTANTS[number] if kind is datetime else DAYS[number % len(DAYS)]

    asked = getattr(desk, service)
    before = getattr(asked, method)

    def exchanged(*args: Any, **named: Any) -> Any:
        args = tuple(_exchanged(one, wanted, found) for one in args)
        named = {key: _exchanged(one, wanted, found, key) for key, one in named.items()}
        return before(*args, **named) if found else None

    setattr(asked, method, exchanged)
    desk.staff_id = 1
    try:
        row.do(desk)
    except DeskError:
        pass
    except Exception as error:  # noqa: BLE001 - which of them breaks, and at what, is what is asked
        # Without a date in it nothing was carried out, and what came of that may be missing here.
        if found:
            return [f"{name} {wanted(datetime)} {wanted(date)} {found}: {error!r}"]
    finally:
        setattr(asked, method, before)
    if found:
        reached.add(name)
    return []


def _reading(desk: Desk) -> list[str]:
    """What goes wrong with all that a window reads of itself."""
    now, wrong = desk.clock.now(), []
    reads: list[Callable[[], object]] = [
        lambda: desk.first_screen("due"),
        desk.facts,
        lambda: desk.lists.counts(now),
        lambda: [desk.overview.call(row.id) for row in desk.lists.calls("open")],
        desk.promises.open,
        lambda: desk.supervision.overdue(now),
    ]
    for read in reads:
        try:
            read()
        except Exception as error:  # noqa: BLE001 - the same
            wrong.append(repr(error))
    return wrong
