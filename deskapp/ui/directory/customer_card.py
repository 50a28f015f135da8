"""Everything about one customer: how to reach them, what is open and promised, what was, how content they are."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.reach import of_line
from deskapp.domain.words import Tier
from deskapp.language import _, ngettext
from deskapp.services.calls.views import PromiseView
from deskapp.services.directory.customer_merging import MergeView
from deskapp.services.directory.views import CustomerView
from deskapp.services.overview.whole_customer import Contentment, PastCalls, WholeCustomer
from deskapp.services.site.views import DeskFacts
from deskapp.ui.directory.customer_menu import CustomerMenu
from deskapp.ui.directory.open_call_card import OpenCallCard
from deskapp.ui.directory.past_calls import PastCallsTable
from deskapp.ui.directory.person_panel import PersonPanel
from deskapp.ui.directory.same_hint import SameHint
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import LinkButton, primary, secondary
from deskapp.ui.widgets.calls.countdown import Countdowns
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.detail_rows import DetailRows
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label, breakable
from deskapp.wording import closing, codes, times

#: Narrower than this what is open stands above what is known of them; and past calls have no columns.
_BESIDE, _NARROW = 620, 330


class CustomerCard(PersonPanel):
    """Shows a CustomerView at once, and the rest when it is read: see `set_whole`."""

    log_asked = Signal()
    edit_asked = Signal()
    merge_asked = Signal(object)  # the CustomerView that may be the same; None: somebody is to be found
    apart_asked = Signal(object)  # the CustomerView that is not the same
    undo_asked = Signal(object)  # the MergeView to be undone
    older_asked = Signal(object)  # the PastCall that the next are older than
    call_asked = Signal(int)
    export_asked = Signal()  # their calls, into a file
    file_asked = Signal()  # everything about them, for a request of theirs
    hold_asked = Signal()  # nothing of them is to go
    forget_asked = Signal()

    def __init__(
        self,
        customer: CustomerView,
        *,
        may_file: bool = False,
        may_forget: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Whether whoever works here may put everything about them together, and may have them forgotten.

        Nothing is done with somebody who was forgotten.
        """
        super().__init__(customer.name, _("Edit"), parent, edit_key=_("Enter"))
        self.customer = customer
        self.whole: WholeCustomer | None = None
        self._countdowns = Countdowns()
        self._zone = "UTC"
        self._now: datetime | None = None
        self.open_cards: list[OpenCallCard] = []
        self.past = PastCallsTable()
        self._open_chip = Chip()
        self.log_button = primary(_("Log a call"), _("Ctrl+Enter"))
        self.merge_button = secondary(_("Merge…"))
        self.more = CustomerMenu(customer, self.copy)
        self.export_entry = self.more.add(_("Export their calls…"), self.export_asked.emit)
        tip = _("For a request of theirs: all that is kept about them, in one ZIP")
        self.file_entry = self.more.add(_("Everything about them…"), self.file_asked.emit, tip)
        self.file_entry.setVisible(may_file)
        kept = _("For a legal claim, or another reason to keep what is said of them")
        self.hold_entry = self.more.add(_("Hold what is kept of them…"), self.hold_asked.emit, kept)
        self.hold_entry.setVisible(may_file)
        gone = _("Empty all that is said of them, for good")
        self.forget_entry = self.more.add(_("Forget this customer…"), self.forget_asked.emit, gone)
        self.forget_entry.setVisible(may_forget)
        self._lay_out_head()
        self.hint = SameHint()
        self.body.addWidget(self.hint)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.px(24))
        self.known, self._calls = QVBoxLayout(), QVBoxLayout()
        for column, share in ((self.known, 3), (self._calls, 4)):
            column.setSpacing(theme.px(6))
            self._columns.addLayout(column, share)
        self.body.addLayout(self._columns)
        rows = DetailRows()
        self.add_addresses(rows, map(of_line, customer.phone_lines), customer.emails)
        self.known.addWidget(rows)
        #: Where what is kept of their people, places and equipment stands.
        self.slot = QVBoxLayout()
        self.known.addLayout(self.slot)
        notes = DetailRows()
        notes.add(_("Notes"), customer.notes)
        self.known.addWidget(notes)
        self.known.addStretch(1)
        self._read = QWidget()
        self._calls.addWidget(self._read)
        self._calls.addStretch(1)
        self._say_open(customer.open_calls)
        self._say_about()
        self._connect()

    def set_whole(self, whole: WholeCustomer, facts: DeskFacts, now: datetime) -> None:
        """Show what was read of them."""
        self.whole, self._zone, self._now = whole, facts.site.zone, now
        self._countdowns.set_calendars(facts.calendars, facts.site.zone)
        self._say_open(len(whole.open_calls))
        self._say_about()
        self.hint.show_all(whole.maybe_the_same)
        self._calls.removeWidget(self._read)
        self._read.hide()
        self._read.deleteLater()
        self._read = self._made(whole, now)
        self._calls.insertWidget(0, self._read)
        self.set_now(now)

    def add_older(self, some: PastCalls) -> None:
        """More of the past calls, below the others."""
        if self._now is not None:
            self.past.add(some, self._zone, self._now)
        self.older_button.setVisible(some.more)

    def set_now(self, now: datetime) -> None:
        """The present: the countdowns go on."""
        self._now = now
        self._countdowns.set_now(now)
        for card in self.open_cards:
            card.set_countdown(self._countdowns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= theme.px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.BottomToTop
        if way != self._columns.direction():
            self._columns.setDirection(way)

    # What stands there

    def _made(self, whole: WholeCustomer, now: datetime) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(Section(_("Open calls {n}").format(n=len(whole.open_calls))))
        self.open_cards = [OpenCallCard(row) for row in whole.open_calls]
        for card in self.open_cards:
            card.call_asked.connect(self.call_asked)
            column.addWidget(card)
        if not self.open_cards:
            column.addWidget(Label(_("No call is open."), "muted", wrap=True))
        if whole.promises:
            column.addSpacing(theme.px(6))
            column.addWidget(Section(_("Promised")))
            for promise in whole.promises:
                column.addWidget(self._promised(promise, now))
        column.addSpacing(theme.px(6))
        self._add_past(column, whole, now)
        said = contentment(whole.contentment)
        if said:
            column.addSpacing(theme.px(6))
            column.addWidget(Section(_("Satisfaction")))
            column.addWidget(Label(said, wrap=True))
        for merge in whole.merges[:1]:
            column.addSpacing(theme.px(6))
            column.addWidget(self._merged(merge, now))
        return part

    def _add_past(self, column: QVBoxLayout, whole: WholeCustomer, now: datetime) -> None:
        head = FlowLayout(spacing=theme.px(8), apart=True)
        head.addWidget(Section(_("Past calls")))
        self.older_button = LinkButton(_("Older"))
        self.older_button.clicked.connect(lambda: self.older_asked.emit(self.past.calls[-1]))
        if whole.past_since is not None:
            since = times.day_of(whole.past_since, self._zone, now)
            form = ngettext("{n}, of {day}", "{n} since {day}, newest first", whole.past_count)
            head.addWidget(Label(form.format(n=whole.past_count, day=since), "muted"))
        head.addWidget(self.older_button)
        column.addLayout(head)
        self.older_button.setVisible(whole.past.more)
        if not whole.past.calls:
            column.addWidget(Label(_("No call is over yet."), "muted", wrap=True))
            return
        self.past = PastCallsTable(narrow=self.width() < theme.px(_NARROW))
        self.past.call_asked.connect(self.call_asked)
        self.past.add(whole.past, self._zone, now)
        column.addWidget(self.past)

    def _promised(self, promise: PromiseView, now: datetime) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        ref = LinkButton(promise.ref)
        ref.setAccessibleDescription(promise.summary)
        ref.clicked.connect(lambda: self.call_asked.emit(promise.call_id))
        line.addWidget(ref, 0, Qt.AlignmentFlag.AlignTop)
        due = times.instant(promise.due_at, self._zone, now)
        said = direction.row((codes.promise(promise.kind, follow_up=promise.follow_up), due, promise.words))
        line.addWidget(Label(breakable(said), "error" if promise.due_at < now else "plain", wrap=True), 1)
        return row

    def _say_open(self, count: int) -> None:
        self._open_chip.set(open_calls(count), Tint.SOON if count else Tint.OK)

    def _say_about(self) -> None:
        one = self.customer
        account = _("account {number}").format(number=one.account) if one.account else ""
        tier = "" if one.tier is Tier.KEY else codes.tier(one.tier)
        since = ""
        if self.whole is not None and self.whole.since is not None and self._now is not None:
            day = times.day_of(self.whole.since, self._zone, self._now)
            since = _("first call {day}").format(day=day)
        self.about.setText(direction.row((one.organisation, account, tier, since)))

    # What is done

    def _merged(self, merge: MergeView, now: datetime) -> QWidget:
        """Who was merged into them, and the way back."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        day = times.day_of(merge.at, self._zone, now)
        words = _("“{name}” was merged into this one, {day} by {who}.").format(
            name=direction.isolated(merge.gone), day=day, who=direction.isolated(merge.by)
        )
        line.addWidget(Label(breakable(words), "muted", wrap=True), 1)
        self.undo_button = LinkButton(_("Undo the merge"))
        self.undo_button.setAccessibleDescription(words)
        self.undo_button.clicked.connect(lambda: self.undo_asked.emit(merge))
        line.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _lay_out_head(self) -> None:
        """Who it is and how they stand, and at the far end what can be done; below each other in a narrow card."""
        self.foot.removeWidget(self.edit_button)
        self.head.removeWidget(self.title)
        top, who, acts = QWidget(), QWidget(), QWidget()
        name = FlowLayout(who, spacing=theme.px(6))
        name.addWidget(self.title)
        name.addWidget(self._open_chip)
        if self.customer.tier is Tier.KEY:
            name.addWidget(Chip(codes.tier(self.customer.tier), Tint.INFO))
        if self.customer.erasure_id is not None:
            self._open_chip.hide()
            name.addWidget(Chip(_("Forgotten"), Tint.INFO))
        row = FlowLayout(acts, spacing=theme.px(6))
        for button in (self.log_button, self.edit_button, self.merge_button, self.more):
            row.addWidget(button)
        beside = FlowLayout(top, spacing=theme.px(6), apart=True)
        beside.addWidget(who)
        beside.addWidget(acts)
        self.head.insertWidget(0, top)
        acts.setVisible(self.customer.erasure_id is None)

    def _connect(self) -> None:
        self.log_button.clicked.connect(self.log_asked)
        self.edit_button.clicked.connect(self.edit_asked)
        self.merge_button.clicked.connect(lambda: self.merge_asked.emit(None))
        self.hint.merge_asked.connect(self.merge_asked)
        self.hint.apart_asked.connect(self.apart_asked)


def open_calls(count: int) -> str:
    """How many open calls somebody has."""
    if not count:
        return _("no open call")
    return ngettext("{count} open call", "{count} open calls", count).format(count=count)


def contentment(told: Contentment) -> str:
    """As "4.4 of 5 from 7 answers, 8 of 9 agreed at the first asking"; "" where nobody was asked."""
    parts = []
    if told.average is not None:
        form = ngettext("{score} of 5 from {n} answer", "{score} of 5 from {n} answers", told.answers)
        parts.append(form.format(score=closing.average(told.average), n=told.answers))
    if told.asked:
        parts.append(_("{n} of {count} agreed at the first asking").format(n=told.at_first, count=told.asked))
    return direction.row(parts)
