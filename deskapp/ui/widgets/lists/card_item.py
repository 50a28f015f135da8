"""What a list of cards shows, and the model that holds it."""

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deskapp import direction
from deskapp.ui.look.palettes import Tint


class Line(NamedTuple):
    """One paragraph below a card's title; muted unless it matters as much as the title."""

    text: str
    muted: bool = True


class CardItem(NamedTuple):
    """One card: its title, what stands in its upper corner, and its lines."""

    key: Hashable
    title: str
    lines: tuple[Line, ...] = ()
    corner: str = ""
    #: None: the corner is plain muted text (a time). A state's tint gets its shape.
    tint: Tint | None = None
    #: Whether the corner's chip shows the shape of its state.
    shape: bool = True
    enabled: bool = True
    #: What was looked for: its words are marked wherever they stand.
    asked: str = ""
    #: In a story: the initials of who it was, whether that is somebody outside the desk, and whether it is a mere line.
    badge: str = ""
    outside: bool = False
    flat: bool = False
    #: Over the cards that follow: it has no box.
    heading: bool = False
    #: Of which kind it is, over its title and beside its corner.
    caption: str = ""

    @property
    def spoken(self) -> str:
        """All of it, in one line."""
        said = (self.caption, self.title, self.corner, *(line.text for line in self.lines))
        return direction.clean(", ".join(part for part in said if part))


Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """Cards in the order given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[CardItem] = []

    def set_items(self, items: Sequence[CardItem]) -> None:
        """Show other cards. Where only their words changed, selection and scrolling are not touched."""
        fresh = list(items)
        if [item.key for item in fresh] != [item.key for item in self._items]:
            self.beginResetModel()
            self._items = fresh
            self.endResetModel()
            return
        for place, (old, new) in enumerate(zip(self._items, fresh, strict=True)):
            if old != new:
                self._items[place] = new
                self.dataChanged.emit(self.index(place), self.index(place))

    @property
    def items(self) -> Sequence[CardItem]:
        return self._items

    def place_of(self, key: Hashable) -> int | None:
        """Where the card with this key is."""
        return next((place for place, item in enumerate(self._items) if item.key == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self._items[index.row()].enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
