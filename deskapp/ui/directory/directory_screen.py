"""The directory: who can help and who calls, found while typing, with everything about the chosen one beside it."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.words import Role, Tier
from deskapp.language import _
from deskapp.paperwork import customer_data
from deskapp.services.calls.rows import COUNTED
from deskapp.services.changes import Changes
from deskapp.services.directory.browsing import CustomerCounts, Which
from deskapp.services.directory.customer_merging import MergeView
from deskapp.services.directory.views import ContactView, CustomerView
from deskapp.services.erasure.views import BackupView
from deskapp.services.overview.whole_customer import PastCall, WholeCustomer
from deskapp.services.places.views import PersonView
from deskapp.ui.directory import cards, directory_listing
from deskapp.ui.directory.contact_card import ContactCard
from deskapp.ui.directory.contact_dialog import ContactDialog
from deskapp.ui.directory.customer_card import CustomerCard
from deskapp.ui.directory.customer_dialog import CustomerDialog
from deskapp.ui.directory.customer_pages import CustomerPages
from deskapp.ui.directory.directory_papers import DirectoryPapers
from deskapp.ui.directory.file_acts import FileActs
from deskapp.ui.directory.found import Found, read
from deskapp.ui.directory.merge_dialog import MergeCustomersDialog, MergeDialog, undo_merge
from deskapp.ui.erasure.forget_dialog import ForgetDialog
from deskapp.ui.erasure.forgotten_note import ForgottenNote
from deskapp.ui.erasure.hold_dialogs import hold_customer
from deskapp.ui.erasure.remove_backups_dialog import RemoveBackupsDialog
from deskapp.ui.look import theme
from deskapp.ui.places.customer_things import CustomerThings
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Panel
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.new_file import ask_file
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.lists import counted, figure

CONTACTS, CUSTOMERS = "contacts", "customers"
#: So long after the last key the list is read.
_AFTER_MS = 80
#: Lower than this the heading makes room for the list: the side bar says where one is.
_LOW = 330


class DirectoryScreen(Screen):
    """A list on the left that follows the search field, one card on the right."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._contacts: dict[int, ContactView] = {}
        self._customers: dict[int, CustomerView] = {}
        self._found = Found()
        self._people: tuple[PersonView, ...] = ()
        self._wanted: int | None = None
        self._minute: datetime | None = None
        self.card: ContactCard | CustomerCard | None = None
        self.switch = ChoiceRow(_("Whom to show"), [(CONTACTS, _("Contacts")), (CUSTOMERS, _("Customers"))], CONTACTS)
        self.new_button = secondary(_("New contact"))
        self.import_button = secondary(_("Import…"))
        self.export_button, self.print_button = secondary(_("Export…")), secondary(_("Print…"))
        self.papers = DirectoryPapers(place, self, self._contact_shown)
        self.files = FileActs(place, self)
        self.more = Label("", "muted", wrap=True)
        self.field = QLineEdit()
        self.inactive = QCheckBox(_("Also those not active"))
        self.table = PickList(_("Directory"))
        self.table.follow(self.field)
        self.pages = CustomerPages(place, self.table)
        self._title = Label(_("Directory"), "title")
        self.which = ChoiceRow(_("Which customers"), [(one, _which(one)) for one in Which], Which.ALL)
        nobody = QWidget()
        self._empty: EmptyState | None = None
        self._empty_room = QVBoxLayout(nobody)
        self._empty_room.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(nobody)
        self.panel = Panel("left")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._lay_out()
        self._connect()
        self._on_switched()
        self._reloader = Reloader(self, place.hub)

    @property
    def kind(self) -> str:
        """Whom the list shows: "contacts" or "customers"."""
        return str(self.switch.value)

    @property
    def focus_taker(self) -> QWidget:
        return self.table

    @property
    def number_to_copy(self) -> str | None:
        """The first number of whose card is shown."""
        if isinstance(self.card, CustomerCard):
            shown: ContactView | CustomerView | None = self.card.customer
        else:
            shown = self.card.contact if self.card is not None else None
        return next(iter(shown.phones), None) if shown is not None else None

    def listings(self) -> tuple[Listing, ...]:
        if self.kind == CONTACTS:
            return directory_listing.of_contacts(tuple(self._contacts), len(self._found.everybody))
        return directory_listing.of_customers(tuple(self._customers))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._title.setVisible(event.size().height() >= theme.px(_LOW))

    # What the window asks for

    def look_for(self, kind: str, name: str) -> None:
        """List the contacts or the customers of a name."""
        self.switch.set_value(kind)
        self.switch.changed.emit(kind)
        self.field.setText(name)

    def show_contact(self, contact_id: int) -> None:
        """Show one contact, whatever was searched for."""
        self._show_one(CONTACTS, contact_id, "")

    def show_customer(self, customer_id: int) -> None:
        """Show one customer; the list is that of their name."""
        self._place.read(
            lambda desk: desk.directory.customer(customer_id),
            lambda customer: self._show_one(CUSTOMERS, customer.id, customer.name),
            key=("directory", "one", id(self)),
            receiver=self,
        )

    def set_now(self, now: datetime) -> None:
        """Who is in changes with the time: looked at when a minute begins. A customer's calls count down."""
        if self.isVisible() and isinstance(self.card, CustomerCard):
            self.card.set_now(now)
        minute = now.replace(second=0, microsecond=0)
        if self._minute != minute and self.isVisible():
            self._minute = minute
            self._show_presence(now)

    # For the reloader

    def concerns(self, changes: Changes) -> bool:
        of_calls = self.kind == CUSTOMERS and bool(changes.calls)
        return of_calls or changes.touches("contacts", "customers", "rotas", "categories", "policy", "site")

    def reload(self) -> None:
        self._timer.stop()  # what was typed is looked for now
        if self._place.facts is None:
            return  # they are on their way, and bring the list with them
        text, inactive = self.field.text(), self.inactive.isChecked()
        key = ("directory", id(self))
        if self.kind == CONTACTS:
            self._place.read(lambda desk: read(desk, text, inactive), self._on_contacts, key=key)
            return
        counts = ("directory counts", id(self))
        self._place.read(lambda desk: desk.directory.customer_counts(), self._on_counts, key=counts)
        if text.strip():
            self.pages.rest()
            self._place.read(
                lambda desk: (desk.directory.customers(text), desk.places.found(text).people),
                self._on_customers,
                key=key,
            )
        else:
            self.pages.show(Which(str(self.which.value)))
        if isinstance(self.card, CustomerCard):
            self._read_whole(self.card)

    # What came back

    def _on_contacts(self, found: Found) -> None:
        self._found = found
        self._contacts = {contact.id: contact for contact in found.contacts}
        # Somebody who was asked for by name is shown, wherever the list ends.
        wanted = found.everybody.get(self._wanted or 0)
        if wanted is not None and not self.field.text():
            self._contacts[wanted.id] = wanted
        more = _("{n} more: type on to find them.").format(n=found.more)
        self.more.setText(more if found.more else "")
        self.more.setVisible(bool(found.more))
        self._show_list()

    def _on_customers(self, found: tuple[tuple[CustomerView, ...], tuple[PersonView, ...]]) -> None:
        """Those who fit what was typed, or whose people do, as far as they are of the kind that is listed."""
        customers, self._people = found
        which = Which(str(self.which.value))
        self._customers = {one.id: one for one in customers if _is_of(which, one)}
        self._show_list()

    def _on_pages(self, first: object) -> None:
        self._customers = {customer.id: customer for customer in self.pages.customers}
        if first is not None and self._wanted is None:
            # With the letters that were typed, or the first page, the choice goes along.
            self.table.set_items([cards.customer_item(customer) for customer in self._customers.values()])
            self.table.set_current(first if isinstance(first, int) else None)
        self._show_list()

    def _on_counts(self, counts: CustomerCounts) -> None:
        for which, count in (
            (Which.ALL, counts.all),
            (Which.WITH_OPEN_CALLS, counts.with_open_calls),
            (Which.KEY, counts.key),
        ):
            self.which.set_words(which, f"{_which(which)} {counted(count, COUNTED)}")

    def _count_exactly(self, which: Which) -> None:
        """The kind that was chosen is counted to the last one."""

        def show(count: int) -> None:
            self.which.set_words(which, f"{_which(which)} {figure(count)}")

        self._place.read(lambda desk: desk.directory.customer_count(which), show, receiver=self)

    def _show_list(self) -> None:
        now, zone = self._place.desk.clock.now(), self._place.zone
        if self.kind == CONTACTS:
            items = [cards.contact_item(contact, self._found, now, zone) for contact in self._contacts.values()]
        else:
            items = [cards.customer_item(one, self._speak_for(one.id)) for one in self._customers.values()]
        self.table.set_items(items)
        if not items:
            self._show_empty()
        self._stack.setCurrentIndex(0 if items else 1)
        if self._wanted is not None and self.table.set_current(self._wanted):
            self._wanted = None
        elif self.table.current is None and not (self._browsing and self.card is not None):
            self.table.choose_first()
        self._show_card()

    def _show_card(self) -> None:
        """The card of the chosen one; it stays as it is while what it shows is the same."""
        facts, shown = self._place.facts, self._current()
        if facts is None or (
            shown is None and self._browsing and isinstance(self.card, CustomerCard) and self._customers
        ):
            return  # the one whose card it is may have been scrolled out of what the list holds
        if self.card is not None:
            now_shown = self.card.contact if isinstance(self.card, ContactCard) else self.card.customer
            if now_shown == shown and not isinstance(shown, ContactView):
                return
            self.panel.body.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
            self.card = None
        if isinstance(shown, ContactView):
            now = self._place.desk.clock.now()
            self.card = ContactCard(shown, self._found, facts, now)
            self.card.merge_asked.connect(self._merge)
            self.card.holds_asked.connect(self.papers.hand_over)
            card, contact_id = self.card, shown.id
            self._place.read(lambda desk: desk.escalations.record_of(contact_id), card.set_record, receiver=card)
        elif shown is not None:
            me = self._place.me
            role = me.role if me is not None else Role.AGENT
            may_forget = role is Role.MANAGER
            self.card = CustomerCard(shown, may_file=role is not Role.AGENT, may_forget=may_forget)
            self._join(self.card)
            self._read_whole(self.card)
            self.card.slot.addWidget(self._beside(shown))
        if self.card is not None:
            self.card.edit_asked.connect(self._edit_current)
            self.panel.body.addWidget(self.card)
        self.panel.setVisible(self.card is not None)

    def _beside(self, customer: CustomerView) -> QWidget:
        """What else is known of a customer: what is theirs, or that they were forgotten."""
        if customer.erasure_id is None:
            return CustomerThings(self._place, customer.id, customer.name)
        note = ForgottenNote(self._place, customer.id)
        note.remove_asked.connect(partial(self._remove_backups, note))
        return note

    def _contact_shown(self) -> int | None:
        return self.card.contact.id if isinstance(self.card, ContactCard) else None

    @property
    def _browsing(self) -> bool:
        """Whether customers are listed without anything being looked for."""
        return self.kind == CUSTOMERS and not self.field.text().strip()

    def _join(self, card: CustomerCard) -> None:
        card.file_asked.connect(self._ask_file)
        card.forget_asked.connect(self._forget)
        card.hold_asked.connect(lambda: hold_customer(self._place, card.customer, self).open())
        card.export_asked.connect(lambda: self.calls_of_asked.emit(card.customer))
        card.log_asked.connect(self._log_a_call)
        card.call_asked.connect(self.call_asked)
        card.merge_asked.connect(self._merge_customers)
        card.apart_asked.connect(self._tell_apart)
        card.undo_asked.connect(self._undo_merge)
        card.older_asked.connect(self._read_older)

    def _read_whole(self, card: CustomerCard) -> None:
        customer_id = card.customer.id

        def done(whole: WholeCustomer) -> None:
            if self._place.facts is not None:
                card.set_whole(whole, self._place.facts, self._place.desk.clock.now())

        key = ("whole customer", id(self))
        self._place.read(lambda desk: desk.overview.customer(customer_id), done, key=key, receiver=card)

    def _read_older(self, than: PastCall) -> None:
        card = self.card
        if isinstance(card, CustomerCard):
            customer_id = card.customer.id
            self._place.read(lambda desk: desk.overview.older_calls(customer_id, than), card.add_older, receiver=card)

    def _speak_for(self, customer_id: int) -> list[PersonView]:
        """By whom a customer was found."""
        return [] if self._browsing else [one for one in self._people if one.customer_id == customer_id]

    def _current(self) -> ContactView | CustomerView | None:
        key = self.table.current
        if not isinstance(key, int):
            return None
        return self._contacts.get(key) if self.kind == CONTACTS else self._customers.get(key)

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._empty_room.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
        listed = Which(str(self.which.value))
        title, words, action = cards.empty_words(self.kind == CONTACTS, self.field.text().strip(), listed)
        self._empty = EmptyState(title, words, action)
        self._empty.acted.connect(self._new)
        self._empty_room.addWidget(self._empty)

    # What people do

    def _new(self) -> None:
        if self.kind == CONTACTS:
            self._open(ContactDialog(self._place, self._found.calendars, None, self))
        else:
            self._open(CustomerDialog(self._place, None, self, typed=self.field.text().strip()))

    def _edit_current(self) -> None:
        if isinstance(self.card, ContactCard):
            self._open(ContactDialog(self._place, self._found.calendars, self.card.contact, self))
        elif self.card is not None and self.card.customer.erasure_id is None:
            self._open(CustomerDialog(self._place, self.card.customer, self))

    def _forget(self) -> None:
        if isinstance(self.card, CustomerCard):
            dialog = ForgetDialog(self._place, self.card.customer, self)
            dialog.carried_out.connect(lambda left: self._show_one(CUSTOMERS, left.id, left.name))
            dialog.open()

    def _remove_backups(self, note: ForgottenNote, backups: tuple[BackupView, ...]) -> None:
        dialog = RemoveBackupsDialog(self._place, backups, self)
        dialog.carried_out.connect(lambda _count: note.show_backups(()))
        dialog.open()

    def _ask_file(self) -> None:
        if isinstance(self.card, CustomerCard):
            customer_id = self.card.customer.id
            # Like every paper's, its name tells nobody whose it is.
            name = _("Customer {number}").format(number=customer_id) + ".zip"
            ask_file(
                self.window(), _("Everything about a customer"), name, lambda path: self.save_file(customer_id, path)
            )

    def save_file(self, customer_id: int, path: Path) -> None:
        """Put everything about a customer together, and write it there."""
        facts = self._place.facts
        assert facts is not None
        self._place.act(
            lambda desk: customer_data.save(desk, customer_id, path, facts),
            self._on_filed,
            self._place.failed.emit,
            receiver=self,
        )

    def _on_filed(self, path: Path) -> None:
        form = _("Saved {file}: read it before you hand it over.")
        self._place.said.emit(form.format(file=str(path)))

    def _log_a_call(self) -> None:
        if isinstance(self.card, CustomerCard) and self.card.customer.erasure_id is None:
            self.call_for_asked.emit(self.card.customer)

    def _merge_customers(self, other: CustomerView | None = None) -> None:
        if isinstance(self.card, CustomerCard):
            dialog = MergeCustomersDialog(self._place, self.card.customer, other, self)
            dialog.carried_out.connect(self._on_merged)
            dialog.open()

    def _on_merged(self, merge: MergeView) -> None:
        self._wanted = merge.kept_id
        if self.field.text():
            self.field.setText(merge.kept)
        self.reload()

    def _undo_merge(self, merge: MergeView) -> None:
        undo_merge(self._place, merge)

    def _tell_apart(self, other: CustomerView) -> None:
        if isinstance(self.card, CustomerCard):
            customer_id = self.card.customer.id
            self._place.act(lambda desk: desk.directory.not_the_same(customer_id, other.id), receiver=self)

    def _merge(self) -> None:
        if isinstance(self.card, ContactCard):
            self._open(MergeDialog(self._place, self.card.contact, self))

    def _open(self, dialog: ContactDialog | CustomerDialog | MergeDialog) -> None:
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, saved: ContactView | CustomerView) -> None:
        """Show who was saved, also where the words typed above would not find them."""
        self._wanted = saved.id
        if self.field.text() and saved.id not in (*self._contacts, *self._customers):
            self.field.setText(saved.name)
        self._place.said.emit(_("{name} is saved.").format(name=saved.name))
        self.reload()

    def _on_switched(self) -> None:
        contacts = self.kind == CONTACTS
        self.new_button.set_words(_("New contact") if contacts else _("New customer"))
        self.inactive.setVisible(contacts)
        self.print_button.setVisible(contacts)
        self.more.hide()
        self.which.setVisible(not contacts)
        # A contact's card is a strip beside the list, a customer's has the room.
        self._row.setStretch(0, 3 if contacts else 2)
        self._row.setStretch(1, 2 if contacts else 4)
        self.panel.setMaximumWidth(theme.px(420) if contacts else theme.px(4000))
        self.panel.setMinimumWidth(theme.px(200) if contacts else theme.px(230))
        if contacts:
            self.pages.rest()
        words = (
            _("Name, organisation, role, skill or number")
            if contacts
            else _("Name, account or number, also its last digits")
        )
        self.field.setPlaceholderText(words)
        self.field.setToolTip(words)  # in a narrow window the field shows their beginning
        self.field.setAccessibleName(_("Find: {what}").format(what=words))
        self.reload()

    def _on_which(self, which: object) -> None:
        self.table.set_items([])
        self.reload()
        self._count_exactly(Which(str(which)))

    def _on_chosen(self) -> None:
        self._show_card()

    def _show_one(self, kind: str, wanted_id: int, text: str) -> None:
        self._wanted = wanted_id
        self.switch.set_value(kind)
        self.field.setText(text)
        self._on_switched()

    def _show_presence(self, now: datetime) -> None:
        if self.kind != CONTACTS or not self._contacts:
            return
        zone = self._place.zone
        self.table.set_items(
            [cards.contact_item(contact, self._found, now, zone) for contact in self._contacts.values()]
        )
        if isinstance(self.card, ContactCard):
            self.card.set_now(now)

    def _connect(self) -> None:
        self.switch.changed.connect(self._on_switched)
        self.new_button.clicked.connect(self._new)
        self.import_button.clicked.connect(lambda: self.files.choose(self.kind))
        self.export_button.clicked.connect(self.export_asked)
        self.print_button.clicked.connect(self.papers.everybody.print)
        self.field.textChanged.connect(self._timer.start)
        self.field.returnPressed.connect(self._edit_current)
        self._timer.timeout.connect(self.reload)
        self.which.changed.connect(self._on_which)
        self.pages.changed.connect(self._on_pages)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._log_a_call)
        self.inactive.toggled.connect(self.reload)
        self.table.chosen.connect(self._on_chosen)
        self.table.confirmed.connect(self._edit_current)
        self._place.facts_changed.connect(self.reload)

    def _lay_out(self) -> None:
        # Everything above the list wraps: at twice the text there is half the room.
        head = FlowLayout(spacing=theme.px(10), apart=True)
        for part in (self._title, self.switch, self.inactive):
            head.addWidget(part)
        left = QVBoxLayout()
        left.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(8))
        left.setSpacing(theme.px(10))
        left.addLayout(head)
        left.addWidget(self.field)
        left.addWidget(self.which)
        left.addWidget(self._stack, 1)
        left.addWidget(self.more)
        below = FlowLayout(spacing=theme.px(6))
        for button in (self.new_button, self.import_button, self.export_button, self.print_button):
            below.addWidget(button)
        left.addLayout(below)
        self._stack.setMinimumWidth(theme.px(200))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 3)
        row.addWidget(self.panel, 2)
        self.panel.setMinimumWidth(theme.px(200))
        self.panel.hide()


def _is_of(which: Which, customer: CustomerView) -> bool:
    if which is Which.WITH_OPEN_CALLS:
        return customer.open_calls > 0
    return which is Which.ALL or customer.tier is Tier.KEY


def _which(which: Which) -> str:
    return {Which.ALL: _("All"), Which.WITH_OPEN_CALLS: _("With open calls"), Which.KEY: _("Key")}[which]
