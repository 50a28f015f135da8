"""Tells owners at once what they are asked, also what waited while they were away; and askers that it is answered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from deskapp.desk import Desk
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.requests.views import RequestView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.overseen import many as wording


class QuestionsNotice(QObject):
    """Two messages of the window: each question is told once, and so is each answer."""

    call_asked = Signal(int)  # show this call
    all_asked = Signal()  # show all questions

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._whose: int | None = None
        self._told: frozenset[int] = frozenset()
        #: Of those by whoever works here, which wait; None: not known yet, so what was answered before is no news.
        self._waiting: frozenset[int] | None = None
        self._asked_call = self._answered_call = 0
        self.asked, self.answered = Notice(), Notice()
        self.asked.acted.connect(self._on_asked_acted)
        self.answered.acted.connect(lambda: self.call_asked.emit(self._answered_call))
        place.hub.changed.connect(self._on_changed)
        self.look()

    def look(self) -> None:
        """See what is asked of whoever works here now."""
        if self._place.desk.staff_id is not None:
            self._place.read(_of_mine, self._on_read, key=("questions of mine", id(self)), receiver=self)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("requests", "staff") or changes.calls:
            self.look()

    def _on_read(self, found: tuple[int | None, tuple[RequestView, ...], tuple[RequestView, ...]]) -> None:
        whose, to_me, by_me = found
        if whose != self._place.desk.staff_id:
            return
        if whose != self._whose:
            self._whose, self._told, self._waiting = whose, frozenset(), None
            self.asked.end()
            self.answered.end()
        self._tell_asked(to_me)
        self._tell_answered(by_me)

    def _tell_asked(self, waits: tuple[RequestView, ...]) -> None:
        fresh = [one for one in waits if one.id not in self._told]
        self._told = frozenset(one.id for one in waits)
        if not waits:
            self._asked_call = 0
            self.asked.end()
        if not fresh:
            return
        one = fresh[0]
        if len(waits) == 1:
            self._asked_call = one.call_id
            words = _("{name} asks about {ref}").format(name=one.asked_by, ref=one.ref)
            words = f"{words}: {' '.join(one.words.split())}" if one.words else f"{words}."
            self.asked.say(words, Tint.SOON, _("Show the call"))
        else:
            self._asked_call = 0
            form = ngettext("{n} question waits for your answer.", "{n} questions wait for your answer.", len(waits))
            self.asked.say(form.format(n=len(waits)), Tint.SOON, _("Show them"))

    def _tell_answered(self, by_me: tuple[RequestView, ...]) -> None:
        known, self._waiting = self._waiting, frozenset(one.id for one in by_me if one.waits)
        fresh = [one for one in by_me if known is not None and one.id in known and not one.waits]
        if fresh:
            one = fresh[0]
            self._answered_call = one.call_id
            came = wording.came_of(one, self._place.zone, self._place.desk.clock.now())
            self.answered.say(_("{ref}: {came}").format(ref=one.ref, came=came), Tint.INFO, _("Show the call"))

    def _on_asked_acted(self) -> None:
        if self._asked_call:
            self.call_asked.emit(self._asked_call)
        else:
            self.all_asked.emit()


def _of_mine(desk: Desk) -> tuple[int | None, tuple[RequestView, ...], tuple[RequestView, ...]]:
    """Whose they are, for whoever works here may be another by the time they are told."""
    return desk.staff_id, desk.requests.to_me(), desk.requests.by_me()
