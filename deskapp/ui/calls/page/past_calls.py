"""What stands around a call: past calls like it with what solved them, and others on its thing, place and customer."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.words import UNRESOLVED_STATES, CallState
from deskapp.language import _, ngettext
from deskapp.services.overview.views import AroundCall, CallDetail, CustomerHistory, EarlierCall, History
from deskapp.ui.calls.page.past_rows import AlikeCard, PastLine, PastPart
from deskapp.ui.calls.panel import about_words
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.label import Label

#: So many of the other calls on a thing, or at a place, stand here.
_OTHERS = 3


class PastCalls(QWidget):
    """Each leads there."""

    call_asked = Signal(int)
    solution_asked = Signal(str)  # begin resolving with what solved another call
    customer_asked = Signal(str)  # all that is known of the customer, by name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        self._customer = ""
        every = LinkButton(_("All"))
        every.setProperty("inline", "true")
        every.setAccessibleName(_("All that is known of the customer"))
        every.clicked.connect(lambda: self.customer_asked.emit(self._customer))
        self._alike = PastPart(_("Like this call"), self._make_card)
        self._equipment = PastPart(_("This equipment"), self._make_line)
        self._place = PastPart(_("This place"), self._make_line)
        self._theirs = PastPart(_("This customer"), self._make_line, every)
        self._content = Label("", "muted", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for widget in (self._alike, self._equipment, self._place, self._theirs, self._content):
            widget.hide()
            column.addWidget(widget)
        column.addStretch(1)

    @property
    def links(self) -> dict[int, LinkButton]:
        """What leads to each call, by its id."""
        return self._alike.links | self._equipment.links | self._place.links | self._theirs.links

    @property
    def uses(self) -> dict[int, LinkButton]:
        """What takes the solution of one like it, by the call's id."""
        return {card.head.call_id: card.use for card in self._alike.lines if not card.use.isHidden()}

    def set_around(self, around: AroundCall | None, call: CallDetail, zone: str, now: datetime) -> None:
        """Show what stands around a call; None: it is not read yet."""
        usable = call.state in UNRESOLVED_STATES
        wanted = None if around is None else (around, usable, call.customer.name)
        if wanted == self._shown:
            return
        self._shown, self._customer = wanted, call.customer.name
        alike = () if around is None else around.alike
        for card, like in zip(self._alike.take(len(alike), str(len(alike))), alike, strict=True):
            card.say(like, zone, now, usable=usable)
        self._alike.setVisible(bool(alike))
        self._show_others(self._equipment, None if around is None else around.on_equipment, zone, now)
        self._show_others(self._place, None if around is None else around.at_place, zone, now)
        self._show_theirs(None if around is None else around.history, zone, now)

    def _show_others(self, part: PastPart[PastLine], history: History | None, zone: str, now: datetime) -> None:
        """Other calls that name the same thing or place."""
        calls = () if history is None else history.calls[:_OTHERS]
        count = 0 if history is None else history.count
        more = history is not None and history.more
        said = _("more than {n}").format(n=count) if more else str(count)
        for line, one in zip(part.take(len(calls), said), calls, strict=True):
            row = one.row
            past = EarlierCall(row.id, row.ref, row.summary, row.logged_at, CallState(row.state), one.solution)
            line.say(past, zone, now)
        part.setVisible(bool(count))

    def _show_theirs(self, history: CustomerHistory | None, zone: str, now: datetime) -> None:
        calls, content = ((), "") if history is None else (history.calls, _content(history))
        said = about_words.since(history) if history is not None and history.count else _("no other call")
        for line, past in zip(self._theirs.take(len(calls), said), calls, strict=True):
            line.say(past, zone, now)
        self._theirs.setVisible(history is not None)
        self._content.setText(content)
        self._content.setVisible(bool(content))

    def _make_line(self) -> PastLine:
        line = PastLine()
        line.call_asked.connect(self.call_asked)
        return line

    def _make_card(self) -> AlikeCard:
        card = AlikeCard()
        card.call_asked.connect(self.call_asked)
        card.solution_asked.connect(self.solution_asked)
        return card


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
