"""The ground of a screen that is one list: how many under its title, what to do where there are none, its keys."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deskapp.services.changes import Changes
from deskapp.ui.look import theme
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace


class ListScreen(Screen):
    """Subclasses make `table` and answer `concerns`, `reload` and `_show`; `lay_out` comes last in `__init__`."""

    table: PickList

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._now = place.desk.clock.now()
        self._count = Label("", "muted")
        self._stack = QStackedWidget()

    # What subclasses answer

    def concerns(self, changes: Changes) -> bool:
        """Whether what changed is shown here."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read what is shown."""
        raise NotImplementedError

    def _show(self) -> None:
        """Show what was read, as it stands now."""
        raise NotImplementedError

    # What subclasses use

    def lay_out(
        self, title: str, empty: EmptyState, *rows: QWidget, filled: QWidget, head: QWidget | None = None
    ) -> None:
        """rows: what stands between the title and the list. filled: the list and what is beside it."""
        self._stack.addWidget(filled)
        self._stack.addWidget(empty)
        line = QHBoxLayout()
        line.setSpacing(theme.px(14))
        line.addWidget(Label(title, "title"))
        line.addWidget(self._count)
        line.addStretch(1)
        if head is not None:
            line.addWidget(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), 0)
        column.setSpacing(theme.px(10))
        column.addLayout(line)
        for row in rows:
            column.addWidget(row)
        column.addWidget(self._stack, 1)
        self._reloader = Reloader(self, self._place.hub)
        self._place.facts_changed.connect(self._on_facts)

    def say_count(self, words: str, *, empty: bool) -> None:
        """Under the title; and whether there is anything to show."""
        if words != self._count.text():
            self._count.setText(words)
        self._stack.setCurrentIndex(1 if empty else 0)

    def bind(self, keys: str, pressed: Callable[[], object]) -> None:
        """Have keys do something while this screen is shown, once however long they are held."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(pressed)

    @property
    def focus_taker(self) -> QWidget:
        return self.table

    @property
    def count_words(self) -> str:
        """What stands under the title; "" for nothing."""
        return self._count.text()

    def set_now(self, now: datetime) -> None:
        """The present: what has run out says so."""
        self._now = now
        if self.isVisible():
            self._show()

    def _on_facts(self) -> None:
        self._show()
