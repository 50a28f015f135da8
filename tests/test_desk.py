"""A desk loads what is asked for, and nothing before."""

import subprocess
import sys
from pathlib import Path

import pytest

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock

ROOT = Path(__file__).resolve().parents[1]

_PROGRAM = """
import sys
from pathlib import Path
from deskapp.desk import Desk

desk = Desk(Path(sys.argv[1]), staff_id=1).open()
desk.facts()
print("deskapp.services.directory.contact_files" in sys.modules, "deskapp.services.rotas.service" in sys.modules)
desk.load()
print("deskapp.services.directory.contact_files" in sys.modules, "deskapp.services.rotas.service" in sys.modules)
desk.close()
"""


def test_a_service_is_loaded_when_it_is_first_asked_for_or_while_nobody_waits(desk_file: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(desk_file)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False", "False", "True", "True"]


def test_a_service_stays_the_one_it_is_and_the_directory_is_searched_by_one_index(desk: Desk) -> None:
    assert desk.rotas is desk.rotas
    assert desk.directory._index is desk.escalations._index


def test_a_desk_that_is_not_open_has_no_services(desk_file: Path, clock: FixedClock) -> None:
    desk = Desk(desk_file, clock)
    with pytest.raises(AttributeError, match="calls"):
        desk.calls  # noqa: B018
    desk.load()
    desk.open()
    assert desk.lists.counts().open == 0
    desk.close()
    desk.load()
    with pytest.raises(AttributeError, match="no nonsense"):
        desk.nonsense  # noqa: B018
