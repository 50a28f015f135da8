"""What was said, wanted, tried and comes next: the first lines of each, and the rest on request."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look import theme
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.texts.short_label import ShortLabel
from deskapp.wording.story import tried

#: Lines of each that stand there at first, in the panel.
BRIEF = (3, 2, 2, 2)


class SaidBlock(Card):
    """Hidden where nothing of it was written down; with `always` it says so instead."""

    def __init__(self, most: Sequence[int] = BRIEF, parent: QWidget | None = None, *, always: bool = False) -> None:
        super().__init__(parent)
        self._always = always
        names = (_("Said"), _("Wants"), _("Tried"), _("Next"), _("Solved"))
        self.texts = [ShortLabel(lines, about=name) for lines, name in zip((*most, most[0]), names, strict=True)]
        self._names = [Label(name, "strong") for name in names]
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(11))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        for place, (name, text) in enumerate(zip(self._names, self.texts, strict=True)):
            grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, place, 1)
        self._nothing = Label(_("Nothing of it was written down."), "muted", wrap=True)
        self.body.addLayout(grid)
        self.body.addWidget(self._nothing)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_call(self, call: CallDetail, zone: str, now: datetime) -> None:
        """Show another call's words, or the same call's anew: what was opened stays open where it says the same."""
        said = (call.details, call.wants, tried(call, zone, now), call.row.next_step, call.solution)
        for name, text, words in zip(self._names, self.texts, said, strict=True):
            text.set_words(words.strip())
            for widget in (name, text):
                widget.setVisible(bool(words.strip()))
        nothing = not any(words.strip() for words in said)
        self._nothing.setVisible(nothing)
        self.setVisible(not call.masked and (self._always or not nothing))
