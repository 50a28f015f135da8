"""Signals: what the record of a month points to, one of them whole, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.exchange.table import Column as Head
from deskapp.domain.exchange.table import Row
from deskapp.domain.words import ActionOf
from deskapp.language import _
from deskapp.paperwork import signals as papers
from deskapp.services.actions.acts import ReopenAction, WithdrawAction
from deskapp.services.actions.views import ActionView
from deskapp.services.changes import Changes, Done
from deskapp.services.findings.acts import (
    AgreeOnAction,
    DismissSignal,
    FeedbackLeft,
    TakeUpSignal,
    WhichSignal,
    WithdrawFeedback,
)
from deskapp.services.findings.views import FeedbackSheet, FeedbackView, SignalCall, Signals, SignalView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.documents.screen_papers import ScreenPapers
from deskapp.ui.improve.agreed.agree_dialog import AgreeDialog
from deskapp.ui.improve.agreed.done_dialog import DoneDialog
from deskapp.ui.improve.agreed.move_dialog import MoveActionDialog
from deskapp.ui.improve.signals import cards
from deskapp.ui.improve.signals.detail import SignalDetail
from deskapp.ui.improve.signals.feedback_dialogs import AnswerDialog, FeedbackDialog, SentDialog
from deskapp.ui.improve.signals.why_dialog import WhyDialog
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.part import Part
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times
from deskapp.wording.findings import signals as wording
from deskapp.wording.measures import periods

#: How wide the list is in the drawing, and how narrow where the room is small.
_LIST, _NARROW, _SMALL = 352, 250, 860


class SignalsPart(Part):
    """The list on the left, the signal that is meant on the right. Enter goes from the list to its calls."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.signals: Signals | None = None
        self._month: date | None = None
        #: First days of the months that can be chosen.
        self._firsts: list[date] = []
        self.switch = ChoiceRow(_("Shown"), [(cards.ALL, _("All"))], cards.ALL)
        self.months, self.order = DropDown(), DropDown()
        self.months.setAccessibleName(_("From which month"))
        self.order.setAccessibleName(_("Sorted by"))
        for key, words in (
            (cards.SPARES, _("calls it would spare")),
            (cards.WAITS, _("what waits for somebody")),
            (cards.MOST, _("calls behind it")),
        ):
            self.order.addItem(words, key)
        self.list = PickList(_("Signals"), empty=_("Loading…"))
        self.detail = SignalDetail(place)
        self.detail.hide()
        self.empty = EmptyState(
            _("No signal"),
            _(
                "Nothing in this month's record points to training, process, policy or product by five calls or more,"
                " past chance. Look at another month, or at those that are done."
            ),
        )
        self.empty.hide()
        self._head = QWidget()
        self.print_button, self.export_button = secondary(_("Print…")), secondary(_("Export…"))
        self._papers = ScreenPapers(
            place,
            self,
            lambda: self.signals,
            {"pdf": self._paper},
            name=_("Signals"),
            title=_("Save the signals"),
            sent=_("The signals were sent to the printer."),
        )
        #: By feedback: kept, for a printer takes its time.
        self._sheets: dict[int, ScreenPapers] = {}
        self._lay_out()
        self._bind()
        self._reloader = Reloader(self, place.hub)

    # What the screen asks

    @property
    def head_row(self) -> QWidget | None:
        return self._head

    @property
    def focus_taker(self) -> QWidget:
        return self.list

    @property
    def current_call_id(self) -> int | None:
        table = self.detail.table
        return table.current_call_id if table is not None and table.hasFocus() else None

    @property
    def listed_ids(self) -> Sequence[int]:
        return self.detail.table.call_ids if self.detail.table is not None else ()

    @property
    def listed_call_id(self) -> int | None:
        return self.detail.table.current_call_id if self.detail.table is not None else None

    def listings(self) -> Sequence[Listing]:
        signals = self.signals
        if signals is None:
            return ()
        heads = (_("Kind"), _("Signal"), _("State"), _("Figures"), _("Calls"), _("Would spare"), _("In words"))
        rows = [self._row(one, signals) for one in self._shown()]
        form = self._papers.form("pdf", _("PDF"))
        return (
            Listing(
                "signals", _("Signals"), _("Signals"), tuple(map(Head, heads)), lambda _d: rows, len(rows), (form,)
            ),
        )

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("signals", "actions", "staff", "site", "categories", "contacts") or bool(changes.calls)

    def reload(self) -> None:
        month = self._month
        self._place.read(lambda desk: desk.findings.signals(month), self._on_read, key=("signals", id(self)))

    # Inside

    def _lay_out(self) -> None:
        heads = QHBoxLayout(self._head)
        heads.setContentsMargins(0, 0, 0, 0)
        heads.setSpacing(theme.px(6))
        for button in (self.print_button, self.export_button):
            heads.addWidget(button)
        choosing = FlowLayout(spacing=theme.px(6))
        for label, field in ((_("from"), self.months), (_("sorted by"), self.order)):
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(6))
            row.addWidget(Label(label, "muted"))
            row.addWidget(field)
            field.setMinimumContentsLength(16 if field is self.order else 12)
            choosing.addWidget(pair)
        over = QHBoxLayout()
        over.addWidget(self.switch, 1)
        over.addLayout(choosing)
        below = QHBoxLayout()
        below.setSpacing(theme.px(10))
        below.addWidget(self.list)
        below.addWidget(self.detail, 1)
        below.addWidget(self.empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(over)
        column.addLayout(below, 1)

    def _bind(self) -> None:
        self.switch.changed.connect(lambda _which: self._fill())
        self.order.activated.connect(lambda _index: self._fill())
        self.months.activated.connect(lambda _index: self._on_month())
        self.list.chosen.connect(lambda _key: self._show_chosen())
        self.list.confirmed.connect(lambda _key: self._into_calls())
        self.print_button.clicked.connect(self._papers.print)
        self.export_button.clicked.connect(self.export_asked)
        detail = self.detail
        detail.opened.connect(self.open_asked)
        detail.why_asked.connect(self._why)
        detail.action_asked.connect(self._new_action)
        detail.feedback_asked.connect(self._new_feedback)
        detail.dismiss_asked.connect(self._dismiss)
        detail.take_up_asked.connect(self._take_up)
        detail.made_asked.connect(self._on_made)
        for keys, done in (
            ("Ctrl+J", self._new_action),
            ("Ctrl+M", self._new_feedback),
            ("F1", self._why),
            ("Esc", self._back),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(done)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(theme.px(_LIST if self.width() >= theme.px(_SMALL) else _NARROW))

    def _on_read(self, signals: Signals) -> None:
        self.signals = signals
        firsts = [month.first for month in signals.months]
        if firsts != self._firsts:
            self._firsts = firsts
            self.months.clear()
            for month in signals.months:
                words = periods.name(month)
                running = month is signals.months[0]
                self.months.addItem(_("{month}, so far").format(month=words) if running else words)
        if signals.month.first in firsts:
            self.months.setCurrentIndex(firsts.index(signals.month.first))
        self.switch.set_more(0, cards.choices(signals))
        if self.switch.value is None:
            self.switch.set_value(cards.ALL)
        self._fill()

    def _on_month(self) -> None:
        self._month = self._firsts[self.months.currentIndex()]
        self.reload()

    def _shown(self) -> list[SignalView]:
        if self.signals is None:
            return []
        return cards.shown(self.signals, self.switch.value, str(self.order.currentData()))

    def _fill(self) -> None:
        if self.signals is None:
            return
        views = self._shown()
        self.list.say_empty(_("None."))
        self.list.set_items(cards.items(views, self.signals))
        self.empty.setVisible(not views)
        if views and self.list.current is None:
            self.list.choose_first()
        self._show_chosen()

    @property
    def chosen(self) -> SignalView | None:
        """The signal that is meant."""
        key = self.list.current
        return next((one for one in self._shown() if one.key == key), None)

    def _show_chosen(self) -> None:
        view, signals = self.chosen, self.signals
        if signals is None:
            return
        self.detail.show_signal(view, signals)
        if view is not None:
            key, month = view.key, signals.month.first
            self._place.read(
                lambda desk: (key, desk.findings.calls(key, month)), self._on_calls, key=("signal calls", id(self))
            )

    def _on_calls(self, found: tuple[str, tuple[SignalCall, ...]]) -> None:
        if self.detail.view is not None and self.detail.view.key == found[0]:
            self.detail.show_calls(found[1])

    def _into_calls(self) -> None:
        if self.detail.table is not None and self.detail.table.call_ids:
            self.detail.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _back(self) -> None:
        """From the calls, or what was made of it, to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _which(self, view: SignalView) -> WhichSignal:
        assert self.signals is not None
        return WhichSignal(view.key, self.signals.month.first, wording.title(view))

    # What is made of it

    def _why(self) -> None:
        view = self.chosen
        if view is not None:
            WhyDialog((wording.because(view), *wording.why()), self.window()).open()

    def _new_action(self) -> None:
        view = self.chosen
        if view is not None:
            which = self._which(view)

            def agree(what: str, owner_id: int, due: date) -> Callable[[Desk], Done[ActionView]]:
                return lambda desk: desk.findings.agree(AgreeOnAction(which, what, owner_id, due))

            me = self._place.desk.staff_id
            of = ActionOf.SIGNAL, which.key, which.title
            dialog = AgreeDialog(self._place, *of, self.window(), agree=agree, owner_id=me)
            dialog.carried_out.connect(self._on_agreed)
            dialog.open()

    def _on_agreed(self, action: ActionView) -> None:
        back = WithdrawAction(action.id, _("undone at once"), action.version)
        words = _("{name} does it by {day}.").format(name=action.owner, day=times.day(action.due))
        place = self._place
        place.undoable.emit(words, lambda: place.act(lambda desk: desk.actions.withdraw(back)))

    def _new_feedback(self) -> None:
        view = self.chosen
        if view is not None and self.signals is not None:
            told = wording.text(view, self.signals.month)
            FeedbackDialog(self._place, view, self._which(view), told, self.window()).open()

    def _dismiss(self) -> None:
        view = self.chosen
        if view is None:
            return
        which = self._which(view)
        dialog = WordsDialog(
            self._place,
            _("Not a signal"),
            _("Not a signal"),
            lambda words: lambda desk: desk.findings.dismiss(DismissSignal(which, words)),
            self.window(),
            field="reason",
            words=_("Why"),
            about=which.title,
            hint=_("It stands under Done from then on, and comes back only if it grows."),
        )
        dialog.carried_out.connect(self._on_dismissed)
        dialog.open()

    def _on_dismissed(self, view: SignalView) -> None:
        if view.id is not None:
            back, place = TakeUpSignal(view.id, view.version), self._place
            words = _("“{title}” is no signal.").format(title=wording.title(view))
            place.undoable.emit(words, lambda: place.act(lambda desk: desk.findings.take_up(back)))

    def _take_up(self) -> None:
        view = self.chosen
        if view is not None and view.id is not None:
            back = TakeUpSignal(view.id, view.version)
            self._place.act(lambda desk: desk.findings.take_up(back))

    def _on_made(self, what: str, about: Any) -> None:
        opened: Mapping[str, Any] = {
            "finish": lambda: DoneDialog(self._place, about, self.window()),
            "move": lambda: MoveActionDialog(self._place, about, self.window()),
            "withdraw": lambda: self._words(about, _("Take the action back"), WithdrawAction, "withdraw"),
            "reopen": lambda: self._words(about, _("Still to be done"), ReopenAction, "reopen"),
            "sent": lambda: SentDialog(self._place, about, self.window()),
            "answer": lambda: AnswerDialog(self._place, about, self.window()),
        }
        if what in opened:
            opened[what]().open()
        elif what == "copy":
            self._place.read(lambda desk: desk.findings.sheet(about.id), self._on_text)
        elif what == "take_back":
            act = WithdrawFeedback(about.id, about.version)
            self._place.act(lambda desk: desk.findings.withdraw(act))
        else:
            sheet = self._sheet_papers(about)
            if what == "print":
                sheet.print()
            else:
                sheet.ask_where("pdf")

    def _words(self, action: ActionView, title: str, act: Any, name: str) -> ActDialog:
        return WordsDialog(
            self._place,
            title,
            title,
            lambda words: lambda desk: getattr(desk.actions, name)(act(action.id, words, action.version)),
            self.window(),
            field="reason",
            words=_("Why"),
            about=action.what,
        )

    # On paper and as text

    def _paper(self, signals: Signals, facts: DeskFacts, now: Any, by: str) -> bytes:
        return papers.list_pdf(signals, self._shown(), facts, now, by)

    def _sheet_papers(self, feedback: FeedbackView) -> ScreenPapers:
        """One for each sheet, made when it is first asked for."""
        if feedback.id in self._sheets:
            return self._sheets[feedback.id]

        def draw(_shown: Any, facts: DeskFacts, now: Any, by: str) -> bytes:
            desk: Desk = self._place.desk
            return papers.sheet_pdf(desk.findings.sheet(feedback.id), facts, now, by)

        one = ScreenPapers(
            self._place,
            self,
            lambda: feedback,
            {"pdf": draw},
            name=feedback.number,
            title=_("Save the sheet"),
            sent=_("{number} was sent to the printer.").format(number=feedback.number),
        )
        self._sheets[feedback.id] = one
        act = FeedbackLeft(feedback.id)
        one.way_out.out.connect(lambda _sent: self._place.act(lambda desk: desk.findings.left(act)))
        return one

    def _on_text(self, sheet: FeedbackSheet) -> None:
        facts, me = self._place.facts, self._place.me
        if facts is None or me is None:
            return
        QGuiApplication.clipboard().setText(papers.sheet_text(sheet, facts, self._place.desk.clock.now(), me.name))
        act = FeedbackLeft(sheet.feedback.id, copied=True)
        self._place.act(lambda desk: desk.findings.left(act))
        self._place.said.emit(_("{number} is on the clipboard, as text.").format(number=sheet.feedback.number))

    def _row(self, one: SignalView, signals: Signals) -> Row:
        return (
            wording.caption(one),
            wording.title(one),
            wording.standing(one, signals.today),
            wording.line(one, signals.month),
            str(len(one.finding.calls)),
            str(one.finding.spares),
            wording.text(one, signals.month),
        )
