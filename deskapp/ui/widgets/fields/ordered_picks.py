"""Several of many, in an order: added by typing a part of their name, moved and taken out by keys or buttons."""

from collections.abc import Hashable, Iterable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.language import _
from deskapp.ui.widgets.fields.folded_completer import FoldedCompleter, item
from deskapp.ui.widgets.lists.in_order import InOrder

_KEY = Qt.ItemDataRole.UserRole
Pick = tuple[Hashable, str]


class OrderedPicks(InOrder):
    """`value`: the keys in order, each once. `offer` says who can be added; nothing else can."""

    def __init__(self, name: str, add: str, parent: QWidget | None = None) -> None:
        """add: what stands in the empty field by which others are added."""
        self.finder = QLineEdit()
        super().__init__(name, self.finder, _("Earlier"), _("Later"), height=120, parent=parent)
        self.order.setTabKeyNavigation(False)
        self.finder.setPlaceholderText(add)
        self.finder.setAccessibleName(f"{name}: {add}")
        self._offers = QStandardItemModel(self)
        completer = FoldedCompleter(self._offers, self)
        completer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        self.finder.setCompleter(completer)
        self.finder.returnPressed.connect(self._on_enter)
        self.setFocusProxy(self.finder)

    def set_value(self, picks: Iterable[Pick]) -> None:
        self.order.clear()
        for key, words in picks:
            self.put(key, words)

    def offer(self, picks: Sequence[Pick]) -> None:
        """Who can be added; those chosen already are shown by these words from now on."""
        self._offers.clear()
        for key, said in picks:
            offered = item(said)
            offered.setData(key, _KEY)
            self._offers.appendRow(offered)
        self.call_them(dict(picks))

    def add(self, key: Hashable) -> bool:
        """Add one of those offered at the end; whether it is offered and not there yet."""
        found = self._offers.match(self._offers.index(0, 0), _KEY, key, 1, Qt.MatchFlag.MatchExactly)
        if not found or key in self.value:
            return False
        self.put_last(key, str(found[0].data()))
        return True

    def _on_chosen(self, index: QModelIndex) -> None:
        self.add(index.data(_KEY))
        # The completer writes the chosen words into the field after this.
        QTimer.singleShot(0, self.finder, self.finder.clear)

    def _on_enter(self) -> None:
        """Enter takes the one that what was typed can only mean."""
        completer = self.finder.completer()
        completer.setCompletionPrefix(self.finder.text())
        if self.finder.text().strip() and completer.completionCount() == 1:
            self.add(completer.completionModel().index(0, 0).data(_KEY))
            QTimer.singleShot(0, self.finder, self.finder.clear)
