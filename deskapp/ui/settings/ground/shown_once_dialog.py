"""The ground of dialogs whose act gives something that is shown once: it stays until whoever has it says so."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskapp.ui.widgets.dialogs.act_dialog import ActDialog


class ShownOnceDialog(ActDialog):
    """Give `show_once` what is shown when the act has succeeded."""

    _press: Callable[[], object] | None = None

    def show_once(self, card: QWidget, press: Callable[[], object]) -> None:
        """Show it in place of the fields. press: what Ctrl+Enter does from now on."""
        self._rest(False)
        for button in (self.main_button, self.cancel_button):
            button.hide()
            button.setEnabled(False)
        holder = self.body.parentWidget()
        for child in holder.children() if holder is not None else ():
            if isinstance(child, QWidget) and self.body.indexOf(child) >= 0:
                child.hide()
        self.body.insertWidget(0, card)
        self._press = press

    def trigger(self) -> None:
        """Ctrl+Enter: of what is shown, once it is."""
        if self._press is not None:
            self._press()
        else:
            super().trigger()

    def reject(self) -> None:
        """Escape does not throw away what is shown once."""
        if self._press is None:
            super().reject()
