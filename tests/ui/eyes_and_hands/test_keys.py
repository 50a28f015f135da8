"""Every key that is listened for stands on the page of all keys, and no other."""

from __future__ import annotations

import ast
from pathlib import Path

from eyes_and_hands.keys import EVERYWHERE, PLACES, on_the_page
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

import deskapp.ui
from deskapp.ui.window.key_lines import key_lines
from deskapp.ui.window.main_window import MainWindow

#: Keys of one line, as Qt names them, and as they are written.
_NAMES = {
    "Minus": "-",
    "Return": "Return",
    "Enter": "Return",
    "Delete": "Del",
    "Escape": "Esc",
    "PageUp": "PgUp",
    "PageDown": "PgDown",
}


def test_the_letters_of_buttons_are_on_the_page(window: MainWindow) -> None:
    assert "Alt" in on_the_page(window)["Dialogs"]


def _heard_in(module: Path) -> set[str]:
    """The keys that a module looks for as they are pressed."""
    found = (node.attr for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Attribute))
    return {name.removeprefix("Key_") for name in found if name.startswith("Key_")}


def test_every_key_that_is_listened_for_stands_on_the_page(window: MainWindow) -> None:
    places, root, missing = on_the_page(window), Path(deskapp.ui.__path__[0]), {}
    everywhere = set().union(*(places[name] for name in EVERYWHERE))
    for module in sorted(root.rglob("*.py")):
        name = "/".join(module.parts[-2:])
        heard = {_NAMES.get(key, key) for key in _heard_in(module)} if module.name != "type_ahead.py" else set()
        known = places[PLACES[name]] if name in PLACES else everywhere
        if not heard <= {key.rpartition("+")[2] for key in known}:
            missing[name] = heard
    assert missing == {}


def test_the_page_names_no_key_that_there_is_not(window: MainWindow) -> None:
    for line in key_lines(window.shell.commands):
        for key in line.keys:
            assert key == "Alt" or QKeySequence(key)[0].key() != Qt.Key.Key_unknown, line  # type: ignore[index]
