"""What else can be done with a customer, behind the dots of their card."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.directory.views import CustomerView
from deskapp.ui.widgets.fields.menu_button import MenuButton
from deskapp.ui.widgets.lists.plain_tip import tip
from deskapp.wording import customers as customer_wording


class CustomerMenu(MenuButton):
    """What can be copied of them stands in it; whoever shows them adds what can be done: see `add`."""

    def __init__(self, customer: CustomerView, copy: Callable[[str], object], parent: QWidget | None = None) -> None:
        """copy: puts a text on the clipboard, and says so."""
        super().__init__("⋯", parent=parent)
        self.setAccessibleName(_("More to do with this customer"))
        self.setToolTip(_("More"))
        self.menu_.setToolTipsVisible(True)
        for words, what in (
            (_("Copy number {what}"), next(iter(customer.phones), "")),
            (_("Copy {what}"), customer.email),
            (_("Copy account {what}"), customer.account),
            (_("Copy as text"), customer_wording.as_text(customer)),
        ):
            if what:
                self.add(words.format(what=what), partial(copy, what))
        self.menu_.addSeparator()

    def add(self, words: str, do: Callable[[], object], about: str = "") -> QAction:
        """One entry more, below the others."""
        entry = QAction(direction.shown(words).replace("&", "&&"), self.menu_)
        # Where it has none, Qt takes its words for one.
        entry.setToolTip(tip(about or words))
        entry.triggered.connect(lambda _checked=False: do())
        self.menu_.addAction(entry)
        return entry
