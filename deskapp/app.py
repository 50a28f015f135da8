"""Opens the window on a desk. Nothing of Qt is loaded before `make` is called."""

from __future__ import annotations

import builtins
import gc
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskapp.ui.start.application import Application


def run(database: Path | None, demo: bool, new_window: bool = False, caller: str = "") -> int:
    """Open the window and stay until it is closed; the exit code.

    Without a database the last one is opened, or the first run begins. demo: a desk with a story in a file of
    its own. new_window: open one even if this desk's window is open already. caller: the number that rings.
    """
    return make(database, demo=demo, new_window=new_window, caller=caller).run()


def make(database: Path | None, *, demo: bool = False, new_window: bool = False, caller: str = "") -> Application:
    """The application, its first screen being read; `run` it to show the window."""
    # Until everything is loaded nearly all that is made stays: looking for garbage would only cost time. From then on
    # the application looks for it.
    gc.disable()
    _import_plainly()
    from deskapp.ui.start.application import Application

    return Application(database, demo=demo, new_window=new_window, caller=caller)


def _import_plainly() -> None:
    """Take PySide's hook off `import`: it serves `from __feature__ import`, which nothing here uses.

    For every module that is imported after PySide it reads the source of that module, and looks for PySide's
    name in it: with SQLAlchemy a tenth of the whole start.
    """
    import PySide6.QtCore  # noqa: F401 - puts the hook on

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
