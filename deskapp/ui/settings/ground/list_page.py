"""The ground of a page of the settings that is a list: what it is for, the list with its buttons, who may change it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Role
from deskapp.services.changes import Changes, Done
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_listing import of_cards, of_lines
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals


class ListPage(QWidget):
    """Subclasses say what they are of (`CONCERNS`, `MAY`), and answer `read`, `show_read` and `open`.

    A change that is refused, because somebody else was first, is told below the list, and the list is read again.
    """

    #: The lists whose changes it is read again for, see `Changes.lists`.
    CONCERNS: tuple[str, ...] = ()
    #: Who may change it; everybody reads it.
    MAY: tuple[Role, ...] = (Role.MANAGER,)

    def __init__(
        self, place: Workplace, entries: EditedList, about: str, why_not: str, parent: QWidget | None = None
    ) -> None:
        """about: what the list is for. why_not: what is said to whoever may not change it."""
        super().__init__(parent)
        self.place = place
        self.entries = entries
        self.allowed = False
        self._why_not = why_not
        self._wanted: object = None
        entries.added.connect(lambda: self.open(None))
        entries.opened.connect(self.open)
        entries.moved.connect(self.move_entry)
        entries.removed.connect(self.remove)
        self.notice = Notice()
        self.why = Label("", "muted", wrap=True)
        # Where the room is too low for a list of any use and its buttons, all of it scrolls.
        scroll, whole = ScrollBody(top=False), QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        column = scroll.body
        column.setSpacing(theme.px(8))
        column.addWidget(Label(about, "muted", wrap=True))
        column.addWidget(self.make_middle(), 1)
        column.addWidget(self.notice)
        if self.why.parent() is None:  # it may stand by the buttons, see `make_middle`
            column.addWidget(self.why)
        place.facts_changed.connect(self._on_facts)
        self._reloader = Reloader(self, place.hub)

    def begin(self) -> None:
        """The page is made: show who may change it."""
        if self.place.facts is not None:
            self._on_facts(self.place.facts)

    # What subclasses answer

    def read(self, desk: Desk) -> Any:
        """Read what the list shows; not on this thread."""
        raise NotImplementedError

    def show_read(self, read: Any) -> None:
        """Put what was read into the list: see `show_items`."""
        raise NotImplementedError

    def open(self, key: object) -> None:
        """Open the dialog that changes one, or (None) adds one."""
        raise NotImplementedError

    def move_entry(self, key: object, places: int) -> None:
        """Move one so many places down."""

    def remove(self, key: object) -> None:
        """Take one out."""

    def rest(self) -> None:
        """Say which buttons of the page's own can be pressed now."""

    def make_middle(self) -> QWidget:
        """The list in its white column."""
        box = Column()
        box.body.addWidget(self.entries, 1)
        return box

    # What subclasses use

    def show_items(self, items: Any) -> None:
        """Show these; the one that was added, changed or moved last becomes the current one."""
        if self.entries.set_items(items, self._wanted):
            self._wanted = None
        self.rest()

    def want(self, key: object) -> None:
        """This one is to be the current one as soon as it is there."""
        self._wanted = key

    def change(self, work: Callable[[Desk], Done[Any]], done: Callable[[Any], object] | None = None) -> None:
        """Carry out a change that needs no dialog."""
        self.notice.end()
        self.place.act(work, done, self._on_failed, receiver=self)

    def own_button(self, words: str, pressed: Callable[[], object]) -> KeyButton:
        """A button after those of the list."""
        button = secondary(words)
        button.clicked.connect(pressed)
        self.entries.bar.addWidget(button)
        return button

    def listing(self, name: str) -> Listing:
        """What the list shows, to be written under this name."""
        shown = self.entries.list
        return of_cards(name, shown.cards.items) if isinstance(shown, EditedCards) else of_lines(name, shown.lines)

    # What happens to it

    def concerns(self, changes: Changes) -> bool:
        return changes.touches(*self.CONCERNS)

    def reload(self) -> None:
        self.place.read(self.read, self.show_read, key=(type(self).__name__, id(self)))

    def _on_facts(self, _facts: DeskFacts) -> None:
        me = self.place.me
        self.allowed = me is not None and me.role in self.MAY
        self.why.setText("" if self.allowed else self._why_not)
        self.why.setVisible(not self.allowed)
        self.entries.set_allowed(self.allowed)
        self.rest()

    def _on_failed(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)
        self.reload()
