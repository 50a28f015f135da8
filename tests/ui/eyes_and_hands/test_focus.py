"""Where the keyboard is can be seen of every control, and heard wherever a key leads."""

from __future__ import annotations

import pytest
from dialog_hands import DialogHands
from every_view import EveryView
from eyes_and_hands.controls import controls, where
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from screen_reader import told
from window_hands import CTRL, Hands

from deskapp.ui.look import theme
from deskapp.ui.widgets.dialogs.newer import Newer
from deskapp.ui.window.screens import rows

#: How far a colour may be from that of the ring, where its corner is round.
_NEAR = 60


def pictures(widget: QWidget) -> tuple[QImage, QImage]:
    """A control without the keyboard and with it; what is still growing is looked at once more."""
    while True:
        taken = []
        for focused in (False, True):
            widget.setFocus(Qt.FocusReason.TabFocusReason) if focused else widget.clearFocus()
            QApplication.processEvents()
            taken.append(widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
        if taken[0].size() == taken[1].size():
            return taken[0], taken[1]


def ring(plain: QImage, focused: QImage) -> int:
    """How many pixels have got the colour of the ring."""
    inks = [QColor(ink) for ink in (theme.colour("accent"), theme.colour("on_accent"))]
    before, after = (memoryview(image.constBits()).cast("I") for image in (plain, focused))
    fresh = [now for was, now in zip(before, after, strict=True) if was != now]
    return sum(any(_near(QColor.fromRgb(pixel), ink) for ink in inks) for pixel in fresh)


def _near(one: QColor, other: QColor) -> bool:
    parts = zip(one.getRgb(), other.getRgb(), strict=True)
    return sum(abs(mine - theirs) for mine, theirs in parts) <= _NEAR  # type: ignore[operator]


def shows_it(one: QWidget) -> bool:
    # Half of a ring of one pixel; a place of the cursor, or a chosen word, is less.
    return ring(*pictures(one)) >= one.width() + one.height()


def test_every_control_shows_that_it_has_the_keyboard(views: EveryView) -> None:
    found: dict[str, str] = {}
    seen: set[str] = set()
    for view, shown in views.all():
        for one in controls(shown):
            if where(one) in seen:
                continue
            seen.add(where(one))
            if not shows_it(one):
                found[f"{told(one).spoken!r}, {where(one)}"] = view
    assert not found, "\n".join(f"{view}: {what}" for what, view in found.items())


def test_what_somebody_else_saved_shows_that_it_has_the_keyboard(hands: DialogHands) -> None:
    newer = Newer(lambda _newer: None)
    newer.show_differences(object(), [("Name", "Jane Roe")])
    hands.show(newer)
    assert shows_it(newer)


@pytest.mark.parametrize("number", range(1, len(rows()) + 1))
def test_the_key_of_a_screen_leads_to_something_that_is_called_by_a_name(number: int, person: Hands) -> None:
    person.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    lands_in(person, rows()[number - 1].key)


@pytest.mark.parametrize("number", range(1, len(rows()) + 1))
@pytest.mark.parametrize("desk_file", ["blank"], indirect=True)
def test_it_does_so_where_there_is_nothing_to_list(number: int, person: Hands) -> None:
    person.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    lands_in(person, rows()[number - 1].key)


def lands_in(person: Hands, key: str) -> None:
    assert person.window.screens.current_key == key
    focus = QApplication.focusWidget()
    assert focus is not None
    assert person.window.screens.current.isAncestorOf(focus), where(focus)
    assert told(focus).name
