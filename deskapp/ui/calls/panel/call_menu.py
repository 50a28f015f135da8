"""What else can be done with a call: the answers to what is out, its approvals, and the acts that have no button."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.ui.approvals import approval_menu
from deskapp.ui.calls import acts
from deskapp.ui.escalate.answers import answers as escalation_answers
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace


class CallMenu(QMenu):
    """Made anew each time that it opens."""

    asked = Signal(object)  # a CallAct
    answered = Signal(str, object)  # what became of an escalation: the answer's key, EscalationView

    def __init__(self, place: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._place, self._beside = place, parent
        self.call: CallDetail | None = None
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        call, over = self.call, self._beside.window()
        if call is None:
            return
        out = escalation_answers.unreturned(call)
        for escalation in out:
            # The style draws no words of a section: an entry that does nothing names whom the next ones are about.
            if not self.isEmpty():
                self.addSeparator()
            self.addAction(_amp(escalation.contact or _("Escalation"))).setEnabled(False)
            for key, words in escalation_answers.answers(escalation):
                self.addAction(words, partial(self.answered.emit, key, escalation))
        if approval_menu.fill(self, self._place, call.approvals, over) or out:
            self.addSeparator()
        for row in acts.more(call, self._place.role):
            words = f"{row.words}\t{native(row.keys[0])}" if row.keys else row.words
            self.addAction(words, partial(self.asked.emit, row.act))


def _amp(words: str) -> str:
    """An ampersand in a name is no key of the menu."""
    return words.replace("&", "&&")
