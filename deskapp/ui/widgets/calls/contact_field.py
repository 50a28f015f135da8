"""One contact of many, found by typing a part of the name; left empty, nobody."""

from collections.abc import Sequence

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.ui.widgets.fields.folded_completer import FoldedCompleter, item


class ContactField(QLineEdit):
    """`value` is the contact's id, None for nobody; `clear_enough` is False while the words name nobody there is."""

    def __init__(self, offered: Sequence[tuple[int, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_words: dict[str, int] = {}
        model = QStandardItemModel(self)
        for contact_id, words in offered:
            told = words if words not in self._by_words else f"{words} · {contact_id}"
            self._by_words[told] = contact_id
            model.appendRow(item(told))
        self.setCompleter(FoldedCompleter(model, self))

    @property
    def value(self) -> int | None:
        return self._by_words.get(self.text().strip())

    @property
    def clear_enough(self) -> bool:
        return not self.text().strip() or self.value is not None

    def set_value(self, contact_id: int | None, words: str = "") -> None:
        """words: what to show of somebody who is not offered any more."""
        known = next((told for told, one in self._by_words.items() if one == contact_id), None)
        if known is None and contact_id is not None:
            known = words
            self._by_words[words] = contact_id
        self.setText(known or "")
        self.setCursorPosition(0)
