"""The desks that are walked: the demo and a new one, with somebody of every role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from troubles import Troubles, caught

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ApprovalKind, Role
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.demo.service import make_demo
from deskapp.services.staff.acts import SaveStaff

#: Monday morning, as the clock of every test stands.
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
PIN = "2580"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walks come first: they take minutes, and what takes minutes at the end has one worker wait for the other."""
    here = Path(__file__).parent
    items.sort(key=lambda item: here not in item.path.parents)


@pytest.fixture(scope="session")
def demo_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, and what its story has not."""
    path = tmp_path_factory.mktemp("demo") / "desk.db"
    make_demo(path, NOW, closed=12)
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    # A supervisor, a PIN, and an approval that waits.
    ida = desk.site.save_staff(SaveStaff("Ida Brandt", Role.SUPERVISOR)).value
    desk.staff.choose_pin(ida.id, PIN)
    desk.sign_in(next(one.id for one in desk.facts().staff if one.role is Role.AGENT))
    desk.approvals.ask(AskApproval(desk.lists.ids("open")[0], ApprovalKind.REFUND, 120_00, "Charged twice"))
    desk.close()
    return path


@pytest.fixture(scope="session")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nothing in it but staff; the manager has a PIN."""
    path = tmp_path_factory.mktemp("new") / "desk.db"
    make(path, FixedClock(NOW), "Rita Gomez", PIN)
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    people = (("Lena Fischer", Role.SUPERVISOR), ("Sam Okoro", Role.AGENT))
    for saved in [desk.site.save_staff(SaveStaff(name, role)).value for name, role in people]:
        desk.staff.choose_pin(saved.id, PIN, saved.start_pin)
    desk.close()
    return path


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> None:
    """Its own home, a clock that stands, and no other program that links and files are opened with."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("deskapp.desk.SystemClock", lambda: clock)
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda _url: True))


@pytest.fixture
def troubles(monkeypatch: pytest.MonkeyPatch) -> Iterator[Troubles]:
    with caught(monkeypatch) as found:
        yield found
