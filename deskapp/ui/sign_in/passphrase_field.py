"""A field for a passphrase: its signs are not shown, unless somebody asks for it."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.sign_in.pin_field import PinField
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox

#: Longer than anybody pastes: what is cut off here unseen would be asked for by a command.
_LONGEST = 1_000_000


class PassphraseField(PinField):
    """As a PIN's: what is typed is in no draft and in no keyboard's memory."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)


class Passphrases(QWidget):
    """One or several such fields below each other, and one box that shows what is typed in them."""

    def __init__(self, *forms: FormField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms = forms
        self.show_box = WrappingCheckBox(_("Show what is typed"))
        self.show_box.toggled.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for form in forms:
            column.addWidget(form)
        column.addWidget(self.show_box)

    def _show(self, shown: bool) -> None:
        for form in self._forms:
            if isinstance(form.field, QLineEdit):
                form.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
