"""Merging a contact with its duplicate: which of the two is kept."""

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.directory.views import ContactView
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace

_MINE, _OTHER = "mine", "other"
#: So many are offered; who looks for somebody types on.
_SHOWN = 30


class MergeDialog(ActDialog):
    """`contact`: the one whose card was open. `carried_out` gives the one that was kept."""

    def __init__(self, place: Workplace, contact: ContactView, parent: QWidget | None = None) -> None:
        about = direction.row((contact.name, contact.organisation))
        super().__init__(place, _("Merge duplicates"), _("Merge"), parent, about=about, width=560)
        self._contact = contact
        self._found: dict[int, ContactView] = {}
        self.finder = self.add("other", _("The same as"), QLineEdit(contact.name.split(" ")[0]), kept=False)
        self.list = PickList(_("Who may be the same"), empty=_("Nobody else is found."))
        self.list.setMinimumHeight(self.list.fontMetrics().height() * 12)
        self.list.follow(self.finder)
        self.body.addWidget(self.list, 1)
        choices = [(_MINE, contact.name.replace("&", "&&")), (_OTHER, _("the other"))]
        self.keep = self.add("keep", _("Keep"), ChoiceRow(_("Keep"), choices, _MINE), kept=False)
        words = _(
            "Calls, routes, rotas and deputies that name the other follow the one that is kept;"
            " its numbers, skills and notes are added. This cannot be undone."
        )
        self.body.addWidget(Label(words, "muted", wrap=True))
        self.finder.textChanged.connect(lambda _text: self._look())
        self.list.chosen.connect(self._on_chosen)
        self.finder.selectAll()
        self.finder.setFocus()
        self.main_button.setEnabled(False)
        self._look()

    def submit(self) -> None:
        key = self.list.current
        other = self._found.get(key) if isinstance(key, int) else None
        if other is None:
            self.say("other", _("Choose who is the same."))
            return
        mine = self._contact
        keep, gone = (mine, other) if self.keep.value == _MINE else (other, mine)
        self.carry_out(lambda desk: desk.directory.merge(keep, gone))

    def _look(self) -> None:
        text = self.finder.text()
        self.place.read(lambda desk: desk.directory.contacts(text, (), True), self._on_found, key=("merge", id(self)))

    def _on_found(self, found: tuple[ContactView, ...]) -> None:
        others = [one for one in found if one.id != self._contact.id][:_SHOWN]
        self._found = {one.id: one for one in others}
        self.list.set_items([_item(one) for one in others])
        if self.list.current is None:
            self.list.choose_first()
        self._on_chosen()

    def _on_chosen(self, _key: object = None) -> None:
        key = self.list.current
        other = self._found.get(key) if isinstance(key, int) else None
        self.main_button.setEnabled(other is not None and not self.busy)
        name = direction.row((other.name, other.organisation)) if other else _("the other")
        # An ampersand in a name is no key.
        self.keep.set_words(_OTHER, name.replace("&", "&&"))


def _item(contact: ContactView) -> CardItem:
    what = direction.row((contact.role, contact.organisation, contact.email, *contact.phones))
    corner = "" if contact.active else _("not active")
    return CardItem(contact.id, contact.name, (Line(what),) if what else (), corner)
