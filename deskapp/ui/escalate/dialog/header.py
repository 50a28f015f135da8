"""The head of the escalation dialog: which call, whose, how long it has, and who had it before."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain import sla
from deskapp.domain.words import ClockKind
from deskapp.language import _
from deskapp.services.clocks.views import ClockView
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls import countdown
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.label import Label
from deskapp.wording import escalations as escalation_wording

#: A summary longer than this is cut in the head; the whole stands in the handoff below.
_LONGEST = 90


class Header(QWidget):
    """Title and particulars, with the resolution clock's chip in the corner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(_("Escalate"), "title", wrap=True)
        self._about = Label("", "muted", wrap=True)
        self._clock: ClockView | None = None
        self._parts: tuple[str, ...] = ()
        self._chip = Chip()
        self._chip.hide()
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self._title)
        words.addWidget(self._about)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addLayout(words, 1)
        row.addWidget(self._chip)

    @property
    def about(self) -> str:
        return self._about.text()

    def set_escalations(self, escalations: tuple[EscalationView, ...]) -> None:
        """Somebody else handed the call on, or it came back, while the dialog was open."""
        self._about.setText(direction.row((*self._parts, earlier(escalations))))

    def show_call(self, call: CallDetail, staff_id: int | None, now: datetime) -> str:
        """Show a call; gives back the title."""
        title = _("Escalate {ref} · {summary}").format(ref=call.row.ref, summary=_cut(call.row.summary))
        self._title.setText(title)
        mine = call.row.owner_id == staff_id
        owner = _("you stay the owner") if mine else _("{owner} stays the owner").format(owner=call.row.owner)
        account = _("account {account}").format(account=call.customer.account) if call.customer.account else ""
        parts = (_cut(call.row.customer), account, str(call.priority), owner)
        self._parts = tuple(part for part in parts if part)
        self.set_escalations(call.escalations)
        clock = next((one for one in call.clocks if one.kind is ClockKind.RESOLUTION and one.cycle == call.cycle), None)
        self._clock = clock
        self._chip.setVisible(clock is not None)
        self.set_now(now)
        return title

    def set_now(self, now: datetime) -> None:
        """The present: what is left of the time to resolve."""
        if self._clock is not None:
            words, tint = countdown.of_reading(sla.reading(self._clock.facts, now))
            self._chip.set(_("resolve {left}").format(left=words), tint or Tint.PLAIN, shape=True)


def earlier(escalations: tuple[EscalationView, ...]) -> str:
    """The hand-offs of a call until now: to whom, and how each ended."""
    handed = [one for one in escalations if one.contact]
    if not handed:
        return _("no earlier hand-off")
    said = []
    for one in handed:
        state = _("{name} ({state})").format(name=one.contact, state=escalation_wording.ended(one))
        why = _cut(escalation_wording.answer(one), 60)
        said.append(_("{name}: {outcome}").format(name=state, outcome=why) if why else state)
    return _("earlier: {names}").format(names=direction.row(said, ", "))


def _cut(text: str, longest: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
