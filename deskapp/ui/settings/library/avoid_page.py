"""What is better not said to customers, and the words to put in its place."""

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.library.acts import AvoidedMeant
from deskapp.services.library.views import AvoidedView, PhrasesView
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.library.avoided_dialog import AvoidedDialog
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import phrases as phrase_wording


class AvoidPage(ListPage):
    """A list; a dialog to add or change an entry. The shipped entries become the site's with its first change."""

    CONCERNS = ("phrases", "site")
    MAY = (Role.SUPERVISOR, Role.MANAGER)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _("These words are pointed out where somebody writes to customers; F5 puts the better ones there.")
        cards = EditedCards(_("Better not said"), empty=_("Nothing is pointed out."))
        entries = EditedList(cards, _("Add words to avoid"), ordered=False, removes=_("Take out"))
        super().__init__(place, entries, about, _("Only a supervisor or manager can change phrases."), parent)
        self._view: PhrasesView | None = None
        self.shipped_button = self.own_button(_("As shipped again"), self._back_to_shipped)
        self.begin()

    def read(self, desk: Desk) -> PhrasesView:
        return desk.phrases.all()

    def show_read(self, read: PhrasesView) -> None:
        self._view = read
        self.show_items([_card(place, one) for place, one in enumerate(read.avoided)])

    def rest(self) -> None:
        self.shipped_button.setEnabled(self.allowed and self._view is not None and self._view.avoided_own)

    def open(self, key: object) -> None:
        if self._view is None:
            return
        entry = self._entry(key)
        self.want(key if entry is not None else len(self._view.avoided))
        dialog = AvoidedDialog(self.place, entry, self)
        dialog.rejected.connect(lambda: self.want(None))
        dialog.open()

    def remove(self, key: object) -> None:
        entry = self._entry(key)
        if entry is not None:
            meant = AvoidedMeant(entry.id, entry.shipped, entry.version)
            self.change(lambda desk: desk.phrases.remove_avoided(meant))

    def _entry(self, key: object) -> AvoidedView | None:
        return self._view.avoided[key] if self._view is not None and isinstance(key, int) else None

    def _back_to_shipped(self) -> None:
        base = self._view.avoided if self._view else ()
        self.change(lambda desk: desk.phrases.avoided_back_to_shipped(base))


def _card(place: int, entry: AvoidedView) -> CardItem:
    better = _("Better: {words}").format(words=phrase_wording.better(entry.better))
    said = direction.row(_("“{words}”").format(words=form) for form in entry.forms)
    return CardItem(place, said, (Line(better, muted=False),))
