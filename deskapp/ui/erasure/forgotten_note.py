"""On the card of a customer who was forgotten: when, by whom and why; and the backups that still know them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.erasure.views import BackupView, ErasureView
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.erasure import asking as erasure_wording


class ForgottenNote(QWidget):
    """Reads what it says by itself; the backups are a manager's."""

    remove_asked = Signal(object)  # the backups, as BackupView

    def __init__(self, place: Workplace, customer_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._found: tuple[BackupView, ...] = ()
        self.words = Label("", wrap=True)
        self.backups = Label("", "muted", wrap=True)
        self.remove_button = LinkButton(_("Remove these backups…"))
        self.remove_button.clicked.connect(lambda: self.remove_asked.emit(self._found))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for part in (self.words, self.backups, self.remove_button):
            column.addWidget(part)
        self.show_backups(())
        place.read(lambda desk: desk.erasures.of(customer_id), self._on_record, receiver=self)
        if place.me is not None and place.me.role is Role.MANAGER:
            place.read(lambda desk: desk.erasures.backups(customer_id), self.show_backups, receiver=self)

    def show_backups(self, found: tuple[BackupView, ...]) -> None:
        """These still know them."""
        self._found = found
        now = self._place.desk.clock.now()
        self.backups.setText(erasure_wording.backups(found, self._place.zone, now) if found else "")
        for part in (self.backups, self.remove_button):
            part.setVisible(bool(found))

    def _on_record(self, one: ErasureView) -> None:
        words = erasure_wording.record(one, self._place.zone, self._place.desk.clock.now())
        parts = (words,) if one.cleared else (words, erasure_wording.to_be_cleared())
        self.words.setText(breakable("\n".join(parts)))
