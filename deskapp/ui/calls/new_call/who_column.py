"""Step 1 of a new call: who is calling, found while typing, and what is open for them already."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.language import _
from deskapp.services.calls.acts import NewCustomer
from deskapp.services.directory.views import CallerMatch
from deskapp.services.places.acts import Chosen
from deskapp.ui.calls.new_call.new_caller import NewCaller
from deskapp.ui.calls.new_call.open_calls import OpenCalls
from deskapp.ui.look import theme
from deskapp.ui.places.thing_field import ThingField, What
from deskapp.ui.widgets.calls.caller_cards import NEW, cards, key_of
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.heading import StepHeading
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.workplace import Workplace


class WhoColumn(Column):
    """Nobody is chosen while a search is under way: a choice is always one that stands there to be seen."""

    changed = Signal()  # who is chosen, or whether somebody is
    taken = Signal()  # Enter: go on

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._matches: dict[object, CallerMatch] = {}
        self._wanted: object = None
        self._searched = ""
        #: Whose person the field is about, and who spoke when the draft was left, until they are found again.
        self._shown_of: object = None
        self._told: Chosen | None = None
        #: The number that rings, until it was looked for.
        self._rings = ""
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Phone, account or name"))
        self.form = FormField(_("Who is calling"), self.field)
        self.form.heading.hide()
        self.list = PickList(_("Callers found"), fit=True)
        self.list.setMaximumHeight(theme.px(236))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list.follow(self.field)
        self.new_caller = NewCaller()
        self.new_caller.hide()
        self.new_caller.entered_all.connect(self.taken)
        self.person = ThingField(place, What.PERSON)
        self.person_form = FormField(_("Who speaks for them"), self.person)
        self.person_form.hide()
        self.open_calls = OpenCalls()
        self._scroll = ScrollBody()
        for widget in (self.list, self.new_caller, self.person_form, self.open_calls):
            self._scroll.body.addWidget(widget)
        self.body.addWidget(StepHeading(1, _("Who")))
        self.body.addWidget(self.form)
        self.body.addWidget(self._scroll, 1)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_typed)
        self.list.chosen.connect(self._on_chosen)
        self.list.confirmed.connect(lambda _key: self.taken.emit())
        self.list.set_items(cards((), ""))

    @property
    def customer_id(self) -> int | None:
        """The customer who is chosen, or whose person is."""
        match = self._chosen
        return match.customer.id if match else None

    @property
    def _chosen(self) -> CallerMatch | None:
        return self._matches.get(self.list.current) if self.list.selectedIndexes() else None

    @property
    def speaker(self) -> Chosen:
        """Who speaks for the customer who is chosen, where that is told."""
        return self.person.value if self.customer_id is not None else Chosen()

    @property
    def new_customer(self) -> NewCustomer | None:
        """The new caller, if that is the choice."""
        return self.new_caller.entered() if self.is_new else None

    @property
    def caller_name(self) -> str:
        """Who is calling, as far as it is known."""
        match = self._chosen
        return self.new_caller.name.text() if self.is_new else match.customer.name if match else ""

    @property
    def is_new(self) -> bool:
        return bool(self.list.selectedIndexes()) and self.list.current == NEW

    @property
    def choice(self) -> object:
        """What a draft keeps: the key of who is chosen, that it is somebody new, or None."""
        match = self._chosen
        return NEW if self.is_new else key_of(match) if match else None

    def choose(self, choice: object) -> None:
        """Choose as soon as the search has found them; see `choice`."""
        self._wanted = choice
        if choice is None and self.is_new:
            # Nobody is new any more: what is typed next is looked for, and becomes nobody's name.
            self.list.clearSelection()
            self._on_chosen(None)
        if choice == NEW:
            self.choose_new()
        elif choice is not None and self.list.set_current(choice):
            self._wanted = None

    def choose_new(self) -> None:
        """Add a new caller, who keeps what was typed."""
        self.list.set_current(NEW)
        self._wanted = NEW
        fresh = self.new_caller
        (fresh.name if not fresh.name.text() else self.field).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep_person(self) -> list[object]:
        """What a draft keeps of who speaks."""
        one = self._told or self.speaker
        return [one.id, one.words]

    def restore_person(self, kept: list[object]) -> None:
        """Show who spoke as soon as the customer is chosen again."""
        one, words = kept
        self._told = Chosen(one if isinstance(one, int) else None, str(words))

    def take(self, customer_id: int, found_by: str) -> None:
        """A customer who is known to be calling, and what of them is looked for."""
        self._wanted = customer_id
        self.field.setText(found_by)

    def ring(self, number: str) -> None:
        """Find who calls from a number: one customer without a call is taken, nobody who has it is somebody new."""
        self._rings = number
        self.field.setText(number)

    def first_gap(self) -> QWidget | None:
        """Where something is missing of who is calling."""
        if self.is_new:
            return None if self.new_caller.name.text().strip() else self.new_caller.name
        return None if self.customer_id is not None else self.field

    def set_now(self, now: datetime) -> None:
        self.open_calls.set_now(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if self.choice is not None:
                self.taken.emit()
            elif self.field.text().strip() and self._searched == self.field.text() and not self._matches:
                self.choose_new()
            return True
        return super().eventFilter(watched, event)

    def _on_typed(self, text: str) -> None:
        if self.is_new:
            # Once somebody is new, typing goes on to find whether they are not.
            self._wanted = None
        self.list.clearSelection()
        if not text.strip():
            self._on_found(text, ())
            return
        self._place.read(lambda desk: (text, desk.directory.callers(text)), self._on_answer, key=("callers", id(self)))

    def _on_answer(self, answer: tuple[str, Sequence[CallerMatch]]) -> None:
        text, matches = answer
        if text == self.field.text():
            self._on_found(text, matches)

    def _on_found(self, text: str, matches: Sequence[CallerMatch]) -> None:
        self._searched = text
        self._matches = {key_of(match): match for match in matches}
        self.list.set_items(cards(matches, text))
        self.list.clearSelection()
        if self._wanted is not None and self.list.set_current(self._wanted):
            self._wanted = None
        elif matches:
            self.list.choose_first()
        self._on_chosen(None)
        if text and text == self._rings:
            self._rings = ""
            self._on_rung(matches)

    def _on_rung(self, matches: Sequence[CallerMatch]) -> None:
        if self.window().focusWidget() is not self.field:
            return  # somebody has gone on already
        if not matches:
            self.choose_new()
        elif len(matches) == 1 and not matches[0].calls:
            self.taken.emit()

    def _on_chosen(self, _key: object) -> None:
        match = self._chosen
        self._show_person(match)
        if self.is_new and self.new_caller.isHidden():
            self.new_caller.start_with(self.field.text())
        self.new_caller.setVisible(self.is_new)
        self.open_calls.set_calls(match.calls if match else (), self._place.facts, self._place.desk.clock.now())
        self.changed.emit()

    def _show_person(self, match: CallerMatch | None) -> None:
        """Somebody may speak for a customer: who was found by their name or number, or whoever is told."""
        key = key_of(match) if match else None
        if key != self._shown_of:
            # Who was chosen by themselves, and nobody else of theirs: what was told of another customer goes.
            self._shown_of = key
            self.person.set_customer(match.customer.id if match else None)
            person = match.person if match else None
            self.person.set_value(Chosen() if person is None else Chosen(person.id, person.name))
            told, self._told = self._told, None
            if match is not None and told is not None:
                self.person.set_value(told)
        self.person_form.setVisible(match is not None)
