"""Words that stood in a window in which somebody else signed in, and that no draft keeps: kept to be copied.

A dialog whose fields depend on each other, such as a rota's, has no draft; with the window its words would be gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.language import _, ngettext
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.typed_in import typed_in
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.screen import Screen

if TYPE_CHECKING:
    from deskapp.services.drafts import KeptDraft
    from deskapp.ui.work.workplace import Workplace

#: The kind of their drafts.
_KIND = "left"


def keep(place: Workplace, window: QWidget, of: int) -> None:
    """Keep what whoever worked in the window has typed there. of: their id; somebody else has signed in."""
    found: list[tuple[str, Sequence[str]]] = [
        (one.windowTitle(), typed_in(one)) for one in window.findChildren(ActDialog) if one.draft is None
    ]
    found += [("", screen.left_words()) for screen in window.findChildren(Screen)]
    texts = [{"where": where, "words": list(words)} for where, words in found if words]
    if texts:
        key = f"{_KIND}:{place.desk.clock.now().isoformat()}"
        place.keeper.save(key, {"places": texts}, "", of=of)


class LeftWords(QObject):
    """A message of the window, of whoever has come back. Closed without its button, it comes again next time."""

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._whose: int | None = None
        self.notice = Notice()
        place.facts_changed.connect(self._on_facts)
        self._on_facts()

    def _on_facts(self, _facts: object = None) -> None:
        """Once each time that somebody has come."""
        whose = self._place.desk.staff_id
        if whose != self._whose:
            self._whose = whose
            self.notice.end()
            self._place.read(lambda desk: desk.drafts.kept(_KIND), self._on_read, key=("left", id(self)), receiver=self)

    def _on_read(self, kept: Sequence[KeptDraft]) -> None:
        places = [one for draft in kept for one in draft.content["places"]]
        if not places or self._whose != self._place.desk.staff_id:
            return
        where = next((str(one["where"]) for one in places if one["where"]), "")
        form = ngettext(
            "What you had typed{where} when somebody else signed in here is kept.",
            "What you had typed in {n} places when somebody else signed in here is kept.",
            len(places),
        )
        said = form.format(n=len(places), where=f" ({where})" if where else "")
        self.notice.say(said, Tint.SOON, _("Copy what was typed"), act=partial(self._copy, kept, places))

    def _copy(self, kept: Sequence[KeptDraft], places: Sequence[dict[str, Any]]) -> None:
        QApplication.clipboard().setText("\n\n".join(text for one in places for text in one["words"]))
        for draft in kept:
            self._place.keeper.forget(draft.key)
        self._place.said.emit(_("Copied."))
