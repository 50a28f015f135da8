"""Acts on many calls go on step by step beside the work: how far they are, and what has them rest or go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from deskapp.domain.words import LongActKind, Role
from deskapp.language import _, ngettext
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.domain.errors import DeskError
    from deskapp.services.changes import Changes, Done
    from deskapp.services.steps.views import LongActView

#: Between two steps others write: so long.
_GAP_MS = 60
#: One that somebody else began is looked at so often; it goes on here where it stood still meanwhile.
_LOOK_MS = 10_000
#: Lists are told of what changed after so many steps: they read it again.
_TELL_AFTER = 20


class LongActs(QObject):
    """One at a time, by this window where it was begun here, or where whoever began it is gone."""

    def __init__(self, place: Workplace, parent: QObject, look_ms: int = _LOOK_MS) -> None:
        super().__init__(parent)
        self._place = place
        #: Which act goes on here.
        self._going: int | None = None
        #: How many calls each had still to do when it was last looked at.
        self._left: dict[int, int] = {}
        self._changed: set[int] = set()
        self._steps = 0
        self._closed = False
        self.notice = Notice()
        self.notice.ended.connect(self._on_closed)
        place.hub.changed.connect(self._on_changes)
        place.unlocked.connect(self.look)
        self._timer = QTimer(self)
        self._timer.setInterval(look_ms)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Whether something is under way that stands still."""
        if self._may_go_on and self._going is None:
            self._place.read(lambda desk: desk.steps.unfinished(), self._on_found, key=("long acts", id(self)))

    @property
    def _may_go_on(self) -> bool:
        place = self._place
        return place.desk.is_open and place.desk.staff_id is not None and not place.locked

    def _on_changes(self, changes: Changes) -> None:
        # By name: an act of this window began it, or has it go on.
        if "long_acts" in changes.lists and self._may_go_on and self._going is None:
            self._left.clear()
            self._place.read(lambda desk: desk.steps.unfinished(), self._on_begun, key=("long acts", id(self)))

    def _on_begun(self, acts: Sequence[LongActView]) -> None:
        self._left = {act.id: act.left for act in acts}
        self._on_found(acts)

    def _on_found(self, acts: Sequence[LongActView]) -> None:
        if self._going is not None:
            return
        known, self._left = self._left, {act.id: act.left for act in acts}
        ready = [act for act in acts if not act.stopped and known.get(act.id) == act.left]
        if ready:
            self._going, self._closed = ready[0].id, False
            self._show(ready[0])
            self._step(ready[0].id)
        elif self.notice.isHidden() and not self._closed:
            # As an earlier window left it.
            for act in acts:
                if act.stopped:
                    self._show(act)

    def _step(self, act_id: int) -> None:
        if not self._may_go_on or self._place.lanes.stopping.is_set():
            self._going = None
            return
        # Among the acts, in their turn: what somebody saves meanwhile waits for one step at the most.
        self._place.lanes.act(
            lambda: self._place.desk.open().steps.step(act_id), self._on_step, self._on_failed, receiver=self
        )

    def _on_step(self, done: Done[LongActView]) -> None:
        act = done.value
        self._changed |= done.changes.calls
        self._steps += 1
        if act.ended or act.stopped or self._steps % _TELL_AFTER == 0:
            self._tell_changed()
        if act.ended or act.stopped:
            self._going = None
            self._show(act)
            QTimer.singleShot(0, self, self.look)
            return
        self._show(act)
        QTimer.singleShot(_GAP_MS, self, lambda: self._step(act.id))

    def _on_failed(self, error: DeskError) -> None:
        """It goes on by itself once that is over; the first time it is said why not."""
        self._going = None
        self._place.failed.emit(error)

    def _tell_changed(self) -> None:
        from deskapp.services.changes import Changes

        changed, self._changed = frozenset(self._changed), set()
        if changed:
            self._place.hub.tell(Changes(calls=changed))

    # What is said

    def _show(self, act: LongActView) -> None:
        if act.ended:
            self._closed = True
            self.notice.say(_ended(act), Tint.OK, seconds=10)
            return
        me = self._place.me
        manager = me is not None and me.role is Role.MANAGER
        if act.stopped:
            words = f"{_words(act)} {_('It rests.')}"
            self.notice.say(words, Tint.SOON, _("Go on") if manager else None, act=self._rest)
        elif self.notice.isHidden():
            if not self._closed:
                self.notice.say(_words(act), Tint.INFO, _("Stop") if manager else None, act=self._rest)
        else:
            self.notice.say_on(_words(act))

    def _rest(self) -> None:
        """The button: what goes on rests, what rests goes on."""
        going = self._going
        if going is not None:
            self._place.act(lambda desk: desk.steps.stop(going), receiver=self)
            return
        resting = next(iter(self._left), None)
        if resting is not None:
            self._place.act(lambda desk: desk.steps.go_on(resting), receiver=self)

    def _on_closed(self) -> None:
        """Closed by hand it goes on all the same, and says when it is done."""
        self._closed = True


def _words(act: LongActView) -> str:
    forms = {
        LongActKind.TARGETS: ngettext(
            "New targets and hours: {done} of {n} open call follows them.",
            "New targets and hours: {done} of {n} open calls follow them.",
            act.total,
        ),
        LongActKind.SIGNS: ngettext(
            "Signs to escalate: {done} of {n} open call was looked at.",
            "Signs to escalate: {done} of {n} open calls were looked at.",
            act.total,
        ),
        LongActKind.WORDS: ngettext(
            "Search: {done} of {n} call is found by what was changed.",
            "Search: {done} of {n} calls are found by what was changed.",
            act.total,
        ),
        LongActKind.MEASURES: ngettext(
            "Measures: {done} of {n} call is counted on its day in the new time zone.",
            "Measures: {done} of {n} calls are counted on their days in the new time zone.",
            act.total,
        ),
    }
    return forms[act.kind].format(done=act.done, n=act.total)


def _ended(act: LongActView) -> str:
    forms = {
        LongActKind.TARGETS: ngettext(
            "{n} open call follows the new targets and hours.",
            "{n} open calls follow the new targets and hours.",
            act.total,
        ),
        LongActKind.SIGNS: ngettext(
            "The signs of {n} open call are as the site has them.",
            "The signs of {n} open calls are as the site has them.",
            act.total,
        ),
        LongActKind.WORDS: ngettext(
            "{n} call is found by what was changed.", "{n} calls are found by what was changed.", act.total
        ),
        LongActKind.MEASURES: ngettext(
            "{n} call is counted on its day in the new time zone.",
            "{n} calls are counted on their days in the new time zone.",
            act.total,
        ),
    }
    return forms[act.kind].format(n=act.total)
