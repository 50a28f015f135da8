"""All that was found by some words, by kind, in a window beside the work: calls page by page, and what they must be."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.calls.rows import COUNTED
from deskapp.services.changes import Changes
from deskapp.services.overview.finding import FoundCalls, FoundGuide, Sought
from deskapp.ui.finding import found_cards
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.placing import stand
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.lists import counted, figure

#: So many people are listed at the most.
_PEOPLE = 50


class Of(StrEnum):
    """What is listed."""

    CALLS = "calls"
    CUSTOMERS = "customers"
    CONTACTS = "contacts"
    THINGS = "things"
    INCIDENTS = "incidents"
    GUIDES = "guides"


class _All(NamedTuple):
    """What a search came to."""

    calls: FoundCalls
    in_all: int
    others: dict[Of, list[CardItem]]
    guides: tuple[FoundGuide, ...]


class FoundWindow(ReadingOrder, QDialog):
    """Enter opens what is chosen in the window below; this one stays until Escape."""

    call_asked = Signal(int)
    customer_asked = Signal(str)  # the name
    contact_asked = Signal(str)
    incident_asked = Signal(int)
    guide_asked = Signal(object)  # GuideView
    equipment_asked = Signal(int)
    place_asked = Signal(int)

    def __init__(self, place: Workplace, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Found"))
        self.setModal(False)
        self._place = place
        self._all: _All | None = None
        self._calls: list[CardItem] = []
        self._before: int | None = None
        self._reading = False
        self.field = QLineEdit(text)
        self.field.setAccessibleName(_("Search for"))
        self.field.setProperty("role", "search")
        self.kinds = ChoiceRow(_("Kind"), [(kind, _kind_words(kind)) for kind in Of], Of.CALLS)
        self.state = _choice(_("State"), ((None, _("Open or over")), (True, _("Open")), (False, _("Over"))))
        self.owner = _choice(_("Owner"), ((None, _("Anybody's")), *_owners(place)))
        days = ((None, _("Any time")), (1, _("Last 24 hours")), (7, _("Last 7 days")), (30, _("Last 30 days")))
        self.since = _choice(_("Logged"), (*days, (365, _("Last 12 months"))))
        self.table = PickList(_("Found"), empty=_("Nothing found. Try fewer letters, or a part of the number."))
        self.table.follow(self.field)
        self._count = Label("", "muted")
        self.count_link = LinkButton(_("Count all"))
        self.count_link.clicked.connect(self._count_all)
        self.count_link.hide()
        #: Whether all that there are were counted: somebody asked for it.
        self._to_the_last = False
        self._asked: Sought | None = None
        self._lay_out()
        self.field.textEdited.connect(self.reload)
        self.kinds.changed.connect(self._show)
        for choice in (self.state, self.owner, self.since):
            choice.currentIndexChanged.connect(self.reload)
        self.table.confirmed.connect(self._open)
        self.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.table.chosen.connect(self._on_chosen)
        self._reloader = Reloader(self, place.hub)

    def look_for(self, text: str) -> None:
        """List what is found by other words."""
        self.field.setText(text)
        self.reload()

    @property
    def sought(self) -> Sought:
        """What the calls are asked for by."""
        days = self.since.currentData()
        since: datetime | None = self._place.desk.clock.now() - timedelta(days=days) if days else None
        return Sought(self.field.text(), self.state.currentData(), self.owner.currentData(), since)

    @property
    def kind(self) -> Of:
        """What is listed now."""
        return Of(str(self.kinds.value))

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return changes.everything or bool(changes.calls) or changes.touches("customers", "contacts", "incidents")

    def reload(self, *_of_what: object) -> None:
        """Read it all again: the first page of the calls."""
        sought = self.sought
        self._place.read(lambda desk: _read(desk, sought), partial(self._on_read, sought), key=("found", id(self)))

    # Inside

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(theme.px(8))
        for choice in (self.state, self.owner, self.since):
            filters.addWidget(choice)
        filters.addStretch(1)
        filters.addWidget(self._count)
        filters.addWidget(self.count_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), theme.px(14))
        column.setSpacing(theme.px(10))
        column.addWidget(self.field)
        column.addWidget(self.kinds)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        room = self.screen().availableSize()
        self.resize(min(theme.px(720), room.width()), min(theme.px(680), round(room.height() * 0.9)))
        stand(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Pressed in the field: it opens what is chosen in the list.
            if self.table.current is not None:
                self._open(self.table.current)
            return
        super().keyPressEvent(event)

    def _on_read(self, sought: Sought, found: _All) -> None:
        self._asked = sought
        self._all, self._to_the_last = found, False
        self._calls = [found_cards.call(one, sought.text) for one in found.calls.calls]
        self._before, self._reading = found.calls.before, False
        self._show()

    def _show(self, *_of_what: object) -> None:
        found = self._all
        if found is None:
            return
        counts = {kind: len(cards) for kind, cards in found.others.items()}
        for kind in Of:
            count = found.in_all if kind is Of.CALLS else counts[kind]
            words = figure(count) if kind is not Of.CALLS or self._to_the_last else counted(count, COUNTED)
            self.kinds.set_words(kind, f"{_kind_words(kind)} {words}")
        of_calls = self.kind is Of.CALLS
        for choice in (self.state, self.owner, self.since):
            choice.setEnabled(of_calls)
        self._count.setText(found_cards.counted(found.in_all, to_the_last=self._to_the_last) if of_calls else "")
        self.count_link.setVisible(of_calls and found.in_all > COUNTED and not self._to_the_last)
        self.table.set_items(self._calls if of_calls else found.others[self.kind])
        if self.table.current is None:
            self.table.choose_first()

    def _count_all(self) -> None:
        sought = self._asked
        if sought is None:
            return

        def show(in_all: int) -> None:
            if self._all is not None and self._asked == sought:
                self._all, self._to_the_last = self._all._replace(in_all=in_all), True
                self._show()
                self.field.setFocus()
                announce(self, self._count.text())

        self._place.write_out(lambda desk: desk.finding.count(sought, None), show, receiver=self)

    def _on_scrolled(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if value >= bar.maximum() - self.table.height():
            self._read_on()

    def _on_chosen(self, _key: object) -> None:
        if self.table.currentIndex().row() >= len(self._calls) - 1:
            self._read_on()

    def _read_on(self) -> None:
        """The next page, where one is left and none is on its way."""
        if self._before is None or self._reading or self.kind is not Of.CALLS:
            return
        self._reading = True
        sought, before = self.sought, self._before
        done = partial(self._on_more, sought, before)
        self._place.read(lambda desk: desk.finding.calls(sought, before), done, key=("more found", id(self)))

    def _on_more(self, sought: Sought, before: int, more: FoundCalls) -> None:
        if before != self._before:
            return  # something else was asked for meanwhile
        self._calls += [found_cards.call(one, sought.text) for one in more.calls]
        self._before, self._reading = more.before, False
        if self.kind is Of.CALLS:
            self.table.set_items(self._calls)
            # The list may still end within what is shown.
            QTimer.singleShot(0, self, lambda: self._on_scrolled(self.table.verticalScrollBar().value()))

    def _open(self, key: object) -> None:
        assert isinstance(key, tuple)
        kind, what = key
        if kind == "call":
            self.call_asked.emit(what)
        elif kind == "incident":
            self.incident_asked.emit(what)
        elif kind == "equipment":
            self.equipment_asked.emit(what)
        elif kind == "place":
            self.place_asked.emit(what)
        elif kind == "person":
            self.customer_asked.emit(what[1])
        elif kind == "guide" and self._all is not None:
            self.guide_asked.emit(next(one.guide for one in self._all.guides if one.guide.id == what))
        else:
            name = next(item.title for item in self.table.cards.items if item.key == key)
            (self.customer_asked if kind == "customer" else self.contact_asked).emit(name)


def _read(desk: Desk, sought: Sought) -> _All:
    text = sought.text
    guides = desk.finding.guides(text)
    some = bool(text.strip())
    things = desk.places.found(text, _PEOPLE)
    others = {
        Of.CUSTOMERS: [
            *(found_cards.customer(one, text) for one in desk.directory.customers(text)[:_PEOPLE] if some),
            *(found_cards.person(one, text) for one in things.people),
        ],
        Of.CONTACTS: [found_cards.contact(one, text) for one in desk.directory.contacts(text)[:_PEOPLE] if some],
        Of.THINGS: found_cards.things(things, text),
        Of.INCIDENTS: [found_cards.incident(one, text) for one in desk.finding.incidents(text)],
        Of.GUIDES: [found_cards.guide(one, text) for one in guides],
    }
    return _All(desk.finding.calls(sought), desk.finding.count(sought), others, guides)


def _choice(name: str, choices: tuple[tuple[Any, str], ...]) -> DropDown:
    made = DropDown()
    made.setAccessibleName(name)
    for value, words in choices:
        made.addItem(words, value)
    return made


def _owners(place: Workplace) -> tuple[tuple[int, str], ...]:
    """Whoever works here first, then everybody else by name."""
    staff = place.facts.staff if place.facts else ()
    me = place.desk.staff_id
    mine = tuple((one.id, _("Mine")) for one in staff if one.id == me)
    return (*mine, *((one.id, one.name) for one in sorted(staff, key=lambda one: one.name) if one.id != me))


def _kind_words(kind: Of) -> str:
    return {
        Of.CALLS: _("Calls"),
        Of.CUSTOMERS: _("Customers"),
        Of.CONTACTS: _("Contacts"),
        Of.THINGS: _("Equipment and places"),
        Of.INCIDENTS: _("Incidents"),
        Of.GUIDES: _("Guides"),
    }[kind]
