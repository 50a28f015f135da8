"""The ground of dialogs after which somebody has a start PIN: it is shown once, to be told."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.staff.views import StaffSaved
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.shown_once_dialog import ShownOnceDialog
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.label import Label


class StartPinCard(QWidget):
    """Whom to tell what."""

    def __init__(self, person: StaffSaved, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        pin = person.start_pin
        half = len(pin) // 2
        # By halves for the eye, by signs for the ear.
        shown = _("Tell {name}: {pin}").format(name=person.name, pin=f"{pin[:half]}\N{NO-BREAK SPACE}{pin[half:]}")
        self.pin = Label(shown, "title", wrap=True, selectable=True)
        self.pin.setAccessibleName(_("Start PIN of {name}: {pin}").format(name=person.name, pin=" ".join(pin)))
        about = _("It is asked once; then {name} chooses their own. It is shown only now.").format(name=person.name)
        self.copy_button = secondary(_("Copy"))
        self.copy_button.clicked.connect(lambda: self._copy(pin))
        self.copied = Label(_("Copied."), "muted")
        self.copied.hide()
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(6))
        bar.addWidget(self.copy_button)
        bar.addWidget(self.copied)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.pin)
        column.addWidget(Label(about, wrap=True))
        column.addLayout(bar)
        column.addStretch(1)

    def _copy(self, pin: str) -> None:
        QGuiApplication.clipboard().setText(pin)
        self.copied.show()


class StartPinDialog(ShownOnceDialog):
    """Give `tell` to `carry_out`: it ends the dialog, or first shows the start PIN that came of the act."""

    #: The start PIN, once there is one.
    card: StartPinCard | None = None

    def tell(self, person: StaffSaved) -> None:
        """The act was carried out."""
        if not person.start_pin:
            self.succeed(person)
            return
        self.told_button = primary(_("Told"), _("Ctrl+Enter"))
        self.told_button.clicked.connect(lambda: self.succeed(person))
        self.card = StartPinCard(person)
        self.show_once(self.card, self.told_button.click)
        self._bar.addWidget(self.told_button)
        self.card.copy_button.setFocus()
