"""What is better not said to customers, and the words to put in its place."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.library.acts import AvoidedMeant
from deskapp.services.library.views import AvoidedView, PhrasesView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edited_list import EditedList
from deskapp.ui.settings.library.avoided_dialog import AvoidedDialog
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import phrases as phrase_wording
from deskapp.wording import refusals


class AvoidPage(QWidget):
    """A list; a dialog to add or change an entry. The shipped entries become the site's with its first change."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: PhrasesView | None = None
        self._allowed = False
        self._wanted: object = None
        self.entries = EditedList(
            _("Better not said"),
            _("Nothing is pointed out."),
            _("Add words to avoid"),
            ordered=False,
            removes=_("Take out"),
        )
        self.entries.added.connect(lambda: self._open(None))
        self.entries.opened.connect(lambda key: self._open(self._entry(key)))
        self.entries.removed.connect(self._remove)
        self.shipped_button = secondary(_("As shipped again"))
        self.shipped_button.clicked.connect(self._back_to_shipped)
        self.entries.bar.addWidget(self.shipped_button)
        self.notice = Notice()
        self.why = Label("", "muted", wrap=True)
        box = Column()
        box.body.addWidget(self.entries, 1)
        about = _("These words are pointed out where somebody writes to customers; F5 puts the better ones there.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(about, "muted", wrap=True))
        column.addWidget(box, 1)
        column.addWidget(self.notice)
        column.addWidget(self.why)
        place.facts_changed.connect(self._on_facts)
        if place.facts is not None:
            self._on_facts(place.facts)
        self._reloader = Reloader(self, place.hub)

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("phrases", "site")

    def reload(self) -> None:
        self._place.read(lambda desk: desk.phrases.all(), self._on_read, key=("avoid", id(self)))

    def _on_read(self, view: PhrasesView) -> None:
        self._view = view
        wanted, self._wanted = self._wanted, None
        self.entries.set_items([_card(place, one) for place, one in enumerate(view.avoided)], wanted)
        self.shipped_button.setEnabled(self._allowed and view.avoided_own)

    def _on_facts(self, facts: DeskFacts) -> None:
        me = next((one for one in facts.staff if one.id == self._place.desk.staff_id), None)
        self._allowed = me is not None and me.role in (Role.SUPERVISOR, Role.MANAGER)
        self.why.setText("" if self._allowed else _("Only a supervisor or manager can change phrases."))
        self.why.setVisible(not self._allowed)
        self.entries.set_allowed(self._allowed)
        self.shipped_button.setEnabled(self._allowed and self._view is not None and self._view.avoided_own)

    def _entry(self, key: object) -> AvoidedView | None:
        return self._view.avoided[key] if self._view is not None and isinstance(key, int) else None

    def _open(self, entry: AvoidedView | None) -> None:
        if self._view is None:
            return
        self._wanted = self.entries.current if entry is not None else len(self._view.avoided)
        dialog = AvoidedDialog(self._place, entry, self)
        dialog.rejected.connect(self._forget_wanted)
        dialog.open()

    def _forget_wanted(self) -> None:
        self._wanted = None

    def _remove(self, key: object) -> None:
        entry = self._entry(key)
        if entry is not None:
            self.notice.end()
            meant = AvoidedMeant(entry.id, entry.shipped, entry.version)
            self._place.act(lambda desk: desk.phrases.remove_avoided(meant), None, self._on_failed, receiver=self)

    def _back_to_shipped(self) -> None:
        seen = self._view.avoided if self._view else ()
        self.notice.end()
        self._place.act(lambda desk: desk.phrases.avoided_back_to_shipped(seen), None, self._on_failed, receiver=self)

    def _on_failed(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)
        self.reload()


def _card(place: int, entry: AvoidedView) -> CardItem:
    better = _("Better: {words}").format(words=phrase_wording.better(entry.better))
    said = " · ".join(_("“{words}”").format(words=form) for form in entry.forms)
    return CardItem(place, said, (Line(better, muted=False),))
