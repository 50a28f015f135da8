"""What the overdue view asks, kept by name for oneself or the site, and by this workstation between visits."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.log.sieve import LATE
from deskapp.services.log.views import SavedViewView
from deskapp.services.overview.late.ask import Ask, read
from deskapp.ui.work.workplace import Workplace


class KeptViews(QObject):
    """Follows what is kept here and at other workstations."""

    def __init__(self, place: Workplace, over: QWidget) -> None:
        super().__init__(over)
        self._place, self._over = place, over
        self.all: tuple[SavedViewView, ...] = ()
        place.hub.changed.connect(self._on_changed)
        self._read()

    def last(self) -> Ask:
        """What was asked at the last visit."""
        text = "" if self._place.workstation is None else self._place.workstation.overdue
        try:
            spec = json.loads(text) if text else {}
        except ValueError:
            spec = {}
        return read(spec if isinstance(spec, dict) else {})

    def keep(self, ask: Ask) -> None:
        """It is asked again at the next visit."""
        if self._place.workstation is not None:
            self._place.workstation.overdue = json.dumps(ask.as_spec())

    def save(self, ask: Ask, about: str) -> None:
        """Have a name given to it. about: what is asked, in words."""
        from deskapp.ui.calls.dialogs.save_view_dialog import SaveViewDialog

        dialog = SaveViewDialog(self._place, spec_of(ask), about, self.all, self._over.window())
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def remove(self, saved: SavedViewView) -> None:
        """Keep it no longer; that can be taken back."""

        def again() -> None:
            from deskapp.services.log.acts import SaveView

            act = SaveView(saved.name, dict(saved.spec), saved.of_site)
            self._place.act(lambda desk: desk.log.save_view(act), receiver=self)

        def done(_was: object) -> None:
            told = _("“{name}” is kept no longer.").format(name=saved.name)
            self._place.offered.emit(told, _("Undo"), again)

        self._place.act(lambda desk: desk.log.remove_view(saved.id), done, receiver=self)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("views"):
            self._read()

    def _read(self) -> None:
        self._place.read(lambda desk: desk.log.late_views(), self._on_read, key=("late views", id(self)))

    def _on_read(self, views: tuple[SavedViewView, ...]) -> None:
        self.all = views

    def _on_saved(self, view: SavedViewView) -> None:
        self._place.said.emit(_("“{name}” is in the menu of the view.").format(name=view.name))


def spec_of(ask: Ask) -> dict[str, Any]:
    """As it is kept by name."""
    return {"view": LATE, **ask.as_spec()}
