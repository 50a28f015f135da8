"""What is drawn in this window is drawn with the fonts of its desk."""

from PySide6.QtCore import QObject

from deskapp.documents.glyphs import site_fonts
from deskapp.services.changes import Changes
from deskapp.ui.work.workplace import Workplace


class FontsOfDesk(QObject):
    """Asks the desk the first time that a letter is in no font that comes along, and again when they have changed."""

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._ask_anew()
        place.hub.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("fonts"):
            self._ask_anew()

    def _ask_anew(self) -> None:
        desk = self._place.desk
        site_fonts.add_from(lambda: desk.fonts.contents() if desk.is_open else ())
