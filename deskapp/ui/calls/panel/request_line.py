"""In the call's panel: what its owner was asked, with the way to answer, and what came of it for whoever asked."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.words import OPEN_STATES, Answered
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.chip import with_shape
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.widgets.restyle import set_style
from deskapp.wording.overseen import many as wording

#: What came of a question that was taken back, or asked anew, is told to nobody.
_UNTOLD = (Answered.WITHDRAWN, Answered.AGAIN, Answered.OVER)


class RequestLine(QFrame):
    """Hidden where nothing is asked. Whoever asked sees the last answer too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        self.head = Label("", "strong", wrap=True)
        self.words = Label("", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(5), theme.px(10), theme.px(6))
        column.setSpacing(theme.px(2))
        column.addWidget(self.head)
        column.addWidget(self.words)
        self.hide()

    def set_call(self, call: CallDetail, me: int | None, zone: str, now: datetime) -> None:
        """me: who works here."""
        request = call.request
        shown = request is not None and not call.masked and call.state in OPEN_STATES
        if request is None or not shown or request.how in _UNTOLD:
            self.hide()
            return
        if request.waits:
            self._say(with_shape(wording.asked(request, zone, now), Tint.SOON), request.words, Tint.SOON)
        elif request.asked_by_id == me:
            came = wording.came_of(request, zone, now)
            self._say(with_shape(_("You asked: {came}").format(came=came), Tint.OK), "", Tint.OK)
        else:
            self.hide()

    def _say(self, head: str, words: str, tint: Tint) -> None:
        set_style(self, "tint", tint.value)
        self.head.setText(breakable(head))
        self.words.setText(breakable(direction.isolated(words)))
        self.words.setVisible(bool(words))
        self.show()
