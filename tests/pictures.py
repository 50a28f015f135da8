"""Makes the README's picture: the main window on the demo desk. Run it by hand; it needs no display."""

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from deskapp import paths
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.demo.service import make_demo
from deskapp.ui.look import theme
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.changes import ChangeHub
from deskapp.ui.work.lanes import Lanes
from deskapp.ui.work.workplace import Workplace
from deskapp.ui.work.workstation import Workstation

#: The instant of the picture: a working afternoon at the demo's site.
AFTERNOON = datetime.fromisoformat("2026-11-20T14:12:07+00:00")


def main(target: Path) -> None:
    """Write the picture to `target` as PNG."""
    app = QApplication(sys.argv[:1])
    font = QFont("DejaVu Sans")
    font.setPointSizeF(9)
    app.setFont(font)
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "demo.db"
        make_demo(file, AFTERNOON)
        lanes = Lanes()
        desk = Desk(file, FixedClock(AFTERNOON))
        first = desk.first_screen("due")
        desk.sign_in(first.staff[0][0])
        window = MainWindow(Workplace(desk, lanes, ChangeHub()), Workstation(Path(folder) / "workstation.ini"), first)
        window.ready.connect(app.quit)
        # The display of this platform is small, and a window takes its place on it.
        window.showNormal()
        window.resize(1440, 810)
        window.begin()
        app.exec()
        while lanes.busy:
            app.processEvents()
        app.processEvents()
        target.parent.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(target))
        window.close()
        lanes.stop()
        desk.close()


if __name__ == "__main__":
    main(paths.resources() / "pictures" / "main.png")
