"""What of the record cannot be shown: said once in the window, and again where more of it is found."""

from PySide6.QtCore import QObject

from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.damage import bad_rows


class BadRowsNotice(QObject):
    """Stands until it is closed: whoever works here must know that something is missing."""

    def __init__(self, place: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.notice = Notice()
        place.rows_left_out.connect(self.look)

    def look(self) -> None:
        words = bad_rows.told(self._place.desk.bad_rows, self._place.desk.path)
        if words and (self.notice.isHidden() or self.notice.words != words):
            self.notice.say(words, Tint.OVER)
