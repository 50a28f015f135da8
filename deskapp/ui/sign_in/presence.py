"""Who works here, as the window lets it be changed: the menu at the name, the lock, signing out, one's own PIN."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.work.commands import Command, Group
from deskapp.ui.work.keys import KEYS, native
from deskapp.wording import codes

if TYPE_CHECKING:
    from deskapp.services.people import StaffView
    from deskapp.ui.sign_in.lock import Lock
    from deskapp.ui.work.window_context import WindowContext


class Presence(QObject):
    """Made when the window has been painted; `begin` when the desk is open."""

    def __init__(self, window: WindowContext) -> None:
        super().__init__(window.window())
        self._window, self._place = window, window.place
        self.lock: Lock | None = None

    def begin(self) -> None:
        """Follow the hands from now on."""
        from deskapp.ui.sign_in.lock import Lock

        self.lock = Lock(self._window)
        self.lock.somebody_else.connect(self._on_somebody_else)
        self.lock.left.connect(self.sign_out)

    @property
    def demo(self) -> bool:
        """Whether this desk is worked on without PINs."""
        return self._place.facts is not None and self._place.facts.site.demo

    def commands(self) -> list[Command]:
        """What can be done by name and key."""
        return [
            Command("who", _("Who works here…"), Group.DESK, self.open_who, also=_("sign in staff switch")),
            Command("lock", _("Lock the window"), Group.DESK, self.lock_now, KEYS["lock"], _("leave away pin")),
            Command("my_pin", _("Change my PIN…"), Group.DESK, self.change_pin, also=_("choose password")),
            Command(
                "sign_out", _("Sign out"), Group.DESK, self.sign_out, also=_("switch log"), ready=lambda: not self.demo
            ),
        ]

    def lock_now(self) -> None:
        """Cover everything at once."""
        if self.lock is not None:
            self.lock.lock()

    def change_pin(self) -> None:
        """A new PIN by the old one, or the first one."""
        me = self.lock.me if self.lock is not None else None
        if me is None:
            return
        from deskapp.ui.sign_in.pin_dialog import PinDialog

        dialog = PinDialog(self._place, me, self._window.window())
        dialog.carried_out.connect(lambda _person: self._place.said.emit(_("Your PIN is changed.")))
        dialog.open()

    def sign_out(self) -> None:
        """Nobody works here from now on; the sign-in page takes the window's place."""
        if self._place.desk.staff_id is None:
            return
        if self.demo:
            self.open_who()
            return
        self._window.leave(self._sign_out)

    def _sign_out(self) -> None:
        self._window.keep_place()
        self._window.put_away()
        self._place.act(lambda desk: desk.staff.sign_out(), self._on_signed_out, words=_("You sign out."))

    def open_who(self) -> None:
        """The menu at the name: on a demo desk who works here, and always what concerns oneself."""
        menu = QMenu(self._window.window())
        if self.demo:
            self._add_staff(menu)
        locks = self.lock is not None and self.lock.me is not None and self.lock.me.has_pin
        lock = menu.addAction(f"{_('Lock the window')}\t{native(KEYS['lock'][0])}")
        lock.setEnabled(locks)
        lock.triggered.connect(lambda _checked=False: self.lock_now())
        words = _("Change my PIN…") if locks else _("Choose a PIN…")
        menu.addAction(words).triggered.connect(lambda _checked=False: self.change_pin())
        if not self.demo:
            menu.addAction(_("Sign out")).triggered.connect(lambda _checked=False: self.sign_out())
        menu.aboutToHide.connect(menu.deleteLater)
        foot = self._window.side_bar.mapToGlobal(self._window.side_bar.rect().bottomLeft())
        menu.popup(foot - QPoint(-theme.px(8), menu.sizeHint().height() + theme.px(30)))

    def _add_staff(self, menu: QMenu) -> None:
        here = self._place.desk.staff_id
        for staff_id, name, role in self._window.staff:
            action = menu.addAction(f"{name.replace('&', '&&')} · {codes.role(role)}")
            action.setCheckable(True)
            action.setChecked(staff_id == here)
            action.triggered.connect(partial(self._sign_in, staff_id))
        menu.addSeparator()

    def _sign_in(self, staff_id: int, _checked: bool = False) -> None:
        lock = self.lock
        if lock is not None and any(one.id == staff_id and one.has_pin for one in lock.members):
            if staff_id != self._place.desk.staff_id:
                lock.ask_for(staff_id)
            return
        self._window.leave(partial(self._sign_in_now, staff_id))

    def _sign_in_now(self, staff_id: int) -> None:
        self._window.put_away()
        self._place.act(lambda desk: desk.staff.sign_in(staff_id), self._on_signed_in)

    def _on_signed_in(self, person: StaffView) -> None:
        """Nobody was hidden from anybody: the window stays, and what is theirs is shown anew."""
        self._window.workstation.set_staff(self._place.desk.path, person.id)
        self._place.load_facts()
        self._window.on_who_changed()

    def _on_signed_out(self, _nothing: object) -> None:
        # Read nothing more for nobody, and show nothing, until the sign-in page is there.
        self._window.ticker.ticked.disconnect()
        self._window.body.hide()
        self._window.signed_out.emit()

    def _on_somebody_else(self, staff_id: int) -> None:
        self._window.keep_place()
        self._window.put_away()
        self._window.somebody_else.emit(staff_id)
