"""Says a change of state to who listens instead of looking. Never used for ticks."""

from PySide6.QtWidgets import QWidget

from deskapp import direction


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say the words, if one is listening."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # its names are many: not at the start

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, direction.clean(words)))
