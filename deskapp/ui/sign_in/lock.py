"""The window locks after idle: nothing of customers is seen before somebody has shown who they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.ui.look import theme
from deskapp.ui.sign_in import left_words
from deskapp.ui.sign_in.card import SignInCard
from deskapp.ui.sign_in.code_page import show_code
from deskapp.ui.sign_in.curtain import Curtain
from deskapp.ui.sign_in.idle import Idle
from deskapp.ui.sign_in.people import Person
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.keys import KEYS

if TYPE_CHECKING:
    from deskapp.services.calls.views import Counts
    from deskapp.services.people import StaffView
    from deskapp.services.site.views import DeskFacts
    from deskapp.services.staff.views import Member
    from deskapp.ui.work.window_context import WindowContext


class Lock(QObject):
    """Follows the hands and the site's minutes. Who has no PIN is not locked out: nothing could let them in."""

    #: Somebody else has signed in instead: whose id.
    somebody_else = Signal(int)
    #: Who works here was deactivated, and was signed out.
    left = Signal()

    def __init__(self, window: WindowContext) -> None:
        super().__init__(window.window())
        self._window, self._place = window.window(), window.place
        self.idle = Idle(self._place.desk.clock, KEYS["lock"][0], self)
        self.idle.lock_asked.connect(self.lock)
        self.curtain = Curtain(self._window, window.body, self)
        self.members: tuple[Member, ...] = ()
        self.card: SignInCard | None = None
        #: What waits behind the lock: how much, and nothing of whom.
        self._figures = Label("", "muted", wrap=True)
        self._counts: Counts | None = None
        self._callers = 0
        self._place.counted.connect(self._on_counted)
        self._place.callers_waiting.connect(self._on_callers)
        #: Who worked here when it was locked.
        self._before: int | None = None
        self._place.facts_changed.connect(self._on_facts)
        for ticker in (window.ticker, window.slow):
            ticker.ticked.connect(self.look)
        if self._place.facts is not None:
            self._on_facts(self._place.facts)

    @property
    def locked(self) -> bool:
        return self.curtain.closed

    @property
    def me(self) -> Member | None:
        """Who works here."""
        return next((one for one in self.members if one.id == self._place.desk.staff_id), None)

    def look(self, _now: object = None) -> None:
        """Lock where nobody has touched anything for the site's minutes. 0: never."""
        facts = self._place.facts
        if facts is None or self.locked or self.me is None or not self.me.has_pin:
            return
        minutes = facts.site.lock_minutes
        if minutes and self.idle.length >= timedelta(minutes=minutes):
            self.lock()

    def lock(self) -> bool:
        """Lock now; False where there is no PIN that could open it again."""
        if self.locked:
            return True
        if self.me is None or not self.me.has_pin:
            self._place.said.emit(_("You have no PIN yet: choose one first, at your name below the screens."))
            return False
        self._save_drafts()
        self._cover(self.me.id)
        return True

    def ask_for(self, staff_id: int) -> None:
        """Somebody else wants to work here, and has a PIN to show."""
        self._save_drafts()
        self._cover(self.me.id if self.me is not None and self.me.has_pin else None, staff_id)

    def _cover(self, here: int | None, wanted: int | None = None) -> None:
        self._before = self._place.desk.staff_id
        self.card = card = SignInCard(self._place.desk, self._place.lanes)
        facts = self._place.facts
        card.show_people(
            people(self.members), wanted, here if wanted is None else None, free=facts is not None and facts.site.demo
        )
        card.people.list.setMinimumHeight(theme.px(190))
        card.signed_in.connect(self._on_signed_in)
        card.code_made.connect(self._on_code)
        self._figures = Label("", "muted", wrap=True)
        self._box = _box(_("Locked") if wanted is None else _("Sign in"), card, self._figures)
        self._show_figures()
        self._place.locked = True
        self.curtain.close(_cover_of(self._box))
        card.begin()

    def _on_signed_in(self, person: StaffView) -> None:
        if person.id == self._before:
            self._open()
            return
        if self._before is not None:
            left_words.keep(self._place, self._window, self._before)
        self.somebody_else.emit(person.id)

    def _on_code(self, person: StaffView, code: str) -> None:
        """It is shown now or never."""
        made = person.name, code
        desk, lanes = self._place.desk, self._place.lanes
        show_code(self._box.body, self, desk, lanes, made, lambda: self._on_signed_in(person))

    def _open(self) -> None:
        self.idle.touch()
        self._place.locked = False
        self.curtain.open()
        self.card = None
        self._callers = 0
        self._place.unlocked.emit()

    def _on_counted(self, counts: Counts) -> None:
        self._counts = counts
        self._show_figures()

    def _on_callers(self, count: int) -> None:
        self._callers = count
        self._show_figures()
        if self.card is not None:
            announce(self.card, figures(None, count))

    def _show_figures(self) -> None:
        if self.card is not None and shiboken6.isValid(self._figures):
            words = figures(self._counts, self._callers)
            self._figures.setText(words)
            self._figures.setVisible(bool(words))

    def _save_drafts(self) -> None:
        for draft in self._window.findChildren(Draft):
            draft.save()

    def _on_facts(self, _facts: DeskFacts) -> None:
        self._place.read(lambda desk: desk.staff.members(), self._on_members, key=("members", id(self)))

    def _on_members(self, members: Sequence[Member]) -> None:
        self.members = tuple(members)
        if self.me is not None and not self.me.active:
            self.left.emit()


def people(members: Sequence[Member]) -> list[Person]:
    """Who may sign in."""
    return [Person(one.id, one.name, one.role.value, one.has_pin) for one in members if one.active]


def figures(counts: Counts | None, callers: int) -> str:
    """What waits, as "1 call rings · 2 calls are overdue"; names are of nobody."""
    known = [(ngettext("{n} caller rings", "{n} callers ring", callers), callers)]
    if counts is not None:
        known += [
            (ngettext("{n} call is overdue", "{n} calls are overdue", counts.overdue), counts.overdue),
            (ngettext("{n} call is due soon", "{n} calls are due soon", counts.due_soon), counts.due_soon),
        ]
    return direction.row(words.format(n=count) for words, count in known if count)


def _box(title: str, card: QWidget, foot: QWidget) -> Column:
    box = Column()
    box.body.setContentsMargins(theme.px(26), theme.px(24), theme.px(26), theme.px(22))
    box.body.setSpacing(theme.px(10))
    box.body.addWidget(Label(title, "title"))
    box.body.addWidget(card, 1)
    box.body.addWidget(foot)
    box.setFixedWidth(theme.px(480))
    return box


def _cover_of(box: QWidget) -> QWidget:
    """The page in the middle of which the box stands; it scrolls where the window is too small."""
    page = QWidget()
    page.setProperty("surface", "window")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(box)
    row.addStretch(1)
    column = QVBoxLayout(page)
    column.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))
    column.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    cover = QScrollArea()
    cover.setFrameShape(QScrollArea.Shape.NoFrame)
    cover.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    cover.setWidgetResizable(True)
    cover.setWidget(page)
    return cover
