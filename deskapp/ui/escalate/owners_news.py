"""Tells an owner at once that a contact has not accepted in time, and who is next; and that a call came back."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from deskapp.domain.alerts import Alarms, Crossing
from deskapp.domain.sla import ClockState
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.escalations.views import NextInChain, OwnersNews
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.workplace import Workplace


class OwnersNotice(QObject):
    """Two messages of the window: each thing is told once, whatever the machine's clock does meanwhile."""

    next_asked = Signal(int, int)  # the call, and the escalation whose place the next in the chain is to take
    call_asked = Signal(int)  # show this call

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._alarms = Alarms()
        self._known: frozenset[int] | None = None
        self._late: Crossing | None = None
        self._offers = False
        self._back_call = 0
        self.late, self.back = Notice(), Notice()
        self.late.acted.connect(self._on_late_acted)
        self.back.acted.connect(lambda: self.call_asked.emit(self._back_call))
        place.hub.changed.connect(self._on_changed)
        self._load()

    def set_now(self, now: datetime) -> None:
        """A tick: nothing is looked at until an acceptance can have run out."""
        self._tell_late(self._alarms.look(now))

    def _on_changed(self, changes: Changes) -> None:
        if changes.calls or changes.everything:
            self._load()

    def _load(self) -> None:
        self._place.read(lambda desk: desk.escalations.news(), self._on_news, key=("owners news", id(self)))

    def _on_news(self, news: OwnersNews) -> None:
        crossed = self._alarms.watch(news.acceptance, self._place.desk.clock.now())
        if self._late is not None and self._late.escalation_id not in {one.escalation_id for one in news.acceptance}:
            self._late = None
            self.late.end()
        self._tell_late(crossed)
        # What had come back before the window opened stands in the lists; it is no news.
        fresh = [one for one in news.back if self._known is not None and one.escalation.id not in self._known]
        self._known = frozenset(one.escalation.id for one in news.back)
        if fresh:
            one = fresh[-1]
            self._back_call = one.escalation.call_id
            words = _("{ref} is back from {contact}: tell {customer}.").format(
                ref=one.ref, contact=one.escalation.contact, customer=one.customer
            )
            self.back.say(words, Tint.INFO, _("Open"))
        elif self._back_call and all(one.escalation.call_id != self._back_call for one in news.back):
            self._back_call = 0
            self.back.end()

    def _tell_late(self, crossed: Sequence[Crossing]) -> None:
        late = [one for one in crossed if one.state is ClockState.OVERDUE]
        if not late:
            return
        first, more = late[0], len(late) - 1

        def found(following: NextInChain) -> None:
            self._say_late(first, following, more)

        self._place.read(
            lambda desk: desk.escalations.next_in_chain(first.escalation_id),
            found,
            key=("next in chain", id(self)),
            receiver=self,
        )

    def _say_late(self, late: Crossing, following: NextInChain, more: int) -> None:
        self._late = late
        ref = f"C-{late.call_id:05d}"
        parts = [_("{ref} has not been accepted in time.").format(ref=ref)]
        if more:
            parts.append(ngettext("And {n} other.", "And {n} others.", more).format(n=more))
        self._offers = following.contact is not None
        if following.contact is not None:
            name = following.contact.contact.name
            action = _("Offer to the next: {name}").format(name=name.replace("&", "&&"))
        else:
            parts.append(_("Nobody else in the chain can be reached now."))
            action = _("Open")
        self.late.say(" ".join(parts), Tint.OVER, action)

    def _on_late_acted(self) -> None:
        late, self._late = self._late, None
        if late is None:
            return
        if self._offers:
            self.next_asked.emit(late.call_id, late.escalation_id)
        else:
            self.call_asked.emit(late.call_id)
