"""One field for a place, equipment or a person: offers what the customer has, and takes any word for a new one."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.places.acts import Chosen
from deskapp.services.places.views import EquipmentView, Offered, PersonView, PlaceView
from deskapp.ui.look import theme
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import places as place_wording

View = PlaceView | EquipmentView | PersonView
_VIEW = Qt.ItemDataRole.UserRole


class What(StrEnum):
    PLACE = "place"
    EQUIPMENT = "equipment"
    PERSON = "person"


class ThingField(QLineEdit):
    """`value` is what is meant: one that was offered, or the word that stands there. Nothing here has to be chosen."""

    picked = Signal(object)  # the view of one that was offered

    def __init__(self, place: Workplace, what: What, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._what = place, what
        self._customer_id: int | None = None
        #: By its name, what was picked or stood there before; a word typed anew is found among the customer's own.
        self._known: dict[str, Chosen] = {}
        self._model = QStandardItemModel(self)
        self._offers = _Offers(self._model, self)
        self._offers.activated[QModelIndex].connect(self._on_picked)  # type: ignore[index]
        self.setCompleter(self._offers)
        self.textEdited.connect(lambda _text: self._ask(shown=True))
        hints = {What.PLACE: _("name or room"), What.EQUIPMENT: _("label or serial"), What.PERSON: _("name")}
        self.setPlaceholderText(hints[what])

    def set_customer(self, customer_id: int | None) -> None:
        """Whose are offered first; what was picked for another customer is a mere word from now on."""
        if customer_id != self._customer_id:
            if self._customer_id is not None:
                self._known.clear()
            self._customer_id = customer_id
            self._model.clear()

    @property
    def value(self) -> Chosen:
        words = self.text().strip()
        return self._known.get(words, Chosen(words=words))

    def set_value(self, chosen: Chosen) -> None:
        if chosen.id is not None:
            self._known[chosen.words.strip()] = chosen
        self.setText(chosen.words)
        self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Those of the customer are at hand for the first letter, and for the arrow that asks for all of them.
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._ask(shown=False)

    def _ask(self, *, shown: bool) -> None:
        customer_id, text = self._customer_id, self.text()
        asked = "" if text.strip() in self._known else text
        self._place.read(
            lambda desk: (text, desk.places.offered(customer_id, asked)),
            self._on_shown if shown else self._on_offered,
            key=("things", self._what, id(self)),
        )

    def _on_offered(self, answer: tuple[str, Offered]) -> None:
        text, offered = answer
        if text != self.text():
            return
        views: dict[What, Sequence[View]] = {
            What.PLACE: offered.places,
            What.EQUIPMENT: offered.equipment,
            What.PERSON: offered.people,
        }
        self._model.clear()
        for view in views[self._what]:
            self._model.appendRow(_item(view, self._customer_id))

    def _on_shown(self, answer: tuple[str, Offered]) -> None:
        self._on_offered(answer)
        if not self.hasFocus() or answer[0] != self.text() or not self.text().strip():
            return
        popup = self._offers.popup()
        if self._model.rowCount():
            self._offers.complete()
        elif popup is not None:
            popup.hide()

    def _on_picked(self, index: QModelIndex) -> None:
        view: View = index.data(_VIEW)
        self.set_value(Chosen(view.id, view.called))
        self.picked.emit(view)


class _Offers(QCompleter):
    """Shows what it is given: what fits was found before, by the rules by which everything is."""

    def __init__(self, model: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(8)
        popup = self.popup()
        if popup is not None:
            # A label with its serial number and place says more than a field has room for.
            popup.setMinimumWidth(theme.px(480))

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        view: View | None = index.data(_VIEW)
        return "" if view is None else view.called


def _words(view: View) -> str:
    if isinstance(view, PersonView):
        return direction.row((place_wording.person(view), *view.phones[:1]))
    return place_wording.place(view) if isinstance(view, PlaceView) else place_wording.equipment(view)


def _item(view: View, customer_id: int | None) -> QStandardItem:
    words = _words(view)
    whose = "" if view.customer_id == customer_id else view.customer
    where = view.place if isinstance(view, EquipmentView) else ""
    made = QStandardItem(direction.shown(direction.row((words, where, whose))))
    made.setEditable(False)
    made.setData(view, _VIEW)
    return made
