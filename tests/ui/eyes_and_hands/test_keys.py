"""Every key that does something stands on the page of all keys, with the place where it does it."""

from __future__ import annotations

import ast
from pathlib import Path

from every_view import EveryView
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

import deskapp.ui
from deskapp.ui.window.key_lines import key_lines

#: What a place is called on the page, by whatever hears its keys; all others stand under the menu, or hold everywhere.
PLACES = {
    "EscalationsScreen": "Escalations",
    "CallBacksScreen": "Call-backs",
    "IncidentsScreen": "Incidents",
    "RotaScreen": "Rota",
    "NewCallDialog": "New call",
    "EscalateDialog": "Escalate",
    "SheetDialog": "Handoff sheet",
    "HelpWindow": "Help with a call",
    "SignInPage": "Sign in",
    "log/filter_button.py": "Calls",
    "rota/board_table.py": "Rota",
    "documents/page_view.py": "Handoff sheet",
    "window/screen_tabs.py": "Side bar",
    "fields/choice_row.py": "Choices",
    "dialogs/score_row.py": "Choices",
}
#: Those that hold wherever there is such a list; files stand with a call and with one that is being typed.
EVERYWHERE = ("Dialogs", "Lists", "Files of a call")
#: Keys of one line, as Qt names them, and as they are written.
_NAMES = {
    "Return": "Return",
    "Enter": "Return",
    "Delete": "Del",
    "Escape": "Esc",
    "PageUp": "PgUp",
    "PageDown": "PgDown",
}


def written(key: str) -> str:
    """Both keys that say Enter are one."""
    return QKeySequence(key).toString().replace("Enter", "Return")


def on_the_page(views: EveryView) -> dict[str, set[str]]:
    """The keys of each place."""
    places: dict[str, set[str]] = {}
    for line in key_lines(views.window.shell.commands):
        places.setdefault(line.where, set()).update(line.keys if line.keys == ("Alt",) else map(written, line.keys))
    return places


def test_every_key_that_is_bound_stands_on_the_page(views: EveryView) -> None:
    places = on_the_page(views)
    menu = set().union(*(places[group] for group in ("Call", "Go to", "View", "Desk")))
    missing = set()
    for _view, shown in views.all():
        for shortcut in (*shown.findChildren(QShortcut), *views.window.findChildren(QShortcut)):
            place = PLACES.get(type(shortcut.parent()).__name__, "")
            known = places.get(place, set()) | menu | set().union(*(places[name] for name in EVERYWHERE))
            missing |= {(place, key) for one in list(shortcut.keys()) if (key := written(one.toString())) not in known}
        letters = [one.shortcut().toString() for one in shown.findChildren(QAbstractButton)]
        assert all(not keys or keys.startswith("Alt+") for keys in letters)
    assert missing == set()
    assert "Alt" in places["Dialogs"]


def _heard_in(module: Path) -> set[str]:
    """The keys that a module looks for as they are pressed."""
    found = (node.attr for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Attribute))
    return {name.removeprefix("Key_") for name in found if name.startswith("Key_")}


def test_every_key_that_is_listened_for_stands_on_the_page(views: EveryView) -> None:
    places, root, missing = on_the_page(views), Path(deskapp.ui.__path__[0]), {}
    everywhere = set().union(*(places[name] for name in EVERYWHERE))
    for module in sorted(root.rglob("*.py")):
        name = "/".join(module.parts[-2:])
        heard = {_NAMES.get(key, key) for key in _heard_in(module)} if module.name != "type_ahead.py" else set()
        known = places[PLACES[name]] if name in PLACES else everywhere
        if not heard <= {key.rpartition("+")[2] for key in known}:
            missing[name] = heard
    assert missing == {}


def test_the_page_names_no_key_that_there_is_not(views: EveryView) -> None:
    for line in key_lines(views.window.shell.commands):
        for key in line.keys:
            assert key == "Alt" or QKeySequence(key)[0].key() != Qt.Key.Key_unknown, line  # type: ignore[index]
