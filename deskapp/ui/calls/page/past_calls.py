"""What stands around a call: past calls like it with what solved them, and others on its thing, place and customer."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.words import UNRESOLVED_STATES, CallState
from deskapp.language import _, ngettext
from deskapp.services.library.views import SimilarCall
from deskapp.services.overview.views import AroundCall, CallDetail, CustomerHistory, EarlierCall, History
from deskapp.ui.calls.panel import about_words
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.texts.short_label import ShortLabel
from deskapp.wording import codes, times

#: Lines of a solution that stand there at first.
_LINES = 4
#: So many of the other calls on a thing, or at a place, stand here.
_OTHERS = 3


class PastCalls(QWidget):
    """Made anew when other calls come; each leads there."""

    call_asked = Signal(int)
    solution_asked = Signal(str)  # begin resolving with what solved another call
    customer_asked = Signal(str)  # all that is known of the customer, by name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        #: What leads to each call, and what takes the solution of one like it, by the call's id.
        self.links: dict[int, LinkButton] = {}
        self.uses: dict[int, LinkButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))

    def set_around(self, around: AroundCall | None, call: CallDetail, zone: str, now: datetime) -> None:
        """Show what stands around a call; None: it is not read yet."""
        usable = call.state in UNRESOLVED_STATES
        wanted = None if around is None else (around, usable, call.customer.name)
        if wanted is not None and wanted == self._shown:
            return
        self._shown, self.links, self.uses = wanted, {}, {}
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if around is None:
            return
        for widget in (
            *self._alike(around, usable, zone, now),
            *self._others(_("This equipment"), around.on_equipment, zone, now),
            *self._others(_("This place"), around.at_place, zone, now),
            *self._customers(around.history, call, zone, now),
        ):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def _alike(self, around: AroundCall, usable: bool, zone: str, now: datetime) -> Iterator[QWidget]:
        if not around.alike:
            return
        yield _heading(_("Like this call"), str(len(around.alike)))
        for call in around.alike:
            yield self._like(call, zone, now, usable=usable)

    def _like(self, call: SimilarCall, zone: str, now: datetime, *, usable: bool) -> QWidget:
        card = Card()
        took = _("took {time}").format(time=times.brief(call.took))
        about = direction.row((times.day_of(call.closed_at, zone, now), took))
        card.body.addWidget(self._link(call.call_id, call.ref, "", about))
        card.body.addWidget(Label(call.summary, "strong", wrap=True, selectable=True))
        solved = ShortLabel(_LINES, about=_("Solved"))
        solved.set_words(_("Solved: {words}").format(words=call.solution))
        card.body.addWidget(solved)
        if usable:
            use = LinkButton(_("Use as the solution"))
            use.setProperty("inline", "true")
            use.setAccessibleName(_("Use as the solution: {ref}").format(ref=call.ref))
            use.clicked.connect(lambda: self.solution_asked.emit(call.solution))
            self.uses[call.call_id] = use
            card.body.addWidget(use, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _others(self, name: str, history: History, zone: str, now: datetime) -> Iterator[QWidget]:
        """Other calls that name the same thing or place."""
        if history.count:
            count = str(history.count)
            yield _heading(name, _("more than {n}").format(n=count) if history.more else count)
        for one in history.calls[:_OTHERS]:
            row = one.row
            past = EarlierCall(row.id, row.ref, row.summary, row.logged_at, CallState(row.state), one.solution)
            yield self._past(past, zone, now)

    def _customers(self, history: CustomerHistory, call: CallDetail, zone: str, now: datetime) -> Iterator[QWidget]:
        every = LinkButton(_("All"))
        every.setProperty("inline", "true")
        every.setAccessibleName(_("All that is known of the customer"))
        every.clicked.connect(lambda: self.customer_asked.emit(call.customer.name))
        yield _heading(_("This customer"), about_words.since(history) if history.count else _("no other call"), every)
        for past in history.calls:
            yield self._past(past, zone, now)
        if words := _content(history):
            yield Label(words, "muted", wrap=True, selectable=True)

    def _past(self, past: EarlierCall, zone: str, now: datetime) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._link(past.call_id, past.ref, past.summary, times.day_of(past.logged_at, zone, now)))
        solved = ShortLabel(2, "muted", about=past.ref)
        solved.set_words(past.solution or codes.state(past.state))
        column.addWidget(solved)
        return made

    def _link(self, call_id: int, ref: str, summary: str, when: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        link = LinkButton(ref)
        link.setProperty("inline", "true")
        link.clicked.connect(lambda: self.call_asked.emit(call_id))
        self.links[call_id] = link
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        about = ShortLabel(2, about=ref)
        about.set_words(summary)
        row.addWidget(about, 1)
        row.addWidget(Label(when, "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        return made


def _heading(words: str, said: str, link: QWidget | None = None) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, theme.px(4), 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(Section(words))
    row.addWidget(Label(said, "small"), 1)
    if link is not None:
        row.addWidget(link)
    return made


def _content(history: CustomerHistory) -> str:
    """How often the customer agreed at once, and how content they were; "" where nobody asked."""
    said = []
    if history.asked:
        form = ngettext(
            "{n} of {all} agreed at the first asking.", "{n} of {all} agreed at the first asking.", history.asked
        )
        said.append(form.format(n=history.agreed, all=history.asked))
    if history.answers and history.average is not None:
        form = ngettext(
            "Satisfaction {score} of 5, from {n} answer.",
            "Satisfaction {score} of 5, from {n} answers.",
            history.answers,
        )
        said.append(form.format(score=f"{history.average:.1f}", n=history.answers))
    return " ".join(said)
