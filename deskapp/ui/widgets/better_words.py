"""Points out, below a field whose words are meant for customers, what is better said otherwise."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from deskapp.domain.phrases import avoided
from deskapp.language import _
from deskapp.ui.phrases import to_avoid
from deskapp.ui.widgets.label import Label


class BetterWords(Label):
    """Follows the field while somebody types; hidden while there is nothing to point out. It never forbids."""

    def __init__(self, field: QLineEdit | QPlainTextEdit, language: str = "en", parent: QWidget | None = None) -> None:
        super().__init__("", "muted", wrap=True, parent=parent)
        self._field, self._phrases = field, to_avoid(language)
        self.setAccessibleName(_("Better words"))
        self.hide()
        field.textChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        field = self._field
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        said = [
            _("“{words}”: {better}").format(words=" ".join(text[one.start : one.end].split()), better=one.better)
            for one in avoided(text, self._phrases)
        ]
        # The same advice is enough once.
        self.setText("\n".join(dict.fromkeys(said)))
        self.setVisible(bool(said))
