"""The first page of a desk: who is it? It shows nothing of the desk but its name and its staff's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.domain.spelling import folded
from deskapp.language import _
from deskapp.ui.look.palettes import Tint
from deskapp.ui.sign_in.card import SignInCard
from deskapp.ui.sign_in.code_page import show_code
from deskapp.ui.sign_in.people import Person
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.plain_page import StartPage
from deskapp.ui.work.lanes import Lanes
from deskapp.wording import refusals

if TYPE_CHECKING:
    from deskapp.services.overview.first_screen import FirstScreen
    from deskapp.services.people import StaffView


class SignInPage(StartPage):
    """Painted from what was read first; `begin` makes it usable."""

    signed_in = Signal(int)  # whose id
    desk_asked = Signal(object)  # None: choose another desk's file

    def __init__(
        self, desk: Desk, lanes: Lanes, first: FirstScreen, last: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Sign in · {site}").format(site=first.site), parent)
        self._desk, self._lanes = desk, lanes
        self.card = SignInCard(desk, lanes)
        self.card.show_people(people(first), last, free=first.demo)
        self.card.signed_in.connect(self._on_signed_in)
        self.card.code_made.connect(self._on_code)
        self.body.addWidget(self.card, 1)
        self.other_desk = secondary(_("Open another desk…"))
        self.other_desk.clicked.connect(lambda: self.desk_asked.emit(None))
        self.foot.addWidget(self.other_desk)
        self.foot.addStretch(1)
        self.grow(540)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.card.begin()

    def begin(self) -> None:
        """Load what proves a PIN; what is wrong with the file is said here."""
        self._lanes.act(self._desk.open, None, self._on_failed, receiver=self)

    def _on_failed(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)

    def _on_signed_in(self, person: StaffView) -> None:
        self.signed_in.emit(person.id)

    def _on_code(self, person: StaffView, code: str) -> None:
        self.set_title(_("The recovery code"))
        self.other_desk.hide()
        made = person.name, code
        show_code(self.body, self, self._desk, self._lanes, made, lambda: self.signed_in.emit(person.id))


def people(first: FirstScreen) -> list[Person]:
    """Who may sign in, by name."""
    everybody = [Person(staff_id, name, role, staff_id in first.pins) for staff_id, name, role in first.staff]
    return sorted(everybody, key=lambda person: (folded(person.name), person.id))
