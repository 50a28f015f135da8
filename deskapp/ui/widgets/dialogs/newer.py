"""What somebody else saved meanwhile, beside what was typed here. Nothing typed is lost; the person decides."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.detail_rows import DetailRows
from deskapp.ui.widgets.focus_ring import paint_ring
from deskapp.ui.widgets.label import Label


class Newer(Card):
    """Hidden until there is something newer. `taken` is called with it when the person prefers it to their own."""

    def __init__(self, taken: Callable[[object], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = taken
        self._newer: object = None
        self._rows: DetailRows | None = None
        # The focus comes here when it is shown: neither of the two is chosen by a key that was on its way.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._said = Label("", "strong", wrap=True)
        self.take_button = LinkButton(_("Take theirs instead of mine"))
        self.take_button.clicked.connect(self._on_take)
        self.body.addWidget(self._said)
        self.body.addWidget(self.take_button)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(self)

    def show_differences(
        self, newer: object, differences: Sequence[tuple[str, str]], taken: Sequence[tuple[str, str]] = ()
    ) -> None:
        """differences: (field, what it says there) for every field that differs from what was typed.

        taken: the same, for those that were left alone here and stand here as they wrote them.
        """
        self._newer = newer
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.deleteLater()
        self._rows = DetailRows()
        for words, theirs in differences:
            self._rows.add(words, theirs or _("(empty)"))
        for words, theirs in taken:
            self._rows.add(_("{field}, taken over").format(field=words), theirs or _("(empty)"))
        self.body.insertWidget(1, self._rows)
        said = _("Somebody saved the same meanwhile. Save again, or cancel.")
        if differences:
            said = _("Somebody saved this meanwhile. Below is what they wrote; save again to keep yours.")
        elif taken:
            said = _("Somebody saved other fields meanwhile. They stand below as they wrote them; save again.")
        self._said.setText(said)
        self.setAccessibleName(said)
        self.show()
        announce(self, said)

    def _on_take(self) -> None:
        self._taken(self._newer)
        self.hide()


def same_words(mine: str, theirs: str) -> bool:
    """Whether two texts are stored as the same."""
    return mine.strip() == theirs.strip()
