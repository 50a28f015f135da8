"""What is cleared away without being asked for: removed contents, copies that other programs were shown, and what is
left in the file of customers who were forgotten."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer

from deskapp.domain.errors import DeskError
from deskapp.ui.attachments.copies import clear_left_behind, copies
from deskapp.ui.work.workplace import Workplace

#: After the start, and from look to look.
_SOON_MS, _AGAIN_MS = 20_000, 300_000


def begin(place: Workplace) -> None:
    """Clear what an earlier window left, and have this one's copies cleared when it ends."""
    place.lanes.write_out(clear_left_behind, None, place.failed.emit, receiver=place)
    clear_removed(place)
    # Once everything is at hand: it is seldom that something is left, and then it takes long.
    QTimer.singleShot(_SOON_MS, place, partial(clear_forgotten, place))
    app = QCoreApplication.instance()
    assert app is not None
    app.aboutToQuit.connect(copies.end)


def clear_forgotten(place: Workplace, *, told: bool = False) -> None:
    """Clear the file of what customers left who were forgotten, where it could not be done at once; look again later.

    Whoever forgot somebody was told that it comes by itself: also in a window that stays open for days. told: that it
    cannot be done was said already, and need not be said every time.
    """
    if place.lanes.stopping.is_set():
        return

    def again(*, told: bool) -> None:
        QTimer.singleShot(_AGAIN_MS, place, partial(clear_forgotten, place, told=told))

    def failed(error: DeskError) -> None:
        if not told:
            place.failed.emit(error)
        again(told=True)

    def done(_cleared: bool) -> None:
        again(told=False)

    place.lanes.act(lambda: place.desk.open().erasures.clear(), done, failed, receiver=place)


def clear_removed(place: Workplace) -> None:
    """Let go for good of what was removed, once that cannot be taken back."""
    if place.lanes.stopping.is_set():
        return  # the window is going: the next one clears it
    place.lanes.act(lambda: place.desk.open().attachments.clear(), None, place.failed.emit, receiver=place)
