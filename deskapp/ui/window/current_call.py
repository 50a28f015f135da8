"""The call that keys and menu act on: the panel's, or the current line's of another screen."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskapp.language import _
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.services.escalations.views import EscalationView
    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.calls.panel.call_panel import CallPanel
    from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
    from deskapp.ui.guides.help_window import HelpWindow
    from deskapp.ui.window.main_window import MainWindow
    from deskapp.ui.work.commands import Command

#: In the order of the menu.
_ACTS = (
    "escalate",
    "note",
    "spoke",
    "tried",
    "tell",
    "help",
    "call_back",
    "approval",
    "sheet",
    "pause",
    "resume",
    "resolve",
    "agreement",
    "close",
    "reopen",
    "follow_up",
    "rate",
    "lapse",
    "void",
    "restore",
    "edit",
    "priority",
    "reassign",
    "repeat",
    "confidential",
    "named",
    "unseal",
    "phrases",
)


class CurrentCall(QObject):
    """Shows the log's current call in the panel, and opens the dialogs of what can be done with a call."""

    def __init__(self, place: Workplace, window: MainWindow) -> None:
        super().__init__(window)
        self._place = place
        self._window = window
        self._shown: int | None = None
        self.panel: CallPanel | None = None
        self._help: HelpWindow | None = None

    @property
    def call_id(self) -> int | None:
        """The call in question, None where the screen has none."""
        screen = self._window.screens.currentWidget()
        if screen is self._window.log:
            return self._shown
        return getattr(screen, "current_call_id", None)

    @property
    def call_ids(self) -> list[int]:
        """The calls in question, where several can be selected."""
        several = getattr(self._window.screens.currentWidget(), "selected_call_ids", [])
        one = self.call_id
        return several or ([one] if one is not None else [])

    # The panel

    def make_panel(self) -> CallPanel:
        """The panel, once the desk is open."""
        from deskapp.ui.calls.panel.call_panel import CallPanel

        self.panel = CallPanel(self._place)
        self.panel.escalate_asked.connect(lambda call: self.escalate(call.row.id))
        self.panel.sheet_asked.connect(self._sheet)
        self.panel.next_asked.connect(self.escalate_instead)
        self.panel.help_asked.connect(lambda call: self.help(call.row.id))
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
        from deskapp.ui.calls.acts import words_of
        from deskapp.ui.work.commands import Command, Group
        from deskapp.ui.work.keys import KEYS

        also = {
            "escalate": _("elevation elevate hand over pass on transfer"),
            "note": _("contact with the customer comment spoke"),
            "tell": _("incident message outage"),
            "call_back": _("callback ring"),
            "sheet": _("print preview pdf"),
            "pause": _("wait hold"),
            "approval": _("refund credit exception contract authority limit grant"),
            "spoke": _("told conversation contact"),
            "tried": _("attempt no answer not reached voicemail"),
            "lapse": _("lapsed no answer end"),
            "void": _("duplicate in error delete cancel"),
            "restore": _("void undo not void"),
            "follow_up": _("after closing callback"),
            "rate": _("score content happy rating"),
            "resolve": _("solve solved solution fixed"),
            "agreement": _("agree agreed answer"),
            "priority": _("raise urgency impact"),
            "reassign": _("owner"),
            "help": _("checklist guide guides solution past calls like similar"),
            "repeat": _("link linked earlier again"),
            "confidential": _("private personnel hide protect"),
            "named": _("confidential named people access"),
            "unseal": _("open visible again everybody"),
            "phrases": _("sentences words read aloud script"),
        }
        return [
            Command(
                key,
                words_of(key),
                Group.CALL,
                partial(self.ask, key),
                KEYS.get(key, ()),
                also.get(key, ""),
                self._is_there,
            )
            for key in _ACTS
        ]

    def ask(self, key: str) -> None:
        """Open the dialog of an act on the call in question."""
        call_id = self.call_id
        if call_id is None:
            self._window.shell.advise(_("Choose a call first."))
        elif key == "help":
            self.help(call_id)
        elif key == "spoke" and (keep := getattr(self._window.screens.currentWidget(), "keep_at_once", None)):
            keep()  # the conversation keeps the promise in question
        elif key == "reassign" and len(self.call_ids) > 1:
            self._reassign_several(self.call_ids)
        elif self.panel is not None and self.panel.isVisible():
            self.panel.ask(key)
        else:
            self._read_and_ask(key, call_id)

    def _read_and_ask(self, key: str, call_id: int) -> None:
        self._place.read(
            lambda desk: desk.overview.call(call_id), partial(self._on_detail, key), key="act", receiver=self
        )

    def _is_there(self) -> bool:
        return self.call_id is not None

    def _on_detail(self, key: str, call: CallDetail) -> None:
        from deskapp.ui.calls import call_acts, call_dialogs, direct_acts

        if not call_acts.fits(key, call):
            self._window.shell.advise(call_acts.why_not(key, call))
        elif key == "escalate":
            self.escalate(call.row.id)
        elif key == "sheet":
            self._sheet(call)
        elif key == "phrases":
            from deskapp.ui.phrases.at_hand import open_for_call

            open_for_call(self._place, call, self._window.top)
        elif key in direct_acts.KEYS:
            direct_acts.carry_out(key, self._place, call, self._window)
        else:
            call_dialogs.for_call(key, self._place, call, self._window).open()

    def _reassign_several(self, call_ids: list[int]) -> None:
        from deskapp.ui.calls.dialogs.reassign_dialog import ReassignDialog

        seen = getattr(self._window.screens.currentWidget(), "owners_seen", {})
        ReassignDialog(self._place, call_ids, self._window, seen=seen).open()

    def escalate(self, call_id: int) -> None:
        """Open the escalation dialog for a call."""
        from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog

        self._open_escalation(EscalateDialog(self._place, call_id, self._window))

    def escalate_instead(self, call_id: int, escalation_id: int) -> None:
        """Offer a call to the next in the chain, in the place of an escalation that came to nothing."""
        from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog

        self._open_escalation(EscalateDialog(self._place, call_id, self._window, escalation_id))

    def _open_escalation(self, dialog: EscalateDialog) -> None:
        dialog.escalated.connect(self._on_escalated)
        dialog.open()

    def help(self, call_id: int) -> None:
        """Open the help with a call, beside the window; asked for another call, it shows that."""
        from deskapp.ui.guides.help_window import HelpWindow

        if self._help is None:
            self._help = HelpWindow(self._place, call_id, self._window)
            self._help.resolve_asked.connect(self._resolve)
            self._help.destroyed.connect(self._on_help_gone)
            self._help.show()
        else:
            self._help.show_call(call_id)
        self._help.activateWindow()

    def _on_help_gone(self) -> None:
        self._help = None

    def _resolve(self, call_id: int) -> None:
        self._read_and_ask("resolve", call_id)

    def note(self, call_id: int, words: str) -> None:
        """Open the note for a call, with words that were typed already."""

        def open_note(call: CallDetail) -> None:
            from deskapp.ui.calls.dialogs.note_dialog import NoteDialog

            NoteDialog(self._place, call, self._window, words=words).open()

        self._place.read(lambda desk: desk.overview.call(call_id), open_note, key="act", receiver=self)

    def _on_escalated(self, escalation: EscalationView, print_sheet: bool) -> None:
        self._window.shell.offer_undo(escalation)
        if print_sheet:
            self._preview(escalation.id, print_now=True)

    def _sheet(self, call: CallDetail) -> None:
        handed = [one.id for one in call.escalations if one.contact_id is not None]
        if handed:
            self._preview(handed[-1])
        else:
            self._window.shell.advise(_("There is no handoff sheet yet: it comes with an escalation to a contact."))

    def _preview(self, escalation_id: int, *, print_now: bool = False) -> None:
        from deskapp.ui.documents.sheet_dialog import SheetDialog

        SheetDialog(self._place, escalation_id, self._window, print_now=print_now).open()
