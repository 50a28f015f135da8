"""Every key that does something stands on the page of all keys, with the place where it does it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from deskapp.ui.window.key_lines import key_lines
from deskapp.ui.window.main_window import MainWindow

#: What a place is called on the page, by whatever hears its keys; all others stand under the menu, or hold everywhere.
PLACES = {
    "EscalationsScreen": "Escalations",
    "OverdueScreen": "Overdue",
    "CallBacksScreen": "Call-backs",
    "IncidentsScreen": "Incidents",
    "RotaScreen": "Rota",
    "ReviewCallPage": "Reviews",
    "SharedPage": "Reviews",
    "MeasuresPart": "Measures",
    "FigureSide": "Measures",
    "SignalsPart": "Signals",
    "PlayPage": "Practice",
    "ResultPage": "Practice",
    "ReadinessPart": "Readiness",
    "NewCallDialog": "New call",
    "EscalateDialog": "Escalate",
    "SheetDialog": "Handoff sheet",
    "HelpWindow": "Help with a call",
    "SignInPage": "Sign in",
    "log/filter_button.py": "Calls",
    "phrases/cards.py": "Help with a call",
    "supervise/ask_row.py": "Overdue",
    "supervise/late_table.py": "Overdue",
    "measures/card_grid.py": "Measures",
    "measures/figure_table.py": "Measures",
    "measures/slice_list.py": "Measures",
    "measures/behind.py": "Measures",
    "signals/calls_table.py": "Signals",
    "rota/board_table.py": "Rota",
    "documents/page_view.py": "Handoff sheet",
    "window/screen_tabs.py": "Side bar",
    "fields/choice_row.py": "Choices",
    "dialogs/score_row.py": "Choices",
    "reviews/score_line.py": "Reviews",
}
#: Those that hold wherever there is such a list; files stand with a call and with one that is being typed.
EVERYWHERE = ("Dialogs", "Lists", "Files of a call")


def written(key: str) -> str:
    """Both keys that say Enter are one."""
    return QKeySequence(key).toString().replace("Enter", "Return")


def on_the_page(window: MainWindow) -> dict[str, set[str]]:
    """The keys of each place."""
    places: dict[str, set[str]] = {}
    for line in key_lines(window.shell.commands):
        places.setdefault(line.where, set()).update(line.keys if line.keys == ("Alt",) else map(written, line.keys))
    return places


def unlisted(shown: QWidget, window: MainWindow) -> Iterator[str]:
    """Keys that are bound in a window, or in the main one meanwhile, and do not stand on the page."""
    places = on_the_page(window)
    menu = set().union(*(places[group] for group in ("Call", "Go to", "View", "Desk")))
    for shortcut in (*shown.findChildren(QShortcut), *window.findChildren(QShortcut)):
        place = PLACES.get(type(shortcut.parent()).__name__, "")
        known = places.get(place, set()) | menu | set().union(*(places[name] for name in EVERYWHERE))
        keys = (written(one.toString()) for one in list(shortcut.keys()))
        yield from (f"{key} of {place or 'any place'}" for key in keys if key not in known)
    letters = (one.shortcut().toString() for one in shown.findChildren(QAbstractButton))
    yield from (f"{keys} of a button" for keys in letters if keys and not keys.startswith("Alt+"))
