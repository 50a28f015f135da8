"""Where a dialog stands: over the middle of its window, and wholly on the screen."""

from PySide6.QtWidgets import QWidget

from deskapp.ui.look import theme


def stand(dialog: QWidget) -> None:
    """Put a dialog over the middle of its window. Qt does so before it has its size, and then it grows sideways."""
    parent = dialog.parentWidget()
    over = parent.window().frameGeometry() if parent is not None else dialog.screen().availableGeometry()
    _put(dialog, over.center().x() - dialog.width() // 2, over.center().y() - (dialog.height() + title_height()) // 2)


def stay_on_screen(dialog: QWidget) -> None:
    """Bring a dialog that has grown back onto the screen; one that fits stays where the person put it."""
    _put(dialog, dialog.x(), dialog.y())


def _put(dialog: QWidget, x: int, y: int) -> None:
    room = dialog.screen().availableGeometry()
    x = max(room.left(), min(x, room.right() + 1 - dialog.width()))
    y = max(room.top(), min(y, room.bottom() + 1 - dialog.height() - title_height()))
    if (x, y) != (dialog.x(), dialog.y()):
        dialog.move(x, y)


def title_height() -> int:
    """What the system's frame takes above a window: it is not known before the window is on the screen."""
    return theme.px(28)
