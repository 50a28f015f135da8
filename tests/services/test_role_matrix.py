"""quality.md: "roles hold below the screens: every service call by every role; the table of refusals is a test".

The table is `role_table.py`. Nobody signed in means a window's desk: it gives nothing away before somebody has
signed in. A command is trusted to read: who gives it can read the file.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from role_table import ANYBODY, PEOPLE, TABLE, busy
from scene import MONDAY_TEN, everything

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import NotAllowed
from deskapp.domain.words import Role
from deskapp.services.acts import SaveStaff

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
    services = {
        name: service
        for name, service in vars(desk).items()
        if type(service).__module__.startswith("deskapp.services.") and name != "work"
    }
    return {
        f"{name}.{method}"
        for name, service in services.items()
        for method in dir(type(service))
        if not method.startswith("_") and callable(getattr(service, method))
    }


def test_the_table_has_a_row_for_every_method_of_every_service(window_desk: Desk) -> None:
    assert _methods(window_desk) == set(TABLE)


@pytest.mark.parametrize("who", WHO, ids=lambda role: role or "nobody")
@pytest.mark.parametrize("method", TABLE)
def test_a_method_answers_or_is_refused_by_role_and_a_refused_one_changes_nothing(
    window_desk: Desk, file: Path, method: str, who: Role | None
) -> None:
    row = TABLE[method]
    window_desk.staff_id = PEOPLE[who] if who else None
    if row.needs is ANYBODY or (who is not None and _RANK.index(who) >= _RANK.index(row.needs)):
        row.do(window_desk)
        return
    before = everything(file)
    with pytest.raises(NotAllowed) as refused:
        row.do(window_desk)
    assert refused.value.code == ("nobody_signed_in" if who is None else row.refused)
    if refused.value.code == "role_too_low":
        assert refused.value.values["needs"] == row.needs.value
    assert everything(file) == before


def test_a_role_above_may_whatever_a_role_below_may() -> None:
    assert {row.needs for row in TABLE.values()} == {ANYBODY, *Role}


_ACTS = [method for method, row in TABLE.items() if row.needs is not ANYBODY]


@pytest.mark.parametrize("method", _ACTS)
def test_who_was_deactivated_is_refused_on_the_next_act_though_still_signed_in(
    window_desk: Desk, file: Path, method: str
) -> None:
    window_desk.staff_id = PEOPLE[Role.MANAGER]
    left = window_desk.site.save_staff(SaveStaff("Left", Role.MANAGER)).value.id
    window_desk.site.save_staff(SaveStaff("Left", Role.MANAGER, active=False, id=left))
    window_desk.staff_id = left
    before = everything(file)
    assert _refusal(method, window_desk) in (None, "staff_inactive")
    # What is not refused is a read, and signing out.
    assert everything(file) == before or method == "staff.sign_out"


@pytest.mark.parametrize("method", _ACTS)
def test_a_command_reads_while_nobody_is_signed_in_and_changes_nothing(
    file: Path, clock: FixedClock, method: str
) -> None:
    desk = Desk(file, clock).open()
    before = everything(file)
    assert _refusal(method, desk) in (None, "nobody_signed_in")
    desk.close()
    assert everything(file) == before


def _refusal(method: str, desk: Desk) -> str | None:
    """The code of the refusal; None where there was none."""
    try:
        TABLE[method].do(desk)
    except NotAllowed as refused:
        return refused.code
    return None
