"""Below a list of which several calls are selected: how many, and what they can be given."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.domain.words import Role
from deskapp.language import _, ngettext
from deskapp.ui.calls.acts import row
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import KeyButton, LinkButton, secondary
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.keys import KEYS, native


class SeveralBar(QFrame):
    """There while several are selected."""

    asked = Signal(object)  # a CallAct
    export_asked = Signal()
    clear_asked = Signal()

    def __init__(self, acts: Iterable[CallAct], parent: QWidget | None = None, *, exports: bool = True) -> None:
        """exports: whether the selected calls are written into a file from here."""
        super().__init__(parent)
        self.setProperty("surface", "notice")
        self.setAccessibleName(_("Selected calls"))
        self.selected = 0
        self._buttons: list[tuple[KeyButton, str, str]] = []
        self._at_least: list[tuple[KeyButton, Role]] = []
        inside = QWidget()
        line = FlowLayout(inside, spacing=theme.px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(5), theme.px(10), theme.px(5))
        column.addWidget(inside)
        self.count = Label("", "strong")
        line.addWidget(self.count)
        for act in acts:
            one = row(act)
            # Of several, not every one has a handoff; and none is lowered.
            words = {CallAct.SHEET: _("Print"), CallAct.PRIORITY: _("Raise priority")}.get(act, one.words)
            button = self._button(_("{act}…").format(act=words), native(one.keys[0]))
            button.clicked.connect(lambda _checked=False, act=act: self.asked.emit(act))
            self._at_least.append((button, one.at_least))
            line.addWidget(button)
        export = self._button(_("Export…"), native(KEYS["export"][0]))
        export.clicked.connect(lambda: self.export_asked.emit())
        export.setVisible(exports)
        line.addWidget(export)
        self._clear = LinkButton(_("Clear"))
        self._clear.setAccessibleName(_("Select one call alone"))
        self._clear.clicked.connect(lambda: self.clear_asked.emit())
        line.addWidget(self._clear)
        self.hide()

    def _button(self, words: str, key: str) -> KeyButton:
        button = secondary(words, key)
        self._buttons.append((button, words, key))
        return button

    def set_compact(self, compact: bool) -> None:
        """Where there is little room, the keys stand in the menu and on their page alone."""
        self._clear.setVisible(not compact)  # as Up and Down do
        for button, words, key in self._buttons:
            button.set_words(words, "" if compact else key)

    def set_role(self, role: Role) -> None:
        """Nobody is offered what they may not do."""
        for button, least in self._at_least:
            button.setVisible(role.reaches(least))

    def set_count(self, count: int) -> None:
        """So many are selected: one is what the panel shows."""
        self.selected = count
        if count > 1:
            words = ngettext("{n} selected:", "{n} selected:", count).format(n=count)
            if words != self.count.text():
                self.count.setText(words)
                announce(self, ngettext("{n} call selected", "{n} calls selected", count).format(n=count))
        self.setVisible(count > 1)
