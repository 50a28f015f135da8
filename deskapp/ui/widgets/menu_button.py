"""A button with something to choose below it. The menu is shown and the work goes on: nothing waits for the choice."""

from PySide6.QtWidgets import QMenu, QWidget

from deskapp.ui.widgets.buttons import KeyButton


class MenuButton(KeyButton):
    """Fill `menu`; pressed, or by `show_menu`, it opens below the button."""

    def __init__(self, words: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, key, parent=parent)
        self.menu_ = QMenu(self)
        self.clicked.connect(self.show_menu)

    def show_menu(self) -> None:
        if not self.menu_.isEmpty() and self.isEnabled() and self.isVisible():
            self.menu_.popup(self.mapToGlobal(self.rect().bottomLeft()))
            self.menu_.setActiveAction(self.menu_.actions()[0])
