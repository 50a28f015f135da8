"""Opens the window on a desk. Nothing of Qt is loaded before `run` is called."""

from pathlib import Path


def run(database: Path | None, demo: bool, new_window: bool = False) -> int:
    """Open the window and stay until it is closed; the exit code.

    Without a database the last one is opened, or the first run begins. demo: a desk with a story in a file of
    its own. new_window: open one even if this desk's window is open already.
    """
    from deskapp.ui.application import Application

    return Application(database, demo=demo, new_window=new_window).run()
