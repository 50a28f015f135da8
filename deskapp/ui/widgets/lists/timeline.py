"""The timeline of a call: what happened, newest first, as cards that can be read and copied one by one."""

from PySide6.QtWidgets import QAbstractItemView, QWidget

from deskapp.ui.widgets.lists.card_list import CardList


class Timeline(CardList):
    """Cards with a title, the time in the corner, and words below. Arrow keys move, Ctrl+C copies one."""

    def __init__(self, name: str, *, empty: str = "", fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, empty=empty, fit=fit, parent=parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
