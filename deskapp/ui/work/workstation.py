"""What this workstation remembers: the last desk, who works here, the look, and where the window stood."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from deskapp.ui.look.theme import Mode

_MODES = ("system", "light", "dark")


class KeptPrinter(NamedTuple):
    """How somebody printed last. sides, tray: by the names that printing has for them; "": the printer's own."""

    name: str
    copies: int = 1
    sides: str = ""
    tray: str = ""


class Workstation:
    """An INI file of this user's; nothing of the desk's own is kept here."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def database(self) -> Path | None:
        """The desk that was open last."""
        name = str(self._kept.value("database", "") or "")
        return Path(name) if name else None

    @database.setter
    def database(self, path: Path) -> None:
        self._keep("database", str(path))

    def staff(self, database: Path) -> int | None:
        """Who worked here last, at this desk."""
        value = str(self._kept.value(f"staff/{_name(database)}", "") or "")
        return int(value) if value.isdecimal() else None

    def set_staff(self, database: Path, staff_id: int) -> None:
        self._keep(f"staff/{_name(database)}", staff_id)

    @property
    def view(self) -> str:
        """The log's filter that was chosen last."""
        return str(self._kept.value("view", "due") or "due")

    @view.setter
    def view(self, name: str) -> None:
        self._keep("view", name)

    @property
    def columns(self) -> str:
        """How the columns of the log are arranged; "": as they were at first."""
        return str(self._kept.value("columns", "") or "")

    @columns.setter
    def columns(self, text: str) -> None:
        self._keep("columns", text)

    @property
    def overdue(self) -> str:
        """What the overdue view was asked last; "": as it is at first."""
        return str(self._kept.value("overdue", "") or "")

    @overdue.setter
    def overdue(self, text: str) -> None:
        self._keep("overdue", text)

    @property
    def mode(self) -> Mode:
        value = str(self._kept.value("mode", "system"))
        return cast("Mode", value) if value in _MODES else "system"

    @mode.setter
    def mode(self, value: Mode) -> None:
        self._keep("mode", value)

    @property
    def font_points(self) -> float | None:
        """The size of the window's text; None follows the system."""
        try:
            points = float(str(self._kept.value("font_points", "") or 0))
        except ValueError:
            return None
        return min(max(points, 6.0), 36.0) if points else None

    @font_points.setter
    def font_points(self, points: float | None) -> None:
        self._keep("font_points", points)

    @property
    def language(self) -> str | None:
        """The window's language; None follows the system."""
        return str(self._kept.value("language", "") or "") or None

    @property
    def panel_width(self) -> int:
        """How wide the call's panel is, in the drawing's pixels."""
        value = str(self._kept.value("panel_width", "") or "")
        return min(int(value), 1200) if value.isdecimal() and int(value) else 424

    @panel_width.setter
    def panel_width(self, width: int) -> None:
        self._keep("panel_width", width)

    @property
    def printer(self) -> KeptPrinter | None:
        """How was printed last; None: never."""
        name, copies, sides, tray = (str(self._kept.value(f"printer/{one}", "") or "") for one in KeptPrinter._fields)
        if not name:
            return None
        return KeptPrinter(name, min(max(int(copies), 1), 999) if copies.isdecimal() else 1, sides, tray)

    @printer.setter
    def printer(self, kept: KeptPrinter) -> None:
        for one, value in kept._asdict().items():
            self._keep(f"printer/{one}", value)

    def place_of(self, window: str) -> QByteArray | None:
        """Where a window stood, as Qt keeps it."""
        value = self._kept.value(f"places/{window}")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def keep_place(self, window: str, state: QByteArray) -> None:
        self._keep(f"places/{window}", state)

    def save(self) -> None:
        """Write it out now."""
        self._kept.sync()

    def _keep(self, name: str, value: object) -> None:
        """None: nothing is remembered. Qt keeps what a file may be read by, but would make it readable for all."""
        with suppress(OSError):  # it is not known then next time
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.touch(mode=0o600)
            self.file.chmod(0o600)
        if value is None:
            self._kept.remove(name)
        else:
            self._kept.setValue(name, value)


def _name(database: Path) -> str:
    # A path holds signs that an INI key cannot; the text of the key is never read back.
    return "".join(sign if sign.isalnum() else "_" for sign in str(database.absolute()))
