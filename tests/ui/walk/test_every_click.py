"""Everything in the app is pressed: nothing fails, Qt says nothing, the window is never stopped.

In the shortened form the roles walk the demo one after the other, the one who may least first, and what one has
pressed the next does not press again. At full length (DESK_LONG_RUNS=1) each role presses everything, in both sizes,
on the demo desk and on a new one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from classes import LEFT_OUT_SHORT, named, screens_and_dialogs, unmet
from long_runs import LONG_RUNS
from older_desks import make_older
from steps import Finder, Size
from walker import Walker
from whole_app import Choosers, WholeApp

from deskapp.domain.words import Role

if TYPE_CHECKING:
    from troubles import Troubles

SHORT, WHOLE = Size(rows=2, choices=1, words=1, alike=1), Size(rows=25, choices=3, words=5, alike=2)
WIDE, SMALL = (1366, 768), (1024, 640)
CONTACTS = "Name,Phone,Email\nVega Works,+44 20 7946 0018,vega@example.com\n"
full_length = pytest.mark.skipif(not LONG_RUNS, reason="DESK_LONG_RUNS=1 walks at full length")


@pytest.fixture
def choosers(tmp_path: Path) -> Choosers:
    file = tmp_path / "contacts.csv"
    file.write_text(CONTACTS, "utf-8")
    return Choosers(tmp_path, file)


@pytest.fixture
def starts(new_desk: Path, tmp_path: Path) -> list[Path | None]:
    """What the app may begin with before anybody works in it: nothing, a desk with PINs, no desk, an older desk.

    With nothing twice: the first that is pressed there leads away from it.
    """
    no_desk, older = tmp_path / "no desk.db", tmp_path / "older.db"
    no_desk.write_text("not a database at all", "utf-8")
    make_older(older, "0001", new_desk)
    return [None, None, new_desk, no_desk, older]


class Everything:
    """What a walk, or several after each other, came to."""

    def __init__(self, size: Size, choosers: Choosers, troubles: Troubles) -> None:
        self.finder = Finder(size, choosers.answer)
        self.walker = Walker(self.finder, troubles)
        self.came: set[type] = set()

    def walk(self, app: WholeApp) -> None:
        try:
            self.walker.walk(app)
        finally:
            app.end()
            self.came |= app.came

    @property
    def met(self) -> set[type]:
        return self.finder.met | self.came

    def report(self) -> None:
        """Shown with -s, and with whatever fails."""
        kinds = sorted(named(kind) for kind in self.met & screens_and_dialogs())
        words = f"{len(self.walker.pressed)} pressed, {len(kinds)} screens, pages and dialogs: {', '.join(kinds)}"
        print(words)  # noqa: T201


@pytest.mark.long
def test_every_role_presses_everything_of_the_demo_and_meets_the_screens_and_dialogs(
    demo_desk: Path, starts: list[Path | None], choosers: Choosers, troubles: Troubles, tmp_path: Path, alone: None
) -> None:
    everything = Everything(SHORT, choosers, troubles)
    for role, size in ((Role.AGENT, SMALL), (Role.SUPERVISOR, WIDE), (Role.MANAGER, SMALL)):
        everything.walk(WholeApp(demo_desk, role, size, tmp_path))
    for file in starts:
        everything.walk(WholeApp(file, None, SMALL, tmp_path))
    everything.report()
    assert everything.walker.faults == []
    assert unmet(everything.met) <= LEFT_OUT_SHORT


@full_length
@pytest.mark.long
@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["1366x768", "1024x640"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("desk", ["demo_desk", "new_desk"])
def test_a_role_presses_everything_of_a_desk(
    desk: str,
    role: Role,
    size: tuple[int, int],
    request: pytest.FixtureRequest,
    choosers: Choosers,
    troubles: Troubles,
    tmp_path: Path,
    alone: None,
) -> None:
    everything = Everything(WHOLE, choosers, troubles)
    everything.walk(WholeApp(request.getfixturevalue(desk), role, size, tmp_path))
    everything.report()
    assert everything.walker.faults == []
