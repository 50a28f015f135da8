"""Merging somebody with their duplicate: which of the two is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.services.directory.customer_merging import MergeView
from deskapp.services.directory.views import ContactView, CustomerView
from deskapp.ui.directory import cards
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace

_MINE, _OTHER = "mine", "other"
#: So many are offered; who looks for somebody types on.
_SHOWN = 30

One = TypeVar("One", ContactView, CustomerView)


class MergingDialog(ActDialog, Generic[One]):
    """`mine`: the one whose card was open; `looked_for`: what to begin to look for. Subclasses say whom it is about."""

    def __init__(self, place: Workplace, mine: One, looked_for: str, parent: QWidget | None) -> None:
        about = direction.row((mine.name, mine.organisation))
        super().__init__(place, _("Merge duplicates"), _("Merge"), parent, about=about, width=560)
        self._mine: One = mine
        self._found: dict[int, One] = {}
        self.finder = self.add("other", _("The same as"), QLineEdit(looked_for), kept=False)
        self.list = PickList(_("Who may be the same"), empty=_("Nobody else is found."))
        self.list.setMinimumHeight(self.list.fontMetrics().height() * 12)
        self.list.follow(self.finder)
        self.body.addWidget(self.list, 1)
        choices = [(_MINE, mine.name.replace("&", "&&")), (_OTHER, _("the other"))]
        self.keep = self.add("keep", _("Keep"), ChoiceRow(_("Keep"), choices, _MINE), kept=False)
        self.body.addWidget(Label(self.words(), "muted", wrap=True))
        self.finder.textChanged.connect(lambda _text: self._look())
        self.list.chosen.connect(self._on_chosen)
        self.finder.selectAll()
        self.finder.setFocus()
        self.main_button.setEnabled(False)
        self._look()

    # What subclasses say

    def words(self) -> str:
        """What comes of it, and whether it can be undone."""
        raise NotImplementedError

    def look_for(self, desk: Desk, text: str) -> Sequence[One]:
        """Who may be meant."""
        raise NotImplementedError

    def merge(self, desk: Desk, keep: One, gone: One) -> Done[Any]:
        raise NotImplementedError

    def item(self, one: One) -> CardItem:
        raise NotImplementedError

    def submit(self) -> None:
        other = self._other
        if other is None:
            self.say("other", _("Choose who is the same."))
            return
        keep, gone = (self._mine, other) if self.keep.value == _MINE else (other, self._mine)
        self.carry_out(lambda desk: self.merge(desk, keep, gone))

    @property
    def _other(self) -> One | None:
        key = self.list.current
        return self._found.get(key) if isinstance(key, int) else None

    def _look(self) -> None:
        text = self.finder.text()
        self.place.read(lambda desk: self.look_for(desk, text), self._on_found, key=("merge", id(self)))

    def _on_found(self, found: Sequence[One]) -> None:
        others = [one for one in found if one.id != self._mine.id][:_SHOWN]
        self._found = {one.id: one for one in others}
        self.list.set_items([self.item(one) for one in others])
        if self.list.current is None:
            self.list.choose_first()
        self._on_chosen()

    def _on_chosen(self, _key: object = None) -> None:
        other = self._other
        self.main_button.setEnabled(other is not None and not self.busy)
        name = direction.row((other.name, other.organisation)) if other else _("the other")
        # An ampersand in a name is no key.
        self.keep.set_words(_OTHER, name.replace("&", "&&"))


class MergeDialog(MergingDialog[ContactView]):
    """`contact`: the one whose card was open. `carried_out` gives the one that was kept."""

    def __init__(self, place: Workplace, contact: ContactView, parent: QWidget | None = None) -> None:
        super().__init__(place, contact, contact.name.split(" ")[0], parent)

    def words(self) -> str:
        return _(
            "Calls, routes, rotas and deputies that name the other follow the one that is kept;"
            " its numbers, skills and notes are added. This cannot be undone."
        )

    def look_for(self, desk: Desk, text: str) -> Sequence[ContactView]:
        return desk.directory.contacts(text, (), True)

    def merge(self, desk: Desk, keep: ContactView, gone: ContactView) -> Done[ContactView]:
        return desk.directory.merge(keep, gone)

    def item(self, one: ContactView) -> CardItem:
        what = direction.row((one.role, one.organisation, one.email, *one.phones))
        corner = "" if one.active else _("not active")
        return CardItem(one.id, one.name, (Line(what),) if what else (), corner)


class MergeCustomersDialog(MergingDialog[CustomerView]):
    """`customer`: the one whose card was open; `other`: who may be the same. `carried_out` gives the MergeView."""

    def __init__(
        self,
        place: Workplace,
        customer: CustomerView,
        other: CustomerView | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._likely = other
        super().__init__(place, customer, other.name if other else customer.name.split(" ")[0], parent)

    def words(self) -> str:
        return _(
            "All calls, and whatever else is theirs, go to the one that is kept; its numbers, addresses and notes are"
            " added. It can be undone, from the card of the one that is kept."
        )

    def look_for(self, desk: Desk, text: str) -> Sequence[CustomerView]:
        found = desk.directory.customers(text)
        likely = self._likely
        if likely is None or text != likely.name:
            return found
        # Whoever was pointed out stands first, as they are now.
        return desk.directory.customer(likely.id), *(one for one in found if one.id != likely.id)

    def merge(self, desk: Desk, keep: CustomerView, gone: CustomerView) -> Done[MergeView]:
        return desk.directory.merge_customers(keep, gone)

    def item(self, one: CustomerView) -> CardItem:
        return cards.customer_item(one)

    def succeed(self, value: MergeView) -> None:
        super().succeed(value)
        words = _("{other} was merged into {name}.").format(
            other=direction.isolated(value.gone), name=direction.isolated(value.kept)
        )
        self.place.undoable.emit(words, partial(undo_merge, self.place, value))


def undo_merge(place: Workplace, merge: MergeView) -> None:
    """Make two customers of one again."""

    def done(back: CustomerView) -> None:
        place.said.emit(_("{name} is a customer of its own again.").format(name=direction.isolated(back.name)))

    place.act(lambda desk: desk.directory.undo_customer_merge(merge.id), done, receiver=place)
