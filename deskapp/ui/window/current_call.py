"""The call that keys and menu act on: the panel's, or the current line's of another screen."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.ui.calls.panel.dispatcher import Dispatcher
from deskapp.ui.window.screens import Screens
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.domain.call_life import CallAct
    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.calls.act_row import Row
    from deskapp.ui.calls.panel.call_panel import CallPanel
    from deskapp.ui.work.commands import Command


class CurrentCall(QObject):
    """Shows the log's current call in the panel, and has acts carried out on the call in question."""

    open_asked = Signal(int)  # the call whole

    def __init__(self, place: Workplace, screens: Screens, beside: QWidget, window: QWidget) -> None:
        """beside: what a list opens below where the panel is not shown."""
        super().__init__(window)
        self._place, self._screens, self._window = place, screens, window
        self._shown: int | None = None
        self.panel: CallPanel | None = None
        self.acts = Dispatcher(place, window, beside)

    @property
    def call_id(self) -> int | None:
        """The call in question, None where the screen has none."""
        return self._shown if self._screens.current_key == "calls" else self._screens.current.current_call_id

    # The panel

    def make_panel(self) -> CallPanel:
        """The panel, once the desk is open."""
        from deskapp.ui.calls.panel.call_panel import CallPanel

        self.panel = CallPanel(self._place)
        self.panel.next_asked.connect(self.escalate_instead)
        self.panel.open_asked.connect(self.open_asked)
        self.acts.join(self.panel)
        return self.panel

    def show_call(self, call_id: int | None) -> None:
        """Show a call in the panel, or none."""
        self._shown = call_id
        if self.panel is not None:
            self.panel.show_call(call_id)

    def set_now(self, now: datetime) -> None:
        if self.panel is not None and self.panel.isVisible():
            self.panel.set_now(now)

    # What can be done

    def commands(self) -> list[Command]:
        from deskapp.ui.calls.acts import rows
        from deskapp.ui.work.commands import Command, Group
        from deskapp.ui.work.keys import KEYS

        looked = _("whole page details read conversations")
        copied = _("phone telephone clipboard copy")
        return [
            Command("open_call", _("Open the call"), Group.CALL, self.open, KEYS["open_call"], looked, self._is_there),
            Command(
                "copy_number",
                _("Copy the customer's number"),
                Group.CALL,
                self.copy_number,
                KEYS["copy_number"],
                copied,
                self._is_there,
            ),
        ] + [
            Command(
                row.act,
                row.words,
                Group.CALL,
                partial(self.ask, row.act),
                row.keys,
                row.also,
                partial(self._offers, row),
            )
            for row in rows()
        ]

    def ask(self, act: CallAct) -> None:
        """Do something with the call in question, or with the calls that the screen has chosen."""
        call_id = self.call_id
        if call_id is None:
            self._place.advised.emit(_("Choose a call first."))
        elif not self._screens.current.carries_out(act):
            self.acts.ask(act, call_id)

    def open(self) -> None:
        """Show the call in question whole."""
        call_id = self.call_id
        if call_id is None:
            self._place.advised.emit(_("Choose a call first."))
        else:
            self.open_asked.emit(call_id)

    def copy_number(self) -> None:
        """Have the number of the call's customer on the clipboard; of one without, their address."""
        call_id, number = self.call_id, self._screens.current.number_to_copy
        if number:
            self._copy(number)
        elif call_id is None:
            self._place.advised.emit(_("Choose a call first."))
        else:
            self._place.read(lambda desk: desk.overview.call(call_id), self._on_number, key="number", receiver=self)

    def _copy(self, number: str) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(number)
        self._place.said.emit(_("Copied {number}").format(number=number))

    def _on_number(self, call: CallDetail) -> None:
        customer = call.customer
        number = next(iter((*customer.phones, *(one.text for one in customer.emails))), "")
        if number:
            self._copy(number)
        elif call.masked:
            self._place.advised.emit(_("This call is confidential: who called is not shown."))
        else:
            self._place.advised.emit(_("This customer has no number."))

    def _is_there(self) -> bool:
        return self.call_id is not None

    def _offers(self, row: Row) -> bool:
        return self._is_there() and self._place.role.reaches(row.at_least)

    def escalate(self, call_id: int, instead_of: int | None = None) -> None:
        """Open the escalation dialog for a call. instead_of: the escalation that came to nothing."""
        from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog

        EscalateDialog(self._place, call_id, self._window, instead_of).open()

    def escalate_instead(self, call_id: int, escalation_id: int) -> None:
        """Offer a call to the next in the chain, in the place of an escalation that came to nothing."""
        self.escalate(call_id, escalation_id)

    def note(self, call_id: int, words: str = "", *, on_the_line: bool = False) -> None:
        """Open the note for a call, with words that were typed already. on_the_line: the customer is speaking."""

        def open_note(call: CallDetail) -> None:
            from deskapp.ui.calls.dialogs.note_dialog import NoteDialog

            NoteDialog(self._place, call, self._window, words=words, on_the_line=on_the_line).open()

        self._place.read(lambda desk: desk.overview.call(call_id), open_note, key="act", receiver=self)
