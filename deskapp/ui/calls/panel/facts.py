"""Who, where, what and with whom: a name in small letters and a few lines beside it, a number ready to be copied."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.ui.look import theme
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.widgets.texts.icon_link import CopyLink
from deskapp.ui.widgets.texts.row_label import RowLabel


class FactLine(NamedTuple):
    """A line of a fact, and what behind it can be copied at a press: a number, an address."""

    words: str
    copy: str = ""
    strong: bool = False
    muted: bool = False
    #: Whose it is that is copied, where the words do not say.
    whose: str = ""


class Facts(QWidget):
    """Shows only what there is something to say about. Made once; calls come and go in it."""

    def __init__(self, names: Sequence[tuple[str, str]], parent: QWidget | None = None, *, above: bool = False) -> None:
        """names: the key of each fact, in order, and what it is called. above: the name stands above its lines."""
        super().__init__(parent)
        self._above = above
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(3))
        self._grid.setColumnStretch(0 if above else 1, 1)
        self._rows = {key: self._row(place, name) for place, (key, name) in enumerate(names)}

    def set_fact(self, key: str, lines: Sequence[FactLine]) -> None:
        """What is said of one; nothing, and it is not there."""
        self._rows[key].set_lines([line for line in lines if line.words or line.copy])

    def words(self, key: str) -> str:
        """All that is said of one."""
        return self._rows[key].words

    def _row(self, place: int, name: str) -> "_Fact":
        title, body = Label(name, "section" if self._above else "muted"), _Fact(name, above=self._above)
        if self._above:
            title.setContentsMargins(0, theme.px(8) if place else 0, 0, 0)
            self._grid.addWidget(title, 2 * place, 0)
            self._grid.addWidget(body, 2 * place + 1, 0)
        else:
            self._grid.addWidget(title, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(body, place, 1)
        body.title = title
        for widget in (title, body):
            widget.hide()
        return body


class _Fact(QWidget):
    """The lines of one fact; those that are not needed are kept for the next call."""

    title: Label

    def __init__(self, name: str, *, above: bool) -> None:
        super().__init__()
        self._name, self._above = name, above
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def words(self) -> str:
        said = (" ".join(filter(None, line.said)) for line in self._lines if not line.isHidden())
        return "\n".join(said)

    def set_lines(self, lines: Sequence[FactLine]) -> None:
        while len(self._lines) < len(lines):
            made = _Line(self._name)
            self._lines.append(made)
            self._column.addWidget(made)
        for place, shown in enumerate(self._lines):
            if place < len(lines):
                shown.set_line(lines[place])
            shown.setVisible(place < len(lines))
        # A number to press makes its line higher: the name beside it stands at the height of the words.
        if not self._above:
            high = bool(lines) and bool(lines[0].copy)
            above = (theme.sizes().target - self.title.fontMetrics().lineSpacing()) // 2 if high else 0
            self.title.setContentsMargins(0, max(above, 0), 0, 0)
        for widget in (self.title, self):
            widget.setVisible(bool(lines))


class _Line(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._strong, self._plain, self._muted = (
            RowLabel("", role, wrap=True, selectable=True) for role in ("strong", "plain", "muted")
        )
        self._link = CopyLink()
        self.said: tuple[str, str] = ("", "")
        flow = FlowLayout(self, spacing=theme.px(4))
        for widget in (self._strong, self._plain, self._muted, self._link):
            widget.hide()
            flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_line(self, line: FactLine) -> None:
        self.said = (line.words, line.copy)
        wanted = self._strong if line.strong else self._muted if line.muted else self._plain
        for label in (self._strong, self._plain, self._muted):
            label.setVisible(label is wanted and bool(line.words))
        wanted.setText(breakable(line.words))
        wanted.setAccessibleName(f"{self._name}: {line.words}")
        self._link.set_what(line.copy, direction.row((self._name, line.whose), ", "))
        self._link.setVisible(bool(line.copy))
