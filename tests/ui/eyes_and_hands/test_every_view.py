"""What the tests of this folder look at is everything there is, and each of it stands in the window it belongs to."""

from every_view import EveryView, leaves
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


def test_every_kind_of_dialog_and_page_is_among_the_views(views: EveryView) -> None:
    lone = _Lone()
    QApplication.instance().installEventFilter(lone)
    seen = {type(shown).__name__ for _view, shown in views.all()}
    assert {one.__name__ for one in leaves(QDialog) | leaves(StartPage)} - seen == set()
    assert lone.found == set()
