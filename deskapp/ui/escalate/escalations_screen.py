"""All escalations that are out: with whom, since when, accepted or not, and what became of them."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from deskapp import direction
from deskapp.domain.errors import DeskError
from deskapp.domain.words import AttemptResult, EscalationState
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.escalations.acts import TryContact
from deskapp.services.escalations.views import EscalationOut, EscalationView, NextInChain, ToTell
from deskapp.services.overview.views import CallDetail
from deskapp.ui.documents.desk_papers import holds_papers
from deskapp.ui.escalate import out_listing
from deskapp.ui.escalate.out_words import back_card, card, in_order, not_accepted
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.calls.conflicts import newer_answer
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.lists.list_screen import ListScreen
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.keys import native
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import refusals


class EscalationsScreen(ListScreen):
    """One list; its keys record what became of the current line. Enter shows the call whole."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._out: dict[int, EscalationOut] = {}
        self._back: dict[Hashable, ToTell] = {}
        self.table = PickList(_("Escalations that are out"))
        self.table.confirmed.connect(lambda _key: self.open_call())
        self.table.chosen.connect(lambda _key: self._rest())
        self.table.menu_asked.connect(self.row_menu_asked)
        self.notice = Notice()
        self.notice.acted.connect(self._on_offered)
        self._to_offer: tuple[int, int] | None = None
        self.papers = holds_papers(place, self, self._contact)
        self._accept: list[QPushButton] = []
        self._print: list[QPushButton] = []
        self._others: list[QPushButton] = []
        how = _("Escalate a call with F8: it stands here until the contact returns it.")
        empty = EmptyState(_("Nothing is out"), how, _("Go to the calls"), native("Ctrl+1"))
        empty.acted.connect(self.calls_asked)
        self.lay_out(_("Escalations"), empty, self._acts(), self.notice, filled=self.table)
        self._rest()

    @property
    def current(self) -> EscalationOut | None:
        """The escalation that keys act on."""
        key = self.table.current
        return self._out.get(key) if isinstance(key, int) else None

    @property
    def _printed_here(self) -> list[EscalationOut]:
        """Of what is out that which has a sheet to see."""
        return [one for one in self._out.values() if not one.masked and one.escalation.contact]

    @property
    def current_call_id(self) -> int | None:
        out, back = self.current, self._back.get(self.table.current)
        if back is not None:
            return back.escalation.call_id
        return out.escalation.call_id if out else None

    @property
    def listed_ids(self) -> Sequence[int]:
        """The calls in the order of what is out; of one that is out twice once."""
        back = (one.escalation.call_id for one in self._back.values())
        return tuple(dict.fromkeys((*back, *(one.escalation.call_id for one in self._out.values()))))

    def listings(self) -> tuple[Listing, ...]:
        return (out_listing.listing(tuple(self._back.values()), tuple(self._out.values()), self._now),)

    def print_sheets(self) -> None:
        """The sheets of all that is out, or of what one of the contacts holds."""
        out, facts = self._printed_here, self._place.facts
        if not out or facts is None:
            return
        from deskapp.ui.documents.several_papers_dialog import SeveralPapersDialog
        from deskapp.ui.escalate.out_papers import sets_of

        paper = facts.site.paper
        SeveralPapersDialog(self._place, sets_of(out, paper), paper, self.window()).open()

    def _contact(self) -> int | None:
        """With whom the current one is; None: with nobody, or that is not for whoever looks."""
        return self.current.escalation.contact_id if self.current is not None else None

    def open_call(self) -> None:
        call_id = self.current_call_id
        if call_id is not None:
            self.open_asked.emit(call_id)

    def ask(self, code: str) -> None:
        """Record what became of the current escalation: accept, refuse, hear, return, withdraw, no_answer, next."""
        out = self.current
        if out is None or out.masked or (code == "accept" and out.escalation.state is not EscalationState.OFFERED):
            return
        call_id, escalation_id = out.escalation.call_id, out.escalation.id
        if code == "next":
            self.next_asked.emit(call_id, escalation_id)
            return
        if code == "no_answer":
            self._record_no_answer(out)
            return

        def found(call: CallDetail) -> None:
            self._open_dialog(code, call, escalation_id)

        self._place.read(
            lambda desk: desk.overview.call(call_id), found, key=("escalation act", id(self)), receiver=self
        )

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.calls) or changes.touches("promises", "contacts", "customers", "staff")

    def reload(self) -> None:
        self._place.read(
            lambda desk: (desk.escalations.out(), desk.escalations.to_tell()),
            self._on_read,
            key=("escalations", id(self)),
        )

    # Inside

    def _open_dialog(self, code: str, call: CallDetail, escalation_id: int) -> None:
        from deskapp.ui.escalate.answers.answers import dialog_for

        escalation = next((one for one in call.escalations if one.id == escalation_id), None)
        if escalation is not None:
            dialog_for(code, self._place, call, escalation, self.window()).open()

    def _record_no_answer(self, out: EscalationOut) -> None:
        """One key; then who is next is said, and offered."""
        one = out.escalation
        if one.contact_id is None:
            return
        act = TryContact(one.call_id, one.contact_id, AttemptResult.NO_ANSWER, escalation_id=one.id)

        def recorded(_made: object) -> None:
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

    def _on_read(self, read: tuple[tuple[EscalationOut, ...], tuple[ToTell, ...]]) -> None:
        out, back = read
        self._back = {("back", one.escalation.id): one for one in back}
        self._out = {one.escalation.id: one for one in in_order(out)}
        self._now = self._place.desk.clock.now()
        self._show()
        if self.table.current is None:
            self.table.choose_first()

    def _show(self) -> None:
        zone = self._place.zone
        back = [back_card(one, zone, self._now) for one in self._back.values()]
        self.table.set_items([*back, *(card(one, zone, self._now) for one in self._out.values())])
        late = sum(not_accepted(one, self._now) for one in self._out.values())
        waiting = sum(one.escalation.state is EscalationState.OFFERED for one in self._out.values()) - late
        parts = [ngettext("{n} not accepted", "{n} not accepted", late).format(n=late)] if late else []
        if waiting:
            parts.append(ngettext("{n} to accept", "{n} to accept", waiting).format(n=waiting))
        if back:
            told = ngettext("{n} customer to tell", "{n} customers to tell", len(back))
            parts.append(told.format(n=len(back)))
        self.say_count(direction.row(parts), empty=not (self._out or self._back))
        self._rest()

    def _rest(self) -> None:
        """Which buttons make sense for the current line."""
        out = self.current
        for button in self._others:
            # Of a confidential call of others only the call can be opened: to see that it is.
            here = self.current_call_id is not None if button is self._others[-1] else out is not None
            button.setEnabled(here and (out is None or not out.masked or button is self._others[-1]))
        for button in self._print:
            button.setEnabled(bool(self._printed_here))
        for button in self._accept:
            button.setEnabled(out is not None and not out.masked and out.escalation.state is EscalationState.OFFERED)

    def _acts(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(6))
        acts: tuple[tuple[str, str, str | None, Callable[[], object]], ...] = (
            ("accept", _("Accepted"), "Ctrl+Shift+A", lambda: self.ask("accept")),
            ("hear", _("Heard from them"), "Ctrl+Shift+H", lambda: self.ask("hear")),
            ("return", _("Returned"), "Ctrl+Shift+B", lambda: self.ask("return")),
            ("refuse", _("Refused"), "Ctrl+Shift+X", lambda: self.ask("refuse")),
            ("no_answer", _("No answer"), "Ctrl+Shift+N", lambda: self.ask("no_answer")),
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
            kinds = {"accept": self._accept, "print": self._print}
            kinds.get(code, self._others).append(button)
            if key:
                self.bind(key, act)
        return row
