"""Text is text in the whole window: each view over a desk on which every text goes on with something hostile."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import hostile_rows
import no_sockets
import pytest
from every_view import EveryView
from hostile_corpus import CORPUS
from hostile_rows import MARK
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shown_as_text import complaints

from deskapp.ui.wall.wall_board import WallBoard

if TYPE_CHECKING:
    from deskapp.ui.work.workplace import Workplace


@pytest.fixture
def desk_file(demo_desk: Path, tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    shutil.copyfile(demo_desk, path)
    assert hostile_rows.fill(path) > 500
    return path


@pytest.mark.long
def test_in_no_view_is_anything_that_was_typed_more_than_text(
    views: EveryView, place: Workplace, wait_idle: Callable[[Workplace], None], qtbot: QtBot
) -> None:
    sockets = no_sockets.of_this_process()
    found: dict[str, str] = {}
    for view, shown in chain(views.all(), _beside_them(views, lambda: wait_idle(place), qtbot)):
        # Painted, so that what an item's own painter makes of it is tried too.
        shown.grab()
        for said in complaints(shown):
            found.setdefault(said, view)
    assert not found, "\n".join(f"{view}: {what}" for what, view in found.items())
    assert no_sockets.of_this_process() == sockets


def _beside_them(views: EveryView, idle: Callable[[], None], qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """What opens over a view: menus, what is found, messages; and the board on the wall."""
    window = views.window
    for name, open_ in (("who", window.shell.presence.open_who), ("menu", window.shell.open_menu)):
        open_()
        idle()
        popup = QApplication.activePopupWidget()
        yield name, popup
        popup.close()
    typed_here = [CORPUS[name] for name in ("markup", "search", "nul", "terminal", "lines", "long", "one long word")]
    for typed in (MARK, "novak", *(text[:300] for text in typed_here)):
        window.search.start()
        window.search.setText(typed)
        window.search.textEdited.emit(typed)
        idle()
        yield from ((f"found by {typed[:20]!r}", top) for top in QApplication.topLevelWidgets() if top.isVisible())
    for text in typed_here:
        window.shell.say(text)
        window.shell.advise(text)
        idle()
        yield f"said: {text[:20]!r}", window
    board = WallBoard(window.place.desk, window.place.lanes)
    qtbot.addWidget(board)
    board.resize(960, 540)
    board.show()
    idle()
    yield "board", board
