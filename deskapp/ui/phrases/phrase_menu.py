"""The list of phrases that opens over a dialog: the fitting step's first, filled in for this call."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.phrases import Library, Step, fill
from deskapp.domain.spelling import folded
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.wording import phrases as phrase_wording

#: Opens the list, wherever the focus is.
KEY = "F6"


class Use(Enum):
    """What Enter does with a phrase."""

    WRITE = auto()  # it is put into a field
    SAY = auto()  # it becomes what the dialog says
    READ = auto()  # it is read aloud; Enter copies it


class Offered(NamedTuple):
    """A phrase of the list: its step, as it was written, and filled in for this call."""

    step: Step
    template: str
    said: str


class PhraseMenu(QFrame):
    """Typing filters, Up and Down choose, Enter takes, Escape closes. Open it with `open_at`."""

    taken = Signal(object)  # Offered

    def __init__(
        self,
        library: Library,
        fitting: Sequence[Step],
        values: Mapping[str, str],
        use: Use,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Phrases"))
        self.setProperty("surface", "card")
        self._use = use
        order = [*fitting, *(step for step in Step if step not in fitting)]
        self._all = [
            Offered(step, template, fill(template, values))
            for step in order
            for template in library.steps.get(step, ())
        ]
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Type to find a phrase"))
        self.filter.setAccessibleName(_("Find a phrase"))
        self.list = PickList(_("Phrases"), empty=_("No phrase has these words."))
        self.list.follow(self.filter)
        hint = {
            Use.WRITE: _("Enter puts it where you are writing · Escape closes"),
            Use.SAY: _("Enter says this one · Escape closes"),
            Use.READ: _("Read it aloud · Enter copies it · Escape closes"),
        }[use]
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(10), theme.px(10), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(Label(hint, "muted", wrap=True))
        self.filter.textChanged.connect(self._show)
        self.filter.returnPressed.connect(lambda: self._take(self.list.current))
        self.list.confirmed.connect(self._take)
        again = QShortcut(QKeySequence(KEY), self)
        again.activated.connect(self.close)
        self._show()

    @property
    def offered(self) -> list[Offered]:
        """What is listed now, in order."""
        return [self._all[item.key] for item in self.list.cards.items if isinstance(item.key, int)]

    def open_at(self, anchor: QWidget) -> None:
        """Open below a widget, or above it where there is more room."""
        room = (anchor.screen() or QGuiApplication.primaryScreen()).availableGeometry()
        around = QRect(anchor.mapToGlobal(QPoint(0, 0)), anchor.size())
        width = min(max(theme.px(470), around.width()), theme.px(640), room.width())
        below, above = room.bottom() - around.bottom(), around.top() - room.top()
        height = min(theme.px(380), max(below, above, theme.px(200)))
        top = around.bottom() + 1 if below >= min(height, above) else around.top() - height
        left = min(max(around.left(), room.left()), room.right() + 1 - width)
        self.setGeometry(left, max(room.top(), top), width, height)
        self.show()
        self.filter.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        typed = folded(self.filter.text()).split()
        self.list.set_items(
            [
                CardItem(place, phrase_wording.step(one.step), (Line(one.said, muted=False),))
                for place, one in enumerate(self._all)
                if all(word in folded(f"{one.said} {phrase_wording.step(one.step)}") for word in typed)
            ]
        )
        self.list.choose_first()
        self.list.scrollToTop()

    def _take(self, key: object) -> None:
        if not isinstance(key, int):
            return
        offered = self._all[key]
        if self._use is Use.READ:
            QGuiApplication.clipboard().setText(offered.said)
        self.close()
        self.taken.emit(offered)


def phrases_button(pressed: Callable[[], object], key: str = KEY) -> KeyButton:
    """The button of the list. Its key is at hand in every field, so that it is no stop on the way through them."""
    button = secondary(_("Phrases"), key)
    button.setProperty("kind", "link")  # beside a heading, whose line it does not make higher
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setToolTip(_("Sentences filled in for this call"))
    button.clicked.connect(pressed)
    return button
