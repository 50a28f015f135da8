"""What every screen is given: the desk, the two lanes, news of changes, the present, and the desk's facts."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.domain.words import Role
from deskapp.ui.work.changes import ChangeHub
from deskapp.ui.work.keeper import Keeper
from deskapp.ui.work.lanes import Lanes, owner_of
from deskapp.ui.work.underway import Act, Underway

if TYPE_CHECKING:
    from deskapp.services.changes import Changes, Done
    from deskapp.services.people import StaffView
    from deskapp.services.site.views import DeskFacts
    from deskapp.ui.work.workstation import Workstation


class Workplace(QObject):
    """One window's place of work. Screens reach the services only through `act` and `read`."""

    #: The facts were loaded, or loaded again: DeskFacts.
    facts_changed = Signal(object)
    #: An act of this place was carried out.
    acted = Signal()
    #: Something failed that no dialog shows: DeskError.
    failed = Signal(object)
    #: The file could not be written, by no fault of the act: DeskError, what it is in words or "", and what asks anew.
    not_saved = Signal(object, str, object)
    #: Something worth saying in the window was done: plain words.
    said = Signal(str)
    #: The same, with what can be done about it at once: plain words, the button's words, what it does.
    offered = Signal(str, str, object)
    #: Something was done that can be undone for a short while: plain words, and what undoes it.
    undoable = Signal(str, object)
    #: The same where the screen says itself what was done: what undoes it; None: its time is over.
    undo_kept = Signal(object)
    #: How many ring while it is locked.
    callers_waiting = Signal(int)
    #: The figures of the desk were counted: Counts.
    counted = Signal(object)
    #: The window is unlocked: everything can be shown again.
    unlocked = Signal()
    #: What somebody is typing was kept as a draft, or a draft is gone.
    drafts_changed = Signal()
    #: A backup is the desk now, and what is open here was set aside.
    put_back = Signal()
    #: A dialog is about to be shown.
    opening = Signal()
    #: Why something cannot be done now, and what to do instead: plain words.
    advised = Signal(str)
    #: Rows were found that cannot be read, and are not shown from now on.
    rows_left_out = Signal()
    #: An escalation was recorded: EscalationView, and whether its sheet is to be printed.
    escalated = Signal(object, bool)
    #: The desk is to be closed, and its file written anew by this act: Encrypt and its like.
    rewriting = Signal(object)

    def __init__(self, desk: Desk, lanes: Lanes, hub: ChangeHub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.lanes = lanes
        self.hub = hub
        self.facts: DeskFacts | None = None
        #: What this workstation remembers; the window gives it.
        self.workstation: Workstation | None = None
        #: Whether the window is locked: what anybody can see must not speak of customers now.
        self.locked = False
        #: Acts that are not over, and drafts that are not in the file.
        self.underway, self.keeper = Underway(self), Keeper(desk, lanes, self)
        self.keeper.kept.connect(self.drafts_changed)
        hub.changed.connect(self._on_changed)

    @property
    def zone(self) -> str:
        """The site's time zone; UTC until the facts are there."""
        return self.facts.site.zone if self.facts else "UTC"

    @property
    def me(self) -> StaffView | None:
        """Whoever works here, as the facts know them."""
        staff = self.facts.staff if self.facts else ()
        return next((one for one in staff if one.id == self.desk.staff_id), None)

    @property
    def role(self) -> Role:
        """As what they work here; until that is known, as what everybody does."""
        return self.me.role if self.me is not None else Role.AGENT

    def act(
        self,
        work: Callable[[Desk], Done[Any]],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
        *,
        receiver: QObject | None = None,
        beside: bool = False,
        words: str = "",
        waits: Callable[[Act], object] | None = None,
    ) -> None:
        """Carry out an act in order, tell everybody what it changed, and give `done` its value.

        What fails goes to `failed`, or to the window's notice where nothing is given. beside: it takes its time, as a
        printer does, and no other act waits for it.
        words: what it is, where nothing on the screen shows it while it is not saved: then the window says so, and
        offers it again. waits: is told that it is held up, where something else than the window says so.
        """
        again = partial(self.act, work, done, failed, receiver=receiver, beside=beside, words=words, waits=waits)
        one = self.underway.begin(words, waits)

        # Over only when that was told: whoever waits to leave must not go in between.
        def finished(outcome: Done[Any]) -> None:
            try:
                self.acted.emit()
                self.hub.tell(outcome.changes)
                if done is not None and _alive(receiver or owner_of(done)):
                    done(outcome.value)
            finally:
                self.underway.end(one)

        # The changes are told even when the dialog that asked for the act is gone: the receiver is this place.
        def refused(error: DeskError) -> None:
            if one.over:
                return  # it was taken back, and that was told
            shown = failed is not None and _alive(receiver or owner_of(failed))
            try:
                if isinstance(error, StorageProblem) and (words or not shown):
                    self.not_saved.emit(error, words, again)
                elif shown and failed is not None:
                    failed(error)
                elif failed is None:
                    self.failed.emit(error)
            finally:
                self.underway.end(one)

        def carried_out() -> Done[Any]:
            with one.turn.here():
                return self.desk.open().acting(work)

        one.let_go = lambda: refused(DeskError(Refusal.TAKEN_BACK))
        carry_out = self.lanes.write_out if beside else self.lanes.act
        carry_out(carried_out, finished, refused, receiver=self)

    def read(
        self,
        work: Callable[[Desk], Any],
        done: Callable[[Any], object],
        failed: Callable[[DeskError], object] | None = None,
        key: Hashable = None,
        *,
        receiver: QObject | None = None,
    ) -> None:
        """Read something beside the acts; see `Lanes.read` for `key` and `receiver`."""
        receiver = receiver or owner_of(done)
        self.lanes.read(lambda: self._read(work), done, failed or self.failed.emit, key, receiver=receiver)

    def write_out(
        self,
        work: Callable[[Desk], Any],
        done: Callable[[Any], object],
        failed: Callable[[DeskError], object] | None = None,
        *,
        receiver: QObject | None = None,
    ) -> None:
        """Do something long, such as writing a file, beside acts and reads; see `Lanes.write_out`."""
        receiver = receiver or owner_of(done)
        self.lanes.write_out(lambda: self._read(work), done, failed or self.failed.emit, receiver=receiver)

    def look_over(self) -> None:
        """Look for rows that cannot be read, while nobody waits for it."""
        self.write_out(lambda desk: desk.look_over(), lambda found: self.rows_left_out.emit() if found else None)

    def _read(self, work: Callable[[Desk], Any]) -> Any:
        """On a lane's thread."""
        known = self.desk.bad_rows
        try:
            return self.desk.open().reading(work)
        finally:
            if self.desk.bad_rows != known:
                self.rows_left_out.emit()

    def load_facts(self, failed: Callable[[DeskError], object] | None = None) -> None:
        """Read the facts, or read them again; `failed` as in `read`."""
        self.read(lambda desk: desk.facts(), self._on_facts, failed, key="facts")

    def _on_facts(self, facts: DeskFacts) -> None:
        self.facts = facts
        self.facts_changed.emit(facts)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("site", "policy", "staff", "categories", "phrases"):
            self.load_facts()


def _alive(receiver: QObject | None) -> bool:
    return receiver is None or shiboken6.isValid(receiver)
