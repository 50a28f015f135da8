"""The signs to escalate that a call would show, one chip below the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.heading import Section

#: As wide as the column is where the window is smallest.
_NARROW = 230


class SignChips(QWidget):
    """Hidden where there are none; new ones are announced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words: tuple[str, ...] = ()
        self._chips: list[Chip] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._column.addWidget(Section(_("Signs to escalate")))
        self.hide()

    def set_words(self, words: Sequence[str]) -> None:
        if tuple(words) == self.words:
            return
        fresh = [sign for sign in words if sign not in self.words]
        self.words = tuple(words)
        for chip in self._chips:
            self._column.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for sign in self.words:
            chip = Chip(sign, Tint.SOON, shape=True)
            chip.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            # A sign with its reason may be longer than the column is wide, now or once its bar is shown.
            if chip.sizeHint().width() > theme.px(_NARROW):
                chip.setWordWrap(True)
                # As wide as the column is, whatever that is; by itself it would ask for a width of its own.
                policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
                policy.setHeightForWidth(True)
                chip.setSizePolicy(policy)
                self._column.addWidget(chip)
            else:
                self._column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
            self._chips.append(chip)
        self.setVisible(bool(self.words))
        if fresh:
            announce(self, _("Signs to escalate: {signs}").format(signs=", ".join(fresh)))
