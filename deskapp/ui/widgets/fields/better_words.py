"""Points out, below a field whose words are meant for customers, what is better said otherwise; F5 says it so."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from deskapp.domain.phrases import LEFT_OUT, Avoided, PhraseToAvoid, avoided, fill, replaced
from deskapp.language import _
from deskapp.services.library.shipped_phrases import shipped
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.put_words import put, words_of
from deskapp.ui.widgets.label import Label

#: A text of this length is looked at only when typing pauses.
_LONG = 4000
_PAUSE_MS = 250
#: So many are named at a time; the others follow as these are changed.
_NAMED = 3


class BetterWords(QWidget):
    """Follows the field while somebody types; hidden while there is nothing to point out. It never forbids.

    to_avoid: the site's list, asked for anew each time. values: what places such as {time} stand for.
    """

    def __init__(
        self,
        field: QLineEdit | QPlainTextEdit,
        to_avoid: Callable[[], Sequence[PhraseToAvoid]] | None = None,
        values: Callable[[], Mapping[str, str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._field = field
        self._to_avoid = to_avoid or (lambda: shipped().avoid)
        self._values = values or (dict)
        self._label = Label("", "muted", wrap=True)
        self._label.setAccessibleName(_("Better words"))
        from deskapp.ui.widgets.buttons import secondary

        self.replace_button = secondary(_("Say it better"), "F5")
        # Its key works in the field: nobody has to leave the words for it.
        self.replace_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.replace_button.clicked.connect(self.replace)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._label, 1)
        row.addWidget(self.replace_button, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        key = QShortcut(QKeySequence("F5"), field)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.replace)
        self.hide()
        field.textChanged.connect(self._on_changed)
        self.look()

    def text(self) -> str:
        """What is pointed out, in words; "" while there is nothing."""
        return self._label.text()

    def look(self) -> None:
        """Look at the field's words, with the list as it is now."""
        self._pause.stop()
        text, found = words_of(self._field), self._found()
        # The same advice is enough once.
        said = list(dict.fromkeys(self._advice(text, one) for one in found))
        if len(said) > _NAMED:
            said = [*said[:_NAMED], _("… and more")]
        self._label.setText("\n".join(said))
        self.setVisible(bool(said))

    def replace(self) -> None:
        """Put the better words in the place of the phrase at the cursor, else of the next one, else of the first."""
        found = self._found()
        if not found:
            return
        at = self._cursor()
        chosen = next((one for one in found if at <= one.end), found[0])
        start, end, words = replaced(words_of(self._field), chosen, fill(chosen.better, self._values()))
        put(self._field, words, start, end)
        self.look()

    def _found(self) -> tuple[Avoided, ...]:
        return avoided(words_of(self._field), self._to_avoid())

    def _advice(self, text: str, one: Avoided) -> str:
        words = " ".join(text[one.start : one.end].split())
        if one.better.strip() in LEFT_OUT:
            return _("“{words}”: leave it out").format(words=words)
        return _("“{words}”: better “{better}”").format(words=words, better=fill(one.better, self._values()))

    def _cursor(self) -> int:
        field = self._field
        return field.cursorPosition() if isinstance(field, QLineEdit) else field.textCursor().position()

    def _on_changed(self) -> None:
        if len(words_of(self._field)) > _LONG:
            self._pause.start()
        else:
            self.look()
