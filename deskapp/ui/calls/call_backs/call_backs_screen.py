"""All promises to customers, call-backs and next updates, by time, missed ones first."""

from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.language import _, ngettext
from deskapp.services.calls.acts import KeepPromise
from deskapp.services.calls.views import PromisePage, PromiseView
from deskapp.services.changes import Changes
from deskapp.ui.calls.acts import keys_of
from deskapp.ui.calls.call_backs import promise_listing
from deskapp.ui.calls.call_backs.keep_promise_dialog import KeepPromiseDialog
from deskapp.ui.calls.call_backs.move_promise_dialog import MovePromiseDialog
from deskapp.ui.calls.call_backs.promise_words import card, countdown
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.list_screen import ListScreen
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.keys import native
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times

#: So many promises are read at once: the first, and the next as they are scrolled to.
AT_ONCE = 200


class CallBacksScreen(ListScreen):
    """One list; the keys act on its current line."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._promises: dict[int, PromiseView] = {}
        #: By promise: what its card was made from, and the card.
        self._cards: dict[int, tuple[object, CardItem]] = {}
        self._more, self._all, self._missed = False, 0, 0
        self._reading_on = False
        self._moved = 0
        self.table = PickList(_("Promises to customers"))
        self.table.confirmed.connect(lambda _key: self.keep())
        self.table.chosen.connect(self._on_chosen)
        self._buttons: list[QPushButton] = []
        how = _("Promise a call-back from a call with Ctrl+B: it waits here until it is kept.")
        empty = EmptyState(_("Nothing is promised"), how, _("Go to the calls"), native("Ctrl+1"))
        empty.acted.connect(self.calls_asked)
        self.lay_out(_("Call-backs"), empty, self._acts(), filled=self.table)
        self.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def current(self) -> PromiseView | None:
        """The promise that keys act on."""
        key = self.table.current
        return self._promises.get(key) if isinstance(key, int) else None

    @property
    def current_call_id(self) -> int | None:
        promise = self.current
        return promise.call_id if promise else None

    def listings(self) -> tuple[Listing, ...]:
        return (promise_listing.listing(self._all, self._now),)

    def carries_out(self, act: CallAct) -> bool:
        """The conversation keeps the promise in question."""
        if act is not CallAct.SPOKE:
            return False
        self.keep_at_once()
        return True

    @property
    def number_to_copy(self) -> str | None:
        return None if self.current is None else self.current.phone

    # What the keys do

    def keep(self) -> None:
        """The customer was spoken to."""
        if (promise := self.current) is not None and not promise.masked:
            KeepPromiseDialog(self._place, promise, self.window()).open()

    def keep_at_once(self) -> None:
        """The customer was spoken to just now: kept in one stroke; words may follow."""
        if (promise := self.current) is not None and not promise.masked:
            act = KeepPromise(promise.id)
            self._place.act(lambda desk: desk.promises.keep(act), self._on_kept)

    def move_on(self) -> None:
        """Another time, with its reason."""
        if (promise := self.current) is not None and not promise.masked:
            dialog = MovePromiseDialog(self._place, promise, self.window())
            dialog.carried_out.connect(self._on_moved)
            dialog.open()

    def copy_number(self) -> None:
        promise = self.current
        if promise is not None and promise.phone:
            QGuiApplication.clipboard().setText(promise.phone)
            self._place.said.emit(_("Copied {number}").format(number=promise.phone))

    def open_call(self) -> None:
        if (promise := self.current) is not None:
            self.open_asked.emit(promise.call_id)

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.calls) or changes.touches("promises", "customers", "staff")

    def reload(self) -> None:
        count = max(AT_ONCE, len(self._promises))
        self._reading_on = False
        self._place.read(lambda desk: desk.promises.page(count), self._on_promises, key=("promises", id(self)))

    # Inside

    def _on_kept(self, promise: PromiseView) -> None:
        words = _("{ref}: promise kept.").format(ref=promise.ref)
        self._place.offered.emit(words, _("Add words"), lambda: self.note_asked.emit(promise.call_id))

    def _on_moved(self, promise: PromiseView) -> None:
        """It is another promise now; it stays the chosen one, wherever it stands."""
        self._moved = promise.id

    def _on_scrolled(self, _value: int = 0) -> None:
        """Near the end of what is held the next are read."""
        bar = self.table.verticalScrollBar()
        if self._more and not self._reading_on and bar.value() >= bar.maximum() - 2 * bar.pageStep():
            self._reading_on = True
            last = next(reversed(self._promises.values()))
            self._place.read(lambda desk: desk.promises.page(AT_ONCE, last), self._on_more, key=("promises", id(self)))

    def _on_more(self, page: PromisePage) -> None:
        held = (*self._promises.values(), *page.promises)
        self._on_promises(replace(page, promises=held))

    def _on_promises(self, page: PromisePage) -> None:
        self._reading_on = False
        self._promises = {promise.id: promise for promise in page.promises}
        self._more, self._all, self._missed = page.more, page.all, page.missed
        self._now = self._place.desk.clock.now()
        self._show()
        if self._moved in self._promises:
            self.table.set_current(self._moved)
            self._moved = 0
        if self.table.current is None:
            self.table.choose_first()
            self._on_chosen(self.table.current)  # it tells only of a person's choice

    def _show(self) -> None:
        zone = self._place.zone
        day = times.day_of(self._now, zone, self._now)
        known, self._cards = self._cards, {}
        for promise in self._promises.values():
            # Of most the card says at the next tick what it said before.
            made_from = (promise, countdown(promise, self._now), zone, day)
            was = known.get(promise.id)
            same = was is not None and was[0] == made_from
            self._cards[promise.id] = was if was and same else (made_from, card(promise, self._now, zone))
        self.table.set_items([item for _made_from, item in self._cards.values()])
        missed = sum(promise.due_at < self._now for promise in self._promises.values())
        if missed == len(self._promises):
            missed = max(missed, self._missed)  # those that are not held may be missed too
        words = ngettext("{n} missed", "{n} missed", missed).format(n=missed) if missed else ""
        self.say_count(words, empty=not self._promises)
        self._on_chosen(self.table.current)

    def _on_chosen(self, key: object) -> None:
        promise = self._promises.get(key) if isinstance(key, int) else None
        for button in self._buttons:
            button.setEnabled(promise is not None and not promise.masked)
        if promise is not None:
            self._copy.setEnabled(bool(promise.phone))
            self._open.setEnabled(True)

    def _acts(self) -> QWidget:
        kept = primary(_("Kept"), native("Return"))
        at_once = secondary(_("Kept at once"), native(keys_of(CallAct.SPOKE)[0]))
        move = secondary(_("Move"), native("Ctrl+M"))
        self._copy = secondary(_("Copy number"), native("Ctrl+C"))
        self._open = call = secondary(_("Open call"), native("Ctrl+O"))
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(6))
        for button, key, act in (
            (kept, "", self.keep),
            (at_once, "", self.keep_at_once),
            (move, "Ctrl+M", self.move_on),
            (self._copy, "Ctrl+C", self.copy_number),
            (call, "", self.open_call),  # the window has its key
        ):
            button.clicked.connect(act)
            flow.addWidget(button)
            self._buttons.append(button)
            if key:
                self.bind(key, act)
        return row
