"""A field for a time zone: offers the names there are, and says what time it is there, so that a slip is seen."""

import zoneinfo

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.zones import every_zone, meant
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.folded_completer import FoldedCompleter, items
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style
from deskapp.ui.work.workplace import Workplace


class ZoneField(QWidget):
    """`line` takes the name; below it stands the time of day there."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._fixed = ""
        self._zones: list[str] = []
        self.line = QLineEdit()
        self.there = Label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.line)
        column.addWidget(self.there)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_typed)
        self.line.editingFinished.connect(self._on_left)
        place.read(lambda _desk: every_zone(), self._on_zones, key=("zones", id(self)))

    def text(self) -> str:
        typed = self.line.text().strip()
        return typed if typed in self._zones else meant(typed, self._zones) or typed

    def setText(self, name: str) -> None:
        self.line.setText(name)

    def setAccessibleName(self, name: str) -> None:
        self.line.setAccessibleName(name)

    def accessibleName(self) -> str:
        return self.line.accessibleName()

    def setAccessibleDescription(self, words: str) -> None:
        """What is wrong with it, beside the field: it is the line that is wrong."""
        self.line.setAccessibleDescription(words)
        set_style(self.line, "wrong", "true" if words else None)

    def accessibleDescription(self) -> str:
        return self.line.accessibleDescription()

    def valid(self) -> bool:
        try:
            zoneinfo.ZoneInfo(self.text())
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
            return False
        return True

    def fix(self, why: str) -> None:
        """Nobody can change it here, and why; "" where it can be changed."""
        self._fixed = why
        self.line.setReadOnly(bool(why))
        self._on_typed()

    def _on_zones(self, zones: list[str]) -> None:
        self._zones = zones
        self.line.setCompleter(FoldedCompleter(items(zones, self), self))

    def _on_left(self) -> None:
        """What was typed of one zone's name becomes it; a form that is saved by its key is not left before."""
        if not self._fixed and self.line.text() != self.text():
            self.line.setText(self.text())

    def _on_typed(self) -> None:
        if not self.valid():
            self.there.setText(_("No such time zone yet: type a city, such as Berlin."))
            return
        if self._fixed:
            self.there.setText(self._fixed)
            return
        zone = self.text()
        now = self._place.desk.clock.now().astimezone(zoneinfo.ZoneInfo(zone))
        words = (
            _("It is {time} there now.") if zone == self.line.text().strip() else _("{zone}: it is {time} there now.")
        )
        self.there.setText(words.format(time=f"{now:%H:%M}", zone=zone))
