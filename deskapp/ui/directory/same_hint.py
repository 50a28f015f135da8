"""A line on a customer's card: somebody else may be the same, and what both have."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.directory.same_customer import MaybeTheSame
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.chip import with_shape
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.widgets.restyle import set_style


class SameHint(QFrame):
    """Tells of the first of them; hidden where there is nobody."""

    merge_asked = Signal(object)  # the CustomerView of the other
    apart_asked = Signal(object)  # the same

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        set_style(self, "tint", Tint.SOON.value)
        self._first: MaybeTheSame | None = None
        self.words = Label("", wrap=True)
        self.merge_button = LinkButton(_("Merge them…"))
        self.merge_button.clicked.connect(lambda: self._ask(self.merge_asked))
        self.apart_button = LinkButton(_("Not the same"))
        self.apart_button.clicked.connect(lambda: self._ask(self.apart_asked))
        acts = FlowLayout(spacing=theme.px(4))
        acts.addWidget(self.merge_button)
        acts.addWidget(self.apart_button)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(theme.px(10), theme.px(4), theme.px(8), theme.px(4))
        self._row.setSpacing(theme.px(4))
        self._row.addWidget(self.words, 2)
        self._row.addLayout(acts, 1)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What can be done goes below the words where both have no room side by side."""
        super().resizeEvent(event)
        beside = event.size().width() >= theme.px(480)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._row.direction():
            self._row.setDirection(way)

    def show_all(self, found: tuple[MaybeTheSame, ...]) -> None:
        self._first = found[0] if found else None
        self.setVisible(bool(found))
        if found:
            self.words.setText(breakable(with_shape(_said(found), Tint.SOON)))

    def _ask(self, signal: object) -> None:
        if self._first is not None:
            signal.emit(self._first.customer)  # type: ignore[attr-defined]


def _said(found: tuple[MaybeTheSame, ...]) -> str:
    """As "“St. Marys Sch.”, without an account, has the number 0161 496 0219 too."."""
    first, more = found[0], len(found) - 1
    name = direction.isolated(first.customer.name)
    if first.account:
        words = _("“{name}” has the account {account} too.").format(name=name, account=first.account)
    elif first.customer.account:
        words = _("“{name}”, account {account}, has the number {number} too.").format(
            name=name, account=first.customer.account, number=first.number
        )
    else:
        words = _("“{name}”, without an account, has the number {number} too.").format(name=name, number=first.number)
    if not more:
        return words
    others = ngettext("And {n} more.", "And {n} more.", more).format(n=more)
    return f"{words} {others}"
