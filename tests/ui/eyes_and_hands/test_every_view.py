"""Everything there is, each screen, page and dialog, is looked at by whoever sees, hears, or has keys alone.

It is shown once for all of them: to show it takes longer than any of them looks.
"""

from collections.abc import Callable, Iterable

import pytest
from every_view import EveryView, leaves
from eyes_and_hands import keys, names, tab_walks
from eyes_and_hands.rings import Rings
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from deskapp.ui.widgets.plain_page import StartPage


class _Lone(QObject):
    """Notes what is shown before it has its place: for a moment it is a window of its own, and takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            page = isinstance(watched, (QDialog, StartPage))
            if not page and watched.parentWidget() is None:
                self.found.add(type(watched).__name__)
        return False


@pytest.mark.long
def test_every_view_is_there_for_every_pair_of_eyes_and_hands(views: EveryView, subtests: pytest.Subtests) -> None:
    looks: dict[str, Callable[[QWidget], Iterable[str]]] = {
        "every control is heard by a name of its own": names.unheard,
        "one of several is a radio button": names.of_another_kind,
        "every key that is bound stands on the page": lambda shown: keys.unlisted(shown, views.window),
        "every control shows that it has the keyboard": Rings().amiss,
        "Tab and Shift+Tab go to every control, as they are read": tab_walks.amiss,
    }
    #: What is amiss, and in which view it was first.
    found: dict[str, dict[str, str]] = {words: {} for words in looks}
    seen: set[str] = set()
    app, lone = QApplication.instance(), _Lone()
    app.installEventFilter(lone)
    for view, shown in views.all():
        app.removeEventFilter(lone)
        seen.add(type(shown).__name__)
        for words, look in looks.items():
            for what in look(shown):
                found[words].setdefault(what, view)
        app.installEventFilter(lone)
    app.removeEventFilter(lone)
    for words, amiss in found.items():
        with subtests.test(words):
            assert not amiss, "\n".join(f"{view}: {what}" for what, view in amiss.items())
    with subtests.test("every kind of dialog and page is among the views"):
        assert {one.__name__ for one in leaves(QDialog) | leaves(StartPage)} - seen == set()
    with subtests.test("each stands in the window it belongs to"):
        assert lone.found == set()
