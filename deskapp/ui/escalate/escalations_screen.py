"""All escalations that are out, by whoever holds them: with the number, accepted or not, what of the calls is late."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from deskapp import direction
from deskapp.domain.errors import DeskError
from deskapp.domain.words import AttemptResult, EscalationState
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.escalations.acts import TryContact
from deskapp.services.escalations.chase import Chase, ChaseAsk, Chased, Holder
from deskapp.services.escalations.views import EscalationOut, EscalationView, NextInChain, ToTell
from deskapp.services.overview.views import CallDetail
from deskapp.ui.documents.desk_papers import holds_papers
from deskapp.ui.escalate import out_listing
from deskapp.ui.escalate.chase_row import ChaseRow
from deskapp.ui.escalate.out_words import back_card, chased, gone, heading
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.calls.conflicts import newer_answer
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.list_screen import ListScreen
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.keys import native
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import refusals

_Read = tuple[Chase, tuple[ToTell, ...]]


class EscalationsScreen(ListScreen):
    """One list, by contact; its keys record what became of the current line. Enter shows the call whole."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._chase: Chase | None = None
        self._back: dict[Hashable, ToTell] = {}
        self._out: dict[int, Chased] = {}
        self._holder_of: dict[int, Holder] = {}
        #: What was read while a hand was on the list; None: what is shown is what was read last.
        self._newer: _Read | None = None
        self.table = PickList(_("Escalations that are out"), empty=_("Loading…"))
        self.table.confirmed.connect(lambda _key: self.open_call())
        self.table.chosen.connect(lambda _key: self._rest())
        self.table.menu_asked.connect(self.row_menu_asked)
        self.notice = Notice()
        self.notice.acted.connect(self._on_offered)
        self._to_offer: tuple[int, int] | None = None
        self.chase_row = ChaseRow()
        self.chase_row.asked.connect(self._on_asked)
        self.chase_row.refresh_asked.connect(self.refresh)
        self.papers = holds_papers(place, self, self._contact)
        self._buttons: dict[str, QPushButton] = {}
        how = _("Escalate a call with F8: it stands here until the contact returns it.")
        empty = EmptyState(_("Nothing is out"), how, _("Go to the calls"), native("Ctrl+1"))
        empty.acted.connect(self.calls_asked)
        self.lay_out(_("Escalations"), empty, self._acts(), self.chase_row, self.notice, filled=self.table)
        self._rest()

    @property
    def current(self) -> EscalationOut | None:
        """The escalation that keys act on."""
        key = self.table.current
        row = self._out.get(key) if isinstance(key, int) else None
        return None if row is None else row.out

    @property
    def current_call_id(self) -> int | None:
        out, back = self.current, self._back.get(self.table.current)
        if back is not None:
            return back.escalation.call_id
        return out.escalation.call_id if out else None

    @property
    def number_to_copy(self) -> str | None:
        """The number of whoever holds it, and of a call that came back its customer's."""
        return self._holder.phone if self._holder is not None else None

    @property
    def listed_ids(self) -> Sequence[int]:
        """The calls in the order of what is out; of one that is out twice once."""
        back = (one.escalation.call_id for one in self._back.values())
        return tuple(dict.fromkeys((*back, *(row.out.escalation.call_id for row in self._out.values()))))

    def listings(self) -> tuple[Listing, ...]:
        if self._chase is None:
            return ()
        count = len(self._back) + self._chase.calls
        return (out_listing.listing(tuple(self._back.values()), self.chase_row.ask, count, self._now),)

    def print_sheets(self) -> None:
        """The sheets of all that is out, or of what one of the contacts holds."""
        self._place.read(
            lambda desk: desk.escalations.out(), self._choose_sheets, key=("sheets of what is out", id(self))
        )

    def copy_number(self) -> None:
        """The number of whoever holds the current one."""
        if self.number_to_copy:
            QGuiApplication.clipboard().setText(self.number_to_copy)
            self._place.said.emit(_("Copied {number}").format(number=self.number_to_copy))

    def refresh(self) -> bool:
        """Put in what was read while a hand was on the list."""
        newer = self._newer
        if newer is not None:
            self._put(newer)
        return newer is not None

    def open_call(self) -> None:
        call_id = self.current_call_id
        if call_id is not None:
            self.open_asked.emit(call_id)

    def ask(self, code: str) -> None:
        """Record what became of the current escalation.

        code: accept, refuse, hear, return, withdraw, no_answer, message, next.
        """
        out = self.current
        if out is None or out.masked or (code == "accept" and out.escalation.state is not EscalationState.OFFERED):
            return
        call_id, escalation_id = out.escalation.call_id, out.escalation.id
        if code == "next":
            self.next_asked.emit(call_id, escalation_id)
            return
        if code in ("no_answer", "message"):
            self._record_attempt(out, AttemptResult.NO_ANSWER if code == "no_answer" else AttemptResult.MESSAGE)
            return

        def found(call: CallDetail) -> None:
            self._open_dialog(code, call, escalation_id)

        self._place.read(
            lambda desk: desk.overview.call(call_id), found, key=("escalation act", id(self)), receiver=self
        )

    def set_now(self, now: datetime) -> None:
        if self._newer is not None and not self._hand_is_on:
            self.refresh()
        super().set_now(now)

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.calls) or changes.touches("promises", "contacts", "customers", "staff")

    def reload(self) -> None:
        ask = self.chase_row.ask
        self._place.read(
            lambda desk: (desk.escalations.chase(ask), desk.escalations.to_tell()),
            self._on_read,
            key=("escalations", id(self)),
        )

    # Inside

    @property
    def _holder(self) -> Holder | None:
        """Whoever holds the current one; None: nobody, or that is not for whoever looks."""
        out = self.current
        return None if out is None or out.masked else self._holder_of.get(out.escalation.id)

    @property
    def _hand_is_on(self) -> bool:
        """Whether somebody may be about to press a line: then none of them moves."""
        busy = QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None
        return busy or self.table.viewport().underMouse()

    def _contact(self) -> int | None:
        """With whom the current one is; None: with nobody, or that is not for whoever looks."""
        return None if self._holder is None else self._holder.contact_id

    def _choose_sheets(self, out: Sequence[EscalationOut]) -> None:
        printed, facts = [one for one in out if not one.masked and one.escalation.contact], self._place.facts
        if not printed or facts is None:
            return
        from deskapp.ui.documents.several_papers_dialog import SeveralPapersDialog
        from deskapp.ui.escalate.out_papers import sets_of

        paper = facts.site.paper
        SeveralPapersDialog(self._place, sets_of(printed, paper), paper, self.window()).open()

    def _open_dialog(self, code: str, call: CallDetail, escalation_id: int) -> None:
        from deskapp.ui.escalate.answers.answers import dialog_for

        escalation = next((one for one in call.escalations if one.id == escalation_id), None)
        if escalation is not None:
            dialog_for(code, self._place, call, escalation, self.window()).open()

    def _record_attempt(self, out: EscalationOut, result: AttemptResult) -> None:
        """One key; where nobody answered, who is next is said, and offered."""
        one = out.escalation
        if one.contact_id is None:
            return
        act = TryContact(one.call_id, one.contact_id, result, escalation_id=one.id)

        def recorded(_made: object) -> None:
            if result is not AttemptResult.NO_ANSWER:
                self.notice.say(_("Message left for {contact}: recorded.").format(contact=one.contact), Tint.INFO)
                return
            self._place.read(
                lambda desk: desk.escalations.next_in_chain(one.id),
                lambda found: self._offer_next(one, found),
                key=("next in chain", id(self)),
                receiver=self,
            )

        self._place.act(lambda desk: desk.escalations.attempt(act), recorded, self._on_refused, receiver=self)

    def _offer_next(self, one: EscalationView, found: NextInChain) -> None:
        self._to_offer = (one.call_id, one.id) if found.contact is not None else None
        said = [_("No answer from {contact}: recorded.").format(contact=one.contact)]
        said.append(escalation_wording.skipped(found, self._place.zone, self._now))
        action = None
        if found.contact is not None:
            name = found.contact.contact.name.replace("&", "&&")
            action = _("Offer to the next: {name}").format(name=name)
        else:
            said.append(escalation_wording.nobody_left(found))
        self.notice.say(" ".join(filter(None, said)), Tint.INFO, action)

    def _on_offered(self) -> None:
        if self._to_offer is not None:
            self.next_asked.emit(*self._to_offer)

    def _on_refused(self, error: DeskError) -> None:
        self.notice.say(*(newer_answer(self._place, error) or (refusals.error(error), Tint.OVER)))

    def _on_asked(self, _ask: ChaseAsk) -> None:
        """Somebody wants to see something else: nothing is held back for them."""
        self._newer = self._chase = None
        self.reload()

    def _on_read(self, read: _Read) -> None:
        self._now = self._place.desk.clock.now()
        if self._chase is not None and self._hand_is_on and _keys(read) != self._keys_shown:
            self._hold(read)
        else:
            self._put(read)

    def _put(self, read: _Read) -> None:
        self._newer = None
        self._chase, back = read
        self._back = {("back", one.escalation.id): one for one in back}
        self._out = {row.out.escalation.id: row for row in self._chase.rows}
        self._holder_of = {row.out.escalation.id: holder for holder in self._chase.holders for row in holder.rows}
        self.chase_row.say_changed(0)
        self.table.say_empty(_("Nothing that is out fits."))
        self._show()
        if self.table.current is None:
            self.table.choose_first()

    def _hold(self, read: _Read) -> None:
        """Nothing moves: those that are still there say what is so now, and how many others there are is told."""
        self._newer = read
        chase, back = read
        rows = {row.out.escalation.id: row for row in chase.rows}
        self._out = {key: rows[key] for key in self._out if key in rows}
        still = {one.escalation.id for one in back}
        self._back = {key: one for key, one in self._back.items() if one.escalation.id in still}
        came_or_went = set(self._keys_shown) ^ set(_keys(read))
        names = {("holder", holder.contact_id) for shown in (self._chase, chase) if shown for holder in shown.holders}
        # Where all of them only stand in another order, that is one thing that changed.
        self.chase_row.say_changed(max(len(came_or_went - names), 1))
        self._show()

    @property
    def _keys_shown(self) -> list[Hashable]:
        return [item.key for item in self.table.cards.items]

    def _show(self) -> None:
        found, now = self._chase, self._now
        if found is None:
            return
        cards = self._cards_now(found)
        if self._newer is not None:
            # Each stays where it is.
            fresh = {item.key: item for item in cards}
            cards = [fresh.get(item.key, gone(item)) for item in self.table.cards.items]
        self.table.set_items(cards)
        newest = found if self._newer is None else self._newer[0]
        late = newest.not_accepted(now)
        self.chase_row.set_figures(newest, late, newest.past_estimate(now))
        waiting = newest.offered - late
        parts = [ngettext("{n} not accepted", "{n} not accepted", late).format(n=late)] if late else []
        if waiting:
            parts.append(ngettext("{n} to accept", "{n} to accept", waiting).format(n=waiting))
        if self._back:
            told = ngettext("{n} customer to tell", "{n} customers to tell", len(self._back))
            parts.append(told.format(n=len(self._back)))
        self.say_count(direction.row(parts), empty=not (newest.of or cards))
        self._rest()

    def _cards_now(self, found: Chase) -> list[CardItem]:
        zone, now = self._place.zone, self._now
        cards = [back_card(one, zone, now) for one in self._back.values()]
        for holder in found.holders:
            ids = [row.out.escalation.id for row in holder.rows]
            if ids:
                cards.append(heading(holder, now))
            cards += [chased(self._out[key], zone, now) for key in ids if key in self._out]
        return cards

    def _rest(self) -> None:
        """Which buttons make sense for the current line."""
        out, holder = self.current, self._holder
        clear = out is not None and not out.masked
        for button in self._buttons.values():
            button.setEnabled(clear)
        # Of a confidential call of others only the call can be opened: to see that it is.
        self._buttons["open"].setEnabled(self.current_call_id is not None)
        self._buttons["accept"].setEnabled(
            clear and out is not None and out.escalation.state is EscalationState.OFFERED
        )
        self._buttons["print"].setEnabled(any(row.out.escalation.contact for row in self._out.values()))
        self._buttons["copy"].setEnabled(bool(self.number_to_copy))
        contact = None if holder is None or holder.contact_id is None else (holder.contact_id, holder.name)
        self.chase_row.set_contact(contact)

    def _acts(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(6))
        acts: tuple[tuple[str, str, str | None, Callable[[], object]], ...] = (
            ("accept", _("Accepted"), "Ctrl+Shift+A", lambda: self.ask("accept")),
            ("copy", _("Copy number"), "Ctrl+C", self.copy_number),
            ("hear", _("Heard from them"), "Ctrl+Shift+H", lambda: self.ask("hear")),
            ("return", _("Returned"), "Ctrl+Shift+B", lambda: self.ask("return")),
            ("refuse", _("Refused"), "Ctrl+Shift+X", lambda: self.ask("refuse")),
            ("no_answer", _("No answer"), "Ctrl+Shift+N", lambda: self.ask("no_answer")),
            ("message", _("Message left"), "Ctrl+Shift+R", lambda: self.ask("message")),
            ("next", _("Offer to the next"), "Ctrl+Shift+O", lambda: self.ask("next")),
            ("withdraw", _("Withdraw"), "Ctrl+Shift+W", lambda: self.ask("withdraw")),
            ("print", _("Print sheets…"), "Ctrl+Shift+D", self.print_sheets),
            ("holds", _("Print what they hold…"), None, self.papers.print),
            ("open", _("Open call"), "", self.open_call),
        )
        for code, words, key, act in acts:
            make = primary if code == "accept" else secondary
            button = make(words, "" if key is None else native(key or "Return"))
            button.clicked.connect(act)
            flow.addWidget(button)
            self._buttons[code] = button
            if key:
                self.bind(key, act)
        return row


def _keys(read: _Read) -> list[Hashable]:
    """Of what would be shown, in its order."""
    chase, back = read
    keys: list[Hashable] = [("back", one.escalation.id) for one in back]
    for holder in chase.holders:
        if holder.rows:
            keys += [("holder", holder.contact_id), *(row.out.escalation.id for row in holder.rows)]
    return keys
