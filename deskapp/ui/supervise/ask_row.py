"""Above the overdue list: how many of how many, by what it is narrowed down, how it is grouped, what is new."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.overview.late.ask import Ask, GroupBy
from deskapp.ui.look import theme
from deskapp.ui.supervise import words
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import KeyButton, LinkButton
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.keys import KEYS, native


class Narrowed(NamedTuple):
    """What the list is narrowed down to: what takes it away, and how it is called."""

    key: Hashable
    words: str


class Chip(QPushButton):
    """One of them; pressed, or by Del, it is taken away."""

    taken = Signal(object)

    def __init__(self, one: Narrowed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.one = one
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)
        self.setText(f"{direction.shown(one.words)}   ×".replace("&", "&&"))
        self.setAccessibleName(_("{filter}: show the others too").format(filter=one.words))
        self.clicked.connect(lambda: self.taken.emit(one.key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.taken.emit(self.one.key)
        else:
            super().keyPressEvent(event)


class RefreshChip(KeyButton):
    """Keeps its room while there is nothing new, so that nothing moves when there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", native(KEYS["refresh"][0]), parent=parent)
        self.setProperty("kind", "chip")
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def say(self, count: int) -> None:
        """So many calls were changed meanwhile; 0: none."""
        if count:
            told = ngettext("{n} changed: refresh", "{n} changed: refresh", count).format(n=count)
            if not self.isVisible() or told != self.accessibleName():
                announce(self, told)
            self.set_words(f"●  {told}")
            self.setAccessibleName(told)
        self.setVisible(count > 0)

    def sizeHint(self) -> QSize:
        longest = ngettext("{n} changed: refresh", "{n} changed: refresh", 999).format(n=999)
        wide = QFontMetrics(theme.font(12, bold=True)).horizontalAdvance(f"●  {longest}   {self._key}")
        return QSize(wide + 2 * theme.px(9), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class AskRow(QWidget):
    """Tells what somebody asked for; shows nothing by itself."""

    taken = Signal(object)  # what a chip stood for is to go
    all_asked = Signal()
    grouped = Signal(object)  # a GroupBy
    refresh_asked = Signal()
    menu_asked = Signal(QPoint)
    side_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = Label("", "strong")
        self._chips: list[Chip] = []
        self.all_link = LinkButton(_("show all"))
        self.all_link.setAccessibleName(_("Show all calls"))
        self.all_link.clicked.connect(self.all_asked)
        self.views = LinkButton(_("view ▾"))
        self.views.setAccessibleName(_("Views, sorting and folding"))
        self.views.clicked.connect(lambda: self.menu_asked.emit(self.views.mapToGlobal(QPoint(0, self.views.height()))))
        self.side = LinkButton(_("names"))
        self.side.setAccessibleName(_("The current call, who holds what, and where calls wait"))
        self.side.clicked.connect(self.side_asked)
        self.group = ChoiceRow(
            _("Group by"), [(one, words.group_by(one)) for one in GroupBy if one is not GroupBy.NOTHING]
        )
        self.group.changed.connect(self.grouped)
        self.refresh = RefreshChip()
        self.refresh.clicked.connect(self.refresh_asked)
        self._left = QWidget()
        self._flow = FlowLayout(self._left, spacing=theme.px(6))
        for widget in (self.count, self.all_link, self.views, self.side):
            self._flow.addWidget(widget)
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self._by = Label(_("Group by"), "muted")
        row.addWidget(self._by)
        row.addWidget(self.group)
        row.addWidget(self.refresh)
        whole = FlowLayout(self, spacing=theme.px(6), apart=True)
        whole.addWidget(self._left)
        whole.addWidget(right)
        self.show_side_link(False)

    @property
    def chips(self) -> tuple[Chip, ...]:
        return tuple(self._chips)

    def show_side_link(self, shown: bool) -> None:
        """Whether the side has no room beside the list, and is asked for here."""
        self.side.setVisible(shown)

    def set_low(self, low: bool) -> None:
        """Where there is little height: how it is grouped stands in the menu alone."""
        self._by.setVisible(not low)
        self.group.setVisible(not low)

    def set_ask(self, ask: Ask, narrowed: Sequence[Narrowed]) -> None:
        """Show what the list is narrowed down to, and how it is grouped."""
        self.group.set_value(ask.group)
        if [chip.one for chip in self._chips] != list(narrowed):
            had_focus = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), None)
            self._make_chips(narrowed)
            if had_focus is not None:
                left = self._chips[min(had_focus, len(self._chips) - 1)] if self._chips else self.views
                left.setFocus(Qt.FocusReason.OtherFocusReason)
        self.all_link.setVisible(bool(narrowed))
        self._left.updateGeometry()
        self.updateGeometry()

    def _make_chips(self, narrowed: Sequence[Narrowed]) -> None:
        while self._flow.count() > 1:
            self._flow.takeAt(1)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [Chip(one) for one in narrowed]
        for chip in self._chips:
            chip.taken.connect(self.taken)
            self._flow.addWidget(chip)
            chip.show()
        for widget in (self.all_link, self.views, self.side):
            self._flow.addWidget(widget)
