"""Roles hold below the screens (RULES.md, "People"): every service call by every role, and what is refused.

The table is `role_table.py`. Nobody signed in means a window's desk: it gives nothing away before somebody has
signed in. A command is trusted to read: who gives it can read the file.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from long_runs import LONG_RUNS
from role_table import ANYBODY, PEOPLE, TABLE, busy
from scene import MONDAY_TEN, everything
from unchanged_desk import UnchangedDesk

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError, NotAllowed
from deskapp.domain.words import Role
from deskapp.services.staff.acts import SaveStaff

WHO: list[Role | None] = [None, *Role]
_RANK = list(Role)


@pytest.fixture(scope="module")
def busy_file(blank_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scene of the table, made once."""
    path = tmp_path_factory.mktemp("busy") / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    desk = Desk(path, FixedClock(MONDAY_TEN), staff_id=1).open()
    busy(desk)
    desk.close()
    return path


@pytest.fixture
def file(busy_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    path.write_bytes(busy_file.read_bytes())
    return path


@pytest.fixture
def window_desk(file: Path, clock: FixedClock) -> Iterator[Desk]:
    """The desk as a window opens it."""
    desk = Desk(file, clock, guarded=True).open()
    yield desk
    desk.close()


def _methods(desk: Desk) -> set[str]:
    """Every public method of every service."""
    desk.load()
    services = {
        name: service
        for name, service in vars(desk).items()
        if type(service).__module__.startswith("deskapp.services.") and name not in ("work", "_index")
    }
    return {
        f"{name}.{method}"
        for name, service in services.items()
        for method in dir(type(service))
        if not method.startswith("_") and callable(getattr(service, method))
    }


def test_the_table_has_a_row_for_every_method_of_every_service(window_desk: Desk) -> None:
    assert _methods(window_desk) == set(TABLE)


def _may(who: Role | None, method: str) -> bool:
    needs = TABLE[method].needs
    return needs is ANYBODY or (who is not None and _RANK.index(who) >= _RANK.index(needs))


#: At full length (DESK_LONG_RUNS=1) everybody does what they may. Else the lowest who may, and one of those above in
#: turn: that whoever ranks higher may too is one comparison for all rows.
def _tried(method: str, turn: int) -> list[Role | None]:
    lowest, *above = [who for who in WHO if _may(who, method)]
    return [lowest, *(above if LONG_RUNS or not above else [above[turn % len(above)]])]


ALLOWED = [(method, who) for turn, method in enumerate(TABLE) for who in _tried(method, turn)]


@pytest.fixture(scope="module")
def unchanged(busy_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[UnchangedDesk]:
    folder = tmp_path_factory.mktemp("unchanged")
    made = UnchangedDesk(busy_file, folder, lambda path: Desk(path, FixedClock(MONDAY_TEN), guarded=True).open())
    yield made
    made.close()


@pytest.mark.parametrize(("method", "who"), ALLOWED, ids=lambda part: part or "nobody")
def test_who_may_is_answered(unchanged: UnchangedDesk, method: str, who: Role | None) -> None:
    desk = unchanged()
    desk.staff_id = PEOPLE[who] if who else None
    TABLE[method].do(desk)


@pytest.mark.parametrize("who", WHO, ids=lambda role: role or "nobody")
def test_who_may_not_is_refused_with_the_code_of_the_table_and_nothing_is_changed(
    window_desk: Desk, file: Path, who: Role | None
) -> None:
    before = everything(file)
    for method, row in TABLE.items():
        if _may(who, method):
            continue
        window_desk.staff_id = PEOPLE[who] if who else None
        with pytest.raises(NotAllowed) as refused:
            row.do(window_desk)
        assert refused.value.code == ("nobody_signed_in" if who is None else row.refused), method
        if refused.value.code == "role_too_low":
            assert row.needs is not None
            assert refused.value.values["needs"] == row.needs.value, method
    assert everything(file) == before


def test_there_are_rows_for_every_role() -> None:
    assert {row.needs for row in TABLE.values()} == {ANYBODY, *Role}


#: What needs somebody. Going away is allowed to whoever came in, also after having left the staff.
_ACTS = [name for name, row in TABLE.items() if row.needs is not ANYBODY and name != "staff.sign_out"]


def test_who_was_deactivated_is_refused_on_the_next_act_though_still_signed_in(window_desk: Desk, file: Path) -> None:
    window_desk.staff_id = PEOPLE[Role.MANAGER]
    left = window_desk.site.save_staff(SaveStaff("Left", Role.MANAGER)).value.id
    window_desk.site.save_staff(SaveStaff("Left", Role.MANAGER, active=False, id=left))
    window_desk.staff_id = left
    before = everything(file)
    for method in _ACTS:
        assert _refusal(method, window_desk) in (None, "staff_inactive"), method
    # What was not refused is a read.
    assert everything(file) == before


def test_a_command_reads_while_nobody_is_signed_in_and_changes_nothing(file: Path, clock: FixedClock) -> None:
    desk = Desk(file, clock).open()
    before = everything(file)
    for method in _ACTS:
        assert _refusal(method, desk) in (None, "nobody_signed_in"), method
    desk.close()
    assert everything(file) == before


def _refusal(method: str, desk: Desk) -> str | None:
    """The code of the refusal; None where there was none."""
    try:
        TABLE[method].do(desk)
    except DeskError as refused:
        return refused.code
    return None
