"""A field for a time zone: offers the names there are, and says what time it is there, so that a slip is seen."""

import zoneinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style
from deskapp.ui.work.workplace import Workplace


class ZoneField(QWidget):
    """`line` takes the name; below it stands the time of day there."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._fixed = ""
        self.line = QLineEdit()
        self.there = Label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.line)
        column.addWidget(self.there)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_typed)
        place.read(lambda _desk: sorted(zoneinfo.available_timezones()), self._on_zones, key=("zones", id(self)))

    def text(self) -> str:
        return self.line.text().strip()

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
        completer = QCompleter(zones, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)

    def _on_typed(self) -> None:
        if not self.valid():
            self.there.setText(_("No such time zone yet: type a city, such as Berlin."))
            return
        if self._fixed:
            self.there.setText(self._fixed)
            return
        now = self._place.desk.clock.now().astimezone(zoneinfo.ZoneInfo(self.text()))
        self.there.setText(_("It is {time} there now.").format(time=f"{now:%H:%M}"))
