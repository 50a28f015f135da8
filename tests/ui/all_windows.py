"""Every screen and dialog of a desk in turn, with whatever stands in it, for tests of how things are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from deskapp.ui.window.main_window import MainWindow
    from deskapp.ui.work.workplace import Workplace


class Windows:
    """Gives back each window that can be seen, once all that it waits for is there."""

    def __init__(self, window: MainWindow, place: Workplace, settle: Callable[[Workplace], None]) -> None:
        self.window, self.place, self._settle = window, place, settle

    def shown(self, *, but: QWidget | None = None) -> Iterator[QWidget]:
        """but: a window that is left out."""
        self._settle(self.place)
        for top in QApplication.topLevelWidgets():
            if top.isVisible() and top is not but:
                top.grab()
                yield top

    def of_every_screen(self, calls: Mapping[str, int], typed: str) -> Iterator[QWidget]:
        """calls: those to show; typed: what is looked for in Ctrl+K."""
        from deskapp.ui.window import screens

        window = self.window
        for call_id in calls.values():
            window.show_call(call_id)
            yield from self.shown()
            window.current.panel._menu.aboutToShow.emit()
            yield window
        for view in ("all", "open", "mine"):
            window.log.set_view(view) if hasattr(window.log, "set_view") else None
            yield from self.shown()
        for row in screens.rows():
            screen = window.show_screen(row.key)
            yield from self.shown()
            if row.key == "incidents":
                yield from self._first_of_each_list(screen)
            if row.key == "directory":
                yield from self._directory(screen)
            if row.key == "settings":
                for page in screen.pages:
                    screen.show_page(page)
                    yield from self.shown()
        for open_ in (window.shell.presence.open_who, window.shell.open_menu):
            open_()
            yield from self.shown()
            QApplication.activePopupWidget().close()
        window.search.start()
        window.search.setText(typed) if hasattr(window.search, "setText") else None
        yield from self.shown()

    def _directory(self, screen: QWidget) -> Iterator[QWidget]:
        for kind in ("customers", "contacts"):
            screen.switch.set_value(kind)
            screen.switch.changed.emit(kind)
            yield from self.shown()
            yield from self._first_of_each_list(screen)

    def _first_of_each_list(self, screen: QWidget) -> Iterator[QWidget]:
        for list_ in screen.findChildren(QAbstractItemView):
            if list_.isVisible() and list_.model() and list_.model().rowCount():
                list_.setCurrentIndex(list_.model().index(0, 0))
        yield from self.shown()

    def of_every_dialog(self, calls: Mapping[str, int]) -> Iterator[QWidget]:
        """Those of acts on these calls; "still" is not escalated, "out" is. What they lie over is shown once."""
        from deskapp.ui.calls import acts
        from deskapp.ui.calls.act_row import fits
        from deskapp.ui.calls.new_call.new_call import NewCallDialog
        from deskapp.ui.calls.panel.why_dialog import WhyDialog
        from deskapp.ui.documents.sheet_dialog import SheetDialog
        from deskapp.ui.escalate.answers import answers as escalation_answers
        from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog

        place, window = self.place, self.window
        yield from self.shown()
        for call_id in calls.values():
            call = place.desk.overview.call(call_id)
            for row in acts.rows():
                if row.dialog is not None and fits(row, call):
                    yield from self._open(row.dialog(place, call, window))
            for escalation in call.escalations:
                for key in ("accept", "refuse", "withdraw", "hear", "return"):
                    yield from self._open(escalation_answers.dialog_for(key, place, call, escalation, window))
                yield from self._open(SheetDialog(place, escalation.id, window))
            for clock in call.clocks:
                yield from self._open(WhyDialog(clock, "UTC", place.desk.clock.now(), window))
        yield from self._open(EscalateDialog(place, calls["still"], window))
        yield from self._open(EscalateDialog(place, calls["out"], window))
        yield from self._open(NewCallDialog(place, window))

    def _open(self, dialog: QDialog) -> Iterator[QWidget]:
        dialog.open()
        yield from self.shown(but=self.window)
        if shiboken6.isValid(dialog):
            dialog.reject()
        self._settle(self.place)
