"""Offers what fits what was typed into a field, whatever its case, accents or script: as everywhere one looks."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from deskapp.domain.spelling import folded, spellings

#: Where an item keeps its words as they are looked for.
_LOOKED_FOR = Qt.ItemDataRole.UserRole + 17


class FoldedCompleter(QCompleter):
    """Over a model of items made by `item`."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompletionRole(_LOOKED_FOR)
        self.setMaxVisibleItems(12)

    def splitPath(self, typed: str) -> list[str]:
        return [_looked_for(typed)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


def item(words: str) -> QStandardItem:
    """Something that is offered."""
    made = QStandardItem(words)
    made.setEditable(False)
    made.setData("\n".join(_looked_for(way) for way in spellings(words)), _LOOKED_FOR)
    return made


def items(words: Iterable[str], parent: QWidget) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    for one in words:
        model.appendRow(item(one))
    return model


def _looked_for(words: str) -> str:
    """Folded; a name of a time zone has low lines where people type blanks."""
    return " ".join(folded(words).replace("_", " ").split())
