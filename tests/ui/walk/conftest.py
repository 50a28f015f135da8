"""The desks that are walked: the demo and a new one, with somebody of every role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from made_once import MadeOnce
from PySide6.QtGui import QDesktopServices
from steps import WORDS
from troubles import Troubles, caught

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ApprovalKind, GuideKind, Role
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.calls.acts import LogCall
from deskapp.services.demo.service import make_demo
from deskapp.services.incidents.acts import OpenIncident
from deskapp.services.library.acts import EditedGuide, SaveCategory
from deskapp.services.places.acts import Chosen, SaveEquipment, SavePlace
from deskapp.services.staff.acts import SaveStaff

#: Monday morning, as the clock of every test stands.
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
PIN = "2580"
#: So many calls of the demo's past year are over.
_CLOSED = 12


@pytest.fixture(scope="session")
def demo_desk(made_once: MadeOnce) -> Path:
    """The demo, and what its story has not."""
    return made_once("walked", _walked)


def _walked(path: Path) -> None:
    make_demo(path, NOW, _CLOSED)
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    _has_what_is_looked_for(desk)
    # A supervisor, a PIN, and an approval that waits.
    ida = desk.site.save_staff(SaveStaff("Ida Brandt", Role.SUPERVISOR)).value
    desk.staff.choose_pin(ida.id, PIN)
    desk.sign_in(next(one.id for one in desk.facts().staff if one.role is Role.AGENT))
    desk.approvals.ask(AskApproval(desk.lists.ids("open")[0], ApprovalKind.REFUND, 120_00, "Charged twice"))
    desk.close()


def _has_what_is_looked_for(desk: Desk) -> None:
    """A search for the first words that are typed into every field finds something of each kind that has rows."""
    words, customer = WORDS[0], desk.overview.call(desk.lists.ids("open")[0]).customer.id
    guide = EditedGuide(GuideKind.NOTE, words, "Switch it off, wait, switch it on.")
    category = desk.categories.save(SaveCategory(words, guides=(guide,))).value
    place = desk.places.save_place(SavePlace(customer, words)).value
    thing = desk.places.save_equipment(SaveEquipment(customer, words, place_id=place.id)).value
    act = LogCall(words, customer, category_id=category.id, place=Chosen(place.id), equipment=Chosen(thing.id))
    desk.incidents.start(OpenIncident(words, (desk.calls.log(act).value.id,)))


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
    """Its own home, a clock that stands, a small demo, and no other program that links and files are opened with."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("deskapp.desk.SystemClock", lambda: clock)
    monkeypatch.setattr("deskapp.services.demo.service.make_demo", partial(make_demo, closed=_CLOSED))
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda _url: True))


@pytest.fixture
def troubles(monkeypatch: pytest.MonkeyPatch) -> Iterator[Troubles]:
    with caught(monkeypatch) as found:
        yield found
