"""Who holds the open calls, or where they wait: a name, how many, and a bar."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.overview.views import Holding
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.progress_line import ProgressLine


class Holdings(QWidget):
    """A heading and one line each; `open_words` says "4 open" instead of "4 calls"."""

    def __init__(self, heading: str, empty: str, *, open_words: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._open_words = open_words
        self._shown: tuple[Holding, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self._column.addWidget(Label(heading, "heading"))
        self._lines = QWidget()
        self._column.addWidget(self._lines)

    def set(self, holdings: Sequence[Holding]) -> None:
        """Show these, in this order."""
        wanted = tuple(holdings)
        if wanted == self._shown:
            return
        self._shown = wanted
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        most = max((one.calls for one in wanted), default=1)
        for one in wanted:
            column.addWidget(self._line(one, most))
        if not wanted:
            column.addWidget(Label(self._empty, "muted", wrap=True))
        self._column.replaceWidget(self._lines, lines)
        self._lines.deleteLater()
        self._lines = lines

    def _line(self, one: Holding, most: int) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        name = _("{name} (no longer here)").format(name=one.name) if one.left else one.name
        row.addWidget(Label(name, wrap=True), 1)
        row.addWidget(Label(self._told(one), "muted"))
        column.addLayout(row)
        tint = Tint.OVER if one.overdue else Tint.PAUSED if one.paused == one.calls else Tint.OK
        column.addWidget(ProgressLine(one.calls / most, tint))
        return line

    def _told(self, one: Holding) -> str:
        if self._open_words:
            told = [ngettext("{n} open", "{n} open", one.calls).format(n=one.calls)]
        else:
            told = [ngettext("{n} call", "{n} calls", one.calls).format(n=one.calls)]
        if one.overdue:
            told.append(ngettext("{n} over", "{n} over", one.overdue).format(n=one.overdue))
        elif one.paused == one.calls:
            told.append(_("paused"))
        return direction.row(told)
