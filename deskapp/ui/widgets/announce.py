"""Says a change of state to who listens instead of looking. Never used for ticks."""

from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from deskapp import direction

#: Where a screen reader is told of an announcement. Elsewhere many (Orca before 45) know of none, and say only what
#: changes in the description of what has the keyboard.
_ANNOUNCING = ("windows", "cocoa")


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say the words, if one is listening."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # its names are many: not at the start

    if not QAccessible.isActive():
        return
    words = direction.clean(words)
    focus = QApplication.focusWidget()
    # Of a list it is a line that has the keyboard, and no widget.
    if focus is None or _announces() or isinstance(focus, QAbstractItemView):
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
    else:
        kept = focus.accessibleDescription()
        for said in (words, kept):
            focus.setAccessibleDescription(said)


def describe(field: QWidget, words: str) -> None:
    """Have a field that has the keyboard tell what it leads to, such as the chosen one of a list: now, and when it is
    asked for again.
    """
    words = direction.clean(words)
    if words == field.accessibleDescription():
        return
    field.setAccessibleDescription(words)
    if words and _announces():
        announce(field, words)


def _announces() -> bool:
    return QApplication.platformName() in _ANNOUNCING
