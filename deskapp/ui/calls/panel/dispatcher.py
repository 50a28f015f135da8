"""The one way from a key, a menu or a button to what carries out an act on a call."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.domain.call_life import CallAct
    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.calls.panel.call_panel import CallPanel


class Dispatcher(QObject):
    """Acts on a call as the panel shows it; one that is not shown is read once."""

    def __init__(self, place: Workplace, window: QWidget, beside: QWidget) -> None:
        """beside: what a list opens below where the panel is not shown."""
        super().__init__(window)
        self._place, self._window, self._beside = place, window, beside
        self._panel: CallPanel | None = None
        #: What was asked for while the panel was reading the call.
        self._awaits: tuple[CallAct, int] | None = None

    def join(self, panel: CallPanel) -> None:
        """Take the panel's buttons, and what it shows."""
        self._panel = panel
        panel.asked.connect(self.ask)
        panel.loaded.connect(self._on_loaded)

    def ask(self, act: CallAct, call_id: int) -> None:
        """Do something with a call; where that has no place now, say why."""
        panel = self._panel
        if panel is None or not panel.isVisible() or panel.call_id != call_id:
            begin = partial(self._begin, act)
            self._place.read(lambda desk: desk.overview.call(call_id), begin, key="act", receiver=self)
        elif panel.call is None:
            self._awaits = act, call_id
        else:
            self._begin(act, panel.call, panel)

    def _on_loaded(self, call: CallDetail) -> None:
        awaits, self._awaits = self._awaits, None
        if awaits is not None and awaits[1] == call.row.id:
            self._begin(awaits[0], call, self._panel)

    def _begin(self, act: CallAct, call: CallDetail, panel: CallPanel | None = None) -> None:
        from deskapp.ui.calls import acts
        from deskapp.ui.calls.act_row import Asked, fits, why_not

        row = acts.row(act)
        if not fits(row, call):
            if panel is None:
                self._place.advised.emit(why_not(row, call))
            else:
                panel.refuse(row)
            return
        if panel is not None:
            panel.notice.end()
        if row.dialog is not None:
            row.dialog(self._place, call, self._window).open()
        elif row.at_once is not None:
            beside = self._beside if panel is None else panel.head
            refused = None if panel is None else panel.on_refused
            row.at_once(Asked(self._place, call, self._window, beside, refused, self.ask))
