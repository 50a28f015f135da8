"""What is cleared away without being asked for: removed contents, and copies that other programs were shown."""

from PySide6.QtCore import QCoreApplication

from deskapp.ui.attachments.copies import clear_left_behind, copies
from deskapp.ui.work.workplace import Workplace


def begin(place: Workplace) -> None:
    """Clear what an earlier window left, and have this one's copies cleared when it ends."""
    place.lanes.write_out(clear_left_behind, None, place.failed.emit, receiver=place)
    clear_removed(place)
    app = QCoreApplication.instance()
    assert app is not None
    app.aboutToQuit.connect(copies.end)


def clear_removed(place: Workplace) -> None:
    """Let go for good of what was removed, once that cannot be taken back."""
    if place.lanes.stopping.is_set():
        return  # the window is going: the next one clears it
    place.lanes.act(lambda: place.desk.open().attachments.clear(), None, place.failed.emit, receiver=place)
